package graph

import (
	"maps"
	"slices"
	"strings"
)

// Known is a node that stands in the graph already.
type Known struct {
	Released   bool   // it is of the dataset
	Layer      string // that it is of; empty for a node of the dataset, or added otherwise
	Properties map[string]any
	Document   string // key, of a passage
}

// Build checks a layer against the model and against what stands in the graph,
// of which it must be told all keys that it names and that are there, its own
// left out. It gives the graph of the layer, or the faults.
//
// Every node and relationship carries layer, by and at. The keys of passages and
// evidence are made, and end with the layer's name, so that those of no release
// can be the same.
func (l Layer) Build(known map[string]Known) (*Value, error) {
	b := &layerBuilder{layer: l, known: known, ds: &Dataset{}, stamps: map[string]stamp{}, renamed: map[string]string{}}
	b.dataset()
	if faults := b.check(); len(faults) > 0 {
		return nil, faults
	}
	return b.build(), nil
}

type layerBuilder struct {
	layer   Layer
	known   map[string]Known
	ds      *Dataset          // the layer as a dataset would have it
	stamps  map[string]stamp  // by key of a node, or name of an assertion
	renamed map[string]string // keys of passages and evidence
	faults  Faults
}

// dataset makes of the items what Check and Build know. Each line of evidence is
// a reading of its own: that keeps their order.
func (b *layerBuilder) dataset() {
	for _, item := range b.layer.Items {
		s := stamp{item.By, item.At}
		switch item.kind {
		case "node":
			b.ds.Nodes = append(b.ds.Nodes, item.node)
			b.stamps[item.node.Key] = s
		case "claim":
			claim := item.claim
			claim.Topic = b.layer.Name
			b.ds.Claims = append(b.ds.Claims, claim)
			b.stamps[claim.Key] = s
		case "evidence":
			p, sound := b.passage(item)
			if !sound {
				continue
			}
			p.Evidence, p.Where = []Evidence{item.evidence}, item.Where
			b.ds.Readings = append(b.ds.Readings, Reading{Document: p.Document, Passages: []Passage{p}, Where: item.Where})
			if _, stands := b.known[p.Key()]; !stands {
				b.rename(p.Key(), s)
			}
			b.rename(EvidenceKey(p, item.evidence), s)
		}
	}
}

// rename makes a key that is made from others one of the layer.
func (b *layerBuilder) rename(key string, s stamp) {
	if _, done := b.renamed[key]; done {
		return // a passage with more evidence
	}
	b.renamed[key] = key + "~" + b.layer.Name
	b.stamps[b.renamed[key]] = s
}

// passage is where evidence stands.
func (b *layerBuilder) passage(item Item) (Passage, bool) {
	if item.place.passage == "" {
		return item.place.made(), true
	}
	known, stands := b.known[item.place.passage]
	if !stands || !known.Released || known.Document == "" {
		b.fault(item.Where, "passage: the dataset has none with the key "+item.place.passage+": give document, at and words of another")
		return Passage{}, false
	}
	hash, _ := known.Properties["hash"].(string)
	number := func(name string) int {
		n, _ := known.Properties[name].(int64)
		return int(n)
	}
	return Passage{Document: known.Document, Paragraph: number("paragraph"), Sentence: number("sentence"),
		Mark: Mark{Hash: hash, Occurrence: number("occurrence")}}, true
}

func (b *layerBuilder) fault(where Position, what string) {
	b.faults = append(b.faults, Fault{where, what})
}

// check runs the checks of the dataset on the layer, with what stands in the
// graph as known to them.
func (b *layerBuilder) check() Faults {
	c := &checker{ds: b.ds, label: map[string]string{}, used: map[string]bool{}, borne: map[string]bool{},
		speakers: map[string]bool{}, readings: map[string]bool{}, statements: map[string]Claim{}}
	c.keys()
	for key, known := range b.known {
		label, _ := LabelOf(key)
		c.label[key] = label.Name
		c.speakers[key] = known.Properties["speaks_for"] != nil
		if label.Name == "Claim" {
			kind, _ := known.Properties["type"].(string)
			mode, _ := known.Properties["mode"].(string)
			c.statements[key] = Claim{Key: key, Type: kind, Mode: mode}
		}
	}
	for _, n := range b.ds.Nodes {
		b.own(n.Key, n.Where)
		c.node(n)
		b.frame(c, n)
	}
	for _, claim := range b.ds.Claims {
		b.own(claim.Key, claim.Where)
	}
	c.claims()
	lines := map[string]bool{}
	for _, r := range b.ds.Readings {
		p := r.Passages[0]
		c.ends(p.Where, "document", []string{p.Document}, []string{"Document"})
		c.readings[p.Document] = true
		c.evidence(p, p.Evidence[0])
		if key := EvidenceKey(p, p.Evidence[0]); lines[key] {
			c.problem(p.Where, "a second line of %s on %s in one passage: join them", p.Evidence[0].Voice, p.Evidence[0].On)
		} else {
			lines[key] = true
		}
	}
	for _, item := range b.layer.Items {
		if item.kind == "relationship" {
			c.assertion(item.Where, item.relationship)
		}
	}
	c.circles(b.layer.Items)
	c.rests()
	for _, p := range c.problems {
		b.faults = append(b.faults, Fault(p))
	}
	return b.faults
}

// own holds that a key is not one that stands for something else.
func (b *layerBuilder) own(key string, where Position) {
	known, stands := b.known[key]
	switch {
	case stands && known.Released:
		b.fault(where, "key "+key+" is that of a node of the dataset, which stays as it is: give yours another key, and say what you have to say of that one by claims, evidence or relationships")
	case stands && known.Layer != "":
		b.fault(where, "key "+key+" is that of a node of the layer "+known.Layer+": give yours another key")
	case stands:
		b.fault(where, "key "+key+" is that of a node that was added without a layer: give yours another key")
	}
}

// frame holds that ends of one label are that: the dataset has no node whose
// fields say otherwise, as its frame was written with care.
func (b *layerBuilder) frame(c *checker, n Node) {
	for _, name := range sortedKeys(n.Frame) {
		t, _ := TypeNamed(name)
		for _, key := range n.Frame[name] {
			if t.Same && c.label[key] != "" && c.label[key] != n.Label {
				c.problem(n.Where, "%s joins two of one label, not %s and %s", name, n.Label, c.label[key])
			}
		}
	}
}

// assertion checks a relationship without a claim.
func (c *checker) assertion(where Position, a assertion) {
	t, ok := TypeNamed(a.kind)
	if !ok {
		c.problem(where, "type %q is no relationship type: see docs/model.md", a.kind)
		return
	}
	c.ends(where, t.Name+" from", []string{a.subject}, t.From)
	c.ends(where, t.Name+" to", []string{a.object}, t.To)
	from, to := c.label[a.subject], c.label[a.object]
	if t.Same && from != to && from != "" && to != "" {
		c.problem(where, "%s joins two of one label, not %s and %s", t.Name, from, to)
	}
	c.properties(where, a.properties, t.Properties)
	for _, name := range t.Required {
		if _, ok := a.properties[name]; !ok {
			c.problem(where, "%s needs %s", t.Name, name)
		}
	}
	if len(t.Roles) > 0 {
		c.problem(where, "%s needs the role %s, which only a claim can have: add it as a claim with evidence", t.Name, strings.ToLower(t.Roles[0]))
	}
}

// rests holds that what needs evidence has it, and a document something that
// stands in it.
func (c *checker) rests() {
	for _, n := range c.ds.Nodes {
		if slices.Contains(typeOf(records, "BEARS_ON").To, n.Label) && !c.borne[n.Key] {
			c.problem(n.Where, "%s has no evidence: add what says so, and where it stands", n.Key)
		}
		if n.Label == "Document" && !c.readings[n.Key] {
			c.problem(n.Where, "%s: no evidence stands in it; a text that is only cited is a Work", n.Key)
		}
	}
	for _, claim := range c.ds.Claims {
		if !c.borne[claim.Key] {
			c.problem(claim.Where, "%s has no evidence: add what says so and where it stands; what only you assert is a relationship", claim.Key)
		}
	}
}

// build makes the graph: that of a dataset, marked as the layer's.
func (b *layerBuilder) build() *Value {
	heard := *b.ds
	heard.Nodes = slices.Clone(b.ds.Nodes)
	for _, key := range sortedKeys(b.known) { // whose voices are others'
		heard.Nodes = append(heard.Nodes, Node{Key: key, Properties: b.known[key].Properties})
	}
	made := &builder{standings: Standings(&heard), label: map[string]string{}, value: &Value{}}
	for _, n := range b.ds.Nodes {
		made.node(n)
	}
	for _, c := range b.ds.Claims {
		made.claim(c)
	}
	for _, r := range b.ds.Readings {
		made.passage(r.Passages[0])
	}
	out := &Value{}
	seen := map[string]bool{}
	for _, n := range made.value.Nodes {
		if n = b.ownNode(n); n.Key != "" && !seen[n.Key] {
			seen[n.Key] = true
			out.Nodes = append(out.Nodes, n)
		}
	}
	for _, r := range made.value.Relationships {
		if r = b.ownRelationship(r); r.Type != "" && !seen[r.String()] {
			seen[r.String()] = true
			out.Relationships = append(out.Relationships, r)
		}
	}
	for _, item := range b.layer.Items {
		if a := item.relationship; item.kind == "relationship" {
			r := ValueRelationship{a.kind, a.subject, a.object, map[string]any{"basis": "asserted"}, maps.Clone(a.properties)}
			if b.mark(r.Properties, stamp{item.By, item.At}); !seen[r.String()] { // a field of a node may say the same
				seen[r.String()] = true
				out.Relationships = append(out.Relationships, r)
			}
		}
	}
	out.sort()
	return out
}

// ownNode is a node as the layer has it; one without a key is a passage that
// stands in the graph.
func (b *layerBuilder) ownNode(n ValueNode) ValueNode {
	if _, stands := b.known[n.Key]; stands {
		return ValueNode{}
	}
	if key, made := b.renamed[n.Key]; made {
		n.Key = key
		n.Properties["uuid"] = ID(key)
	}
	b.mark(n.Properties, b.stamps[n.Key])
	return n
}

// ownRelationship is one as the layer has it; one without a type stands in the
// graph already.
func (b *layerBuilder) ownRelationship(r ValueRelationship) ValueRelationship {
	if _, stands := b.known[r.From]; stands && r.Identity["claim"] == nil {
		return ValueRelationship{} // the document of a passage of the dataset
	}
	r.From, r.To = b.renames(r.From), b.renames(r.To)
	by := r.From
	if claim, projected := r.Identity["claim"].(string); projected {
		by = claim
	}
	if r.Identity["basis"] == "frame" {
		r.Identity = map[string]any{"basis": "asserted"}
	}
	b.mark(r.Properties, b.stamps[by])
	return r
}

func (b *layerBuilder) renames(key string) string {
	if to, made := b.renamed[key]; made {
		return to
	}
	return key
}

// mark says of which layer something is; lists of evidence get the keys that it
// has there.
func (b *layerBuilder) mark(properties map[string]any, s stamp) {
	properties["layer"], properties["by"], properties["at"] = b.layer.Name, s.by, s.at
	if evidence, ok := properties["evidence"].([]string); ok {
		named := make([]string, len(evidence))
		for i, key := range evidence {
			named[i] = b.renames(key)
		}
		properties["evidence"] = named
	}
}
