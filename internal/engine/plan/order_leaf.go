package plan

import (
	"strings"

	"corridor/internal/engine/syntax"
)

// leaf is the cheapest way to find a node that nothing leads to; one that a hint
// asks for where there is a hint, and nil as long as that cannot be taken.
func (g *graph) leaf(name string, rows float64) *candidate {
	if hint := g.hintOn(name); hint != nil {
		return g.hinted(hint, rows)
	}
	best := g.scanNodes(name, g.label(name), rows)
	consider := func(c *candidate) {
		if c != nil && c.cost() < best.cost() {
			best = c
		}
	}
	consider(g.seekID(name, rows))
	asked := g.conditionsOn(name)
	for _, label := range g.labels[name] {
		for _, index := range g.stats.Indexes(label) {
			consider(g.seekIndex(name, label, index, asked, rows))
		}
	}
	for _, p := range g.predicates {
		if labels := anyOf(p.expr, name); !p.done && labels != nil {
			consider(g.seekAny(name, p, labels, asked, rows))
		}
	}
	return best
}

// scanNodes scans a label, or all nodes.
func (g *graph) scanNodes(name, label string, rows float64) *candidate {
	count := g.allNodes()
	if label != "" {
		count = g.labelCount(label)
	}
	part := g.selectivity(names{name: true})
	if label != "" {
		part /= min(1, count/g.allNodes())
	}
	return &candidate{
		work: rows * count,
		rows: rows * count * min(part, 1),
		make: func(in Operator) Operator {
			g.bound[name] = true
			node := g.scope.Variables[name]
			if label == "" {
				return &AllNodesScan{Common: after(in, 1), Node: node}
			}
			g.labelDone(name, label)
			return &NodeByLabelScan{Common: after(in, 1), Node: node, Label: label}
		},
	}
}

// labelDone strikes out the tests of a label that a leaf answers for.
func (g *graph) labelDone(name, label string) {
	for _, p := range g.predicates {
		if n, l, ok := labelTest(p.expr); ok && n == name && l == label {
			p.done = true
		}
	}
}

// seekID looks a node up by its id.
func (g *graph) seekID(name string, rows float64) *candidate {
	ids := g.idsSought(name)
	if ids == nil {
		return nil
	}
	return &candidate{work: rows * ids.count, rows: rows * ids.count, make: func(in Operator) Operator {
		g.bound[name] = true
		ids.predicate.done = true
		return &NodeByIDSeek{Common: after(in, 1), Node: g.scope.Variables[name], IDs: g.scalar(ids.value, g.scope),
			Many: ids.many, Element: ids.element}
	}}
}

// idsSought are the ids that a predicate asks of a node or a relationship.
type idsSought struct {
	predicate *predicate
	value     syntax.Expr
	many      bool // value is a list of them
	element   bool // of elementId, not id
	count     float64
}

// idsSought reads id(n) = x, elementId(n) = x and the same with IN.
func (g *graph) idsSought(name string) *idsSought {
	for _, p := range g.predicates {
		call, op, value, ok := g.idTest(p, name)
		if !ok {
			continue
		}
		ids := &idsSought{p, value, op == syntax.In, strings.EqualFold(call.Name, "elementId"), 1}
		if ids.many {
			ids.count = listLength(value)
		}
		return ids
	}
	return nil
}

func (g *graph) idTest(p *predicate, name string) (call *syntax.Call, op syntax.Op, value syntax.Expr, ok bool) {
	b, isBinary := p.expr.(*syntax.Binary)
	if p.done || !isBinary || b.Op != syntax.Equal && b.Op != syntax.In {
		return nil, 0, nil, false
	}
	sides := [][2]syntax.Expr{{b.X, b.Y}}
	if b.Op == syntax.Equal {
		sides = append(sides, [2]syntax.Expr{b.Y, b.X})
	}
	for _, side := range sides {
		call, isCall := side[0].(*syntax.Call)
		if !isCall || len(call.Args) != 1 || !isVariable(call.Args[0], name) {
			continue
		}
		if (strings.EqualFold(call.Name, "id") || strings.EqualFold(call.Name, "elementId")) && g.known(side[1]) {
			return call, b.Op, side[1], true
		}
	}
	return nil, 0, nil, false
}

func isVariable(e syntax.Expr, name string) bool {
	v, ok := e.(*syntax.Variable)
	return ok && v.Name == name
}

// known says whether e can be computed from what is bound.
func (g *graph) known(e syntax.Expr) bool {
	return namesIn(e, g.scope.Variables).within(g.bound)
}
