package value

import "math"

// Box is a part of the space of one reference system, its sides included.
type Box struct {
	SRID      int
	Low, High [3]float64
}

// Holds says whether v is a point in the box.
func (b Box) Holds(v Value) bool {
	if v.kind != Point || v.point().srid != b.SRID {
		return false
	}
	p := v.point()
	for i, at := range [...]float64{p.x, p.y, p.z} {
		if !(b.Low[i] <= at && at <= b.High[i]) {
			return false
		}
	}
	return true
}

func whole(srid int) Box {
	inf := math.Inf(1)
	return Box{srid, [3]float64{-inf, -inf, -inf}, [3]float64{inf, inf, inf}}
}

// across is the box with other sides to the left and right.
func (b Box) across(left, right float64) Box {
	b.Low[0], b.High[0] = left, right
	return b
}

// BoxesBetween are the boxes, none of which overlap, that hold the points for
// which WithinBox is true.
func BoxesBetween(low, high Value) []Box {
	if low.kind != Point || high.kind != Point || low.point().srid != high.point().srid {
		return nil
	}
	from, to := low.point(), high.point()
	box := Box{from.srid, [3]float64{from.x, from.y, from.z}, [3]float64{to.x, to.y, to.z}}
	if from.system().geographic && from.x > to.x {
		return []Box{box.across(math.Inf(-1), to.x), box.across(from.x, math.Inf(1))}
	}
	return []Box{box}
}

// A distance is computed with a small error: boxes are larger by more than that.
const (
	slack     = 1 + 1e-9
	leastSide = 1e-150
)

// BoxesAround are boxes, none of which overlap, that hold all points whose
// Distance to centre may be at most limit, and others.
func BoxesAround(centre Value, limit float64) []Box {
	if centre.kind != Point || math.IsNaN(limit) {
		return nil
	}
	c := centre.point()
	if c.system().geographic {
		return c.boxesOnEarth(limit)
	}
	box, side := whole(c.srid), limit*slack+leastSide
	if limit < 0 {
		return nil
	}
	for i, at := range [...]float64{c.x, c.y, c.z} {
		box.Low[i] = math.Nextafter(at-side, math.Inf(-1))
		box.High[i] = math.Nextafter(at+side, math.Inf(1))
	}
	return []Box{box}
}

// boxesOnEarth reckons with points that lie lower than p, as far as they may:
// the same angle is a shorter way there. Longitudes beyond 180 degrees, which
// only clients can send, are never left out.
func (p *pointData) boxesOnEarth(limit float64) []Box {
	all := []Box{whole(p.srid)}
	radius := earthRadius
	if p.system().dimensions == 3 {
		radius += p.z - limit/2
	}
	angle := limit/radius*slack + 1e-12
	if limit < 0 || radius <= 0 || !(angle < math.Pi/2) {
		return all
	}
	const degree = math.Pi / 180
	north, south := p.y+angle/degree, p.y-angle/degree
	if north >= 90 || south <= -90 {
		return all
	}
	box := whole(p.srid)
	box.Low[1], box.High[1] = south-1e-9, north+1e-9
	aside := math.Asin(min(1, math.Sin(angle)/math.Cos(p.y*degree)))/degree*slack + 1e-9
	west, east, inf := p.x-aside, p.x+aside, math.Inf(1)
	switch {
	case aside >= 90 || math.Abs(p.x) > 180:
		return all
	case west < -180:
		return []Box{box.across(-inf, east), box.across(west+360, inf)}
	case east > 180:
		return []Box{box.across(-inf, east-360), box.across(west, inf)}
	}
	return []Box{box.across(-inf, math.Nextafter(-180, -inf)), box.across(west, east), box.across(math.Nextafter(180, inf), inf)}
}
