package exec

import (
	"slices"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// filter keeps the rows for which all conditions are true.
type filter struct {
	in         operator
	conditions []condition
	live       []plan.Slot
	sel        []int32
}

func (c *compiler) filter(p *plan.Filter) (maker, error) {
	in, err := c.input(p)
	if err != nil {
		return nil, err
	}
	conditions := make([]condition, len(p.Predicates))
	for i, s := range p.Predicates {
		if conditions[i], err = compileCondition(c.plan, c.registry, s); err != nil {
			return nil, err
		}
		if conditions[i].label != "" {
			conditions[i].way = wayTo(p.In, conditions[i].node)
		}
	}
	return func(st *State, arg *argument) operator {
		needed := slices.DeleteFunc(slices.Clone(conditions), func(c condition) bool { return c.implied(st) })
		if len(needed) == 0 {
			return in(st, arg)
		}
		return &filter{in: in(st, arg), conditions: needed, live: p.Live}
	}, nil
}

// implied says whether the condition holds whatever the rows are.
func (c condition) implied(st *State) bool {
	return c.way.surely(st, c.label)
}

func (f *filter) reset() { f.in.reset() }

func (f *filter) next(st *State) (*Batch, error) {
	for {
		if err := st.alive(); err != nil {
			return nil, err
		}
		b, err := f.in.next(st)
		if err != nil || b == nil {
			return nil, err
		}
		f.sel = b.allRows(f.sel[:0])
		for i := 0; i < len(f.conditions) && len(f.sel) > 0; i++ {
			if f.sel, err = f.conditions[i].keep(st, b, f.sel); err != nil {
				return nil, err
			}
		}
		if b.keep(f.sel, f.live); b.Len > 0 {
			return b, nil
		}
	}
}

// project computes slots of the rows that it passes on. What is made for the
// rows of a batch is held until the next: each value is within the limit by
// itself, a thousand of them need not be.
type project struct {
	in     operator
	st     *State
	copies []slotCopy
	items  []item
	held   int
	failed error // of the row after those that were given last
}

// slotCopy is an item that only renames an entity.
type slotCopy struct{ from, to plan.Slot }

type item struct {
	to    plan.Slot
	expr  ColumnExpr
	makes bool // values that were not there before
}

// makes says whether e puts values together: others only pass on what the
// graph, a parameter or a slot has.
func makes(e syntax.Expr) bool {
	made := false
	syntax.Walk(e, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.ListComprehension, *syntax.PatternComprehension, *syntax.Subquery, *syntax.Reduce, *syntax.MapProjection,
			*syntax.ListLiteral, *syntax.MapLiteral, *syntax.Call, *syntax.ShortestPathExpr:
			made = true
		case *syntax.Binary:
			made = made || n.Op == syntax.Add || n.Op == syntax.Concatenate
		}
		return !made
	})
	return made
}

// accepts refuses a value that a pattern takes for a node or a relationship
// and that is none.
func (i item) accepts(v value.Value) error {
	switch {
	case v.IsNull():
	case i.to.Kind == plan.NodeSlot && v.Kind() != value.Node:
		return typeError("Expected a Node as `%s` but got: %s", i.to.Name, describe(v))
	case i.to.Kind == plan.RelationshipSlot && v.Kind() != value.Relationship:
		return typeError("Expected a Relationship as `%s` but got: %s", i.to.Name, describe(v))
	}
	return nil
}

func (c *compiler) project(p *plan.Project) (maker, error) {
	in, err := c.input(p)
	if err != nil {
		return nil, err
	}
	var copies []slotCopy
	var items []item
	for _, a := range p.Items {
		if from, ok := entityOf(a.Scalar); ok && from.Kind == a.To.Kind {
			copies = append(copies, slotCopy{from, a.To})
			continue
		}
		expr, err := c.column(a.Scalar)
		if err != nil {
			return nil, err
		}
		items = append(items, item{a.To, expr, a.To.Kind == plan.ValueSlot && makes(a.Scalar.Expr)})
	}
	return func(st *State, arg *argument) operator {
		return &project{in: in(st, arg), st: st, copies: copies, items: items}
	}, nil
}

// entityOf is the entity's slot that a scalar is nothing but a name of.
func entityOf(s plan.Scalar) (plan.Slot, bool) {
	name, ok := s.Expr.(*syntax.Variable)
	if !ok || s.Scope == nil {
		return plan.Slot{}, false
	}
	slot, ok := s.Scope.Variables[name.Name]
	return slot, ok && slot.Kind != plan.ValueSlot
}

func (p *project) reset() {
	p.in.reset()
	p.release()
	p.failed = nil
}

func (p *project) release() {
	p.st.release(p.held)
	p.held = 0
}

// next gives the rows before one that fails, and its error when asked again: who reads
// an answer row by row gets what there is of it.
func (p *project) next(st *State) (*Batch, error) {
	p.release()
	if p.failed != nil {
		return nil, p.failed
	}
	b, err := p.in.next(st)
	if err != nil || b == nil {
		return nil, err
	}
	for _, i := range p.items {
		rows, err := p.compute(st, b, i)
		if err != nil && rows == 0 {
			return nil, err
		}
		if err != nil {
			b.Len, p.failed = rows, err
		}
	}
	for _, c := range p.copies {
		source := b.Columns[c.from.Index].ids(b.Len)
		copy(b.ids(c.to, b.Len), source[:b.Len])
	}
	return b, nil
}

// compute fills the slot of an item, and with an error gives how many rows are before
// it. One of entities takes what is one.
func (p *project) compute(st *State, b *Batch, i item) (rows int, err error) {
	var whole error
	if i.to.Kind == plan.ValueSlot && !i.makes {
		if whole = i.expr.into(st, b, i.to); whole == nil {
			return b.Len, nil
		}
	}
	for row := range b.Len { // of a column that fails, to find where
		v, err := i.expr.eval(st, b, row)
		if err == nil {
			err = i.accepts(v)
		}
		if err == nil && i.makes {
			n := sizeOf(v)
			p.held += n
			err = st.hold(n)
		}
		if err != nil {
			return row, err
		}
		b.SetValue(i.to, row, v)
	}
	if whole != nil {
		return 0, whole
	}
	return b.Len, nil
}

// pathProjection builds paths from the slots of a pattern.
type pathProjection struct {
	in    operator
	path  plan.Slot
	parts []plan.Slot
}

func (c *compiler) pathProjection(p *plan.PathProjection) (maker, error) {
	in, err := c.input(p)
	return func(st *State, arg *argument) operator {
		return &pathProjection{in: in(st, arg), path: p.Path, parts: p.Parts}
	}, err
}

func (p *pathProjection) reset() { p.in.reset() }

func (p *pathProjection) next(st *State) (*Batch, error) {
	b, err := p.in.next(st)
	if err != nil || b == nil {
		return nil, err
	}
	for row := range b.Len {
		b.SetValue(p.path, row, buildPath(st, b, row, p.parts))
	}
	return b, nil
}

// buildPath is the path through the slots of a pattern, null where one is null.
// The nodes within a list of relationships are those that lie between them.
func buildPath(st *State, b *Batch, row int, parts []plan.Slot) value.Value {
	path := &value.PathData{}
	for i, part := range parts {
		v := b.Value(part, row)
		switch {
		case v.IsNull():
			return v
		case i%2 == 0 && i > 0 && len(path.Nodes) > len(path.Relationships):
			// The list before ended with this node.
		case v.Kind() == value.List:
			for _, relationship := range v.Items() {
				path.Relationships = append(path.Relationships, relationship)
				path.Nodes = append(path.Nodes, otherEnd(st, relationship, path.Nodes[len(path.Nodes)-1]))
			}
		case i%2 == 0:
			path.Nodes = append(path.Nodes, v)
		default:
			path.Relationships = append(path.Relationships, v)
		}
	}
	return value.OfPath(path)
}

func otherEnd(st *State, relationship, node value.Value) value.Value {
	start, end, _ := st.View.Ends(storage.ID(relationship.ID()))
	if int64(start) == node.ID() {
		return value.NodeReference(int64(end))
	}
	return value.NodeReference(int64(start))
}

// distinct keeps the first row of each key.
type distinct struct {
	in   operator
	keys []plan.Slot
	live []plan.Slot
	seen *keySet
	sel  []int32
}

func (c *compiler) distinct(p *plan.Distinct) (maker, error) {
	in, err := c.input(p)
	return func(st *State, arg *argument) operator {
		return &distinct{in: in(st, arg), keys: p.Keys, live: p.Live, seen: newKeySet(st)}
	}, err
}

func (d *distinct) reset() {
	d.in.reset()
	d.seen.reset()
}

func (d *distinct) next(st *State) (*Batch, error) {
	for {
		b, err := d.in.next(st)
		if err != nil || b == nil {
			return nil, err
		}
		d.sel = d.sel[:0]
		for row := range b.Len {
			fresh, err := d.seen.addRow(b, row, d.keys)
			if err != nil {
				return nil, err
			}
			if fresh {
				d.sel = append(d.sel, int32(row))
			}
		}
		if b.keep(d.sel, d.live); b.Len > 0 {
			return b, nil
		}
	}
}
