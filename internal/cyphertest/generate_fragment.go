package cyphertest

import (
	"iter"
	"slices"
	"strings"
)

// fragment is a part of a generated query, down to its single expressions. It is
// never written to once it stands in a query, so that smaller queries share
// what they keep.
type fragment struct {
	kind  string // a type of the grammar, or what the piece may be left out as
	text  string // where there are no parts
	parts []*fragment
	join  string // between the parts
}

func text(s string) *fragment { return &fragment{text: s} }

// The kinds of pieces that may be left out of a query.
const (
	clause = "clause"
	item   = "item" // of the list that a piece with a join is
	extra  = "extra"
)

func whole(kind string, parts ...*fragment) *fragment { return &fragment{kind: kind, parts: parts} }

func list(items ...*fragment) *fragment { return &fragment{parts: items, join: ", "} }

// String is the piece as it stands in a query.
func (p *fragment) String() string {
	if len(p.parts) == 0 {
		return p.text
	}
	texts := make([]string, len(p.parts))
	for i, part := range p.parts {
		texts[i] = part.String()
	}
	return strings.Join(texts, p.join)
}

// smaller are the pieces with one part of them left out, or put in the place
// of what it is a part of. The first leave out most.
func (p *fragment) smaller() iter.Seq[*fragment] {
	return func(yield func(*fragment) bool) {
		for i, part := range p.parts {
			if part.removable(len(p.parts)) && !yield(p.without(i)) {
				return
			}
		}
		for i, part := range p.parts {
			for _, better := range part.replacements() {
				if !yield(p.with(i, better)) {
					return
				}
			}
			for better := range part.smaller() {
				if !yield(p.with(i, better)) {
					return
				}
			}
		}
	}
}

func (p *fragment) removable(siblings int) bool {
	return p.kind == clause || p.kind == extra || p.kind == item && siblings > 1
}

func (p *fragment) without(i int) *fragment {
	q := *p
	q.parts = slices.Delete(slices.Clone(p.parts), i, i+1)
	return &q
}

func (p *fragment) with(i int, part *fragment) *fragment {
	q := *p
	q.parts = slices.Clone(p.parts)
	q.parts[i] = part
	return &q
}

// replacements are the expressions of the same type within an expression, and null.
func (p *fragment) replacements() (found []*fragment) {
	if p.kind == "" || p.kind == clause || p.kind == item || p.kind == extra || len(p.parts) == 0 {
		return nil
	}
	for _, part := range p.parts {
		if part.kind == p.kind {
			found = append(found, part)
		} else {
			found = append(found, part.ofKind(p.kind)...)
		}
	}
	return append(found, text("null"))
}

// ofKind are the uppermost parts of that kind.
func (p *fragment) ofKind(kind string) (found []*fragment) {
	for _, part := range p.parts {
		if part.kind == kind {
			found = append(found, part)
		} else {
			found = append(found, part.ofKind(kind)...)
		}
	}
	return found
}
