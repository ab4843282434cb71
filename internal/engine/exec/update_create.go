package exec

import (
	"slices"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// create compiles the making of nodes, then of relationships, then of the
// paths through them.
func (c *compiler) create(p *plan.Create) ([]change, error) {
	var changes []change
	for _, n := range p.Nodes {
		made, err := c.createNode(n)
		if err != nil {
			return nil, err
		}
		changes = append(changes, made)
	}
	for _, r := range p.Relationships {
		made, err := c.createRelationship(r)
		if err != nil {
			return nil, err
		}
		changes = append(changes, made)
	}
	for _, path := range p.Paths {
		changes = append(changes, func(st *State, b *Batch, row int) error {
			b.SetValue(path.Path, row, buildPath(st, b, row, path.Parts))
			return nil
		})
	}
	return changes, nil
}

func (c *compiler) createNode(p plan.CreateNode) (change, error) {
	labels := make([]names, len(p.Labels))
	for i, l := range p.Labels {
		var err error
		if labels[i], err = c.names(p.Scope, l); err != nil {
			return nil, err
		}
	}
	properties, err := c.optional(p.Properties)
	return func(st *State, b *Batch, row int) error {
		var all []string
		for _, name := range labels {
			given, err := name(st, b, row)
			if err != nil {
				return err
			}
			all = append(all, given...)
		}
		slices.Sort(all)
		all = slices.Compact(all)
		m, err := propertiesOf(st, properties, b, row)
		if err != nil {
			return err
		}
		id := st.Tx.CreateNode(all)
		st.Counters.NodesCreated++
		st.Counters.LabelsAdded += len(all)
		b.SetID(p.Node, row, id)
		return st.fill(value.NodeReference(int64(id)), m)
	}, err
}

func (c *compiler) createRelationship(p plan.CreateRelationship) (change, error) {
	typ, err := c.names(p.Scope, p.Type)
	if err != nil {
		return nil, err
	}
	properties, err := c.optional(p.Properties)
	return func(st *State, b *Batch, row int) error {
		given, err := typ(st, b, row)
		if err != nil {
			return err
		}
		if len(given) != 1 {
			return fail(value.SemanticError, "A relationship has exactly one type, but %d were given.", len(given))
		}
		m, err := propertiesOf(st, properties, b, row)
		if err != nil {
			return err
		}
		id, err := st.connect(p, given[0], b, row)
		if err != nil {
			return err
		}
		b.SetID(p.Relationship, row, id)
		return st.fill(value.RelationshipReference(int64(id)), m)
	}, err
}

func (st *State) connect(p plan.CreateRelationship, typ string, b *Batch, row int) (storage.ID, error) {
	from, to := b.ID(p.From, row), b.ID(p.To, row)
	for _, end := range []struct {
		slot plan.Slot
		id   storage.ID
	}{{p.From, from}, {p.To, to}} {
		if end.id == storage.None {
			return storage.None, fail(value.SemanticError,
				"Failed to create relationship `%s`: node `%s` is missing.", p.Relationship.Name, end.slot.Name)
		}
		if err := st.present(value.NodeReference(int64(end.id))); err != nil {
			return storage.None, err
		}
	}
	id, err := st.Tx.CreateRelationship(from, to, typ)
	st.Counters.RelationshipsCreated++
	return id, err
}

// propertiesOf is the map of properties that a pattern is written with, nil
// without one.
func propertiesOf(st *State, properties Expr, b *Batch, row int) (*value.Mapping, error) {
	if properties == nil {
		return nil, nil
	}
	v, err := properties(st, b, row)
	if err != nil || v.IsNull() {
		return nil, err
	}
	m, err := st.propertyMap("properties", v)
	if err != nil {
		return nil, err
	}
	return m.Mapping(), nil
}

// fill sets the properties of an entity that was just created.
func (st *State) fill(entity value.Value, m *value.Mapping) error {
	for i := range m.Len() {
		key, v := m.Entry(i)
		if v.IsNull() {
			continue
		}
		if err := st.setProperty(entity, key, v); err != nil {
			return err
		}
	}
	return nil
}
