// Corridor is a graph database of migration as a business, drawn from
// documents, each relationship with the passages that it rests on.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra" // command line, Apache-2.0, widely kept

	"corridor/cypher"
	"corridor/graph"
	"corridor/internal/db"
)

// Exit codes.
const (
	exitWanting = 1 // the work was done and found something wanting
	exitUsage   = 2
	exitBackend = 3
)

// errWanting is returned when the work was done and found something wanting.
// Bare, it means that what, has been printed; wrapped, it has words of its own.
var errWanting = errors.New("found wanting")

// usageError is a fault in how the program was called.
type usageError struct{ error }

// Unwrap gives the fault itself.
func (e usageError) Unwrap() error { return e.error }

func main() {
	// Signals are caught only where a database is open, see connection.with:
	// everything else has nothing to put in order and ends at once.
	os.Exit(run(context.Background(), os.Args[1:]))
}

func run(ctx context.Context, args []string) int {
	root := newRoot()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	code := exitCode(err)
	if err != nil && err != errWanting {
		fmt.Fprintln(os.Stderr, "corridor:", err)
	}
	if usage := (usageError{}); errors.As(err, &usage) {
		fmt.Fprintln(os.Stderr, "corridor --help says how it is used")
	}
	return code
}

func exitCode(err error) int {
	var usage usageError
	var faults graph.Faults
	switch {
	case err == nil:
		return 0
	case errors.As(err, &faults):
		return exitUsage
	case errors.Is(err, errWanting), errors.Is(err, db.ErrInconsistent):
		return exitWanting
	case errors.As(err, &usage), errors.Is(err, cypher.ErrNoQuery), errors.Is(err, cypher.ErrParameter), errors.Is(err, db.ErrStatement), errors.Is(err, db.ErrDenied):
		return exitUsage
	}
	return exitBackend
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "corridor",
		Short:         "The graph of migration as a business, each relationship with the passages that it rests on",
		SilenceErrors: true, SilenceUsage: true,
		Args: noCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SuggestionsMinimumDistance = 2 // letters that may differ
	root.AddCommand(
		loadCommand(), serveCommand(), healthCommand(), queriesCommand(), queryCommand(), cypherCommand(),
		verifyCommand(), coverageCommand(), passagesCommand(), boltCommand(), backupCommand(), restoreCommand(),
		checkCommand(), exportCommand(), importCommand(), layersCommand(), doctorCommand(), versionCommand(),
	)
	for _, cmd := range root.Commands() {
		cmd.Args = usageArgs(cmd.Args)
	}
	return root
}

func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := ""
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = fmt.Sprintf("; did you mean %s?", near[0])
	}
	return usageError{fmt.Errorf("unknown command %q%s", args[0], hint)}
}

// usageArgs marks errors about arguments, and about flags that do not go
// together, as errors of usage.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	if check == nil {
		check = cobra.NoArgs
	}
	return func(cmd *cobra.Command, args []string) error {
		if err := errors.Join(check(cmd, args), cmd.ValidateFlagGroups()); err != nil {
			return usageError{fmt.Errorf("%s: %w", cmd.Name(), err)}
		}
		return nil
	}
}
