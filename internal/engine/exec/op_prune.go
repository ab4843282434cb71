package exec

import (
	"sync"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
)

// prune keeps one row for each node but those that plan.Prune excepts.
type prune struct {
	plan *plan.Prune
	in   operator
	seen idSet
	sel  []int32
	idle *sync.Pool // where it goes at the end of an execution
}

func (c *compiler) prune(p *plan.Prune) (maker, error) {
	in, err := c.input(p)
	idle := &sync.Pool{}
	return func(st *State, arg *argument) operator {
		o, ok := idle.Get().(*prune)
		if !ok {
			o = &prune{plan: p, idle: idle}
		}
		o.in = in(st, arg)
		st.resting = append(st.resting, o)
		return o
	}, err
}

// rest implements reusable.
func (p *prune) rest() {
	p.seen.clear()
	p.in = nil
	p.idle.Put(p)
}

func (p *prune) reset() {
	p.in.reset()
	p.seen.clear()
}

func (p *prune) next(st *State) (*Batch, error) {
	for {
		b, err := p.in.next(st)
		if err != nil || b == nil {
			return nil, err
		}
		nodes := b.Columns[p.plan.Node.Index].ids(b.Len)
		p.sel = p.sel[:0]
		for row := range b.Len {
			if nodes[row] == storage.None || p.mayRepeat(st, b, row, nodes[row]) || p.seen.add(nodes[row]) {
				p.sel = append(p.sel, int32(row))
			}
		}
		if b.keep(p.sel, p.plan.Live); b.Len > 0 {
			return b, nil
		}
	}
}

// mayRepeat says whether a step from node may take a relationship of the row.
func (p *prune) mayRepeat(st *State, b *Batch, row int, node storage.ID) bool {
	for _, s := range p.plan.Relationships {
		start, end, _ := st.View.Ends(b.ID(s, row))
		if p.plan.Direction == syntax.Incoming {
			start = end
		}
		if start == node {
			return true
		}
	}
	return false
}
