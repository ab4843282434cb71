package db

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"
)

// FloatText writes a float as Neo4j does, so that it is never taken for an
// integer: 1.0, 0.001, 1.0E7.
func FloatText(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 0):
		return strings.TrimPrefix(strings.Replace(strconv.FormatFloat(f, 'g', -1, 64), "Inf", "Infinity", 1), "+")
	}
	size := math.Abs(f)
	if size == 0 || size >= 1e-3 && size < 1e7 {
		text := strconv.FormatFloat(f, 'f', -1, 64)
		if !strings.Contains(text, ".") {
			text += ".0"
		}
		return text
	}
	digits, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
	if !strings.Contains(digits, ".") {
		digits += ".0"
	}
	power, _ := strconv.Atoi(exponent) // FormatFloat has written it
	return digits + "E" + strconv.Itoa(power)
}

func exactTemporal(v any) any {
	switch v := v.(type) {
	case time.Time:
		if name := v.Location().String(); isRegion(name) {
			return Typed{ZonedDateTime, dateText(v) + "T" + clockText(v) + zoneText(v) + "[" + name + "]"}
		}
		return Typed{OffsetDateTime, dateText(v) + "T" + clockText(v) + zoneText(v)}
	case dbtype.Date:
		return Typed{Date, dateText(v.Time())}
	case dbtype.LocalDateTime:
		return Typed{LocalDateTime, dateText(v.Time()) + "T" + clockText(v.Time())}
	case dbtype.LocalTime:
		return Typed{LocalTime, clockText(v.Time())}
	case dbtype.Time:
		return Typed{Time, clockText(v.Time()) + zoneText(v.Time())}
	case dbtype.Duration:
		return Typed{Duration, shortDuration(v)}
	}
	return v
}

// fixedZones are names of zones in which the offset never changes; those that
// begin with Etc/ are as well, and "Offset" is how the driver calls a zone
// without a name.
var fixedZones = []string{"", "Offset", "Z", "UTC", "UCT", "GMT", "GMT0", "Greenwich", "Universal", "Zulu"}

// isRegion reports whether a zone's name tells more than its offset.
func isRegion(zone string) bool {
	return !slices.Contains(fixedZones, zone) && !strings.HasPrefix(zone, "Etc/")
}

func clockText(t time.Time) string { return t.Format("15:04:05.999999999") }

// zoneText is an offset, with a letter for none.
func zoneText(t time.Time) string {
	if _, offset := t.Zone(); offset == 0 {
		return "Z"
	}
	return offsetText(t)
}

// shortDuration leaves out what is 0. Below zero the driver's nanoseconds count
// upwards from a second that is one too low.
func shortDuration(d dbtype.Duration) string {
	seconds, nanos, negative := d.Seconds, d.Nanos, d.Seconds < 0
	if negative && nanos > 0 {
		seconds, nanos = seconds+1, int(time.Second)-nanos
	}
	var dates, times strings.Builder
	put := func(b *strings.Builder, n int64, unit byte) {
		if n != 0 {
			b.WriteString(strconv.FormatInt(n, 10))
			b.WriteByte(unit)
		}
	}
	put(&dates, d.Months/12, 'Y')
	put(&dates, d.Months%12, 'M')
	put(&dates, d.Days, 'D')
	put(&times, seconds/3600, 'H')
	put(&times, seconds%3600/60, 'M')
	switch rest := seconds % 60; {
	case nanos != 0:
		if negative {
			times.WriteByte('-')
		}
		fmt.Fprintf(&times, "%d.%s", max(rest, -rest), strings.TrimRight(fmt.Sprintf("%09d", nanos), "0"))
		times.WriteByte('S')
	default:
		put(&times, rest, 'S')
	}
	switch {
	case times.Len() > 0:
		return "P" + dates.String() + "T" + times.String()
	case dates.Len() > 0:
		return "P" + dates.String()
	}
	return "PT0S"
}

// Seconds may be left out, a fraction has up to nine digits, and a zone in
// brackets may follow an offset.
const (
	datePattern   = `([+-]\d{4,9}|\d{4})-(\d\d)-(\d\d)`
	clockPattern  = `(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?`
	offsetPattern = `(Z|[+-]\d\d:\d\d(?::\d\d)?)`
)

var (
	isDate          = regexp.MustCompile(`^` + datePattern + `$`)
	isLocalTime     = regexp.MustCompile(`^` + clockPattern + `$`)
	isTime          = regexp.MustCompile(`^` + clockPattern + offsetPattern + `$`)
	isLocalDateTime = regexp.MustCompile(`^` + datePattern + `T` + clockPattern + `$`)
	isDateTime      = regexp.MustCompile(`^` + datePattern + `T` + clockPattern + offsetPattern + `(?:\[([^\]]+)\])?$`)
	isDuration      = regexp.MustCompile(`^([+-]?)P(?:([+-]?\d{1,9})Y)?(?:([+-]?\d{1,9})M)?(?:([+-]?\d{1,9})W)?(?:([+-]?\d{1,9})D)?` +
		`(?:T(?:([+-]?\d{1,12})H)?(?:([+-]?\d{1,12})M)?(?:([+-]?)(\d{1,12})(?:[.,](\d{1,9}))?S)?)?$`)
	isPoint = regexp.MustCompile(`^SRID=(\d{1,9});\s*POINT\s*Z?\s*\(\s*(\S+)\s+(\S+?)(?:\s+(\S+?))?\s*\)$`)
)

// moment makes a time of parts as the patterns find them, where it is one that
// the calendar and the clock have.
func moment(date, clock []string, zone *time.Location) (time.Time, bool) {
	year, month, day := whole(date[0]), whole(date[1]), whole(date[2])
	hour, minute, second := whole(clock[0]), whole(clock[1]), whole(clock[2])
	t := time.Date(year, time.Month(month), day, hour, minute, second, whole((clock[3] + "000000000")[:9]), zone)
	return t, t.Year() == year && int(t.Month()) == month && t.Day() == day && hour < 24 && minute < 60 && second < 60
}

// whole is 0 for an empty text; the patterns let no other through that is none.
func whole(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

var (
	noDate  = []string{"0", "1", "1"}
	noClock = []string{"", "", "", ""}
)

// zoneOf reads an offset; none is beyond 18 hours.
func zoneOf(offset string) (*time.Location, bool) {
	if offset == "Z" {
		return time.FixedZone("Offset", 0), true
	}
	parts := strings.Split(offset[1:], ":")
	seconds := whole(parts[0])*3600 + whole(parts[1])*60
	if len(parts) == 3 {
		seconds += whole(parts[2])
	}
	if offset[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("Offset", seconds), max(seconds, -seconds) <= 18*3600 && whole(parts[1]) < 60
}

func readDate(text string) (any, bool) {
	found := isDate.FindStringSubmatch(text)
	if found == nil {
		return nil, false
	}
	t, ok := moment(found[1:], noClock, time.UTC)
	return dbtype.Date(t), ok
}

func readLocalTime(text string) (any, bool) {
	found := isLocalTime.FindStringSubmatch(text)
	if found == nil {
		return nil, false
	}
	t, ok := moment(noDate, found[1:], time.Local)
	return dbtype.LocalTime(t), ok
}

func readTime(text string) (any, bool) {
	found := isTime.FindStringSubmatch(text)
	if found == nil {
		return nil, false
	}
	zone, known := zoneOf(found[5])
	t, ok := moment(noDate, found[1:], zone)
	return dbtype.Time(t), ok && known
}

func readLocalDateTime(text string) (any, bool) {
	found := isLocalDateTime.FindStringSubmatch(text)
	if found == nil {
		return nil, false
	}
	t, ok := moment(found[1:], found[4:], time.UTC)
	return dbtype.LocalDateTime(t), ok
}

// readDateTime holds a zone to its offset: where the two contradict each other
// no moment is meant.
func readDateTime(text string) (any, bool) {
	found := isDateTime.FindStringSubmatch(text)
	if found == nil {
		return nil, false
	}
	zone, known := zoneOf(found[8])
	t, ok := moment(found[1:], found[4:], zone)
	if !ok || !known || found[9] == "" {
		return t, ok && known
	}
	region, err := time.LoadLocation(found[9])
	if err != nil || found[9] == "Local" {
		return nil, false
	}
	_, offset := t.Zone()
	t = t.In(region)
	_, there := t.Zone()
	return t, there == offset
}

func readDuration(text string) (any, bool) {
	found := isDuration.FindStringSubmatch(text)
	if found == nil || strings.HasSuffix(text, "P") || strings.HasSuffix(text, "T") {
		return nil, false
	}
	years, months, weeks, days := whole(found[2]), whole(found[3]), whole(found[4]), whole(found[5])
	seconds := int64(whole(found[6]))*3600 + int64(whole(found[7]))*60
	rest, nanos := int64(whole(found[9])), int64(whole((found[10] + "000000000")[:9]))
	if found[8] == "-" {
		rest, nanos = -rest, -nanos
	}
	sign := int64(1)
	if found[1] == "-" {
		sign = -1
	}
	seconds, nanos = sign*(seconds+rest), sign*nanos
	if nanos < 0 {
		seconds, nanos = seconds-1, nanos+int64(time.Second)
	}
	return dbtype.Duration{
		Months: sign * (int64(years)*12 + int64(months)), Days: sign * (int64(weeks)*7 + int64(days)),
		Seconds: seconds, Nanos: int(nanos),
	}, true
}

func readPoint(text string) (any, bool) {
	found := isPoint.FindStringSubmatch(text)
	if found == nil {
		return nil, false
	}
	var at [3]float64
	for i, digits := range found[2:] {
		if digits == "" {
			continue
		}
		var err error
		if at[i], err = strconv.ParseFloat(digits, 64); err != nil {
			return nil, false
		}
	}
	reference := uint32(whole(found[1])) //nolint:gosec // the pattern lets nine digits through
	if found[4] == "" {
		return dbtype.Point2D{X: at[0], Y: at[1], SpatialRefId: reference}, true
	}
	return dbtype.Point3D{X: at[0], Y: at[1], Z: at[2], SpatialRefId: reference}, true
}
