package storage

import (
	"fmt"
	"slices"
	"strings"

	"corridor/internal/engine/value"
)

// entity says which of the two kinds of thing a table is about.
type entity uint8

const (
	nodes entity = iota
	relationships
)

// String is the word for it in a message.
func (e entity) String() string { return [...]string{"node", "relationship"}[e] }

func entityOf(relationship bool) entity {
	if relationship {
		return relationships
	}
	return nodes
}

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

	number int      // of its entries in View.indexes
	labels []uint32 // of Labels: labels or types
	keys   []Key    // of Properties
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

	label uint32 // of Label: a label or a type
	keys  []Key  // of Properties
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

// schema is the indexes and constraints of a state, and tables to find them by.
// It is made anew by each change.
type schema struct {
	indexes     []*Index
	constraints []*Constraint
	byLabel     [2]map[uint32][]*Index      // by entity and label or type
	byKey       [2]map[Key][]*Index         // by entity and property
	rules       [2]map[uint32][]*Constraint // those that look at one entity alone
}

func newSchema(indexes []*Index, constraints []*Constraint) *schema {
	s := &schema{indexes: indexes, constraints: constraints}
	for e := range s.byLabel {
		s.byLabel[e], s.byKey[e], s.rules[e] = map[uint32][]*Index{}, map[Key][]*Index{}, map[uint32][]*Constraint{}
	}
	for _, ix := range indexes {
		e := entityOf(ix.Relationship)
		for _, l := range ix.labels {
			s.byLabel[e][l] = append(s.byLabel[e][l], ix)
		}
		for _, k := range ix.keys {
			s.byKey[e][k] = append(s.byKey[e][k], ix)
		}
	}
	for _, c := range constraints {
		if c.Kind != Unique {
			e := entityOf(c.Relationship)
			s.rules[e][c.label] = append(s.rules[e][c.label], c)
		}
	}
	return s
}

// ofLabels gives the indexes on any of the labels or types.
func (s *schema) ofLabels(e entity, labels []uint32) (found []*Index) {
	for _, l := range labels {
		for _, ix := range s.byLabel[e][l] {
			if !slices.Contains(found, ix) {
				found = append(found, ix)
			}
		}
	}
	return found
}

func (s *schema) index(name string) *Index {
	for _, ix := range s.indexes {
		if ix.Name == name {
			return ix
		}
	}
	return nil
}

func (s *schema) constraint(name string) *Constraint {
	for _, c := range s.constraints {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Indexes are the indexes in the order in which they were made; not to be written to.
func (v *View) Indexes() []*Index { return v.schema.indexes }

// Constraints are the constraints in the order in which they were made; not to be written to.
func (v *View) Constraints() []*Constraint { return v.schema.constraints }

// IndexFor is the index of that kind on the label, or type, and exactly these
// properties in this order; nil where there is none.
func (v *View) IndexFor(relationship bool, label uint32, keys []Key, kind IndexKind) *Index {
	for _, ix := range v.schema.byLabel[entityOf(relationship)][label] {
		if ix.Kind == kind && slices.Equal(ix.keys, keys) {
			return ix
		}
	}
	return nil
}

// describe says what an index or constraint is on, as (:Label {a, b}).
func describe(relationship bool, labels, properties []string) string {
	open, end := "(:", ")"
	if relationship {
		open, end = "()-[:", "]-()"
	}
	return fmt.Sprintf("%s%s {%s}%s", open, strings.Join(labels, "|"), strings.Join(properties, ", "), end)
}
