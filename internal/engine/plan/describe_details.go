package plan

import (
	"fmt"
	"strings"

	"corridor/internal/engine/syntax"
)

// details says what an operator works on.
func details(op Operator) []string {
	switch op := op.(type) {
	case *AllNodesScan:
		return []string{op.Node.Name + siftDetails(op.Where)}
	case *NodeByLabelScan:
		return []string{op.Node.Name + ":" + op.Label + siftDetails(op.Where)}
	case *NodeByIDSeek:
		return []string{op.Node.Name + choose(op.Many, " IN ", " = ") + text(op.IDs)}
	case *NodeIndexSeek:
		return []string{indexDetails(op)}
	case *RelationshipScan:
		pattern := arrow(labelled(op.From, op.Labels), op.Relationship, labelled(op.To, op.Labels), op.Types, "", op.Direction)
		if op.Sought != nil {
			pattern += " WHERE " + op.Relationship.Name + choose(op.Many, " IN ", " = ") + text(*op.Sought)
		}
		return []string{pattern}
	case *Expand:
		return []string{arrow(op.From, op.Relationship, op.To, op.Types, "", op.Direction)}
	case *VarExpand:
		return []string{arrow(op.From, op.Relationship, op.To, op.Types, lengths(op.Min, op.Max), op.Direction) + each(op.Step)}
	case *ShortestPaths:
		path := arrow(op.From, op.Relationship, op.To, op.Types, lengths(op.Min, op.Max), op.Direction)
		return []string{choose(op.All, "allShortestPaths(", "shortestPath(") + path + ")" + each(op.Step)}
	case *PathProjection:
		return []string{"(" + strings.Join(slotNames(op.Parts), ")-(") + ") AS " + op.Path.Name}
	case *Filter:
		return []string{strings.Join(texts(op.Predicates), " AND ")}
	case *Project:
		return assignments(op.Items)
	case *Aggregate:
		return aggregateDetails(op)
	case *Degree:
		return degreeDetails(op)
	case *Distinct:
		return slotNames(op.Keys)
	case *Prune:
		return []string{op.Node.Name}
	case *Sort:
		return sortDetails(op)
	case *Skip:
		return []string{text(op.Count)}
	case *Limit:
		return []string{text(op.Count)}
	case *Unwind:
		return []string{text(op.List) + " AS " + op.Variable.Name}
	case *ProduceResults:
		return slotNames(op.Columns)
	}
	return updateDetails(op)
}

func updateDetails(op Operator) []string {
	switch op := op.(type) {
	case *Create:
		return createDetails(op)
	case *Merge:
		return createDetails(&op.Create)
	case *Set:
		return setDetails(op)
	case *Delete:
		return texts(op.Exprs)
	case *Foreach:
		return []string{op.Variable.Name + " IN " + text(op.List)}
	case *ProcedureCall:
		return []string{op.Name + "(" + strings.Join(texts(op.Args), ", ") + ")"}
	case *LoadCSV:
		return []string{op.Variable.Name}
	case *SchemaCommand:
		return []string{syntax.Print(op.Body)}
	}
	return nil
}

// siftDetails are the conditions that a scan tests itself.
func siftDetails(where []SiftCondition) string {
	if len(where) == 0 {
		return ""
	}
	all := make([]string, len(where))
	for i, c := range where {
		all[i] = text(Scalar{Expr: c.Condition})
	}
	return " WHERE " + strings.Join(all, " AND ")
}

func text(s Scalar) string { return syntax.PrintExpr(s.Expr) }

func texts(all []Scalar) []string {
	printed := make([]string, len(all))
	for i, s := range all {
		printed[i] = text(s)
	}
	return printed
}

func assignments(items []Assignment) []string {
	printed := make([]string, len(items))
	for i, item := range items {
		printed[i] = text(item.Scalar) + " AS " + item.To.Name
	}
	return printed
}

func indexDetails(op *NodeIndexSeek) string {
	kind := choose(op.Unique, "UNIQUE ", op.Kind+" INDEX ")
	head := kind + op.Node.Name + ":" + strings.Join(append([]string{op.Label}, op.Or...), "|") + "(" + strings.Join(op.Properties, ", ") + ") WHERE "
	var conditions []string
	property := func(i int) string { return op.Node.Name + "." + op.Properties[i] }
	for i, s := range op.Equal {
		conditions = append(conditions, property(i)+choose(op.In && i == 0, " IN ", " = ")+text(s))
	}
	if op.Prefix != nil {
		conditions = append(conditions, property(0)+" STARTS WITH "+text(*op.Prefix))
	}
	if op.Text != nil {
		conditions = append(conditions, property(0)+choose(op.TextOp == syntax.Contains, " CONTAINS ", " ENDS WITH ")+text(*op.Text))
	}
	if op.Near != nil {
		conditions = append(conditions, syntax.PrintExpr(op.Near.Condition))
	}
	if op.From != nil {
		conditions = append(conditions, property(0)+choose(op.FromExclusive, " > ", " >= ")+text(*op.From))
	}
	if op.To != nil {
		conditions = append(conditions, property(0)+choose(op.ToExclusive, " < ", " <= ")+text(*op.To))
	}
	if len(conditions) == 0 {
		conditions = []string{property(0) + " IS NOT NULL"}
	}
	return head + strings.Join(conditions, " AND ") + choose(op.Backwards, " DESC", "")
}

func arrow(from, relationship, to Slot, t Types, length string, d syntax.Direction) string {
	types := strings.Join(t.Names, "|")
	if t.Expr != nil {
		types = syntax.Print(t.Expr)
	}
	if types != "" {
		types = ":" + types
	}
	return fmt.Sprintf("(%s)%s[%s%s%s]%s(%s)", from.Name, choose(d == syntax.Incoming, "<-", "-"),
		relationship.Name, types, length, choose(d == syntax.Outgoing, "->", "-"), to.Name)
}

// labelled is the end of a pattern with the labels that it must have.
func labelled(end Slot, labels []EndLabel) Slot {
	for _, l := range labels {
		if l.Node.Index == end.Index {
			end.Name += ":" + l.Label
		}
	}
	return end
}

func degreeDetails(op *Degree) []string {
	other := Slot{Name: strings.Join(append([]string{""}, op.Labels...), ":")}
	all := make([]string, len(op.Counts))
	for i, count := range op.Counts {
		all[i] = arrow(op.Node, Slot{}, other, op.Types, "", op.Direction) + " AS " + count.Name
	}
	return all
}

// each is the condition on every relationship of a variable length.
func each(step *Scalar) string {
	if step == nil {
		return ""
	}
	return " EACH " + text(*step)
}

func lengths(low, high int64) string {
	if high < 0 {
		return fmt.Sprintf("*%d..", low)
	}
	return fmt.Sprintf("*%d..%d", low, high)
}

func aggregateDetails(op *Aggregate) []string {
	all := assignments(op.Keys)
	for _, a := range op.Aggs {
		all = append(all, syntax.PrintExpr(a.Expr)+" AS "+a.To.Name)
	}
	return all
}

func sortDetails(op *Sort) []string {
	all := make([]string, len(op.Keys))
	for i, k := range op.Keys {
		all[i] = k.Slot.Name + choose(k.Descending, " DESC", " ASC")
	}
	if op.Limit == nil {
		return all
	}
	limit := text(*op.Limit)
	if op.Skip != nil {
		limit = text(*op.Skip) + " + " + limit
	}
	all[len(all)-1] += " LIMIT " + limit
	return all
}

func createDetails(op *Create) []string {
	var all []string
	for _, n := range op.Nodes {
		labels := ""
		for _, l := range n.Labels {
			labels += ":" + syntax.Print(l)
		}
		all = append(all, "("+n.Node.Name+labels+")")
	}
	for _, r := range op.Relationships {
		t := ""
		if r.Type != nil {
			t = ":" + syntax.Print(r.Type)
		}
		all = append(all, fmt.Sprintf("(%s)-[%s%s]->(%s)", r.From.Name, r.Relationship.Name, t, r.To.Name))
	}
	return all
}

func setDetails(op *Set) []string {
	all := make([]string, len(op.Items))
	for i, item := range op.Items {
		all[i] = setItemText(item)
	}
	return all
}

func setItemText(item SetItem) string {
	switch {
	case item.Target != nil:
		key := "." + item.KeyName
		if item.Key != nil {
			key = "[" + text(*item.Key) + "]"
		}
		if item.Value == nil {
			return text(*item.Target) + key
		}
		return text(*item.Target) + key + " = " + text(*item.Value)
	case len(item.Labels) > 0:
		labels := ""
		for _, l := range item.Labels {
			labels += ":" + syntax.Print(l)
		}
		return text(*item.Entity) + labels
	}
	return text(*item.Entity) + choose(item.Add, " += ", " = ") + text(*item.Value)
}
