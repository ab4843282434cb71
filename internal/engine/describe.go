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
