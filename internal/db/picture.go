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
	keys := map[string]bool{}
	for _, values := range rows.Values {
		for _, v := range values {
			collectKeys(v, keys)
		}
	}
	answer, err := d.named(ctx, "subgraph", map[string]any{"keys": slices.Sorted(maps.Keys(keys))})
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

var keyForm = regexp.MustCompile(`^[a-z]+:[a-z0-9-]+$`)

func collectKeys(v any, keys map[string]bool) {
	switch v := v.(type) {
	case string:
		if _, ok := graph.LabelOf(v); ok && keyForm.MatchString(v) {
			keys[v] = true
		}
	case []any:
		for _, item := range v {
			collectKeys(item, keys)
		}
	case map[string]any:
		for _, item := range v {
			collectKeys(item, keys)
		}
	case Node:
		collectKeys(v.Properties["key"], keys)
	case Relationship:
		collectKeys(v.Properties["claim"], keys)
	case Path:
		for _, n := range v.Nodes {
			collectKeys(n, keys)
		}
		for _, r := range v.Relationships {
			collectKeys(r, keys)
		}
	}
}
