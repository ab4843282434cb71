package storage

import (
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
)

var (
	errDisk  = errors.New("the disk says no")
	errCrash = errors.New("the machine has stopped")
)

// simFS is a file system in memory that fails or stops at a call of choice, and
// then forgets what was not synced. Every call but reading counts.
type simFS struct {
	mu      sync.Mutex
	files   map[string]*simFile
	names   map[string]*simFile // as they are on disk
	changes []func(map[string]*simFile)
	calls   int
	failAt  int // the call that fails; it does half of its work
	crashAt int // from this call on all fail
	locked  map[string]bool
}

type simFile struct {
	data   []byte
	synced []byte
}

func newSimFS() *simFS {
	return &simFS{files: map[string]*simFile{}, names: map[string]*simFile{}, locked: map[string]bool{}}
}

// put makes a file that is on disk already.
func (s *simFS) put(path string, data []byte) {
	s.files[path] = &simFile{data: data, synced: data}
	s.names[path] = s.files[path]
}

// call counts a call, and says how it goes.
func (s *simFS) call() error {
	s.calls++
	switch {
	case s.crashAt > 0 && s.calls >= s.crashAt:
		return errCrash
	case s.calls == s.failAt:
		return errDisk
	}
	return nil
}

// rename is a change of names: at once for the running program, on disk later.
func (s *simFS) rename(change func(map[string]*simFile)) {
	change(s.files)
	s.changes = append(s.changes, change)
}

func (s *simFS) MakeDir(string) error { return nil }

func (s *simFS) List(dir string) (names []string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for path := range s.files {
		if filepath.Dir(path) == dir {
			names = append(names, filepath.Base(path))
		}
	}
	slices.Sort(names)
	return names, nil
}

func (s *simFS) Create(path string) (File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.call(); err != nil {
		return nil, err
	}
	f := &simFile{}
	s.rename(func(names map[string]*simFile) { names[path] = f })
	return &simHandle{fs: s, f: f}, nil
}

func (s *simFS) Open(path string) (File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.files[path]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return &simHandle{fs: s, f: f}, nil
}

func (s *simFS) Truncate(path string, size int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.call(); err != nil {
		return err
	}
	f := s.files[path]
	f.data = slices.Clone(f.data[:size])
	f.synced = f.data
	return nil
}

func (s *simFS) Rename(from, to string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.call(); err != nil {
		return err
	}
	f := s.files[from]
	s.rename(func(names map[string]*simFile) { delete(names, from); names[to] = f })
	return nil
}

func (s *simFS) Remove(path string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.call(); err != nil {
		return err
	}
	s.rename(func(names map[string]*simFile) { delete(names, path) })
	return nil
}

func (s *simFS) SyncDir(string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.call(); err != nil {
		return err
	}
	for _, change := range s.changes {
		change(s.names)
	}
	s.changes = nil
	return nil
}

func (s *simFS) Lock(path string) (func() error, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.locked[path] {
		return nil, errors.New("locked")
	}
	s.locked[path] = true
	return func() error {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.locked[path] = false
		return nil
	}, nil
}

// crashed is what may be found after the machine stops: the first few changes of
// names that were not synced have happened, and of each file what was synced,
// then perhaps a part of the rest, perhaps with a sector that was not written.
func (s *simFS) crashed(r *rand.Rand) *simFS {
	s.mu.Lock()
	defer s.mu.Unlock()
	after := newSimFS()
	for path, f := range s.names {
		after.names[path] = f
	}
	for _, change := range s.changes[:r.IntN(len(s.changes)+1)] {
		change(after.names)
	}
	for path, f := range after.names {
		found := &simFile{data: f.remains(r)}
		found.synced = found.data
		after.files[path], after.names[path] = found, found
	}
	return after
}

func (f *simFile) remains(r *rand.Rand) []byte {
	data := slices.Clone(f.synced)
	if len(f.data) <= len(data) || r.IntN(3) == 0 {
		return data
	}
	data = append(data, f.data[len(data):len(f.synced)+r.IntN(len(f.data)-len(f.synced)+1)]...)
	if start := len(f.synced); r.IntN(3) == 0 && len(data) > start {
		hole := start + r.IntN(len(data)-start)
		first := max(start, hole-hole%sectorSize)
		clear(data[first:min(len(data), hole-hole%sectorSize+sectorSize)])
	}
	return data
}

// simHandle is an open simFile.
type simHandle struct {
	fs *simFS
	f  *simFile
	at int
}

func (h *simHandle) Read(b []byte) (int, error) {
	h.fs.mu.Lock()
	defer h.fs.mu.Unlock()
	if h.at == len(h.f.data) {
		return 0, io.EOF
	}
	n := copy(b, h.f.data[h.at:])
	h.at += n
	return n, nil
}

func (h *simHandle) Write(b []byte) (int, error) {
	h.fs.mu.Lock()
	defer h.fs.mu.Unlock()
	err := h.fs.call()
	if err != nil {
		b = b[:len(b)/2]
	}
	h.f.data = append(h.f.data, b...)
	return len(b), err
}

func (h *simHandle) Sync() error {
	h.fs.mu.Lock()
	defer h.fs.mu.Unlock()
	if err := h.fs.call(); err != nil {
		return err
	}
	h.f.synced = slices.Clone(h.f.data)
	return nil
}

func (h *simHandle) Close() error { return nil }
