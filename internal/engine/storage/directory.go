package storage

import "slices"

const (
	pageShift = 8
	pageSize  = 1 << pageShift
)

// directory finds chunks by number. It has two levels, so that a transaction
// which touches one chunk of a large graph copies a page of pointers, not all.
//
//	pages ──► page (256 pointers) ──► chunk (256 ids)
//
// What carries an owner other than the transaction's mark is shared with
// published states and is copied before it is written.
type directory[T any] struct {
	owner uint64
	pages []*page[T]
}

type page[T any] struct {
	owner uint64
	items [pageSize]*T
}

// at is the i-th chunk, nil where there is none.
func (d *directory[T]) at(i int) *T {
	if p := i >> pageShift; p < len(d.pages) && d.pages[p] != nil {
		return d.pages[p].items[i&(pageSize-1)]
	}
	return nil
}

// len is a bound of the numbers of chunks.
func (d *directory[T]) len() int { return len(d.pages) << pageShift }

// next is the number of the first chunk from i on, len where there is none.
func (d *directory[T]) next(i int) int {
	for i < d.len() {
		p := d.pages[i>>pageShift]
		switch {
		case p == nil:
			i = (i>>pageShift + 1) << pageShift
		case p.items[i&(pageSize-1)] == nil:
			i++
		default:
			return i
		}
	}
	return d.len()
}

func (d *directory[T]) put(owner uint64, i int, chunk *T) {
	if d.owner != owner {
		d.owner, d.pages = owner, slices.Clone(d.pages)
	}
	for i>>pageShift >= len(d.pages) {
		d.pages = append(d.pages, nil)
	}
	p := &d.pages[i>>pageShift]
	switch {
	case *p == nil:
		*p = &page[T]{owner: owner}
	case (*p).owner != owner:
		*p = &page[T]{owner, (*p).items}
	}
	(*p).items[i&(pageSize-1)] = chunk
}
