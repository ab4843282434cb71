package plan

import (
	"maps"
	"slices"

	"corridor/internal/engine/syntax"
)

func (b *builder) callProcedure(s stream, c *syntax.CallProcedure) stream {
	procedure, ok := b.catalog.Procedure(c.Name)
	if !ok {
		b.fail(c, "There is no procedure with the name `%s` registered for this database instance.", c.Name)
		return s
	}
	op := &ProcedureCall{Common: after(s.op, 10), Name: procedure.Name, Optional: c.Optional}
	op.Void = len(procedure.Results) == 0
	op.Writes = procedure.writes()
	for _, arg := range procedureArguments(procedure, c) {
		op.Args = append(op.Args, b.scalar(arg, s.scope))
	}
	s.op = op
	scope := s.scope.clone()
	for _, y := range yielded(procedure, c) {
		slot := b.slot(ValueSlot, y.name)
		op.Columns = append(op.Columns, y.column)
		op.Yield = append(op.Yield, slot)
		scope.bind(y.name, slot)
		if c.Standalone {
			s.columns = append(s.columns, column{y.name, slot})
		}
	}
	s.scope = scope
	s.returns = c.Standalone && !op.Void
	if c.Where != nil {
		s.op = b.filter(s.op, c.Where, scope)
	}
	return s
}

// procedureArguments are those written, or the parameters of their names.
func procedureArguments(p *Procedure, c *syntax.CallProcedure) []syntax.Expr {
	if !c.Implicit {
		return c.Args
	}
	args := make([]syntax.Expr, len(p.Args))
	for i, field := range p.Args {
		args[i] = &syntax.Parameter{At: c.At, Name: field.Name}
	}
	return args
}

// yielding is a result of a procedure and the name that it gets.
type yielding struct{ column, name string }

func yielded(p *Procedure, c *syntax.CallProcedure) []yielding {
	var all []yielding
	if c.YieldAll || c.Standalone && len(c.Yield) == 0 {
		for _, field := range p.Results {
			all = append(all, yielding{field.Name, field.Name})
		}
	}
	for _, item := range c.Yield {
		all = append(all, yielding{item.Column, item.Variable.Name})
	}
	return all
}

// callSubquery plans CALL { } as a plan that is run for each row.
func (b *builder) callSubquery(s stream, c *syntax.CallSubquery) stream {
	in := s.op
	inner := b.subquery(s, c)
	var nulls []Slot
	if c.Optional || c.Transactions != nil {
		inner = b.ownColumns(inner, s.scope)
		nulls = slotsOf(inner.columns)
	}
	rows := max(inner.op.Base().Rows, 1)
	if c.Transactions == nil {
		s.op = &Apply{Common: Common{In: in, Rows: rows}, Right: inner.op, Optional: c.Optional, Nulls: nulls,
			Discard: !inner.returns}
	} else {
		s = b.inTransactions(s, c.Transactions, inner)
	}
	if !inner.returns {
		s.op.Base().Rows = in.Base().Rows
	}
	scope := s.scope.clone()
	for _, col := range inner.columns {
		scope.bind(col.name, col.slot)
	}
	s.scope = scope
	return s
}

// subquery plans what is in the braces. The form without a list of imports
// sees the names around it only in a first WITH, each branch in its own.
func (b *builder) subquery(s stream, c *syntax.CallSubquery) stream {
	rows := s.op.Base().Rows
	if c.Scoped {
		imports := s.scope
		if !c.ImportAll {
			imports = newScope()
			for _, v := range c.Imports {
				imports.bind(v.Name, s.scope.Variables[v.Name])
			}
		}
		return b.query(c.Query, imports, imports, rows)
	}
	return b.query(importing(c.Query), s.scope, newScope(), rows)
}

// importing gives each branch that does not begin with a WITH, but for a USE,
// one that imports nothing.
func importing(q *syntax.Query) *syntax.Query {
	copied := *q
	copied.Branches = slices.Clone(q.Branches)
	for i, branch := range q.Branches {
		if _, ok := afterUse(branch)[0].(*syntax.With); ok {
			continue
		}
		nothing := &syntax.With{At: branch.At}
		copied.Branches[i] = &syntax.Branch{At: branch.At, Clauses: append([]syntax.Clause{nothing}, branch.Clauses...)}
	}
	return &copied
}

// ownColumns copies columns that are slots of the query around, which a row
// without match must not lose.
func (b *builder) ownColumns(inner stream, outer *Scope) stream {
	taken := map[int]bool{}
	for slot := range maps.Values(outer.Variables) {
		taken[slot.Index] = true
	}
	copies := &Project{Common: after(inner.op, 1)}
	columns := slices.Clone(inner.columns)
	for i, c := range columns {
		if !taken[c.slot.Index] {
			continue
		}
		scope := newScope()
		scope.bind(c.name, c.slot)
		columns[i].slot = b.slot(c.slot.Kind, c.name)
		copies.Items = append(copies.Items, Assignment{columns[i].slot, Scalar{&syntax.Variable{Name: c.name}, scope}})
	}
	if len(copies.Items) > 0 {
		inner.op, inner.columns = copies, columns
	}
	return inner
}

func slotsOf(columns []column) []Slot {
	slots := make([]Slot, len(columns))
	for i, c := range columns {
		slots[i] = c.slot
	}
	return slots
}

func (b *builder) inTransactions(s stream, t *syntax.InTransactions, inner stream) stream {
	b.plan.Periodic = true
	op := &SubqueryInTransactions{Common: Common{In: s.op, Rows: inner.op.Base().Rows}, Right: inner.op,
		Rows: b.optional(t.Rows, s.outer), OnError: t.OnError, Discard: !inner.returns, Nulls: slotsOf(inner.columns)}
	s.op = op
	if t.Status != nil {
		slot := b.slot(ValueSlot, t.Status.Name)
		op.Status = &slot
		s.scope = s.scope.with(t.Status.Name, slot)
	}
	return s
}
