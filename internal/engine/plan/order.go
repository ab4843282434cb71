package plan

import (
	"slices"

	"corridor/internal/engine/syntax"
)

// candidate is a way to bind more of a pattern.
type candidate struct {
	work float64 // rows looked at
	rows float64 // rows left after the conditions that can then be tested
	make func(in Operator) Operator
	// price, where not 0, is what the piece is compared by: that of another
	// which it is known to be better than.
	price float64
}

// cost weighs what is looked at now against what later steps have to carry.
func (c *candidate) cost() float64 {
	if c.price > 0 {
		return c.price
	}
	return c.work + 5*c.rows
}

// solve plans the pattern onto op, always taking the cheapest next piece.
// DESIGN.md says why greedily.
func (g *graph) solve(op Operator) Operator {
	for {
		op = g.settle(op)
		next := g.cheapest(op.Base().Rows)
		if next == nil {
			return op
		}
		op = next.make(op)
		op.Base().Rows = max(next.work, 0)
	}
}

// settle tests the conditions and builds the paths whose parts are bound.
func (g *graph) settle(op Operator) Operator {
	for {
		op = g.test(op)
		built := g.build(op)
		if built == op {
			return op
		}
		op = built
	}
}

func (g *graph) build(op Operator) Operator {
	for _, p := range g.paths {
		if p.done || slices.ContainsFunc(p.parts, func(part string) bool { return !g.bound[part] }) {
			continue
		}
		p.done = true
		g.bound[p.name] = true
		projection := &PathProjection{Common: after(op, 1), Path: g.scope.Variables[p.name]}
		for _, part := range p.parts {
			projection.Parts = append(projection.Parts, g.scope.Variables[part])
		}
		op = projection
	}
	return op
}

func (g *graph) test(op Operator) Operator {
	rows := op.Base().Rows * g.selectivity(nil)
	var plain []Scalar
	var semis []semiJoin
	for _, p := range g.predicates {
		if p.done || !p.needs.within(g.bound) {
			continue
		}
		p.done = true
		if semi, ok := g.semi(p.expr, g.scope, op.Base().Rows); ok {
			semis = append(semis, semi)
		} else {
			plain = append(plain, g.scalar(p.expr, g.scope))
		}
	}
	if len(plain) > 0 {
		op = &Filter{Common: Common{In: op, Rows: rows}, Predicates: plain}
	}
	for _, semi := range semis {
		op = semi.onto(op)
	}
	return op
}

// cheapest is the next piece; nil when the pattern is solved. Of equals it is
// the one written first.
func (g *graph) cheapest(rows float64) *candidate {
	var best *candidate
	consider := func(c *candidate) {
		if c != nil && (best == nil || c.cost() < best.cost()) {
			best = c
		}
	}
	for _, strict := range []bool{true, false} {
		for _, s := range g.steps {
			if s.done || strict && !s.needs.within(g.bound) || g.awaits(s) {
				continue
			}
			for _, c := range g.stepCandidates(s, rows) {
				consider(c)
			}
		}
		for _, name := range g.nodes {
			if !g.bound[name] {
				consider(g.leaf(name, rows))
			}
		}
		if best != nil {
			return best
		}
	}
	if len(g.hints) > 0 {
		g.followed()
		return g.cheapest(rows)
	}
	return nil
}

// selectivity estimates which part of the rows passes the conditions that can
// be tested once the names of more are bound too.
func (g *graph) selectivity(more names) float64 {
	bound := g.bound
	if len(more) > 0 {
		bound = names{}
		bound.addAll(g.bound)
		bound.addAll(more)
	}
	part := 1.0
	for _, p := range g.predicates {
		if !p.done && p.needs.within(bound) {
			part *= g.passing(p.expr)
		}
	}
	return part
}

// passing guesses the part of rows for which a condition holds.
func (g *graph) passing(e syntax.Expr) float64 {
	if name, label, ok := labelTest(e); ok && slices.Contains(g.nodes, name) {
		return min(1, g.labelCount(label)/g.allNodes())
	}
	if b, ok := e.(*syntax.Binary); ok {
		switch b.Op {
		case syntax.Equal:
			return 0.1
		case syntax.In:
			return 0.25
		case syntax.StartsWith, syntax.EndsWith, syntax.Contains, syntax.Matches:
			return 0.1
		case syntax.Less, syntax.LessEqual, syntax.Greater, syntax.GreaterEqual:
			return 0.3
		}
	}
	return 0.75
}

// stepCandidates are the ways to take a step: from an end that is bound, or
// by a scan of relationships where none is.
func (g *graph) stepCandidates(s *step, rows float64) []*candidate {
	from, to := g.bound[s.from], g.bound[s.to]
	switch {
	case s.shortest != syntax.NotShortest:
		if from && to {
			return []*candidate{g.shortestPaths(s, rows)}
		}
		return nil
	case from && to:
		if g.degree(s, true) < g.degree(s, false) {
			return []*candidate{g.expand(s, true, true, rows)}
		}
		return []*candidate{g.expand(s, false, true, rows)}
	case from:
		return []*candidate{g.expand(s, false, false, rows)}
	case to:
		return []*candidate{g.expand(s, true, false, rows)}
	case s.variable() || s.from == s.to:
		return nil
	}
	if ids := g.idsSought(s.name); s.given || ids != nil {
		return []*candidate{g.scanRelationships(s, ids, rows)}
	}
	scan := g.scanRelationships(s, nil, rows)
	if h := g.hintOn(s.name); h != nil {
		return []*candidate{h.taken(scan)}
	}
	return g.instead(s, scan, rows)
}

// instead offers a scan of relationships in the place of a scan of one end and
// an expansion from there, where that looks at more.
func (g *graph) instead(s *step, scan *candidate, rows float64) []*candidate {
	left, right := g.leaf(s.from, rows), g.leaf(s.to, rows)
	tests := float64(g.labelTests(s, s.from, true)+g.labelTests(s, s.to, false)) / 2
	scanned := scan.work * (1 + tests)
	if scanned >= left.work+left.rows*g.reach(s, false, false) || scanned >= right.work+right.rows*g.reach(s, true, false) {
		return nil
	}
	scan.price = min(left.cost(), right.cost())
	return []*candidate{scan}
}

// labelTests is how many labels of a step's end have to be tested: not those that
// every relationship of the step's types has there, now.
func (g *graph) labelTests(s *step, end string, left bool) (n int) {
	start := left == (s.pattern.Direction == syntax.Outgoing)
	for _, label := range g.labels[end] {
		implied := s.pattern.Direction != syntax.Both && len(s.types.Names) > 0
		for _, t := range s.types.Names {
			from, to := "", label
			if start {
				from, to = label, ""
			}
			all := g.stats.RelationshipsBetween("", t, "")
			implied = implied && all > 0 && g.stats.RelationshipsBetween(from, t, to) >= all
		}
		if !implied {
			n++
		}
	}
	return n
}

// finishStep marks what a piece binds.
func (g *graph) finishStep(s *step) {
	s.done = true
	g.bound[s.name] = true
	g.bound[s.from] = true
	g.bound[s.to] = true
	if s.path != "" {
		g.bound[s.path] = true
	}
}

// reach is how many rows an expansion gives for one, and its direction as it
// is walked: reversed from the step's right end.
func (g *graph) reach(s *step, reversed, into bool) float64 {
	degree := g.degree(s, reversed)
	if s.variable() {
		degree = g.walk(s, degree)
	}
	switch {
	case s.given:
		return min(degree, 1)
	case into:
		end := s.to
		if reversed {
			end = s.from
		}
		return degree / g.nodeCount(end)
	}
	return degree
}

// walk estimates the trails of a variable length from one node. Beyond a few
// steps an estimate says nothing, so it counts no further.
func (g *graph) walk(s *step, degree float64) float64 {
	const depth = 5
	last := int64(depth)
	if s.max >= 0 {
		last = min(last, s.max)
	}
	total, level := 0.0, 1.0
	for i := int64(0); i <= last; i++ {
		if i >= s.min || i == last {
			total += level
		}
		level *= degree
	}
	return total
}

// degree is how many relationships of a step a node at its left end has, or,
// reversed, at its right end.
func (g *graph) degree(s *step, reversed bool) float64 {
	near, far := g.label(s.from), g.label(s.to)
	outgoing, incoming := s.pattern.Direction != syntax.Incoming, s.pattern.Direction != syntax.Outgoing
	if reversed {
		near, far = far, near
		outgoing, incoming = incoming, outgoing
	}
	total := 0.0
	for _, t := range typesOrAny(s.types) {
		if outgoing {
			total += g.between(near, t, far)
		}
		if incoming {
			total += g.between(far, t, near)
		}
	}
	nodes := g.allNodes()
	if near != "" {
		nodes = g.labelCount(near)
	}
	return total / nodes
}

func typesOrAny(t Types) []string {
	if len(t.Names) == 0 {
		return []string{""}
	}
	return t.Names
}

// label is the rarest label that a node must have; empty without one.
func (g *graph) label(name string) string {
	best := ""
	for _, label := range g.labels[name] {
		if best == "" || g.labelCount(label) < g.labelCount(best) {
			best = label
		}
	}
	return best
}

func (g *graph) nodeCount(name string) float64 {
	if label := g.label(name); label != "" {
		return g.labelCount(label)
	}
	return g.allNodes()
}

// few is how many nodes there are at least, for the planner: a plan that is
// made while a graph is empty must still be good when it is not.
const few = 10

func (g *graph) allNodes() float64 { return max(g.stats.Nodes(), few) }

func (g *graph) labelCount(label string) float64 { return max(g.stats.NodesWithLabel(label), few) }

func (g *graph) between(from, t, to string) float64 {
	return max(g.stats.RelationshipsBetween(from, t, to), 1)
}
