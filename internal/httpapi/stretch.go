package httpapi

import (
	"context"
	"maps"
	"slices"

	"corridor/cypher"
	"corridor/internal/db"
)

// stretch is a page of a list.
type stretch struct {
	rows  []row
	total *int // nil where they were not all counted
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
// limit itself, else by the database. Where a query takes a limit and has no
// denominator, one row more is asked for, which says whether there are more.
func (l list) readTo(ctx context.Context, r *request, bound map[string]any) (stretch, error) {
	q := mustLookup(l.query)
	skip, err := l.skip(r)
	if err != nil {
		return stretch{}, err
	}
	limits := r.api.limits
	end := skip + min(r.whole("limit"), limits.Rows)
	limits.Rows = end
	limited := takes(q, "limit")
	if limited {
		bound = maps.Clone(bound)
		bound["limit"] = int64(end)
		if q.Denominator == "" {
			bound["limit"] = int64(end + 1)
		}
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
	if p.total == nil && found.Left != 0 || p.total != nil && end < *p.total {
		p.next = l.nextFrom(r, end)
	}
	r.rows, r.total = p.rows, p.total
	return p, nil
}

// count finds how many rows there are on all pages.
func (p *stretch) count(ctx context.Context, r *request, q cypher.Query, bound map[string]any, found db.Rows) error {
	total := len(found.Values) + found.Left
	if q.Denominator != "" {
		count, err := r.countOf(ctx, q, bound)
		if err != nil {
			return err
		}
		p.of = &count
		if takes(q, "limit") {
			total = max(0, int(count)-r.whole("skip"))
		}
	}
	isPart := found.Left != 0 && takes(q, "limit") && q.Denominator == ""
	if !isPart && found.Left != db.Uncounted {
		p.total = &total
	}
	return nil
}

// leaveOutOf notes the rows of the other pages.
func (r *request) leaveOutOf(p stretch) {
	if p.total == nil {
		r.meta.More = true
		return
	}
	r.leaveOut("rows", *p.total-len(p.rows))
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
