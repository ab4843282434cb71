package value

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Ternary is a truth value of three-valued logic. The zero Ternary is Unknown,
// which a query sees as null.
type Ternary uint8

// The truth values.
const (
	Unknown Ternary = iota
	False
	True
)

// TernaryOf is b as a Ternary.
func TernaryOf(b bool) Ternary {
	if b {
		return True
	}
	return False
}

// Value is t as a value: true, false or null.
func (t Ternary) Value() Value {
	if t == Unknown {
		return Value{}
	}
	return OfBool(t == True)
}

// Not is the negation of t; what is unknown stays so.
func (t Ternary) Not() Ternary {
	switch t {
	case True:
		return False
	case False:
		return True
	}
	return Unknown
}

// Equal is a = b as the language has it: unknown where a null decides, numbers
// by size whatever their type, NaN equal to nothing, entities by id.
func Equal(a, b Value) Ternary {
	if a.kind == Null || b.kind == Null {
		return Unknown
	}
	if a.kind != b.kind {
		return TernaryOf(isNumber(a) && isNumber(b) && numbersEqual(a, b))
	}
	switch a.kind {
	case Float:
		return TernaryOf(a.Float() == b.Float())
	case List:
		return equalItems(a.Items(), b.Items())
	case Map:
		return equalMaps(a.Mapping(), b.Mapping())
	}
	return TernaryOf(sameScalar(a, b))
}

// equalItems is false as soon as one pair differs, unknown if none does but
// one is unknown.
func equalItems(a, b []Value) Ternary {
	if len(a) != len(b) {
		return False
	}
	result := True
	for i := range a {
		switch Equal(a[i], b[i]) {
		case False:
			return False
		case Unknown:
			result = Unknown
		}
	}
	return result
}

func equalMaps(a, b *Mapping) Ternary {
	if a.Len() != b.Len() {
		return False
	}
	result := True
	for i := range a.Len() {
		other, found := b.at(i, a.keys[i])
		if !found {
			return False
		}
		switch Equal(a.values[i], other) {
		case False:
			return False
		case Unknown:
			result = Unknown
		}
	}
	// A key that only b has leaves one that only a has, found above.
	return result
}

// Equivalent says whether a and b fall into one group: as Equal, but null is
// equivalent to null and NaN to NaN.
func Equivalent(a, b Value) bool {
	if a.kind != b.kind {
		return isNumber(a) && isNumber(b) && numbersEqual(a, b)
	}
	switch a.kind {
	case Null:
		return true
	case Float:
		return a.Float() == b.Float() || isNaN(a) && isNaN(b)
	case List:
		return slices.EqualFunc(a.Items(), b.Items(), Equivalent)
	case Map:
		return equivalentMaps(a.Mapping(), b.Mapping())
	}
	return sameScalar(a, b)
}

func equivalentMaps(a, b *Mapping) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		other, found := b.at(i, a.keys[i])
		if !found || !Equivalent(a.values[i], other) {
			return false
		}
	}
	return true
}

// sameScalar compares two values of one kind that hold no nulls and no NaN.
func sameScalar(a, b Value) bool {
	switch a.kind {
	case String, Bytes:
		return a.word == b.word && a.Text() == b.Text()
	case Path:
		return orderPaths(a, b) == 0
	case Time, LocalDateTime:
		return a.word == b.word && a.part == b.part
	case DateTime:
		return a.word == b.word && a.part == b.part && a.Zone().same(b.Zone())
	case Duration:
		return *a.duration() == *b.duration()
	case Point:
		return *a.point() == *b.point()
	}
	return a.word == b.word
}

// rank is a kind's place in the order over all values, ascending.
var rank = [...]uint8{
	Map: 1, Node: 2, Relationship: 3, List: 4, Bytes: 5, Path: 6, Point: 7,
	DateTime: 8, LocalDateTime: 9, Date: 10, Time: 11, LocalTime: 12, Duration: 13,
	String: 14, Boolean: 15, Integer: 16, Float: 16, Null: 17,
}

// Order is the order that ORDER BY, min and max follow: total over all values,
// first by type, null last and NaN above every other number. It is 0 exactly
// where a and b are equivalent.
func Order(a, b Value) int {
	if a.kind != b.kind {
		if isNumber(a) && isNumber(b) {
			return orderNumbers(a, b)
		}
		return int(rank[a.kind]) - int(rank[b.kind])
	}
	switch a.kind {
	case Float:
		return orderNumbers(a, b)
	case List:
		return slices.CompareFunc(a.Items(), b.Items(), Order)
	case Map:
		return orderMaps(a.Mapping(), b.Mapping())
	case Path:
		return orderPaths(a, b)
	case String, Bytes:
		return strings.Compare(a.Text(), b.Text())
	}
	return orderScalars(a, b)
}

// orderScalars orders two values of one kind that are neither numbers of
// floating point, nor texts, nor made of other values.
func orderScalars(a, b Value) int {
	switch a.kind {
	case Null:
		return 0
	case Time:
		return orderTimes(a, b)
	case LocalDateTime:
		return cmp.Or(cmp.Compare(int64(a.word), int64(b.word)), cmp.Compare(a.part, b.part))
	case DateTime:
		return orderDateTimes(a, b)
	case Duration:
		return a.duration().order(*b.duration())
	case Point:
		return a.point().order(*b.point())
	}
	return cmp.Compare(int64(a.word), int64(b.word))
}

// orderMaps orders by size, then by keys, then by the values in the order of
// their keys.
func orderMaps(a, b *Mapping) int {
	if a.Len() != b.Len() {
		return a.Len() - b.Len()
	}
	left, right := a.sortedValues(), b.sortedValues()
	return cmp.Or(slices.Compare(a.sortedKeys(), b.sortedKeys()), slices.CompareFunc(left, right, Order))
}

// orderPaths walks both paths from their start, node by node.
func orderPaths(a, b Value) int {
	p, q := a.PathData(), b.PathData()
	for i := range min(len(p.Relationships), len(q.Relationships)) {
		c := cmp.Or(Order(p.Nodes[i], q.Nodes[i]), Order(p.Relationships[i], q.Relationships[i]))
		if c != 0 {
			return c
		}
	}
	return cmp.Or(len(p.Relationships)-len(q.Relationships), slices.CompareFunc(p.Nodes, q.Nodes, Order))
}

// A relation says how two values stand to each other for < and the like.
type relation int8

const (
	below        relation = -1
	same         relation = 0
	above        relation = 1
	unordered    relation = 2 // one is NaN: every comparison is false
	onlySame     relation = 3 // equal, of a type without order: <= and >= are true, the others null
	incomparable relation = 4 // every comparison is null
)

// Compare is how a stands to b for <, <=, > and >=: negative, 0 or positive,
// with ok false where there is no order between them (different types, a null
// that decides, NaN). Less and its kin also tell the last two apart.
func Compare(a, b Value) (order int, ok bool) {
	r := relate(a, b)
	return int(r), r <= above
}

// Less is a < b.
func Less(a, b Value) Ternary { return relate(a, b).is(below, below) }

// LessOrEqual is a <= b.
func LessOrEqual(a, b Value) Ternary { return relate(a, b).is(below, same) }

// Greater is a > b.
func Greater(a, b Value) Ternary { return relate(a, b).is(above, above) }

// GreaterOrEqual is a >= b.
func GreaterOrEqual(a, b Value) Ternary { return relate(a, b).is(same, above) }

// is says whether r lies from low to high, as far as that is known.
func (r relation) is(low, high relation) Ternary {
	switch {
	case r == onlySame && low <= same && same <= high:
		return True
	case r >= onlySame:
		return Unknown
	}
	return TernaryOf(low <= r && r <= high)
}

func relate(a, b Value) relation {
	if isNumber(a) && isNumber(b) {
		if isNaN(a) || isNaN(b) {
			return unordered
		}
		return relation(orderNumbers(a, b))
	}
	if a.kind != b.kind {
		return incomparable
	}
	switch a.kind {
	case Boolean, String, Date, LocalTime, Time, LocalDateTime, DateTime:
		return relation(sign(Order(a, b)))
	case List:
		return relateItems(a.Items(), b.Items())
	case Map:
		return relateMaps(a.Mapping(), b.Mapping())
	}
	if Equal(a, b) == True {
		return onlySame
	}
	return incomparable
}

// relateItems is decided by the first pair that is not known to be equal, else
// by the lengths; NaN decides nothing here.
func relateItems(a, b []Value) relation {
	for i := range min(len(a), len(b)) {
		if Equal(a[i], b[i]) != True {
			if r := relate(a[i], b[i]); r != unordered {
				return r
			}
			return incomparable
		}
	}
	return relation(sign(len(a) - len(b)))
}

// relateMaps goes by size, then by keys, then by the values in the order of
// their keys.
func relateMaps(a, b *Mapping) relation {
	if c := cmp.Or(a.Len()-b.Len(), slices.Compare(a.sortedKeys(), b.sortedKeys())); c != 0 {
		return relation(sign(c))
	}
	return relateItems(a.sortedValues(), b.sortedValues())
}

func sign(n int) int { return cmp.Compare(n, 0) }

func isNumber(v Value) bool { return v.kind == Integer || v.kind == Float }

func isNaN(v Value) bool { return v.kind == Float && math.IsNaN(v.Float()) }

func numbersEqual(a, b Value) bool {
	return !isNaN(a) && !isNaN(b) && orderNumbers(a, b) == 0
}

// orderNumbers orders two numbers exactly, also where an integer has no float
// of its size; NaN is above all and equal to itself.
func orderNumbers(a, b Value) int {
	switch {
	case a.kind == Integer && b.kind == Integer:
		return cmp.Compare(a.Int(), b.Int())
	case a.kind == Integer:
		return orderIntFloat(a.Int(), b.Float())
	case b.kind == Integer:
		return -orderIntFloat(b.Int(), a.Float())
	}
	// cmp.Compare has NaN below all.
	if isNaN(a) || isNaN(b) {
		return -cmp.Compare(a.Float(), b.Float())
	}
	return cmp.Compare(a.Float(), b.Float())
}

func orderIntFloat(i int64, f float64) int {
	switch {
	case f >= 1<<63, math.IsNaN(f):
		return -1
	case f < -1<<63:
		return 1
	}
	whole := int64(f)
	if i != whole {
		return cmp.Compare(i, whole)
	}
	return cmp.Compare(0, f-float64(whole))
}
