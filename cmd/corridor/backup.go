package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"corridor/internal/db"
)

func backupCommand() *cobra.Command {
	at := connection{asFound: true, kept: true}
	var replace bool
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Write the database to one file, while it is used",
		Long: "Backup writes the state after one commit, checks what it wrote, and only then gives the file its name. Nobody waits for it: the\n" +
			"process that has the folder open goes on. It prints what the file holds, and its SHA-256.\n\n" +
			"Of a Neo4j (--uri) it writes a logical backup: nodes, relationships, constraints and indexes as they are read by Cypher. It has what is\n" +
			"committed at each moment, not one state: make it while nobody writes. Restore brings it back into an empty Neo4j.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := at.there(); err != nil {
				return err
			}
			return at.with(cmd.Context(), func(ctx context.Context, d *db.DB) error {
				b, err := d.Backup(ctx, filepath.Clean(args[0]), replace)
				switch {
				case errors.Is(err, db.ErrForeign):
					return backupLogically(ctx, cmd, d, args[0], replace)
				case errors.Is(err, db.ErrThere):
					return usageError{fmt.Errorf("%w\nChoose another name, or give --replace", err)}
				case err != nil:
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s: %s; %d bytes, checked\nsha256 %s\n", args[0], holding(b.Contents), b.Bytes, b.SHA256)
				return nil
			})
		},
	}
	at.flags(cmd)
	cmd.Flags().BoolVar(&replace, "replace", false, "replace a file of that name, once the new one is whole")
	return cmd
}

func backupLogically(ctx context.Context, cmd *cobra.Command, d *db.DB, path string, replace bool) error {
	l, err := d.BackupLogical(ctx, filepath.Clean(path), replace)
	switch {
	case errors.Is(err, db.ErrThere):
		return usageError{fmt.Errorf("%w\nChoose another name, or give --replace", err)}
	case err != nil:
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: %s; a logical backup, which restore --uri brings back into an empty Neo4j; read again and checked\n", path, holdingLogically(l))
	return nil
}

func holdingLogically(l db.Logical) string {
	return fmt.Sprintf("%d nodes, %d relationships, %d constraints and indexes", l.Nodes, l.Relationships, l.Definitions)
}

// holding says what a backup or a folder holds.
func holding(c db.Contents) string {
	return fmt.Sprintf("%d nodes, %d relationships, %d indexes and %d constraints as of commit %d of database %s",
		c.Nodes, c.Relationships, c.Indexes, c.Constraints, c.Commit, c.Database)
}

// there is an error where the folder that a command is to read holds nothing:
// opening it would make a database.
func (c *connection) there() error {
	if err := c.choose(); err != nil {
		return err
	}
	if !c.embedded() || c.memory {
		return nil
	}
	if !db.Kept(c.data) {
		return usageError{fmt.Errorf("there is no database in %s: --data names another folder", c.data)}
	}
	return nil
}
