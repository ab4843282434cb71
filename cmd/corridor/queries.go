package main

import (
	"context"
	"fmt"
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
	cmd := &cobra.Command{
		Use:     "query NAME [parameter=value ...]",
		Short:   "Run a named query",
		Example: "  corridor query stages\n  corridor query levers-on-stage stage=stage:recruitment --format csv",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.check("table", "json", "csv", "graph"); err != nil {
				return err
			}
			q, err := cypher.Lookup(args[0])
			if err != nil {
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
				return writeRows(cmd.OutOrStdout(), rows, out.format)
			})
		},
	}
	at.flags(cmd)
	out.flags(cmd, "table", "json", "csv", "graph")
	return cmd
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
		Example: "  corridor cypher 'MATCH (a:ActorType)-[r:PAYS]->(b) RETURN a.name, b.name, r.standing'\n  corridor cypher 'MATCH (n {key: $key}) RETURN n' -p key=actor:broker",
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
				return writeRows(cmd.OutOrStdout(), rows, out.format)
			})
		},
	}
	at.flags(cmd)
	out.flags(cmd, "table", "json", "csv")
	cmd.Flags().StringArrayVarP(&parameters, "parameter", "p", nil, "name=value; text unless the query converts it; may be repeated")
	cmd.Flags().BoolVar(&write, "write", false, "allow the query to change the graph")
	return cmd
}
