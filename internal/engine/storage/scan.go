package storage

// A scan starts at cursor 0 and goes on from next, filling buf with ascending
// ids, until done. The last call may give ids too. Ids that a transaction makes
// while it scans its own View turn up where they are beyond the cursor.

// ScanNodes scans all nodes.
func (v *View) ScanNodes(cursor uint64, buf []ID) (n int, next uint64, done bool) {
	return scan(v.nodes.len(), cursor, buf, func(chunk int) *bitmap {
		if c := v.nodes.at(chunk); c != nil {
			return &c.exists
		}
		return nil
	})
}

// ScanLabel scans the nodes that have l.
func (v *View) ScanLabel(l Label, cursor uint64, buf []ID) (n int, next uint64, done bool) {
	return scan(v.nodes.len(), cursor, buf, func(chunk int) *bitmap {
		if c := v.nodes.at(chunk); c != nil {
			return c.bits(l)
		}
		return nil
	})
}

// ScanRelationships scans all relationships.
func (v *View) ScanRelationships(cursor uint64, buf []ID) (n int, next uint64, done bool) {
	return scan(v.relationships.len(), cursor, buf, func(chunk int) *bitmap {
		if c := v.relationships.at(chunk); c != nil {
			return &c.exists
		}
		return nil
	})
}

// ScanType scans the relationships of type t.
func (v *View) ScanType(t Type, cursor uint64, buf []ID) (n int, next uint64, done bool) {
	var of bitmap
	return scan(v.relationships.len(), cursor, buf, func(chunk int) *bitmap {
		c := v.relationships.at(chunk)
		if c == nil || c.typesPresent&(1<<(t%64)) == 0 {
			return nil
		}
		of = c.exists
		for i := of.next(0); i < chunkSize; i = of.next(i + 1) {
			if c.types[i] != t {
				of.clear(i)
			}
		}
		return &of
	})
}

// scan gives the ids whose bit is set in the bitmaps of the chunks (nil: none).
func scan(chunks int, cursor uint64, buf []ID, bits func(chunk int) *bitmap) (n int, next uint64, done bool) {
	for chunk := int(cursor >> chunkShift); chunk < chunks; chunk++ {
		b := bits(chunk)
		if b == nil {
			cursor = uint64(chunk+1) << chunkShift
			continue
		}
		for i := b.next(int(cursor & chunkMask)); i < chunkSize; i = b.next(i + 1) {
			if n == len(buf) {
				return n, uint64(chunk)<<chunkShift + uint64(i), false
			}
			buf[n] = ID(chunk<<chunkShift + i)
			n++
		}
		cursor = uint64(chunk+1) << chunkShift
	}
	return n, uint64(chunks) << chunkShift, true
}
