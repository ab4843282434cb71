package graph

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3" // YAML with positions, kept by the YAML project, Apache-2.0 and MIT
)

// Read reads the data files of a folder laid out as dataset/ is: nodes/,
// claims/ and readings/. The error joins all faults of form, each with file
// and line; what the files say is for Check to judge.
func Read(files fs.FS) (*Dataset, error) {
	r := &reader{files: files}
	ds := &Dataset{}
	for _, label := range labels {
		if label.File != "" {
			r.list(path.Join("nodes", label.File+".yaml"), func(m mapping) { ds.Nodes = append(ds.Nodes, r.node(label, m)) })
		}
	}
	for _, file := range r.folder("claims") {
		topic := strings.TrimSuffix(path.Base(file), ".yaml")
		r.list(file, func(m mapping) { ds.Claims = append(ds.Claims, r.claim(topic, m)) })
	}
	for _, file := range r.folder("readings") {
		if reading, ok := r.reading(file); ok {
			ds.Readings = append(ds.Readings, reading)
		}
	}
	return ds, errors.Join(r.faults...)
}

// Fault is a place in a data file that cannot be read, and what to do.
type Fault struct {
	Where Position
	What  string
}

// Error writes the fault after its file and line.
func (f Fault) Error() string { return f.Where.String() + ": " + f.What }

type reader struct {
	files   fs.FS
	columns bool // positions have columns
	faults  []error
}

func (r *reader) at(file string, n *yaml.Node) Position {
	where := Position{File: file, Line: n.Line}
	if r.columns {
		where.Column = n.Column
	}
	return where
}

func (r *reader) fault(where Position, format string, args ...any) {
	r.faults = append(r.faults, Fault{where, fmt.Sprintf(format, args...)})
}

func (r *reader) folder(name string) []string {
	files, err := fs.Glob(r.files, name+"/*.yaml")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	slices.Sort(files)
	return files
}

// parse reads one YAML file; a file that is missing is empty.
func (r *reader) parse(file string) *yaml.Node {
	text, err := fs.ReadFile(r.files, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		r.fault(Position{File: file}, "cannot be read: %v", err)
		return nil
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		r.fault(Position{File: file}, "is not YAML: %v", err)
		return nil
	}
	if len(doc.Content) == 0 {
		return nil
	}
	return doc.Content[0]
}

// list calls each with every mapping of a file that holds a list of them.
func (r *reader) list(file string, each func(mapping)) {
	root := r.parse(file)
	if root == nil {
		return
	}
	if root.Kind != yaml.SequenceNode {
		r.fault(r.at(file, root), "want a list: each entry begins with \"- key:\"")
		return
	}
	r.items(file, root, each)
}

// each calls do with every mapping of a field that holds a list of them.
func (r *reader) each(m mapping, name string, do func(mapping)) {
	n := m.take(name)
	if n == nil {
		return
	}
	if n.Kind != yaml.SequenceNode {
		r.fault(r.at(m.where.File, n), "field %s: want a list of fields with values", name)
		return
	}
	r.items(m.where.File, n, do)
}

func (r *reader) items(file string, list *yaml.Node, each func(mapping)) {
	for _, item := range list.Content {
		if m, ok := r.mapping(file, item); ok {
			each(m)
			r.unread(m)
		}
	}
}

// mapping is a YAML mapping whose fields are taken one by one, so that a field
// that nobody takes is found.
type mapping struct {
	where  Position
	fields map[string]*yaml.Node
	taken  map[string]bool
}

func (r *reader) mapping(file string, n *yaml.Node) (mapping, bool) {
	m := mapping{r.at(file, n), map[string]*yaml.Node{}, map[string]bool{}}
	if n.Kind != yaml.MappingNode {
		r.fault(m.where, "want fields with values")
		return m, false
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := n.Content[i].Value
		if _, twice := m.fields[name]; twice {
			r.fault(r.at(file, n.Content[i]), "field %s stands twice: keep one", name)
		}
		m.fields[name] = n.Content[i+1]
	}
	return m, true
}

func (r *reader) unread(m mapping) {
	for _, name := range sortedKeys(m.fields) {
		if !m.taken[name] {
			r.fault(r.at(m.where.File, m.fields[name]), "unknown field %s: correct or remove it (docs/model.md lists the fields)", name)
		}
	}
}

func (m mapping) take(name string) *yaml.Node {
	m.taken[name] = true
	return m.fields[name]
}

func (r *reader) text(m mapping, name string) string {
	n := m.take(name)
	if n == nil {
		return ""
	}
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		r.fault(r.at(m.where.File, n), "field %s: want text", name)
		return ""
	}
	return strings.TrimSpace(n.Value)
}

func (r *reader) texts(m mapping, name string) []string {
	n := m.take(name)
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		r.fault(r.at(m.where.File, n), "field %s: want a list, as [a, b]", name)
		return nil
	}
	var out []string
	for _, item := range n.Content {
		if item.Kind != yaml.ScalarNode {
			r.fault(r.at(m.where.File, item), "field %s: want a list of plain values", name)
			continue
		}
		out = append(out, item.Value)
	}
	return out
}

// value reads a property by its kind.
func (r *reader) value(m mapping, p Property) any {
	n := m.fields[p.Name]
	if n == nil {
		m.taken[p.Name] = true
		return nil
	}
	if p.Kind == Texts {
		return r.texts(m, p.Name)
	}
	text := r.text(m, p.Name)
	var v any = text
	var err error
	switch p.Kind {
	case Whole:
		v, err = strconv.ParseInt(text, 10, 64)
	case Number, Degrees:
		v, err = finite(text)
	case Flag:
		v, err = strconv.ParseBool(text)
	}
	if err != nil {
		r.fault(r.at(m.where.File, n), "field %s: %q is no %s", p.Name, text, p.Kind)
		return nil
	}
	return v
}

// finite reads a number; NaN and infinity are none that could be counted.
func finite(text string) (float64, error) {
	f, err := strconv.ParseFloat(text, 64)
	if err == nil && (math.IsNaN(f) || math.IsInf(f, 0)) {
		return 0, strconv.ErrRange
	}
	return f, err
}

func (r *reader) values(m mapping, properties []Property) map[string]any {
	out := map[string]any{}
	for _, p := range properties {
		if v := r.value(m, p); v != nil {
			out[p.Name] = v
		}
	}
	return out
}

func (r *reader) roles(m mapping) map[string][]string {
	out := map[string][]string{}
	for _, role := range roles {
		if keys := r.texts(m, role.Field); len(keys) > 0 {
			out[role.Name] = keys
		}
	}
	return out
}

// linkFields are the fields of statistics, definitions and events that become
// relationships of the record.
var linkFields = map[string]map[string]string{
	"Statistic":  {"quantifies": "QUANTIFIES", "measured_by": "MEASURED_BY"},
	"Definition": {"of": "OF", "source": "BY_SOURCE"},
	"Event":      {"illustrates": "ILLUSTRATES"},
}

func (r *reader) node(label Label, m mapping) Node {
	n := Node{
		Key: r.text(m, "key"), Label: label.Name, Name: r.text(m, "name"),
		Aliases: r.texts(m, "aliases"), Note: r.text(m, "note"), Where: m.where,
		Properties: r.values(m, label.Properties),
		Frame:      map[string][]string{}, Links: map[string][]string{},
	}
	for _, t := range types {
		if t.Frame {
			if keys := r.texts(m, strings.ToLower(t.Name)); len(keys) > 0 {
				n.Frame[t.Name] = keys
			}
		}
	}
	fields := linkFields[label.Name]
	for _, field := range sortedKeys(fields) {
		if keys := r.texts(m, field); len(keys) > 0 {
			n.Links[fields[field]] = keys
		}
	}
	if fields != nil {
		n.Roles = r.roles(m)
	}
	if label.Name == "Definition" {
		r.each(m, "elements", func(e mapping) {
			n.Elements = append(n.Elements, Element{r.text(e, "kind"), r.text(e, "node")})
		})
	}
	return n
}

func (r *reader) claim(topic string, m mapping) Claim {
	c := Claim{
		Key: r.text(m, "key"), Text: r.text(m, "text"), Type: r.text(m, "type"), Topic: topic,
		Subject: r.text(m, "subject"), Object: r.text(m, "object"), About: r.texts(m, "about"),
		Polarity: r.text(m, "polarity"), Mode: r.text(m, "mode"),
		Contradicts: r.texts(m, "contradicts"), Supports: r.texts(m, "supports"),
		Where: m.where,
	}
	t, _ := TypeNamed(c.Type)
	if c.Polarity == "" {
		c.Polarity = "positive"
	}
	if c.Mode == "" && !t.NoMode {
		c.Mode = "is"
	}
	c.Properties = r.values(m, append(slices.Clone(dated), t.Properties...))
	c.Roles = r.roles(m)
	return c
}

func (r *reader) reading(file string) (Reading, bool) {
	root := r.parse(file)
	if root == nil {
		return Reading{}, false
	}
	m, ok := r.mapping(file, root)
	if !ok {
		return Reading{}, false
	}
	reading := Reading{Document: r.text(m, "document"), Where: m.where}
	passages := m.take("passages")
	if passages == nil || passages.Kind != yaml.SequenceNode {
		r.fault(m.where, "want a list of passages")
		return reading, true
	}
	r.items(file, passages, func(m mapping) { reading.Passages = append(reading.Passages, r.passage(reading.Document, m)) })
	r.unread(m)
	return reading, true
}

func (r *reader) passage(document string, m mapping) Passage {
	p := Passage{
		Document: document, None: r.text(m, "none"), Of: r.text(m, "of"), Work: r.text(m, "work"),
		Excuses: map[string]string{}, Where: m.where,
	}
	var err error
	if p.Paragraph, p.Sentence, err = ParseAt(r.text(m, "at")); err != nil {
		r.fault(m.where, "field at: %v", err)
	}
	if mark := r.text(m, "mark"); mark != "" {
		if p.Mark, err = ParseMark(mark); err != nil {
			r.fault(m.where, "field mark: %v; corridor passages writes it anew", err)
		}
	}
	for _, note := range r.texts(m, "notes") {
		n, err := strconv.Atoi(note)
		if err != nil {
			r.fault(m.where, "field notes: %q is no number", note)
		}
		p.Notes = append(p.Notes, n)
	}
	if excuses := m.take("excuse"); excuses != nil {
		if e, ok := r.mapping(m.where.File, excuses); ok {
			for _, word := range sortedKeys(e.fields) {
				p.Excuses[word] = r.text(e, word)
			}
		}
	}
	r.each(m, "bears", func(m mapping) { p.Evidence = append(p.Evidence, r.evidence(m)) })
	return p
}

func (r *reader) evidence(m mapping) Evidence {
	return Evidence{
		On: r.text(m, "on"), Voice: r.text(m, "voice"), Stance: r.text(m, "stance"),
		Hedge: r.text(m, "hedge"), Reading: r.text(m, "reading"), Paraphrase: r.text(m, "says"),
		Where: m.where,
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
