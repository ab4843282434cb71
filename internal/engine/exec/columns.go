package exec

import (
	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// ColumnExpr is a compiled expression for whole batches. Where the expression
// has a way of its own to compute a column it takes that, else it goes row by row.
type ColumnExpr struct {
	eval   Expr
	column columnFunc // nil where there is none
	// integers, where not nil, computes the column if all of it is integers.
	integers integersFunc
}

// integersFunc writes the values of an expression for all rows of b into to,
// or says that they are not all integers.
type integersFunc func(st *State, b *Batch, to []int64) (all bool)

// allIntegers computes the column into to, if all of it is integers.
func (x ColumnExpr) allIntegers(st *State, b *Batch, to []int64) bool {
	return x.integers != nil && x.integers(st, b, to)
}

// columnFunc writes the values of an expression for all rows of b into to,
// which is as long as b.
type columnFunc func(st *State, b *Batch, to []value.Value) error

// all writes the value for each row of b into to.
func (x ColumnExpr) all(st *State, b *Batch, to []value.Value) error {
	if x.column != nil {
		return x.column(st, b, to)
	}
	for row := range to {
		v, err := x.eval(st, b, row)
		if err != nil {
			return err
		}
		to[row] = v
	}
	return nil
}

// into computes the column of a ValueSlot.
func (x ColumnExpr) into(st *State, b *Batch, s plan.Slot) error {
	column := &b.Columns[s.Index]
	column.Values = reach(column.Values, b.Len)
	return x.all(st, b, column.Values[:b.Len])
}

// entityProperties is the column of a property of the entities in a slot.
func entityProperties(slot plan.Slot, key *keyOf) columnFunc {
	return func(st *State, b *Batch, to []value.Value) error {
		return st.propertiesOf(slot.Kind == plan.NodeSlot, b.Columns[slot.Index].ids(b.Len)[:b.Len], key, to)
	}
}

// entityIntegers is the column of a property that is an integer for all entities in a slot.
func entityIntegers(slot plan.Slot, key *keyOf) integersFunc {
	return func(st *State, b *Batch, to []int64) bool {
		number, known := key.in(st)
		if !known {
			return false
		}
		ids := b.Columns[slot.Index].ids(b.Len)[:b.Len]
		if slot.Kind == plan.NodeSlot {
			known = st.View.NodeIntegers(ids, number, to)
		} else {
			known = st.View.RelationshipIntegers(ids, number, to)
		}
		if known {
			st.Hits += int64(len(ids))
		}
		return known
	}
}

// propertiesOf is entityProperty for many.
func (st *State) propertiesOf(node bool, ids []storage.ID, key *keyOf, to []value.Value) error {
	st.Hits += int64(len(ids))
	number, known := key.in(st)
	switch {
	case !known:
		clear(to)
	case node:
		st.View.NodeProperties(ids, number, to)
	default:
		st.View.RelationshipProperties(ids, number, to)
	}
	if st.Tx == nil {
		return nil
	}
	reference := value.RelationshipReference
	if node {
		reference = value.NodeReference
	}
	for i, v := range to {
		if !v.IsNull() || ids[i] == storage.None {
			continue
		}
		if err := st.present(reference(int64(ids[i]))); err != nil {
			return err
		}
	}
	return nil
}

// slotValues is the column that a ValueSlot holds already.
func slotValues(slot plan.Slot) columnFunc {
	return func(_ *State, b *Batch, to []value.Value) error {
		copy(to, b.Columns[slot.Index].values(b.Len))
		return nil
	}
}
