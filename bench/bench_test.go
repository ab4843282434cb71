package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"corridor/internal/engine"
)

// loaded is a database in memory that holds the dataset of a scale.
func loaded(t testing.TB, scale int) *graph {
	t.Helper()
	database, err := engine.OpenMemory(engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := database.Close(); err != nil {
			t.Error(err)
		}
	})
	g := &graph{generate(scale), database}
	if err := g.load(); err != nil {
		t.Fatal(err)
	}
	return g
}

// TestAnswers compares the floor's answers with those on record, which were
// computed by other databases too, and the engine's with the floor's.
func TestAnswers(t *testing.T) {
	record, err := os.ReadFile("testdata/checksums.txt")
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]string{}
	for line := range strings.Lines(string(record)) {
		fields := strings.Fields(line)
		wanted[fields[0]] = fields[1]
	}
	g := loaded(t, 1)
	hand := newFloor(g.dataset)
	for _, name := range reads {
		floor, err := g.checksum(name, hand.answer)
		if err != nil {
			t.Fatal(err)
		}
		if floor != wanted[name] {
			t.Errorf("%s: the floor's answers have the checksum %s, on record is %s", name, floor, wanted[name])
		}
		engine, err := g.checksum(name, g.answer)
		if err != nil {
			t.Fatal(err)
		}
		if engine != floor {
			t.Errorf("%s: the engine's answers have the checksum %s, the floor's %s", name, engine, floor)
		}
	}
}

// TestShares fills a database part by part, as is done to measure what each part
// takes, and asks it what the whole was asked.
func TestShares(t *testing.T) {
	database, err := engine.OpenMemory(engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer database.Close() //nolint:errcheck // it keeps nothing
	g := &graph{generate(1), database}
	counts := map[string]int{}
	for _, part := range g.parts() {
		if counts[part.what], err = part.fill(); err != nil {
			t.Fatal(err)
		}
	}
	nodes, links, properties := g.size()
	if counts["node"] != nodes || counts["relationship"] != links || counts["node property"]+counts["relationship property"] != properties {
		t.Errorf("filled with %v, the dataset has %d nodes, %d relationships, %d properties", counts, nodes, links, properties)
	}
	hand := newFloor(g.dataset)
	for _, name := range reads {
		floor, err := g.checksum(name, hand.answer)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := g.checksum(name, g.answer); err != nil || got != floor {
			t.Errorf("%s: filled part by part, the engine's answers have the checksum %s, the floor's %s (%v)", name, got, floor, err)
		}
	}
}

// BenchmarkReads measures each read at both scales: sf10/hop2/engine and so on.
// One operation is one run, with the query's parameters in turn.
func BenchmarkReads(b *testing.B) {
	for _, scale := range []int{1, 10} {
		b.Run(fmt.Sprint("sf", scale), func(b *testing.B) {
			data := loaded(b, scale)
			hand := newFloor(data.dataset)
			for _, name := range reads {
				text, _ := query(name)
				run := byHand[name]
				b.Run(name+"/floor", func(b *testing.B) {
					repeat(b, data.parameters[name], func(p parameters) error { run(hand, p); return nil })
				})
				b.Run(name+"/engine", func(b *testing.B) {
					repeat(b, data.parameters[name], func(p parameters) error { return data.read(text, p) })
				})
			}
		})
	}
}

func repeat(b *testing.B, with []parameters, run func(parameters) error) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if err := run(with[i%len(with)]); err != nil {
			b.Fatal(err)
		}
	}
}

// TestQueries compares the lists of queries with the files: one that is in no
// list would never be run.
func TestQueries(t *testing.T) {
	files, err := queryFiles.ReadDir("queries")
	if err != nil {
		t.Fatal(err)
	}
	listed := slices.Sorted(slices.Values(slices.Concat(reads, writes)))
	var found []string
	for _, file := range files {
		name := strings.TrimSuffix(file.Name(), ".cypher")
		if text, title := query(name); text == "" || title == "" {
			t.Errorf("%s has no query below a line that says what it does", file.Name())
		}
		found = append(found, name)
	}
	if !slices.Equal(found, listed) {
		t.Errorf("the files are %v, the lists %v", found, listed)
	}
}
