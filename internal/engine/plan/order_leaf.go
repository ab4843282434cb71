package plan

import (
	"strings"

	"corridor/internal/engine/syntax"
)

// comparison is a predicate read as property OP value, where the value can be
// computed before the node is known.
type comparison struct {
	predicate *predicate
	key       string
	op        syntax.Op
	value     syntax.Expr
}

// leaf is the cheapest way to find a node that nothing leads to.
func (g *graph) leaf(name string, rows float64) *candidate {
	best := g.scanNodes(name, rows)
	consider := func(c *candidate) {
		if c != nil && c.cost() < best.cost() {
			best = c
		}
	}
	consider(g.seekID(name, rows))
	comparisons := g.comparisons(name)
	for _, label := range g.labels[name] {
		for _, index := range g.stats.Indexes(label) {
			if index.Kind == "" || index.Kind == "RANGE" {
				consider(g.seekIndex(name, label, index, comparisons, rows))
			}
		}
	}
	return best
}

// scanNodes scans the rarest label, or all nodes.
func (g *graph) scanNodes(name string, rows float64) *candidate {
	label := g.label(name)
	count := g.nodeCount(name)
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

// mirrored are the comparisons whose sides may be swapped.
func mirrored(op syntax.Op) (syntax.Op, bool) {
	switch op {
	case syntax.Equal:
		return syntax.Equal, true
	case syntax.Less:
		return syntax.Greater, true
	case syntax.LessEqual:
		return syntax.GreaterEqual, true
	case syntax.Greater:
		return syntax.Less, true
	case syntax.GreaterEqual:
		return syntax.LessEqual, true
	}
	return op, false
}

// comparisons are the predicates on the node that an index could answer.
func (g *graph) comparisons(name string) []comparison {
	var found []comparison
	for _, p := range g.predicates {
		b, ok := p.expr.(*syntax.Binary)
		if p.done || !ok {
			continue
		}
		if c, ok := g.comparison(p, name, b.X, b.Op, b.Y); ok {
			found = append(found, c)
		} else if op, ok := mirrored(b.Op); ok {
			if c, ok := g.comparison(p, name, b.Y, op, b.X); ok {
				found = append(found, c)
			}
		}
	}
	return found
}

func (g *graph) comparison(p *predicate, name string, x syntax.Expr, op syntax.Op, y syntax.Expr) (comparison, bool) {
	property, ok := x.(*syntax.Property)
	if !ok || !isVariable(property.Of, name) || !g.known(y) {
		return comparison{}, false
	}
	switch op {
	case syntax.Equal, syntax.In, syntax.StartsWith, syntax.Less, syntax.LessEqual, syntax.Greater, syntax.GreaterEqual:
		return comparison{p, property.Key, op, y}, true
	}
	return comparison{}, false
}

// seek is how an index is asked.
type seek struct {
	used  []comparison
	in    bool
	part  float64 // of the nodes with the label
	exact bool    // equality on all properties
}

func (g *graph) seekIndex(name, label string, index IndexInfo, all []comparison, rows float64) *candidate {
	how, ok := equalities(index, all)
	if !ok && len(index.Properties) == 1 {
		how, ok = ranges(index.Properties[0], all)
	}
	if !ok {
		return nil
	}
	count := g.labelCount(label) * how.part
	if how.exact {
		switch {
		case index.Unique:
			count = 1
		case index.Distinct > 0:
			count = g.labelCount(label) / index.Distinct
		}
		if how.in {
			count *= listLength(how.used[0].value)
		}
	}
	return &candidate{work: rows * count, rows: rows * count, make: func(in Operator) Operator {
		g.bound[name] = true
		g.labelDone(name, label)
		op := &NodeIndexSeek{Common: after(in, 1), Node: g.scope.Variables[name], Label: label,
			Properties: index.Properties, Kind: index.Kind, Unique: index.Unique && how.exact, In: how.in}
		for _, c := range how.used {
			c.predicate.done = true
			op.use(c, g.scalar(c.value, g.scope))
		}
		return op
	}}
}

// use adds a comparison to what is sought.
func (op *NodeIndexSeek) use(c comparison, value Scalar) {
	switch c.op {
	case syntax.Equal, syntax.In:
		op.Equal = append(op.Equal, value)
	case syntax.StartsWith:
		op.Prefix = &value
	case syntax.Greater, syntax.GreaterEqual:
		op.From, op.FromExclusive = &value, c.op == syntax.Greater
	case syntax.Less, syntax.LessEqual:
		op.To, op.ToExclusive = &value, c.op == syntax.Less
	}
}

// equalities finds one for each property of the index. Only the first may be
// an IN.
func equalities(index IndexInfo, all []comparison) (seek, bool) {
	how := seek{part: 0.1, exact: true}
	for i, key := range index.Properties {
		found := -1
		for j, c := range all {
			if c.key == key && (c.op == syntax.Equal || c.op == syntax.In && i == 0) && (found < 0 || c.op == syntax.Equal) {
				found = j
				if c.op == syntax.Equal {
					break
				}
			}
		}
		if found < 0 {
			return seek{}, false
		}
		how.used = append(how.used, all[found])
		how.in = how.in || all[found].op == syntax.In
	}
	return how, true
}

// ranges finds a prefix, or a bound on either side.
func ranges(key string, all []comparison) (seek, bool) {
	var lower, upper *comparison
	for i, c := range all {
		switch {
		case c.key != key:
		case c.op == syntax.StartsWith:
			return seek{used: all[i : i+1], part: 0.05}, true
		case lower == nil && (c.op == syntax.Greater || c.op == syntax.GreaterEqual):
			lower = &all[i]
		case upper == nil && (c.op == syntax.Less || c.op == syntax.LessEqual):
			upper = &all[i]
		}
	}
	how := seek{part: 1}
	for _, c := range []*comparison{lower, upper} {
		if c != nil {
			how.used = append(how.used, *c)
			how.part *= 0.3
		}
	}
	return how, len(how.used) > 0
}
