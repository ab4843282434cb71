package exec

import (
	"strings"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// unwind produces the items of a list.
type unwind struct {
	list     Expr
	variable plan.Slot
	items    []value.Value
	at       int
}

func (c *compiler) unwind(p *plan.Unwind) (func(*State) producer, error) {
	if call, ok := p.List.Expr.(*syntax.Call); ok && strings.EqualFold(call.Name, "range") && (len(call.Args) == 2 || len(call.Args) == 3) {
		return c.unwindRange(p, call)
	}
	list, err := c.expr(p.List)
	return func(*State) producer { return &unwind{list: list, variable: p.Variable} }, err
}

func (u *unwind) begin(st *State, in *Batch, row int) error {
	v, err := u.list(st, in, row)
	if err != nil {
		return err
	}
	u.items, u.at = listOf(v), 0
	return nil
}

// rest implements reusable.
func (u *unwind) rest() { u.items = nil }

// listOf is what UNWIND and FOREACH go through: nothing for null, one item for
// what is no list.
func listOf(v value.Value) []value.Value {
	switch v.Kind() {
	case value.Null:
		return nil
	case value.List:
		return v.Items()
	}
	return []value.Value{v}
}

func (u *unwind) more(_ *State, out *expander) (bool, error) {
	for u.at < len(u.items) && out.room() > 0 {
		out.addValue(u.variable, u.items[u.at])
		u.at++
	}
	return u.at == len(u.items), nil
}

// unwindRange produces the items of range(), which is longer than memory
// before it is too long to be gone through.
type unwindRange struct {
	args     []Expr
	variable plan.Slot
	sequence sequence
	at       uint64
}

func (c *compiler) unwindRange(p *plan.Unwind, call *syntax.Call) (func(*State) producer, error) {
	scalars := make([]plan.Scalar, len(call.Args))
	for i, arg := range call.Args {
		scalars[i] = plan.Scalar{Expr: arg, Scope: p.List.Scope}
	}
	args, err := c.exprs(scalars)
	return func(*State) producer { return &unwindRange{args: args, variable: p.Variable} }, err
}

func (u *unwindRange) begin(st *State, in *Batch, row int) error {
	values, err := valuesOf(u.args, st, in, row)
	if err != nil {
		return err
	}
	u.sequence, err = sequenceOf(values)
	u.at = 0
	return err
}

func (u *unwindRange) more(_ *State, out *expander) (bool, error) {
	for ; u.at < u.sequence.count && out.room() > 0; u.at++ {
		out.addValue(u.variable, u.sequence.item(u.at))
	}
	return u.at == u.sequence.count, nil
}

// showTable produces the rows of a SHOW command.
type showTable struct {
	plan    *plan.Show
	columns []int // of the table, for each that is yielded
	rows    [][]value.Value
}

func (s *showTable) begin(st *State, _ *Batch, _ int) error {
	names, rows, err := showRows(st, s.plan.Body)
	if err != nil {
		return err
	}
	s.columns, err = columnsOf(names, s.plan.Columns)
	s.rows = rows
	return err
}

func (s *showTable) more(_ *State, out *expander) (bool, error) {
	for ; len(s.rows) > 0 && out.room() > 0; s.rows = s.rows[1:] {
		row := out.add()
		for i, slot := range s.plan.Yield {
			out.out.SetValue(slot, row, s.rows[0][s.columns[i]])
		}
	}
	return len(s.rows) == 0, nil
}
