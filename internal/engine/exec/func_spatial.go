package exec

import "corridor/internal/engine/value"

func spatialFunctions() []row {
	return []row{
		{signature: "point(input :: MAP) :: POINT", doc: "A point from a map of coordinates: x, y, z or longitude, latitude, height; with crs or srid.", call: point},
		{signature: "point.distance(from :: POINT, to :: POINT) :: FLOAT", doc: "How far apart two points are: in metres on the Earth, else in the unit of their coordinates; null between different reference systems.", call: distance, nullElse: true},
		{signature: "point.withinBBox(point :: POINT, lowerLeft :: POINT, upperRight :: POINT) :: BOOLEAN", doc: "Whether a point lies in the box between two corners.", call: withinBox, nullElse: true},
	}
}

func point(_ *State, args []value.Value) (value.Value, error) {
	return value.PointOf(args[0].Mapping())
}

func distance(_ *State, args []value.Value) (value.Value, error) {
	return value.Distance(args[0], args[1]), nil
}

func withinBox(_ *State, args []value.Value) (value.Value, error) {
	return value.WithinBox(args[0], args[1], args[2]), nil
}
