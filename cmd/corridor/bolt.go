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
	listen, data       string
	memory             bool
	user, passwordFile string
	limit              size
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
	cmd.Flags().StringVar(&d.user, "user", "", "user that is let in; "+defaultUser+" where a password file is given")
	cmd.Flags().StringVar(&d.passwordFile, "password-file", "", "file whose first line is the password; without it everybody is let in")
	limitFlag(cmd.Flags(), &d.limit)
	cmd.MarkFlagsOneRequired("data", "memory")
	cmd.MarkFlagsMutuallyExclusive("data", "memory")
	return cmd
}

func (d *database) run(cmd *cobra.Command) error {
	if !d.memory && d.data == "" {
		return usageError{errors.New("--data names nothing: give a folder, or --memory")}
	}
	password, err := passwordOf(&d.user, d.passwordFile, "")
	if err != nil {
		return usageError{err}
	}
	limit, err := d.limit.bytes()
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(cmd.Context(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	listener, err := listenFor(ctx, d.listen, "listen", password != "")
	if err != nil {
		return err
	}
	engine, err := db.OpenEngine(ctx, d.data, limit)
	if err != nil {
		listener.Close() //nolint:errcheck // the first error is the one to report
		if errors.Is(err, db.ErrHeld) {
			err = fmt.Errorf("%w\nEnd that process, or let it open the database itself: corridor serve --bolt ADDRESS; --data names another folder", err)
		}
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "The database is at bolt://%s\n", listener.Addr())
	log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
	err = engine.Serve(ctx, listener, db.Access{User: d.user, Password: password, Write: true}, log)
	return errors.Join(err, engine.Close())
}

// listenFor listens on an address that a flag gave, for clients of a database.
// One that others can reach is refused where everybody would be let in.
func listenFor(ctx context.Context, address, flag string, guarded bool) (net.Listener, error) {
	listener, err := listenOn(ctx, address, flag)
	if err != nil {
		return nil, err
	}
	if at, ok := listener.Addr().(*net.TCPAddr); ok && !guarded {
		if err := unguarded(at, address, flag); err != nil {
			listener.Close() //nolint:errcheck // the fault is another
			return nil, err
		}
	}
	return listener, nil
}

// unguarded is why an address that a flag gave is refused where no password is
// asked for; nil on loopback.
func unguarded(at *net.TCPAddr, address, flag string) error {
	if at.IP.IsLoopback() {
		return nil
	}
	password := map[string]string{"listen": "password-file", "bolt": "bolt-password-file"}[flag]
	return usageError{fmt.Errorf("%s can be reached by others: give --%s, or a loopback address", address, password)}
}
