// Package exchange writes a graph in the formats of other tools. It takes nodes
// and relationships as plain values and knows neither database nor HTTP. The same
// graph is written as the same bytes, whatever order it comes in.
package exchange

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"corridor/graph"
)

// Node is a node. Its properties are bool, int64, float64, string, []byte, and
// lists of these as []any.
type Node struct {
	ID         string // any at first; New makes it the key where that tells the node from all others
	Labels     []string
	Properties map[string]any
}

// Relationship is a relationship; Start and End are IDs of nodes. New gives it an
// ID of its ends, its type and what tells it from others.
type Relationship struct {
	ID, Type, Start, End string
	Properties           map[string]any
}

// Graph is what is written: New makes one.
type Graph struct {
	Nodes         []Node         // by ID
	Relationships []Relationship // by ID
	Release       string         // hash of the release that it has; empty for none
	Edition       int64          // its number
}

// New puts a graph in order and gives its parts lasting names. Every end of a
// relationship must be among the nodes.
func New(nodes []Node, relationships []Relationship) (*Graph, error) {
	g := &Graph{Nodes: slices.Clone(nodes), Relationships: slices.Clone(relationships)}
	for i, n := range g.Nodes {
		g.Nodes[i].Labels = ordered(n.Labels, n.Key())
	}
	names := g.name()
	for i, r := range g.Relationships {
		start, known := names[r.Start]
		end, alsoKnown := names[r.End]
		if !known || !alsoKnown {
			return nil, fmt.Errorf("a relationship %s lacks an end", r.Type)
		}
		g.Relationships[i].Start, g.Relationships[i].End = start, end
	}
	slices.SortFunc(g.Nodes, func(a, b Node) int { return cmp.Compare(a.ID, b.ID) })
	g.nameRelationships()
	g.find()
	return g, nil
}

// find says which release the graph has: by the release's own node, or where it
// is only a part of it, such as an answer, by what its nodes say of themselves.
func (g *Graph) find() {
	said := map[string]bool{}
	for _, n := range g.Nodes {
		release, _ := n.Properties["release"].(string)
		if slices.Contains(n.Labels, "Release") {
			if n.Properties["loaded"] == true {
				g.Release = release
				g.Edition, _ = n.Properties["edition"].(int64)
				return
			}
			continue
		}
		if release != "" {
			said[release] = true
		}
	}
	if len(said) == 1 {
		g.Release = slices.Collect(maps.Keys(said))[0]
	}
}

// ordered are the labels of a node, first the one that its key is of: databases
// give them in no order of their own.
func ordered(labels []string, key string) []string {
	main, _ := graph.LabelOf(key)
	out := append([]string{}, labels...) // never nil, which JSON would call null
	slices.Sort(out)
	if at := slices.Index(out, main.Name); at > 0 {
		out = slices.Insert(slices.Delete(out, at, at+1), 0, main.Name)
	}
	return out
}

// name gives the nodes their keys as IDs where no two have the same, and returns
// the new ones by the old. A user's node may have no key.
func (g *Graph) name() map[string]string {
	times := map[string]int{}
	for _, n := range g.Nodes {
		times[n.Key()]++
		times[n.ID]++
	}
	names := make(map[string]string, len(g.Nodes))
	for i, n := range g.Nodes {
		name := n.ID
		if key := n.Key(); key != "" && times[key] == 1 {
			name = key
		}
		names[n.ID] = name
		g.Nodes[i].ID = name
	}
	return names
}

// nameRelationships tells those of one type between the same nodes by their
// claim, and where they have none by their properties, in order.
func (g *Graph) nameRelationships() {
	type described struct {
		Relationship
		content []byte
	}
	all := make([]described, len(g.Relationships))
	for i, r := range g.Relationships {
		r.ID = r.Start + " " + r.Type + " " + r.End
		if claim := text(r.Properties, "claim"); claim != "" {
			r.ID += " " + claim
		}
		all[i] = described{r, jsonOf(r.Properties)}
	}
	slices.SortFunc(all, func(a, b described) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), bytes.Compare(a.content, b.content))
	})
	last, times := "", 1
	for i, r := range all {
		if r.ID == last {
			times++
			r.ID += " " + strconv.Itoa(times)
		} else {
			last, times = r.ID, 1
		}
		g.Relationships[i] = r.Relationship
	}
}

// Key is the key of a node, or empty.
func (n Node) Key() string {
	return text(n.Properties, "key")
}

// Name is what people call a node.
func (n Node) Name() string {
	return cmp.Or(text(n.Properties, "name"), n.ID)
}

// is reports whether a node has a label.
func (n Node) is(label string) bool { return slices.Contains(n.Labels, label) }

// text is a property that is one, or empty.
func text(properties map[string]any, name string) string {
	t, _ := properties[name].(string)
	return t
}

// texts are the items of a property that are texts.
func texts(properties map[string]any, name string) []string {
	items, _ := properties[name].([]any)
	out := make([]string, 0, len(items))
	for _, item := range items {
		if t, isText := item.(string); isText {
			out = append(out, t)
		}
	}
	return out
}

// identifier is a UUID that is the same for the same name in every export.
func identifier(name string) string { return graph.ID(name) }

// jsonOf is a value as JSON in one line. A number with a fraction keeps it: 3.0
// is read back as what it was.
func jsonOf(v any) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(fractioned(v)); err != nil {
		panic(err) // plain values only
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func fractioned(v any) any {
	switch v := v.(type) {
	case float64:
		return json.RawMessage(floatText(v))
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = fractioned(item)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, item := range v {
			out[name] = fractioned(item)
		}
		return out
	case []map[string]any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = fractioned(item)
		}
		return out
	}
	return v
}

// floatText writes a number so that it is read as one with a fraction.
func floatText(f float64) string {
	b := strconv.AppendFloat(nil, f, 'g', -1, 64)
	if !bytes.ContainsAny(b, ".e") {
		b = append(b, ".0"...)
	}
	return string(b)
}

// object is properties beside fixed members. A property that is called like one of
// the reserved names gets a line below it at the end.
func object(fixed, properties map[string]any, reserved ...string) map[string]any {
	out := maps.Clone(fixed)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		out[free(name, func(name string) bool {
			_, taken := fixed[name]
			return taken || slices.Contains(reserved, name)
		}, properties)] = properties[name]
	}
	return out
}

// free is a name that is neither taken nor that of another property.
func free(name string, taken func(string) bool, properties map[string]any) string {
	if !taken(name) {
		return name
	}
	for name += "_"; taken(name) || has(properties, name); {
		name += "_"
	}
	return name
}

func has(properties map[string]any, name string) bool {
	_, there := properties[name]
	return there
}
