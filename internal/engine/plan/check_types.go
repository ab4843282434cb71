package plan

import (
	"math/bits"
	"strings"

	"corridor/internal/engine/syntax"
)

// kinds is a set of kinds of values. The empty set is what null alone has: it
// fits everywhere.
type kinds uint32

const (
	aBoolean kinds = 1 << iota
	aFloat
	anInteger
	aString
	aList
	aMap
	aNode
	aRelationship
	aPoint
	aDuration
	aDate
	aTime
	aLocalTime
	aLocalDateTime
	aDateTime
	aPath
	anyKind kinds = 1<<iota - 1

	aNumber   = anInteger | aFloat
	aTemporal = aDate | aTime | aLocalTime | aLocalDateTime | aDateTime
	anEntity  = aNode | aRelationship
	// scalars are what a property or a list of them can hold.
	scalars = aBoolean | aNumber | aString | aPoint | aDuration | aTemporal
	// aKeyed are values that have a property by name.
	aKeyed = aMap | anEntity | aPoint | aDuration | aTemporal
)

// kindNames are what messages and signatures call the kinds, in the order of
// the bits; a signature's NODE is a message's Node.
var kindNames = [...]struct{ message, signature string }{
	{"Boolean", "BOOLEAN"}, {"Float", "FLOAT"}, {"Integer", "INTEGER"}, {"String", "STRING"},
	{"List<T>", "LIST"}, {"Map", "MAP"}, {"Node", "NODE"}, {"Relationship", "RELATIONSHIP"},
	{"Point", "POINT"}, {"Duration", "DURATION"}, {"Date", "DATE"}, {"Time", "ZONED TIME"},
	{"LocalTime", "LOCAL TIME"}, {"LocalDateTime", "LOCAL DATETIME"}, {"DateTime", "ZONED DATETIME"}, {"Path", "PATH"},
}

// String lists the kinds as a message does: Float, Integer or Point.
func (s kinds) String() string {
	if s == anyKind {
		return "Any"
	}
	var names []string
	for rest := s; rest != 0; rest &= rest - 1 {
		names = append(names, kindNames[bits.TrailingZeros32(uint32(rest))].message)
	}
	return syntax.Either(names)
}

// A shape is what is known of an expression's values before it is evaluated:
// the kinds they may have, and the shape of items where they are lists.
type shape struct {
	kinds kinds
	item  *shape // nil: anything
}

var (
	anything = shape{kinds: anyKind}
	// stored is the shape of a property of a node or a relationship.
	stored = shape{scalars | aList, &shape{kinds: scalars}}
	// ofNull is the shape of null, and of the items of an empty list.
	ofNull = shape{}
)

func one(k kinds) shape { return shape{kinds: k} }

func listOf(item shape) shape { return shape{aList, &item} }

// items is the shape of a list's items. What was written as a list of maps may
// hold what has properties like one.
func (s shape) items() shape {
	if s.kinds&(aMap|anEntity) != 0 || s.item == nil {
		return anything
	}
	item := *s.item
	if item.kinds&aMap != 0 {
		item.kinds |= anEntity
	}
	return item
}

// join is the shape of what has either shape. What mixes more than numbers, or
// more than maps and what has properties like one, may be anything: nothing is
// surely wrong with it.
func (s shape) join(t shape) shape {
	both := s.or(t)
	for _, family := range []kinds{s.kinds, t.kinds, aNumber, aMap | anEntity} {
		if both.kinds&^family == 0 {
			return both
		}
	}
	return anything
}

// or is the shape of exactly what either shape has.
func (s shape) or(t shape) shape {
	switch {
	case s.kinds == 0:
		return t
	case t.kinds == 0:
		return s
	case s.item != nil && t.item != nil:
		item := s.item.join(*t.item)
		return shape{s.kinds | t.kinds, &item}
	}
	return one(s.kinds | t.kinds)
}

// either is the shape of one of several values, as of a list's items or of
// the branches of a CASE: where null is among them, nothing more is known.
func either(shapes []shape) shape {
	result := ofNull
	for _, s := range shapes {
		if s.kinds == 0 && len(shapes) > 1 {
			return anything
		}
		result = result.join(s)
	}
	return result
}

// fits says whether a value of this shape may be of one of the kinds: not so
// only where it surely is none.
func (s shape) fits(k kinds) bool { return s.kinds == 0 || s.kinds&k != 0 }

// within is fits for a shape whose items count too.
func (s shape) within(t shape) bool {
	if !s.fits(t.kinds) {
		return false
	}
	return s.kinds != aList || s.item == nil || t.item == nil || s.item.within(*t.item)
}

// String names the shape as messages do.
func (s shape) String() string {
	if s.kinds != aList || s.item == nil || bits.OnesCount32(uint32(s.item.kinds)) != 1 {
		return s.kinds.String()
	}
	return "List<" + s.item.String() + ">"
}

// want refuses an expression whose values are surely of none of the kinds.
func (k *checker) want(e syntax.Expr, s shape, wanted kinds) {
	k.wantAs("", e, s, wanted)
}

func (k *checker) wantAs(title string, e syntax.Expr, s shape, wanted kinds) {
	if e != nil && !s.fits(wanted) {
		k.failAs(title, e, "InvalidArgumentType", "Type mismatch: expected %s but was %s", wanted, s)
	}
}

// shapeOf is the shape that a field of a signature declares. Its text is the
// more exact source: INTEGER | FLOAT, LIST<NODE>.
func shapeOf(f Field) shape {
	if f.Text == "" {
		return one(kindsOf[f.Type])
	}
	return parseShape(f.Text)
}

// kindsOf are the kinds that a Type stands for.
var kindsOf = [...]kinds{
	AnyType: anyKind, BooleanType: aBoolean, IntegerType: anInteger, FloatType: aFloat, NumberType: aNumber,
	StringType: aString, ListType: aList, MapType: aMap, NodeType: aNode, RelationshipType: aRelationship,
	EntityType: anEntity, PathType: aPath, TemporalType: aTemporal, DurationType: aDuration, PointType: aPoint,
}

// parseShape reads alternatives: type (| type)*. A type it does not know is
// taken for any.
func parseShape(text string) shape {
	var s shape
	for _, part := range atBars(text) {
		s = s.or(parseType(strings.ToUpper(strings.TrimSuffix(strings.TrimSpace(part), "?"))))
	}
	return s
}

// parseType reads LIST<type> or a name.
func parseType(text string) shape {
	text = strings.TrimSuffix(strings.TrimSpace(text), " NOT NULL")
	if inner, ok := strings.CutPrefix(text, "LIST<"); ok {
		return listOf(parseShape(strings.TrimSuffix(inner, ">")))
	}
	if text == "NUMBER" {
		return one(aNumber)
	}
	for i, n := range kindNames {
		if n.signature == text {
			return one(1 << i)
		}
	}
	return anything
}

// atBars splits at bars that stand outside < >.
func atBars(text string) []string {
	depth, from := 0, 0
	var parts []string
	for i, c := range text {
		switch {
		case c == '<':
			depth++
		case c == '>':
			depth--
		case c == '|' && depth == 0:
			parts, from = append(parts, text[from:i]), i+1
		}
	}
	return append(parts, text[from:])
}

// accepted widens what a parameter declares by what is converted for it: an
// integer to a float, a node or a relationship to the map of its properties.
func accepted(s shape) shape {
	if s.kinds&aFloat != 0 {
		s.kinds |= anInteger
	}
	if s.kinds&aMap != 0 {
		s.kinds |= anEntity
	}
	if s.item != nil {
		item := accepted(*s.item)
		s.item = &item
	}
	return s
}
