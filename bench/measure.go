package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"corridor/internal/engine"
	"corridor/internal/engine/value"
)

// rounds is how often each thing is measured; what is told is the median.
const rounds = 5

// measure is how long one run of a query takes: in the middle, and on the average
// over its parameters, of which some ask for a hundred times as much as others.
type measure struct{ middle, mean time.Duration }

// comparison is a query by hand and in the engine. What was not done by hand is zero.
type comparison struct {
	name          string
	floor, engine measure
}

// read runs a query in the engine and takes its rows.
func (g *graph) read(text string, p parameters) error {
	result, err := g.database.Run(context.Background(), text, p, engine.TxOptions{Access: engine.Read})
	if err != nil {
		return err
	}
	for result.Next() {
		result.Row()
	}
	_, err = result.Consume()
	return err
}

// compareReads measures the reads, after it has compared the answers.
func (g *graph) compareReads(f *floor, budget time.Duration) ([]comparison, error) {
	var all []comparison
	for _, name := range reads {
		want, err := g.checksum(name, f.answer)
		if err != nil {
			return nil, err
		}
		got, err := g.checksum(name, g.answer)
		if err != nil {
			return nil, err
		}
		if got != want {
			return nil, fmt.Errorf("%s: the engine's answers have the checksum %s, the floor's %s", name, got, want)
		}
		c, err := g.compareRead(f, name, budget)
		if err != nil {
			return nil, fmt.Errorf("running %s: %w", name, err)
		}
		all = append(all, c)
	}
	return all, nil
}

// compareRead measures by hand and in the engine by turns, so that both have as
// quiet a machine.
func (g *graph) compareRead(f *floor, name string, budget time.Duration) (comparison, error) {
	run, with := byHand[name], g.parameters[name]
	text, _ := query(name)
	var hands, engines []measure
	for range rounds {
		hand, err := timed(with, budget/rounds, func(p parameters) error { run(f, p); return nil })
		if err != nil {
			return comparison{}, err
		}
		ours, err := timed(with, budget/rounds, func(p parameters) error { return g.read(text, p) })
		if err != nil {
			return comparison{}, err
		}
		hands, engines = append(hands, hand), append(engines, ours)
	}
	return comparison{name, median(hands), median(engines)}, nil
}

// timed runs a query with all its parameters in turn until the budget is spent.
func timed(with []parameters, budget time.Duration, run func(parameters) error) (measure, error) {
	var taken []time.Duration
	var sum time.Duration
	for begun := time.Now(); sum == 0 || time.Since(begun) < budget; {
		for _, p := range with {
			before := time.Now()
			if err := run(p); err != nil {
				return measure{}, err
			}
			d := time.Since(before)
			taken, sum = append(taken, d), sum+d
		}
	}
	return measure{middle: middle(taken), mean: sum / time.Duration(len(taken))}, nil
}

func middle(of []time.Duration) time.Duration {
	slices.Sort(of)
	return of[len(of)/2]
}

func median(of []measure) measure {
	var middles, means []time.Duration
	for _, m := range of {
		middles, means = append(middles, m.middle), append(means, m.mean)
	}
	return measure{middle(middles), middle(means)}
}

// createdRows is how many nodes create10k makes in one batch.
const createdRows = 1000

// compareWrites measures the writes. By hand only tx1 is done: 64 bytes that are
// written to a file and synced to the disk, as each commit is.
func (g *graph) compareWrites(folder string) ([]comparison, error) {
	created, err := g.timeBatches("create10k", 10, func(i int) parameters { return parameters{"rows": notes(10_000_000 + i*createdRows)} })
	if err != nil {
		return nil, err
	}
	merged, err := g.timeBatches("merge1k", 1, func(int) parameters { return g.parameters["merge1k"][0] })
	if err != nil {
		return nil, err
	}
	ticks, err := g.timeBatches("tx1", 200, func(i int) parameters {
		return parameters{"id": value.OfInt(int64(20_000_000 + i)), "v": value.OfInt(int64(i % 97))}
	})
	if err != nil {
		return nil, err
	}
	synced, err := timeSync(filepath.Join(folder, "synced"))
	if err != nil {
		return nil, err
	}
	return []comparison{{name: "create10k", engine: created}, {name: "merge1k", engine: merged}, {name: "tx1", floor: synced, engine: ticks}}, nil
}

// timeBatches runs a write so many times in each round, and takes back what
// merge1k made, so that each round makes it anew.
func (g *graph) timeBatches(name string, times int, with func(int) parameters) (measure, error) {
	text, _ := query(name)
	var all []measure
	for round := range rounds {
		batches := make([]parameters, times)
		for i := range batches {
			batches[i] = with(round*times + i)
		}
		m, err := timed(batches, 0, func(p parameters) error { return g.run(text, p) })
		if err != nil {
			return measure{}, err
		}
		all = append(all, m)
		if err := g.run("MATCH (:Actor)-[x:ALLY]->(:Actor) DELETE x", nil); err != nil {
			return measure{}, err
		}
	}
	return median(all), nil
}

func notes(first int) value.Value {
	keys := []string{"id", "text", "year"}
	rows := make([]value.Value, createdRows)
	for i := range rows {
		rows[i] = value.OfMap(value.MappingOf(keys, []value.Value{
			value.OfInt(int64(first + i)), value.OfString(fmt.Sprint("note ", first+i)), value.OfInt(int64(2000 + i%26)),
		}))
	}
	return value.OfList(rows)
}

func timeSync(path string) (measure, error) {
	file, err := os.Create(path)
	if err != nil {
		return measure{}, fmt.Errorf("measuring the disk: %w", err)
	}
	defer file.Close() //nolint:errcheck // what matters was synced
	record := make([]byte, 64)
	return timed(make([]parameters, 300), 0, func(parameters) error {
		if _, err := file.Write(record); err != nil {
			return fmt.Errorf("measuring the disk: %w", err)
		}
		return file.Sync()
	})
}
