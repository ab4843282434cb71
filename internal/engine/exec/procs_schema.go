package exec

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

func schemaProcedures() []procedureRow {
	return []procedureRow{
		{signature: "db.schema.nodeTypeProperties() :: (nodeType :: STRING, nodeLabels :: LIST<STRING>, propertyName :: STRING, propertyTypes :: LIST<STRING>, mandatory :: BOOLEAN)", mode: "READ", doc: "The properties of nodes by their labels, with the types of their values.", system: true, call: nodeTypeProperties},
		{signature: "db.schema.relTypeProperties() :: (relType :: STRING, propertyName :: STRING, propertyTypes :: LIST<STRING>, mandatory :: BOOLEAN)", mode: "READ", doc: "The properties of relationships by their type, with the types of their values.", system: true, call: relTypeProperties},
		{signature: "db.schema.visualization() :: (nodes :: LIST<NODE>, relationships :: LIST<RELATIONSHIP>)", mode: "READ", doc: "A graph of labels as nodes and of the relationship types between them.", system: true, call: visualization},
	}
}

// census is what was found of the entities of one kind: how many there are, and
// of each property, how many have it and with which types.
type census struct {
	names      []string // labels, or the one type
	count      int
	properties map[string]*propertyCensus
}

type propertyCensus struct {
	count int
	types map[string]bool
}

// javaNames are the names that the schema procedures have for types.
var javaNames = map[value.Kind]string{
	value.Boolean: "Boolean", value.Integer: "Long", value.Float: "Double", value.String: "String", value.Bytes: "ByteArray",
	value.Date: "Date", value.LocalTime: "LocalTime", value.Time: "Time", value.LocalDateTime: "LocalDateTime",
	value.DateTime: "DateTime", value.Duration: "Duration", value.Point: "Point",
}

func javaName(v value.Value) string {
	if v.Kind() != value.List {
		return javaNames[v.Kind()]
	}
	if len(v.Items()) == 0 {
		return "StringArray"
	}
	return javaNames[v.Items()[0].Kind()] + "Array"
}

func (c *census) add(key string, v value.Value) {
	p := c.properties[key]
	if p == nil {
		p = &propertyCensus{types: map[string]bool{}}
		c.properties[key] = p
	}
	p.count++
	p.types[javaName(v)] = true
}

// rows gives a row for each property, or one without if there is none.
func (c *census) rows(first []value.Value, yield yielding) error {
	for _, key := range slices.Sorted(maps.Keys(c.properties)) {
		p := c.properties[key]
		types := slices.Sorted(maps.Keys(p.types))
		row := append(slices.Clone(first), value.OfString(key), ofTexts(types), value.OfBool(p.count == c.count))
		if err := yield(row); err != nil {
			return err
		}
	}
	if len(c.properties) == 0 {
		return yield(append(slices.Clone(first), value.Value{}, value.Value{}, value.OfBool(false)))
	}
	return nil
}

// censuses counts by key; keys are given in order.
type censuses map[string]*census

func (all censuses) of(names []string) *census {
	key := ":`" + strings.Join(names, "`:`") + "`"
	if all[key] == nil {
		all[key] = &census{names: names, properties: map[string]*propertyCensus{}}
	}
	all[key].count++
	return all[key]
}

// eachNode gives every node there is.
func (st *State) eachNode(each func(storage.ID) error) error {
	return st.eachScanned(st.View.ScanNodes, each)
}

func (st *State) eachRelationship(each func(storage.ID) error) error {
	return st.eachScanned(st.View.ScanRelationships, each)
}

func (st *State) eachScanned(scan func(uint64, []storage.ID) (int, uint64, bool), each func(storage.ID) error) error {
	var ids [256]storage.ID
	for cursor, done := uint64(0), false; !done; {
		var n int
		n, cursor, done = scan(cursor, ids[:])
		for _, id := range ids[:n] {
			if err := cmp.Or(st.tick(), each(id)); err != nil {
				return err
			}
		}
	}
	return nil
}

func nodeTypeProperties(st *State, _ []value.Value, yield yielding) error {
	all := censuses{}
	err := st.eachNode(func(id storage.ID) error {
		names := st.labelNames(id)
		slices.Sort(names)
		st.eachProperty(value.NodeReference(int64(id)), all.of(names).add)
		return nil
	})
	if err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if err := all[key].rows([]value.Value{value.OfString(key), ofTexts(all[key].names)}, yield); err != nil {
			return err
		}
	}
	return nil
}

func relTypeProperties(st *State, _ []value.Value, yield yielding) error {
	all := censuses{}
	err := st.eachRelationship(func(id storage.ID) error {
		_, _, t := st.View.Ends(id)
		st.eachProperty(value.RelationshipReference(int64(id)), all.of([]string{st.View.TypeName(t)}).add)
		return nil
	})
	if err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if err := all[key].rows([]value.Value{value.OfString(key)}, yield); err != nil {
			return err
		}
	}
	return nil
}

// link is a type of relationship between two labels.
type link struct {
	from, to storage.Label
	typ      storage.Type
}

// visualization makes up a node for each label and a relationship for each link
// between two; their ids are below zero.
func visualization(st *State, _ []value.Value, yield yielding) error {
	links := map[link]bool{}
	err := st.eachRelationship(func(id storage.ID) error {
		start, end, t := st.View.Ends(id)
		for _, from := range st.View.NodeLabels(start) {
			for _, to := range st.View.NodeLabels(end) {
				links[link{from, to, t}] = true
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	var nodes, relationships []value.Value
	ids := map[storage.Label]int64{}
	for _, name := range st.View.Labels() {
		label, _ := st.View.Label(name)
		ids[label] = -int64(len(nodes)) - 1
		nodes = append(nodes, st.labelNode(ids[label], name))
	}
	ordered := slices.SortedFunc(maps.Keys(links), func(a, b link) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.typ, b.typ))
	})
	for i, l := range ordered {
		name := st.View.TypeName(l.typ)
		properties := &value.Mapping{}
		properties.Set("name", value.OfString(name))
		relationships = append(relationships, value.OfRelationship(&value.RelationshipData{
			ID: -int64(i) - 1, Start: ids[l.from], End: ids[l.to], Type: name, Properties: properties,
		}))
	}
	return yield([]value.Value{value.OfList(nodes), value.OfList(relationships)})
}

func (st *State) labelNode(id int64, label string) value.Value {
	var indexed, constrained []string
	for _, ix := range st.View.Indexes() {
		properties := strings.Join(ix.Properties, ",")
		if !ix.Relationship && ix.Constraint == "" && slices.Contains(ix.Labels, label) && !slices.Contains(indexed, properties) {
			indexed = append(indexed, properties)
		}
	}
	for i, c := range st.View.Constraints() {
		if !c.Relationship && c.Label == label {
			constrained = append(constrained, fmt.Sprintf("Constraint( id=%d, name='%s', type='%s', schema=(:%s {%s}) )",
				i+1, c.Name, constraintType(c), label, strings.Join(c.Properties, ", ")))
		}
	}
	properties := &value.Mapping{}
	properties.Set("name", value.OfString(label))
	properties.Set("indexes", ofTexts(indexed))
	properties.Set("constraints", ofTexts(constrained))
	return value.OfNode(&value.NodeData{ID: id, Labels: []string{label}, Properties: properties})
}
