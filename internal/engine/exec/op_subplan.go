package exec

import (
	"corridor/internal/engine/plan"
)

// runSubplan runs the plan of an expression for one row of b, and gives each
// row of its result to each until that one wants no more.
func (st *State) runSubplan(sub *plan.Subplan, b *Batch, row int, each func(*Batch, int) (more bool, err error)) error {
	if err := st.enter(); err != nil {
		return err
	}
	defer st.leave()
	return nil
}
