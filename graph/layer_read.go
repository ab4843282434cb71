package graph

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Source is a file that items of a layer are read from.
type Source struct {
	Name string // its ending says what it is: .jsonl, .csv, .json
	Data []byte
}

// Marker makes the mark of a sentence, which is kept instead of its words.
type Marker func(sentence string) Mark

// Faults are places in files that cannot stand, and what to do. Its text shows
// the first of them.
type Faults []Fault

// shownFaults is how many faults a text shows: more help nobody.
const shownFaults = 20

// mostFaults is after how many a file is not read further.
const mostFaults = 1000

// Error writes a fault a line.
func (f Faults) Error() string {
	lines := make([]string, 0, shownFaults+1)
	for i, fault := range f {
		if i == shownFaults {
			lines = append(lines, fmt.Sprintf("and %d more", len(f)-i))
			break
		}
		lines = append(lines, fault.Error())
	}
	return strings.Join(lines, "\n")
}

// LayerFiles are the endings of files that ReadItems reads.
var LayerFiles = []string{".jsonl", ".ndjson", ".csv", ".json"}

// ReadItems reads files of items: JSON, one object a line (.jsonl, .ndjson), tables
// with the headers of neo4j-admin (.csv), graphs as nodes and links (.json). The
// error is Faults, each with file, line and column.
func ReadItems(sources []Source, mark Marker) ([]Item, error) {
	in := &intake{mark: mark}
	in.columns = true
	for _, s := range sources {
		in.source(s)
	}
	in.repeated()
	return in.result()
}

// ReadLines reads what Text wrote; name is for errors.
func ReadLines(name, text string) ([]Item, error) {
	in := &intake{}
	in.columns = true
	in.file = name
	in.lines([]byte(text))
	return in.result()
}

// intake reads items. It takes the fields of nodes and claims as the reader of
// the dataset does: what can be written there can be written here.
type intake struct {
	reader
	file  string
	mark  Marker
	items []Item
}

func (in *intake) result() ([]Item, error) {
	if len(in.faults) == 0 {
		return in.items, nil
	}
	faults := make(Faults, len(in.faults))
	for i, err := range in.faults {
		if !errors.As(err, &faults[i]) {
			panic(err) // the reader makes no others
		}
	}
	return nil, faults
}

func (in *intake) source(s Source) {
	in.file = s.Name
	data := bytes.TrimPrefix(s.Data, []byte("\xef\xbb\xbf"))
	if at := invalid(data); at >= 0 {
		in.fault(newPlaces(data).position(s.Name, at), "is not UTF-8 here: save the file as UTF-8")
		return
	}
	if at := bytes.IndexFunc(data, isControl); at >= 0 {
		in.fault(newPlaces(data).position(s.Name, at), "a control character, %U, stands here: take it out", data[at])
		return
	}
	switch ending := path.Ext(s.Name); strings.ToLower(ending) {
	case ".jsonl", ".ndjson":
		in.lines(data)
	case ".csv":
		in.table(data)
	case ".json":
		in.nodeLink(data)
	default:
		in.fault(Position{File: s.Name}, "a file that ends with %q is none of %s: name it by what it holds", ending, strings.Join(LayerFiles, ", "))
	}
}

// invalid is where data stops being UTF-8, or -1.
func invalid(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for at := 0; ; {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
}

// isControl says of a character that it is none of a text: other tools cannot take it.
func isControl(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f }

// repeated finds what the files give twice.
func (in *intake) repeated() {
	first := map[string]Position{}
	for _, item := range in.items {
		if at, twice := first[item.identity()]; twice {
			in.fault(item.Where, "%s stands already at %s: keep one", item.identity(), at)
			continue
		}
		first[item.identity()] = item.Where
	}
}

// lines reads JSON, one object a line; empty lines are passed over.
func (in *intake) lines(data []byte) {
	number := 0
	for line := range bytes.Lines(data) {
		if number++; len(in.faults) > mostFaults {
			return
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		n, fault := parseJSON(in.file, line, number)
		if fault != nil {
			in.faults = append(in.faults, *fault)
			continue
		}
		if m, ok := in.mapping(in.file, n); ok {
			in.line(m)
			in.unread(m)
		}
	}
}

// stamp is who added something and when.
type stamp struct{ by, at string }

func (in *intake) line(m mapping) {
	s := stamp{in.text(m, "by"), in.text(m, "at")}
	if _, err := time.Parse(time.RFC3339, s.at); s.at != "" && err != nil {
		in.fault(in.at(in.file, m.fields["at"]), "field at: %q is no moment such as 2026-01-31T12:00:00Z", s.at)
	}
	read := map[string]func(mapping, stamp) string{"node": in.addNode, "claim": in.addClaim, "relationship": in.addRelationship}
	on, given := "", 0
	for _, kind := range itemKinds[:3] {
		n := m.take(kind)
		if n == nil {
			continue
		}
		given++
		if inner, ok := in.mapping(in.file, n); ok {
			on = read[kind](inner, s)
			in.unread(inner)
		}
	}
	evidence := in.listed(m, "evidence")
	if given > 1 || given == 0 && len(evidence) == 0 {
		in.fault(m.where, "want one of node, claim and relationship, or evidence")
	}
	for _, inner := range evidence {
		in.addEvidence(inner, s, on)
		in.unread(inner)
	}
}

// listed is a field that holds a mapping or a list of them.
func (in *intake) listed(m mapping, name string) []mapping {
	n := m.take(name)
	if n == nil {
		return nil
	}
	items := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		items = n.Content
	}
	var out []mapping
	for _, item := range items {
		if inner, ok := in.mapping(in.file, item); ok {
			out = append(out, inner)
		}
	}
	return out
}

func (in *intake) add(m mapping, s stamp, item Item) {
	item.By, item.At, item.Where, item.fields = s.by, s.at, m.where, map[string]any{}
	for name, n := range m.fields {
		item.fields[name] = plainOf(n)
	}
	for _, dropped := range []string{"label", "labels", "words"} {
		delete(item.fields, dropped)
	}
	in.items = append(in.items, item)
}

// addNode reads a node; its key says its label.
func (in *intake) addNode(m mapping, s stamp) string {
	key := in.text(m, "key")
	label, known := LabelOf(key)
	labels := in.labels(m)
	if !known || label.File == "" {
		what := "begins with no prefix of the model"
		if known {
			what = "is that of a " + label.Name + ", which is written otherwise or made while loading"
		}
		in.fault(m.where, "key %q %s: docs/model.md lists prefixes with their data files", key, what)
		maps.DeleteFunc(m.fields, func(string, *yaml.Node) bool { return true }) // nothing more can be said of them
		return key
	}
	for _, name := range labels {
		if name != label.Name && name != label.Also {
			in.fault(m.where, "label %s does not go with the key %s, which is that of a %s", name, key, label.Name)
		}
	}
	n := in.node(label, m)
	in.add(m, s, Item{kind: "node", node: n})
	return key
}

// labels are those that a graph from elsewhere gives a node.
func (in *intake) labels(m mapping) []string {
	labels := []string{in.text(m, "label")}
	if n := m.fields["labels"]; n != nil && n.Kind == yaml.SequenceNode {
		labels = append(labels, in.texts(m, "labels")...)
	} else {
		labels = append(labels, in.text(m, "labels"))
	}
	return slices.DeleteFunc(labels, func(name string) bool { return name == "" })
}

func (in *intake) addClaim(m mapping, s stamp) string {
	c := in.claim("", m)
	in.add(m, s, Item{kind: "claim", claim: c})
	return c.Key
}

func (in *intake) addRelationship(m mapping, s stamp) string {
	a := assertion{kind: in.text(m, "type"), subject: in.text(m, "subject"), object: in.text(m, "object")}
	t, _ := TypeNamed(a.kind)
	a.properties = in.values(m, append(append(slices.Clone(dated), t.Properties...), Property{Name: "note", Kind: Text}))
	in.add(m, s, Item{kind: "relationship", relationship: a})
	return ""
}

// addEvidence reads a line of evidence; on is what it bears on where it does not
// say so.
func (in *intake) addEvidence(m mapping, s stamp, on string) {
	e := in.reader.evidence(m)
	if e.On == "" {
		e.On = on
		m.fields["on"] = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: on}
	}
	p := place{passage: in.text(m, "passage"), document: in.text(m, "document")}
	at, words, mark := in.text(m, "at"), in.text(m, "words"), in.text(m, "mark")
	var err error
	switch {
	case p.passage != "" && p.document+at+words+mark == "":
	case p.passage != "" || p.document == "" || (words == "") == (mark == ""):
		in.fault(m.where, "where does it stand? Give passage, the key of one of the dataset, or document, at (such as p10s4) and words, the sentence, of which only a mark is kept")
	default:
		if p.paragraph, p.sentence, err = ParseAt(at); err != nil {
			in.fault(m.where, "field at: %v", err)
		}
		if p.mark, err = in.markOf(words, mark); err != nil {
			in.fault(m.where, "%v", err)
		}
		m.fields["mark"] = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: p.mark.String()}
	}
	in.add(m, s, Item{kind: "evidence", evidence: e, place: p})
}

func (in *intake) markOf(words, mark string) (Mark, error) {
	if words == "" {
		return ParseMark(mark)
	}
	if in.mark == nil {
		return Mark{}, errors.New("field words: want mark here")
	}
	m := in.mark(words)
	if m.Length == 0 {
		return m, errors.New("field words: there is neither letter nor digit in it")
	}
	return m, nil
}

// plainOf gives a value as JSON has it.
func plainOf(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			out[n.Content[i].Value] = plainOf(n.Content[i+1])
		}
		return out
	case yaml.SequenceNode:
		out := make([]any, len(n.Content))
		for i, item := range n.Content {
			out[i] = plainOf(item)
		}
		return out
	}
	return n.Value
}
