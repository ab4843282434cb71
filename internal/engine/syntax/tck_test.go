package syntax

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"corridor/internal/shared"
)

// tckQuery is a query of a TCK scenario; refused is the detail of the
// compile-time error that the scenario expects of it.
type tckQuery struct{ scenario, text, refused string }

// TestTCK parses every query of the TCK's feature files. A query may be refused
// only where its scenario wants a compile-time error, and with its detail.
func TestTCK(t *testing.T) {
	syntactic := map[string]bool{
		"UnexpectedSyntax": true, "InvalidNumberLiteral": true, "IntegerOverflow": true, "FloatingPointOverflow": true,
		"InvalidUnicodeLiteral": true, "InvalidUnicodeCharacter": true, "InvalidRelationshipPattern": true,
		"InvalidClauseComposition": true, "RequiresDirectedRelationship": true, "InvalidParameterUse": true,
	}
	queries := tckQueries(t)
	if len(queries) < 3000 {
		t.Errorf("only %d queries were found in the feature files", len(queries))
	}
	for _, q := range queries {
		s, err := Parse(q.text)
		var e *Error
		switch errors.As(err, &e); {
		case err == nil && syntactic[q.refused]:
			t.Errorf("%s: parsed, but should be refused for %s:\n%s", q.scenario, q.refused, q.text)
		case err != nil && e.Detail != q.refused:
			t.Errorf("%s: want %q, refused for %q:\n%s\n%s", q.scenario, q.refused, e.Detail, q.text, Render(q.text, e))
		case err == nil:
			checkRoundTrip(t, q.text, s)
		}
	}
}

func tckQueries(t *testing.T) []tckQuery {
	t.Helper()
	folder := shared.Folder(t, "tck", "the queries of the TCK are not parsed")
	var found []tckQuery
	err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		switch {
		case strings.HasSuffix(path, ".cypher"):
			found = append(found, tckQuery{scenario: path, text: string(text)})
		case strings.HasSuffix(path, ".feature"):
			found = append(found, scanFeature(string(text))...)
		default:
			return nil
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// scanFeature gives the queries of a feature file; those of an outline once for
// each example.
func scanFeature(text string) []tckQuery {
	var found []tckQuery
	f := feature{lines: strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")}
	for ; len(f.lines) > 0; f.lines = f.lines[1:] {
		line := strings.TrimSpace(f.lines[0])
		switch {
		case strings.HasPrefix(line, "Scenario"):
			found = append(found, f.end()...)
			f.scenario = line
		case strings.HasSuffix(line, "executed:"), strings.HasSuffix(line, "query:"):
			f.query(line)
		case strings.Contains(line, "SyntaxError should be raised at compile time: ") && !strings.HasPrefix(line, "#"):
			_, f.queries[len(f.queries)-1].refused, _ = strings.Cut(line, "compile time: ")
		case strings.HasPrefix(line, "Examples"):
			f.examples()
		}
	}
	return append(found, f.end()...)
}

// feature is what is known of the scenario being read.
type feature struct {
	lines    []string
	scenario string
	queries  []tckQuery
	table    [][]string // the examples, their head first
}

// query takes the text between the next two lines of three quotes.
func (f *feature) query(step string) {
	if strings.HasPrefix(step, "#") {
		return
	}
	text := []string{}
	for f.lines = f.lines[2:]; strings.TrimSpace(f.lines[0]) != `"""`; f.lines = f.lines[1:] {
		text = append(text, f.lines[0])
	}
	f.queries = append(f.queries, tckQuery{scenario: f.scenario, text: strings.Join(text, "\n")})
}

func (f *feature) examples() {
	var rows [][]string
	for len(f.lines) > 1 {
		line := strings.TrimSpace(f.lines[1])
		if !strings.HasPrefix(line, "|") && !strings.HasPrefix(line, "#") {
			break
		}
		f.lines = f.lines[1:]
		if line[0] == '|' {
			rows = append(rows, cells(line))
		}
	}
	if len(f.table) > 0 {
		rows = rows[1:]
	}
	f.table = append(f.table, rows...)
}

// cells splits a row of a table, where a backslash keeps its next character.
func cells(row string) []string {
	row = strings.NewReplacer(`\\`, "\x00", `\|`, "\x01").Replace(row)
	parts := strings.Split(row, "|")
	for i := range parts {
		parts[i] = strings.NewReplacer("\x00", `\`, "\x01", "|").Replace(strings.TrimSpace(parts[i]))
	}
	return parts[1 : len(parts)-1]
}

// end gives the queries of the scenario that was read, and forgets it.
func (f *feature) end() []tckQuery {
	queries, table := f.queries, f.table
	f.queries, f.table = nil, nil
	if len(table) == 0 {
		return queries
	}
	var filled []tckQuery
	for _, row := range table[1:] {
		var values []string
		for i, key := range table[0] {
			values = append(values, "<"+key+">", row[i])
		}
		replace := strings.NewReplacer(values...)
		for _, q := range queries {
			q.text = replace.Replace(q.text)
			filled = append(filled, q)
		}
	}
	return filled
}
