package storage

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"corridor/internal/engine/value"
)

const simDir = "/data"

// history is what a run on a simulated disk was told: the state after the last
// commit that was acknowledged, and after one that failed.
type history struct {
	acknowledged, unsure *model
	err                  error
}

func emptyModel() *model { return &model{map[ID]*modelNode{}, map[ID]*modelRel{}} }

// run opens the graph, commits some transactions and closes it, until an error.
// Logs are so short that snapshots are taken in between.
func run(t *testing.T, fs FS, commits int, start *model) (h history) {
	h = history{acknowledged: start, unsure: start}
	g, err := Open(fs, simDir, Options{LogLimit: 300})
	if err != nil {
		h.err = err
		return h
	}
	r := rand.New(rand.NewPCG(7, 7))
	for i := range commits {
		tx, err := g.Begin(context.Background())
		if err != nil {
			h.err = err
			break
		}
		d := &driver{t, r, tx, h.acknowledged.clone(), []string{"p", "q", "r"}}
		if i%3 == 0 {
			d.schema()
		}
		for range 20 {
			d.step()
		}
		h.unsure = d.m
		if _, h.err = tx.Commit(context.Background()); h.err != nil {
			break
		}
		h.acknowledged = d.m
	}
	h.err = errors.Join(h.err, g.Close())
	return h
}

// reopened opens the graph, holds it against what was acknowledged, writes to it
// and opens it once more.
func reopened(t *testing.T, what string, fs FS, h history) {
	t.Helper()
	g, err := Open(fs, simDir, Options{})
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	checkView(t, g.Snapshot())
	have := modelOf(g.Snapshot()).print()
	if have != h.acknowledged.print() && have != h.unsure.print() {
		t.Fatalf("%s: the graph is neither as acknowledged nor as committed last\nhave:\n%s\nacknowledged:\n%s", what, have, h.acknowledged.print())
	}
	tx := begin(t, g)
	id := tx.CreateNode([]string{"After"})
	commit(t, tx)
	if err := g.Close(); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if g, err = Open(fs, simDir, Options{}); err != nil {
		t.Fatalf("%s, second time: %v", what, err)
	}
	if l, _ := g.Snapshot().Label("After"); !g.Snapshot().HasLabel(id, l) {
		t.Fatalf("%s: what was committed after opening is gone", what)
	}
	checkView(t, g.Snapshot())
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestReopen(t *testing.T) {
	fs := newSimFS()
	h := run(t, fs, 20, emptyModel())
	if h.err != nil {
		t.Fatal(h.err)
	}
	h.unsure = h.acknowledged
	reopened(t, "after closing", fs, h)
}

func TestCrashAtEveryCall(t *testing.T) {
	fs := newSimFS()
	run(t, fs, 12, emptyModel())
	total, step := fs.calls, 1
	if testing.Short() {
		step = 3
	}
	if total < 50 {
		t.Fatalf("only %d calls: no snapshots were taken", total)
	}
	r := rand.New(rand.NewPCG(1, 1))
	for at := 1; at <= total; at += step {
		fs := newSimFS()
		fs.crashAt = at
		h := run(t, fs, 12, emptyModel())
		for variant := range 6 {
			reopened(t, fmt.Sprintf("stopped at call %d, variant %d", at, variant), fs.crashed(r), h)
		}
	}
}

// TestCrashWhileRecovering stops a second time while the first stop is mended.
func TestCrashWhileRecovering(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	for first := 20; first < 50; first += 5 {
		fs := newSimFS()
		fs.crashAt = first
		h := run(t, fs, 12, emptyModel())
		for second := 1; second < 12; second++ {
			again := fs.crashed(r)
			again.crashAt = second
			if g, err := Open(again, simDir, Options{}); err == nil {
				g.Close()
			}
			reopened(t, fmt.Sprintf("stopped at calls %d and %d", first, second), again.crashed(r), h)
		}
	}
}

func TestErrorAtEveryCall(t *testing.T) {
	fs := newSimFS()
	run(t, fs, 12, emptyModel())
	for at := 1; at <= fs.calls; at++ {
		broken := newSimFS()
		broken.failAt = at
		h := run(t, broken, 12, emptyModel())
		broken.failAt = 0
		reopened(t, fmt.Sprintf("error at call %d (%v)", at, h.err), broken, h)
	}
}

// TestReadOnlyAfterError holds that nothing is committed after a failed sync,
// and that reading goes on.
func TestReadOnlyAfterError(t *testing.T) {
	fs := newSimFS()
	g, err := Open(fs, simDir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	tx := begin(t, g)
	tx.CreateNode([]string{"Kept"})
	commit(t, tx)
	tx = begin(t, g)
	tx.CreateNode([]string{"Lost"})
	fs.failAt = fs.calls + 2
	if _, err := tx.Commit(context.Background()); err == nil || !strings.Contains(err.Error(), "read-only") {
		t.Fatalf("commit: %v", err)
	}
	if _, err := g.Begin(context.Background()); err == nil || !strings.Contains(err.Error(), errDisk.Error()) {
		t.Fatalf("begin: %v", err)
	}
	if labels := g.Snapshot().Labels(); len(labels) != 1 || labels[0] != "Kept" {
		t.Fatalf("read: %v", labels)
	}
	if err := g.Close(); err == nil {
		t.Fatal("closing hides that a commit failed")
	}
}

// stopped is a disk with a snapshot and a log behind it.
func stopped(t *testing.T) *simFS {
	fs := newSimFS()
	g, err := Open(fs, simDir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		tx := begin(t, g)
		id := tx.CreateNode([]string{"A", "B"})
		other := tx.CreateNode(nil)
		if _, err := tx.CreateRelationship(id, other, "T"); err != nil {
			t.Fatal(err)
		}
		set(t, tx, id, "p", value.OfString(fmt.Sprint("text ", i)))
		commit(t, tx)
		if i == 0 {
			if err := g.Close(); err != nil {
				t.Fatal(err)
			}
			if g, err = Open(fs, simDir, Options{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return fs.crashed(rand.New(rand.NewPCG(1, 1)))
}

// TestFlippedByte turns every byte of every file, and wants to be told where.
func TestFlippedByte(t *testing.T) {
	fs := stopped(t)
	if len(fs.files) != 3 {
		t.Fatalf("there are %d files", len(fs.files))
	}
	for path, f := range fs.files {
		for at := range f.data {
			f.data[at] ^= 0x10
			g, err := Open(fs, simDir, Options{})
			if err == nil {
				g.Close()
				t.Fatalf("%s: byte %d is not missed", path, at)
			}
			if !strings.Contains(err.Error(), path) {
				t.Fatalf("%s: byte %d is missed with %v", path, at, err)
			}
			f.data[at] ^= 0x10
		}
	}
	reopened(t, "all mended", fs, history{acknowledged: modelOf(mustOpen(t, fs)), unsure: emptyModel()})
}

func mustOpen(t *testing.T, fs FS) *View {
	t.Helper()
	g, err := Open(fs, simDir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	return g.Snapshot()
}

func TestRefusedFolders(t *testing.T) {
	newer := appendHeader(nil, metaFile, [16]byte{1}, 0)
	newer[12] = format + 1
	newer = append(newer[:40], le32(checksum(newer[:40]))...)
	tests := []struct {
		name, want string
		change     func(files map[string]*simFile)
	}{
		{"foreign", "is not a database of this program", func(f map[string]*simFile) {
			delete(f, simDir+"/META")
			f[simDir+"/notes.txt"] = &simFile{data: []byte("hello")}
		}},
		{"newer", "newer version", func(f map[string]*simFile) { f[simDir+"/META"] = &simFile{data: newer} }},
		{"other database", "another database", func(f map[string]*simFile) {
			f[simDir+"/META"] = &simFile{data: appendHeader(nil, metaFile, [16]byte{9}, 0)}
		}},
		{"log missing", "Commits are missing", func(f map[string]*simFile) {
			f[simDir+"/"+logName(9)] = f[simDir+"/"+logName(2)]
			delete(f, simDir+"/"+logName(2))
		}},
		{"snapshot missing", "Commits are missing", func(f map[string]*simFile) { delete(f, simDir+"/"+snapshotName(1)) }},
		{"snapshot cut", "without an end mark", func(f map[string]*simFile) {
			s := f[simDir+"/"+snapshotName(1)]
			s.data = s.data[:len(s.data)-recordSize]
		}},
		{"snapshot longer", "follows the end mark", func(f map[string]*simFile) {
			s := f[simDir+"/"+snapshotName(1)]
			s.data = append(s.data, 0)
		}},
	}
	for _, test := range tests {
		fs := stopped(t)
		test.change(fs.files)
		if name := simDir + "/" + logName(9); test.name == "log missing" {
			id := [16]byte(fs.files[simDir+"/META"].data[16:32])
			copy(fs.files[name].data, appendHeader(nil, logFile, id, 9))
		}
		_, err := Open(fs, simDir, Options{})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.name, err)
		}
		if fs.locked[filepath.Join(simDir, lockName)] {
			t.Errorf("%s: the lock is kept", test.name)
		}
	}
}

func le32(n uint32) []byte { return []byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)} }

// TestZoneThatTheTableLacks has moments in the log and in a snapshot whose zone
// was in the table of the day when they were written.
func TestZoneThatTheTableLacks(t *testing.T) {
	lost := value.OfDateTime(1_000_000_000, 5, value.StoredZone("Atlantis/Capital"))
	if _, err := value.NamedZone("Atlantis/Capital"); err == nil {
		t.Fatal("the table has the zone")
	}
	dir := t.TempDir()
	for range 3 { // the second opening reads the log, the third what the second made of it
		g, err := Open(OS(), dir, Options{LogLimit: 1})
		if err != nil {
			t.Fatal(err)
		}
		v := g.Snapshot()
		for id := range ID(v.NodeCount()) {
			key, _ := v.Key("at")
			have := v.NodeProperty(id, key)
			if value.Order(have, lost) != 0 || value.Print(have) != value.Print(lost) {
				t.Errorf("node %d: %s, want %s", id, value.Print(have), value.Print(lost))
			}
		}
		tx := begin(t, g)
		set(t, tx, tx.CreateNode([]string{"N"}), "at", lost)
		commit(t, tx)
		if err := g.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOnDisk(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "some", "where")
	g, err := Open(OS(), dir, Options{LogLimit: 2000})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(OS(), dir, Options{}); err == nil || !strings.Contains(err.Error(), "another process, number") {
		t.Fatalf("opened twice: %v", err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	m := emptyModel()
	for range 30 {
		d := &driver{t, r, begin(t, g), m.clone(), []string{"p", "q", "r"}}
		for range 30 {
			d.step()
		}
		commit(t, d.tx)
		m = d.m
	}
	id := g.ID()
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	if g, err = Open(OS(), dir, Options{}); err != nil {
		t.Fatal(err)
	}
	sameAsModel(t, "opened again", g.Snapshot(), m)
	checkView(t, g.Snapshot())
	if g.ID() != id {
		t.Errorf("the database was %s and is %s", id, g.ID())
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
}

// FuzzOpen opens a folder whose log is not to be trusted: either from its first
// record on, or within a record that has good checksums.
func FuzzOpen(f *testing.F) {
	fs := newSimFS()
	g, err := Open(fs, simDir, Options{})
	if err != nil {
		f.Fatal(err)
	}
	tx := begin(f, g)
	addPerson(f, tx)
	if err := tx.CreateConstraint(Constraint{Label: "Person", Properties: []string{"id"}, Kind: Unique}); err != nil {
		f.Fatal(err)
	}
	commit(f, tx)
	whole := fs.files[simDir+"/"+logName(1)].data[headerSize:]
	f.Add(whole, false)
	f.Add(whole[recordSize:], true)
	f.Fuzz(func(t *testing.T, data []byte, record bool) {
		if record {
			data = appendRecord(nil, 1, 0, data)
		}
		fs := newSimFS()
		fs.files[simDir+"/META"] = &simFile{data: appendHeader(nil, metaFile, [16]byte{1}, 0)}
		fs.files[simDir+"/"+logName(1)] = &simFile{data: append(appendHeader(nil, logFile, [16]byte{1}, 1), data...)}
		if g, err := Open(fs, simDir, Options{}); err == nil {
			g.Snapshot().Check()
			g.Close()
		}
	})
}
