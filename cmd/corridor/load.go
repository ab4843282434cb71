package main

import (
	"context"
	"fmt"
	"os"

	"github.com/schollz/progressbar/v3" // progress on a terminal, MIT, kept
	"github.com/spf13/cobra"
	"golang.org/x/term" // is this a terminal? BSD, the Go team's

	"corridor/graph"
	"corridor/internal/db"
)

func loadCommand() *cobra.Command {
	var at connection
	cmd := &cobra.Command{
		Use:   "load",
		Short: "Load the dataset into the database; a second load changes nothing",
		Long: "Load compares the database with the dataset and writes the differences. It removes what an older release had and this one\n" +
			"has not, and never what a user added. A load that was stopped is finished by the next one.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			ds, err := readSound()
			if err != nil {
				return err
			}
			value := graph.Build(ds)
			// Before others are let in: they would find half of it.
			at.before = func(ctx context.Context, d *db.DB) error {
				changes, err := d.Load(ctx, value, progress())
				if err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "release %s: %d nodes, %d relationships; %s\n",
					value.Release[:graph.ShortRelease], len(value.Nodes), len(value.Relationships), describe(changes))
				return nil
			}
			return at.with(cmd.Context(), func(context.Context, *db.DB) error { return nil })
		},
	}
	at.flags(cmd)
	return cmd
}

func describe(c db.Changes) string {
	if !c.Any() {
		return "nothing to change"
	}
	return fmt.Sprintf("created %d nodes and %d relationships, removed %d and %d, set %d properties",
		c.NodesCreated, c.RelationshipsCreated, c.NodesDeleted, c.RelationshipsDeleted, c.PropertiesSet)
}

// progress draws a bar where standard error is a terminal.
func progress() db.Progress {
	if !term.IsTerminal(int(os.Stderr.Fd())) {
		return nil
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetDescription("loading"), progressbar.OptionSetWriter(os.Stderr), progressbar.OptionClearOnFinish())
	return func(done, all int) {
		bar.ChangeMax(all)
		bar.Set(done) //nolint:errcheck // a bar that cannot be drawn is no fault
	}
}
