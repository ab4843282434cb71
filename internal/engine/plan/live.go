package plan

import (
	"cmp"
	"maps"
	"slices"

	"corridor/internal/engine/syntax"
)

// slots is a set of slots by their place in the frame.
type slots map[int]Slot

func (s slots) add(all ...Slot) {
	for _, slot := range all {
		s[slot.Index] = slot
	}
}

func (s slots) remove(all ...Slot) {
	for _, slot := range all {
		delete(s, slot.Index)
	}
}

func (s slots) sorted() []Slot {
	return slices.SortedFunc(maps.Values(s), func(a, b Slot) int { return cmp.Compare(a.Index, b.Index) })
}

// liveness computes backwards what each operator must keep for later ones.
type liveness struct {
	plan *Plan
	done map[*Subplan]slots
}

func markLive(p *Plan) {
	l := &liveness{p, map[*Subplan]slots{}}
	l.visit(p.Root, slots{})
}

// visit marks op and what is before it. It gives what the argument must hold.
func (l *liveness) visit(op Operator, after slots) slots {
	for {
		op.Base().Live = after.sorted()
		in := op.Input()
		if in == nil {
			return after
		}
		after = l.before(op, after)
		op = in
	}
}

// before is what op needs of its input.
func (l *liveness) before(op Operator, after slots) slots {
	p := partsOf(op)
	need, own := maps.Clone(after), slots{}
	for _, s := range p.scalars {
		l.scalar(s, own)
	}
	for _, nested := range p.nested {
		result := slots{}
		if nested.carries {
			maps.Copy(result, after)
			maps.Copy(result, own)
			result.remove(nested.filled...)
			need = slots{} // all that follows passes through the nested plan
		}
		result.add(nested.result...)
		maps.Copy(own, l.visit(nested.root, result))
	}
	need.remove(p.writes...)
	own.add(p.reads...)
	own.remove(l.inside(op, p)...)
	maps.Copy(need, own)
	return need
}

// inside are the slots that op itself fills before it reads them.
func (l *liveness) inside(op Operator, p *parts) []Slot {
	switch op.(type) {
	case *Merge, *Create, *Foreach, *VarExpand, *ShortestPaths:
		return p.writes
	}
	return nil
}

// scalar adds the slots that an expression reads. A name that an expression
// binds itself is looked up in the scope as well, which at worst keeps a slot
// alive that nobody reads.
func (l *liveness) scalar(s Scalar, to slots) {
	found, locals := slots{}, slots{}
	l.expr(s.Expr, s.Scope, found, locals)
	found.remove(locals.sorted()...)
	maps.Copy(to, found)
}

func (l *liveness) expr(root syntax.Node, scope *Scope, found, locals slots) {
	syntax.Walk(root, func(n syntax.Node) bool {
		e, ok := n.(syntax.Expr)
		if !ok {
			return true
		}
		if slot, ok := scope.computed(e); ok {
			found.add(slot)
			return false
		}
		if v, ok := e.(*syntax.Variable); ok {
			if slot, ok := scope.Variables[v.Name]; ok {
				found.add(slot)
			}
		}
		locals.add(l.plan.Locals[e]...)
		if sub := l.plan.Subplans[e]; sub != nil {
			maps.Copy(found, l.subplan(sub))
			return false
		}
		return true
	})
}

// subplan marks the plan of an expression, once.
func (l *liveness) subplan(sub *Subplan) slots {
	if need, ok := l.done[sub]; ok {
		return need
	}
	result := slots{}
	if sub.Result != (Slot{}) {
		result.add(sub.Result)
	}
	l.done[sub] = l.visit(sub.Root, result)
	return l.done[sub]
}
