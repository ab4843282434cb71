package db

import (
	"fmt"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"
)

// Type is one of the types that values of Cypher have and JSON lacks.
type Type string

// The types that a Typed value may have.
const (
	Date           Type = "Date"           // 2013-03-01
	Time           Type = "Time"           // 15:04:05+01:00
	LocalTime      Type = "LocalTime"      // 15:04:05
	OffsetDateTime Type = "OffsetDateTime" // 2013-03-01T15:04:05+01:00
	ZonedDateTime  Type = "ZonedDateTime"  // 2013-03-01T15:04:05+01:00[Europe/Paris]
	LocalDateTime  Type = "LocalDateTime"  // 2013-03-01T15:04:05
	Duration       Type = "Duration"       // P1Y2M3DT4H5M6.7S
	Point          Type = "Point"          // SRID=7203;POINT (1.0 2.0)
)

// Typed is a value of one of these types, as text in the form that Neo4j's Query
// API writes it. As a parameter it reaches the database as a value of its type.
type Typed struct {
	Type Type
	Text string
}

// exact turns a value of the driver into one without the driver's types that
// keeps its own: nil, bool, int64, float64, string, []byte, []any,
// map[string]any, Typed, Node, Relationship or Path.
func exact(v any) any {
	switch v := v.(type) {
	case []any:
		return exactList(v)
	case map[string]any:
		return exactMap(v)
	case neo4j.Node:
		return Node{v.ElementId, v.Labels, exactMap(v.Props)}
	case neo4j.Relationship:
		return exactRelationship(v)
	case neo4j.Path:
		p := Path{Nodes: make([]Node, len(v.Nodes)), Relationships: make([]Relationship, len(v.Relationships))}
		for i, n := range v.Nodes {
			p.Nodes[i] = Node{n.ElementId, n.Labels, exactMap(n.Props)}
		}
		for i, r := range v.Relationships {
			p.Relationships[i] = exactRelationship(r)
		}
		return p
	case dbtype.Point2D:
		return Typed{Point, fmt.Sprintf("SRID=%d;POINT (%s %s)", v.SpatialRefId, FloatText(v.X), FloatText(v.Y))}
	case dbtype.Point3D:
		return Typed{Point, fmt.Sprintf("SRID=%d;POINT Z (%s %s %s)", v.SpatialRefId, FloatText(v.X), FloatText(v.Y), FloatText(v.Z))}
	}
	return exactTemporal(v)
}

func exactList(list []any) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = exact(v)
	}
	return out
}

func exactMap(m map[string]any) map[string]any {
	out := make(map[string]any, len(m))
	for name, v := range m {
		out[name] = exact(v)
	}
	return out
}

func exactRelationship(r neo4j.Relationship) Relationship {
	return Relationship{r.ElementId, r.Type, r.StartElementId, r.EndElementId, exactMap(r.Props)}
}

// toDriver gives a parameter the driver's types.
func toDriver(v any) (any, error) {
	switch v := v.(type) {
	case Typed:
		return v.toDriver()
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			typed, err := toDriver(item)
			if err != nil {
				return nil, err
			}
			out[i] = typed
		}
		return out, nil
	case map[string]any:
		return toDriverMap(v)
	}
	return v, nil
}

func toDriverMap(m map[string]any) (map[string]any, error) {
	out := make(map[string]any, len(m))
	for _, name := range slices.Sorted(maps.Keys(m)) { // so that of several faults always the same is named
		typed, err := toDriver(m[name])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = typed
	}
	return out, nil
}

// Check says what is wrong with the text of a value of its type.
func (t Typed) Check() error {
	_, err := t.toDriver()
	return err
}

func (t Typed) toDriver() (any, error) {
	read, known := readers[t.Type]
	if !known {
		return nil, fmt.Errorf("%w: there is no type %q of parameters", ErrStatement, t.Type)
	}
	v, ok := read(t.Text)
	if !ok {
		return nil, fmt.Errorf("%w: %q is no %s: write it like %s", ErrStatement, t.Text, t.Type, examples[t.Type])
	}
	return v, nil
}

// examples show how values of a type are written.
var examples = map[Type]string{
	Date:           "2013-03-01",
	Time:           "15:04:05.5+01:00",
	LocalTime:      "15:04:05.5",
	OffsetDateTime: "2013-03-01T15:04:05.5+01:00",
	ZonedDateTime:  "2013-03-01T15:04:05.5+01:00[Europe/Paris]",
	LocalDateTime:  "2013-03-01T15:04:05.5",
	Duration:       "P1Y2M3DT4H5M6.5S",
	Point:          "SRID=7203;POINT (1.0 2.0)",
}

var readers = map[Type]func(string) (any, bool){
	Date: readDate, Time: readTime, LocalTime: readLocalTime, OffsetDateTime: readDateTime, ZonedDateTime: readDateTime,
	LocalDateTime: readLocalDateTime, Duration: readDuration, Point: readPoint,
}
