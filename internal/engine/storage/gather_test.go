package storage

import (
	"math/rand/v2"
	"slices"
	"testing"

	"corridor/internal/engine/value"
)

// links fills a graph with relationships of two types, chunks of one of them and
// chunks of both, with columns that are full, sparse and of many kinds.
func links(t *testing.T, random *rand.Rand, tx *Tx) {
	t.Helper()
	const nodes = 2*chunkSize + 40
	for range nodes {
		tx.CreateNode(nil)
	}
	for i := range 5 * chunkSize {
		typ := "R"
		if i > 3*chunkSize && random.IntN(2) == 0 {
			typ = "S"
		}
		from, to := ID(random.IntN(nodes)), ID(random.IntN(nodes))
		if i%7 == 0 {
			to = from
		}
		id, err := tx.CreateRelationship(from, to, typ)
		if err != nil {
			t.Fatal(err)
		}
		put := func(key string, v value.Value) {
			if err := tx.SetRelationshipProperty(id, key, v); err != nil {
				t.Fatal(err)
			}
		}
		put("full", value.OfInt(int64(i)))
		if typ == "R" {
			put("own", value.OfInt(random.Int64()))
		}
		if random.IntN(3) > 0 {
			put("some", value.OfInt(int64(random.IntN(9))))
		}
		put("mixed", siftValues[random.IntN(len(siftValues))])
	}
}

// drop deletes some relationships.
func drop(random *rand.Rand, tx *Tx) {
	for id := range ID(5 * chunkSize) {
		if random.IntN(6) == 0 {
			tx.DeleteRelationship(id)
		}
	}
}

// TestManyAtOnceAreReadAsOneByOne compares what is read of many relationships or
// nodes at once, as they follow one another and in any order, with reading each.
func TestManyAtOnceAreReadAsOneByOne(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 8))
	g := OpenMemory(Options{})
	tx := begin(t, g)
	links(t, random, tx)
	commit(t, tx)
	compareReads(t, random, g.Snapshot())
	tx = begin(t, g)
	drop(random, tx)
	compareReads(t, random, tx.View)
	commit(t, tx)
	compareReads(t, random, g.Snapshot())
}

func compareReads(t *testing.T, random *rand.Rand, v *View) {
	t.Helper()
	for _, name := range []string{"R", "S"} {
		typ, _ := v.Type(name)
		for range 50 {
			compareScan(t, v, typ, 1+random.IntN(700))
		}
		for range 100 {
			ids := scanned(v, typ, 1+random.IntN(700))
			from := random.IntN(len(ids))
			ids = ids[from : from+1+random.IntN(len(ids)-from)]
			if random.IntN(3) == 0 {
				random.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
			}
			compareColumns(t, v, ids)
			compareDegrees(t, v, typ, ids)
		}
	}
}

// scanned are the relationships of a type by scans that give so many at once.
func scanned(v *View, typ Type, room int) (ids []ID) {
	buf := make([]ID, room)
	for cursor, done := uint64(0), false; !done; {
		var n int
		n, cursor, done = v.ScanType(typ, cursor, buf)
		ids = append(ids, buf[:n]...)
	}
	return ids
}

func compareScan(t *testing.T, v *View, typ Type, room int) {
	t.Helper()
	var want []ID
	for id := range ID(5 * chunkSize) {
		if _, _, of := v.Ends(id); of == typ && v.RelationshipExists(id) {
			want = append(want, id)
		}
	}
	if got := scanned(v, typ, room); !slices.Equal(got, want) {
		t.Fatalf("%d at once: the scan gives %d relationships, there are %d", room, len(got), len(want))
	}
}

func compareColumns(t *testing.T, v *View, ids []ID) {
	t.Helper()
	starts, ends := make([]ID, len(ids)), make([]ID, len(ids))
	v.EndsOf(ids, starts, ends)
	for i, id := range ids {
		if start, end, _ := v.Ends(id); start != starts[i] || end != ends[i] {
			t.Fatalf("relationship %d leads from %d to %d, not from %d to %d", id, start, end, starts[i], ends[i])
		}
	}
	for _, name := range []string{"full", "own", "some", "mixed"} {
		key, _ := v.Key(name)
		values, numbers, all := make([]value.Value, len(ids)), make([]int64, len(ids)), true
		v.RelationshipProperties(ids, key, values)
		integers := v.RelationshipIntegers(ids, key, numbers)
		for i, id := range ids {
			want := v.RelationshipProperty(id, key)
			if value.Order(values[i], want) != 0 || want.Kind() != values[i].Kind() {
				t.Fatalf("relationship %d has %v as %s, not %v", id, want, name, values[i])
			}
			if all = all && want.Kind() == value.Integer; integers && want != value.OfInt(numbers[i]) {
				t.Fatalf("relationship %d has %v as %s, not the number %d", id, want, name, numbers[i])
			}
		}
		if name == "full" && !integers || integers && !all {
			t.Fatalf("%s is a column of integers: %t, said to be %t", name, all, integers)
		}
	}
}

// compareDegrees takes the ids for those of nodes, of which some do not exist.
func compareDegrees(t *testing.T, v *View, typ Type, ids []ID) {
	t.Helper()
	nodes := append(slices.Clone(ids), None)
	for _, d := range []Direction{Outgoing, Incoming} {
		counts := make([]int64, len(nodes))
		v.AddDegrees(nodes, d, typ, counts)
		v.AddDegrees(nodes, d, typ, counts)
		for i, node := range nodes {
			if want := int64(len(v.Neighbours(node, d, typ))); counts[i] != 2*want {
				t.Fatalf("node %d has degree %d, twice that should be %d", node, want, counts[i])
			}
		}
	}
}
