package exec

import "corridor/internal/engine/value"

// A few characters of a query can ask for more than any machine has: a text
// doubled forty times, a list that holds itself twice, and that one twice again.
// What makes a value of others therefore looks at the size of what it made.

// valueSize is how many bytes a value takes that holds nothing behind it.
const valueSize = 24

// affordable is an error where v takes more than a statement may hold.
func (st *State) affordable(v value.Value) error {
	if st == nil || roomAfter(v, st.Limits.Memory) >= 0 {
		return nil
	}
	return st.outOfMemory()
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

// grown is x, which puts values together, within the statement's limit.
func grown(x Expr) Expr {
	return func(st *State, b *Batch, row int) (value.Value, error) {
		v, err := x(st, b, row)
		if err == nil && (v.Kind() == value.String || v.Kind() == value.List) {
			err = st.affordable(v)
		}
		return v, err
	}
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
