package storage

import "corridor/internal/engine/value"

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
	if len(values) == 1 {
		return entry{first: values[0], edge: at}
	}
	rest := values[1:]
	return entry{first: values[0], rest: &rest, edge: at}
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
