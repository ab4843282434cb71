package plan

import "corridor/internal/engine/syntax"

// shown is what SHOW and TERMINATE have in common.
type shown struct {
	yield  *syntax.Projection
	where  syntax.Expr
	result *syntax.Projection
}

// show plans a table of the database, and then what is chosen of it.
func (b *builder) show(body syntax.Body, c shown) stream {
	op := &Show{Common: after(argument(1), 10), Body: body, Columns: ShowColumns(body, c.yield != nil)}
	s := stream{op: op, outer: newScope(), scope: newScope()}
	for _, name := range op.Columns {
		slot := b.slot(ValueSlot, name)
		op.Yield = append(op.Yield, slot)
		s.scope.bind(name, slot)
		s.columns = append(s.columns, column{name, slot})
	}
	s = b.choose(s, c)
	s.returns = true
	return s
}

// choose plans YIELD, WHERE and RETURN over a table. YIELD * keeps the table's
// order of columns.
func (b *builder) choose(s stream, c shown) stream {
	table := s.columns
	switch {
	case c.yield != nil:
		s = b.project(s, c.yield, c.where)
		if c.yield.Star && len(c.yield.Items) == 0 {
			s.columns = table
		}
	case c.where != nil:
		s.op = b.filter(s.op, c.where, s.scope)
	}
	if c.result != nil {
		s = b.project(s, c.result, nil)
	}
	return s
}
