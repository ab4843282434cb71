package main

import (
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"corridor/internal/db"
)

// planned is an answer with its plan, as JSON.
type planned struct {
	Rows []map[string]any `json:"rows"`
	Plan *db.Step         `json:"plan"`
}

// writePlanned writes the answer to a statement behind EXPLAIN, which has no
// rows, or PROFILE.
func (o *output) writePlanned(cmd *cobra.Command, rows db.Rows) error {
	if o.format == "json" {
		return writeJSON(cmd.OutOrStdout(), planned{rows.Objects(), rows.Plan})
	}
	to := cmd.OutOrStdout()
	if o.format == "csv" {
		to = cmd.ErrOrStderr() // programs read the rows as CSV, and nothing else may stand there
	}
	if rows.Plan.Measured == nil {
		return writePlan(to, *rows.Plan)
	}
	if err := o.writeRows(cmd, rows); err != nil {
		return err
	}
	if _, err := io.WriteString(to, "\n"); err != nil {
		return err
	}
	return writePlan(to, *rows.Plan)
}

// writePlan draws a plan as a table whose first column is a tree, the step that
// gives the rows on top.
func writePlan(w io.Writer, plan db.Step) error {
	columns := []string{"operator", "estimated rows"}
	if plan.Measured != nil {
		columns = append(columns, "rows", "db hits")
	}
	t := newTable(w, append(columns, "details")...)
	writeStep(t, plan, "")
	return t.flush()
}

// writeStep draws a step and those below it. The first of several children is
// what the step begins with; it goes on straight below it, as in Neo4j's tables,
// and the others branch off before.
func writeStep(t table, step db.Step, indent string) {
	cells := []string{indent + "+" + step.Operator, strconv.FormatFloat(step.Estimated, 'f', -1, 64)}
	if m := step.Measured; m != nil {
		cells = append(cells, strconv.FormatInt(m.Rows, 10), strconv.FormatInt(m.Hits, 10))
	}
	t.row(append(cells, strings.Join(strings.Fields(step.Details), " "))...)
	for i := len(step.Children) - 1; i > 0; i-- {
		writeStep(t, step.Children[i], indent+"| ")
	}
	if len(step.Children) > 0 {
		writeStep(t, step.Children[0], indent)
	}
}
