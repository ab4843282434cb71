package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"corridor/internal/db"
	"corridor/internal/httpapi"
)

// shutdownTime is how long requests under way may take to end.
const shutdownTime = 10 * time.Second

func serveCommand() *cobra.Command {
	var at connection
	var listen string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the page and the HTTP API",
		RunE: func(cmd *cobra.Command, _ []string) error {
			return at.with(cmd.Context(), func(d *db.DB) error { return serve(cmd.Context(), d, listen) })
		},
	}
	at.flags(cmd)
	cmd.Flags().StringVar(&listen, "listen", environment("CORRIDOR_LISTEN", "127.0.0.1:8270"), "address to listen on (CORRIDOR_LISTEN)")
	return cmd
}

func serve(ctx context.Context, d *db.DB, address string) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return usageError{fmt.Errorf("%s is taken by another program: stop it, or choose another address with --listen", address)}
	}
	if err != nil {
		return usageError{fmt.Errorf("listen on %s: %w", address, err)}
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	server := httpapi.NewServer(d, log, listener.Addr())
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	fmt.Printf("Corridor is at http://%s/\n", listener.Addr())
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(bounded); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}
