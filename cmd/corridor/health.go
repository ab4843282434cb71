package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"
)

// healthTime is how long a service may take to say that it is ready.
const healthTime = 5 * time.Second

func healthCommand() *cobra.Command {
	var address, shown string
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
			if err := ready(ctx, reachable(address), shown); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), "ready")
			return nil
		},
	}
	cmd.Flags().StringVar(&address, "address", environment(listenVariable, listenUsual), "address that the service listens on ("+listenVariable+")")
	cmd.Flags().StringVar(&shown, "tls-certificate", os.Getenv(certificateVariable), "file with the certificate of a service that is served by HTTPS ("+certificateVariable+")")
	cmd.Flags().Lookup("tls-certificate").DefValue = "" // what a variable is set to belongs in no help
	return cmd
}

// ready is an error that says why a service is not ready. One that is served by
// HTTPS must show the certificate of a file.
func ready(ctx context.Context, address, shown string) error {
	var encryption *tls.Config
	if shown != "" {
		var err error
		if encryption, err = showing(shown); err != nil {
			return usageError{fmt.Errorf("--tls-certificate: %w", err)}
		}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, schemeOf(encryption)+"://"+address+"/readyz", nil)
	if err != nil {
		return usageError{fmt.Errorf("--address %s: %w", address, err)}
	}
	direct := &http.Client{Transport: &http.Transport{TLSClientConfig: encryption}} // no proxy stands before a service that is asked for its health
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
