package plan

import "corridor/internal/engine/syntax"

// askedBefore computes what the expressions of a CREATE ask the graph (counts,
// patterns, subqueries) in a step of its own: the clause sees the graph as it
// was before it for every row, which an Eager between the two then ensures. The
// stream's scope has the results under the text of the expressions. What reads
// of the entities that the clause makes is left where it is.
func (b *builder) askedBefore(s stream, c *syntax.Create) (stream, bool) {
	made := madeNames(c, s.scope)
	var items []Assignment
	syntax.Walk(c, func(n syntax.Node) bool {
		e, ok := n.(syntax.Expr)
		if !ok || !asksGraph(e) {
			return true
		}
		if len(namesIn(e, made)) == 0 {
			items = append(items, Assignment{To: b.slot(ValueSlot, b.anon()), Scalar: b.scalar(e, s.scope)})
		}
		return false
	})
	if len(items) == 0 {
		return s, false
	}
	scope := s.scope.clone()
	for _, item := range items {
		scope.Computed[syntax.PrintExpr(item.Scalar.Expr)] = item.To
	}
	s.op, s.scope = projectOnto(s.op, items), scope
	return s, true
}

// forget is the scope without the results that stood in it for one clause.
func (s *Scope) forget(before *Scope) *Scope {
	next := s.clone()
	next.Computed = before.clone().Computed
	return next
}

// madeNames are the names that a CREATE brings.
func madeNames(c *syntax.Create, scope *Scope) map[string]Slot {
	made := map[string]Slot{}
	add := func(v *syntax.Variable) {
		if v == nil {
			return
		}
		if _, bound := scope.Variables[v.Name]; !bound {
			made[v.Name] = Slot{}
		}
	}
	for _, p := range c.Patterns {
		add(p.Variable)
		for _, n := range p.Nodes {
			add(n.Variable)
		}
		for _, r := range p.Steps {
			add(r.Variable)
		}
	}
	return made
}

// asksGraph says whether an expression matches patterns itself.
func asksGraph(e syntax.Expr) bool {
	switch e.(type) {
	case *syntax.PatternPredicate, *syntax.PatternComprehension, *syntax.ShortestPathExpr, *syntax.Subquery:
		return true
	}
	return false
}
