package plan

import (
	"slices"
	"strings"

	"corridor/internal/engine/syntax"
)

// rule is a rewrite of a whole plan.
type rule struct {
	name  string
	doc   string
	apply func(*Plan)
}

// rules are applied once each, in this order.
func rules() []rule {
	return []rule{
		{"merge filters", "Two filters in a row are one, in the order of their conditions.", mergeFilters},
		{"merge projections", "A projection that reads nothing of the one before is part of it.", mergeProjections},
		{"index order", "What a seek gives in the order asked is not sorted again.", inIndexOrder},
		{"separate", "An Eager stands between what is read and what could change it.", separate},
		{"merge sets", "Changes of properties and labels in a row, with no Eager between, are made row by row.", mergeSets},
		{"label ends", "A scan of relationships tests labels of their ends itself.", labelEnds},
		{"mark live", "Every operator is told which slots later ones read.", markLive},
		{"only ends", "A variable length of which only distinct ends matter is searched breadth first.", onlyEnds},
		{"prune", "Where only distinct ends matter, the last step is taken once from each node.", prune},
		{"close", "A step of which another closes a circle looks only for what that one will find.", closeCircles},
		{"sift", "A scan tests comparisons of its node's properties itself.", sift},
	}
}

// chains calls visit with the last operator of every chain in a plan. asked
// says that nobody asks for more than whether the chain gives a row.
func chains(p *Plan, visit func(last Operator, asked bool)) {
	var walk func(last Operator, asked bool)
	walk = func(last Operator, asked bool) {
		visit(last, asked)
		for op := last; op != nil; op = op.Input() {
			_, semi := op.(*Semi)
			for _, nested := range partsOf(op).nested {
				walk(nested.root, semi)
			}
		}
	}
	walk(p.Root, false)
	for e, sub := range p.Subplans {
		_, pattern := e.(*syntax.PatternPredicate)
		query, ok := e.(*syntax.Subquery)
		walk(sub.Root, pattern || ok && query.Kind == "EXISTS")
	}
}

func mergeFilters(p *Plan) {
	chains(p, func(last Operator, _ bool) {
		for op := last; op != nil; op = op.Input() {
			upper, ok := op.(*Filter)
			if !ok {
				continue
			}
			for lower, ok := upper.In.(*Filter); ok; lower, ok = upper.In.(*Filter) {
				upper.Predicates = slices.Concat(lower.Predicates, upper.Predicates)
				upper.In = lower.In
			}
		}
	})
}

func mergeSets(p *Plan) {
	chains(p, func(last Operator, _ bool) {
		for op := last; op != nil; op = op.Input() {
			upper, ok := op.(*Set)
			if !ok {
				continue
			}
			for lower, ok := upper.In.(*Set); ok; lower, ok = upper.In.(*Set) {
				upper.Items = slices.Concat(lower.Items, upper.Items)
				upper.In = lower.In
			}
		}
	})
}

// mergeProjections spares a pass over rows that ORDER BY often asks for.
func mergeProjections(p *Plan) {
	l := &liveness{p, map[*Subplan]slots{}}
	chains(p, func(last Operator, _ bool) {
		for op := last; op != nil; op = op.Input() {
			upper, ok := op.(*Project)
			if !ok {
				continue
			}
			for lower, ok := upper.In.(*Project); ok && !l.readsOf(upper, lower); lower, ok = upper.In.(*Project) {
				upper.Items = slices.Concat(lower.Items, upper.Items)
				upper.In = lower.In
			}
		}
	})
}

// readsOf says whether upper reads what lower computes.
func (l *liveness) readsOf(upper, lower *Project) bool {
	read := slots{}
	for _, item := range upper.Items {
		l.scalar(item.Scalar, read)
	}
	return slices.ContainsFunc(lower.Items, func(item Assignment) bool {
		_, ok := read[item.To.Index]
		return ok
	})
}

// onlyEnds looks from a step that forgets how often a row came (DISTINCT,
// aggregates of distinct values, EXISTS) down over steps that keep or drop rows
// by what is in them, and marks the variable lengths that it meets.
func onlyEnds(p *Plan) {
	chains(p, func(last Operator, forgotten bool) {
		for op := last; op != nil; op = op.Input() {
			forgotten = forgets(op, forgotten)
			if walk, ok := op.(*VarExpand); ok {
				walk.OnlyEnds = forgotten && endsDo(walk)
			}
		}
	})
}

// forgets says whether it matters not how often the rows come that op takes,
// where forgotten says that of those that it gives.
func forgets(op Operator, forgotten bool) bool {
	switch op := op.(type) {
	case *Distinct:
		return true
	case *Aggregate:
		return forgetful(op)
	case *Filter, *Project, *Expand, *VarExpand, *Prune, *Semi, *NodeByLabelScan, *NodeIndexSeek, *NodeByIDSeek:
		return forgotten
	}
	return false
}

// prune puts a Prune before the last step to ends of which only distinct ones
// matter. A step can only take a relationship again that starts where it
// starts; of the rows that are not about to, one for each node will do. Before
// an earlier step that would not do: the walk may come back to any node.
func prune(p *Plan) {
	chains(p, func(last Operator, _ bool) {
		forgotten := false
		for op := last; op != nil; op = op.Input() {
			forgotten = forgets(op, forgotten)
			step, ok := op.(*Expand)
			if !ok || !forgotten {
				continue
			}
			if prunable(step) {
				step.In = &Prune{Common: Common{In: step.In, Live: step.In.Base().Live, Rows: step.In.Base().Rows},
					Node: step.From, Relationships: step.Distinct, Direction: step.Direction}
			}
			return
		}
	})
}

// closeCircles tells a step of a later one that leads from its end back to a node known before.
func closeCircles(p *Plan) {
	chains(p, func(last Operator, _ bool) {
		for op := last; op != nil; op = op.Input() {
			closing, ok := op.(*Expand)
			if !ok || !closing.Into || closing.Bound {
				continue
			}
			below := op.Input()
			for filter, ok := below.(*Filter); ok; filter, ok = below.(*Filter) {
				below = filter.In
			}
			step, ok := below.(*Expand)
			if ok && !step.Into && !step.Bound && closing.leadsBackFrom(step.To) {
				step.Closing, closing.Closes = closing, true
			}
		}
	})
}

// leadsBackFrom says whether a step into leads between the node in s and another.
func (e *Expand) leadsBackFrom(s Slot) bool {
	return e.From.Kind == NodeSlot && e.To.Kind == NodeSlot && e.From.Index != e.To.Index &&
		(e.From.Index == s.Index || e.To.Index == s.Index)
}

// prunable says whether the rows before a step that are at one node differ in
// nothing but relationships that only this step looks at.
func prunable(step *Expand) bool {
	if step.Into || step.Bound || step.Direction == syntax.Both || step.From.Kind != NodeSlot || !manyRows(step.In) {
		return false
	}
	own := slots{}
	own.add(step.From)
	for _, s := range step.Distinct {
		if s.Kind != RelationshipSlot {
			return false
		}
		own.add(s)
	}
	later := slots{}
	later.add(step.Live...)
	return !slices.ContainsFunc(step.In.Base().Live, func(s Slot) bool {
		_, known := own[s.Index]
		_, wanted := later[s.Index]
		return !known || wanted && s.Index != step.From.Index
	})
}

// manyRows says whether a walk led to op: several ways may lead to one node.
func manyRows(op Operator) bool {
	for ; op != nil; op = op.Input() {
		switch op.(type) {
		case *Expand:
			return true
		case *Filter:
		default:
			return false
		}
	}
	return false
}

// endsDo says whether a breadth-first search finds the same ends. It walks no
// trail twice, so it cannot tell a way back over another relationship from
// one over the same: without direction only a length from 0 is safe.
func endsDo(op *VarExpand) bool {
	for _, slot := range op.Live {
		if slot.Index == op.Relationship.Index {
			return false
		}
	}
	return !op.Bound && len(op.Distinct) == 0 && (op.Min == 0 || op.Min == 1 && op.Direction != syntax.Both)
}

// forgetful says whether an aggregation gives the same for rows that come twice.
func forgetful(op *Aggregate) bool {
	for _, a := range op.Aggs {
		call, ok := a.Expr.(*syntax.Call)
		if !ok || !call.Distinct && !strings.EqualFold(call.Name, "min") && !strings.EqualFold(call.Name, "max") {
			return false
		}
	}
	return true
}
