package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"corridor/cypher"
	"corridor/internal/db"
	"corridor/internal/exchange"
)

// export is what the flags of that command say.
type export struct {
	format, to    string
	enterprise    bool
	query, cypher string // of which the result is written, in place of the whole
	arguments     []string
}

// The formats that a whole database is written in straight away, however large.
const scriptFormat, tablesFormat = "cypher", "csv"

func exportCommand() *cobra.Command {
	at := connection{asFound: true}
	var e export
	cmd := &cobra.Command{
		Use:   "export [parameter=value ...]",
		Short: "Write the graph, your additions included, or a part of it, for a Neo4j or for other tools",
		Long: "Export writes the whole graph, or what the answer of a named query (--query) or of a statement that reads (--cypher) speaks of, with\n" +
			"the evidence behind it. A script of Cypher and tables for neo4j-admin database import hold constraints and indexes of the whole too. The\n" +
			"program's own database gives the state after one commit; a Neo4j should not be written to meanwhile. The formats:\n\n" + exportFormats(),
		Example: "  corridor export --to graph.cypher\n  corridor export --format graphml --to graph.graphml\n  corridor export --format gexf --query routes-through place=place:libya --to routes.gexf",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			e.arguments = args
			if err := e.check(); err != nil {
				return err
			}
			if err := at.there(); err != nil {
				return err
			}
			return at.with(cmd.Context(), func(ctx context.Context, d *db.DB) error { return e.run(ctx, cmd, d) })
		},
	}
	at.flags(cmd)
	cmd.Flags().StringVar(&e.format, "format", scriptFormat, "one of those above")
	cmd.Flags().StringVar(&e.to, "to", "", "file to write, standard output where empty; or folder of the tables")
	cmd.Flags().BoolVar(&e.enterprise, "enterprise", false, "make the constraints too that only Neo4j Enterprise takes; else they are comments")
	cmd.Flags().StringVar(&e.query, "query", "", "write what the answer of this named query speaks of; its parameters follow")
	cmd.Flags().StringVar(&e.cypher, "cypher", "", "write what the answer of this statement speaks of, which may only read; its parameters follow")
	cmd.MarkFlagsMutuallyExclusive("query", "cypher")
	return cmd
}

// exportFormats lists the formats, a line each.
func exportFormats() string {
	lines := []string{
		fmt.Sprintf("  %-12s a script for cypher-shell", scriptFormat),
		fmt.Sprintf("  %-12s a folder of tables for neo4j-admin", tablesFormat),
	}
	for _, f := range exchange.Formats() {
		lines = append(lines, fmt.Sprintf("  %-12s %s", f.Name, f.Doc))
	}
	return strings.Join(lines, "\n")
}

// isWhole reports whether the whole graph is to be written.
func (e *export) isWhole() bool { return e.query == "" && e.cypher == "" }

// isForTools reports whether the format is one of other tools, which have no
// constraints and indexes.
func (e *export) isForTools() bool { return e.format != scriptFormat && e.format != tablesFormat }

func (e *export) check() error {
	if e.isForTools() {
		if _, err := exchange.Lookup(e.format); err != nil {
			return usageError{fmt.Errorf("--format: %w, and %s, %s", err, scriptFormat, tablesFormat)}
		}
	}
	switch {
	case e.enterprise && e.isForTools():
		return usageError{fmt.Errorf("--enterprise: there are no constraints in %s", e.format)}
	case e.isWhole() && len(e.arguments) > 0:
		return usageError{fmt.Errorf("%q: parameters are of --query or of --cypher, and neither is given", e.arguments[0])}
	case !e.isWhole() && e.format == tablesFormat:
		return usageError{fmt.Errorf("--format %s is for the whole graph: tables has a part of it, in an archive", e.format)}
	case !e.isWhole() && e.enterprise:
		return usageError{errors.New("--enterprise: a part of the graph is written without constraints")}
	case e.format == tablesFormat && e.to == "":
		return usageError{fmt.Errorf("--format %s needs --to with the name of a folder, which is made", tablesFormat)}
	case e.to == "":
		return nil
	}
	if _, err := os.Lstat(e.to); err == nil {
		return usageError{fmt.Errorf("--to %s: it is there already; choose another name", e.to)}
	}
	return nil
}

func (e *export) run(ctx context.Context, cmd *cobra.Command, d *db.DB) error {
	var done db.Exported
	var err error
	switch {
	case e.format == tablesFormat:
		done, err = d.ExportTables(ctx, e.to, e.enterprise)
	case e.to == "":
		w := bufio.NewWriter(cmd.OutOrStdout())
		done, err = e.write(ctx, d, w)
		err = errors.Join(err, w.Flush())
	default:
		done, err = e.toFile(ctx, d)
	}
	if err != nil && e.to != "" {
		return errors.Join(err, os.RemoveAll(e.to)) // half of a graph is of no use
	}
	if err != nil {
		return err
	}
	if e.isForTools() || !e.isWhole() {
		fmt.Fprintf(cmd.ErrOrStderr(), "exported %d nodes and %d relationships\n", done.Nodes, done.Relationships)
		return nil
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "exported %d nodes, %d relationships, %d indexes and %d constraints\n", done.Nodes, done.Relationships, done.Indexes, done.Constraints)
	if done.Commented > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "%d constraints are for Neo4j Enterprise only: --enterprise makes them, else they stand as comments\n", done.Commented)
	}
	return nil
}

func (e *export) toFile(ctx context.Context, d *db.DB) (done db.Exported, err error) {
	f, err := os.OpenFile(e.to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return done, err
	}
	done, err = e.write(ctx, d, f)
	return done, errors.Join(err, f.Sync(), f.Close())
}

// write writes what is one file.
func (e *export) write(ctx context.Context, d *db.DB, w io.Writer) (done db.Exported, err error) {
	if !e.isForTools() && e.isWhole() {
		return d.ExportScript(ctx, w, e.enterprise)
	}
	written := db.WriteScript
	if e.isForTools() {
		format, err := exchange.Lookup(e.format)
		if err != nil {
			return done, err
		}
		written = format.Write
	}
	g, err := e.graph(ctx, d)
	if err != nil {
		return done, err
	}
	done.Nodes, done.Relationships = int64(len(g.Nodes)), int64(len(g.Relationships))
	return done, written(w, g)
}

// graph reads what is to be written.
func (e *export) graph(ctx context.Context, d *db.DB) (*exchange.Graph, error) {
	if e.isWhole() {
		return d.WholeGraph(ctx)
	}
	given, err := pairs(e.arguments)
	if err != nil {
		return nil, err
	}
	if e.cypher != "" {
		return d.StatementGraph(ctx, e.cypher, given, db.DefaultLimits)
	}
	q, err := cypher.Lookup(e.query)
	if err != nil {
		return nil, err
	}
	bound, err := q.Bind(given)
	if err != nil {
		return nil, err
	}
	return d.QueryGraph(ctx, q, bound, db.DefaultLimits)
}
