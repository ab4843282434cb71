package main

import (
	"context"
	"fmt"
	"strings"

	"corridor/internal/engine"
	"corridor/internal/engine/value"
)

// batch is how many rows one statement of loading takes.
const batch = 5000

// graph is a database and the dataset that it holds.
type graph struct {
	*dataset
	database *engine.Database
}

// load puts the dataset into an empty database, in the language: indexes first,
// as a client would.
func (g *graph) load() error {
	if err := g.schema(); err != nil {
		return err
	}
	for _, t := range g.nodes {
		keys := append([]string{"id"}, names(t.columns)...)
		text := fmt.Sprintf("UNWIND $rows AS r CREATE (:%s {%s})", t.label, assignments(keys))
		err := g.inBatches(text, t.count, func(i int) value.Value {
			values := []value.Value{value.OfInt(int64(t.first + i))}
			return value.OfMap(value.MappingOf(keys, appendRow(values, t.columns, i)))
		})
		if err != nil {
			return fmt.Errorf("loading the nodes :%s: %w", t.label, err)
		}
	}
	for _, t := range g.links {
		keys := append([]string{"s", "t"}, names(t.columns)...)
		text := fmt.Sprintf("UNWIND $rows AS r MATCH (a:%s {id: r.s}), (b:%s {id: r.t}) CREATE (a)-[:%s {%s}]->(b)",
			t.from, t.to, t.typ, assignments(keys[2:]))
		err := g.inBatches(text, len(t.source), func(i int) value.Value {
			values := []value.Value{value.OfInt(int64(t.source[i])), value.OfInt(int64(t.target[i]))}
			return value.OfMap(value.MappingOf(keys, appendRow(values, t.columns, i)))
		})
		if err != nil {
			return fmt.Errorf("loading the relationships :%s: %w", t.typ, err)
		}
	}
	return nil
}

// schema makes ids unique, also those of what the writing queries create, and
// an index of names.
func (g *graph) schema() error {
	labels := []string{"Note", "Tick"}
	for _, t := range g.nodes {
		labels = append(labels, t.label)
	}
	for _, label := range labels {
		if err := g.run("CREATE CONSTRAINT FOR (n:"+label+") REQUIRE n.id IS UNIQUE", nil); err != nil {
			return err
		}
	}
	return g.run("CREATE INDEX FOR (n:Actor) ON (n.name)", nil)
}

// run runs a statement to its end.
func (g *graph) run(text string, p parameters) error {
	result, err := g.database.Run(context.Background(), text, p, engine.TxOptions{})
	if err == nil {
		_, err = result.Consume()
	}
	if err != nil {
		return fmt.Errorf("running %s: %w", text, err)
	}
	return nil
}

// inBatches runs a statement over the rows from 0 to count.
func (g *graph) inBatches(text string, count int, row func(int) value.Value) error {
	for begin := 0; begin < count; begin += batch {
		rows := make([]value.Value, 0, batch)
		for i := begin; i < min(begin+batch, count); i++ {
			rows = append(rows, row(i))
		}
		if err := g.run(text, parameters{"rows": value.OfList(rows)}); err != nil {
			return err
		}
	}
	return nil
}

func names(columns []column) (all []string) {
	for _, c := range columns {
		all = append(all, c.name)
	}
	return all
}

func appendRow(values []value.Value, columns []column, i int) []value.Value {
	for c := range columns {
		values = append(values, columns[c].at(i))
	}
	return values
}

// assignments give properties the values of a row.
func assignments(keys []string) string {
	parts := make([]string, len(keys))
	for i, key := range keys {
		parts[i] = key + ": r." + key
	}
	return strings.Join(parts, ", ")
}
