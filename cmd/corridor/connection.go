package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"corridor/graph"
	"corridor/internal/db"
)

// connection holds the flags of every command that uses a database. A flag
// goes before its environment variable, that before the default. There is no
// flag for a password: a command line can be read by others.
type connection struct {
	uri, user, passwordFile, database string
	data                              string // folder of an embedded database
	memory                            bool   // an embedded database without a folder
	asFound                           bool   // load nothing into an embedded database before it is used
}

// embedded says whether the database runs in this process.
func (c *connection) embedded() bool { return c.memory || c.data != "" }

// defaultUser is Neo4j's own.
const defaultUser = "neo4j"

func (c *connection) flags(cmd *cobra.Command) {
	for _, f := range []struct {
		to                            *string
		name, variable, usual, saying string
	}{
		{&c.uri, "uri", "CORRIDOR_NEO4J_URI", "bolt://127.0.0.1:7687", "address of the Neo4j"},
		{&c.user, "user", "CORRIDOR_NEO4J_USER", "", "user; " + defaultUser + " where a password file is given, else none"},
		{&c.passwordFile, "password-file", "CORRIDOR_NEO4J_PASSWORD_FILE", "", "file whose first line is the password"},
		{&c.database, "database", "CORRIDOR_NEO4J_DATABASE", "", "database on the server; its default where empty"},
	} {
		cmd.Flags().StringVar(f.to, f.name, environment(f.variable, f.usual), f.saying+" ("+f.variable+")")
	}
	cmd.Flags().StringVar(&c.data, "data", "", "folder of a database in this program, made where there is none, in place of a Neo4j")
	cmd.Flags().BoolVar(&c.memory, "memory", false, "a database in this program's memory, gone at its end, in place of a Neo4j")
	cmd.MarkFlagsMutuallyExclusive("data", "memory", "uri")
}

// environment is a variable's value; one that is set to nothing counts as not
// set, as many ways of passing variables on cannot leave one out.
func environment(name, otherwise string) string {
	return cmp.Or(os.Getenv(name), otherwise)
}

func (c *connection) open(ctx context.Context) (*db.DB, error) {
	password, err := c.password()
	if err != nil {
		return nil, usageError{err}
	}
	d, err := db.Open(ctx, db.Target{Embedded: c.embedded(), Folder: c.data, URI: c.uri, User: c.user, Password: password, Database: c.database})
	if err != nil && c.embedded() {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("%w%s", err, hint(err))
	}
	return d, nil
}

// password is the first line of the password file, as scripts/neo4j.sh reads it.
func (c *connection) password() (string, error) {
	switch {
	case c.passwordFile == "" && c.user == "":
		return "", nil
	case c.passwordFile == "":
		return "", fmt.Errorf("--user %s needs --password-file", c.user)
	case c.user == "":
		c.user = defaultUser
	}
	text, err := os.ReadFile(c.passwordFile)
	if err != nil {
		return "", fmt.Errorf("read the password: %w", err)
	}
	line, _, _ := strings.Cut(string(text), "\n")
	if line = strings.TrimRight(line, "\r"); line == "" {
		return "", fmt.Errorf("no password in %s: its first line should be one", c.passwordFile)
	}
	return line, nil
}

// hint says what to do where a database cannot be opened.
func hint(err error) string {
	switch {
	case errors.Is(err, db.ErrEncryption):
		return "\nbolt+s and neo4j+s want a certificate that this machine trusts, bolt+ssc and neo4j+ssc take any, bolt and neo4j want none"
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
func (c *connection) with(ctx context.Context, do func(context.Context, *db.DB) error) (err error) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.close(ctx, d)) }()
	if c.embedded() && !c.asFound {
		if err := bring(ctx, d); err != nil {
			return err
		}
	}
	return do(ctx, d)
}

// close closes the database. A server's connections have nothing left to lose.
func (c *connection) close(ctx context.Context, d *db.DB) error {
	err := d.Close(context.WithoutCancel(ctx))
	if !c.embedded() {
		return nil
	}
	return err
}

// bring loads the dataset that the program carries where the database has not got it.
func bring(ctx context.Context, d *db.DB) error {
	ds, err := readSound()
	if err != nil {
		return err
	}
	value := graph.Build(ds)
	if held, err := d.Holds(ctx, value); err != nil || held {
		return err
	}
	_, err = d.Load(ctx, value, progress())
	return err
}
