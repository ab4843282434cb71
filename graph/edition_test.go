package graph_test

import (
	"fmt"
	"os"
	"testing"

	"corridor/graph"
)

// TestEditionIsRaisedWithTheData holds that a program can tell which of two
// releases is the newer one.
func TestEditionIsRaisedWithTheData(t *testing.T) {
	ds, err := graph.Read(graph.Files())
	if err != nil {
		t.Fatal(err)
	}
	value := graph.Build(ds)
	edition, release := graph.LastEdition()
	if edition < 1 || value.Edition != edition {
		t.Errorf("edition %d, the graph says %d", edition, value.Edition)
	}
	switch {
	case value.Release == release:
	case *update:
		if err := os.WriteFile("dataset/edition.txt", fmt.Appendln(nil, edition+1, value.Release), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Error("the data changed and graph/dataset/edition.txt did not: run make update")
	}
}
