package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"corridor/internal/db"
)

// export is what the flags of that command say.
type export struct {
	format, to string
	enterprise bool
}

func exportCommand() *cobra.Command {
	at := connection{asFound: true}
	var e export
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the whole graph, your additions included, so that a Neo4j can take it",
		Long: "Export writes a script of Cypher, or tables for neo4j-admin database import with a README that says how. Both hold all nodes and\n" +
			"relationships, constraints and indexes. The program's own database gives the state after one commit; a Neo4j should not be written\n" +
			"to meanwhile.",
		RunE: func(cmd *cobra.Command, _ []string) error {
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
	cmd.Flags().StringVar(&e.format, "format", "cypher", "cypher: a script for cypher-shell; csv: a folder of tables for neo4j-admin")
	cmd.Flags().StringVar(&e.to, "to", "", "file of the script, standard output where empty; or folder of the tables")
	cmd.Flags().BoolVar(&e.enterprise, "enterprise", false, "make the constraints too that only Neo4j Enterprise takes; else they are comments")
	return cmd
}

func (e *export) check() error {
	switch {
	case e.format != "cypher" && e.format != "csv":
		return usageError{fmt.Errorf("--format %s: want cypher, csv", e.format)}
	case e.format == "csv" && e.to == "":
		return usageError{errors.New("--format csv needs --to with the name of a folder, which is made")}
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
	case e.format == "csv":
		done, err = d.ExportTables(ctx, e.to, e.enterprise)
	case e.to == "":
		w := bufio.NewWriter(cmd.OutOrStdout())
		done, err = d.ExportScript(ctx, w, e.enterprise)
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
	done, err = d.ExportScript(ctx, f, e.enterprise)
	return done, errors.Join(err, f.Sync(), f.Close())
}
