package storage

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"corridor/internal/engine/value"
)

// TestReadersAndWriter has one goroutine write, and drop every other transaction,
// while others read: what lies beyond the end of a published list is written
// again and again, and no reader may see it. Run with -race it proves more.
func TestReadersAndWriter(t *testing.T) {
	g := OpenMemory(Options{})
	tx := begin(t, g)
	hub := tx.CreateNode([]string{"Hub"})
	if err := tx.CreateIndex(Index{Name: "n", Labels: []string{"Spoke"}, Properties: []string{"n"}}); err != nil {
		t.Fatal(err)
	}
	set(t, tx, hub, "spokes", value.OfInt(0))
	commit(t, tx)
	var stop atomic.Bool
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			held := g.Snapshot()
			for i := 0; !stop.Load(); i++ {
				if i%8 == 0 {
					held = g.Snapshot()
				}
				readHub(t, held, hub)
			}
		})
	}
	for round := range 300 {
		tx := begin(t, g)
		for range round%5 + 1 {
			writeSpoke(t, tx, hub)
		}
		if round%7 == 3 {
			typ, _ := tx.Type("TO")
			tx.DeleteRelationship(tx.Neighbours(hub, Outgoing, typ)[0].Relationship)
			set(t, tx, hub, "spokes", value.OfInt(int64(tx.Degree(hub, Outgoing, 0, true))))
		}
		if round%2 == 0 {
			commit(t, tx)
		} else {
			tx.Rollback()
		}
	}
	stop.Store(true)
	readers.Wait()
	checkView(t, g.Snapshot())
}

func writeSpoke(t *testing.T, tx *Tx, hub ID) {
	id := tx.CreateNode([]string{"Spoke"})
	if _, err := tx.CreateRelationship(hub, id, "TO"); err != nil {
		t.Error(err)
	}
	n := int64(tx.Degree(hub, Outgoing, 0, true))
	set(t, tx, id, "n", value.OfInt(n))
	set(t, tx, hub, "spokes", value.OfInt(n))
}

// readHub holds that a state is whole: the hub says how many spokes it has, and
// each of its links leads to one.
func readHub(t *testing.T, v *View, hub ID) {
	key, _ := v.Key("spokes")
	typ, _ := v.Type("TO")
	list := v.Neighbours(hub, Outgoing, typ)
	if want := v.NodeProperty(hub, key).Int(); int64(len(list)) != want {
		t.Errorf("the hub has %d links and says %d", len(list), want)
	}
	for _, a := range list {
		start, end, _ := v.Ends(a.Relationship)
		if !v.RelationshipExists(a.Relationship) || start != hub || end != a.Node || !v.NodeExists(a.Node) {
			t.Errorf("link %v leads nowhere", a)
		}
	}
	found := len(walked(v.WalkRange(v.schema.index("n"), nil, nil, false)))
	if label, ok := v.Label("Spoke"); ok && found != v.NodesWithLabel(label) {
		t.Errorf("the index holds %d of %d spokes", found, v.NodesWithLabel(label))
	}
}

// TestCommitTogether has many commit at once on a slow disk: one sync serves many.
func TestCommitTogether(t *testing.T) {
	fs := &slowSync{simFS: newSimFS()}
	g, err := Open(fs, simDir, Options{LogLimit: 5000})
	if err != nil {
		t.Fatal(err)
	}
	const writers, each = 8, 20
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for range each {
				tx, err := g.Begin(context.Background())
				if err != nil {
					t.Error(err)
					return
				}
				tx.CreateNode([]string{fmt.Sprint("W", w)})
				seq, err := tx.Commit(context.Background())
				if err != nil || g.Snapshot().Sequence() < seq {
					t.Errorf("commit %d: %v; readers see %d", seq, err, g.Snapshot().Sequence())
				}
			}
		})
	}
	group.Wait()
	if syncs := fs.syncs.Load(); syncs > writers*each*3/4 {
		t.Errorf("%d syncs for %d commits", syncs, writers*each)
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	if n := mustOpen(t, fs.simFS).NodeCount(); n != writers*each {
		t.Errorf("%d nodes of %d are there", n, writers*each)
	}
}

// slowSync is a disk that takes its time.
type slowSync struct {
	*simFS
	syncs atomic.Int64
}

type slowFile struct {
	File
	fs *slowSync
}

func (s *slowSync) Create(path string) (File, error) {
	f, err := s.simFS.Create(path)
	return &slowFile{f, s}, err
}

func (f *slowFile) Sync() error {
	f.fs.syncs.Add(1)
	time.Sleep(2 * time.Millisecond)
	return f.File.Sync()
}

func TestOneWriter(t *testing.T) {
	g := OpenMemory(Options{})
	first := begin(t, g)
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Millisecond)
	defer cancel()
	_, err := g.Begin(ctx)
	var told *value.Error
	if !errors.As(err, &told) || told.Code != value.LockTimeout {
		t.Fatalf("a second writer: %v", err)
	}
	first.Rollback()
	begin(t, g).Rollback()
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := g.Begin(context.Background()); err == nil {
		t.Fatal("a closed graph is written to")
	}
}

func TestMemoryLimit(t *testing.T) {
	g := OpenMemory(Options{MemoryLimit: 1 << 20})
	tx := begin(t, g)
	var err error
	for i := 0; err == nil && i < 1<<20; i++ {
		id := tx.CreateNode(nil)
		err = tx.SetNodeProperty(id, "p", value.OfString("some text of some length"))
	}
	var told *value.Error
	if !errors.As(err, &told) || told.Code != value.OutOfMemory {
		t.Fatalf("the limit is passed by: %v", err)
	}
	tx.Rollback()
	tx = begin(t, g)
	tx.CreateNode(nil)
	commit(t, tx)
}
