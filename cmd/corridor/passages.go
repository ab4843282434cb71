package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

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
				return usageError{fmt.Errorf("read the text: %w", err)}
			}
			doc, err := ingest.Read(text)
			if err != nil {
				return usageError{fmt.Errorf("%s: %w", args[0], err)}
			}
			if write == "" {
				fmt.Fprint(cmd.OutOrStdout(), emptyReading(args[0], doc))
				return nil
			}
			return stamp(cmd.ErrOrStderr(), write, doc)
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

// stamp writes the marks of doc into a reading and says which passages of doc
// the reading lacks.
func stamp(notes io.Writer, file string, doc ingest.Document) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return usageError{fmt.Errorf("read the reading: %w", err)}
	}
	stamps := map[string]string{}
	for _, p := range doc.Passages {
		stamps[p.At()] = stampOf(p)
	}
	marked, known, err := withMarks(string(text), stamps)
	if err != nil {
		return usageError{fmt.Errorf("%s: %w", file, err)}
	}
	if err := replace(file, marked); err != nil {
		return fmt.Errorf("write the reading: %w", err)
	}
	lacking := 0
	for _, p := range doc.Passages {
		if !known[p.At()] {
			fmt.Fprintf(notes, "%s has no passage %s of the text\n", file, p.At())
			lacking++
		}
	}
	if lacking > 0 {
		return fmt.Errorf("%w: the marks are written, but %s lacks %d passages of the text", errWanting, file, lacking)
	}
	return nil
}

// withMarks writes stamps into a reading line by line, so that nothing else of
// it changes, and gives the passages that it has.
func withMarks(reading string, stamps map[string]string) (string, map[string]bool, error) {
	var out strings.Builder
	known := map[string]bool{}
	for line := range strings.Lines(reading) {
		if strings.HasPrefix(line, "  mark: ") || strings.HasPrefix(line, "  notes: ") {
			continue
		}
		line = strings.TrimSuffix(line, "\n")
		out.WriteString(line + "\n") // the last line may have come without
		m := atLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		mark, ok := stamps[m[1]]
		if !ok {
			return "", nil, fmt.Errorf("the text has no passage %s", m[1])
		}
		out.WriteString(mark)
		known[m[1]] = true
	}
	if len(known) == 0 {
		return "", nil, errors.New("no passage stands in it (- at: p1s1): is it a reading?")
	}
	return out.String(), known, nil
}

// replace writes a file beside the old one and renames it, so that a kill
// leaves the one or the other whole: readings are work by hand.
func replace(file, text string) error {
	file, err := filepath.EvalSymlinks(file)
	if err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	beside, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(beside.Name()) //nolint:errcheck // gone where it was renamed
	_, err = beside.WriteString(text)
	if err := errors.Join(err, beside.Chmod(info.Mode().Perm()), beside.Sync(), beside.Close()); err != nil {
		return err
	}
	return os.Rename(beside.Name(), file)
}
