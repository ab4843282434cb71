package cypher_test

import (
	"fmt"
	"slices"
	"testing"

	"corridor/cypher"
	"corridor/internal/db"
	"corridor/internal/dbtest"
)

// step is a relationship as it is gone, from one node to another.
type step struct{ to, kind string }

// steps reads the relationships that paths may go by, each in both directions.
func steps(t *testing.T, d *db.DB) map[string][]step {
	t.Helper()
	rows, err := d.Read(t.Context(), "MATCH (a)-[r]->(b) WHERE r.claim IS NOT NULL OR r.basis = 'frame' RETURN a.key, type(r), b.key", nil, db.DefaultLimits)
	if err != nil || rows.Left != 0 {
		t.Fatalf("%d left, %v", rows.Left, err)
	}
	from := map[string][]step{}
	for _, r := range rows.Values {
		a, kind, b := r[0].(string), r[1].(string), r[2].(string)
		from[a] = append(from[a], step{b, kind})
		if a != b {
			from[b] = append(from[b], step{a, kind})
		}
	}
	return from
}

// walk counts by length the ways to a node that pass no node twice.
func walk(from map[string][]step, passed []string, to string, most int, goes func(kind string) bool, counts map[int]int) {
	at := passed[len(passed)-1]
	if at == to {
		counts[len(passed)-1]++
		return
	}
	if len(passed) > most {
		return
	}
	for _, s := range from[at] {
		if goes(s.kind) && !slices.Contains(passed, s.to) {
			walk(from, append(slices.Clone(passed), s.to), to, most, goes, counts)
		}
	}
}

// TestPathsAreThoseThatAWalkFinds counts the ways between two nodes by hand and
// holds both queries for paths against it.
func TestPathsAreThoseThatAWalkFinds(t *testing.T) {
	d := dbtest.OnlyLoaded(t)
	from := steps(t, d)
	for _, c := range []struct {
		from, to  string
		types     []any
		min, max  int
		unlimited bool
	}{
		{"actor:smuggling-network", "process:trafficking", []any{}, 1, 4, true},
		{"process:trafficking", "actor:smuggling-network", []any{}, 2, 3, true},
		{"actor:smuggler", "exploitation:domestic-servitude", []any{"DIFFERS", "FURTHERS", "BECOMES", "PERFORMS", "SUBTYPE_OF", "PART_OF", "YIELDS", "BEARS"}, 1, 4, true},
		{"actor:smuggler", "place:libya", []any{"USES"}, 1, 5, true},
		{"actor:smuggler", "actor:smuggler", []any{}, 1, 5, true},
		{"actor:smuggler", "process:trafficking", []any{}, 1, 4, false},
	} {
		goes := func(kind string) bool {
			return slices.Contains(c.types, any(kind)) || len(c.types) == 0 && kind != "DIFFERS"
		}
		counts := map[int]int{}
		walk(from, []string{c.from}, c.to, c.max, goes, counts)
		total, wanted := 0, []int{}
		for length := c.min; length <= c.max; length++ {
			total += counts[length]
			for range counts[length] {
				wanted = append(wanted, length)
			}
		}
		limit := 20
		if c.unlimited {
			limit = 1000
		}
		if c.from == c.to {
			total, wanted = 0, nil // the way that has no step is none
		}
		for _, name := range []string{"simple-paths", "shortest-paths"} {
			q, err := cypher.Lookup(name)
			if err != nil {
				t.Fatal(err)
			}
			bound, err := q.Bind(map[string]any{"from": c.from, "to": c.to, "types": c.types, "min": c.min, "max": c.max, "limit": limit})
			if err != nil {
				t.Fatal(err)
			}
			rows, err := d.Read(t.Context(), q.Text, bound, db.DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			checkPaths(t, fmt.Sprint(name, c), rows, c.from, c.to, wanted[:min(limit, len(wanted))], goes)
			if q.Denominator == "" {
				continue
			}
			if of, err := d.Of(t.Context(), q, bound); err != nil || int(of) != total {
				t.Errorf("%s %v: %d in all, want %d: %v", name, c, of, total, err)
			}
		}
	}
}

// checkPaths holds that paths have the lengths wanted, lead from end to end by
// what they may, and are each there once.
func checkPaths(t *testing.T, of string, rows db.Rows, from, to string, lengths []int, goes func(kind string) bool) {
	t.Helper()
	have, seen := []int{}, map[string]bool{}
	for _, r := range rows.Values {
		nodes, relationships := r[1].([]any), r[2].([]any)
		have = append(have, len(relationships))
		if seen[fmt.Sprint(r)] {
			t.Errorf("%s: twice: %v", of, r)
		}
		seen[fmt.Sprint(r)] = true
		passed := map[any]bool{}
		for _, n := range nodes {
			passed[n.(map[string]any)["key"]] = true
		}
		first, last := nodes[0].(map[string]any)["key"], nodes[len(nodes)-1].(map[string]any)["key"]
		if first != from || last != to || len(passed) != len(nodes) || len(nodes) != len(relationships)+1 {
			t.Errorf("%s: %v", of, r)
		}
		for _, one := range relationships {
			if kind := one.(map[string]any)["type"].(string); !goes(kind) {
				t.Errorf("%s: goes by %s", of, kind)
			}
		}
	}
	if !slices.Equal(have, lengths) {
		t.Errorf("%s: lengths %v, want %v", of, have, lengths)
	}
}
