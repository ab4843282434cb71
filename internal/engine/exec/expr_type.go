package exec

import (
	"slices"
	"strings"

	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// typeNames are the types that IS :: and valueType() know, in the order in
// which a union of them is written, by the kind of their values.
var typeNames = [...]struct {
	name string
	kind value.Kind
}{
	{"BOOLEAN", value.Boolean}, {"STRING", value.String}, {"BYTES", value.Bytes}, {"INTEGER", value.Integer},
	{"FLOAT", value.Float}, {"DATE", value.Date}, {"LOCAL TIME", value.LocalTime}, {"ZONED TIME", value.Time},
	{"LOCAL DATETIME", value.LocalDateTime}, {"ZONED DATETIME", value.DateTime}, {"DURATION", value.Duration},
	{"POINT", value.Point}, {"NODE", value.Node}, {"RELATIONSHIP", value.Relationship}, {"MAP", value.Map},
	{"LIST", value.List}, {"PATH", value.Path},
}

// typeSynonyms are other names of types.
var typeSynonyms = map[string]string{
	"BOOL": "BOOLEAN", "VARCHAR": "STRING", "INT": "INTEGER", "SIGNED INTEGER": "INTEGER",
	"TIME WITHOUT TIME ZONE": "LOCAL TIME", "TIME WITH TIME ZONE": "ZONED TIME", "TIME WITH TIMEZONE": "ZONED TIME",
	"TIME WITHOUT TIMEZONE": "LOCAL TIME", "TIMESTAMP WITHOUT TIME ZONE": "LOCAL DATETIME",
	"TIMESTAMP WITHOUT TIMEZONE": "LOCAL DATETIME", "TIMESTAMP WITH TIME ZONE": "ZONED DATETIME",
	"TIMESTAMP WITH TIMEZONE": "ZONED DATETIME", "VERTEX": "NODE", "ANY NODE": "NODE", "ANY VERTEX": "NODE",
	"EDGE": "RELATIONSHIP", "ANY RELATIONSHIP": "RELATIONSHIP", "ANY EDGE": "RELATIONSHIP", "ANY MAP": "MAP",
	"ARRAY": "LIST", "ANY VALUE": "ANY",
}

func nameOfKind(kind value.Kind) string {
	for _, t := range typeNames {
		if t.kind == kind {
			return t.name
		}
	}
	return "NULL"
}

// hasType says whether v is of type t.
func hasType(v value.Value, t *syntax.Type) bool {
	if len(t.Union) > 0 {
		return slices.ContainsFunc(t.Union, func(one *syntax.Type) bool { return hasType(v, one) })
	}
	name := strings.ToUpper(t.Name)
	if real, other := typeSynonyms[name]; other {
		name = real
	}
	if v.IsNull() {
		return !t.NotNull && name != "NOTHING"
	}
	switch name {
	case "ANY":
		return true
	case "PROPERTY VALUE", "ANY PROPERTY VALUE":
		return isProperty(v)
	case "NUMBER":
		return fitsNumber(v)
	case "LIST":
		return v.Kind() == value.List && (t.Of == nil || !slices.ContainsFunc(v.Items(), func(item value.Value) bool { return !hasType(item, t.Of) }))
	}
	return nameOfKind(v.Kind()) == name
}

// isProperty says whether v may be a property: a scalar, or a list of scalars
// of one kind.
func isProperty(v value.Value) bool {
	if v.Kind() != value.List {
		return isStorable(v)
	}
	for _, item := range v.Items() {
		if !isStorable(item) || item.Kind() != v.Items()[0].Kind() {
			return false
		}
	}
	return true
}

func isStorable(v value.Value) bool {
	switch v.Kind() {
	case value.Null, value.List, value.Map, value.Node, value.Relationship, value.Path:
		return false
	}
	return true
}

func valueType(_ *State, args []value.Value) (value.Value, error) {
	return value.OfString(typeText(args[0])), nil
}

// typeText is the most exact type of v.
func typeText(v value.Value) string {
	switch v.Kind() {
	case value.Null:
		return "NULL"
	case value.List:
		return "LIST<" + itemTypes(v.Items()) + "> NOT NULL"
	}
	return nameOfKind(v.Kind()) + " NOT NULL"
}

// itemTypes is the union of the types of the items.
func itemTypes(items []value.Value) string {
	if len(items) == 0 {
		return "NOTHING"
	}
	var types []string
	nullable := false
	for _, item := range items {
		if item.IsNull() {
			nullable = true
		} else if text := typeText(item); !slices.Contains(types, text) {
			types = append(types, text)
		}
	}
	if len(types) == 0 {
		return "NULL"
	}
	slices.SortFunc(types, func(a, b string) int { return typeRank(a) - typeRank(b) })
	if nullable {
		for i := range types {
			types[i] = strings.TrimSuffix(types[i], " NOT NULL")
		}
	}
	return strings.Join(types, " | ")
}

// typeRank is a type's place in a union.
func typeRank(text string) int {
	return slices.IndexFunc(typeNames[:], func(t struct {
		name string
		kind value.Kind
	}) bool {
		return strings.HasPrefix(text, t.name)
	})
}

// isTyped compiles x IS [NOT] :: type.
func (t *translator) isTyped(e *syntax.IsTyped) (operand, error) {
	x, err := t.operand(e.X)
	if err != nil {
		return operand{}, err
	}
	return fold(func(st *State, b *Batch, row int) (value.Value, error) {
		v, err := x.eval(st, b, row)
		return value.OfBool(hasType(v, e.Type) != e.Not), err
	}, x), nil
}
