package plan

import "corridor/internal/engine/syntax"

// prepare gives the names that live inside e their slots, and plans what e
// matches. An expression is prepared once, for the place where it is evaluated.
func (b *builder) prepare(e syntax.Expr, scope *Scope) {
	if e == nil {
		return
	}
	if _, ok := scope.computed(e); ok {
		return
	}
	switch e := e.(type) {
	case *syntax.ListComprehension:
		b.prepare(e.List, scope)
		inner := b.local(e, scope, e.Variable)
		b.prepare(e.Where, inner)
		b.prepare(e.Map, inner)
	case *syntax.Quantifier:
		b.prepare(e.List, scope)
		b.prepare(e.Where, b.local(e, scope, e.Variable))
	case *syntax.Reduce:
		b.prepare(e.Initial, scope)
		b.prepare(e.List, scope)
		b.prepare(e.Step, b.local(e, scope, e.Accumulator, e.Variable))
	case *syntax.Case:
		if e.Subject != nil {
			b.plan.Locals[e] = []Slot{b.slot(ValueSlot, b.anon())}
		}
		b.prepareBelow(e, scope)
	default:
		if sub := b.expressionPlan(e, scope); sub != nil {
			b.plan.Subplans[e] = sub
			return
		}
		b.prepareBelow(e, scope)
	}
}

// local makes slots for variables of e.
func (b *builder) local(e syntax.Expr, scope *Scope, variables ...*syntax.Variable) *Scope {
	inner := scope.clone()
	slots := make([]Slot, len(variables))
	for i, v := range variables {
		slots[i] = b.slot(ValueSlot, v.Name)
		inner.bind(v.Name, slots[i])
	}
	b.plan.Locals[e] = slots
	return inner
}

// prepareBelow prepares the nearest expressions inside n.
func (b *builder) prepareBelow(n syntax.Node, scope *Scope) {
	syntax.Walk(n, func(below syntax.Node) bool {
		if below == n {
			return true
		}
		if e, ok := below.(syntax.Expr); ok {
			b.prepare(e, scope)
			return false
		}
		return true
	})
}

// expressionPlan plans the expressions that match patterns; nil for others.
func (b *builder) expressionPlan(e syntax.Expr, scope *Scope) *Subplan {
	switch e := e.(type) {
	case *syntax.PatternPredicate:
		s, _ := b.pattern(e.Pattern, nil, scope)
		return &Subplan{Root: s.op}
	case *syntax.PatternComprehension:
		s, _ := b.pattern(e.Pattern, e.Where, scope)
		result := b.slot(ValueSlot, b.anon())
		items := []Assignment{{result, b.scalar(e.Map, s.scope)}}
		return &Subplan{Root: projectOnto(s.op, items), Result: result}
	case *syntax.ShortestPathExpr:
		s, g := b.pattern(e.Pattern, nil, scope)
		return &Subplan{Root: s.op, Result: g.scope.Variables[g.paths[0].name]}
	case *syntax.Subquery:
		s := b.query(e.Query, scope, scope, 1)
		sub := &Subplan{Root: s.op}
		if len(s.columns) > 0 {
			sub.Result = s.columns[0].slot
		}
		return sub
	}
	return nil
}

// pattern plans a pattern in an expression, on a row of the query around it.
func (b *builder) pattern(p *syntax.Pattern, where syntax.Expr, scope *Scope) (stream, *graph) {
	s := b.entities(stream{op: argument(1), scope: scope, outer: scope}, p)
	g := b.graph(s.scope, []*syntax.Pattern{p}, where)
	s.op = g.solve(s.op)
	s.scope = g.scope.named()
	return s, g
}

// semiJoin is a condition that asks only whether a plan gives a row.
type semiJoin struct {
	right Operator
	anti  bool
}

func (j semiJoin) onto(op Operator) Operator {
	return &Semi{Common: after(op, 0.5), Right: j.right, Anti: j.anti}
}

// semi is e as a semi-join, where it is EXISTS { } or a pattern, or the
// negation of one.
func (b *builder) semi(e syntax.Expr, scope *Scope, rows float64) (semiJoin, bool) {
	anti := false
	for {
		not, ok := e.(*syntax.Unary)
		if !ok || not.Op != syntax.Not {
			break
		}
		anti, e = !anti, not.X
	}
	if call, ok := e.(*syntax.Call); ok && len(call.Args) == 1 {
		if p, ok := call.Args[0].(*syntax.PatternPredicate); ok {
			e = p
		}
	}
	if q, ok := e.(*syntax.Subquery); ok && q.Kind != "EXISTS" {
		return semiJoin{}, false
	}
	switch e.(type) {
	case *syntax.PatternPredicate, *syntax.Subquery:
		sub := b.expressionPlan(e, scope)
		sub.Root.Base().Rows = min(rows, sub.Root.Base().Rows)
		return semiJoin{sub.Root, anti}, true
	}
	return semiJoin{}, false
}
