package storage

import (
	"context"
	"fmt"
	"slices"

	"corridor/internal/engine/value"
)

// Tx is the one transaction that may write. It embeds its own state, so that
// what is read shows what was written. It is for one goroutine.
type Tx struct {
	*View
	g    *Graph
	mark uint64 // owner of all that this transaction has copied or made
	redo redo
	pending

	// unlinked are nodes whose lists still hold deleted relationships.
	unlinked map[ID]struct{}
	// emptied are chunks, by entity and number, that may hold nothing any more.
	emptied [2]map[int]struct{}
	loading bool // what is written was within the limits when it first was
}

// What a node, a relationship and a link in a list take, about: the fixed parts
// of a chunk divided by its size, list headers and the room lists grow into.
const (
	nodeBytes         = 8
	relationshipBytes = 16 + 2*28
)

func (t *Tx) ownNode(id ID) (*nodeChunk, int) { return own(&t.nodes, t.mark, id) }

func (t *Tx) ownRelationship(id ID) (*relationshipChunk, int) {
	return own(&t.relationships, t.mark, id)
}

// own is the chunk of an id, made or copied where it is not the transaction's yet.
func own[T any, C chunk[T]](d *directory[T], mark uint64, id ID) (*T, int) {
	n := int(id >> chunkShift)
	c := d.at(n)
	if c == nil {
		c = new(T)
	}
	if C(c).ownedBy() != mark {
		c = C(c).clone(mark)
		d.put(mark, n, c)
	}
	return c, int(id & chunkMask)
}

// CreateNode makes a node with these labels.
func (t *Tx) CreateNode(labels []string) ID {
	id := t.nextNode
	set := make([]Label, 0, len(labels))
	for _, name := range labels {
		set = append(set, t.label(name))
	}
	slices.Sort(set)
	t.putNode(id, slices.Compact(set))
	return id
}

func (t *Tx) putNode(id ID, set []Label) {
	t.nextNode = max(t.nextNode, id+1)
	c, i := t.ownNode(id)
	c.exists.set(i)
	t.nodeCount++
	t.bytes += nodeBytes
	t.redo.node(id, set)
	t.setLabels(id, set)
	t.touch(nodes, id)
}

// CreateRelationship makes a relationship from start to end.
func (t *Tx) CreateRelationship(start, end ID, typ string) (ID, error) {
	for _, node := range [...]ID{start, end} {
		if !t.NodeExists(node) {
			return None, notFound(nodes, node)
		}
	}
	id := t.nextRelationship
	t.putRelationship(id, start, end, t.relationshipType(typ))
	return id, t.Affordable()
}

func (t *Tx) putRelationship(id, start, end ID, typ Type) {
	t.nextRelationship = max(t.nextRelationship, id+1)
	c, i := t.ownRelationship(id)
	c.exists.set(i)
	c.start[i], c.end[i], c.types[i] = start, end, typ
	c.typesPresent |= 1 << (typ % 64)
	t.relationshipCount++
	t.bytes += relationshipBytes
	t.redo.relationship(id, start, end, typ)
	from, at := t.ownNode(start)
	from.link(Outgoing, typ, at, Adjacent{id, end})
	to, at := t.ownNode(end)
	to.link(Incoming, typ, at, Adjacent{id, start})
	t.countRelationship(start, end, typ, 1)
	t.touch(relationships, id)
}

func (t *Tx) countRelationship(start, end ID, typ Type, n int) {
	t.counts.types.add(t.mark, 0, uint32(typ), n)
	for _, l := range t.NodeLabels(start) {
		t.counts.ends[Outgoing].add(t.mark, uint32(l), uint32(typ), n)
	}
	for _, l := range t.NodeLabels(end) {
		t.counts.ends[Incoming].add(t.mark, uint32(l), uint32(typ), n)
	}
}

// DeleteNode deletes a node. Commit finds it where it keeps relationships.
// Deleting what is deleted does nothing.
func (t *Tx) DeleteNode(id ID) {
	if !t.NodeExists(id) {
		return
	}
	t.unindex(t.schema.ofLabels(nodes, t.numbersOf(id)), id)
	c, i := t.ownNode(id)
	t.bytes -= nodeBytes + cellBytesOf(&c.properties, i)
	c.properties.clear(t.mark, i)
	t.setLabels(id, nil)
	c.exists.clear(i)
	t.nodeCount--
	t.deleted = append(t.deleted, id)
	t.empty(nodes, id, &c.exists)
	t.redo.deleteNode(id)
}

// DeleteRelationship deletes a relationship; deleting what is deleted does nothing.
func (t *Tx) DeleteRelationship(id ID) {
	if !t.RelationshipExists(id) {
		return
	}
	start, end, typ := t.Ends(id)
	t.unindex(t.schema.ofLabels(relationships, []uint32{uint32(typ)}), id)
	c, i := t.ownRelationship(id)
	t.bytes -= relationshipBytes + cellBytesOf(&c.properties, i)
	c.properties.clear(t.mark, i)
	c.exists.clear(i)
	t.relationshipCount--
	t.empty(relationships, id, &c.exists)
	t.countRelationship(start, end, typ, -1)
	if t.unlinked == nil {
		t.unlinked = map[ID]struct{}{}
	}
	t.unlinked[start], t.unlinked[end] = struct{}{}, struct{}{}
	t.redo.deleteRelationship(id)
}

// unlink takes deleted relationships out of the node's lists: once for all that
// were deleted since the lists were last read, as a node may lose thousands.
func (t *Tx) unlink(id ID) {
	if _, stale := t.unlinked[id]; stale {
		delete(t.unlinked, id)
		c, i := t.ownNode(id)
		c.unlink(i, t.RelationshipExists)
	}
}

func (t *Tx) empty(e entity, id ID, exists *bitmap) {
	if !exists.empty() {
		return
	}
	if t.emptied[e] == nil {
		t.emptied[e] = map[int]struct{}{}
	}
	t.emptied[e][int(id>>chunkShift)] = struct{}{}
}

// sweep brings all lists up to date and lets go of chunks that hold nothing and
// lie wholly before the next id, so that nothing will be put there.
func (t *Tx) sweep() {
	for id := range t.unlinked {
		t.unlink(id)
	}
	for n := range t.emptied[nodes] {
		if t.nodes.at(n).exists.empty() && n < int(t.nextNode>>chunkShift) {
			t.nodes.put(t.mark, n, nil)
		}
	}
	for n := range t.emptied[relationships] {
		if t.relationships.at(n).exists.empty() && n < int(t.nextRelationship>>chunkShift) {
			t.relationships.put(t.mark, n, nil)
		}
	}
}

// AddLabel gives the node a label, and says whether it is new to it.
func (t *Tx) AddLabel(id ID, label string) bool {
	if !t.NodeExists(id) {
		return false
	}
	l, old := t.label(label), t.NodeLabels(id)
	at, found := slices.BinarySearch(old, l)
	if found {
		return false
	}
	t.changeLabels(id, slices.Insert(slices.Clone(old), at, l))
	return true
}

// RemoveLabel takes a label from the node, and says whether it had it.
func (t *Tx) RemoveLabel(id ID, label string) bool {
	l, known := t.Label(label)
	if !known || !t.HasLabel(id, l) {
		return false
	}
	t.changeLabels(id, slices.DeleteFunc(slices.Clone(t.NodeLabels(id)), func(x Label) bool { return x == l }))
	return true
}

func (t *Tx) changeLabels(id ID, set []Label) {
	t.redo.labels(id, set)
	t.setLabels(id, set)
	t.touch(nodes, id)
}

// setLabels gives the node exactly the labels of set, which is ascending.
func (t *Tx) setLabels(id ID, set []Label) {
	c, i := t.ownNode(id)
	old := t.sets.at(c.sets[i])
	lost, won := without(old, set), without(set, old)
	affected := t.schema.ofLabels(nodes, slices.Concat(lost, won))
	t.unindex(affected, id)
	for _, l := range lost {
		c.clearLabel(i, Label(l))
		t.countLabel(id, l, -1)
	}
	for _, l := range won {
		c.setLabel(i, Label(l))
		t.countLabel(id, l, 1)
	}
	c.sets[i] = t.sets.number(t.mark, set)
	t.index(affected, id)
}

// without gives the labels of a that are not in b.
func without(a, b []Label) (rest []uint32) {
	for _, l := range a {
		if !slices.Contains(b, l) {
			rest = append(rest, uint32(l))
		}
	}
	return rest
}

func (t *Tx) countLabel(id ID, l uint32, n int) {
	t.counts.labels.add(t.mark, 0, l, n)
	c, i := t.linked(id)
	for d := range c.links {
		for _, g := range c.links[d] {
			if list, ok := g.lists.get(i); ok {
				t.counts.ends[d].add(t.mark, l, uint32(g.typ), n*len(list))
			}
		}
	}
}

// SetNodeProperty sets a property of the node; null takes it away.
func (t *Tx) SetNodeProperty(id ID, key string, v value.Value) error {
	if !t.NodeExists(id) {
		return notFound(nodes, id)
	}
	return t.setProperty(nodes, id, key, v)
}

// SetRelationshipProperty sets a property of the relationship; null takes it away.
func (t *Tx) SetRelationshipProperty(id ID, key string, v value.Value) error {
	if !t.RelationshipExists(id) {
		return notFound(relationships, id)
	}
	return t.setProperty(relationships, id, key, v)
}

func (t *Tx) setProperty(e entity, id ID, key string, v value.Value) error {
	v, err := value.ToStorable(v)
	if err != nil {
		return err
	}
	k, known := t.Key(key)
	if !known {
		if v.IsNull() {
			return nil
		}
		k = t.key(key)
	}
	t.putProperty(e, id, k, t.own(v))
	return t.Affordable()
}

func (t *Tx) putProperty(e entity, id ID, k Key, v value.Value) {
	affected := t.affected(e, id, k)
	t.unindex(affected, id)
	p, i := t.ownProperties(e, id)
	t.bytes += cellBytes(v) - cellBytes(p.get(i, k))
	p.set(t.mark, i, k, v)
	t.redo.property(e, id, k, v)
	t.index(affected, id)
	t.touch(e, id)
}

func (t *Tx) ownProperties(e entity, id ID) (*properties, int) {
	if e == nodes {
		c, i := t.ownNode(id)
		return &c.properties, i
	}
	c, i := t.ownRelationship(id)
	return &c.properties, i
}

// own is v without hold on what the caller's texts and lists are cut from.
func (t *Tx) own(v value.Value) value.Value {
	switch v.Kind() {
	case value.String:
		return value.OfString(t.g.interned.copy(v.Text()))
	case value.Bytes:
		return value.OfBytes(slices.Clone(v.Bytes()))
	case value.List:
		items := make([]value.Value, len(v.Items()))
		for i, x := range v.Items() {
			items[i] = t.own(x)
		}
		return value.OfList(items)
	}
	return v
}

func (t *Tx) numbersOf(id ID) (numbers []uint32) {
	for _, l := range t.NodeLabels(id) {
		numbers = append(numbers, uint32(l))
	}
	return numbers
}

func (t *Tx) label(name string) Label {
	return Label(t.token(&t.labels, labelName, name))
}

func (t *Tx) relationshipType(name string) Type {
	return Type(t.token(&t.types, typeName, name))
}

func (t *Tx) key(name string) Key { return Key(t.token(&t.keys, keyName, name)) }

func (t *Tx) token(table *tokens, kind nameKind, name string) uint32 {
	if n, known := table.number(name); known {
		return n
	}
	t.redo.name(kind, name)
	t.newVersion()
	return table.add(t.mark, name)
}

// newVersion takes a number that no state ever had, not even a dropped one.
func (t *Tx) newVersion() {
	t.g.marks++
	t.version = t.g.marks
}

// Commit makes the transaction's state the latest one, and returns its number
// once it is durable. After an error nothing of it is there, except that after
// one of the disk nobody knows before the next opening. Once the disk is at work
// ctx no longer ends it. The transaction is over, whatever comes of it; a View
// that was taken from it may still be read where it was committed.
func (t *Tx) Commit(ctx context.Context) (seq uint64, err error) {
	err = context.Cause(ctx)
	if err == nil {
		err = t.Validate()
	}
	if err == nil {
		err = t.validateEnds()
	}
	if err == nil && len(t.redo.ops) > largestBlock {
		err = failure(value.OutOfMemory, "The transaction is too large: its changes take more than 4 GiB. Write them in several transactions.")
	}
	if err != nil {
		t.Rollback()
		return 0, err
	}
	g, state := t.g, t.View
	t.sweep()
	if t.redo.changes == 0 {
		state = g.base
	} else {
		state.sequence++
	}
	t.View.tx, t.View = nil, nil
	if g.log != nil {
		return g.log.commit(g, state, t.redo.ops)
	}
	g.base = state
	g.latest.Store(state)
	g.release()
	return state.sequence, nil
}

// Rollback drops all that the transaction did. Its View is not read afterwards,
// as the next transaction writes where lists of links ended before. After the
// transaction's end it does nothing.
func (t *Tx) Rollback() {
	if t.View != nil {
		t.View = nil
		t.g.release()
	}
}

// Affordable is an error where the state takes more memory than the limit
// allows, and more than before. Making nodes and labelling them does not ask by itself.
func (t *Tx) Affordable() error {
	limit := t.g.options.MemoryLimit
	if limit == 0 || t.bytes <= limit || t.bytes <= t.g.base.bytes || t.loading {
		return nil
	}
	return failure(value.OutOfMemory, fmt.Sprintf(
		"The graph would take about %d MiB, the limit is %d MiB (graph_memory). Raise the limit, write less, or use a Neo4j server for a graph of this size.",
		t.bytes>>20, limit>>20))
}

func notFound(e entity, id ID) error {
	return failure(value.EntityNotFound, fmt.Sprintf("There is no %s with id %d: it may have been deleted in this transaction.", e, id))
}
