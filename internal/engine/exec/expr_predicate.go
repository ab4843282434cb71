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
	t := newTranslator(p, r, s.Scope)
	if fast, found, err := t.fastPredicate(s.Expr); found || err != nil {
		return fast, err
	}
	x, err := t.operand(s.Expr)
	return func(st *State, b *Batch, row int) (bool, error) {
		holds, err := x.eval.test(st, b, row)
		return holds == value.True, err
	}, err
}

// fastPredicate compiles the conditions that have a way of their own.
func (t *translator) fastPredicate(e syntax.Expr) (p Predicate, found bool, err error) {
	if _, done := t.computed(e); done {
		return nil, false, nil
	}
	switch e := e.(type) {
	case *syntax.Binary:
		return t.fastComparison(e)
	case *syntax.HasLabels:
		name, plain := e.Labels.(*syntax.LabelName)
		slot, entity := t.entitySlot(e.X)
		if plain && name.Dynamic == nil && entity && slot.Kind == plan.NodeSlot {
			return labelPredicate(slot, &labelOf{name: name.Name}), true, nil
		}
	}
	return nil, false, nil
}

func labelPredicate(slot plan.Slot, l *labelOf) Predicate {
	return func(st *State, b *Batch, row int) (bool, error) {
		id := b.ID(slot, row)
		st.Hits++
		return id != storage.None && l.on(st, value.NodeReference(int64(id))), nil
	}
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
func (t *translator) fastComparison(e *syntax.Binary) (Predicate, bool, error) {
	compare, is := comparisons[e.Op]
	property, left := e.X.(*syntax.Property)
	if !is || !left {
		return nil, false, nil
	}
	slot, entity := t.entitySlot(property.Of)
	if _, done := t.computed(property); done || !entity {
		return nil, false, nil
	}
	y, err := t.operand(e.Y)
	if _, given := e.Y.(*syntax.Parameter); err != nil || !given && !y.fixed {
		return nil, false, err
	}
	key := &keyOf{name: property.Key}
	return func(st *State, b *Batch, row int) (bool, error) {
		v, err := st.entityProperty(slot.Kind == plan.NodeSlot, b.ID(slot, row), key)
		if err != nil {
			return false, err
		}
		if y.fixed {
			return compare(v, y.value) == value.True, nil
		}
		w, err := y.eval(st, b, row)
		return compare(v, w) == value.True, err
	}, true, nil
}
