package db

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"corridor/cypher"
	"corridor/graph"
)

// Picture is what an answer shows as a graph.
type Picture struct {
	Nodes         []any `json:"nodes"`         // maps: key, label, name
	Relationships []any `json:"relationships"` // maps: from, to, type, standing, claim
	More          bool  `json:"more"`          // a limit cut the answer, or the picture itself
}

// Picture draws the answer of a query: the nodes and claims whose keys its graph
// text gives, or else stand in its rows, and how they are joined, by the named
// query subgraph.
func (d *DB) Picture(ctx context.Context, q cypher.Query, bound map[string]any, rows Rows) (Picture, error) {
	if q.Graph != "" {
		drawn, err := d.Read(ctx, q.Graph, bound, DefaultLimits)
		if err != nil {
			return Picture{}, fmt.Errorf("query %s: its graph: %w", q.Name, err)
		}
		rows = drawn
	}
	keys := slices.Sorted(slices.Values(rows.Keys()))
	if len(keys) == 0 {
		return Picture{Nodes: []any{}, Relationships: []any{}, More: rows.More}, nil
	}
	answer, err := d.askNamed(ctx, "subgraph", map[string]any{"keys": keys})
	if err != nil {
		return Picture{}, fmt.Errorf("look up the picture: %w", err)
	}
	picture := Picture{Nodes: []any{}, Relationships: []any{}, More: rows.More || answer.More}
	for _, row := range answer.Values {
		nodes, _ := row[0].([]any)
		relationships, _ := row[1].([]any)
		picture.Nodes = append(picture.Nodes, nodes...)
		picture.Relationships = append(picture.Relationships, relationships...)
	}
	return picture, nil
}

// Keys gives the keys of nodes and claims that stand in the rows, each once, in
// the order of the rows.
func (r Rows) Keys() []string {
	keys := &keyList{seen: map[string]bool{}}
	for _, values := range r.Values {
		for _, v := range values {
			keys.collect(v)
		}
	}
	return keys.list
}

type keyList struct {
	list []string
	seen map[string]bool
}

var keyForm = regexp.MustCompile(`^[a-z]+:[a-z0-9-]+$`)

func (k *keyList) collect(v any) {
	switch v := v.(type) {
	case string:
		if _, ok := graph.LabelOf(v); ok && keyForm.MatchString(v) && !k.seen[v] {
			k.seen[v] = true
			k.list = append(k.list, v)
		}
	case []any:
		for _, item := range v {
			k.collect(item)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			k.collect(v[name])
		}
	case Node:
		k.collect(v.Properties["key"])
	case Relationship:
		k.collect(v.Properties["claim"])
	case Path:
		for _, n := range v.Nodes {
			k.collect(n)
		}
		for _, r := range v.Relationships {
			k.collect(r)
		}
	}
}
