package exchange_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"io"
	"slices"
	"strings"
	"testing"

	"corridor/graph"
	"corridor/internal/exchange"
)

// unpacked are the files of an archive.
func unpacked(t testing.TB, text string) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(content)
	}
	return files
}

// TestBundleHasWhatItsSumsSay checks the checksums, and that the dictionary has every
// property of the model and the tables every key of evidence.
func TestBundleHasWhatItsSumsSay(t *testing.T) {
	g := dataset(t)
	files := unpacked(t, textOf(t, "bundle", g))
	sums := 0
	for line := range strings.Lines(files["SHA256SUMS"]) {
		want, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if sum := sha256.Sum256([]byte(files[name])); hex.EncodeToString(sum[:]) != want || files[name] == "" {
			t.Errorf("%s is not as its sum says", name)
		}
		sums++
	}
	if sums != len(files)-1 || sums < 8 {
		t.Errorf("%d sums of %d files", sums, len(files))
	}
	if files["RELEASE"] != g.Release+"\n" || !strings.Contains(files["CITATION.cff"], "cff-version") || !strings.Contains(files["codebook.md"], "# Codebook") {
		t.Error("the release, how to cite or the codebook is not there")
	}
	rows, err := csv.NewReader(strings.NewReader(files["data-dictionary.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range graph.Labels() {
		for _, p := range l.Properties {
			if !slices.ContainsFunc(rows, func(r []string) bool { return r[1] == l.Name && r[2] == p.Name && r[8] == p.Doc }) {
				t.Errorf("%s.%s is not in the dictionary", l.Name, p.Name)
			}
		}
	}
	for _, n := range g.Nodes {
		if strings.HasPrefix(n.ID, "evidence:") && !strings.Contains(files["nodes.csv"], "\n\""+n.ID+"\",") {
			t.Errorf("%s was lost", n.ID)
		}
	}
}

// TestTablesKeepEveryValue reads the tables of odd values as CSV.
func TestTablesKeepEveryValue(t *testing.T) {
	files := unpacked(t, textOf(t, "tables", various(t)))
	rows, err := csv.NewReader(bytes.NewReader([]byte(files["nodes.csv"]))).ReadAll()
	if err != nil || len(rows) != 6 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	at := func(id, column string) string {
		place := slices.Index(rows[0], column)
		for _, row := range rows {
			if row[0] == id && place >= 0 {
				return row[place]
			}
		}
		t.Fatalf("no %s of %s in %q", column, id, rows[0])
		return ""
	}
	for column, want := range map[string]string{"yes:boolean": "true", "whole:long": "-7", "large:long": "4611686018427387904", "part:double": "2.5", "round:double": "3.0", "key:string": "thing:one"} {
		if have := at("thing:one", column); have != want {
			t.Errorf("%s: %s", column, have)
		}
	}
	if have := at("2", "numbers:long[]"); have != "1\x1f2" { // a text has ; and |
		t.Errorf("%q", have)
	}
	if have := at("thing:one", ":LABEL"); have != "Also\x1fThing" || !strings.Contains(files["import.args"], "--array-delimiter=U+001F") {
		t.Errorf("%q, %s", have, files["import.args"])
	}
	if !strings.HasPrefix(files["nodes.csv"], ":ID") && !strings.HasPrefix(files["nodes.csv"], `":ID"`) {
		t.Error(files["nodes.csv"][:80])
	}
	first := textOf(t, "bundle", various(t))
	if again := textOf(t, "bundle", various(t)); again != first {
		t.Error("two bundles of one graph differ")
	}
}

// TestTheImporterReadsLongFields holds that its buffer takes the longest row.
func TestTheImporterReadsLongFields(t *testing.T) {
	for size, want := range map[int]string{10: "--read-buffer-size=4194304\n", 16 << 20: "--read-buffer-size=67108"} {
		g := made(t, []exchange.Node{{ID: "1", Properties: map[string]any{"long": strings.Repeat("x", size)}}}, nil)
		if have := unpacked(t, textOf(t, "tables", g))["import.args"]; !strings.Contains(have, want) {
			t.Errorf("%d bytes: %s", size, have)
		}
	}
}

// TestColumnsKeepNamesThatTheyCanHave has names that tables cannot have become like one that
// they can, which keeps its column.
func TestColumnsKeepNamesThatTheyCanHave(t *testing.T) {
	g := made(t, []exchange.Node{{ID: "1", Properties: map[string]any{"a:b": "changed", "a_b": "kept", "a{b": "also changed"}}}, nil)
	rows, err := csv.NewReader(strings.NewReader(unpacked(t, textOf(t, "tables", g))["nodes.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]string{}
	for i, name := range rows[0] {
		have[name] = rows[1][i]
	}
	if have["a_b:string"] != "kept" || have["a_b_:string"] != "changed" || have["a_b__:string"] != "also changed" {
		t.Error(have)
	}
}

// TestDictionaryHasEveryColumn holds that whoever reads the tables finds out what stands in
// them.
func TestDictionaryHasEveryColumn(t *testing.T) {
	files := unpacked(t, textOf(t, "bundle", dataset(t)))
	table := func(name string) [][]string {
		rows, err := csv.NewReader(strings.NewReader(files[name])).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	dictionary := table("data-dictionary.csv")
	for of, file := range map[string]string{"node": "nodes.csv", "relationship": "relationships.csv"} {
		for _, column := range table(file)[0] {
			name, _, _ := strings.Cut(column, ":")
			if name != "" && !slices.ContainsFunc(dictionary, func(r []string) bool { return r[0] == of && r[2] == name && r[8] != "" }) {
				t.Errorf("%s of a %s is not in the dictionary", column, of)
			}
		}
	}
}
