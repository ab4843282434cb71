package exec

import (
	"math"
	"strings"

	"corridor/internal/engine/value"

	"github.com/google/uuid"
)

// functionFamilies are all built-in functions by category.
func functionFamilies() []family {
	return []family{
		{"Aggregating", aggregatingFunctions()},
		{"List", listFunctions()},
		{"Logarithmic", logarithmicFunctions()},
		{"Numeric", numericFunctions()},
		{"Predicate", predicateFunctions()},
		{"Scalar", scalarFunctions()},
		{"Spatial", spatialFunctions()},
		{"String", stringFunctions()},
		{"Temporal", temporalFunctions()},
		{"Trigonometric", trigonometricFunctions()},
		{"Vector", vectorFunctions()},
	}
}

func scalarFunctions() []row {
	rows := []row{
		{signature: "char_length(input :: STRING) :: INTEGER", doc: "How many characters a text has.", call: size},
		{signature: "character_length(input :: STRING) :: INTEGER", doc: "How many characters a text has.", call: size},
		{signature: "coalesce(input... :: ANY) :: ANY", doc: "The first of the values that is not null.", call: coalesce, nulls: true},
		{signature: "elementId(input :: NODE | RELATIONSHIP) :: STRING", doc: "The id of a node or a relationship as clients know it.", call: elementID, impure: true},
		{signature: "endNode(input :: RELATIONSHIP) :: NODE", doc: "The node where a relationship ends.", call: endNode, impure: true},
		{signature: "head(list :: LIST<ANY>) :: ANY", doc: "The first item of a list.", call: head},
		{signature: "id(input :: NODE | RELATIONSHIP) :: INTEGER", doc: "The number of a node or a relationship.", call: id},
		{signature: "last(list :: LIST<ANY>) :: ANY", doc: "The last item of a list.", call: last},
		{signature: "length(input :: PATH) :: INTEGER", doc: "How many relationships a path has.", call: length},
		{signature: "nullIf(v1 :: ANY, v2 :: ANY) :: ANY", doc: "Null where both values are equal, else the first.", call: nullIf, nulls: true},
		{signature: "properties(input :: NODE | RELATIONSHIP | MAP) :: MAP", doc: "The properties of a node, a relationship or a map, as a map.", call: properties, impure: true},
		{signature: "randomUUID() :: STRING", doc: "A new random UUID.", call: randomUUID, impure: true},
		{signature: "size(input :: STRING | LIST<ANY>) :: INTEGER", doc: "How many characters a text, or items a list has.", call: size},
		{signature: "startNode(input :: RELATIONSHIP) :: NODE", doc: "The node where a relationship starts.", call: startNode, impure: true},
		{signature: "timestamp() :: INTEGER", doc: "The milliseconds since 1970, the same for the whole statement.", call: timestamp, impure: true},
		{signature: "type(input :: RELATIONSHIP) :: STRING", doc: "The type of a relationship.", call: relationshipType, impure: true},
		{signature: "valueType(input :: ANY) :: STRING", doc: "The most exact type that the value has.", call: valueType, nulls: true},
	}
	for _, c := range conversions {
		rows = append(rows, c.rows()...)
	}
	return rows
}

func predicateFunctions() []row {
	return []row{
		{signature: "exists(input :: ANY) :: BOOLEAN", doc: "Whether a property is there, or a pattern has a match.", call: exists, nulls: true},
		{signature: "isEmpty(input :: STRING | MAP | LIST<ANY>) :: BOOLEAN", doc: "Whether a list, a map or a text holds nothing.", call: isEmpty},
	}
}

func coalesce(_ *State, args []value.Value) (value.Value, error) {
	for _, v := range args {
		if !v.IsNull() {
			return v, nil
		}
	}
	return value.Value{}, nil
}

func nullIf(_ *State, args []value.Value) (value.Value, error) {
	if value.Equal(args[0], args[1]) == value.True {
		return value.Value{}, nil
	}
	return args[0], nil
}

func exists(_ *State, args []value.Value) (value.Value, error) {
	return value.OfBool(!args[0].IsNull()), nil
}

func length(_ *State, args []value.Value) (value.Value, error) {
	return value.OfInt(int64(len(args[0].PathData().Relationships))), nil
}

func randomUUID(*State, []value.Value) (value.Value, error) {
	return value.OfString(uuid.NewString()), nil
}

func timestamp(st *State, _ []value.Value) (value.Value, error) {
	return value.OfInt(st.Clock.Statement.UnixMilli()), nil
}

// A conversion makes values of one type from others. Convert gives null for a
// value that has none of that type, and ok false for a value of a type that
// never has one.
type conversion struct {
	name, result string
	input        string // what it is given, as its signature has it
	accepts      string // the same in words
	convert      func(v value.Value) (result value.Value, ok bool)
}

// conversions are the functions toX, toXOrNull and toXList.
var conversions = [...]conversion{
	{"toBoolean", "BOOLEAN", "BOOLEAN | STRING | INTEGER", "a String, Integer or Boolean", toBoolean},
	{"toFloat", "FLOAT", "STRING | INTEGER | FLOAT", "a String, Float or Integer", toFloat},
	{"toInteger", "INTEGER", "BOOLEAN | STRING | INTEGER | FLOAT", "a String, Float, Integer or Boolean", toInteger},
}

func (c conversion) rows() []row {
	kind := strings.ToLower(c.result)
	return []row{
		{signature: c.name + "(input :: " + c.input + ") :: " + c.result, doc: "The value as " + kind + ", null for a text that is none; an error for what never is.", call: c.strict},
		{signature: c.name + "OrNull(input :: ANY) :: " + c.result, doc: "The value as " + kind + ", or null.", call: c.lenient},
	}
}

func (c conversion) listRow() row {
	return row{
		signature: c.name + "List(input :: LIST<ANY>) :: LIST<" + c.result + ">",
		doc:       "The items of a list as " + strings.ToLower(c.result) + ", null for those that are none.", call: c.list,
	}
}

func (c conversion) strict(_ *State, args []value.Value) (value.Value, error) {
	v, ok := c.convert(args[0])
	if !ok {
		return value.Value{}, badInput(c.name, c.accepts, args[0])
	}
	return v, nil
}

func (c conversion) lenient(_ *State, args []value.Value) (value.Value, error) {
	v, _ := c.convert(args[0])
	return v, nil
}

func (c conversion) list(_ *State, args []value.Value) (value.Value, error) {
	items := make([]value.Value, len(args[0].Items()))
	for i, item := range args[0].Items() {
		items[i], _ = c.convert(item)
	}
	return value.OfList(items), nil
}

func toBoolean(v value.Value) (value.Value, bool) {
	switch v.Kind() {
	case value.Boolean:
		return v, true
	case value.Integer:
		return value.OfBool(v.Int() != 0), true
	case value.String:
		if b, ok := value.ParseBoolean(v.Text()); ok {
			return value.OfBool(b), true
		}
		return value.Value{}, true
	}
	return value.Value{}, false
}

func toFloat(v value.Value) (value.Value, bool) {
	switch v.Kind() {
	case value.Float, value.Integer:
		return value.OfFloat(number(v)), true
	case value.String:
		if f, ok := value.ParseFloat(v.Text()); ok {
			return value.OfFloat(f), true
		}
		return value.Value{}, true
	}
	return value.Value{}, false
}

func toInteger(v value.Value) (value.Value, bool) {
	switch v.Kind() {
	case value.Integer:
		return v, true
	case value.Float:
		return value.OfInt(nearestInteger(v.Float())), true
	case value.Boolean:
		if v.Bool() {
			return value.OfInt(1), true
		}
		return value.OfInt(0), true
	case value.String:
		if i, ok := value.ParseInteger(v.Text()); ok {
			return value.OfInt(i), true
		}
		return value.Value{}, true
	}
	return value.Value{}, false
}

// nearestInteger cuts f to an integer: the last there is for what is beyond it,
// 0 for NaN.
func nearestInteger(f float64) int64 {
	i, ok := value.FloatToInteger(f)
	switch {
	case ok || math.IsNaN(f):
		return i
	case f < 0:
		return math.MinInt64
	}
	return math.MaxInt64
}

func vectorFunctions() []row {
	return []row{
		{signature: "vector.similarity.cosine(a :: LIST<INTEGER | FLOAT>, b :: LIST<INTEGER | FLOAT>) :: FLOAT", doc: "How alike the directions of two vectors are, from 0 to 1.", call: cosineSimilarity},
		{signature: "vector.similarity.euclidean(a :: LIST<INTEGER | FLOAT>, b :: LIST<INTEGER | FLOAT>) :: FLOAT", doc: "How near two vectors are, from 0 to 1.", call: euclideanSimilarity},
	}
}
