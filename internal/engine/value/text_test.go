package value

import (
	"math"
	"testing"
)

func TestToString(t *testing.T) {
	tests := []struct {
		v    any
		want string
	}{
		{"it's", "it's"},
		{true, "true"},
		{-5, "-5"},
		{1.0, "1.0"},
		{0.001, "0.001"},
		{0.0001, "1.0E-4"},
		{9999999.0, "9999999.0"},
		{1e7, "1.0E7"},
		{1e10, "1.0E10"},
		{123456789012.5, "1.234567890125E11"},
		{math.Copysign(0, -1), "-0.0"},
		{math.NaN(), "NaN"},
		{math.Inf(1), "Infinity"},
		{math.Inf(-1), "-Infinity"},
		{read(LocalTime, "12:00"), "12:00:00"},
		{read(Time, "12:30:14.5+01:00"), "12:30:14.5+01:00"},
		{read(Date, "+12345-01-01"), "+12345-01-01"},
		{read(DateTime, "2015-07-21T21:40[UTC]"), "2015-07-21T21:40:00Z[UTC]"},
		{read(Duration, "P1Y-1M"), "P11M"},
		{OfPoint(WGS84In3D, 1, 2, 3), "point({x: 1.0, y: 2.0, z: 3.0, crs: 'wgs-84-3d'})"},
	}
	for _, test := range tests {
		if got, ok := ToString(of(test.v)); !ok || got != test.want {
			t.Errorf("%s becomes %q, want %q", Print(of(test.v)), got, test.want)
		}
	}
	for _, v := range []Value{{}, list(1), record(), NodeReference(1)} {
		if text, ok := ToString(v); ok {
			t.Errorf("%s becomes %q", Print(v), text)
		}
	}
}

func TestPrint(t *testing.T) {
	one := OfNode(&NodeData{ID: 1, Labels: []string{"A", "Two words"}, Properties: record("k", 1).Mapping()})
	two := OfNode(&NodeData{ID: 2})
	back := OfRelationship(&RelationshipData{ID: 3, Start: 2, End: 1, Type: "T", Properties: record("k", "v").Mapping()})
	tests := []struct {
		v    Value
		want string
	}{
		{of("it's\n"), `'it\'s\n'`},
		{list(1, "a", nil, list()), "[1, 'a', null, []]"},
		{record("a", 1, "a key", 2), "{a: 1, `a key`: 2}"},
		{OfBytes([]byte{1, 255}), "bytes[1, 255]"},
		{read(LocalTime, "12:00:00"), "'12:00'"},
		{one, "(:A:`Two words` {k: 1})"},
		{two, "()"},
		{NodeReference(4), "(#4)"},
		{RelationshipReference(4), "[#4]"},
		{back, "[:T {k: 'v'}]"},
		{OfPath(&PathData{Nodes: []Value{one, two}, Relationships: []Value{back}}), "<(:A:`Two words` {k: 1})<-[:T {k: 'v'}]-()>"},
	}
	for _, test := range tests {
		if got := Print(test.v); got != test.want {
			t.Errorf("printed %s, want %s", got, test.want)
		}
	}
}

func TestParseNumbers(t *testing.T) {
	integers := map[string]Value{
		"12": of(12), "+5": of(5), "-3": of(-3), "1.9": of(1), "-1.9": of(-1), "1e3": of(1000),
		" 12 ": {}, "": {}, "abc": {}, "1_000": {}, "0x1F": {}, "NaN": {}, "9223372036854775808": {}, "1e30": {},
	}
	for text, want := range integers {
		got := Value{}
		if i, ok := ParseInteger(text); ok {
			got = OfInt(i)
		}
		if !Equivalent(got, want) {
			t.Errorf("integer %q is %s, want %s", text, Print(got), Print(want))
		}
	}
	floats := map[string]Value{
		"1": of(1.0), " 1.5 ": of(1.5), ".5": of(0.5), "5.": of(5.0), "1e999": of(math.Inf(1)), "-Infinity": of(math.Inf(-1)),
		"NaN": nan(), "inf": {}, "": {}, "+": {}, "--1": {}, "1_0": {}, "1e": {}, "x1": {},
	}
	for text, want := range floats {
		got := Value{}
		if f, ok := ParseFloat(text); ok {
			got = OfFloat(f)
		}
		if !Equivalent(got, want) {
			t.Errorf("float %q is %s, want %s", text, Print(got), Print(want))
		}
	}
}

func TestParseBoolean(t *testing.T) {
	for text, want := range map[string]Value{"TRUE": of(true), " false ": of(false), "t": {}, "": {}} {
		got := Value{}
		if b, ok := ParseBoolean(text); ok {
			got = OfBool(b)
		}
		if !Equivalent(got, want) {
			t.Errorf("boolean %q is %s, want %s", text, Print(got), Print(want))
		}
	}
}
