package exec

import "corridor/internal/engine/value"

// manyItems is from how many items on a list behind IN is worth a set.
const manyItems = 8

// place is where an IN stands in a plan.
type place struct{ _ byte }

// membership is x IN list: true for an item equal to x, else null if that is
// not known of some item. The list comes first, as in Neo4j: where it is null or
// empty, nobody asks what x is. A long list that is the same for many rows, as a
// parameter, is searched through once.
func membership(x Expr, list operand) Expr {
	if list.fixed && list.value.Kind() == value.List {
		if s := newSet(list.value.Items()); s != nil {
			return mapped(x, func(v value.Value) (value.Value, error) { return s.contains(v).Value(), nil })
		}
	}
	here := &place{}
	return func(st *State, b *Batch, row int) (value.Value, error) {
		items, ok, err := list.eval.items(st, b, row)
		if err != nil || !ok {
			return value.Value{}, err
		}
		if len(items) == 0 {
			return value.OfBool(false), nil
		}
		v, err := x(st, b, row)
		if err != nil {
			return value.Value{}, err
		}
		if s := st.setOf(here, items); s != nil {
			return s.contains(v).Value(), nil
		}
		if st != nil { // there is none while the query is compiled
			err = st.worked(len(items))
		}
		return isIn(v, items).Value(), err
	}
}

func isIn(v value.Value, items []value.Value) value.Ternary {
	result := value.False
	for _, item := range items {
		switch value.Equal(v, item) {
		case value.True:
			return value.True
		case value.Unknown:
			result = value.Unknown
		}
	}
	return result
}

// set is a list of texts, integers and nulls.
type set struct {
	members map[string]struct{}
	null    bool
}

// newSet is nil for a list that is short, or that has items of which equal
// says something else than equivalent.
func newSet(items []value.Value) *set {
	if len(items) < manyItems {
		return nil
	}
	s := &set{members: make(map[string]struct{}, len(items))}
	for _, item := range items {
		switch item.Kind() {
		case value.Null:
			s.null = true
		case value.String, value.Integer:
			s.members[string(value.AppendKey(nil, item))] = struct{}{}
		default:
			return nil
		}
	}
	return s
}

func (s *set) contains(v value.Value) value.Ternary {
	if v.IsNull() {
		return value.Unknown
	}
	var room [64]byte
	if _, found := s.members[string(value.AppendKey(room[:0], v))]; found {
		return value.True
	}
	if s.null {
		return value.Unknown
	}
	return value.False
}

// knownList is the list that an IN met last. Its set is made when it is met again.
type knownList struct {
	first *value.Value
	n     int
	met   bool
	set   *set
}

// setOf is the list as a set, nil where it is not worth one or cannot be one.
func (st *State) setOf(here *place, items []value.Value) *set {
	if st == nil || len(items) < manyItems {
		return nil
	}
	known := st.sets[here]
	if known == nil || known.first != &items[0] || known.n != len(items) {
		if st.sets == nil {
			st.sets = map[*place]*knownList{}
		}
		st.sets[here] = &knownList{first: &items[0], n: len(items)}
		return nil
	}
	if !known.met {
		known.met, known.set = true, newSet(items)
	}
	return known.set
}
