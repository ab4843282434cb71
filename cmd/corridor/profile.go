package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"

	"corridor/internal/httpapi"
)

// profile serves the program's profiles at an address of loopback until stop is
// called; without an address it does nothing.
func profile(ctx context.Context, address string, out io.Writer, log *slog.Logger) (stop func(), err error) {
	if address == "" {
		return func() {}, nil
	}
	listener, err := listenOn(ctx, address, "pprof")
	if err != nil {
		return nil, err
	}
	if at, isTCP := listener.Addr().(*net.TCPAddr); !isTCP || !at.IP.IsLoopback() {
		listener.Close() //nolint:errcheck // the fault is another
		return nil, usageError{fmt.Errorf("--pprof %s can be reached by others: give an address of loopback, such as 127.0.0.1:6060", address)}
	}
	server := httpapi.NewProfiles()
	server.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelWarn)
	go server.Serve(listener) //nolint:errcheck // until it is closed
	fmt.Fprintf(out, "Profiles are at http://%s/debug/pprof/\n", listener.Addr())
	return func() { server.Close() }, nil //nolint:errcheck // what is under way is of no use any more
}
