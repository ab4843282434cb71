package value

import (
	"cmp"
	"unsafe"
)

// The reference systems of points, by their SRID.
const (
	WGS84         = 4326 // longitude, latitude
	WGS84In3D     = 4979 // longitude, latitude, height
	Cartesian     = 7203
	CartesianIn3D = 9157
)

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

func (p pointData) appendText(b []byte) []byte { return append(b, "point()"...) }
