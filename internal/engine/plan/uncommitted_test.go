package plan_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"corridor/internal/engine/exec"
	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
)

// TestACommitChangesNoResult changes a graph and asks it within the transaction,
// where operators go row by row, and after it, where they look at batches.
func TestACommitChangesNoResult(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	registry := exec.NewRegistry()
	for range 12 {
		graph := randomGraph(t, random)
		tx, err := graph.Begin(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		change(t, random, tx)
		plans, within := map[string]*plan.Plan{}, map[string][]string{}
		for range 40 {
			query := randomQuery(random)
			plans[query] = planned(t, query, registry, whim{random, tx.View})
			if within[query], err = rowsOf(t, plans[query], registry, &exec.State{View: tx.View, Tx: tx}); err != nil {
				t.Fatalf("%s: %v", query, err)
			}
		}
		if _, err := tx.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		for query, want := range within {
			got, err := rowsOf(t, plans[query], registry, &exec.State{View: graph.Snapshot()})
			if err != nil || !slices.Equal(got, want) {
				t.Fatalf("%s\nhas %d rows before the commit, after it %d (%v):\n%s", query, len(want), len(got), err, plan.Outline(plans[query]))
			}
		}
	}
}

// change deletes and adds some nodes and relationships, loops and parallel ones too.
func change(t *testing.T, random *rand.Rand, tx *storage.Tx) {
	t.Helper()
	for id := range storage.ID(34) { // as many as randomGraph has
		if random.IntN(4) == 0 {
			tx.DeleteRelationship(id)
		}
	}
	node := tx.CreateNode([]string{"A"})
	for range 12 {
		from, to := node-storage.ID(random.IntN(4)), node-storage.ID(random.IntN(4))
		if _, err := tx.CreateRelationship(from, to, []string{"R", "S"}[random.IntN(2)]); err != nil {
			t.Fatal(err)
		}
	}
}
