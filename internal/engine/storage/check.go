package storage

import (
	"fmt"
	"slices"
)

// Check walks all of v and says where it contradicts itself: counts, sets of
// labels against bitmaps, relationships against the lists of their ends,
// indexes against properties, constraints. It takes time by the size of the
// graph and is for tests and for `check` on a folder.
func (v *View) Check() []error {
	c := &checker{v: v}
	c.nodes()
	c.relationships()
	c.totals()
	for _, ix := range v.schema.indexes {
		c.index(ix)
	}
	c.constraints()
	return c.errs
}

type checker struct {
	v             *View
	errs          []error
	nodeCount     int
	links         [2]int
	labels, types map[uint32]int
	ends          [2]map[[2]uint32]int
}

const mostFindings = 100

func (c *checker) find(format string, args ...any) {
	if len(c.errs) < mostFindings {
		c.errs = append(c.errs, fmt.Errorf(format, args...))
	}
}

func (c *checker) nodes() {
	c.labels = map[uint32]int{}
	c.ends = [2]map[[2]uint32]int{{}, {}}
	for n := c.v.nodes.next(0); n < c.v.nodes.len(); n = c.v.nodes.next(n + 1) {
		chunk := c.v.nodes.at(n)
		for i := range chunkSize {
			id := ID(n<<chunkShift + i)
			c.node(chunk, i, id)
		}
		for _, bits := range chunk.labels {
			if bits.nodes.empty() {
				c.find("the chunk of node %d keeps an empty bitmap of label %d", n<<chunkShift, bits.label)
			}
		}
		c.columns(&chunk.properties, &chunk.exists, "node", n)
	}
}

func (c *checker) node(chunk *nodeChunk, i int, id ID) {
	labels := c.v.sets.at(chunk.sets[i])
	for _, bits := range chunk.labels {
		if bits.nodes.has(i) != slices.Contains(labels, bits.label) {
			c.find("node %d: its set of labels and the bitmap of label %d disagree", id, bits.label)
		}
	}
	for _, l := range labels {
		c.labels[uint32(l)]++
		if chunk.bits(l) == nil {
			c.find("node %d: no bitmap of its label %d", id, l)
		}
	}
	if chunk.exists.has(i) {
		c.nodeCount++
		if id >= c.v.nextNode {
			c.find("node %d is beyond the next id %d", id, c.v.nextNode)
		}
	} else if len(labels) > 0 {
		c.find("node %d does not exist and has labels", id)
	}
	for d := range chunk.links {
		for _, g := range chunk.links[d] {
			if list, ok := g.lists.get(i); ok {
				c.list(id, Direction(d), g.typ, list, labels)
			}
		}
	}
}

func (c *checker) list(node ID, d Direction, typ Type, list []Adjacent, labels []Label) {
	if len(list) == 0 {
		c.find("node %d keeps an empty list of type %d", node, typ)
	}
	c.links[d] += len(list)
	for _, l := range labels {
		c.ends[d][[2]uint32{uint32(l), uint32(typ)}] += len(list)
	}
	seen := make(map[ID]bool, len(list))
	for _, a := range list {
		start, end, t := c.v.Ends(a.Relationship)
		if d == Incoming {
			start, end = end, start
		}
		if !c.v.RelationshipExists(a.Relationship) || start != node || end != a.Node || t != typ || seen[a.Relationship] {
			c.find("node %d lists relationship %d, which does not lead so", node, a.Relationship)
		}
		seen[a.Relationship] = true
	}
}

func (c *checker) columns(p *properties, exists *bitmap, what string, chunk int) {
	for at, column := range p.columns {
		if at > 0 && p.columns[at-1].key >= column.key {
			c.find("the columns of %s chunk %d are out of order", what, chunk)
		}
		present := column.cells.present()
		for i := present.next(0); i < chunkSize; i = present.next(i + 1) {
			if !exists.has(i) {
				c.find("%s %d does not exist and has property %d", what, chunk<<chunkShift+i, column.key)
			}
			if column.cells.get(i).IsNull() {
				c.find("%s %d has null for property %d", what, chunk<<chunkShift+i, column.key)
			}
		}
	}
}

func (c *checker) relationships() {
	c.types = map[uint32]int{}
	count := 0
	for n := c.v.relationships.next(0); n < c.v.relationships.len(); n = c.v.relationships.next(n + 1) {
		chunk := c.v.relationships.at(n)
		for i := chunk.exists.next(0); i < chunkSize; i = chunk.exists.next(i + 1) {
			id := ID(n<<chunkShift + i)
			count++
			c.types[uint32(chunk.types[i])]++
			if !c.v.NodeExists(chunk.start[i]) || !c.v.NodeExists(chunk.end[i]) {
				c.find("relationship %d has an end that does not exist", id)
			}
			if id >= c.v.nextRelationship {
				c.find("relationship %d is beyond the next id %d", id, c.v.nextRelationship)
			}
		}
		c.columns(&chunk.properties, &chunk.exists, "relationship", n)
	}
	if count != c.v.relationshipCount {
		c.find("%d relationships are counted, %d are there", c.v.relationshipCount, count)
	}
	for d, links := range c.links {
		if links != count {
			c.find("%d links in direction %d stand for %d relationships", links, d, count)
		}
	}
}

func (c *checker) totals() {
	if c.nodeCount != c.v.nodeCount {
		c.find("%d nodes are counted, %d are there", c.v.nodeCount, c.nodeCount)
	}
	for l := range uint32(len(c.v.labels.names)) {
		if n := c.v.NodesWithLabel(Label(l)); n != c.labels[l] {
			c.find("label %d: %d nodes are counted, %d are there", l, n, c.labels[l])
		}
	}
	for t := range uint32(len(c.v.types.names)) {
		if n := c.v.RelationshipsOfType(Type(t)); n != c.types[t] {
			c.find("type %d: %d relationships are counted, %d are there", t, n, c.types[t])
		}
		for l := range uint32(len(c.v.labels.names)) {
			for d := range c.ends {
				if n := c.v.counts.ends[d].at(l, t); n != c.ends[d][[2]uint32{l, t}] {
					c.find("label %d, type %d, direction %d: %d are counted, %d are there", l, t, d, n, c.ends[d][[2]uint32{l, t}])
				}
			}
		}
	}
}

// index compares an index with one that is made anew.
func (c *checker) index(ix *Index) {
	have := c.v.data(ix)
	if have == nil {
		c.find("index %s holds nothing", ix.Name)
		return
	}
	want := newIndexData(0, ix)
	for _, label := range ix.labels {
		c.v.eachOf(entityOf(ix.Relationship), label, func(id ID) bool {
			want.insert(c.v, id)
			return true
		})
	}
	same := false
	if have.words != nil {
		same = have.words.count == want.words.count && slices.Equal(have.words.postings.Items(), want.words.postings.Items()) &&
			slices.Equal(padded(have.words.fields, len(ix.keys)), padded(want.words.fields, len(ix.keys)))
	} else {
		same = slices.EqualFunc(have.entries.Items(), want.entries.Items(), func(a, b entry) bool {
			return a.id == b.id && orderEntries(a, b) == 0
		}) && (have.grams == nil || slices.Equal(have.grams.tree.Items(), want.grams.tree.Items()))
	}
	if !same {
		c.find("index %s does not hold what the graph has", ix.Name)
	}
}

func padded(totals []fieldTotals, n int) []fieldTotals {
	return append(slices.Clone(totals), make([]fieldTotals, n-len(totals))...)
}

func (c *checker) constraints() {
	for _, rule := range c.v.schema.constraints {
		if err := c.v.violated(rule); err != nil {
			c.errs = append(c.errs, err)
		}
	}
}
