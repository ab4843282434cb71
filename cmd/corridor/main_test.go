package main_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"corridor/internal/shared"
)

// TestUsageIsExplained holds that wrong calls end with status 2 and words that
// help.
func TestUsageIsExplained(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"unknown command":       {[]string{"laod"}, `unknown command "laod"; did you mean load?`},
		"unknown flag":          {[]string{"load", "--fast"}, "unknown flag: --fast"},
		"argument too many":     {[]string{"load", "now"}, "load: unknown command"},
		"no name":               {[]string{"query"}, "query: requires at least 1 arg"},
		"unknown query":         {[]string{"query", "stage"}, `levers-on-stage, stages`},
		"slips in a query":      {[]string{"query", "leversonstage"}, "near it: levers-on-stage\n"},
		"unknown parameter":     {[]string{"query", "stages", "stag=x"}, `takes no "stag"; it takes stage`},
		"no pair":               {[]string{"query", "stages", "stage"}, `"stage": want name=value`},
		"parameter twice":       {[]string{"query", "stages", "stage=a", "stage=b"}, "given twice"},
		"parameter missing":     {[]string{"query", "node"}, "query node needs key"},
		"unknown format":        {[]string{"query", "stages", "--format", "xml"}, "--format xml: want table, json, csv, graph"},
		"unknown column":        {[]string{"query", "stages", "--columns", "stag"}, `query stages: --columns: there is no column "stag"; there are order, stage,`},
		"columns of a drawing":  {[]string{"query", "stages", "--columns", "stage", "--format", "graph"}, "--columns: a graph has none"},
		"no copies":             {[]string{"verify"}, "--documents is missing"},
		"no such folder":        {[]string{"verify", "--documents", "nowhere"}, "no such file"},
		"folder without texts":  {[]string{"verify", "--documents", "."}, "no text files"},
		"strict without copies": {[]string{"coverage", "--strict"}, "--strict needs --documents"},
		"user without password": {[]string{"query", "stages", "--user", "neo4j"}, "--user neo4j needs --password-file"},
		"no password file":      {[]string{"query", "stages", "--password-file", "nowhere"}, "read the password: open nowhere"},
		"empty password file":   {[]string{"query", "stages", "--password-file", os.DevNull}, "no password in " + os.DevNull},
		"malformed address":     {[]string{"query", "stages", "--uri", "nonsense"}, "Give --uri an address such as"},
		"another scheme":        {[]string{"query", "stages", "--uri", "http://127.0.0.1:7474"}, "there is no scheme http; it takes bolt, neo4j"},
		"malformed host":        {[]string{"serve", "--host", "graph.example", "--host", "a b"}, `--host "a b": want a name`},
		"empty host":            {[]string{"serve", "--host", ""}, `--host "": want a name`},
		"host with a port":      {[]string{"serve", "--host", "graph.example:8270"}, "without scheme, port"},
		"address as a host":     {[]string{"serve", "--host", "http://graph.example"}, "without scheme, port"},
		"malformed service":     {[]string{"health", "--address", "8270"}, "--address 8270: address 8270: missing port"},
		"no such text":          {[]string{"passages", "nowhere.txt"}, "read the text: open nowhere.txt"},
	} {
		t.Run(name, func(t *testing.T) {
			r := asCalled(t, c.args...)
			if r.code != 2 || !strings.Contains(r.err, c.want) || r.out != "" {
				t.Errorf("status %d, want 2; out %q; err %q, want %q", r.code, r.out, r.err, c.want)
			}
		})
	}
}

func TestBackendOutOfReachIsStatus3(t *testing.T) {
	r := corridor(t, "query", "stages", "--uri", "bolt://127.0.0.1:1")
	if r.code != 3 || !strings.Contains(r.err, "Is Neo4j running there?") {
		t.Errorf("status %d: %s", r.code, r.err)
	}
}

func TestACutAnswerSaysSoInEveryFormat(t *testing.T) {
	for _, format := range []string{"table", "json", "csv"} {
		r := corridor(t, "cypher", "UNWIND range(1, 20000) AS i RETURN i", "--format", format)
		if r.code != 0 || !strings.Contains(r.err, "the limit of 10000 cut the answer") {
			t.Errorf("%s: status %d: %s", format, r.code, r.err)
		}
	}
	if r := corridor(t, "cypher", "RETURN 1"); r.code != 0 || r.err != "" {
		t.Errorf("a whole answer: status %d: %s", r.code, r.err)
	}
}

func TestQueriesListsTheLibrary(t *testing.T) {
	r := corridor(t, "queries")
	if r.code != 0 || !strings.Contains(r.out, "levers-on-stage") || !strings.Contains(r.out, "[stage=stage:recruitment]") {
		t.Errorf("status %d: %s%s", r.code, r.out, r.err)
	}
}

func TestVersionNamesTheRelease(t *testing.T) {
	r := corridor(t, "version")
	if r.code != 0 || !strings.Contains(r.out, "dataset ") || len(strings.Fields(strings.Split(r.out, "\n")[1])[1]) != 64 {
		t.Errorf("status %d: %s%s", r.code, r.out, r.err)
	}
}

// tally ends the table of a query that says out of how many its rows are.
var tally = regexp.MustCompile(`\n[1-9][0-9]* rows\nout of [1-9][0-9]* tasks in the graph, `)

func TestLoadQueryAndCypher(t *testing.T) {
	if r := corridor(t, "load"); r.code != 0 || !strings.Contains(r.out, "release ") {
		t.Fatalf("load: status %d: %s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "load"); r.code != 0 || !strings.Contains(r.out, "nothing to change") {
		t.Errorf("a second load: status %d: %s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "query", "stages"); r.code != 0 || !strings.Contains(r.out, "recruitment") || !tally.MatchString(r.out) {
		t.Errorf("table: status %d: %s%s", r.code, r.out, r.err)
	}
	var objects []map[string]any
	if r := corridor(t, "query", "stages", "--format", "json"); r.code != 0 || json.Unmarshal([]byte(r.out), &objects) != nil || len(objects) == 0 || objects[0]["stage"] != "recruitment" {
		t.Errorf("json: status %d: %s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "query", "stages", "--columns", "task,stage", "--width", "5"); r.code != 0 || !strings.HasPrefix(r.out, "task   stage\narra…  recr…\n") || !strings.Contains(r.err, "cut at 5 characters") {
		t.Errorf("two columns, cut: status %d: %s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "query", "stages", "--width", "5"); r.code != 0 || !strings.Contains(r.err, "--columns fewer of them") {
		t.Errorf("a query, cut: status %d: %s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "cypher", "RETURN 'a long text' AS text", "--width", "5"); r.code != 0 || !strings.Contains(r.err, "cut at 5 characters") || strings.Contains(r.err, "--columns") {
		t.Errorf("cypher, cut: status %d: %s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "query", "stages", "--width", "-1"); r.code != 2 {
		t.Errorf("a width below nothing: status %d: %s%s", r.code, r.out, r.err)
	}
	r := corridor(t, "query", "stages", "--format", "csv")
	if records, err := csv.NewReader(strings.NewReader(r.out)).ReadAll(); err != nil || len(records) != len(objects)+1 {
		t.Errorf("csv: status %d, %d records, %v", r.code, len(records), err)
	}
	var picture struct{ Nodes, Relationships []any }
	if r := corridor(t, "query", "smuggling-into-trafficking", "--format", "graph"); r.code != 0 || json.Unmarshal([]byte(r.out), &picture) != nil || len(picture.Nodes) < 2 || len(picture.Relationships) < 1 || !strings.Contains(r.out, `"more": false`) {
		t.Errorf("graph: status %d: %s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "query", "routes-through", "place=place:lybia-"); r.code != 2 || !strings.Contains(r.err, "no node has the key place:lybia-") {
		t.Errorf("a key that is none: status %d: %s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "query", "levers", "target=process:traficking"); r.code != 2 || !strings.Contains(r.err, "near it: process:trafficking") {
		t.Errorf("a mistyped key: status %d: %s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "cypher", "MATCH (n {key: $key}) RETURN n.name AS name", "-p", "key=actor:broker"); r.code != 0 || !strings.Contains(r.out, "broker") {
		t.Errorf("cypher: status %d: %s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "cypher", `RETURN "a\nb" AS text, [1, 'x'] AS list, null AS nothing`, "--format", "csv"); r.out != "text,list,nothing\n\"a\nb\",\"[1,\"\"x\"\"]\",\n" {
		t.Errorf("csv that programs can read: status %d: %s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "cypher", "MATCH (a:ActorTyp) RETURN count(a) AS n"); r.code != 0 || !strings.Contains(r.out, "0") || !strings.Contains(r.err, "ActorTyp") {
		t.Errorf("a label that no node has: status %d, %s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "cypher", "CREATE (:Mine)"); r.code != 2 || !strings.Contains(r.err, "denied") {
		t.Errorf("a write without --write: status %d: %s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "cypher", "MATCH (n"); r.code != 2 || !strings.Contains(r.err, "SyntaxError") {
		t.Errorf("a fault in the text: status %d: %s%s", r.code, r.out, r.err)
	}
}

func TestVerifyAndCoverageOnTheDocuments(t *testing.T) {
	folder := shared.Folder(t, "documents", "the dataset is not compared with the documents")
	r := corridor(t, "verify", "--documents", folder, "--format", "json")
	var answer struct {
		Found    int
		Passages []any
	}
	if err := json.Unmarshal([]byte(r.out), &answer); err != nil || r.code != 0 || answer.Found != len(answer.Passages) || answer.Found < 600 {
		t.Errorf("verify: status %d, %d of %d found: %v %s", r.code, answer.Found, len(answer.Passages), err, r.err)
	}
	if r := corridor(t, "coverage", "--strict", "--documents", folder); r.code != 0 || !strings.Contains(r.out, "0 problems, 0 findings") {
		t.Errorf("coverage: status %d: %s%s", r.code, r.out, r.err)
	}
}

func TestVerifyIsStatus1WhereACopyLacksSomething(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "mine.TXT"), []byte("Another text entirely."), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := corridor(t, "verify", "--documents", folder); r.code != 1 || !strings.Contains(r.out, "missing") || !strings.Contains(r.out, "0 of ") {
		t.Errorf("verify: status %d: %.200s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "coverage", "--strict", "--documents", folder); r.code != 1 || !strings.Contains(r.out, "no copy of it in the folder") {
		t.Errorf("coverage: status %d: %.200s%s", r.code, r.out, r.err)
	}
}

// TestNoSentenceOfTheDocumentsStandsInTheProject runs the check that judges
// it: no run of eight words, names and titles aside.
func TestNoSentenceOfTheDocumentsStandsInTheProject(t *testing.T) {
	documents := shared.Folder(t, "documents", "the project is not searched for sentences of the documents")
	check := filepath.Join(shared.Folder(t, "checks", "the same"), "copied.py")
	cmd := exec.CommandContext(t.Context(), "python3", check, documents, "--titles", "graph/dataset/titles.txt")
	cmd.Dir = shared.Project()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestPassagesPrintsAReadingThatIsReadBack(t *testing.T) {
	folder := t.TempDir()
	text, reading := filepath.Join(folder, "bread.txt"), filepath.Join(folder, "bread.yaml")
	if err := os.WriteFile(text, []byte("On Bread\n\nBread is old.1 It keeps."), 0o600); err != nil {
		t.Fatal(err)
	}
	r := corridor(t, "passages", text)
	for _, want := range []string{"document: doc:bread", "- at: p1s1", "- at: p2s1", "  notes: [1]", "- at: p2s2"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("status %d: %q is not in\n%s", r.code, want, r.out)
		}
	}
	if err := os.WriteFile(reading, []byte("document: doc:bread\npassages:\n- at: p1s1\n  none: heading\n- at: p2s1\n  none: transition\n- at: p2s2\n  none: transition\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := corridor(t, "passages", text, "--write", reading); r.code != 0 {
		t.Errorf("status %d: %s", r.code, r.err)
	}
	written, err := os.ReadFile(reading)
	if err != nil || strings.Count(string(written), "  mark: ") != 3 || !strings.Contains(string(written), "none: heading") {
		t.Errorf("%v\n%s", err, written)
	}
}

func TestPassagesWritesNothingByHalves(t *testing.T) {
	folder := t.TempDir()
	text, reading := filepath.Join(folder, "bread.txt"), filepath.Join(folder, "bread.yaml")
	if err := os.WriteFile(text, []byte("On Bread\n\nBread is old. It keeps."), 0o600); err != nil {
		t.Fatal(err)
	}
	whole := "document: doc:bread\npassages:\n- at: p1s1\n  none: heading\n- at: p2s1\n  none: transition\n- at: p2s2"
	for name, c := range map[string]struct {
		reading string
		code    int
		want    string // on standard error
		marks   int    // in the file afterwards
	}{
		"last line without an end": {whole, 0, "", 3},
		"passage too many":         {whole + "\n- at: p9s9\n", 2, "the text has no passage p9s9", 0},
		"passages lacking":         {"document: doc:bread\npassages:\n- at: p2s1\n", 1, "has no passage p2s2", 1},
		"no reading":               {"bread: old\n", 2, "is it a reading?", 0},
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(reading, []byte(c.reading), 0o640); err != nil {
				t.Fatal(err)
			}
			r := corridor(t, "passages", text, "--write", reading)
			if r.code != c.code || !strings.Contains(r.err, c.want) {
				t.Errorf("status %d, want %d; %q, want %q", r.code, c.code, r.err, c.want)
			}
			written, err := os.ReadFile(reading)
			if err != nil || strings.Count(string(written), "\n  mark: ") != c.marks || c.marks == 0 && string(written) != c.reading {
				t.Errorf("%v\n%s", err, written)
			}
			if left, err := os.ReadDir(folder); err != nil || len(left) != 2 {
				t.Errorf("files are left: %v, %v", left, err)
			}
		})
	}
}
