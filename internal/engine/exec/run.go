package exec

import (
	"context"
	"io"
	"time"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// Expr is a compiled expression: its value for one row of a batch.
type Expr func(st *State, b *Batch, row int) (value.Value, error)

// Predicate is a compiled condition: whether it is true, not false nor null.
type Predicate func(st *State, b *Batch, row int) (bool, error)

// State is one execution of one plan. One goroutine at a time works with it.
type State struct {
	Context  context.Context
	Plan     *plan.Plan
	View     *storage.View // what is read: a snapshot, or the transaction's own state
	Tx       *storage.Tx   // nil in a read
	Params   map[string]value.Value
	Clock    Clock
	Limits   *Limits
	Counters *Counters
	Server   *Server
	// Import opens what LOAD CSV names; nil where the database reads nothing
	// from outside.
	Import func(ctx context.Context, url string) (io.ReadCloser, error)
	// Graph is where CALL { } IN TRANSACTIONS has its transactions; nil where the
	// statement is part of a longer transaction.
	Graph *storage.Graph
	// Hits counts what was read of the graph, for PROFILE.
	Hits int64

	program  *Program
	subplans map[*plan.Subplan]*subplanRun
	measures map[plan.Operator]*Measure // nil unless profiled
	// resting will serve other executions after this one.
	resting []reusable
	held    int64
	ticks   int // since it was last looked whether the statement is to end
	depth   int
	steps   uint // of reduce
	// stack holds the arguments of the calls of functions that are under way.
	stack []value.Value
	// scratch is what a condition needs while it goes through a batch.
	scratch struct {
		ids    []storage.ID
		values []value.Value
	}
	// sets are the lists behind IN, each by where it stands in the plan.
	sets map[*place]*knownList
}

// Counters are a statement's side effects as clients are told of them.
type Counters struct {
	NodesCreated, NodesDeleted                 int
	RelationshipsCreated, RelationshipsDeleted int
	PropertiesSet                              int
	LabelsAdded, LabelsRemoved                 int
	IndexesAdded, IndexesRemoved               int
	ConstraintsAdded, ConstraintsRemoved       int
	Transactions                               int // of CALL { } IN TRANSACTIONS
}

// Updated says whether anything in the graph changed.
func (c *Counters) Updated() bool {
	return c.NodesCreated+c.NodesDeleted+c.RelationshipsCreated+c.RelationshipsDeleted+
		c.PropertiesSet+c.LabelsAdded+c.LabelsRemoved > 0
}

// SchemaUpdated says whether an index or a constraint came or went.
func (c *Counters) SchemaUpdated() bool {
	return c.IndexesAdded+c.IndexesRemoved+c.ConstraintsAdded+c.ConstraintsRemoved > 0
}

// Measure is what PROFILE tells of one operator.
type Measure struct {
	Rows, Hits int64 // Hits with those of its inputs; see OwnHits
}

// Server is what a statement can ask of the database around it: for SHOW,
// TERMINATE and procedures. A nil function means that nothing is known.
type Server struct {
	Database     string // the one that the statement runs in
	ID           string // of the graph, as it stands in element ids
	Registry     *Registry
	User         string    // who sent the statement; "" without authentication
	Created      time.Time // when the database was made, if that is known
	Databases    func() []DatabaseInfo
	Transactions func() []TransactionInfo
	// Terminate ends a transaction; false where there is none of that id, an
	// error where the statement may not end it.
	Terminate func(id string) (bool, error)
	Settings  []Setting
	// Image is the latest committed state as the bytes of a backup.
	Image func() *storage.Image
	// Check tells the faults of the committed graph and of its files.
	Check func() []error
}

// DatabaseInfo is a row of SHOW DATABASES.
type DatabaseInfo struct {
	Name, Address string
	Home, Default bool
}

// TransactionInfo is a row of SHOW TRANSACTIONS.
type TransactionInfo struct {
	ID, Database, Query, Status, User string
	Started                           int64 // nanoseconds since 1970-01-01
	Metadata                          map[string]value.Value
}

// Setting is a row of SHOW SETTINGS.
type Setting struct{ Name, Value, Description string }
