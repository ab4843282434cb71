package value

// A moment is a temporal value taken apart: what a calendar and a clock show,
// and where. Constructing, truncating and reckoning work on it.
type moment struct {
	hasDate, hasTime bool
	days             int64 // since 1970-01-01
	nanos            int64 // of the day
	zone             *Zone // nil where none is known
	offset           int   // in zone, to tell the two moments that clocks show twice
}

// anyOffset is the offset of a moment that may be either of two; no zone has it.
const anyOffset = maxOffset + 1

// momentOf takes v apart, which is a point in time.
func momentOf(v Value) moment {
	switch v.kind {
	case Date:
		return moment{hasDate: true, days: v.Days()}
	case LocalTime:
		return moment{hasTime: true, nanos: v.NanosOfDay()}
	case Time:
		return moment{hasTime: true, nanos: v.NanosOfDay(), zone: OffsetZone(v.Offset()), offset: v.Offset()}
	}
	local := v.localSeconds()
	m := moment{hasDate: true, hasTime: true, days: floorDiv(local, secondsPerDay)}
	m.nanos = floorMod(local, secondsPerDay)*nanosPerSecond + v.Nanos()
	if v.kind == DateTime {
		m.zone, m.offset = v.Zone(), v.Offset()
	}
	return m
}

// value puts m together as a value of kind, for which it has what is needed.
func (m moment) value(kind Kind) Value {
	switch kind {
	case Date:
		return OfDate(m.days)
	case LocalTime:
		return OfLocalTime(m.nanos)
	case Time:
		utc := m.zone.toUTC(m.localSeconds(), m.offset)
		return OfTime(m.nanos, m.zone.OffsetAt(utc))
	case LocalDateTime:
		return OfLocalDateTime(m.localSeconds(), m.nanos%nanosPerSecond)
	}
	return OfDateTime(m.zone.toUTC(m.localSeconds(), m.offset), m.nanos%nanosPerSecond, m.zone)
}

// localSeconds is what clocks show, in seconds from 1970.
func (m moment) localSeconds() int64 { return m.days*secondsPerDay + m.nanos/nanosPerSecond }

// in is m as clocks in zone show it, m's own zone being known.
func (m moment) in(zone *Zone) moment {
	utc := m.zone.toUTC(m.localSeconds(), m.offset)
	seen := momentOf(OfDateTime(utc, m.nanos%nanosPerSecond, zone))
	seen.hasDate, seen.hasTime = m.hasDate, m.hasTime
	return seen
}

// withZone is m with zone put to it, clocks showing the same.
func (m moment) withZone(zone *Zone) moment {
	m.zone, m.offset = zone, anyOffset
	return m
}

// needsDate says whether values of kind have a date.
func needsDate(kind Kind) bool { return kind == Date || kind == LocalDateTime || kind == DateTime }

// needsTime says whether values of kind have a time of day.
func needsTime(kind Kind) bool { return kind != Date }

// needsZone says whether values of kind have a zone or an offset.
func needsZone(kind Kind) bool { return kind == Time || kind == DateTime }

// require is an error unless m, taken from v, has what a value of kind needs.
func (m moment) require(kind Kind, v Value) error {
	if needsDate(kind) && !m.hasDate {
		return failure(TypeError, "Cannot get the date of: %s", plain(v))
	}
	if needsTime(kind) && !m.hasTime {
		return failure(TypeError, "Cannot get the time of: %s", plain(v))
	}
	return nil
}

// plain is the text of a temporal value, for messages.
func plain(v Value) string { return string(appendTemporal(nil, v, true)) }
