package plan_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"corridor/internal/engine/exec"
	"corridor/internal/engine/plan"
	"corridor/internal/engine/syntax"
)

// catalog is what is built in, with procedures that only these tests call.
func catalog(t *testing.T) *exec.Registry {
	t.Helper()
	r := exec.NewRegistry()
	for mode, texts := range map[string][]string{
		"READ":  {"some.rows(of :: INTEGER, scale = 1 :: FLOAT) :: (x :: INTEGER, y :: STRING)", "some.check(of :: STRING) :: VOID"},
		"WRITE": {"some.change(of :: STRING) :: VOID"},
	} {
		for _, text := range texts {
			s, err := exec.ParseSignature(text)
			if err != nil {
				t.Fatal(err)
			}
			r.RegisterProcedure(&exec.Procedure{Procedure: plan.Procedure{Name: s.Name, Args: s.Args, Results: s.Results, Mode: mode}})
		}
	}
	return r
}

// TestCheck runs testdata/check/queries.txt: each query is a line, what is said
// of it the indented line below, either "accepted" or
//
//	line:column Detail [as Title]: message
//
// The flag -update, which the tests of plans declare, writes the answers anew.
func TestCheck(t *testing.T) {
	const file = "testdata/check/queries.txt"
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	known := catalog(t)
	lines := strings.Split(string(content), "\n")
	for i, line := range lines {
		if line == "" || line[0] == '#' || line[0] == ' ' {
			continue
		}
		got := answer(check(line, known))
		if want := strings.TrimSpace(lines[i+1]); got != want {
			t.Errorf("%s\n got: %s\nwant: %s", line, got, want)
		}
		lines[i+1] = "    " + got
	}
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func answer(refusal *syntax.Error) string {
	if refusal == nil {
		return "accepted"
	}
	name := refusal.Detail
	if refusal.Title != "" {
		name += " as " + refusal.Title
	}
	return fmt.Sprintf("%d:%d %s: %s", refusal.Position.Line, refusal.Position.Column, name, refusal.Message)
}
