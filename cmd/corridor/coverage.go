package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"corridor/graph"
	"corridor/internal/ingest"
)

func coverageCommand() *cobra.Command {
	var documents string
	var strict bool
	var out output
	cmd := &cobra.Command{
		Use:   "coverage",
		Short: "Say how much of each document the dataset records, and compare it with your copies",
		Long: "Coverage counts per document the passages that support a statement and those that support none, by reason. With --documents it\n" +
			"compares each sentence of your copies with what is recorded from it: numbers, currencies, names, negations, hedges, reporting\n" +
			"verbs. With --strict anything found is exit status 1.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := out.check("table", "json"); err != nil {
				return err
			}
			if strict && documents == "" {
				return usageError{fmt.Errorf("--strict needs --documents: the sentences to compare with")}
			}
			ds, err := readDataset()
			if err != nil {
				return err
			}
			report, err := cover(ds, documents)
			if err != nil {
				return err
			}
			if out.format == "json" {
				err = writeJSON(cmd.OutOrStdout(), report)
			} else {
				err = report.write(cmd.OutOrStdout())
			}
			if err == nil && strict && report.wanting() {
				err = errWanting
			}
			return err
		},
	}
	cmd.Flags().StringVar(&documents, "documents", "", "folder with your copies")
	cmd.Flags().BoolVar(&strict, "strict", false, "exit status 1 where anything is found")
	out.flags(cmd, "table", "json")
	return cmd
}

type coverageReport struct {
	Documents []graph.Coverage `json:"documents"`
	Problems  []string         `json:"problems"` // of the dataset against the model
	Findings  []ingest.Finding `json:"findings"` // of the dataset against the copies
	Missing   []string         `json:"missing"`  // documents of which no copy was found
}

func (r coverageReport) wanting() bool { return len(r.Problems)+len(r.Findings)+len(r.Missing) > 0 }

func cover(ds *graph.Dataset, folder string) (coverageReport, error) {
	report := coverageReport{Problems: []string{}, Findings: []ingest.Finding{}, Missing: []string{}}
	for _, p := range graph.Check(ds) {
		report.Problems = append(report.Problems, p.String())
	}
	for _, r := range ds.Readings {
		report.Documents = append(report.Documents, graph.Cover(r))
	}
	if folder == "" {
		return report, nil
	}
	var docs []ingest.Document
	err := eachText(folder, func(name string, text []byte) error {
		doc, err := ingest.Read(text)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		docs = append(docs, doc)
		return nil
	})
	if err != nil {
		return report, err
	}
	index := graph.NewIndex(ds)
	for _, r := range ds.Readings {
		doc, ok := ingest.CopyOf(r, docs)
		if !ok {
			report.Missing = append(report.Missing, r.Document)
			continue
		}
		report.Findings = append(report.Findings, ingest.Truth(index, r, doc)...)
	}
	return report, nil
}

func (r coverageReport) write(w io.Writer) error {
	t := newTable(w, "document", "passages", "body", "supporting", "none in body", "share", "reasons")
	for _, d := range r.Documents {
		t.row(d.Document, fmt.Sprint(d.Passages), fmt.Sprint(d.Body), fmt.Sprint(d.Supporting), fmt.Sprint(d.BodyNone), fmt.Sprintf("%.1f%%", 100*d.Share), d.ReasonText())
	}
	if err := t.flush(); err != nil {
		return err
	}
	for _, p := range r.Problems {
		fmt.Fprintln(w, p)
	}
	for _, f := range r.Findings {
		fmt.Fprintln(w, f)
	}
	for _, m := range r.Missing {
		fmt.Fprintf(w, "%s: no copy of it in the folder\n", m)
	}
	_, err := fmt.Fprintf(w, "%d problems, %d findings\n", len(r.Problems)+len(r.Missing), len(r.Findings))
	return err
}
