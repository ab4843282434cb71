package httpapi

import (
	"context"
)

type searchAnswer struct {
	Results []row `json:"results" query:"search" doc:"the best first"`
	Total   int   `json:"total" doc:"how many are found in all"`
	Meta    *meta `json:"meta"`
}

func searchParameters() []parameter {
	words := of("search", "text")[0]
	words.Name = "q"
	limit := of("search", "limit")[0]
	limit.Min, limit.Max = 1, longestPage
	return append([]parameter{words}, append(of("search", "label"), limit)...)
}

func search(ctx context.Context, r *request) (any, error) {
	q := mustLookup("search")
	bound := map[string]any{"text": r.text("q"), "label": r.text("label"), "limit": r.given["limit"]}
	rows, err := r.ask(ctx, q.Name, bound)
	if err != nil {
		return nil, err
	}
	total, err := r.countOf(ctx, q, bound)
	if err != nil {
		return nil, err
	}
	r.leaveOut("rows", int(total)-len(rows))
	found := int(total)
	r.rows, r.total = rows, &found
	if len(rows) == 0 {
		r.meta.Note = "nothing is called like " + r.text("q")
	}
	return searchAnswer{rows, int(total), r.meta}, nil
}

type pathsAnswer struct {
	Paths []path     `json:"paths" doc:"the shortest, the best borne out first"`
	Nodes []nodeName `json:"nodes" doc:"the nodes of all of them, each once"`
	Meta  *meta      `json:"meta"`
}

type path struct {
	Length        int   `json:"length" doc:"how many relationships"`
	Nodes         []any `json:"nodes" doc:"keys, from one end to the other"`
	Relationships []tie `json:"relationships" doc:"in the same order; each leads where it leads, whichever way it is gone"`
}

func pathParameters() []parameter {
	most := of("paths", "max")[0]
	most.Min, most.Max = 1, longestPath
	limit := of("paths", "limit")[0]
	limit.Min, limit.Max = 1, longestPage
	return append(of("paths", "from", "to"), most, limit)
}

// longestPath is how many relationships a path may have: beyond that it says nothing.
const longestPath = 8

func paths(ctx context.Context, r *request) (any, error) {
	rows, err := r.ask(ctx, "paths", r.given)
	if err != nil {
		return nil, err
	}
	answer := pathsAnswer{Paths: []path{}, Nodes: []nodeName{}, Meta: r.meta}
	if len(rows) == 0 {
		if err := r.explain(ctx, mustLookup("paths").Parameters); err != nil {
			return nil, err
		}
	}
	seen := map[any]bool{}
	for _, found := range rows {
		one := path{Nodes: []any{}, Relationships: []tie{}}
		for _, n := range mapsIn(found["nodes"]) {
			one.Nodes = append(one.Nodes, n["key"])
			if !seen[n["key"]] {
				seen[n["key"]] = true
				answer.Nodes = append(answer.Nodes, nodeName{n["key"], n["label"], n["name"]})
			}
		}
		for _, t := range mapsIn(found["relationships"]) {
			one.Relationships = append(one.Relationships, tieOf(t))
		}
		one.Length = len(one.Relationships)
		answer.Paths = append(answer.Paths, one)
	}
	return answer, nil
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
