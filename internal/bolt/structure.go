package bolt

import (
	"math"
	"strconv"

	"corridor/internal/engine/value"
)

// The tags of structures. The legacy ones, of 4.4, carry what the clocks of
// their zone show instead of UTC.
const (
	tagNode          = 'N'
	tagRelationship  = 'R'
	tagUnbound       = 'r'
	tagPath          = 'P'
	tagDate          = 'D'
	tagLocalTime     = 't'
	tagTime          = 'T'
	tagLocalDateTime = 'd'
	tagOffset        = 'I'
	tagZone          = 'i'
	tagLegacyOffset  = 'F'
	tagLegacyZone    = 'f'
	tagDuration      = 'E'
	tagPoint2D       = 'X'
	tagPoint3D       = 'Y'
)

// structured packs a value that is a structure on the wire.
func (p *packer) structured(v value.Value) {
	switch v.Kind() {
	case value.Node:
		p.node(v.NodeData())
	case value.Relationship:
		p.relationship(v.RelationshipData())
	case value.Path:
		p.path(v.PathData())
	case value.Date:
		p.structure(tagDate, 1)
		p.integer(v.Days())
	case value.LocalTime:
		p.structure(tagLocalTime, 1)
		p.integer(v.NanosOfDay())
	case value.Time:
		p.structure(tagTime, 2)
		p.integers(v.NanosOfDay(), int64(v.Offset()))
	case value.LocalDateTime:
		p.structure(tagLocalDateTime, 2)
		p.integers(v.EpochSeconds(), v.Nanos())
	case value.DateTime:
		p.dateTime(v)
	case value.Duration:
		p.structure(tagDuration, 4)
		p.integers(v.DurationParts())
	case value.Point:
		p.point(v)
	}
}

func (p *packer) node(n *value.NodeData) {
	p.structure(tagNode, p.fields(3, 1))
	p.integer(n.ID)
	p.texts(n.Labels)
	p.mapping(n.Properties)
	p.elementID('4', n.ID)
}

func (p *packer) relationship(r *value.RelationshipData) {
	p.structure(tagRelationship, p.fields(5, 3))
	p.integers(r.ID, r.Start, r.End)
	p.text(r.Type)
	p.mapping(r.Properties)
	p.elementID('5', r.ID)
	p.elementID('4', r.Start)
	p.elementID('4', r.End)
}

// unbound packs a relationship within a path, where its ends are known.
func (p *packer) unbound(r *value.RelationshipData) {
	p.structure(tagUnbound, p.fields(3, 1))
	p.integer(r.ID)
	p.text(r.Type)
	p.mapping(r.Properties)
	p.elementID('5', r.ID)
}

func (p *packer) fields(plain, elementIDs int) int {
	if p.elementIDs {
		return plain + elementIDs
	}
	return plain
}

// elementID packs the id of an entity as text, which the function elementId
// gives as well; kind is 4 for nodes and 5 for relationships.
func (p *packer) elementID(kind byte, id int64) {
	if !p.elementIDs {
		return
	}
	var digits [20]byte
	number := strconv.AppendInt(digits[:0], id, 10)
	p.tiny(len(p.database)+len(number)+3, tinyString, markString)
	p.buf = append(append(append(p.buf, kind, ':'), p.database...), ':')
	p.buf = append(p.buf, number...)
}

// path packs every node and relationship once, and the way as positions in
// these two lists: of relationships from 1, negative where walked against the
// arrow, and of nodes from 0. The first node is understood.
func (p *packer) path(path *value.PathData) {
	var nodes, relationships firsts
	way := make([]int64, 0, 2*len(path.Relationships))
	nodes.position(path.Nodes[0])
	for i, r := range path.Relationships {
		at := relationships.position(r) + 1
		if r.RelationshipData().Start != path.Nodes[i].ID() {
			at = -at
		}
		way = append(way, at, nodes.position(path.Nodes[i+1]))
	}
	p.structure(tagPath, 3)
	p.values(nodes.all)
	p.list(len(relationships.all))
	for _, r := range relationships.all {
		p.unbound(r.RelationshipData())
	}
	p.list(len(way))
	p.integers(way...)
}

// firsts are different entities in the order in which they first came.
type firsts struct {
	all []value.Value
	at  map[int64]int64
}

func (f *firsts) position(entity value.Value) int64 {
	at, known := f.at[entity.ID()]
	if !known {
		if f.at == nil {
			f.at = map[int64]int64{}
		}
		at = int64(len(f.all))
		f.at[entity.ID()] = at
		f.all = append(f.all, entity)
	}
	return at
}

func (p *packer) dateTime(v value.Value) {
	seconds, offset, name := v.EpochSeconds(), int64(v.Offset()), v.Zone().Name()
	tag := byte(tagOffset)
	if name != "" {
		tag = tagZone
	}
	if !p.utc {
		seconds += offset
		tag -= tagOffset - tagLegacyOffset
	}
	p.structure(tag, 3)
	p.integers(seconds, v.Nanos())
	if name != "" {
		p.text(name)
		return
	}
	p.integer(offset)
}

func (p *packer) point(v value.Value) {
	srid, x, y, z := v.PointParts()
	deep := srid == value.CartesianIn3D || srid == value.WGS84In3D
	if deep {
		p.structure(tagPoint3D, 4)
	} else {
		p.structure(tagPoint2D, 3)
	}
	p.integer(int64(srid))
	p.float(x)
	p.float(y)
	if deep {
		p.float(z)
	}
}

// structures are those that a client may send.
var structures = []struct {
	tag    byte
	name   string
	fields string // i integer, f float, s text
	legacy bool   // of the versions without UTC only
	utc    bool   // of the others only
	read   func(fields []value.Value) (value.Value, error)
}{
	{tag: tagDate, name: "Date", fields: "i", read: readDate},
	{tag: tagLocalTime, name: "LocalTime", fields: "i", read: readLocalTime},
	{tag: tagTime, name: "Time", fields: "ii", read: readTime},
	{tag: tagLocalDateTime, name: "LocalDateTime", fields: "ii", read: readLocalDateTime},
	{tag: tagOffset, name: "DateTime", fields: "iii", utc: true, read: readDateTime},
	{tag: tagZone, name: "DateTimeZoneId", fields: "iis", utc: true, read: readDateTime},
	{tag: tagLegacyOffset, name: "LegacyDateTime", fields: "iii", legacy: true, read: readLegacyDateTime},
	{tag: tagLegacyZone, name: "LegacyDateTimeZoneId", fields: "iis", legacy: true, read: readLegacyDateTime},
	{tag: tagDuration, name: "Duration", fields: "iiii", read: readDuration},
	{tag: tagPoint2D, name: "Point2D", fields: "iff", read: readPoint},
	{tag: tagPoint3D, name: "Point3D", fields: "ifff", read: readPoint},
}

// structured makes the value of a structure. Entities are refused: they are
// the database's to give.
func (u *unpacker) structured(tag byte, fields []value.Value) (value.Value, error) {
	for _, s := range structures {
		if s.tag != tag || s.legacy && u.utc || s.utc && !u.utc {
			continue
		}
		if !fit(fields, s.fields) {
			return value.Value{}, invalid("The fields of a structure %s are not as they must be.", s.name)
		}
		v, err := s.read(fields)
		if err != nil {
			return value.Value{}, invalid("The structure %s holds no such value: %v", s.name, err)
		}
		return v, nil
	}
	return value.Value{}, invalid("A structure 0x%02X is not taken as a value.", tag)
}

// The bounds of what structures carry: days from 1970 to the last of the years
// plus or minus 999,999,999, and offsets of 18 hours.
const (
	firstDay       = -365_243_219_162
	lastDay        = 365_241_780_471
	secondsOfDay   = 86_400
	nanosOfSecond  = 1_000_000_000
	nanosOfDay     = secondsOfDay * nanosOfSecond
	farthestOffset = 18 * 3600
)

// within checks integers against bounds: value, least, most, and so on.
func within(bounds ...int64) error {
	for ; len(bounds) > 0; bounds = bounds[3:] {
		if bounds[0] < bounds[1] || bounds[0] > bounds[2] {
			return invalid("%d does not lie between %d and %d.", bounds[0], bounds[1], bounds[2])
		}
	}
	return nil
}

func readDate(f []value.Value) (value.Value, error) {
	return value.OfDate(f[0].Int()), within(f[0].Int(), firstDay, lastDay)
}

func readLocalTime(f []value.Value) (value.Value, error) {
	return value.OfLocalTime(f[0].Int()), within(f[0].Int(), 0, nanosOfDay-1)
}

func readTime(f []value.Value) (value.Value, error) {
	nanos, offset := f[0].Int(), f[1].Int()
	return value.OfTime(nanos, int(offset)), within(nanos, 0, nanosOfDay-1, offset, -farthestOffset, farthestOffset)
}

func withinDays(seconds, nanos int64) error {
	return within(seconds, firstDay*secondsOfDay, (lastDay+1)*secondsOfDay-1, nanos, 0, nanosOfSecond-1)
}

func readLocalDateTime(f []value.Value) (value.Value, error) {
	return value.OfLocalDateTime(f[0].Int(), f[1].Int()), withinDays(f[0].Int(), f[1].Int())
}

func readDateTime(f []value.Value) (value.Value, error) {
	zone, err := readZone(f[2])
	if err != nil {
		return value.Value{}, err
	}
	return value.OfDateTime(f[0].Int(), f[1].Int(), zone), withinDays(f[0].Int(), f[1].Int())
}

func readLegacyDateTime(f []value.Value) (value.Value, error) {
	zone, err := readZone(f[2])
	if err != nil {
		return value.Value{}, err
	}
	local := f[0].Int()
	if err := withinDays(local, f[1].Int()); err != nil {
		return value.Value{}, err
	}
	utc := local - int64(zone.OffsetAt(local-int64(zone.OffsetAt(local))))
	return value.OfDateTime(utc, f[1].Int(), zone), nil
}

// readZone reads an offset in seconds or the name of a zone.
func readZone(v value.Value) (*value.Zone, error) {
	if v.Kind() == value.String {
		return value.NamedZone(v.Text())
	}
	if err := within(v.Int(), -farthestOffset, farthestOffset); err != nil {
		return nil, err
	}
	return value.OffsetZone(int(v.Int())), nil
}

func readDuration(f []value.Value) (value.Value, error) {
	months, days, seconds, nanos := f[0].Int(), f[1].Int(), f[2].Int(), f[3].Int()
	const room = math.MaxInt64/nanosOfSecond + 1 // what nanoseconds may carry into the seconds
	return value.OfDuration(months, days, seconds, nanos), within(seconds, math.MinInt64+room, math.MaxInt64-room)
}

func readPoint(f []value.Value) (value.Value, error) {
	srid := f[0].Int()
	flat, deep := srid == value.WGS84 || srid == value.Cartesian, srid == value.WGS84In3D || srid == value.CartesianIn3D
	if len(f) == 3 && flat {
		return value.OfPoint(int(srid), f[1].Float(), f[2].Float(), 0), nil
	}
	if len(f) == 4 && deep {
		return value.OfPoint(int(srid), f[1].Float(), f[2].Float(), f[3].Float()), nil
	}
	return value.Value{}, invalid("%d is no reference system of points of %d dimensions.", srid, len(f)-1)
}
