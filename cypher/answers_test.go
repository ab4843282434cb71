package cypher_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"corridor/cypher"
	"corridor/graph"
	"corridor/internal/dbtest"
)

// TestQueriesBreakWhenTheySay takes away what a query says it rests on, in a
// transaction that is rolled back, and asks it again: its answer must go, or
// change where it asks for what is missing. A query whose answer does not rest
// on the graph cannot pass.
func TestQueriesBreakWhenTheySay(t *testing.T) {
	address := dbtest.Address(t)
	if _, err := dbtest.At(t, address).Load(t.Context(), dbtest.Dataset(t), nil); err != nil {
		t.Fatal(err)
	}
	driver, err := neo4j.NewDriverWithContext(address, neo4j.NoAuth())
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close(t.Context()) //nolint:errcheck // the test is over
	for broken, queries := range byBreak(queries(t)) {
		t.Run(broken.Relationship+broken.Property, func(t *testing.T) {
			breakAndAsk(t, driver, broken, queries)
		})
	}
}

// byBreak groups queries by what is to be taken away for them.
func byBreak(all []cypher.Query) map[cypher.Break][]cypher.Query {
	groups := map[cypher.Break][]cypher.Query{}
	for _, q := range all {
		taken := cypher.Break{Relationship: q.BreaksWhen.Relationship, Property: q.BreaksWhen.Property}
		groups[taken] = append(groups[taken], q)
	}
	return groups
}

func breakAndAsk(t *testing.T, driver neo4j.DriverWithContext, taken cypher.Break, queries []cypher.Query) {
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	session := driver.NewSession(ctx, neo4j.SessionConfig{})
	defer session.Close(ctx) //nolint:errcheck // the test is over
	tx, err := session.BeginTransaction(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(ctx) //nolint:errcheck // whatever it says, nothing was committed
	whole := map[string][][]any{}
	for _, q := range queries {
		whole[q.Name] = rowsOf(ctx, t, tx, q)
	}
	for _, text := range removals(taken) {
		if _, err := tx.Run(ctx, text, nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, q := range queries {
		rows := rowsOf(ctx, t, tx, q)
		if q.BreaksWhen.Rows == cypher.RowsEmpty && len(rows) > 0 {
			t.Errorf("%s still gives %d rows of %d", q.Name, len(rows), len(whole[q.Name]))
		}
		if q.BreaksWhen.Rows == cypher.RowsChange && reflect.DeepEqual(rows, whole[q.Name]) {
			t.Errorf("%s gives the same %d rows", q.Name, len(rows))
		}
	}
}

func removals(taken cypher.Break) []string {
	if taken.Relationship != "" {
		return []string{"MATCH ()-[r:" + taken.Relationship + "]->() DELETE r"}
	}
	return []string{
		"MATCH (n) WHERE n." + taken.Property + " IS NOT NULL REMOVE n." + taken.Property,
		"MATCH ()-[r]->() WHERE r." + taken.Property + " IS NOT NULL REMOVE r." + taken.Property,
	}
}

func rowsOf(ctx context.Context, t *testing.T, tx neo4j.ExplicitTransaction, q cypher.Query) [][]any {
	t.Helper()
	bound, err := q.Bind(q.Examples())
	if err != nil {
		t.Fatal(err)
	}
	result, err := tx.Run(ctx, q.Text, bound)
	if err != nil {
		t.Fatalf("%s: %v", q.Name, err)
	}
	records, err := result.Collect(ctx)
	if err != nil {
		t.Fatalf("%s: %v", q.Name, err)
	}
	rows := make([][]any, len(records))
	for i, r := range records {
		rows[i] = r.Values
	}
	return rows
}

// TestEachQuestionHasItsOwnAnswer holds that no two queries give the same rows
// for their examples: they would be one question with two names.
func TestEachQuestionHasItsOwnAnswer(t *testing.T) {
	of := map[string]string{}
	for _, q := range queries(t) {
		text, err := os.ReadFile(filepath.Join("testdata", "rows", q.Name+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		lines := slices.Sorted(strings.Lines(string(text)))
		rows := strings.Join(lines, "")
		if other, twice := of[rows]; twice {
			t.Errorf("%s and %s give the same rows", other, q.Name)
		}
		of[rows] = q.Name
	}
}

// TestEveryGoldenFileHasItsQuery finds golden files that a renamed or dropped
// query has left behind.
func TestEveryGoldenFileHasItsQuery(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "rows", "*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".jsonl")
		if _, err := cypher.Lookup(name); errors.Is(err, cypher.ErrNoQuery) {
			t.Errorf("%s belongs to no query", file)
		}
	}
}

// TestLabelsToChooseFromAreThoseOfTheModel holds that where any label may be
// asked for, all are offered: a new one would be refused otherwise.
func TestLabelsToChooseFromAreThoseOfTheModel(t *testing.T) {
	var all []string
	for _, l := range graph.Labels() {
		if l.Name != "Release" {
			all = append(all, l.Name)
		}
	}
	for _, name := range []string{"changes", "nodes", "search"} {
		q, err := cypher.Lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range q.Parameters {
			if p.Name == "label" && !slices.Equal(p.Values, all) {
				t.Errorf("%s offers %v, the model has %v", name, p.Values, all)
			}
		}
	}
}

// TestTypesToChooseFromAreThoseOfTheModel holds the same of relationship types.
func TestTypesToChooseFromAreThoseOfTheModel(t *testing.T) {
	var all []string
	for _, kind := range graph.Types() {
		all = append(all, kind.Name)
	}
	claims, err := cypher.Lookup("claims")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range claims.Parameters {
		if p.Name == "type" && !slices.Equal(p.Values, append(slices.Clone(all), graph.About)) {
			t.Errorf("claims offers %v, the model has %v", p.Values, all)
		}
	}
	offered := 0
	for _, q := range queries(t) {
		for _, p := range q.Parameters {
			if p.Name != "types" {
				continue
			}
			if offered++; !slices.Equal(p.Values, all) {
				t.Errorf("%s offers %v, the model has %v", q.Name, p.Values, all)
			}
			if _, err := q.Bind(map[string]any{"from": "a:b", "to": "a:c", "types": "USES,NOSUCH"}); !errors.Is(err, cypher.ErrParameter) || !strings.Contains(err.Error(), `"NOSUCH" is none of `) {
				t.Errorf("%s: %v", q.Name, err)
			}
		}
	}
	if offered == 0 {
		t.Error("no query offers types")
	}
}

// TestParametersNameLabelsOfTheModel holds that a key is asked for by labels
// that the model has.
func TestParametersNameLabelsOfTheModel(t *testing.T) {
	known := []string{cypher.AnyLabel}
	for _, l := range graph.Labels() {
		known = append(known, l.Name)
	}
	for _, q := range queries(t) {
		for _, p := range q.Parameters {
			for _, label := range p.Labels {
				if !slices.Contains(known, label) {
					t.Errorf("%s: parameter %s: the model has no label %s", q.Name, p.Name, label)
				}
			}
		}
	}
}
