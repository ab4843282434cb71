package value

import (
	"cmp"
	"math"
	"time"
	"unsafe"
)

// The years that temporal values reach.
const (
	minYear = -999_999_999
	maxYear = 999_999_999
)

// Clock is what the temporal functions take from the world: the moment that
// counts as now, and the zone where none is said.
type Clock struct {
	Now  time.Time
	Zone *Zone
}

// OfDate is the date so many days after 1970-01-01.
func OfDate(days int64) Value { return Value{kind: Date, word: uint64(days)} }

// OfLocalTime is the time of day so many nanoseconds after midnight.
func OfLocalTime(nanos int64) Value { return Value{kind: LocalTime, word: uint64(nanos)} }

// OfTime is the time of day so many nanoseconds after midnight, where clocks
// are offset seconds ahead of UTC.
func OfTime(nanos int64, offset int) Value {
	return Value{kind: Time, word: uint64(nanos), part: uint32(int32(offset))}
}

// OfLocalDateTime is what clocks show the given time after 1970-01-01T00:00,
// with nanos from 0 to 999,999,999.
func OfLocalDateTime(seconds, nanos int64) Value {
	return Value{kind: LocalDateTime, word: uint64(seconds), part: uint32(nanos)}
}

// OfDateTime is the moment the given time after 1970-01-01T00:00Z, seen in
// zone, with nanos from 0 to 999,999,999.
func OfDateTime(seconds, nanos int64, zone *Zone) Value {
	return Value{kind: DateTime, word: uint64(seconds), part: uint32(nanos), ref: unsafe.Pointer(zone)}
}

// OfDuration is a duration of four parts. What nanos hold of whole seconds goes
// to the seconds, so that nanos lie from 0 to 999,999,999.
func OfDuration(months, days, seconds, nanos int64) Value {
	seconds, nanos = carry(seconds, nanos)
	return Value{kind: Duration, ref: unsafe.Pointer(&durationData{months, days, seconds, nanos})}
}

// Days are the days from 1970-01-01 to v, of kind Date.
func (v Value) Days() int64 { return int64(v.word) }

// NanosOfDay are the nanoseconds from midnight to v, of kind LocalTime or Time.
func (v Value) NanosOfDay() int64 { return int64(v.word) }

// EpochSeconds are the seconds from 1970 to v: of kind LocalDateTime as clocks
// show them, of kind DateTime in UTC.
func (v Value) EpochSeconds() int64 { return int64(v.word) }

// Nanos are the nanoseconds beyond the second of v, of kind LocalDateTime or DateTime.
func (v Value) Nanos() int64 { return int64(v.part) }

// Offset is how many seconds clocks are ahead of UTC at v, of kind Time or DateTime.
func (v Value) Offset() int {
	if v.kind == Time {
		return int(int32(v.part))
	}
	return v.Zone().OffsetAt(v.EpochSeconds())
}

// Zone is the zone of v, of kind DateTime.
func (v Value) Zone() *Zone { return (*Zone)(v.ref) }

// DurationParts are the four parts of v, of kind Duration.
func (v Value) DurationParts() (months, days, seconds, nanos int64) {
	d := v.duration()
	return d.months, d.days, d.seconds, d.nanos
}

func (v Value) duration() *durationData { return (*durationData)(v.ref) }

// localSeconds is what clocks show at v, of kind LocalDateTime or DateTime, in
// seconds from 1970.
func (v Value) localSeconds() int64 {
	if v.kind == LocalDateTime {
		return v.EpochSeconds()
	}
	return v.EpochSeconds() + int64(v.Offset())
}

// orderTimes orders by the moment, were both on one day, then by the offset.
func orderTimes(a, b Value) int {
	return cmp.Or(
		cmp.Compare(a.NanosOfDay()-int64(a.Offset())*nanosPerSecond, b.NanosOfDay()-int64(b.Offset())*nanosPerSecond),
		cmp.Compare(a.Offset(), b.Offset()))
}

// orderDateTimes orders by the moment, then by the zone.
func orderDateTimes(a, b Value) int {
	if c := cmp.Or(cmp.Compare(a.EpochSeconds(), b.EpochSeconds()), cmp.Compare(a.part, b.part)); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.Offset(), b.Offset()), a.Zone().order(b.Zone()))
}

// isTemporal says whether v is a point in time: not a duration.
func isTemporal(v Value) bool { return v.kind >= Date && v.kind <= DateTime }

// carry moves whole seconds from nanos to seconds.
func carry(seconds, nanos int64) (int64, int64) {
	return seconds + floorDiv(nanos, nanosPerSecond), floorMod(nanos, nanosPerSecond)
}

// floorDiv rounds towards the smaller number, where Go rounds towards zero.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// floorMod is what floorDiv leaves.
func floorMod(a, b int64) int64 { return a - floorDiv(a, b)*b }

// addExact is a + b, and whether it fits.
func addExact(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0)
}

// multiplyExact is a * b, and whether it fits.
func multiplyExact(a, b int64) (int64, bool) {
	if a == 0 || b == 0 {
		return 0, true
	}
	product := a * b
	if a == -1 && b == math.MinInt64 || b == -1 && a == math.MinInt64 {
		return 0, false
	}
	return product, product/b == a
}
