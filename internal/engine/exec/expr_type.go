package exec

import (
	"slices"

	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// typeKinds are the kinds of the values of the types that have one kind.
var typeKinds = map[string]value.Kind{
	"BOOLEAN": value.Boolean, "STRING": value.String, "INTEGER": value.Integer, "FLOAT": value.Float,
	"DATE": value.Date, "LOCAL TIME": value.LocalTime, "ZONED TIME": value.Time,
	"LOCAL DATETIME": value.LocalDateTime, "ZONED DATETIME": value.DateTime, "DURATION": value.Duration,
	"POINT": value.Point, "NODE": value.Node, "RELATIONSHIP": value.Relationship, "MAP": value.Map,
	"LIST": value.List, "PATH": value.Path,
}

// hasType says whether v is of type t.
func hasType(v value.Value, t *syntax.Type) bool {
	if len(t.Union) > 0 {
		return slices.ContainsFunc(t.Union, func(one *syntax.Type) bool { return hasType(v, one) })
	}
	if v.IsNull() {
		return !t.NotNull && t.Name != "NOTHING"
	}
	switch t.Name {
	case "ANY":
		return true
	case "PROPERTY VALUE":
		return value.IsStorable(v)
	}
	kind, known := typeKinds[t.Name]
	if !known || kind != v.Kind() {
		return false
	}
	return t.Of == nil || !slices.ContainsFunc(v.Items(), func(item value.Value) bool { return !hasType(item, t.Of) })
}

// isTyped compiles x IS [NOT] :: type.
func (t *translator) isTyped(e *syntax.IsTyped) (operand, error) {
	x, err := t.operand(e.X)
	if err != nil {
		return operand{}, err
	}
	return fold(mapped(x.eval, func(v value.Value) (value.Value, error) {
		return value.OfBool(hasType(v, e.Type) != e.Not), nil
	}), x), nil
}

func valueType(_ *State, args []value.Value) (value.Value, error) {
	return value.OfString(value.ValueType(args[0])), nil
}
