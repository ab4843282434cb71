package storage

import "math/bits"

// A scan starts at cursor 0 and goes on from next, filling buf with ascending
// ids, until done. The last call may give ids too, and others may give none: a
// call looks at chunksAtOnce chunks at most, so that callers can stop in between. Ids that a transaction makes
// while it scans its own View turn up where they are beyond the cursor.

// ScanNodes scans all nodes.
func (v *View) ScanNodes(cursor uint64, buf []ID) (n int, next uint64, done bool) {
	return scan(&v.nodes, cursor, buf, func(c *nodeChunk) *bitmap { return &c.exists })
}

// ScanLabel scans the nodes that have l.
func (v *View) ScanLabel(l Label, cursor uint64, buf []ID) (n int, next uint64, done bool) {
	return scan(&v.nodes, cursor, buf, func(c *nodeChunk) *bitmap { return c.bits(l) })
}

// ScanRelationships scans all relationships.
func (v *View) ScanRelationships(cursor uint64, buf []ID) (n int, next uint64, done bool) {
	return scan(&v.relationships, cursor, buf, func(c *relationshipChunk) *bitmap { return &c.exists })
}

// ScanType scans the relationships of type t.
func (v *View) ScanType(t Type, cursor uint64, buf []ID) (n int, next uint64, done bool) {
	var of bitmap
	distinct := len(v.types.names) <= 64 // then each type has a bit of its own
	return scan(&v.relationships, cursor, buf, func(c *relationshipChunk) *bitmap {
		switch bit := uint64(1) << (t % 64); {
		case c.typesPresent&bit == 0:
			return nil
		case c.typesPresent == bit && distinct:
			return &c.exists
		}
		for w := range of {
			var is uint64
			for i, found := range c.types[w*64 : w*64+64] {
				var same uint64
				if found == t {
					same = 1
				}
				is |= same << i
			}
			of[w] = is & c.exists[w]
		}
		return &of
	})
}

// chunksAtOnce is so many that to look at their texts takes milliseconds.
const chunksAtOnce = 256

// scan gives the ids whose bit is set in the bitmaps of the chunks (nil: none).
func scan[T any](d *directory[T], cursor uint64, buf []ID, of func(*T) *bitmap) (n int, next uint64, done bool) {
	left := chunksAtOnce
	for chunk := d.next(int(cursor >> chunkShift)); chunk < d.len(); chunk = d.next(chunk + 1) {
		first := uint64(chunk) << chunkShift
		if left--; left < 0 {
			return n, first, false
		}
		b := of(d.at(chunk))
		if b == nil {
			continue
		}
		found, rest := b.list(ID(first), int(max(cursor, first)-first), buf[n:])
		if n += found; rest < chunkSize {
			return n, first + uint64(rest), false
		}
	}
	return n, uint64(d.len()) << chunkShift, true
}

// list writes the ids of the bits from at on into buf, as many as it holds; first
// is the id of bit 0. rest is the first bit that had no room, chunkSize where all had.
func (b *bitmap) list(first ID, at int, buf []ID) (n, rest int) {
	for at < chunkSize {
		word, end := b[at>>6]>>(at&63), at&^63+64
		if len(buf)-n >= end-at && word == ^uint64(0)>>(at&63) {
			for i := range buf[n : n+end-at] {
				buf[n+i] = first + ID(at+i)
			}
			n, at = n+end-at, end
			continue
		}
		for ; word != 0; word &= word - 1 {
			i := at + bits.TrailingZeros64(word)
			if n == len(buf) {
				return n, i
			}
			buf[n] = first + ID(i)
			n++
		}
		at = end
	}
	return n, chunkSize
}

// eachID calls f for all ids of a scan until f returns false.
func eachID(scan func(uint64, []ID) (int, uint64, bool), f func(ID) bool) {
	var buf [chunkSize]ID
	for cursor, done := uint64(0), false; !done; {
		var n int
		n, cursor, done = scan(cursor, buf[:])
		for _, id := range buf[:n] {
			if !f(id) {
				return
			}
		}
	}
}
