package exec

import (
	"testing"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

var (
	nodeSlot  = plan.Slot{Index: 0, Kind: plan.NodeSlot}
	valueSlot = plan.Slot{Index: 1, Kind: plan.ValueSlot}
	both      = []plan.Slot{nodeSlot, valueSlot}
)

func TestWhatWasNotWrittenIsNull(t *testing.T) {
	b := newBatch(2)
	b.Len = 3
	b.SetID(nodeSlot, 0, 7)
	out := newBatch(2)
	out.gather(b, []int32{2, 0}, both, 0)
	if !out.Value(nodeSlot, 0).IsNull() || !out.Value(valueSlot, 0).IsNull() || out.ID(nodeSlot, 1) != 7 {
		t.Error(out.Columns)
	}
	for _, v := range []value.Value{value.OfInt(1), value.RelationshipReference(1)} {
		b.SetValue(nodeSlot, 0, v)
		if b.ID(nodeSlot, 0) != storage.None {
			t.Errorf("%s stands in a node's slot", value.Print(v))
		}
	}
}

func TestKeepCompactsRowsAndOrigins(t *testing.T) {
	b := newBatch(2)
	for row := range 5 {
		b.SetID(nodeSlot, row, storage.ID(row))
		b.SetValue(valueSlot, row, value.OfInt(int64(row)))
		b.origin = append(b.origin, int32(row/2))
	}
	b.Len = 5
	b.keep([]int32{1, 4}, both)
	if b.Len != 2 || b.ID(nodeSlot, 1) != 4 || b.Value(valueSlot, 0).Int() != 1 || b.origin[1] != 2 || len(b.origin) != 2 {
		t.Error(b.Len, b.Columns, b.origin)
	}
}

func TestIDSetIsEmptiedInTheTimeItTookToFill(t *testing.T) {
	var s idSet
	for range 2 {
		for _, id := range []storage.ID{5, 64, 100_000} {
			if !s.add(id) || s.add(id) {
				t.Error(id)
			}
		}
		s.clear()
	}
	if s.add(5); len(s.set) != 1 {
		t.Error(s.set)
	}
}

func TestIDNumbersKeepWhatIsWritten(t *testing.T) {
	var numbers idNumbers
	if numbers.get(3) != 0 {
		t.Error("an empty table has a number")
	}
	const many = 5000
	for i := range int32(many) {
		at := numbers.at(storage.ID(i * 7919 % 100_000))
		if *at != 0 {
			t.Fatalf("%d has the number %d before it is written", i, *at)
		}
		*at = i + 1
	}
	for i := range int32(many) {
		id := storage.ID(i * 7919 % 100_000)
		if numbers.get(id) != i+1 || *numbers.at(id) != i+1 {
			t.Fatalf("%d has the number %d", i, numbers.get(id))
		}
	}
	if numbers.get(100_000) != 0 || numbers.count != many {
		t.Error(numbers.get(100_000), numbers.count)
	}
}

// A sort with a limit trims what it holds again and again, and is still stable.
func TestTopRowsAreThoseOfAWholeSort(t *testing.T) {
	limits := (Limits{}).WithDefaults()
	for i, wanted := range []int{0, 1, 10, 3000, 1, 10, 3000} {
		st := &State{Context: t.Context(), Limits: limits}
		top := &sorter{held: newHeld(2, both), keys: []plan.SortKey{{Slot: valueSlot, Descending: i < 4}}, last: -1, wanted: wanted}
		whole := &sorter{held: newHeld(2, both), keys: top.keys}
		for _, s := range []*sorter{top, whole} {
			s.in = &countdown{left: 20_000}
		}
		if err := top.takeFirst(st); err != nil {
			t.Fatal(err)
		}
		if err := whole.takeAll(st, whole.in); err != nil {
			t.Fatal(err)
		}
		a, err := top.sorted(st)
		if err != nil {
			t.Fatal(err)
		}
		b, err := whole.sorted(st)
		if err != nil {
			t.Fatal(err)
		}
		for i := range wanted {
			if x, y := top.rows.ID(nodeSlot, int(a[i])), whole.rows.ID(nodeSlot, int(b[i])); x != y {
				t.Fatalf("of %d: row %d is %d, not %d", wanted, i, x, y)
			}
		}
		if top.rows.Len > 3*wanted+2*batchSize {
			t.Error("holds", top.rows.Len, "rows for", wanted)
		}
	}
}

// countdown gives rows whose values come again and again.
type countdown struct {
	left int
	out  *Batch
}

func (c *countdown) next(*State) (*Batch, error) {
	if c.left == 0 {
		return nil, nil
	}
	c.out = newBatch(2)
	for c.out.Len = 0; c.out.Len < batchSize && c.left > 0; c.out.Len++ {
		c.left--
		c.out.SetID(nodeSlot, c.out.Len, storage.ID(c.left))
		v := value.OfInt(int64(c.left * 7919 % 101))
		if c.left%13 == 0 {
			v = value.OfFloat(float64(v.Int()) + 0.5*float64(c.left%2))
		}
		c.out.SetValue(valueSlot, c.out.Len, v)
	}
	return c.out, nil
}

func (c *countdown) reset() {}
