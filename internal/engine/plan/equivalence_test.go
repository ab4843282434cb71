package plan_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"corridor/internal/engine/exec"
	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// TestStatisticsChangeNoResult plans random patterns with random counts, which
// gives other orders, leaves and directions each time. All must find the same rows.
func TestStatisticsChangeNoResult(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	graph := randomGraph(t, random)
	registry := exec.NewRegistry()
	for range 400 {
		query := randomQuery(random)
		var want []string
		for round := range 6 {
			p := planned(t, query, registry, whim{random, graph.Snapshot()})
			got, err := rowsOf(t, p, registry, &exec.State{View: graph.Snapshot()})
			if err != nil {
				t.Fatalf("%s: %v\n%s", query, err, plan.Outline(p))
			}
			if round > 0 && !slices.Equal(got, want) {
				t.Fatalf("%s\nhas %d rows, with another plan %d:\n%s", query, len(want), len(got), plan.Outline(p))
			}
			want = got
		}
	}
}

func planned(t *testing.T, query string, r *exec.Registry, s plan.Statistics) *plan.Plan {
	t.Helper()
	p, err := plan.Build(parsed(t, query), r, s)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return p
}

// rowsOf are the rows that a plan gives, sorted. The state has what is read
// and, for a plan that writes, the transaction; the rest is added.
func rowsOf(t *testing.T, p *plan.Plan, r *exec.Registry, state *exec.State) ([]string, error) {
	t.Helper()
	program, err := exec.Prepare(p, r)
	if err != nil {
		t.Fatalf("%v\n%s", err, plan.Outline(p))
	}
	state.Context, state.Limits, state.Counters = context.Background(), exec.Limits{}.WithDefaults(), &exec.Counters{}
	state.Clock = exec.Clock{Statement: time.Now(), Transaction: time.Now()}
	rows := []string{}
	for cursor := program.Start(state, false); ; {
		batch, err := cursor.Next()
		if batch == nil || err != nil {
			slices.Sort(rows)
			return rows, err
		}
		for row := range batch.Len {
			var cells []string
			for _, slot := range program.Columns() {
				cells = append(cells, cell(batch.Value(slot, row)))
			}
			rows = append(rows, strings.Join(cells, " "))
		}
	}
}

func cell(v value.Value) string {
	switch v.Kind() {
	case value.Node, value.Relationship:
		return fmt.Sprint(v.ID())
	case value.List:
		var items []string
		for _, item := range v.Items() {
			items = append(items, cell(item))
		}
		return "[" + strings.Join(items, ",") + "]"
	case value.Integer:
		return fmt.Sprint(v.Int())
	}
	return fmt.Sprint(v.Kind())
}

// randomGraph has few nodes and many ways between them, loops and parallel
// relationships included, with indexes of both kinds.
func randomGraph(t *testing.T, random *rand.Rand) *storage.Graph {
	t.Helper()
	g := storage.OpenMemory(storage.Options{})
	tx, err := g.Begin(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var nodes []storage.ID
	for i := range 14 {
		var labels []string
		for _, l := range []string{"A", "B", "C"} {
			if random.IntN(2) == 0 {
				labels = append(labels, l)
			}
		}
		n := tx.CreateNode(labels)
		nodes = append(nodes, n)
		must(tx.SetNodeProperty(n, "id", value.OfInt(int64(i))))
		if random.IntN(5) > 0 {
			must(tx.SetNodeProperty(n, "x", value.OfInt(int64(random.IntN(4)))))
		}
	}
	for range 34 {
		from, to := nodes[random.IntN(len(nodes))], nodes[random.IntN(len(nodes))]
		r, err := tx.CreateRelationship(from, to, []string{"R", "S"}[random.IntN(2)])
		must(err)
		must(tx.SetRelationshipProperty(r, "x", value.OfInt(int64(random.IntN(3)))))
	}
	must(tx.CreateConstraint(storage.Constraint{Kind: storage.Unique, Label: "A", Properties: []string{"id"}}))
	must(tx.CreateIndex(storage.Index{Kind: storage.Range, Labels: []string{"B"}, Properties: []string{"x"}}))
	_, err = tx.Commit(context.Background())
	must(err)
	return g
}

// randomQuery matches one or two clauses of random patterns over few names.
func randomQuery(random *rand.Rand) string {
	q := &querier{random: random}
	if random.IntN(5) == 0 {
		return q.counting()
	}
	text := q.clause("MATCH ")
	switch random.IntN(4) {
	case 0:
		text += " OPTIONAL" + q.clause(" MATCH ")
	case 1:
		text += q.clause(" MATCH ")
	case 2:
		text += " WITH *, 1 AS one" + q.clause(" MATCH ")
	}
	names := slices.Clone(q.names)
	slices.Sort(names)
	if random.IntN(3) == 0 {
		return text + " RETURN DISTINCT " + names[random.IntN(len(names))] + " AS found"
	}
	return text + " RETURN " + strings.Join(slices.Compact(names), ", ")
}

// counting counts what is at the other end of a step.
func (q *querier) counting() string {
	text := "MATCH " + q.node() + q.step() + q.node()
	if q.random.IntN(3) == 0 {
		text += " WHERE " + q.pick(q.names[0], q.names[2]) + ".x > 1"
	}
	return text + " WITH " + q.pick(q.names[0], q.names[2]) + " AS one, count(" + q.pick("*", q.names[0], q.names[1], q.names[2]) + ") AS n RETURN one, n"
}

type querier struct {
	random *rand.Rand
	names  []string
	steps  int
	single []string // relationships of one step, of earlier clauses
	fresh  []string // the same of this clause
}

func (q *querier) pick(of ...string) string { return of[q.random.IntN(len(of))] }

func (q *querier) clause(keyword string) string {
	var patterns []string
	for range 1 + q.random.IntN(2) {
		pattern := q.node()
		for range q.random.IntN(3) {
			pattern += q.step() + q.node()
		}
		patterns = append(patterns, pattern)
	}
	q.single, q.fresh = append(q.single, q.fresh...), nil
	text := keyword + strings.Join(patterns, ", ")
	var conditions []string
	for range q.random.IntN(2) {
		conditions = append(conditions, q.condition())
	}
	if len(conditions) > 0 {
		text += " WHERE " + strings.Join(conditions, " AND ")
	}
	return text
}

func (q *querier) node() string {
	name := q.pick("a", "b", "c", "d")
	q.names = append(q.names, name)
	labels := q.pick("", "", "", "", ":A", ":B", ":A|C", ":!B")
	return "(" + name + labels + q.pick("", "", "", "", "", "", "", "", "", " {x: 1}", " {id: 3}") + ")"
}

func (q *querier) step() string {
	if len(q.single) > 0 && q.random.IntN(3) == 0 {
		name := q.single[0]
		q.single = q.single[1:]
		return q.pick("-", "<-") + "[" + name + "]" + q.pick("-", "->")
	}
	q.steps++
	name := fmt.Sprint("r", q.steps)
	q.names = append(q.names, name)
	length := q.pick("", "", "", "*0..2", "*1..2", "*2")
	if length == "" {
		q.fresh = append(q.fresh, name)
	}
	inside := "[" + name + q.pick("", ":R", ":S", ":R|S") + length + q.pick("", "", "", "", "", " {x: 1}") + "]"
	return q.pick("-", "<-") + inside + q.pick("-", "->")
}

func (q *querier) condition() string {
	a, b := q.names[q.random.IntN(len(q.names))], q.pick("a", "b", "c", "d")
	if strings.HasPrefix(a, "r") || !slices.Contains(q.names, b) {
		a, b = q.names[0], q.names[0]
	}
	return q.pick(a+".x = "+b+".x", a+".x > 1", "0 < "+a+".x <= 2", a+":A", a+".id IN [1, 2, 3, 3]", a+".x = 1 OR "+a+".x = 2",
		"("+a+")-[:R]->()", "NOT EXISTS { ("+a+")-->("+b+") }", "id("+a+") < 9", "COUNT { ("+a+")--() } > 2", a+" <> "+b)
}

// whim is statistics that say anything.
type whim struct {
	random *rand.Rand
	view   *storage.View
}

func (w whim) Nodes() float64                                    { return w.number() }
func (w whim) NodesWithLabel(string) float64                     { return w.number() }
func (w whim) RelationshipsBetween(from, typ, to string) float64 { return w.number() }

func (w whim) number() float64 { return float64(w.random.IntN(1 << w.random.IntN(12))) }

func (w whim) Indexes(label string) []plan.IndexInfo {
	var all []plan.IndexInfo
	for _, ix := range w.view.Indexes() {
		if slices.Contains(ix.Labels, label) && w.random.IntN(3) > 0 {
			all = append(all, plan.IndexInfo{Properties: ix.Properties, Unique: ix.Unique(), Kind: ix.Kind.String()})
		}
	}
	return all
}
