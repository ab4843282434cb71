// Package db is the application's way to a database: it opens a target, runs
// queries within limits and loads a graph. Only here is the driver imported.
package db

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	_ "time/tzdata" // the driver asks Go for the zones of moments, which Windows and bare containers do not have

	"github.com/neo4j/neo4j-go-driver/v5/neo4j" // the official driver, Apache-2.0, Neo4j's
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"
)

// Kinds of errors that callers decide on.
var (
	// ErrUnreachable means that no database answers at the address.
	ErrUnreachable = errors.New("database unreachable")
	// ErrHeld means that another process holds the folder and lets nobody in.
	// Such an error is of the kind ErrUnreachable too.
	ErrHeld = fmt.Errorf("%w: the folder is in use", ErrUnreachable)
	// ErrEncryption means that the encryption that the address asks for cannot
	// be had there. Such an error is of the kind ErrUnreachable too.
	ErrEncryption = errors.New("no encrypted connection")
	// ErrDenied means that the database refused the user or the right to write.
	ErrDenied = errors.New("denied")
	// ErrReadOnly means that a statement would write where it may only read. Such
	// an error is of the kind ErrDenied too.
	ErrReadOnly = fmt.Errorf("%w: reads only", ErrDenied)
	// ErrStatement means that the statement or its parameters are at fault.
	ErrStatement = errors.New("statement at fault")
	// ErrLimit means that a limit ended the query.
	ErrLimit = errors.New("limit reached")
)

// Target says which database to open: a server's by its URI, or one of the
// project's own engine, in this process.
type Target struct {
	Embedded bool
	Folder   string // of an embedded database; empty: in memory, gone when it is closed
	Limit    int64  // of an embedded database: bytes that its graph may take in memory, about; 0: what is usual
	URI      string // of a server, see schemes
	User     string
	Password string
	Database string // empty: the server's default
	// Before, where it is not nil, is done as soon as the database is open: where
	// this process holds the folder, before other processes are let in.
	Before func(context.Context, *DB) error
}

// Limits bound every query.
type Limits struct {
	Time  time.Duration
	Rows  int // an answer with more of them is cut
	Bytes int // of memory, about: a larger answer is an error; 0: as DefaultLimits
}

// DefaultLimits hold where nothing else is said.
var DefaultLimits = Limits{Time: 30 * time.Second, Rows: 10_000, Bytes: 32 << 20}

const (
	connectTime = 5 * time.Second
	// pingTime is what a server that has just started may take over its first
	// query, on a machine that has other things to do.
	pingTime = 20 * time.Second
	// retryTime is after when nothing is tried again. The driver waits a second,
	// then twice as long each time, so it gives up after some fifteen seconds.
	retryTime = 10 * time.Second
	// countedRows is how many rows beyond a limit are counted: about a second's worth.
	countedRows = 200_000
)

// Uncounted stands for a number of rows that is not known.
const Uncounted = -1

// DB is an open database. It is safe for concurrent use; Close releases it.
type DB struct {
	target Target
	moving sync.Mutex
	way    atomic.Pointer[way]
}

// Open connects to a target and waits until it answers. A folder that another
// process holds is reached through that process; once that ends, this one
// takes the folder over.
func Open(ctx context.Context, target Target) (*DB, error) {
	if !target.Embedded {
		if err := checkAddress(target.URI); err != nil {
			return nil, err
		}
	}
	w, err := target.reach(ctx)
	if err != nil {
		return nil, err
	}
	d := &DB{target: target}
	d.way.Store(w)
	if target.Before != nil {
		err = target.Before(ctx, d)
	}
	if err == nil {
		err = d.way.Load().show()
	}
	if err != nil {
		return nil, errors.Join(err, d.Close(context.WithoutCancel(ctx)))
	}
	return d, nil
}

// schemes are those of the addresses that can be opened: neo4j asks the server
// where to ask, bolt asks that one server; +s wants a certificate that this
// machine trusts, +ssc takes any.
var schemes = []string{"bolt", "neo4j", "bolt+s", "neo4j+s", "bolt+ssc", "neo4j+ssc"}

// checkAddress refuses what the driver would refuse with less of a reason, or
// would take and ignore. Its errors hold no part of an address that may hold a
// password.
func checkAddress(address string) error {
	scheme, rest, found := strings.Cut(address, "://")
	switch {
	case strings.Contains(rest, "@"):
		return fmt.Errorf("%w: the address holds a user or a password, which are given apart from it", ErrStatement)
	case !found:
		return fmt.Errorf("%w: address %q begins with no scheme; it takes %s", ErrStatement, address, strings.Join(schemes, ", "))
	case !slices.Contains(schemes, scheme):
		return fmt.Errorf("%w: address %q: there is no scheme %s; it takes %s", ErrStatement, address, scheme, strings.Join(schemes, ", "))
	case rest == "" || strings.HasPrefix(rest, ":"):
		return fmt.Errorf("%w: address %q names no host", ErrStatement, address)
	}
	return nil
}

// Close ends all connections, and the engine where this process holds it.
func (d *DB) Close(ctx context.Context) error { return d.way.Load().close(ctx) }

// Name is what clients call the database: the name of its target, or what both
// Neo4j and the engine call the one that they have by default.
func (d *DB) Name() string { return cmp.Or(d.target.Database, "neo4j") }

// Ping asks whether the database answers, the one that was named and not only
// its server.
func (d *DB) Ping(ctx context.Context) error {
	return d.through(ctx, func(w *way) error { return w.ping(ctx) })
}

// Rows is the answer to a query, in plain values: nil, bool, int64, float64,
// string, []any, map[string]any, Node, Relationship, Path, and text for
// temporal and spatial values.
type Rows struct {
	Columns []string
	Values  [][]any
	More    bool // the row limit cut the answer
	Left    int  // how many rows it cut off; Uncounted where that would take too long
	Elapsed time.Duration
	Changes Changes
	// Notices are what the database remarks on the text, such as a label that no
	// node has: it is answered all the same.
	Notices []string
	Plan    *Step // where the text asks for it with EXPLAIN or PROFILE
	// State names the state of the graph that the rows of a read are from: another
	// after any write that changed something, the same as long as there is none.
	// It is empty where the database does not say.
	State string
}

// Changes counts what a query changed.
type Changes struct {
	NodesCreated, NodesDeleted                 int
	RelationshipsCreated, RelationshipsDeleted int
	PropertiesSet                              int
	LabelsAdded, LabelsRemoved                 int
	ConstraintsAdded, ConstraintsRemoved       int
	IndexesAdded, IndexesRemoved               int
}

// Any reports whether there were any.
func (c Changes) Any() bool { return c != Changes{} }

func (c Changes) plus(o Changes) Changes {
	return Changes{
		c.NodesCreated + o.NodesCreated, c.NodesDeleted + o.NodesDeleted,
		c.RelationshipsCreated + o.RelationshipsCreated, c.RelationshipsDeleted + o.RelationshipsDeleted,
		c.PropertiesSet + o.PropertiesSet, c.LabelsAdded + o.LabelsAdded, c.LabelsRemoved + o.LabelsRemoved,
		c.ConstraintsAdded + o.ConstraintsAdded, c.ConstraintsRemoved + o.ConstraintsRemoved,
		c.IndexesAdded + o.IndexesAdded, c.IndexesRemoved + o.IndexesRemoved,
	}
}

// Read runs a query that may only read; the database refuses it otherwise. It
// is tried again where the connection breaks or the server says that it may
// succeed then, as while it restarts; a statement at fault is not. The limit of
// time bounds each try on the server, and a little over it all of them.
func (d *DB) Read(ctx context.Context, text string, parameters map[string]any, limits Limits) (rows Rows, err error) {
	err = d.through(ctx, func(w *way) (err error) {
		rows, err = w.read(ctx, text, parameters, limits)
		return err
	})
	return rows, err
}

// runner runs a text, on its own or in a transaction.
type runner func(ctx context.Context, text string, parameters map[string]any) (neo4j.ResultWithContext, error)

func (w *way) read(ctx context.Context, text string, parameters map[string]any, limits Limits) (rows Rows, err error) {
	begin := time.Now()
	bounded, cancel := context.WithTimeout(ctx, limits.Time+connectTime)
	defer cancel()
	session := w.session(bounded, neo4j.AccessModeRead)
	defer func() { err = errors.Join(err, closed(ctx, session)) }()
	asked := false // the server is at work on the query
	once := func(run runner) (err error) {
		asked, rows = true, Rows{} // nothing of a try before stays
		result, err := run(bounded, text, parameters)
		if err == nil {
			rows, err = collect(bounded, result, limits)
		}
		asked = bounded.Err() != nil
		return final(err)
	}
	// A transaction of the driver's, which it tries again, takes three turns to the
	// server where a statement on its own takes one.
	err = once(func(ctx context.Context, text string, parameters map[string]any) (neo4j.ResultWithContext, error) {
		return session.Run(ctx, text, parameters, neo4j.WithTxTimeout(limits.Time))
	})
	if neo4j.IsRetryable(err) && bounded.Err() == nil {
		_, err = session.ExecuteRead(bounded, func(tx neo4j.ManagedTransaction) (any, error) { return nil, once(tx.Run) }, neo4j.WithTxTimeout(limits.Time))
	}
	ranOut := errors.Is(bounded.Err(), context.DeadlineExceeded)
	switch {
	case err == nil:
	case rows.More && (ranOut || errors.Is(kindOf(err), ErrLimit)):
		rows.Left = Uncounted // what was asked for is there: a limit reached while counting the rest is no fault
	case ranOut && asked:
		return Rows{}, fmt.Errorf("%w: time: %w", ErrLimit, bounded.Err())
	default:
		return Rows{}, kindOf(err)
	}
	rows.Elapsed = time.Since(begin)
	rows.State = strings.Join(neo4j.BookmarksToRawValues(session.LastBookmarks()), " ")
	return rows, nil
}

// Write runs a query that may change the graph, once: whether a change was made
// before a connection broke is not known, and not every change may be made twice.
func (d *DB) Write(ctx context.Context, text string, parameters map[string]any, limits Limits) (rows Rows, err error) {
	if d.way.Load().shared() {
		if err := d.Ping(ctx); err != nil { // who let this process in may have ended
			return Rows{}, err
		}
	}
	return d.way.Load().write(ctx, text, parameters, limits)
}

func (w *way) write(ctx context.Context, text string, parameters map[string]any, limits Limits) (rows Rows, err error) {
	begin := time.Now()
	bounded, cancel := context.WithTimeout(ctx, limits.Time+connectTime)
	defer cancel()
	session := w.session(bounded, neo4j.AccessModeWrite)
	defer func() { err = errors.Join(err, closed(ctx, session)) }()
	result, err := session.Run(bounded, text, parameters, neo4j.WithTxTimeout(limits.Time))
	if err == nil {
		rows, err = collect(bounded, result, limits)
	}
	if errors.Is(err, errLarge) {
		// The server is left to end what it may have ended already.
		if _, failed := result.Consume(bounded); failed != nil {
			return Rows{}, kindOf(failed)
		}
		err = fmt.Errorf("%w; the statement was carried out", err)
	}
	if err != nil {
		return Rows{}, kindOf(err)
	}
	rows.Elapsed = time.Since(begin)
	return rows, nil
}

// fetchRows is how many rows the server sends at a time. What it has sent is
// read even where nothing more is wanted, so it is not the driver's thousand.
const fetchRows = 100

func (w *way) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return w.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: mode, DatabaseName: w.database, FetchSize: fetchRows})
}

// closed closes a session, with a context that is not about to end.
func closed(ctx context.Context, session neo4j.SessionWithContext) error {
	return session.Close(context.WithoutCancel(ctx))
}

// errLarge means that an answer is over the limit of bytes.
var errLarge = fmt.Errorf("%w: memory", ErrLimit)

// collect reads an answer up to so many rows and counts the rest. With an error
// it gives what it has read.
func collect(ctx context.Context, result neo4j.ResultWithContext, limits Limits) (rows Rows, err error) {
	if rows.Columns, err = result.Keys(); err != nil {
		return Rows{}, err
	}
	most := cmp.Or(limits.Bytes, DefaultLimits.Bytes)
	left := most
	for rows.Left != Uncounted && result.Next(ctx) {
		switch {
		case len(rows.Values) < limits.Rows:
			row := plainList(result.Record().Values)
			if left -= weight(row); left < 0 {
				return rows, fmt.Errorf("%w: the answer takes more than %d MiB by row %d: ask for fewer or smaller values", errLarge, most>>20, len(rows.Values)+1)
			}
			rows.Values = append(rows.Values, row)
			continue
		case rows.Left < countedRows:
			rows.Left++
		default:
			rows.Left = Uncounted
		}
		rows.More = true
	}
	if err := result.Err(); err != nil {
		return rows, err
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		return rows, err
	}
	rows.Changes = changesOf(summary.Counters())
	rows.Notices = noticesOf(summary.Notifications())
	rows.Plan = planOf(summary)
	return rows, nil
}

// apply runs a statement that may be repeated without harm, in a transaction
// that is tried again where the server says that it may succeed then, as after
// a deadlock.
func (d *DB) apply(ctx context.Context, text string, parameters map[string]any, limits Limits) (changes Changes, err error) {
	err = d.through(ctx, func(w *way) (err error) {
		changes, err = w.apply(ctx, text, parameters, limits)
		return err
	})
	return changes, err
}

func (w *way) apply(ctx context.Context, text string, parameters map[string]any, limits Limits) (changes Changes, err error) {
	bounded, cancel := context.WithTimeout(ctx, limits.Time+retryTime)
	defer cancel()
	session := w.session(bounded, neo4j.AccessModeWrite)
	defer func() { err = errors.Join(err, closed(ctx, session)) }()
	_, err = session.ExecuteWrite(bounded, func(tx neo4j.ManagedTransaction) (any, error) {
		result, err := tx.Run(bounded, text, parameters)
		if err != nil {
			return nil, err
		}
		summary, err := result.Consume(bounded)
		if err != nil {
			return nil, err
		}
		changes = changesOf(summary.Counters())
		return nil, nil
	}, neo4j.WithTxTimeout(limits.Time))
	if err != nil {
		return Changes{}, kindOf(err)
	}
	return changes, nil
}

func changesOf(c neo4j.Counters) Changes {
	return Changes{
		c.NodesCreated(), c.NodesDeleted(), c.RelationshipsCreated(), c.RelationshipsDeleted(),
		c.PropertiesSet(), c.LabelsAdded(), c.LabelsRemoved(),
		c.ConstraintsAdded(), c.ConstraintsRemoved(), c.IndexesAdded(), c.IndexesRemoved(),
	}
}

// noticesOf are the warnings among notifications, with their places.
func noticesOf(all []neo4j.Notification) (notices []string) {
	for _, n := range all {
		if n.SeverityLevel() != notifications.Warning {
			continue
		}
		notice := n.Description()
		if at := n.Position(); at != nil {
			notice += fmt.Sprintf(" (line %d, column %d)", at.Line(), at.Column())
		}
		notices = append(notices, notice)
	}
	return notices
}
