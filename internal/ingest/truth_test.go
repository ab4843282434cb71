package ingest_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"corridor/graph"
	"corridor/internal/ingest"
)

// TestTruth holds, for each kind of finding, a sentence that has it and what
// must be recorded for it to go.
func TestTruth(t *testing.T) {
	for name, c := range map[string]struct {
		sentence string
		evidence string // fields of the line of evidence beside on, voice and reading
		excuse   string
		want     []string // kind and word of the findings, in order
	}{
		"nothing to find":            {"The baker pays the miller.", "stance: asserts, hedge: none, says: Bakers pay.", "", nil},
		"number missing":             {"In 1999 the baker paid 12 coins.", "stance: asserts, hedge: none, says: Bakers paid.", "", []string{"number 1999", "number 12"}},
		"number recorded":            {"In 1999 the baker paid 12 coins.", "stance: asserts, hedge: none, says: Bakers paid 12 in 1999.", "", nil},
		"number in words":            {"Three bakers paid twice.", "stance: asserts, hedge: none, says: Bakers paid.", "", []string{"number three", "number twice"}},
		"number as a figure":         {"Three bakers paid.", "stance: asserts, hedge: none, says: The 3 of them paid.", "", nil},
		"thousands grouped":          {"Over 1,000 sacks.", "stance: asserts, hedge: none, says: More than 1000 of them.", "", nil},
		"currency missing":           {"It cost $5.", "stance: asserts, hedge: none, says: It cost 5.", "", []string{"currency $"}},
		"name missing":               {"The baker of Ovenham paid.", "stance: asserts, hedge: none, says: Bakers paid.", "", []string{"name Ovenham"}},
		"name as adjective":          {"The Ovenian baker paid.", "stance: asserts, hedge: none, says: Bakers of Ovenia paid.", "", nil},
		"a capital opens a sentence": {"Bakers paid.", "stance: asserts, hedge: none, says: They did.", "", nil},
		"acronym at the start":       {"GOB pays.", "stance: asserts, hedge: none, says: They pay.", "", []string{"name GOB"}},
		"negation missing":           {"The baker does not pay.", "stance: asserts, hedge: none, says: No pay.", "", []string{"negation not"}},
		"negation disputes":          {"The baker does not pay.", "stance: disputes, hedge: none, says: No pay.", "", nil},
		"hedge missing":              {"Perhaps the baker pays.", "stance: asserts, hedge: none, says: Pay.", "", []string{"hedge perhaps"}},
		"hedge recorded":             {"Perhaps the baker pays.", "stance: asserts, hedge: possibly, says: Pay.", "", nil},
		"reporting without a voice":  {"The guild argued that bakers pay.", "stance: asserts, hedge: none, says: Pay.", "", []string{"reporting argued"}},
		"the document's own report":  {"We argue that bakers pay.", "stance: asserts, hedge: none, says: Pay.", "", nil},
		"excused":                    {"The baker does not pay.", "stance: asserts, hedge: none, says: No pay.", "{not: in the type}", nil},
		"excused for no reason":      {"The baker does not pay.", "stance: asserts, hedge: none, says: No pay.", "{not: because}", []string{"negation not", "excuse not"}},
		"excuse not needed":          {"The baker pays.", "stance: asserts, hedge: none, says: Pay.", "{never: in the type}", []string{"excuse never"}},
	} {
		t.Run(name, func(t *testing.T) {
			ds, doc := oneSentence(t, c.sentence, c.evidence, c.excuse)
			var have []string
			for _, f := range ingest.Truth(graph.NewIndex(ds), ds.Readings[0], doc) {
				have = append(have, f.Kind+" "+f.Word)
			}
			if !slices.Equal(have, c.want) {
				t.Errorf("%s: have %q, want %q", c.sentence, have, c.want)
			}
		})
	}
}

// A copy that lacks a sentence must not pass for one that is true to the data.
func TestTruthNamesWhatTheCopyLacks(t *testing.T) {
	ds, _ := oneSentence(t, "In 1999 the baker paid.", "stance: asserts, hedge: none, says: Bakers pay.", "")
	findings := ingest.Truth(graph.NewIndex(ds), ds.Readings[0], ingest.Document{})
	if len(findings) != 1 || findings[0].Kind != "passage" || findings[0].At != "p1s1" {
		t.Errorf("a copy without the sentence: %v", findings)
	}
}

// oneSentence makes a dataset of one document with one sentence.
func oneSentence(t *testing.T, sentence, evidence, excuse string) (*graph.Dataset, ingest.Document) {
	t.Helper()
	doc, err := ingest.Read([]byte(sentence))
	if err != nil || len(doc.Passages) != 1 {
		t.Fatalf("%q: %v, %d passages", sentence, err, len(doc.Passages))
	}
	reading := "document: doc:x\npassages:\n- at: p1s1\n  mark: " + doc.Passages[0].Mark.String() +
		"\n  bears:\n  - {on: claim:pay, voice: \"doc:x\", reading: explicit, " + evidence + "}\n"
	if excuse != "" {
		reading += "  excuse: " + excuse + "\n"
	}
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"nodes/document.yaml":   `- {key: "doc:x", name: On bread, kind: article, year: unknown, language: en, certain: true, held: whole text, short: Baker}`,
		"nodes/actor_type.yaml": "- {key: actor:baker, name: baker, side: both}\n- {key: actor:miller, name: miller, side: both}",
		"claims/money.yaml":     "- {key: claim:pay, text: Bakers pay., type: COOPERATES_WITH, subject: actor:baker, object: actor:miller}",
		"readings/x.yaml":       reading,
	} {
		files[name] = &fstest.MapFile{Data: []byte(strings.TrimSpace(text))}
	}
	ds, err := graph.Read(files)
	if err != nil {
		t.Fatal(err)
	}
	return ds, doc
}
