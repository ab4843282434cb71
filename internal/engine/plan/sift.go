package plan

import "corridor/internal/engine/syntax"

// SiftCondition is what a scan itself asks of a property of its node.
type SiftCondition struct {
	Key   string
	Op    syntax.Op // a comparison or a test of texts
	Value Scalar    // which reads nothing of the node
	// Condition is all of it, as it was written.
	Condition syntax.Expr
}

// sift moves conditions from a Filter into the scan below it, which tests whole
// columns at once: comparisons of a property with what the scan can know
// before it begins.
func sift(p *Plan) {
	chains(p, func(last Operator, _ bool) {
		for op := last; op != nil; op = op.Input() {
			in := op.Input()
			filter, ok := in.(*Filter)
			if !ok {
				continue
			}
			scan, where := scanOf(filter.In)
			if scan == nil || !siftInto(filter, scan, where) {
				continue
			}
			filter.In.Base().Rows = filter.Rows
			if len(filter.Predicates) == 0 {
				op.Base().In = filter.In
			}
		}
	})
}

// scanOf is the node that op scans for, and where its conditions go.
func scanOf(op Operator) (*Slot, *[]SiftCondition) {
	switch op := op.(type) {
	case *AllNodesScan:
		return &op.Node, &op.Where
	case *NodeByLabelScan:
		return &op.Node, &op.Where
	}
	return nil, nil
}

// siftInto moves what can be moved, and says whether there was anything.
func siftInto(filter *Filter, node *Slot, where *[]SiftCondition) bool {
	var kept []Scalar
	for _, s := range filter.Predicates {
		if c, ok := sifted(s, node.Index); ok {
			*where = append(*where, c)
		} else {
			kept = append(kept, s)
		}
	}
	filter.Predicates = kept
	return len(*where) > 0
}

// sifted reads a predicate as a condition of the scan for node.
func sifted(s Scalar, node int) (SiftCondition, bool) {
	b, ok := s.Expr.(*syntax.Binary)
	if !ok {
		return SiftCondition{}, false
	}
	sides := [][2]syntax.Expr{{b.X, b.Y}, {b.Y, b.X}}
	for i, op := range []syntax.Op{b.Op, swapped(b.Op)} {
		property, ok := sides[i][0].(*syntax.Property)
		if !ok || !siftable(op) || !constant(sides[i][1]) {
			continue
		}
		if _, done := s.Scope.computed(property); done {
			continue
		}
		if of, ok := property.Of.(*syntax.Variable); ok {
			if slot, ok := s.Scope.Variables[of.Name]; ok && slot.Index == node {
				return SiftCondition{property.Key, op, Scalar{sides[i][1], s.Scope}, b}, true
			}
		}
	}
	return SiftCondition{}, false
}

// swapped is op with its sides the other way round; -1 where there is none.
func swapped(op syntax.Op) syntax.Op {
	if other, ok := mirrored(op); ok {
		return other
	}
	return -1
}

func siftable(op syntax.Op) bool {
	switch op {
	case syntax.Equal, syntax.Less, syntax.LessEqual, syntax.Greater, syntax.GreaterEqual,
		syntax.StartsWith, syntax.EndsWith, syntax.Contains:
		return true
	}
	return false
}

// constant says whether e is the same for all rows and cannot fail.
func constant(e syntax.Expr) bool {
	switch e.(type) {
	case *syntax.Boolean, *syntax.Integer, *syntax.Float, *syntax.String, *syntax.Parameter:
		return true
	}
	return false
}

// labelEnds moves the tests of labels from a Filter into the scan of
// relationships below it. There an end that nothing else asks for need not even
// be looked up where its label is implied.
func labelEnds(p *Plan) {
	chains(p, func(last Operator, _ bool) {
		for op := last; op != nil; op = op.Input() {
			filter, ok := op.Input().(*Filter)
			if !ok {
				continue
			}
			scan, ok := filter.In.(*RelationshipScan)
			if !ok || scan.Bound || scan.Sought != nil || !filter.labelEnds(scan) {
				continue
			}
			scan.Rows = filter.Rows
			if len(filter.Predicates) == 0 {
				op.Base().In = scan
			}
		}
	})
}

// labelEnds moves what can be moved, and says whether there was anything.
func (f *Filter) labelEnds(scan *RelationshipScan) bool {
	var kept []Scalar
	for _, s := range f.Predicates {
		node, label, ok := labelOf(s)
		if ok && (node.Index == scan.From.Index || node.Index == scan.To.Index) {
			scan.Labels = append(scan.Labels, EndLabel{node, label})
		} else {
			kept = append(kept, s)
		}
	}
	f.Predicates = kept
	return len(scan.Labels) > 0
}

// labelOf reads a predicate as a test of whether a node has a label.
func labelOf(s Scalar) (node Slot, label string, ok bool) {
	name, label, ok := labelTest(s.Expr)
	if !ok {
		return Slot{}, "", false
	}
	if _, done := s.Scope.computed(s.Expr); done {
		return Slot{}, "", false
	}
	node, ok = s.Scope.Variables[name]
	return node, label, ok && node.Kind == NodeSlot
}
