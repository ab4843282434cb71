package value

import "math"

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
	d := *a.duration()
	if b.kind == Float {
		return d.scaled(func(part float64) float64 { return part * b.Float() })
	}
	n := b.Int()
	product := durationData{}
	for _, pair := range [...]struct{ from, into *int64 }{
		{&d.months, &product.months}, {&d.days, &product.days}, {&d.seconds, &product.seconds},
	} {
		fits := false
		if *pair.into, fits = multiplyExact(*pair.from, n); !fits {
			return Value{}, tooLong(d)
		}
	}
	if nanos, fits := multiplyExact(d.nanos, n); fits {
		return checkedDuration(product.months, product.days, product.seconds, nanos)
	}
	return d.scaled(func(part float64) float64 { return part * float64(n) })
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
	return durationOf(scale(float64(d.months)), scale(float64(d.days)), scale(float64(d.seconds)), scale(float64(d.nanos)))
}

// durationOf is a duration of parts that need not be whole: what a part has
// beyond whole units goes to the next smaller, a month counting with its
// average length.
func durationOf(months, days, seconds, nanos float64) (Value, error) {
	var whole [4]int64
	for i, smaller := range [...]struct {
		part *float64
		next *float64
		size float64 // of the part, in the unit of next
		unit float64 // finer than next, to lose less between them
	}{
		{&months, &days, secondsPerMonth * nanosPerSecond, nanosPerDay},
		{&days, &seconds, nanosPerDay, nanosPerSecond},
		{&seconds, &nanos, nanosPerSecond, 1},
		{&nanos, new(float64), 1, 1},
	} {
		cut := math.Trunc(*smaller.part)
		if !(cut >= -1<<63 && cut < 1<<63) {
			return Value{}, failure(ArgumentError, "Invalid value for duration, will cause overflow.")
		}
		whole[i] = int64(cut)
		*smaller.next += (smaller.size**smaller.part - smaller.size*cut) / smaller.unit
	}
	return checkedDuration(whole[0], whole[1], whole[2], whole[3])
}

// checkedDuration is a duration whose average length in seconds an integer holds.
func checkedDuration(months, days, seconds, nanos int64) (Value, error) {
	d := durationData{months, days, seconds, nanos}
	fromMonths, fits := multiplyExact(months, secondsPerMonth)
	fromDays, also := multiplyExact(days, secondsPerDay)
	sum, fitsToo := addExact(fromMonths, fromDays)
	total, fitsAll := addExact(sum, seconds)
	_, withNanos := addExact(total, floorDiv(nanos, nanosPerSecond))
	if !fits || !also || !fitsToo || !fitsAll || !withNanos {
		return Value{}, tooLong(d)
	}
	if _, fits := addExact(seconds, floorDiv(nanos, nanosPerSecond)); !fits {
		return Value{}, tooLong(d)
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
		nanos := floorMod(v.NanosOfDay()+d.seconds%secondsPerDay*nanosPerSecond+d.nanos, nanosPerDay)
		v.word = uint64(nanos)
		return v, nil
	case Date:
		d.days += d.wholeSeconds() / secondsPerDay
		days, err := shiftDays(v.Days(), d)
		return OfDate(days), err
	}
	m := momentOf(v)
	days, err := shiftDays(m.days, d)
	if err != nil {
		return Value{}, err
	}
	m.days = days
	moved := m.value(v.kind)
	seconds, nanos := carry(moved.EpochSeconds()+d.seconds, moved.Nanos()+d.nanos)
	if err := checkDays(floorDiv(seconds, secondsPerDay), ArithmeticError); err != nil {
		return Value{}, err
	}
	moved.word, moved.part = uint64(seconds), uint32(nanos)
	return moved, nil
}

// wholeSeconds are the seconds of d, rounded towards zero.
func (d durationData) wholeSeconds() int64 {
	if d.seconds < 0 && d.nanos > 0 {
		return d.seconds + 1
	}
	return d.seconds
}

// shiftDays moves a date by the months and days of d.
func shiftDays(days int64, d durationData) (int64, error) {
	moved := civilOf(days).plusMonths(d.months).days()
	if err := checkDays(moved, ArithmeticError); err != nil {
		return 0, err
	}
	moved += d.days
	return moved, checkDays(moved, ArithmeticError)
}
