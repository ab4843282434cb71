package internal_test

import (
	"testing"

	"corridor/graph"
)

func namesOfTheDataset(t *testing.T) map[string]bool {
	t.Helper()
	ds, err := graph.Read(graph.Files())
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, n := range ds.Nodes {
		names[n.Name] = true
		for _, alias := range n.Aliases {
			names[alias] = true
		}
	}
	return names
}

// TestTheDatasetIsSound runs the checks of the model on the data files.
func TestTheDatasetIsSound(t *testing.T) {
	ds, err := graph.Read(graph.Files())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range graph.Check(ds) {
		t.Error(p)
	}
	if len(ds.Readings) != 5 {
		t.Errorf("%d readings, want one for each document", len(ds.Readings))
	}
}
