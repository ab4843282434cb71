package value

// truncations are the units to which a temporal value may be cut, from the
// largest. A unit of days cuts the date, a unit of time the time of day.
var truncations = []struct {
	unit string
	date func(days int64) int64 // nil for a unit of time
	time int64                  // in nanoseconds
}{
	{"millennium", func(days int64) int64 { return everyYears(days, 1000) }, 0},
	{"century", func(days int64) int64 { return everyYears(days, 100) }, 0},
	{"decade", func(days int64) int64 { return everyYears(days, 10) }, 0},
	{"year", func(days int64) int64 { return everyYears(days, 1) }, 0},
	{"weekYear", weekYearStart, 0},
	{"quarter", func(days int64) int64 { return civilOf(days).quarterStart() }, 0},
	{"month", func(days int64) int64 { return days - civilOf(days).day + 1 }, 0},
	{"week", func(days int64) int64 { return days - dayOfWeek(days) + 1 }, 0},
	{"day", func(days int64) int64 { return days }, 0},
	{"hour", nil, 3600 * nanosPerSecond},
	{"minute", nil, 60 * nanosPerSecond},
	{"second", nil, nanosPerSecond},
	{"millisecond", nil, 1_000_000},
	{"microsecond", nil, 1_000},
}

func everyYears(days, years int64) int64 {
	return civil{civilOf(days).year / years * years, 1, 1}.days()
}

func weekYearStart(days int64) int64 {
	inYear, _ := weekOf(days)
	return firstMonday(inYear)
}

// Truncate is v cut to the given unit, as a value of a temporal kind, with what
// the map fields says set afterwards; null for no fields.
func Truncate(kind Kind, unit string, v, fields Value, clock Clock) (Value, error) {
	if v.IsNull() {
		return v, nil
	}
	if !isTemporal(v) {
		return Value{}, failure(ProcedureFailed, "Cannot truncate `%s`", TypeName(v))
	}
	m := momentOf(v)
	if kind == Time && m.zone != nil { // without a day no zone tells an offset: it stays the one of v
		m.zone = OffsetZone(m.offset)
	}
	m, err := cut(m, kind, unit, v)
	if err != nil {
		return Value{}, err
	}
	if m.zone == nil {
		m = m.withZone(clock.Zone)
	}
	if fields.kind != Map {
		return m.value(kind), nil
	}
	p, err := collect(kind, fields.Mapping())
	if err != nil {
		return Value{}, err
	}
	if p.zone != nil && !needsZone(kind) {
		return Value{}, errZoneBesideFields()
	}
	p.keepFraction(unit, m.nanos)
	if m, err = p.moment(kind, m); err != nil {
		return Value{}, err
	}
	if p.zone != nil {
		m = placed(m.withZone(nil), kind, p.zone, clock)
	}
	return m.value(kind), nil
}

// cut is m, taken from v, without what is smaller than unit.
func cut(m moment, kind Kind, unit string, v Value) (moment, error) {
	for _, t := range truncations {
		if t.unit != unit {
			continue
		}
		if t.date == nil {
			if kind == Date {
				return m, failure(TypeError, "Unit too small for truncation: %s", unit)
			}
			if err := m.require(kind, v); err != nil {
				return m, err
			}
			m.nanos -= m.nanos % t.time
			return m, nil
		}
		if !needsDate(kind) && unit != "day" {
			return m, failure(TypeError, "Unit is too large to be used for truncation: %s", unit)
		}
		if needsDate(kind) {
			if err := m.require(Date, v); err != nil {
				return m, err
			}
			m.days = t.date(m.days)
		} else if err := m.require(kind, v); err != nil {
			return m, err
		}
		m.hasTime, m.nanos, m.offset = true, 0, anyOffset
		return m, nil
	}
	return m, failure(ArgumentError, "Unsupported unit: %s", unit)
}

// keepFraction has smaller fields add to what is left of the second after a cut
// to milliseconds or microseconds.
func (p *parts) keepFraction(unit string, nanos int64) {
	if unit != "millisecond" && unit != "microsecond" || !p.has(microsecond) && !p.has(nanosecond) || p.has(millisecond) {
		return
	}
	p.put(millisecond, nanos/1_000_000%1000)
	if unit == "microsecond" && !p.has(microsecond) {
		p.put(microsecond, nanos/1000%1000)
	}
}
