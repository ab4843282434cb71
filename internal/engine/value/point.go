package value

import (
	"cmp"
	"math"
	"strings"
	"unsafe"
)

// The reference systems of points, by their SRID.
const (
	WGS84         = 4326 // longitude, latitude
	WGS84In3D     = 4979 // longitude, latitude, height
	Cartesian     = 7203
	CartesianIn3D = 9157
)

// A referenceSystem says what a point's coordinates mean.
type referenceSystem struct {
	srid       int
	name       string
	geographic bool
	dimensions int
}

var referenceSystems = [...]referenceSystem{
	{Cartesian, "cartesian", false, 2},
	{CartesianIn3D, "cartesian-3d", false, 3},
	{WGS84, "wgs-84", true, 2},
	{WGS84In3D, "wgs-84-3d", true, 3},
}

type pointData struct {
	srid    int
	x, y, z float64
}

// OfPoint is the point of that reference system; z is 0 in those of two dimensions.
func OfPoint(srid int, x, y, z float64) Value {
	return Value{kind: Point, ref: unsafe.Pointer(&pointData{srid, x, y, z})}
}

// PointParts are the parts of v, of kind Point; z is 0 in two dimensions.
func (v Value) PointParts() (srid int, x, y, z float64) {
	p := v.point()
	return p.srid, p.x, p.y, p.z
}

func (v Value) point() *pointData { return (*pointData)(v.ref) }

// system is p's reference system; of an unknown one only the number is there.
func (p pointData) system() referenceSystem {
	for _, s := range referenceSystems {
		if s.srid == p.srid {
			return s
		}
	}
	return referenceSystem{srid: p.srid}
}

func (p pointData) order(other pointData) int {
	return cmp.Or(cmp.Compare(p.srid, other.srid), cmp.Compare(p.x, other.x), cmp.Compare(p.y, other.y), cmp.Compare(p.z, other.z))
}

func (p pointData) appendKey(b []byte) []byte {
	b = AppendKey(b, OfInt(int64(p.srid)))
	for _, part := range [...]float64{p.x, p.y, p.z} {
		b = AppendKey(b, OfFloat(part))
	}
	return b
}

// appendText writes p as a query makes it.
func (p pointData) appendText(b []byte) []byte {
	system := p.system()
	b = appendFloat(append(b, "point({x: "...), p.x)
	b = appendFloat(append(b, ", y: "...), p.y)
	if system.dimensions == 3 {
		b = appendFloat(append(b, ", z: "...), p.z)
	}
	return append(appendQuoted(append(b, ", crs: "...), system.name), "})"...)
}

// PointOf makes a point from a map with x, y and z, or longitude, latitude and
// height, and crs or srid. A null in the map makes null.
func PointOf(m *Mapping) (Value, error) {
	for i := range m.Len() {
		if _, v := m.Entry(i); v.IsNull() {
			return v, nil
		}
	}
	at, geographic, err := coordinates(m)
	if err != nil {
		return Value{}, err
	}
	system, err := systemOf(m, geographic, len(at))
	if err != nil {
		return Value{}, err
	}
	if system.geographic {
		if math.Abs(at[1]) > 90 {
			return Value{}, failure(ArgumentError, "Cannot create WGS84 point with invalid coordinate: %s. Valid range for Y coordinate is [-90, 90].", printNumbers(at))
		}
		at[0] = aroundTheEarth(at[0])
	}
	p := pointData{srid: system.srid, x: at[0], y: at[1]}
	if len(at) == 3 {
		p.z = at[2]
	}
	return Value{kind: Point, ref: unsafe.Pointer(&p)}, nil
}

// coordinates are the two or three that m gives, in either set of names.
func coordinates(m *Mapping) (at []float64, geographic bool, err error) {
	names := []string{"x", "y", "z"}
	if _, given := m.Get("x"); !given {
		names, geographic = []string{"longitude", "latitude", "height"}, true
	}
	for i, name := range names {
		v, given := m.Get(name)
		if !given && i == 2 && geographic {
			v, given = m.Get("z")
		}
		switch {
		case !given && i == 2:
			continue
		case !given:
			return nil, geographic, failure(ArgumentError, "A point must contain either 'x' and 'y' or 'latitude' and 'longitude'")
		case !isNumber(v):
			return nil, geographic, failure(ArgumentError, "Cannot assign %s to field %s", Print(v), name)
		}
		at = append(at, toFloat(v))
		if math.IsNaN(at[i]) || math.IsInf(at[i], 0) {
			return nil, geographic, failure(ArgumentError, "Cannot create a point with non-finite coordinate values: %s", printNumbers(at))
		}
	}
	return at, geographic, nil
}

// systemOf is the system that m names, or that which so many coordinates of
// such names have.
func systemOf(m *Mapping, geographic bool, dimensions int) (referenceSystem, error) {
	crs, named := m.Get("crs")
	srid, numbered := m.Get("srid")
	for _, s := range referenceSystems {
		switch {
		case named && numbered:
			return s, failure(ArgumentError, "Cannot specify both CRS and SRID")
		case named && (crs.kind != String || !strings.EqualFold(crs.Text(), s.name)),
			numbered && (srid.kind != Integer || srid.Int() != int64(s.srid)),
			!named && !numbered && (s.geographic != geographic || s.dimensions != dimensions):
			continue
		case s.dimensions != dimensions:
			return s, failure(ArgumentError, "Cannot create point with %dD coordinate reference system and %d coordinates. Please consider using equivalent %dD coordinate reference system", s.dimensions, dimensions, dimensions)
		case geographic && !s.geographic:
			return s, failure(ArgumentError, "Geographic points does not support coordinate reference system: %s", s.name)
		}
		return s, nil
	}
	if named {
		return referenceSystem{}, failure(ArgumentError, "Unknown coordinate reference system: %s", Print(crs))
	}
	return referenceSystem{}, failure(ArgumentError, "Unknown coordinate reference system: code=%s", Print(srid))
}

// aroundTheEarth brings a longitude to between -180 and 180.
func aroundTheEarth(longitude float64) float64 {
	if math.Abs(longitude) <= 180 {
		return longitude
	}
	longitude = math.Mod(longitude, 360)
	switch {
	case longitude > 180:
		return longitude - 360
	case longitude < -180:
		return longitude + 360
	}
	return longitude
}

func printNumbers(numbers []float64) string {
	b := []byte{'['}
	for i, n := range numbers {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = appendFloat(b, n)
	}
	return string(append(b, ']'))
}

// PointField is the field of that name of v, of kind Point, and whether its
// reference system has one.
func PointField(v Value, name string) (Value, bool) {
	p := v.point()
	system := p.system()
	switch name {
	case "x":
		return OfFloat(p.x), true
	case "y":
		return OfFloat(p.y), true
	case "z":
		return OfFloat(p.z), system.dimensions == 3
	case "longitude":
		return OfFloat(p.x), system.geographic
	case "latitude":
		return OfFloat(p.y), system.geographic
	case "height":
		return OfFloat(p.z), system.geographic && system.dimensions == 3
	case "crs":
		return OfString(system.name), true
	case "srid":
		return OfInt(int64(p.srid)), true
	}
	return Value{}, false
}

// earthRadius is that of a sphere in place of the earth, in metres.
const earthRadius = 6_378_140.0

// Distance is that between two points of one reference system: in metres along
// the earth and up, or in the units of their coordinates; else null.
func Distance(a, b Value) Value {
	if a.kind != Point || b.kind != Point || a.point().srid != b.point().srid {
		return Value{}
	}
	p, q := a.point(), b.point()
	if !p.system().geographic {
		return OfFloat(math.Sqrt((p.x-q.x)*(p.x-q.x) + (p.y-q.y)*(p.y-q.y) + (p.z-q.z)*(p.z-q.z)))
	}
	along := angleBetween(p, q) * (earthRadius + (p.z+q.z)/2)
	if p.z == q.z {
		return OfFloat(along)
	}
	return OfFloat(math.Sqrt(along*along + (p.z-q.z)*(p.z-q.z)))
}

// angleBetween is the angle between p and q as seen from the middle of the
// earth, by the haversine formula.
func angleBetween(p, q *pointData) float64 {
	const degree = math.Pi / 180
	up, across := math.Sin((q.y-p.y)*degree/2), math.Sin((q.x-p.x)*degree/2)
	a := up*up + math.Cos(p.y*degree)*math.Cos(q.y*degree)*across*across
	return 2 * math.Atan2(math.Sqrt(a), math.Sqrt(1-a))
}

// WithinBox says whether a point lies in the box from low to high, its edges
// included; a geographic box may go over the 180th meridian. It is null unless
// all are of one reference system.
func WithinBox(at, low, high Value) Value {
	if at.kind != Point || low.kind != Point || high.kind != Point {
		return Value{}
	}
	p, from, to := at.point(), low.point(), high.point()
	if p.srid != from.srid || p.srid != to.srid {
		return Value{}
	}
	across := from.x <= p.x && p.x <= to.x
	if p.system().geographic && from.x > to.x {
		across = from.x <= p.x || p.x <= to.x
	}
	return OfBool(across && from.y <= p.y && p.y <= to.y && from.z <= p.z && p.z <= to.z)
}
