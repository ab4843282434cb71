package value

import "strings"

// durationUnits go from the largest to the smallest. Each counts in one of the
// parts that a duration has; letter is what stands for it in a text, after the T
// for those of a time, 0 for none.
var durationUnits = []durationUnit{
	{name: "years", letter: 'Y', months: 12},
	{name: "months", letter: 'M', months: 1},
	{name: "weeks", letter: 'W', days: 7},
	{name: "days", letter: 'D', days: 1},
	{name: "hours", letter: 'H', seconds: 3600},
	{name: "minutes", letter: 'M', seconds: 60},
	{name: "seconds", letter: 'S', seconds: 1},
	{name: "milliseconds", nanos: 1_000_000},
	{name: "microseconds", nanos: 1_000},
	{name: "nanoseconds", nanos: 1},
}

type durationUnit struct {
	name                         string
	letter                       byte
	months, days, seconds, nanos int64
}

// times is n units.
func (u durationUnit) times(n int64) (durationData, error) {
	months, fits := multiplyExact(n, u.months)
	days, also := multiplyExact(n, u.days)
	seconds, too := multiplyExact(n, u.seconds)
	if !fits || !also || !too {
		return durationData{}, failure(ArgumentError, "Invalid value for duration, will cause overflow. Value was %s=%d", u.name, n)
	}
	d := durationData{months: months, days: days, seconds: seconds}
	if u.nanos > 0 {
		perSecond := nanosPerSecond / u.nanos
		d.seconds, d.nanos = n/perSecond, n%perSecond*u.nanos
	}
	return d, nil
}

// fraction is so many billionths of a unit that a text may have.
func (u durationUnit) fraction(billionths int64) durationData {
	ofMonths := billionths * u.months
	nanos := ofMonths%nanosPerSecond*secondsPerMonth + billionths*u.days*secondsPerDay
	return durationData{
		months: ofMonths / nanosPerSecond,
		days:   nanos / nanosPerDay,
		nanos:  nanos%nanosPerDay + billionths*u.seconds,
	}
}

// durationFromMap adds up the entries: exactly if all are whole, else so that
// what is left of larger units adds up as well.
func durationFromMap(entries *Mapping) (Value, error) {
	if entries.Len() == 0 {
		return Value{}, failure(ArgumentError, "At least one temporal unit must be specified.")
	}
	whole := true
	for i := range entries.Len() {
		name, v := entries.Entry(i)
		if _, err := unitNamed(name); err != nil {
			return Value{}, err
		}
		if !isNumber(v) {
			return Value{}, failure(TypeError, "%s must be a number value, but was a %s", name, TypeName(v))
		}
		whole = whole && v.kind == Integer
	}
	if whole {
		return wholeDuration(entries)
	}
	var months, days, seconds, nanos float64
	for i := range entries.Len() {
		name, v := entries.Entry(i)
		u, _ := unitNamed(name)
		n := toFloat(v)
		months, days = months+n*float64(u.months), days+n*float64(u.days)
		seconds, nanos = seconds+n*float64(u.seconds), nanos+n*float64(u.nanos)
	}
	return DurationOf(months, days, seconds, nanos)
}

// wholeDuration adds up integers of units that there are.
func wholeDuration(entries *Mapping) (Value, error) {
	total := OfDuration(0, 0, 0, 0)
	for i := range entries.Len() {
		name, v := entries.Entry(i)
		u, _ := unitNamed(name)
		part, err := u.times(v.Int())
		if err != nil {
			return Value{}, err
		}
		if total, err = sumDurations(*total.duration(), part); err != nil {
			return Value{}, err
		}
	}
	return total, nil
}

func unitNamed(name string) (durationUnit, error) {
	for _, u := range durationUnits {
		if u.name == name {
			return u, nil
		}
	}
	return durationUnit{}, failure(ArgumentError, "Unknown field: %s", name)
}

// parseDuration reads
//
//	duration = [ sign ] "P" ( dates [ "T" times ] | "T" times | date [ "T" clock ] )
//
// in letters of either case, where dates are amounts of Y, M, W, D and times
// amounts of H, M, S, in this order.
func parseDuration(text string) (Value, error) {
	s := scanner{text: strings.ToUpper(text)}
	sign, _ := s.take("+-")
	if _, ok := s.take("P"); !ok {
		return Value{}, unreadable(Duration, text)
	}
	total, isDate, err := s.durationDate()
	if err == nil && !isDate {
		total, err = s.amounts(text)
	}
	if err != nil {
		return Value{}, err
	}
	if s.rest() != "" {
		return Value{}, unreadable(Duration, text)
	}
	if sign == '-' {
		return multiplyDuration(total, OfInt(-1))
	}
	return total, nil
}

// amounts reads dates [ "T" times ] | "T" times. After P and after T there is at
// least one amount, and only the very last may have a fraction.
func (s *scanner) amounts(text string) (Value, error) {
	total, units := OfDuration(0, 0, 0, 0), durationUnits[:4]
	_, timed := s.take("T")
	if timed {
		units = durationUnits[4:7]
	}
	for {
		part, unit, fractional, ok := s.amount(units)
		if !ok {
			return total, unreadable(Duration, text)
		}
		sum, err := part.plus(total)
		if err != nil || fractional || s.rest() == "" {
			return sum, err
		}
		total, units = sum, units[unit+1:]
		if _, next := s.take("T"); next && !timed {
			timed, units = true, durationUnits[4:7]
		}
	}
}

// An amount is a number of one unit.
type amount struct {
	unit              durationUnit
	whole, billionths int64
}

// amount reads [ sign ] digits [ ( "." | "," ) digits ] letter, where letter is
// that of one of units, whose index it gives.
func (s *scanner) amount(units []durationUnit) (a amount, unit int, fractional, ok bool) {
	sign, _ := s.take("+-")
	a.whole, ok = s.number(1, 18)
	if _, fractional = s.take(".,"); ok && fractional {
		a.billionths, ok = s.billionths()
	}
	if sign == '-' {
		a.whole, a.billionths = -a.whole, -a.billionths
	}
	for i := range units {
		if _, here := s.take(string(units[i].letter)); ok && here {
			a.unit = units[i]
			return a, i, fractional, true
		}
	}
	return a, 0, fractional, false
}

// plus is total and a.
func (a amount) plus(total Value) (Value, error) {
	whole, err := a.unit.times(a.whole)
	if err != nil {
		return total, err
	}
	sum, err := sumDurations(*total.duration(), whole)
	if err != nil {
		return total, err
	}
	return sumDurations(*sum.duration(), a.unit.fraction(a.billionths))
}

// durationDate reads, if there is one, a duration written like a date and a time:
//
//	date     = 4 digits "-" 2 digits "-" 2 digits | 8 digits
func (s *scanner) durationDate() (d Value, there bool, err error) {
	ahead := *s
	digits := ahead.digits()
	if digits != 4 && digits != 8 {
		return d, false, nil
	}
	years := ahead.exactly(4)
	_, dash := ahead.take("-")
	if dash == (digits == 8) || ahead.digits() < 2 {
		return d, false, nil
	}
	months := ahead.exactly(2)
	if _, again := ahead.take("-"); again != dash || ahead.digits() != 2 {
		return d, false, nil
	}
	days := ahead.exactly(2)
	var p parts
	if _, timed := ahead.take("T"); timed && !ahead.clock(&p) || ahead.rest() != "" {
		return d, false, nil
	}
	*s = ahead
	if months > 12 || days > 31 {
		return d, true, failure(ArgumentError, "Invalid value for duration: %d months and %d days", months, days)
	}
	nanos, err := p.atTime(&moment{})
	return OfDuration(years*12+months, days, 0, nanos), true, err
}
