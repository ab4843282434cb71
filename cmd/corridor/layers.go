package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"corridor/internal/db"
)

// layerActions are what can be done with a layer, by the word for it.
var layerActions = map[string]func(ctx context.Context, cmd *cobra.Command, d *db.DB, name string) error{
	"show":   changing("shown", (*db.DB).ShowLayer),
	"hide":   changing("hidden: it is kept, and corridor layers show puts it back", (*db.DB).HideLayer),
	"remove": changing("removed", (*db.DB).RemoveLayer),
	"export": exportLayer,
}

func layersCommand() *cobra.Command {
	var at connection
	var out output
	cmd := &cobra.Command{
		Use:   "layers [show|hide|remove|export NAME]",
		Short: "List what was added to the graph in layers; show, hide, remove or export one of them",
		Long: "Layers lists the layers that corridor import has made. hide takes one out of the graph and keeps it, show puts it back, remove\n" +
			"removes it for good, export writes it to standard output, one item a line, so that it can be imported again or elsewhere.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 || len(args) == 2 && layerActions[args[0]] != nil {
				return nil
			}
			return fmt.Errorf("%q: want nothing, or show, hide, remove or export and the name of a layer", args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.check("table", "json"); err != nil {
				return err
			}
			return at.with(cmd.Context(), func(ctx context.Context, d *db.DB) error {
				if len(args) == 2 {
					return layerActions[args[0]](ctx, cmd, d, args[1])
				}
				return listLayers(ctx, cmd, d, out)
			})
		},
	}
	at.flags(cmd)
	out.flags(cmd, "table", "json")
	return cmd
}

func listLayers(ctx context.Context, cmd *cobra.Command, d *db.DB, out output) error {
	layers, err := d.Layers(ctx)
	if err != nil {
		return err
	}
	if out.format == "json" {
		return writeJSON(cmd.OutOrStdout(), layers)
	}
	t := newTable(cmd.OutOrStdout(), "layer", "state", "items", "nodes", "relationships", "changed by", "changed at")
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	for _, l := range layers {
		state := "shown"
		if l.Hidden {
			state = "hidden"
		}
		t.row(l.Name, state, number(l.Items), number(l.Nodes), number(l.Relationships), l.ChangedBy, l.ChangedAt)
	}
	if err := t.flush(); err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%d layers\n", len(layers))
	return nil
}

// changing does something with a layer and says so.
func changing(done string, do func(*db.DB, context.Context, string) (db.LayerChange, error)) func(context.Context, *cobra.Command, *db.DB, string) error {
	return func(ctx context.Context, cmd *cobra.Command, d *db.DB, name string) error {
		change, err := do(d, ctx, name)
		if err != nil {
			return fmt.Errorf("nothing was changed: %w", err)
		}
		if err := writeCounts(cmd, change.Counts); err != nil {
			return err
		}
		fmt.Fprintf(cmd.OutOrStdout(), "layer %s: %s\n", name, done)
		return nil
	}
}

func exportLayer(ctx context.Context, cmd *cobra.Command, d *db.DB, name string) error {
	_, text, err := d.LayerText(ctx, name)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(cmd.OutOrStdout(), text)
	return err
}
