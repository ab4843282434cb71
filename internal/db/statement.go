package db

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Statement is one to be run whose values keep their types: parameters may be
// Typed, and so are the values of its rows.
type Statement struct {
	Text       string
	Parameters map[string]any
}

// Terms are those that a statement or a transaction is run on.
type Terms struct {
	Write     bool
	Time      time.Duration
	Bookmarks []string // of states that must have been reached before
}

// Taker takes an answer as it comes from the database. Columns is called once,
// before any row and as soon as the statement is known to be sound; an error of
// either ends the reading and is given back.
type Taker interface {
	Columns(names []string) error
	// Row has exact values: nil, bool, int64, float64, string, []byte, []any,
	// map[string]any, Typed, Node, Relationship or Path.
	Row(values []any) error
}

// Outcome is what a database says after the last row.
type Outcome struct {
	Counters      map[string]any // by the names that Neo4j's Query API gives them
	Notifications []Notification
	Plan          *Plan // where the text asks for it with EXPLAIN or PROFILE
	Bookmarks     []string
}

// Changed are those of the counters that count changes and are not 0.
func (o Outcome) Changed() map[string]int {
	changed := map[string]int{}
	for name, count := range o.Counters {
		if n, isNumber := count.(int); isNumber && n != 0 {
			changed[name] = n
		}
	}
	return changed
}

// Notification is what a database remarks on a statement.
type Notification struct {
	Code        string    `json:"code"`
	Description string    `json:"description"`
	Severity    string    `json:"severity"`
	Title       string    `json:"title"`
	Position    *Position `json:"position"`
	Category    string    `json:"category,omitempty"`
}

// Position is where in a statement something stands, from 1; Offset from 0.
type Position struct {
	Column int `json:"column"`
	Line   int `json:"line"`
	Offset int `json:"offset"`
}

// Plan is a step of a plan with all that the database tells of it.
type Plan struct {
	Operator    string
	Arguments   map[string]any // exact values
	Identifiers []string
	Children    []Plan
	Profile     *Profile // what the step did, by PROFILE
}

// Profile is what a step of a plan did.
type Profile struct {
	Hits, Records, CacheHits, CacheMisses, Time int64
	CacheRatio                                  float64
}

// Fault is what a database says of a statement that it cannot run, in its own
// code and words. It is of one of the kinds of this package.
type Fault struct {
	Code, Message string
	kind          error
}

// Error has the words and the code.
func (f *Fault) Error() string { return f.Message + " (" + f.Code + ")" }

// Unwrap gives the kind.
func (f *Fault) Unwrap() error { return f.kind }

// faultOf is kindOf for those who want the database's own words.
func faultOf(err error) error {
	var server *neo4j.Neo4jError
	if errors.As(err, &server) {
		return &Fault{server.Code, strings.TrimSpace(server.Msg), serverKind(server)}
	}
	return kindOf(err)
}

// Run runs a statement on its own and hands over its answer as it comes, however
// long that is: only some rows are in memory at a time. It is run once: an
// answer that was half taken cannot be given again.
func (d *DB) Run(ctx context.Context, s Statement, terms Terms, to Taker) (outcome Outcome, err error) {
	parameters, err := toDriverMap(s.Parameters)
	if err != nil {
		return Outcome{}, err
	}
	session, err := d.sessionFor(ctx, terms)
	if err != nil {
		return Outcome{}, err
	}
	defer func() {
		last, cancel := ending(ctx, err)
		defer cancel()
		if failed := session.Close(last); last.Err() == nil {
			err = errors.Join(err, failed)
		}
	}()
	result, err := session.Run(ctx, s.Text, parameters, neo4j.WithTxTimeout(terms.Time))
	if err != nil {
		return Outcome{}, faultOf(err)
	}
	if outcome, err = take(ctx, result, to); err != nil {
		return Outcome{}, err
	}
	outcome.Bookmarks = session.LastBookmarks()
	return outcome, nil
}

// sessionFor opens a session by a way that leads somewhere: the process that let
// this one in may have ended.
func (d *DB) sessionFor(ctx context.Context, terms Terms) (neo4j.SessionWithContext, error) {
	if d.way.Load().shared() {
		if err := d.Ping(ctx); err != nil {
			return nil, err
		}
	}
	w := d.way.Load()
	mode := neo4j.AccessModeRead
	if terms.Write {
		mode = neo4j.AccessModeWrite
	}
	return w.driver.NewSession(ctx, neo4j.SessionConfig{
		AccessMode: mode, DatabaseName: w.database, FetchSize: fetchRows, Bookmarks: neo4j.BookmarksFromRawValues(terms.Bookmarks...),
	}), nil
}

// cut is why a taker took no more.
type cut struct{ error }

// Unwrap gives the taker's own error.
func (c cut) Unwrap() error { return c.error }

// ending is the context to end a session or a transaction in. Where the rest of
// an answer is not wanted it is over already: the driver would have the server
// make all of it, and so it lets go of the connection, at which the server undoes
// what it was doing.
func ending(ctx context.Context, err error) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), connectTime)
	if errors.As(err, new(cut)) {
		cancel()
	}
	return ctx, cancel
}

// take hands over an answer.
func take(ctx context.Context, result neo4j.ResultWithContext, to Taker) (Outcome, error) {
	columns, err := result.Keys()
	if err != nil {
		return Outcome{}, faultOf(err)
	}
	if err := to.Columns(columns); err != nil {
		return Outcome{}, cut{err}
	}
	for result.Next(ctx) {
		if err := to.Row(exactList(result.Record().Values)); err != nil {
			return Outcome{}, cut{err}
		}
	}
	if err := result.Err(); err != nil {
		return Outcome{}, faultOf(err)
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		return Outcome{}, faultOf(err)
	}
	return outcomeOf(summary), nil
}

func outcomeOf(summary neo4j.ResultSummary) Outcome {
	c := summary.Counters()
	out := Outcome{Counters: map[string]any{
		"containsUpdates": c.ContainsUpdates(), "nodesCreated": c.NodesCreated(), "nodesDeleted": c.NodesDeleted(),
		"propertiesSet": c.PropertiesSet(), "relationshipsCreated": c.RelationshipsCreated(), "relationshipsDeleted": c.RelationshipsDeleted(),
		"labelsAdded": c.LabelsAdded(), "labelsRemoved": c.LabelsRemoved(), "indexesAdded": c.IndexesAdded(), "indexesRemoved": c.IndexesRemoved(),
		"constraintsAdded": c.ConstraintsAdded(), "constraintsRemoved": c.ConstraintsRemoved(),
		"containsSystemUpdates": c.ContainsSystemUpdates(), "systemUpdates": c.SystemUpdates(),
	}}
	for _, n := range summary.Notifications() {
		out.Notifications = append(out.Notifications, notificationOf(n))
	}
	if p := summary.Profile(); p != nil {
		profiled := profiledPlan(p)
		out.Plan = &profiled
	} else if p := summary.Plan(); p != nil {
		plan := fullPlan(p)
		out.Plan = &plan
	}
	return out
}

func notificationOf(n neo4j.Notification) Notification {
	out := Notification{Code: n.Code(), Description: n.Description(), Severity: n.RawSeverityLevel(), Title: n.Title(), Category: n.RawCategory()}
	if at := n.Position(); at != nil {
		out.Position = &Position{at.Column(), at.Line(), at.Offset()}
	}
	return out
}

func fullPlan(p neo4j.Plan) Plan {
	out := Plan{Operator: p.Operator(), Arguments: exactMap(p.Arguments()), Identifiers: p.Identifiers()}
	for _, child := range p.Children() {
		out.Children = append(out.Children, fullPlan(child))
	}
	return out
}

func profiledPlan(p neo4j.ProfiledPlan) Plan {
	out := Plan{Operator: p.Operator(), Arguments: exactMap(p.Arguments()), Identifiers: p.Identifiers()}
	out.Profile = &Profile{p.DbHits(), p.Records(), p.PageCacheHits(), p.PageCacheMisses(), p.Time(), p.PageCacheHitRatio()}
	for _, child := range p.Children() {
		out.Children = append(out.Children, profiledPlan(child))
	}
	return out
}
