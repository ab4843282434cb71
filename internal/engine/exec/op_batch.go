package exec

import (
	"slices"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// gather writes the rows sel of from into the slots of b, from row at on.
func (b *Batch) gather(from *Batch, sel []int32, slots []plan.Slot, at int) {
	for _, s := range slots {
		target, source := &b.Columns[s.Index], &from.Columns[s.Index]
		if s.Kind == plan.ValueSlot {
			target.Values = reach(target.Values, at+len(sel))
			gatherColumn(target.Values[at:], source.values(from.Len), sel)
		} else {
			target.IDs = reach(target.IDs, at+len(sel))
			gatherColumn(target.IDs[at:], source.ids(from.Len), sel)
		}
	}
}

func gatherColumn[T any](target, source []T, sel []int32) {
	for i, row := range sel {
		target[i] = source[row]
	}
}

// values is the column, null where nothing was written of the first n rows.
func (c *Column) values(n int) []value.Value {
	if written := len(c.Values); written < n {
		c.Values = reach(c.Values, n)
		clear(c.Values[written:])
	}
	return c.Values
}

// ids is the column, null where nothing was written of the first n rows.
func (c *Column) ids(n int) []storage.ID {
	if written := len(c.IDs); written < n {
		c.IDs = reach(c.IDs, n)
		for i := written; i < n; i++ {
			c.IDs[i] = storage.None
		}
	}
	return c.IDs
}

// appendRow adds a row of from to b, in the slots given.
func (b *Batch) appendRow(from *Batch, row int, slots []plan.Slot) {
	b.copyRow(b.Len, from, row, slots)
	b.Len++
}

func (b *Batch) copyRow(to int, from *Batch, row int, slots []plan.Slot) {
	for _, s := range slots {
		if s.Kind == plan.ValueSlot {
			b.SetValue(s, to, from.Value(s, row))
		} else {
			b.SetID(s, to, from.ID(s, row))
		}
	}
}

// keep drops all rows but sel, which ascends, in place.
func (b *Batch) keep(sel []int32, slots []plan.Slot) {
	if len(sel) == b.Len {
		return
	}
	for _, s := range slots {
		column := &b.Columns[s.Index]
		if s.Kind == plan.ValueSlot {
			gatherColumn(column.Values, column.values(b.Len), sel)
		} else {
			gatherColumn(column.IDs, column.ids(b.Len), sel)
		}
	}
	if b.origin != nil {
		gatherColumn(b.origin, b.origin, sel)
		b.origin = b.origin[:len(sel)]
	}
	b.Len = len(sel)
}

// setNulls writes null into the slots of a row.
func (b *Batch) setNulls(row int, slots []plan.Slot) {
	for _, s := range slots {
		b.SetValue(s, row, value.Value{})
	}
}

// allRows appends the numbers of all rows of b.
func (b *Batch) allRows(to []int32) []int32 {
	for row := range b.Len {
		to = append(to, int32(row))
	}
	return to
}

// done says whether no further rows are wanted for a row of b.
func (b *Batch) done(row int) bool { return b.settled != nil && b.settled[b.origin[row]] }

// size is about how many bytes the slots of a row take. A value that the row
// before holds too, not only an equal one, is counted there.
func (b *Batch) size(row int, slots []plan.Slot) int {
	n := 0
	for _, s := range slots {
		if s.Kind != plan.ValueSlot {
			n += 4
			continue
		}
		v := b.Value(s, row)
		if row > 0 && v == b.Value(s, row-1) {
			n += valueSize
			continue
		}
		n += sizeOf(v)
	}
	return n
}

// sizeOf is about how many bytes v takes.
func sizeOf(v value.Value) int {
	const word = valueSize
	switch v.Kind() {
	case value.String, value.Bytes:
		return word + len(v.Text())
	case value.List:
		return word + sizeOfAll(v.Items())
	case value.Map:
		n := word
		for i := range v.Mapping().Len() {
			key, item := v.Mapping().Entry(i)
			n += 16 + len(key) + sizeOf(item)
		}
		return n
	case value.Path:
		p := v.PathData()
		return word + word*(len(p.Nodes)+len(p.Relationships))
	}
	return word
}

// sizeOfAll measures every item of a short list, and some from all over a long one.
func sizeOfAll(items []value.Value) int {
	const sample = 64
	n, step := 0, max(1, len(items)/sample)
	for i := 0; i < len(items); i += step {
		n += sizeOf(items[i])
	}
	return n * step
}

// without gives the slots but those of the others.
func without(slots []plan.Slot, others ...plan.Slot) []plan.Slot {
	return slices.DeleteFunc(slices.Clone(slots), func(s plan.Slot) bool { return contains(others, s) })
}

func contains(slots []plan.Slot, s plan.Slot) bool {
	return slices.ContainsFunc(slots, func(t plan.Slot) bool { return t.Index == s.Index })
}
