// Package storage holds the graph: nodes, relationships, their properties,
// indexes and constraints, in states that readers share and one writer follows up.
package storage

import (
	"context"
	"math"

	"corridor/internal/engine/value"
)

// ID is the dense number of a node or of a relationship; it is never given twice.
type ID = uint32

// None is the id of nothing.
const None ID = math.MaxUint32

// Numbers of names; they only ever grow.
type (
	Label uint32
	Type  uint32
	Key   uint32
)

// Direction is the side on which a relationship leaves a node.
type Direction uint8

const (
	Outgoing Direction = iota
	Incoming
)

type Options struct {
	MemoryLimit int64
}

type Graph struct{ v *View }

func OpenMemory(o Options) *Graph                       { return &Graph{v: &View{}} }
func (g *Graph) Snapshot() *View                        { return g.v }
func (g *Graph) Begin(ctx context.Context) (*Tx, error) { return &Tx{View: g.v}, nil }
func (g *Graph) Close() error                           { return nil }
func (g *Graph) ID() string                             { return "" }

type View struct{}

func (v *View) Label(name string) (Label, bool) { return 0, false }
func (v *View) LabelName(Label) string          { return "" }
func (v *View) Labels() []string                { return nil }
func (v *View) Type(name string) (Type, bool)   { return 0, false }
func (v *View) TypeName(Type) string            { return "" }
func (v *View) Types() []string                 { return nil }
func (v *View) Key(name string) (Key, bool)     { return 0, false }
func (v *View) KeyName(Key) string              { return "" }
func (v *View) Keys() []string                  { return nil }
func (v *View) NodeCount() int                  { return 0 }
func (v *View) NodesWithLabel(Label) int        { return 0 }
func (v *View) RelationshipCount() int          { return 0 }
func (v *View) RelationshipsOfType(Type) int    { return 0 }
func (v *View) RelationshipsBetween(from Label, anyFrom bool, t Type, to Label, anyTo bool) int {
	return 0
}

// SchemaVersion changes with every change of an index or a constraint, and when a name gets its number: what is planned for another version is to be planned anew.
func (v *View) SchemaVersion() uint64                                             { return 0 }
func (v *View) Sequence() uint64                                                  { return 0 }
func (v *View) Bytes() int64                                                      { return 0 }
func (v *View) NodeExists(ID) bool                                                { return false }
func (v *View) RelationshipExists(ID) bool                                        { return false }
func (v *View) HasLabel(ID, Label) bool                                           { return false }
func (v *View) NodeLabels(ID) []Label                                             { return nil }
func (v *View) NodeProperty(ID, Key) value.Value                                  { return value.Value{} }
func (v *View) EachNodeProperty(ID, func(Key, value.Value) bool)                  {}
func (v *View) Ends(rel ID) (start, end ID, t Type)                               { return None, None, 0 }
func (v *View) RelationshipProperty(ID, Key) value.Value                          { return value.Value{} }
func (v *View) EachRelationshipProperty(ID, func(Key, value.Value) bool)          {}
func (v *View) Degree(node ID, d Direction, t Type, any bool) int                 { return 0 }
func (v *View) Neighbours(node ID, d Direction, t Type) []Adjacent                { return nil }
func (v *View) TypesOf(node ID, d Direction, buf []Type) []Type                   { return buf }
func (v *View) ScanNodes(cursor uint64, buf []ID) (n int, next uint64, done bool) { return 0, 0, true }
func (v *View) ScanLabel(l Label, cursor uint64, buf []ID) (n int, next uint64, done bool) {
	return 0, 0, true
}
func (v *View) ScanRelationships(cursor uint64, buf []ID) (n int, next uint64, done bool) {
	return 0, 0, true
}
func (v *View) ScanType(t Type, cursor uint64, buf []ID) (n int, next uint64, done bool) {
	return 0, 0, true
}
func (v *View) Indexes() []*Index          { return nil }
func (v *View) Constraints() []*Constraint { return nil }

// IndexFor gives the index of that kind on exactly these properties in this order, or nil; label is a Label, or a Type of relationships.
func (v *View) IndexFor(relationship bool, label uint32, keys []Key, kind IndexKind) *Index {
	return nil
}
func (v *View) Seek(ix *Index, values []value.Value, each func(ID) bool)               {}
func (v *View) SeekRange(ix *Index, low, high *Bound, each func(ID, value.Value) bool) {}
func (v *View) SeekPrefix(ix *Index, prefix string, each func(ID, value.Value) bool)   {}
func (v *View) SearchText(ix *Index, query string, limit int) ([]Hit, error)           { return nil, nil }

// DistinctValues estimates how many different values the first property of ix has.
func (v *View) DistinctValues(ix *Index) int { return 0 }
func (v *View) Check() []error               { return nil }

type Adjacent struct{ Relationship, Node ID }

type Tx struct{ *View }

func (t *Tx) CreateNode(labels []string) ID                                  { return 0 }
func (t *Tx) CreateRelationship(start, end ID, typ string) (ID, error)       { return 0, nil }
func (t *Tx) DeleteNode(ID)                                                  {}
func (t *Tx) DeleteRelationship(ID)                                          {}
func (t *Tx) SetNodeProperty(id ID, key string, v value.Value) error         { return nil }
func (t *Tx) SetRelationshipProperty(id ID, key string, v value.Value) error { return nil }
func (t *Tx) AddLabel(id ID, label string) bool                              { return false }
func (t *Tx) RemoveLabel(id ID, label string) bool                           { return false }
func (t *Tx) CreateIndex(Index) error                                        { return nil }
func (t *Tx) DropIndex(name string) error                                    { return nil }
func (t *Tx) CreateConstraint(Constraint) error                              { return nil }
func (t *Tx) DropConstraint(name string) error                               { return nil }
func (t *Tx) Validate() error                                                { return nil }
func (t *Tx) Commit(ctx context.Context) (seq uint64, err error)             { return 0, nil }
func (t *Tx) Rollback()                                                      {}
