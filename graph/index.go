package graph

import (
	"fmt"
	"slices"
	"strconv"
)

// Index finds the parts of a dataset by key.
type Index struct {
	Nodes  map[string]Node
	Claims map[string]Claim
}

// NewIndex indexes a dataset.
func NewIndex(ds *Dataset) *Index {
	x := &Index{Nodes: make(map[string]Node, len(ds.Nodes)), Claims: make(map[string]Claim, len(ds.Claims))}
	for _, n := range ds.Nodes {
		x.Nodes[n.Key] = n
	}
	for _, c := range ds.Claims {
		x.Claims[c.Key] = c
	}
	return x
}

// Negative reports whether key is a claim of negative polarity.
func (x *Index) Negative(key string) bool { return x.Claims[key].Polarity == "negative" }

// Mode returns the mode of a claim; empty for anything else.
func (x *Index) Mode(key string) string { return x.Claims[key].Mode }

// Recorded gives all that the dataset has of a passage, as texts: paraphrases,
// the statements and figures that it supports, and the names of their ends and
// of the voices.
func (x *Index) Recorded(p Passage) []string {
	var texts []string
	for _, e := range p.Evidence {
		texts = append(texts, e.Paraphrase)
		texts = append(texts, x.names(e.Voice)...)
		if c, ok := x.Claims[e.On]; ok {
			texts = append(texts, x.claimTexts(c)...)
			continue
		}
		texts = append(texts, x.nodeTexts(x.Nodes[e.On])...)
	}
	return texts
}

// names gives what a node is called, with the body that a body or person
// belongs to.
func (x *Index) names(key string) []string {
	n := x.Nodes[key]
	names := append([]string{n.Name}, n.Aliases...)
	if n.Label == "Person" || n.Label == "Organisation" {
		for _, whole := range n.Frame["PART_OF"] {
			names = append(append(names, x.Nodes[whole].Name), x.Nodes[whole].Aliases...)
		}
	}
	return names
}

func (x *Index) claimTexts(c Claim) []string {
	texts := append(propertyTexts(c.Properties), c.Text)
	texts = append(texts, x.names(c.Subject)...)
	texts = append(texts, x.names(c.Object)...)
	for _, key := range c.About {
		texts = append(texts, x.names(key)...)
	}
	return append(texts, x.endTexts(c.Roles)...)
}

func (x *Index) nodeTexts(n Node) []string {
	texts := append(propertyTexts(n.Properties), n.Name, n.Note)
	texts = append(texts, n.Aliases...)
	texts = append(texts, x.endTexts(n.Roles)...)
	texts = append(texts, x.endTexts(n.Links)...)
	for _, e := range n.Elements {
		texts = append(texts, x.names(e.Node)...)
	}
	return texts
}

func (x *Index) endTexts(ends map[string][]string) []string {
	var texts []string
	for _, name := range sortedKeys(ends) {
		for _, key := range ends[name] {
			texts = append(texts, x.names(key)...)
		}
	}
	return texts
}

func propertyTexts(properties map[string]any) []string {
	var texts []string
	for _, name := range sortedKeys(properties) {
		switch v := properties[name].(type) {
		case []string:
			texts = append(texts, slices.Clone(v)...)
		case float64:
			texts = append(texts, strconv.FormatFloat(v, 'f', -1, 64))
		default:
			texts = append(texts, fmt.Sprint(v))
		}
	}
	return texts
}
