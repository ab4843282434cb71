package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
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
				for _, v := range verify(t, []graph.Reading{reading}, copies(t, vary(string(text)))) {
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
	for _, v := range verify(t, readings, copies(t, "something else entirely", all.String())) {
		if v.Status != ingest.Found {
			t.Errorf("%s %s: %s in one file that holds all documents", v.Document, v.At, v.Status)
		}
	}
}

// Two documents in one file share their headings; each passage must be found
// in its own.
func TestVerifyTellsDocumentsWithEqualHeadings(t *testing.T) {
	var texts []string
	var readings []graph.Reading
	for i, half := range halves(madeUp()) {
		text := "Introduction\n" + half + "\nYes.\nYes.\nConclusion\nOf document " + fmt.Sprint(i) + "."
		texts = append(texts, text)
		readings = append(readings, readingOf(fmt.Sprintf("doc:%d", i), readText(t, text)))
	}
	all := strings.Join(texts, "\n")
	for name, vary := range variants {
		t.Run(name, func(t *testing.T) {
			for _, v := range verify(t, readings, copies(t, vary(all))) {
				if v.Status != ingest.Found {
					t.Errorf("%s %s: %s", v.Document, v.At, v.Status)
				}
			}
		})
	}
	second := len(texts[0]) + 1
	for i, v := range verify(t, readings, copies(t, all)) {
		if have, want := v.Start >= second, i >= len(readings[0].Passages); have != want {
			t.Errorf("%s %s: found at byte %d, the second document begins at %d", v.Document, v.At, v.Start, second)
		}
	}
}

func halves(text string) []string {
	lines := strings.Split(text, "\n")
	middle := len(lines) / 2
	return []string{strings.Join(lines[:middle], "\n"), strings.Join(lines[middle:], "\n")}
}

// A sentence that the copy holds fewer times than the document is not found in
// one place twice.
func TestVerifyCountsRepeatedSentences(t *testing.T) {
	reading := readingOf("doc:x", readText(t, "Yes.\nFlour is white.\nYes.\nYes."))
	var have []ingest.Status
	for _, v := range verify(t, []graph.Reading{reading}, copies(t, "Yes.\nFlour is white.\nYes.")) {
		have = append(have, v.Status)
	}
	want := []ingest.Status{ingest.Found, ingest.Found, ingest.Found, ingest.Missing}
	if !slices.Equal(have, want) {
		t.Errorf("have %q, want %q", have, want)
	}
}

func TestVerifyPlaces(t *testing.T) {
	for name, c := range map[string]struct{ sentence, copy, want string }{
		"end of a wide letter": {"The miller drank six café", "Now: the miller drank six café then.", "the miller drank six café"},
		"accents set apart":    {"Old José bakes a loaf of bread for us all.", "Old Jose\u0301 bakes a loaf\nAnnals, page 3\nof bread for us all.", "Old Jose\u0301 bakes a loaf\nAnnals, page 3\nof bread for us all"},
		"an accent at the end": {"The miller drank six café", "Now: the miller drank six cafe\u0301 then.", "the miller drank six cafe\u0301"},
		"an accent by itself":  {"The miller drank six cafx\u0301s", "Now: the miller drank six cafx\u0301s then.", "the miller drank six cafx\u0301s"},
		"cut near the start":   {"Bread is what the miller buys from the baker.", "Bread Annals, page 3\nis what the miller buys from the baker.", "Bread Annals, page 3\nis what the miller buys from the baker"},
		"cut near the end":     {"Bread is what the miller buys from the baker.", "Bread is what the miller buys from the Annals, page 3\nbaker.", "Bread is what the miller buys from the Annals, page 3\nbaker"},
	} {
		t.Run(name, func(t *testing.T) {
			reading := readingOf("doc:x", readText(t, c.sentence))
			v := verify(t, []graph.Reading{reading}, copies(t, c.copy))[0]
			if v.Status != ingest.Found || c.copy[v.Start:v.End] != c.want {
				t.Errorf("%s at %q, want found at %q", v.Status, c.copy[v.Start:v.End], c.want)
			}
		})
	}
}

func TestVerifyEndsEarly(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	reading := readingOf("doc:x", readText(t, madeUp()))
	if out, err := ingest.Verify(ctx, []graph.Reading{reading}, copies(t, madeUp())); !errors.Is(err, context.Canceled) || out != nil {
		t.Errorf("%d results and error %v of a search that was called off", len(out), err)
	}
}

// Text made of pieces of the sentences has their heads and tails everywhere;
// the search took minutes for a few of these once.
func TestVerifyAmongPiecesOfTheText(t *testing.T) {
	text := madeUp()
	random := rand.New(rand.NewPCG(3, 4))
	words := strings.Fields(text)
	var pieces strings.Builder
	for pieces.Len() < 300_000 {
		from := random.IntN(len(words) - 12)
		pieces.WriteString(strings.Join(words[from:from+3+random.IntN(9)], " ") + " ")
	}
	reading := readingOf("doc:x", readText(t, text))
	for _, v := range verify(t, []graph.Reading{reading}, copies(t, pieces.String(), text)) {
		if v.Status != ingest.Found || v.Copy != "copy 1" {
			t.Errorf("%s: %s in %s", v.At, v.Status, v.Copy)
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
	for _, v := range verify(t, []graph.Reading{reading}, copies(t, strings.Join(altered, "\n"))) {
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

func TestParseMarkRefusesWhatIsNotWritten(t *testing.T) {
	mark := ingest.MarkOf("A sentence about bread.").String()
	fields := strings.Fields(mark)
	with := func(i int, field string) string {
		changed := slices.Clone(fields)
		changed[i] = field
		return strings.Join(changed, " ")
	}
	for _, text := range []string{
		with(0, fields[0]+"#0"), with(0, fields[0]+"#1"), with(0, fields[0]+"#-2"), with(0, strings.Repeat("z", 24)),
		with(0, strings.ToUpper("abcdefabcdefabcdefabcdef")), with(1, "-5"), with(1, "+5"), with(1, "05"),
		with(2, "1"), with(3, "1"), with(4, strings.Repeat("z", 64)), fields[0],
	} {
		if back, err := graph.ParseMark(text); err == nil {
			t.Errorf("%q was read as %v", text, back)
		}
	}
}

// A mark that nothing wrote must not end the program.
func TestVerifyOfSenselessMarks(t *testing.T) {
	reading := readingOf("doc:x", readText(t, madeUp()))
	for i, length := range []int{-5, 0, 1, 1 << 60} {
		reading.Passages[i].Mark.Length = length
		reading.Passages[i].Mark.Hash = strings.Repeat("0", 24)
	}
	for i, v := range verify(t, []graph.Reading{reading}, copies(t, madeUp(), "")) {
		if (v.Status == ingest.Found) != (i > 3) {
			t.Errorf("%s: %s", v.At, v.Status)
		}
	}
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

func verify(t testing.TB, readings []graph.Reading, copies []ingest.Copy) []ingest.Verification {
	t.Helper()
	out, err := ingest.Verify(t.Context(), readings, copies)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
