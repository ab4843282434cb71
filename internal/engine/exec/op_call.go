package exec

import (
	"fmt"
	"slices"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/value"
)

// procedureCall produces the results of a procedure. It is called once for a
// row, and what it gives is held until it is taken.
type procedureCall struct {
	plan      *plan.ProcedureCall
	procedure *Procedure
	args      []Expr
	columns   []int // of the results, for each that is yielded
	rows      [][]value.Value
	held      int
}

func (c *compiler) procedureCall(p *plan.ProcedureCall) (func(*State) producer, error) {
	procedure, found := c.registry.LookupProcedure(p.Name)
	if !found {
		return nil, &value.Error{Code: value.ProcedureNotFound, Message: fmt.Sprintf("There is no procedure with the name `%s`.", p.Name)}
	}
	args, err := c.exprs(p.Args)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(procedure.Results))
	for i, field := range procedure.Results {
		names[i] = field.Name
	}
	columns, err := columnsOf(names, p.Columns)
	if procedure.Stream != nil {
		return func(*State) producer {
			return &procedureStream{plan: p, procedure: procedure, args: args, columns: columns}
		}, err
	}
	return func(*State) producer {
		return &procedureCall{plan: p, procedure: procedure, args: args, columns: columns}
	}, err
}

// columnsOf finds the places of the wanted columns among names.
func columnsOf(names, wanted []string) ([]int, error) {
	places := make([]int, len(wanted))
	for i, name := range wanted {
		places[i] = slices.Index(names, name)
		if places[i] < 0 {
			return nil, &value.Error{Code: value.SyntaxError, Message: fmt.Sprintf("There is no column `%s` to yield.", name)}
		}
	}
	return places, nil
}

func (p *procedureCall) begin(st *State, in *Batch, row int) error {
	args, err := valuesOf(p.args, st, in, row)
	if err != nil {
		return err
	}
	st.release(p.held)
	p.rows, p.held = p.rows[:0], 0
	return p.procedure.invoke(st, args, func(result []value.Value) error {
		if err := st.tick(); err != nil {
			return err
		}
		n := sizeOfAll(result)
		p.held += n
		p.rows = append(p.rows, slices.Clone(result))
		return st.hold(n)
	})
}

func (p *procedureCall) more(_ *State, out *expander) (bool, error) {
	if p.plan.Void {
		out.add()
		return true, nil
	}
	if len(p.rows) == 0 && p.plan.Optional {
		out.out.setNulls(out.add(), p.plan.Yield)
		return true, nil
	}
	for i := range p.rows {
		if out.room() == 0 {
			p.rows = p.rows[i:]
			return false, nil
		}
		row := out.add()
		for j, slot := range p.plan.Yield {
			out.out.SetValue(slot, row, p.rows[i][p.columns[j]])
		}
	}
	p.rows = p.rows[:0]
	return true, nil
}

func valuesOf(exprs []Expr, st *State, in *Batch, row int) ([]value.Value, error) {
	values := make([]value.Value, len(exprs))
	for i, expr := range exprs {
		var err error
		if values[i], err = expr(st, in, row); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// procedureStream produces the results of a procedure as they are taken, so
// that no more than a batch of them is held.
type procedureStream struct {
	plan      *plan.ProcedureCall
	procedure *Procedure
	args      []Expr
	columns   []int // of the results, for each that is yielded
	next      func() ([]value.Value, error)
	some      bool // there was a row
}

// streamBytes is how many bytes of results make a batch, about.
const streamBytes = 1 << 20

func (p *procedureStream) begin(st *State, in *Batch, row int) error {
	args, err := valuesOf(p.args, st, in, row)
	if err != nil {
		return err
	}
	if err := checkTypes(p.procedure.Name, p.procedure.Args, args); err != nil {
		return err
	}
	p.some = false
	p.next, err = p.procedure.Stream(st, args)
	return err
}

func (p *procedureStream) more(st *State, out *expander) (bool, error) {
	for bytes := 0; bytes < streamBytes && out.room() > 0; {
		if err := st.tick(); err != nil {
			return false, err
		}
		result, err := p.next()
		if err != nil {
			return false, err
		}
		if result == nil {
			if !p.some && p.plan.Optional {
				out.out.setNulls(out.add(), p.plan.Yield)
			}
			return true, nil
		}
		p.some = true
		bytes += sizeOfAll(result)
		row := out.add()
		for j, slot := range p.plan.Yield {
			out.out.SetValue(slot, row, result[p.columns[j]])
		}
	}
	return false, nil
}
