package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"corridor/internal/db"
)

// database holds the flags of the command that runs just the database.
type database struct {
	listen, data string
	memory       bool
	connection   connection // its user and password file
}

func boltCommand() *cobra.Command {
	var d database
	cmd := &cobra.Command{
		Use:   "bolt",
		Short: "Run just the database, empty at first, for any client of Neo4j",
		RunE:  func(cmd *cobra.Command, _ []string) error { return d.run(cmd) },
	}
	cmd.Flags().StringVar(&d.listen, "listen", "127.0.0.1:7687", "address to listen on; another than loopback needs --password-file")
	cmd.Flags().StringVar(&d.data, "data", "", "folder that holds the database, made where there is none")
	cmd.Flags().BoolVar(&d.memory, "memory", false, "keep the database in memory: it is gone at the end")
	cmd.Flags().StringVar(&d.connection.user, "user", "", "user that is let in; "+defaultUser+" where a password file is given")
	cmd.Flags().StringVar(&d.connection.passwordFile, "password-file", "", "file whose first line is the password; without it everybody is let in")
	cmd.MarkFlagsOneRequired("data", "memory")
	cmd.MarkFlagsMutuallyExclusive("data", "memory")
	return cmd
}

func (d *database) run(cmd *cobra.Command) error {
	password, err := d.connection.password()
	if err != nil {
		return usageError{err}
	}
	ctx, stop := signal.NotifyContext(cmd.Context(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	listener, err := listenFor(ctx, d.listen, password != "")
	if err != nil {
		return err
	}
	engine, err := db.OpenEngine(ctx, d.data)
	if err != nil {
		listener.Close() //nolint:errcheck // the first error is the one to report
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "The database is at bolt://%s\n", listener.Addr())
	log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
	err = engine.Serve(ctx, listener, db.Access{User: d.connection.user, Password: password, Write: true}, log)
	return errors.Join(err, engine.Close())
}

// listenFor listens on an address. One that others can reach is refused where
// everybody would be let in.
func listenFor(ctx context.Context, address string, guarded bool) (net.Listener, error) {
	listener, err := listenOn(ctx, address)
	if err != nil {
		return nil, err
	}
	if at, ok := listener.Addr().(*net.TCPAddr); ok && !at.IP.IsLoopback() && !guarded {
		listener.Close() //nolint:errcheck // the fault is another
		return nil, usageError{fmt.Errorf("%s can be reached by others: give --password-file, or listen on a loopback address", address)}
	}
	return listener, nil
}
