package main

import (
	"fmt"

	"corridor/internal/engine/value"
)

// dataset is a graph as it is made, before anything holds it, with what the
// queries ask of it. Ids are dense: those of one label follow on each other,
// and no two labels share one.
type dataset struct {
	scale      int
	nodes      []nodeTable
	links      []linkTable
	parameters map[string][]parameters // by query
}

// parameters are those of one run of a query.
type parameters map[string]value.Value

// nodeTable is all nodes of a label. The i-th has the id first+i.
type nodeTable struct {
	label   string
	first   int
	count   int
	columns []column
}

// linkTable is the relationships of a type between two labels. The ends are ids.
type linkTable struct {
	typ, from, to  string
	source, target []int32
	columns        []column
}

// column is a property; of its slices the one of its type is filled.
type column struct {
	name     string
	integers []int32
	floats   []float64
	texts    []string
}

// at is the property of the i-th row.
func (c *column) at(i int) value.Value {
	switch {
	case c.texts != nil:
		return value.OfString(c.texts[i])
	case c.floats != nil:
		return value.OfFloat(c.floats[i])
	}
	return value.OfInt(int64(c.integers[i]))
}

func (d *dataset) label(name string) *nodeTable {
	for i := range d.nodes {
		if d.nodes[i].label == name {
			return &d.nodes[i]
		}
	}
	panic(fmt.Sprint("the generator makes no nodes with the label ", name))
}

func (d *dataset) between(typ, from, to string) *linkTable {
	for i := range d.links {
		if t := &d.links[i]; t.typ == typ && t.from == from && t.to == to {
			return t
		}
	}
	panic(fmt.Sprint("the generator makes no relationships ", from, "-", typ, "->", to))
}

// named is the column of that name; the generator made it, or there is a mistake here.
func named(columns []column, name string) *column {
	for i := range columns {
		if columns[i].name == name {
			return &columns[i]
		}
	}
	panic(fmt.Sprint("the generator makes no property ", name))
}

// size counts what the dataset holds. The id of a node is one of its properties.
func (d *dataset) size() (nodes, links, properties int) {
	for _, t := range d.nodes {
		nodes += t.count
		properties += t.count * (1 + len(t.columns))
	}
	for _, t := range d.links {
		links += len(t.source)
		properties += len(t.source) * len(t.columns)
	}
	return nodes, links, properties
}
