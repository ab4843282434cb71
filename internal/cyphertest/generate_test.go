package cyphertest_test

import (
	"strings"
	"testing"

	"corridor/internal/cyphertest"
)

// What is generated is the same for the same seed, and nearly all of it are
// queries that run; none of it makes the engine fail by a fault of its own.
func TestGenerate(t *testing.T) {
	const graphs, queries = 12, 25
	s := serveEmbedded(t)
	refused := 0
	for seed := range uint64(graphs) {
		g, again := cyphertest.NewGenerator(seed), cyphertest.NewGenerator(seed)
		graph := g.Graph()
		if graph != again.Graph() {
			t.Fatalf("the graph of seed %d is not always the same", seed)
		}
		(&differential{t: t, embedded: s, real: s}).build(graph)
		for range queries {
			q := g.Query()
			if q.Text() != again.Query().Text() {
				t.Fatalf("a query of seed %d is not always the same: %s", seed, q.Text())
			}
			o, err := s.try(t.Context(), q.Text(), q.Writes)
			if err != nil || strings.Contains(codeOf(o), "DatabaseError") {
				t.Fatalf("%s\n%s: %v %s", graph, q.Text(), err, o.refusal)
			}
			if o.refusal != nil {
				refused++
			}
		}
	}
	if refused > graphs*queries/10 {
		t.Errorf("%d of %d queries are refused", refused, graphs*queries)
	}
}

func TestSmallerQueries(t *testing.T) {
	q := cyphertest.NewGenerator(1).Query()
	steps := 0
	for again := true; again; steps++ {
		again = false
		for smaller := range q.Smaller() {
			if len(smaller.Text()) < len(q.Text()) {
				q, again = smaller, true
				break
			}
		}
	}
	if steps < 2 {
		t.Errorf("nothing is left out of %s", q.Text())
	}
}
