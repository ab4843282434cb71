package db

import (
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Step is a step of a plan, as EXPLAIN and PROFILE tell it; the last one, which
// gives the rows, stands above those that it gets them from.
type Step struct {
	Operator    string   `json:"operator" doc:"what it does"`
	Details     string   `json:"details" doc:"with what it does it"`
	Identifiers []string `json:"identifiers" doc:"variables that its rows carry"`
	Estimated   float64  `json:"estimated_rows" doc:"rows that the database expects of it"`
	Measured    *Measure `json:"measured,omitempty" doc:"what it did, by PROFILE"`
	Children    []Step   `json:"children,omitempty" doc:"the steps that it gets its rows from"`
}

// Measure is what a step did.
type Measure struct {
	Rows int64 `json:"rows" doc:"rows that it gave"`
	Hits int64 `json:"db_hits" doc:"what it read of the graph"`
}

// planOf is the plan that comes with an answer; nil where none was asked for.
func planOf(summary neo4j.ResultSummary) *Step {
	if p := summary.Profile(); p != nil {
		step := measured(p)
		return &step
	}
	if p := summary.Plan(); p != nil {
		step := planned(p)
		return &step
	}
	return nil
}

func planned(p neo4j.Plan) Step {
	step := stepOf(p.Operator(), p.Identifiers(), p.Arguments())
	for _, child := range p.Children() {
		step.Children = append(step.Children, planned(child))
	}
	return step
}

func measured(p neo4j.ProfiledPlan) Step {
	step := stepOf(p.Operator(), p.Identifiers(), p.Arguments())
	step.Measured = &Measure{Rows: p.Records(), Hits: p.DbHits()}
	for _, child := range p.Children() {
		step.Children = append(step.Children, measured(child))
	}
	return step
}

// stepOf leaves the name of the database, which every operator carries, away.
func stepOf(operator string, identifiers []string, arguments map[string]any) Step {
	step := Step{Identifiers: identifiers}
	step.Operator, _, _ = strings.Cut(operator, "@")
	step.Details, _ = arguments["Details"].(string)
	step.Estimated, _ = arguments["EstimatedRows"].(float64)
	return step
}
