package db

import (
	"fmt"
	"slices"
	"strings"
)

// Only returns the rows with some of their columns, in the order asked for; all
// of them where none is named. An unknown one is an error that names those
// there are.
func (r Rows) Only(columns []string) (Rows, error) {
	if len(columns) == 0 {
		return r, nil
	}
	places := make([]int, len(columns))
	for i, name := range columns {
		if places[i] = slices.Index(r.Columns, name); places[i] < 0 {
			return Rows{}, fmt.Errorf("there is no column %q; there are %s", name, strings.Join(r.Columns, ", "))
		}
	}
	some := r
	some.Columns = columns
	some.Values = make([][]any, len(r.Values))
	for i, values := range r.Values {
		for _, place := range places {
			some.Values[i] = append(some.Values[i], values[place])
		}
	}
	return some, nil
}

// Objects returns the rows as maps from column to value.
func (r Rows) Objects() []map[string]any {
	out := make([]map[string]any, len(r.Values))
	for i, values := range r.Values {
		out[i] = make(map[string]any, len(values))
		for j, v := range values {
			out[i][r.Columns[j]] = v
		}
	}
	return out
}
