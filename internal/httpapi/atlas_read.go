package httpapi

import (
	"context"
	"fmt"
	"time"

	"corridor/internal/db"
	"corridor/internal/layout"
)

const (
	// atlasPage is how many nodes are read at a time.
	atlasPage = 5000
	// atlasPageBytes is what one such page may take: a node may lead to many others.
	atlasPageBytes = 128 << 20
	// mostMapped and mostTied bound what an atlas takes in memory, some hundred
	// MiB while it is made.
	mostMapped = 500_000
	mostTied   = 2_000_000
)

// atlasReading reads a whole graph, page by page.
type atlasReading struct {
	*api
	markers []layout.Marker
	ties    []layout.Tie
	size    row
	state   string // of the graph
	changed bool   // while it was read
	queries []asked
	kept    map[string]string // each label, type and key once
}

func (a *atlasReading) all(ctx context.Context) error {
	size, err := a.ask(ctx, "size", map[string]any{}, 1)
	if err != nil {
		return err
	}
	if len(size.Values) == 1 {
		a.size = size.Objects()[0]
	}
	if err := a.bounded(a.count("nodes"), a.count("relationships")); err != nil {
		return err
	}
	a.state = size.State
	for after := ""; ; {
		page, err := a.ask(ctx, "atlas", map[string]any{"after": after, "limit": int64(atlasPage)}, atlasPage)
		if err != nil {
			return err
		}
		a.changed = a.changed || page.State != a.state
		for _, r := range page.Objects() {
			after = a.take(r)
		}
		if err := a.bounded(len(a.markers), len(a.ties)); err != nil { // it may have grown
			return err
		}
		if len(page.Values) < atlasPage {
			return nil
		}
	}
}

// ask runs a named query; pages of one count as one question.
func (a *atlasReading) ask(ctx context.Context, name string, parameters map[string]any, most int) (db.Rows, error) {
	begin := time.Now()
	q := mustLookup(name)
	rows, err := a.db.Read(ctx, q.Text, parameters, db.Limits{Time: a.limits.Time, Rows: most, Bytes: atlasPageBytes})
	a.measures.asked(name, time.Since(begin))
	if err != nil {
		return db.Rows{}, fmt.Errorf("query %s: %w", name, err)
	}
	if last := len(a.queries) - 1; last >= 0 && a.queries[last].Query == name {
		a.queries[last].Rows += len(rows.Values)
		a.queries[last].ElapsedMS += rows.Elapsed.Milliseconds()
		return rows, nil
	}
	a.queries = append(a.queries, noted(name, q.Text, parameters, len(rows.Values), rows.Elapsed))
	return rows, nil
}

// take notes a node with what it leads to, and gives its key.
func (a *atlasReading) take(r row) (key string) {
	text := func(v any) string {
		t, _ := v.(string)
		if once, known := a.kept[t]; known {
			return once
		}
		a.kept[t] = t
		return t
	}
	key = text(r["key"])
	name, isText := r["name"].(string)
	if !isText || name == "" {
		name = key
	}
	a.markers = append(a.markers, layout.Marker{Key: key, Label: text(r["label"]), Name: name})
	types, _ := r["types"].([]any)
	to, _ := r["to"].([]any)
	for i := range min(len(types), len(to)) {
		a.ties = append(a.ties, layout.Tie{From: key, To: text(to[i]), Type: text(types[i])})
	}
	return key
}

func (a *atlasReading) bounded(nodes, relationships int) error {
	if nodes > mostMapped || relationships > mostTied {
		return fmt.Errorf("%w: memory: the graph has more than %d nodes or %d relationships, and no map is made of it: ask for parts of it by queries", db.ErrLimit, mostMapped, mostTied)
	}
	return nil
}

func (a *atlasReading) count(column string) int {
	n, _ := a.size[column].(int64)
	return int(n)
}
