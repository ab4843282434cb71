package invented_test

import (
	"testing"

	"corridor/graph"
	"corridor/internal/invented"
)

// TestDatasetKeepsTheModel holds that what is made up could be loaded as if people
// had written it, and has the size that was asked for.
func TestDatasetKeepsTheModel(t *testing.T) {
	for _, size := range []struct{ nodes, relationships int }{{1000, 2700}, {1001, 5005}, {3000, 9000}} {
		ds, err := invented.Dataset(1, size.nodes, size.relationships)
		if err != nil {
			t.Fatal(err)
		}
		for n, problem := range graph.Check(ds) {
			if n < 5 {
				t.Errorf("%v: %v", size, problem)
			}
		}
		if v := graph.Build(ds); len(v.Nodes) != size.nodes || len(v.Relationships) != size.relationships {
			t.Errorf("%d nodes and %d relationships, want %v", len(v.Nodes), len(v.Relationships), size)
		}
	}
}

// TestDatasetIsTheSameEachTime holds that a seed names a dataset.
func TestDatasetIsTheSameEachTime(t *testing.T) {
	release := func(seed uint64) string {
		ds, err := invented.Dataset(seed, 1000, 3000)
		if err != nil {
			t.Fatal(err)
		}
		return graph.Build(ds).Release
	}
	first, again := release(1), release(1)
	if first != again || first == release(2) {
		t.Error("a seed makes another dataset each time, or each seed the same")
	}
}

func TestDatasetRefusesSizesThatCannotBe(t *testing.T) {
	for _, size := range []struct{ nodes, relationships int }{{0, 0}, {999, 3000}, {1000, 2699}, {1000, 5001}} {
		if _, err := invented.Dataset(1, size.nodes, size.relationships); err == nil {
			t.Errorf("%v is made", size)
		}
	}
}
