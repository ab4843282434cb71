package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

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
	password, err := c.password()
	if err != nil {
		return nil, usageError{err}
	}
	d, err := db.Open(ctx, db.Target{URI: c.uri, User: c.user, Password: password, Database: c.database})
	if err != nil {
		return nil, fmt.Errorf("%w%s", err, hint(err))
	}
	return d, nil
}

// password is the first line of the password file, as scripts/neo4j.sh reads it.
func (c *connection) password() (string, error) {
	switch {
	case c.user == "" && c.passwordFile == "":
		return "", nil
	case c.passwordFile == "":
		return "", fmt.Errorf("--user %s needs --password-file", c.user)
	case c.user == "":
		return "", fmt.Errorf("--password-file %s needs --user: whose password is it?", c.passwordFile)
	}
	text, err := os.ReadFile(c.passwordFile)
	if err != nil {
		return "", fmt.Errorf("read the password: %w", err)
	}
	line, _, _ := strings.Cut(string(text), "\n")
	return strings.TrimRight(line, "\r"), nil
}

// hint says what to do where a database cannot be opened.
func hint(err error) string {
	switch {
	case errors.Is(err, db.ErrUnreachable), errors.Is(err, db.ErrLimit):
		return "\nIs Neo4j running there? make neo4j starts one; --uri and --database name another"
	case errors.Is(err, db.ErrDenied):
		return "\nGive a user of that Neo4j with --user, and a file with the password with --password-file"
	case errors.Is(err, db.ErrStatement):
		return "\nGive --uri an address such as bolt://127.0.0.1:7687"
	}
	return ""
}

// with opens the database, calls do and closes it again. The first signal ends
// the context, so that what is under way can end in order; the second kills.
func (c *connection) with(ctx context.Context, do func(context.Context, *db.DB) error) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close(context.WithoutCancel(ctx)) //nolint:errcheck // nothing is left to lose
	return do(ctx, d)
}
