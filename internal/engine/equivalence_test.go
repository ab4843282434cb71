package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"corridor/internal/engine/value"
)

// sameRows are queries that give the same rows, in any order, on every graph.
// In the first of each the planner and the operators may take a shorter way.
var sameRows = [][]string{
	// Ends found breadth first, or read off the trails.
	{"MATCH (a)-[:R*]->(b) RETURN DISTINCT a.i, b.i", "MATCH (a)-[r:R*]->(b) WITH a, b, collect(r) AS rs RETURN a.i, b.i"},
	{"MATCH (a)-[*]-(b) RETURN DISTINCT a.i, b.i", "MATCH (a)-[r*]-(b) WITH a, b, collect(r) AS rs RETURN a.i, b.i"},
	{"MATCH (a)-[*..2]-(b) RETURN DISTINCT a.i, b.i", "MATCH (a)-[r*..2]-(b) WITH a, b, collect(r) AS rs RETURN a.i, b.i"},
	{"MATCH (a)-[*..3]-(b) RETURN DISTINCT a.i, b.i", "MATCH (a)-[r*..3]-(b) WITH a, b, collect(r) AS rs RETURN a.i, b.i"},
	{"MATCH (a)-[*0..3]->(b) RETURN DISTINCT a.i, b.i", "MATCH (a)-[r*0..3]->(b) WITH a, b, collect(r) AS rs RETURN a.i, b.i"},
	{"MATCH (a)<-[:S*2..3]-(b) RETURN DISTINCT a.i, b.i", "MATCH (a)<-[r:S*2..3]-(b) WITH a, b, collect(r) AS rs RETURN a.i, b.i"},
	{"MATCH (a) WHERE EXISTS { (a)-[*]-(a) } RETURN a.i", "MATCH (a)-[r*]-(a) WITH a, collect(r) AS rs RETURN a.i"},
	{"MATCH (a {i: 1})-->()-->()-->(b) RETURN DISTINCT b.i", "MATCH (a {i: 1})-[r]->()-[s]->()-[t]->(b) WITH b, collect([r, s, t]) AS rs RETURN b.i"},
	{"MATCH (a)<-[:R]-()<-[:R]-(b:A) RETURN count(DISTINCT b)", "MATCH (a)<-[r:R]-()<-[s:R]-(b:A) WITH b, collect([r, s]) AS rs RETURN count(b)"},
	{"MATCH (a)-->()<--()-->(b) RETURN DISTINCT b", "MATCH (a)-[r]->()<-[s]-()-[t]->(b) WITH b, collect([r, s, t]) AS rs RETURN b"},
	// Shortest paths, or the shortest among all.
	{"MATCH (a), (b) WHERE a.i <> b.i MATCH p = shortestPath((a)-[*]->(b)) RETURN a.i, b.i, length(p)",
		"MATCH p = (a)-[*]->(b) WHERE a.i <> b.i RETURN a.i, b.i, min(length(p))"},
	{"MATCH (a), (b) WHERE a.i <> b.i MATCH p = allShortestPaths((a)-[*]-(b)) RETURN a.i, b.i, [r IN relationships(p) | r.j] AS rs",
		"MATCH p = (a)-[*]-(b) WHERE a.i <> b.i WITH a, b, collect(p) AS ps, min(length(p)) AS l UNWIND ps AS p WITH a, b, p, l WHERE length(p) = l RETURN a.i, b.i, [r IN relationships(p) | r.j] AS rs"},
	{"MATCH (a), (b) WHERE a.i <> b.i MATCH p = allShortestPaths((a)-[:R*..4]->(b)) RETURN a.i, b.i, [r IN relationships(p) | r.j] AS rs",
		"MATCH p = (a)-[:R*..4]->(b) WHERE a.i <> b.i WITH a, b, collect(p) AS ps, min(length(p)) AS l UNWIND ps AS p WITH a, b, p, l WHERE length(p) = l RETURN a.i, b.i, [r IN relationships(p) | r.j] AS rs"},
	{"MATCH (a), (b) WHERE a.i <> b.i MATCH p = allShortestPaths((a)-[*]-(b)) WHERE length(p) % 2 = 0 RETURN a.i, b.i, [r IN relationships(p) | r.j] AS rs",
		"MATCH p = (a)-[*]-(b) WHERE a.i <> b.i AND length(p) % 2 = 0 WITH a, b, collect(p) AS ps, min(length(p)) AS l UNWIND ps AS p WITH a, b, p, l WHERE length(p) = l RETURN a.i, b.i, [r IN relationships(p) | r.j] AS rs"},
	{"MATCH (a), (b) WHERE a.i <> b.i MATCH p = shortestPath((a)-[*]->(b)) WHERE all(r IN relationships(p) WHERE r.j % 3 > 0) RETURN a.i, b.i, length(p)",
		"MATCH p = (a)-[*]->(b) WHERE a.i <> b.i AND all(r IN relationships(p) WHERE r.j % 3 > 0) RETURN a.i, b.i, min(length(p))"},
	// Right sides on whole batches, or row by row.
	{"UNWIND range(1, 200) AS x MATCH (a) OPTIONAL MATCH (a)-[r]->(b) WHERE b.i > a.i RETURN x, a.i, r.j, b.i",
		"UNWIND range(1, 200) AS x MATCH (a) OPTIONAL CALL (a) { MATCH (a)-[r]->(b) WHERE b.i > a.i RETURN r, b ORDER BY r.j } RETURN x, a.i, r.j, b.i",
		"UNWIND range(1, 200) AS x MATCH (a) WITH x, a, [(a)-[r]->(b) WHERE b.i > a.i | [r.j, b.i]] AS found UNWIND CASE found WHEN [] THEN [[null, null]] ELSE found END AS f RETURN x, a.i, f[0], f[1]"},
	{"UNWIND range(1, 300) AS x MATCH (a) OPTIONAL MATCH (a)-[r:R]->(b) OPTIONAL MATCH (b)-[s:S]->(c) WHERE c.i <> a.i RETURN x, a.i, r.j, s.j",
		"UNWIND range(1, 300) AS x MATCH (a) OPTIONAL CALL (a) { MATCH (a)-[r:R]->(b) RETURN r, b LIMIT 1000 } OPTIONAL CALL (a, b) { MATCH (b)-[s:S]->(c) WHERE c.i <> a.i RETURN s LIMIT 1000 } RETURN x, a.i, r.j, s.j"},
	{"MATCH (a) WHERE EXISTS { (a)-[:R]->()-[:S]->() } RETURN a.i", "MATCH (a) WHERE COUNT { (a)-[:R]->()-[:S]->() } > 0 RETURN a.i",
		"MATCH (a) WITH a, size([(a)-[:R]->()-[:S]->() | 1]) AS n WHERE n > 0 RETURN a.i"},
	{"MATCH (a) WHERE NOT EXISTS { (a)-[:R]->(b) WHERE NOT EXISTS { (b)-[:S]-(a) } } RETURN a.i",
		"MATCH (a) WHERE all(n IN [(a)-[:R]->(b) | COUNT { (b)-[:S]-(a) }] WHERE n > 0) RETURN a.i"},
	// To a node that is known, from either side.
	{"MATCH (a)-[r]->(b) MATCH (b)-[s]-(a) RETURN r.j, s.j", "MATCH (a)-[r]->(b) MATCH (c)-[s]-(d) WHERE c = b AND d = a RETURN r.j, s.j"},
	{"MATCH (a)-[r]-(b)-[s]-(c)-[t]-(a) RETURN r.j, s.j, t.j",
		"MATCH (a)-[r]-(b) MATCH (b2)-[s]-(c) WHERE b2 = b AND s <> r MATCH (c2)-[t]-(a2) WHERE c2 = c AND a2 = a AND t <> r AND t <> s RETURN r.j, s.j, t.j"},
	{"MATCH (a)-[:R]->(b)-[:R]->(c)<-[:R]-(a) RETURN a.i, b.i, c.i", "MATCH (a)-[r:R]->(b) MATCH (b)-[s:R]->(c) WHERE s <> r MATCH (d)<-[t:R]-(a) WHERE d = c AND NOT t IN [r, s] RETURN a.i, b.i, c.i"},
	{"MATCH (a)-[:R]->(b)-[:R]->(c)-[:R]->(a) RETURN a.i, b.i, c.i", "MATCH (a)-[r:R]->(b) MATCH (b)-[s:R]->(c) WHERE s <> r MATCH (c)-[t:R]->(d) WHERE d = a AND NOT t IN [r, s] RETURN a.i, b.i, c.i"},
	{"MATCH (a)-[:S]->(b)-[:R]->(c)-[:S|R]-(a) WHERE c.k > 0 RETURN a.i, b.i, c.i", "MATCH (a)-[r:S]->(b) MATCH (b)-[s:R]->(c) WHERE c.k > 0 MATCH (c)-[t]-(d) WHERE d = a AND NOT t IN [r, s] RETURN a.i, b.i, c.i"},
	{"MATCH (a)<-[:S]-(b)<-[:R]-(c:A), (c)-[]->(b) RETURN a.i, b.i, c.i", "MATCH (a)<-[r:S]-(b) MATCH (b)<-[s:R]-(c) WHERE 'A' IN labels(c) MATCH (c)-[t]->(d) WHERE d = b AND NOT t IN [r, s] RETURN a.i, b.i, c.i"},
	{"MATCH (a), (d) MATCH (a)-[r:R]->(b)-[:R|S]->(d) RETURN a.i, r.j, d.i", "MATCH (a)-[r:R]->(b) MATCH (b)-[s]->(d) WHERE s <> r RETURN a.i, r.j, d.i"},
	{"MATCH (a)-[r:R]->(b) RETURN a.i, collect(r.j), collect(b.k)", "MATCH (a)-[r:R]->(b) WITH a.i AS i, collect(DISTINCT r.j) AS js, collect([b.k]) AS ks RETURN i, js, [k IN ks | k[0]]"},
	{"MATCH (a:A)-[r]-(b:B) RETURN r.j, a.i", "MATCH (a)-[r]-(b) WHERE 'A' IN labels(a) AND 'B' IN labels(b) RETURN r.j, a.i"},
	// By their ids, or among all.
	{"MATCH ()-[s]->() WITH collect(elementId(s)) + ['4:none:0', null] AS ids MATCH (a)-[r]-(b) WHERE elementId(r) IN ids + ids RETURN a.i, r.j, b.i", "MATCH (a)-[r]-(b) RETURN a.i, r.j, b.i"},
	{"MATCH ()-[s:R]->() WITH elementId(s) AS id MATCH (a)<-[r:R|S]-(b:A) WHERE id = elementId(r) RETURN a.i, r.j, b.i", "MATCH (a)<-[r:R]-(b) WHERE 'A' IN labels(b) RETURN a.i, r.j, b.i"},
	{"MATCH ()-[s]->() WITH id(s) AS id MATCH (a)-[r:S]->(b) WHERE id(r) = toFloat(id) RETURN a.i, r.j, b.i", "MATCH (a)-[r:S]->(b) RETURN a.i, r.j, b.i"},
	{"MATCH ()-[s]->() WITH id(s) AS id MATCH ()-[q]->(), ()-[r]->() WHERE id(r) = id AND id(q) IN [id, id + 1] RETURN q.j, r.j", "MATCH ()-[s]->() MATCH ()-[q]->() WHERE s <> q AND id(q) - id(s) IN [0, 1] RETURN q.j, s.j"},
	// Labels that all ends of a type have, and labels that only some have.
	{"MATCH (a:N)-[r:R]->(b:N) RETURN r.j", "MATCH (a)-[r:R]->(b) RETURN r.j"},
	{"MATCH (a:A)-[r:R|S]->(b:B) RETURN r.j", "MATCH (a)-[r:R|S]->(b) WHERE 'A' IN labels(a) AND 'B' IN labels(b) RETURN r.j"},
	{"MATCH (a {i: 1})<-[r:S]-(b:A) RETURN r.j", "MATCH (a)<-[r:S]-(b) WHERE a.i = 1 AND 'A' IN labels(b) RETURN r.j"},
	// Degrees, or rows that are counted.
	{"MATCH (:N)-[:R]->(b:N) WITH b, count(*) AS d RETURN b.i, d", "MATCH (a)-[r:R]->(b) RETURN b.i, size(collect(r.j)) AS d"},
	{"MATCH (a)-->() WITH a, count(*) AS d RETURN a.i, d", "MATCH (a)-[r]->(b) RETURN a.i, size(collect(r.j)) AS d"},
	{"MATCH (a)-[r]-(b) WITH b, count(r) AS d, count(a) AS e, count(b) AS f RETURN b.i, d, e, f", "MATCH (a)-[r]-(b) WITH b.i AS i, size(collect(r.j)) AS d RETURN i, d, d AS e, d AS f"},
	{"MATCH (a:N)-[r:R|S|R]-(b:A) WITH b, count(*) AS d RETURN b.i, d", "MATCH (a)-[r:R|S]-(b) WHERE 'A' IN labels(b) RETURN b.i, size(collect(r.j)) AS d"},
	{"MATCH (a:B)<-[r:S]-(b:A) WITH b, count(*) AS d RETURN b.i, d", "MATCH (a)<-[r:S]-(b) WHERE 'A' IN labels(b) AND 'B' IN labels(a) RETURN b.i, size(collect(r.j)) AS d"},
	{"MATCH (a:B:N)-[r]-(b:N:A) WHERE b.k > 0 WITH b, count(*) AS d WHERE d > 1 RETURN b.i, d", "MATCH (a)-[r]-(b) WHERE 'A' IN labels(b) AND 'B' IN labels(a) AND b.k > 0 WITH b.i AS i, size(collect(r.j)) AS d WHERE d > 1 RETURN i, d"},
	{"MATCH (a:None)-[r:R]->(b) WITH b, count(*) AS d RETURN b.i, d", "MATCH (a)-[r:R]->(b) WHERE 'None' IN labels(a) RETURN b.i, count(*) AS d"},
	{"MATCH (x) CALL (x) { MATCH (a)-[r:R]->(b:A) WITH b, count(*) AS d RETURN b.i AS i, d } RETURN x.i, i, d", "MATCH (a)-[r:R]->(b) WHERE 'A' IN labels(b) WITH b.i AS i, size(collect(r.j)) AS d MATCH (x) RETURN x.i, i, d"},
	// Sums of integers as long as there are no others.
	{"MATCH (a)-[r]->(b) RETURN r.j % 3 AS m, sum(r.j), sum(CASE WHEN r.j > 5 THEN r.j * 1.5 ELSE r.j END)",
		"MATCH (a)-[r]->(b) WITH r.j % 3 AS m, collect(r.j) AS js RETURN m, reduce(s = 0, j IN js | s + j), reduce(s = 0, j IN js | s + CASE WHEN j > 5 THEN j * 1.5 ELSE j END)"},
	{"MATCH (a)-[r:R]->(b) RETURN a.k, sum(r.j) AS s", "MATCH (a)-[r]->(b) WITH a, type(r) AS t, r.j AS j WHERE t = 'R' WITH a.k AS k, collect(j) AS js RETURN k, reduce(s = 0, j IN js | s + j)"},
	// Groups by lists that are one, and by lists that are equal.
	{"MATCH (a) WITH collect(a.k) AS all MATCH (b)-[r]->() RETURN all, [b.k, 1.0] AS l, count(r) AS n", "MATCH (b)-[r]->() WITH b.k AS k, count(r) AS n MATCH (a) WITH k, n, collect(a.k) AS all RETURN all, [k, 1.0] AS l, n"},
	// Conditions that the scan tests, or that are tested row by row.
	{"MATCH (a:A) WHERE a.k >= 1 AND 5 > a.i RETURN a.i", "MATCH (a) WITH a, labels(a) AS l, a.k + 0 AS k, a.i + 0 AS i WHERE 'A' IN l AND k >= 1 AND i < 5 RETURN i"},
	{"MATCH (a) WHERE a.l CONTAINS 'A' AND a.k <> 1 RETURN a.i", "MATCH (a) WITH a, a.l + '' AS l, a.k + 0 AS k WHERE l = 'A' AND NOT k = 1 RETURN a.i"},
	{"MATCH (a) WHERE a.none = 1 OR a.k = 2 RETURN a.i", "MATCH (a) WITH a, a.k + 0 AS k WHERE k = 2 RETURN a.i"},
	// The first of an order, or all of it.
	{"MATCH (a)-[r]-(b) RETURN r.j ORDER BY a.k, r.j LIMIT 5", "MATCH (a)-[r]-(b) WITH r.j AS j, a.k AS k ORDER BY k, j WITH collect(j) AS js UNWIND js[0..5] AS j RETURN j"},
	{"MATCH (a), (b) RETURN a.k, b.k, count(*), count(DISTINCT a.i)", "MATCH (a) MATCH (b) WITH a.k AS x, b.k AS y, collect(a.i) AS is RETURN x, y, size(is), COUNT { UNWIND is AS i RETURN DISTINCT i }"},
}

// TestTwoWaysOfAskingGiveTheSame asks again, by the plans that are known then,
// when the graph is another, and within a transaction that has changed it.
func TestTwoWaysOfAskingGiveTheSame(t *testing.T) {
	for seed := range uint64(6) {
		d := openTest(t)
		grow(t, d, rand.New(rand.NewPCG(seed, 7)))
		sameBothWays(t, func(query string) []string { return must(t, d, query) })
		must(t, d, "MATCH (n {i: 3}) DETACH DELETE n")
		must(t, d, "MATCH (a {i: 1}), (b {i: 5}) CREATE (a)-[:R {j: 100}]->(b)-[:R {j: 101}]->(:N:A {i: 7, k: 1, l: 'A'})<-[:R {j: 102}]-(a)")
		sameBothWays(t, func(query string) []string { return must(t, d, query) })
		tx := begin(t, d, TxOptions{})
		inTransaction(t, tx, "MATCH (a {i: 2}), (b {i: 6}) CREATE (a)<-[:S {j: 103}]-(b)<-[:R {j: 104}]-(:N:B {i: 8, k: 2, l: 'B'})-[:S {j: 105}]->(b)")
		sameBothWays(t, func(query string) []string { return inTransaction(t, tx, query) })
		tx.Rollback()
		sameBothWays(t, func(query string) []string { return must(t, d, query) })
	}
}

func sameBothWays(t *testing.T, ask func(query string) []string) {
	t.Helper()
	for _, ways := range sameRows {
		want := ask(ways[0])
		slices.Sort(want)
		for _, query := range ways[1:] {
			rows := ask(query)
			slices.Sort(rows)
			if !slices.Equal(rows, want) {
				t.Errorf("%s gives %d rows, %s gives %d\n%v\n%v", ways[0], len(want), query, len(rows), want, rows)
			}
		}
	}
}

// TestCirclesOfACrowd finds more around one node than a batch holds.
func TestCirclesOfACrowd(t *testing.T) {
	d := openTest(t)
	must(t, d, "UNWIND range(1, 80) AS i CREATE (:N {i: i})")
	must(t, d, "MATCH (a), (b) WHERE a <> b CREATE (a)-[:R]->(b)")
	for _, query := range []string{"MATCH (a)-[:R]->(b)-[:R]->(c)<-[:R]-(a) RETURN a, b, c", "MATCH (a)-[:R]->(b)-[:R]->(c)-[:R]->(a) RETURN a, b, c"} {
		rows := must(t, d, query)
		slices.Sort(rows)
		if different := len(slices.Compact(rows)); len(rows) != 80*79*78 || different != len(rows) {
			t.Errorf("%s gives %d rows, %d different", query, len(rows), different)
		}
	}
}

// grow makes a small graph with loops and parallel relationships.
func grow(t *testing.T, d *Database, r *rand.Rand) {
	t.Helper()
	var nodes, relationships []value.Value
	const n = 7
	for i := range n {
		nodes = append(nodes, value.OfMap(value.MappingOf([]string{"i", "k", "l"},
			[]value.Value{value.OfInt(int64(i)), value.OfInt(int64(r.IntN(3))), value.OfString(string("AB"[r.IntN(2)]))})))
	}
	for j := range 10 {
		relationships = append(relationships, value.OfMap(value.MappingOf([]string{"a", "b", "t", "j"},
			[]value.Value{value.OfInt(int64(r.IntN(n))), value.OfInt(int64(r.IntN(n))), value.OfString(string("RS"[r.IntN(2)])), value.OfInt(int64(j))})))
	}
	params := map[string]value.Value{"nodes": value.OfList(nodes), "relationships": value.OfList(relationships)}
	for _, query := range []string{
		"UNWIND $nodes AS n CREATE (:N:$(n.l) {i: n.i, k: n.k, l: n.l})",
		"UNWIND $relationships AS r MATCH (a {i: r.a}), (b {i: r.b}) CREATE (a)-[:$(r.t) {j: r.j}]->(b)",
	} {
		result, err := d.Run(context.Background(), query, params, TxOptions{})
		if err == nil {
			_, err = result.Consume()
		}
		if err != nil {
			t.Fatal(fmt.Errorf("%s: %w", query, err))
		}
	}
}
