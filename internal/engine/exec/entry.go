package exec

import (
	"fmt"

	"corridor/internal/engine/plan"
)

// Program is a plan whose expressions are compiled. It is not written to, and
// may be run any number of times, also at once.
type Program struct {
	Plan     *plan.Plan
	root     maker
	subplans map[*plan.Subplan]maker
}

// Prepare compiles a plan.
func Prepare(p *plan.Plan, r *Registry) (*Program, error) {
	c := &compiler{plan: p, registry: r}
	root, err := c.operator(p.Root)
	if err != nil {
		return nil, err
	}
	program := &Program{Plan: p, root: root, subplans: map[*plan.Subplan]maker{}}
	for _, sub := range p.Subplans {
		if program.subplans[sub], err = c.operator(sub.Root); err != nil {
			return nil, err
		}
	}
	return program, nil
}

// Columns are the slots of the result's columns, in their order.
func (p *Program) Columns() []plan.Slot {
	if results, ok := p.Plan.Root.(*plan.ProduceResults); ok {
		return results.Columns
	}
	return nil
}

// Cursor gives the rows of one execution.
type Cursor struct {
	st   *State
	root operator // nil at the end
}

// Start begins an execution. profile says that each operator is to be measured.
func (p *Program) Start(st *State, profile bool) *Cursor {
	st.Plan, st.program = p.Plan, p
	st.subplans = map[*plan.Subplan]*subplanRun{}
	if profile {
		st.measures = map[plan.Operator]*Measure{}
	}
	whole := newBatch(len(p.Plan.Slots))
	whole.Len = 1
	return &Cursor{st: st, root: p.root(st, &argument{batch: whole})}
}

// Next gives the next rows, nil at the end. They are the receiver's until the
// next call.
func (c *Cursor) Next() (*Batch, error) {
	if c.root == nil {
		return nil, nil
	}
	if err := c.st.alive(); err != nil {
		return nil, err
	}
	b, err := c.root.next(c.st)
	if err == nil && b == nil {
		c.end()
	}
	return b, err
}

// end is called where an execution came to its end, and so left all that it
// worked with in order.
func (c *Cursor) end() {
	for _, o := range c.st.resting {
		o.rest()
	}
	c.root, c.st.resting, c.st.subplans = nil, nil, nil
}

// Measures are what PROFILE counted so far, by the plan's operators.
func (c *Cursor) Measures() map[plan.Operator]*Measure { return c.st.measures }

// operator is one step of a running plan.
type operator interface {
	// next gives at least one row, or nil at the end. The rows are the
	// caller's until its next call.
	next(st *State) (*Batch, error)
	// reset makes the operator begin anew, on what its argument holds then.
	reset()
}

// reusable is what may serve another execution of its plan, which mostly needs
// as much memory as this one.
type reusable interface {
	// rest forgets all of this execution but the memory.
	rest()
}

// maker makes an operator for one execution; arg is what its Argument gives.
type maker func(st *State, arg *argument) operator

// argument is where an Apply and the Argument at the leaf of its right side meet.
type argument struct{ batch *Batch }

// compiler makes makers of a plan's operators.
type compiler struct {
	plan     *plan.Plan
	registry *Registry
}

func (c *compiler) expr(s plan.Scalar) (Expr, error) {
	return Compile(c.plan, c.registry, s.Scope, s.Expr)
}

func (c *compiler) column(s plan.Scalar) (ColumnExpr, error) {
	return CompileColumn(c.plan, c.registry, s.Scope, s.Expr)
}

// optional is nil for a scalar that is not there.
func (c *compiler) optional(s *plan.Scalar) (Expr, error) {
	if s == nil {
		return nil, nil
	}
	return c.expr(*s)
}

func (c *compiler) exprs(scalars []plan.Scalar) ([]Expr, error) {
	made := make([]Expr, len(scalars))
	for i, s := range scalars {
		var err error
		if made[i], err = c.expr(s); err != nil {
			return nil, err
		}
	}
	return made, nil
}

// predicate is nil for a condition that is not there.
func (c *compiler) predicate(s *plan.Scalar) (Predicate, error) {
	if s == nil {
		return nil, nil
	}
	return CompilePredicate(c.plan, c.registry, *s)
}

// operator compiles one operator with all before it.
func (c *compiler) operator(p plan.Operator) (maker, error) {
	made, err := c.compile(p)
	if err != nil {
		return nil, err
	}
	return func(st *State, arg *argument) operator {
		o := made(st, arg)
		if st.measures == nil {
			return o
		}
		m := &Measure{}
		st.measures[p] = m
		return &measured{operator: o, measure: m}
	}, nil
}

// input compiles what is before an operator.
func (c *compiler) input(p plan.Operator) (maker, error) { return c.operator(p.Input()) }

func (c *compiler) compile(p plan.Operator) (maker, error) {
	switch p := p.(type) {
	case *plan.Argument:
		return compileArgument, nil
	case *plan.AllNodesScan, *plan.NodeByLabelScan, *plan.NodeByIDSeek, *plan.NodeIndexSeek,
		*plan.RelationshipScan, *plan.Expand, *plan.VarExpand, *plan.ShortestPaths,
		*plan.Unwind, *plan.ProcedureCall, *plan.LoadCSV, *plan.Show:
		return c.expander(p)
	case *plan.Create, *plan.Merge, *plan.Set, *plan.Delete, *plan.Foreach,
		*plan.SubqueryInTransactions, *plan.SchemaCommand:
		return c.update(p)
	case *plan.Filter:
		return c.filter(p)
	case *plan.Project:
		return c.project(p)
	case *plan.PathProjection:
		return c.pathProjection(p)
	case *plan.Aggregate:
		return c.aggregate(p)
	case *plan.Distinct:
		return c.distinct(p)
	case *plan.Degree:
		return c.degree(p)
	case *plan.Prune:
		return c.prune(p)
	case *plan.Sort:
		if p.Ordered > 0 {
			return c.partialSort(p)
		}
		return c.sort(p)
	case *plan.Skip:
		return c.skip(p)
	case *plan.Limit:
		return c.limit(p)
	case *plan.Apply:
		return c.apply(p)
	case *plan.Semi:
		return c.semi(p)
	case *plan.Union:
		return c.union(p)
	case *plan.Eager:
		return c.eager(p)
	case *plan.ProduceResults:
		return c.input(p)
	}
	return nil, fmt.Errorf("exec: no way to run a %T", p)
}

// argumentLeaf gives its argument once.
type argumentLeaf struct {
	arg   *argument
	given bool
}

func compileArgument(_ *State, arg *argument) operator { return &argumentLeaf{arg: arg} }

func (a *argumentLeaf) next(*State) (*Batch, error) {
	if a.given || a.arg.batch == nil || a.arg.batch.Len == 0 {
		return nil, nil
	}
	a.given = true
	return a.arg.batch, nil
}

func (a *argumentLeaf) reset() { a.given = false }

// measured counts the rows of an operator, and what was read while it worked.
type measured struct {
	operator
	measure *Measure
}

func (m *measured) next(st *State) (*Batch, error) {
	before := st.Hits
	b, err := m.operator.next(st)
	m.measure.Hits += st.Hits - before
	if b != nil {
		m.measure.Rows += int64(b.Len)
	}
	return b, err
}

// OwnHits are the hits of an operator without those of what it pulled from.
func OwnHits(measures map[plan.Operator]*Measure, p plan.Operator) int64 {
	m := measures[p]
	if m == nil {
		return 0
	}
	own := m.Hits
	for _, in := range inputs(p) {
		if before := measures[in]; before != nil {
			own -= before.Hits
		}
	}
	return own
}

// inputs are the operators that p pulls from.
func inputs(p plan.Operator) []plan.Operator {
	var all []plan.Operator
	if in := p.Input(); in != nil {
		all = append(all, in)
	}
	switch p := p.(type) {
	case *plan.Apply:
		all = append(all, p.Right)
	case *plan.Semi:
		all = append(all, p.Right)
	case *plan.Merge:
		all = append(all, p.Right)
	case *plan.Foreach:
		all = append(all, p.Body)
	case *plan.SubqueryInTransactions:
		all = append(all, p.Right)
	case *plan.Union:
		all = append(all, p.Branches...)
	}
	return all
}
