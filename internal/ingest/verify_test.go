package ingest_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"corridor/graph"
	"corridor/internal/ingest"
)

// readingOf makes the reading that a document would have.
func readingOf(key string, doc ingest.Document) graph.Reading {
	r := graph.Reading{Document: key}
	for _, p := range doc.Passages {
		r.Passages = append(r.Passages, graph.Passage{Document: key, Paragraph: p.Paragraph, Sentence: p.Sentence, Mark: p.Mark})
	}
	return r
}

// variants are ways in which a reader's copy may differ without being another
// text. They are made by the test, from any text.
var variants = map[string]func(text string) string{
	"as it is":         func(text string) string { return text },
	"capitals":         strings.ToUpper,
	"other line ends":  func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") },
	"byte order mark":  func(text string) string { return "\uFEFF" + text },
	"plain quotes":     strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'").Replace,
	"ligatures":        strings.NewReplacer("fi", "ﬁ", "fl", "ﬂ", "ffi", "ﬃ").Replace,
	"wrapped at 60":    func(text string) string { return wrap(joinWrapped(text), 60, false) },
	"wrapped, hyphens": func(text string) string { return wrap(joinWrapped(text), 47, true) },
	"page heads":       func(text string) string { return withHeads(wrap(joinWrapped(text), 90, false), 30) },
}

// joinWrapped undoes hyphens at line ends, which a new wrapping would leave
// inside words.
func joinWrapped(text string) string { return strings.ReplaceAll(text, "-\n", "") }

// wrap sets the lines of a text anew; with hyphens it breaks long words.
func wrap(text string, width int, hyphens bool) string {
	var out strings.Builder
	for _, paragraph := range strings.Split(text, "\n") {
		column := 0
		for i, word := range strings.Fields(paragraph) {
			room := width - column - 1
			letters := []rune(word)
			switch {
			case i == 0:
			case hyphens && len(letters) > room && room > 4 && len(letters)-room > 2 && isWord(word):
				out.WriteString(" " + string(letters[:room-1]) + "-\n" + string(letters[room-1:]))
				column = len(letters) - room + 1
				continue
			case len(letters) > room:
				out.WriteString("\n")
				column = 0
			default:
				out.WriteString(" ")
				column++
			}
			out.WriteString(word)
			column += len(letters)
		}
		out.WriteString("\n")
	}
	return out.String()
}

func isWord(word string) bool {
	return strings.Trim(strings.ToLower(word), "abcdefghijklmnopqrstuvwxyz") == ""
}

func withHeads(text string, every int) string {
	var out strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if i%every == every-1 {
			fmt.Fprintf(&out, "%d\nAnnals of the Mill, page %d\n", i/every+1, i/every+2)
		}
		out.WriteString(line + "\n")
	}
	return out.String()
}

func TestVerifyFindsEveryPassageInVariants(t *testing.T) {
	files := append(glob(t, "testdata/segmentation/*.txt"), documents(t)...)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		reading := readingOf("doc:x", read(t, file))
		for name, vary := range variants {
			t.Run(filepath.Base(file)+"/"+name, func(t *testing.T) {
				for _, v := range ingest.Verify([]graph.Reading{reading}, copies(t, vary(string(text)))) {
					if v.Status == ingest.Missing || v.Status == ingest.Changed {
						t.Errorf("%s: %s (similarity %.2f)", v.At, v.Status, v.Similarity)
					}
				}
			})
		}
	}
}

func TestVerifyFindsDocumentsByContent(t *testing.T) {
	var all strings.Builder
	var readings []graph.Reading
	for i, file := range documents(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(string(text) + "\n\n")
		readings = append(readings, readingOf(fmt.Sprintf("doc:%d", i), read(t, file)))
	}
	for _, v := range ingest.Verify(readings, copies(t, "something else entirely", all.String())) {
		if v.Status != ingest.Found && v.Status != ingest.Moved {
			t.Errorf("%s %s: %s in one file that holds all documents", v.Document, v.At, v.Status)
		}
	}
}

func TestVerifyTellsMovedChangedAndMissing(t *testing.T) {
	text := madeUp()
	paragraphs := strings.Split(text, "\n")
	doc, err := ingest.Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	reading := readingOf("doc:x", doc)
	moved, changed, missing := 2, 20, 30
	altered := append([]string{}, paragraphs...)
	altered[changed] = strings.Replace(altered[changed], "baker", "potter", 1)
	altered[missing] = "Here stands a wholly different thing about ships and the sea."
	first := altered[moved]
	altered = append(append(altered[:moved:moved], altered[moved+1:]...), first)
	want := map[string]ingest.Status{
		doc.Passages[moved].At(): ingest.Moved, doc.Passages[changed].At(): ingest.Changed, doc.Passages[missing].At(): ingest.Missing,
	}
	for _, v := range ingest.Verify([]graph.Reading{reading}, copies(t, strings.Join(altered, "\n"))) {
		status, special := want[v.At]
		if !special {
			status = ingest.Found
		}
		if v.Status != status {
			t.Errorf("%s: %s, want %s", v.At, v.Status, status)
		}
		if v.Status == ingest.Changed && (v.Similarity < 0.4 || v.Similarity == 1) {
			t.Errorf("%s: similarity %.2f of a sentence with one word changed", v.At, v.Similarity)
		}
	}
}

// madeUp is a text of sixty sentences, a paragraph each, all different.
func madeUp() string {
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("baker flour oven morning river mill stone wheel bread market town road cart horse rain harvest corn miller sack yeast table knife window garden tower bridge school letter winter summer apple pear fence gate")
	var lines []string
	for i := range 60 {
		var b strings.Builder
		fmt.Fprintf(&b, "Story %d tells that the baker", i)
		for range 16 {
			b.WriteString(" " + words[random.IntN(len(words))])
		}
		lines = append(lines, b.String()+".")
	}
	return strings.Join(lines, "\n")
}

func copies(t testing.TB, texts ...string) []ingest.Copy {
	t.Helper()
	var out []ingest.Copy
	for i, text := range texts {
		c, err := ingest.NewCopy(fmt.Sprintf("copy %d", i), []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

func FuzzMark(f *testing.F) {
	f.Add("A sentence about bread.")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		mark := ingest.MarkOf(text)
		back, err := graph.ParseMark(mark.String())
		if err != nil || back != mark {
			t.Fatalf("%q: mark %v reads back as %v (%v)", text, mark, back, err)
		}
	})
}
