package exec

import (
	"strings"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// call compiles the call of a function.
func (t *translator) call(e *syntax.Call) (operand, error) {
	switch strings.ToLower(e.Name) {
	case "coalesce":
		return t.firstPresent(e)
	case "exists":
		if len(e.Args) == 1 && isPattern(e.Args[0]) {
			return t.operand(e.Args[0])
		}
	}
	f, found := t.registry.LookupFunction(e.Name)
	if !found {
		return operand{}, fail(value.SyntaxError, "Unknown function '%s'", e.Name)
	}
	if f.Call == nil {
		return operand{}, fail(value.SyntaxError, "Invalid use of aggregating function %s(...) in this context", f.Name)
	}
	if err := checkCount(f.Name, f.Args, f.Variadic, len(e.Args)); err != nil {
		return operand{}, err
	}
	args, err := t.operands(e.Args...)
	if err != nil {
		return operand{}, err
	}
	eval := called(f, args)
	if len(args) > 0 && (f.Pure || f.Textual && areTexts(args)) {
		return fold(eval, args...), nil
	}
	return varying(eval), nil
}

func areTexts(args []operand) bool {
	for _, arg := range args {
		if arg.value.Kind() != value.String {
			return false
		}
	}
	return true
}

// checkCount is an error where a call has too few or too many arguments.
func checkCount(name string, args []plan.Field, variadic bool, n int) error {
	required := 0
	for _, arg := range args {
		if arg.Default == "" {
			required++
		}
	}
	if n < required || n > len(args) && !variadic {
		return fail(value.SyntaxError, "Wrong number of arguments for '%s': got %d, expected %d to %d", name, n, required, len(args))
	}
	return nil
}

// called computes the arguments onto the statement's stack and calls f. They are
// f's until it returns.
func called(f *Function, args []operand) Expr {
	return func(st *State, b *Batch, row int) (value.Value, error) {
		if st == nil {
			st = &State{} // of a pure function, while the query is compiled
		}
		base := len(st.stack)
		v, err := f.applyTo(st, b, row, args)
		st.stack = st.stack[:base]
		return v, err
	}
}

// applyTo sees that the arguments have the types that f takes.
func (f *Function) applyTo(st *State, b *Batch, row int, args []operand) (value.Value, error) {
	base, null := len(st.stack), false
	for _, arg := range args {
		v, err := arg.eval(st, b, row)
		if err != nil {
			return value.Value{}, err
		}
		null = null || v.IsNull()
		st.stack = append(st.stack, v)
	}
	if null && f.NullIn {
		return value.Value{}, nil
	}
	values := st.stack[base:len(st.stack):len(st.stack)]
	if err := checkTypes(f.Name, f.Args, values); err != nil {
		if f.NullElse {
			err = nil
		}
		return value.Value{}, err
	}
	v, err := f.Call(st, values)
	if err == nil && v.Kind() == value.List && st.Context != nil { // none while the query is compiled
		err = st.worked(len(v.Items()))
	}
	return v, err
}

// invoke calls the procedure, once the arguments are seen to have the types
// that it takes.
func (p *Procedure) invoke(st *State, args []value.Value, yield func([]value.Value) error) error {
	if err := checkTypes(p.Name, p.Args, args); err != nil {
		return err
	}
	return p.Call(st, args, yield)
}

// checkTypes is an error where an argument has not the type of its field; the
// last field counts for all that follow.
func checkTypes(name string, fields []plan.Field, args []value.Value) error {
	for i, v := range args {
		field := &fields[min(i, len(fields)-1)]
		if !fits(v, field.Type) {
			return badInput(name, field.Text, v)
		}
	}
	return nil
}

// isPattern says whether exists(e) is e itself.
func isPattern(e syntax.Expr) bool {
	_, is := e.(*syntax.PatternPredicate)
	return is
}

// firstPresent compiles coalesce, which computes no more arguments than it needs.
func (t *translator) firstPresent(e *syntax.Call) (operand, error) {
	args, err := t.operands(e.Args...)
	if err != nil {
		return operand{}, err
	}
	return fold(func(st *State, b *Batch, row int) (value.Value, error) {
		for _, arg := range args {
			if v, err := arg.eval(st, b, row); err != nil || !v.IsNull() {
				return v, err
			}
		}
		return value.Value{}, nil
	}, args...), nil
}
