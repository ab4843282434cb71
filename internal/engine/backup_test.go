package engine

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// takeBackup writes what the procedure gives into a file.
func takeBackup(t *testing.T, d *Database, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.Run(context.Background(), "CALL corridor.backup() YIELD bytes", nil, TxOptions{Access: Read})
	if err != nil {
		t.Fatal(err)
	}
	for r.Next() {
		if _, err := f.Write(r.Row()[0].Bytes()); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(r.Err(), f.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestBackupsWhileWriting takes backups while commits go on, and holds that
// each restores to what was committed up to one moment during its taking.
func TestBackupsWhileWriting(t *testing.T) {
	folder := t.TempDir()
	d, err := Open(filepath.Join(folder, "graph"), Options{Storage: storage.Options{LogLimit: 1 << 16}})
	if err != nil {
		t.Fatal(err)
	}
	must(t, d, "UNWIND range(1, 3000) AS i CREATE (:Ballast {text: toString(i) + '"+strings.Repeat("x", 500)+"'})")
	var acknowledged, ended atomic.Int64
	var writer sync.WaitGroup
	writer.Go(func() {
		for n := int64(1); ended.Load() == 0; n++ {
			if _, _, err := all(d, "CREATE (:Step {n: "+strconv.FormatInt(n, 10)+"})-[:HAS]->(:Half)"); err != nil {
				t.Error(err)
				return
			}
			acknowledged.Store(n)
		}
	})
	for i := range 8 {
		for at := acknowledged.Load(); acknowledged.Load() == at; {
			must(t, d, "RETURN 1")
		}
		path := filepath.Join(folder, strconv.Itoa(i))
		before := acknowledged.Load()
		takeBackup(t, d, path)
		after := acknowledged.Load() + 1 // one may be on its way
		if _, err := Restore(path+".graph", path, false); err != nil {
			t.Fatal(err)
		}
		steps := stepsOf(t, path+".graph")
		if steps < before || steps > after {
			t.Errorf("backup %d holds %d commits; %d were acknowledged when it began, %d when it ended", i, steps, before, after)
		}
	}
	ended.Store(1)
	writer.Wait()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// stepsOf is how many commits a folder holds, from the first on without a gap.
func stepsOf(t *testing.T, folder string) int64 {
	t.Helper()
	looked, _, faults, err := Look(folder, Options{})
	if err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	if err := looked.Close(); err != nil {
		t.Fatal(err)
	}
	d, err := Open(folder, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	got := must(t, d, "MATCH (b:Ballast) WITH count(b) AS ballast OPTIONAL MATCH (s:Step)-[:HAS]->(:Half) WITH ballast, count(s) AS steps, max(s.n) AS last RETURN ballast, steps, coalesce(last, 0)")
	parts := strings.Split(got[0], " | ")
	if parts[0] != "3000" || parts[1] != parts[2] {
		t.Fatalf("%s: %s", folder, got)
	}
	n, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestCheckProcedureNamesTheFile(t *testing.T) {
	folder := t.TempDir()
	d, err := Open(folder, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	must(t, d, "CREATE (:A {text: 'something'})")
	if got := must(t, d, "CALL corridor.check()"); len(got) > 0 {
		t.Fatal(got)
	}
	logs, err := filepath.Glob(filepath.Join(folder, "log-*"))
	if err != nil || len(logs) != 1 {
		t.Fatal(logs, err)
	}
	b, err := os.ReadFile(logs[0])
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)-3] ^= 1
	if err := os.WriteFile(logs[0], b, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := must(t, d, "CALL corridor.check()"); len(got) != 1 || !strings.Contains(got[0], filepath.Base(logs[0])) {
		t.Error(got)
	}
}

func TestBackupOfTheSystemIsRefused(t *testing.T) {
	d := openTest(t)
	_, err := d.Run(context.Background(), "CALL corridor.backup()", nil, TxOptions{Database: System})
	codeIs(t, err, value.UnsupportedCommand)
}

// TestStreamedProcedure calls one for each row, for none and for many.
func TestStreamedProcedure(t *testing.T) {
	d := openTest(t)
	if got := must(t, d, "UNWIND [1, 2] AS i CALL corridor.backup() YIELD bytes WITH i, count(bytes) AS n RETURN i, n > 0 ORDER BY i"); !slices.Equal(got, []string{"1 | true", "2 | true"}) {
		t.Error(got)
	}
	if got := must(t, d, "UNWIND [] AS i CALL corridor.backup() YIELD bytes RETURN count(*)"); !slices.Equal(got, []string{"0"}) {
		t.Error(got)
	}
}
