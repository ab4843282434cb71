package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/adrg/xdg" // where each platform keeps users' data, MIT, kept
	"github.com/spf13/cobra"

	"corridor/internal/db"
)

// connection holds the flags of every command that uses a database. A flag
// goes before its environment variable, that before the default. There is no
// flag for a password: a command line can be read by others.
type connection struct {
	uri, user, passwordFile, database string                                   // of a Neo4j
	data                              string                                   // folder of an embedded database
	memory                            bool                                     // an embedded database without a folder
	kept                              bool                                     // the command is of use only to what is kept: there is no flag for memory
	limit                             size                                     // of its graph
	given                             func(flag string) bool                   // on the command line
	before                            func(context.Context, *db.DB) error      // what is done first; bring where nil
	asFound                           bool                                     // nothing is done first
	tell                              func(ctx context.Context, found finding) // what bring found; nil writes what matters
}

// embedded says whether the database is one of the program's own.
func (c *connection) embedded() bool { return c.uri == "" }

// defaultUser is Neo4j's own.
const defaultUser = "neo4j"

// The variables that name a database.
const uriVariable, dataVariable = "CORRIDOR_NEO4J_URI", "CORRIDOR_DATA"

// ofServer are the flags that only a server has a use for.
var ofServer = []struct{ name, variable string }{
	{"user", "CORRIDOR_NEO4J_USER"}, {"password-file", "CORRIDOR_NEO4J_PASSWORD_FILE"}, {"database", "CORRIDOR_NEO4J_DATABASE"},
}

func (c *connection) flags(cmd *cobra.Command) {
	folder, err := usualFolder()
	if err != nil {
		folder = "none"
	}
	for _, f := range []struct {
		to                     *string
		name, variable, saying string
	}{
		{&c.data, "data", dataVariable, "folder that holds the database, made by what first needs it; " + folder + " where nothing else is named"},
		{&c.uri, "uri", uriVariable, "address of a Neo4j, in place of the program's own database"},
		{&c.user, "user", ofServer[0].variable, "its user; " + defaultUser + " where a password file is given, else none"},
		{&c.passwordFile, "password-file", ofServer[1].variable, "file whose first line is the password"},
		{&c.database, "database", ofServer[2].variable, "database on the server; its default where empty"},
	} {
		cmd.Flags().StringVar(f.to, f.name, environment(f.variable, ""), f.saying+" ("+f.variable+")")
		cmd.Flags().Lookup(f.name).DefValue = "" // what a variable is set to belongs in no help
	}
	one := []string{"data", "uri"}
	if !c.kept {
		cmd.Flags().BoolVar(&c.memory, "memory", false, "keep the database in memory: it is gone at the end")
		one = append(one, "memory")
	}
	limitFlag(cmd.Flags(), &c.limit)
	cmd.MarkFlagsMutuallyExclusive(one...)
	c.given = cmd.Flags().Changed
}

// usualFolder is where data of users lies on this platform.
func usualFolder() (string, error) {
	_, homeless := os.UserHomeDir()
	if !filepath.IsAbs(xdg.DataHome) || homeless != nil && os.Getenv("XDG_DATA_HOME") == "" {
		return "", errors.New("there is no home folder to keep the database in: give --data FOLDER, or --memory")
	}
	return filepath.Join(xdg.DataHome, "corridor"), nil
}

// choose settles which database is meant, and refuses what does not go together.
func (c *connection) choose() (err error) {
	switch {
	case c.given("data") && c.data == "", c.given("uri") && c.uri == "":
		return usageError{errors.New("--data and --uri name nothing: give a folder or an address, or leave the flag out")}
	case c.memory:
		c.uri, c.data = "", ""
	case c.given("data"):
		c.uri = ""
	case c.given("uri"):
		c.data = ""
	case c.uri != "" && c.data != "":
		return usageError{fmt.Errorf("%s and %s are both set: unset one, or give --data or --uri", dataVariable, uriVariable)}
	case c.uri == "" && c.data == "":
		if c.data, err = usualFolder(); err != nil {
			return usageError{err}
		}
		for _, f := range ofServer {
			if os.Getenv(f.variable) != "" && !c.given(f.name) {
				return usageError{fmt.Errorf("%s is set, and no Neo4j is named: set %s too, or unset it", f.variable, uriVariable)}
			}
		}
	}
	for _, f := range ofServer {
		if c.embedded() && c.given(f.name) {
			return usageError{fmt.Errorf("--%s is for a Neo4j: name it with --uri or %s; the program's own database wants none", f.name, uriVariable)}
		}
	}
	return nil
}

// environment is a variable's value; one that is set to nothing counts as not
// set, as many ways of passing variables on cannot leave one out.
func environment(name, otherwise string) string {
	return cmp.Or(os.Getenv(name), otherwise)
}

// open opens the database that the flags name, with what comes first.
func (c *connection) open(ctx context.Context) (*db.DB, error) {
	if err := c.choose(); err != nil {
		return nil, err
	}
	limit, err := c.limit.bytes()
	if err != nil {
		return nil, err
	}
	target := db.Target{Embedded: c.embedded(), Folder: c.data, Limit: limit, URI: c.uri, Database: c.database, Before: c.before}
	if !c.embedded() {
		password, err := passwordOf(&c.user, c.passwordFile, "")
		if err != nil {
			return nil, usageError{err}
		}
		target.User, target.Password = c.user, password
	} else if c.before == nil && !c.asFound {
		target.Before = c.bring
	}
	opened := false
	if before := target.Before; before != nil {
		target.Before = func(ctx context.Context, d *db.DB) error {
			opened = true
			return before(ctx, d)
		}
	}
	d, err := db.Open(ctx, target)
	if err != nil && !opened {
		err = fmt.Errorf("%w%s", err, c.hint(err))
	}
	return d, err
}

// passwordOf is the first line of the password file, as scripts/neo4j.sh reads
// it; empty where neither it nor a user is given. The flags are called
// --user and --password-file behind a prefix.
func passwordOf(user *string, file, prefix string) (string, error) {
	switch {
	case file == "" && *user == "":
		return "", nil
	case file == "":
		return "", fmt.Errorf("--%[1]suser %[2]s needs --%[1]spassword-file", prefix, *user)
	case *user == "":
		*user = defaultUser
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("read the password: %w", err)
	}
	line, _, _ := strings.Cut(string(text), "\n")
	if line = strings.TrimRight(line, "\r"); line == "" {
		return "", fmt.Errorf("no password in %s: its first line should be one", file)
	}
	return line, nil
}

// hint says what to do where a database cannot be opened.
func (c *connection) hint(err error) string {
	switch {
	case errors.Is(err, context.Canceled):
		return ""
	case errors.Is(err, db.ErrHeld):
		return "\nWait until that process is done, or end it; --data names another folder"
	case c.embedded() && errors.Is(err, fs.ErrPermission):
		return "\nThe folder must be yours to write: --data names another, --memory needs none"
	case c.embedded() && errors.Is(err, db.ErrUnreachable):
		return "\n--data names another folder, --memory needs none; what stands in this one is left as it is"
	case c.embedded():
		return ""
	case errors.Is(err, db.ErrEncryption):
		return "\nbolt+s and neo4j+s want a certificate that this machine trusts, bolt+ssc and neo4j+ssc take any, bolt and neo4j want none"
	case errors.Is(err, db.ErrUnreachable), errors.Is(err, db.ErrLimit):
		return "\nIs Neo4j running there? make neo4j starts one; without --uri and " + uriVariable + " the program's own database is used"
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
