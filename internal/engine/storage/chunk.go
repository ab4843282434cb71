package storage

import "slices"

// chunk is what a directory finds. Nobody owns one that is new.
type chunk[T any] interface {
	*T
	ownedBy() uint64
	clone(owner uint64) *T
}

// nodeChunk is the nodes of 256 neighbouring ids.
//
//	exists   bitmap
//	sets     number of each node's set of labels
//	labels   per label that is found here: bitmap of its nodes
//	columns  per property key that is found here: values
//	links    per direction and type that is found here: lists of relationships
type nodeChunk struct {
	owner  uint64
	exists bitmap
	sets   [chunkSize]uint32
	labels []labelBits
	properties
	links [2][]*linkGroup // by Direction; each ascending by type
}

type labelBits struct {
	label Label
	nodes bitmap
}

// linkGroup holds the relationships of one type and direction of a chunk.
//
// A list may share its array with the list of a published state: a link is
// appended beyond the length that the published header has, where no reader
// looks. There is one line of writers, so two never append to the same array:
// what a dropped transaction left beyond that length is overwritten by the
// next, and nobody can have seen it. Taking a link away makes a new list.
type linkGroup struct {
	owner uint64
	typ   Type
	lists packed[[]Adjacent]
}

func (c *nodeChunk) ownedBy() uint64 { return c.owner }

func (c *nodeChunk) clone(owner uint64) *nodeChunk {
	twin := *c
	twin.owner = owner
	twin.labels = slices.Clone(c.labels)
	twin.columns = slices.Clone(c.columns)
	for d := range c.links {
		twin.links[d] = slices.Clone(c.links[d])
	}
	return &twin
}

func (c *nodeChunk) bits(l Label) *bitmap {
	for i := range c.labels {
		if c.labels[i].label == l {
			return &c.labels[i].nodes
		}
	}
	return nil
}

func (c *nodeChunk) setLabel(i int, l Label) {
	b := c.bits(l)
	if b == nil {
		c.labels = append(c.labels, labelBits{label: l})
		b = &c.labels[len(c.labels)-1].nodes
	}
	b.set(i)
}

func (c *nodeChunk) clearLabel(i int, l Label) {
	b := c.bits(l)
	b.clear(i)
	if b.empty() {
		c.labels = slices.DeleteFunc(c.labels, func(x labelBits) bool { return x.label == l })
	}
}

func (c *nodeChunk) group(d Direction, t Type) *linkGroup {
	for _, g := range c.links[d] {
		if g.typ == t {
			return g
		}
	}
	return nil
}

func (c *nodeChunk) link(d Direction, t Type, i int, a Adjacent) {
	at := 0
	for at < len(c.links[d]) && c.links[d][at].typ < t {
		at++
	}
	switch {
	case at == len(c.links[d]) || c.links[d][at].typ != t:
		c.links[d] = slices.Insert(c.links[d], at, &linkGroup{owner: c.owner, typ: t})
	case c.links[d][at].owner != c.owner:
		c.links[d][at] = c.links[d][at].clone(c.owner)
	}
	g := c.links[d][at]
	list, _ := g.lists.get(i)
	g.lists.set(i, append(list, a))
}

// unlink keeps of i's lists the links of relationships that are alive.
func (c *nodeChunk) unlink(i int, alive func(ID) bool) {
	dead := func(a Adjacent) bool { return !alive(a.Relationship) }
	for d := range c.links {
		for at := len(c.links[d]) - 1; at >= 0; at-- {
			list, ok := c.links[d][at].lists.get(i)
			if !ok || !slices.ContainsFunc(list, dead) {
				continue
			}
			if c.links[d][at].owner != c.owner {
				c.links[d][at] = c.links[d][at].clone(c.owner)
			}
			g := c.links[d][at]
			if rest := slices.DeleteFunc(slices.Clone(list), dead); len(rest) > 0 {
				g.lists.set(i, rest)
				continue
			}
			g.lists.remove(i)
			if g.lists.present.empty() {
				c.links[d] = slices.Delete(c.links[d], at, at+1)
			}
		}
	}
}

func (c *nodeChunk) linked(i int) bool {
	for d := range c.links {
		for _, g := range c.links[d] {
			if g.lists.present.has(i) {
				return true
			}
		}
	}
	return false
}

func (g *linkGroup) clone(owner uint64) *linkGroup {
	return &linkGroup{owner, g.typ, g.lists.clone()}
}

// relationshipChunk is the relationships of 256 neighbouring ids. What a scan
// looks at in every chunk stands together in front.
type relationshipChunk struct {
	exists       bitmap
	typesPresent uint64 // bit t%64 for each type t that was ever put here: lets a scan pass by
	properties
	owner      uint64
	start, end [chunkSize]ID
	types      [chunkSize]Type
}

func (c *relationshipChunk) ownedBy() uint64 { return c.owner }

func (c *relationshipChunk) clone(owner uint64) *relationshipChunk {
	twin := *c
	twin.owner = owner
	twin.columns = slices.Clone(c.columns)
	return &twin
}
