package exec

import "corridor/internal/engine/plan"

// subplanRun is the plan of an expression, made once for an execution and
// begun anew for each row that the expression is evaluated for.
type subplanRun struct {
	arg  *argument
	root operator
}

// runSubplan runs the plan of an expression for one row of b, and gives each
// row of its result to each until that one wants no more.
func (st *State) runSubplan(sub *plan.Subplan, b *Batch, row int, each func(*Batch, int) (more bool, err error)) error {
	if err := st.enter(); err != nil {
		return err
	}
	defer st.leave()
	run := st.subplans[sub]
	if run == nil {
		run = &subplanRun{arg: &argument{batch: newBatch(len(st.Plan.Slots))}}
		run.root = st.program.subplans[sub](st, run.arg)
		st.subplans[sub] = run
	}
	run.arg.batch.Len = 1
	run.arg.batch.copyRow(0, b, row, st.Plan.Slots)
	run.root.reset()
	for {
		result, err := run.root.next(st)
		if err != nil || result == nil {
			return err
		}
		for i := range result.Len {
			if more, err := each(result, i); err != nil || !more {
				return err
			}
		}
	}
}
