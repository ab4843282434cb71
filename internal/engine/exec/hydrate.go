package exec

import (
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// Hydrate is v as a result carries it: with the data of the nodes and
// relationships in it. What was deleted meanwhile has only its id.
func Hydrate(st *State, v value.Value) value.Value {
	switch v.Kind() {
	case value.Node:
		return st.hydrateNode(v)
	case value.Relationship:
		return st.hydrateRelationship(v)
	case value.Path:
		p := v.PathData()
		return value.OfPath(&value.PathData{Nodes: st.hydrateAll(p.Nodes), Relationships: st.hydrateAll(p.Relationships)})
	case value.List:
		if holdsEntity(v) {
			return value.OfList(st.hydrateAll(v.Items()))
		}
	case value.Map:
		if holdsEntity(v) {
			return st.hydrateMap(v.Mapping())
		}
	}
	return v
}

// holdsEntity says whether there is anything to hydrate in v, so that a long
// list of plain values is not copied.
func holdsEntity(v value.Value) bool {
	switch v.Kind() {
	case value.Node, value.Relationship, value.Path:
		return true
	case value.List:
		for _, item := range v.Items() {
			if holdsEntity(item) {
				return true
			}
		}
	case value.Map:
		m := v.Mapping()
		for i := range m.Len() {
			if _, item := m.Entry(i); holdsEntity(item) {
				return true
			}
		}
	}
	return false
}

func (st *State) hydrateAll(items []value.Value) []value.Value {
	hydrated := make([]value.Value, len(items))
	for i, item := range items {
		hydrated[i] = Hydrate(st, item)
	}
	return hydrated
}

func (st *State) hydrateMap(m *value.Mapping) value.Value {
	hydrated := &value.Mapping{}
	for i := range m.Len() {
		key, item := m.Entry(i)
		hydrated.Set(key, Hydrate(st, item))
	}
	return value.OfMap(hydrated)
}

// hydrateNode leaves a node that has its data already, as one that a procedure
// made up, as it is.
func (st *State) hydrateNode(v value.Value) value.Value {
	if v.NodeData() != nil {
		return v
	}
	n := &value.NodeData{ID: v.ID(), Properties: &value.Mapping{}}
	if st.View.NodeExists(storage.ID(v.ID())) {
		n.Labels = st.labelNames(storage.ID(v.ID()))
		st.eachProperty(v, n.Properties.Set)
	}
	return value.OfNode(n)
}

func (st *State) hydrateRelationship(v value.Value) value.Value {
	if v.RelationshipData() != nil {
		return v
	}
	r := &value.RelationshipData{ID: v.ID(), Properties: &value.Mapping{}}
	start, end, t := st.View.Ends(storage.ID(v.ID()))
	if start != storage.None {
		r.Start, r.End, r.Type = int64(start), int64(end), st.View.TypeName(t)
	}
	if st.View.RelationshipExists(storage.ID(v.ID())) {
		st.eachProperty(v, r.Properties.Set)
	}
	return value.OfRelationship(r)
}
