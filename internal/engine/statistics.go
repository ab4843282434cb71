package engine

import (
	"slices"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
)

// statistics tells the planner what a state of the graph holds.
type statistics struct{ view *storage.View }

// A name that the graph does not know yet is of nothing; the planner must not
// take that for certain, since the statement itself may bring it.
const unknownName = 0

// Nodes is how many there are.
func (s statistics) Nodes() float64 { return float64(s.view.NodeCount()) }

// NodesWithLabel is how many nodes have a label.
func (s statistics) NodesWithLabel(label string) float64 {
	l, known := s.view.Label(label)
	if !known {
		return unknownName
	}
	return float64(s.view.NodesWithLabel(l))
}

// RelationshipsBetween adds up all types where typ is empty.
func (s statistics) RelationshipsBetween(from, typ, to string) float64 {
	start, startKnown := s.view.Label(from)
	end, endKnown := s.view.Label(to)
	if from != "" && !startKnown || to != "" && !endKnown {
		return unknownName
	}
	types := []string{typ}
	if typ == "" {
		types = s.view.Types()
	}
	n := 0
	for _, name := range types {
		if t, known := s.view.Type(name); known {
			n += s.view.RelationshipsBetween(start, from == "", t, end, to == "")
		}
	}
	return float64(n)
}

// Indexes are those that find nodes by their properties.
func (s statistics) Indexes(label string) []plan.IndexInfo {
	var found []plan.IndexInfo
	for _, ix := range s.view.Indexes() {
		if ix.Relationship || ix.Kind == storage.FullText || ix.Kind == storage.Lookup || !slices.Contains(ix.Labels, label) {
			continue
		}
		found = append(found, plan.IndexInfo{
			Properties: ix.Properties, Unique: ix.Unique(), Kind: ix.Kind.String(), Distinct: float64(s.view.DistinctValues(ix)),
			Entries: float64(s.view.Entries(ix)),
		})
	}
	return found
}

// HasLabel says whether the graph has used a label.
func (s statistics) HasLabel(name string) bool {
	_, known := s.view.Label(name)
	return known
}

// HasType says whether the graph has used a relationship type.
func (s statistics) HasType(name string) bool {
	_, known := s.view.Type(name)
	return known
}

// HasKey says whether the graph has used a property key.
func (s statistics) HasKey(name string) bool {
	_, known := s.view.Key(name)
	return known
}
