package exec

import (
	"slices"

	"corridor/internal/engine/value"
)

// A few characters of a query can ask for more than any machine has: a text
// doubled forty times, a list that holds itself twice, and that one twice again.
// What makes a value of others therefore looks at the size of what it made.

// valueSize is how many bytes a value takes that holds nothing behind it.
const valueSize = 24

// affordable is an error where v takes more than a statement may hold.
func (st *State) affordable(v value.Value) error {
	switch {
	case st == nil:
		return nil
	case roomAfter(v, st.Limits.Memory) < 0:
		return st.outOfMemory()
	case v.Kind() == value.List:
		return st.worked(len(v.Items()))
	}
	return nil
}

// roomAfter is what is left of room for a value beside v. It is below zero, and
// v looked at no further, once there is none left.
func roomAfter(v value.Value, room int64) int64 {
	room -= valueSize
	switch v.Kind() {
	case value.String, value.Bytes:
		room -= int64(len(v.Text()))
	case value.List:
		for _, item := range v.Items() {
			if room = roomAfter(item, room); room < 0 {
				break
			}
		}
	case value.Map:
		m := v.Mapping()
		for i := 0; i < m.Len() && room >= 0; i++ {
			_, item := m.Entry(i)
			room = roomAfter(item, room)
		}
	}
	return room
}

// joined is f, which puts two values together, within the statement's limit. What
// would be too large by the number of its items or bytes is not made at all.
func joined(f func(a, b value.Value) (value.Value, error), x, y operand) Expr {
	return func(st *State, b *Batch, row int) (value.Value, error) {
		v, err := x.eval(st, b, row)
		if err != nil {
			return value.Value{}, err
		}
		w, err := y.eval(st, b, row)
		if err != nil {
			return value.Value{}, err
		}
		if st != nil && extent(v)+extent(w) > st.Limits.Memory {
			return value.Value{}, st.outOfMemory()
		}
		if v, err = f(v, w); err == nil && (v.Kind() == value.String || v.Kind() == value.List) {
			err = st.affordable(v)
		}
		return v, err
	}
}

// extent is how many bytes stand behind a list or a text, its items' own aside.
func extent(v value.Value) int64 {
	switch v.Kind() {
	case value.String:
		return int64(len(v.Text()))
	case value.List:
		return valueSize * int64(len(v.Items()))
	}
	return 0
}

// bounded is x, which makes a list or a map, within the statement's limit. One
// that holds at most one other list or map does not multiply what it is made of.
func bounded(x Expr) Expr {
	return func(st *State, b *Batch, row int) (value.Value, error) {
		v, err := x(st, b, row)
		if err == nil && containers(v) > 1 {
			err = st.affordable(v)
		}
		return v, err
	}
}

// containers is how many lists and maps v holds directly.
func containers(v value.Value) (n int) {
	count := func(item value.Value) {
		if item.Kind() == value.List || item.Kind() == value.Map {
			n++
		}
	}
	switch v.Kind() {
	case value.List:
		for _, item := range v.Items() {
			count(item)
		}
	case value.Map:
		for i := range v.Mapping().Len() {
			_, item := v.Mapping().Entry(i)
			count(item)
		}
	}
	return n
}

// deepestValue is how many lists and maps may stand within each other. What
// goes through a value goes down with it, and a stack that is full ends the
// process.
const deepestValue = 10_000

// nests is called for each value that a step of reduce made, which may hold the
// one of the step before. Now and then it looks how deep they have come.
func (st *State) nests(v value.Value) error {
	const often = 256
	if st.steps++; st.steps%often == 0 && deeper(v, deepestValue) {
		return fail(value.ArgumentError, "A value has more than %d lists and maps within each other.", deepestValue)
	}
	return st.tick()
}

// deeper says whether lists and maps stand more than n deep in v.
func deeper(v value.Value, n int) bool {
	switch v.Kind() {
	case value.List:
		return n == 0 || slices.ContainsFunc(v.Items(), func(item value.Value) bool { return deeper(item, n-1) })
	case value.Map:
		for i := range v.Mapping().Len() {
			if _, item := v.Mapping().Entry(i); n == 0 || deeper(item, n-1) {
				return true
			}
		}
	}
	return false
}

// heap collects the items of a list within the statement's limit.
type heap struct {
	items []value.Value
	room  int64
}

func (st *State) newHeap() *heap { return &heap{items: []value.Value{}, room: st.Limits.Memory} }

func (h *heap) add(st *State, v value.Value) error {
	if h.room = roomAfter(v, h.room); h.room < 0 {
		return st.outOfMemory()
	}
	h.items = append(h.items, v)
	return st.tick()
}
