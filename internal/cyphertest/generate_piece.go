package cyphertest

import (
	"iter"
	"slices"
	"strings"
)

// Piece is a part of a generated query, down to its single expressions. It is
// never written to once it stands in a query, so that smaller queries share
// what they keep.
type Piece struct {
	kind  string // a type of the grammar, or what the piece may be left out as
	text  string // where there are no parts
	parts []*Piece
	join  string // between the parts
}

func text(s string) *Piece { return &Piece{text: s} }

// The kinds of pieces that may be left out of a query.
const (
	clause = "clause"
	item   = "item" // of the list that a piece with a join is
	extra  = "extra"
)

func whole(kind string, parts ...*Piece) *Piece { return &Piece{kind: kind, parts: parts} }

func list(items ...*Piece) *Piece { return &Piece{parts: items, join: ", "} }

// String is the piece as it stands in a query.
func (p *Piece) String() string {
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
func (p *Piece) smaller() iter.Seq[*Piece] {
	return func(yield func(*Piece) bool) {
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

func (p *Piece) removable(siblings int) bool {
	return p.kind == clause || p.kind == extra || p.kind == item && siblings > 1
}

func (p *Piece) without(i int) *Piece {
	q := *p
	q.parts = slices.Delete(slices.Clone(p.parts), i, i+1)
	return &q
}

func (p *Piece) with(i int, part *Piece) *Piece {
	q := *p
	q.parts = slices.Clone(p.parts)
	q.parts[i] = part
	return &q
}

// replacements are the expressions of the same type within an expression, and null.
func (p *Piece) replacements() (found []*Piece) {
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
func (p *Piece) ofKind(kind string) (found []*Piece) {
	for _, part := range p.parts {
		if part.kind == kind {
			found = append(found, part)
		} else {
			found = append(found, part.ofKind(kind)...)
		}
	}
	return found
}
