package storage

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"

	"corridor/internal/engine/value"
)

// Contents says what a folder or a backup holds.
type Contents struct {
	Database             string // its number
	Commit               uint64 // the last one
	Nodes, Relationships int
	Indexes, Constraints int // indexes without those of constraints
}

func contentsOf(id [16]byte, v *View) Contents {
	c := Contents{Database: idText(id), Commit: v.sequence, Nodes: v.nodeCount, Relationships: v.relationshipCount,
		Constraints: len(v.schema.constraints)}
	for _, ix := range v.schema.indexes {
		if ix.Constraint == "" && ix.Kind != Lookup {
			c.Indexes++
		}
	}
	return c
}

// empty says whether there is nothing that could be lost.
func (c Contents) empty() bool { return c.Nodes+c.Relationships+c.Indexes+c.Constraints == 0 }

// Image is the latest committed state as the bytes of a backup.
func (g *Graph) Image() *Image { return newImage(g.id, g.Snapshot()) }

// ThereError says that a file stands already where a backup is to be written.
type ThereError struct{ Path string }

// Error implements error.
func (e *ThereError) Error() string { return fmt.Sprintf("There is a file %s already.", e.Path) }

// SaveBackup makes the file of a backup from what write gives, and checks it as
// CheckBackup does before it gets its name. A file that has the name is a
// ThereError, unless replace is true; then it stays until the other is whole.
func SaveBackup(fsys FS, path string, replace bool, write func(io.Writer) error) (Contents, error) {
	names, err := fsys.List(filepath.Dir(path))
	if err != nil {
		return Contents{}, err
	}
	if !replace && slices.Contains(names, filepath.Base(path)) {
		return Contents{}, &ThereError{path}
	}
	temporary := path + unfinished
	c, err := writeBackup(fsys, temporary, write)
	if err == nil {
		err = fsys.Rename(temporary, path)
	}
	if err != nil {
		fsys.Remove(temporary) //nolint:errcheck // the first error is the one to report
		return Contents{}, err
	}
	return c, fsys.SyncDir(filepath.Dir(path))
}

func writeBackup(fsys FS, path string, write func(io.Writer) error) (Contents, error) {
	if err := writeSynced(fsys, path, write); err != nil {
		return Contents{}, err
	}
	return CheckBackup(fsys, path)
}

// CheckBackup reads all of a backup, and makes the graph that it holds to check
// that: where there is no error, Restore will find what Contents says.
func CheckBackup(fsys FS, path string) (Contents, error) {
	id, state, err := readBackup(fsys, path)
	if err != nil {
		return Contents{}, err
	}
	return contentsOf(id, state), nil
}

func readBackup(fsys FS, path string) (id [16]byte, state *View, err error) {
	s, err := openSnapshot(fsys, path, nil)
	if err != nil {
		return id, nil, err
	}
	defer s.file.Close()
	t := newGraph(Options{}).transaction()
	t.loading = true
	t.blank()
	if err := s.each(t.apply); err != nil {
		return id, nil, err
	}
	t.sequence = s.sequence
	state = t.loaded()
	if faults := state.Check(); len(faults) > 0 {
		return id, nil, fmt.Errorf("the graph in %s contradicts itself: %w", path, errors.Join(faults...))
	}
	return s.id, state, nil
}

// OccupiedError says that a folder holds a graph already.
type OccupiedError struct {
	Dir string
	Contents
}

// Error implements error.
func (e *OccupiedError) Error() string {
	return fmt.Sprintf("The folder %s holds a database already, of %d nodes and %d relationships.", e.Dir, e.Nodes, e.Relationships)
}

// Restore makes the graph of a backup the one that is kept in dir. Where there
// is one already that is not empty, it is an OccupiedError unless replace is
// true. What stood there stays until the new graph is on disk as a whole: it
// becomes a commit like any other, a snapshot with a number behind the last one.
//
// Ids that the graph which stood there has given are not given again.
func Restore(fsys FS, dir, backup string, replace bool) (restored Contents, err error) {
	_, state, err := readBackup(fsys, backup)
	if err != nil {
		return Contents{}, err
	}
	if err := fsys.MakeDir(dir); err != nil {
		return Contents{}, err
	}
	unlock, err := fsys.Lock(filepath.Join(dir, lockName))
	if err != nil {
		return Contents{}, err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	f := &folder{fs: fsys, dir: dir, g: newGraph(Options{})}
	if err := f.replaced(replace); err != nil {
		return Contents{}, err
	}
	old := f.g.base
	state.nextNode, state.nextRelationship = max(state.nextNode, old.nextNode), max(state.nextRelationship, old.nextRelationship)
	state.sequence = max(state.sequence, old.sequence) + 1
	if err := writeSnapshot(fsys, dir, f.g.id, state); err != nil {
		return Contents{}, err
	}
	return contentsOf(f.g.id, state), removeOld(fsys, dir, state.sequence)
}

// replaced reads the graph that another is to stand in place of.
func (f *folder) replaced(may bool) error {
	names, err := f.fs.List(f.dir)
	if err != nil {
		return err
	}
	err = f.meta(names)
	if err == nil {
		f.sort(names)
		f.look = true
		err = f.load()
	}
	if err != nil && slices.ContainsFunc(names, ofGraph) {
		return fmt.Errorf("%w\nThe folder keeps what can still be read of it: move it away, or restore into another", err)
	}
	if err != nil {
		return err
	}
	if c := contentsOf(f.g.id, f.g.base); !may && !c.empty() {
		return &OccupiedError{f.dir, c}
	}
	return nil
}

// Look checks the files of a graph that nobody has open, and changes nothing.
// Each fault names what it is about; where the files have one there is no
// graph, else it is in memory and lets go of the folder. An error says why the
// folder could not be looked at; a HeldError where a process has it open.
func Look(fsys FS, dir string) (g *Graph, faults []error, err error) {
	names, err := fsys.List(dir)
	if err != nil {
		return nil, nil, err
	}
	if !slices.ContainsFunc(names, ofGraph) {
		return nil, nil, failure(value.Internal, fmt.Sprintf("The folder %s holds no database of this program.", dir))
	}
	unlock, err := fsys.Lock(filepath.Join(dir, lockName))
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	f := &folder{fs: fsys, dir: dir, look: true}
	if faults = f.verify(names, nil); len(faults) > 0 {
		return nil, faults, nil
	}
	if err := f.load(); err != nil {
		return nil, []error{err}, nil
	}
	f.g.latest.Store(f.g.base)
	return f.g, f.g.base.Check(), nil
}

// Contents says what the latest committed state holds.
func (g *Graph) Contents() Contents { return contentsOf(g.id, g.Snapshot()) }

// Kept says whether a folder holds a graph, sound or not.
func Kept(fsys FS, dir string) bool {
	names, err := fsys.List(dir)
	return err == nil && slices.ContainsFunc(names, ofGraph)
}

// ofGraph says whether a file's name is one of those that make a graph.
func ofGraph(name string) bool {
	_, _, ok := parseName(name)
	return ok || name == metaName
}

// Check checks the files and the latest committed state while both are used.
func (g *Graph) Check() (faults []error) {
	return append(g.CheckFiles(), g.Snapshot().Check()...)
}

// CheckFiles reads the files of a graph that is open, while it is used.
func (g *Graph) CheckFiles() (faults []error) {
	if g.log == nil {
		return nil
	}
	for range 3 { // a snapshot that is taken meanwhile removes files
		durable := g.Snapshot().sequence
		names, err := g.log.fs.List(g.log.dir)
		if err != nil {
			return []error{err}
		}
		faults = (&folder{fs: g.log.fs, dir: g.log.dir, look: true}).verify(names, &durable)
		if !slices.ContainsFunc(faults, func(fault error) bool { return errors.Is(fault, fs.ErrNotExist) }) {
			break
		}
	}
	return faults
}

// verify holds the files against their checksums, each that opening would read.
// Behind durable, which is nil where nobody writes, the last log may be unfinished.
func (f *folder) verify(names []string, durable *uint64) (faults []error) {
	b, err := readFile(f.fs, f.path(metaName))
	if err == nil {
		f.g = newGraph(Options{})
		f.g.id, _, err = parseHeader(f.path(metaName), b, metaFile, nil)
	}
	if err != nil {
		f.g = nil
		faults = append(faults, err)
	}
	f.sort(names)
	if f.snapshot > 0 {
		if err := f.verifySnapshot(); err != nil {
			faults = append(faults, err)
		}
	}
	sequence := f.snapshot
	for i, first := range f.logs {
		if err := f.verifyLog(first, &sequence, i == len(f.logs)-1, durable); err != nil {
			faults = append(faults, err)
			if i+1 < len(f.logs) {
				sequence = f.logs[i+1] - 1 // so that the fault is not told again of the next log
			}
		}
	}
	return faults
}

func (f *folder) verifySnapshot() error {
	path := f.path(snapshotName(f.snapshot))
	s, err := openSnapshot(f.fs, path, f.known())
	if err != nil {
		return err
	}
	defer s.file.Close()
	if err := s.named(f.snapshot); err != nil {
		return err
	}
	return s.each(unread)
}

// unread takes the content of a record and leaves it.
func unread([]byte) error { return nil }

func (f *folder) verifyLog(first uint64, sequence *uint64, last bool, durable *uint64) error {
	path := f.path(logName(first))
	b, err := readFile(f.fs, path)
	if err != nil {
		return err
	}
	growing := last && durable != nil
	if last && unbegun(b) && (!growing || first > *durable) {
		return nil
	}
	at, why, err := f.walk(path, b, first, sequence, unread)
	switch {
	case err != nil || why == fine:
		return err
	case growing && *sequence >= *durable, last && !growing && torn(b, at, why, *sequence+1):
		return nil
	}
	return damaged(path, int64(at), why.String())
}

// idText is the number of a database as it is printed.
func idText(id [16]byte) string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}
