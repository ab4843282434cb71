package exec_test

import (
	"context"
	"strings"
	"testing"

	"corridor/internal/engine"
	"corridor/internal/engine/value"
)

// crowd is the graph of the benchmarks: 10,000 nodes :N, every tenth of them :M
// too, and five relationships :R from each.
var crowd = []string{
	"CREATE CONSTRAINT FOR (n:N) REQUIRE n.id IS UNIQUE",
	"CREATE INDEX FOR (n:N) ON (n.rank)",
	"CREATE INDEX FOR (n:N) ON (n.name)",
	"CREATE TEXT INDEX FOR (n:N) ON (n.title)",
	"CREATE POINT INDEX FOR (n:N) ON (n.place)",
	"CREATE FULLTEXT INDEX words FOR (n:N) ON EACH [n.name]",
	`UNWIND range(1, 10000) AS x
		CREATE (:N {id: x, v: x % 100, rank: x, name: 'name ' + x, title: 'title ' + x, place: point({x: x % 100, y: x / 100})})`,
	"MATCH (n:N) WHERE n.id % 10 = 0 SET n:M",
	`UNWIND range(1, 50000) AS x WITH x % 10000 + 1 AS i, (x * 7919 + x / 10000) % 10000 + 1 AS j, x
		MATCH (a:N {id: i}), (b:N {id: j}) CREATE (a)-[:R {w: x}]->(b)`,
}

// operators are queries that spend their time in one operator, by its name in
// EXPLAIN. What comes above takes little: SKIP $all only counts rows.
var operators = []struct{ name, operator, query string }{
	{"scan", "AllNodesScan", "MATCH (n) WITH n SKIP $all RETURN n"},
	{"label-scan", "NodeByLabelScan", "MATCH (n:M) WITH n SKIP $all RETURN n"},
	{"type-scan", "DirectedRelationshipTypeScan", "MATCH ()-[r:R]->() WITH r SKIP $all RETURN r"},
	{"filter-number", "Filter", "MATCH (n:N) WHERE n.v < $id % 50 WITH n SKIP $all RETURN n"},
	{"filter-text", "Filter", "MATCH (n:N) WHERE n.title CONTAINS '99' WITH n SKIP $all RETURN n"},
	{"filter-label", "Filter", "MATCH (:N)-[:R]->(n:M) WITH n SKIP $all RETURN n"},
	{"seek-id", "NodeByIdSeek", "MATCH (n) WHERE id(n) = $id RETURN 1"},
	{"seek-unique", "NodeUniqueIndexSeek", "MATCH (n:N {id: $id}) RETURN 1"},
	{"seek-unique-1000", "NodeUniqueIndexSeek", "UNWIND range(1, 1000) AS x MATCH (n:N {id: x}) WITH n SKIP $all RETURN n"},
	{"seek-range", "NodeIndexSeekByRange", "MATCH (n:N) WHERE n.rank > 5000 AND n.rank < 6000 WITH n SKIP $all RETURN n"},
	{"seek-prefix", "NodeIndexSeekByRange", "MATCH (n:N) WHERE n.name STARTS WITH 'name 99' WITH n SKIP $all RETURN n"},
	{"seek-text", "", "MATCH (n:N) WHERE n.title STARTS WITH 'title 99' WITH n SKIP $all RETURN n"},
	{"seek-point", "", "MATCH (n:N) WHERE point.distance(n.place, point({x: 50, y: 50})) < 5 WITH n SKIP $all RETURN n"},
	{"seek-full-text", "ProcedureCall", "CALL db.index.fulltext.queryNodes('words', '99*') YIELD node WITH node SKIP $all RETURN node"},
	{"expand-all", "Expand(All)", "MATCH (a:M)-[:R]->(b) WITH b SKIP $all RETURN b"},
	{"expand-into", "Expand(Into)", "MATCH (a:M)-[:R]->(b)-[:R]->(c)-[:R]->(a) WITH b SKIP $all RETURN b"},
	{"var-length-ends", "VarLengthExpand(Pruning,BFS,All)", "MATCH (a:N {id: $id})-[:R*1..4]->(b) WITH DISTINCT b SKIP $all RETURN b"},
	{"var-length-trails", "VarLengthExpand(All)", "MATCH (a:N {id: $id})-[r:R*1..4]->(b) WITH r SKIP $all RETURN r"},
	{"shortest", "ShortestPath", "MATCH (a:N {id: $id}), (b:N {id: 1}) MATCH p = shortestPath((a)-[:R*]->(b)) RETURN length(p)"},
	{"all-shortest", "ShortestPath", "MATCH (a:N {id: $id}), (b:N {id: 1}) MATCH p = allShortestPaths((a)-[:R*]->(b)) RETURN count(p)"},
	{"sort", "Sort", "MATCH (n:N) WITH n ORDER BY n.v, n.title SKIP $all RETURN n"},
	{"top", "Top", "MATCH (n:N) RETURN n.id ORDER BY n.v, n.title LIMIT 10"},
	{"limit", "Limit", "MATCH (n:N) RETURN n.id LIMIT 10"},
	{"skip", "Skip", "UNWIND range(1, 10000) AS x WITH x SKIP $all RETURN x"},
	{"distinct-value", "Distinct", "MATCH (n:N) RETURN DISTINCT n.v"},
	{"distinct-node", "Distinct", "MATCH (:N)-[:R]->(b) WITH DISTINCT b SKIP $all RETURN b"},
	{"count", "EagerAggregation", "UNWIND range(1, 10000) AS x RETURN count(x)"},
	{"sum", "EagerAggregation", "MATCH (n:N) RETURN sum(n.v)"},
	{"group-by-number", "EagerAggregation", "MATCH (n:N) RETURN n.v, count(*), sum(n.id)"},
	{"group-by-text", "EagerAggregation", "MATCH (n:N) WITH n.title AS title, count(*) AS c SKIP $all RETURN c"},
	{"group-by-node", "EagerAggregation", "MATCH (:N)-[r:R]->(b) WITH b, count(r.w) AS c SKIP $all RETURN c"},
	{"count-distinct", "EagerAggregation", "MATCH (:N)-[:R]->(b) RETURN count(DISTINCT b)"},
	{"sum-relationships", "EagerAggregation", "MATCH (:N)-[r:R]->(:N) RETURN count(*), sum(r.w)"},
	{"degree", "Degree", "MATCH (:N)-[:R]->(b:N) WITH b, count(*) AS c SKIP $all RETURN c"},
	{"collect", "EagerAggregation", "MATCH (n:N) WITH n.v AS v, collect(n.id) AS ids SKIP $all RETURN ids"},
	{"join", "", "MATCH (a:M), (b:M) WHERE a.v = b.v AND a.id < 200 WITH a SKIP $all RETURN a"},
	{"apply", "Apply", "MATCH (n:M) CALL (n) { MATCH (n)-[:R]->(m) RETURN max(m.v) AS top } WITH top SKIP $all RETURN top"},
	{"semi-apply", "SemiApply", "MATCH (n:N) WHERE EXISTS { (n)-[:R]->({v: 3}) } WITH n SKIP $all RETURN n"},
	{"anti-semi-apply", "AntiSemiApply", "MATCH (n:N) WHERE NOT EXISTS { (n)-[:R]->({v: 3}) } WITH n SKIP $all RETURN n"},
	{"optional", "", "MATCH (n:N) OPTIONAL MATCH (n)-[:R]->(m {v: 3}) WITH m SKIP $all RETURN m"},
	{"union", "Union", "UNWIND range(1, 5000) AS x RETURN x UNION ALL UNWIND range(1, 5000) AS x RETURN x"},
	{"unwind", "Unwind", "UNWIND $many AS x WITH x SKIP $all RETURN x"},
	{"project-property", "Projection", "MATCH (n:N) WITH n.v AS v, n.title AS title SKIP $all RETURN v"},
	{"project-arithmetic", "Projection", "UNWIND range(1, 10000) AS x WITH x * 2 + 1 AS y SKIP $all RETURN y"},
	{"project-list", "Projection", "UNWIND range(1, 1000) AS x WITH [y IN range(1, 10) WHERE y % 2 = 0 | y * x] AS ys SKIP $all RETURN ys"},
	{"result-nodes", "ProduceResults", "MATCH (n:M) RETURN n"},
	{"create-nodes", "Create", "UNWIND range(1, 1000) AS x CREATE (:P {id: x, text: 'some'})"},
	{"create-relationships", "Create", "MATCH (a:M) CREATE (a)-[:S {w: 1}]->(a)"},
	{"merge-found", "Merge", "UNWIND range(1, 1000) AS x MERGE (n:N {id: x})"},
	{"merge-made", "Merge", "UNWIND range(20001, 21000) AS x MERGE (n:N {id: x})"},
	{"merge-relationships", "Merge", "MATCH (a:M)-[:R]->(b) MERGE (a)-[:S]->(b)"},
	{"set-property", "SetProperty", "MATCH (n:M) SET n.v = 1"},
	{"set-map", "SetPropertiesFromMap", "MATCH (n:M) SET n += {v: 1, w: 'x'}"},
	{"set-label", "SetLabels", "MATCH (n:N) SET n:P"},
	{"delete-relationships", "Delete", "MATCH (:M)-[r:R]->() DELETE r"},
	{"detach-delete", "DetachDelete", "MATCH (n:M) DETACH DELETE n"},
}

func params(i int) map[string]value.Value {
	many := make([]value.Value, 10000)
	for i := range many {
		many[i] = value.OfInt(int64(i))
	}
	return map[string]value.Value{
		"id": value.OfInt(int64(i%9999 + 2)), "all": value.OfInt(1 << 40), "many": value.OfList(many),
	}
}

// BenchmarkOperators runs each query in a transaction that is rolled back, so
// that all find the same graph and none waits for a disk.
func BenchmarkOperators(b *testing.B) {
	d, err := engine.OpenMemory(engine.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	for _, query := range crowd {
		if got := run(d, query); got != "" {
			b.Fatal(query, got)
		}
	}
	given := params(0)
	for _, c := range operators {
		b.Run(c.name, func(b *testing.B) {
			if plan := planned(b, d, c.query); !strings.Contains(plan, c.operator+"\n") {
				b.Fatalf("%s is planned without %s, as\n%s", c.query, c.operator, plan)
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				given["id"] = value.OfInt(int64(i%9999 + 2))
				undone(b, d, c.query, given)
			}
		})
	}
}

// undone runs a query and takes back what it did.
func undone(b *testing.B, d *engine.Database, query string, with map[string]value.Value) {
	tx, err := d.Begin(context.Background(), engine.TxOptions{})
	if err != nil {
		b.Fatal(err)
	}
	defer tx.Rollback()
	result, err := tx.Run(context.Background(), query, with)
	if err == nil {
		_, err = result.Consume()
	}
	if err != nil {
		b.Fatal(err)
	}
}

// planned is the names of a query's operators, one a line.
func planned(b *testing.B, d *engine.Database, query string) string {
	result, err := d.Run(context.Background(), "EXPLAIN "+query, params(0), engine.TxOptions{})
	if err != nil {
		b.Fatal(err)
	}
	summary, err := result.Consume()
	if err != nil {
		b.Fatal(err)
	}
	var names strings.Builder
	var list func(*engine.PlanDescription)
	list = func(p *engine.PlanDescription) {
		names.WriteString(p.Operator + "\n")
		for _, child := range p.Children {
			list(child)
		}
	}
	list(summary.Plan)
	return names.String()
}
