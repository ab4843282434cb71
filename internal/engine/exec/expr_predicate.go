package exec

import (
	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// CompilePredicate makes a closure of a condition. The common ones, a property
// compared with what does not change and a label, are read from storage without
// going through values of entities and of truth.
func CompilePredicate(p *plan.Plan, r *Registry, s plan.Scalar) (Predicate, error) {
	c, err := compileCondition(p, r, s)
	return c.holds, err
}

// condition is a compiled condition for single rows and for whole batches.
type condition struct {
	holds  Predicate
	narrow narrowFunc // nil where it is tested row by row
	// Of a condition that node has label; way where it may be implied.
	label string
	node  plan.Slot
	way   *way
}

// narrowFunc keeps the rows of sel for which a condition is true, in place.
type narrowFunc func(st *State, b *Batch, sel []int32) ([]int32, error)

// keep leaves the rows of sel for which the condition is true.
func (c condition) keep(st *State, b *Batch, sel []int32) ([]int32, error) {
	if c.narrow != nil {
		return c.narrow(st, b, sel)
	}
	kept := sel[:0]
	for _, row := range sel {
		holds, err := c.holds(st, b, int(row))
		if err != nil {
			return nil, err
		}
		if holds {
			kept = append(kept, row)
		}
	}
	return kept, nil
}

func compileCondition(p *plan.Plan, r *Registry, s plan.Scalar) (condition, error) {
	t := newTranslator(p, r, s.Scope)
	if fast, found, err := t.fastPredicate(s.Expr); found || err != nil {
		return fast, err
	}
	x, err := t.operand(s.Expr)
	return condition{holds: func(st *State, b *Batch, row int) (bool, error) {
		holds, err := x.eval.test(st, b, row)
		return holds == value.True, err
	}}, err
}

// fastPredicate compiles the conditions that have a way of their own.
func (t *translator) fastPredicate(e syntax.Expr) (c condition, found bool, err error) {
	if _, done := t.computed(e); done {
		return condition{}, false, nil
	}
	switch e := e.(type) {
	case *syntax.Binary:
		return t.fastComparison(e)
	case *syntax.HasLabels:
		name, plain := e.Labels.(*syntax.LabelName)
		slot, entity := t.entitySlot(e.X)
		if plain && name.Dynamic == nil && entity && slot.Kind == plan.NodeSlot {
			return labelCondition(slot, &labelOf{name: name.Name}), true, nil
		}
	}
	return condition{}, false, nil
}

func labelCondition(slot plan.Slot, l *labelOf) condition {
	holds := func(st *State, b *Batch, row int) (bool, error) {
		id := b.ID(slot, row)
		st.Hits++
		return id != storage.None && l.on(st, value.NodeReference(int64(id))), nil
	}
	narrow := func(st *State, b *Batch, sel []int32) ([]int32, error) {
		st.Hits += int64(len(sel))
		label, known := l.number(st)
		if !known {
			return sel[:0], nil
		}
		return st.View.KeepLabelled(label, b.Columns[slot.Index].ids(b.Len), sel), nil
	}
	return condition{holds: holds, narrow: narrow, label: l.name, node: slot}
}

// comparisons are the operators that are true or not without an error.
var comparisons = map[syntax.Op]func(a, b value.Value) value.Ternary{
	syntax.Equal:        value.Equal,
	syntax.NotEqual:     func(a, b value.Value) value.Ternary { return value.Equal(a, b).Not() },
	syntax.Less:         value.Less,
	syntax.LessEqual:    value.LessOrEqual,
	syntax.Greater:      value.Greater,
	syntax.GreaterEqual: value.GreaterOrEqual,
}

// fastComparison compiles entity.key op constant or parameter.
func (t *translator) fastComparison(e *syntax.Binary) (condition, bool, error) {
	compare, is := comparisons[e.Op]
	property, left := e.X.(*syntax.Property)
	if !is || !left {
		return condition{}, false, nil
	}
	slot, entity := t.entitySlot(property.Of)
	if _, done := t.computed(property); done || !entity {
		return condition{}, false, nil
	}
	y, err := t.operand(e.Y)
	if _, given := e.Y.(*syntax.Parameter); err != nil || !given && !y.fixed {
		return condition{}, false, err
	}
	key := &keyOf{name: property.Key}
	holds := func(st *State, b *Batch, row int) (bool, error) {
		v, err := st.entityProperty(slot.Kind == plan.NodeSlot, b.ID(slot, row), key)
		if err != nil {
			return false, err
		}
		w, err := y.eval(st, b, row)
		return compare(v, w) == value.True, err
	}
	narrow := func(st *State, b *Batch, sel []int32) ([]int32, error) {
		w, err := y.eval(st, b, 0)
		if err != nil {
			return nil, err
		}
		st.scratch.ids = st.scratch.ids[:0]
		ids := b.Columns[slot.Index].ids(b.Len)
		for _, row := range sel {
			st.scratch.ids = append(st.scratch.ids, ids[row])
		}
		st.scratch.values = reach(st.scratch.values, len(sel))
		values := st.scratch.values[:len(sel)]
		if err := st.propertiesOf(slot.Kind == plan.NodeSlot, st.scratch.ids, key, values); err != nil {
			return nil, err
		}
		return keepCompared(values, w, e.Op, compare, sel), nil
	}
	return condition{holds: holds, narrow: narrow}, true, nil
}

// keepCompared leaves the rows of sel whose value compares with w.
func keepCompared(values []value.Value, w value.Value, op syntax.Op, compare func(a, b value.Value) value.Ternary, sel []int32) []int32 {
	kept := sel[:0]
	less, equal, greater := outcomes(op)
	for i, v := range values {
		var holds bool
		if v.Kind() == value.Integer && w.Kind() == value.Integer {
			a, b := v.Int(), w.Int()
			holds = a < b && less || a == b && equal || a > b && greater
		} else {
			holds = compare(v, w) == value.True
		}
		if holds {
			kept = append(kept, sel[i])
		}
	}
	return kept
}

// outcomes are the orders of two integers for which a comparison is true.
func outcomes(op syntax.Op) (less, equal, greater bool) {
	switch op {
	case syntax.Equal:
		return false, true, false
	case syntax.NotEqual:
		return true, false, true
	case syntax.Less:
		return true, false, false
	case syntax.LessEqual:
		return true, true, false
	case syntax.Greater:
		return false, false, true
	}
	return false, true, true
}
