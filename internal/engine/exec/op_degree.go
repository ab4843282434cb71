package exec

import (
	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// degree counts what leads from the node of each row, and keeps the rows of
// nodes from which anything does.
type degree struct {
	in     operator
	plan   *plan.Degree
	walker walker
	labels []*labelOf      // of the other ends; those that are not implied
	others []storage.Label // the same
	keeps  []plan.Slot
	counts []int64
	sel    []int32
	sides  []side
}

func (c *compiler) degree(p *plan.Degree) (maker, error) {
	in, err := c.input(p)
	if err != nil {
		return nil, err
	}
	types, err := c.typeSet(p.Types)
	if err != nil {
		return nil, err
	}
	labels := make([]*labelOf, len(p.Labels))
	for i, name := range p.Labels {
		labels[i] = &labelOf{name: name}
	}
	keeps, to := without(p.Live, p.Counts...), wayAlong(p.Types, p.Direction, false)
	return func(st *State, arg *argument) operator {
		d := &degree{in: in(st, arg), plan: p, walker: walker{types.fresh(), p.Direction}, keeps: keeps}
		for _, l := range labels {
			if !to.surely(st, l.name) {
				d.labels = append(d.labels, l)
			}
		}
		return d
	}, nil
}

func (d *degree) reset() { d.in.reset() }

func (d *degree) next(st *State) (*Batch, error) {
	for {
		if err := st.alive(); err != nil {
			return nil, err
		}
		b, err := d.in.next(st)
		if err != nil || b == nil {
			return nil, err
		}
		if err := d.count(st, b); err != nil {
			return nil, err
		}
		d.sel = d.sel[:0]
		for row, n := range d.counts {
			if n > 0 {
				d.sel = append(d.sel, int32(row))
			}
		}
		gatherColumn(d.counts, d.counts, d.sel)
		if b.keep(d.sel, d.keeps); b.Len == 0 {
			continue
		}
		for _, s := range d.plan.Counts {
			column := &b.Columns[s.Index]
			column.Values = reach(column.Values, b.Len)
			for row, n := range d.counts[:b.Len] {
				column.Values[row] = value.OfInt(n)
			}
		}
		return b, nil
	}
}

// count fills the counts of the rows.
func (d *degree) count(st *State, b *Batch) error {
	if err := d.walker.types.resolve(st, b, 0); err != nil {
		return err
	}
	d.others = d.others[:0]
	d.counts = reach(d.counts, b.Len)[:b.Len]
	clear(d.counts)
	for _, l := range d.labels {
		label, known := l.number(st)
		if !known {
			return nil
		}
		d.others = append(d.others, label)
	}
	ids := b.Columns[d.plan.Node.Index].ids(b.Len)[:b.Len]
	if types := d.walker.types; types.names != nil && len(d.others) == 0 && d.plan.Direction != syntax.Both {
		for _, t := range types.types {
			st.View.AddDegrees(ids, d.walker.directions()[0], t, d.counts)
			st.Hits += int64(b.Len)
		}
		return st.worked(b.Len)
	}
	for row, id := range ids {
		d.sides = d.walker.sides(st, id, d.sides[:0])
		for _, s := range d.sides {
			n, looks := d.countOf(st.View, id, s)
			d.counts[row] += n
			st.Hits += looks
			if err := st.worked(int(looks)); err != nil {
				return err
			}
		}
	}
	return nil
}

// countOf counts what of a node's side is given and has the labels, and says how
// much it had to look at.
func (d *degree) countOf(view *storage.View, node storage.ID, s side) (n, looks int64) {
	if s.loops && len(d.others) == 0 {
		return int64(len(s.adjacent)), 1
	}
	for _, a := range s.adjacent {
		if (s.loops || a.Node != node) && d.labelled(view, a.Node) {
			n++
		}
	}
	return n, 1 + int64(len(s.adjacent))
}

func (d *degree) labelled(view *storage.View, node storage.ID) bool {
	for _, l := range d.others {
		if !view.HasLabel(node, l) {
			return false
		}
	}
	return true
}
