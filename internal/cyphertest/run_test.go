package cyphertest_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"corridor/internal/cyphertest"
)

// suiteOf loads a suite of one feature with these steps.
func suiteOf(t *testing.T, steps ...string) *cyphertest.Suite {
	t.Helper()
	folder := t.TempDir()
	text := "Feature: F\n  Scenario: S\n    " + strings.Join(steps, "\n    ") + "\n"
	if err := os.Mkdir(filepath.Join(folder, "features"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "features", "f.feature"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	suite, err := cyphertest.Load(folder)
	if err != nil || len(suite.Scenarios) != 1 {
		t.Fatalf("%d scenarios: %v\n%s", len(suite.Scenarios), err, text)
	}
	return suite
}

func query(text string) string { return "\"\"\"\n    " + text + "\n    \"\"\"" }

// TestRunTellsWhatIsWrong runs scenarios that are not as the engine has it, or
// not as a scenario has to be.
func TestRunTellsWhatIsWrong(t *testing.T) {
	run := []string{"When executing query:", query("RETURN 1 AS x")}
	fails := []string{"When executing query:", query("RETURN y AS x")}
	for _, c := range []struct {
		steps []string
		want  string
	}{
		{append(run, "Then the result should be, in any order:", "| x |", "| 1 |", "And no side effects"), ""},
		{append(fails, "Then a SyntaxError should be raised at compile time: UndefinedVariable"), ""},
		{append(run, "Then the result should be, in any order:", "| x |", "| 2 |"), "rows\n\t1\nwanted\n\t2"},
		{append(run, "Then the result should be, in any order:", "| y |", "| 1 |"), "columns"},
		{append(run, "Then the result should be empty"), "rows"},
		{append(run, "Then a SyntaxError should be raised at compile time: X"), "no error but rows"},
		{append(fails, "Then a SyntaxError should be raised at runtime: X"), "raised at compile time"},
		{append(fails, "Then a TypeError should be raised at compile time: X"), "Neo.ClientError.Statement.SyntaxError"},
		{append(fails, "Then the result should be empty"), "Neo.ClientError.Statement.SyntaxError"},
		{[]string{"When executing query:", query("CREATE (:A)"), "Then no side effects"}, "side effects map[+labels:1 +nodes:1]"},
		{append(run, "Then the result should be, in any order:"), "a table of at least 1 rows"},
		{append(run, "Then the side effects should be:", "| +nodes |"), "a table of at least 0 rows and 2 columns"},
		{[]string{"Given any graph"}, "runs no query"},
		{[]string{"Then the result should be empty"}, "no query was executed before"},
		{[]string{"Then a SyntaxError should be raised at runtime: X"}, "no query was executed before"},
		{[]string{"Then no side effects"}, "no query was executed before"},
		{append(run, "Then it rains"), "no such step is known"},
	} {
		suite := suiteOf(t, slices.Clone(c.steps)...)
		err := runScenario(suite, suite.Scenarios[0])
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.steps, err, c.want)
		}
	}
}

func TestLoadRefusesAFileWithoutAFeature(t *testing.T) {
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "features"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "features", "f.feature"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := cyphertest.Load(folder); err == nil || !strings.Contains(err.Error(), "f.feature: the file holds no feature") {
		t.Error(err)
	}
}

// TestQueries holds what is said of a scenario's queries to those who look at
// them without running them.
func TestQueries(t *testing.T) {
	suite := suiteOf(t, "Given having executed:", query("CREATE ()"), "When executing query:", query("RETURN y"),
		"Then a SyntaxError should be raised at compile time: UndefinedVariable", "When executing control query:", query("RETURN 1"))
	want := []cyphertest.Asked{{Query: "CREATE ()"}, {Query: "RETURN y", Class: "SyntaxError", Phase: "compile time", Detail: "UndefinedVariable"},
		{Query: "RETURN 1"}}
	if got := suite.Scenarios[0].Queries(); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}
