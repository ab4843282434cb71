package db

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"corridor/graph"
)

// layerChange is a change of one layer, in one transaction: all of it is made,
// or nothing.
type layerChange struct {
	ctx    context.Context
	tx     neo4j.ManagedTransaction
	was    graph.Layer
	stands bool              // there is such a layer
	text   string            // as which it is kept
	own    map[string]string // its nodes in the graph: ids by key
	ties   map[string]int    // its relationships there, by type
	ids    map[string]string // of nodes that stand, by key
	done   LayerChange
}

// errDry ends a transaction without a change.
var errDry = errors.New("nothing is to be changed")

// changeLayer does a change in one transaction. It may be tried again: each time
// it begins with what stands, and a change that was made is none the next time.
func (d *DB) changeLayer(ctx context.Context, name string, dry bool, change func(*layerChange) error) (done LayerChange, err error) {
	err = d.through(ctx, func(w *way) error {
		bounded, cancel := context.WithTimeout(ctx, loadLimits.Time+retryTime)
		defer cancel()
		session := w.session(bounded, neo4j.AccessModeWrite)
		_, err := session.ExecuteWrite(bounded, func(tx neo4j.ManagedTransaction) (any, error) {
			c := &layerChange{ctx: bounded, tx: tx, was: graph.Layer{Name: name}}
			err := change(c)
			done = c.done
			if err == nil && dry {
				done.Changes, err = Changes{}, errDry
			}
			return nil, final(err)
		}, neo4j.WithTxTimeout(loadLimits.Time))
		if errors.Is(err, errDry) {
			err = nil
		}
		return errors.Join(kindOf(err), closed(ctx, session))
	})
	var refused layerError
	switch {
	case errors.As(err, &refused):
		return LayerChange{}, refused
	case err != nil:
		return LayerChange{}, fmt.Errorf("change a layer: %w", err)
	}
	return done, nil
}

func (c *layerChange) run(text string, parameters map[string]any) (Rows, error) {
	begin := time.Now()
	result, err := c.tx.Run(c.ctx, text, parameters)
	if err != nil {
		return Rows{}, err
	}
	rows, err := collect(c.ctx, result, loadLimits)
	c.done.Changes = c.done.Changes.plus(rows.Changes)
	c.done.Asked = append(c.done.Asked, Asked{text, short(parameters), len(rows.Values), time.Since(begin)})
	return rows, err
}

// short leaves out parameters that are a batch of what is read or written, and the
// text that a layer is kept as.
func short(parameters map[string]any) map[string]any {
	kept := maps.Clone(parameters)
	maps.DeleteFunc(kept, func(name string, _ any) bool { return slices.Contains([]string{"rows", "keys", "ids", "set"}, name) })
	return kept
}

// read reads the layer as it stands.
func (c *layerChange) read() error {
	name := map[string]any{"name": c.was.Name}
	// To write to it first makes another change of it wait for this one.
	rows, err := c.run("MERGE (l:Layer {name: $name}) SET l.name = $name WITH l RETURN "+layerFields+", l.text", name)
	if err != nil {
		return err
	}
	if c.text, c.stands = rows.Values[0][10].(string); c.stands {
		c.done.Layer = layerOf(rows.Values[0])
	}
	rows, err = c.run("MATCH (n) WHERE n.layer = $name AND n.key IS NOT NULL RETURN n.key, elementId(n)", name)
	if err != nil {
		return err
	}
	c.own = make(map[string]string, len(rows.Values))
	for _, row := range rows.Values {
		key, _ := row[0].(string)
		c.own[key], _ = row[1].(string)
	}
	if rows, err = c.run("MATCH ()-[r]->() WHERE r.layer = $name RETURN type(r), count(r)", name); err != nil {
		return err
	}
	c.ties = make(map[string]int, len(rows.Values))
	for _, row := range rows.Values {
		kind, _ := row[0].(string)
		n, _ := row[1].(int64)
		c.ties[kind] = int(n)
	}
	return nil
}

// readThere reads a layer that must be there.
func (c *layerChange) readThere() error {
	err := c.read()
	if err == nil && !c.stands {
		err = layerError{c.was.Name, ErrNoLayer}
	}
	return err
}

// readItems reads what the layer is made of. To hide or remove it needs none of that:
// another version of the program may have another model.
func (c *layerChange) readItems() (err error) {
	if c.was.Items, err = graph.ReadLines("its text", c.text); err != nil {
		return layerError{c.was.Name, fmt.Errorf("this version cannot read as what it is kept: export it, remove it, correct what was exported and import that:\n%w", err)}
	}
	return nil
}

// knownNodes asks for nodes of a label by their keys, those of the layer left out.
const knownNodes = "UNWIND $keys AS key MATCH (n:`%s` {key: key}) WHERE coalesce(n.layer, '') <> $name " +
	"RETURN n.key, elementId(n), n.release IS NOT NULL, n.layer, properties(n)%s"

// build makes the graph of the layer among what stands.
func (c *layerChange) build(layer graph.Layer) (*graph.Value, error) {
	if size := len(layer.Text()); size > layerBytes {
		return nil, layerError{layer.Name, fmt.Errorf("it would be %d MiB of text, and may be %d: divide it among several layers", size>>20+1, layerBytes>>20)}
	}
	known := map[string]graph.Known{}
	c.ids = map[string]string{}
	keys := layer.Keys()
	for _, label := range slices.Sorted(maps.Keys(keys)) {
		document := ", null"
		if label == "Passage" {
			document = ", [(n)-[i:IN]->(d:Document) WHERE i.release IS NOT NULL | d.key]"
		}
		for batch := range slices.Chunk(keys[label], loadBatch) {
			rows, err := c.run(fmt.Sprintf(knownNodes, label, document), map[string]any{"keys": batch, "name": layer.Name})
			if err != nil {
				return nil, fmt.Errorf("read what the layer names: %w", err)
			}
			for _, row := range rows.Values {
				key, _ := row[0].(string)
				c.ids[key], _ = row[1].(string)
				k := graph.Known{}
				k.Released, _ = row[2].(bool)
				k.Layer, _ = row[3].(string)
				k.Properties, _ = row[4].(map[string]any)
				if documents := texts(row[5]); len(documents) > 0 {
					k.Document = documents[0]
				}
				known[key] = k
			}
		}
	}
	value, err := layer.Build(known)
	if err != nil {
		return nil, layerError{layer.Name, err}
	}
	return value, nil
}

// put makes the graph of the layer what value has.
func (c *layerChange) put(value *graph.Value) error {
	c.done.Counts = counted(c.own, c.ties, value)
	c.done.Layer.Nodes, c.done.Layer.Relationships = int64(len(value.Nodes)), int64(len(value.Relationships))
	if len(c.ties) > 0 {
		if _, err := c.run("MATCH ()-[r]->() WHERE r.layer = $name DELETE r", map[string]any{"name": c.was.Name}); err != nil {
			return fmt.Errorf("drop relationships: %w", err)
		}
	}
	if err := c.dropNodes(value); err != nil {
		return err
	}
	if err := c.putNodes(value); err != nil {
		return err
	}
	return c.putRelationships(value)
}

// dropNodes removes nodes that the layer has no more. Where something hangs on
// one that is not of this layer, that would go too: it is an error.
func (c *layerChange) dropNodes(value *graph.Value) error {
	gone := maps.Clone(c.own)
	for _, n := range value.Nodes {
		delete(gone, n.Key)
	}
	var ids []any
	for _, key := range slices.Sorted(maps.Keys(gone)) {
		ids = append(ids, gone[key])
	}
	for batch := range slices.Chunk(ids, loadBatch) {
		rows := map[string]any{"ids": batch}
		hanging, err := c.run("UNWIND $ids AS id MATCH (n) WHERE elementId(n) = id MATCH (n)-[r]-(m) "+
			"RETURN n.key, type(r), coalesce(m.key, ''), coalesce(r.layer, '') ORDER BY n.key, type(r) LIMIT 5", rows)
		if err != nil {
			return fmt.Errorf("look what hangs on nodes: %w", err)
		}
		if len(hanging.Values) > 0 {
			return layerError{c.was.Name, hangs(hanging.Values)}
		}
		if _, err := c.run("UNWIND $ids AS id MATCH (n) WHERE elementId(n) = id DELETE n", rows); err != nil {
			return fmt.Errorf("drop nodes: %w", err)
		}
	}
	return nil
}

func hangs(rows [][]any) error {
	var what []string
	for _, row := range rows {
		of := "of no layer"
		if row[3] != "" {
			of = fmt.Sprint("of the layer ", row[3])
		}
		what = append(what, fmt.Sprintf("a relationship %s %s between %s and %s", row[1], of, row[0], row[2]))
	}
	return errors.New("others have added what hangs on its nodes, so nothing was changed; remove that first: " + strings.Join(what, "; "))
}

func (c *layerChange) putNodes(value *graph.Value) error {
	groups := map[string][]any{}
	for _, n := range value.Nodes {
		properties := maps.Clone(n.Properties)
		properties["key"] = n.Key
		labels := strings.Join(n.Labels, "`:`")
		groups[labels] = append(groups[labels], map[string]any{"key": n.Key, "properties": properties})
	}
	for _, labels := range slices.Sorted(maps.Keys(groups)) {
		first, others, also := strings.Cut(labels, "`:`")
		// A key that was free may be another's by now, for whom MERGE waits.
		text := "UNWIND $rows AS row MERGE (n:`" + first + "` {key: row.key}) ON CREATE SET n.layer = $name " +
			"WITH row, n WHERE n.layer = $name SET n = row.properties "
		if also {
			text += "SET n:`" + others + "` "
		}
		for batch := range slices.Chunk(groups[labels], loadBatch) {
			rows, err := c.run(text+"RETURN row.key, elementId(n)", map[string]any{"rows": batch, "name": c.was.Name})
			if err != nil {
				return fmt.Errorf("nodes %s: %w", first, err)
			}
			if len(rows.Values) != len(batch) {
				return c.taken(batch, rows.Values)
			}
			for _, row := range rows.Values {
				key, _ := row[0].(string)
				c.ids[key], _ = row[1].(string)
			}
		}
	}
	return nil
}

// taken is for nodes of which another transaction has made some since it was seen
// that nobody had.
func (c *layerChange) taken(wanted []any, made [][]any) error {
	var keys []string
	for _, row := range wanted {
		key, _ := row.(map[string]any)["key"].(string)
		if !slices.ContainsFunc(made, func(m []any) bool { return m[0] == key }) {
			keys = append(keys, key)
		}
	}
	return layerError{c.was.Name, fmt.Errorf("somebody else has meanwhile added nodes with the keys %s: import again, and what is wrong is said with its place", strings.Join(keys, ", "))}
}

// putRelationships finds ends by their ids, as Load does.
func (c *layerChange) putRelationships(value *graph.Value) error {
	groups := map[string][]any{}
	for _, r := range value.Relationships {
		properties := maps.Clone(r.Properties)
		maps.Copy(properties, r.Identity)
		groups[r.Type] = append(groups[r.Type], map[string]any{"from": c.ids[r.From], "to": c.ids[r.To], "properties": properties})
	}
	for _, kind := range slices.Sorted(maps.Keys(groups)) {
		text := "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row.from MATCH (b) WHERE elementId(b) = row.to " +
			"CREATE (a)-[r:`" + kind + "`]->(b) SET r = row.properties"
		for batch := range slices.Chunk(groups[kind], loadBatch) {
			rows, err := c.run(text, map[string]any{"rows": batch})
			if err != nil {
				return fmt.Errorf("relationships %s: %w", kind, err)
			}
			if made := rows.Changes.RelationshipsCreated; made != len(batch) {
				return layerError{c.was.Name, fmt.Errorf("somebody else has meanwhile removed what it names, so that only %d of %d relationships %s could be made: import again, and what is wrong is said with its place", made, len(batch), kind)}
			}
		}
	}
	return nil
}

// save keeps the layer as text.
func (c *layerChange) save(layer graph.Layer) error {
	l, text := &c.done.Layer, layer.Text()
	l.Items, l.Bytes = int64(len(layer.Items)), int64(len(text))
	return c.set(map[string]any{
		"by": l.By, "at": l.At, "changed_by": l.ChangedBy, "changed_at": l.ChangedAt, "hidden": l.Hidden,
		"items": l.Items, "nodes": l.Nodes, "relationships": l.Relationships, "bytes": l.Bytes, "text": text,
	})
}

func (c *layerChange) set(properties map[string]any) error {
	if _, err := c.run("MERGE (l:Layer {name: $name}) SET l += $set", map[string]any{"name": c.was.Name, "set": properties}); err != nil {
		return fmt.Errorf("keep the layer: %w", err)
	}
	return nil
}
