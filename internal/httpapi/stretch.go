package httpapi

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"corridor/cypher"
	"corridor/internal/db"
)

// stretch is a page of a list.
type stretch struct {
	rows  []row
	total int
	least bool // there are more than total: counting all would take too long
	next  *string
	of    *int64 // out of how many the rows are, where the query says so
}

// listOf is a named query as a list: each of its parameters but the limit makes
// another one.
func listOf(q cypher.Query) list {
	l := list{query: q.Name}
	for _, p := range q.Parameters {
		if p.Name != "limit" {
			l.filter = append(l.filter, p.Name)
		}
	}
	return l
}

// readTo answers a page of a named query, of which it reads the rows before the
// page and those on it; the rest is counted: by the denominator of a query that takes a
// limit itself, else by the database. A query that takes a limit is asked for one row
// more, which says whether there is anything to count.
func (l list) readTo(ctx context.Context, r *request, bound map[string]any) (stretch, error) {
	q := mustLookup(l.query)
	skip, err := l.skip(r)
	if err != nil {
		return stretch{}, err
	}
	limits := r.api.limits
	end := skip + min(r.whole("limit"), limits.Rows)
	limits.Rows = end
	if takes(q, "limit") {
		bound = maps.Clone(bound)
		bound["limit"] = int64(end + 1)
	}
	found, err := r.read(ctx, q.Name, q.Text, bound, limits)
	if err != nil {
		return stretch{}, err
	}
	rows := found.Objects()
	p := stretch{rows: rows[min(skip, len(rows)):]}
	if err := p.count(ctx, r, q, bound, found); err != nil {
		return stretch{}, err
	}
	if p.least || end < p.total {
		p.next = l.nextFrom(r, end)
	}
	if r.rows = p.rows; !p.least {
		r.total = &p.total
	}
	return p, nil
}

// count finds how many rows there are on all pages.
func (p *stretch) count(ctx context.Context, r *request, q cypher.Query, bound map[string]any, found db.Rows) error {
	p.total = len(found.Values) + found.Left
	if found.Left == db.Uncounted {
		p.total, p.least = len(found.Values)+1, true
	}
	if q.Denominator == "" {
		return nil
	}
	if !takes(q, "limit") {
		count, err := r.countOf(ctx, q, bound)
		p.of = &count
		return err
	}
	passed := r.whole("skip")
	if found.Left == 0 && (p.total > 0 || passed == 0) {
		p.of = new(int64(p.total + passed))
		return nil
	}
	count, known, err := r.countInTime(ctx, q, bound)
	if err != nil {
		return err
	}
	if !known {
		p.least = true
		return nil
	}
	p.total, p.least, p.of = max(0, int(count)-passed), false, &count
	return nil
}

// countInTime is countOf for what may take long to count, such as paths: it gives up
// at a limit, with half of the request's time for what comes after it.
func (r *request) countInTime(ctx context.Context, q cypher.Query, bound map[string]any) (count int64, known bool, err error) {
	limits := r.api.limits
	if end, isBounded := ctx.Deadline(); isBounded {
		limits.Time = max(time.Millisecond, min(limits.Time, time.Until(end)/2))
	}
	rows, err := r.read(ctx, q.Name, q.Denominator, bound, limits)
	if errors.Is(err, db.ErrLimit) && ctx.Err() == nil {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, err
	}
	count, err = db.CountOf(q, rows)
	return count, true, err
}

// part is one of the lists of an answer about the node of the path.
type part struct {
	name             string // in the answer
	query, parameter string // the parameter takes the node's key
	rows             *[]row
	total            *int
}

// readParts answers a page of all lists of an answer: what the limit and the cursor
// say is said of each of them. It gives the cursor of the next page, where any has more.
func (r *request) readParts(ctx context.Context, parts []part) (next *string, err error) {
	l := list{filter: []string{"key"}}
	skip, err := l.skip(r)
	if err != nil {
		return nil, err
	}
	limits := r.api.limits
	end := skip + min(r.whole("limit"), limits.Rows)
	limits.Rows = end
	for _, p := range parts {
		q := mustLookup(p.query)
		bound, err := q.Bind(map[string]any{p.parameter: r.text("key")})
		if err != nil {
			return nil, err
		}
		found, err := r.read(ctx, q.Name, q.Text, bound, limits)
		if err != nil {
			return nil, err
		}
		if found.Left == db.Uncounted {
			found.Left, r.meta.More = 1, true
		}
		rows := found.Objects()
		*p.rows, *p.total = rows[min(skip, len(rows)):], len(rows)+found.Left
		r.leaveOut(p.name, *p.total-len(*p.rows))
		if end < *p.total {
			next = l.nextFrom(r, end)
		}
	}
	return next, nil
}

// leaveOutOf notes the rows of the other pages.
func (r *request) leaveOutOf(p stretch) {
	r.leaveOut("rows", p.total-len(p.rows))
	r.meta.More = r.meta.More || p.least
}

// takes reports whether a query has a parameter of a name.
func takes(q cypher.Query, name string) bool {
	return slices.ContainsFunc(q.Parameters, func(p cypher.Parameter) bool { return p.Name == name })
}

// boundTo are the values that are given for the parameters of a query.
func (r *request) boundTo(q cypher.Query) map[string]any {
	bound := map[string]any{}
	for _, p := range q.Parameters {
		bound[p.Name] = r.given[p.Name]
	}
	return bound
}
