package storage

import (
	"math"

	"corridor/internal/engine/value"
)

// NodeProperties writes what each of the nodes has for k into to, which is as
// long as ids: null where it has nothing, and for None.
func (v *View) NodeProperties(ids []ID, k Key, to []value.Value) {
	gather(&v.nodes, func(c *nodeChunk) *properties { return &c.properties }, ids, k, to)
}

// RelationshipProperties is NodeProperties for relationships.
func (v *View) RelationshipProperties(ids []ID, k Key, to []value.Value) {
	gather(&v.relationships, func(c *relationshipChunk) *properties { return &c.properties }, ids, k, to)
}

// NodeIntegers writes what each of the nodes has for k into to, and says whether
// that is an integer for all of them. Where it is not, to holds nothing of use.
func (v *View) NodeIntegers(ids []ID, k Key, to []int64) bool {
	return gatherIntegers(&v.nodes, func(c *nodeChunk) *properties { return &c.properties }, ids, k, to)
}

// RelationshipIntegers is NodeIntegers for relationships.
func (v *View) RelationshipIntegers(ids []ID, k Key, to []int64) bool {
	return gatherIntegers(&v.relationships, func(c *relationshipChunk) *properties { return &c.properties }, ids, k, to)
}

func gatherIntegers[T any](d *directory[T], of func(*T) *properties, ids []ID, k Key, to []int64) bool {
	for len(ids) > 0 {
		n := neighbours(ids)
		found, ok := columnOf(d, of, ids[0], k).(*integers)
		if !ok {
			return false
		}
		full := len(found.items) == chunkSize
		for i, id := range ids[:n] {
			at := int(id & chunkMask)
			if !full {
				if !found.packed.present.has(at) {
					return false
				}
				at = found.packed.present.rank(at)
			}
			to[i] = found.items[at]
		}
		ids, to = ids[n:], to[n:]
	}
	return true
}

// neighbours is how many of the first ids are of one chunk.
func neighbours(ids []ID) (n int) {
	for n < len(ids) && ids[n]>>chunkShift == ids[0]>>chunkShift {
		n++
	}
	return n
}

// columnOf is the cells for k of the chunk that id is of; nil where there are none.
func columnOf[T any](d *directory[T], of func(*T) *properties, id ID, k Key) cells {
	c := d.at(int(id >> chunkShift))
	if c == nil {
		return nil
	}
	p := of(c)
	if at, ok := p.find(k); ok {
		return p.columns[at].cells
	}
	return nil
}

// gather looks for a column once for neighbours that follow one another.
func gather[T any](d *directory[T], of func(*T) *properties, ids []ID, k Key, to []value.Value) {
	for len(ids) > 0 {
		n := neighbours(ids)
		copyCells(columnOf(d, of, ids[0], k), ids[:n], to[:n])
		ids, to = ids[n:], to[n:]
	}
}

// copyCells writes the cells of the ids, which are all of one chunk.
func copyCells(c cells, ids []ID, to []value.Value) {
	switch c := c.(type) {
	case nil:
		clear(to)
	case *integers:
		unpack(&c.packed, ids, to, value.OfInt)
	case *floats:
		unpack(&c.packed, ids, to, func(bits uint64) value.Value { return value.OfFloat(math.Float64frombits(bits)) })
	case *texts:
		unpack(&c.packed, ids, to, value.OfString)
	default:
		for i, id := range ids {
			to[i] = c.get(int(id & chunkMask))
		}
	}
}

func unpack[T any](p *packed[T], ids []ID, to []value.Value, of func(T) value.Value) {
	full := len(p.items) == chunkSize // then an item's place is its number
	for i, id := range ids {
		at := int(id & chunkMask)
		if !full {
			if !p.present.has(at) {
				to[i] = value.Value{}
				continue
			}
			at = p.present.rank(at)
		}
		to[i] = of(p.items[at])
	}
}

// KeepLabelled leaves in sel the places of ids that have l, in place.
func (v *View) KeepLabelled(l Label, ids []ID, sel []int32) []int32 {
	kept := sel[:0]
	var labelled *bitmap
	chunk := ID(math.MaxUint32)
	for _, at := range sel {
		id := ids[at]
		if id>>chunkShift != chunk {
			chunk, labelled = id>>chunkShift, nil
			if c := v.nodes.at(int(chunk)); c != nil {
				labelled = c.bits(l)
			}
		}
		if labelled != nil && labelled.has(int(id&chunkMask)) {
			kept = append(kept, at)
		}
	}
	return kept
}
