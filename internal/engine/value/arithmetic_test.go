package value

import (
	"math"
	"testing"
)

func TestArithmetic(t *testing.T) {
	tests := []struct {
		a    any
		by   string
		b    any
		want string // as Print has it
	}{
		{1, "+", 2, "3"},
		{1, "+", 2.5, "3.5"},
		{1, "+", nil, "null"},
		{nil, "+", list(1), "null"},
		{list(1), "+", nil, "null"},
		{"a", "+", "b", "'ab'"},
		{"a", "+", 1, "'a1'"},
		{1.5, "+", "a", "'1.5a'"},
		{"a", "+", true, "'atrue'"},
		{"a", "+", read(Date, "2020-01-01"), "'a2020-01-01'"},
		{list(1), "+", list(2, "x"), "[1, 2, 'x']"},
		{list(1), "+", 2, "[1, 2]"},
		{2, "+", list(1), "[2, 1]"},
		{list(1), "+", list(nil), "[1, null]"},
		{list(), "+", record("a", 1), "[{a: 1}]"},
		{5, "-", 7, "-2"},
		{5, "-", 0.5, "4.5"},
		{math.MinInt64, "-", 0, "-9223372036854775808"},
		{6, "*", 7, "42"},
		{math.MinInt64, "*", 1, "-9223372036854775808"},
		{7, "/", 2, "3"},
		{-7, "/", 2, "-3"},
		{7, "/", 2.0, "3.5"},
		{1.0, "/", 0, "Infinity"},
		{0.0, "/", 0, "NaN"},
		{7, "%", -3, "1"},
		{-7, "%", 3, "-1"},
		{5.5, "%", 2, "1.5"},
		{math.MinInt64, "%", -1, "0"},
		{2, "^", 3, "8.0"},
		{4, "^", 0.5, "2.0"},
		{1, "^", math.NaN(), "NaN"},
		{nil, "^", 1, "null"},
		{nil, "%", "a", "null"},
	}
	operations := operationsByName()
	for _, test := range tests {
		got, err := operations[test.by](of(test.a), of(test.b))
		if err != nil || Print(got) != test.want {
			t.Errorf("%s %s %s is %s (%v), want %s", Print(of(test.a)), test.by, Print(of(test.b)), Print(got), err, test.want)
		}
	}
}

func operationsByName() map[string]func(a, b Value) (Value, error) {
	return map[string]func(a, b Value) (Value, error){
		"+": Add, "-": Subtract, "*": Multiply, "/": Divide, "%": Modulo, "^": Power,
	}
}

func TestArithmeticRefuses(t *testing.T) {
	tests := []struct {
		a    any
		by   string
		b    any
		want Code
	}{
		{math.MaxInt64, "+", 1, ArithmeticError},
		{math.MinInt64, "-", 1, ArithmeticError},
		{0, "-", math.MinInt64, ArithmeticError},
		{math.MaxInt64, "*", 2, ArithmeticError},
		{math.MinInt64, "*", -1, ArithmeticError},
		{math.MinInt64, "/", -1, ArithmeticError},
		{1, "/", 0, ArithmeticError},
		{1, "%", 0, ArithmeticError},
		{1, "+", true, TypeError},
		{true, "+", true, TypeError},
		{"a", "+", record("a", 1), TypeError},
		{"a", "-", 1, TypeError},
		{"a", "*", 1, TypeError},
		{"a", "/", 1, TypeError},
		{"a", "%", 1, TypeError},
		{"a", "^", 1, TypeError},
		{read(Date, "2020-01-01"), "-", read(Date, "2020-01-01"), TypeError},
		{read(Duration, "P1D"), "-", read(Date, "2020-01-01"), TypeError},
		{read(Duration, "P1D"), "*", read(Duration, "P1D"), TypeError},
		{read(Duration, "P1D"), "/", 0, ArithmeticError},
		{read(Duration, "P106000000000000D"), "*", 2, ArgumentError},
		{read(Date, "+999999999-12-31"), "+", read(Duration, "P1D"), ArithmeticError},
		{read(LocalDateTime, "+999999999-12-31T23:59:59"), "+", read(Duration, "PT1S"), ArithmeticError},
	}
	operations := operationsByName()
	for _, test := range tests {
		_, err := operations[test.by](of(test.a), of(test.b))
		wantCode(t, Print(of(test.a))+" "+test.by+" "+Print(of(test.b)), err, test.want)
	}
}

func TestNegate(t *testing.T) {
	for _, test := range []struct {
		v    any
		want string
	}{{3, "-3"}, {2.5, "-2.5"}, {nil, "null"}, {read(Duration, "P1M-2DT3S"), "'P-1M2DT-3S'"}} {
		if got, err := Negate(of(test.v)); err != nil || Print(got) != test.want {
			t.Errorf("-%s is %s (%v)", Print(of(test.v)), Print(got), err)
		}
	}
	_, err := Negate(of(math.MinInt64))
	wantCode(t, "the smallest integer", err, ArithmeticError)
	_, err = Negate(of("a"))
	wantCode(t, "a text", err, TypeError)
}
