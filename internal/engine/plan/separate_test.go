package plan_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"corridor/internal/engine/exec"
	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// TestEagerStandsWhereItIsNeeded runs random updates as planned, and with an
// Eager after every operator, which may need more memory than there is. Both must
// leave the same graph and give the same rows.
func TestEagerStandsWhereItIsNeeded(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	registry := exec.NewRegistry()
	refused := 0
	for range 300 {
		query, seed := randomUpdate(random), random.Uint64()
		got := outcome(t, registry, query, seed, false)
		want := outcome(t, registry, query, seed, true)
		if got != want && want != string(value.OutOfMemory) {
			t.Fatalf("%s\nleaves\n%.400s\nbut one step after another\n%.400s", query, got, want)
		}
		if strings.HasPrefix(want, "Neo.") {
			refused++
		}
	}
	if refused > 100 {
		t.Errorf("%d of 300 updates fail, which tells nothing", refused)
	}
}

// outcome is the graph after a query, and the query's rows.
func outcome(t *testing.T, registry *exec.Registry, query string, seed uint64, everywhere bool) string {
	t.Helper()
	g := randomGraph(t, rand.New(rand.NewPCG(seed, 1)))
	p := planned(t, query, registry, whim{rand.New(rand.NewPCG(seed, 2)), g.Snapshot()})
	if everywhere {
		takeAll(p.Root)
	}
	tx, err := g.Begin(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	rows, err := rowsOf(t, p, registry, &exec.State{View: tx.View, Tx: tx})
	var told *value.Error
	if errors.As(err, &told) {
		return string(told.Code)
	}
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return strings.Join(append(rows, dump(tx.View)...), "\n")
}

// takeAll puts an Eager between all operators of a plan and of those in it.
func takeAll(op plan.Operator) {
	for ; op != nil; op = op.Input() {
		switch op := op.(type) {
		case *plan.Apply:
			takeAll(op.Right)
		case *plan.Foreach:
			takeAll(op.Body)
		}
		if in := op.Input(); in != nil && in.Input() != nil {
			op.Base().In = &plan.Eager{Common: plan.Common{In: in, Live: in.Base().Live}}
			op = op.Input()
		}
	}
}

// dump is a graph as sorted text without ids.
func dump(v *storage.View) []string {
	var lines []string
	node := func(id storage.ID) string {
		text := "node"
		for _, l := range v.NodeLabels(id) {
			text += " " + v.LabelName(l)
		}
		v.EachNodeProperty(id, func(k storage.Key, x value.Value) bool {
			text += " " + v.KeyName(k) + "=" + cell(x)
			return true
		})
		return text
	}
	ids := make([]storage.ID, 1<<16)
	n, _, _ := v.ScanNodes(0, ids)
	for _, id := range ids[:n] {
		lines = append(lines, node(id))
	}
	n, _, _ = v.ScanRelationships(0, ids)
	for _, id := range ids[:n] {
		from, to, typ := v.Ends(id)
		lines = append(lines, fmt.Sprint(node(from), " ", v.TypeName(typ), " ", node(to)))
	}
	slices.Sort(lines)
	return lines
}

// randomUpdate reads, changes once or twice, and may read again. More rows
// than a batch has show what one batch does to the next.
func randomUpdate(random *rand.Rand) string {
	q := &querier{random: random}
	times := q.pick("1", "3", "3", "100")
	text := "UNWIND range(1, " + times + ") AS i " + q.pick("MATCH (a)", "MATCH (a:A)", "MATCH (a)-[r:R]->(b)", "MATCH (a:B {x: 1})",
		"MATCH (a)-[r]-(b:B)", "MATCH (a:A {id: i})", "OPTIONAL MATCH (a:A)-[r:S]->(b)", "MATCH (a) WHERE (a)-[:R]->(:B)")
	text += q.pick("", "", " WITH a, i ORDER BY a.id, i", " WITH a, count(*) AS i")
	for range 1 + random.IntN(2) {
		text += q.pick(" CREATE (:A {x: i})", " CREATE (a)-[:R]->(:B {x: 1})", " SET a.x = a.x + 1", " SET a.x = i", " SET a:B", " REMOVE a:A",
			" MERGE (m:A {x: a.x % 4})", " MERGE (a)-[:S]->(c:B)", " DETACH DELETE a", " REMOVE a.x", " SET a += {x: 2}",
			" FOREACH (j IN [1, 2] | MERGE (:C {x: i % 4 + j}))", " WITH a, i CALL (a) { MATCH (o:B) SET o.x = a.x }",
			" WITH a, i MATCH (a)-[:R]->(d) DETACH DELETE d", " WITH a, i MATCH (e:B) WHERE e.x = 1 CREATE (e)-[:S]->(a)",
			" CREATE (copy) SET a.x = i SET copy += a")
	}
	return text + q.pick("", " RETURN count(*) AS n", " RETURN a.x AS x", " WITH DISTINCT i MATCH (z:B) RETURN i, count(z) AS n", " RETURN COUNT { (a)-->() } AS n")
}
