package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Value is the graph of a dataset as it stands in a database: nodes and
// relationships with all that is computed, in a fixed order.
type Value struct {
	Release       string // SHA-256 of the canonical form, hexadecimal
	Edition       int    // see Edition; no part of the canonical form
	Nodes         []ValueNode
	Relationships []ValueRelationship
}

// ValueNode is a node of the loaded graph, known by its key.
type ValueNode struct {
	Key        string         `json:"key"`
	Labels     []string       `json:"labels"` // the first is the label of the key
	Properties map[string]any `json:"properties"`
}

// ValueRelationship is a relationship of the loaded graph. Identity holds the
// properties that tell it from others of its type between the same nodes.
type ValueRelationship struct {
	Type       string         `json:"type"`
	From       string         `json:"from"`
	To         string         `json:"to"`
	Identity   map[string]any `json:"identity"`
	Properties map[string]any `json:"properties"`
}

// ShortRelease is how much of a release people are shown.
const ShortRelease = 12

// Build computes the graph of a dataset that Check has passed: standings
// (rule 4), the projection of claims (rule 5), the record.
func Build(ds *Dataset) *Value {
	b := &builder{standings: Standings(ds), label: map[string]string{}, value: &Value{Edition: Edition()}}
	for _, n := range ds.Nodes {
		b.label[n.Key] = n.Label
	}
	for _, n := range ds.Nodes {
		b.node(n)
	}
	for _, c := range ds.Claims {
		b.claim(c)
	}
	for _, r := range ds.Readings {
		for _, p := range r.Passages {
			b.passage(p)
		}
	}
	b.value.sort()
	b.value.Release = b.value.hash()
	return b.value
}

type builder struct {
	standings map[string]Standing
	label     map[string]string
	value     *Value
}

func (b *builder) add(key string, labels []string, properties map[string]any) {
	properties["uuid"] = ID(key)
	b.value.Nodes = append(b.value.Nodes, ValueNode{key, labels, properties})
}

func (b *builder) relate(kind, from, to string, identity, properties map[string]any) {
	if identity == nil {
		identity = map[string]any{}
	}
	if properties == nil {
		properties = map[string]any{}
	}
	b.value.Relationships = append(b.value.Relationships, ValueRelationship{kind, from, to, identity, properties})
}

func (b *builder) relateAll(kind, from string, to []string) {
	for _, key := range to {
		b.relate(kind, from, key, nil, nil)
	}
}

func (b *builder) node(n Node) {
	properties := map[string]any{"name": n.Name}
	for name, v := range n.Properties {
		properties[name] = v
	}
	if len(n.Aliases) > 0 {
		properties["aliases"] = n.Aliases
	}
	if n.Note != "" {
		properties["note"] = n.Note
	}
	carried := []string{n.Label}
	for _, l := range labels {
		if l.Name == n.Label && l.Also != "" {
			carried = append(carried, l.Also)
		}
	}
	if standing, ok := b.standings[n.Key]; ok {
		standing.put(properties)
	}
	b.add(n.Key, carried, properties)
	for _, kind := range sortedKeys(n.Frame) {
		for _, key := range n.Frame[kind] {
			b.relate(kind, n.Key, key, map[string]any{"basis": "frame"}, nil)
		}
	}
	for _, kind := range sortedKeys(n.Roles) {
		b.relateAll(kind, n.Key, n.Roles[kind])
	}
	for _, kind := range sortedKeys(n.Links) {
		b.relateAll(kind, n.Key, n.Links[kind])
	}
	for _, e := range n.Elements {
		b.relate("HAS_ELEMENT", n.Key, e.Node, map[string]any{"kind": e.Kind}, nil)
	}
}

func (s Standing) put(properties map[string]any) {
	properties["standing"] = s.Standing
	properties["for"] = int64(s.For)
	properties["against"] = int64(s.Against)
	properties["qualified"] = int64(s.Qualified)
	properties["unknown"] = int64(s.Unknown)
	properties["documents"] = s.Documents
	properties["evidence"] = s.Evidence
}

func (b *builder) claim(c Claim) {
	standing := b.standings[c.Key]
	properties := map[string]any{"name": c.Text, "text": c.Text, "type": c.Type, "topic": c.Topic, "polarity": c.Polarity}
	if c.Mode != "" {
		properties["mode"] = c.Mode
	}
	for name, v := range c.Properties {
		properties[name] = v
	}
	standing.put(properties)
	b.add(c.Key, []string{"Claim"}, properties)
	b.relateAll(About, c.Key, c.About)
	for _, kind := range sortedKeys(c.Roles) {
		b.relateAll(kind, c.Key, c.Roles[kind])
	}
	b.relateAll("CONTRADICTS", c.Key, c.Contradicts)
	b.relateAll("SUPPORTS", c.Key, c.Supports)
	if c.Type == About {
		return
	}
	b.relate("SUBJECT", c.Key, c.Subject, nil, nil)
	b.relate("OBJECT", c.Key, c.Object, nil, nil)
	if Projects(c, standing) {
		b.project(c, standing)
	}
}

// Projects reports whether a claim becomes a plain relationship (rule 5).
func Projects(c Claim, s Standing) bool {
	plain := c.Polarity == "positive" && (c.Mode == "is" || c.Mode == "")
	return c.Type != About && plain && s.Standing != "reported"
}

func (b *builder) project(c Claim, s Standing) {
	properties := map[string]any{
		"standing": s.Standing, "for": int64(s.For), "against": int64(s.Against),
		"documents": s.Documents, "evidence": s.Evidence, "hedge": s.Hedge,
	}
	for name, v := range c.Properties {
		properties[name] = v
	}
	b.relate(c.Type, c.Subject, c.Object, map[string]any{"claim": c.Key}, properties)
}

func (b *builder) passage(p Passage) {
	key := p.Key()
	name := strings.TrimPrefix(p.Document, "doc:") + " " + p.At()
	properties := map[string]any{
		"name": name, "hash": p.Mark.Hash, "occurrence": int64(p.Mark.Occurrence),
		"paragraph": int64(p.Paragraph), "sentence": int64(p.Sentence),
	}
	if len(p.Notes) > 0 {
		notes := make([]string, len(p.Notes))
		for i, n := range p.Notes {
			notes[i] = fmt.Sprint(n)
		}
		properties["notes"] = notes
	}
	if p.None != "" {
		properties["none"] = p.None
	}
	b.add(key, []string{"Passage"}, properties)
	b.relate("IN", key, p.Document, nil, nil)
	if p.Work != "" {
		b.relate("REFERS_TO", p.Document, p.Work, map[string]any{"passage": key}, map[string]any{"basis": "frame"})
	}
	for _, e := range p.Evidence {
		b.evidence(p, e)
	}
}

func (b *builder) evidence(p Passage, e Evidence) {
	key := EvidenceKey(p, e)
	b.add(key, []string{"Evidence"}, map[string]any{
		"name": e.Paraphrase, "stance": e.Stance, "hedge": e.Hedge, "reading": e.Reading, "paraphrase": e.Paraphrase,
	})
	b.relate("BEARS_ON", key, e.On, nil, nil)
	b.relate("CITES", key, p.Key(), nil, nil)
	b.relate("VOICES", key, e.Voice, nil, nil)
}

func (v *Value) sort() {
	slices.SortFunc(v.Nodes, func(a, b ValueNode) int { return strings.Compare(a.Key, b.Key) })
	slices.SortFunc(v.Relationships, func(a, b ValueRelationship) int {
		return strings.Compare(a.String(), b.String())
	})
}

// String names a relationship: from, type, identity, to.
func (r ValueRelationship) String() string {
	identity, _ := json.Marshal(r.Identity) // strings only
	return r.From + " " + r.Type + string(identity) + " " + r.To
}

// hash is the SHA-256 of the canonical form: one JSON object a line, nodes and
// then relationships, both sorted, object keys sorted.
func (v *Value) hash() string {
	sum := sha256.New()
	lines := json.NewEncoder(sum)
	for _, n := range v.Nodes {
		if err := lines.Encode(n); err != nil {
			panic(err) // plain values into a hash
		}
	}
	for _, r := range v.Relationships {
		if err := lines.Encode(r); err != nil {
			panic(err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}
