package storage

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"corridor/internal/engine/value"
)

const (
	metaName        = "META"
	lockName        = "LOCK"
	defaultLogLimit = 64 << 20
)

// Open opens the graph that is kept in dir, or begins one there where dir is
// empty or missing. It reads the latest snapshot and does again what the logs
// say came after. What a crash cut off at the end of the last log was never
// acknowledged and is taken away; any other damage is an error that says where.
func Open(fs FS, dir string, o Options) (*Graph, error) {
	if o.LogLimit == 0 {
		o.LogLimit = defaultLogLimit
	}
	if err := fs.MakeDir(dir); err != nil {
		return nil, err
	}
	unlock, err := fs.Lock(filepath.Join(dir, lockName))
	if err != nil {
		return nil, err
	}
	g := newGraph(o)
	f := &folder{fs: fs, dir: dir, g: g}
	if err := f.open(); err != nil {
		return nil, errors.Join(err, unlock())
	}
	g.latest.Store(g.base)
	g.log = &log{fs: fs, dir: dir, id: g.id, limit: o.LogLimit, unlock: unlock, size: f.size, covered: f.snapshot,
		publish: g.latest.Store}
	if err := g.log.start(g.base); err != nil {
		return nil, errors.Join(err, unlock())
	}
	return g, nil
}

// folder is what opening a graph finds.
type folder struct {
	fs       FS
	dir      string
	g        *Graph
	snapshot uint64   // the latest one, 0 for none
	logs     []uint64 // those that begin after it, ascending
	size     int64    // of these logs
	look     bool     // nothing is changed
}

func (f *folder) path(name string) string { return filepath.Join(f.dir, name) }

func (f *folder) open() error {
	names, err := f.fs.List(f.dir)
	if err != nil {
		return err
	}
	if err := f.meta(names); err != nil {
		return err
	}
	f.sort(names)
	if err := f.load(); err != nil {
		return err
	}
	return removeOld(f.fs, f.dir, f.snapshot)
}

// load makes the state that the files say.
func (f *folder) load() error {
	t := f.g.transaction()
	t.loading = true
	if f.snapshot > 0 {
		t.blank()
		if err := readSnapshot(f.fs, f.path(snapshotName(f.snapshot)), f.g.id, f.snapshot, t); err != nil {
			return err
		}
		t.sequence = f.snapshot
	}
	for i, first := range f.logs {
		if err := f.replay(t, first, i == len(f.logs)-1); err != nil {
			return err
		}
	}
	f.g.base = t.loaded()
	return nil
}

// blank begins the reading of a snapshot: it holds the indexes of an empty graph too.
func (t *Tx) blank() {
	*t.View = View{schema: newSchema(nil, nil), version: t.version, tx: t}
}

// loaded ends reading, and is what was read.
func (t *Tx) loaded() *View {
	t.sweep()
	t.View.tx = nil
	return t.View
}

// meta reads what database this is, or gives a new one its number.
func (f *folder) meta(names []string) error {
	if slices.Contains(names, metaName) {
		b, err := readFile(f.fs, f.path(metaName))
		if err != nil {
			return err
		}
		f.g.id, _, err = parseHeader(f.path(metaName), b, metaFile, nil)
		return err
	}
	for _, name := range names {
		if name != lockName && !strings.HasSuffix(name, unfinished) {
			return failure(value.Internal, fmt.Sprintf("The folder %s holds %s and no %s: it is not a database of this program.", f.dir, name, metaName))
		}
	}
	rand.Read(f.g.id[:])
	return writeFile(f.fs, f.path(metaName), func(w io.Writer) error {
		_, err := w.Write(appendHeader(nil, metaFile, f.g.id, 0))
		return err
	})
}

// parseName takes apart the name of a log or a snapshot.
func parseName(name string) (prefix string, number uint64, ok bool) {
	at := strings.IndexByte(name, '-') + 1
	number, err := strconv.ParseUint(name[at:], 16, 64)
	prefix = name[:at]
	return prefix, number, err == nil && len(name) == at+16 && (prefix == "log-" || prefix == "snapshot-")
}

// sort finds the latest snapshot and the logs after it.
func (f *folder) sort(names []string) {
	for _, name := range names {
		if prefix, number, ok := parseName(name); ok && prefix == "snapshot-" {
			f.snapshot = max(f.snapshot, number)
		}
	}
	for _, name := range names {
		if prefix, number, ok := parseName(name); ok && prefix == "log-" && number > f.snapshot {
			f.logs = append(f.logs, number)
		}
	}
	slices.Sort(f.logs)
}

// replay does again what a log says.
func (f *folder) replay(t *Tx, first uint64, last bool) error {
	path := f.path(logName(first))
	b, err := readFile(f.fs, path)
	if err != nil {
		return err
	}
	if last && unbegun(b) {
		return f.remove(path)
	}
	at, why, err := f.walk(path, b, first, &t.sequence, t.apply)
	switch {
	case err != nil:
		return err
	case why == fine:
	case !last || !torn(b, at, why, t.sequence+1):
		return damaged(path, int64(at), why.String())
	default:
		err = f.cut(path, at)
	}
	f.size += int64(at - headerSize)
	return err
}

// unbegun says whether a crash can have come before the first sync of a log.
func unbegun(b []byte) bool { return len(b) < headerSize || !bytes.ContainsFunc(b, nonzero) }

// walk gives do what each record of a log holds, and counts sequence up from
// the commit before it. It tells how far it came, and what is wrong there.
func (f *folder) walk(path string, b []byte, first uint64, sequence *uint64, do func(payload []byte) error) (at int, why whyNot, err error) {
	_, named, err := parseHeader(path, b, logFile, f.known())
	switch {
	case err != nil:
		return 0, fine, err
	case named != first:
		return 0, fine, damaged(path, 32, fmt.Sprintf("its name says that it begins with commit %d, its header with %d", first, named))
	case first != *sequence+1:
		return 0, fine, failure(value.Internal, fmt.Sprintf("Commits are missing in %s: %s begins with %d, and the last one before it is %d.", f.dir, logName(first), first, *sequence))
	}
	for at = headerSize; at < len(b); {
		r, size, why := parseRecord(b[at:])
		if why != fine {
			return at, why, nil
		}
		if r.sequence != *sequence+1 {
			return at, fine, damaged(path, int64(at), fmt.Sprintf("commit %d stands where %d should be", r.sequence, *sequence+1))
		}
		if err := do(r.payload); err != nil {
			return at, fine, damaged(path, int64(at), "a record has a good checksum and "+err.Error())
		}
		*sequence++
		at += size
	}
	return at, fine, nil
}

// known is the number of the database; nil where it could not be read.
func (f *folder) known() *[16]byte {
	if f.g == nil {
		return nil
	}
	return &f.g.id
}

// cut takes away the end of the last log, from a record on that was not acknowledged.
func (f *folder) cut(path string, at int) error {
	if f.look {
		return nil
	}
	return f.fs.Truncate(path, int64(at))
}

func (f *folder) remove(path string) error {
	if f.look {
		return nil
	}
	return f.fs.Remove(path)
}

const sectorSize = 512

// torn says whether what stands from b[at] on, where the record of a commit
// should be, can be what a crash leaves of a write that was not synced: the
// beginning of it, or all of it with sectors that were not written and hold
// zeros. If a later record says that the commit was on disk, it is not.
func torn(b []byte, at int, why whyNot, sequence uint64) bool {
	for next := at + 1; next+recordSize <= len(b); next++ {
		r, _, why := parseRecord(b[next:])
		if why == fine && r.sequence > sequence && r.durable >= sequence {
			return false
		}
	}
	for start := at; start < len(b) && why != short; {
		end := min(start-start%sectorSize+sectorSize, len(b))
		if !bytes.ContainsFunc(b[start:end], nonzero) {
			return true
		}
		start = end
	}
	return why == short
}

func nonzero(r rune) bool { return r != 0 }
