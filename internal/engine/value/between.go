package value

// Between is the duration from a to b: in months, days and seconds, or, with
// unit "months", "days" or "seconds", in whole such units alone. Where only one
// has a date or a zone, it counts for both. Null gives null.
func Between(unit string, a, b Value) (Value, error) {
	if a.IsNull() || b.IsNull() {
		return Value{}, nil
	}
	if !isTemporal(a) || !isTemporal(b) {
		return Value{}, failure(ProcedureFailed, "Cannot measure from `%s` to `%s`", TypeName(a), TypeName(b))
	}
	from, to := momentOf(a), momentOf(b)
	dated := from.hasDate && to.hasDate
	if !from.hasDate && !to.hasDate && (unit == "months" || unit == "days") {
		return Value{}, failure(TypeError, "Unsupported unit: %s", unit)
	}
	from, to = aligned(from, to)
	switch unit {
	case "":
		return stepsBetween(from, to, dated), nil
	case "months":
		if dated {
			return OfDuration(monthsBetween(from, to), 0, 0, 0), nil
		}
	case "days":
		if dated {
			return OfDuration(0, daysBetween(from, to), 0, 0), nil
		}
	case "seconds":
		seconds, nanos := timeBetween(from, to)
		return OfDuration(0, 0, seconds, nanos), nil
	}
	return OfDuration(0, 0, 0, 0), nil
}

// aligned gives both the date and the zone that only one has; both then show
// what clocks show in the zone of from.
func aligned(from, to moment) (moment, moment) {
	if !from.hasDate {
		from.days = to.days
	}
	if !to.hasDate {
		to.days = from.days
	}
	switch {
	case from.zone == nil && to.zone == nil:
		return from.withZone(UTC), to.withZone(UTC)
	case from.zone == nil:
		from = from.withZone(to.zone)
	case to.zone == nil:
		to = to.withZone(from.zone)
	default:
		to = to.in(from.zone)
	}
	return from, to
}

// stepsBetween goes from from to to in whole months, then days, then seconds.
func stepsBetween(from, to moment, dated bool) Value {
	var months, days int64
	if dated {
		months = monthsBetween(from, to)
		from.days = civilOf(from.days).plusMonths(months).days()
		days = daysBetween(from, to)
		from.days += days
	}
	seconds, nanos := timeBetween(from, to)
	return OfDuration(months, days, seconds, nanos)
}

// shown is m as clocks show it, which leave out an hour in spring.
func (m moment) shown() moment { return m.in(m.zone) }

// monthsBetween counts whole months, those that end no later than to in the
// direction of going.
func monthsBetween(from, to moment) int64 {
	from, to = from.shown(), to.shown()
	end := civilOf(from.days + daysBetween(from, to))
	start := civilOf(from.days)
	const width = 32 // more than any month has days
	return ((end.year-start.year)*12*width + (end.month-start.month)*width + end.day - start.day) / width
}

// daysBetween counts whole days.
func daysBetween(from, to moment) int64 {
	from, to = from.shown(), to.shown()
	days := to.days - from.days
	switch {
	case days > 0 && to.nanos < from.nanos:
		return days - 1
	case days < 0 && to.nanos > from.nanos:
		return days + 1
	}
	return days
}

func timeBetween(from, to moment) (seconds, nanos int64) {
	seconds = to.zone.toUTC(to.localSeconds(), to.offset) - from.zone.toUTC(from.localSeconds(), from.offset)
	return seconds, to.nanos%nanosPerSecond - from.nanos%nanosPerSecond
}
