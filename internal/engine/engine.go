// Package engine is the door of the database: it opens one, runs queries in
// transactions, and gives their results. What a query goes through on its way
// stands in statement.go; how it goes through it is for the packages below.
package engine

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"corridor/internal/engine/exec"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// The databases that there are. System answers what is asked about the others.
const (
	Neo4j  = "neo4j"
	System = "system"
)

// Options are what a database may be opened with; the zero Options will do.
type Options struct {
	Limits  Limits
	Storage storage.Options
	// Log is told of what should not happen; nothing where nil.
	Log *slog.Logger
	// Import opens what LOAD CSV names. Where it is nil, LOAD CSV is refused.
	Import func(ctx context.Context, url string) (io.ReadCloser, error)
	// Address is where clients reach the database, for SHOW DATABASES.
	Address string
}

// HeldError is the error of Open where another process has the database open.
type HeldError = storage.HeldError

// Database is an open database. It may be used from several goroutines.
type Database struct {
	options  Options
	limits   Limits
	graphs   map[string]*storage.Graph // by the name of the database
	ids      map[string]string         // of the graphs, likewise
	settings []exec.Setting
	registry *exec.Registry
	plans    *cache
	created  time.Time

	lock   sync.Mutex
	open   map[string]*Transaction
	number int // of the last transaction
	closed bool
}

// storage are the options of the graph.
func (o Options) storage() storage.Options {
	o.Storage.MemoryLimit = cmp.Or(o.Storage.MemoryLimit, o.Limits.withDefaults().Graph)
	return o.Storage
}

// OpenMemory opens an empty database that lives until it is closed.
func OpenMemory(o Options) (*Database, error) {
	return newDatabase(storage.OpenMemory(o.storage()), o), nil
}

// Open opens the database in a folder, which is made where it is missing. One
// process at a time may have it open.
func Open(dir string, o Options) (*Database, error) {
	graph, err := storage.Open(storage.OS(), dir, o.storage())
	if err != nil {
		return nil, err
	}
	return newDatabase(graph, o), nil
}

func newDatabase(graph *storage.Graph, o Options) *Database {
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	system := storage.OpenMemory(storage.Options{})
	limits := o.Limits.withDefaults()
	return &Database{
		options:  o,
		limits:   limits,
		graphs:   map[string]*storage.Graph{Neo4j: graph, System: system},
		ids:      map[string]string{Neo4j: graph.ID(), System: system.ID()},
		settings: limits.settings(),
		registry: exec.NewRegistry(),
		plans:    newCache(plansKept),
		created:  time.Now(),
		open:     map[string]*Transaction{},
	}
}

// Close ends all transactions, and writes what was committed.
func (d *Database) Close() error {
	d.lock.Lock()
	d.closed = true
	open := d.transactions()
	d.lock.Unlock()
	for _, t := range open {
		t.Terminate() // what runs in it would be waited for
		t.Rollback()
	}
	var failed error
	for _, name := range []string{Neo4j, System} {
		failed = cmp.Or(failed, d.graphs[name].Close())
	}
	return failed
}

// ID is the number of the database that stands in its element ids.
func (d *Database) ID() string { return d.ids[Neo4j] }

// Registry is where functions and procedures are added, before the first query.
func (d *Database) Registry() *exec.Registry { return d.registry }

// Resolve is the name of a database as it is written; the empty name is that
// of the home database.
func (d *Database) Resolve(name string) (string, error) {
	known := cmp.Or(strings.ToLower(name), Neo4j)
	if d.graphs[known] == nil {
		return "", &value.Error{Code: value.DatabaseNotFound, Message: fmt.Sprintf("There is no database named '%s'.", name)}
	}
	return known, nil
}

// transactions are those that are open, the oldest first. The lock is held.
func (d *Database) transactions() []*Transaction {
	return slices.SortedFunc(maps.Values(d.open), func(a, b *Transaction) int { return cmp.Compare(a.number, b.number) })
}

// enter takes a transaction into the list of those that are open.
func (d *Database) enter(t *Transaction) error {
	d.lock.Lock()
	defer d.lock.Unlock()
	if d.closed {
		return &value.Error{Code: value.Internal, Message: "The database is closed."}
	}
	if len(d.open) >= d.limits.Transactions {
		return &value.Error{Code: value.TooManyTransactions, Message: fmt.Sprintf(
			"There are as many open transactions as the limit allows: %d (%s).", d.limits.Transactions, limitTransactions)}
	}
	d.number++
	t.number, t.id = d.number, t.database+"-transaction-"+strconv.Itoa(d.number)
	d.open[t.id] = t
	return nil
}

func (d *Database) leave(t *Transaction) {
	d.lock.Lock()
	defer d.lock.Unlock()
	delete(d.open, t.id)
}

// server is what the statements of a transaction may ask of the database.
func (d *Database) server(t *Transaction) *exec.Server {
	return &exec.Server{
		Database: t.database, ID: d.ids[t.database], Registry: d.registry, User: t.options.User,
		Created: d.created, Settings: d.settings,
		Databases: d.databases, Transactions: d.running, Terminate: t.terminate,
		Image: t.graph.Image, Check: t.graph.Check,
	}
}

func (d *Database) databases() []exec.DatabaseInfo {
	return []exec.DatabaseInfo{
		{Name: Neo4j, Address: d.options.Address, Home: true, Default: true},
		{Name: System, Address: d.options.Address},
	}
}

func (d *Database) running() []exec.TransactionInfo {
	d.lock.Lock()
	defer d.lock.Unlock()
	var all []exec.TransactionInfo
	for _, t := range d.transactions() {
		all = append(all, t.info())
	}
	return all
}

// terminate ends a transaction, as a statement of this one asks for.
func (t *Transaction) terminate(id string) (bool, error) {
	t.d.lock.Lock()
	other := t.d.open[id]
	t.d.lock.Unlock()
	switch {
	case other == nil:
		return false, nil
	case t.options.Confined && other.options.Owner != t.options.Owner:
		return false, &value.Error{Code: value.Forbidden, Message: fmt.Sprintf(
			"The transaction %s is not yours: who may only read this database may not end what others run in it.", id)}
	}
	other.Terminate()
	return true, nil
}
