package plan

import (
	"cmp"
	"slices"
	"strings"

	"corridor/internal/engine/syntax"
)

// comparison is a predicate read as property OP value, where the value can be
// computed before the node is known.
type comparison struct {
	predicate *predicate
	key       string
	op        syntax.Op
	value     syntax.Expr // nil where op is isThere
}

// isThere is the comparison IS NOT NULL.
const isThere syntax.Op = -1

// nearness is a predicate read as: the property is a point in some part of space.
type nearness struct {
	predicate *predicate
	key       string
	// centre and limit are of point.distance, low and high of point.withinBBox.
	centre, limit, low, high syntax.Expr
}

// conditions are what is asked of a node and an index may answer.
type conditions struct {
	compared []comparison
	near     []nearness
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

// conditionsOn are the predicates on the node that an index could answer.
func (g *graph) conditionsOn(name string) conditions {
	var found conditions
	for _, p := range g.predicates {
		if p.done {
			continue
		}
		if near, ok := g.nearness(p, name); ok {
			found.near = append(found.near, near)
			continue
		}
		if e, ok := p.expr.(*syntax.IsNull); ok && e.Not {
			if key, ok := keyOn(e.X, name); ok {
				found.compared = append(found.compared, comparison{p, key, isThere, nil})
			}
			continue
		}
		b, ok := p.expr.(*syntax.Binary)
		if !ok {
			continue
		}
		if c, ok := g.comparison(p, name, b.X, b.Op, b.Y); ok {
			found.compared = append(found.compared, c)
		} else if op, ok := mirrored(b.Op); ok {
			if c, ok := g.comparison(p, name, b.Y, op, b.X); ok {
				found.compared = append(found.compared, c)
			}
		}
	}
	return found
}

// keyOn is the key of e where that is a property of a variable.
func keyOn(e syntax.Expr, name string) (string, bool) {
	property, ok := e.(*syntax.Property)
	if !ok || !isVariable(property.Of, name) {
		return "", false
	}
	return property.Key, true
}

func (g *graph) comparison(p *predicate, name string, x syntax.Expr, op syntax.Op, y syntax.Expr) (comparison, bool) {
	key, ok := keyOn(x, name)
	if !ok || !g.known(y) {
		return comparison{}, false
	}
	switch op {
	case syntax.Equal, syntax.In, syntax.StartsWith, syntax.EndsWith, syntax.Contains,
		syntax.Less, syntax.LessEqual, syntax.Greater, syntax.GreaterEqual:
		return comparison{p, key, op, y}, true
	}
	return comparison{}, false
}

// nearness reads point.withinBBox(n.p, low, high), and point.distance(n.p, x) < d
// with its sides and its points in either order.
func (g *graph) nearness(p *predicate, name string) (nearness, bool) {
	near := nearness{predicate: p}
	if box, ok := callOf(p.expr, "point.withinBBox", 3); ok {
		key, ok := keyOn(box[0], name)
		near.key, near.low, near.high = key, box[1], box[2]
		return near, ok && g.known(box[1]) && g.known(box[2])
	}
	b, ok := p.expr.(*syntax.Binary)
	if !ok {
		return near, false
	}
	x, op := b.X, b.Op
	near.limit = b.Y
	if op == syntax.Greater || op == syntax.GreaterEqual {
		op, _ = mirrored(op)
		x, near.limit = b.Y, b.X
	}
	points, ok := callOf(x, "point.distance", 2)
	if !ok || op != syntax.Less && op != syntax.LessEqual || !g.known(near.limit) {
		return near, false
	}
	for i, at := range points {
		if near.key, ok = keyOn(at, name); ok && g.known(points[1-i]) {
			near.centre = points[1-i]
			return near, true
		}
	}
	return near, false
}

// callOf is the arguments of e where that is a call of a function with so many.
func callOf(e syntax.Expr, function string, n int) ([]syntax.Expr, bool) {
	call, ok := e.(*syntax.Call)
	if !ok || !strings.EqualFold(call.Name, function) || len(call.Args) != n {
		return nil, false
	}
	return call.Args, true
}

// seek is how an index is asked.
type seek struct {
	used  []comparison
	near  *nearness
	in    bool
	part  float64 // of the nodes with the label that are found
	whole bool    // all that the index holds is looked at
	exact bool    // equality on all properties
}

func (g *graph) seekIndex(name, label string, index IndexInfo, asked conditions, rows float64) *candidate {
	how, ok := index.answer(asked)
	if !ok {
		return nil
	}
	all := g.labelCount(label)
	if index.Entries > 0 {
		all = min(all, index.Entries)
	}
	count := all * how.part
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
	work := count
	switch {
	case how.whole:
		work = all * alongIndex
	case index.Kind == "TEXT", index.Kind == "POINT":
		work *= 1.01 // where a RANGE index does as well, take that
	}
	return &candidate{work: rows * work, rows: rows * count, make: func(in Operator) Operator {
		g.bound[name] = true
		g.labelDone(name, label)
		op := &NodeIndexSeek{Common: after(in, 1), Node: g.scope.Variables[name], Label: label, Properties: index.Properties,
			Kind: cmp.Or(index.Kind, "RANGE"), Unique: index.Unique && how.exact, In: how.in}
		for _, c := range how.used {
			c.predicate.done = true
			op.use(c, g)
		}
		if how.near != nil {
			op.Near = g.near(how.near)
		}
		return op
	}}
}

// seekAny looks for equal values in the indexes of all labels of which a
// predicate asks any; nil where one of them has none that answers.
func (g *graph) seekAny(name string, p *predicate, labels []string, asked conditions, rows float64) *candidate {
	for _, index := range g.stats.Indexes(labels[0]) {
		seeks := []*candidate{g.seekEqual(name, labels[0], index, asked, rows)}
		for _, label := range labels[1:] {
			for _, other := range g.stats.Indexes(label) {
				if slices.Equal(other.Properties, index.Properties) && seeks[len(seeks)-1] != nil {
					seeks = append(seeks, g.seekEqual(name, label, other, asked, rows))
					break
				}
			}
		}
		if len(seeks) == len(labels) && !slices.Contains(seeks, nil) {
			return oneOf(seeks, p, labels)
		}
	}
	return nil
}

// seekEqual is seekIndex where the index is asked for what is equal to values.
func (g *graph) seekEqual(name, label string, index IndexInfo, asked conditions, rows float64) *candidate {
	if how, ok := index.answer(asked); !ok || len(how.used) == 0 || !how.exact || cmp.Or(index.Kind, "RANGE") != "RANGE" {
		return nil
	}
	return g.seekIndex(name, label, index, asked, rows)
}

// oneOf makes a seek of those for each of some labels.
func oneOf(seeks []*candidate, any *predicate, labels []string) *candidate {
	all := *seeks[0]
	for _, other := range seeks[1:] {
		all.work += other.work
		all.rows += other.rows
	}
	all.make = func(in Operator) Operator {
		op := seeks[0].make(in).(*NodeIndexSeek) //nolint:errcheck // it is one
		op.Or = labels[1:]
		any.done = true
		return op
	}
	return &all
}

// alongIndex is what an entry of an index costs to look at, a node of a scan being 1:
// it does not lie beside the next one.
const alongIndex = 1.3

// use adds a comparison to what is sought.
func (op *NodeIndexSeek) use(c comparison, g *graph) {
	if c.op == isThere {
		return
	}
	value := g.scalar(c.value, g.scope)
	switch c.op {
	case syntax.Equal, syntax.In:
		op.Equal = append(op.Equal, value)
	case syntax.StartsWith:
		op.Prefix = &value
	case syntax.EndsWith, syntax.Contains:
		op.Text, op.TextOp = &value, c.op
	case syntax.Greater, syntax.GreaterEqual:
		op.From, op.FromExclusive = &value, c.op == syntax.Greater
	case syntax.Less, syntax.LessEqual:
		op.To, op.ToExclusive = &value, c.op == syntax.Less
	}
}

// near is what a seek for points is told. What it finds is tested again: only
// the function itself knows what is near enough.
func (g *graph) near(n *nearness) *Nearness {
	return &Nearness{Centre: g.optional(n.centre, g.scope), Limit: g.optional(n.limit, g.scope),
		Low: g.optional(n.low, g.scope), High: g.optional(n.high, g.scope), Condition: n.predicate.expr}
}

// answer chooses how an index is asked; ok is false where it cannot answer.
func (x IndexInfo) answer(asked conditions) (how seek, ok bool) {
	if how, ok = equalities(x, asked.compared); ok {
		return how, true
	}
	if len(x.Properties) != 1 {
		return seek{}, false
	}
	key := x.Properties[0]
	if x.Kind == "POINT" {
		i := slices.IndexFunc(asked.near, func(n nearness) bool { return n.key == key })
		if i < 0 {
			return seek{}, false
		}
		return seek{near: &asked.near[i], part: 0.05}, true
	}
	if how, ok = ranges(key, x.Kind, asked.compared); ok {
		return how, true
	}
	for _, sought := range []struct {
		op   syntax.Op
		part float64
	}{{syntax.EndsWith, 0.05}, {syntax.Contains, 0.1}, {isThere, 0.75}} {
		i := slices.IndexFunc(asked.compared, func(c comparison) bool { return c.key == key && c.op == sought.op })
		if i >= 0 && (sought.op != isThere || x.Kind != "TEXT") {
			return seek{used: asked.compared[i : i+1], part: sought.part, whole: x.Kind != "TEXT"}, true
		}
	}
	return seek{}, false
}

// equalities finds one for each property of the index, or for the first ones
// where some other condition shows that the node has the rest: an index holds
// no node without one of its properties. Only the first may be an IN.
func equalities(index IndexInfo, all []comparison) (seek, bool) {
	how := seek{part: 0.1, exact: true}
	for i, key := range index.Properties {
		found, there := -1, false
		for j, c := range all {
			there = there || c.key == key
			if c.key == key && (c.op == syntax.Equal || c.op == syntax.In && i == 0) && (found < 0 || c.op == syntax.Equal) {
				found = j
				if c.op == syntax.Equal {
					break
				}
			}
		}
		switch {
		case !there, found < 0 && i == 0:
			return seek{}, false
		case found < 0:
			how.exact = false
		case how.exact:
			how.used = append(how.used, all[found])
			how.in = how.in || all[found].op == syntax.In
		}
	}
	return how, true
}

// ranges finds a prefix, or a bound on either side, which an index of texts does
// not answer: texts are not all that can be compared.
func ranges(key, kind string, all []comparison) (seek, bool) {
	var lower, upper *comparison
	for i, c := range all {
		switch {
		case c.key != key:
		case c.op == syntax.StartsWith:
			return seek{used: all[i : i+1], part: 0.05}, true
		case kind == "TEXT":
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
