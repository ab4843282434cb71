package graph_test

import (
	"flag"
	"os"
	"testing"

	"corridor/graph"
)

var update = flag.Bool("update", false, "write generated and golden files anew")

func TestGeneratedFilesAreCurrent(t *testing.T) {
	for path, want := range map[string]string{
		"../cypher/schema/1-constraints.cypher": graph.Constraints(),
		"../cypher/schema/2-indexes.cypher":     graph.Indexes(),
		"../docs/model.md":                      graph.Reference(),
	} {
		if *update {
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		have, err := os.ReadFile(path)
		if err != nil || string(have) != want {
			t.Errorf("%s differs from what graph/schema.go makes: run make update (%v)", path, err)
		}
	}
}
