package db

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"corridor/graph"
)

// Errors of layers. Each is of the kind ErrStatement too.
var (
	// ErrNoLayer means that no layer has the name.
	ErrNoLayer = errors.New("there is no layer of this name")
	// ErrLayer means that a layer cannot become what is asked for: what is to be
	// added is at fault, or others have added what hangs on it.
	ErrLayer = errors.New("layer at fault")
)

// layerBytes is how much text a layer may be: it is kept in one property.
const layerBytes = 16 << 20

// Layer is what users keep in the graph under a name, beside the dataset.
type Layer struct {
	Name          string `json:"name"`
	By            string `json:"by"` // who made it
	At            string `json:"at"`
	ChangedBy     string `json:"changed_by"`
	ChangedAt     string `json:"changed_at"`
	Hidden        bool   `json:"hidden"` // kept as text only
	Items         int64  `json:"items"`
	Nodes         int64  `json:"nodes"` // as it is where it is shown
	Relationships int64  `json:"relationships"`
	Bytes         int64  `json:"bytes"` // of its text
}

// LayerImport is what is to be added to a layer, which is made where there is
// none.
type LayerImport struct {
	Layer   string
	By      string       // who adds the items that do not say it
	Items   []graph.Item // see graph.ReadItems
	Replace bool         // what is not among the items goes
	Dry     bool         // nothing is changed
}

// LayerChange is what a change of a layer does, or would do.
type LayerChange struct {
	Layer   Layer // afterwards
	Merged  graph.Merged
	Counts  []LayerCount
	Changes Changes // none after a dry run
	Asked   []Asked // what did it, in order
}

// Asked is a statement that was run. Long lists of its parameters, which are what
// was given to be imported, are left out.
type Asked struct {
	Text       string
	Parameters map[string]any
	Rows       int
	Elapsed    time.Duration
}

// LayerCount counts the nodes of a label or the relationships of a type that a
// layer has in the graph.
type LayerCount struct {
	Kind   string `json:"kind"` // node or relationship
	Name   string `json:"name"`
	Before int    `json:"before"`
	After  int    `json:"after"`
}

// layerError is a fault of what is asked of a layer.
type layerError struct {
	name string
	err  error
}

// Error says of which layer it is.
func (e layerError) Error() string { return "layer " + e.name + ": " + e.err.Error() }

// Unwrap gives the kind and the fault.
func (e layerError) Unwrap() []error { return []error{ErrStatement, ErrLayer, e.err} }

// Texts by which layers are read: all of them, by name, and the one of the parameter
// name with its text.
const (
	LayersQuery = "MATCH (l:Layer) WHERE l.text IS NOT NULL RETURN " + layerFields + " ORDER BY name"
	LayerQuery  = "MATCH (l:Layer {name: $name}) WHERE l.text IS NOT NULL RETURN " + layerFields + ", l.text AS text"

	layerFields = "l.name AS name, l.by AS by, l.at AS at, l.changed_by AS changed_by, l.changed_at AS changed_at, l.hidden AS hidden, " +
		"l.items AS items, l.nodes AS nodes, l.relationships AS relationships, l.bytes AS bytes"
)

// Layers lists the layers by name.
func (d *DB) Layers(ctx context.Context) ([]Layer, error) {
	rows, err := d.Read(ctx, LayersQuery, nil, DefaultLimits)
	if err != nil {
		return nil, fmt.Errorf("read the layers: %w", err)
	}
	return LayersOf(rows), nil
}

// LayersOf are the layers in an answer to LayersQuery.
func LayersOf(rows Rows) []Layer {
	out := make([]Layer, len(rows.Values))
	for i, row := range rows.Values {
		out[i] = layerOf(row)
	}
	return out
}

// LayerText gives a layer with its text, one item a line, which can be imported
// again, here or elsewhere.
func (d *DB) LayerText(ctx context.Context, name string) (Layer, string, error) {
	rows, err := d.Read(ctx, LayerQuery, map[string]any{"name": name}, loadLimits)
	if err != nil {
		return Layer{}, "", fmt.Errorf("read the layer: %w", err)
	}
	if len(rows.Values) == 0 {
		return Layer{}, "", layerError{name, ErrNoLayer}
	}
	text, _ := rows.Values[0][10].(string)
	return layerOf(rows.Values[0]), text, nil
}

func layerOf(row []any) Layer {
	text := func(i int) string { s, _ := row[i].(string); return s }
	number := func(i int) int64 { n, _ := row[i].(int64); return n }
	hidden, _ := row[5].(bool)
	return Layer{text(0), text(1), text(2), text(3), text(4), hidden, number(6), number(7), number(8), number(9)}
}

// ImportLayer adds items to a layer: all of them, or none. What is hidden
// stays hidden, and is checked all the same. Faults of the items are an error
// that wraps graph.Faults.
func (d *DB) ImportLayer(ctx context.Context, in LayerImport) (LayerChange, error) {
	switch {
	case !graph.IsLayerName(in.Layer):
		return LayerChange{}, layerError{in.Layer, errors.New("a layer's name is of " + graph.LayerNames)}
	case strings.TrimSpace(in.By) == "" || strings.ContainsAny(in.By, "\r\n") || utf8.RuneCountInString(in.By) > 200:
		return LayerChange{}, layerError{in.Layer, errors.New("say in one line, of at most 200 letters, who adds to it")}
	case len(in.Items) == 0 && !in.Replace:
		return LayerChange{}, layerError{in.Layer, errors.New("there is nothing to add")}
	}
	at := time.Now().UTC().Format(time.RFC3339)
	if !in.Dry {
		// A change of the schema must be a transaction of its own.
		if _, err := d.apply(ctx, "CREATE CONSTRAINT layer_name IF NOT EXISTS FOR (n:Layer) REQUIRE n.name IS UNIQUE", nil, loadLimits); err != nil {
			return LayerChange{}, fmt.Errorf("make room for layers: %w", err)
		}
	}
	return d.changeLayer(ctx, in.Layer, in.Dry, func(c *layerChange) error {
		if err := c.read(); err != nil {
			return err
		}
		if err := c.readItems(); err != nil {
			return err
		}
		merged, done := c.was.Merge(graph.Stamp(in.Items, in.By, at), in.Replace)
		c.done.Merged = done
		value, err := c.build(merged)
		if err != nil {
			return err
		}
		l := &c.done.Layer
		l.Name, l.By, l.At = in.Layer, cmp.Or(l.By, in.By), cmp.Or(l.At, at)
		if c.stands && done == (graph.Merged{Same: done.Same}) {
			return c.unchanged(value)
		}
		l.ChangedBy, l.ChangedAt = in.By, at
		if l.Hidden {
			value = &graph.Value{}
		}
		if err := c.put(value); err != nil {
			return err
		}
		return c.save(merged)
	})
}

// HideLayer takes a layer out of the graph and keeps it as text.
func (d *DB) HideLayer(ctx context.Context, name string) (LayerChange, error) {
	return d.changeLayer(ctx, name, false, func(c *layerChange) error { return c.turn(true) })
}

// ShowLayer puts a hidden layer back into the graph, if it is still sound there.
func (d *DB) ShowLayer(ctx context.Context, name string) (LayerChange, error) {
	return d.changeLayer(ctx, name, false, func(c *layerChange) error { return c.turn(false) })
}

// RemoveLayer removes a layer and all that is of it.
func (d *DB) RemoveLayer(ctx context.Context, name string) (LayerChange, error) {
	return d.changeLayer(ctx, name, false, func(c *layerChange) error {
		if err := c.readThere(); err != nil {
			return err
		}
		if err := c.put(&graph.Value{}); err != nil {
			return err
		}
		_, err := c.run("MATCH (l:Layer {name: $name}) WHERE l.text IS NOT NULL DETACH DELETE l", map[string]any{"name": name})
		return err
	})
}

// turn hides or shows a layer; one that is so already is left as it is.
func (c *layerChange) turn(hide bool) error {
	if err := c.readThere(); err != nil {
		return err
	}
	value := &graph.Value{}
	if !hide {
		var err error
		if err = c.readItems(); err != nil {
			return err
		}
		if value, err = c.build(c.was); err != nil {
			return err
		}
	}
	if c.done.Layer.Hidden == hide {
		return c.unchanged(value)
	}
	l := &c.done.Layer
	l.Hidden = hide
	if err := c.put(value); err != nil {
		return err
	}
	return c.set(map[string]any{"hidden": l.Hidden, "nodes": l.Nodes, "relationships": l.Relationships})
}

// unchanged is the end of a change that is none.
func (c *layerChange) unchanged(value *graph.Value) error {
	c.done.Counts, c.done.Changes = counted(c.own, c.ties, value), Changes{}
	return nil
}

// counted says how many nodes and relationships of each kind there were and are.
func counted(nodes map[string]string, ties map[string]int, value *graph.Value) []LayerCount {
	counts := map[[2]string]*LayerCount{}
	at := func(kind, name string) *LayerCount {
		key := [2]string{kind, name}
		if counts[key] == nil {
			counts[key] = &LayerCount{Kind: kind, Name: name}
		}
		return counts[key]
	}
	for key := range nodes {
		label, _ := graph.LabelOf(key)
		at("node", label.Name).Before++
	}
	for kind, n := range ties {
		at("relationship", kind).Before += n
	}
	for _, n := range value.Nodes {
		at("node", n.Labels[0]).After++
	}
	for _, r := range value.Relationships {
		at("relationship", r.Type).After++
	}
	out := make([]LayerCount, 0, len(counts))
	for _, c := range slices.SortedFunc(maps.Keys(counts), func(a, b [2]string) int {
		return cmp.Or(strings.Compare(a[0], b[0]), strings.Compare(a[1], b[1]))
	}) {
		out = append(out, *counts[c])
	}
	return out
}
