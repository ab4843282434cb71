package main_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"corridor/internal/shared"
)

// TestServeShowsNoDocumentsToOthers holds the ways in which --documents is
// refused before anything is served.
func TestServeShowsNoDocumentsToOthers(t *testing.T) {
	empty, other := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "kettle.txt"), []byte("The kettle sang on the stove.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		arguments []string
		want      string
	}{
		"on all addresses":  {[]string{"--listen", "0.0.0.0:0", "--open-to-anyone", "--documents", other}, "listen on loopback"},
		"by another name":   {[]string{"--listen", "127.0.0.1:0", "--host", "graph.example", "--documents", other}, "it goes with no --host"},
		"no folder":         {[]string{"--listen", "127.0.0.1:0", "--documents", filepath.Join(empty, "nothing")}, "read the copies"},
		"no text files":     {[]string{"--listen", "127.0.0.1:0", "--documents", empty}, "no text files"},
		"no document of us": {[]string{"--listen", "127.0.0.1:0", "--documents", other}, "no passage of any of the documents stands in the copies"},
	} {
		t.Run(name, func(t *testing.T) {
			if r := corridor(t, append([]string{"serve"}, c.arguments...)...); r.code != 2 || !strings.Contains(r.err, c.want) {
				t.Errorf("status %d: %s", r.code, r.err)
			}
		})
	}
}

// TestServeShowsTheReadersCopies holds that a document at hand is shown with its
// sentences, and one that is not is without, and that both are said.
func TestServeShowsTheReadersCopies(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared.Folder(t, "documents", "no passage is shown with its sentence"), "003*.txt"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v", files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "any name.txt"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	loaded(t)
	r := start(t, nil, "--documents", folder)
	said := r.saying(t, "passages found in your copies: ")
	if have := regexp.MustCompile(`(doc:\d+) (\d+) of (\d+)`).FindAllStringSubmatch(said, -1); len(have) < 2 {
		t.Errorf("it says %s", said)
	} else {
		for _, m := range have {
			if isWhole := m[2] == m[3]; isWhole != (m[1] == "doc:003") { // others may share a sentence with it
				t.Errorf("it says %s", m[0])
			}
		}
	}
	a := get(t, r.address+"api/v1/passages/passage:003-a01944e6e791", nil)
	shown, _ := a.body["text"].(map[string]any)
	sentence, _ := shown["sentence"].(string)
	if a.status != http.StatusOK || a.header.Get("Cache-Control") != "no-store" || len(sentence) < 20 || !strings.Contains(string(text), sentence[:10]) {
		t.Errorf("%d: %d letters shown", a.status, len(sentence)) // never the words themselves
	}
	if cited := strings.Count(fmt.Sprint(shown["paragraph"]), "cited:true"); cited != 1 {
		t.Errorf("%d sentences are marked", cited)
	}
	rows := get(t, r.address+"api/v1/queries/drawn-from-passage?passage=passage:000-nothing", nil)
	if rows.status != http.StatusBadRequest {
		t.Errorf("%d", rows.status)
	}
}
