package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"corridor/internal/engine/value"
)

const simBackup = "/backups/one"

// imageOf is a backup of g in one piece.
func imageOf(g *Graph) (b []byte) {
	image := g.Image()
	for piece := image.Next(); piece != nil; piece = image.Next() {
		b = append(b, piece...)
	}
	return b
}

// backedUp is a disk with a graph of some commits and a backup of it.
func backedUp(t *testing.T) (*simFS, *model) {
	t.Helper()
	fs := newSimFS()
	g, err := Open(fs, simDir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := &driver{t, rand.New(rand.NewPCG(7, 7)), nil, emptyModel(), []string{"p", "q", "r"}}
	for i := range 6 {
		d.tx = begin(t, g)
		if i%3 == 0 {
			d.schema()
		}
		for range 20 {
			d.step()
		}
		commit(t, d.tx)
	}
	fs.put(simBackup, imageOf(g))
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	return fs, d.m
}

func TestBackupHoldsTheGraph(t *testing.T) {
	fs, m := backedUp(t)
	found, err := CheckBackup(fs, simBackup)
	if err != nil {
		t.Fatal(err)
	}
	if found.Nodes != len(m.nodes) || found.Relationships != len(m.rels) || found.Commit != 6 {
		t.Errorf("the backup says %+v", found)
	}
	restored, err := Restore(fs, "/other", simBackup, false)
	if err != nil {
		t.Fatal(err)
	}
	g, err := Open(fs, "/other", Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	sameAsModel(t, "restored", g.Snapshot(), m)
	checkView(t, g.Snapshot())
	if restored.Database == found.Database || restored.Database != g.ID() {
		t.Errorf("the backup of %s became %s, which says %s", found.Database, g.ID(), restored.Database)
	}
	if g.Snapshot().nextNode < ID(len(m.nodes)) {
		t.Errorf("the next node is %d", g.Snapshot().nextNode)
	}
}

// TestRestoreGivesNoIDAgain makes a node after the backup was taken, which
// goes by the restoring, and another one after it.
func TestRestoreGivesNoIDAgain(t *testing.T) {
	fs, m := backedUp(t)
	g, err := Open(fs, simDir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	tx := begin(t, g)
	later := tx.CreateNode(nil)
	last, err := tx.Commit(context.Background())
	if err := errors.Join(err, g.Close()); err != nil {
		t.Fatal(err)
	}
	restored, err := Restore(fs, simDir, simBackup, true)
	if err != nil || restored.Commit <= last {
		t.Fatalf("restored as commit %d behind %d: %v", restored.Commit, last, err)
	}
	if g, err = Open(fs, simDir, Options{}); err != nil {
		t.Fatal(err)
	}
	sameAsModel(t, "restored", g.Snapshot(), m)
	tx = begin(t, g)
	if id := tx.CreateNode(nil); id <= later {
		t.Errorf("node %d was given again as %d", later, id)
	}
	commit(t, tx)
	checkView(t, g.Snapshot())
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestRestoreRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		change  func(*simFS)
		replace bool
		want    string
	}{
		"a database":         {func(*simFS) {}, false, "holds a database already"},
		"one that is held":   {func(fs *simFS) { fs.locked[simDir+"/LOCK"] = true }, true, "locked"},
		"another's folder":   {func(fs *simFS) { delete(fs.files, simDir+"/META") }, true, "not a database of this program"},
		"a damaged database": {func(fs *simFS) { fs.files[simDir+"/META"].data[3] ^= 1 }, true, "move it away"},
		"no backup":          {func(fs *simFS) { delete(fs.files, simBackup) }, true, "not exist"},
		"a cut backup":       {func(fs *simFS) { fs.files[simBackup].data = fs.files[simBackup].data[:99] }, true, simBackup},
	} {
		fs, _ := backedUp(t)
		c.change(fs)
		before := maps.Clone(fs.files)
		_, err := Restore(fs, simDir, simBackup, c.replace)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if !maps.Equal(before, fs.files) {
			t.Errorf("%s: files were changed", name)
		}
	}
}

// TestRestoreStoppedAnywhere stops restoring at every call to the disk, by an
// error and by the machine's end, and wants all of the old graph or of the new.
func TestRestoreStoppedAnywhere(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	whole, m := backedUp(t)
	begun := whole.calls
	later := changed(t, whole)
	calls := whole.calls
	if _, err := Restore(whole, simDir, simBackup, true); err != nil {
		t.Fatal(err)
	}
	old, replaced := 0, 0
	for at := 1; at <= whole.calls-calls; at++ {
		for _, crash := range []bool{false, true} {
			fs, _ := backedUp(t)
			if fs.calls != begun {
				t.Fatalf("making the graph takes %d calls and %d", begun, fs.calls)
			}
			changed(t, fs)
			if crash {
				fs.crashAt = fs.calls + at
			} else {
				fs.failAt = fs.calls + at
			}
			if _, err := Restore(fs, simDir, simBackup, true); err == nil {
				t.Errorf("stopped at call %d, it says that it is done", at)
			}
			fs.failAt = 0
			for range 4 {
				found := fs
				if crash {
					found = fs.crashed(r)
				}
				switch have := opened(t, found).print(); have {
				case later.print():
					old++
				case m.print():
					replaced++
				default:
					t.Fatalf("stopped at call %d (%v), there is neither graph:\n%s", at, crash, have)
				}
			}
		}
	}
	if old == 0 || replaced == 0 {
		t.Errorf("%d times there was the old graph, %d times the new", old, replaced)
	}
}

// changed commits something behind the backup.
func changed(t *testing.T, fs FS) *model {
	t.Helper()
	g, err := Open(fs, simDir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	tx := begin(t, g)
	set(t, tx, tx.CreateNode([]string{"Later"}), "p", value.OfInt(1))
	commit(t, tx)
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	return modelOf(g.Snapshot())
}

func opened(t *testing.T, fs FS) *model {
	t.Helper()
	v := mustOpen(t, fs)
	checkView(t, v)
	return modelOf(v)
}

// TestSaveBackupStoppedAnywhere lets every call to the disk fail while a backup
// takes the place of another: there is the old one, or the new, and never half.
func TestSaveBackupStoppedAnywhere(t *testing.T) {
	fs, _ := backedUp(t)
	old := fs.files[simBackup].data
	changed(t, fs)
	calls := 0
	save := func(fs *simFS) error {
		source, err := Open(fs, simDir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		b := imageOf(source)
		if err := source.Close(); err != nil {
			t.Fatal(err)
		}
		calls = fs.calls
		if fs.failAt > 0 {
			fs.failAt += calls
		}
		_, err = SaveBackup(fs, simBackup, true, func(w io.Writer) error {
			for len(b) > 0 {
				n, err := w.Write(b[:min(len(b), 500)])
				if b = b[n:]; err != nil {
					return err
				}
			}
			return nil
		})
		return err
	}
	if err := save(fs); err != nil {
		t.Fatal(err)
	}
	whole := fs.calls - calls
	for at := 1; at <= whole; at++ {
		fs.put(simBackup, old)
		fs.failAt = at
		err := save(fs)
		fs.failAt = 0
		c, wrong := CheckBackup(fs, simBackup)
		if err == nil || wrong != nil || c.Commit != 6 && at < whole {
			t.Errorf("call %d of %d fails: %v; there is commit %d, %v", at, whole, err, c.Commit, wrong)
		}
	}
	if _, err := SaveBackup(fs, simBackup, false, nil); err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("over another: %v", err)
	}
}

// TestBackupFlippedOrCut turns every byte of a backup, and cuts it everywhere.
func TestBackupFlippedOrCut(t *testing.T) {
	fs, _ := backedUp(t)
	f := fs.files[simBackup]
	whole := f.data
	for at := range whole {
		f.data = append([]byte{}, whole...)
		f.data[at] ^= 0x10
		if _, err := CheckBackup(fs, simBackup); err == nil || !strings.Contains(err.Error(), simBackup) {
			t.Fatalf("byte %d turned: %v", at, err)
		}
		f.data = whole[:at]
		if _, err := CheckBackup(fs, simBackup); err == nil || !strings.Contains(err.Error(), simBackup) {
			t.Fatalf("cut at byte %d: %v", at, err)
		}
	}
}

// TestLookNamesTheFile turns every byte of every file of a folder.
func TestLookNamesTheFile(t *testing.T) {
	fs := stopped(t)
	if g, faults, err := Look(fs, simDir); len(faults) > 0 || err != nil || g.Contents().Nodes != 6 {
		t.Fatal(faults, err)
	}
	calls := fs.calls
	for path, f := range fs.files {
		for at := range f.data {
			f.data[at] ^= 0x10
			_, faults, err := Look(fs, simDir)
			if err != nil || len(faults) != 1 || !strings.Contains(faults[0].Error(), path) {
				t.Fatalf("%s, byte %d: %v %v", path, at, faults, err)
			}
			f.data[at] ^= 0x10
		}
	}
	if fs.calls != calls {
		t.Errorf("checking made %d changes", fs.calls-calls)
	}
	for _, f := range fs.files {
		f.data[len(f.data)-1] ^= 1
	}
	if _, faults, _ := Look(fs, simDir); len(faults) != len(fs.files) {
		t.Errorf("three files are damaged: %v", faults)
	}
}

func TestLookThatIsNone(t *testing.T) {
	fs := newSimFS()
	if _, _, err := Look(fs, simDir); err == nil || !strings.Contains(err.Error(), "no database") {
		t.Error(err)
	}
	fs = stopped(t)
	fs.locked[simDir+"/LOCK"] = true
	if _, _, err := Look(fs, simDir); err == nil || !strings.Contains(err.Error(), "locked") {
		t.Error(err)
	}
}

// TestLookLeavesTheEnd has a log that a crash cut off: opening mends it.
func TestLookLeavesTheEnd(t *testing.T) {
	fs := stopped(t)
	for path, f := range fs.files {
		if strings.Contains(path, "log-") {
			f.data = f.data[:len(f.data)-3]
		}
	}
	calls := fs.calls
	if g, faults, err := Look(fs, simDir); len(faults) > 0 || err != nil || g.Contents().Nodes != 4 || fs.calls != calls {
		t.Fatal(faults, err, fs.calls-calls)
	}
}

// TestCheckFilesWhileWriting looks at the files while they are written, made
// and removed, and then at one with a byte turned.
func TestCheckFilesWhileWriting(t *testing.T) {
	dir := t.TempDir()
	g, err := Open(OS(), dir, Options{LogLimit: 3000})
	if err != nil {
		t.Fatal(err)
	}
	var writer sync.WaitGroup
	writer.Go(func() {
		for i := range 400 {
			tx := begin(t, g)
			set(t, tx, tx.CreateNode([]string{"N"}), "text", value.OfString(strings.Repeat(fmt.Sprint(i), 50)))
			commit(t, tx)
		}
	})
	for looks := 0; g.Snapshot().sequence < 400; looks++ {
		if faults := g.CheckFiles(); len(faults) > 0 {
			t.Fatalf("look %d: %v", looks, faults)
		}
	}
	writer.Wait()
	meta := filepath.Join(dir, metaName)
	b, err := os.ReadFile(meta)
	if err != nil {
		t.Fatal(err)
	}
	b[20] ^= 1
	if err := os.WriteFile(meta, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if faults := g.CheckFiles(); len(faults) != 1 || !strings.Contains(faults[0].Error(), meta) {
		t.Errorf("a byte of META was turned: %v", faults)
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
}

// FuzzBackup reads a backup that is not to be trusted: either from its first
// record on, or within a record that has good checksums.
func FuzzBackup(f *testing.F) {
	g := OpenMemory(Options{})
	tx := begin(f, g)
	addPerson(f, tx)
	if err := tx.CreateConstraint(Constraint{Label: "Person", Properties: []string{"id"}, Kind: Unique}); err != nil {
		f.Fatal(err)
	}
	commit(f, tx)
	whole := imageOf(g)[headerSize:]
	f.Add(whole, false)
	f.Add(whole[recordSize:len(whole)-recordSize], true)
	f.Fuzz(func(t *testing.T, data []byte, record bool) {
		if record {
			data = appendRecord(appendRecord(nil, 0, 0, data), 1, 0, nil)
		}
		fs := newSimFS()
		fs.put(simBackup, append(appendHeader(nil, snapshotFile, [16]byte{1}, 1), data...))
		held, err := CheckBackup(fs, simBackup)
		if err != nil {
			return
		}
		if restored, err := Restore(fs, simDir, simBackup, false); err != nil || restored.Nodes != held.Nodes {
			t.Errorf("held %+v, restored %+v: %v", held, restored, err)
		}
		mustOpen(t, fs).Check()
	})
}
