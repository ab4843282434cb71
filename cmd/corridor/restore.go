package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"corridor/internal/db"
)

func restoreCommand() *cobra.Command {
	at := connection{kept: true, asFound: true}
	var replace bool
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Make the graph of a backup the one that the database holds",
		Long: "Restore reads and checks the backup first. What stood in the folder stays until the new graph is on disk as a whole: if the\n" +
			"machine stops midway, there is all of the old one or all of the new.\n\n" +
			"A Neo4j (--uri) takes the logical backup of one: it must be empty, nothing is written before the file is read to its end, and after an\n" +
			"error what was written is taken away again.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := at.choose(); err != nil {
				return err
			}
			if !at.embedded() {
				return restoreLogically(cmd, &at, args[0], replace)
			}
			if logical, err := db.LogicalFile(args[0]); err == nil && logical {
				return usageError{fmt.Errorf("%s is a logical backup of a Neo4j: restore it into an empty one with --uri", args[0])}
			}
			c, err := db.Restore(at.data, args[0], replace)
			switch {
			case errors.Is(err, db.ErrHeld):
				return fmt.Errorf("%w\nEnd that process first, or restore into another folder with --data", err)
			case errors.Is(err, db.ErrOccupied):
				return usageError{fmt.Errorf("%w\nGive --replace to put the backup in its place, or --data to name another folder", err)}
			case err != nil:
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s holds %s\n", at.data, holding(c))
			return nil
		},
	}
	at.flags(cmd)
	cmd.Flags().BoolVar(&replace, "replace", false, "let the backup take the place of the graph that the folder holds")
	return cmd
}

func restoreLogically(cmd *cobra.Command, at *connection, path string, replace bool) error {
	if replace {
		return usageError{errors.New("--replace is for a folder (--data): a logical backup wants an empty Neo4j")}
	}
	return at.with(cmd.Context(), func(ctx context.Context, d *db.DB) error {
		r, err := d.RestoreLogical(ctx, path)
		switch {
		case errors.Is(err, db.ErrOccupied), errors.Is(err, db.ErrNewer):
			return usageError{err}
		case errors.Is(err, db.ErrDamaged):
			return usageError{fmt.Errorf("%w\nA backup of the program's own database is restored with --data", err)}
		case err != nil:
			return err
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s holds %s\n", at.uri, holdingLogically(r.Logical))
		if len(r.Refused) > 0 {
			fmt.Fprintf(cmd.ErrOrStderr(), "left out, as only Neo4j Enterprise takes them: %s\n", strings.Join(r.Refused, ", "))
		}
		return nil
	})
}
