package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"corridor/cypher"
	"corridor/internal/db"
)

func queriesCommand() *cobra.Command {
	var out output
	cmd := &cobra.Command{
		Use:   "queries",
		Short: "List the named queries with the questions that they answer",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := out.check("table", "json"); err != nil {
				return err
			}
			all, err := cypher.Queries()
			if err != nil {
				return err
			}
			if out.format == "json" {
				return writeJSON(cmd.OutOrStdout(), all)
			}
			slices.SortStableFunc(all, func(a, b cypher.Query) int {
				return slices.Index(cypher.Categories(), a.Category) - slices.Index(cypher.Categories(), b.Category)
			})
			t := newTable(cmd.OutOrStdout(), "category", "name", "parameters", "question")
			for _, q := range all {
				t.row(q.Category, q.Name, parametersOf(q), q.Question)
			}
			return t.flush()
		},
	}
	out.flags(cmd, "table", "json")
	return cmd
}

// parametersOf lists parameters as they are given; optional ones in brackets.
func parametersOf(q cypher.Query) string {
	parts := make([]string, len(q.Parameters))
	for i, p := range q.Parameters {
		parts[i] = p.Name + "=" + strings.ReplaceAll(cell(p.Example), "; ", ",")
		if p.Default != nil {
			parts[i] = "[" + parts[i] + "]"
		}
	}
	return strings.Join(parts, " ")
}

func queryCommand() *cobra.Command {
	var at connection
	var out output
	var columns []string
	cmd := &cobra.Command{
		Use:     "query NAME [parameter=value ...]",
		Short:   "Run a named query",
		Example: "  corridor query stages\n  corridor query levers-on-stage stage=stage:recruitment --format csv\n  corridor query levers-by-body body=org:eu --columns lever,target,standing",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.check("table", "json", "csv", "graph"); err != nil {
				return err
			}
			q, err := cypher.Lookup(args[0])
			if err != nil {
				return err
			}
			if err := checkColumns(q, columns, out.format); err != nil {
				return err
			}
			given, err := pairs(args[1:])
			if err != nil {
				return err
			}
			bound, err := q.Bind(given)
			if err != nil {
				return err
			}
			return at.with(cmd.Context(), func(ctx context.Context, d *db.DB) error {
				rows, err := d.Read(ctx, q.Text, bound, db.DefaultLimits)
				if err != nil {
					return fmt.Errorf("query %s: %w", q.Name, err)
				}
				if len(rows.Values) == 0 {
					note, err := d.Explain(ctx, q.Parameters, bound)
					if err != nil {
						return fmt.Errorf("query %s: %w", q.Name, err)
					}
					fmt.Fprintln(cmd.ErrOrStderr(), "corridor:", note)
				}
				if out.format == "graph" {
					return writePicture(ctx, cmd, d, q, bound, rows)
				}
				noteMore(cmd, rows.More)
				if rows, err = rows.Only(columns); err != nil {
					return fmt.Errorf("query %s: %w", q.Name, err)
				}
				if err := out.writeRows(cmd, rows); err != nil || out.format != "table" || q.Denominator == "" {
					return err
				}
				return writeOf(ctx, cmd, d, q, bound)
			})
		},
	}
	at.flags(cmd)
	out.flags(cmd, "table", "json", "csv", "graph")
	out.widthFlag(cmd)
	cmd.Flags().StringSliceVar(&columns, "columns", nil, "only these columns, with commas between them")
	out.narrowing = ", --columns fewer of them"
	return cmd
}

// checkColumns refuses columns that the answer cannot have, before it is asked for.
func checkColumns(q cypher.Query, columns []string, format string) error {
	if len(columns) > 0 && format == "graph" {
		return usageError{errors.New("--columns: a graph has none; leave out the flag, or choose another --format")}
	}
	var there db.Rows
	for _, c := range q.Columns {
		there.Columns = append(there.Columns, c.Name)
	}
	if _, err := there.Only(columns); err != nil {
		return usageError{fmt.Errorf("query %s: --columns: %w", q.Name, err)}
	}
	return nil
}

// writeOf says out of how many the rows are.
func writeOf(ctx context.Context, cmd *cobra.Command, d *db.DB, q cypher.Query, bound map[string]any) error {
	count, err := d.Of(ctx, q, bound)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "out of %d %s\n", count, q.Of)
	return err
}

func writePicture(ctx context.Context, cmd *cobra.Command, d *db.DB, q cypher.Query, bound map[string]any, rows db.Rows) error {
	picture, err := d.Picture(ctx, q, bound, rows)
	if err != nil {
		return err
	}
	noteMore(cmd, picture.More)
	return writeJSON(cmd.OutOrStdout(), picture)
}

// pairs reads name=value arguments.
func pairs(args []string) (map[string]any, error) {
	given := map[string]any{}
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, "=")
		if !ok || name == "" {
			return nil, usageError{fmt.Errorf("%q: want name=value", arg)}
		}
		if _, twice := given[name]; twice {
			return nil, usageError{fmt.Errorf("parameter %s is given twice", name)}
		}
		given[name] = value
	}
	return given, nil
}

func cypherCommand() *cobra.Command {
	var at connection
	var out output
	var parameters []string
	var write bool
	cmd := &cobra.Command{
		Use:     "cypher 'TEXT'",
		Short:   "Run Cypher of your own; reads only, unless --write is given",
		Long:    "Cypher runs a statement. With EXPLAIN before it, its plan is printed and nothing runs; with PROFILE, the rows and then the plan\nwith what each step did. As JSON that is an object of rows and plan; with CSV the plan goes to standard error.",
		Example: "  corridor cypher 'MATCH (a:ActorType)-[r:PAYS]->(b) RETURN a.name, b.name, r.standing'\n  corridor cypher 'MATCH (n {key: $key}) RETURN n' -p key=actor:broker\n  corridor cypher 'PROFILE MATCH (c:Claim) RETURN count(c)'",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.check("table", "json", "csv"); err != nil {
				return err
			}
			given, err := pairs(parameters)
			if err != nil {
				return err
			}
			return at.with(cmd.Context(), func(ctx context.Context, d *db.DB) error {
				run := d.Read
				if write {
					run = d.Write
				}
				rows, err := run(ctx, args[0], given, db.DefaultLimits)
				if err != nil {
					return err
				}
				noteMore(cmd, rows.More)
				if rows.Changes.Any() {
					fmt.Fprintln(cmd.ErrOrStderr(), "corridor:", describe(rows.Changes))
				}
				for _, notice := range rows.Notices {
					fmt.Fprintln(cmd.ErrOrStderr(), "corridor:", notice)
				}
				if rows.Plan != nil {
					return out.writePlanned(cmd, rows)
				}
				return out.writeRows(cmd, rows)
			})
		},
	}
	at.flags(cmd)
	out.flags(cmd, "table", "json", "csv")
	out.widthFlag(cmd)
	cmd.Flags().StringArrayVarP(&parameters, "parameter", "p", nil, "name=value; text unless the query converts it; may be repeated")
	cmd.Flags().BoolVar(&write, "write", false, "allow the query to change the graph")
	return cmd
}
