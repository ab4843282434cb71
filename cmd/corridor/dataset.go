package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"corridor/graph"
	"corridor/internal/ingest"
)

// readDataset reads the data files that the program carries. A fault in them is
// a fault of the data, not of the machine.
func readDataset() (*graph.Dataset, error) {
	ds, err := graph.Read(graph.Files())
	if err != nil {
		return nil, fmt.Errorf("%w: read the dataset: %w", errWanting, err)
	}
	return ds, nil
}

// readSound reads the dataset and refuses one that breaks the model.
func readSound() (*graph.Dataset, error) {
	ds, err := readDataset()
	if err != nil {
		return nil, err
	}
	problems := graph.Check(ds)
	for _, p := range problems {
		fmt.Fprintln(os.Stderr, p)
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("%w: %d problems in the dataset", errWanting, len(problems))
	}
	return ds, nil
}

// readCopies reads every text file of a folder: the reader's own copies.
func readCopies(folder string) ([]ingest.Copy, error) {
	var copies []ingest.Copy
	err := eachText(folder, func(name string, text []byte) error {
		c, err := ingest.NewCopy(name, text)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		copies = append(copies, c)
		return nil
	})
	return copies, err
}

var errNoCopies = errors.New("no text files")

func eachText(folder string, do func(name string, text []byte) error) error {
	if folder == "" {
		return usageError{errors.New("--documents is missing: name the folder with your copies of the documents as text files")}
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return usageError{fmt.Errorf("read the copies: %w", err)}
	}
	found := false
	for _, e := range entries {
		if e.IsDir() || !strings.EqualFold(filepath.Ext(e.Name()), ".txt") {
			continue
		}
		found = true
		text, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			return fmt.Errorf("read the copies: %w", err)
		}
		if err := do(e.Name(), text); err != nil {
			return usageError{err}
		}
	}
	if !found {
		return usageError{fmt.Errorf("%w (*.txt) in %s", errNoCopies, folder)}
	}
	return nil
}
