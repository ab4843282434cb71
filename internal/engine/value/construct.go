package value

// Construct makes a value of a temporal kind or a duration from a map, a text
// or another temporal value. Null gives null; clock says what the argument
// leaves open.
func Construct(kind Kind, arg Value, clock Clock) (Value, error) {
	return Value{}, failure(ArgumentError, "not constructible yet")
}

// Now is clock's moment as a value of a temporal kind.
func Now(kind Kind, clock Clock) Value {
	seconds, nanos := clock.Now.Unix(), int64(clock.Now.Nanosecond())
	local := seconds + int64(clock.Zone.OffsetAt(seconds))
	ofDay := floorMod(local, secondsPerDay)*nanosPerSecond + nanos
	switch kind {
	case Date:
		return OfDate(floorDiv(local, secondsPerDay))
	case LocalTime:
		return OfLocalTime(ofDay)
	case Time:
		return OfTime(ofDay, clock.Zone.OffsetAt(seconds))
	case LocalDateTime:
		return OfLocalDateTime(local, nanos)
	}
	return OfDateTime(seconds, nanos, clock.Zone)
}

// Truncate is v cut to the given unit, as a value of a temporal kind, with what
// the map fields says set afterwards; null for no fields.
func Truncate(kind Kind, unit string, v, fields Value, clock Clock) (Value, error) {
	return Value{}, failure(ArgumentError, "not yet")
}

// Between is the duration from a to b: in months, days and seconds, or, with
// unit "months", "days" or "seconds", in whole such units alone.
func Between(unit string, a, b Value) (Value, error) {
	return Value{}, failure(ArgumentError, "not yet")
}

// TemporalField is the field of that name of a temporal value or duration,
// and whether there is one.
func TemporalField(v Value, name string) (Value, bool) { return Value{}, false }
