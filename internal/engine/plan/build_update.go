package plan

import (
	"math"
	"strings"

	"corridor/internal/engine/syntax"
)

func (b *builder) update(s stream, c syntax.Clause) stream {
	switch c := c.(type) {
	case *syntax.Create:
		return b.create(s, c)
	case *syntax.Merge:
		return b.merge(s, c)
	case *syntax.Set:
		s.op = setEach(s.op, b.setItems(c.Items, s.scope, false))
	case *syntax.Remove:
		s.op = setEach(s.op, b.setItems(c.Items, s.scope, true))
	case *syntax.Delete:
		op := &Delete{Common: after(s.op, 1), Detach: c.Detach}
		for _, e := range c.Exprs {
			op.Exprs = append(op.Exprs, b.scalar(e, s.scope))
		}
		s.op = op
	case *syntax.Foreach:
		return b.foreach(s, c)
	}
	return s
}

// create plans CREATE. Clauses in a row become one operator, as scripts have
// thousands of them; but what reads of the entities made just before waits for
// an operator of its own, since relationships are made after all nodes.
func (b *builder) create(s stream, c *syntax.Create) stream {
	s = b.entities(s, c.Patterns...)
	before := s.scope
	s, asked := b.askedBefore(s, c)
	op, follows := s.op.(*Create)
	if !follows || readsMade(op, c, s.scope) {
		op = &Create{Common: after(s.op, 1)}
		s.op, s.scope = op, s.scope.clone()
	}
	made := &creation{builder: b, op: op, scope: s.scope}
	for _, p := range c.Patterns {
		made.pattern(p)
	}
	if asked {
		s.scope = s.scope.forget(before)
	}
	return s
}

// readsMade says whether a property or a label of c is computed from what op makes.
func readsMade(op *Create, c *syntax.Create, scope *Scope) bool {
	first := firstMade(op)
	mentions := func(n syntax.Node) bool {
		for name := range namesIn(n, scope.Variables) {
			if scope.Variables[name].Index >= first {
				return true
			}
		}
		return false
	}
	for _, p := range c.Patterns {
		for _, n := range p.Nodes {
			if n.Properties != nil && mentions(n.Properties) || n.Labels != nil && mentions(n.Labels) {
				return true
			}
		}
		for _, r := range p.Steps {
			if r.Properties != nil && mentions(r.Properties) || r.Types != nil && mentions(r.Types) {
				return true
			}
		}
	}
	return false
}

// firstMade is the first slot that op fills; later ones are filled by it too.
func firstMade(op *Create) int {
	first := math.MaxInt
	if len(op.Nodes) > 0 {
		first = op.Nodes[0].Node.Index
	}
	if len(op.Relationships) > 0 {
		first = min(first, op.Relationships[0].Relationship.Index)
	}
	return first
}

// creation is what CREATE, or the creating side of MERGE, makes.
type creation struct {
	*builder
	op *Create
	// scope is one for all that is made, since there may be thousands. That it
	// gets later names too does not matter: nothing mentions them.
	scope *Scope
	// matched is MERGE's matching side, which has names and slots already.
	matched *graph
}

func (c *creation) pattern(p *syntax.Pattern) {
	parts := []Slot{c.node(p.Nodes[0])}
	for i, step := range p.Steps {
		to := c.node(p.Nodes[i+1])
		parts = append(parts, c.relationship(step, parts[len(parts)-1], to), to)
	}
	if p.Variable != nil {
		path := c.bound(ValueSlot, p.Variable.Name)
		c.op.Paths = append(c.op.Paths, PathProjection{Path: path, Parts: parts})
	}
}

// node is the slot of a node that is bound already or is to be made.
func (c *creation) node(n *syntax.NodePattern) Slot {
	name := c.nameOf(n, n.Variable)
	if slot, ok := c.scope.Variables[name]; ok {
		return slot
	}
	made := CreateNode{Labels: labelNames(n.Labels), Properties: c.optional(n.Properties, c.scope), Scope: c.scope}
	c.dynamic(made.Labels)
	made.Node = c.bound(NodeSlot, name)
	c.op.Nodes = append(c.op.Nodes, made)
	return made.Node
}

func (c *creation) relationship(r *syntax.RelationshipPattern, from, to Slot) Slot {
	name := c.nameOf(r, r.Variable)
	made := CreateRelationship{From: from, To: to, Properties: c.optional(r.Properties, c.scope), Scope: c.scope}
	if r.Direction == syntax.Incoming {
		made.From, made.To = to, from
	}
	if types := labelNames(r.Types); len(types) > 0 {
		made.Type = types[0]
		c.dynamic(types)
	}
	made.Relationship = c.bound(RelationshipSlot, name)
	c.op.Relationships = append(c.op.Relationships, made)
	return made.Relationship
}

func (c *creation) dynamic(labels []*syntax.LabelName) {
	for _, l := range labels {
		c.prepare(l.Dynamic, c.scope)
	}
}

// nameOf is the name of a part of a pattern, a hidden one where it has none.
func (c *creation) nameOf(part syntax.Node, v *syntax.Variable) string {
	switch {
	case v != nil:
		return v.Name
	case c.matched != nil:
		return c.matched.hidden[part]
	}
	return c.anon()
}

// bound is the slot of a name that is made here.
func (c *creation) bound(kind SlotKind, name string) Slot {
	var slot Slot
	if c.matched != nil {
		slot = c.matched.scope.Variables[name]
	} else {
		slot = c.slot(kind, name)
	}
	if !strings.HasPrefix(name, hidden) {
		c.scope.bind(name, slot)
	}
	return slot
}

// labelNames are the names of labels that are all wanted.
func labelNames(e syntax.LabelExpr) []*syntax.LabelName {
	switch e := e.(type) {
	case *syntax.LabelName:
		return []*syntax.LabelName{e}
	case *syntax.LabelBinary:
		return append(labelNames(e.X), labelNames(e.Y)...)
	}
	return nil
}

// merge plans the pattern twice: to be matched for each row, and to be made.
// Both sides fill the same slots.
func (b *builder) merge(s stream, c *syntax.Merge) stream {
	patterns := []*syntax.Pattern{c.Pattern}
	s = b.entities(s, patterns...)
	g := b.graph(s.scope, patterns, nil)
	op := &Merge{Common: after(s.op, 1), Right: g.solve(argument(1))}
	made := &creation{builder: b, op: &op.Create, scope: s.scope.clone(), matched: g}
	made.pattern(c.Pattern)
	scope := g.scope.named()
	op.OnCreate = b.setItems(c.OnCreate, scope, false)
	op.OnMatch = b.setItems(c.OnMatch, scope, false)
	s.op, s.scope = op, scope
	return s
}

// setEach makes an operator of each item, as each sees what those before it
// changed for all rows. Those that do not meet become one again (mergeSets).
func setEach(op Operator, items []SetItem) Operator {
	for i := range items {
		op = &Set{Common: after(op, 1), Items: items[i : i+1]}
	}
	return op
}

func (b *builder) setItems(items []syntax.SetItem, scope *Scope, remove bool) []SetItem {
	planned := make([]SetItem, 0, len(items))
	for _, item := range items {
		planned = append(planned, b.setItem(item, scope, remove))
	}
	return planned
}

func (b *builder) setItem(item syntax.SetItem, scope *Scope, remove bool) SetItem {
	planned := SetItem{Scope: scope, Remove: remove}
	switch item := item.(type) {
	case *syntax.SetProperty:
		switch target := item.Target.(type) {
		case *syntax.Property:
			planned.Target, planned.KeyName = b.optional(target.Of, scope), target.Key
		case *syntax.Index:
			planned.Target, planned.Key = b.optional(target.Of, scope), b.optional(target.Index, scope)
		}
		planned.Value = b.optional(item.Value, scope)
	case *syntax.SetAll:
		planned.Entity, planned.Add = b.optional(item.Variable, scope), item.Add
		planned.Value = b.optional(item.Value, scope)
	case *syntax.SetLabels:
		planned.Entity, planned.Labels = b.optional(item.Variable, scope), item.Labels
		for _, l := range item.Labels {
			b.prepare(l.Dynamic, scope)
		}
	}
	return planned
}

// foreach plans the clauses in the parentheses as a plan of its own. What they
// bind is not seen outside.
func (b *builder) foreach(s stream, c *syntax.Foreach) stream {
	op := &Foreach{Common: after(s.op, 1), List: b.scalar(c.List, s.scope)}
	op.Variable = b.slot(ValueSlot, c.Variable.Name)
	body := stream{op: argument(s.op.Base().Rows), outer: s.outer, scope: s.scope.with(c.Variable.Name, op.Variable)}
	for _, clause := range c.Body {
		body = b.update(body, clause)
	}
	op.Body = body.op
	s.op = op
	return s
}
