package exec

import (
	"slices"
	"sync/atomic"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// keyOf is the number of a property's key. It is kept once it is found in a
// committed state: such numbers never change, while one that a transaction gave
// goes with it.
type keyOf struct {
	name   string
	number atomic.Int64 // one more than the number; 0 where it is not known yet
}

func (k *keyOf) in(st *State) (storage.Key, bool) {
	if n := k.number.Load(); n > 0 {
		return storage.Key(n - 1), true
	}
	key, found := st.View.Key(k.name)
	if found && st.Tx == nil {
		k.number.Store(int64(key) + 1)
	}
	return key, found
}

// property compiles of.key. Of an entity in a slot of its kind it is read
// straight from storage.
func (t *translator) property(e *syntax.Property) (operand, error) {
	if slot, found := t.entitySlot(e.Of); found {
		key := &keyOf{name: e.Key}
		return operand{eval: entityProperty(slot, key), column: entityProperties(slot, key), integers: entityIntegers(slot, key)}, nil
	}
	of, err := t.operand(e.Of)
	if err != nil {
		return operand{}, err
	}
	key := &keyOf{name: e.Key}
	return fold(func(st *State, b *Batch, row int) (value.Value, error) {
		v, err := of.eval(st, b, row)
		if err != nil {
			return value.Value{}, err
		}
		return propertyOf(st, v, key)
	}, of), nil
}

// entitySlot is the slot of a variable that always holds a node or a relationship.
func (t *translator) entitySlot(e syntax.Expr) (plan.Slot, bool) {
	v, is := e.(*syntax.Variable)
	if !is {
		return plan.Slot{}, false
	}
	slot, found := t.scope.Variables[v.Name]
	return slot, found && slot.Kind != plan.ValueSlot
}

func entityProperty(slot plan.Slot, key *keyOf) Expr {
	return func(st *State, b *Batch, row int) (value.Value, error) {
		return st.entityProperty(slot.Kind == plan.NodeSlot, b.ID(slot, row), key)
	}
}

// entityProperty is a property of a node or a relationship; an error for one
// that was deleted.
func (st *State) entityProperty(node bool, id storage.ID, key *keyOf) (v value.Value, err error) {
	if id == storage.None {
		return value.Value{}, nil
	}
	st.Hits++
	number, known := key.in(st)
	switch {
	case !known:
	case node:
		v = st.View.NodeProperty(id, number)
	default:
		v = st.View.RelationshipProperty(id, number)
	}
	if st.Tx == nil || !v.IsNull() {
		return v, nil
	}
	if node {
		return v, st.present(value.NodeReference(int64(id)))
	}
	return v, st.present(value.RelationshipReference(int64(id)))
}

// propertyOf is v.key for any kind of v that has properties.
func propertyOf(st *State, v value.Value, key *keyOf) (value.Value, error) {
	switch v.Kind() {
	case value.Null:
		return v, nil
	case value.Map:
		field, _ := v.Mapping().Get(key.name)
		return field, nil
	case value.Node, value.Relationship:
		return st.entityProperty(v.Kind() == value.Node, storage.ID(v.ID()), key)
	case value.Point:
		if field, found := value.PointField(v, key.name); found {
			return field, nil
		}
		return value.Value{}, fail(value.ArgumentError, "The point %s has no field %s", value.Print(v), key.name)
	case value.Date, value.LocalTime, value.Time, value.LocalDateTime, value.DateTime, value.Duration:
		if field, found := value.TemporalField(v, key.name); found {
			return field, nil
		}
		return value.Value{}, typeError("No such field of a %s: %s", value.TypeName(v), key.name)
	}
	return value.Value{}, typeError("Type mismatch: expected a Map, Node, Relationship, Point, Duration or temporal value but was %s", describe(v))
}

// index compiles of[index]: an item of a list, or a property by a computed name.
func (t *translator) index(e *syntax.Index) (operand, error) {
	both, err := t.operands(e.Of, e.Index)
	if err != nil {
		return operand{}, err
	}
	of, at := both[0].eval, both[1].eval
	return fold(func(st *State, b *Batch, row int) (value.Value, error) {
		v, err := of(st, b, row)
		if err != nil {
			return value.Value{}, err
		}
		i, err := at(st, b, row)
		if err != nil || v.IsNull() || i.IsNull() {
			return value.Value{}, err
		}
		return indexed(st, v, i)
	}, both...), nil
}

func indexed(st *State, v, i value.Value) (value.Value, error) {
	switch v.Kind() {
	case value.List:
		if i.Kind() != value.Integer {
			return value.Value{}, typeError("Cannot access a list by a %s: expected an Integer", describe(i))
		}
		return itemAt(v.Items(), i.Int()), nil
	case value.Map, value.Node, value.Relationship, value.Point:
		if i.Kind() != value.String {
			return value.Value{}, typeError("Cannot access a %s by a %s: expected a String", value.TypeName(v), describe(i))
		}
		return propertyOf(st, v, &keyOf{name: i.Text()})
	}
	return value.Value{}, typeError("`%s` is not a collection or a map. Element access is only possible by performing a collection lookup using an integer index, or by performing a map lookup using a string key", describe(v))
}

// itemAt counts from the end below zero; beyond the list there is null.
func itemAt(items []value.Value, i int64) value.Value {
	if i < 0 {
		i += int64(len(items))
	}
	if i < 0 || i >= int64(len(items)) {
		return value.Value{}
	}
	return items[i]
}

// slice compiles of[from..to]: null where a bound is null, and no more than
// there is in the list.
func (t *translator) slice(e *syntax.Slice) (operand, error) {
	bounds := [...]syntax.Expr{e.From, e.To}
	parts := make([]operand, 3)
	var err error
	if parts[0], err = t.operand(e.Of); err != nil {
		return operand{}, err
	}
	for i, bound := range bounds {
		parts[i+1] = fixed(value.OfInt([...]int64{0, 1<<63 - 1}[i]))
		if bound == nil {
			continue
		}
		if parts[i+1], err = t.operand(bound); err != nil {
			return operand{}, err
		}
	}
	return fold(func(st *State, b *Batch, row int) (value.Value, error) {
		var values [3]value.Value
		for i, part := range parts {
			v, err := part.eval(st, b, row)
			if err != nil {
				return value.Value{}, err
			}
			values[i] = v
		}
		return sliced(values[0], values[1], values[2])
	}, parts...), nil
}

func sliced(list, from, to value.Value) (value.Value, error) {
	if list.IsNull() || from.IsNull() || to.IsNull() {
		return value.Value{}, nil
	}
	if list.Kind() != value.List {
		return value.Value{}, typeError("Type mismatch: expected a List but was %s", value.TypeName(list))
	}
	if from.Kind() != value.Integer || to.Kind() != value.Integer {
		return value.Value{}, typeError("Type mismatch: the bounds of a slice must be Integers")
	}
	items := list.Items()
	low, high := offset(len(items), from.Int()), offset(len(items), to.Int())
	return value.OfList(items[low:max(low, high)]), nil
}

// offset is where a bound falls in a list of n items.
func offset(n int, bound int64) int {
	if bound < 0 {
		bound += int64(n)
	}
	return int(min(max(bound, 0), int64(n)))
}

func (t *translator) listLiteral(e *syntax.ListLiteral) (operand, error) {
	parts, err := t.operands(e.Items...)
	if err != nil {
		return operand{}, err
	}
	return fold(bounded(func(st *State, b *Batch, row int) (value.Value, error) {
		items := make([]value.Value, len(parts))
		for i, part := range parts {
			v, err := part.eval(st, b, row)
			if err != nil {
				return value.Value{}, err
			}
			items[i] = v
		}
		return value.OfList(items), nil
	}), parts...), nil
}

func (t *translator) mapLiteral(e *syntax.MapLiteral) (operand, error) {
	parts := make([]operand, len(e.Entries))
	for i, entry := range e.Entries {
		var err error
		if parts[i], err = t.operand(entry.Value); err != nil {
			return operand{}, err
		}
	}
	keys, places := mapKeys(e)
	return fold(bounded(func(st *State, b *Batch, row int) (value.Value, error) {
		values := make([]value.Value, len(keys))
		for i, part := range parts {
			var err error
			if values[places[i]], err = part.eval(st, b, row); err != nil {
				return value.Value{}, err
			}
		}
		return value.OfMap(value.MappingOf(keys, values)), nil
	}), parts...), nil
}

// mapKeys are the keys of a map literal, each once, and the place of each entry's
// among them: the last entry of a key holds.
func mapKeys(e *syntax.MapLiteral) (keys []string, places []int) {
	for _, entry := range e.Entries {
		place := slices.Index(keys, entry.Key)
		if place < 0 {
			place, keys = len(keys), append(keys, entry.Key)
		}
		places = append(places, place)
	}
	return slices.Clip(keys), places // a map that an entry is added to takes its own
}

// mapProjection compiles variable{.a, .*, b: x}: items one after another, each
// over what stood there.
func (t *translator) mapProjection(e *syntax.MapProjection) (operand, error) {
	of, err := t.operand(e.Of)
	if err != nil {
		return operand{}, err
	}
	items := make([]projected, len(e.Items))
	for i, item := range e.Items {
		items[i] = projected{all: item.All, key: &keyOf{name: item.Key}}
		if item.Value == nil {
			continue
		}
		value, err := t.operand(item.Value)
		if err != nil {
			return operand{}, err
		}
		items[i].value = value.eval
	}
	return varying(bounded(func(st *State, b *Batch, row int) (value.Value, error) {
		v, err := of.eval(st, b, row)
		if err != nil || v.IsNull() {
			return value.Value{}, err
		}
		m := &value.Mapping{}
		for _, item := range items {
			if err := item.add(m, v, st, b, row); err != nil {
				return value.Value{}, err
			}
		}
		return value.OfMap(m), nil
	})), nil
}

// projected is an item of a map projection: all properties, a computed value,
// or one property.
type projected struct {
	all   bool
	key   *keyOf
	value Expr // nil for the property itself
}

func (p projected) add(m *value.Mapping, of value.Value, st *State, b *Batch, row int) error {
	if p.all {
		all, err := st.propertyMap("properties", of)
		if err != nil {
			return err
		}
		for i := range all.Mapping().Len() {
			m.Set(all.Mapping().Entry(i))
		}
		return nil
	}
	var v value.Value
	var err error
	if p.value != nil {
		v, err = p.value(st, b, row)
	} else {
		v, err = propertyOf(st, of, p.key)
	}
	m.Set(p.key.name, v)
	return err
}
