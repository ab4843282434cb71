package plan_test

import (
	"slices"
	"strings"
	"testing"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/syntax"
)

// tokens is a graph that has seen these names.
type tokens struct{ labels, types, keys []string }

func (t tokens) HasLabel(name string) bool { return slices.Contains(t.labels, name) }
func (t tokens) HasType(name string) bool  { return slices.Contains(t.types, name) }
func (t tokens) HasKey(name string) bool   { return slices.Contains(t.keys, name) }

func parsed(t *testing.T, query string) *syntax.Statement {
	t.Helper()
	tree, err := syntax.Parse(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return tree
}

// said gives the last part of each notification's code, with its place.
func said(t *testing.T, found []plan.Notification) string {
	t.Helper()
	var texts []string
	for _, n := range found {
		code, ok := strings.CutPrefix(n.Code, "Neo.ClientNotification.Statement.")
		if !ok || n.Title == "" || n.Description == "" || n.Severity == "" || n.Category == "" || n.Position.Line == 0 {
			t.Errorf("not whole: %+v", n)
		}
		texts = append(texts, code)
	}
	return strings.Join(texts, " ")
}

func TestCheckAdvises(t *testing.T) {
	cases := []struct{ query, want string }{
		{"MATCH (a), (b) RETURN a, b", "CartesianProduct"},
		{"MATCH (a)-->(b), (c) RETURN a, b, c", "CartesianProduct"},
		{"MATCH (), () RETURN 1 AS one", "CartesianProduct"},
		{"MATCH (a)-->(b), (b)-->(c) RETURN a", ""},
		{"MATCH (a), (c), (a)-->(b)-->(c) RETURN a", ""},
		{"MATCH (a), (b) WHERE a.x = b.x AND a.y > 1 RETURN a", ""},
		{"MATCH (a), (b) WHERE a.x = 1 RETURN a", "CartesianProduct"},
		{"MATCH (a) MATCH (b) RETURN a, b", ""},
		{"MATCH p = shortestPath((a:A)-[*]->(b:B)) RETURN p", "UnboundedVariableLengthPattern"},
		{"MATCH p = shortestPath((a:A)-[*..9]->(b:B)) RETURN p", ""},
		{"MATCH (a) RETURN id(a)", "FeatureDeprecationWarning"},
		{"MATCH (a) RETURN elementId(a)", ""},
	}
	for _, c := range cases {
		found, err := plan.Check(parsed(t, c.query), catalog(t))
		if err != nil {
			t.Fatal(c.query, err)
		}
		if got := said(t, found); got != c.want {
			t.Errorf("%s: %q, want %q", c.query, got, c.want)
		}
	}
}

func TestRemarksNameWhatTheGraphHasNeverSeen(t *testing.T) {
	known := tokens{labels: []string{"A"}, types: []string{"R"}, keys: []string{"x"}}
	cases := []struct{ query, want string }{
		{"MATCH (a:A {x: 1})-[:R]->(b) WHERE b.x = 1 RETURN a", ""},
		{"MATCH (a:B) RETURN a", "UnknownLabelWarning"},
		{"MATCH (a:B), (b:B) RETURN a, b", "UnknownLabelWarning"},
		{"MATCH (a)-[:S|R]->() RETURN a", "UnknownRelationshipTypeWarning"},
		{"MATCH (a {y: 1}) RETURN a", "UnknownPropertyKeyWarning"},
		{"MATCH (a) WHERE a.y = 1 RETURN a", "UnknownPropertyKeyWarning"},
		{"MATCH (a) WHERE a:B RETURN a", "UnknownLabelWarning"},
		{"WITH {y: 1} AS m RETURN m.y", ""},
		{"CREATE (a:B {y: 1})-[:S]->() RETURN a.y", ""},
		{"MERGE (a:B {y: 1}) SET a.z = a.y RETURN a.z", ""},
	}
	for _, c := range cases {
		if got := said(t, plan.Remarks(parsed(t, c.query), known)); got != c.want {
			t.Errorf("%s: %q, want %q", c.query, got, c.want)
		}
	}
}
