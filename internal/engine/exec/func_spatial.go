package exec

import (
	"math"

	"corridor/internal/engine/value"
)

func spatialFunctions() []row {
	return []row{
		{signature: "point(input :: MAP) :: POINT", doc: "A point from a map of coordinates: x, y, z or longitude, latitude, height; with crs or srid.", call: point},
		{signature: "point.distance(from :: POINT, to :: POINT) :: FLOAT", doc: "How far apart two points are: in metres on the Earth, else in the unit of their coordinates; null between different reference systems.", call: distance},
		{signature: "point.withinBBox(point :: POINT, lowerLeft :: POINT, upperRight :: POINT) :: BOOLEAN", doc: "Whether a point lies in the box between two corners.", call: withinBox},
	}
}

// referenceSystems has the systems by name.
var referenceSystems = map[string]int{
	"wgs-84": value.WGS84, "wgs-84-3d": value.WGS84In3D,
	"cartesian": value.Cartesian, "cartesian-3d": value.CartesianIn3D,
}

func systemName(srid int) string {
	for name, number := range referenceSystems {
		if number == srid {
			return name
		}
	}
	return ""
}

func isGeographic(srid int) bool { return srid == value.WGS84 || srid == value.WGS84In3D }

func hasHeight(srid int) bool { return srid == value.WGS84In3D || srid == value.CartesianIn3D }

// point makes a point. A null coordinate makes null.
func point(_ *State, args []value.Value) (value.Value, error) {
	m := args[0].Mapping()
	var parts [3]float64
	var found [3]bool
	geographic := false
	for axis, names := range [...][2]string{{"x", "longitude"}, {"y", "latitude"}, {"z", "height"}} {
		for i, name := range names {
			v, given := m.Get(name)
			if !given {
				continue
			}
			if v.IsNull() {
				return value.Value{}, nil
			}
			if !fitsNumber(v) {
				return value.Value{}, badInput("point", "a number for "+name, v)
			}
			parts[axis], found[axis] = number(v), true
			geographic = geographic || i == 1 && axis < 2
		}
	}
	if !found[0] || !found[1] {
		return value.Value{}, fail(value.ArgumentError, "A point must contain either 'x' and 'y' or 'latitude' and 'longitude'")
	}
	srid, err := referenceSystem(m, geographic, found[2])
	if err != nil {
		return value.Value{}, err
	}
	if isGeographic(srid) {
		if parts[1] < -90 || parts[1] > 90 {
			return value.Value{}, fail(value.ArgumentError, "Cannot create WGS84 point with invalid coordinate: [%v, %v]. Valid range for Y coordinate is [-90, 90].", parts[0], parts[1])
		}
		parts[0] = wrapLongitude(parts[0])
	}
	return value.OfPoint(srid, parts[0], parts[1], parts[2]), nil
}

func fitsNumber(v value.Value) bool { return v.Kind() == value.Integer || v.Kind() == value.Float }

// referenceSystem is the one that the map says, or that its keys tell.
func referenceSystem(m *value.Mapping, geographic, height bool) (int, error) {
	srid := value.Cartesian
	if crs, given := m.Get("crs"); given && crs.Kind() == value.String {
		number, known := referenceSystems[crs.Text()]
		if !known {
			return 0, fail(value.ArgumentError, "Unknown coordinate reference system: %s", crs.Text())
		}
		srid = number
	} else if number, given := m.Get("srid"); given && number.Kind() == value.Integer {
		srid = int(number.Int())
		if systemName(srid) == "" {
			return 0, fail(value.ArgumentError, "Unknown coordinate reference system: %d", srid)
		}
	} else {
		switch {
		case geographic && height:
			srid = value.WGS84In3D
		case geographic:
			srid = value.WGS84
		case height:
			srid = value.CartesianIn3D
		}
	}
	if hasHeight(srid) != height {
		return 0, fail(value.ArgumentError, "Cannot create point with the coordinate reference system %s: wrong number of coordinates", systemName(srid))
	}
	if geographic && !isGeographic(srid) {
		return 0, fail(value.ArgumentError, "Geographic points does not support coordinate reference system: %s", systemName(srid))
	}
	return srid, nil
}

func wrapLongitude(x float64) float64 {
	if x >= -180 && x <= 180 {
		return x
	}
	return math.Mod(math.Mod(x+180, 360)+360, 360) - 180
}

// pointField is the coordinate or other field of that name, ok false for none.
func pointField(v value.Value, name string) (field value.Value, ok bool) {
	srid, x, y, z := v.PointParts()
	geographic := isGeographic(srid)
	switch name {
	case "x":
		return value.OfFloat(x), true
	case "y":
		return value.OfFloat(y), true
	case "z":
		return value.OfFloat(z), hasHeight(srid)
	case "longitude":
		return value.OfFloat(x), geographic
	case "latitude":
		return value.OfFloat(y), geographic
	case "height":
		return value.OfFloat(z), geographic && hasHeight(srid)
	case "crs":
		return value.OfString(systemName(srid)), true
	case "srid":
		return value.OfInt(int64(srid)), true
	}
	return value.Value{}, false
}

// earthRadius is that of the sphere that distances are measured on, in metres.
const earthRadius = 6378140.0

func distance(_ *State, args []value.Value) (value.Value, error) {
	srid, x1, y1, z1 := args[0].PointParts()
	other, x2, y2, z2 := args[1].PointParts()
	switch {
	case srid != other:
		return value.Value{}, nil
	case !isGeographic(srid):
		return value.OfFloat(math.Sqrt((x1-x2)*(x1-x2) + (y1-y2)*(y1-y2) + (z1-z2)*(z1-z2))), nil
	}
	along := greatCircle(x1, y1, x2, y2) * (earthRadius + (z1+z2)/2)
	return value.OfFloat(math.Hypot(along, z1-z2)), nil
}

// greatCircle is the angle between two places on a sphere, given in degrees.
func greatCircle(longitude1, latitude1, longitude2, latitude2 float64) float64 {
	const degree = math.Pi / 180
	north, east := (latitude2-latitude1)*degree, (longitude2-longitude1)*degree
	a := haversine(north) + math.Cos(latitude1*degree)*math.Cos(latitude2*degree)*haversine(east)
	return 2 * math.Atan2(math.Sqrt(a), math.Sqrt(1-a))
}

func haversine(x float64) float64 {
	s := math.Sin(x / 2)
	return s * s
}

func withinBox(_ *State, args []value.Value) (value.Value, error) {
	srid, x, y, z := args[0].PointParts()
	low, x1, y1, z1 := args[1].PointParts()
	high, x2, y2, z2 := args[2].PointParts()
	if srid != low || srid != high {
		return value.Value{}, nil
	}
	across := x1 <= x && x <= x2
	if isGeographic(srid) && x1 > x2 {
		// The box reaches over the date line.
		across = x >= x1 || x <= x2
	}
	return value.OfBool(across && y1 <= y && y <= y2 && z1 <= z && z <= z2), nil
}
