package exec

import (
	"corridor/internal/engine/plan"
	"corridor/internal/engine/value"
)

// lists is collect(x): the values of all groups as they come, sorted into the
// groups when there are no more.
type lists struct {
	to     plan.Slot
	arg    ColumnExpr
	items  []value.Value
	of     []int32         // the group of each item
	groups [][]value.Value // of the items, all in one piece of memory; nil until the first is asked for
	count  int             // of groups
	column []value.Value
	held   int
}

func (l *lists) slot() plan.Slot { return l.to }

func (l *lists) clear(st *State) {
	st.release(l.held)
	// The lists that were given may be all that is left of items.
	l.items, l.of, l.groups, l.count, l.held = nil, l.of[:0], nil, 0, 0
}

func (l *lists) grow(groups int) { l.count = groups }

func (l *lists) add(st *State, b *Batch, of []int32) error {
	l.column = reach(l.column, b.Len)[:b.Len]
	if err := l.arg.all(st, b, l.column); err != nil {
		return err
	}
	n := 0
	for row, v := range l.column {
		if v.IsNull() {
			continue
		}
		l.items, l.of = append(l.items, v), append(l.of, of[row])
		n += sizeOf(v)
	}
	l.held += n
	return st.hold(n)
}

func (l *lists) result(group int) (value.Value, error) {
	if l.groups == nil {
		l.sort()
	}
	return value.OfList(l.groups[group]), nil
}

// sort makes the groups, each in the order in which its items came.
func (l *lists) sort() {
	l.groups = make([][]value.Value, l.count)
	if l.count == 1 {
		l.groups[0] = l.items
		return
	}
	sizes := make([]int32, l.count)
	for _, group := range l.of {
		sizes[group]++
	}
	rest := make([]value.Value, len(l.items))
	for group, size := range sizes {
		l.groups[group], rest = rest[:0:size], rest[size:]
	}
	for i, group := range l.of {
		l.groups[group] = append(l.groups[group], l.items[i])
	}
}
