package value

import (
	"errors"
	"testing"
	"time"
)

// noon is the clock of the tests.
var noon = Clock{Now: time.Date(2024, 2, 29, 12, 0, 0, 500, time.UTC), Zone: UTC}

// of makes a value of what Go has: nil, scalars, slices; what is a value already stays.
func of(v any) Value {
	switch v := v.(type) {
	case nil:
		return Value{}
	case Value:
		return v
	case bool:
		return OfBool(v)
	case int:
		return OfInt(int64(v))
	case float64:
		return OfFloat(v)
	case string:
		return OfString(v)
	}
	panic("no value of this type")
}

func list(items ...any) Value {
	values := make([]Value, len(items))
	for i, item := range items {
		values[i] = of(item)
	}
	return OfList(values)
}

// record is a map of keys and values by turns.
func record(entries ...any) Value {
	m := &Mapping{}
	for i := 0; i < len(entries); i += 2 {
		m.Set(entries[i].(string), of(entries[i+1]))
	}
	return OfMap(m)
}

// read is a temporal value or a duration from its text.
func read(kind Kind, text string) Value {
	v, err := ParseTemporal(kind, text, UTC)
	if err != nil {
		panic(err)
	}
	return v
}

// wantCode is a failure of the test unless err is an error of that code.
func wantCode(t *testing.T, what string, err error, code Code) {
	t.Helper()
	var known *Error
	if !errors.As(err, &known) || known.Code != code {
		t.Errorf("%s: error %v, want one of %s", what, err, code)
	}
}

// samples are values of every kind, in ascending order; those of one row are
// equivalent.
func samples() [][]Value {
	loop := OfPath(&PathData{Nodes: []Value{NodeReference(1), NodeReference(1)}, Relationships: []Value{RelationshipReference(7)}})
	return [][]Value{
		{record()},
		{record("a", 1), record("a", 1.0)},
		{record("a", nil)},
		{record("b", 1)},
		{record("a", 1, "b", 2), record("b", 2, "a", 1)},
		{NodeReference(1), OfNode(&NodeData{ID: 1, Labels: []string{"A"}})},
		{NodeReference(2)},
		{RelationshipReference(1)},
		{list()},
		{list("a")},
		{list("a", 1)},
		{list(1), list(1.0)},
		{list(1, "a")},
		{list(1, nil)},
		{list(nan())},
		{list(nil, 1)},
		{list(nil, 2)},
		{OfBytes([]byte{1})},
		{OfPath(&PathData{Nodes: []Value{NodeReference(1)}})},
		{loop},
		{OfPoint(WGS84, 1, 2, 0)},
		{OfPoint(Cartesian, 1, 2, 0)},
		{OfPoint(CartesianIn3D, 1, 2, 3)},
		{read(DateTime, "0001-01-01T01:01:01.000000001-11:59")},
		{read(DateTime, "2020-01-01T12:00Z")},
		{read(DateTime, "2020-01-01T12:00[UTC]")},
		{read(DateTime, "2020-01-01T13:00+01:00")},
		{read(DateTime, "2020-01-01T13:00[Europe/Berlin]")},
		{read(LocalDateTime, "1984-10-11T12:31:14.645")},
		{read(LocalDateTime, "1984-10-11T12:31:14.645001")},
		{read(Date, "-0001-01-01")},
		{read(Date, "1910-05-06")},
		{read(Time, "12:35:15+05:00")},
		{read(Time, "12:30:14.645876123+01:01")},
		{read(Time, "12:00Z")},
		{read(Time, "13:00+01:00")},
		{read(LocalTime, "10:35")},
		{read(LocalTime, "12:31:14.645876123")},
		{read(Duration, "P-1M")},
		{read(Duration, "P30D")},
		{read(Duration, "PT730H29M6S")},
		{read(Duration, "P1M")},
		{read(Duration, "P31D"), read(Duration, "P31DT0S")},
		{of("")},
		{of("Z")},
		{of("a")},
		{of("é")},
		{of(false)},
		{of(true)},
		{of(-1)},
		{of(0), of(0.0)},
		{of(0.5)},
		{of(1), of(1.0)},
		{of(1 << 53), of(float64(1 << 53))},
		{of(1<<53 + 1)},
		{of(1<<63 - 1)},
		{of(float64(1 << 63))},
		{nan()},
		{of(nil)},
	}
}
