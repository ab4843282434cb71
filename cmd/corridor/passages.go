package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"corridor/graph"
	"corridor/internal/ingest"
)

func passagesCommand() *cobra.Command {
	var write string
	cmd := &cobra.Command{
		Use:   "passages FILE",
		Short: "Cut a text into passages and print an empty reading of it",
		Long: "Passages prints a reading in which every passage of the text stands with its place, notes and mark, to be filled in. With\n" +
			"--write READING it writes notes and marks into a reading that stands already, and leaves the rest of it as it is.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := os.ReadFile(args[0])
			if err != nil {
				return usageError{err}
			}
			doc, err := ingest.Read(text)
			if err != nil {
				return usageError{fmt.Errorf("%s: %w", args[0], err)}
			}
			if write == "" {
				fmt.Fprint(cmd.OutOrStdout(), emptyReading(args[0], doc))
				return nil
			}
			return stamp(write, doc)
		},
	}
	cmd.Flags().StringVar(&write, "write", "", "reading whose marks are to be written anew")
	return cmd
}

func emptyReading(name string, doc ingest.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "document: doc:%s\npassages:\n", strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)))
	for _, p := range doc.Passages {
		b.WriteString("- at: " + p.At() + "\n" + stampOf(p))
	}
	return b.String()
}

func stampOf(p ingest.Passage) string {
	out := "  mark: " + p.Mark.String() + "\n"
	if len(p.Notes) > 0 {
		out += "  notes: [" + strings.Trim(strings.ReplaceAll(fmt.Sprint(p.Notes), " ", ", "), "[]") + "]\n"
	}
	return out
}

var atLine = regexp.MustCompile(`^- at: (p\d+s\d+)\s*$`)

// stamp writes the marks of doc into a reading, line by line, so that nothing
// else of the file changes.
func stamp(file string, doc ingest.Document) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return usageError{err}
	}
	stamps := map[string]string{}
	for _, p := range doc.Passages {
		stamps[p.At()] = stampOf(p)
	}
	var out bytes.Buffer
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "  mark: ") || strings.HasPrefix(line, "  notes: ") {
			continue
		}
		out.WriteString(line)
		if m := atLine.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil {
			mark, ok := stamps[m[1]]
			if !ok {
				return fmt.Errorf("%w: %s has no passage %s", errWanting, file, m[1])
			}
			out.WriteString(mark)
		}
	}
	if _, err := graph.ParseMark(firstMark(out.String())); err != nil {
		return fmt.Errorf("%s: no mark was written: is it a reading? %w", file, err)
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}

func firstMark(text string) string {
	_, rest, _ := strings.Cut(text, "  mark: ")
	mark, _, _ := strings.Cut(rest, "\n")
	return mark
}
