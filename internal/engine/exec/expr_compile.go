package exec

import (
	"fmt"
	"maps"
	"slices"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// Compile makes a closure of an expression that stands in scope sc of p. What
// is the same for every row is computed once, here.
func Compile(p *plan.Plan, r *Registry, sc *plan.Scope, e syntax.Expr) (Expr, error) {
	x, err := newTranslator(p, r, sc).operand(e)
	return x.eval, err
}

// CompileColumn is Compile for an operator that wants whole columns.
func CompileColumn(p *plan.Plan, r *Registry, sc *plan.Scope, e syntax.Expr) (ColumnExpr, error) {
	x, err := newTranslator(p, r, sc).operand(e)
	return ColumnExpr{x.eval, x.column, x.integers}, err
}

// operand is a compiled expression, with its value where that is known already.
type operand struct {
	eval     Expr
	fixed    bool
	value    value.Value
	column   columnFunc   // nil where it is computed row by row
	integers integersFunc // nil where it is not computed so
}

// fixed is an operand that always has the value v.
func fixed(v value.Value) operand {
	return operand{eval: func(*State, *Batch, int) (value.Value, error) { return v, nil }, fixed: true, value: v}
}

func varying(eval Expr) operand { return operand{eval: eval} }

// fold is an operand that eval makes of inputs, and of nothing else: it is
// computed at once where they are known. What fails then is left to fail when
// the query runs.
func fold(eval Expr, inputs ...operand) operand {
	for _, in := range inputs {
		if !in.fixed {
			return varying(eval)
		}
	}
	v, err := eval(nil, nil, 0)
	if err != nil {
		return varying(eval)
	}
	return fixed(v)
}

// translator compiles the expressions of one scope.
type translator struct {
	plan     *plan.Plan
	registry *Registry
	scope    *plan.Scope
	// locals are the names that expressions around this one have introduced;
	// what is computed already knows nothing of them.
	locals []string
	// subject is where the subject of the CASE around stands.
	subject plan.Slot
}

func newTranslator(p *plan.Plan, r *Registry, sc *plan.Scope) *translator {
	if sc == nil {
		sc = &plan.Scope{}
	}
	return &translator{plan: p, registry: r, scope: sc}
}

// with is t where names also stand for slots.
func (t *translator) with(names []string, slots []plan.Slot) *translator {
	inner := *t
	inner.scope = &plan.Scope{Variables: maps.Clone(t.scope.Variables), Computed: t.scope.Computed}
	if inner.scope.Variables == nil {
		inner.scope.Variables = map[string]plan.Slot{}
	}
	for i, name := range names {
		inner.scope.Variables[name] = slots[i]
	}
	inner.locals = append(slices.Clone(t.locals), names...)
	return &inner
}

// operand compiles e.
func (t *translator) operand(e syntax.Expr) (operand, error) {
	if slot, found := t.computed(e); found {
		return slotOperand(slot), nil
	}
	switch e := e.(type) {
	case *syntax.Null, *syntax.Boolean, *syntax.Integer, *syntax.Float, *syntax.String:
		return fixed(literal(e)), nil
	case *syntax.Parameter:
		return parameter(e.Name), nil
	case *syntax.Variable:
		slot, found := t.scope.Variables[e.Name]
		if !found {
			return operand{}, fail(value.SyntaxError, "Variable `%s` not defined", e.Name)
		}
		return slotOperand(slot), nil
	case *syntax.CaseSubject:
		return slotOperand(t.subject), nil
	case *syntax.Unary:
		return t.unary(e)
	case *syntax.Binary:
		return t.binary(e)
	case *syntax.Chain:
		return t.chain(e)
	case *syntax.Call:
		return t.call(e)
	case *syntax.HasLabels:
		return t.hasLabels(e)
	case *syntax.CountStar:
		return operand{}, fail(value.SyntaxError, "Invalid use of aggregating function count(...) in this context")
	}
	return t.access(e)
}

// access compiles what takes values apart or puts them together.
func (t *translator) access(e syntax.Expr) (operand, error) {
	switch e := e.(type) {
	case *syntax.Property:
		return t.property(e)
	case *syntax.Index:
		return t.index(e)
	case *syntax.Slice:
		return t.slice(e)
	case *syntax.ListLiteral:
		return t.listLiteral(e)
	case *syntax.MapLiteral:
		return t.mapLiteral(e)
	case *syntax.MapProjection:
		return t.mapProjection(e)
	case *syntax.IsNull:
		return t.isNull(e)
	case *syntax.IsTyped:
		return t.isTyped(e)
	case *syntax.IsNormalized:
		return t.isNormalized(e)
	case *syntax.Case:
		return t.caseOf(e)
	case *syntax.ListComprehension:
		return t.comprehension(e)
	case *syntax.Quantifier:
		return t.quantifier(e)
	case *syntax.Reduce:
		return t.reduce(e)
	}
	return t.subplan(e)
}

// operands compiles several expressions.
func (t *translator) operands(exprs ...syntax.Expr) ([]operand, error) {
	made := make([]operand, len(exprs))
	for i, e := range exprs {
		var err error
		if made[i], err = t.operand(e); err != nil {
			return nil, err
		}
	}
	return made, nil
}

// localSlots are the slots of the n names that e brings with it.
func (t *translator) localSlots(e syntax.Expr, n int) ([]plan.Slot, error) {
	slots := t.plan.Locals[e]
	if len(slots) != n {
		return nil, fmt.Errorf("exec: a %T has %d slots, not %d", e, len(slots), n)
	}
	return slots, nil
}

// computed is the slot that holds e already. It may not if e speaks of a name
// that means something else here.
func (t *translator) computed(e syntax.Expr) (plan.Slot, bool) {
	if len(t.scope.Computed) == 0 {
		return plan.Slot{}, false
	}
	switch e.(type) {
	case *syntax.Null, *syntax.Boolean, *syntax.Integer, *syntax.Float, *syntax.String, *syntax.Parameter:
		return plan.Slot{}, false
	}
	if !t.mayBeComputed(e) {
		return plan.Slot{}, false
	}
	slot, found := t.scope.Computed[syntax.PrintExpr(e)]
	return slot, found && !t.mentionsLocal(e)
}

// mayBeComputed is false for an expression with more parts than the longest
// one that is computed has characters: a long chain of operators is not printed
// again for each of its parts.
func (t *translator) mayBeComputed(e syntax.Expr) bool {
	longest, parts := 0, 0
	for text := range t.scope.Computed {
		longest = max(longest, len(text))
	}
	syntax.Walk(e, func(syntax.Node) bool {
		parts++
		return parts <= longest
	})
	return parts <= longest
}

func (t *translator) mentionsLocal(e syntax.Expr) bool {
	mentioned := false
	syntax.Walk(e, func(n syntax.Node) bool {
		if v, is := n.(*syntax.Variable); is && slices.Contains(t.locals, v.Name) {
			mentioned = true
		}
		return !mentioned && len(t.locals) > 0
	})
	return mentioned
}

func slotOperand(s plan.Slot) operand {
	x := varying(func(_ *State, b *Batch, row int) (value.Value, error) { return b.Value(s, row), nil })
	if s.Kind == plan.ValueSlot {
		x.column = slotValues(s)
	}
	return x
}

func literal(e syntax.Expr) value.Value {
	switch e := e.(type) {
	case *syntax.Boolean:
		return value.OfBool(e.Value)
	case *syntax.Integer:
		return value.OfInt(e.Value)
	case *syntax.Float:
		return value.OfFloat(e.Value)
	case *syntax.String:
		return value.OfString(e.Value)
	}
	return value.Value{}
}

func parameter(name string) operand {
	return varying(func(st *State, _ *Batch, _ int) (value.Value, error) {
		if v, given := st.Params[name]; given {
			return v, nil
		}
		return value.Value{}, fail(value.ParameterMissing, "Expected parameter(s): %s", name)
	})
}
