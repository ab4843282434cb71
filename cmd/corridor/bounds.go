package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"corridor/internal/db"
)

// bounds are what the flags of serve say on how much a request may take.
type bounds struct {
	wait     time.Duration // of an answer in lines, or an import
	imported size
}

func (b *bounds) flags(cmd *cobra.Command) {
	cmd.Flags().DurationVar(&b.wait, "longest-wait", 2*time.Minute, "how long an answer in lines or an import may take whose client waits for it by Prefer: wait=SECONDS")
	b.imported = 64 << 20
	cmd.Flags().Var(&b.imported, "longest-import", "how long the body of an import over HTTP may be; twice that may be taken in at once")
}

// longestBound is a day: what takes longer belongs on no connection.
const longestBound = 24 * time.Hour

func (b *bounds) check() error {
	if b.wait < db.DefaultLimits.Time || b.wait > longestBound {
		return usageError{fmt.Errorf("--longest-wait %v: want %v, which any request has, to %v", b.wait, db.DefaultLimits.Time, longestBound)}
	}
	return nil
}
