package storage

import "corridor/internal/engine/value"

// Walk gives the entities of a part of an index in the order of their values, a
// few at a time. What is written meanwhile is seen or not, like any other read
// beside a write; no entity is given twice for the same value.
type Walk struct {
	data      *indexData
	next, end entry // what is looked at next, and where the part ends
	backwards bool
	done      bool
	// holds says whether an entry within the part is one of those sought; nil for all.
	holds func(value.Value) bool
}

// most is how many entries Next looks at, so that whoever asks can stop.
const most = 4096

// WalkRange goes through the entities whose first property lies between the
// bounds, as < and <= have it. A nil bound is open: the range then has all
// values that can be compared with the other one; all of the index where both
// are nil.
func (v *View) WalkRange(ix *Index, low, high *Bound, backwards bool) *Walk {
	first, last := belowAll, aboveAll
	switch {
	case low != nil:
		first = entry{first: low.Value, edge: after}
		if low.Inclusive {
			first.edge = before
		}
		last = entry{first: low.Value, edge: afterKind}
	case high != nil:
		first = entry{first: high.Value, edge: beforeKind}
	}
	if high != nil {
		last = entry{first: high.Value, edge: before}
		if high.Inclusive {
			last.edge = after
		}
	}
	if low != nil && high != nil && !alike(low.Value, high.Value) {
		return &Walk{done: true}
	}
	return v.walk(ix, first, last, backwards, func(x value.Value) bool {
		return (low == nil || low.before(x)) && (high == nil || high.after(x))
	})
}

// No property is a map, the first in the order over all values, or null, the last.
var (
	belowAll = entry{first: value.OfMap(nil), edge: before}
	aboveAll = entry{edge: after}
)

// WalkPrefix goes through the entities whose first property is a text that
// starts with prefix.
func (v *View) WalkPrefix(ix *Index, prefix string, backwards bool) *Walk {
	start := value.OfString(prefix)
	return v.walk(ix, entry{first: start, edge: before}, entry{first: start, edge: afterPrefix}, backwards, nil)
}

func (v *View) walk(ix *Index, first, last entry, backwards bool, holds func(value.Value) bool) *Walk {
	d := v.data(ix)
	if d == nil || d.entries == nil {
		return &Walk{done: true}
	}
	w := &Walk{data: d, next: first, end: last, backwards: backwards, holds: holds}
	if backwards {
		w.next, w.end = last, first
	}
	return w
}

// Next writes the next entities into buf, and says whether they were the last.
// It may give fewer than fit, also none, while there are more.
func (w *Walk) Next(buf []ID) (n int, done bool) {
	if w.done {
		return 0, true
	}
	seen := 0
	w.done = true
	visit := func(e entry) bool {
		switch {
		case w.past(e):
			return false
		case n == len(buf) || seen == most:
			w.next, w.done = e, false
			return false
		}
		seen++
		if w.holds == nil || w.holds(e.first) {
			buf[n] = e.id
			n++
		}
		return true
	}
	if w.backwards {
		w.data.entries.Descend(w.next, visit)
	} else {
		w.data.entries.Ascend(w.next, visit)
	}
	return n, w.done
}

// past says whether e lies beyond the end.
func (w *Walk) past(e entry) bool {
	if w.backwards {
		return entryLess(e, w.end)
	}
	return entryLess(w.end, e)
}
