package internal_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"corridor/internal/shared"
)

// citation is CITATION.cff as far as ours goes, in version 1.2.0 of its format.
type citation struct {
	Version    string `yaml:"cff-version"`
	Message    string
	Type       string
	Title      string
	Abstract   string
	Authors    []author
	License    string
	Release    string `yaml:"version"`
	Released   string `yaml:"date-released"`
	Keywords   []string
	References []reference
}

type author struct {
	Name   string
	Given  string `yaml:"given-names"`
	Family string `yaml:"family-names"`
}

type reference struct {
	Type, Title, License, Notes string
	Authors                     []author
	Journal                     string
	Institution                 struct{ Name string }
	Collection                  string `yaml:"collection-title"`
	Volume, Issue, Number       int
	Month, Year                 int
}

// document is a source document as the dataset has it.
type document struct {
	Key, Name, Kind, Publisher string
	Authors                    []string
	Year                       int
}

func readYAML(t *testing.T, name string, strict bool, to any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(shared.Project(), name))
	if err != nil {
		t.Fatal(err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(strict)
	if err := decoder.Decode(to); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func TestCitationSaysWhatToolsAsk(t *testing.T) {
	var c citation
	readYAML(t, "CITATION.cff", true, &c)
	for key, empty := range map[string]bool{
		"cff-version": c.Version != "1.2.0", "message": c.Message == "", "type": c.Type != "software", "title": c.Title == "", "abstract": c.Abstract == "",
		"authors": !slices.Equal(c.Authors, []author{{Name: "The Corridor developers"}}), "license": c.License != "Apache-2.0",
		"version": strings.Count(c.Release, ".") != 2, "keywords": len(c.Keywords) == 0,
	} {
		if empty {
			t.Errorf("CITATION.cff: %s is missing or wrong", key)
		}
	}
	if _, err := time.Parse(time.DateOnly, c.Released); err != nil {
		t.Errorf("date-released: %v", err)
	}
	isData := func(r reference) bool {
		return r.Type == "dataset" && r.License == "CC-BY-4.0" && len(r.Authors) > 0 && r.Year > 0
	}
	if !slices.ContainsFunc(c.References, isData) {
		t.Error("CITATION.cff does not cite the dataset under its licence")
	}
}

// TestCitationNamesTheDocuments holds that what is cited is what the dataset
// was read from.
func TestCitationNamesTheDocuments(t *testing.T) {
	var c citation
	var documents []document
	readYAML(t, "CITATION.cff", true, &c)
	readYAML(t, "graph/dataset/nodes/document.yaml", false, &documents)
	kinds := map[string]string{"article": "article", "report": "report", "web page": "website"}
	if len(c.References) != len(documents)+1 {
		t.Errorf("%d references for %d documents and the dataset", len(c.References), len(documents))
	}
	for _, d := range documents {
		i := slices.IndexFunc(c.References, func(r reference) bool { return r.Title == d.Name })
		if i < 0 {
			t.Errorf("%s is not cited under its title", d.Key)
			continue
		}
		r := c.References[i]
		if r.Type != kinds[d.Kind] || r.Year != d.Year || !slices.Equal(namesOf(r.Authors), d.by()) {
			t.Errorf("%s is cited as %+v, the dataset has %+v", d.Key, r, d)
		}
		if at := r.Journal + r.Institution.Name + r.Authors[0].Name; !strings.HasPrefix(d.Publisher, at) {
			t.Errorf("%s is published by %q, cited %q", d.Key, d.Publisher, at)
		}
	}
}

// by is who wrote a document: its publisher where nobody is named.
func (d document) by() []string {
	if len(d.Authors) == 0 {
		return []string{d.Publisher}
	}
	return d.Authors
}

func namesOf(authors []author) (names []string) {
	for _, a := range authors {
		names = append(names, strings.TrimSpace(a.Name+a.Given+" "+a.Family))
	}
	return names
}
