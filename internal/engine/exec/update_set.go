package exec

import (
	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

func (c *compiler) sets(items []plan.SetItem) ([]change, error) {
	changes := make([]change, len(items))
	for i, item := range items {
		var err error
		switch {
		case item.Target != nil:
			changes[i], err = c.setProperty(item)
		case item.Labels != nil:
			changes[i], err = c.setLabels(item)
		default:
			changes[i], err = c.setAll(item)
		}
		if err != nil {
			return nil, err
		}
	}
	return changes, nil
}

// setProperty compiles target.key = value, and its removal.
func (c *compiler) setProperty(item plan.SetItem) (change, error) {
	target, err := c.target(item.Target)
	if err != nil {
		return nil, err
	}
	key, err := c.optional(item.Key)
	if err != nil {
		return nil, err
	}
	v, err := c.optional(item.Value)
	return func(st *State, b *Batch, row int) error {
		entity, ok, err := target(st, b, row)
		if err != nil || !ok {
			return err
		}
		name := item.KeyName
		if key != nil {
			k, err := key(st, b, row)
			if err != nil {
				return err
			}
			if k.Kind() != value.String {
				return typeError("Expected the name of a property as a String but got: %s", describe(k))
			}
			name = k.Text()
		}
		var to value.Value
		if v != nil {
			if to, err = v(st, b, row); err != nil {
				return err
			}
		}
		return st.setProperty(entity, name, to)
	}, err
}

// setAll compiles entity = map and entity += map.
func (c *compiler) setAll(item plan.SetItem) (change, error) {
	target, err := c.target(item.Entity)
	if err != nil {
		return nil, err
	}
	v, err := c.expr(*item.Value)
	return func(st *State, b *Batch, row int) error {
		entity, ok, err := target(st, b, row)
		if err != nil || !ok {
			return err
		}
		to, err := v(st, b, row)
		if err != nil {
			return err
		}
		if to.Kind() != value.Map && to.Kind() != value.Node && to.Kind() != value.Relationship {
			return typeError("Expected a Map, a Node or a Relationship to set properties from but got: %s", describe(to))
		}
		m, err := st.propertyMap("SET", to)
		if err != nil {
			return err
		}
		return st.replace(entity, m.Mapping(), item.Add)
	}, err
}

// replace sets the properties of m and, unless they are added, takes away all others.
func (st *State) replace(entity value.Value, m *value.Mapping, add bool) error {
	if !add {
		var others []string
		st.eachProperty(entity, func(key string, _ value.Value) {
			if _, stays := m.Get(key); !stays {
				others = append(others, key)
			}
		})
		for _, key := range others {
			if err := st.setProperty(entity, key, value.Value{}); err != nil {
				return err
			}
		}
	}
	for i := range m.Len() {
		key, v := m.Entry(i)
		if v.IsNull() && st.property(entity, key).IsNull() {
			st.countNull(key)
			continue
		}
		if err := st.setProperty(entity, key, v); err != nil {
			return err
		}
	}
	return nil
}

// countNull counts a property that a map takes away and that is not there: as
// set, where any entity has ever had that property. So do Neo4j's counters.
func (st *State) countNull(key string) {
	if _, known := st.View.Key(key); known {
		st.Counters.PropertiesSet++
	}
}

// setLabels compiles entity:A:B and its removal.
func (c *compiler) setLabels(item plan.SetItem) (change, error) {
	target, err := c.target(item.Entity)
	if err != nil {
		return nil, err
	}
	labels := make([]names, len(item.Labels))
	for i, l := range item.Labels {
		if labels[i], err = c.names(item.Scope, l); err != nil {
			return nil, err
		}
	}
	return func(st *State, b *Batch, row int) error {
		entity, ok, err := target(st, b, row)
		if err != nil || !ok {
			return err
		}
		if entity.Kind() != value.Node {
			return typeError("Expected a Node to have labels but got: %s", describe(entity))
		}
		for _, label := range labels {
			given, err := label(st, b, row)
			if err != nil {
				return err
			}
			st.changeLabels(storage.ID(entity.ID()), given, item.Remove)
		}
		return nil
	}, nil
}

func (st *State) changeLabels(node storage.ID, labels []string, remove bool) {
	for _, label := range labels {
		switch {
		case remove && st.Tx.RemoveLabel(node, label):
			st.Counters.LabelsRemoved++
		case !remove && st.Tx.AddLabel(node, label):
			st.Counters.LabelsAdded++
		}
	}
}
