package value

import (
	"math/rand/v2"
	"testing"
)

// TestBoxesHoldWhatIsNear tries points all over, and close ones: none that is
// near, or within a box, lies outside of the boxes, and none in two of them.
func TestBoxesHoldWhatIsNear(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 6))
	coordinate := func(most float64) float64 {
		switch random.IntN(4) {
		case 0:
			return most * float64(random.IntN(3)-1)
		case 1:
			return most * (1 - random.Float64()/1e3)
		}
		return most * (2*random.Float64() - 1)
	}
	some := func(srid int) Value {
		z := 0.0
		if srid == WGS84In3D || srid == CartesianIn3D {
			z = coordinate([]float64{0, 100, 1e7}[random.IntN(3)])
		}
		if srid == WGS84 || srid == WGS84In3D {
			return OfPoint(srid, coordinate(180), coordinate(90), z)
		}
		return OfPoint(srid, coordinate(50), coordinate(50), z)
	}
	near := 0
	for range 200_000 {
		srid := []int{WGS84, WGS84In3D, Cartesian, CartesianIn3D}[random.IntN(4)]
		centre, at := some(srid), some(srid)
		distance := Distance(centre, at).Float()
		limit := distance * []float64{1, 1, 1.01, 0.5, 3}[random.IntN(5)]
		held := 0
		for _, box := range BoxesAround(centre, limit) {
			if box.Holds(at) {
				held++
			}
		}
		if distance <= limit {
			near++
		}
		if held > 1 || distance <= limit && held != 1 {
			t.Fatalf("%s lies in %d boxes of what is within %g of %s, from which it is %g", Print(at), held, limit, Print(centre), distance)
		}
		low, high := some(srid), some(srid)
		held = 0
		for _, box := range BoxesBetween(low, high) {
			if box.Holds(at) {
				held++
			}
		}
		want := 0
		if WithinBox(at, low, high) == OfBool(true) {
			want = 1
		}
		if held != want {
			t.Fatalf("%s lies in %d boxes between %s and %s", Print(at), held, Print(low), Print(high))
		}
	}
	if near == 0 {
		t.Fatal("nothing was near")
	}
}

// TestBoxesAreSmall: a box that held everything would never be wrong.
func TestBoxesAreSmall(t *testing.T) {
	for _, c := range []struct{ centre, at Value }{
		{OfPoint(Cartesian, 3, 4, 0), OfPoint(Cartesian, 3, 5.1, 0)},
		{OfPoint(WGS84, 12, 55, 0), OfPoint(WGS84, 13, 55, 0)},
		{OfPoint(WGS84, 179.999999, 55, 0), OfPoint(WGS84, -179, 55, 0)},
		{OfPoint(WGS84In3D, 12, 55, 10), OfPoint(WGS84In3D, 12, 56, 10)},
	} {
		for _, box := range BoxesAround(c.centre, 1) {
			if box.Holds(c.at) {
				t.Errorf("%s is held to be near %s", Print(c.at), Print(c.centre))
			}
		}
	}
}
