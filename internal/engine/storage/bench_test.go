package storage

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"corridor/internal/engine/value"
)

// heap is what lives after a collection.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// people is a graph of n nodes with an indexed id, a number and a city each,
// and five relationships for each node.
func people(tb testing.TB, g *Graph, n int) {
	tx := begin(tb, g)
	if err := tx.CreateIndex(Index{Labels: []string{"Person"}, Properties: []string{"id"}}); err != nil {
		tb.Fatal(err)
	}
	for range n {
		addPerson(tb, tx)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 5 * n {
		if _, err := tx.CreateRelationship(ID(r.IntN(n)), ID(r.IntN(n)), "KNOWS"); err != nil {
			tb.Fatal(err)
		}
	}
	commit(tb, tx)
}

func addPerson(tb testing.TB, tx *Tx) {
	id := tx.CreateNode([]string{"Person"})
	set(tb, tx, id, "id", value.OfInt(int64(id)))
	set(tb, tx, id, "age", value.OfInt(int64(id%90)))
	set(tb, tx, id, "city", value.OfString(fmt.Sprint("city number ", id%100)))
	set(tb, tx, id, "name", value.OfString(fmt.Sprint("a person's name ", id)))
}

func set(tb testing.TB, tx *Tx, id ID, key string, v value.Value) {
	if err := tx.SetNodeProperty(id, key, v); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkMemory prints what each thing takes, and how far the estimate is off.
func BenchmarkMemory(b *testing.B) {
	const n = 200_000
	parts := []struct {
		name string
		fill func(tx *Tx)
	}{
		{"node", func(tx *Tx) {
			for range n {
				tx.CreateNode([]string{"Person"})
			}
		}},
		{"integer", func(tx *Tx) {
			for id := range ID(n) {
				set(b, tx, id, "age", value.OfInt(int64(id)))
			}
		}},
		{"repeated-text", func(tx *Tx) {
			for id := range ID(n) {
				set(b, tx, id, "city", value.OfString(fmt.Sprint("city number ", id%100)))
			}
		}},
		{"text-of-20", func(tx *Tx) {
			for id := range ID(n) {
				set(b, tx, id, "name", value.OfString(fmt.Sprintf("%020d", id)))
			}
		}},
		{"relationship", func(tx *Tx) {
			r := rand.New(rand.NewPCG(1, 2))
			for range n {
				if _, err := tx.CreateRelationship(ID(r.IntN(n)), ID(r.IntN(n)), "KNOWS"); err != nil {
					b.Fatal(err)
				}
			}
		}},
		{"range-index-entry", func(tx *Tx) {
			if err := tx.CreateIndex(Index{Labels: []string{"Person"}, Properties: []string{"name"}}); err != nil {
				b.Fatal(err)
			}
		}},
		{"full-text-posting", func(tx *Tx) {
			if err := tx.CreateIndex(Index{Kind: FullText, Labels: []string{"Person"}, Properties: []string{"city"}}); err != nil {
				b.Fatal(err)
			}
		}},
	}
	for b.Loop() {
		g := OpenMemory(Options{})
		for _, part := range parts {
			before, estimate := heap(), g.Snapshot().Bytes()
			tx := begin(b, g)
			part.fill(tx)
			commit(b, tx)
			count := n
			if part.name == "full-text-posting" {
				count = 4 * n
			}
			b.ReportMetric(float64(heap()-before)/float64(count), "B/"+part.name)
			b.ReportMetric(float64(g.Snapshot().Bytes()-estimate)/float64(count), "est.B/"+part.name)
		}
		runtime.KeepAlive(g)
	}
}

func BenchmarkCreatePerson(b *testing.B) {
	g := OpenMemory(Options{})
	tx := begin(b, g)
	for b.Loop() {
		addPerson(b, tx)
	}
	commit(b, tx)
}

func BenchmarkCreateRelationship(b *testing.B) {
	const n = 100_000
	g := OpenMemory(Options{})
	tx := begin(b, g)
	for range n {
		tx.CreateNode([]string{"Person"})
	}
	r := rand.New(rand.NewPCG(1, 2))
	for b.Loop() {
		if _, err := tx.CreateRelationship(ID(r.IntN(n)), ID(r.IntN(n)), "KNOWS"); err != nil {
			b.Fatal(err)
		}
	}
	commit(b, tx)
}

func BenchmarkSmallTransaction(b *testing.B) {
	g := OpenMemory(Options{})
	people(b, g, 200_000)
	r := rand.New(rand.NewPCG(1, 2))
	for b.Loop() {
		tx, err := g.Begin(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		set(b, tx, ID(r.IntN(200_000)), "age", value.OfInt(3))
		commit(b, tx)
	}
}

func BenchmarkReads(b *testing.B) {
	g := OpenMemory(Options{})
	people(b, g, 200_000)
	v := g.Snapshot()
	label, _ := v.Label("Person")
	age, _ := v.Key("age")
	key, _ := v.Key("id")
	typ, _ := v.Type("KNOWS")
	b.Run("ScanLabelWithProperty", func(b *testing.B) {
		buf := make([]ID, 1024)
		for b.Loop() {
			var sum int64
			for cursor, done := uint64(0), false; !done; {
				var n int
				n, cursor, done = v.ScanLabel(label, cursor, buf)
				for _, id := range buf[:n] {
					sum += v.NodeProperty(id, age).Int()
				}
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/200_000, "ns/node")
	})
	b.Run("Expand", func(b *testing.B) {
		for b.Loop() {
			links := 0
			for id := range ID(200_000) {
				links += len(v.Neighbours(id, Outgoing, typ))
			}
			if links != 1_000_000 {
				b.Fatal(links)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/200_000, "ns/node")
	})
	b.Run("Seek", func(b *testing.B) {
		ix := v.IndexFor(false, uint32(label), []Key{key}, Range)
		r := rand.New(rand.NewPCG(1, 2))
		for b.Loop() {
			found := None
			v.Seek(ix, []value.Value{value.OfInt(int64(r.IntN(200_000)))}, func(id ID) bool { found = id; return true })
			if found == None {
				b.Fatal("not found")
			}
		}
	})
}

// BenchmarkDeleteHub deletes a node with 100,000 relationships, one by one as
// DETACH DELETE does.
func BenchmarkDeleteHub(b *testing.B) {
	const n = 100_000
	g := OpenMemory(Options{})
	tx := begin(b, g)
	hub := tx.CreateNode(nil)
	for range n {
		if _, err := tx.CreateRelationship(hub, tx.CreateNode(nil), "TO"); err != nil {
			b.Fatal(err)
		}
	}
	commit(b, tx)
	for b.Loop() {
		tx := begin(b, g)
		typ, _ := tx.Type("TO")
		for _, a := range tx.Neighbours(hub, Outgoing, typ) {
			tx.DeleteRelationship(a.Relationship)
		}
		tx.DeleteNode(hub)
		if err := tx.Validate(); err != nil {
			b.Fatal(err)
		}
		tx.Rollback()
	}
}

// BenchmarkDisk measures one small commit at a time, and opening by the log and
// by the snapshot.
func BenchmarkDisk(b *testing.B) {
	dir := b.TempDir()
	open := func(dir string) *Graph {
		g, err := Open(OS(), dir, Options{LogLimit: 1 << 40})
		if err != nil {
			b.Fatal(err)
		}
		return g
	}
	b.Run("Commit", func(b *testing.B) {
		g := open(b.TempDir())
		for b.Loop() {
			tx := begin(b, g)
			addPerson(b, tx)
			commit(b, tx)
		}
		if err := g.Close(); err != nil {
			b.Fatal(err)
		}
	})
	const n = 100_000
	g := open(dir)
	people(b, g, n)
	changes := float64(n * (1 + 4 + 5))
	b.Run("Close", func(b *testing.B) {
		for b.Loop() {
			if err := writeSnapshot(OS(), dir, g.id, g.Snapshot()); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/changes, "ns/change")
	})
	if err := g.Close(); err != nil {
		b.Fatal(err)
	}
	b.Run("Open", func(b *testing.B) {
		for b.Loop() {
			if err := open(dir).Close(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/changes, "ns/change")
	})
}
