package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"corridor/internal/db"
)

// output holds the flags that choose a format.
type output struct {
	format    string
	width     int
	narrowing string // what shows fewer columns, where the command has that
}

func (o *output) flags(cmd *cobra.Command, formats ...string) {
	cmd.Flags().StringVar(&o.format, "format", formats[0], strings.Join(formats, ", "))
}

func (o *output) check(formats ...string) error {
	if !slices.Contains(formats, o.format) {
		return usageError{fmt.Errorf("--format %s: want %s", o.format, strings.Join(formats, ", "))}
	}
	if o.width < 0 {
		return usageError{fmt.Errorf("--width %d: want characters, or 0 for whole cells", o.width)}
	}
	return nil
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// table writes columns for people to read.
type table struct{ w *tabwriter.Writer }

func newTable(w io.Writer, columns ...string) table {
	t := table{tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)}
	t.row(columns...)
	return t
}

func (t table) row(cells ...string) { fmt.Fprintln(t.w, strings.Join(cells, "\t")) }

func (t table) flush() error { return t.w.Flush() }

// widthFlag is for commands whose tables may be too wide to read.
func (o *output) widthFlag(cmd *cobra.Command) {
	cmd.Flags().IntVar(&o.width, "width", 60, "characters that a cell of a table is cut at; 0 for none")
}

// writeRows writes the answer to a query.
func (o *output) writeRows(cmd *cobra.Command, rows db.Rows) error {
	w := cmd.OutOrStdout()
	switch o.format {
	case "json":
		return writeJSON(w, rows.Objects())
	case "csv":
		return rows.WriteCSV(w)
	}
	t, cut := newTable(w, rows.Columns...), false
	for _, values := range rows.Values {
		cells := make([]string, len(values))
		for i, v := range values {
			whole := cell(nameOnly(v))
			cells[i] = cutAt(whole, o.width)
			cut = cut || cells[i] != whole
		}
		t.row(cells...)
	}
	if err := t.flush(); err != nil {
		return err
	}
	if cut {
		fmt.Fprintf(cmd.ErrOrStderr(), "corridor: cells are cut at %d characters: --width 0 shows them whole%s\n", o.width, o.narrowing)
	}
	_, err := fmt.Fprintf(w, "%d rows\n", len(rows.Values))
	return err
}

// nameOnly leaves of a node given as key and name its name, which is enough to read.
func nameOnly(v any) any {
	switch v := v.(type) {
	case []any:
		names := make([]any, len(v))
		for i, item := range v {
			names[i] = nameOnly(item)
		}
		return names
	case map[string]any:
		if name, ok := v["name"]; ok && v["key"] != nil && len(v) <= 3 { // the third is a label
			return name
		}
	}
	return v
}

// cutAt shortens a text to some characters, the last of which says so.
func cutAt(text string, width int) string {
	if characters := []rune(text); width > 0 && len(characters) > width {
		return string(characters[:width-1]) + "…"
	}
	return text
}

// noteMore says that an answer was cut. It goes to standard error: json and csv
// have no place for it, and a cut answer must not look whole in any format.
func noteMore(cmd *cobra.Command, more bool) {
	if more {
		fmt.Fprintf(cmd.ErrOrStderr(), "corridor: there are more rows: the limit of %d cut the answer\n", db.DefaultLimits.Rows)
	}
}

// cell writes a value in one line: lists with semicolons, maps as name=value.
func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return strings.Join(strings.Fields(v), " ")
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = cell(item)
		}
		return strings.Join(parts, "; ")
	case map[string]any:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		parts := make([]string, 0, len(v))
		for _, name := range names {
			if v[name] != nil {
				parts = append(parts, name+"="+cell(v[name]))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case db.Node, db.Relationship, db.Path:
		text, err := json.Marshal(v)
		if err != nil {
			return fmt.Sprint(v)
		}
		return string(text)
	}
	return fmt.Sprint(v)
}
