package exec

import (
	"slices"
	"sync/atomic"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// labelTest says whether an entity has the labels, or the type, of a label expression.
type labelTest func(st *State, b *Batch, row int, entity value.Value) (bool, error)

// hasLabels compiles x:labels.
func (t *translator) hasLabels(e *syntax.HasLabels) (operand, error) {
	x, err := t.operand(e.X)
	if err != nil {
		return operand{}, err
	}
	test, err := t.labelTest(e.Labels)
	if err != nil {
		return operand{}, err
	}
	return varying(func(st *State, b *Batch, row int) (value.Value, error) {
		v, err := x.eval(st, b, row)
		if err != nil || v.IsNull() {
			return value.Value{}, err
		}
		if v.Kind() != value.Node && v.Kind() != value.Relationship {
			return value.Value{}, typeError("Type mismatch: expected a Node or a Relationship but was %s", value.TypeName(v))
		}
		has, err := test(st, b, row, v)
		return value.OfBool(has), err
	}), nil
}

func (t *translator) labelTest(l syntax.LabelExpr) (labelTest, error) {
	switch l := l.(type) {
	case *syntax.LabelName:
		if l.Dynamic != nil {
			return t.dynamicLabelTest(l)
		}
		return nameTest(&labelOf{name: l.Name}), nil
	case *syntax.LabelWildcard:
		return func(st *State, _ *Batch, _ int, v value.Value) (bool, error) {
			return v.Kind() == value.Relationship || len(st.View.NodeLabels(storage.ID(v.ID()))) > 0, nil
		}, nil
	case *syntax.LabelNot:
		x, err := t.labelTest(l.X)
		return func(st *State, b *Batch, row int, v value.Value) (bool, error) {
			has, err := x(st, b, row, v)
			return !has, err
		}, err
	}
	both := l.(*syntax.LabelBinary)
	x, err := t.labelTest(both.X)
	if err != nil {
		return nil, err
	}
	y, err := t.labelTest(both.Y)
	return func(st *State, b *Batch, row int, v value.Value) (bool, error) {
		has, err := x(st, b, row, v)
		if err != nil || has == both.Or {
			return has, err
		}
		return y(st, b, row, v)
	}, err
}

// labelOf is a label or type by name; the number of a label is kept as keyOf
// keeps a key's.
type labelOf struct {
	name  string
	label atomic.Int64 // one more than the number
}

// on says whether an entity has the label, or the type, of that name.
func (l *labelOf) on(st *State, v value.Value) bool {
	id := storage.ID(v.ID())
	if v.Kind() == value.Relationship {
		_, _, t := st.View.Ends(id)
		number, known := st.View.Type(l.name)
		return known && number == t
	}
	number, known := l.number(st)
	return known && st.View.HasLabel(id, number)
}

// number is that of the label.
func (l *labelOf) number(st *State) (storage.Label, bool) {
	if n := l.label.Load(); n > 0 {
		return storage.Label(n - 1), true
	}
	number, known := st.View.Label(l.name)
	if known && st.Tx == nil {
		l.label.Store(int64(number) + 1)
	}
	return number, known
}

func nameTest(l *labelOf) labelTest {
	return func(st *State, _ *Batch, _ int, v value.Value) (bool, error) {
		st.Hits++
		return l.on(st, v), nil
	}
}

// dynamicLabelTest is that of $(names): all of them or, with $any(names), one.
func (t *translator) dynamicLabelTest(l *syntax.LabelName) (labelTest, error) {
	names, err := t.operand(l.Dynamic)
	return func(st *State, b *Batch, row int, v value.Value) (bool, error) {
		wanted, err := labelNames(names.eval, st, b, row)
		if err != nil {
			return false, err
		}
		has := func(name string) bool { return (&labelOf{name: name}).on(st, v) }
		if l.Any {
			return slices.ContainsFunc(wanted, has), nil
		}
		return !slices.ContainsFunc(wanted, func(name string) bool { return !has(name) }), nil
	}, err
}

// labelNames are the names that a dynamic label or type stands for.
func labelNames(x Expr, st *State, b *Batch, row int) ([]string, error) {
	v, err := x(st, b, row)
	if err != nil {
		return nil, err
	}
	names, ok := textsOf(v)
	if !ok {
		return nil, typeError("A label or relationship type must be a String or a List of Strings, got: %s", describe(v))
	}
	for _, name := range names {
		if err := validName(name); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// CompileNames gives the names of a label or type that is written with a name
// or, as $(expression), computed.
func CompileNames(p *plan.Plan, r *Registry, sc *plan.Scope, l *syntax.LabelName) (func(st *State, b *Batch, row int) ([]string, error), error) {
	if l.Dynamic == nil {
		names := []string{l.Name}
		return func(*State, *Batch, int) ([]string, error) { return names, nil }, nil
	}
	x, err := Compile(p, r, sc, l.Dynamic)
	return func(st *State, b *Batch, row int) ([]string, error) { return labelNames(x, st, b, row) }, err
}
