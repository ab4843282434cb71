package db

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
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

// WriteCSV writes the rows for programs, below a line of their columns: text as it
// is, null as nothing, lists and maps as JSON.
func (r Rows) WriteCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	if err := c.Write(r.Columns); err != nil {
		return err
	}
	for _, values := range r.Values {
		cells := make([]string, len(values))
		for i, v := range values {
			var err error
			if cells[i], err = field(v); err != nil {
				return fmt.Errorf("column %s: %w", r.Columns[i], err)
			}
		}
		if err := c.Write(cells); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// field writes a value as a field of CSV.
func field(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	case bool, int64:
		return fmt.Sprint(v), nil
	}
	var text strings.Builder
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return strings.TrimSuffix(text.String(), "\n"), err
}
