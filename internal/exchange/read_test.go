package exchange_test

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"corridor/graph"
	"corridor/internal/exchange"
	"corridor/internal/shared"
)

// dataset is the graph of the dataset, as a database gives it.
func dataset(t testing.TB) *exchange.Graph {
	t.Helper()
	ds, err := graph.Read(graph.Files())
	if err != nil {
		t.Fatal(err)
	}
	value := graph.Build(ds)
	var nodes []exchange.Node
	for _, n := range value.Nodes {
		properties := plain(n.Properties)
		properties["key"], properties["release"] = n.Key, value.Release
		nodes = append(nodes, exchange.Node{ID: "of " + n.Key, Labels: n.Labels, Properties: properties})
	}
	nodes = append(nodes, exchange.Node{ID: "of the release", Labels: []string{"Release"}, Properties: map[string]any{
		"key": "release:" + value.Release[:graph.ShortRelease], "name": "release", "release": value.Release, "loaded": true, "edition": int64(value.Edition),
	}})
	var relationships []exchange.Relationship
	for _, r := range value.Relationships {
		properties := plain(r.Properties)
		maps.Copy(properties, plain(r.Identity))
		properties["release"] = value.Release
		relationships = append(relationships, exchange.Relationship{Type: r.Type, Start: "of " + r.From, End: "of " + r.To, Properties: properties})
	}
	return made(t, nodes, relationships)
}

// plain gives lists as a database gives them.
func plain(properties map[string]any) map[string]any {
	out := maps.Clone(properties)
	for name, v := range out {
		if list, isTexts := v.([]string); isTexts {
			items := make([]any, len(list))
			for i, item := range list {
				items[i] = item
			}
			out[name] = items
		}
	}
	return out
}

func made(t testing.TB, nodes []exchange.Node, relationships []exchange.Relationship) *exchange.Graph {
	t.Helper()
	g, err := exchange.New(nodes, relationships)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// oddTexts have what formats have to escape.
var oddTexts = []any{"two\nlines", "tab\tand \"quotes\" 'both'", "<a href=\"x\">&amp;</a> ]]>", "\r\nreturned", "ключ 键 🗝", "", " ", `back\slash`, "a,b;c|d"}

// various has every kind of value, and nodes of a user without keys.
func various(t testing.TB) *exchange.Graph {
	t.Helper()
	nodes := []exchange.Node{
		{ID: "1", Labels: []string{"Thing", "Also"}, Properties: map[string]any{"key": "thing:one", "name": "One", "yes": true, "whole": int64(-7), "large": int64(1) << 62, "part": 2.5, "round": 3.0, "tiny": 1e-300}},
		{ID: "2", Properties: map[string]any{"texts": oddTexts, "odd name: <&\">": "x", "line\nname": "y", "numbers": []any{int64(1), int64(2)}, "parts": []any{1.0, 2.5}, "flags": []any{true}, "nothing": []any{}}},
		{ID: "3", Labels: []string{"Thing"}, Properties: map[string]any{"key": "thing:twice"}},
		{ID: "4", Labels: []string{"Thing"}, Properties: map[string]any{"key": "thing:twice"}},
		{ID: "odd <&\">\n id", Properties: map[string]any{}},
	}
	for i, text := range oddTexts {
		nodes[4].Properties["text"+string(rune('a'+i))] = text
	}
	return made(t, nodes, []exchange.Relationship{
		{Type: "LINK", Start: "1", End: "2", Properties: map[string]any{"since": int64(2020), "note": "a\nb"}},
		{Type: "LINK", Start: "1", End: "2", Properties: map[string]any{"since": int64(2019)}},
		{Type: "odd type: ;<&\">", Start: "1", End: "1", Properties: map[string]any{"list": []any{"a", "b,c"}}},
		{Type: "OTHER", Start: "odd <&\">\n id", End: "1", Properties: map[string]any{"rate": 1.0}},
	})
}

// careless has what users may write with Cypher: labels that are several things at once,
// coordinates beside the earth, values of other types, nothing where something is needed.
func careless(t testing.TB) *exchange.Graph {
	t.Helper()
	return made(t, []exchange.Node{
		{ID: "1", Labels: []string{"Document", "Stage"}, Properties: map[string]any{"key": "doc:stage", "name": "Of two kinds", "year": int64(2001), "order": "first"}},
		{ID: "2", Labels: []string{"Document"}, Properties: map[string]any{"key": "doc:bare"}},
		{ID: "3", Labels: []string{"Evidence"}, Properties: map[string]any{"key": "evidence:bare", "stance": "asserts"}},
		{ID: "4", Labels: []string{"Place"}, Properties: map[string]any{"key": "place:nowhere", "latitude": 91.5, "longitude": 500.0}},
		{ID: "5", Labels: []string{"Place"}, Properties: map[string]any{"key": "place:whole", "latitude": int64(-90), "longitude": int64(180), "iso": "xyz"}},
		{ID: "6", Labels: []string{"Stage", "Task"}, Properties: map[string]any{"key": "stage:work", "order": int64(1)}},
		{ID: "7", Labels: []string{"Task"}, Properties: map[string]any{"key": "task:work", "name": int64(5), "aliases": []any{}}},
		{ID: "8", Labels: []string{"Organisation", "Person"}, Properties: map[string]any{"key": "person:one"}},
	}, []exchange.Relationship{
		{Type: "PART_OF", Start: "7", End: "1"}, {Type: "PART_OF", Start: "7", End: "6"},
		{Type: "_X", Start: "8", End: "5", Properties: map[string]any{"claim": int64(1)}},
	})
}

// TestSTIXOfCarelessNodes holds what the validator does not look at.
func TestSTIXOfCarelessNodes(t *testing.T) {
	text := textOf(t, "stix", careless(t))
	for what, held := range map[string]bool{
		"nothing between nothing": !strings.Contains(text, `; ;`) && !strings.Contains(text, `, ,`) && strings.Contains(text, `"abstract":"asserts"`),
		"a place not on earth":    !strings.Contains(text, "place:nowhere"),
		"whole coordinates":       strings.Contains(text, `"latitude":-90.0`) && !strings.Contains(text, "xyz"),
		"a document is a report":  strings.Count(text, `"type":"x-mitre-tactic"`) == 1 && !strings.Contains(text, `"phase_name":"stage"`),
	} {
		if !held {
			t.Errorf("%s: %s", what, text)
		}
	}
}

// expected writes a graph for the reader: each value beside the name of its type.
func expected(t testing.TB, g *exchange.Graph) string {
	t.Helper()
	nodes, relationships := map[string]any{}, map[string]any{}
	for _, n := range g.Nodes {
		labels := n.Labels
		if labels == nil {
			labels = []string{}
		}
		nodes[n.ID] = map[string]any{"labels": labels, "properties": typed(n.Properties)}
	}
	for _, r := range g.Relationships {
		relationships[r.ID] = map[string]any{"type": r.Type, "start": r.Start, "end": r.End, "properties": typed(r.Properties)}
	}
	text, err := json.Marshal(map[string]any{"nodes": nodes, "relationships": relationships})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func typed(properties map[string]any) map[string]any {
	out := map[string]any{}
	for name, v := range properties {
		kind := "str"
		switch v.(type) {
		case bool:
			kind = "bool"
		case int64:
			kind = "int"
		case float64:
			kind = "float"
		case []any:
			kind = "list"
		}
		out[name] = []any{kind, v}
	}
	return out
}

// written writes a graph in a format into a file.
func written(t testing.TB, name string, g *exchange.Graph) string {
	t.Helper()
	format, err := exchange.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "graph"+format.Suffix)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := format.Write(f, g); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// read runs a program of testdata with the tools of others.
func read(t testing.TB, program string, arguments ...string) {
	t.Helper()
	command := exec.Command("python3", append([]string{"-W", "ignore", filepath.Join("testdata", program)}, arguments...)...)
	command.Env = append(os.Environ(), "PYTHONPATH="+filepath.Join(shared.Clients(t), "formats"), "PYTHONDONTWRITEBYTECODE=1", "PYTHONUTF8=1")
	if said, err := command.CombinedOutput(); err != nil {
		t.Errorf("%s %s: %v\n%s", program, arguments[0], err, strings.TrimSpace(string(said)))
	}
}

// TestOthersReadTheSameGraph holds that other tools find every node and relationship
// with all values and their types, and the way from a statement to its sources;
// in STIX, whose words are few, what there are words for and all evidence.
func TestOthersReadTheSameGraph(t *testing.T) {
	shared.Clients(t)
	for of, g := range map[string]*exchange.Graph{"the dataset": dataset(t), "a small graph": small(t), "all kinds of values": various(t), "nothing": made(t, nil, nil)} {
		want := filepath.Join(t.TempDir(), "expected.json")
		if err := os.WriteFile(want, []byte(expected(t, g)), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, format := range []string{"node-link", "cytoscape", "graphml", "gexf"} {
			t.Run(of+" as "+format, func(t *testing.T) { read(t, "read.py", format, written(t, format, g), want) })
		}
		t.Run(of+" as json-ld", func(t *testing.T) { read(t, "read_rdf.py", written(t, "json-ld", g), want) })
		t.Run(of+" as stix", func(t *testing.T) { read(t, "read_stix.py", written(t, "stix", g), want) })
	}
	onlyEvidence := filepath.Join(t.TempDir(), "expected.json")
	if err := os.WriteFile(onlyEvidence, []byte(`{"nodes": {"evidence:bare": {"labels": ["Evidence"]}}, "relationships": {}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Run("careless nodes as stix", func(t *testing.T) { read(t, "read_stix.py", written(t, "stix", careless(t)), onlyEvidence) })
}
