// Package value holds the values of the query language: their types, when they
// are equal, how they are ordered, and what arithmetic does with them
// (openCypher 9, "Values and types"; CIP2016-06-14 for equality and order).
package value

import (
	"math"
	"unsafe"
)

// Kind says which type of the language a Value has.
type Kind uint8

// The kinds. The zero Kind, and so the zero Value, is null.
const (
	Null Kind = iota
	Boolean
	Integer
	Float
	String
	Bytes
	List
	Map
	Node
	Relationship
	Path
	Date
	LocalTime
	Time
	LocalDateTime
	DateTime
	Duration
	Point
)

// Value is one immutable value, of 24 bytes. What fits in a word stands in
// word, what is left over in part; text, lists and the like stand behind ref.
// The zero Value is null.
//
//	kind           word                         ref
//	Boolean        0 or 1
//	Integer        the int64
//	Float          the bits of the float64
//	String, Bytes  length in bytes              first byte
//	List                                        *[]Value
//	Map                                         *Mapping
//	Node           id                           nil, or *NodeData
//	Relationship   id                           nil, or *RelationshipData
//	Path                                        *PathData
//	Date           days since 1970-01-01
//	LocalTime      nanoseconds of the day
//	Time           nanoseconds of the day       nil; part: offset in seconds
//	LocalDateTime  seconds since 1970           nil; part: nanoseconds
//	DateTime       seconds since 1970, UTC      *Zone; part: nanoseconds
//	Duration                                    *durationData
//	Point                                       *pointData
type Value struct {
	ref  unsafe.Pointer
	word uint64
	part uint32
	kind Kind
}

// Kind is the kind of v.
func (v Value) Kind() Kind { return v.kind }

// IsNull says whether v is null.
func (v Value) IsNull() bool { return v.kind == Null }

// OfBool is b as a value.
func OfBool(b bool) Value {
	if b {
		return Value{kind: Boolean, word: 1}
	}
	return Value{kind: Boolean}
}

// OfInt is i as a value.
func OfInt(i int64) Value { return Value{kind: Integer, word: uint64(i)} }

// OfFloat is f as a value.
func OfFloat(f float64) Value { return Value{kind: Float, word: math.Float64bits(f)} }

// OfString is s as a value; the bytes are shared, not copied.
func OfString(s string) Value {
	return Value{kind: String, word: uint64(len(s)), ref: unsafe.Pointer(unsafe.StringData(s))}
}

// OfBytes is b as a value; the caller no longer writes to b.
func OfBytes(b []byte) Value {
	return Value{kind: Bytes, word: uint64(len(b)), ref: unsafe.Pointer(unsafe.SliceData(b))}
}

// OfList is a list of items; the caller no longer writes to them.
func OfList(items []Value) Value { return Value{kind: List, ref: unsafe.Pointer(&items)} }

// OfMap is m as a value; the caller no longer writes to m. A nil m is an empty map.
func OfMap(m *Mapping) Value {
	if m == nil {
		m = &Mapping{}
	}
	return Value{kind: Map, ref: unsafe.Pointer(m)}
}

// NodeReference is the node with that id, without its labels and properties:
// what the engine works with until a result leaves it.
func NodeReference(id int64) Value { return Value{kind: Node, word: uint64(id)} }

// RelationshipReference is the relationship with that id, without its data.
func RelationshipReference(id int64) Value { return Value{kind: Relationship, word: uint64(id)} }

// OfNode is a node with its data, as results carry it.
func OfNode(n *NodeData) Value {
	return Value{kind: Node, word: uint64(n.ID), ref: unsafe.Pointer(n)}
}

// OfRelationship is a relationship with its data, as results carry it.
func OfRelationship(r *RelationshipData) Value {
	return Value{kind: Relationship, word: uint64(r.ID), ref: unsafe.Pointer(r)}
}

// OfPath is p as a value.
func OfPath(p *PathData) Value { return Value{kind: Path, ref: unsafe.Pointer(p)} }

// Bool is the boolean that v, of kind Boolean, holds.
func (v Value) Bool() bool { return v.word != 0 }

// Int is the integer that v, of kind Integer, holds.
func (v Value) Int() int64 { return int64(v.word) }

// Float is the number that v, of kind Float, holds.
func (v Value) Float() float64 { return math.Float64frombits(v.word) }

// Text is the string that v, of kind String, holds.
func (v Value) Text() string { return unsafe.String((*byte)(v.ref), int(v.word)) }

// Bytes is what v, of kind Bytes, holds; the caller does not write to it.
func (v Value) Bytes() []byte { return unsafe.Slice((*byte)(v.ref), int(v.word)) }

// Items are the items of v, of kind List; the caller does not write to them.
func (v Value) Items() []Value { return *(*[]Value)(v.ref) }

// Mapping is the map that v, of kind Map, holds.
func (v Value) Mapping() *Mapping { return (*Mapping)(v.ref) }

// ID is the id of v, of kind Node or Relationship.
func (v Value) ID() int64 { return int64(v.word) }

// NodeData is the data of v, of kind Node; nil for a reference.
func (v Value) NodeData() *NodeData { return (*NodeData)(v.ref) }

// RelationshipData is the data of v, of kind Relationship; nil for a reference.
func (v Value) RelationshipData() *RelationshipData { return (*RelationshipData)(v.ref) }

// PathData is the data of v, of kind Path.
func (v Value) PathData() *PathData { return (*PathData)(v.ref) }

// NodeData is a node as it leaves the engine.
type NodeData struct {
	ID         int64
	Labels     []string
	Properties *Mapping
}

// RelationshipData is a relationship as it leaves the engine. Start and End are ids of nodes.
type RelationshipData struct {
	ID         int64
	Start, End int64
	Type       string
	Properties *Mapping
}

// PathData is a path: Relationships[i] lies between Nodes[i] and Nodes[i+1],
// in either direction. Both hold references inside the engine.
type PathData struct {
	Nodes         []Value
	Relationships []Value
}
