package db

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"corridor/cypher"
	"corridor/graph"
)

// CheckKeys looks whether the parameters of a query that gave no rows name
// nodes that exist. Its error wraps cypher.ErrParameter and says what is near.
func (d *DB) CheckKeys(ctx context.Context, bound map[string]any) error {
	for _, name := range slices.Sorted(maps.Keys(bound)) {
		key, isText := bound[name].(string)
		if _, isKey := graph.LabelOf(key); !isText || !isKey {
			continue
		}
		rows, err := d.named(ctx, "describe", map[string]any{"key": key})
		if err != nil {
			return err
		}
		if len(rows.Values) == 0 {
			return fmt.Errorf("%w: %s: no node has the key %s; %s", cypher.ErrParameter, name, key, d.near(ctx, key))
		}
	}
	return nil
}

// Of answers out of how many the rows of a query are; it asks the query's
// denominator, which must not be empty.
func (d *DB) Of(ctx context.Context, q cypher.Query, bound map[string]any) (int64, error) {
	rows, err := d.Read(ctx, q.Denominator, bound, DefaultLimits)
	if err != nil {
		return 0, fmt.Errorf("query %s: its denominator: %w", q.Name, err)
	}
	if len(rows.Values) != 1 || len(rows.Columns) != 1 || rows.Columns[0] != "count" {
		return 0, fmt.Errorf("query %s: its denominator gives %d rows of %v, want one count", q.Name, len(rows.Values), rows.Columns)
	}
	count, isInteger := rows.Values[0][0].(int64)
	if !isInteger {
		return 0, fmt.Errorf("query %s: its denominator gives %v, want a whole number", q.Name, rows.Values[0][0])
	}
	return count, nil
}

// named runs a query of the library.
func (d *DB) named(ctx context.Context, name string, parameters map[string]any) (Rows, error) {
	q, err := cypher.Lookup(name)
	if err != nil {
		return Rows{}, err
	}
	return d.Read(ctx, q.Text, parameters, DefaultLimits)
}

const (
	stemLetters = 4 // of each word of a key that must be found again
	nearest     = 3 // keys that are named
)

// near says which keys of the same kind begin like a key's words.
func (d *DB) near(ctx context.Context, key string) string {
	prefix, slug, _ := strings.Cut(key, ":")
	var stems []string
	for _, word := range strings.Split(slug, "-") {
		stems = append(stems, word[:min(stemLetters, len(word))])
	}
	rows, err := d.named(ctx, "find", map[string]any{"text": strings.Join(stems, " ")})
	var keys []string
	for _, row := range rows.Values {
		if other, _ := row[0].(string); strings.HasPrefix(other, prefix+":") && len(keys) < nearest {
			keys = append(keys, other)
		}
	}
	if err != nil || len(keys) == 0 {
		return "the query find looks for names"
	}
	return "near it: " + strings.Join(keys, ", ")
}
