package dbtest

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"sync"
	"testing"
	"testing/fstest"

	"corridor/internal/db"
)

// saved are the files of a folder with the dataset loaded.
func saved(t testing.TB) fstest.MapFS {
	t.Helper()
	files, err := seed()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// seed loads once: to open a copy takes a tenth of the time.
var seed = sync.OnceValues(func() (files fstest.MapFS, err error) {
	value, err := dataset()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "corridor-seed-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder) //nolint:errcheck // a temporary folder
	ctx := context.Background()
	d, err := db.Open(ctx, db.Target{Embedded: true, Folder: folder})
	if err != nil {
		return nil, err
	}
	_, err = d.Load(ctx, value, nil)
	if err := errors.Join(err, d.Close(ctx)); err != nil {
		return nil, err
	}
	return kept(folder)
})

// kept reads the files of a folder into memory, so that none outlives the tests.
func kept(folder string) (fstest.MapFS, error) {
	files, top := fstest.MapFS{}, os.DirFS(folder)
	err := fs.WalkDir(top, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(top, path)
		files[path] = &fstest.MapFile{Data: data, Mode: 0o600}
		return err
	})
	return files, err
}
