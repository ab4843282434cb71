package storage

import (
	"context"
	"crypto/rand"
	"hash/maphash"
	"strings"
	"sync/atomic"

	"corridor/internal/engine/value"
)

// Graph is a database that is open.
type Graph struct {
	options Options
	id      [16]byte
	latest  atomic.Pointer[View]
	log     *log // nil in memory

	// turn is the writer's: who has put something in may use what follows.
	// Goroutines that wait to send to a channel are served in order.
	turn     chan struct{}
	base     *View // what the next transaction starts from; may be ahead of latest
	marks    uint64
	closed   bool
	interned interned
}

// OpenMemory is an empty graph that lives until it is closed.
func OpenMemory(o Options) *Graph {
	g := newGraph(o)
	rand.Read(g.id[:])
	g.latest.Store(g.base)
	return g
}

func newGraph(o Options) *Graph {
	g := &Graph{options: o, turn: make(chan struct{}, 1), base: &View{schema: newSchema(nil, nil)}}
	g.interned.seed = maphash.MakeSeed()
	g.bootstrap()
	return g
}

// bootstrap gives an empty graph the indexes that every graph has.
func (g *Graph) bootstrap() {
	t := g.transaction()
	for _, ix := range []Index{
		{Name: "labels", Kind: Lookup},
		{Name: "types", Kind: Lookup, Relationship: true},
	} {
		t.addIndex(&ix)
	}
	t.View.tx = nil
	g.base = t.View
}

// ID is the number that the graph was given when it was made, as text.
func (g *Graph) ID() string {
	return idText(g.id)
}

// Snapshot is the latest committed state.
func (g *Graph) Snapshot() *View { return g.latest.Load() }

// Begin waits for the writer's turn until ctx ends. The caller ends the
// transaction with Commit or Rollback; until then nobody else can write.
func (g *Graph) Begin(ctx context.Context) (*Tx, error) {
	if err := g.take(ctx); err != nil {
		return nil, err
	}
	if err := g.writable(); err != nil {
		g.release()
		return nil, err
	}
	return g.transaction(), nil
}

func (g *Graph) take(ctx context.Context) error {
	select {
	case g.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return failure(value.LockTimeout, "Another transaction is writing; its end was waited for until "+context.Cause(ctx).Error()+".")
	}
}

func (g *Graph) release() { <-g.turn }

func (g *Graph) writable() error {
	if g.closed {
		return failure(value.Internal, "The database is closed.")
	}
	if g.log != nil {
		return g.log.failed()
	}
	return nil
}

// transaction starts on a copy of base: only the root is copied here, what it
// points to when it is first written.
func (g *Graph) transaction() *Tx {
	state := *g.base
	g.marks++
	t := &Tx{View: &state, g: g, mark: g.marks, redo: redo{on: g.log != nil}}
	state.tx = t
	return t
}

// Close waits for the writer, makes what was committed durable and lets go of
// the folder. Snapshots may still be read.
func (g *Graph) Close() error {
	g.turn <- struct{}{}
	defer g.release()
	if g.closed {
		return nil
	}
	g.closed = true
	if g.log != nil {
		return g.log.close()
	}
	return nil
}

// interned shares the bytes of short texts that come again and again. It forgets
// one when another falls on its place, so it neither grows nor needs sweeping.
type interned struct {
	seed maphash.Seed
	held [4096]string
}

const longestWord = 64

// copy is a text equal to s that holds on to nothing but itself: s may be a
// part of a large message.
func (w *interned) copy(s string) string {
	if len(s) > longestWord {
		return strings.Clone(s)
	}
	held := &w.held[maphash.String(w.seed, s)%uint64(len(w.held))]
	if *held != s {
		*held = strings.Clone(s)
	}
	return *held
}
