package storage

import (
	"strings"

	"corridor/internal/engine/value"
)

// data is what ix holds in v; nil where v does not have that index.
func (v *View) data(ix *Index) *indexData {
	if ix == nil || ix.number >= len(v.indexes) || v.indexes[ix.number] == nil || v.indexes[ix.number].ix != ix {
		return nil
	}
	return v.indexes[ix.number]
}

// Seek gives the entities whose properties are equal to values, as = has it,
// ascending by id until each, which does not write, returns false. Fewer values than the index has
// properties stand for the first ones.
func (v *View) Seek(ix *Index, values []value.Value, each func(ID) bool) {
	d := v.data(ix)
	if d == nil || d.entries == nil || len(values) == 0 {
		return
	}
	for _, x := range values {
		if value.Equal(x, x) != value.True {
			return
		}
	}
	from := bound(values, before)
	d.entries.Ascend(from, func(e entry) bool {
		return orderEntries(from, e) == 0 && each(e.id)
	})
}

func bound(values []value.Value, at edge) entry {
	rest := values[1:]
	return entry{first: values[0], rest: &rest, edge: at}
}

// SeekRange gives the entities whose first property lies between the bounds, as
// < and <= have it, ascending until each returns false. A nil bound is open:
// the range then has all values that can be compared with the other bound; all
// of the index where both are nil.
func (v *View) SeekRange(ix *Index, low, high *Bound, each func(ID, value.Value) bool) {
	d := v.data(ix)
	if d == nil || d.entries == nil {
		return
	}
	visit := func(e entry) bool { return within(e.first, low, high, each, e.id) }
	switch {
	case low == nil && high == nil:
		d.entries.Scan(func(e entry) bool { return each(e.id, e.first) })
	case low == nil:
		d.entries.Ascend(entry{first: high.Value, edge: beforeKind}, visit)
	case low.Inclusive:
		d.entries.Ascend(bound([]value.Value{low.Value}, before), visit)
	default:
		d.entries.Ascend(bound([]value.Value{low.Value}, after), visit)
	}
}

// within gives the entry to each where it lies in the range, and says whether
// later ones may.
func within(first value.Value, low, high *Bound, each func(ID, value.Value) bool, id ID) bool {
	if low != nil && !low.before(first) {
		return alike(first, low.Value) // NaN, or a list that < does not place
	}
	if high != nil && !high.after(first) {
		return alike(first, high.Value) && value.Order(first, high.Value) < 0
	}
	return each(id, first)
}

func (b *Bound) before(v value.Value) bool {
	if b.Inclusive {
		return value.LessOrEqual(b.Value, v) == value.True
	}
	return value.Less(b.Value, v) == value.True
}

func (b *Bound) after(v value.Value) bool {
	if b.Inclusive {
		return value.GreaterOrEqual(b.Value, v) == value.True
	}
	return value.Greater(b.Value, v) == value.True
}

// SeekPrefix gives the entities whose first property is a text that starts with
// prefix, ascending until each returns false.
func (v *View) SeekPrefix(ix *Index, prefix string, each func(ID, value.Value) bool) {
	d := v.data(ix)
	if d == nil || d.entries == nil {
		return
	}
	d.entries.Ascend(bound([]value.Value{value.OfString(prefix)}, before), func(e entry) bool {
		return e.first.Kind() == value.String && strings.HasPrefix(e.first.Text(), prefix) && each(e.id, e.first)
	})
}

// DistinctValues estimates how many different values the first property of ix
// has, from a sample of neighbours.
func (v *View) DistinctValues(ix *Index) int {
	d := v.data(ix)
	if d == nil || d.entries == nil || d.entries.Len() == 0 {
		return 0
	}
	if ix.Unique() && len(ix.keys) == 1 {
		return d.entries.Len()
	}
	const samples = 64
	n, different := d.entries.Len(), 0
	for s := range samples {
		at := s * (n - 1) / samples
		a, _ := d.entries.GetAt(at)
		b, _ := d.entries.GetAt(min(at+1, n-1))
		if value.Order(a.first, b.first) != 0 {
			different++
		}
	}
	return max(1, n*different/samples)
}
