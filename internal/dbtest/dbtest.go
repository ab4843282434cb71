// Package dbtest gives tests a database, the same tests on either backend: a
// database of the project's own, made in the test's process and for the test
// alone, or the Neo4j that CORRIDOR_TEST_NEO4J names, which they share.
package dbtest

import (
	"context"
	"fmt"
	"net"
	"os"
	"sync"
	"testing"

	"corridor/graph"
	"corridor/internal/db"
	"corridor/internal/shared"
)

// Embedded says whether tests run on the project's own engine.
func Embedded() bool { return shared.Neo4jURI() == "" }

// Dataset is the one that the program carries.
func Dataset(t testing.TB) *graph.Value {
	t.Helper()
	value, err := dataset()
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// dataset is read once: nobody changes a value.
var dataset = sync.OnceValues(func() (*graph.Value, error) {
	ds, err := graph.Read(graph.Files())
	if err != nil {
		return nil, err
	}
	return graph.Build(ds), nil
})

// Empty gives a database without a node.
func Empty(t testing.TB) *db.DB {
	t.Helper()
	if Embedded() {
		return EmptyEngine(t)
	}
	d := At(t, shared.Neo4jURI())
	if _, err := d.Write(t.Context(), "MATCH (n) DETACH DELETE n", nil, db.DefaultLimits); err != nil {
		t.Fatal(err)
	}
	return d
}

// Loaded gives a database that holds the dataset. In a Neo4j what tests before
// have added is there too.
func Loaded(t testing.TB) *db.DB {
	t.Helper()
	if Embedded() {
		return LoadedEngine(t)
	}
	d := At(t, shared.Neo4jURI())
	load(t, d)
	return d
}

// LoadedEngine gives a database of the engine that holds the dataset and
// nothing else, whatever the other tests run on.
func LoadedEngine(t testing.TB) *db.DB {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, saved(t)); err != nil {
		t.Fatal(err)
	}
	return open(t, db.Target{Embedded: true, Folder: folder})
}

// EmptyEngine gives a database of the engine without a node, whatever the other
// tests run on.
func EmptyEngine(t testing.TB) *db.DB {
	t.Helper()
	return open(t, db.Target{Embedded: true})
}

// OnlyLoaded gives a database that holds the dataset and nothing else.
func OnlyLoaded(t testing.TB) *db.DB {
	t.Helper()
	if Embedded() {
		return LoadedEngine(t)
	}
	d := Empty(t)
	load(t, d)
	return d
}

// Address is where clients reach a database until the test is over: the Neo4j
// as it stands, or an empty one of the engine on a port of loopback.
func Address(t testing.TB) string {
	t.Helper()
	if !Embedded() {
		return shared.Neo4jURI()
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	engine, err := db.OpenEngine(ctx, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- engine.Serve(ctx, listener, db.Access{Write: true}, nil) }()
	t.Cleanup(func() {
		stop()
		for _, err := range []error{<-ended, engine.Close()} {
			if err != nil {
				t.Errorf("the database did not end in order: %v", err)
			}
		}
	})
	return fmt.Sprint("bolt://", listener.Addr())
}

// At opens the database at an address.
func At(t testing.TB, address string) *db.DB {
	t.Helper()
	return open(t, db.Target{URI: address})
}

func open(t testing.TB, target db.Target) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), target)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(context.Background()); err != nil {
			t.Errorf("close the database: %v", err)
		}
	})
	return d
}

func load(t testing.TB, d *db.DB) {
	t.Helper()
	if _, err := d.Load(t.Context(), Dataset(t), nil); err != nil {
		t.Fatal(err)
	}
}
