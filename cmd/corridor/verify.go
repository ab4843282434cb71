package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"corridor/internal/ingest"
)

func verifyCommand() *cobra.Command {
	var documents string
	var out output
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Find every passage of the dataset in your own copies of the documents",
		Long: "Verify looks for each passage by its content. A copy is any .txt file of the folder; its name, line breaks, hyphenation, case,\n" +
			"quotes, ligatures and page heads do not matter. Exit status 1 unless all are found.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := out.check("table", "json"); err != nil {
				return err
			}
			ds, err := readDataset()
			if err != nil {
				return err
			}
			copies, err := readCopies(documents)
			if err != nil {
				return err
			}
			results, err := ingest.Verify(cmd.Context(), ds.Readings, copies)
			if err != nil {
				return err
			}
			found := 0
			for _, v := range results {
				if v.Status == ingest.Found {
					found++
				}
			}
			if out.format == "json" {
				err = writeJSON(cmd.OutOrStdout(), map[string]any{"found": found, "passages": results})
			} else {
				err = writeVerification(cmd.OutOrStdout(), results, found)
			}
			if err == nil && found < len(results) {
				err = errWanting
			}
			return err
		},
	}
	cmd.Flags().StringVar(&documents, "documents", "", "folder with your copies")
	out.flags(cmd, "table", "json")
	return cmd
}

func writeVerification(w io.Writer, results []ingest.Verification, found int) error {
	t := newTable(w, "document", "passage", "status", "similarity", "copy")
	for _, v := range results {
		if v.Status != ingest.Found {
			t.row(v.Document, v.At, string(v.Status), fmt.Sprintf("%.2f", v.Similarity), v.Copy)
		}
	}
	if found < len(results) {
		if err := t.flush(); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%d of %d passages found\n", found, len(results))
	return err
}
