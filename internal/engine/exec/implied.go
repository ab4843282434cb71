package exec

import (
	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
)

// way is the way on which an operator found a node: at one end of
// relationships of these types.
type way struct {
	types []string
	end   storage.Direction // Outgoing: the node is where they start
}

// implies says whether every relationship of the types has a node with the label
// at that end in this state, so that nobody need ask for it.
func (a *way) implies(view *storage.View, label string) bool {
	l, known := view.Label(label)
	if !known {
		return false
	}
	for _, name := range a.types {
		t, known := view.Type(name)
		start := a.end == storage.Outgoing
		if known && view.RelationshipsBetween(l, !start, t, l, start) < view.RelationshipsOfType(t) {
			return false
		}
	}
	return true
}

// surely says whether what is found on this way has the label, in a statement
// that does not write; nil is no way that tells anything.
func (a *way) surely(st *State, label string) bool {
	return a != nil && st.Tx == nil && a.implies(st.View, label)
}

// wayTo finds the way on which the node of a slot was found, nil where it
// was another one than along relationships of named types.
func wayTo(op plan.Operator, node plan.Slot) *way {
	for ; op != nil; op = op.Input() {
		switch op := op.(type) {
		case *plan.Expand:
			if op.To.Index == node.Index {
				return wayAlong(op.Types, op.Direction, op.Into)
			}
		case *plan.RelationshipScan:
			switch node.Index {
			case op.From.Index:
				return wayAlong(op.Types, op.Direction.Reversed(), op.Bound)
			case op.To.Index:
				return wayAlong(op.Types, op.Direction, op.Bound)
			}
		case *plan.Filter:
		default:
			return nil
		}
	}
	return nil
}

func wayAlong(types plan.Types, walked syntax.Direction, bound bool) *way {
	switch {
	case len(types.Names) == 0 || bound || walked == syntax.Both:
		return nil
	case walked == syntax.Outgoing:
		return &way{types.Names, storage.Incoming}
	}
	return &way{types.Names, storage.Outgoing}
}
