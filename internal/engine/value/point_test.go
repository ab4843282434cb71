package value

import (
	"math"
	"testing"
)

func TestPointOf(t *testing.T) {
	tests := []struct{ coordinates, want Value }{
		{record("x", 1, "y", 2), OfPoint(Cartesian, 1, 2, 0)},
		{record("x", 1, "y", 2, "z", 3), OfPoint(CartesianIn3D, 1, 2, 3)},
		{record("longitude", 1, "latitude", 2), OfPoint(WGS84, 1, 2, 0)},
		{record("longitude", 1, "latitude", 2, "height", 3), OfPoint(WGS84In3D, 1, 2, 3)},
		{record("longitude", 1, "latitude", 2, "z", 3), OfPoint(WGS84In3D, 1, 2, 3)},
		{record("x", 1, "y", 2, "crs", "WGS-84"), OfPoint(WGS84, 1, 2, 0)},
		{record("x", 1, "y", 2, "srid", 4326), OfPoint(WGS84, 1, 2, 0)},
		{record("longitude", 181, "latitude", 2), OfPoint(WGS84, -179, 2, 0)},
		{record("longitude", -541, "latitude", 2), OfPoint(WGS84, 179, 2, 0)},
		{record("longitude", 540, "latitude", 2), OfPoint(WGS84, 180, 2, 0)},
		{record("x", nil, "y", 2), Value{}},
		{record("x", 1, "y", 2, "crs", nil), Value{}},
	}
	for _, test := range tests {
		got, err := PointOf(test.coordinates.Mapping())
		if err != nil || !Equivalent(got, test.want) {
			t.Errorf("%s is %s (%v), want %s", Print(test.coordinates), Print(got), err, Print(test.want))
		}
	}
	for _, wrong := range []Value{
		record(), record("x", 1), record("x", 1, "latitude", 2), record("x", "a", "y", 2), record("x", math.Inf(1), "y", 2),
		record("x", 1, "y", 2, "crs", "flat"), record("x", 1, "y", 2, "srid", 1), record("x", 1, "y", 2, "crs", "cartesian", "srid", 7203),
		record("x", 1, "y", 2, "z", 3, "crs", "cartesian"), record("x", 1, "y", 2, "crs", "cartesian-3d"),
		record("longitude", 1, "latitude", 91), record("longitude", 1, "latitude", 2, "crs", "cartesian"),
	} {
		_, err := PointOf(wrong.Mapping())
		wantCode(t, Print(wrong), err, ArgumentError)
	}
}

func TestPointField(t *testing.T) {
	flat, high := OfPoint(Cartesian, 1, 2, 0), OfPoint(WGS84In3D, 1, 2, 3)
	tests := []struct {
		point Value
		name  string
		want  any // nil for none
	}{
		{flat, "x", 1.0}, {flat, "y", 2.0}, {flat, "z", nil}, {flat, "longitude", nil}, {flat, "crs", "cartesian"}, {flat, "srid", 7203},
		{high, "z", 3.0}, {high, "longitude", 1.0}, {high, "latitude", 2.0}, {high, "height", 3.0}, {high, "crs", "wgs-84-3d"}, {high, "depth", nil},
	}
	for _, test := range tests {
		got, found := PointField(test.point, test.name)
		if found != (test.want != nil) || found && !Equivalent(got, of(test.want)) {
			t.Errorf("%s of %s is %s (%t)", test.name, Print(test.point), Print(got), found)
		}
	}
}

func TestDistance(t *testing.T) {
	here, there := OfPoint(WGS84, 12.78, 56.7, 0), OfPoint(WGS84, 12.9, 55.1, 0)
	tests := []struct {
		a, b Value
		want any
	}{
		{OfPoint(Cartesian, 1, 2, 0), OfPoint(Cartesian, 4, 6, 0), 5.0},
		{OfPoint(CartesianIn3D, 1, 2, 3), OfPoint(CartesianIn3D, 1, 2, 7), 4.0},
		{here, here, 0.0},
		{here, there, 178268.57519125866},
		{OfPoint(WGS84In3D, 12.78, 56.7, 100), OfPoint(WGS84In3D, 12.9, 55.1, 300), 178274.2773642494},
		{here, OfPoint(Cartesian, 1, 2, 0), nil},
		{here, of(1), nil},
	}
	for _, test := range tests {
		got, want := Distance(test.a, test.b), of(test.want)
		if got.Kind() != want.Kind() || got.Kind() == Float && math.Abs(got.Float()-want.Float()) > 1e-6 {
			t.Errorf("from %s to %s it is %s, want %s", Print(test.a), Print(test.b), Print(got), Print(want))
		}
	}
}

func TestWithinBox(t *testing.T) {
	at := func(x, y float64) Value { return OfPoint(Cartesian, x, y, 0) }
	on := func(x, y float64) Value { return OfPoint(WGS84, x, y, 0) }
	tests := []struct {
		point, low, high Value
		want             any
	}{
		{at(1, 2), at(0, 0), at(3, 3), true},
		{at(3, 3), at(0, 0), at(3, 3), true},
		{at(4, 3), at(0, 0), at(3, 3), false},
		{at(1, 2), at(3, 3), at(0, 0), false},
		{on(179, 2), on(170, 0), on(-170, 3), true},
		{on(0, 2), on(170, 0), on(-170, 3), false},
		{on(179, 2), on(170, 3), on(-170, 0), false},
		{at(1, 2), on(0, 0), at(3, 3), nil},
		{of(nil), at(0, 0), at(3, 3), nil},
	}
	for _, test := range tests {
		if got := WithinBox(test.point, test.low, test.high); !Equivalent(got, of(test.want)) {
			t.Errorf("%s within %s and %s: %s", Print(test.point), Print(test.low), Print(test.high), Print(got))
		}
	}
}
