package ingest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"corridor/graph"
	"corridor/internal/ingest"
	"corridor/internal/shared"
)

// made is a text of our own in two paragraphs.
const made = "The kettle sang on the stove. Nobody listened to it at all. At last it boiled over.\n\n" +
	"A second kettle stood in the yard. It was empty and had been for years.\n"

func locate(t *testing.T, text, copied string) (graph.Reading, map[string]ingest.Text) {
	t.Helper()
	doc, err := ingest.Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	c, err := ingest.NewCopy("copy.txt", []byte(copied))
	if err != nil {
		t.Fatal(err)
	}
	reading := readingOf("doc:900", doc)
	texts, err := ingest.Locate(t.Context(), []graph.Reading{reading}, []ingest.Copy{c})
	if err != nil {
		t.Fatal(err)
	}
	return reading, texts
}

// TestLocateGivesTheSentenceInItsParagraph holds that in whatever way a copy
// differs, each passage comes with its own sentence, marked in its paragraph.
func TestLocateGivesTheSentenceInItsParagraph(t *testing.T) {
	for name, vary := range variants {
		reading, texts := locate(t, made, vary(made))
		for i, p := range reading.Passages {
			text, found := texts[p.Key()]
			want := []string{"The kettle sang on the stove.", "Nobody listened to it at all.", "At last it boiled over.", "A second kettle stood in the yard.", "It was empty and had been for years."}[i]
			if !found || !strings.EqualFold(strings.ReplaceAll(text.Sentence, "ﬁ", "fi"), want) {
				t.Errorf("%s: %s: %q", name, p.At(), text.Sentence)
				continue
			}
			if sentences := map[int]int{1: 3, 2: 2}[p.Paragraph]; len(text.Paragraph) != sentences {
				t.Errorf("%s: %s: a paragraph of %d sentences, want %d", name, p.At(), len(text.Paragraph), sentences)
			}
			for n, s := range text.Paragraph {
				if s.Cited != (n+1 == p.Sentence) {
					t.Errorf("%s: %s: sentence %d of its paragraph is cited: %v", name, p.At(), n+1, s.Cited)
				}
			}
		}
	}
}

// TestLocateWithAnInterruption holds that a passage which something else cuts in
// two is given as it stands.
func TestLocateWithAnInterruption(t *testing.T) {
	broken := strings.Replace(made, "Nobody listened", "Nobody\n\nOn Kettles 7\n\nlistened", 1)
	reading, texts := locate(t, made, broken)
	text, found := texts[reading.Passages[1].Key()]
	if !found || !strings.HasPrefix(text.Sentence, "Nobody") || !strings.HasSuffix(text.Sentence, "listened to it at all.") {
		t.Errorf("%v %+v", found, text)
	}
}

func TestLocateGivesNothingForASimilarSentence(t *testing.T) {
	reading, texts := locate(t, made, strings.Replace(made, "Nobody listened to it at all", "Nobody listened to it at first", 1))
	if text, found := texts[reading.Passages[1].Key()]; found || len(texts) != 4 {
		t.Errorf("%+v, %d found", text, len(texts))
	}
}

// TestLocateFindsEveryPassageOfTheDocuments asks the documents themselves.
func TestLocateFindsEveryPassageOfTheDocuments(t *testing.T) {
	folder := shared.Folder(t, "documents", "passages are not located in the real documents")
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %v", folder, err)
	}
	var copies []ingest.Copy
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c, err := ingest.NewCopy(filepath.Base(file), source)
		if err != nil {
			t.Fatal(err)
		}
		copies = append(copies, c)
	}
	ds, err := graph.Read(graph.Files())
	if err != nil {
		t.Fatal(err)
	}
	texts, err := ingest.Locate(t.Context(), ds.Readings, copies)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range ds.Readings {
		for _, p := range r.Passages {
			text, found := texts[p.Key()]
			mark := ingest.MarkOf(text.Sentence)
			if !found || mark.Hash != p.Mark.Hash && (mark.Head != p.Mark.Head || mark.Tail != p.Mark.Tail) { // which something interrupts
				t.Errorf("%s %s: the sentence given is not the passage's", r.Document, p.At())
			}
			cited := 0
			for _, s := range text.Paragraph {
				if s.Cited {
					cited++
				}
			}
			if cited != 1 {
				t.Errorf("%s %s: %d sentences of its paragraph are marked", r.Document, p.At(), cited)
			}
		}
	}
}
