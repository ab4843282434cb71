package db

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"corridor/cypher"
	"corridor/graph"
)

// Explain says why a query gave no rows. Where a parameter that is a key names no
// node, or one that the query is not about, its error wraps cypher.ErrParameter
// and says what is near. Otherwise the answer is that there is nothing, and the
// sentence says for what.
func (d *DB) Explain(ctx context.Context, parameters []cypher.Parameter, bound map[string]any) (string, error) {
	var wanted, near []string
	for _, p := range parameters {
		value, isText := bound[p.Name].(string)
		if !isText || value == "" {
			continue
		}
		text := value
		if p.Labels != nil {
			node, err := d.keyed(ctx, p, value)
			if err != nil {
				return "", err
			}
			value, text = node.String(), node.Name
		}
		wanted = append(wanted, p.Name+" "+value)
		if p.Values == nil && !isLabel(value) {
			near = append(near, d.near(ctx, text, p, bound[p.Name])...)
		}
	}
	if wanted == nil {
		return "nothing of this kind is in the graph", nil
	}
	return "nothing for " + strings.Join(wanted, ", ") + nearIt(near), nil
}

// namedNode is a node with its key, as sentences for people name it.
type namedNode struct{ Key, Name string }

// String gives the key with the name in brackets.
func (n namedNode) String() string { return n.Key + " (" + n.Name + ")" }

func isLabel(text string) bool {
	return slices.ContainsFunc(graph.Labels(), func(l graph.Label) bool { return l.Name == text })
}

// keyed finds the node that a parameter names, and refuses one of another label.
func (d *DB) keyed(ctx context.Context, p cypher.Parameter, value string) (namedNode, error) {
	rows, err := d.askNamed(ctx, "describe", map[string]any{"key": value})
	if err != nil {
		return namedNode{}, err
	}
	label, looksLikeKey := graph.LabelOf(value)
	if len(rows.Values) == 0 {
		words := value
		what := fmt.Sprintf("%q is no key", value)
		wanted := p
		if looksLikeKey {
			what = "no node has the key " + value
			words = strings.ReplaceAll(strings.TrimPrefix(value, label.Prefix+":"), "-", " ")
			if p.AnyKey() {
				wanted.Labels = []string{label.Name}
			}
		}
		return namedNode{}, fmt.Errorf("%w: %s: %s%s", cypher.ErrParameter, p.Name, what, d.hint(ctx, words, wanted))
	}
	node := rows.Objects()[0]
	properties, _ := node["properties"].(map[string]any)
	name, _ := properties["name"].(string)
	found := namedNode{value, name}
	labels, _ := node["labels"].([]any)
	if p.AnyKey() || slices.ContainsFunc(labels, func(l any) bool { return slices.Contains(p.Labels, fmt.Sprint(l)) }) {
		return found, nil
	}
	return namedNode{}, fmt.Errorf("%w: %s: %s is a node with the label %s, wanted is %s%s",
		cypher.ErrParameter, p.Name, found, label.Name, strings.Join(p.Labels, " or "), d.hint(ctx, name, p))
}

// Of answers out of how many the rows of a query are; it asks the query's
// denominator, which must not be empty.
func (d *DB) Of(ctx context.Context, q cypher.Query, bound map[string]any) (int64, error) {
	rows, err := d.Read(ctx, q.Denominator, bound, DefaultLimits)
	if err != nil {
		return 0, fmt.Errorf("query %s: its denominator: %w", q.Name, err)
	}
	return CountOf(q, rows)
}

// CountOf reads the answer to the denominator of a query.
func CountOf(q cypher.Query, rows Rows) (int64, error) {
	if len(rows.Values) != 1 || len(rows.Columns) != 1 || rows.Columns[0] != "count" {
		return 0, fmt.Errorf("query %s: its denominator gives %d rows of %v, want one count", q.Name, len(rows.Values), rows.Columns)
	}
	count, isInteger := rows.Values[0][0].(int64)
	if !isInteger {
		return 0, fmt.Errorf("query %s: its denominator gives %v, want a whole number", q.Name, rows.Values[0][0])
	}
	return count, nil
}

// askNamed runs a query of the library.
func (d *DB) askNamed(ctx context.Context, name string, parameters map[string]any) (Rows, error) {
	q, err := cypher.Lookup(name)
	if err != nil {
		return Rows{}, err
	}
	return d.Read(ctx, q.Text, parameters, DefaultLimits)
}

const (
	nearest  = 3  // nodes that are named
	searched = 50 // found ones that are looked through for the labels wanted
)

// near gives nodes that a parameter may name and whose names are like a text,
// without the one that is known. It is for a hint only: where it fails there is none.
func (d *DB) near(ctx context.Context, text string, p cypher.Parameter, known any) []string {
	rows, err := d.askNamed(ctx, "search", map[string]any{"text": text, "label": "", "limit": searched})
	if err != nil {
		return nil
	}
	var found []string
	for _, row := range rows.Objects() {
		key, _ := row["key"].(string)
		name, _ := row["name"].(string)
		label, _ := graph.LabelOf(key)
		anyFits := (p.Labels == nil || p.AnyKey()) && label.Name != "Claim"
		fits := anyFits || slices.Contains(p.Labels, label.Name) || label.Also != "" && slices.Contains(p.Labels, label.Also)
		if fits && key != known && len(found) < nearest {
			found = append(found, namedNode{key, name}.String())
		}
	}
	return found
}

func nearIt(near []string) string {
	if len(near) == 0 {
		return ""
	}
	return "; near it: " + strings.Join(near, ", ")
}

// hint says what is near, or else how to find a key.
func (d *DB) hint(ctx context.Context, text string, p cypher.Parameter) string {
	if near := d.near(ctx, text, p, nil); len(near) > 0 {
		return nearIt(near)
	}
	if p.AnyKey() {
		return "; the query search looks for names"
	}
	return "; the query nodes lists them with label=" + p.Labels[0]
}
