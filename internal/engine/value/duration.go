package value

import (
	"cmp"
	"strconv"
)

// durationData is a duration. Months and days stand apart from seconds since
// their lengths vary; nanos lie from 0 to 999,999,999.
type durationData struct{ months, days, seconds, nanos int64 }

// order is by average length, a month having 2,629,746 seconds and a day
// 86,400, then part by part.
func (d durationData) order(other durationData) int {
	return cmp.Or(
		cmp.Compare(d.averageSeconds(), other.averageSeconds()),
		cmp.Compare(d.nanos, other.nanos),
		cmp.Compare(d.months, other.months),
		cmp.Compare(d.days, other.days),
	)
}

const secondsPerMonth = 2_629_746

func (d durationData) averageSeconds() int64 {
	return d.months*secondsPerMonth + d.days*secondsPerDay + d.seconds
}

func (d durationData) appendKey(b []byte) []byte {
	for _, part := range [...]int64{d.months, d.days, d.seconds, d.nanos} {
		b = AppendKey(b, OfInt(part))
	}
	return b
}

// appendText writes PnYnMnDTnHnMn.nS, leaving out what is zero. The seconds and
// nanoseconds have one sign, as have hours, minutes and seconds.
func (d durationData) appendText(b []byte) []byte {
	b = append(b, 'P')
	empty := len(b)
	b = appendUnit(b, d.months/12, 'Y')
	b = appendUnit(b, d.months%12, 'M')
	b = appendUnit(b, d.days, 'D')
	if d.seconds == 0 && d.nanos == 0 {
		if len(b) == empty {
			b = append(b, "T0S"...)
		}
		return b
	}
	seconds, nanos := d.seconds, d.nanos
	if seconds < 0 && nanos > 0 {
		seconds, nanos = seconds+1, nanos-nanosPerSecond
	}
	b = append(b, 'T')
	b = appendUnit(b, seconds/3600, 'H')
	b = appendUnit(b, seconds/60%60, 'M')
	return appendSeconds(b, seconds%60, nanos)
}

func appendUnit(b []byte, n int64, unit byte) []byte {
	if n == 0 {
		return b
	}
	return append(strconv.AppendInt(b, n, 10), unit)
}

// appendSeconds writes seconds and nanos, of one sign, without trailing zeros.
func appendSeconds(b []byte, seconds, nanos int64) []byte {
	if seconds == 0 && nanos == 0 {
		return b
	}
	if seconds < 0 || nanos < 0 {
		b, seconds, nanos = append(b, '-'), -seconds, -nanos
	}
	return append(appendNanos(strconv.AppendInt(b, seconds, 10), nanos), 'S')
}
