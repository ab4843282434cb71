package httpapi

import (
	"context"
	"slices"
	"strings"

	"corridor/cypher"
	"corridor/graph"
	"corridor/internal/layout"
)

type searchAnswer struct {
	Results []row   `json:"results" query:"search" doc:"the best first"`
	Total   int     `json:"total" doc:"how many are found in all"`
	Next    *string `json:"next" doc:"cursor of the next page; null on the last"`
	Meta    *meta   `json:"meta"`
}

func searchParameters() []parameter {
	words := of("search", "text")[0]
	words.Name = "q"
	return append([]parameter{words}, append(of("search", "label"), pages("search", longestPage)...)...)
}

func search(ctx context.Context, r *request) (any, error) {
	q := mustLookup("search")
	label, words := r.text("label"), r.text("q")
	if label == "" {
		label, words = labelBefore(words)
	}
	l := list{query: q.Name, filter: []string{"q", "label"}}
	p, err := l.readTo(ctx, r, map[string]any{"text": words, "label": label})
	if err != nil {
		return nil, err
	}
	r.leaveOutOf(p)
	if len(p.rows) == 0 {
		r.meta.Note = "nothing is called like " + r.text("q")
	}
	return searchAnswer{p.rows, p.total, p.next, r.meta}, nil
}

// labelBefore takes off what is looked for the label that stands before it with a
// colon, by its name or as keys begin: place:libya, Lever: visas.
func labelBefore(typed string) (label, words string) {
	before, after, _ := strings.Cut(typed, ":")
	before = strings.TrimSpace(before)
	if strings.TrimSpace(after) == "" {
		return "", typed
	}
	found := of("search", "label")[0].Values
	for _, l := range graph.Labels() {
		if slices.Contains(found, l.Name) && (strings.EqualFold(l.Name, before) || strings.EqualFold(l.Prefix, before)) {
			return l.Name, after
		}
	}
	return "", typed
}

type pathsAnswer struct {
	Paths []path    `json:"paths" doc:"the shortest first"`
	Total int       `json:"total" doc:"how many there are on all pages; at least so many where meta.more is true"`
	Next  *string   `json:"next" doc:"cursor of the next page; null on the last"`
	Nodes []wayNode `json:"nodes" doc:"the nodes of all of them, each once, with their places in a picture of the ways; y grows upwards"`
	Meta  *meta     `json:"meta"`
}

// wayNode is a node of paths, and where it is drawn.
type wayNode struct {
	nodeName
	X float64 `json:"x" doc:"a column is 6 wide"`
	Y float64 `json:"y" doc:"a row is 1 high"`
}

type path struct {
	Length        int   `json:"length" doc:"how many relationships"`
	Nodes         []any `json:"nodes" doc:"keys, from one end to the other"`
	Relationships []tie `json:"relationships" doc:"in the same order; each leads where it leads, whichever way it is gone"`
}

// pathRoute answers with the paths that a named query gives.
func pathRoute(query, path, doc string) route {
	q := mustLookup(query)
	own := of(query, listOf(q).filter...)
	return route{path: path, name: query, group: groupLook, doc: doc, parameters: append(own, pages(query, longestPage)...), answer: pathsAnswer{}, columnsOf: query,
		do: func(ctx context.Context, r *request) (any, error) { return r.pathsBy(ctx, q) }}
}

func (r *request) pathsBy(ctx context.Context, q cypher.Query) (any, error) {
	p, err := listOf(q).readTo(ctx, r, r.boundTo(q))
	if err != nil {
		return nil, err
	}
	r.leaveOutOf(p)
	answer := pathsAnswer{Paths: []path{}, Total: p.total, Next: p.next, Nodes: []wayNode{}, Meta: r.meta}
	if len(p.rows) == 0 {
		if err := r.explain(ctx, q.Parameters); err != nil {
			return nil, err
		}
	}
	seen := map[any]bool{}
	for _, found := range p.rows {
		one := pathIn(found)
		for _, n := range mapsIn(found["nodes"]) {
			if !seen[n["key"]] {
				seen[n["key"]] = true
				answer.Nodes = append(answer.Nodes, wayNode{nodeName: nodeName{n["key"], n["label"], n["name"]}})
			}
		}
		answer.Paths = append(answer.Paths, one)
	}
	answer.place()
	return answer, nil
}

// place gives the nodes their places.
func (answer *pathsAnswer) place() {
	nodes := make([]layout.Node, len(answer.Nodes))
	for i, n := range answer.Nodes {
		nodes[i].Key, _ = n.Key.(string)
	}
	var relationships []layout.Relationship
	paths := make([][]string, len(answer.Paths))
	joined := map[[2]string]bool{}
	for i, p := range answer.Paths {
		for step, key := range p.Nodes {
			to, _ := key.(string)
			paths[i] = append(paths[i], to)
			if ends := [2]string{paths[i][max(step-1, 0)], to}; step > 0 && !joined[ends] {
				joined[ends] = true
				relationships = append(relationships, layout.Relationship{From: ends[0], To: to})
			}
		}
	}
	at := map[any]layout.Node{}
	for _, n := range layout.Ways(nodes, relationships, paths) {
		at[n.Key] = n
	}
	for i, n := range answer.Nodes {
		answer.Nodes[i].X, answer.Nodes[i].Y = at[n.Key].X, at[n.Key].Y
	}
}

// pathIn reads a row of a query for paths.
func pathIn(found row) path {
	one := path{Nodes: []any{}, Relationships: []tie{}}
	for _, n := range mapsIn(found["nodes"]) {
		one.Nodes = append(one.Nodes, n["key"])
	}
	for _, t := range mapsIn(found["relationships"]) {
		one.Relationships = append(one.Relationships, tieOf(t))
	}
	one.Length = len(one.Relationships)
	return one
}

// mapsIn reads a list of maps in a row.
func mapsIn(v any) []row {
	list, _ := v.([]any)
	var out []row
	for _, item := range list {
		if m, isMap := item.(row); isMap {
			out = append(out, m)
		}
	}
	return out
}
