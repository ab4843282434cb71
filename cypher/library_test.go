package cypher_test

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"corridor/cypher"
	"corridor/graph"
	"corridor/internal/db"
	"corridor/internal/dbtest"
)

var update = flag.Bool("update", false, "write golden files anew")

func queries(t testing.TB) []cypher.Query {
	t.Helper()
	all, err := cypher.Queries()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestGoldenRows runs every query with its examples on a database that holds
// the dataset, and compares with the rows that people have reviewed.
func TestGoldenRows(t *testing.T) {
	d := dbtest.OnlyLoaded(t) // what other tests left on our own nodes would count too
	for _, q := range queries(t) {
		t.Run(q.Name, func(t *testing.T) {
			bound, err := q.Bind(q.Examples())
			if err != nil {
				t.Fatal(err)
			}
			rows, err := d.Read(t.Context(), q.Text, bound, db.DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			var columns []string
			for _, c := range q.Columns {
				columns = append(columns, c.Name)
			}
			if !slices.Equal(rows.Columns, columns) {
				t.Errorf("columns are %v, the header says %v", rows.Columns, columns)
			}
			if len(rows.Values) == 0 {
				t.Error("the examples give no rows")
			}
			golden(t, filepath.Join("testdata", "rows", q.Name+".jsonl"), rows, others(t, d, q, bound, rows))
		})
	}
}

// others are lines of a golden file on the other texts of a query: out of how
// many, and how much is drawn.
func others(t *testing.T, d *db.DB, q cypher.Query, bound map[string]any, rows db.Rows) []any {
	t.Helper()
	var lines []any
	if q.Denominator != "" {
		of, err := d.Of(t.Context(), q, bound)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, map[string]any{"of": of, "what": q.Of})
	}
	if q.Graph != "" {
		picture, err := d.Picture(t.Context(), q, bound, rows)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, map[string]any{"nodes": len(picture.Nodes), "relationships": len(picture.Relationships)})
	}
	return lines
}

// golden compares rows with a file that has one a line, so that a diff shows
// which rows changed; other lines, which are maps, come after them.
func golden(t *testing.T, file string, rows db.Rows, others []any) {
	t.Helper()
	var b strings.Builder
	for _, values := range rows.Values {
		line, err := json.Marshal(releaseless(values))
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	for _, other := range others {
		line, err := json.Marshal(other)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("rows differ from %s: run make update and read the diff", file)
	}
}

// nameOfRelease is a release's key or hash.
var nameOfRelease = regexp.MustCompile(`^(release:[0-9a-f]{12}|[0-9a-f]{64})$`)

// releaseless leaves out the release, which changes with every datum.
func releaseless(values []any) []any {
	out := make([]any, len(values))
	for i, v := range values {
		if m, ok := v.(map[string]any); ok {
			delete(m, "release") // of a node's properties
		}
		if text, ok := v.(string); ok && nameOfRelease.MatchString(text) {
			v = "a release"
		}
		out[i] = v
	}
	return out
}

func TestEveryParameterHasATypeAndAnExample(t *testing.T) {
	for _, q := range queries(t) {
		texts := strings.Join([]string{q.Text, q.Graph, q.Denominator}, " ")
		for _, p := range q.Parameters {
			if p.Example == nil || p.Doc == "" || !slices.Contains([]cypher.Type{cypher.Text, cypher.Integer, cypher.Boolean, cypher.List}, p.Type) {
				t.Errorf("%s: parameter %s lacks type, example or doc", q.Name, p.Name)
			}
			if !strings.Contains(texts, "$"+p.Name) {
				t.Errorf("%s: parameter %s is not used", q.Name, p.Name)
			}
		}
		for _, used := range regexp.MustCompile(`\$(\w+)`).FindAllStringSubmatch(texts, -1) {
			if !slices.ContainsFunc(q.Parameters, func(p cypher.Parameter) bool { return p.Name == used[1] }) {
				t.Errorf("%s: $%s is not in the header", q.Name, used[1])
			}
		}
	}
}

// TestQueriesNameOnlyTheModel holds that labels and relationship types in the
// texts are those of graph/schema.go.
func TestQueriesNameOnlyTheModel(t *testing.T) {
	known := map[string]bool{}
	for _, l := range graph.Labels() {
		known[l.Name] = true
	}
	for _, types := range [][]graph.Type{graph.Types(), graph.Records()} {
		for _, kind := range types {
			known[kind.Name] = true
		}
	}
	for _, r := range graph.Roles() {
		known[r.Name] = true
	}
	checks, err := cypher.Checks()
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`[(\[]\w*((?::[A-Z]\w*(?:\|[A-Z]\w*)*)+)|\b\w+((?::[A-Z]\w*)+)\b`)
	for _, q := range append(queries(t), checks...) {
		for _, m := range names.FindAllStringSubmatch(q.Text+" "+q.Graph+" "+q.Denominator, -1) {
			for _, name := range strings.FieldsFunc(m[1]+m[2], func(r rune) bool { return r == ':' || r == '|' }) {
				if !known[name] {
					t.Errorf("%s names %s, which the model does not have", q.Name, name)
				}
			}
		}
	}
}

func TestLookup(t *testing.T) {
	if q, err := cypher.Lookup("stages"); err != nil || q.Name != "stages" {
		t.Errorf("stages: %v, %v", q.Name, err)
	}
	for name, want := range map[string]string{
		"stage":         "near it: conditions-of-stage, gains-and-losses-by-stage, levers-on-stage, stages",
		"leversonstage": "near it: levers-on-stage",
		"stagse":        "near it: stages",
		"clam":          "near it: claim",
		"é":             "corridor queries lists them",
		"":              "corridor queries lists them",
		"tariffs":       "corridor queries lists them",
	} {
		if _, err := cypher.Lookup(name); !errors.Is(err, cypher.ErrNoQuery) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}

// TestParseRefusesParametersThatCannotBeBound holds that a slip in a header
// ends when it is read, not at the first question.
func TestParseRefusesParametersThatCannotBeBound(t *testing.T) {
	for name, c := range map[string]struct{ parameters, want string }{
		"unknown type":                  {"- {name: key, type: txt, doc: d}\n", `key: "txt" is no type`},
		"no type":                       {"- {name: key, doc: d}\n", `key: "" is no type`},
		"named twice":                   {"- {name: key, type: text, doc: d}\n- {name: key, type: integer, doc: d}\n", "parameter key stands twice"},
		"a list of values for a number": {"- {name: key, type: integer, values: [a], doc: d}\n", "values and labels are for text"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := cypher.Parse("made-up", "/*\ntitle: a\nquestion: b\ncategory: business\nbreaks when: {relationship: PART_OF}\nparameters:\n"+c.parameters+"columns:\n- {name: x, doc: d}\n*/\nRETURN $key AS x")
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("have %v, want %s", err, c.want)
			}
		})
	}
}

// TestCallersCannotChangeTheLibrary holds that the library, which is read only
// once, is the same after a caller has sorted or overwritten what it got.
func TestCallersCannotChangeTheLibrary(t *testing.T) {
	all := queries(t)
	first := all[0].Name
	all[0] = cypher.Query{Name: "overwritten"}
	if again := queries(t); again[0].Name != first {
		t.Errorf("the first query is %s, it was %s", again[0].Name, first)
	}
}

func TestBind(t *testing.T) {
	q, err := cypher.Parse("made-up", "/*\ntitle: a\nquestion: b\ncategory: business\nbreaks when: {relationship: PART_OF}\nparameters:\n"+
		"- {name: key, type: text, example: k, doc: d}\n- {name: n, type: integer, default: 3, example: 4, min: 1, max: 8, doc: d}\n"+
		"- {name: all, type: boolean, default: false, example: true, doc: d}\n- {name: keys, type: list, default: [], example: [a], doc: d}\n"+
		"columns:\n- {name: x, doc: d}\n*/\nRETURN $key AS x, $n, $all, $keys")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		given map[string]any
		want  string // JSON, or the error's text
	}{
		"defaults":          {map[string]any{"key": "a"}, `{"all":false,"key":"a","keys":[],"n":3}`},
		"text is converted": {map[string]any{"key": "a", "n": "7", "all": "true", "keys": "a, b"}, `{"all":true,"key":"a","keys":["a","b"],"n":7}`},
		"values of JSON":    {map[string]any{"key": "a", "n": 7.0, "keys": []any{"a"}}, `{"all":false,"key":"a","keys":["a"],"n":7}`},
		"missing":           {nil, "needs key"},
		"empty":             {map[string]any{"key": ""}, "key is empty: want d"},
		"below its bounds":  {map[string]any{"key": "a", "n": "0"}, "n: 0 is not from 1 to 8"},
		"over its bounds":   {map[string]any{"key": "a", "n": 9}, "n: 9 is not from 1 to 8"},
		"unknown":           {map[string]any{"key": "a", "kee": "b"}, `takes no "kee"; it takes key, n, all, keys`},
		"no number":         {map[string]any{"key": "a", "n": "seven"}, "n: seven is no integer"},
		"no whole number":   {map[string]any{"key": "a", "n": 7.5}, "is no integer"},
		"too long":          {map[string]any{"key": strings.Repeat("a", 5_000)}, "key: it has 5000 bytes, 4000 are taken"},
		"no list of text":   {map[string]any{"key": "a", "keys": []any{1}}, "is no list"},
	} {
		t.Run(name, func(t *testing.T) {
			bound, err := q.Bind(c.given)
			have, marshalErr := json.Marshal(bound)
			if marshalErr != nil {
				t.Fatal(marshalErr)
			}
			if err != nil {
				if !errors.Is(err, cypher.ErrParameter) {
					t.Errorf("the error is no ErrParameter: %v", err)
				}
				have = []byte(err.Error())
			}
			if !strings.Contains(string(have), c.want) {
				t.Errorf("have %s, want %s", have, c.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add("/*\ntitle: a\nquestion: b\ncategory: business\nbreaks when: {relationship: PART_OF}\ncolumns:\n- {name: x, doc: d}\n*/\nRETURN 1 AS x")
	f.Add("RETURN 1")
	f.Fuzz(func(_ *testing.T, text string) {
		if q, err := cypher.Parse("q", text); err == nil {
			q.Bind(q.Examples()) //nolint:errcheck // only a panic is looked for
		}
	})
}
