package httpapi

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"corridor/cypher"
	"corridor/graph"
	"corridor/internal/db"
)

const (
	defaultPage = 100
	longestPage = 1000
)

// pagedWhole does the same to a list that is short: all of it is the first page.
func pagedWhole(parameters ...parameter) []parameter {
	out := paged(parameters...)
	out[len(parameters)].Default = int64(longestPage)
	return out
}

// paged adds the parameters of paging to those of a list.
func paged(parameters ...parameter) []parameter {
	return append(parameters, whole("limit", defaultPage, 1, longestPage, "how many at most"), cursorParameter)
}

// cursorParameter says where a page begins.
var cursorParameter = text("cursor", "", "next of the page before; empty for the first page")

// pages are the parameters of paging of a named query: the limit that it takes
// itself, or one that all its rows are within.
func pages(query string, most int64) []parameter {
	limit := whole("limit", most, 1, most, "how many rows at most")
	if takes(mustLookup(query), "limit") {
		limit = of(query, "limit")[0]
		limit.Min, limit.Max = 1, min(limit.Max, most)
	}
	return []parameter{limit, cursorParameter}
}

// list is a named query that gives the rows of one list in a fixed order.
type list struct {
	query  string
	label  string // of all its rows, as what is left out is called; empty where each row says its own
	filter []string
}

// cursor says where a page begins, and of which list and release.
type cursor struct {
	List    string `json:"list"`
	Release string `json:"release"`
	Skip    int    `json:"skip"`
}

// read answers a page of the list. Lists are short enough to read whole: that
// gives exact counts of what is not shown.
func (l list) read(ctx context.Context, r *request) (stretch, error) {
	skip, err := l.skip(r)
	if err != nil {
		return stretch{}, err
	}
	given := map[string]any{}
	for _, name := range l.filter {
		given[name] = r.given[name]
	}
	for _, p := range mustLookup(l.query).Parameters {
		if p.Name == "limit" {
			given[p.Name] = int64(wholeList)
		}
	}
	rows, err := r.askWhole(ctx, l.query, given)
	if err != nil {
		return stretch{}, err
	}
	return l.cut(ctx, r, rows, skip)
}

// askWhole runs a named query of which all rows are wanted: where the limit of
// the database cuts them, any total would be false.
func (r *request) askWhole(ctx context.Context, name string, given map[string]any) ([]row, error) {
	rows, err := r.ask(ctx, name, given)
	if err == nil && (r.meta.More || r.meta.LeftOut["rows"] > 0) {
		return nil, fmt.Errorf("%w: rows: the query %s has more than %d: ask for less of it by the list's filters", db.ErrLimit, name, r.api.limits.Rows)
	}
	return rows, err
}

// wholeList is more rows than any list has; the limit of the database holds.
const wholeList = 1 << 30

// cut takes the page out of the list and notes what it leaves out, or why there
// is nothing in it.
func (l list) cut(ctx context.Context, r *request, rows []row, skip int) (stretch, error) {
	if len(rows) == 0 {
		r.total = new(int)
		return stretch{rows: rows}, r.explain(ctx, l.filters(r))
	}
	from := min(skip, len(rows))
	to := min(from+r.whole("limit"), len(rows))
	for i, left := range rows {
		if i < from || i >= to {
			r.leaveOut(l.labelOf(left), 1)
		}
	}
	p := stretch{rows: rows[from:to], total: len(rows)}
	if to < p.total {
		p.next = l.nextFrom(r, to)
	}
	r.rows, r.total = p.rows, &p.total
	return p, nil
}

// filters are the parameters of the list's route that choose rows.
func (l list) filters(r *request) []cypher.Parameter {
	var out []cypher.Parameter
	for _, p := range r.route.parameters {
		if slices.Contains(l.filter, p.Name) {
			out = append(out, p.Parameter)
		}
	}
	return out
}

func (l list) labelOf(r row) string {
	if l.label != "" {
		return l.label
	}
	if label, ok := r["label"].(string); ok {
		return label
	}
	key, _ := r["key"].(string)
	label, _ := graph.LabelOf(key)
	return label.Name
}

// id tells a list with its filters from others.
func (l list) id(r *request) string {
	id := r.route.path
	for _, name := range slices.Sorted(maps.Keys(r.given)) {
		if slices.Contains(l.filter, name) {
			id += fmt.Sprintf("&%s=%v", name, r.given[name])
		}
	}
	return id
}

// nextFrom is the cursor of the page that begins after some rows.
func (l list) nextFrom(r *request, skip int) *string {
	r.next = encodeCursor(cursor{l.id(r), r.meta.Release, skip})
	return &r.next
}

func encodeCursor(c cursor) string {
	text, err := json.Marshal(c)
	if err != nil {
		panic(err) // text and a number
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// skip reads how many rows the cursor of the request passes over.
func (l list) skip(r *request) (int, error) {
	given := r.text("cursor")
	if given == "" {
		return 0, nil
	}
	var c cursor
	decoded, err := base64.RawURLEncoding.DecodeString(given)
	if err == nil {
		err = json.Unmarshal(decoded, &c)
	}
	switch {
	case err != nil || c.Skip < 1 || c.Skip > wholeList:
		return 0, fmt.Errorf("%w: it cannot be read: give next of the page before, as it stands", errCursor)
	case c.List != l.id(r):
		return 0, fmt.Errorf("%w: it is of another list or of other filters: leave it out to begin this one", errCursor)
	case c.Release != r.meta.Release:
		return 0, fmt.Errorf("%w: another release has been loaded since: leave it out to begin again", errCursor)
	}
	return c.Skip, nil
}

// explain says in the meta of an empty answer what was looked for; its error
// says that a parameter names nothing that could be found.
func (r *request) explain(ctx context.Context, parameters []cypher.Parameter) (err error) {
	r.meta.Note, err = r.api.db.Explain(ctx, parameters, r.given)
	return err
}

// The lists of the API.
var (
	actorList    = list{query: "actors", label: "ActorType", filter: []string{"side", "stage"}}
	routeList    = list{query: "routes", label: "Route", filter: []string{"place"}}
	documentList = list{query: "documents", label: "Document"}
	stageList    = list{query: "stages", label: "rows", filter: []string{"stage"}}
	countList    = list{query: "counts", label: "rows"}
	nodeList     = list{query: "nodes", filter: []string{"label", "text", "document", "standing"}}
)

type actorsAnswer struct {
	Actors []row   `json:"actors" query:"actors" doc:"kinds of actors"`
	Total  int     `json:"total" doc:"how many match, on all pages"`
	Next   *string `json:"next" doc:"cursor of the next page; null on the last"`
	Meta   *meta   `json:"meta"`
}

func actors(ctx context.Context, r *request) (any, error) {
	p, err := actorList.read(ctx, r)
	if err != nil {
		return nil, err
	}
	return actorsAnswer{p.rows, p.total, p.next, r.meta}, nil
}

type routesAnswer struct {
	Routes []row   `json:"routes" query:"routes" doc:"routes, as far as a text gives them"`
	Total  int     `json:"total" doc:"how many match, on all pages"`
	Next   *string `json:"next" doc:"cursor of the next page; null on the last"`
	Meta   *meta   `json:"meta"`
}

func routesThrough(ctx context.Context, r *request) (any, error) {
	p, err := routeList.read(ctx, r)
	if err != nil {
		return nil, err
	}
	return routesAnswer{p.rows, p.total, p.next, r.meta}, nil
}

type documentsAnswer struct {
	Documents []row   `json:"documents" query:"documents" doc:"the documents that the graph is drawn from"`
	Total     int     `json:"total" doc:"how many there are"`
	Next      *string `json:"next" doc:"cursor of the next page; null on the last"`
	Meta      *meta   `json:"meta"`
}

func documents(ctx context.Context, r *request) (any, error) {
	p, err := documentList.read(ctx, r)
	if err != nil {
		return nil, err
	}
	return documentsAnswer{p.rows, p.total, p.next, r.meta}, nil
}

type nodesAnswer struct {
	Nodes []row   `json:"nodes" query:"nodes" doc:"by key"`
	Total int     `json:"total" doc:"how many match, on all pages"`
	Next  *string `json:"next" doc:"cursor of the next page; null on the last"`
	Meta  *meta   `json:"meta"`
}

func nodes(ctx context.Context, r *request) (any, error) {
	p, err := nodeList.read(ctx, r)
	if err != nil {
		return nil, err
	}
	return nodesAnswer{p.rows, p.total, p.next, r.meta}, nil
}

type leversAnswer struct {
	Levers []row   `json:"levers" query:"levers" doc:"a lever with its target, and who says what of it"`
	Total  int     `json:"total" doc:"how many match, on all pages"`
	Next   *string `json:"next" doc:"cursor of the next page; null on the last"`
	Meta   *meta   `json:"meta"`
}

// leverList has the statements of levers and targets; those of a stage or of a
// document are told by their claims, which other queries give.
var leverList = list{query: "levers", label: "Lever", filter: []string{"stage", "document"}}

// leversOf names the query that gives the claims for a filter of levers.
var leversOf = map[string]string{"stage": "levers-on-stage", "document": "levers-of-document"}

func levers(ctx context.Context, r *request) (any, error) {
	skip, err := leverList.skip(r)
	if err != nil {
		return nil, err
	}
	rows, err := r.askWhole(ctx, leverList.query, nil)
	if err != nil {
		return nil, err
	}
	for _, filter := range leverList.filter {
		if rows, err = keepLevers(ctx, r, rows, filter); err != nil {
			return nil, err
		}
	}
	p, err := leverList.cut(ctx, r, rows, skip)
	if err != nil {
		return nil, err
	}
	return leversAnswer{p.rows, p.total, p.next, r.meta}, nil
}

// keepLevers drops the rows whose claims the filter's query does not give.
func keepLevers(ctx context.Context, r *request, rows []row, filter string) ([]row, error) {
	key := r.text(filter)
	if key == "" {
		return rows, nil
	}
	kept, err := r.askWhole(ctx, leversOf[filter], map[string]any{filter: key})
	if err != nil {
		return nil, err
	}
	claims := map[any]bool{}
	for _, k := range kept {
		claims[k["claim"]] = true
	}
	return slices.DeleteFunc(rows, func(l row) bool { return !claims[l["claim"]] }), nil
}
