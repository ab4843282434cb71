package db

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// logicalOf is a small backup as bytes, with definitions of the schema.
func logicalOf(t testing.TB, definitions ...definition) []byte {
	t.Helper()
	var out bytes.Buffer
	l, err := newLogicalWriter(&out)
	if err != nil {
		t.Fatal(err)
	}
	for _, do := range []func() error{
		func() error { return l.node(1, []string{"Thing"}, map[string]any{"k": int64(1), "f": 1.0}) },
		func() error { return l.node(2, nil, map[string]any{"k": int64(2), "list": []any{"a", "b"}}) },
		func() error { return l.relationship(1, 2, "LINK", map[string]any{"w": 0.5}) },
		func() error { return l.finish(definitions) },
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

// TestADamagedLogicalBackupIsNotWhole cuts the file everywhere and turns a bit
// of each byte that means something: none of that is read as a whole backup.
func TestADamagedLogicalBackupIsNotWhole(t *testing.T) {
	whole := logicalOf(t, definition{name: "x", statement: "CREATE INDEX x FOR (n:Thing) ON (n.k)"})
	if l, err := readLogical(bytes.NewReader(whole), nil); err != nil || l != (Logical{2, 1, 1}) {
		t.Fatalf("%+v, %v", l, err)
	}
	for end := range whole {
		if _, err := readLogical(bytes.NewReader(whole[:end]), nil); !errors.Is(err, ErrDamaged) {
			t.Errorf("cut after %d of %d bytes: %v", end, len(whole), err)
		}
	}
	for at := 10; at < len(whole); at++ { // before it stand the time and the system of gzip's head
		turned := slices.Clone(whole)
		turned[at] ^= 1
		if _, err := readLogical(bytes.NewReader(turned), nil); !errors.Is(err, ErrDamaged) {
			t.Errorf("byte %d turned: %v", at, err)
		}
	}
	if _, err := readLogical(bytes.NewReader(append(slices.Clone(whole), whole...)), nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("twice in one file: %v", err)
	}
	var newer bytes.Buffer
	packed := gzip.NewWriter(&newer)
	fmt.Fprintf(packed, `{"format": %q, "version": 2}`+"\n", logicalName)
	if err := packed.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := readLogical(&newer, nil); !errors.Is(err, ErrNewer) {
		t.Errorf("of a version to come: %v", err)
	}
	if !isLogical(bytes.NewReader(whole)) || isLogical(strings.NewReader("x")) {
		t.Error("how it begins does not tell what it is")
	}
}

func FuzzReadLogical(f *testing.F) {
	f.Add(logicalOf(f))
	f.Fuzz(func(t *testing.T, file []byte) {
		if _, err := readLogical(bytes.NewReader(file), nil); err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewer) {
			t.Errorf("an error of another kind: %v", err)
		}
	})
}

// TestNeo4jComesBackFromALogicalBackup takes a graph with every type of value out
// of a Neo4j, and brings it back when that is empty.
func TestNeo4jComesBackFromALogicalBackup(t *testing.T) {
	server := emptyNeo4j(t)
	t.Cleanup(func() { empty(t, server) })
	fill(t, server)
	if _, err := server.Write(t.Context(), "CREATE (:"+mark+" {k: 100, "+mark+": 1, "+mark+"_: 'x'})", nil, loadLimits); err != nil { // names of a restore's own
		t.Fatal(err)
	}
	want := portrait(t, server)
	file := filepath.Join(t.TempDir(), "graph.backup")
	made, err := server.BackupLogical(t.Context(), file, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := server.BackupLogical(t.Context(), file, false); !errors.Is(err, ErrThere) {
		t.Errorf("a file that is there: %v", err)
	}
	if _, err := server.RestoreLogical(t.Context(), file); !errors.Is(err, ErrOccupied) {
		t.Errorf("into what is not empty: %v", err)
	}
	empty(t, server)
	restored, err := server.RestoreLogical(t.Context(), file)
	if err != nil || restored.Logical != made || restored.Refused != nil {
		t.Fatalf("%+v, made was %+v: %v", restored, made, err)
	}
	alike(t, "back from a backup", want, portrait(t, server))
}

// TestNeo4jIsAsItWasAfterARestoreThatFails has the last definition fail, after
// everything else is written, a definition that is none, and the context end.
func TestNeo4jIsAsItWasAfterARestoreThatFails(t *testing.T) {
	server := emptyNeo4j(t)
	t.Cleanup(func() { empty(t, server) })
	file := filepath.Join(t.TempDir(), "graph.backup")
	faulty := logicalOf(t, definition{name: "x", statement: "CREATE INDEX x FOR (n:Thing) ON (n.k)"}, definition{name: "y", statement: "CREATE INDEX y FOR (n:Thing) ON NONSENSE"})
	if err := os.WriteFile(file, faulty, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := server.RestoreLogical(t.Context(), file); err == nil || !strings.Contains(err.Error(), "ON NONSENSE") {
		t.Errorf("%v", err)
	}
	if err := server.isEmpty(t.Context()); err != nil {
		t.Errorf("after a definition that is none: %v", err)
	}
	if err := os.WriteFile(file, logicalOf(t, definition{name: "z", statement: "MATCH (n) DETACH DELETE n"}), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := server.RestoreLogical(t.Context(), file); !errors.Is(err, ErrDamaged) {
		t.Errorf("a definition that deletes: %v", err)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := server.RestoreLogical(over, file); err == nil {
		t.Error("restored in no time")
	}
	if err := server.isEmpty(t.Context()); err != nil {
		t.Errorf("after the end of the context: %v", err)
	}
}
