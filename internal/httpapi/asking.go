package httpapi

import (
	"context"
	"errors"
	"fmt"
	"time"

	"corridor/cypher"
	"corridor/internal/db"
)

// row is a row of a named query, by column.
type row = map[string]any

// request is one that is being answered: what it gives, and for the meta of the
// answer what was asked for it.
type request struct {
	api   *api
	route route
	given map[string]any // by the names of the route's parameters, typed
	body  any
	begin time.Time
	meta  *meta
	state string // of the graph when the request began, where it was asked for
	token string // name of the token that it came with
	kind  string // media type of the answer
	// What it changed in the graph.
	changes db.Changes
	// What a table of the answer has, and the headers that come with it.
	rows  []row
	own   *db.Rows // of columns that no named query has
	total *int
	next  string // cursor of the next page; empty on the last
}

// meta says where an answer comes from and what it does not show.
type meta struct {
	Queries   []asked        `json:"queries" doc:"what was asked for the answer, in order"`
	ElapsedMS int64          `json:"elapsed_ms" doc:"of the whole request"`
	Release   string         `json:"release" doc:"hash of the release that the database holds; empty where nothing is loaded"`
	LeftOut   map[string]int `json:"left_out" doc:"how many of what the answer does not show, by label, by relationship type, by name of a list, or rows"`
	More      bool           `json:"more,omitempty" doc:"true where more is left out than was counted"`
	Loading   bool           `json:"loading,omitempty" doc:"true where a load has begun and not ended: some of the answer may be of the release to come"`
	Note      string         `json:"note,omitempty" doc:"what an empty answer was asked for, and what is near it"`
}

// asked is one query of an answer.
type asked struct {
	Query      string         `json:"query" doc:"name of the query, for each of its texts; empty for what has none, as a statement of the reader"`
	Question   string         `json:"question,omitempty" doc:"what a named query asks, in words"`
	Cypher     string         `json:"cypher" doc:"its text"`
	Parameters map[string]any `json:"parameters" doc:"by name; of a change those that are no batch of what was sent"`
	Rows       int            `json:"rows" doc:"how many it gave"`
	ElapsedMS  int64          `json:"elapsed_ms" doc:"until the last of them"`
}

// noted is a query as meta has it, by its name where it has one.
func noted(name, text string, parameters map[string]any, rows int, elapsed time.Duration) asked {
	a := asked{Query: name, Cypher: text, Parameters: parameters, Rows: rows, ElapsedMS: elapsed.Milliseconds()}
	if q, err := cypher.Lookup(name); err == nil {
		a.Question = q.Question
	}
	return a
}

func (r *request) text(name string) string {
	text, _ := r.given[name].(string)
	return text
}

func (r *request) whole(name string) int {
	n, _ := r.given[name].(int64)
	return int(n)
}

// run asks a text and notes it; rows over the limit are counted as left out.
func (r *request) run(ctx context.Context, name, text string, parameters map[string]any, limits db.Limits) (db.Rows, error) {
	rows, err := r.read(ctx, name, text, parameters, limits)
	if rows.Left == db.Uncounted {
		r.meta.More = true
	} else {
		r.leaveOut("rows", rows.Left)
	}
	return rows, err
}

// read asks a text and notes that it did.
func (r *request) read(ctx context.Context, name, text string, parameters map[string]any, limits db.Limits) (db.Rows, error) {
	begin := time.Now()
	rows, err := r.api.db.Read(ctx, text, parameters, limits)
	r.api.measures.asked(name, time.Since(begin))
	if err != nil {
		if name != "" {
			err = fmt.Errorf("query %s: %w", name, err)
		}
		return db.Rows{}, err
	}
	if parameters == nil {
		parameters = map[string]any{}
	}
	r.meta.Queries = append(r.meta.Queries, noted(name, text, parameters, len(rows.Values), rows.Elapsed))
	return rows, nil
}

// ask runs a named query.
func (r *request) ask(ctx context.Context, name string, given map[string]any) ([]row, error) {
	q, err := cypher.Lookup(name)
	if err != nil {
		return nil, err
	}
	bound, err := q.Bind(given)
	if err != nil {
		return nil, err
	}
	rows, err := r.run(ctx, name, q.Text, bound, r.api.limits)
	if err != nil {
		return nil, err
	}
	return rows.Objects(), nil
}

// countOf asks out of how many the rows of a query are.
func (r *request) countOf(ctx context.Context, q cypher.Query, bound map[string]any) (int64, error) {
	rows, err := r.run(ctx, q.Name, q.Denominator, bound, r.api.limits)
	if err != nil {
		return 0, err
	}
	return db.CountOf(q, rows)
}

// askFor runs a query that gives one row for a key, and refuses a key that has
// none.
func (r *request) askFor(ctx context.Context, name string) (row, error) {
	rows, err := r.ask(ctx, name, map[string]any{"key": r.text("key")})
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, r.noNode(ctx)
	}
	return rows[0], nil
}

// noNode says why there is nothing at the key of the path.
func (r *request) noNode(ctx context.Context) error {
	key := r.route.parameters[0].Parameter
	_, err := r.api.db.Explain(ctx, []cypher.Parameter{key}, r.given)
	switch {
	case err == nil:
		return fmt.Errorf("%w: there is nothing of %s", errNoNode, r.text("key"))
	case errors.Is(err, cypher.ErrParameter):
		return notFound{err}
	}
	return err
}

// leaveOut notes what the answer does not show.
func (r *request) leaveOut(kind string, n int) {
	if n > 0 {
		r.meta.LeftOut[kind] += n
	}
}

// loading is which release the database holds, and whether another is being
// loaded; state names the state of the graph that says so, see db.Rows.
type loading struct {
	release string
	begun   bool
	state   string
}

// release reads which release the database holds, and whether another is being
// loaded: its own node stands from the beginning of the load. It is asked every
// time, as a load may come at any time.
func (a *api) release(ctx context.Context) (l loading, err error) {
	begin := time.Now()
	rows, err := a.db.Read(ctx, mustLookup("release").Text, nil, a.limits)
	a.measures.asked("release", time.Since(begin))
	if err != nil {
		return loading{}, fmt.Errorf("query release: %w", err)
	}
	l.state = rows.State
	for _, r := range rows.Objects() {
		if r["loaded"] != true {
			l.begun = true
			continue
		}
		l.release, _ = r["release"].(string)
	}
	return l, nil
}
