package exchange

import (
	"encoding/base64"
	"regexp"
	"strings"
)

// The names of things in RDF. They are no addresses: nothing is served there.
const (
	nodeIRI     = "urn:corridor:node:"
	labelIRI    = "urn:corridor:label:"
	typeIRI     = "urn:corridor:relationship:"
	propertyIRI = "urn:corridor:property:"
)

// linkedContext shortens the names in the file.
var linkedContext = map[string]any{
	"@version": 1.1,
	"@vocab":   propertyIRI,
	"label":    map[string]any{"@id": labelIRI, "@prefix": true},
	"rel":      map[string]any{"@id": typeIRI, "@prefix": true},
	"rdf":      "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
	"prov":     "http://www.w3.org/ns/prov#",
	"xsd":      "http://www.w3.org/2001/XMLSchema#",
}

// jsonLD writes JSON-LD 1.1. A relationship is a triple, and a statement about it
// with its properties. What rests on evidence was derived from that (PROV-O), evidence
// from its passage, and a passage has its document as primary source; evidence is
// attributed to its voice.
func jsonLD(w *writer, g *Graph) {
	l := linkedOf(g)
	w.text(`{"@context": `)
	w.json(linkedContext)
	w.text(",\n\"@graph\": ")
	w.list(len(g.Nodes)+len(g.Relationships), func(i int) any {
		if i < len(g.Nodes) {
			return l.node(g.Nodes[i])
		}
		return l.statement(g.Relationships[i-len(g.Nodes)])
	})
	w.text("}\n")
}

// linked knows of each node what leaves it.
type linked struct {
	nodes map[string]Node
	out   map[string][]Relationship
	heard map[string]bool // nodes that are voices
}

func linkedOf(g *Graph) linked {
	l := linked{nodes: map[string]Node{}, out: map[string][]Relationship{}, heard: map[string]bool{}}
	for _, n := range g.Nodes {
		l.nodes[n.ID] = n
	}
	for _, r := range g.Relationships {
		l.out[r.Start] = append(l.out[r.Start], r)
		if r.Type == "VOICES" {
			l.heard[r.End] = true
		}
	}
	return l
}

func (l linked) node(n Node) map[string]any {
	out := map[string]any{"@id": nodeIRI + escapedIRI(n.ID)}
	types := []any{}
	for _, label := range n.Labels {
		types = append(types, "label:"+escapedIRI(label))
	}
	addProperties(out, n.Properties)
	isEntity := addEvidence(out, n.Properties)
	for _, r := range l.out[n.ID] {
		end := map[string]any{"@id": nodeIRI + escapedIRI(r.End)}
		appendTo(out, "rel:"+escapedIRI(r.Type), end)
		if term := l.provenance(n, r); term != "" {
			appendTo(out, term, end)
		}
	}
	if isEntity || n.is("Evidence") || n.is("Passage") || n.is("Document") {
		types = append(types, "prov:Entity")
	}
	if l.heard[n.ID] {
		types = append(types, "prov:Agent")
	}
	if len(types) > 0 {
		out["@type"] = types
	}
	return out
}

// provenance is the word of PROV-O for a relationship of the record, or empty.
func (l linked) provenance(from Node, r Relationship) string {
	switch {
	case from.is("Evidence") && r.Type == "CITES":
		return "prov:wasDerivedFrom"
	case from.is("Evidence") && r.Type == "VOICES":
		return "prov:wasAttributedTo"
	case from.is("Passage") && r.Type == "IN" && l.nodes[r.End].is("Document"):
		return "prov:hadPrimarySource"
	}
	return ""
}

func (l linked) statement(r Relationship) map[string]any {
	types := []any{"rdf:Statement"}
	out := map[string]any{
		"@id":           "urn:uuid:" + identifier(r.ID),
		"rdf:subject":   map[string]any{"@id": nodeIRI + escapedIRI(r.Start)},
		"rdf:predicate": map[string]any{"@id": "rel:" + escapedIRI(r.Type)},
		"rdf:object":    map[string]any{"@id": nodeIRI + escapedIRI(r.End)},
	}
	addProperties(out, r.Properties)
	if addEvidence(out, r.Properties) {
		types = append(types, "prov:Entity")
	}
	out["@type"] = types
	return out
}

// addEvidence says from what a thing was derived, where it rests on evidence.
func addEvidence(to, properties map[string]any) bool {
	evidence := texts(properties, "evidence")
	for _, key := range evidence {
		appendTo(to, "prov:wasDerivedFrom", map[string]any{"@id": nodeIRI + escapedIRI(key)})
	}
	return len(evidence) > 0
}

func appendTo(to map[string]any, term string, v any) {
	list, _ := to[term].([]any)
	to[term] = append(list, v)
}

// plainTerm is a name that stands for itself in JSON-LD.
var plainTerm = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

func addProperties(to, properties map[string]any) {
	for name, v := range properties {
		if _, shortened := linkedContext[name]; shortened || !plainTerm.MatchString(name) {
			name = propertyIRI + escapedIRI(name)
		}
		to[name] = linkedValue(v)
	}
}

func linkedValue(v any) any {
	switch v := v.(type) {
	case float64: // JSON does not tell 3.0 from 3
		return map[string]any{"@value": v, "@type": "xsd:double"}
	case []byte:
		return map[string]any{"@value": base64.StdEncoding.EncodeToString(v), "@type": "xsd:base64Binary"}
	case []any:
		items := make([]any, len(v))
		for i, item := range v {
			items[i] = linkedValue(item)
		}
		return map[string]any{"@list": items}
	}
	return v
}

// escapedIRI writes a name as a part of an IRI: what is neither a letter, a digit
// nor one of a few marks is a percent sign and two digits for each byte.
func escapedIRI(name string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(name) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte(":~._-", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteString("%" + string(digits[c>>4]) + string(digits[c&15]))
	}
	return b.String()
}
