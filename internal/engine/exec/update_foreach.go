package exec

import (
	"corridor/internal/engine/plan"
)

// foreach runs its body for each item of a list, and gives the input's row.
type foreach struct {
	nested
	list     Expr
	variable plan.Slot
}

func (c *compiler) foreach(p *plan.Foreach) (maker, error) {
	made, err := c.nested(p, p.Body)
	if err != nil {
		return nil, err
	}
	list, err := c.expr(p.List)
	return func(st *State, arg *argument) operator {
		return &foreach{nested: made(st, arg), list: list, variable: p.Variable}
	}, err
}

func (f *foreach) next(st *State) (*Batch, error) {
	b, err := f.in.next(st)
	if err != nil || b == nil {
		return nil, err
	}
	for row := range b.Len {
		v, err := f.list(st, b, row)
		if err != nil {
			return nil, err
		}
		for _, item := range listOf(v) {
			f.runOn(b, row)
			f.arg.batch.SetValue(f.variable, 0, item)
			if err := f.drain(st); err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

// drain runs the right side to its end.
func (n *nested) drain(st *State) error {
	for {
		if err := st.tick(); err != nil {
			return err
		}
		if b, err := n.right.next(st); err != nil || b == nil {
			return err
		}
	}
}
