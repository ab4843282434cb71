package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"corridor/internal/db"
)

// connection holds the flags of every command that uses a database. A flag
// goes before its environment variable, that before the default. There is no
// flag for a password: a command line can be read by others.
type connection struct {
	uri, user, passwordFile, database string
}

func (c *connection) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&c.uri, "uri", environment("CORRIDOR_URI", "bolt://127.0.0.1:7687"), "address of the Neo4j (CORRIDOR_URI)")
	f.StringVar(&c.user, "user", environment("CORRIDOR_USER", ""), "user; none where the server asks for none (CORRIDOR_USER)")
	f.StringVar(&c.passwordFile, "password-file", environment("CORRIDOR_PASSWORD_FILE", ""), "file with the password (CORRIDOR_PASSWORD_FILE)")
	f.StringVar(&c.database, "database", environment("CORRIDOR_DATABASE", ""), "database on the server; its default where empty (CORRIDOR_DATABASE)")
}

func environment(name, otherwise string) string {
	if v, ok := os.LookupEnv(name); ok {
		return v
	}
	return otherwise
}

func (c *connection) open(ctx context.Context) (*db.DB, error) {
	target := db.Target{URI: c.uri, User: c.user, Database: c.database}
	if c.user != "" && c.passwordFile == "" {
		return nil, usageError{fmt.Errorf("--user %s needs --password-file", c.user)}
	}
	if c.passwordFile != "" {
		text, err := os.ReadFile(c.passwordFile)
		if err != nil {
			return nil, usageError{fmt.Errorf("read the password: %w", err)}
		}
		target.Password = strings.TrimRight(string(text), "\r\n")
	}
	d, err := db.Open(ctx, target)
	if err != nil {
		return nil, fmt.Errorf("%w\nIs Neo4j running there? make neo4j starts one; --uri names another", err)
	}
	return d, nil
}

// with opens the database, calls do and closes it again.
func (c *connection) with(ctx context.Context, do func(*db.DB) error) error {
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close(context.WithoutCancel(ctx)) //nolint:errcheck // nothing is left to lose
	return do(d)
}
