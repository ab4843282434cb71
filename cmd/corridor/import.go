package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"corridor/graph"
	"corridor/internal/db"
	"corridor/internal/ingest"
)

// mostImported is how large a file of an import may be.
const mostImported = 64 << 20

// importing is what the flags of import say.
type importing struct {
	layer, by      string
	write, replace bool
}

func importCommand() *cobra.Command {
	var at connection
	var i importing
	cmd := &cobra.Command{
		Use:   "import --layer NAME --by WHO FILE...",
		Short: "Add what you know to the graph, in a layer of your own; without --write it only says what it would add",
		Long: "Import reads nodes, claims, evidence and relationships from files and checks them as the dataset is checked: JSON, one object a line\n" +
			"(.jsonl), tables with the headers of neo4j-admin (.csv), or a graph as nodes and links (.json). They go into a layer, which carries\n" +
			"who added what and when, and which no load touches; corridor layers lists, hides, shows, exports and removes it as a whole. All is\n" +
			"added, or nothing. docs/own-knowledge.md describes the files.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			items, err := i.read(files)
			if err != nil {
				return err
			}
			return at.with(cmd.Context(), func(ctx context.Context, d *db.DB) error { return i.run(ctx, cmd, d, items) })
		},
	}
	at.flags(cmd)
	cmd.Flags().StringVar(&i.layer, "layer", "", "the layer's name, of "+graph.LayerNames+"; it is made where there is none")
	cmd.Flags().StringVar(&i.by, "by", "", "who adds this, where an item does not say it")
	cmd.Flags().BoolVar(&i.write, "write", false, "add it, instead of only saying what would be added")
	cmd.Flags().BoolVar(&i.replace, "replace", false, "what the layer has and the files have not goes")
	return cmd
}

func (i *importing) read(files []string) ([]graph.Item, error) {
	switch {
	case !graph.IsLayerName(i.layer):
		return nil, usageError{fmt.Errorf("--layer %q: want a name of %s", i.layer, graph.LayerNames)}
	case strings.TrimSpace(i.by) == "":
		return nil, usageError{errors.New("--by must say who adds this: the layer keeps it with every item")}
	}
	sources := make([]graph.Source, len(files))
	for n, file := range files {
		info, err := os.Stat(file)
		switch {
		case err != nil:
			return nil, usageError{fmt.Errorf("import: %w", err)}
		case info.Size() > mostImported:
			return nil, usageError{fmt.Errorf("import %s: it has %d MiB, more than %d: divide it", file, info.Size()>>20, mostImported>>20)}
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, usageError{fmt.Errorf("import: %w", err)}
		}
		sources[n] = graph.Source{Name: file, Data: data}
	}
	items, err := graph.ReadItems(sources, ingest.MarkOf)
	if err != nil {
		return nil, fmt.Errorf("nothing was changed; the files cannot be read as they are:\n%w", err)
	}
	return items, nil
}

func (i *importing) run(ctx context.Context, cmd *cobra.Command, d *db.DB, items []graph.Item) error {
	done, err := d.ImportLayer(ctx, db.LayerImport{Layer: i.layer, By: i.by, Items: items, Replace: i.replace, Dry: !i.write})
	if err != nil {
		return fmt.Errorf("nothing was changed: %w", err)
	}
	w := cmd.OutOrStdout()
	if err := writeCounts(cmd, done.Counts); err != nil {
		return err
	}
	m := done.Merged
	fmt.Fprintf(w, "layer %s: %d items added, %d changed, %d dropped, %d as they were\n", i.layer, m.Added, m.Changed, m.Dropped, m.Same)
	if done.Layer.Hidden {
		fmt.Fprintf(w, "the layer is hidden: corridor layers show %s puts it into the graph\n", i.layer)
	}
	if !i.write {
		fmt.Fprintln(w, "nothing was changed yet: this is what --write does")
	}
	return nil
}

// writeCounts shows what a layer has in the graph, before and after.
func writeCounts(cmd *cobra.Command, counts []db.LayerCount) error {
	if len(counts) == 0 {
		return nil
	}
	t := newTable(cmd.OutOrStdout(), "kind", "name", "before", "after")
	for _, c := range counts {
		t.row(c.Kind, c.Name, strconv.Itoa(c.Before), strconv.Itoa(c.After))
	}
	return t.flush()
}
