package value

// addDuration is a + b where one is a duration and the other is one or a point in time.
func addDuration(a, b Value) (Value, error) {
	switch {
	case a.kind == Duration && b.kind == Duration:
		return sumDurations(*a.duration(), *b.duration())
	case isTemporal(a) && b.kind == Duration:
		return shift(a, *b.duration())
	case a.kind == Duration && isTemporal(b):
		return shift(b, *a.duration())
	}
	return nullOr(a, b, "add", "and")
}

// subtractDuration is a - b where b is a duration and a is one or a point in time.
func subtractDuration(a, b Value) (Value, error) {
	if b.kind != Duration || a.kind != Duration && !isTemporal(a) {
		return nullOr(b, a, "subtract", "from")
	}
	negative, err := multiplyDuration(b, OfInt(-1))
	if err != nil {
		return Value{}, err
	}
	return addDuration(a, negative)
}

// multiplyDuration is a * b where one is a duration and the other a number.
func multiplyDuration(a, b Value) (Value, error) {
	if isNumber(a) && b.kind == Duration {
		a, b = b, a
	}
	if a.kind != Duration || !isNumber(b) {
		return nullOr(a, b, "multiply", "and")
	}
	if b.kind == Float {
		return a.duration().scaled(func(part float64) float64 { return part * b.Float() })
	}
	return a.duration().times(b.Int())
}

// times is n times d.
func (d durationData) times(n int64) (Value, error) {
	months, fits := multiplyExact(d.months, n)
	days, also := multiplyExact(d.days, n)
	seconds, too := multiplyExact(d.seconds, n)
	if !fits || !also || !too {
		return Value{}, tooLong(d)
	}
	carried, nanos := carryProduct(d.nanos, n)
	if seconds, fits = addExact(seconds, carried); !fits {
		return Value{}, tooLong(d)
	}
	return checkedDuration(months, days, seconds, nanos)
}

// carryProduct is nanos, less than a second, n times, in seconds and nanoseconds.
func carryProduct(nanos, n int64) (seconds, rest int64) {
	high, low := floorDiv(n, nanosPerSecond), floorMod(n, nanosPerSecond)
	seconds, rest = carry(0, nanos*low)
	return seconds + nanos*high, rest
}

// divideDuration is a / b where a is a duration and b a number.
func divideDuration(a, b Value) (Value, error) {
	if a.kind != Duration || !isNumber(b) {
		return nullOr(a, b, "divide", "by")
	}
	divisor := toFloat(b)
	if divisor == 0 {
		return Value{}, failure(ArithmeticError, "/ by zero")
	}
	return a.duration().scaled(func(part float64) float64 { return part / divisor })
}

// scaled is d with every part scaled; what is left of a month goes to the days
// and so on.
func (d durationData) scaled(scale func(part float64) float64) (Value, error) {
	return DurationOf(scale(float64(d.months)), scale(float64(d.days)), scale(float64(d.seconds)), scale(float64(d.nanos)))
}

// DurationOf is a duration of parts that need not be whole: what a part has
// beyond whole units goes to the next smaller, a month counting with its
// average length.
func DurationOf(months, days, seconds, nanos float64) (Value, error) {
	wholeMonths, rest, fits := split(months, secondsPerMonth*nanosPerSecond)
	wholeDays, rest, also := split(days+rest/nanosPerDay, nanosPerDay)
	wholeSeconds, rest, too := split(seconds+rest/nanosPerSecond, nanosPerSecond)
	wholeNanos, _, fitsAll := split(nanos+rest, 1)
	if !fits || !also || !too || !fitsAll {
		return Value{}, failure(ArgumentError, "Invalid value for duration, will cause overflow.")
	}
	return checkedDuration(wholeMonths, wholeDays, wholeSeconds, wholeNanos)
}

// split cuts a number of units of so many nanoseconds to whole ones, and gives
// what is left in nanoseconds.
func split(part, nanosPerUnit float64) (whole int64, rest float64, fits bool) {
	whole, fits = FloatToInteger(part)
	return whole, (part - float64(whole)) * nanosPerUnit, fits
}

// checkedDuration is a duration of which an integer holds the average length in
// seconds.
func checkedDuration(months, days, seconds, nanos int64) (Value, error) {
	total, ok := int64(0), true
	for _, part := range [...]struct{ n, seconds int64 }{
		{months, secondsPerMonth}, {days, secondsPerDay}, {seconds, 1}, {floorDiv(nanos, nanosPerSecond), 1},
	} {
		length, fits := multiplyExact(part.n, part.seconds)
		sum, also := addExact(total, length)
		total, ok = sum, ok && fits && also
	}
	if !ok {
		return Value{}, tooLong(durationData{months, days, seconds, nanos})
	}
	return OfDuration(months, days, seconds, nanos), nil
}

func tooLong(d durationData) error {
	return failure(ArgumentError, "Invalid value for duration, will cause overflow. Value was months=%d, days=%d, seconds=%d, nanos=%d",
		d.months, d.days, d.seconds, d.nanos)
}

func sumDurations(a, b durationData) (Value, error) {
	months, fits := addExact(a.months, b.months)
	days, also := addExact(a.days, b.days)
	seconds, fitsToo := addExact(a.seconds, b.seconds)
	if !fits || !also || !fitsToo {
		return Value{}, tooLong(b)
	}
	return checkedDuration(months, days, seconds, a.nanos+b.nanos)
}

// shift is v moved by d: months first, the day being the last where a month has
// fewer, then days, then time. A date moves by whole days of time, a time of day
// around the clock.
func shift(v Value, d durationData) (Value, error) {
	switch v.kind {
	case LocalTime, Time:
		v.word = uint64(floorMod(v.NanosOfDay()+d.seconds%secondsPerDay*nanosPerSecond+d.nanos, nanosPerDay))
		return v, nil
	case Date:
		days, err := shiftDays(v.Days(), d.months, d.days, d.wholeSeconds()/secondsPerDay)
		return OfDate(days), err
	}
	m := momentOf(v)
	days, err := shiftDays(m.days, d.months, d.days)
	if err != nil {
		return Value{}, err
	}
	m.days = days
	moved := m.value(v.kind)
	carried, nanos := carry(0, moved.Nanos()+d.nanos)
	seconds, fits := addExact(moved.EpochSeconds()+carried, d.seconds)
	if !fits {
		return Value{}, tooLong(d)
	}
	moved.word, moved.part = uint64(seconds), uint32(nanos)
	return moved, checkDays(floorDiv(seconds, secondsPerDay), ArithmeticError)
}

// wholeSeconds are the seconds of d, rounded towards zero.
func (d durationData) wholeSeconds() int64 {
	if d.seconds < 0 && d.nanos > 0 {
		return d.seconds + 1
	}
	return d.seconds
}

// shiftDays moves a date by months, then by each of the numbers of days.
func shiftDays(days, months int64, more ...int64) (int64, error) {
	months = min(max(months, -farMonths), farMonths)
	days = civilOf(days).plusMonths(months).days()
	for _, n := range more {
		if err := checkDays(days, ArithmeticError); err != nil {
			return 0, err
		}
		days += min(max(n, -farDays), farDays)
	}
	return days, checkDays(days, ArithmeticError)
}

// No date has another so far away: what is added stops there, and is refused.
const (
	farMonths = 13 * (maxYear - minYear)
	farDays   = 31 * farMonths
)
