package main

import (
	"fmt"
	"runtime"

	"corridor/internal/engine"
	"corridor/internal/engine/value"
)

// share is what one part of the graph takes: the bytes that stay after a
// garbage collection, by how many things of the kind there are.
type share struct {
	what  string
	count int
	bytes int64
}

// shares loads a dataset into a database in memory part by part, and measures
// each: nodes with a label only, their properties, the indexes, relationships,
// and their properties.
func (d *dataset) shares() ([]share, error) {
	database, err := engine.OpenMemory(engine.Options{})
	if err != nil {
		return nil, fmt.Errorf("measuring memory: %w", err)
	}
	defer database.Close() //nolint:errcheck // it keeps nothing
	g := &graph{d, database}
	var all []share
	before := heap()
	for _, part := range g.parts() {
		count, err := part.fill()
		if err != nil {
			return nil, fmt.Errorf("measuring what a %s takes: %w", part.what, err)
		}
		after := heap()
		all = append(all, share{part.what, count, after - before})
		before = after
	}
	runtime.KeepAlive(g)
	return all, nil
}

// part is a part of the graph: filling it gives how many things were made.
type part struct {
	what string
	fill func() (int, error)
}

// parts are all, in an order in which they can be filled.
func (g *graph) parts() []part {
	return []part{
		{"node", g.bareNodes}, {"node property", g.nodeProperties}, {"index entry", g.indexes},
		{"relationship", g.bareLinks}, {"relationship property", g.linkProperties},
	}
}

// heap is how many bytes live after a collection; the second one finds what
// finalizers let go of in the first.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func (g *graph) bareNodes() (count int, err error) {
	for _, t := range g.nodes {
		count += t.count
		text := fmt.Sprintf("UNWIND range(1, $n) AS i CREATE (:%s)", t.label)
		if err := g.run(text, parameters{"n": value.OfInt(int64(t.count))}); err != nil {
			return 0, err
		}
	}
	return count, nil
}

// nodeProperties finds nodes by the ids that the database gave them, which are
// dense, and so one less than ours.
func (g *graph) nodeProperties() (count int, err error) {
	for _, t := range g.nodes {
		keys := append([]string{"id"}, names(t.columns)...)
		count += t.count * len(keys)
		text := "UNWIND $rows AS r MATCH (n) WHERE id(n) = r.id - 1 SET n += r"
		err := g.inBatches(text, t.count, func(i int) value.Value {
			return value.OfMap(value.MappingOf(keys, appendRow([]value.Value{value.OfInt(int64(t.first + i))}, t.columns, i)))
		})
		if err != nil {
			return 0, err
		}
	}
	return count, nil
}

func (g *graph) indexes() (count int, err error) {
	for _, t := range g.nodes {
		count += t.count
	}
	return count + g.label("Actor").count, g.schema()
}

func (g *graph) bareLinks() (count int, err error) {
	keys := []string{"s", "t"}
	for _, t := range g.links {
		count += len(t.source)
		text := fmt.Sprintf("UNWIND $rows AS r MATCH (a:%s {id: r.s}), (b:%s {id: r.t}) CREATE (a)-[:%s]->(b)", t.from, t.to, t.typ)
		err := g.inBatches(text, len(t.source), func(i int) value.Value {
			return value.OfMap(value.MappingOf(keys, []value.Value{value.OfInt(int64(t.source[i])), value.OfInt(int64(t.target[i]))}))
		})
		if err != nil {
			return 0, err
		}
	}
	return count, nil
}

// linkProperties finds relationships by their dense ids too, which follow on
// each other in a table as its rows do.
func (g *graph) linkProperties() (count int, err error) {
	begin := 0
	for _, t := range g.links {
		for _, c := range t.columns {
			values := make([]value.Value, len(t.source))
			for i := range values {
				values[i] = c.at(i)
			}
			count += len(values)
			text := fmt.Sprintf("MATCH (:%s)-[x:%s]->(:%s) SET x.%s = $values[id(x) - $begin]", t.from, t.typ, t.to, c.name)
			if err := g.run(text, parameters{"values": value.OfList(values), "begin": value.OfInt(int64(begin))}); err != nil {
				return 0, err
			}
		}
		begin += len(t.source)
	}
	return count, nil
}
