package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// tell writes what was measured as tables: the queries with all scales side by
// side, then memory and disk.
func tell(w io.Writer, all []*report) error {
	fmt.Fprintln(w, "Microseconds a query: the middle of its runs, and by how much the engine's mean exceeds the floor's.")
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(table, "query\t")
	for _, r := range all {
		fmt.Fprintf(table, "floor %d\tengine %d\tratio\tof means\t", r.scale, r.scale)
	}
	fmt.Fprintln(table)
	for i, q := range all[0].queries {
		fmt.Fprintf(table, "%s\t", q.name)
		for _, r := range all {
			c := r.queries[i]
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t", micro(c.floor.middle), micro(c.engine.middle),
				ratio(c.engine.middle, c.floor.middle), ratio(c.engine.mean, c.floor.mean))
		}
		fmt.Fprintln(table)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, r := range all {
		if _, err := fmt.Fprint(w, r.space()); err != nil {
			return err
		}
	}
	return nil
}

func micro(d time.Duration) string {
	if d == 0 {
		return "-"
	}
	return fmt.Sprintf("%.4g", float64(d.Nanoseconds())/1000)
}

func ratio(a, b time.Duration) string {
	if b == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f", float64(a)/float64(b))
}

// space is what the graph takes in memory and on disk.
func (r *report) space() string {
	var b strings.Builder
	nodes, links, properties := r.size()
	fmt.Fprintf(&b, "\nScale %d: %d nodes, %d relationships, %d properties.\n", r.scale, nodes, links, properties)
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(table, "in memory\tcount\tbytes each\tMB\t\n")
	var sum int64
	for _, s := range r.shares {
		sum += s.bytes
		fmt.Fprintf(table, "%s\t%d\t%.1f\t%.1f\t\n", s.what, s.count, float64(s.bytes)/float64(s.count), mega(s.bytes))
	}
	fmt.Fprintf(table, "together\t\t\t%.1f\t\n", mega(sum))
	table.Flush() //nolint:errcheck // a strings.Builder takes all
	fmt.Fprintf(&b, "Loaded in %.2f s, %.1f MB on disk. A process that opens it answers after %.3f s, with %.1f MB of heap, %.1f MB resident.\n",
		r.loading.Seconds(), mega(r.disk), r.restart.Opening.Seconds(), mega(r.restart.Heap), mega(r.restart.Resident))
	return b.String()
}

func mega(bytes int64) float64 { return float64(bytes) / 1e6 }
