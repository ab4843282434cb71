package plan

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"corridor/internal/engine/syntax"
)

func built(t *testing.T, query string) *Plan {
	t.Helper()
	stmt, err := syntax.Parse(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	p, err := Build(stmt, towns{}, towns{})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return p
}

func TestOnlyWhatIsReadLaterStaysAlive(t *testing.T) {
	for _, c := range []struct {
		query    string
		operator string
		live     []string
	}{
		{"MATCH (a:Mayor)-[r:KNOWS]->(b) RETURN b", "Expand(All)", []string{"b"}},
		{"MATCH (a:Mayor)-[r:KNOWS]->(b) RETURN b", "NodeByLabelScan", []string{"a"}},
		{"MATCH (a:Mayor)-[r:KNOWS]->(b) RETURN type(r)", "Expand(All)", []string{"r"}},
		{"MATCH (a:Mayor) OPTIONAL MATCH (a)-[r]->(b) RETURN a, b", "Apply", []string{"a", "b"}},
		{"MATCH (a:Mayor) OPTIONAL MATCH (a)-[r]->(b) RETURN a, b", "Argument", []string{"a"}},
		{"MATCH (a:Mayor), (b:Town) WHERE EXISTS { (a)-->(b) } RETURN 1 AS x", "NodeByLabelScan", []string{"a", "b"}},
		{"UNWIND [1] AS x UNWIND [2] AS y RETURN [z IN [3] | z + x] AS l", "Unwind", []string{"x"}},
		{"UNWIND [1] AS x RETURN [(:Town {id: x})-->(b) | b.name] AS l", "Unwind", []string{"x"}},
		{"MATCH (a:Mayor) CALL (a) { MATCH (a)-->(b) RETURN count(b) AS n } RETURN a.name, n", "EagerAggregation", []string{"a", "n"}},
		{"MERGE (a:Town {id: 1}) MERGE (b:Town {id: 2}) MERGE (a)-[:R]->(b)", "Eager", []string{"a"}},
	} {
		op := find(built(t, c.query).Root, c.operator)
		if op == nil {
			t.Errorf("%s: there is no %s", c.query, c.operator)
			continue
		}
		var live []string
		for _, slot := range op.Base().Live {
			live = append(live, slot.Name)
		}
		if !slices.Equal(live, c.live) {
			t.Errorf("%s: %s keeps %v, want %v", c.query, c.operator, live, c.live)
		}
	}
}

// find is the last operator of a name.
func find(last Operator, name string) Operator {
	for op := last; op != nil; op = op.Input() {
		if operatorName(op) == name {
			return op
		}
		for _, nested := range partsOf(op).nested {
			if found := find(nested.root, name); found != nil {
				return found
			}
		}
	}
	return nil
}

func TestSubplansSeeTheRowAroundThem(t *testing.T) {
	p := built(t, "UNWIND [1] AS x RETURN [y IN [2] WHERE EXISTS { (:Town {id: y + x}) } | y] AS l")
	if len(p.Subplans) != 1 {
		t.Fatalf("%d subplans", len(p.Subplans))
	}
	for _, sub := range p.Subplans {
		var live []string
		for _, slot := range fromLeaf(sub.Root)[0].Base().Live {
			live = append(live, slot.Name)
		}
		if !slices.Equal(live, []string{"x", "y"}) {
			t.Errorf("the argument holds %v", live)
		}
	}
}

func TestStatementKinds(t *testing.T) {
	for query, want := range map[string]struct{ reads, writes, schema, periodic bool }{
		"RETURN 1 AS x":                   {reads: true},
		"CREATE ()":                       {writes: true},
		"CREATE (n) RETURN n":             {reads: true, writes: true},
		"CREATE INDEX FOR (n:A) ON (n.x)": {schema: true},
		"UNWIND [1] AS x CALL (x) { CREATE () } IN TRANSACTIONS": {writes: true, periodic: true},
	} {
		p := built(t, query)
		if p.Reads != want.reads || p.Writes != want.writes || p.Schema != want.schema || p.Periodic != want.periodic {
			t.Errorf("%s: reads %v, writes %v, schema %v, periodic %v", query, p.Reads, p.Writes, p.Schema, p.Periodic)
		}
	}
}

func TestAPlanThatWouldBeTooLargeIsRefused(t *testing.T) {
	query := "MATCH (a) "
	for i := range 2500 {
		query += fmt.Sprintf("WITH *, 1 AS x%d ", i)
	}
	stmt, err := syntax.Parse(query + "RETURN 1 AS x")
	if err != nil {
		t.Fatal(err)
	}
	var told *syntax.Error
	if _, err = Build(stmt, towns{}, towns{}); !errors.As(err, &told) || !strings.Contains(told.Message, "too large") {
		t.Error(err)
	}
}
