package main

import (
	"context"
	"log/slog"
	"os"
	"slices"
	"time"
)

// renewalTime is how often files are looked at that may be changed while the service
// runs: soon enough for who withdraws a token, and nothing beside what requests take.
const renewalTime = 2 * time.Second

// kept is a file that was read at the start, and is read again when it has changed.
type kept struct {
	what  string // in the log
	files []string
	read  func() error // which keeps what there was where there is an error
}

// renewed reads files again when they have changed, until ctx ends. It goes by when they
// changed and not by a signal: Windows has none, and what renews certificates knows no
// process. What is wrong with
// them goes to the log, once for each change.
func renewed(ctx context.Context, all []kept, log *slog.Logger) {
	seen := make([][]fileState, len(all))
	for i, k := range all {
		seen[i] = statesOf(k.files)
	}
	for ticks := time.NewTicker(renewalTime); ; {
		select {
		case <-ctx.Done():
			ticks.Stop()
			return
		case <-ticks.C:
		}
		for i, k := range all {
			now := statesOf(k.files) // before it is read: what comes meanwhile is another change
			if slices.Equal(now, seen[i]) {
				continue
			}
			seen[i] = now
			if err := k.read(); err != nil {
				log.Error(k.what+" changed and cannot be read: what was read before is kept", "error", err)
			} else {
				log.Info(k.what + " changed and was read again")
			}
		}
	}
}

// fileState is what tells a file from itself after a change.
type fileState struct {
	changed time.Time
	size    int64
}

// statesOf follows links, as those that lead to secrets are moved on to new ones.
func statesOf(files []string) []fileState {
	out := make([]fileState, len(files))
	for i, name := range files {
		if about, err := os.Stat(name); err == nil {
			out[i] = fileState{about.ModTime(), about.Size()}
		}
	}
	return out
}
