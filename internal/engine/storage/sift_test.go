package storage

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"corridor/internal/engine/value"
)

// siftValues are what properties have and are compared with: of several kinds,
// at the ends of integers, and what compares with nothing.
var siftValues = []value.Value{
	value.OfInt(-1), value.OfInt(0), value.OfInt(1), value.OfInt(2), value.OfInt(math.MinInt64), value.OfInt(math.MaxInt64),
	value.OfFloat(1), value.OfFloat(1.5), value.OfFloat(math.NaN()), value.OfFloat(math.Inf(1)),
	value.OfString(""), value.OfString("a"), value.OfString("ab"), value.OfString("ba"), value.OfBool(true),
}

// TestScanWhereFindsWhatHolds compares scans that test conditions with all
// nodes looked at one by one, over columns of one kind, of many, and sparse ones.
func TestScanWhereFindsWhatHolds(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	g := OpenMemory(Options{})
	tx := begin(t, g)
	const nodes = 3*chunkSize + 70
	for i := range nodes {
		id := tx.CreateNode([]string{[]string{"A", "B"}[i/2%2]})
		set(t, tx, id, "number", value.OfInt(int64(random.IntN(4)-1)))
		if random.IntN(3) == 0 {
			set(t, tx, id, "some", value.OfInt(int64(random.IntN(4)-1)))
		}
		set(t, tx, id, "text", siftValues[10+random.IntN(4)])
		set(t, tx, id, "mixed", siftValues[random.IntN(len(siftValues))])
	}
	commit(t, tx)
	v := g.Snapshot()
	label, _ := v.Label("A")
	found := 0
	for range 3000 {
		where := make([]Condition, 1+random.IntN(2))
		for i := range where {
			key, _ := v.Key([]string{"number", "some", "text", "mixed"}[random.IntN(4)])
			where[i] = Condition{key, Comparison(random.IntN(int(Contains) + 1)), siftValues[random.IntN(len(siftValues))]}
		}
		var want, got []ID
		eachID(func(cursor uint64, buf []ID) (int, uint64, bool) { return v.ScanLabel(label, cursor, buf) }, func(id ID) bool {
			if !slices.ContainsFunc(where, func(c Condition) bool { return !c.holds(v.NodeProperty(id, c.Key)) }) {
				want = append(want, id)
			}
			return true
		})
		eachID(func(cursor uint64, buf []ID) (int, uint64, bool) {
			return v.ScanLabelWhere(label, where, cursor, buf[:1+random.IntN(len(buf))])
		}, func(id ID) bool {
			got = append(got, id)
			return true
		})
		if !slices.Equal(got, want) {
			t.Fatalf("%v: found %v, want %v", where, got, want)
		}
		found += len(got)
	}
	if found == 0 {
		t.Error("no condition held for any node")
	}
}
