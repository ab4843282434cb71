package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"corridor/graph"
	"corridor/internal/db"
)

func checkCommand() *cobra.Command {
	at := connection{asFound: true}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Check the database: files, graph, indexes, constraints, and the rules of the dataset where it is loaded",
		Long: "Check changes nothing, and works while another process has the folder open. Of a Neo4j it checks the rules of the dataset; its\n" +
			"files are for neo4j-admin. Exit status 1 where there is a fault; each is named.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := at.there(); err != nil {
				return err
			}
			if at.embedded() && !at.memory {
				err := checkFolder(cmd, at.data)
				if !errors.Is(err, db.ErrHeld) {
					return err
				}
			}
			return at.with(cmd.Context(), func(ctx context.Context, d *db.DB) error { return checkOpen(ctx, cmd, d) })
		},
	}
	at.flags(cmd)
	return cmd
}

// checkFolder checks a folder that nobody has open.
func checkFolder(cmd *cobra.Command, folder string) (err error) {
	d, found, faults, err := db.Look(cmd.Context(), folder)
	if err != nil {
		return err
	}
	for _, fault := range faults {
		fmt.Fprintln(cmd.OutOrStdout(), fault)
	}
	if d == nil {
		return fmt.Errorf("%w: %d faults in %s", errWanting, len(faults), folder)
	}
	defer func() { err = errors.Join(err, d.Close(cmd.Context())) }()
	if len(faults) == 0 {
		fmt.Fprintf(cmd.OutOrStdout(), "files and graph: no fault in %s\n", holding(found))
	}
	return sum(len(faults), checkRules(cmd.Context(), cmd, d))
}

// checkOpen checks a database that is in use.
func checkOpen(ctx context.Context, cmd *cobra.Command, d *db.DB) error {
	faults, err := d.Check(ctx)
	switch {
	case errors.Is(err, db.ErrForeign):
		fmt.Fprintln(cmd.OutOrStdout(), "files and graph: a Neo4j's are checked by its own neo4j-admin database check")
	case err != nil:
		return err
	case len(faults) == 0:
		fmt.Fprintln(cmd.OutOrStdout(), "files and graph: no fault")
	}
	for _, fault := range faults {
		fmt.Fprintln(cmd.OutOrStdout(), fault)
	}
	return sum(len(faults), checkRules(ctx, cmd, d))
}

// sum is the outcome of faults in the database and what checkRules gave.
func sum(faults int, rules error) error {
	if rules != nil || faults == 0 {
		return rules
	}
	return fmt.Errorf("%w: %d faults", errWanting, faults)
}

// checkRules runs the checks of the dataset where a release is loaded.
func checkRules(ctx context.Context, cmd *cobra.Command, d *db.DB) error {
	release, err := d.Release(ctx)
	if err != nil {
		return err
	}
	if release == "" {
		fmt.Fprintln(cmd.OutOrStdout(), "dataset: none is loaded")
		return nil
	}
	if err := d.CheckRules(ctx); err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "dataset: release %s breaks no rule\n", release[:graph.ShortRelease])
	return nil
}
