package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/spf13/cobra"

	"corridor/graph"
	"corridor/internal/ingest"
)

// passageTexts finds the passages in the reader's copies, to be shown to this
// machine only; nil where no folder is given.
func passageTexts(ctx context.Context, cmd *cobra.Command, folder string, address net.Addr, hosts []string) (map[string]ingest.Text, error) {
	if folder == "" {
		return nil, nil
	}
	if at, isTCP := address.(*net.TCPAddr); !isTCP || !at.IP.IsLoopback() {
		return nil, usageError{fmt.Errorf("--documents shows copyrighted text, to this machine only: listen on loopback, not on %s", address)}
	}
	if len(hosts) > 0 {
		return nil, usageError{errors.New("--documents shows copyrighted text, to this machine only: it goes with no --host")}
	}
	ds, err := readDataset()
	if err != nil {
		return nil, err
	}
	copies, err := readCopies(folder)
	if err != nil {
		return nil, err
	}
	texts, err := ingest.Locate(ctx, ds.Readings, copies)
	if err != nil {
		return nil, err
	}
	if len(texts) == 0 {
		return nil, usageError{fmt.Errorf("no passage of any of the documents stands in the copies in %s: corridor query documents says which documents they are", folder)}
	}
	fmt.Fprintln(cmd.ErrOrStderr(), "passages found in your copies: "+foundIn(ds.Readings, texts))
	return texts, nil
}

// foundIn says how many passages of each document have been found.
func foundIn(readings []graph.Reading, texts map[string]ingest.Text) string {
	parts := make([]string, len(readings))
	for i, r := range readings {
		found := 0
		for _, p := range r.Passages {
			if _, ok := texts[p.Key()]; ok {
				found++
			}
		}
		parts[i] = fmt.Sprintf("%s %d of %d", r.Document, found, len(r.Passages))
	}
	return strings.Join(parts, ", ")
}
