package value

// Construct makes a value of a temporal kind or a duration from a map, a text
// or another temporal value. Null gives null; clock says what the argument
// leaves open.
func Construct(kind Kind, arg Value, clock Clock) (Value, error) {
	switch {
	case arg.IsNull():
		return arg, nil
	case kind == Duration && arg.kind == Map:
		return durationFromMap(arg.Mapping())
	case arg.kind == Map:
		return fromMap(kind, arg.Mapping(), clock)
	case arg.kind == String:
		return ParseTemporal(kind, arg.Text(), clock.Zone)
	case kind != Duration && isTemporal(arg):
		return convert(kind, arg, clock.Zone)
	}
	return Value{}, failure(ProcedureFailed, "Cannot make a `%s` of `%s`", kindNames[kind], TypeName(arg))
}

// Now is clock's moment as a value of a temporal kind.
func Now(kind Kind, clock Clock) Value {
	now := OfDateTime(clock.Now.Unix(), int64(clock.Now.Nanosecond()), clock.Zone)
	if kind == DateTime {
		return now
	}
	return momentOf(now).value(kind)
}

// FromEpoch is the date and time in UTC so many seconds and nanoseconds after 1970.
func FromEpoch(seconds, nanos int64) (Value, error) {
	if nanos < 0 || nanos >= nanosPerSecond {
		return Value{}, failure(ArgumentError, "Invalid nanosecond: %d", nanos)
	}
	if err := checkDays(floorDiv(seconds, secondsPerDay), ArgumentError); err != nil {
		return Value{}, err
	}
	return OfDateTime(seconds, nanos, UTC), nil
}

// FromEpochMillis is the date and time in UTC so many milliseconds after 1970.
func FromEpochMillis(millis int64) (Value, error) {
	return FromEpoch(floorDiv(millis, 1000), floorMod(millis, 1000)*1_000_000)
}

// convert takes from v what a value of kind holds of it, with zone where v has none.
func convert(kind Kind, v Value, zone *Zone) (Value, error) {
	if v.kind == kind {
		return v, nil
	}
	m := momentOf(v)
	if err := m.require(kind, v); err != nil {
		return Value{}, err
	}
	if m.zone == nil {
		m = m.withZone(zone)
	}
	return m.value(kind), nil
}

func fromMap(kind Kind, entries *Mapping, clock Clock) (Value, error) {
	p, err := collect(kind, entries)
	if err != nil {
		return Value{}, err
	}
	if p.empty() && p.zone == nil {
		return Value{}, failure(ArgumentError, "At least one temporal unit must be specified.")
	}
	if p.empty() {
		return Now(kind, Clock{clock.Now, p.zone}), nil
	}
	if p.zone != nil && !needsZone(kind) {
		return Value{}, errZoneBesideFields()
	}
	base, err := p.base(kind)
	if err != nil {
		return Value{}, err
	}
	m, err := p.moment(kind, base)
	if err != nil {
		return Value{}, err
	}
	return placed(m, kind, p.zone, clock).value(kind), nil
}

func errZoneBesideFields() error {
	return failure(TypeError, "Cannot assign time zone if also assigning other fields.")
}

// base joins the other temporal values that p takes from.
func (p *parts) base(kind Kind) (moment, error) {
	whole, err := p.whole()
	if err != nil || !whole.IsNull() {
		m := moment{}
		if err == nil {
			m = momentOf(whole)
			err = m.require(kind, whole)
		}
		return m, err
	}
	var m moment
	if !p.time.IsNull() {
		m = momentOf(p.time)
		if err := m.require(LocalTime, p.time); err != nil {
			return m, err
		}
		m.hasDate = false
	}
	if !p.date.IsNull() {
		from := momentOf(p.date)
		if err := from.require(Date, p.date); err != nil {
			return m, err
		}
		m.hasDate, m.days = true, from.days
	}
	return m, nil
}

// whole is the value from which p takes both date and time, null if there is none.
func (p *parts) whole() (v Value, err error) {
	switch {
	case p.has(epochSeconds):
		v, err = FromEpoch(p.n[epochSeconds], 0)
	case p.has(epochMillis):
		v, err = FromEpochMillis(p.n[epochMillis])
	default:
		v = p.datetime
	}
	switch {
	case err == nil && p.set>>epochSeconds != 0 && p.zone != nil:
		return OfDateTime(v.EpochSeconds(), v.Nanos(), p.zone), nil
	case !v.IsNull() && (!p.date.IsNull() || !p.time.IsNull()):
		return v, failure(ArgumentError, "datetime cannot be selected together with date or time.")
	}
	return v, err
}

// moment is base with the fields of p set.
func (p *parts) moment(kind Kind, base moment) (moment, error) {
	m, err := base, error(nil)
	if needsDate(kind) {
		var known *moment
		if base.hasDate {
			known = &base
		}
		if m.days, err = p.onDate(known, p.has(hour) || base.hasTime); err != nil {
			return m, err
		}
	}
	if needsTime(kind) {
		var known *moment
		if base.hasTime {
			known = &base
		} else if !p.has(hour) && !needsDate(kind) {
			return m, failure(ArgumentError, "hour must be specified")
		}
		m.nanos, err = p.atTime(known)
	}
	return m, err
}

// placed puts m into its zone: the one asked for, as seen from the one that it
// has, else its own, else the clock's.
func placed(m moment, kind Kind, asked *Zone, clock Clock) moment {
	if kind == Time && asked != nil {
		asked = OffsetZone(asked.OffsetAt(clock.Now.Unix()))
	}
	switch {
	case asked != nil && m.zone != nil:
		return m.in(asked)
	case asked != nil:
		return m.withZone(asked)
	case m.zone == nil:
		return m.withZone(clock.Zone)
	}
	return m
}
