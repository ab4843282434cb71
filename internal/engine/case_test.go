package engine

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"corridor/internal/engine/value"
)

var update = flag.Bool("update", false, "rewrite the results in testdata")

// TestCases runs the files of testdata. A case is lines of "word: text", ended
// by an empty line; a text goes on in lines that are indented. "graph" begins
// with an empty graph and runs a query to fill it; "query" is run on the graph
// that there is, and the lines after it are what came: rows, side effects,
// error, plan.
func TestCases(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := runCases(t, string(text))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if line, wanted, came := firstDifference(string(text), got); line > 0 {
				t.Errorf("%s:%d: wanted\n%s\ncame\n%s", file, line, wanted, came)
			}
		})
	}
}

func firstDifference(wanted, got string) (line int, a, b string) {
	as, bs := strings.Split(wanted, "\n"), strings.Split(got, "\n")
	for i := range max(len(as), len(bs)) {
		if i >= len(as) || i >= len(bs) || as[i] != bs[i] {
			return i + 1, strings.Join(as[min(i, len(as)):min(i+6, len(as))], "\n"), strings.Join(bs[min(i, len(bs)):min(i+6, len(bs))], "\n")
		}
	}
	return 0, "", ""
}

// runCases gives the text again with what came now.
func runCases(t *testing.T, text string) string {
	d := openTest(t)
	var out strings.Builder
	for _, block := range strings.SplitAfter(text, "\n\n") {
		for _, entry := range entriesOf(block) {
			word, query, _ := strings.Cut(entry, ":")
			switch word {
			case "graph":
				d = openTest(t)
				out.WriteString(entry + outcome(d, strings.TrimSpace(query), false))
			case "query":
				out.WriteString(entry + outcome(d, strings.TrimSpace(query), true))
			case "rows", "effects", "error", "plan":
			default:
				out.WriteString(entry)
			}
		}
	}
	return out.String()
}

// entriesOf are the lines of a block, each with those that are indented below it.
func entriesOf(block string) []string {
	var entries []string
	for line := range strings.Lines(block) {
		if len(entries) > 0 && (strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t")) {
			entries[len(entries)-1] += line
			continue
		}
		entries = append(entries, line)
	}
	return entries
}

// outcome runs a query, and says what came.
func outcome(d *Database, query string, shown bool) string {
	rows, summary, err := all(d, query)
	switch {
	case err != nil:
		code := string(err.(*value.Error).Code)
		return "error: " + code[strings.LastIndex(code, ".")+1:] + "\n"
	case !shown:
		return ""
	}
	var out strings.Builder
	if len(rows) > 0 {
		out.WriteString("rows:\n  " + strings.Join(rows, "\n  ") + "\n")
	}
	if effects := effectsOf(summary); effects != "" {
		out.WriteString("effects: " + effects + "\n")
	}
	if summary.Plan != nil {
		out.WriteString("plan:\n" + planText(summary.Plan, "  "))
	}
	return out.String()
}

func all(d *Database, query string) ([]string, *Summary, error) {
	r, err := d.Run(context.Background(), query, nil, TxOptions{})
	if err != nil {
		return nil, nil, err
	}
	rows := rowsOf(r)
	summary, err := r.Consume()
	return rows, summary, err
}

func rowsOf(r *Result) []string {
	var rows []string
	for r.Next() {
		cells := make([]string, len(r.Row()))
		for i, v := range r.Row() {
			cells[i] = value.Print(v)
		}
		rows = append(rows, strings.Join(cells, " | "))
	}
	return rows
}

func effectsOf(s *Summary) string {
	var parts []string
	counters := reflect.ValueOf(s.Counters)
	for i := range counters.NumField() {
		if n := counters.Field(i).Int(); n != 0 {
			parts = append(parts, fmt.Sprintf("%s %d", counters.Type().Field(i).Name, n))
		}
	}
	return strings.Join(parts, ", ")
}

func planText(p *PlanDescription, indent string) string {
	line := indent + p.Operator
	if p.Details != "" {
		line += " " + p.Details
	}
	if p.Profiled {
		line += fmt.Sprintf(" (%d rows, %d hits)", p.Actual, p.Hits)
	}
	line += "\n"
	for _, child := range p.Children {
		line += planText(child, indent+"  ")
	}
	return line
}

func openTest(t testing.TB) *Database {
	t.Helper()
	d, err := OpenMemory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, wrong := range d.graphs[Neo4j].Snapshot().Check() {
			t.Error(wrong)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}
