package httpapi

import (
	"context"
	"encoding/json"
	"fmt"

	"corridor/cypher"
	"corridor/graph"
	"corridor/internal/layout"
)

// drawnKeys is how many nodes and claims of an answer are drawn: more than that
// nobody can look at.
const drawnKeys = 300

type pictureAnswer struct {
	Picture layout.Picture `json:"picture" doc:"nodes with their places; y grows upwards"`
	Meta    *meta          `json:"meta"`
}

// picture is the business as a whole.
func picture(ctx context.Context, r *request) (any, error) {
	rows, err := r.ask(ctx, "overview", nil)
	if err != nil {
		return nil, err
	}
	nodes, relationships, err := drawing(rows)
	if err != nil {
		return nil, err
	}
	drawn := layout.Business(nodes, relationships, r.whole("columns"))
	if err := r.leaveOutUndrawn(ctx, drawn.Nodes); err != nil {
		return nil, err
	}
	err = r.facet(ctx, drawn.Relationships)
	return pictureAnswer{drawn, r.meta}, err
}

// leaveOutUndrawn counts what the graph holds beside the nodes that are drawn;
// the record, which says who stands behind relationships, is no part of it.
func (r *request) leaveOutUndrawn(ctx context.Context, drawn []layout.Node) error {
	rows, err := r.ask(ctx, "counts", nil)
	if err != nil {
		return err
	}
	left := map[string]int{}
	for _, counted := range rows {
		if name, ok := counted["name"].(string); ok && counted["kind"] == "node" {
			left[name] = wholeIn(counted, "count")
		}
	}
	for _, label := range graph.Labels() {
		if label.Also != "" {
			left[label.Also] -= left[label.Name] // such a node is counted as both
		}
	}
	for _, node := range drawn {
		left[node.Label]--
	}
	for _, label := range graph.Labels() {
		if label.File != "" && left[label.Name] > 0 {
			r.leaveOut(label.Name, left[label.Name])
		}
	}
	return nil
}

// queryPicture is the answer of a named query as a picture.
func (r *request) queryPicture(ctx context.Context, q cypher.Query) (any, error) {
	text := q.Text
	if q.Graph != "" {
		text = q.Graph
	}
	rows, err := r.run(ctx, q.Name, text, r.given, r.api.limits)
	if err != nil {
		return nil, err
	}
	if len(rows.Values) == 0 {
		if err := r.explain(ctx, q.Parameters); err != nil {
			return nil, err
		}
	}
	drawn, err := r.draw(ctx, rows.Keys())
	return pictureAnswer{drawn, r.meta}, err
}

// draw shows nodes and claims by their keys, the first ones where they are many.
func (r *request) draw(ctx context.Context, keys []string) (layout.Picture, error) {
	if len(keys) > drawnKeys {
		for _, key := range keys[drawnKeys:] {
			label, _ := graph.LabelOf(key)
			r.leaveOut(label.Name, 1)
		}
		keys = keys[:drawnKeys]
	}
	if len(keys) == 0 {
		return layout.Columns(nil, nil), nil
	}
	rows, err := r.ask(ctx, "subgraph", map[string]any{"keys": keys})
	if err != nil {
		return layout.Picture{}, err
	}
	nodes, relationships, err := drawing(rows)
	if err != nil {
		return layout.Picture{}, err
	}
	drawn := layout.Columns(nodes, relationships)
	return drawn, r.facet(ctx, drawn.Relationships)
}

// drawing reads the one row of nodes and relationships that a query for a
// picture gives.
func drawing(rows []row) (nodes []layout.Node, relationships []layout.Relationship, err error) {
	for _, r := range rows {
		text, err := json.Marshal(r)
		if err != nil {
			return nil, nil, fmt.Errorf("a picture: %w", err)
		}
		var one struct {
			Nodes         []layout.Node
			Relationships []layout.Relationship
		}
		if err := json.Unmarshal(text, &one); err != nil {
			return nil, nil, fmt.Errorf("a picture: %w", err)
		}
		nodes, relationships = append(nodes, one.Nodes...), append(relationships, one.Relationships...)
	}
	return nodes, relationships, nil
}
