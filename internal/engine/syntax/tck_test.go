package syntax

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"corridor/internal/cyphertest"
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

// tckQueries are the queries of the scenarios, and those that make the TCK's graphs.
func tckQueries(t *testing.T) []tckQuery {
	t.Helper()
	folder := shared.Folder(t, "tck", "the queries of the TCK are not parsed")
	suite, err := cyphertest.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	var found []tckQuery
	for _, scenario := range suite.Scenarios {
		for _, q := range scenario.Queries() {
			query := tckQuery{scenario: scenario.ID(), text: q.Query}
			if q.Class == "SyntaxError" && q.Phase == "compile time" {
				query.refused = q.Detail
			}
			found = append(found, query)
		}
	}
	files, err := filepath.Glob(filepath.Join(folder, "graphs", "*", "*.cypher"))
	if err != nil || len(files) == 0 {
		t.Fatal("no graphs:", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, tckQuery{scenario: file, text: string(text)})
	}
	return found
}
