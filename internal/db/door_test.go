package db_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"corridor/internal/db"
	"corridor/internal/engine"
)

// inFolder opens a folder's database; what a test does not close is closed at its end.
func inFolder(t *testing.T, folder string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), db.Target{Embedded: true, Folder: folder})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func shut(t *testing.T, d *db.DB) {
	t.Helper()
	if err := d.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

// TestASecondOpenGoesThroughTheFirst holds that both work on one graph, that
// closing the second leaves the first as it is, and that the second goes on
// where the first has ended.
func TestASecondOpenGoesThroughTheFirst(t *testing.T) {
	for name, folder := range map[string]string{
		"a short name": filepath.Join(t.TempDir(), "graph"),
		"a name that no socket may have, and signs": filepath.Join(t.TempDir(), strings.Repeat("long ", 30), "100% [a]?#"),
	} {
		t.Run(name, func(t *testing.T) {
			first := inFolder(t, folder)
			second, third := inFolder(t, folder), inFolder(t, folder)
			if !first.Place().Own || second.Place().Own || second.Place().Process != os.Getpid() || second.Place().Folder != folder {
				t.Errorf("first %+v, second %+v", first.Place(), second.Place())
			}
			write(t, second, "CREATE (:Mine {n: 1})")
			if n := one(t, first, "MATCH (m:Mine) RETURN m.n"); n != int64(1) {
				t.Errorf("the first reads %v", n)
			}
			shut(t, second)
			write(t, first, "MATCH (m:Mine) SET m.n = 2")
			shut(t, first)
			write(t, third, "MATCH (m:Mine) SET m.n = m.n + 1")
			if n := one(t, third, "MATCH (m:Mine) RETURN m.n"); n != int64(3) || !third.Place().Own {
				t.Errorf("the third reads %v at %+v", n, third.Place())
			}
			shut(t, third)
			isPrivate(t, folder)
		})
	}
}

// isPrivate holds that nothing but the database is left in a folder that is
// closed, and that nobody else can read it.
func isPrivate(t *testing.T, folder string) {
	t.Helper()
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, %v", info.Mode(), err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || info.Mode() != 0o600 || strings.HasPrefix(strings.ToLower(e.Name()), "door") {
			t.Errorf("%s: %v, %v", e.Name(), info.Mode(), err)
		}
	}
}

// TestManyOpenAFolderAtOnce has commands come and go, each of which may end
// while another works through it.
func TestManyOpenAFolderAtOnce(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "graph")
	const users, each = 6, 8
	var all sync.WaitGroup
	for user := range users {
		all.Go(func() {
			for i := range each {
				if err := visit(t.Context(), folder, user, i); err != nil {
					t.Errorf("user %d, visit %d: %v", user, i, err)
				}
			}
		})
	}
	all.Wait()
	d := inFolder(t, folder)
	defer shut(t, d)
	if n := one(t, d, "MATCH (v:Visit) RETURN count(DISTINCT [v.user, v.i])"); n != int64(users*each) {
		t.Errorf("%v visits, want %d", n, users*each)
	}
}

// visit opens a folder, leaves a trace that may be left twice, and closes it.
func visit(ctx context.Context, folder string, user, i int) error {
	d, err := db.Open(ctx, db.Target{Embedded: true, Folder: folder})
	if err != nil {
		return err
	}
	_, err = d.Read(ctx, "MATCH (v:Visit) RETURN count(v)", nil, db.DefaultLimits)
	for try := 0; err == nil && try < 20; try++ {
		_, err = d.Write(ctx, "MERGE (:Visit {user: $user, i: $i})", map[string]any{"user": user, "i": i}, db.DefaultLimits)
		if err == nil || !errors.Is(err, db.ErrUnreachable) {
			break
		}
		err = nil // the process ended between the two
	}
	return errors.Join(err, d.Close(ctx))
}

// TestOthersWaitUntilTheFirstIsReady holds that nobody sees what is done before.
func TestOthersWaitUntilTheFirstIsReady(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "graph")
	begun := make(chan struct{})
	var counted any
	var second sync.WaitGroup
	second.Go(func() {
		<-begun
		d, err := db.Open(t.Context(), db.Target{Embedded: true, Folder: folder})
		if err != nil {
			t.Error(err)
			return
		}
		counted = one(t, d, "MATCH (n:Half) RETURN count(n)")
		shut(t, d)
	})
	first, err := db.Open(t.Context(), db.Target{Embedded: true, Folder: folder, Before: func(_ context.Context, d *db.DB) error {
		write(t, d, "CREATE (:Half)")
		close(begun)
		time.Sleep(300 * time.Millisecond) // in which the second would have come in
		write(t, d, "CREATE (:Half)")
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	second.Wait()
	shut(t, first)
	if counted != int64(2) {
		t.Errorf("the second saw %v", counted)
	}
}

func TestWhatFailsBeforeLetsTheFolderGo(t *testing.T) {
	folder, wrong := filepath.Join(t.TempDir(), "graph"), errors.New("wrong")
	_, err := db.Open(t.Context(), db.Target{Embedded: true, Folder: folder, Before: func(context.Context, *db.DB) error { return wrong }})
	if !errors.Is(err, wrong) {
		t.Errorf("have %v", err)
	}
	shut(t, inFolder(t, folder))
}

// TestAFolderThatIsHeldSaysByWhom opens one that lets nobody in.
func TestAFolderThatIsHeldSaysByWhom(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "graph")
	held, err := engine.Open(folder, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close() //nolint:errcheck // the test is over
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err = db.Open(ctx, db.Target{Embedded: true, Folder: folder})
	_, again := db.OpenEngine(ctx, folder, 0)
	for _, err := range []error{err, again} {
		if !errors.Is(err, db.ErrHeld) || !errors.Is(err, db.ErrUnreachable) || !strings.Contains(err.Error(), fmt.Sprint("number ", os.Getpid())) {
			t.Errorf("have %v", err)
		}
	}
}

// TestWhatAKillLeftIsRemoved lays sockets where a killed process would have.
func TestWhatAKillLeftIsRemoved(t *testing.T) {
	temporary, err := os.MkdirTemp("", "t") // short: a socket's name must be
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(temporary) }) //nolint:errcheck // a temporary folder
	t.Setenv("TMPDIR", temporary)
	dead, young, alive := filepath.Join(temporary, "corridor-1", "bolt"), filepath.Join(temporary, "corridor-2", "bolt"), filepath.Join(temporary, "corridor-3", "bolt")
	folder := filepath.Join(temporary, "graph")
	shut(t, inFolder(t, folder))
	inside := filepath.Join(folder, "door-OLD")
	for _, path := range []string{dead, young, alive, inside} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		listener, err := net.Listen("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		defer listener.Close() //nolint:errcheck // the test is over
		if listener.(*net.UnixListener).SetUnlinkOnClose(false); path != alive {
			listener.Close() //nolint:errcheck // as a kill does
		}
		if hour := time.Now().Add(-time.Hour); path != young {
			if err := os.Chtimes(path, hour, hour); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "DOOR"), []byte(`{"process": 1, "uri": "bolt://127.0.0.1:1"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	shut(t, inFolder(t, ""))
	shut(t, inFolder(t, folder))
	isPrivate(t, folder)
	for path, want := range map[string]bool{filepath.Dir(dead): false, young: true, alive: true} {
		if _, err := os.Lstat(path); (err == nil) != want {
			t.Errorf("%s: %v, want it to stay: %v", path, err, want)
		}
	}
	left, err := filepath.Glob(filepath.Join(temporary, "corridor-*"))
	if err != nil || len(left) != 2 {
		t.Errorf("left are %v, %v", left, err)
	}
}
