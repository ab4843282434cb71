package value

import (
	"slices"
	"strings"
)

// Mapping is a map with text keys, in the order in which they were set.
// It is not written to once it stands in a Value.
type Mapping struct {
	keys   []string
	values []Value
}

// Len is the number of entries.
func (m *Mapping) Len() int {
	if m == nil {
		return 0
	}
	return len(m.keys)
}

// MappingOf is the map of these entries, whose keys the caller knows to differ;
// unlike Set it compares none. The caller no longer writes to the slices.
func MappingOf(keys []string, values []Value) *Mapping {
	return &Mapping{keys: keys, values: values}
}

// Entry is the i-th entry.
func (m *Mapping) Entry(i int) (string, Value) { return m.keys[i], m.values[i] }

// Get is the value at key, and whether there is one. A nil m is empty.
func (m *Mapping) Get(key string) (Value, bool) {
	for i := range m.Len() {
		if m.keys[i] == key {
			return m.values[i], true
		}
	}
	return Value{}, false
}

// Set puts v at key, over what stood there.
func (m *Mapping) Set(key string, v Value) {
	for i := range m.keys {
		if m.keys[i] == key {
			m.values[i] = v
			return
		}
	}
	m.keys, m.values = append(m.keys, key), append(m.values, v)
}

// at is the value at key, which another map has at position i: maps of one
// making have their keys in one order.
func (m *Mapping) at(i int, key string) (Value, bool) {
	if i < len(m.keys) && m.keys[i] == key {
		return m.values[i], true
	}
	return m.Get(key)
}

// sorted are the positions of the entries in the order of their keys.
func (m *Mapping) sorted() []int {
	order := make([]int, m.Len())
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return strings.Compare(m.keys[i], m.keys[j]) })
	return order
}

func (m *Mapping) sortedKeys() []string {
	keys := slices.Clone(m.keys)
	slices.Sort(keys)
	return keys
}

// sortedValues are the values in the order of their keys.
func (m *Mapping) sortedValues() []Value {
	values := make([]Value, m.Len())
	for to, from := range m.sorted() {
		values[to] = m.values[from]
	}
	return values
}
