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
	lists [][]storage.Adjacent
	known bool // lists has what is to be given for each row of the batch
	sides []side
	side  int // being given
	at    int // in it
	end   storage.ID
	into  bool         // only what leads to end is given
	avoid []storage.ID // relationships that the new one must differ from
	// What lies around the nodes of the rows before, for Into.
	around, aroundEnd neighbourhood
	circle            *circle // nil where no later step closes one
	near              bool    // only what may lie on the circle is given
}

func (c *compiler) expand(p *plan.Expand) (func(*State) producer, []plan.Slot, error) {
	types, err := c.typeSet(p.Types)
	if err != nil {
		return nil, nil, err
	}
	circle, err := c.circle(p)
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
		e := &expand{plan: p, walk: walk, back: back, around: neighbourhood{walk: walk}, aroundEnd: neighbourhood{walk: back}}
		if circle != nil {
			e.circle = circle()
		}
		return e
	}, fresh, err
}

// survey finds for a whole batch what can be found for all rows in the same way,
// and leaves out rows of which nothing comes. In a transaction that writes, and
// with computed types, what was found for one row may not do for the next.
func (e *expand) survey(st *State, in *Batch, rows []int32) ([]int32, error) {
	e.known = false
	rows = in.allRows(rows)
	if err := e.circle.begin(st, in); err != nil {
		return nil, err
	}
	if st.Tx != nil || len(e.walk.types.dynamic) > 0 || e.plan.From.Kind != plan.NodeSlot {
		return rows, nil
	}
	if err := e.walk.types.resolve(st, in, 0); err != nil {
		return nil, err
	}
	from := in.Columns[e.plan.From.Index].ids(in.Len)[:in.Len]
	switch d, t, single := e.walk.single(); {
	case e.plan.Into && e.plan.To.Kind == plan.NodeSlot && !e.plan.Closes:
		to := in.Columns[e.plan.To.Index].ids(in.Len)[:in.Len]
		return e.around.sift(st, from, to, e.aroundEnd.sift(st, to, from, rows)), nil
	case single && !e.plan.Into:
		e.lists, e.known = reach(e.lists, in.Len), true
		st.View.NeighboursOfAll(from, d, t, e.lists)
		return slices.DeleteFunc(rows, func(row int32) bool { return len(e.lists[row]) == 0 }), nil
	}
	return rows, nil
}

func (e *expand) begin(st *State, in *Batch, row int) error {
	e.sides, e.side, e.at, e.near = e.sides[:0], 0, 0, false
	from, to := in.ID(e.plan.From, row), storage.None
	if e.plan.Into {
		to = in.ID(e.plan.To, row)
		if from == storage.None || to == storage.None {
			return nil
		}
	}
	e.avoid = e.walk.startingAt(st, from, collectRelationships(e.avoid[:0], in, row, e.plan.Distinct))
	if e.known {
		e.sides = append(e.sides, side{e.lists[row], true})
		e.near = e.circle.worth(st, in, row, e.sides)
		return nil
	}
	if err := e.walk.types.resolve(st, in, row); err != nil {
		return err
	}
	if !e.plan.Into {
		e.sides = e.walk.sides(st, from, e.sides)
		e.near = e.circle.worth(st, in, row, e.sides)
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

// rest implements reusable.
func (e *expand) rest() {
	e.walk.types.rest()
	e.around.rest()
	e.aroundEnd.rest()
	e.circle.rest()
	clear(e.lists)
	clear(e.sides)
	e.lists, e.sides, e.known, e.into = e.lists[:0], e.sides[:0], false, false
}

// more gives what the sides hold: as a block where nearly all of it counts.
func (e *expand) more(st *State, out *expander) (bool, error) {
	for ; e.side < len(e.sides); e.side, e.at = e.side+1, 0 {
		for s := e.sides[e.side]; e.at < len(s.adjacent); {
			if out.room() == 0 {
				return false, nil
			}
			from := e.at
			switch {
			case e.near:
				e.onCircle(st, s, out)
			case e.into || !s.loops || e.plan.To.Kind != plan.NodeSlot:
				e.some(st, s, out)
			default:
				e.all(s, out)
			}
			st.Hits += int64(e.at - from)
			if err := st.worked(e.at - from); err != nil {
				return false, err
			}
		}
	}
	return true, nil
}

// all gives what a side holds but for relationships that were walked before.
func (e *expand) all(s side, out *expander) {
	n := min(out.room(), len(s.adjacent)-e.at)
	block := s.adjacent[e.at : e.at+n]
	e.at += n
	at := out.addRows(n)
	relationships := out.out.ids(e.plan.Relationship, at+n)[at:]
	nodes := out.out.ids(e.plan.To, at+n)[at:]
	if len(e.avoid) == 0 {
		for i, step := range block {
			relationships[i], nodes[i] = step.Relationship, step.Node
		}
		return
	}
	given := 0
	for _, step := range block {
		if !slices.Contains(e.avoid, step.Relationship) {
			relationships[given], nodes[given] = step.Relationship, step.Node
			given++
		}
	}
	out.takeBack(n - given)
}

// onCircle is some where only what may lie on the circle is wanted: little of it.
func (e *expand) onCircle(st *State, s side, out *expander) {
	relationships, nodes := out.out.ids(e.plan.Relationship, out.most), out.out.ids(e.plan.To, out.most)
	around := e.circle.around.nodes
	for i, step := range s.adjacent[e.at:] {
		if !around.has(step.Node) || slices.Contains(e.avoid, step.Relationship) || !s.loops && isLoop(st, step.Relationship) {
			continue
		}
		if out.room() == 0 {
			e.at += i
			return
		}
		row := out.add()
		relationships[row], nodes[row] = step.Relationship, step.Node
	}
	e.at = len(s.adjacent)
}

// some is all where more is passed over, other ends or loops that stood on the
// other side, or where the node is one of many kinds of values.
func (e *expand) some(st *State, s side, out *expander) {
	row := len(out.sel)
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
