package plan_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"corridor/internal/cyphertest"
	"corridor/internal/engine/exec"
	"corridor/internal/engine/plan"
	"corridor/internal/engine/syntax"
	"corridor/internal/shared"
)

var (
	whenExecuting = regexp.MustCompile(`^(executing|having executed)`)
	shouldRaise   = regexp.MustCompile(`^an? (\w+) should be raised at (compile time|runtime|any time): (\S+)$`)
	thereExists   = regexp.MustCompile(`^there exists a procedure (.*?):?$`)
)

// TestCheckAgreesWithTCK wants of every query of the TCK the refusal that its
// scenario asks for, and none where a query is to run.
func TestCheckAgreesWithTCK(t *testing.T) {
	suite, err := cyphertest.Load(shared.Folder(t, "tck", "the scenarios that are refused before they run"))
	if err != nil {
		t.Fatal(err)
	}
	for _, scenario := range suite.Scenarios {
		t.Run(scenario.ID(), func(t *testing.T) { checkScenario(t, scenario) })
	}
}

func checkScenario(t *testing.T, scenario *cyphertest.Scenario) {
	catalog := exec.NewRegistry()
	for i, step := range scenario.Steps {
		if match := thereExists.FindStringSubmatch(step.Text); match != nil {
			declareProcedure(t, catalog, match[1])
		}
		if !whenExecuting.MatchString(step.Text) {
			continue
		}
		var want []string
		if i+1 < len(scenario.Steps) {
			want = shouldRaise.FindStringSubmatch(scenario.Steps[i+1].Text)
		}
		compareRefusal(t, step.Query, want, check(step.Query, catalog))
	}
}

func declareProcedure(t *testing.T, r *exec.Registry, text string) {
	t.Helper()
	s, err := exec.ParseSignature(text)
	if err != nil {
		t.Fatal(err)
	}
	r.RegisterProcedure(&exec.Procedure{Procedure: plan.Procedure{Name: s.Name, Args: s.Args, Results: s.Results, Mode: "READ"}})
}

func check(query string, catalog plan.Catalog) *syntax.Error {
	stmt, err := syntax.Parse(query)
	if err == nil {
		_, err = plan.Check(stmt, catalog)
	}
	var refusal *syntax.Error
	errors.As(err, &refusal)
	return refusal
}

// compareRefusal: parameters are known only when a query runs, so a missing
// one is no matter of Check's.
func compareRefusal(t *testing.T, query string, want []string, got *syntax.Error) {
	t.Helper()
	switch {
	case want == nil || want[2] == "runtime" || want[3] == "MissingParameter":
		if got != nil {
			t.Errorf("%s\nrefused: %s: %s", query, got.Detail, got.Message)
		}
	case got == nil:
		if want[2] != "any time" {
			t.Errorf("%s\nnot refused: want %s", query, want[3])
		}
	case strings.TrimPrefix(want[1], "SyntaxError") != got.Title || want[3] != "*" && want[3] != got.Detail:
		t.Errorf("%s\nrefused as %s %s (%s), want %s %s", query, got.Title, got.Detail, got.Message, want[1], want[3])
	}
}
