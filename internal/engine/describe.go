package engine

import (
	"corridor/internal/engine/exec"
	"corridor/internal/engine/plan"
)

// PlanDescription is a step of a plan as EXPLAIN and PROFILE show it.
type PlanDescription struct {
	*plan.Description
	Profiled bool
	Actual   int64 // rows, where Profiled
	Hits     int64 // what was read of the graph, where Profiled
	Children []*PlanDescription
}

// AboutPlans says how every plan comes about and how it runs: names, under which
// clients of Neo4j look for it, and values. The version is the language's, as
// Neo4j counts; the other two are the one that the engine answers for itself.
func AboutPlans() [][2]string {
	return [][2]string{
		{"version", "5"},
		{"planner", "COST"}, {"planner-impl", "GREEDY"}, {"planner-version", exec.Version},
		{"runtime", "BATCHED"}, {"runtime-impl", "BATCHED"}, {"runtime-version", exec.Version},
	}
}

func describe(d *plan.Description, measures map[plan.Operator]*exec.Measure) *PlanDescription {
	p := &PlanDescription{Description: d, Profiled: measures != nil}
	for i, op := range d.Of {
		if m := measures[op]; m != nil && i == 0 {
			p.Actual = m.Rows
		}
		p.Hits += exec.OwnHits(measures, op)
	}
	for _, child := range d.Children {
		p.Children = append(p.Children, describe(child, measures))
	}
	return p
}
