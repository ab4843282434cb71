package engine

import (
	"context"
	"testing"

	"corridor/internal/engine/value"
)

// benchmarks are queries over a graph of 10,000 nodes and 50,000 relationships.
var benchmarks = []struct{ name, query string }{
	{"lookup", "MATCH (n:N {id: $id})-[:R]->(m) RETURN m.id"},
	{"filter", "MATCH (n:N) WHERE n.v < 50 RETURN count(*)"},
	{"group", "MATCH (n:N) RETURN n.v, count(*), sum(n.id)"},
	{"hop", "MATCH (a:N)-[:R]->(b) RETURN count(*)"},
	{"hops", "MATCH (a:N)-[:R]->(b)-[:R]->(c) RETURN count(*)"},
	{"triangles", "MATCH (a:N)-[:R]->(b)-[:R]->(c)-[:R]->(a) RETURN count(*)"},
	{"reach", "MATCH (a:N {id: $id})-[:R*1..4]->(b) RETURN DISTINCT b.id"},
	{"trails", "MATCH (a:N {id: $id})-[r:R*1..4]->(b) RETURN count(r)"},
	{"shortest", "MATCH (a:N {id: $id}), (b:N {id: 1}) MATCH p = shortestPath((a)-[:R*]->(b)) RETURN length(p)"},
	{"optional", "MATCH (n:N) OPTIONAL MATCH (n)-[:R]->(m {v: 3}) RETURN count(m)"},
	{"exists", "MATCH (n:N) WHERE EXISTS { (n)-[:R]->({v: 3}) } RETURN count(n)"},
	{"sort", "MATCH (n:N) RETURN n.id ORDER BY n.v, n.id"},
	{"top", "MATCH (n:N) RETURN n.id ORDER BY n.v, n.id LIMIT 10"},
	{"distinct", "MATCH (n:N) RETURN DISTINCT n.v"},
}

func BenchmarkQueries(b *testing.B) {
	d := openTest(b)
	for _, query := range []string{
		"UNWIND range(1, 10000) AS x CREATE (:N {id: x, v: x % 100})",
		"CREATE CONSTRAINT FOR (n:N) REQUIRE n.id IS UNIQUE",
		"UNWIND range(1, 50000) AS x WITH x % 10000 + 1 AS i, (x * 7919 + x / 10000) % 10000 + 1 AS j MATCH (a:N {id: i}), (b:N {id: j}) CREATE (a)-[:R]->(b)",
	} {
		if _, _, err := all(d, query); err != nil {
			b.Fatal(err)
		}
	}
	for _, c := range benchmarks {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				params := map[string]value.Value{"id": value.OfInt(int64(i%9999 + 2))}
				r, err := d.Run(context.Background(), c.query, params, TxOptions{Access: Read})
				if err == nil {
					_, err = r.Consume()
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
