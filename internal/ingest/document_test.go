package ingest_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"corridor/internal/ingest"
	"corridor/internal/shared"
)

var update = flag.Bool("update", false, "write golden files anew")

// TestRead holds a case, on made-up text, for each rule of segmentation: the
// text and beside it what Read must make of it.
func TestRead(t *testing.T) {
	for _, file := range glob(t, "testdata/segmentation/*.txt") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			doc := read(t, file)
			var b strings.Builder
			for _, p := range doc.Passages {
				fmt.Fprintf(&b, "%s %v | %s\n", p.At(), p.Notes, p.Text)
			}
			golden(t, strings.TrimSuffix(file, ".txt")+".want", b.String())
		})
	}
}

func TestReadIsDeterministicAndSlicesBack(t *testing.T) {
	files := append(glob(t, "testdata/segmentation/*.txt"), documents(t)...)
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc := read(t, file)
		if again := read(t, file); !reflect.DeepEqual(doc, again) {
			t.Errorf("%s: a second reading differs", filepath.Base(file))
		}
		for _, p := range doc.Passages {
			var cut strings.Builder
			for _, s := range p.Spans {
				cut.Write(source[s.Start:s.End])
			}
			want, have := ingest.Letters(p.Text), ingest.Letters(withoutNotes(cut.String(), p.Notes))
			if want != have {
				t.Errorf("%s %s: its spans give %q, want %q", filepath.Base(file), p.At(), have, want)
			}
		}
	}
}

// withoutNotes takes the numbers of the notes out of a slice of the source; a
// link's target, which a reader does not see, is no letter of the text.
func withoutNotes(text string, notes []int) string {
	for _, n := range notes {
		text = strings.Replace(text, fmt.Sprint(n), "", 1)
	}
	return linkTarget.ReplaceAllString(text, "]")
}

var linkTarget = regexp.MustCompile(`\]\([^)]*\)`)

func TestReadRefusesWhatIsNoText(t *testing.T) {
	if _, err := ingest.Read([]byte{0xff, 0xfe, 0x00}); err == nil {
		t.Error("bytes that are not UTF-8 were read")
	}
}

// blankLines once were counted as full lines of a page without any line.
var blankLines = strings.Repeat(" ", 61) + "\n" + strings.Repeat(" ", 61)

func TestReadOfBlankLines(t *testing.T) {
	if doc := readText(t, blankLines); len(doc.Passages) != 0 {
		t.Errorf("passages of blank lines: %v", doc.Passages)
	}
}

// TestReadOfHostileShapes reads texts that took time by the square of their
// length once: with any of those steps back, this test hangs.
func TestReadOfHostileShapes(t *testing.T) {
	for name, c := range map[string]struct {
		text     string
		passages int
	}{
		"a chain of initials":        {strings.Repeat("A. ", 10_000), 1},
		"one long number":            {strings.Repeat("7", 100_000), 1},
		"emphasis inside emphasis":   {" *." + strings.Repeat("**.", 10_000) + "*a", 1},
		"a page without a blank":     {strings.Repeat(strings.Repeat("word ", 20)+"\n", 2_500), 1},
		"long lines in lower case":   {strings.Repeat(strings.Repeat("word ", 31)+"\n", 1_500), 1},
		"a page begins at each line": {strings.Repeat(" "+strings.Repeat("word ", 19)+"\n", 2_000), 1},
		"a list of short entries":    {"References\nBaker, A. B. (2010).\n" + strings.Repeat("flour "+strings.Repeat("x", 130)+"\n", 1_500), 2},
		"sources in brackets":        {strings.Repeat("x", 130) + " ends.\n" + strings.Repeat("(Baker 2010)\n", 8_000), 1},
		"a note at each sentence":    {strings.Repeat("The miller was moved.3 ", 3_000), 3_000},
	} {
		t.Run(name, func(t *testing.T) {
			if n := len(readText(t, c.text).Passages); n != c.passages {
				t.Errorf("%d passages, want %d", n, c.passages)
			}
		})
	}
}

func TestReadOfOtherCharacters(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"accents set apart":           {"Jose\u0301 bakes.", []string{"José bakes. []"}},
		"digits of another script":    {"The baker was moved.٣ Then she left.", []string{"The baker was moved.٣ Then she left. []"}},
		"a line of stars":             {"Flour.\n***\nBread.", []string{"Flour. []", "Bread. []"}},
		"line ends of old systems":    {"Flour\rBread", []string{"Flour []", "Bread []"}},
		"line ends of two characters": {"Flour\r\nBread", []string{"Flour []", "Bread []"}},
	} {
		t.Run(name, func(t *testing.T) {
			var have []string
			for _, p := range readText(t, c.text).Passages {
				have = append(have, fmt.Sprint(p.Text, " ", p.Notes))
			}
			if !slices.Equal(have, c.want) {
				t.Errorf("have %q, want %q", have, c.want)
			}
		})
	}
}

func TestPassagesWithoutLettersTakeNoNumber(t *testing.T) {
	passages := readText(t, "Flour.\n***\nBread.").Passages
	if at := passages[1].At(); at != "p2s1" {
		t.Errorf("the paragraph after a line of stars is %s, want p2s1", at)
	}
}

func readText(t testing.TB, text string) ingest.Document {
	t.Helper()
	doc, err := ingest.Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(blankLines))
	f.Add([]byte("Jose\u0301 bakes.\rThe miller was moved.٣ ***"))
	for _, file := range glob(f, "testdata/segmentation/*.txt") {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		doc, err := ingest.Read(source)
		if err != nil {
			return
		}
		for _, p := range doc.Passages {
			for _, s := range p.Spans {
				if s.Start < 0 || s.End > len(source) || s.Start > s.End {
					t.Fatalf("%s: span %v is not in the %d bytes of the source", p.At(), s, len(source))
				}
			}
		}
	})
}

// ---- what the tests of this package share ----

func read(t testing.TB, file string) ingest.Document {
	t.Helper()
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := ingest.Read(source)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return doc
}

func glob(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s (%v)", pattern, err)
	}
	return files
}

// documents are the source documents, which stand beside the project.
func documents(t testing.TB) []string {
	t.Helper()
	return glob(t, filepath.Join(shared.Folder(t, "documents", "the real documents are not read"), "*.txt"))
}

func golden(t *testing.T, file, have string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(have), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if have != string(want) {
		t.Errorf("%s:\nhave\n%s\nwant\n%s", file, have, want)
	}
}
