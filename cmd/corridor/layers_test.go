package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"corridor/internal/shared"
)

// documented is the layer that the docs show.
func documented(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(shared.Project(), "docs/own-knowledge.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```jsonl\n")
	text, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("the docs show no layer")
	}
	return text
}

// TestImportAndLayers adds to the graph as a user would, looks at it, hides it and
// takes it away.
func TestImportAndLayers(t *testing.T) {
	loaded(t)
	top := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(top, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	says := func(code int, words string, args ...string) result {
		t.Helper()
		r := corridor(t, args...)
		if r.code != code || !strings.Contains(r.out+r.err, words) {
			t.Errorf("%v: status %d, %s%s; want %d and %q", args, r.code, r.out, r.err, code, words)
		}
		return r
	}
	defer corridor(t, "cypher", "--write", "DROP CONSTRAINT layer_name IF EXISTS")
	defer corridor(t, "layers", "remove", "notes")
	notes := file("notes.jsonl", documented(t))
	ties := file("ties.csv", ":START_ID,:END_ID,:TYPE,note\nactor:ferryman,actor:broker,COMPETES_WITH,as I saw\n")
	crooked := file("crooked.csv", "key:ID,name,side\nactor:boatman,boatman,left\n")

	says(2, "--by must say who", "import", "--layer", "notes", notes)
	says(2, "want a name of lower-case letters", "import", "--layer", "My Notes", "--by", "ada", notes)
	says(2, "requires at least 1 arg", "import", "--layer", "notes", "--by", "ada")
	says(2, "no such file", "import", "--layer", "notes", "--by", "ada", filepath.Join(top, "none.jsonl"))
	says(2, crooked+`:2:1: side: "left" is none of legitimate, illegitimate`, "import", "--layer", "notes", "--by", "ada", notes, crooked, "--write")
	says(2, file("cut.jsonl", `{"node": `)+":1:9: is not JSON", "import", "--layer", "notes", "--by", "ada", notes, filepath.Join(top, "cut.jsonl"), "--write")
	says(0, "nothing was changed yet", "import", "--layer", "notes", "--by", "ada", notes, ties)
	says(2, "there is no layer of this name", "layers", "export", "notes")
	says(2, "want nothing, or show", "layers", "burn", "notes")
	says(0, "7 items added, 0 changed, 0 dropped, 0 as they were", "import", "--layer", "notes", "--by", "ada", notes, ties, "--write")
	says(0, "claim:brokers-work-with-ferrymen", "cypher", "MATCH ({key: 'actor:broker'})-[r]->({key: 'actor:ferryman'}) RETURN r.claim, r.by")
	says(0, "actor:ferryman", "query", "neighbours", "key=actor:broker", "--format", "csv")
	says(0, "Brokers work with ferrymen.", "query", "node", "key=actor:ferryman", "--width", "0")
	says(0, "Notes 2026", "query", "evidence", "key=claim:brokers-work-with-ferrymen")
	says(0, "nothing to change", "load")
	text := says(0, `"by":"ada"`, "layers", "export", "notes").out
	if strings.Contains(text, "He paid") {
		t.Errorf("the words of a sentence were kept: %s", text)
	}
	says(0, "kept", "layers", "hide", "notes")
	says(0, `"hidden": true`, "layers", "--format", "json")
	says(0, "layer notes: shown", "layers", "show", "notes")
	says(0, "layer notes: removed", "layers", "remove", "notes")
	says(0, "0 rows", "cypher", "MATCH (n) WHERE n.layer = 'notes' OR n:Layer RETURN n.key")
	says(0, "as they were", "import", "--layer", "notes", "--by", "bob", file("again.jsonl", text), "--write")
	if again := says(0, "", "layers", "export", "notes").out; again != text {
		t.Errorf("an export that was imported is another: %s; want %s", again, text)
	}
}
