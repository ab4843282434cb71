package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/spf13/cobra"
)

// logging is what the flags of serve say on its log.
type logging struct {
	format    string
	auditFile string // empty: the audit goes to the log
}

func (l *logging) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&l.format, "log-format", "text", "form of the log on standard error: text or json")
	cmd.Flags().StringVar(&l.auditFile, "audit", "", "file that gets a line of JSON for each change that a request made; the log gets it where none is given")
}

func (l *logging) check() error {
	if l.format != "text" && l.format != "json" {
		return usageError{fmt.Errorf("--log-format %s: want text or json", l.format)}
	}
	return nil
}

func (l *logging) handler(w io.Writer) slog.Handler {
	if l.format == "json" {
		return slog.NewJSONHandler(w, nil)
	}
	return slog.NewTextHandler(w, nil)
}

// openAudit opens the file of the audit at its end; nil where there is none.
func (l *logging) openAudit() (*os.File, error) {
	if l.auditFile == "" {
		return nil, nil
	}
	file, err := os.OpenFile(l.auditFile, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, usageError{fmt.Errorf("open the audit: %w", err)}
	}
	return file, nil
}

// audit writes to the file of the audit; nil where there is none.
func (l *logging) audit(file *os.File) slog.Handler {
	if file == nil {
		return nil
	}
	return slog.NewJSONHandler(file, nil)
}
