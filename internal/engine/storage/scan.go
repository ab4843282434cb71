package storage

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
	return scan(&v.relationships, cursor, buf, func(c *relationshipChunk) *bitmap {
		if c.typesPresent&(1<<(t%64)) == 0 {
			return nil
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
func scan[T any](d *directory[T], cursor uint64, buf []ID, bits func(*T) *bitmap) (n int, next uint64, done bool) {
	left := chunksAtOnce
	for chunk := d.next(int(cursor >> chunkShift)); chunk < d.len(); chunk = d.next(chunk + 1) {
		first := uint64(chunk) << chunkShift
		if left--; left < 0 {
			return n, first, false
		}
		b := bits(d.at(chunk))
		if b == nil {
			continue
		}
		for i := b.next(int(max(cursor, first) - first)); i < chunkSize; i = b.next(i + 1) {
			if n == len(buf) {
				return n, first + uint64(i), false
			}
			buf[n] = ID(first) + ID(i)
			n++
		}
	}
	return n, uint64(d.len()) << chunkShift, true
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
