package storage

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"

	"corridor/internal/engine/value"
)

// log makes commits durable. Transactions queue up while they still have the
// writer's turn, so in the order of their numbers; one goroutine writes what
// has come together, syncs once for all of it, and only then shows it to readers.
//
//	Commit ─► queue ─► write, write, … ─► sync ─► publish ─► each Commit returns
//
// When the log has grown large it goes on in a new file, and another goroutine
// writes the state so far as a snapshot; states do not change, so nobody waits.
type log struct {
	fs      FS
	dir     string
	id      [16]byte
	limit   int64
	publish func(*View)
	unlock  func() error

	queue  chan ticket
	ended  chan struct{}
	broken atomic.Pointer[error] // the first error of a write or a sync

	// The rest is the goroutine's.
	file      File
	size      int64 // of the log since the last snapshot was begun
	durable   *View
	snapshots chan error // gives the outcome of the snapshot being written; nil when there is none
	covered   uint64     // what the last snapshot that was begun covers
	lastError error      // of the last snapshot
}

// ticket is a commit that waits for its turn.
type ticket struct {
	state *View
	ops   []byte // empty where the transaction changed nothing
	done  chan error
}

// mostQueued is how many commits may wait to be written before the next one
// waits too, with the writer's turn in its hand.
const mostQueued = 1024

// start begins a new log file behind state and takes commits from then on.
func (l *log) start(state *View) error {
	l.durable = state
	l.queue, l.ended = make(chan ticket, mostQueued), make(chan struct{})
	if err := l.rotate(); err != nil {
		return errors.Join(err, l.closeFile())
	}
	go l.run()
	return nil
}

func logName(first uint64) string { return fmt.Sprintf("log-%016x", first) }

// rotate goes on in a new file, which begins after the last durable commit.
func (l *log) rotate() error {
	if err := l.closeFile(); err != nil {
		return err
	}
	first := l.durable.sequence + 1
	f, err := l.fs.Create(filepath.Join(l.dir, logName(first)))
	if err != nil {
		return err
	}
	l.file = f
	if _, err := f.Write(appendHeader(nil, logFile, l.id, first)); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return l.fs.SyncDir(l.dir)
}

// commit queues a state, and waits until it is durable. The caller has the
// writer's turn, and gives it away as soon as the state has its place.
func (l *log) commit(g *Graph, state *View, ops []byte) (uint64, error) {
	done := make(chan error, 1)
	l.queue <- ticket{state, ops, done}
	g.base = state
	g.release()
	return state.sequence, <-done
}

func (l *log) run() {
	defer close(l.ended)
	for {
		select {
		case t, open := <-l.queue:
			if !open {
				return
			}
			l.write(l.gather(t))
		case err := <-l.snapshots:
			l.snapshots, l.lastError = nil, err
		}
		l.consider()
	}
}

// gather takes all commits that wait already.
func (l *log) gather(t ticket) (all []ticket) {
	all = []ticket{t}
	for {
		select {
		case t, open := <-l.queue:
			if !open {
				return all
			}
			all = append(all, t)
		default:
			return all
		}
	}
}

// write makes the commits durable, shows the last of them, and tells all.
func (l *log) write(tickets []ticket) {
	err := l.failed()
	if err == nil {
		if err = l.append(tickets); err != nil {
			l.fail(err)
			err = l.failed()
		}
	}
	if err == nil {
		l.durable = tickets[len(tickets)-1].state
		l.publish(l.durable)
	}
	for _, t := range tickets {
		t.done <- err
	}
}

func (l *log) append(tickets []ticket) error {
	var b []byte
	for _, t := range tickets {
		if len(t.ops) > 0 {
			b = appendRecord(b, t.state.sequence, l.durable.sequence, t.ops)
		}
	}
	if len(b) == 0 {
		return nil
	}
	l.size += int64(len(b))
	if _, err := l.file.Write(b); err != nil {
		return err
	}
	return l.file.Sync()
}

// fail ends all writing: after a failed write or sync nobody knows what of the
// file is on disk, and a second sync may call lost what it calls written.
func (l *log) fail(err error) {
	l.broken.CompareAndSwap(nil, &err)
}

// failed is the error that every commit gets once one could not be made durable.
func (l *log) failed() error {
	if err := l.broken.Load(); err != nil {
		return failure(value.Internal, fmt.Sprintf(
			"The database is read-only since a commit could not be written to %s (%v). What was committed before is safe; open the database anew once the cause is mended.", l.dir, *err))
	}
	return nil
}

// consider begins a snapshot where the log is long enough.
func (l *log) consider() {
	if l.size < l.limit || l.snapshots != nil || l.failed() != nil || l.durable.sequence == l.covered {
		return
	}
	if err := l.rotate(); err != nil {
		l.fail(err)
		return
	}
	l.size, l.covered = 0, l.durable.sequence
	state, outcome := l.durable, make(chan error, 1)
	l.snapshots = outcome
	go func() { outcome <- l.snapshot(state) }()
}

// snapshot writes state down and removes what it makes superfluous.
func (l *log) snapshot(state *View) error {
	if err := writeSnapshot(l.fs, l.dir, l.id, state); err != nil {
		return err
	}
	return removeOld(l.fs, l.dir, state.sequence)
}

// removeOld removes snapshots before that of sequence, logs that begin at or
// before it, and files that were never finished.
func removeOld(fs FS, dir string, sequence uint64) error {
	names, err := fs.List(dir)
	if err != nil {
		return err
	}
	for _, name := range names {
		prefix, number, ok := parseName(name)
		old := ok && (prefix == "snapshot-" && number < sequence || prefix == "log-" && number <= sequence)
		if !old && !strings.HasSuffix(name, unfinished) {
			continue
		}
		if err := fs.Remove(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// close writes what is queued, takes a last snapshot, so that opening is quick,
// and lets go of the folder. Nothing is committed any more.
func (l *log) close() error {
	close(l.queue)
	<-l.ended
	if l.snapshots != nil {
		l.lastError = <-l.snapshots
	}
	err := errors.Join(l.failed(), l.closeFile())
	if err == nil && (l.size > 0 || l.lastError != nil) {
		err = l.snapshot(l.durable)
	}
	return errors.Join(err, l.unlock())
}

func (l *log) closeFile() error {
	if l.file == nil {
		return nil
	}
	err := l.file.Close()
	l.file = nil
	return err
}
