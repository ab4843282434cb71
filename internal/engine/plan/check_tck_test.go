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

var thereExists = regexp.MustCompile(`^there exists a procedure (.*?):?$`)

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
	for _, step := range scenario.Steps {
		if match := thereExists.FindStringSubmatch(step.Text); match != nil {
			declareProcedure(t, catalog, match[1])
		}
	}
	for _, asked := range scenario.Queries() {
		compareRefusal(t, asked, check(asked.Query, catalog))
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
func compareRefusal(t *testing.T, asked cyphertest.Asked, got *syntax.Error) {
	t.Helper()
	switch {
	case asked.Class == "" || asked.Phase == "runtime" || asked.Detail == "MissingParameter":
		if got != nil {
			t.Errorf("%s\nrefused: %s: %s", asked.Query, got.Detail, got.Message)
		}
	case got == nil:
		if asked.Phase != "any time" {
			t.Errorf("%s\nnot refused: want %s", asked.Query, asked.Detail)
		}
	case strings.TrimPrefix(asked.Class, "SyntaxError") != got.Title || asked.Detail != "*" && asked.Detail != got.Detail:
		t.Errorf("%s\nrefused as %s %s (%s), want %s %s", asked.Query, got.Title, got.Detail, got.Message, asked.Class, asked.Detail)
	}
}
