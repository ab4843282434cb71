package syntax

import (
	"strings"
	"testing"
)

func BenchmarkParse(b *testing.B) {
	for name, text := range map[string]string{
		"query": "MATCH (a:Actor {key: $key})-[r:PERFORMS|PAYS*1..2]->(b) WHERE a.name STARTS WITH 'x' AND NOT b.year > 1990 " +
			"WITH a, collect(DISTINCT b.name) AS names ORDER BY a.name RETURN a.key AS key, names, size(names) + 1 AS n LIMIT 10",
		"literal": "RETURN [" + strings.Repeat("{name: 'abc', value: 12, x: -1.5},\n", 1000) + "1] AS x",
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
