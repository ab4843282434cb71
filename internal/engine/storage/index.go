package storage

import (
	"corridor/internal/engine/value"

	"github.com/tidwall/btree" // copy-on-write B-trees for indexes
)

// indexData is what an index holds in one state. The tree is shared between
// states until it is written: copying it is constant work, and a write then
// copies the nodes of the tree on its way down.
type indexData struct {
	owner   uint64
	ix      *Index
	bytes   int64
	entries *btree.BTreeG[entry] // of all kinds but FullText
	words   *inverted            // of FullText
	grams   *grams               // of Text, beside entries
}

// entry stands for one entity in an index. Entries are ordered by their values,
// then by id. A bound in a search is an entry with an edge.
type entry struct {
	first value.Value
	rest  *[]value.Value // of the other properties; nil where there is one
	id    ID
	edge  edge
}

// edge places a bound among the entries that it is equal to: before them or
// after them; before or after all that can be compared with its first value; or
// after all texts that begin with it.
type edge int8

const (
	exact edge = iota
	before
	after
	beforeKind
	afterKind
	afterPrefix
)

const entryBytes = 80

func newIndexData(owner uint64, ix *Index) *indexData {
	d := &indexData{owner: owner, ix: ix}
	if ix.Kind == FullText {
		d.words = newInverted()
		return d
	}
	d.entries = btree.NewBTreeGOptions(entryLess, btree.Options{NoLocks: true})
	if ix.Kind == Text {
		d.grams = newGrams()
	}
	return d
}

func (d *indexData) clone(owner uint64) *indexData {
	twin := *d
	twin.owner = owner
	if d.words != nil {
		twin.words = d.words.clone()
	} else {
		twin.entries = d.entries.Copy()
	}
	if d.grams != nil {
		twin.grams = d.grams.clone()
	}
	return &twin
}

func entryLess(a, b entry) bool {
	if a.first.Kind() == value.Integer && b.first.Kind() == value.Integer && a.edge < beforeKind && b.edge < beforeKind {
		if x, y := a.first.Int(), b.first.Int(); x != y {
			return x < y
		}
	}
	switch {
	case a.edge >= beforeKind:
		return a.against(b) < 0
	case b.edge >= beforeKind:
		return b.against(a) > 0
	}
	if c := orderEntries(a, b); c != 0 {
		return c < 0
	}
	if a.edge != exact || b.edge != exact {
		return a.edge == before && b.edge != before || a.edge != after && b.edge == after
	}
	return a.id < b.id
}

// against is where e, a bound of a kind or of a prefix, lies as seen from
// another entry: negative below it.
func (e entry) against(other entry) int {
	switch {
	case e.edge == afterPrefix && hasPrefix(other.first, e.first.Text()):
		return 1
	case e.edge == afterPrefix || !alike(e.first, other.first):
		return value.Order(e.first, other.first)
	case e.edge == beforeKind:
		return -1
	}
	return 1
}

// orderEntries orders by as many values as both have.
func orderEntries(a, b entry) int {
	if c := value.Order(a.first, b.first); c != 0 || a.rest == nil || b.rest == nil {
		return c
	}
	for i := range min(len(*a.rest), len(*b.rest)) {
		if c := value.Order((*a.rest)[i], (*b.rest)[i]); c != 0 {
			return c
		}
	}
	return 0
}

// alike says whether < between values of these kinds is not null from the start.
func alike(a, b value.Value) bool {
	return a.Kind() == b.Kind() || isNumber(a) && isNumber(b)
}

func isNumber(v value.Value) bool { return v.Kind() == value.Integer || v.Kind() == value.Float }

// bears says whether the entity has a label, or the type, that ix is on.
func (v *View) bears(ix *Index, id ID) bool {
	if ix.Relationship {
		_, _, typ := v.Ends(id)
		return v.RelationshipExists(id) && contains(ix.labels, uint32(typ))
	}
	for _, l := range v.NodeLabels(id) {
		if contains(ix.labels, uint32(l)) {
			return true
		}
	}
	return false
}

func contains(list []uint32, n uint32) bool {
	for _, x := range list {
		if x == n {
			return true
		}
	}
	return false
}

func (v *View) property(e entity, id ID, k Key) value.Value {
	if e == nodes {
		return v.NodeProperty(id, k)
	}
	return v.RelationshipProperty(id, k)
}

// entry is how the entity stands in the index; not at all where it lacks a
// property, or the property is not of the index's kind.
func (v *View) entry(ix *Index, id ID) (e entry, ok bool) {
	e = entry{id: id, first: v.property(entityOf(ix.Relationship), id, ix.keys[0])}
	switch {
	case e.first.IsNull(),
		ix.Kind == Text && e.first.Kind() != value.String,
		ix.Kind == Point && e.first.Kind() != value.Point:
		return entry{}, false
	case len(ix.keys) == 1:
		return e, true
	}
	rest := make([]value.Value, len(ix.keys)-1)
	for i, k := range ix.keys[1:] {
		if rest[i] = v.property(entityOf(ix.Relationship), id, k); rest[i].IsNull() {
			return entry{}, false
		}
	}
	e.rest = &rest
	return e, true
}

// insert puts the entity in as it is in v, and says how many bytes that took.
func (d *indexData) insert(v *View, id ID) (grown int64) {
	if d.words != nil {
		grown = d.words.insert(v, d.ix, id)
	} else if e, ok := v.entry(d.ix, id); ok {
		if _, there := d.entries.Set(e); !there {
			grown = entryBytes
			if d.grams != nil {
				grown += d.grams.insert(e.first.Text(), id)
			}
		}
	}
	d.bytes += grown
	return grown
}

// remove takes the entity out as it is in v.
func (d *indexData) remove(v *View, id ID) (shrunk int64) {
	if d.words != nil {
		shrunk = d.words.remove(v, d.ix, id)
	} else if e, ok := v.entry(d.ix, id); ok {
		if _, there := d.entries.Delete(e); there {
			shrunk = entryBytes
			if d.grams != nil {
				shrunk += d.grams.remove(e.first.Text(), id)
			}
		}
	}
	d.bytes -= shrunk
	return shrunk
}

// affected gives the indexes that hold, or may come to hold, the entity for k.
func (t *Tx) affected(e entity, id ID, k Key) (found []*Index) {
	for _, ix := range t.schema.byKey[e][k] {
		if t.bears(ix, id) {
			found = append(found, ix)
		}
	}
	return found
}

// unindex takes the entity out of the indexes, before it is changed.
func (t *Tx) unindex(affected []*Index, id ID) {
	for _, ix := range affected {
		if t.bears(ix, id) {
			t.bytes -= t.ownIndex(ix).remove(t.View, id)
		}
	}
}

// index puts the entity into the indexes, after it was changed.
func (t *Tx) index(affected []*Index, id ID) {
	for _, ix := range affected {
		if t.bears(ix, id) {
			t.bytes += t.ownIndex(ix).insert(t.View, id)
			t.doubt(ix, id)
		}
	}
}

func (t *Tx) ownIndex(ix *Index) *indexData {
	if d := t.indexes[ix.number]; d.owner == t.mark {
		return d
	}
	if t.indexesOwner != t.mark {
		t.indexesOwner, t.indexes = t.mark, append([]*indexData(nil), t.indexes...)
	}
	t.indexes[ix.number] = t.indexes[ix.number].clone(t.mark)
	return t.indexes[ix.number]
}
