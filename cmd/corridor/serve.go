package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
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
	var documents string
	var hosts []string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the page and the HTTP API",
		RunE: func(cmd *cobra.Command, _ []string) error {
			return at.with(cmd.Context(), func(ctx context.Context, d *db.DB) error {
				return serve(ctx, cmd, d, listen, hosts, documents)
			})
		},
	}
	at.flags(cmd)
	cmd.Flags().StringVar(&listen, "listen", environment("CORRIDOR_LISTEN", "127.0.0.1:8270"), "address to listen on (CORRIDOR_LISTEN)")
	cmd.Flags().StringArrayVar(&hosts, "host", nil, "a further name by which requests may call the service; may be repeated")
	cmd.Flags().StringVar(&documents, "documents", "", "folder with your copies of the documents: passages are shown with their sentences, to this machine only")
	return cmd
}

func serve(ctx context.Context, cmd *cobra.Command, d *db.DB, address string, hosts []string, documents string) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return usageError{fmt.Errorf("%s is taken by another program: stop it, or choose another address with --listen", address)}
	}
	if err != nil {
		return usageError{fmt.Errorf("listen on %s: %w", address, err)}
	}
	texts, err := passageTexts(ctx, cmd, documents, listener.Addr(), hosts)
	if err != nil {
		listener.Close() //nolint:errcheck // the first error is the one to report
		return err
	}
	log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
	server := httpapi.NewServer(d, httpapi.Options{Log: log, Address: listener.Addr(), Hosts: hosts, Documents: texts})
	if at, ok := listener.Addr().(*net.TCPAddr); ok && at.IP.IsUnspecified() && len(hosts) == 0 {
		log.Warn("listening on all addresses, but answering to the names of loopback only: --host NAME adds one")
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	fmt.Fprintf(cmd.OutOrStdout(), "Corridor is at http://%s/\n", listener.Addr())
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(bounded); err != nil && !errors.Is(err, http.ErrServerClosed) {
		server.Close() //nolint:errcheck // what is under way is cut; the first error is the one to report
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}
