package value

// A field is one of the entries that a map for a temporal value may have.
type field uint8

const (
	year field = iota
	month
	day
	week
	dayInWeek
	ordinalDay
	quarter
	dayInQuarter
	hour
	minute
	second
	millisecond
	microsecond
	nanosecond
	epochSeconds
	epochMillis
	fieldCount
)

// fieldNames are the fields' names in a query.
var fieldNames = [fieldCount]string{
	"year", "month", "day", "week", "dayOfWeek", "ordinalDay", "quarter", "dayOfQuarter",
	"hour", "minute", "second", "millisecond", "microsecond", "nanosecond", "epochSeconds", "epochMillis",
}

// parts is what a map or a text says of a temporal value.
type parts struct {
	set                  uint32 // one bit for each field
	n                    [fieldCount]int64
	zone                 *Zone // nil if none is said
	date, time, datetime Value // null if none is said
}

func (p *parts) has(f field) bool { return p.set&(1<<f) != 0 }

func (p *parts) put(f field, n int64) {
	p.set |= 1 << f
	p.n[f] = n
}

// or is the field's value, or otherwise if it is not set.
func (p *parts) or(f field, otherwise int64) int64 {
	if p.has(f) {
		return p.n[f]
	}
	return otherwise
}

// empty says whether nothing is said, the zone aside.
func (p *parts) empty() bool {
	return p.set == 0 && p.date.IsNull() && p.time.IsNull() && p.datetime.IsNull()
}

// collect reads the map for a value of kind.
func collect(kind Kind, m *Mapping) (*parts, error) {
	p := &parts{}
	for i := range m.Len() {
		name, v := m.Entry(i)
		if err := p.take(kind, name, v); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (p *parts) take(kind Kind, name string, v Value) error {
	switch name {
	case "timezone":
		return p.takeZone(kind, v)
	case "date":
		return takeOther(&p.date, name, v, needsDate(kind))
	case "time":
		return takeOther(&p.time, name, v, needsTime(kind))
	case "datetime":
		return takeOther(&p.datetime, name, v, needsDate(kind) && needsTime(kind))
	}
	for f, known := range fieldNames {
		if known == name {
			return p.takeNumber(kind, field(f), v)
		}
	}
	return failure(ArgumentError, "No such field: %s", name)
}

func (p *parts) takeZone(kind Kind, v Value) error {
	if v.kind != String && !needsZone(kind) {
		return errZoneBesideFields()
	}
	if v.kind != String {
		return failure(ArgumentError, "timezone must be a string value, but was a %s", TypeName(v))
	}
	zone, err := ParseZone(v.Text())
	p.zone = zone
	return err
}

func takeOther(into *Value, name string, v Value, fits bool) error {
	if !fits {
		return failure(TypeError, "Not supported: %s", name)
	}
	if !isTemporal(v) {
		return failure(ArgumentError, "Cannot construct %s from: %s", name, Print(v))
	}
	*into = v
	return nil
}

func (p *parts) takeNumber(kind Kind, f field, v Value) error {
	fits := needsDate(kind)
	switch {
	case f >= epochSeconds:
		fits = kind == DateTime
	case f >= hour:
		fits = needsTime(kind)
	}
	if !fits {
		return failure(TypeError, "Not supported: %s", fieldNames[f])
	}
	if v.IsNull() {
		return p.putLeast(f)
	}
	if v.kind != Integer {
		return failure(TypeError, "%s must be an integer value, but was a %s", fieldNames[f], TypeName(v))
	}
	p.put(f, v.Int())
	return nil
}

// putLeast sets a field that is said to be null, as the first of its kind.
func (p *parts) putLeast(f field) error {
	switch {
	case f >= epochSeconds:
		return failure(ArgumentError, "Cannot construct a date and time from: %s null", fieldNames[f])
	case f == year, f >= hour:
		p.put(f, 0)
	default:
		p.put(f, 1)
	}
	return nil
}

// dateSystems are the ways to say which day of a year: no two go together.
var dateSystems = []struct {
	name   string
	fields []field // each but the first of more use only after the one before it
	days   func(p *parts, base *moment) (int64, error)
}{
	{"week date", []field{week, dayInWeek}, (*parts).weekDate},
	{"ordinal date", []field{ordinalDay}, (*parts).ordinalDate},
	{"quarter date", []field{quarter, dayInQuarter}, (*parts).quarterDate},
	{"calendar date", []field{month, day}, (*parts).calendarDate},
}

// onDate is the date that p says, as days since 1970-01-01. What p leaves open
// is as in base; without one (nil) the year must be said, and the fields may be
// left out from the smallest, unless a time of day follows.
func (p *parts) onDate(base *moment, timeFollows bool) (int64, error) {
	system := p.dateSystem()
	for i, other := range dateSystems {
		for j, f := range other.fields {
			if i != system && p.has(f) {
				return 0, failure(TypeError, "Cannot assign %s to %s.", fieldNames[f], dateSystems[system].name)
			}
			if i == system && base == nil && j > 0 && p.has(f) && !p.has(other.fields[j-1]) {
				return 0, failure(ArgumentError, "%s cannot be specified without %s", fieldNames[f], fieldNames[other.fields[j-1]])
			}
			if i == system && base == nil && timeFollows && !p.has(f) {
				return 0, failure(ArgumentError, "%s must be specified", fieldNames[f])
			}
		}
	}
	if base == nil && !p.has(year) {
		return 0, failure(ArgumentError, "year must be specified")
	}
	if err := p.within(year, minYear, maxYear); err != nil {
		return 0, err
	}
	days, err := dateSystems[system].days(p, base)
	if err == nil {
		err = checkDays(days, ArgumentError)
	}
	return days, err
}

// dateSystem is the index of the first system of which a field is set, or of the last.
func (p *parts) dateSystem() int {
	for i, system := range dateSystems {
		for _, f := range system.fields {
			if p.has(f) {
				return i
			}
		}
	}
	return len(dateSystems) - 1
}

// start is the day of base, or the first of January, in the year that is said.
// There may be no such day, as the 29th of February of most years.
func (p *parts) start(base *moment) civil {
	c := civil{month: 1, day: 1}
	if base != nil {
		c = civilOf(base.days)
	}
	c.year = p.or(year, c.year)
	return c
}

func (p *parts) weekDate(base *moment) (int64, error) {
	inYear, inWeek, weekday := p.n[year], int64(1), int64(1)
	if base != nil {
		inYear, inWeek = weekOf(base.days)
		weekday = dayOfWeek(base.days)
	}
	if err := p.within(week, 1, 53); err != nil {
		return 0, err
	}
	if err := p.within(dayInWeek, 1, 7); err != nil {
		return 0, err
	}
	weeks := p.or(week, inWeek) - 1
	return firstMonday(p.or(year, inYear)) + weeks*7 + p.or(dayInWeek, weekday) - 1, nil
}

func (p *parts) ordinalDate(base *moment) (int64, error) {
	c := p.start(base)
	first, next := c.yearStart(), civil{c.year + 1, 1, 1}.days()
	if err := p.within(ordinalDay, 1, next-first); err != nil {
		return 0, err
	}
	return first + p.n[ordinalDay] - 1, nil
}

// quarterDate keeps, of a base, the day of the month and the month's place in
// the quarter, unless the day of the quarter is said.
func (p *parts) quarterDate(base *moment) (int64, error) {
	c := p.start(base)
	if err := p.within(quarter, 1, 4); err != nil {
		return 0, err
	}
	if err := p.within(dayInQuarter, 1, 92); err != nil {
		return 0, err
	}
	c = c.plusMonths(3 * (p.or(quarter, c.quarter()) - c.quarter()))
	if p.has(dayInQuarter) {
		return c.quarterStart() + p.n[dayInQuarter] - 1, nil
	}
	return c.days(), nil
}

// calendarDate takes the last day of a month in which the base's does not exist.
func (p *parts) calendarDate(base *moment) (int64, error) {
	c := p.start(base)
	if err := p.within(month, 1, 12); err != nil {
		return 0, err
	}
	c.month = p.or(month, c.month)
	last := daysInMonth(c.year, c.month)
	if err := p.within(day, 1, last); err != nil {
		return 0, err
	}
	c.day = p.or(day, min(c.day, last))
	return c.days(), nil
}

// within is an error if the field is set to what is not between low and high.
func (p *parts) within(f field, low, high int64) error {
	if n := p.or(f, low); n < low || n > high {
		return failure(ArgumentError, "Invalid value for %s (valid values %d - %d): %d", fieldNames[f], low, high, n)
	}
	return nil
}

// checkDays is an error of that code if the date lies beyond the years that there are.
func checkDays(days int64, code Code) error {
	if y := civilOf(days).year; y < minYear || y > maxYear {
		return failure(code, "Invalid value for year (valid values %d - %d): %d", minYear, maxYear, y)
	}
	return nil
}

// atTime is the time of day that p says, in nanoseconds. What p leaves open is
// as in base; without one (nil) it is zero, and may be left out from the
// smallest only.
func (p *parts) atTime(base *moment) (int64, error) {
	c := clockFace{}
	if base != nil {
		c = clockOf(base.nanos)
	} else if err := p.timeInOrder(); err != nil {
		return 0, err
	}
	for i, high := range [...]int64{23, 59, 59} {
		if err := p.within(hour+field(i), 0, high); err != nil {
			return 0, err
		}
	}
	nano, err := p.fraction(c.nano)
	c = clockFace{p.or(hour, c.hour), p.or(minute, c.minute), p.or(second, c.second), nano}
	return c.nanos(), err
}

// timeInOrder is an error if a field is set and one that it is part of is not.
func (p *parts) timeInOrder() error {
	for f := minute; f <= nanosecond; f++ {
		if outer := min(f-1, second); p.has(f) && !p.has(outer) {
			return failure(ArgumentError, "%s cannot be specified without %s", fieldNames[f], fieldNames[outer])
		}
	}
	return nil
}

// fraction is the part of a second that p says, in nanoseconds: its fields add
// up, each less than one of the next larger that is set.
func (p *parts) fraction(otherwise int64) (int64, error) {
	if !p.has(millisecond) && !p.has(microsecond) && !p.has(nanosecond) {
		return otherwise, nil
	}
	total, limit := int64(0), int64(nanosPerSecond)
	for f, unit := millisecond, int64(1_000_000); f <= nanosecond; f, unit = f+1, unit/1000 {
		if !p.has(f) {
			continue
		}
		if err := p.within(f, 0, limit/unit-1); err != nil {
			return 0, err
		}
		total, limit = total+p.n[f]*unit, unit
	}
	return total, nil
}
