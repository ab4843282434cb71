package plan

import (
	"maps"
	"slices"
	"testing"

	"corridor/internal/cyphertest"
	"corridor/internal/engine/syntax"
	"corridor/internal/shared"
)

// TestEveryQueryOfTheTCKCanBePlanned plans what the TCK runs, and looks at
// each plan for what operators and expressions rely on.
func TestEveryQueryOfTheTCKCanBePlanned(t *testing.T) {
	suite, err := cyphertest.Load(shared.Folder(t, "tck", "its queries are not planned"))
	if err != nil {
		t.Fatal(err)
	}
	planned := 0
	for _, scenario := range suite.Scenarios {
		queries := scenario.Queries()
		if slices.ContainsFunc(queries, func(q cyphertest.Asked) bool { return q.Phase == "compile time" }) {
			continue
		}
		for _, q := range queries {
			stmt, err := syntax.Parse(q.Query)
			if err != nil {
				continue
			}
			p, err := Build(stmt, towns{}, towns{})
			if err != nil {
				t.Errorf("%s: %s: %v", scenario.ID(), q.Query, err)
				continue
			}
			checkSlots(t, q.Query, p)
			checkNames(t, q.Query, p)
			planned++
		}
	}
	if planned < 3000 {
		t.Errorf("only %d queries are planned", planned)
	}
}

// checkNames looks for names that mean nothing where an expression stands.
func checkNames(t *testing.T, query string, p *Plan) {
	t.Helper()
	chains(p, func(last Operator, _ bool) {
		for op := last; op != nil; op = op.Input() {
			for _, s := range partsOf(op).scalars {
				unknown(p, s.Expr, s.Scope, func(name string) {
					t.Errorf("%s: %s in %s has no slot among %v", query, name, operatorName(op),
						slices.Sorted(maps.Keys(s.Scope.Variables)))
				})
			}
		}
	})
}

// unknown gives the names in e that neither scope nor e itself bind.
func unknown(p *Plan, e syntax.Expr, scope *Scope, report func(string)) {
	own := localNames(e)
	syntax.Walk(e, func(n syntax.Node) bool {
		x, ok := n.(syntax.Expr)
		if !ok {
			return true
		}
		if _, ok := scope.computed(x); ok || p.Subplans[x] != nil {
			return false
		}
		if v, ok := x.(*syntax.Variable); ok && !own[v.Name] {
			if _, ok := scope.Variables[v.Name]; !ok {
				report(v.Name)
			}
		}
		return true
	})
}
