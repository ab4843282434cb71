package storage

import (
	"corridor/internal/engine/value"
)

// View is one state of a graph. A committed one never changes and may be read
// by any number of goroutines. That of a transaction shows its own writes, is
// for the transaction's goroutine alone, and is not read after a rollback.
//
//	View ─► directory ─► chunks of nodes, of relationships
//	     ─► names, sets of labels, counts
//	     ─► schema (definitions) and what each index holds
type View struct {
	sequence uint64 // of the last commit in it
	version  uint64 // see SchemaVersion

	nodes         directory[nodeChunk]
	relationships directory[relationshipChunk]

	nextNode, nextRelationship   ID
	nodeCount, relationshipCount int

	labels, types, keys tokens
	sets                labelSets
	counts              counts

	schema       *schema
	indexes      []*indexData // by Index.number; nil where one was dropped
	indexesOwner uint64
	bytes        int64

	tx *Tx // nil once committed
}

// Sequence is the number of the commit that made v.
func (v *View) Sequence() uint64 { return v.sequence }

// SchemaVersion is another one wherever an index or a constraint came or went
// or a name got its number: what was planned for another version is planned anew.
func (v *View) SchemaVersion() uint64 { return v.version }

// Bytes estimates the memory that v takes.
func (v *View) Bytes() int64 { return v.bytes }

// Label is the number of a label, if any node or schema ever had it.
func (v *View) Label(name string) (Label, bool) {
	n, ok := v.labels.number(name)
	return Label(n), ok
}

// LabelName is the name of l.
func (v *View) LabelName(l Label) string { return v.labels.name(uint32(l)) }

// Type is the number of a relationship type, if it was ever used.
func (v *View) Type(name string) (Type, bool) {
	n, ok := v.types.number(name)
	return Type(n), ok
}

// TypeName is the name of t.
func (v *View) TypeName(t Type) string { return v.types.name(uint32(t)) }

// Key is the number of a property key, if it was ever used.
func (v *View) Key(name string) (Key, bool) {
	n, ok := v.keys.number(name)
	return Key(n), ok
}

// KeyName is the name of k.
func (v *View) KeyName(k Key) string { return v.keys.name(uint32(k)) }

// Labels are the names of the labels that nodes have.
func (v *View) Labels() (names []string) {
	for n, name := range v.labels.names {
		if v.NodesWithLabel(Label(n)) > 0 {
			names = append(names, name)
		}
	}
	return names
}

// Types are the names of the types that relationships have.
func (v *View) Types() (names []string) {
	for n, name := range v.types.names {
		if v.RelationshipsOfType(Type(n)) > 0 {
			names = append(names, name)
		}
	}
	return names
}

// Keys are the names of all property keys that were ever used; not to be written to.
func (v *View) Keys() []string { return v.keys.names }

// NodeCount is the number of nodes.
func (v *View) NodeCount() int { return v.nodeCount }

// NodesWithLabel is the number of nodes that have l.
func (v *View) NodesWithLabel(l Label) int { return v.counts.labels.at(0, uint32(l)) }

// RelationshipCount is the number of relationships.
func (v *View) RelationshipCount() int { return v.relationshipCount }

// RelationshipsOfType is the number of relationships of type t.
func (v *View) RelationshipsOfType(t Type) int { return v.counts.types.at(0, uint32(t)) }

// RelationshipsBetween is the number of relationships of type t from a node
// with the label from to one with to. With both labels given it is an upper
// bound, as counts are kept for one end only.
func (v *View) RelationshipsBetween(from Label, anyFrom bool, t Type, to Label, anyTo bool) int {
	n := v.RelationshipsOfType(t)
	if !anyFrom {
		n = min(n, v.counts.ends[Outgoing].at(uint32(from), uint32(t)))
	}
	if !anyTo {
		n = min(n, v.counts.ends[Incoming].at(uint32(to), uint32(t)))
	}
	return n
}

func (v *View) node(id ID) (*nodeChunk, int) {
	return v.nodes.at(int(id >> chunkShift)), int(id & chunkMask)
}

func (v *View) relationship(id ID) (*relationshipChunk, int) {
	return v.relationships.at(int(id >> chunkShift)), int(id & chunkMask)
}

// NodeExists says whether there is a node with that id.
func (v *View) NodeExists(id ID) bool {
	c, i := v.node(id)
	return c != nil && c.exists.has(i)
}

// RelationshipExists says whether there is a relationship with that id.
func (v *View) RelationshipExists(id ID) bool {
	c, i := v.relationship(id)
	return c != nil && c.exists.has(i)
}

// HasLabel says whether the node has l.
func (v *View) HasLabel(id ID, l Label) bool {
	c, i := v.node(id)
	if c == nil {
		return false
	}
	b := c.bits(l)
	return b != nil && b.has(i)
}

// NodeLabels are the labels of the node, ascending; not to be written to.
func (v *View) NodeLabels(id ID) []Label {
	c, i := v.node(id)
	if c == nil {
		return nil
	}
	return v.sets.at(c.sets[i])
}

// NodeProperty is the node's value for k, null where it has none.
func (v *View) NodeProperty(id ID, k Key) value.Value {
	c, i := v.node(id)
	if c == nil {
		return value.Value{}
	}
	return c.get(i, k)
}

// EachNodeProperty calls f for the node's properties in the order of the keys'
// numbers until f returns false.
func (v *View) EachNodeProperty(id ID, f func(Key, value.Value) bool) {
	if c, i := v.node(id); c != nil {
		c.each(i, f)
	}
}

// Ends are the nodes that the relationship leads from and to, and its type.
// They are still told of one that the transaction has deleted.
func (v *View) Ends(rel ID) (start, end ID, t Type) {
	c, i := v.relationship(rel)
	if c == nil {
		return None, None, 0
	}
	return c.start[i], c.end[i], c.types[i]
}

// EndsOf writes what the relationships lead from and to; they are there.
func (v *View) EndsOf(rels, starts, ends []ID) {
	for len(rels) > 0 {
		n, row := neighbours(rels)
		c, at := v.relationship(rels[0])
		if row {
			copy(starts, c.start[at:at+n])
			copy(ends, c.end[at:at+n])
		} else {
			for i, rel := range rels[:n] {
				starts[i], ends[i] = c.start[rel&chunkMask], c.end[rel&chunkMask]
			}
		}
		rels, starts, ends = rels[n:], starts[n:], ends[n:]
	}
}

// RelationshipProperty is the relationship's value for k, null where it has none.
func (v *View) RelationshipProperty(id ID, k Key) value.Value {
	c, i := v.relationship(id)
	if c == nil {
		return value.Value{}
	}
	return c.get(i, k)
}

// EachRelationshipProperty calls f for the relationship's properties in the
// order of the keys' numbers until f returns false.
func (v *View) EachRelationshipProperty(id ID, f func(Key, value.Value) bool) {
	if c, i := v.relationship(id); c != nil {
		c.each(i, f)
	}
}

// linked is the node's chunk with its lists up to date: a transaction puts off
// taking deleted relationships out of them until they are next read.
func (v *View) linked(id ID) (*nodeChunk, int) {
	if v.tx != nil {
		v.tx.unlink(id)
	}
	return v.node(id)
}

// Degree is the number of the node's relationships in direction d, of type t or any.
func (v *View) Degree(node ID, d Direction, t Type, any bool) (n int) {
	c, i := v.linked(node)
	if c == nil {
		return 0
	}
	for _, g := range c.links[d] {
		if any || g.typ == t {
			list, _ := g.lists.get(i)
			n += len(list)
		}
	}
	return n
}

// Neighbours are the node's relationships of type t in direction d, oldest
// first. The slice is shared: not to be written to. A loop stands in both directions.
func (v *View) Neighbours(node ID, d Direction, t Type) []Adjacent {
	c, i := v.linked(node)
	if c == nil {
		return nil
	}
	g := c.group(d, t)
	if g == nil {
		return nil
	}
	list, _ := g.lists.get(i)
	return list[:len(list):len(list)]
}

// NeighboursOfAll writes what Neighbours gives for each of the nodes into lists;
// nothing for None. In a transaction it is for nodes that are there.
func (v *View) NeighboursOfAll(nodes []ID, d Direction, t Type, lists [][]Adjacent) {
	for i, node := range nodes {
		lists[i] = v.Neighbours(node, d, t)
	}
}

// TypesOf appends to buf the types that the node has relationships of in direction d.
func (v *View) TypesOf(node ID, d Direction, buf []Type) []Type {
	c, i := v.linked(node)
	if c == nil {
		return buf
	}
	for _, g := range c.links[d] {
		if g.lists.present.has(i) {
			buf = append(buf, g.typ)
		}
	}
	return buf
}
