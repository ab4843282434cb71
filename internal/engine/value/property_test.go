package value

import "testing"

func TestToStorable(t *testing.T) {
	for _, test := range []struct {
		v    any
		want string // "" for what cannot be stored
	}{
		{1, "1"},
		{"a", "'a'"},
		{nil, "null"},
		{read(Duration, "P1D"), "'P1D'"},
		{OfBytes([]byte{1}), "bytes[1]"},
		{list(), "[]"},
		{list("a", "b"), "['a', 'b']"},
		{list(1, 1.5), "[1.0, 1.5]"},
		{list(1.5, 1), "[1.5, 1.0]"},
		{list(read(Date, "2020"), read(Date, "2021")), "['2020-01-01', '2021-01-01']"},
		{list(read(Date, "2020"), read(DateTime, "2021")), ""},
		{list(1, "a"), ""},
		{list(1, true), ""},
		{list(1, nil), ""},
		{list(list(1)), ""},
		{list(record()), ""},
		{list(OfPoint(Cartesian, 1, 2, 0), OfPoint(WGS84, 1, 2, 0)), ""},
		{record("a", 1), ""},
		{NodeReference(1), ""},
		{RelationshipReference(1), ""},
	} {
		v := of(test.v)
		got, err := ToStorable(v)
		if test.want == "" {
			wantCode(t, Print(v), err, TypeError)
		} else if err != nil || Print(got) != test.want {
			t.Errorf("%s is stored as %s (%v), want %s", Print(v), Print(got), err, test.want)
		}
		if want := test.want != "" && test.v != nil; IsStorable(v) != want {
			t.Errorf("%s may be stored: %t, want %t", Print(v), !want, want)
		}
	}
}

func TestValueType(t *testing.T) {
	for _, test := range []struct {
		v    any
		want string
	}{
		{nil, "NULL"},
		{1, "INTEGER NOT NULL"},
		{read(Time, "12"), "ZONED TIME NOT NULL"},
		{list(), "LIST<NOTHING> NOT NULL"},
		{list(nil), "LIST<NULL> NOT NULL"},
		{list(1, 2), "LIST<INTEGER NOT NULL> NOT NULL"},
		{list(1, "a", nil), "LIST<STRING | INTEGER> NOT NULL"},
		{list(list(1), list("a")), "LIST<LIST<STRING NOT NULL> NOT NULL | LIST<INTEGER NOT NULL> NOT NULL> NOT NULL"},
		{list(list(), nil), "LIST<LIST<NOTHING>> NOT NULL"},
		{list(list(1), list(nil), list()), "LIST<LIST<NULL> NOT NULL | LIST<INTEGER NOT NULL> NOT NULL> NOT NULL"},
		{list(record(), 1.5, true, NodeReference(1)), "LIST<BOOLEAN NOT NULL | FLOAT NOT NULL | NODE NOT NULL | MAP NOT NULL> NOT NULL"},
	} {
		if got := ValueType(of(test.v)); got != test.want {
			t.Errorf("%s is of type %s, want %s", Print(of(test.v)), got, test.want)
		}
	}
	for i, row := range samples() {
		if kind := row[0].Kind(); kind != Null && (TypeName(row[0]) == "" || ValueType(row[0]) == "") {
			t.Errorf("sample %d has no type", i)
		}
	}
}
