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
		n, row := neighbours(ids)
		found, ok := columnOf(d, of, ids[0], k).(*integers)
		if !ok || !copyIntegers(&found.packed, ids[:n], row, to[:n]) {
			return false
		}
		ids, to = ids[n:], to[n:]
	}
	return true
}

// copyIntegers writes the items of neighbours, if each has one; row says whether they
// follow one another.
func copyIntegers(p *packed[int64], ids []ID, row bool, to []int64) bool {
	if row {
		items, full := p.block(int(ids[0]&chunkMask), len(ids))
		copy(to, items)
		return full
	}
	full := len(p.items) == chunkSize // then an item's place is its number
	for i, id := range ids {
		at := int(id & chunkMask)
		if !full {
			if !p.present.has(at) {
				return false
			}
			at = p.present.rank(at)
		}
		to[i] = p.items[at]
	}
	return true
}

// neighbours is how many of the first ids are of one chunk, and whether they follow
// one another without a gap, as those of a scan mostly do: what they have then
// lies in one block.
func neighbours(ids []ID) (n int, row bool) {
	first := ids[0]
	most := min(len(ids), chunkSize-int(first&chunkMask))
	for n < most && ids[n] == first+ID(n) {
		n++
	}
	if n == most || ids[n]>>chunkShift != first>>chunkShift {
		return n, true
	}
	for n < len(ids) && ids[n]>>chunkShift == first>>chunkShift {
		n++
	}
	return n, false
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
		n, row := neighbours(ids)
		copyCells(columnOf(d, of, ids[0], k), ids[:n], row, to[:n])
		ids, to = ids[n:], to[n:]
	}
}

// copyCells writes the cells of neighbours; row says whether they follow one another.
func copyCells(c cells, ids []ID, row bool, to []value.Value) {
	switch c := c.(type) {
	case nil:
		clear(to)
	case *integers:
		unpack(&c.packed, ids, row, to, value.OfInt)
	case *floats:
		unpack(&c.packed, ids, row, to, func(bits uint64) value.Value { return value.OfFloat(math.Float64frombits(bits)) })
	case *texts:
		unpack(&c.packed, ids, row, to, value.OfString)
	default:
		for i, id := range ids {
			to[i] = c.get(int(id & chunkMask))
		}
	}
}

func unpack[T any](p *packed[T], ids []ID, row bool, to []value.Value, of func(T) value.Value) {
	if row {
		if items, full := p.block(int(ids[0]&chunkMask), len(ids)); full {
			for i, item := range items {
				to[i] = of(item)
			}
			return
		}
	}
	full := len(p.items) == chunkSize
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

// AddDegrees adds to counts, which is as long as ids, how many relationships of
// type t each of the nodes has in direction d.
func (v *View) AddDegrees(ids []ID, d Direction, t Type, counts []int64) {
	if v.tx != nil {
		for _, id := range ids {
			v.tx.unlink(id)
		}
	}
	for len(ids) > 0 {
		n, row := neighbours(ids)
		if c := v.nodes.at(int(ids[0] >> chunkShift)); c != nil {
			if g := c.group(d, t); g != nil {
				g.addDegrees(ids[:n], row, counts)
			}
		}
		ids, counts = ids[n:], counts[n:]
	}
}

func (g *linkGroup) addDegrees(ids []ID, row bool, counts []int64) {
	if row {
		if lists, full := g.lists.block(int(ids[0]&chunkMask), len(ids)); full {
			for i, list := range lists {
				counts[i] += int64(len(list))
			}
			return
		}
	}
	for i, id := range ids {
		list, _ := g.lists.get(int(id & chunkMask))
		counts[i] += int64(len(list))
	}
}
