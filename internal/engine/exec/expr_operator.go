package exec

import (
	"strings"

	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// operators are the binary operators that compute one value of two. AND, OR
// and XOR, IN and =~ are compiled in ways of their own.
var operators = map[syntax.Op]func(a, b value.Value) (value.Value, error){
	syntax.Add:          value.Add,
	syntax.Subtract:     value.Subtract,
	syntax.Multiply:     value.Multiply,
	syntax.Divide:       value.Divide,
	syntax.Modulo:       value.Modulo,
	syntax.Power:        value.Power,
	syntax.Concatenate:  concatenate,
	syntax.Equal:        ternary(value.Equal),
	syntax.NotEqual:     ternary(func(a, b value.Value) value.Ternary { return value.Equal(a, b).Not() }),
	syntax.Less:         ternary(value.Less),
	syntax.LessEqual:    ternary(value.LessOrEqual),
	syntax.Greater:      ternary(value.Greater),
	syntax.GreaterEqual: ternary(value.GreaterOrEqual),
	syntax.StartsWith:   ofText(strings.HasPrefix),
	syntax.EndsWith:     ofText(strings.HasSuffix),
	syntax.Contains:     ofText(strings.Contains),
}

func ternary(f func(a, b value.Value) value.Ternary) func(a, b value.Value) (value.Value, error) {
	return func(a, b value.Value) (value.Value, error) { return f(a, b).Value(), nil }
}

// ofText is an operator on two texts, null where one operand is something else.
func ofText(f func(s, part string) bool) func(a, b value.Value) (value.Value, error) {
	return func(a, b value.Value) (value.Value, error) {
		if a.Kind() != value.String || b.Kind() != value.String {
			return value.Value{}, nil
		}
		return value.OfBool(f(a.Text(), b.Text())), nil
	}
}

// concatenate is a || b, of two texts or two lists.
func concatenate(a, b value.Value) (value.Value, error) {
	if a.IsNull() || b.IsNull() {
		return value.Value{}, nil
	}
	if a.Kind() != b.Kind() || a.Kind() != value.String && a.Kind() != value.List {
		return value.Value{}, typeError("Cannot concatenate `%s` and `%s`", value.TypeName(a), value.TypeName(b))
	}
	return value.Add(a, b)
}

func (t *translator) binary(e *syntax.Binary) (operand, error) {
	both, err := t.operands(e.X, e.Y)
	if err != nil {
		return operand{}, err
	}
	x, y := both[0], both[1]
	switch e.Op {
	case syntax.And:
		return fold(conjunction(x.eval, y.eval, value.False), x, y), nil
	case syntax.Or:
		return fold(conjunction(x.eval, y.eval, value.True), x, y), nil
	case syntax.Xor:
		return fold(exclusive(x.eval, y.eval), x, y), nil
	case syntax.In:
		return fold(membership(x.eval, y), x, y), nil
	case syntax.Matches:
		return fold(matching(x.eval, y.eval), x, y), nil
	}
	if e.Op == syntax.Add || e.Op == syntax.Concatenate {
		return fold(joined(operators[e.Op], x, y), x, y), nil
	}
	return fold(applied(operators[e.Op], x, y), x, y), nil
}

// applied computes f; an operand that is known is not asked for again.
func applied(f func(a, b value.Value) (value.Value, error), x, y operand) Expr {
	if y.fixed {
		return func(st *State, b *Batch, row int) (value.Value, error) {
			v, err := x.eval(st, b, row)
			if err != nil {
				return value.Value{}, err
			}
			return f(v, y.value)
		}
	}
	return func(st *State, b *Batch, row int) (value.Value, error) {
		v, err := x.eval(st, b, row)
		if err != nil {
			return value.Value{}, err
		}
		w, err := y.eval(st, b, row)
		if err != nil {
			return value.Value{}, err
		}
		return f(v, w)
	}
}

// truth is v as a truth value; only booleans and null are one.
func truth(v value.Value) (value.Ternary, error) {
	switch v.Kind() {
	case value.Null:
		return value.Unknown, nil
	case value.Boolean:
		return value.TernaryOf(v.Bool()), nil
	}
	return value.Unknown, typeError("Type mismatch: expected a Boolean but was %s", value.TypeName(v))
}

// test is what x says of a row.
func (x Expr) test(st *State, b *Batch, row int) (value.Ternary, error) {
	v, err := x(st, b, row)
	if err != nil {
		return value.Unknown, err
	}
	return truth(v)
}

// conjunction is AND where deciding is false, OR where it is true: one operand
// with that value decides, and the second is not looked at if the first does.
func conjunction(x, y Expr, deciding value.Ternary) Expr {
	return func(st *State, b *Batch, row int) (value.Value, error) {
		first, err := x.test(st, b, row)
		if err != nil || first == deciding {
			return first.Value(), err
		}
		second, err := y.test(st, b, row)
		if err != nil || second == deciding || first != value.Unknown {
			return second.Value(), err
		}
		return value.Value{}, nil
	}
}

func exclusive(x, y Expr) Expr {
	return func(st *State, b *Batch, row int) (value.Value, error) {
		first, err := x.test(st, b, row)
		if err != nil {
			return value.Value{}, err
		}
		second, err := y.test(st, b, row)
		if err != nil || first == value.Unknown || second == value.Unknown {
			return value.Value{}, err
		}
		return value.OfBool(first != second), nil
	}
}

func (t *translator) unary(e *syntax.Unary) (operand, error) {
	x, err := t.operand(e.X)
	if err != nil {
		return operand{}, err
	}
	switch e.Op {
	case syntax.Not:
		return fold(func(st *State, b *Batch, row int) (value.Value, error) {
			v, err := x.eval.test(st, b, row)
			return v.Not().Value(), err
		}, x), nil
	case syntax.Subtract:
		return fold(mapped(x.eval, value.Negate), x), nil
	}
	return fold(mapped(x.eval, positive), x), nil
}

// mapped is f of x.
func mapped(x Expr, f func(value.Value) (value.Value, error)) Expr {
	return func(st *State, b *Batch, row int) (value.Value, error) {
		v, err := x(st, b, row)
		if err != nil {
			return value.Value{}, err
		}
		return f(v)
	}
}

func positive(v value.Value) (value.Value, error) {
	if v.IsNull() || fitsNumber(v) || v.Kind() == value.Duration {
		return v, nil
	}
	return value.Value{}, typeError("Type mismatch: expected a number but was %s", value.TypeName(v))
}

// chain compiles a < b <= c: each pair is compared, each operand computed once,
// and the comparisons are joined by AND.
func (t *translator) chain(e *syntax.Chain) (operand, error) {
	parts, err := t.operands(e.Operands...)
	if err != nil {
		return operand{}, err
	}
	return fold(func(st *State, b *Batch, row int) (value.Value, error) {
		result := value.True
		left, err := parts[0].eval(st, b, row)
		for i := 0; i < len(e.Ops) && err == nil; i++ {
			var right, compared value.Value
			if right, err = parts[i+1].eval(st, b, row); err != nil {
				break
			}
			if compared, err = operators[e.Ops[i]](left, right); err != nil {
				break
			}
			if compared.IsNull() {
				result = value.Unknown
			} else if !compared.Bool() {
				return compared, nil
			}
			left = right
		}
		return result.Value(), err
	}, parts...), nil
}

func (t *translator) isNull(e *syntax.IsNull) (operand, error) {
	x, err := t.operand(e.X)
	if err != nil {
		return operand{}, err
	}
	return fold(mapped(x.eval, func(v value.Value) (value.Value, error) {
		return value.OfBool(v.IsNull() != e.Not), nil
	}), x), nil
}

func (t *translator) isNormalized(e *syntax.IsNormalized) (operand, error) {
	x, err := t.operand(e.X)
	if err != nil {
		return operand{}, err
	}
	form, err := normalForm(e.Form)
	if err != nil {
		return operand{}, err
	}
	return fold(mapped(x.eval, func(v value.Value) (value.Value, error) {
		if v.Kind() != value.String {
			return value.Value{}, nil
		}
		return value.OfBool(form.IsNormalString(v.Text()) != e.Not), nil
	}), x), nil
}
