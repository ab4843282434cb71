// Package exec runs plans: operators that pull batches of rows from one
// another, the expressions in them, the functions and procedures they call,
// and what they change. DESIGN.md says why it is made so.
package exec

import (
	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// batchSize is how many rows an operator gives at once: enough that what is
// done once per batch costs nothing, few enough to stay in the cache.
const batchSize = 1024

// Batch is some rows of a plan's frame, column by column. It belongs to whoever
// received it until that one asks for the next.
type Batch struct {
	Len     int
	Columns []Column // by plan.Slot.Index
	// origin tells for each row which row of the argument it came from; nil
	// where nobody asked.
	origin []int32
	// settled tells which rows of the argument need no further rows; nil where
	// all do.
	settled []bool
}

// Column is one slot's part of a batch. It is as long as what was written to
// it, which may be less or more than the batch: what is beyond is null, or of
// an earlier use.
type Column struct {
	IDs    []storage.ID  // of a NodeSlot or a RelationshipSlot; storage.None is null
	Values []value.Value // of a ValueSlot
}

func newBatch(slots int) *Batch { return &Batch{Columns: make([]Column, slots)} }

// rest leaves nothing in b but its memory.
func (b *Batch) rest() {
	b.Len, b.origin, b.settled = 0, nil, nil
	for i := range b.Columns {
		column := &b.Columns[i]
		clear(column.Values)
		column.IDs, column.Values = column.IDs[:0], column.Values[:0]
	}
}

// Value is what the row holds in s: a reference in an entity's slot.
func (b *Batch) Value(s plan.Slot, row int) value.Value {
	column := &b.Columns[s.Index]
	if s.Kind == plan.ValueSlot {
		if row < len(column.Values) {
			return column.Values[row]
		}
		return value.Value{}
	}
	id := column.id(row)
	switch {
	case id == storage.None:
		return value.Value{}
	case s.Kind == plan.NodeSlot:
		return value.NodeReference(int64(id))
	}
	return value.RelationshipReference(int64(id))
}

// ID is the entity that the row holds in s, of either kind; storage.None for null.
func (b *Batch) ID(s plan.Slot, row int) storage.ID {
	if s.Kind != plan.ValueSlot {
		return b.Columns[s.Index].id(row)
	}
	v := b.Value(s, row)
	if v.Kind() != value.Node && v.Kind() != value.Relationship {
		return storage.None
	}
	return storage.ID(v.ID())
}

// SetValue writes v into the row; what is no entity of its kind is null in an
// entity's slot.
func (b *Batch) SetValue(s plan.Slot, row int, v value.Value) {
	column := &b.Columns[s.Index]
	if s.Kind == plan.ValueSlot {
		column.Values = reach(column.Values, row+1)
		column.Values[row] = v
		return
	}
	id := storage.None
	if v.Kind() == value.Node && s.Kind == plan.NodeSlot || v.Kind() == value.Relationship && s.Kind == plan.RelationshipSlot {
		id = storage.ID(v.ID())
	}
	b.SetID(s, row, id)
}

// SetID writes an entity into the row; s may be of any kind but a
// relationship's id may stand only in a RelationshipSlot.
func (b *Batch) SetID(s plan.Slot, row int, id storage.ID) {
	column := &b.Columns[s.Index]
	if s.Kind != plan.ValueSlot {
		column.IDs = reach(column.IDs, row+1)
		column.IDs[row] = id
		return
	}
	v := value.Value{}
	if id != storage.None {
		v = value.NodeReference(int64(id))
	}
	b.SetValue(s, row, v)
}

func (c *Column) id(row int) storage.ID {
	if row < len(c.IDs) {
		return c.IDs[row]
	}
	return storage.None
}

// reach makes s at least n long. It grows by doubling, so that a query of one
// row does not pay for a thousand.
func reach[T any](s []T, n int) []T {
	if n <= len(s) {
		return s
	}
	if n <= cap(s) {
		return s[:n]
	}
	grown := make([]T, n, max(n, 2*cap(s), 8))
	copy(grown, s)
	return grown
}

// copyAll makes b hold the same rows as from, in columns of its own.
func (b *Batch) copyAll(from *Batch) {
	b.Len, b.settled = from.Len, from.settled
	b.origin = append(b.origin[:0], from.origin...)
	if from.origin == nil {
		b.origin = nil
	}
	for i, column := range from.Columns {
		b.Columns[i].IDs = append(b.Columns[i].IDs[:0], column.IDs...)
		b.Columns[i].Values = append(b.Columns[i].Values[:0], column.Values...)
	}
}

// ids is the slot's column, long enough for n rows to be written.
func (b *Batch) ids(s plan.Slot, n int) []storage.ID {
	column := &b.Columns[s.Index]
	column.IDs = reach(column.IDs, n)
	return column.IDs
}
