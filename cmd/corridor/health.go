package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"
)

// healthTime is how long a service may take to say that it is ready.
const healthTime = 5 * time.Second

func healthCommand() *cobra.Command {
	var address string
	cmd := &cobra.Command{
		Use:   "health",
		Short: "Ask a running service whether it and its database answer",
		Long:  "Health asks corridor serve for /readyz. It ends with status 0 where the service is ready and 3 where it is not, as a container's check wants it.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, _, err := net.SplitHostPort(address); err != nil {
				return usageError{fmt.Errorf("--address %s: %w", address, err)}
			}
			ctx, cancel := context.WithTimeout(cmd.Context(), healthTime)
			defer cancel()
			if err := ready(ctx, reachable(address)); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), "ready")
			return nil
		},
	}
	cmd.Flags().StringVar(&address, "address", environment(listenVariable, listenUsual), "address that the service listens on ("+listenVariable+")")
	return cmd
}

// ready is an error that says why a service is not ready.
func ready(ctx context.Context, address string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/readyz", nil)
	if err != nil {
		return usageError{fmt.Errorf("--address %s: %w", address, err)}
	}
	direct := &http.Client{Transport: &http.Transport{}} // no proxy stands before a service that is asked for its health
	response, err := direct.Do(request)
	if err != nil {
		return fmt.Errorf("no service answers: %w", err)
	}
	defer response.Body.Close() //nolint:errcheck // only read
	if response.StatusCode == http.StatusOK {
		return nil
	}
	var problem struct{ Detail string }
	json.NewDecoder(io.LimitReader(response.Body, 1<<20)).Decode(&problem) //nolint:errcheck // the status says enough
	return fmt.Errorf("not ready: %s %s", response.Status, problem.Detail)
}

// reachable is where a service that listens on an address is reached from the
// same machine: loopback where it listens on all addresses.
func reachable(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}
