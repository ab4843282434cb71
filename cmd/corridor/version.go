package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"corridor/graph"
)

// version is set when a release is built.
var version = "development"

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program and the release of the dataset",
		RunE: func(cmd *cobra.Command, _ []string) error {
			ds, err := readDataset()
			if err != nil {
				return err
			}
			value := graph.Build(ds)
			built := "go unknown"
			if info, ok := debug.ReadBuildInfo(); ok {
				built = info.GoVersion
			}
			fmt.Fprintf(cmd.OutOrStdout(), "corridor %s (%s)\ndataset %s\n", version, built, value.Release)
			return nil
		},
	}
}
