package value

import (
	"math"
	"testing"
)

func nan() Value { return OfFloat(math.NaN()) }

func TestEqual(t *testing.T) {
	tests := []struct {
		a, b any
		want Ternary
	}{
		{nil, nil, Unknown},
		{nil, 1, Unknown},
		{1, 1.0, True},
		{1, "1", False},
		{1.0, "1.0", False},
		{4611686018427387905, 4611686018427387900, False},
		{1<<53 + 1, float64(1 << 53), False},
		{nan(), nan(), False},
		{nan(), 1, False},
		{true, true, True},
		{"a", "a", True},
		{list(1, 2), list(1), False},
		{list(nil), list(1), Unknown},
		{list("a"), list(1), False},
		{list(nil, 1), list(nil, 2), False},
		{list(list(1)), list(list(1), list(nil)), False},
		{list(list(1), list(2)), list(list(1), list(nil)), Unknown},
		{list(list(1), list(2, 3)), list(list(1), list(nil)), False},
		{record(), record(), True},
		{record(), record("k", nil), False},
		{record("k", nil), record("k", nil), Unknown},
		{record("k", 1, "l", nil), record("k", nil, "l", 1), Unknown},
		{record("k", 1, "l", 2), record("l", 2.0, "k", 1), True},
		{record("k", 1, "l", 2), record("k", 1, "m", 2), False},
		{NodeReference(1), OfNode(&NodeData{ID: 1}), True},
		{NodeReference(1), RelationshipReference(1), False},
		{read(Time, "12:00Z"), read(Time, "13:00+01:00"), False},
		{read(Duration, "PT1M"), read(Duration, "PT60S"), True},
		{read(Duration, "P1D"), read(Duration, "PT24H"), False},
		{read(Duration, "P1D"), read(Date, "1984-10-11"), False},
		{OfPoint(Cartesian, 1, 2, 0), OfPoint(WGS84, 1, 2, 0), False},
	}
	for _, test := range tests {
		a, b := of(test.a), of(test.b)
		if got := Equal(a, b); got != test.want {
			t.Errorf("%s = %s is %s, want %s", Print(a), Print(b), Print(got.Value()), Print(test.want.Value()))
		}
		if Equal(a, b) != Equal(b, a) {
			t.Errorf("%s = %s differs from its reverse", Print(a), Print(b))
		}
	}
}

func TestComparisons(t *testing.T) {
	tests := []struct {
		a, b                           any
		less, atMost, atLeast, greater Ternary
	}{
		{1, 3.14, True, True, False, False},
		{1, 1.0, False, True, True, False},
		{1<<63 - 1, float64(1 << 63), True, True, False, False},
		{nan(), 1, False, False, False, False},
		{nan(), nan(), False, False, False, False},
		{nan(), "a", Unknown, Unknown, Unknown, Unknown},
		{nil, 1, Unknown, Unknown, Unknown, Unknown},
		{"1", 1, Unknown, Unknown, Unknown, Unknown},
		{"a", "b", True, True, False, False},
		{false, true, True, True, False, False},
		{list(1, 0), list(1), False, False, True, True},
		{list(1, nil), list(1), False, False, True, True},
		{list(1, 2), list(1, nil), Unknown, Unknown, Unknown, Unknown},
		{list(1, "a"), list(1, nil), Unknown, Unknown, Unknown, Unknown},
		{list(1, 2), list(3, nil), True, True, False, False},
		{list(nan()), list(1), Unknown, Unknown, Unknown, Unknown},
		{record("a", 1), record("a", 2), True, True, False, False},
		{record("b", 1), record("a", nil), False, False, True, True},
		{NodeReference(1), NodeReference(2), Unknown, Unknown, Unknown, Unknown},
		{read(Date, "1980-12-24"), read(Date, "1984-10-11"), True, True, False, False},
		{read(Date, "1980-12-24"), read(LocalDateTime, "1984-10-11"), Unknown, Unknown, Unknown, Unknown},
		{read(Time, "10:00+01:00"), read(Time, "09:35:14Z"), True, True, False, False},
		{read(Duration, "P1D"), read(Duration, "P2D"), Unknown, Unknown, Unknown, Unknown},
		{read(Duration, "P1D"), read(Duration, "P1D"), Unknown, True, True, Unknown},
	}
	for _, test := range tests {
		a, b := of(test.a), of(test.b)
		got := [4]Ternary{Less(a, b), LessOrEqual(a, b), GreaterOrEqual(a, b), Greater(a, b)}
		if want := [4]Ternary{test.less, test.atMost, test.atLeast, test.greater}; got != want {
			t.Errorf("%s to %s: < <= >= > are %v, want %v", Print(a), Print(b), got, want)
		}
	}
}

// TestOneOrder holds equivalence, order, keys and hashes to each other, over
// values of every kind.
func TestOneOrder(t *testing.T) {
	rows := samples()
	for i, row := range rows {
		for j, other := range rows {
			for _, a := range row {
				for _, b := range other {
					checkPair(t, a, b, sign(i-j))
				}
			}
		}
	}
}

func checkPair(t *testing.T, a, b Value, want int) {
	t.Helper()
	if got := sign(Order(a, b)); got != want {
		t.Errorf("order of %s and %s is %d, want %d", Print(a), Print(b), got, want)
	}
	alike := want == 0
	if Equivalent(a, b) != alike {
		t.Errorf("%s and %s: equivalent %t, want %t", Print(a), Print(b), !alike, alike)
	}
	if got := string(AppendKey(nil, a)) == string(AppendKey(nil, b)); got != alike {
		t.Errorf("%s and %s: one key %t, want %t", Print(a), Print(b), got, alike)
	}
	if alike && Hash(a) != Hash(b) {
		t.Errorf("%s and %s hash differently", Print(a), Print(b))
	}
	if order, ok := Compare(a, b); ok && sign(order) != want {
		t.Errorf("%s compares to %s as %d, want %d", Print(a), Print(b), order, want)
	}
}

func TestNegativeZeroIsZero(t *testing.T) {
	checkPair(t, OfFloat(math.Copysign(0, -1)), OfInt(0), 0)
}

func TestTernary(t *testing.T) {
	for _, test := range []struct{ t, not Ternary }{{True, False}, {False, True}, {Unknown, Unknown}} {
		if got := test.t.Not(); got != test.not {
			t.Errorf("not %v is %v", test.t, got)
		}
	}
	if TernaryOf(true) != True || !Unknown.Value().IsNull() || !True.Value().Bool() {
		t.Error("truth values and booleans do not match")
	}
}

func BenchmarkAppendKey(b *testing.B) {
	for name, v := range map[string]Value{"integer": of(42), "text": of("a text of some length"), "list": list(1, "a", nil)} {
		b.Run(name, func(b *testing.B) {
			var room []byte
			for b.Loop() {
				room = AppendKey(room[:0], v)
			}
		})
	}
}
