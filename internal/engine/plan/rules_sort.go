package plan

import "corridor/internal/engine/syntax"

// inIndexOrder leaves out a Sort by the property that a seek goes along, or lets
// it sort only what is equal in that. Every operator between passes rows on as
// they come. Only the chain of the whole query is looked at: below an Apply a
// seek begins anew for each of many rows.
func inIndexOrder(p *Plan) {
	for op := p.Root; op != nil; op = op.Input() {
		sort, ok := op.Input().(*Sort)
		if !ok || len(sort.Keys) == 0 {
			continue
		}
		seek := alongside(sort)
		if seek == nil {
			continue
		}
		seek.Backwards = sort.Keys[0].Descending
		if sort.Ordered = 1; len(sort.Keys) == 1 {
			op.Base().In = sort.In
		}
	}
}

// alongside is the seek below sort whose rows come in the order of its first
// key; nil where there is none.
func alongside(sort *Sort) *NodeIndexSeek {
	by := sortedBy{slot: sort.Keys[0].Slot.Index}
	for op := sort.In; op != nil; op = op.Input() {
		switch op := op.(type) {
		case *Project:
			if !by.through(op) {
				return nil
			}
		case *Expand:
			if op.Into {
				return nil
			}
		case *NodeIndexSeek:
			if by.key != "" && op.Node.Index == by.slot {
				return op.ordered(by.key)
			}
		case *Filter, *Distinct, *PathProjection, *VarExpand, *Unwind, *Semi, *AllNodesScan, *NodeByLabelScan, *NodeByIDSeek:
		default:
			return nil
		}
	}
	return nil
}

// ordered is op where it goes along an index on key for one row.
func (op *NodeIndexSeek) ordered(key string) *NodeIndexSeek {
	if _, once := op.Common.In.(*Argument); !once || op.Kind != "RANGE" || len(op.Equal) > 0 || op.Properties[0] != key {
		return nil
	}
	return op
}

// sortedBy is what rows are sorted by: the value in a slot or, once key is
// known, that property of the node in it.
type sortedBy struct {
	slot int
	key  string
}

// through follows what is sorted by to before a projection; false where it is
// neither a property nor another name of one.
func (by *sortedBy) through(op *Project) bool {
	for _, item := range op.Items {
		if item.To.Index != by.slot {
			continue
		}
		e := item.Expr
		if property, ok := e.(*syntax.Property); ok && by.key == "" {
			by.key, e = property.Key, property.Of
		}
		slot, ok := variableSlot(e, item.Scope)
		if !ok || by.key != "" && slot.Kind != NodeSlot {
			return false
		}
		by.slot = slot.Index
		return true
	}
	return true
}
