package exec

import (
	"strconv"
	"strings"

	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// deleted is the error that the entity v is gone.
func deleted(v value.Value) error {
	return fail(value.EntityNotFound, "%s with id %d has been deleted in this transaction", value.TypeName(v), v.ID())
}

// present is an error where the node or relationship v has been deleted.
func (st *State) present(v value.Value) error {
	if st.Tx == nil {
		return nil
	}
	id := storage.ID(v.ID())
	if v.Kind() == value.Node && st.View.NodeExists(id) || v.Kind() == value.Relationship && st.View.RelationshipExists(id) {
		return nil
	}
	return deleted(v)
}

// eachProperty gives the properties of a node or a relationship.
func (st *State) eachProperty(v value.Value, each func(key string, v value.Value)) {
	give := func(k storage.Key, v value.Value) bool {
		each(st.View.KeyName(k), v)
		return true
	}
	if v.Kind() == value.Node {
		st.View.EachNodeProperty(storage.ID(v.ID()), give)
	} else {
		st.View.EachRelationshipProperty(storage.ID(v.ID()), give)
	}
}

// propertyMap is the properties of a node, a relationship or a map as a map.
func (st *State) propertyMap(function string, v value.Value) (value.Value, error) {
	switch v.Kind() {
	case value.Map:
		return v, nil
	case value.Node, value.Relationship:
		m := &value.Mapping{}
		st.eachProperty(v, m.Set)
		return value.OfMap(m), st.present(v)
	}
	return value.Value{}, badInput(function, "a Node, a Relationship or a Map", v)
}

func properties(st *State, args []value.Value) (value.Value, error) {
	return st.propertyMap("properties", args[0])
}

func keys(st *State, args []value.Value) (value.Value, error) {
	m, err := st.propertyMap("keys", args[0])
	if err != nil {
		return value.Value{}, err
	}
	names := make([]value.Value, m.Mapping().Len())
	for i := range names {
		key, _ := m.Mapping().Entry(i)
		names[i] = value.OfString(key)
	}
	return value.OfList(names), nil
}

func labels(st *State, args []value.Value) (value.Value, error) {
	if args[0].Kind() != value.Node {
		return value.Value{}, badInput("labels", "a Node", args[0])
	}
	if err := st.present(args[0]); err != nil {
		return value.Value{}, err
	}
	return ofTexts(st.labelNames(storage.ID(args[0].ID()))), nil
}

func (st *State) labelNames(node storage.ID) []string {
	numbers := st.View.NodeLabels(node)
	names := make([]string, len(numbers))
	for i, label := range numbers {
		names[i] = st.View.LabelName(label)
	}
	return names
}

// relationshipType also has an answer for a relationship that was deleted.
func relationshipType(st *State, args []value.Value) (value.Value, error) {
	if args[0].Kind() != value.Relationship {
		return value.Value{}, badInput("type", "a Relationship", args[0])
	}
	_, _, t := st.View.Ends(storage.ID(args[0].ID()))
	return value.OfString(st.View.TypeName(t)), nil
}

func startNode(st *State, args []value.Value) (value.Value, error) {
	start, _, _ := st.View.Ends(storage.ID(args[0].ID()))
	return value.NodeReference(int64(start)), nil
}

func endNode(st *State, args []value.Value) (value.Value, error) {
	_, end, _ := st.View.Ends(storage.ID(args[0].ID()))
	return value.NodeReference(int64(end)), nil
}

func id(_ *State, args []value.Value) (value.Value, error) {
	return value.OfInt(args[0].ID()), nil
}

func elementID(st *State, args []value.Value) (value.Value, error) {
	return value.OfString(ElementID(st.Server.ID, args[0].Kind(), args[0].ID())), nil
}

// ElementID is the id of a node or a relationship as clients know it: its kind
// (4 or 5), the id of the database, its number.
func ElementID(database string, kind value.Kind, id int64) string {
	prefix := "4:"
	if kind == value.Relationship {
		prefix = "5:"
	}
	return prefix + database + ":" + strconv.FormatInt(id, 10)
}

// ParseElementID is the entity that an element id stands for; ok is false where
// text is of another kind or database, or no such id at all.
func ParseElementID(database string, kind value.Kind, text string) (id storage.ID, ok bool) {
	at := strings.LastIndexByte(text, ':')
	if at < 0 {
		return storage.None, false
	}
	number, err := strconv.ParseUint(text[at+1:], 10, 32)
	if err != nil || text != ElementID(database, kind, int64(number)) {
		return storage.None, false
	}
	return storage.ID(number), true
}
