package exec

import (
	"slices"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// expand follows the relationships of one node.
type expand struct {
	plan  *plan.Expand
	walk  *walker
	back  *walker // the other way, for Into from the other end
	sides []side
	side  int // being given
	at    int // in it
	end   storage.ID
	into  bool         // only what leads to end is given
	avoid []storage.ID // relationships that the new one must differ from
	// What lies around the nodes of the row before, for Into.
	around, aroundEnd neighbourhood
}

func (c *compiler) expand(p *plan.Expand) (func(*State) producer, []plan.Slot, error) {
	types, err := c.typeSet(p.Types)
	var fresh []plan.Slot
	if !p.Bound {
		fresh = append(fresh, p.Relationship)
	}
	if !p.Into {
		fresh = append(fresh, p.To)
	}
	return func(*State) producer {
		walk := &walker{types: types.fresh(), direction: p.Direction}
		if p.Bound {
			return &expandBound{plan: p, walk: walk}
		}
		back := walk.reversed()
		return &expand{plan: p, walk: walk, back: back, around: neighbourhood{walk: walk}, aroundEnd: neighbourhood{walk: back}}
	}, fresh, err
}

func (e *expand) begin(st *State, in *Batch, row int) error {
	e.sides, e.side, e.at = e.sides[:0], 0, 0
	from, to := in.ID(e.plan.From, row), storage.None
	if e.plan.Into {
		to = in.ID(e.plan.To, row)
		if from == storage.None || to == storage.None || !e.around.mayHold(st, from, to) || !e.aroundEnd.mayHold(st, to, from) {
			return nil
		}
	}
	e.avoid = e.walk.startingAt(st, from, collectRelationships(e.avoid[:0], in, row, e.plan.Distinct))
	if err := e.walk.types.resolve(st, in, row); err != nil {
		return err
	}
	if !e.plan.Into {
		e.sides = e.walk.sides(st, from, e.sides)
		return nil
	}
	e.into = true
	if from != to && e.back.degree(st, to) < e.walk.degree(st, from) {
		e.sides, e.end = e.back.left(st, to, e.sides), from
	} else {
		e.sides, e.end = e.walk.left(st, from, e.sides), to
	}
	return nil
}

// neighbourhood is the neighbours of one node as a set, made where many rows in
// a row ask for the same node's.
type neighbourhood struct {
	walk  *walker
	of    storage.ID
	asked int // in a row
	made  bool
	nodes idSet
	sides []side
}

// mayHold is false where node has no neighbour other; it may be true of others too.
func (n *neighbourhood) mayHold(st *State, node, other storage.ID) bool {
	if st.Tx != nil || len(n.walk.types.dynamic) > 0 {
		return true // what was found for one row may not do for the next
	}
	if n.of != node || n.asked == 0 {
		n.of, n.asked, n.made = node, 1, false
		return true
	}
	if !n.made {
		const worth = 8 // looks that take as long as adding a neighbour
		if n.asked++; n.asked*worth < n.walk.degree(st, node) {
			return true
		}
		n.make(st)
	}
	return n.nodes.has(other)
}

func (n *neighbourhood) make(st *State) {
	n.made = true
	n.nodes.clear()
	n.sides = n.walk.sides(st, n.of, n.sides[:0])
	for _, s := range n.sides {
		for _, step := range s.adjacent {
			n.nodes.add(step.Node)
		}
	}
}

// more gives what the sides hold: as a block where all of it counts.
func (e *expand) more(st *State, out *expander) (bool, error) {
	for ; e.side < len(e.sides); e.side, e.at = e.side+1, 0 {
		if err := st.alive(); err != nil {
			return false, err
		}
		s := e.sides[e.side]
		if e.into || !s.loops || len(e.avoid) > 0 {
			e.some(st, s, out)
		} else {
			e.all(st, s, out)
		}
		if e.at < len(s.adjacent) {
			return false, nil
		}
	}
	return true, nil
}

func (e *expand) all(st *State, s side, out *expander) {
	n := min(out.room(), len(s.adjacent)-e.at)
	at := out.addRows(n)
	relationships := out.out.ids(e.plan.Relationship, at+n)[at:]
	block := s.adjacent[e.at : e.at+n]
	if e.plan.To.Kind == plan.NodeSlot {
		nodes := out.out.ids(e.plan.To, at+n)[at:]
		for i, step := range block {
			relationships[i], nodes[i] = step.Relationship, step.Node
		}
	} else {
		for i, step := range block {
			relationships[i] = step.Relationship
			out.out.SetID(e.plan.To, at+i, step.Node)
		}
	}
	e.at += n
	st.Hits += int64(n)
}

// some gives what of a side may be: other ends, relationships that were walked
// before and loops that stood on the other side are passed over.
func (e *expand) some(st *State, s side, out *expander) {
	from, row := e.at, len(out.sel)
	relationships := out.out.ids(e.plan.Relationship, out.most)
	var nodes []storage.ID
	if !e.plan.Into && e.plan.To.Kind == plan.NodeSlot {
		nodes = out.out.ids(e.plan.To, out.most)
	}
	for ; e.at < len(s.adjacent) && row < out.most; e.at++ {
		step := s.adjacent[e.at]
		if e.into && step.Node != e.end || slices.Contains(e.avoid, step.Relationship) ||
			!s.loops && isLoop(st, step.Relationship) {
			continue
		}
		relationships[row] = step.Relationship
		switch {
		case nodes != nil:
			nodes[row] = step.Node
		case !e.plan.Into:
			out.out.SetID(e.plan.To, row, step.Node)
		}
		row = out.add() + 1
	}
	st.Hits += int64(e.at - from)
}

func isLoop(st *State, relationship storage.ID) bool {
	start, end, _ := st.View.Ends(relationship)
	return start == end
}

// collectRelationships appends the relationships that a row holds in slots, single or in lists.
func collectRelationships(to []storage.ID, in *Batch, row int, slots []plan.Slot) []storage.ID {
	for _, s := range slots {
		if s.Kind == plan.RelationshipSlot {
			to = append(to, in.ID(s, row))
			continue
		}
		v := in.Value(s, row)
		if v.Kind() == value.Relationship {
			to = append(to, storage.ID(v.ID()))
		}
		if v.Kind() != value.List {
			continue
		}
		for _, item := range v.Items() {
			if item.Kind() == value.Relationship {
				to = append(to, storage.ID(item.ID()))
			}
		}
	}
	return to
}

// expandBound gives the ends of a relationship that is known already.
type expandBound struct {
	plan *plan.Expand
	walk *walker
	to   storage.ID
}

func (e *expandBound) begin(st *State, in *Batch, row int) error {
	e.to = storage.None
	if err := e.walk.types.resolve(st, in, row); err != nil {
		return err
	}
	from, relationship := in.ID(e.plan.From, row), in.ID(e.plan.Relationship, row)
	if from == storage.None || relationship == storage.None {
		return nil
	}
	if slices.Contains(collectRelationships(nil, in, row, e.plan.Distinct), relationship) {
		return nil
	}
	if to, ok := e.walk.other(st, relationship, from); ok && (!e.plan.Into || to == in.ID(e.plan.To, row)) {
		e.to = to
	}
	st.Hits++
	return nil
}

func (e *expandBound) more(_ *State, out *expander) (bool, error) {
	if e.to != storage.None {
		if row := out.add(); !e.plan.Into {
			out.out.SetID(e.plan.To, row, e.to)
		}
	}
	return true, nil
}
