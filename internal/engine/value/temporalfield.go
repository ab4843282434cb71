package value

// readings are the fields of points in time, by what they need.
var (
	dateReadings = []reading{
		{"year", func(m moment) int64 { return civilOf(m.days).year }},
		{"quarter", func(m moment) int64 { return civilOf(m.days).quarter() }},
		{"month", func(m moment) int64 { return civilOf(m.days).month }},
		{"week", func(m moment) int64 { _, n := weekOf(m.days); return n }},
		{"weekYear", func(m moment) int64 { n, _ := weekOf(m.days); return n }},
		{"dayOfQuarter", dayOfQuarter},
		{"quarterDay", dayOfQuarter},
		{"day", func(m moment) int64 { return civilOf(m.days).day }},
		{"ordinalDay", func(m moment) int64 { return m.days - civilOf(m.days).yearStart() + 1 }},
		{"dayOfWeek", func(m moment) int64 { return dayOfWeek(m.days) }},
		{"weekDay", func(m moment) int64 { return dayOfWeek(m.days) }},
	}
	timeReadings = []reading{
		{"hour", func(m moment) int64 { return clockOf(m.nanos).hour }},
		{"minute", func(m moment) int64 { return clockOf(m.nanos).minute }},
		{"second", func(m moment) int64 { return clockOf(m.nanos).second }},
		{"millisecond", func(m moment) int64 { return clockOf(m.nanos).nano / 1_000_000 }},
		{"microsecond", func(m moment) int64 { return clockOf(m.nanos).nano / 1_000 }},
		{"nanosecond", func(m moment) int64 { return clockOf(m.nanos).nano }},
	}
	zoneReadings = []reading{
		{"offsetMinutes", func(m moment) int64 { return int64(m.offset / 60) }},
		{"offsetSeconds", func(m moment) int64 { return int64(m.offset) }},
	}
	epochReadings = []reading{
		{"epochSeconds", func(m moment) int64 { return epochMillisOf(m) / 1000 }}, // towards 1970, as Neo4j has it
		{"epochMillis", epochMillisOf},
	}
)

type reading struct {
	name string
	of   func(m moment) int64
}

// durationReadings are the fields of durations: each counts whole units of its
// group (months, days, seconds), those named after two units what is left of
// the larger.
var durationReadings = []struct {
	name string
	of   func(d durationData) int64
}{
	{"years", func(d durationData) int64 { return d.months / 12 }},
	{"quarters", func(d durationData) int64 { return d.months / 3 }},
	{"months", func(d durationData) int64 { return d.months }},
	{"quartersOfYear", func(d durationData) int64 { return d.months / 3 % 4 }},
	{"monthsOfYear", func(d durationData) int64 { return d.months % 12 }},
	{"monthsOfQuarter", func(d durationData) int64 { return d.months % 3 }},
	{"weeks", func(d durationData) int64 { return d.days / 7 }},
	{"days", func(d durationData) int64 { return d.days }},
	{"daysOfWeek", func(d durationData) int64 { return d.days % 7 }},
	{"hours", func(d durationData) int64 { return d.seconds / 3600 }},
	{"minutes", func(d durationData) int64 { return d.seconds / 60 }},
	{"seconds", func(d durationData) int64 { return d.seconds }},
	{"milliseconds", func(d durationData) int64 { return d.seconds*1_000 + d.nanos/1_000_000 }},
	{"microseconds", func(d durationData) int64 { return d.seconds*1_000_000 + d.nanos/1_000 }},
	{"nanoseconds", func(d durationData) int64 { return d.seconds*nanosPerSecond + d.nanos }},
	{"minutesOfHour", func(d durationData) int64 { return d.seconds / 60 % 60 }},
	{"secondsOfMinute", func(d durationData) int64 { return d.seconds % 60 }},
	{"millisecondsOfSecond", func(d durationData) int64 { return d.nanos / 1_000_000 }},
	{"microsecondsOfSecond", func(d durationData) int64 { return d.nanos / 1_000 }},
	{"nanosecondsOfSecond", func(d durationData) int64 { return d.nanos }},
}

// TemporalField is the field of that name of a temporal value or duration,
// and whether there is one.
func TemporalField(v Value, name string) (Value, bool) {
	if v.kind == Duration {
		return durationField(*v.duration(), name)
	}
	if !isTemporal(v) {
		return Value{}, false
	}
	m := momentOf(v)
	switch {
	case m.zone != nil && name == "timezone":
		return OfString(m.zone.String()), true
	case m.zone != nil && name == "offset":
		return OfString(string(appendOffset(nil, m.offset))), true
	}
	for _, group := range [...]struct {
		there    bool
		readings []reading
	}{{m.hasDate, dateReadings}, {m.hasTime, timeReadings}, {m.zone != nil, zoneReadings}, {v.kind == DateTime, epochReadings}} {
		for _, r := range group.readings {
			if r.name == name && group.there {
				return OfInt(r.of(m)), true
			}
		}
	}
	return Value{}, false
}

func durationField(d durationData, name string) (Value, bool) {
	for _, r := range durationReadings {
		if r.name == name {
			return OfInt(r.of(d)), true
		}
	}
	return Value{}, false
}

func dayOfQuarter(m moment) int64 { return m.days - civilOf(m.days).quarterStart() + 1 }

func epochMillisOf(m moment) int64 {
	return epochSecondsOf(m)*1000 + clockOf(m.nanos).nano/1_000_000
}

func epochSecondsOf(m moment) int64 { return m.localSeconds() - int64(m.offset) }
