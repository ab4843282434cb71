package storage

import "corridor/internal/engine/value"

// IndexKind says what an index answers.
type IndexKind uint8

// The kinds of index. A Lookup index is the scan by label or type, which every
// graph has: it stands in the list of indexes and holds nothing.
const (
	Range IndexKind = iota
	Text
	Point
	FullText
	Lookup
)

// String is the kind as SHOW INDEXES prints it.
func (k IndexKind) String() string {
	return [...]string{"RANGE", "TEXT", "POINT", "FULLTEXT", "LOOKUP"}[k]
}

// Index describes an index. It is not written to once it is created; what the
// index holds belongs to each View.
type Index struct {
	Name         string // CreateIndex gives one where it is empty
	Kind         IndexKind
	Relationship bool     // Labels are then types
	Labels       []string // one, but for FullText (one or more) and Lookup (none)
	Properties   []string // one for Text and Point, none for Lookup
	Constraint   string   // the constraint that owns the index; such an index is unique
	Analyzer     string   // of a FullText index; empty stands for the standard one

	number int // of its entries in View.indexes
	labels []uint32
	keys   []Key
}

// Unique says whether no two entities may have the same values.
func (ix *Index) Unique() bool { return ix.Constraint != "" }

// ConstraintKind says what a constraint demands.
type ConstraintKind uint8

// The kinds of constraint.
const (
	Unique  ConstraintKind = iota // no two entities have the same values
	NodeKey                       // Unique, and all Properties are there; also of relationships
	Exists                        // the property is there
	Typed                         // the property, where it is there, has one of Types
)

// PropertyType is one alternative of a Typed constraint: a kind of value, or
// with List a list whose items have that kind.
type PropertyType struct {
	Kind value.Kind
	List bool
}

// Constraint describes a constraint. It is not written to once it is created.
type Constraint struct {
	Name         string // CreateConstraint gives one where it is empty
	Kind         ConstraintKind
	Relationship bool // Label is then a type
	Label        string
	Properties   []string
	Types        []PropertyType // of a Typed constraint
	TypeText     string         // Types as a user reads them: INTEGER | FLOAT

	label uint32
	keys  []Key
}

// Bound is one end of a range of values.
type Bound struct {
	Value     value.Value
	Inclusive bool
}

// Hit is a result of a full-text search.
type Hit struct {
	ID    ID
	Score float64
}
