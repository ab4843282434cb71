package plan

import "corridor/internal/engine/syntax"

// expand takes a step from a bound end, reversed from its right one.
func (g *graph) expand(s *step, reversed, into bool, rows float64) *candidate {
	work := rows * g.reach(s, reversed, into)
	bound := names{s.name: true, s.from: true, s.to: true}
	return &candidate{
		work: work,
		rows: work * g.selectivity(bound),
		make: func(in Operator) Operator {
			distinct := g.rivals(s)
			g.finishStep(s)
			if s.variable() {
				return g.varExpand(s, in, reversed, into, distinct)
			}
			e := &Expand{Common: after(in, 1), Types: s.types, Into: into, Distinct: distinct, Bound: s.given,
				Relationship: g.scope.Variables[s.name]}
			e.From, e.To, e.Direction = g.ends(s, reversed)
			return e
		},
	}
}

func (g *graph) varExpand(s *step, in Operator, reversed, into bool, distinct []Slot) Operator {
	e := &VarExpand{Common: after(in, 1), Types: s.types, Into: into, Distinct: distinct, Bound: s.given,
		Relationship: g.scope.Variables[s.name], Min: s.min, Max: s.max, Reversed: reversed,
		Step: s.each, StepSlot: s.eachSlot}
	e.From, e.To, e.Direction = g.ends(s, reversed)
	return e
}

// ends are where a step starts and ends as it is walked.
func (g *graph) ends(s *step, reversed bool) (from, to Slot, d syntax.Direction) {
	from, to, d = g.scope.Variables[s.from], g.scope.Variables[s.to], s.pattern.Direction
	if !reversed {
		return from, to, d
	}
	return to, from, d.Reversed()
}

// rivals are the relationships of the same MATCH that are bound already and
// that s must not repeat. Those of other types never are the same.
func (g *graph) rivals(s *step) []Slot {
	var slots []Slot
	for _, other := range g.steps {
		if other != s && other.done && other.shortest == syntax.NotShortest && mayMeet(s.types, other.types) {
			slots = append(slots, g.scope.Variables[other.name])
		}
	}
	return slots
}

func mayMeet(a, b Types) bool {
	if len(a.Names) == 0 || len(b.Names) == 0 {
		return true
	}
	for _, name := range a.Names {
		for _, other := range b.Names {
			if name == other {
				return true
			}
		}
	}
	return false
}

// scanRelationships takes a step of which neither end is bound: all
// relationships, those whose ids are sought, or the one that is bound itself.
func (g *graph) scanRelationships(s *step, ids *idsSought, rows float64) *candidate {
	count := 0.0
	for _, t := range typesOrAny(s.types) {
		count += g.between("", t, "")
	}
	switch {
	case s.given:
		count = 1
	case ids != nil:
		count = ids.count
	}
	if s.pattern.Direction == syntax.Both && !s.given {
		count *= 2
	}
	return &candidate{
		work: rows * count,
		rows: rows * count * g.selectivity(names{s.name: true, s.from: true, s.to: true}),
		make: func(in Operator) Operator {
			rivals := g.rivals(s)
			g.finishStep(s)
			scan := &RelationshipScan{Common: after(in, 1), Relationship: g.scope.Variables[s.name],
				Types: s.types, Bound: s.given}
			scan.From, scan.To, scan.Direction = g.ends(s, false)
			if ids != nil {
				ids.predicate.done = true
				wanted := g.scalar(ids.value, g.scope)
				scan.Sought, scan.Many, scan.Element = &wanted, ids.many, ids.element
			}
			if len(rivals) == 0 {
				return scan
			}
			scan.Rows = rows * count
			return &Filter{Common: after(scan, 1), Predicates: g.differ(s, rivals)}
		},
	}
}

// differ is what an expand does itself: that s is none of rivals.
func (g *graph) differ(s *step, rivals []Slot) []Scalar {
	scope := newScope()
	scope.bind(s.name, g.scope.Variables[s.name])
	own := &syntax.Variable{At: s.pattern.At, Name: s.name}
	var all []Scalar
	for _, rival := range rivals {
		name := g.anon()
		scope.bind(name, rival)
		other := &syntax.Variable{At: s.pattern.At, Name: name}
		var e syntax.Expr = &syntax.Binary{At: own.At, Op: syntax.NotEqual, X: own, Y: other}
		if rival.Kind == ValueSlot {
			in := &syntax.Binary{At: own.At, Op: syntax.In, X: own, Y: other}
			e = &syntax.Unary{At: own.At, Op: syntax.Not, X: in}
		}
		all = append(all, Scalar{e, scope})
	}
	return all
}

// shortestPaths searches between two bound ends. Conditions on the path or on
// its relationships are part of what is searched for.
func (g *graph) shortestPaths(s *step, rows float64) *candidate {
	return &candidate{
		work: rows,
		rows: rows,
		make: func(in Operator) Operator {
			g.finishStep(s)
			op := &ShortestPaths{Common: after(in, 1), Relationship: g.scope.Variables[s.name],
				Path: g.scope.Variables[s.path], Types: s.types, Min: s.min, Max: s.max,
				All: s.shortest == syntax.AllShortestPaths, Step: s.each, StepSlot: s.eachSlot}
			op.From, op.To, op.Direction = g.ends(s, false)
			op.Where = g.pathCondition(s)
			return op
		},
	}
}

// pathCondition takes over the predicates that read what the search finds.
func (g *graph) pathCondition(s *step) *Scalar {
	var all []syntax.Expr
	for _, p := range g.predicates {
		if !p.done && (p.needs[s.path] || p.needs[s.name]) && p.needs.within(g.bound) {
			p.done = true
			all = append(all, p.expr)
		}
	}
	if len(all) == 0 {
		return nil
	}
	where := g.scalar(conjunction(all), g.scope)
	return &where
}
