package exec

import (
	"slices"
	"unicode/utf8"

	"corridor/internal/engine/value"
)

func listFunctions() []row {
	rows := []row{
		{signature: "keys(input :: NODE | RELATIONSHIP | MAP) :: LIST<STRING>", doc: "The names of the properties of a node, a relationship or a map.", call: keys, impure: true},
		{signature: "labels(input :: NODE) :: LIST<STRING>", doc: "The labels of a node.", call: labels, impure: true},
		{signature: "nodes(input :: PATH) :: LIST<NODE>", doc: "The nodes of a path.", call: pathNodes},
		{signature: "range(start :: ANY, end :: ANY, step = 1 :: ANY) :: LIST<INTEGER>", doc: "The integers from start to end, both included, so far apart.", call: integers, impure: true, nulls: true},
		{signature: "relationships(input :: PATH) :: LIST<RELATIONSHIP>", doc: "The relationships of a path.", call: pathRelationships},
		{signature: "reverse(input :: STRING | LIST<ANY>) :: STRING | LIST<ANY>", doc: "The characters of a text or the items of a list from the last to the first.", call: reverse},
		{signature: "tail(input :: LIST<ANY>) :: LIST<ANY>", doc: "The list without its first item.", call: tail},
	}
	for _, c := range conversions {
		rows = append(rows, c.listRow())
	}
	return append(rows, textConversion.listRow())
}

func pathNodes(_ *State, args []value.Value) (value.Value, error) {
	return value.OfList(args[0].PathData().Nodes), nil
}

func pathRelationships(_ *State, args []value.Value) (value.Value, error) {
	return value.OfList(args[0].PathData().Relationships), nil
}

func integers(st *State, args []value.Value) (value.Value, error) {
	s, err := sequenceOf(args)
	if err != nil {
		return value.Value{}, err
	}
	if s.count > uint64(min(st.Limits.List, st.Limits.Memory/valueSize)) {
		return value.Value{}, fail(value.ArgumentError, "Invalid input for function 'range()': a list of %d items is longer than the limits allow (statement_list, statement_memory)", s.count)
	}
	items := make([]value.Value, s.count)
	for i := range items {
		items[i] = s.item(uint64(i))
	}
	return value.OfList(items), nil
}

// sequence is what range() gives, before it is a list.
type sequence struct {
	start, step int64
	count       uint64
}

func (s sequence) item(i uint64) value.Value { return value.OfInt(s.start + int64(i)*s.step) }

func sequenceOf(args []value.Value) (sequence, error) {
	start, end, step := args[0], args[1], value.OfInt(1)
	if len(args) > 2 {
		step = args[2]
	}
	if step.Kind() == value.Integer && step.Int() == 0 {
		return sequence{}, fail(value.ArgumentError, "Invalid input for function 'range()': the step must not be 0")
	}
	for _, v := range [...]value.Value{start, end, step} {
		if v.IsNull() {
			return sequence{}, typeError("Invalid input for function 'range()': Expected an Integer, got: null")
		}
		if v.Kind() != value.Integer {
			return sequence{}, fail(value.ArgumentError, "Invalid input for function 'range()': Expected an Integer, got: %s", describe(v))
		}
	}
	return sequence{start.Int(), step.Int(), rangeLength(start.Int(), end.Int(), step.Int())}, nil
}

// rangeLength is how many integers lie so far apart from start to end. Their
// distance may be more than an int64 holds; the most that is counted is one
// less than all of them.
func rangeLength(start, end, step int64) uint64 {
	distance, width := uint64(end)-uint64(start), uint64(step)
	if step < 0 {
		distance, width = -distance, -width
	}
	if step > 0 && end < start || step < 0 && end > start {
		return 0
	}
	return max(distance/width, distance/width+1)
}

func reverse(_ *State, args []value.Value) (value.Value, error) {
	switch v := args[0]; v.Kind() {
	case value.String:
		runes := []rune(v.Text())
		slices.Reverse(runes)
		return value.OfString(string(runes)), nil
	case value.List:
		items := slices.Clone(v.Items())
		slices.Reverse(items)
		return value.OfList(items), nil
	}
	return value.Value{}, badInput("reverse", "a String or a List", args[0])
}

func tail(_ *State, args []value.Value) (value.Value, error) {
	items := args[0].Items()
	return value.OfList(items[min(1, len(items)):]), nil
}

func head(_ *State, args []value.Value) (value.Value, error) {
	if items := args[0].Items(); len(items) > 0 {
		return items[0], nil
	}
	return value.Value{}, nil
}

func last(_ *State, args []value.Value) (value.Value, error) {
	if items := args[0].Items(); len(items) > 0 {
		return items[len(items)-1], nil
	}
	return value.Value{}, nil
}

func size(_ *State, args []value.Value) (value.Value, error) {
	switch v := args[0]; v.Kind() {
	case value.String:
		return value.OfInt(int64(utf8.RuneCountInString(v.Text()))), nil
	case value.List:
		return value.OfInt(int64(len(v.Items()))), nil
	}
	return value.Value{}, badInput("size", "a String or a List", args[0])
}

func isEmpty(_ *State, args []value.Value) (value.Value, error) {
	switch v := args[0]; v.Kind() {
	case value.String:
		return value.OfBool(v.Text() == ""), nil
	case value.List:
		return value.OfBool(len(v.Items()) == 0), nil
	case value.Map:
		return value.OfBool(v.Mapping().Len() == 0), nil
	}
	return value.Value{}, badInput("isEmpty", "a List, a Map or a String", args[0])
}
