package plan

import (
	"fmt"
	"strings"

	"corridor/internal/engine/syntax"
)

// Build plans a statement that Check accepted. The statistics decide on the
// order of steps only, never on what the result is.
func Build(stmt *syntax.Statement, c Catalog, s Statistics) (*Plan, error) {
	b := &builder{
		plan:    &Plan{Locals: map[syntax.Expr][]Slot{}, Subplans: map[syntax.Expr]*Subplan{}},
		catalog: c,
		stats:   s,
	}
	b.body(stmt.Body)
	if b.err != nil {
		return nil, b.err
	}
	for _, rule := range rules() {
		rule.apply(b.plan)
	}
	return b.plan, nil
}

// builder plans one statement.
type builder struct {
	plan      *Plan
	catalog   Catalog
	stats     Statistics
	anonymous int
	size      int   // see charge
	err       error // the first
}

// stream is what is planned so far of a branch: its last operator, and the
// names that its rows carry.
type stream struct {
	op    Operator
	scope *Scope
	// outer are the names of the query around a subquery. They stay visible
	// after a WITH.
	outer *Scope
	// columns is the result, once RETURN is planned.
	columns []column
	returns bool
}

// column is a column of a query's result.
type column struct {
	name string
	slot Slot
}

func (b *builder) fail(at syntax.Node, format string, args ...any) {
	if b.err == nil {
		b.err = &syntax.Error{Position: at.Pos(), Message: fmt.Sprintf(format, args...)}
	}
}

// slot adds a slot to the frame.
func (b *builder) slot(kind SlotKind, name string) Slot {
	slot := Slot{Index: len(b.plan.Slots), Kind: kind, Name: strings.TrimPrefix(name, hidden)}
	b.plan.Slots = append(b.plan.Slots, slot)
	return slot
}

// anon is a name for what has none.
func (b *builder) anon() string {
	b.anonymous++
	return fmt.Sprintf("%sanon_%d", hidden, b.anonymous-1)
}

// scalar prepares e to be evaluated where scope is visible.
func (b *builder) scalar(e syntax.Expr, scope *Scope) Scalar {
	b.prepare(e, scope)
	return Scalar{Expr: e, Scope: scope}
}

// optional is scalar for what may be absent.
func (b *builder) optional(e syntax.Expr, scope *Scope) *Scalar {
	if e == nil {
		return nil
	}
	scalar := b.scalar(e, scope)
	return &scalar
}

func argument(rows float64) *Argument { return &Argument{Common{Rows: rows}} }

// after is what an operator shares with the others, for one that takes its rows from in.
func after(in Operator, factor float64) Common {
	return Common{In: in, Rows: in.Base().Rows * factor}
}

func (b *builder) body(body syntax.Body) {
	switch body := body.(type) {
	case *syntax.Query:
		none := newScope()
		b.finish(b.query(body, none, none, 1))
		return
	case *syntax.Show:
		b.finish(b.show(body, shown{body.Yield, body.Where, body.Return}))
		return
	case *syntax.Terminate:
		b.finish(b.show(body, shown{body.Yield, body.Where, body.Return}))
		return
	}
	command := &SchemaCommand{Common: after(argument(1), 1), Body: body}
	b.plan.Root = &ProduceResults{Common: after(command, 1)}
	b.plan.Schema = true
}

// finish ends the plan with the operator that gives the result's columns.
func (b *builder) finish(s stream) {
	root := &ProduceResults{Common: after(s.op, 1)}
	for _, c := range s.columns {
		b.plan.Columns = append(b.plan.Columns, c.name)
		root.Columns = append(root.Columns, c.slot)
	}
	b.plan.Root = root
	b.plan.Writes = writes(s.op)
	b.plan.Reads = !b.plan.Writes || s.returns
}

// query plans a query whose first clauses see start, and all of whose clauses
// see outer.
func (b *builder) query(q *syntax.Query, start, outer *Scope, rows float64) stream {
	if len(q.Branches) == 1 {
		return b.branch(q.Branches[0], start, outer, rows)
	}
	union := &Union{Common: Common{In: argument(rows)}, Distinct: !q.All[0]}
	result := stream{op: union, outer: outer, scope: outer}
	for i, branch := range q.Branches {
		s := b.branch(branch, start, outer, rows)
		union.Branches = append(union.Branches, s.op)
		union.Rows += s.op.Base().Rows
		if i == 0 {
			result.columns, result.returns = s.columns, s.returns
		}
		union.From = append(union.From, columnsNamed(s.columns, result.columns))
	}
	result.columns = b.unionColumns(union, result.columns)
	return result
}

// columnsNamed are the slots of from in the order of the names in like.
func columnsNamed(from, like []column) []Slot {
	slots := make([]Slot, 0, len(like))
	for _, l := range like {
		for _, f := range from {
			if f.name == l.name {
				slots = append(slots, f.slot)
			}
		}
	}
	return slots
}

// unionColumns makes the slots that all branches are copied into. A column is
// one of entities only where it is so in each branch.
func (b *builder) unionColumns(union *Union, like []column) []column {
	columns := make([]column, len(like))
	for j, c := range like {
		kind := c.slot.Kind
		for _, from := range union.From {
			if j < len(from) && from[j].Kind != kind {
				kind = ValueSlot
			}
		}
		columns[j] = column{c.name, b.slot(kind, c.name)}
		union.To = append(union.To, columns[j].slot)
	}
	return columns
}

func (b *builder) branch(br *syntax.Branch, start, outer *Scope, rows float64) stream {
	s := stream{op: argument(rows), scope: start, outer: outer}
	for _, clause := range br.Clauses {
		if b.err != nil {
			break
		}
		s = b.clause(s, clause)
		b.charge(clause, s)
	}
	return s
}

// largest is how many names all steps of a plan may see together: as many as
// take a plan of some hundred megabytes.
const largest = 1 << 21

// charge refuses statements whose plan would be too large: a step may keep
// every name so far, so that the size grows with the square of the length.
func (b *builder) charge(clause syntax.Clause, s stream) {
	if _, made := s.op.(*Create); made {
		return // one operator for any number of clauses
	}
	b.size += len(s.scope.Variables)
	if b.size > largest {
		b.fail(clause, "The statement is too large to be planned: it has too many clauses with too many variables.")
	}
}

func (b *builder) clause(s stream, c syntax.Clause) stream {
	switch c := c.(type) {
	case *syntax.Match:
		return b.match(s, c)
	case *syntax.Unwind:
		return b.unwind(s, c)
	case *syntax.With:
		s = b.project(s, &c.Projection, c.Where)
		s.columns = nil
		return s
	case *syntax.Return:
		s = b.project(s, &c.Projection, nil)
		s.returns = true
		return s
	case *syntax.CallProcedure:
		return b.callProcedure(s, c)
	case *syntax.CallSubquery:
		return b.callSubquery(s, c)
	case *syntax.LoadCSV:
		return b.loadCSV(s, c)
	}
	return b.update(s, c)
}

func (b *builder) unwind(s stream, c *syntax.Unwind) stream {
	op := &Unwind{Common: after(s.op, listLength(c.List)), List: b.scalar(c.List, s.scope)}
	op.Variable = b.slot(ValueSlot, c.Variable.Name)
	return s.then(op, c.Variable.Name, op.Variable)
}

// then is the stream after op, which binds one name.
func (s stream) then(op Operator, name string, slot Slot) stream {
	s.op, s.scope = op, s.scope.with(name, slot)
	return s
}

// listLength guesses how many items a list has.
func listLength(list syntax.Expr) float64 {
	if l, ok := list.(*syntax.ListLiteral); ok {
		return float64(len(l.Items))
	}
	return 10
}

func (b *builder) loadCSV(s stream, c *syntax.LoadCSV) stream {
	op := &LoadCSV{Common: after(s.op, 1000), From: b.scalar(c.From, s.scope), Headers: c.Headers,
		Terminator: c.Terminator, Variable: b.slot(ValueSlot, c.Variable.Name)}
	return s.then(op, c.Variable.Name, op.Variable)
}

// match plans MATCH onto the rows so far, and OPTIONAL MATCH as a plan of its
// own that is run for each of them: only so is there one place that knows that
// a row had no match.
func (b *builder) match(s stream, m *syntax.Match) stream {
	s = b.entities(s, m.Patterns...)
	g := b.graph(s.scope, m.Patterns, m.Where)
	g.takeHints(m.Hints)
	if m.Optional {
		right := g.solve(argument(s.op.Base().Rows))
		rows := max(right.Base().Rows, s.op.Base().Rows)
		s.op = &Apply{Common: Common{In: s.op, Rows: rows}, Right: right, Optional: true, Nulls: g.declared}
	} else {
		s.op = g.solve(s.op)
	}
	g.followed()
	s.scope = g.scope.named()
	return s
}

// entities turns values that a pattern uses as nodes or relationships into
// slots of their kind, which is an error at run time for any other value.
func (b *builder) entities(s stream, patterns ...*syntax.Pattern) stream {
	var items []Assignment
	scope := s.scope
	convert := func(v *syntax.Variable, kind SlotKind) {
		if v == nil {
			return
		}
		slot, ok := scope.Variables[v.Name]
		if !ok || slot.Kind == kind {
			return
		}
		to := b.slot(kind, v.Name)
		items = append(items, Assignment{To: to, Scalar: Scalar{Expr: v, Scope: s.scope}})
		scope = scope.with(v.Name, to)
	}
	for _, p := range patterns {
		for _, n := range p.Nodes {
			convert(n.Variable, NodeSlot)
		}
		for _, r := range p.Steps {
			if r.Range == nil && p.Shortest == syntax.NotShortest {
				convert(r.Variable, RelationshipSlot)
			}
		}
	}
	if len(items) > 0 {
		s.op, s.scope = &Project{Common: after(s.op, 1), Items: items}, scope
	}
	return s
}
