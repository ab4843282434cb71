package plan

import "corridor/internal/engine/syntax"

// parts is what an operator has besides its input, for the passes that treat
// all operators alike.
type parts struct {
	scalars []Scalar
	reads   []Slot
	writes  []Slot
	// nested are plans that the operator runs on its rows.
	nested []nestedPlan
}

// nestedPlan is a plan whose leaf is an Argument. Its rows have to hold result,
// and, where carries is true, all that follows the operator but what the
// operator itself has filled then.
type nestedPlan struct {
	root    Operator
	result  []Slot
	carries bool
	filled  []Slot
}

func (p *parts) scalar(all ...Scalar) { p.scalars = append(p.scalars, all...) }

func (p *parts) optional(all ...*Scalar) {
	for _, s := range all {
		if s != nil {
			p.scalars = append(p.scalars, *s)
		}
	}
}

// labels are read for the expressions in them.
func (p *parts) labels(scope *Scope, all ...*syntax.LabelName) {
	for _, l := range all {
		if l != nil && l.Dynamic != nil {
			p.scalar(Scalar{l.Dynamic, scope})
		}
	}
}

func (p *parts) types(t Types) {
	if t.Expr == nil {
		return
	}
	syntax.Walk(t.Expr, func(n syntax.Node) bool {
		if l, ok := n.(*syntax.LabelName); ok {
			p.labels(t.Scope, l)
			return false
		}
		return true
	})
}

// partsOf takes an operator apart.
func partsOf(op Operator) *parts {
	p := &parts{}
	switch op := op.(type) {
	case *AllNodesScan:
		p.writes = []Slot{op.Node}
		p.sifted(op.Where)
	case *NodeByLabelScan:
		p.writes = []Slot{op.Node}
		p.sifted(op.Where)
	case *NodeByIDSeek:
		p.writes = []Slot{op.Node}
		p.scalar(op.IDs)
	case *NodeIndexSeek:
		p.writes = []Slot{op.Node}
		p.scalar(op.Equal...)
		p.optional(op.From, op.To, op.Prefix, op.Text)
		if near := op.Near; near != nil {
			p.optional(near.Centre, near.Limit, near.Low, near.High)
		}
	case *RelationshipScan:
		p.types(op.Types)
		p.optional(op.Sought)
		p.writes = []Slot{op.From, op.To}
		p.end(op.Relationship, op.Bound)
	case *Expand:
		p.types(op.Types)
		p.reads = append([]Slot{op.From}, op.Distinct...)
		p.end(op.To, op.Into)
		p.end(op.Relationship, op.Bound)
	case *VarExpand:
		p.types(op.Types)
		p.reads = append([]Slot{op.From}, op.Distinct...)
		p.end(op.To, op.Into)
		p.end(op.Relationship, op.Bound)
		p.step(op.Step, op.StepSlot)
	case *ShortestPaths:
		p.types(op.Types)
		p.reads = []Slot{op.From, op.To}
		p.writes = []Slot{op.Relationship, op.Path}
		p.step(op.Step, op.StepSlot)
		p.optional(op.Where)
	case *PathProjection:
		p.reads, p.writes = op.Parts, []Slot{op.Path}
	default:
		p.rows(op)
	}
	return p
}

func (p *parts) sifted(where []SiftCondition) {
	for _, c := range where {
		p.scalar(c.Value)
	}
}

// end is read where it is bound before, written where not.
func (p *parts) end(slot Slot, bound bool) {
	if bound {
		p.reads = append(p.reads, slot)
	} else {
		p.writes = append(p.writes, slot)
	}
}

func (p *parts) step(each *Scalar, slot Slot) {
	if each != nil {
		p.optional(each)
		p.writes = append(p.writes, slot)
	}
}

// rows takes the operators on rows apart.
func (p *parts) rows(op Operator) {
	switch op := op.(type) {
	case *Filter:
		p.scalar(op.Predicates...)
	case *Project:
		p.assignments(op.Items)
	case *Aggregate:
		p.assignments(op.Keys)
		for _, a := range op.Aggs {
			p.writes = append(p.writes, a.To)
			p.scalar(Scalar{a.Expr, a.Scope})
		}
	case *Distinct:
		p.reads = op.Keys
	case *Degree:
		p.reads, p.writes = []Slot{op.Node}, op.Counts
	case *Prune:
		p.reads = append([]Slot{op.Node}, op.Relationships...)
	case *Sort:
		for _, k := range op.Keys {
			p.reads = append(p.reads, k.Slot)
		}
		p.optional(op.Limit, op.Skip)
	case *Skip:
		p.scalar(op.Count)
	case *Limit:
		p.scalar(op.Count)
	case *Unwind:
		p.scalar(op.List)
		p.writes = []Slot{op.Variable}
	case *LoadCSV:
		p.scalar(op.From)
		p.writes = []Slot{op.Variable}
	case *ProcedureCall:
		p.scalar(op.Args...)
		p.writes = op.Yield
	case *Show:
		p.writes = op.Yield
	case *ProduceResults:
		p.reads = op.Columns
	default:
		p.nesting(op)
	}
}

func (p *parts) assignments(items []Assignment) {
	for _, item := range items {
		p.scalar(item.Scalar)
		p.writes = append(p.writes, item.To)
	}
}

// nesting takes the operators that run other plans, and the updating ones, apart.
func (p *parts) nesting(op Operator) {
	switch op := op.(type) {
	case *Apply:
		p.nested = []nestedPlan{{root: op.Right, carries: !op.Discard}}
	case *Semi:
		p.nested = []nestedPlan{{root: op.Right}}
	case *Union:
		p.writes = op.To
		for i, branch := range op.Branches {
			p.nested = append(p.nested, nestedPlan{root: branch, result: op.From[i], carries: true, filled: op.To})
		}
	case *SubqueryInTransactions:
		p.optional(op.Rows)
		if op.Status != nil {
			p.writes = append(p.writes, *op.Status)
		}
		p.nested = []nestedPlan{{root: op.Right, carries: !op.Discard, filled: p.writes}}
	case *Foreach:
		p.scalar(op.List)
		p.writes = []Slot{op.Variable}
		p.nested = []nestedPlan{{root: op.Body}}
	case *Merge:
		p.created(&op.Create)
		p.setItems(op.OnCreate)
		p.setItems(op.OnMatch)
		p.nested = []nestedPlan{{root: op.Right, carries: true}}
	case *Create:
		p.created(op)
	case *Set:
		p.setItems(op.Items)
	case *Delete:
		p.scalar(op.Exprs...)
	}
}

func (p *parts) created(op *Create) {
	for _, n := range op.Nodes {
		p.writes = append(p.writes, n.Node)
		p.optional(n.Properties)
		p.labels(n.Scope, n.Labels...)
	}
	for _, r := range op.Relationships {
		p.writes = append(p.writes, r.Relationship)
		p.reads = append(p.reads, r.From, r.To)
		p.optional(r.Properties)
		p.labels(r.Scope, r.Type)
	}
	for _, path := range op.Paths {
		p.reads = append(p.reads, path.Parts...)
		p.writes = append(p.writes, path.Path)
	}
}

func (p *parts) setItems(items []SetItem) {
	for _, item := range items {
		p.optional(item.Target, item.Key, item.Value, item.Entity)
		p.labels(item.Scope, item.Labels...)
	}
}
