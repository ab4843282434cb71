package plan

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"corridor/internal/engine/syntax"
)

// Description is a plan as EXPLAIN and PROFILE show it, with Neo4j's names.
type Description struct {
	Operator    string
	Details     string
	Identifiers []string // variables that the rows carry
	Rows        float64  // estimated
	Children    []*Description
	// Of are the operators that the line stands for, the last one first: what
	// is measured of them is measured of it.
	Of []Operator
}

// Describe says what a plan does.
func Describe(p *Plan) *Description {
	d := &describer{p}
	return d.operator(p.Root)
}

type describer struct{ plan *Plan }

func (d *describer) operator(op Operator) *Description {
	base := op.Base()
	line := &Description{Operator: operatorName(op), Rows: math.Round(base.Rows*100) / 100, Of: []Operator{op}}
	line.Identifiers = identifiers(op)
	line.Details = clean(strings.Join(details(op), ", "))
	in := base.In
	if sort, ok := topOf(op); ok {
		line = d.operator(sort)
		line.Of = append([]Operator{op}, line.Of...)
		return line
	}
	if in != nil && !(isArgument(in) && leafLike(op)) {
		line.Children = append(line.Children, d.operator(in))
	}
	for _, nested := range partsOf(op).nested {
		line.Children = append(line.Children, d.nested(op, nested.root))
	}
	return line
}

// topOf is the sort below a limit that it knows of already.
func topOf(op Operator) (*Sort, bool) {
	if _, ok := op.(*Limit); !ok {
		return nil, false
	}
	sort, ok := op.Input().(*Sort)
	return sort, ok && sort.Limit != nil
}

// nested describes a plan that op runs on its rows.
func (d *describer) nested(op, root Operator) *Description {
	below := d.operator(root)
	if apply, ok := op.(*Apply); ok && apply.Optional {
		return &Description{Operator: "Optional", Identifiers: below.Identifiers, Rows: below.Rows,
			Details: clean(strings.Join(slotNames(apply.Nulls), ", ")), Children: []*Description{below}}
	}
	return below
}

func isArgument(op Operator) bool {
	_, ok := op.(*Argument)
	return ok
}

// leafLike are operators that Neo4j shows as leaves where they stand first.
func leafLike(op Operator) bool {
	switch op.(type) {
	case *AllNodesScan, *NodeByLabelScan, *NodeByIDSeek, *NodeIndexSeek, *RelationshipScan, *Create, *Merge,
		*ProcedureCall, *LoadCSV, *SchemaCommand, *Show, *Union, *Unwind, *Project:
		return true
	}
	return false
}

// clean takes the mark off the names that the planner gave.
func clean(text string) string {
	return strings.NewReplacer("`"+hidden, "`", `\u0000`, "", hidden, "").Replace(text)
}

func identifiers(op Operator) []string {
	seen := names{}
	for _, s := range slices.Concat(op.Base().Live, partsOf(op).writes) {
		seen[clean(s.Name)] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

func slotNames(slots []Slot) []string {
	all := make([]string, len(slots))
	for i, s := range slots {
		all[i] = s.Name
	}
	return all
}

// operatorName is what Neo4j calls an operator.
func operatorName(op Operator) string {
	switch op := op.(type) {
	case *NodeByIDSeek:
		return choose(op.Element, "NodeByElementIdSeek", "NodeByIdSeek")
	case *NodeIndexSeek:
		return seekName(op)
	case *RelationshipScan:
		return relationshipScanName(op)
	case *Expand:
		return choose(op.Into, "Expand(Into)", "Expand(All)")
	case *VarExpand:
		if op.OnlyEnds {
			return choose(op.Into, "VarLengthExpand(Pruning,BFS,Into)", "VarLengthExpand(Pruning,BFS,All)")
		}
		return choose(op.Into, "VarLengthExpand(Into)", "VarLengthExpand(All)")
	case *ShortestPaths:
		return "ShortestPath"
	case *PathProjection, *Project:
		return "Projection"
	case *Aggregate:
		return "EagerAggregation"
	case *Sort:
		return choose(op.Ordered > 0, "Partial", "") + choose(op.Limit != nil, "Top", "Sort")
	case *Limit:
		return choose(op.Exhaust, "ExhaustiveLimit", "Limit")
	case *Apply:
		return choose(op.Discard, "SubqueryForeach", "Apply")
	case *Semi:
		return choose(op.Anti, "AntiSemiApply", "SemiApply")
	case *Delete:
		return choose(op.Detach, "DetachDelete", "Delete")
	case *Set:
		return setName(op)
	case *SubqueryInTransactions:
		return choose(op.Discard, "TransactionForeach", "TransactionApply")
	case *SchemaCommand:
		return strings.TrimPrefix(fmt.Sprintf("%T", op.Body), "*syntax.")
	case *Show:
		return "Show" + strings.ReplaceAll(strings.ToLower(ShowTable(op.Body)), " ", "")
	}
	return strings.TrimPrefix(fmt.Sprintf("%T", op), "*plan.")
}

func seekName(op *NodeIndexSeek) string {
	kind := choose(op.Unique, "NodeUniqueIndexSeek", "NodeIndexSeek")
	switch {
	case len(op.Equal) > 0:
		return kind
	case op.Text != nil:
		return choose(op.TextOp == syntax.Contains, "NodeIndexContainsScan", "NodeIndexEndsWithScan")
	case op.From == nil && op.To == nil && op.Prefix == nil && op.Near == nil:
		return "NodeIndexScan"
	}
	return kind + "ByRange"
}

// choose is one of two names.
func choose(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

func relationshipScanName(op *RelationshipScan) string {
	direction := choose(op.Direction == syntax.Both, "Undirected", "Directed")
	switch {
	case op.Bound:
		return "ProjectEndpoints"
	case op.Sought != nil:
		return direction + choose(op.Element, "RelationshipByElementIdSeek", "RelationshipByIdSeek")
	case len(op.Types.Names) == 0:
		return direction + "AllRelationshipsScan"
	case len(op.Types.Names) == 1:
		return direction + "RelationshipTypeScan"
	}
	return direction + "UnionRelationshipTypesScan"
}

func setName(op *Set) string {
	item := op.Items[0]
	switch {
	case len(op.Items) > 1:
		return "SetProperties"
	case len(item.Labels) > 0:
		return choose(item.Remove, "RemoveLabels", "SetLabels")
	case item.Entity != nil:
		return "SetPropertiesFromMap"
	}
	return "SetProperty"
}
