package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"

	"github.com/spf13/cobra"

	"corridor/internal/db"
)

// opening is what the flags of serve say on clients of Neo4j.
type opening struct {
	address            string // empty: the database is not opened to them
	write              bool
	user, passwordFile string
	password           string
}

func (o *opening) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.address, "bolt", "", "address, such as 127.0.0.1:7687, at which clients of Neo4j may read the database")
	cmd.Flags().BoolVar(&o.write, "bolt-write", false, "let them write too")
	cmd.Flags().StringVar(&o.user, "bolt-user", "", "user that is let in there; "+defaultUser+" where a password file is given")
	cmd.Flags().StringVar(&o.passwordFile, "bolt-password-file", "", "file whose first line is the password there; without it everybody is let in")
}

// check refuses what cannot be, before anything is opened.
func (o *opening) check(at connection) (err error) {
	switch {
	case o.address == "" && (o.write || o.user != "" || o.passwordFile != ""):
		return usageError{errors.New("--bolt-write, --bolt-user and --bolt-password-file need --bolt ADDRESS")}
	case o.address != "" && !at.embedded():
		return usageError{fmt.Errorf("--bolt opens the program's own database; the Neo4j at %s has an address of its own for its clients: leave out --bolt, or --uri", at.uri)}
	}
	if o.password, err = passwordOf(&o.user, o.passwordFile, "bolt-"); err != nil {
		return usageError{err}
	}
	if o.address == "" || o.password != "" {
		return nil
	}
	address, err := net.ResolveTCPAddr("tcp", o.address)
	if err != nil {
		return usageError{fmt.Errorf("--bolt %s: %w", o.address, err)}
	}
	return unguarded(address, o.address, "bolt")
}

// clients are those of the database that is served.
type clients struct {
	address string
	stop    context.CancelFunc
	ended   chan struct{} // closed when nobody is served any more
	err     error         // why, once ended is closed
}

// begin opens the database to its clients; nil clients are none.
func (o *opening) begin(ctx context.Context, d *db.DB, log *slog.Logger) (*clients, error) {
	if o.address == "" {
		return nil, nil
	}
	if place := d.Place(); !place.Own {
		return nil, fmt.Errorf("%w: process %d has %s open, and only it can open it to other clients\nEnd that process, or leave out --bolt", db.ErrHeld, place.Process, place.Folder)
	}
	listener, err := listenFor(ctx, o.address, "bolt", o.password != "")
	if err != nil {
		return nil, err
	}
	what := ", for reading"
	if o.write {
		what += " and writing"
	}
	c := &clients{ended: make(chan struct{}), address: "bolt://" + reachable(listener.Addr().String()) + what}
	ctx, c.stop = context.WithCancel(ctx)
	go func() {
		defer close(c.ended)
		c.err = d.Serve(ctx, listener, db.Access{User: o.user, Password: o.password, Write: o.write}, log)
	}()
	return c, nil
}

func (c *clients) greet(w io.Writer) {
	if c != nil {
		fmt.Fprintf(w, "The database is at %s\n", c.address)
	}
}

// over is closed when they are served no longer.
func (c *clients) over() <-chan struct{} {
	if c == nil {
		return nil
	}
	return c.ended
}

// end waits until what they asked is done.
func (c *clients) end() error {
	if c == nil {
		return nil
	}
	c.stop()
	if <-c.ended; c.err != nil {
		return fmt.Errorf("serve --bolt: %w", c.err)
	}
	return nil
}
