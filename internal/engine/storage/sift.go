package storage

import (
	"math"
	"math/bits"
	"strings"

	"corridor/internal/engine/value"
)

// Comparison is what a Condition asks of a property.
type Comparison uint8

// The comparisons, as the operators of the language have them.
const (
	EqualTo Comparison = iota
	LessThan
	AtMost
	GreaterThan
	AtLeast
	StartsWith
	EndsWith
	Contains
)

// Condition is what a scan may ask of one property of a node: that it compares
// so with Value. What cannot be compared does not meet it.
type Condition struct {
	Key   Key
	Is    Comparison
	Value value.Value
}

// ScanNodesWhere scans the nodes that meet all conditions.
func (v *View) ScanNodesWhere(where []Condition, cursor uint64, buf []ID) (n int, next uint64, done bool) {
	return v.scanWhere(func(c *nodeChunk) *bitmap { return &c.exists }, where, cursor, buf)
}

// ScanLabelWhere scans the nodes that have l and meet all conditions.
func (v *View) ScanLabelWhere(l Label, where []Condition, cursor uint64, buf []ID) (n int, next uint64, done bool) {
	return v.scanWhere(func(c *nodeChunk) *bitmap { return c.bits(l) }, where, cursor, buf)
}

// scanWhere sifts a chunk at a time, column by column.
func (v *View) scanWhere(from func(*nodeChunk) *bitmap, where []Condition, cursor uint64, buf []ID) (n int, next uint64, done bool) {
	var left bitmap
	return scan(&v.nodes, cursor, buf, func(c *nodeChunk) *bitmap {
		all := from(c)
		if all == nil || len(where) == 0 {
			return all
		}
		left = *all
		for i := range where {
			if left.empty() {
				return nil
			}
			where[i].sift(&c.properties, &left)
		}
		return &left
	})
}

// sift takes the ids that do not meet the condition out of left.
func (c *Condition) sift(p *properties, left *bitmap) {
	at, found := p.find(c.Key)
	if !found {
		*left = bitmap{}
		return
	}
	cells := p.columns[at].cells
	if numbers, ok := cells.(*integers); ok {
		if low, high, ok := c.span(); ok {
			numbers.within(low, high, left)
			return
		}
	}
	if words, ok := cells.(*texts); ok && c.Value.Kind() == value.String {
		words.sift(c.textTest(), left)
		return
	}
	for i := left.next(0); i < chunkSize; i = left.next(i + 1) {
		if !c.holds(cells.get(i)) {
			left.clear(i)
		}
	}
}

// span is the integers that meet the condition, from low to high; not ok where
// they are not one span.
func (c *Condition) span() (low, high int64, ok bool) {
	if c.Value.Kind() != value.Integer {
		return 0, 0, false
	}
	n := c.Value.Int()
	switch c.Is {
	case EqualTo:
		return n, n, true
	case LessThan:
		return math.MinInt64, n - 1, n > math.MinInt64
	case AtMost:
		return math.MinInt64, n, true
	case GreaterThan:
		return n + 1, math.MaxInt64, n < math.MaxInt64
	case AtLeast:
		return n, math.MaxInt64, true
	}
	return 0, 0, false
}

// within takes the ids whose integer is not from low to high out of left.
func (c *integers) within(low, high int64, left *bitmap) {
	width, items := uint64(high)-uint64(low), c.items
	for w, present := range c.packed.present {
		n := bits.OnesCount64(present)
		block := items[:n]
		items = items[n:]
		if left[w] &= present; left[w] == 0 {
			continue
		}
		var in uint64 // by place in the block
		for j, x := range block {
			var met uint64
			if uint64(x)-uint64(low) <= width {
				met = 1
			}
			in |= met << j
		}
		if n < 64 {
			in = spread(in, present)
		}
		left[w] &= in
	}
}

// spread moves the lowest bits of dense to where mask has its bits.
func spread(dense, mask uint64) (wide uint64) {
	for ; mask != 0; mask &= mask - 1 {
		wide |= -(dense & 1) & mask & -mask
		dense >>= 1
	}
	return wide
}

// textTest is the condition for texts.
func (c *Condition) textTest() func(string) bool {
	sought := c.Value.Text()
	switch c.Is {
	case EqualTo:
		return func(s string) bool { return s == sought }
	case StartsWith:
		return func(s string) bool { return strings.HasPrefix(s, sought) }
	case EndsWith:
		return func(s string) bool { return strings.HasSuffix(s, sought) }
	case Contains:
		return func(s string) bool { return strings.Contains(s, sought) }
	}
	return func(s string) bool { return c.holds(value.OfString(s)) }
}

// sift takes the ids whose text does not meet the test out of left.
func (c *texts) sift(meets func(string) bool, left *bitmap) {
	at := 0
	for w, present := range c.packed.present {
		for left[w] &= present; present != 0; present &= present - 1 {
			if lowest := present & -present; left[w]&lowest != 0 && !meets(c.items[at]) {
				left[w] &^= lowest
			}
			at++
		}
	}
}

// holds is the condition for values of any kind.
func (c *Condition) holds(v value.Value) bool {
	switch c.Is {
	case EqualTo:
		return value.Equal(v, c.Value) == value.True
	case LessThan:
		return value.Less(v, c.Value) == value.True
	case AtMost:
		return value.LessOrEqual(v, c.Value) == value.True
	case GreaterThan:
		return value.Greater(v, c.Value) == value.True
	case AtLeast:
		return value.GreaterOrEqual(v, c.Value) == value.True
	}
	return v.Kind() == value.String && c.Value.Kind() == value.String && c.textTest()(v.Text())
}
