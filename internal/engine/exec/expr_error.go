package exec

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/value"
)

func fail(code value.Code, format string, args ...any) error {
	return &value.Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

func typeError(format string, args ...any) error { return fail(value.TypeError, format, args...) }

// badInput is the error that a function does not take v.
func badInput(function, expected string, v value.Value) error {
	return typeError("Invalid input for function '%s()': Expected %s, got: %s", function, expected, describe(v))
}

// What a message shows of a value: so many characters of a text, so many items
// of a list or a map, so many of these within each other.
const (
	shownText  = 1000
	shownItems = 20
	shownDepth = 3
)

// describe is v as messages show it, with its type: Long(1), List{String("a")}.
func describe(v value.Value) string { return describeWithin(v, shownDepth) }

func describeWithin(v value.Value, depth int) string {
	switch v.Kind() {
	case value.Null:
		return "NO_VALUE"
	case value.String:
		text := v.Text()
		if len(text) > shownText {
			text = text[:skipRunes(text[:shownText], shownText/utf8.UTFMax)] + "…"
		}
		return "String(" + strconv.Quote(text) + ")"
	case value.List:
		return "List{" + describeItems(len(v.Items()), depth, func(i int) string { return describeWithin(v.Items()[i], depth-1) }) + "}"
	case value.Map:
		m := v.Mapping()
		return "Map{" + describeItems(m.Len(), depth, func(i int) string {
			key, item := m.Entry(i)
			return key + " -> " + describeWithin(item, depth-1)
		}) + "}"
	case value.Node, value.Relationship:
		return value.TypeName(v) + "(" + strconv.FormatInt(v.ID(), 10) + ")"
	case value.Boolean, value.Integer, value.Float, value.Point:
		return value.TypeName(v) + "(" + value.Print(v) + ")"
	}
	if text, ok := value.ToString(v); ok {
		return value.TypeName(v) + "(" + text + ")"
	}
	return value.TypeName(v)
}

// describeItems shows the first of n items.
func describeItems(n, depth int, item func(i int) string) string {
	var parts []string
	for i := 0; i < n && i < shownItems && depth > 0; i++ {
		parts = append(parts, item(i))
	}
	if len(parts) < n {
		parts = append(parts, "…")
	}
	return strings.Join(parts, ", ")
}

// fits says whether v may be an argument of static type t. Null always may.
func fits(v value.Value, t plan.Type) bool {
	kind := v.Kind()
	switch t {
	case plan.AnyType:
		return true
	case plan.FloatType, plan.NumberType:
		return fitsNumber(v) || kind == value.Null
	case plan.EntityType:
		return kind == value.Node || kind == value.Relationship || kind == value.Null
	case plan.TemporalType:
		return kind >= value.Date && kind <= value.DateTime || kind == value.Null
	}
	return kind == kindOf[t] || kind == value.Null
}

// kindOf is the kind of values of a static type that has one only.
var kindOf = [...]value.Kind{
	plan.BooleanType: value.Boolean, plan.IntegerType: value.Integer, plan.StringType: value.String,
	plan.ListType: value.List, plan.MapType: value.Map, plan.NodeType: value.Node,
	plan.RelationshipType: value.Relationship, plan.PathType: value.Path, plan.DurationType: value.Duration,
	plan.PointType: value.Point,
}

func fitsNumber(v value.Value) bool { return v.Kind() == value.Integer || v.Kind() == value.Float }
