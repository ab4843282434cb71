package exec

import (
	"slices"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// branch is a WHEN: the first whose condition is true gives its result.
type branch struct {
	condition, result Expr
}

// caseOf compiles both forms of CASE. The subject of the simple form is
// computed once for each row.
func (t *translator) caseOf(e *syntax.Case) (operand, error) {
	inner := t
	var subject Expr
	if e.Subject != nil {
		x, err := t.operand(e.Subject)
		if err != nil {
			return operand{}, err
		}
		subject = x.eval
		slots, err := t.localSlots(e, 1)
		if err != nil {
			return operand{}, err
		}
		copied := *t
		inner, copied.subject = &copied, slots[0]
	}
	branches, err := inner.branches(e)
	if err != nil {
		return operand{}, err
	}
	otherwise := fixed(value.Value{})
	if e.Else != nil {
		if otherwise, err = t.operand(e.Else); err != nil {
			return operand{}, err
		}
	}
	if subject != nil {
		return varying(simpleCase(subject, inner.subject, e, branches, otherwise.eval)), nil
	}
	return varying(searchedCase(branches, otherwise.eval)), nil
}

// branches compiles the WHENs, one branch for each of their conditions.
func (t *translator) branches(e *syntax.Case) ([]branch, error) {
	var made []branch
	for _, when := range e.Whens {
		result, err := t.operand(when.Result)
		if err != nil {
			return nil, err
		}
		for _, condition := range slices.Concat(when.Conditions, when.Tests) {
			x, err := t.operand(condition)
			if err != nil {
				return nil, err
			}
			made = append(made, branch{x.eval, result.eval})
		}
	}
	return made, nil
}

func searchedCase(branches []branch, otherwise Expr) Expr {
	return func(st *State, b *Batch, row int) (value.Value, error) {
		for _, branch := range branches {
			holds, err := branch.condition.test(st, b, row)
			if err != nil {
				return value.Value{}, err
			}
			if holds == value.True {
				return branch.result(st, b, row)
			}
		}
		return otherwise(st, b, row)
	}
}

// simpleCase compares the subject with the conditions, and looks at tests,
// which read it in slot, as they are.
func simpleCase(subject Expr, slot plan.Slot, e *syntax.Case, branches []branch, otherwise Expr) Expr {
	var tests []bool
	anyTest := false
	for _, when := range e.Whens {
		tests = append(tests, make([]bool, len(when.Conditions))...)
		for range when.Tests {
			tests, anyTest = append(tests, true), true
		}
	}
	return func(st *State, b *Batch, row int) (value.Value, error) {
		v, err := subject(st, b, row)
		if err != nil {
			return value.Value{}, err
		}
		if anyTest {
			b.SetValue(slot, row, v)
		}
		for i, branch := range branches {
			condition, err := branch.condition(st, b, row)
			if err != nil {
				return value.Value{}, err
			}
			if tests[i] && isTrue(condition) || !tests[i] && value.Equal(v, condition) == value.True {
				return branch.result(st, b, row)
			}
		}
		return otherwise(st, b, row)
	}
}

func isTrue(v value.Value) bool { return v.Kind() == value.Boolean && v.Bool() }

// items are the items of a list; a value that is no list is the one item, as
// UNWIND has it; null has none and is told apart by ok.
func (x Expr) items(st *State, b *Batch, row int) (items []value.Value, ok bool, err error) {
	v, err := x(st, b, row)
	if err != nil || v.IsNull() {
		return nil, false, err
	}
	return listOf(v), true, nil
}

// optional compiles an expression that may be absent; nil for one that is.
func (t *translator) optional(e syntax.Expr) (Expr, error) {
	if e == nil {
		return nil, nil
	}
	x, err := t.operand(e)
	return x.eval, err
}

// over compiles what an expression e goes through, an item at a time: the list,
// and the slots of e's names, which stand for them in what inner compiles.
func (t *translator) over(e, list syntax.Expr, names ...*syntax.Variable) (items Expr, slots []plan.Slot, inner *translator, err error) {
	if items, err = t.optional(list); err != nil {
		return nil, nil, nil, err
	}
	if slots, err = t.localSlots(e, len(names)); err != nil {
		return nil, nil, nil, err
	}
	texts := make([]string, len(names))
	for i, name := range names {
		texts[i] = name.Name
	}
	return items, slots, t.with(texts, slots), nil
}

// comprehension compiles [x IN list WHERE where | map].
func (t *translator) comprehension(e *syntax.ListComprehension) (operand, error) {
	list, slots, inner, err := t.over(e, e.List, e.Variable)
	if err != nil {
		return operand{}, err
	}
	where, err := inner.optional(e.Where)
	if err != nil {
		return operand{}, err
	}
	result, err := inner.optional(e.Map)
	if err != nil {
		return operand{}, err
	}
	return varying(func(st *State, b *Batch, row int) (value.Value, error) {
		items, ok, err := list.items(st, b, row)
		if err != nil || !ok {
			return value.Value{}, err
		}
		kept, err := comprehend(st, b, row, items, slots[0], where, result)
		if err != nil {
			return value.Value{}, err
		}
		return value.OfList(kept), nil
	}), nil
}

func comprehend(st *State, b *Batch, row int, items []value.Value, slot plan.Slot, where, result Expr) ([]value.Value, error) {
	kept := st.newHeap()
	for _, item := range items {
		b.SetValue(slot, row, item)
		if where != nil {
			holds, err := where.test(st, b, row)
			if err != nil {
				return nil, err
			}
			if holds != value.True {
				continue
			}
		}
		if result != nil {
			var err error
			if item, err = result(st, b, row); err != nil {
				return nil, err
			}
		}
		if err := kept.add(st, item); err != nil {
			return nil, err
		}
	}
	return kept.items, nil
}

// counts says for how many items a condition is true, false and unknown.
type counts [3]int

// quantifiers have what follows from the counts; where a quantifier is decided
// by one item already, ends says so.
var quantifiers = map[string]struct {
	ends   func(c counts) bool
	result func(c counts) value.Ternary
}{
	"all":  {func(c counts) bool { return c[value.False] > 0 }, func(c counts) value.Ternary { return unless(c, c[value.False] > 0, value.False, value.True) }},
	"any":  {func(c counts) bool { return c[value.True] > 0 }, func(c counts) value.Ternary { return unless(c, c[value.True] > 0, value.True, value.False) }},
	"none": {func(c counts) bool { return c[value.True] > 0 }, func(c counts) value.Ternary { return unless(c, c[value.True] > 0, value.False, value.True) }},
	"single": {func(c counts) bool { return c[value.True] > 1 }, func(c counts) value.Ternary {
		return unless(c, c[value.True] > 1, value.False, value.TernaryOf(c[value.True] == 1))
	}},
}

// unless is decision where decided, else unknown if a condition was, else otherwise.
func unless(c counts, decided bool, decision, otherwise value.Ternary) value.Ternary {
	switch {
	case decided:
		return decision
	case c[value.Unknown] > 0:
		return value.Unknown
	}
	return otherwise
}

// quantifier compiles all, any, none and single (x IN list WHERE where).
// Without a condition the items themselves are the conditions.
func (t *translator) quantifier(e *syntax.Quantifier) (operand, error) {
	list, slots, inner, err := t.over(e, e.List, e.Variable)
	if err != nil {
		return operand{}, err
	}
	slot, kind := slots[0], quantifiers[e.Kind]
	condition := e.Where
	if condition == nil {
		condition = e.Variable
	}
	where, err := inner.operand(condition)
	if err != nil {
		return operand{}, err
	}
	return varying(func(st *State, b *Batch, row int) (value.Value, error) {
		items, ok, err := list.items(st, b, row)
		if err != nil || !ok {
			return value.Value{}, err
		}
		var c counts
		for i := 0; i < len(items) && !kind.ends(c); i++ {
			if err := st.tick(); err != nil {
				return value.Value{}, err
			}
			b.SetValue(slot, row, items[i])
			holds, err := where.eval.test(st, b, row)
			if err != nil {
				return value.Value{}, err
			}
			c[holds]++
		}
		return kind.result(c).Value(), nil
	}), nil
}

// reduce compiles reduce(accumulator = initial, x IN list | step).
func (t *translator) reduce(e *syntax.Reduce) (operand, error) {
	initial, err := t.operand(e.Initial)
	if err != nil {
		return operand{}, err
	}
	list, slots, inner, err := t.over(e, e.List, e.Accumulator, e.Variable)
	if err != nil {
		return operand{}, err
	}
	step, err := inner.operand(e.Step)
	if err != nil {
		return operand{}, err
	}
	return varying(func(st *State, b *Batch, row int) (value.Value, error) {
		items, ok, err := list.items(st, b, row)
		if err != nil || !ok {
			return value.Value{}, err
		}
		result, err := initial.eval(st, b, row)
		for i := 0; i < len(items) && err == nil; i++ {
			b.SetValue(slots[0], row, result)
			b.SetValue(slots[1], row, items[i])
			if result, err = step.eval(st, b, row); err == nil {
				err = st.nests(result)
			}
		}
		return result, err
	}), nil
}
