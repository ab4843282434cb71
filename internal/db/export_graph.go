package db

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"corridor/cypher"
	"corridor/internal/exchange"
)

// graphBytes is what a graph may take in memory while it is put in order for
// another tool, about.
const graphBytes = 512 << 20

// graphRows is how many nodes, or relationships, a part of a graph may have.
const graphRows = 1_000_000

// WholeGraph reads all that the database holds, in plain values.
func (d *DB) WholeGraph(ctx context.Context) (*exchange.Graph, error) {
	c := &collected{left: graphBytes}
	if _, err := d.export(ctx, c); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return c.graph()
}

// collected is an export that is kept in memory: formats that begin with what all
// nodes have, or are in order, cannot be written while the graph is read.
type collected struct {
	nodes         []exchange.Node
	relationships []exchange.Relationship
	left          int // bytes that it may still take
}

var _ exportTarget = (*collected)(nil)

func (c *collected) node(id int64, labels []string, properties map[string]any) error {
	n := handedOn(strconv.FormatInt(id, 10), labels, plainMap(properties))
	c.nodes = append(c.nodes, n)
	return c.weigh(n.Properties)
}

// handedOn is a node as others get it. The text as which a layer is kept stays
// behind: what is shown is among the nodes, and what was hidden is not for others.
func handedOn(id string, labels []string, properties map[string]any) exchange.Node {
	if slices.Contains(labels, "Layer") {
		properties = maps.Clone(properties)
		delete(properties, "text")
	}
	return exchange.Node{ID: id, Labels: labels, Properties: properties}
}

func (c *collected) relationship(start, end int64, kind string, properties map[string]any) error {
	r := exchange.Relationship{Type: kind, Start: strconv.FormatInt(start, 10), End: strconv.FormatInt(end, 10), Properties: plainMap(properties)}
	c.relationships = append(c.relationships, r)
	return c.weigh(r.Properties)
}

func (c *collected) weigh(properties map[string]any) error {
	if c.left -= thingBytes + weight(properties); c.left < 0 {
		return fmt.Errorf("%w: memory: the graph takes more than %d MiB: export a part of it, or the whole as cypher or csv, which need no memory", ErrLimit, graphBytes>>20)
	}
	return nil
}

func (c *collected) finish([]definition) error { return nil }

func (c *collected) graph() (*exchange.Graph, error) {
	g, err := exchange.New(c.nodes, c.relationships)
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return g, nil
}

// QueryGraph reads what the answer of a named query speaks of; see AnswerGraph.
func (d *DB) QueryGraph(ctx context.Context, q cypher.Query, bound map[string]any, limits Limits) (*exchange.Graph, error) {
	text := q.Text
	if q.Graph != "" {
		text = q.Graph
	}
	g, err := d.StatementGraph(ctx, text, bound, limits)
	if err != nil {
		return nil, fmt.Errorf("query %s: %w", q.Name, err)
	}
	return g, nil
}

// StatementGraph reads what the answer of a statement speaks of: its nodes, those whose
// keys it has, and the ends of its relationships; its relationships, or where it
// has none those between these nodes; and behind all that the claims and their
// evidence, with passages, documents and voices. A cut answer is an error: half of
// a result would look like the whole of it.
func (d *DB) StatementGraph(ctx context.Context, text string, parameters map[string]any, limits Limits) (*exchange.Graph, error) {
	rows, err := d.Read(ctx, text, parameters, limits)
	if err != nil {
		return nil, err
	}
	if rows.More {
		return nil, fmt.Errorf("%w: rows: the answer has more than %d, and a part of it is not exported as if it were the whole: ask for less", ErrLimit, limits.Rows)
	}
	a := &answered{d: d, ctx: ctx, time: limits.Time, nodes: map[string]Node{}, relationships: map[string]Relationship{}}
	if err := a.read(rows); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return a.graph()
}

// answered is what an answer speaks of, by the ids of the database.
type answered struct {
	d             *DB
	ctx           context.Context //nolint:containedctx // of the one reading that the value is for
	time          time.Duration
	nodes         map[string]Node
	relationships map[string]Relationship
}

// Ends are read by their ids, as an answer has a relationship without them.
const (
	nodesNamed          = "MATCH (n) WHERE elementId(n) IN $ids OR n.key IN $keys RETURN n"
	relationshipsAmong  = "MATCH (a)-[r]->(b) WHERE elementId(a) IN $ids AND elementId(b) IN $ids RETURN r"
	behindEvidence      = "MATCH (e:Evidence)-[:CITES|VOICES]->(n) WHERE e.key IN $keys RETURN DISTINCT n UNION MATCH (e:Evidence)-[:CITES]->(:Passage)-[:IN]->(n) WHERE e.key IN $keys RETURN DISTINCT n"
	relationshipsBehind = "MATCH (a)-[r]->(b) WHERE elementId(a) IN $from AND elementId(b) IN $ids RETURN r"
)

func (a *answered) read(rows Rows) error {
	ids := a.take(rows)
	if err := a.ask(nodesNamed, map[string]any{"ids": ids, "keys": some(rows.Keys())}); err != nil {
		return err
	}
	if len(a.relationships) == 0 {
		if err := a.ask(relationshipsAmong, map[string]any{"ids": slices.Sorted(maps.Keys(a.nodes))}); err != nil {
			return err
		}
	}
	return a.readRecord()
}

// readRecord adds the claims that relationships came from and the evidence of all
// there is, and joins them to it.
func (a *answered) readRecord() error {
	claims, evidence := a.behind()
	if err := a.ask(nodesNamed, map[string]any{"ids": []string{}, "keys": claims}); err != nil {
		return err
	}
	if err := a.ask(nodesNamed, map[string]any{"ids": []string{}, "keys": evidence}); err != nil {
		return err
	}
	if err := a.ask(behindEvidence, map[string]any{"keys": evidence}); err != nil {
		return err
	}
	from := []string{}
	for id, n := range a.nodes {
		if slices.ContainsFunc(n.Labels, func(l string) bool { return l == "Claim" || l == "Evidence" || l == "Passage" }) {
			from = append(from, id)
		}
	}
	return a.ask(relationshipsBehind, map[string]any{"from": from, "ids": slices.Sorted(maps.Keys(a.nodes))})
}

// behind are the keys of the claims and of the evidence that things rest on.
func (a *answered) behind() (claims, evidence []string) {
	claims, evidence = []string{}, []string{}
	for _, n := range a.nodes {
		evidence = append(evidence, texts(n.Properties["evidence"])...)
		if key, _ := n.Properties["key"].(string); slices.Contains(n.Labels, "Evidence") {
			evidence = append(evidence, key)
		}
	}
	for _, r := range a.relationships {
		evidence = append(evidence, texts(r.Properties["evidence"])...)
		if claim, _ := r.Properties["claim"].(string); claim != "" {
			claims = append(claims, claim)
		}
	}
	return claims, evidence
}

// ask takes in the nodes and relationships of an answer.
func (a *answered) ask(text string, parameters map[string]any) error {
	rows, err := a.d.Read(a.ctx, text, parameters, Limits{Time: a.time, Rows: graphRows, Bytes: graphBytes})
	if err != nil {
		return err
	}
	if rows.More {
		return fmt.Errorf("%w: rows: a graph of more than %d nodes or relationships: ask for less", ErrLimit, graphRows)
	}
	a.take(rows)
	return nil
}

// take notes all nodes and relationships in rows, and gives the ids of the ends
// that these lack.
func (a *answered) take(rows Rows) (ends []string) {
	for _, row := range rows.Values {
		a.takeValue(row)
	}
	ends = []string{}
	for _, r := range a.relationships {
		ends = append(ends, r.Start, r.End)
	}
	return ends
}

func (a *answered) takeValue(v any) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			a.takeValue(item)
		}
	case map[string]any:
		for _, item := range v {
			a.takeValue(item)
		}
	case Node:
		a.nodes[v.ID] = v
	case Relationship:
		a.relationships[v.ID] = v
	case Path:
		for _, n := range v.Nodes {
			a.takeValue(n)
		}
		for _, r := range v.Relationships {
			a.takeValue(r)
		}
	}
}

func (a *answered) graph() (*exchange.Graph, error) {
	c := &collected{}
	for _, n := range a.nodes {
		c.nodes = append(c.nodes, handedOn(n.ID, n.Labels, n.Properties))
	}
	for _, r := range a.relationships {
		c.relationships = append(c.relationships, exchange.Relationship{Type: r.Type, Start: r.Start, End: r.End, Properties: r.Properties})
	}
	return c.graph()
}

func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
