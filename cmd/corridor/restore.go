package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"corridor/internal/db"
)

func restoreCommand() *cobra.Command {
	at := connection{kept: true}
	var replace bool
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Make the graph of a backup the one that the program's own database holds",
		Long: "Restore reads and checks the backup first. What stood in the folder stays until the new graph is on disk as a whole: if the\n" +
			"machine stops midway, there is all of the old one or all of the new.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := at.choose(); err != nil {
				return err
			}
			if !at.embedded() {
				return usageError{errors.New("restore is for a folder (--data); a Neo4j is filled with what corridor export writes")}
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
