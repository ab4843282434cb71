package graph

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// This file is what users add beside the dataset: a layer, known by its name,
// made of items that each say who added them and when. A layer is kept as text,
// one item a line, in the form in which items can be added; the graph of it is
// made anew from all of them, as standings are of all evidence.

// Layer is what users keep in the graph under a name of their own.
type Layer struct {
	Name  string
	Items []Item
}

// Item is one thing of a layer: a node, a claim, a line of evidence or a
// relationship without a claim.
type Item struct {
	By, At string // who added it and when (RFC 3339); empty: whoever adds it now
	Where  Position

	kind         string         // one of itemKinds
	fields       map[string]any // as they are written
	node         Node
	claim        Claim
	evidence     Evidence
	place        place // of the evidence
	relationship assertion
}

var itemKinds = []string{"node", "claim", "relationship", "evidence"}

// assertion is a relationship that somebody asserts, without a claim.
type assertion struct {
	kind, subject, object string
	properties            map[string]any
}

// place is where evidence stands: in a passage of the dataset, or in a sentence
// of a document.
type place struct {
	passage             string // key; or
	document            string
	paragraph, sentence int
	mark                Mark
}

// key is that of the passage, as the dataset would have it.
func (p place) key() string {
	if p.passage != "" {
		return p.passage
	}
	return p.made().Key()
}

// made is the passage of a sentence.
func (p place) made() Passage {
	return Passage{Document: p.document, Paragraph: p.paragraph, Sentence: p.sentence, Mark: p.mark}
}

// LayerNames says what a layer may be called.
const LayerNames = "lower-case letters, digits and hyphens, at most 64"

var layerName = regexp.MustCompile(`^[a-z0-9-]{1,64}$`)

// IsLayerName says whether a layer may be called so.
func IsLayerName(name string) bool { return layerName.MatchString(name) }

// identity is what an item of a later import takes the place of.
func (i Item) identity() string {
	switch i.kind {
	case "node":
		return i.node.Key
	case "claim":
		return i.claim.Key
	case "evidence":
		return fmt.Sprint("evidence of ", i.evidence.Voice, " on ", i.evidence.On, " in ", i.place.key())
	}
	return fmt.Sprint(i.relationship.kind, " from ", i.relationship.subject, " to ", i.relationship.object)
}

// Stamp says of items that do not say it who adds them and when.
func Stamp(items []Item, by, at string) []Item {
	out := slices.Clone(items)
	for i := range out {
		out[i].By, out[i].At = cmp.Or(out[i].By, by), cmp.Or(out[i].At, at)
	}
	return out
}

// Merged counts what an import does to the items of a layer.
type Merged struct{ Added, Changed, Same, Dropped int }

// Merge adds items to a layer. One that says the same as an item before
// leaves that as it is; one of the same identity takes its place. With replace
// what is not among the new ones goes.
func (l Layer) Merge(items []Item, replace bool) (Layer, Merged) {
	var done Merged
	out := Layer{Name: l.Name}
	later := make(map[string]Item, len(items))
	for _, item := range items {
		later[item.identity()] = item
	}
	stood := map[string]bool{}
	for _, old := range l.Items {
		stood[old.identity()] = true
		item, again := later[old.identity()]
		switch {
		case again && !item.same(old):
			done.Changed++
			out.Items = append(out.Items, item)
			continue
		case again:
			done.Same++
		case replace:
			done.Dropped++
			continue
		}
		out.Items = append(out.Items, old)
	}
	for _, item := range items {
		if !stood[item.identity()] {
			done.Added++
			out.Items = append(out.Items, item)
		}
	}
	return out, done
}

func (i Item) same(other Item) bool {
	return i.kind == other.kind && bytes.Equal(jsonOf(i.fields), jsonOf(other.fields))
}

// jsonOf writes values that were read from JSON or a table.
func jsonOf(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // plain values into memory
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// Text writes the layer as JSON, one item a line: what ReadLines reads.
func (l Layer) Text() string {
	var b strings.Builder
	for _, item := range l.Items {
		fields := jsonOf(item.fields)
		if item.kind == "evidence" {
			fields = append(append([]byte("["), fields...), ']')
		}
		fmt.Fprintf(&b, "{\"by\":%s,\"at\":%s,%q:%s}\n", jsonOf(item.By), jsonOf(item.At), item.kind, fields)
	}
	return b.String()
}

// keys gives the keys that an item defines or names.
func (i Item) keys() []string {
	switch i.kind {
	case "node":
		keys := []string{i.node.Key}
		for _, ends := range []map[string][]string{i.node.Frame, i.node.Roles, i.node.Links} {
			keys = append(keys, keysOf(ends)...)
		}
		for _, e := range i.node.Elements {
			keys = append(keys, e.Node)
		}
		if voice, speaks := i.node.Properties["speaks_for"].(string); speaks {
			keys = append(keys, voice)
		}
		return keys
	case "claim":
		c := i.claim
		keys := append([]string{c.Key}, c.About...)
		keys = append(append(append(keys, c.Contradicts...), c.Supports...), keysOf(c.Roles)...)
		if c.Type != About {
			keys = append(keys, c.Subject, c.Object)
		}
		return keys
	case "evidence":
		keys := []string{i.evidence.On, i.evidence.Voice, i.place.key()}
		if i.place.passage == "" {
			keys = append(keys, i.place.document)
		}
		return keys
	}
	return []string{i.relationship.subject, i.relationship.object}
}

func keysOf(ends map[string][]string) []string {
	var keys []string
	for _, name := range sortedKeys(ends) {
		keys = append(keys, ends[name]...)
	}
	return keys
}

// Keys gives all keys that the items define or name, each once, by label. What
// has no prefix of the model is left out: no node of it could be meant.
func (l Layer) Keys() map[string][]string {
	out, seen := map[string][]string{}, map[string]bool{}
	for _, item := range l.Items {
		for _, key := range item.keys() {
			if label, ok := LabelOf(key); ok && !seen[key] {
				seen[key] = true
				out[label.Name] = append(out[label.Name], key)
			}
		}
	}
	return out
}
