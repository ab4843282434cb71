package exec

import (
	"fmt"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// subplan compiles an expression that matches patterns: its plan is run for
// each row, for as long as its value is open.
func (t *translator) subplan(e syntax.Expr) (operand, error) {
	sub, planned := t.plan.Subplans[e]
	if !planned {
		return operand{}, fmt.Errorf("exec: no way to compile a %T", e)
	}
	switch e := e.(type) {
	case *syntax.PatternPredicate:
		return varying(anyRow(sub)), nil
	case *syntax.PatternComprehension:
		return varying(allRows(sub)), nil
	case *syntax.ShortestPathExpr:
		if e.Pattern.Shortest == syntax.AllShortestPaths {
			return varying(allRows(sub)), nil
		}
		return varying(firstRow(sub)), nil
	case *syntax.Subquery:
		switch e.Kind {
		case "EXISTS":
			return varying(anyRow(sub)), nil
		case "COUNT":
			return varying(rowCount(sub)), nil
		}
		return varying(allRows(sub)), nil
	}
	return operand{}, fmt.Errorf("exec: no way to compile a %T", e)
}

func anyRow(sub *plan.Subplan) Expr {
	return func(st *State, b *Batch, row int) (value.Value, error) {
		found := false
		err := st.runSubplan(sub, b, row, func(*Batch, int) (bool, error) {
			found = true
			return false, nil
		})
		return value.OfBool(found), err
	}
}

func rowCount(sub *plan.Subplan) Expr {
	return func(st *State, b *Batch, row int) (value.Value, error) {
		n := int64(0)
		err := st.runSubplan(sub, b, row, func(*Batch, int) (bool, error) {
			n++
			return true, nil
		})
		return value.OfInt(n), err
	}
}

func allRows(sub *plan.Subplan) Expr {
	return func(st *State, b *Batch, row int) (value.Value, error) {
		kept := st.newHeap()
		err := st.runSubplan(sub, b, row, func(result *Batch, row int) (bool, error) {
			return true, kept.add(st, result.Value(sub.Result, row))
		})
		return value.OfList(kept.items), err
	}
}

func firstRow(sub *plan.Subplan) Expr {
	return func(st *State, b *Batch, row int) (value.Value, error) {
		var first value.Value
		err := st.runSubplan(sub, b, row, func(result *Batch, row int) (bool, error) {
			first = result.Value(sub.Result, row)
			return false, nil
		})
		return first, err
	}
}
