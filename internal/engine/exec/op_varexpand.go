package exec

import (
	"slices"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

func (c *compiler) varExpand(p *plan.VarExpand) (func(*State) producer, []plan.Slot, error) {
	var fresh []plan.Slot
	if !p.Bound {
		fresh = append(fresh, p.Relationship)
	}
	if !p.Into {
		fresh = append(fresh, p.To)
	}
	types, err := c.typeSet(p.Types)
	if err != nil {
		return nil, nil, err
	}
	step, err := c.predicate(p.Step)
	return func(*State) producer {
		g := gate{walk: &walker{types: types.fresh(), direction: p.Direction}, step: step, slot: p.StepSlot}
		switch {
		case p.Bound:
			return &walkBound{plan: p, gate: g}
		case p.OnlyEnds && p.Min <= 1:
			return &walkEnds{plan: p, ends: ends{gate: g}}
		}
		return &walkTrails{plan: p, trail: trail{gate: g}, listed: contains(p.Live, p.Relationship)}
	}, fresh, err
}

// walkTrails produces each trail of the lengths wanted.
type walkTrails struct {
	trail
	plan    *plan.VarExpand
	listed  bool // whether somebody reads the list
	started bool
	end     storage.ID
	seen    idSet // of the ends given, where only they matter
}

func (w *walkTrails) begin(st *State, in *Batch, row int) error {
	if err := w.gate.begin(st, in, row, w.plan.Distinct); err != nil {
		return err
	}
	w.started = false
	w.seen.clear()
	from := in.ID(w.plan.From, row)
	if w.plan.Into {
		if w.end = in.ID(w.plan.To, row); w.end == storage.None {
			from = storage.None
		}
	}
	w.start(st, from, w.plan.Max)
	return nil
}

func (w *walkTrails) more(st *State, out *expander) (bool, error) {
	for out.room() > 0 {
		if w.started {
			if more, err := w.advance(st); err != nil || !more {
				return true, err
			}
		}
		if len(w.frames) == 0 {
			return true, nil
		}
		w.started = true
		if int64(len(w.relationships)) >= w.plan.Min && (!w.plan.Into || w.node() == w.end) {
			w.give(out)
		}
	}
	return false, nil
}

func (w *walkTrails) give(out *expander) {
	if w.plan.OnlyEnds && !w.seen.add(w.node()) {
		return
	}
	row := out.add()
	if w.listed {
		out.out.SetValue(w.plan.Relationship, row, listOfRelationships(w.relationships, w.plan.Reversed))
	}
	if !w.plan.Into {
		out.out.SetID(w.plan.To, row, w.node())
	}
}

// walkEnds produces each node that a trail leads to, once.
type walkEnds struct {
	ends
	plan *plan.VarExpand
	at   int
}

func (w *walkEnds) begin(st *State, in *Batch, row int) error {
	w.nodes, w.at = w.nodes[:0], 0
	if err := w.gate.begin(st, in, row, w.plan.Distinct); err != nil {
		return err
	}
	from := in.ID(w.plan.From, row)
	if from == storage.None {
		return nil
	}
	if err := w.search(st, from, w.plan.Max); err != nil {
		return err
	}
	if w.plan.Min <= 0 && !slices.Contains(w.nodes, from) {
		w.nodes = append(w.nodes, from)
	}
	if w.plan.Into {
		to := in.ID(w.plan.To, row)
		w.nodes = slices.DeleteFunc(w.nodes, func(id storage.ID) bool { return id != to })
	}
	return nil
}

func (w *walkEnds) more(_ *State, out *expander) (bool, error) {
	n := min(out.room(), len(w.nodes)-w.at)
	for _, id := range w.nodes[w.at : w.at+n] {
		if row := out.add(); !w.plan.Into {
			out.out.SetID(w.plan.To, row, id)
		}
	}
	w.at += n
	return w.at == len(w.nodes), nil
}

// walkBound follows a list of relationships that is known already.
type walkBound struct {
	gate
	plan *plan.VarExpand
	end  storage.ID
}

func (w *walkBound) begin(st *State, in *Batch, row int) error {
	w.end = storage.None
	if err := w.gate.begin(st, in, row, w.plan.Distinct); err != nil {
		return err
	}
	v, node := in.Value(w.plan.Relationship, row), in.ID(w.plan.From, row)
	if v.Kind() != value.List || node == storage.None {
		return nil
	}
	walked := slices.Clone(v.Items())
	if n := int64(len(walked)); n < w.plan.Min || w.plan.Max >= 0 && n > w.plan.Max {
		return nil
	}
	if w.plan.Reversed {
		slices.Reverse(walked)
	}
	for i, item := range walked {
		var ok bool
		if item.Kind() != value.Relationship || hasRelationship(walked[:i], item) {
			return nil
		}
		if node, ok = w.walk.other(st, storage.ID(item.ID()), node); !ok {
			return nil
		}
		if open, err := w.open(st, storage.ID(item.ID()), true); err != nil || !open {
			return err
		}
	}
	if !w.plan.Into || node == in.ID(w.plan.To, row) {
		w.end = node
	}
	return nil
}

func hasRelationship(items []value.Value, v value.Value) bool {
	return slices.ContainsFunc(items, func(w value.Value) bool { return w.ID() == v.ID() })
}

func (w *walkBound) more(_ *State, out *expander) (bool, error) {
	if w.end != storage.None {
		if row := out.add(); !w.plan.Into {
			out.out.SetID(w.plan.To, row, w.end)
		}
	}
	return true, nil
}
