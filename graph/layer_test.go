package graph_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"corridor/graph"
	"corridor/internal/ingest"
)

// bakery is a layer on the small dataset: a node, a claim with evidence from a
// text of its own, evidence for and against claims of the dataset.
const bakery = `{"node": {"key": "actor:apprentice", "name": "apprentice", "side": "legitimate", "subtype_of": ["actor:baker"]}}
{"node": {"key": "doc:mine", "name": "On Ovens", "kind": "report", "year": "2026", "language": "en", "certain": true, "held": "whole text", "short": "Mine 2026"}}

{"claim": {"key": "claim:apprentice-pays-miller", "text": "The apprentice pays the miller.", "type": "PAYS", "subject": "actor:apprentice", "object": "actor:miller", "for": ["resource:flour"]},
`

// bakeryLines is the layer with its claim on one line, as it must be.
var bakeryLines = strings.TrimSuffix(bakery, "\n") + ` "evidence": [{"voice": "doc:mine", "stance": "asserts", "hedge": "none", "reading": "explicit", "says": "Flour is paid by apprentices.", "document": "doc:mine", "at": "p1s2", "words": "The apprentices pay."}, {"voice": "holder:critics", "stance": "disputes", "hedge": "none", "reading": "explicit", "says": "Nobody pays.", "document": "doc:mine", "at": "p1s3", "words": "Critics say that nobody does."}]}
{"evidence": {"on": "claim:inspect", "voice": "org:guild", "stance": "recommends", "hedge": "none", "reading": "explicit", "says": "The guild wants inspections.", "passage": "passage:x-bbbbbbbbbbbb"}}
{"relationship": {"type": "COOPERATES_WITH", "subject": "actor:apprentice", "object": "actor:baker", "from": "2020", "note": "as I saw"}}
`

func items(t *testing.T, name, text string) []graph.Item {
	t.Helper()
	out, err := graph.ReadItems([]graph.Source{{Name: name, Data: []byte(text)}}, ingest.MarkOf)
	if err != nil {
		t.Fatal(err)
	}
	return graph.Stamp(out, "ada", "2026-01-31T12:00:00Z")
}

// knownOf is what of the small dataset stands in a graph.
func knownOf(t *testing.T) map[string]graph.Known {
	t.Helper()
	ds, err := graph.Read(filesOf(t))
	if err != nil {
		t.Fatal(err)
	}
	value, known := graph.Build(ds), map[string]graph.Known{}
	for _, n := range value.Nodes {
		known[n.Key] = graph.Known{Released: true, Properties: n.Properties}
	}
	for _, r := range value.Relationships {
		if passage := known[r.From]; r.Type == "IN" && strings.HasPrefix(r.From, "passage:") {
			passage.Document = r.To
			known[r.From] = passage
		}
	}
	return known
}

func layerOf(items []graph.Item) graph.Layer {
	layer, _ := graph.Layer{Name: "mine"}.Merge(items, false)
	return layer
}

func built(t *testing.T, layer graph.Layer) *graph.Value {
	t.Helper()
	value, err := layer.Build(knownOf(t))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestALayerIsMadeAsTheDatasetIs(t *testing.T) {
	value := built(t, layerOf(items(t, "bakery.jsonl", bakeryLines)))
	var have []string
	for _, n := range value.Nodes {
		have = append(have, fmt.Sprint(n.Key, " ", n.Labels))
		if n.Properties["layer"] != "mine" || n.Properties["by"] != "ada" || n.Properties["at"] != "2026-01-31T12:00:00Z" || n.Properties["uuid"] != graph.ID(n.Key) {
			t.Errorf("%s: %v", n.Key, n.Properties)
		}
	}
	for _, r := range value.Relationships {
		have = append(have, r.String())
		if r.Properties["layer"] != "mine" || r.Properties["by"] != "ada" {
			t.Errorf("%s: %v", r, r.Properties)
		}
	}
	one, two := ingest.MarkOf("The apprentices pay.").Hash[:12], ingest.MarkOf("Critics say that nobody does.").Hash[:12]
	pays := "~claim:apprentice-pays-miller~"
	asserting, disputing := "evidence:mine-"+one+pays+"doc:mine~mine", "evidence:mine-"+two+pays+"holder:critics~mine"
	onInspect := "evidence:x-bbbbbbbbbbbb~claim:inspect~org:guild~mine"
	want := []string{
		"actor:apprentice [ActorType]", "claim:apprentice-pays-miller [Claim]", "doc:mine [Document Work]",
		asserting + " [Evidence]", disputing + " [Evidence]", onInspect + " [Evidence]",
		"passage:mine-" + one + "~mine [Passage]", "passage:mine-" + two + "~mine [Passage]",
		`actor:apprentice COOPERATES_WITH{"basis":"asserted"} actor:baker`,
		`actor:apprentice PAYS{"claim":"claim:apprentice-pays-miller"} actor:miller`,
		`actor:apprentice SUBTYPE_OF{"basis":"asserted"} actor:baker`,
		"claim:apprentice-pays-miller FOR{} resource:flour", "claim:apprentice-pays-miller OBJECT{} actor:miller",
		"claim:apprentice-pays-miller SUBJECT{} actor:apprentice",
		onInspect + " BEARS_ON{} claim:inspect", onInspect + " CITES{} passage:x-bbbbbbbbbbbb", onInspect + " VOICES{} org:guild",
		"passage:mine-" + one + "~mine IN{} doc:mine", "passage:mine-" + two + "~mine IN{} doc:mine",
	}
	for _, key := range []string{asserting, disputing} {
		voice, passage := "doc:mine", one
		if key == disputing {
			voice, passage = "holder:critics", two
		}
		want = append(want, key+" BEARS_ON{} claim:apprentice-pays-miller", key+" CITES{} passage:mine-"+passage+"~mine", key+" VOICES{} "+voice)
	}
	slices.Sort(want)
	slices.Sort(have)
	if !slices.Equal(have, want) {
		t.Errorf("have\n%s\nwant\n%s", strings.Join(have, "\n"), strings.Join(want, "\n"))
	}
	claim := value.Nodes[slices.IndexFunc(value.Nodes, func(n graph.ValueNode) bool { return n.Labels[0] == "Claim" })].Properties
	if claim["standing"] != "disputed" || claim["for"] != int64(1) || claim["against"] != int64(1) || claim["topic"] != "mine" ||
		fmt.Sprint(claim["evidence"]) != fmt.Sprint([]string{asserting, disputing}) {
		t.Errorf("the claim: %v", claim)
	}
}

// TestTheTextOfALayerIsTheLayer reads it back: the words of a sentence are not in
// it, who added what is.
func TestTheTextOfALayerIsTheLayer(t *testing.T) {
	layer := layerOf(items(t, "bakery.jsonl", bakeryLines))
	text := layer.Text()
	if strings.Contains(text, "apprentices pay.") || !strings.Contains(text, `{"by":"ada","at":"2026-01-31T12:00:00Z","claim":{`) {
		t.Error(text)
	}
	again, err := graph.ReadLines("layer mine", text)
	if err != nil {
		t.Fatal(err)
	}
	merged, done := layer.Merge(again, false)
	if done != (graph.Merged{Same: len(layer.Items)}) || merged.Text() != text {
		t.Errorf("%+v: %s", done, merged.Text())
	}
	if have, want := fmt.Sprint(built(t, layerOf(again))), fmt.Sprint(built(t, layer)); have != want {
		t.Errorf("have %s, want %s", have, want)
	}
}

func TestMerge(t *testing.T) {
	layer := layerOf(items(t, "bakery.jsonl", bakeryLines))
	other := items(t, "b.jsonl", `{"by": "bob", "node": {"key": "actor:apprentice", "name": "learner", "side": "legitimate"}}
{"by": "bob", "node": {"key": "actor:journeyman", "name": "journeyman", "side": "legitimate"}}
{"by": "bob", "relationship": {"type": "COOPERATES_WITH", "subject": "actor:apprentice", "object": "actor:baker", "from": "2020", "note": "as I saw"}}`)
	merged, done := layer.Merge(other, false)
	if done != (graph.Merged{Added: 1, Changed: 1, Same: 1}) || len(merged.Items) != len(layer.Items)+1 {
		t.Errorf("%+v, %d items", done, len(merged.Items))
	}
	if merged.Items[0].By != "bob" || merged.Items[5].By != "ada" {
		t.Errorf("added by %s and %s", merged.Items[0].By, merged.Items[5].By)
	}
	merged, done = layer.Merge(other, true)
	if done != (graph.Merged{Added: 1, Changed: 1, Same: 1, Dropped: len(layer.Items) - 2}) || len(merged.Items) != 3 {
		t.Errorf("%+v, %d items", done, len(merged.Items))
	}
}

// TestTablesAndGraphsSayTheSame reads one layer from all formats.
func TestTablesAndGraphsSayTheSame(t *testing.T) {
	want := built(t, layerOf(items(t, "a.jsonl", `{"node": {"key": "actor:apprentice", "name": "apprentice, young", "side": "legitimate", "aliases": ["learner", "boy"]}}
{"node": {"key": "exploitation:oven", "name": "night work"}}
{"relationship": {"type": "BEARS", "subject": "actor:apprentice", "object": "exploitation:oven", "from": 1990}}`)))
	tables, err := graph.ReadItems([]graph.Source{
		{Name: "nodes.csv", Data: []byte("\xef\xbb\xbfkey:ID(all),:LABEL,name,side,aliases:string[],mine:IGNORE\r\nactor:apprentice,ActorType,\"apprentice, young\",legitimate,learner;boy,x\r\nexploitation:oven,Exploitation;Outcome,night work\r\n")},
		{Name: "ties.csv", Data: []byte(":START_ID(all),:END_ID(all),:TYPE,from:long\nactor:apprentice,exploitation:oven,BEARS,1990\n")},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	links := items(t, "g.json", `{"directed": true, "multigraph": true, "graph": {"name": "g"}, "nodes": [
  {"id": "actor:apprentice", "label": "ActorType", "name": "apprentice, young", "side": "legitimate", "aliases": ["learner", "boy"], "note": null},
  {"id": "exploitation:oven", "labels": ["Exploitation", "Outcome"], "name": "night work"}],
 "links": [{"source": "actor:apprentice", "target": "exploitation:oven", "key": "BEARS", "from": "1990"}]}`)
	for name, read := range map[string][]graph.Item{"tables": tables, "links": links} {
		if have := built(t, layerOf(graph.Stamp(read, "ada", "2026-01-31T12:00:00Z"))); fmt.Sprint(have) != fmt.Sprint(want) {
			t.Errorf("%s: have\n%v\nwant\n%v", name, have, want)
		}
	}
}

func TestFaultsOfFormHaveTheirPlace(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"not JSON":         {"a.jsonl", "{}\n{\"node\": {\"key\" \"x\"}}", "a.jsonl:2:17: is not JSON: "},
		"cut":              {"a.jsonl", `{"node": {"key": `, "a.jsonl:1:17: is not JSON: "},
		"two in a line":    {"a.jsonl", `{"evidence": []} {}`, "a.jsonl:1:18: something follows"},
		"nothing":          {"a.jsonl", `{}`, "a.jsonl:1:1: want one of node, claim and relationship"},
		"unknown field":    {"a.jsonl", `{"node": {"key": "actor:a", "name": "a", "side": "both", "colour": "red"}}`, "a.jsonl:1:68: unknown field colour"},
		"twice":            {"a.jsonl", `{"node": {"key": "actor:a", "name": "a", "name": "b"}}`, "a.jsonl:1:42: field name stands twice"},
		"no number":        {"a.jsonl", "\n\n" + `{"node": {"key": "stage:a", "name": "a", "order": "first"}}`, `a.jsonl:3:51: field order: "first" is no whole number`},
		"no prefix":        {"a.jsonl", `{"node": {"key": "a", "name": "a"}}`, `a.jsonl:1:10: key "a" begins with no prefix`},
		"a made node":      {"a.jsonl", `{"node": {"key": "release:a"}}`, `key "release:a" is that of a Release`},
		"deep":             {"a.jsonl", strings.Repeat("[", 40), "a.jsonl:1:17: is nested more than 16 deep"},
		"no moment":        {"a.jsonl", `{"at": "today", "relationship": {"type": "BEARS"}}`, `a.jsonl:1:8: field at: "today" is no moment`},
		"no place":         {"a.jsonl", `{"evidence": {"on": "claim:x"}}`, "a.jsonl:1:14: where does it stand?"},
		"no words":         {"a.jsonl", `{"evidence": {"on": "claim:x", "document": "doc:x", "at": "p1s1", "words": "..."}}`, "neither letter nor digit"},
		"stands twice":     {"a.jsonl", "{\"relationship\": {\"type\": \"A\"}}\n{\"relationship\": {\"type\": \"A\"}}", "a.jsonl:2:18: A from  to  stands already at a.jsonl:1:18"},
		"not UTF-8":        {"a.jsonl", "{}\n{\"\xff\"}", "a.jsonl:2:3: is not UTF-8 here"},
		"NUL":              {"a.csv", "key:ID,name\nactor:a,x\x00y\n", "a.csv:2:10: a control character, U+0000, stands here"},
		"escaped NUL":      {"a.jsonl", `{"node": {"key": "actor:a", "name": "x\u0000y"}}`, "a.jsonl:1:37: a text has a control character"},
		"empty graph":      {"a.json", " \n", "a.json:1:1: is empty"},
		"another ending":   {"a.xml", "", `a.xml: a file that ends with ".xml" is none of`},
		"empty table":      {"a.csv", "", "a.csv:1:1: is empty"},
		"bare quote":       {"a.csv", "key:ID,name\nactor:a,x\"y\n", "a.csv:2:10: is no row of a table"},
		"long row":         {"a.csv", "key:ID,name\nactor:a,x,y\n", "a.csv:2:11: the row has 3 fields, the header 2"},
		"no such column":   {"a.csv", "key:ID,name,size\nactor:a,x,9\n", "a.csv:2:11: unknown field size"},
		"a type not ours":  {"a.csv", "key:ID,since:duration\n", `a.csv:1:8: column "since:duration": the model has no values of the type duration`},
		"column twice":     {"a.csv", "key:ID,name,name\n", "a.csv:1:13: column \"name\": the field name has a column already"},
		"no table of ours": {"a.csv", "a,b\n", "a.csv:1:1: want a table of nodes"},
		"another label":    {"a.csv", "key:ID,:LABEL\nactor:a,Place\n", "label Place does not go with the key actor:a"},
		"no graph":         {"a.json", "[1]", "a.json:1:1: want fields with values"},
		"undirected":       {"a.json", `{"directed": false, "nodes": []}`, "a.json:1:14: an undirected graph"},
		"node of a graph":  {"a.json", "{\"nodes\": [\n  {\"id\": \"actor:a\", \"name\": \"a\", \"weight\": 2}]}", "a.json:2:44: unknown field weight"},
		"two keys":         {"a.json", `{"nodes": [{"id": "actor:a", "key": "actor:b"}]}`, "a.json:1:19: field id is the same as key"},
	} {
		_, err := graph.ReadItems([]graph.Source{{Name: c.file, Data: []byte(c.text)}}, ingest.MarkOf)
		var faults graph.Faults
		if !errors.As(err, &faults) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want %s", name, err, c.want)
		}
	}
}

// TestBreachesOfTheModelHaveTheirPlace changes a layer that is sound.
func TestBreachesOfTheModelHaveTheirPlace(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"a circle":          {`"subtype_of": ["actor:baker"]}}`, `"subtype_of": ["actor:baker"]}}` + "\n" + `{"relationship": {"type": "SUBTYPE_OF", "subject": "actor:baker", "object": "actor:apprentice"}}`, "a.jsonl:2:18: SUBTYPE_OF leads from actor:apprentice back to it"},
		"of the dataset":    {`"key": "actor:apprentice"`, `"key": "actor:baker"`, "a.jsonl:1:10: key actor:baker is that of a node of the dataset"},
		"no choice":         {`"legitimate"`, `"sunny"`, `a.jsonl:1:10: side: "sunny" is none of`},
		"nothing there":     {`"object": "actor:miller"`, `"object": "actor:mill-owner"`, "a.jsonl:4:11: PAYS to: no node has the key actor:mill-owner"},
		"another type":      {`"type": "COOPERATES_WITH"`, `"type": "USES"`, ""},
		"wrong end":         {`"type": "COOPERATES_WITH"`, `"type": "PERFORMS"`, "a.jsonl:6:18: PERFORMS to: actor:baker is a ActorType, want Task"},
		"no type":           {`"type": "COOPERATES_WITH"`, `"type": "LIKES"`, `a.jsonl:6:18: type "LIKES" is no relationship type`},
		"needs a claim":     {`"type": "COOPERATES_WITH"`, `"type": "PAYS"`, "PAYS needs the role for, which only a claim can have"},
		"needs a property":  {`"type": "COOPERATES_WITH"`, `"type": "FURTHERS"`, "FURTHERS needs how"},
		"no evidence":       {`"on": "claim:inspect"`, `"on": "actor:baker"`, "a.jsonl:5:14: on: actor:baker is a ActorType, want Claim"},
		"not to recommend":  {`"on": "claim:inspect"`, `"on": "claim:mills-feed"`, "recommends: claim:mills-feed is no lever's claim"},
		"no passage":        {`passage:x-bbbbbbbbbbbb`, `passage:x-b`, "a.jsonl:5:14: passage: the dataset has none with the key passage:x-b"},
		"no voice":          {`"voice": "org:guild"`, `"voice": "actor:baker"`, "voice: a ActorType has no voice"},
		"stance":            {`"stance": "disputes"`, `"stance": "doubts"`, `stance: "doubts" is none of`},
		"no such document":  {`{"node": {"key": "doc:mine"`, `{"node": {"key": "doc:other"`, "document: no node has the key doc:mine"},
		"nothing stands":    {`{"node": {"key": "doc:mine"`, `{"node": {"key": "doc:other"`, "doc:other: no evidence stands in it"},
		"a form of the key": {`"key": "actor:apprentice"`, `"key": "actor:Apprentice"`, `key "actor:Apprentice": want actor: and lower-case`},
		"another key":       {`"claim": {"key": "claim:apprentice-pays-miller"`, `"claim": {"key": "claim:other"`, ""},
	} {
		text := strings.Replace(bakeryLines, c.old, c.new, 1)
		if text == bakeryLines {
			t.Fatalf("%s: nothing to replace", name)
		}
		read, err := graph.ReadItems([]graph.Source{{Name: "a.jsonl", Data: []byte(text)}}, ingest.MarkOf)
		if err == nil {
			_, err = layerOf(read).Build(knownOf(t))
		}
		var faults graph.Faults
		if c.want != "" && (!errors.As(err, &faults) || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v; want %s", name, err, c.want)
		}
		if c.want == "" && err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	bare := items(t, "a.jsonl", `{"claim": {"key": "claim:bare", "text": "So it is.", "type": "ABOUT", "about": ["actor:baker"]}}`)
	if _, err := layerOf(bare).Build(knownOf(t)); err == nil || !strings.Contains(err.Error(), "a.jsonl:1:11: claim:bare has no evidence") {
		t.Error(err)
	}
}

func TestNoMoreFaultsThanHelp(t *testing.T) {
	_, err := graph.ReadItems([]graph.Source{{Name: "a.jsonl", Data: []byte(strings.Repeat("{}\n", 50))}}, nil)
	if lines := strings.Split(err.Error(), "\n"); len(lines) != 21 || lines[20] != "and 30 more" {
		t.Errorf("%d lines: %v", len(lines), err)
	}
}

// FuzzReadItems holds that whatever is read, in each of the formats, says where it is at
// fault, or is a layer whose text is read back as the same layer.
func FuzzReadItems(f *testing.F) {
	for _, seed := range []struct{ ending, text string }{
		{".jsonl", bakeryLines},
		{".csv", "key:ID,:LABEL,name,aliases:string[]\nactor:a,ActorType,\"a\nb\",x;y\n"},
		{".csv", ":START_ID,:END_ID,:TYPE\nactor:a,actor:b,BEARS\n"},
		{".json", `{"directed": true, "nodes": [{"id": "actor:a"}], "edges": [{"source": "actor:a", "target": "actor:a", "type": "PAYS"}]}`},
		{".json", `{"multigraph": true, "nodes": [{"id": "actor:a", "labels": ["ActorType"]}], "links": [{"source": "actor:a", "target": "actor:a", "key": "PAYS"}]}`},
	} {
		f.Add(byte(slices.Index(graph.LayerFiles, seed.ending)), seed.text)
	}
	f.Fuzz(func(t *testing.T, format byte, text string) {
		name := "a" + graph.LayerFiles[int(format)%len(graph.LayerFiles)]
		read, err := graph.ReadItems([]graph.Source{{Name: name, Data: []byte(text)}}, ingest.MarkOf)
		var faults graph.Faults
		if err != nil {
			if !errors.As(err, &faults) || len(faults) == 0 {
				t.Fatal(err)
			}
			for _, fault := range faults {
				if at := fault.Where; at.File != name || at.Line < 1 || at.Column < 1 || at.Line > strings.Count(text, "\n")+1 {
					t.Fatalf("%v in a text of %d lines", fault, strings.Count(text, "\n")+1)
				}
			}
			return
		}
		layer := layerOf(read)
		if _, err := layer.Build(map[string]graph.Known{}); err != nil && !errors.As(err, &faults) {
			t.Fatal(err)
		}
		again, err := graph.ReadLines("again", layer.Text())
		if err != nil {
			t.Fatalf("%v\n%s", err, layer.Text())
		}
		if have := layerOf(again).Text(); have != layer.Text() {
			t.Fatalf("have\n%s\nwant\n%s", have, layer.Text())
		}
	})
}
