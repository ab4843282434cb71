package value

import (
	"cmp"
	"slices"
	"strings"
)

// kindNames are the names that messages have for kinds.
var kindNames = [...]string{
	Null: "Null", Boolean: "Boolean", Integer: "Long", Float: "Double", String: "String", Bytes: "ByteArray",
	List: "List", Map: "Map", Node: "Node", Relationship: "Relationship", Path: "Path",
	Date: "Date", LocalTime: "LocalTime", Time: "Time", LocalDateTime: "LocalDateTime", DateTime: "DateTime",
	Duration: "Duration", Point: "Point",
}

// TypeName is the name that messages have for the type of v.
func TypeName(v Value) string { return kindNames[v.kind] }

// typeOrder has, by kind, the name of a type as valueType() gives it, in the
// order in which a union lists them.
var typeOrder = [...]struct {
	kind Kind
	name string
}{
	{Boolean, "BOOLEAN"}, {String, "STRING"}, {Integer, "INTEGER"}, {Float, "FLOAT"}, {Date, "DATE"},
	{LocalTime, "LOCAL TIME"}, {Time, "ZONED TIME"}, {LocalDateTime, "LOCAL DATETIME"}, {DateTime, "ZONED DATETIME"},
	{Duration, "DURATION"}, {Point, "POINT"}, {Node, "NODE"}, {Relationship, "RELATIONSHIP"}, {Map, "MAP"},
	{Bytes, "LIST<INTEGER NOT NULL>"}, {List, "LIST"}, {Path, "PATH"},
}

// listPlace is where lists stand in a union, those of nothing first.
var listPlace = string(rune('A' + len(typeOrder) - 2))

const notNull = " NOT NULL"

// ValueType is the narrowest type that v has, as valueType() gives it.
func ValueType(v Value) string {
	_, name := typeOf(v)
	return name
}

// typeOf is also the type's place in a union, as a text to sort by.
func typeOf(v Value) (place, name string) {
	if v.kind == Null {
		return "", "NULL"
	}
	for i, t := range typeOrder {
		if t.kind != v.kind {
			continue
		}
		place, name = string(rune('A'+i)), t.name
		if v.kind == List {
			below, items := itemTypes(v.Items())
			place, name = place+below, "LIST<"+items+">"
		}
		return place, name + notNull
	}
	return "", ""
}

// itemTypes is the union of the items' types. A null among them makes them all
// nullable; the type of empty lists is part of that of any list.
func itemTypes(items []Value) (place, union string) {
	if len(items) == 0 {
		return "", "NOTHING"
	}
	type one struct{ place, name string }
	var types []one
	nullable := false
	for _, item := range items {
		place, name := typeOf(item)
		if item.kind == Null {
			nullable = true
		} else if t := (one{place, name}); !slices.Contains(types, t) {
			types = append(types, t)
		}
	}
	if len(types) == 0 {
		return "", "NULL"
	}
	slices.SortFunc(types, func(a, b one) int { return cmp.Or(strings.Compare(a.place, b.place), strings.Compare(a.name, b.name)) })
	empty := one{place: listPlace, name: "LIST<NOTHING>" + notNull}
	if i := slices.Index(types, empty); i >= 0 && i+1 < len(types) && strings.HasPrefix(types[i+1].place, listPlace) {
		types = slices.Delete(types, i, i+1)
	}
	names := make([]string, len(types))
	for i, t := range types {
		place += t.place
		if names[i] = t.name; nullable {
			names[i] = strings.TrimSuffix(t.name, notNull)
		}
	}
	return place, strings.Join(names, " | ")
}
