package cyphertest

import (
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Target is an engine with one empty database, for one scenario. Its Run ends
// a query and its transaction; what the database refuses is a *Refusal.
type Target interface {
	Run(ctx context.Context, query string, parameters map[string]Cell) (*Result, error)
	// Declare makes a procedure that answers by rows of a table. ErrNoProcedures where it cannot.
	Declare(Procedure) error
}

// ErrNoProcedures is what a target says that cannot take a test's procedures.
var ErrNoProcedures = errors.New("the target takes no procedures of a test")

// Result is what a query gave.
type Result struct {
	Columns []string
	Rows    [][]Cell
}

// Refusal is an error that a database raised; Code is its status.
type Refusal struct{ Code, Message string }

// Error gives the status and what the database said.
func (r *Refusal) Error() string { return r.Code + ": " + r.Message }

// Procedure is one that a scenario declares: called with the values of a
// row's first columns it gives that row's others.
type Procedure struct {
	Name       string
	Parameters []Parameter
	Results    []Parameter
	Rows       [][]Cell // parameters first, then results
}

// Parameter is a name with its type as written, such as INTEGER?.
type Parameter struct{ Name, Type string }

// codes are the statuses that satisfy a class of errors of the TCK; other
// classes are the titles of Neo4j's statements' errors.
var codes = map[string]string{
	"ConstraintVerificationFailed": "Neo.ClientError.Schema.ConstraintValidationFailed",
	"ConstraintValidationFailed":   "Neo.ClientError.Schema.ConstraintValidationFailed",
	"ProcedureError":               "Neo.ClientError.Procedure.*",
}

// run is a scenario under way.
type run struct {
	suite      *Suite
	target     Target
	parameters map[string]Cell
	before     state
	query      string
	result     *Result
	refusal    *Refusal
}

// Run runs a scenario on a target. The error says what was wanted and what
// came; it wraps ErrNoProcedures where the target cannot run the scenario.
func (s *Suite) Run(ctx context.Context, scenario *Scenario, target Target) error {
	r := &run{suite: s, target: target, parameters: map[string]Cell{}}
	for _, step := range scenario.Steps {
		if err := r.step(ctx, step); err != nil {
			return fmt.Errorf("%s: %w", step.Text, err)
		}
	}
	if r.query == "" {
		return errors.New("the scenario runs no query")
	}
	return nil
}

// raised is the step that wants an error of the query before it.
var raised = regexp.MustCompile(`^an? (\w+) should be raised at (compile time|runtime|any time): ?(.*)$`)

// step does what a step says: the first pattern that fits it decides.
func (r *run) step(ctx context.Context, step Step) error {
	for _, kind := range steps {
		match := kind.pattern.FindStringSubmatch(step.Text)
		switch {
		case match == nil:
		case slices.ContainsFunc(step.Table, func(row []string) bool { return len(row) < kind.columns }), len(step.Table) < kind.rows:
			return fmt.Errorf("the step wants a table of at least %d rows and %d columns", kind.rows, kind.columns)
		default:
			return kind.do(r, ctx, step, match)
		}
	}
	return errors.New("no such step is known")
}

var steps = []struct {
	pattern       *regexp.Regexp
	rows, columns int // that the step's table has at least
	do            func(*run, context.Context, Step, []string) error
}{
	{regexp.MustCompile(`^(an empty|any) graph$`), 0, 0, (*run).nothing},
	{regexp.MustCompile(`^the (\S+) graph$`), 0, 0, (*run).makeGraph},
	{regexp.MustCompile(`^(?:after )?having executed:$`), 0, 0, (*run).prepare},
	{regexp.MustCompile(`^parameter(?: value)?s are:?$`), 0, 2, (*run).setParameters},
	{regexp.MustCompile(`^there exists a procedure (.*?) ?:?$`), 0, 0, (*run).declare},
	{regexp.MustCompile(`^executing (control )?query:$`), 0, 0, (*run).execute},
	{raised, 0, 0, (*run).checkError},
	{regexp.MustCompile(`^the result should be empty$`), 0, 0, (*run).checkEmpty},
	{regexp.MustCompile(`^the result should be,? ?(in order|in any order)? ?(\(ignoring element order for lists\))?:$`), 1, 1, (*run).checkRows},
	{regexp.MustCompile(`^(no side effects|the side effects should be:)$`), 0, 2, (*run).checkEffects},
}

func (r *run) nothing(context.Context, Step, []string) error { return nil }

func (r *run) makeGraph(ctx context.Context, _ Step, match []string) error {
	queries, err := r.suite.graph(match[1])
	if err != nil {
		return err
	}
	for _, query := range queries {
		if _, err := r.target.Run(ctx, query, nil); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) prepare(ctx context.Context, step Step, _ []string) error {
	_, err := r.target.Run(ctx, step.Query, r.parameters)
	return err
}

func (r *run) setParameters(_ context.Context, step Step, _ []string) error {
	for _, row := range step.Table {
		cell, err := ParseCell(row[1])
		if err != nil {
			return err
		}
		r.parameters[row[0]] = cell
	}
	return nil
}

func (r *run) declare(_ context.Context, step Step, match []string) error {
	procedure, err := parseProcedure(match[1])
	if err != nil {
		return err
	}
	for i, row := range step.Table {
		if i == 0 {
			continue
		}
		cells, err := parseRow(row)
		if err != nil {
			return err
		}
		procedure.Rows = append(procedure.Rows, cells)
	}
	return r.target.Declare(procedure)
}

var signature = regexp.MustCompile(`^([\w.]+)\s*\((.*?)\)\s*::\s*\((.*)\)$`)

// parseProcedure reads name(a :: TYPE?, …) :: (b :: TYPE?, …).
func parseProcedure(text string) (Procedure, error) {
	match := signature.FindStringSubmatch(text)
	if match == nil {
		return Procedure{}, fmt.Errorf("no signature of a procedure: %s", text)
	}
	return Procedure{Name: match[1], Parameters: parseParameters(match[2]), Results: parseParameters(match[3])}, nil
}

func parseParameters(list string) (parameters []Parameter) {
	for field := range strings.SplitSeq(list, ",") {
		if name, typ, typed := strings.Cut(field, "::"); typed {
			parameters = append(parameters, Parameter{strings.TrimSpace(name), strings.TrimSpace(typ)})
		}
	}
	return parameters
}

func parseRow(texts []string) ([]Cell, error) {
	cells := make([]Cell, len(texts))
	for i, text := range texts {
		cell, err := ParseCell(text)
		if err != nil {
			return nil, err
		}
		cells[i] = cell
	}
	return cells, nil
}

func (r *run) execute(ctx context.Context, step Step, match []string) error {
	if match[1] != "" && r.refusal != nil {
		return r.refusal
	}
	before, err := stateOf(ctx, r.target)
	if err != nil {
		return err
	}
	r.before, r.query, r.refusal = before, step.Query, nil
	r.result, err = r.target.Run(ctx, step.Query, r.parameters)
	if err != nil && !errors.As(err, &r.refusal) {
		return err
	}
	return nil
}

// checkError wants an error of the step's class, in its phase (what EXPLAIN
// refuses is raised at compile time), that changed nothing.
func (r *run) checkError(ctx context.Context, _ Step, match []string) error {
	switch err := r.answered(); {
	case err == nil:
		return fmt.Errorf("no error but %s", resultText(r.result))
	case r.refusal == nil:
		return err
	}
	accepted := codes[match[1]]
	if accepted == "" {
		accepted = "Neo.ClientError.Statement." + match[1]
	}
	if fits, err := path.Match(accepted, r.refusal.Code); !fits || err != nil {
		return r.refusal
	}
	phase := "runtime"
	var refusal *Refusal
	if _, err := r.target.Run(ctx, "EXPLAIN "+r.query, r.parameters); errors.As(err, &refusal) {
		phase = "compile time"
	}
	if match[2] != "any time" && match[2] != phase {
		return fmt.Errorf("raised at %s: %w", phase, r.refusal)
	}
	return r.checkEffectsAre(ctx, map[string]int{})
}

// answered is an error unless a query was executed and gave a result.
func (r *run) answered() error {
	switch {
	case r.query == "":
		return errors.New("no query was executed before")
	case r.refusal != nil:
		return r.refusal
	}
	return nil
}

func (r *run) checkEmpty(context.Context, Step, []string) error {
	if err := r.answered(); err != nil {
		return err
	}
	if len(r.result.Rows) > 0 {
		return errors.New(resultText(r.result))
	}
	return nil
}

func (r *run) checkRows(_ context.Context, step Step, match []string) error {
	if err := r.answered(); err != nil {
		return err
	}
	anyOrder := match[2] != ""
	if !slices.Equal(step.Table[0], r.result.Columns) {
		return fmt.Errorf("columns %q, wanted %q", r.result.Columns, step.Table[0])
	}
	var want, got []string
	for _, row := range step.Table[1:] {
		cells, err := parseRow(row)
		if err != nil {
			return err
		}
		want = append(want, rowText(cells, anyOrder))
	}
	for _, row := range r.result.Rows {
		got = append(got, rowText(row, anyOrder))
	}
	if match[1] != "in order" {
		slices.Sort(want)
		slices.Sort(got)
	}
	if !slices.Equal(want, got) {
		return fmt.Errorf("rows\n\t%s\nwanted\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
	return nil
}

func rowText(cells []Cell, anyOrder bool) string {
	texts := make([]string, len(cells))
	for i, cell := range cells {
		texts[i] = Text(cell, anyOrder)
	}
	return strings.Join(texts, " | ")
}

func resultText(result *Result) string {
	texts := []string{strings.Join(result.Columns, " | ")}
	for _, row := range result.Rows {
		texts = append(texts, rowText(row, false))
	}
	return "rows\n\t" + strings.Join(texts, "\n\t")
}
