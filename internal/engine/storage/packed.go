package storage

import (
	"math/bits"
	"slices"
)

// Nodes and relationships live in chunks of 256 neighbouring ids: small enough
// to be copied when a transaction first touches one, large enough that what is
// kept once for a chunk costs little.
const (
	chunkShift = 8
	chunkSize  = 1 << chunkShift
	chunkMask  = chunkSize - 1
)

// bitmap has one bit for each id of a chunk.
type bitmap [chunkSize / 64]uint64

func (b *bitmap) has(i int) bool { return b[i>>6]&(1<<(i&63)) != 0 }
func (b *bitmap) set(i int)      { b[i>>6] |= 1 << (i & 63) }
func (b *bitmap) clear(i int)    { b[i>>6] &^= 1 << (i & 63) }
func (b *bitmap) empty() bool    { return *b == bitmap{} }

// rank counts the bits before i.
func (b *bitmap) rank(i int) (n int) {
	for w := range i >> 6 {
		n += bits.OnesCount64(b[w])
	}
	return n + bits.OnesCount64(b[i>>6]&(1<<(i&63)-1))
}

// next is the first bit from i on, chunkSize where there is none.
func (b *bitmap) next(i int) int {
	for i < chunkSize {
		if w := b[i>>6] >> (i & 63); w != 0 {
			return i + bits.TrailingZeros64(w)
		}
		i = i&^63 + 64
	}
	return chunkSize
}

// packed holds an item for each bit that is set, and room for no other: most
// properties and types of relationships are found at a part of a chunk's ids.
type packed[T any] struct {
	present bitmap
	items   []T
}

func (p *packed[T]) get(i int) (item T, ok bool) {
	if !p.present.has(i) {
		return item, false
	}
	return p.items[p.present.rank(i)], true
}

func (p *packed[T]) set(i int, item T) {
	at := p.present.rank(i)
	if p.present.has(i) {
		p.items[at] = item
		return
	}
	p.present.set(i)
	p.items = slices.Insert(p.items, at, item)
}

func (p *packed[T]) remove(i int) {
	if p.present.has(i) {
		at := p.present.rank(i)
		p.items = slices.Delete(p.items, at, at+1)
		p.present.clear(i)
	}
}

// block is the items of the n bits from i on, if all of them are set.
func (p *packed[T]) block(i, n int) (items []T, full bool) {
	if len(p.items) == chunkSize {
		return p.items[i : i+n], true
	}
	first, last := p.present.rank(i), i+n-1
	if !p.present.has(last) || p.present.rank(last)-first != n-1 {
		return nil, false
	}
	return p.items[first : first+n], true
}

// clone leaves some room, as a column that is copied is about to be written.
func (p *packed[T]) clone() packed[T] {
	items := make([]T, len(p.items), len(p.items)+len(p.items)/8+1)
	copy(items, p.items)
	return packed[T]{p.present, items}
}
