package engine

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"corridor/internal/engine/exec"
	"corridor/internal/engine/value"
)

// FuzzRun runs whatever parses under tight limits, on a graph that the texts
// before have changed. Nothing may panic, go on past its time by far, or leave
// a graph that contradicts itself.
func FuzzRun(f *testing.F) {
	for _, query := range queriesOfCases(f) {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := OpenMemory(Options{Limits: Limits{Length: 2000, Rows: 1000, Time: time.Second,
			Statement: exec.Limits{Memory: 1 << 22, Depth: 8, List: 10_000}}})
		if err != nil {
			t.Fatal(err)
		}
		must(t, d, "CREATE (a:A {i: 1, s: 'x', l: [1, 2]})-[:R {j: 1}]->(b:B {i: 2})-[:R]->(a), (b)-[:S]->(b), (:A:B {d: date('2020-01-31')})")
		for range 2 { // the second time from the cache of plans, on what the first left
			r, err := d.Run(context.Background(), text, nil, TxOptions{})
			if err == nil {
				_, err = r.Consume()
			}
			var told *value.Error
			if err != nil && !errors.As(err, &told) {
				t.Fatalf("%T has no code: %v", err, err)
			}
			if err != nil && told.Code == value.Internal {
				t.Fatal(err)
			}
		}
		for _, wrong := range d.graphs[Neo4j].Snapshot().Check() {
			t.Error(wrong)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
}

// queriesOfCases are the queries of the files that TestCases runs.
func queriesOfCases(t testing.TB) (queries []string) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entriesOf(string(text)) {
			if word, query, _ := strings.Cut(entry, ":"); word == "query" {
				queries = append(queries, strings.TrimSpace(query))
			}
		}
	}
	return queries
}
