// Bench measures the engine in the process: the time of some queries beside
// loops written by hand over arrays, which give the same answers, and the memory
// and disk that a graph takes. The graph is made, always the same for a scale.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"corridor/internal/engine"
)

func main() {
	scales := flag.String("scales", "1,10", "how large graphs: a scale is 10,000 nodes and 60,000 relationships")
	budget := flag.Duration("budget", 2*time.Second, "how long each query is measured, by hand and in the engine each")
	folder := flag.String("restart", "", "open the database in this folder and tell what that took: for the program's own use")
	page := flag.String("page", "", "put a made-up dataset into this folder, for corridor serve --data to show")
	nodes := flag.Int("nodes", 50_000, "how many nodes the graph of -page has")
	relationships := flag.Int("relationships", 150_000, "how many relationships it has")
	flag.Parse()
	var err error
	switch {
	case *folder != "":
		err = tellRestart(*folder)
	case *page != "":
		err = layPage(*page, *nodes, *relationships)
	default:
		err = compare(*scales, *budget)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func tellRestart(folder string) error {
	r, err := reopen(folder)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// compare measures all scales, and prints what it found.
func compare(scales string, budget time.Duration) error {
	var all []*report
	for scale := range strings.SplitSeq(scales, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(scale))
		if err != nil || n < 1 {
			return fmt.Errorf("-scales: %q is no whole number above 0; wanted is a list like 1,10", scale)
		}
		fmt.Fprintf(os.Stderr, "scale %d ...\n", n)
		r, err := measured(n, budget)
		if err != nil {
			return fmt.Errorf("at scale %d: %w", n, err)
		}
		all = append(all, r)
	}
	return tell(os.Stdout, all)
}

// report is what was measured at one scale.
type report struct {
	*dataset
	queries []comparison
	shares  []share
	loading time.Duration
	disk    int64
	restart restart
}

// measured measures one scale, with a database in a folder that is removed after.
func measured(scale int, budget time.Duration) (*report, error) {
	folder, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return nil, fmt.Errorf("making a folder for the database: %w", err)
	}
	defer os.RemoveAll(folder) //nolint:errcheck // a temporary folder
	r := &report{dataset: generate(scale)}
	if r.shares, err = r.dataset.shares(); err != nil {
		return nil, err
	}
	data := filepath.Join(folder, "data")
	if r.loading, err = loadInto(data, r.dataset); err != nil {
		return nil, err
	}
	if r.disk, err = bytesIn(data); err != nil {
		return nil, fmt.Errorf("measuring the database's files: %w", err)
	}
	if r.restart, err = restarted(data); err != nil {
		return nil, err
	}
	return r, r.measureQueries(data, folder, budget)
}

// loadInto loads the dataset into a new database in the folder, and closes it.
func loadInto(folder string, d *dataset) (time.Duration, error) {
	begun := time.Now()
	database, err := engine.Open(folder, engine.Options{})
	if err != nil {
		return 0, err
	}
	g := &graph{d, database}
	if err := g.load(); err != nil {
		database.Close() //nolint:errcheck // what went wrong before is told
		return 0, err
	}
	taken := time.Since(begun)
	if err := database.Close(); err != nil {
		return 0, fmt.Errorf("closing the database: %w", err)
	}
	return taken, nil
}

func (r *report) measureQueries(data, folder string, budget time.Duration) error {
	database, err := engine.Open(data, engine.Options{})
	if err != nil {
		return err
	}
	defer database.Close() //nolint:errcheck // the folder is removed
	g := &graph{r.dataset, database}
	if r.queries, err = g.compareReads(newFloor(r.dataset), budget); err != nil {
		return err
	}
	written, err := g.compareWrites(folder)
	r.queries = append(r.queries, written...)
	return err
}
