package exchange_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"corridor/internal/exchange"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// small is the graph of testdata/small.json.
func small(t testing.TB) *exchange.Graph {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "small.json"))
	if err != nil {
		t.Fatal(err)
	}
	var of struct {
		Nodes []struct {
			Labels     []string
			Properties map[string]any
		}
		Relationships []struct {
			Type, From, To string
			Properties     map[string]any
		}
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&of); err != nil {
		t.Fatal(err)
	}
	var nodes []exchange.Node
	for _, n := range of.Nodes {
		nodes = append(nodes, exchange.Node{ID: n.Properties["key"].(string), Labels: n.Labels, Properties: numbers(t, n.Properties)})
	}
	var relationships []exchange.Relationship
	for _, r := range of.Relationships {
		relationships = append(relationships, exchange.Relationship{Type: r.Type, Start: r.From, End: r.To, Properties: numbers(t, r.Properties)})
	}
	return made(t, nodes, relationships)
}

// numbers are whole where they are written so.
func numbers(t testing.TB, properties map[string]any) map[string]any {
	t.Helper()
	for name, v := range properties {
		n, isNumber := v.(json.Number)
		if !isNumber {
			continue
		}
		if whole, err := n.Int64(); err == nil {
			properties[name] = whole
			continue
		}
		part, err := n.Float64()
		if err != nil {
			t.Fatal(err)
		}
		properties[name] = part
	}
	return properties
}

// textOf writes a graph in a format.
func textOf(t testing.TB, name string, g *exchange.Graph) string {
	t.Helper()
	format, err := exchange.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := format.Write(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestFormatsGolden holds what a small graph is written as.
func TestFormatsGolden(t *testing.T) {
	for _, format := range exchange.Formats() {
		if strings.HasSuffix(format.Suffix, ".zip") {
			continue
		}
		have, path := textOf(t, format.Name, small(t)), filepath.Join("testdata", "small-"+format.Name+format.Suffix)
		if *update {
			if err := os.WriteFile(path, []byte(have), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if have != string(want) {
			t.Errorf("%s is not as %s: make update writes it anew\n%s", format.Name, path, have)
		}
	}
}

// TestSameGraphSameBytes holds that the order in which a database gives a graph,
// and its ids, leave no trace.
func TestSameGraphSameBytes(t *testing.T) {
	g := small(t)
	nodes, relationships := slices.Clone(g.Nodes), slices.Clone(g.Relationships)
	slices.Reverse(nodes)
	slices.Reverse(relationships)
	for i := range nodes {
		labels := slices.Clone(nodes[i].Labels)
		slices.Reverse(labels)
		nodes[i].ID, nodes[i].Labels = "other "+nodes[i].ID, labels
	}
	for i := range relationships {
		relationships[i].Start, relationships[i].End = "other "+relationships[i].Start, "other "+relationships[i].End
	}
	other := made(t, nodes, relationships)
	for _, format := range exchange.Formats() {
		if textOf(t, format.Name, g) != textOf(t, format.Name, other) {
			t.Errorf("%s differs", format.Name)
		}
	}
}

func TestEveryRelationshipHasItsEnds(t *testing.T) {
	if _, err := exchange.New(nil, []exchange.Relationship{{Type: "LINK", Start: "1", End: "2"}}); err == nil || !strings.Contains(err.Error(), "LINK") {
		t.Error(err)
	}
}

// TestNodesOfOneKeyStayApart also holds that nodes without a key keep their ids.
// TestAPartSaysWhichReleaseItIsOf holds that an answer, which lacks the release's
// own node, goes by its nodes, and that of two releases none is named.
func TestAPartSaysWhichReleaseItIsOf(t *testing.T) {
	node := func(id, release string) exchange.Node {
		return exchange.Node{ID: id, Labels: []string{"Task"}, Properties: map[string]any{"key": "task:" + id, "release": release}}
	}
	own := exchange.Node{ID: "own", Labels: []string{"Task"}, Properties: map[string]any{"key": "task:own"}}
	for _, c := range []struct {
		nodes []exchange.Node
		want  string
	}{
		{[]exchange.Node{node("a", "one"), own, node("b", "one")}, "one"},
		{[]exchange.Node{node("a", "one"), node("b", "two")}, ""},
		{[]exchange.Node{own}, ""},
	} {
		if g := made(t, c.nodes, nil); g.Release != c.want {
			t.Errorf("%v: release %q, want %q", c.nodes, g.Release, c.want)
		}
	}
}

func TestNodesOfOneKeyStayApart(t *testing.T) {
	g := various(t)
	var ids []string
	for _, n := range g.Nodes {
		ids = append(ids, n.ID)
	}
	if want := []string{"2", "3", "4", "odd <&\">\n id", "thing:one"}; !slices.Equal(ids, want) {
		t.Errorf("%q", ids)
	}
	ids = nil
	for _, r := range g.Relationships {
		ids = append(ids, r.ID)
	}
	if want := []string{"odd <&\">\n id OTHER thing:one", "thing:one LINK 2", "thing:one LINK 2 2", "thing:one odd type: ;<&\"> thing:one"}; !slices.Equal(ids, want) {
		t.Errorf("%q", ids)
	}
}

// TestPropertiesDoNotHideTheGraph has properties that are called like what the
// formats themselves say.
func TestPropertiesDoNotHideTheGraph(t *testing.T) {
	odd := func() map[string]any {
		return map[string]any{"id": "i", "id_": "j", "labels": "l", "label": "m", "value": "v", "parent": "p", "source": "s", "target": "t", "key": "k", "type": "y", "weight": "w", "interaction": "n"}
	}
	g := made(t, []exchange.Node{{ID: "1", Labels: []string{"Thing"}, Properties: odd()}}, []exchange.Relationship{{Type: "LINK", Start: "1", End: "1", Properties: odd()}})
	var nodeLink struct{ Nodes, Edges []map[string]any }
	if err := json.Unmarshal([]byte(textOf(t, "node-link", g)), &nodeLink); err != nil {
		t.Fatal(err)
	}
	n, e := nodeLink.Nodes[0], nodeLink.Edges[0]
	if n["id"] != "k" || n["id__"] != "i" || n["id_"] != "j" || n["labels_"] != "l" || n["type"] != "y" {
		t.Errorf("%v", n)
	}
	if e["source"] != "k" || e["source_"] != "s" || e["target_"] != "t" || e["key_"] != "k" || e["type"] != "LINK" || e["type_"] != "y" || e["id"] != "i" {
		t.Errorf("%v", e)
	}
	if text, _, _ := strings.Cut(textOf(t, "cytoscape", g), `"edges"`); !strings.Contains(text, `"parent_":"p"`) || strings.Contains(text, `"parent":`) {
		t.Error(text)
	}
	for format, title := range map[string]string{"graphml": `attr.name="labels_"`, "gexf": `title="weight_"`} {
		if text := textOf(t, format, g); !strings.Contains(text, title) {
			t.Errorf("%s: no %s in\n%s", format, title, text)
		}
	}
}

// TestXMLHasOnlyWhatItCan holds that texts that XML cannot have are still read, and
// that line ends come back.
func TestXMLHasOnlyWhatItCan(t *testing.T) {
	g := made(t, []exchange.Node{{ID: "a\x00\x0b\ufffeb", Properties: map[string]any{"te\x01xt": "c\x1f\xffd\re\nf"}}}, nil)
	for _, format := range []string{"graphml", "gexf"} {
		var all []string
		decoder := xml.NewDecoder(strings.NewReader(textOf(t, format, g)))
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", format, err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				for _, a := range token.Attr {
					all = append(all, a.Value)
				}
			case xml.CharData:
				all = append(all, string(token))
			}
		}
		for _, want := range []string{"a\ufffd\ufffd\ufffdb", "te\ufffdxt", "c\ufffd\ufffdd\re\nf"} {
			if !slices.Contains(all, want) {
				t.Errorf("%s: no %q in %q", format, want, all)
			}
		}
	}
}

// TestValuesOfSeveralTypesKeepTheirDigits holds which type an attribute has whose
// values have several.
func TestValuesOfSeveralTypesKeepTheirDigits(t *testing.T) {
	for _, c := range []struct {
		one, other any
		kind       string
		texts      []string
	}{
		{int64(1), 2.5, "double", []string{">1.0<", ">2.5<"}},
		{int64(1)<<53 + 1, 2.5, "string", []string{">9007199254740993<", ">2.5<"}},
		{2.5, int64(1)<<53 + 1, "string", []string{">9007199254740993<", ">2.5<"}},
		{int64(1), "x", "string", []string{">1<", ">x<"}},
		{true, int64(1), "string", []string{">true<", ">1<"}},
		{[]any{"a"}, "x", "string", []string{">[&#34;a&#34;]<", ">x<"}},
	} {
		text := textOf(t, "graphml", made(t, []exchange.Node{{ID: "1", Properties: map[string]any{"p": c.one}}, {ID: "2", Properties: map[string]any{"p": c.other}}}, nil))
		for _, want := range append(c.texts, `attr.name="p" attr.type="`+c.kind+`"`) {
			if !strings.Contains(text, want) {
				t.Errorf("%v and %v: no %s in\n%s", c.one, c.other, want, text)
			}
		}
	}
}

func TestUnknownFormatNamesThose(t *testing.T) {
	if _, err := exchange.Lookup("dot"); !errors.Is(err, exchange.ErrFormat) || !strings.Contains(err.Error(), "graphml") {
		t.Error(err)
	}
}

// TestFailedWritesAreTold gives what takes nothing.
func TestFailedWritesAreTold(t *testing.T) {
	for _, format := range exchange.Formats() {
		if err := format.Write(full{}, small(t)); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", format.Name, err)
		}
	}
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }
