package ingest_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
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

func FuzzRead(f *testing.F) {
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
