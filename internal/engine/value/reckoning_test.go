package value

import "testing"

func TestTruncate(t *testing.T) {
	day, local := read(Date, "1984-10-11"), read(LocalDateTime, "1984-10-11T12:31:14.645876123")
	west, clock := read(DateTime, "1984-10-11T12:31:14.645876123-01:00"), read(Time, "12:31:14.645876123-01:00")
	tests := []struct {
		kind   Kind
		unit   string
		v      Value
		fields Value
		want   string
	}{
		{Date, "millennium", read(Date, "2017-10-11"), record("day", 2), "2000-01-02"},
		{Date, "century", day, record(), "1900-01-01"},
		{Date, "decade", day, Value{}, "1980-01-01"},
		{Date, "year", west, record("day", 2), "1984-01-02"},
		{Date, "weekYear", read(Date, "1984-02-01"), record("day", 5), "1984-01-05"},
		{Date, "weekYear", read(Date, "1984-01-01"), record(), "1983-01-03"},
		{Date, "quarter", read(Date, "1984-11-11"), record(), "1984-10-01"},
		{Date, "quarter", day, record("dayOfQuarter", 5), "1984-10-05"},
		{Date, "month", day, record(), "1984-10-01"},
		{Date, "week", local, record("dayOfWeek", 2), "1984-10-09"},
		{Date, "day", west, record(), "1984-10-11"},
		{DateTime, "year", day, record("timezone", "Europe/Stockholm"), "1984-01-01T00:00+01:00[Europe/Stockholm]"},
		{DateTime, "month", west, record(), "1984-10-01T00:00-01:00"},
		{DateTime, "month", west, record("timezone", "Europe/Stockholm"), "1984-10-01T00:00+01:00[Europe/Stockholm]"},
		{DateTime, "hour", west, record("nanosecond", 2), "1984-10-11T12:00:00.000000002-01:00"},
		{DateTime, "second", local, record(), "1984-10-11T12:31:14Z"},
		{DateTime, "day", read(DateTime, "2015-03-29T12:30[Europe/Stockholm]"), record("hour", 2, "minute", 30), "2015-03-29T03:30+02:00[Europe/Stockholm]"},
		{LocalDateTime, "day", day, record("hour", 5), "1984-10-11T05:00"},
		{LocalDateTime, "hour", local, record("second", 5), "1984-10-11T12:00:05"},
		{LocalDateTime, "millisecond", local, record("nanosecond", 2), "1984-10-11T12:31:14.645000002"},
		{LocalDateTime, "millisecond", local, record("microsecond", 5), "1984-10-11T12:31:14.645005"},
		{LocalDateTime, "millisecond", local, record("millisecond", 5), "1984-10-11T12:31:14.005"},
		{LocalDateTime, "microsecond", local, record("nanosecond", 2), "1984-10-11T12:31:14.645876002"},
		{LocalTime, "day", west, record("nanosecond", 2), "00:00:00.000000002"},
		{LocalTime, "minute", clock, record(), "12:31"},
		{Time, "day", west, record(), "00:00-01:00"},
		{Time, "hour", clock, record("timezone", "+01:00"), "12:00+01:00"},
		{Time, "second", local, record(), "12:31:14Z"},
	}
	for _, test := range tests {
		got, err := Truncate(test.kind, test.unit, test.v, test.fields, noon)
		if err != nil || Print(got) != "'"+test.want+"'" {
			t.Errorf("%s of %s to %s is %s (%v), want %s", test.unit, Print(test.v), kindNames[test.kind], Print(got), err, test.want)
		}
	}
}

func TestTruncateRefuses(t *testing.T) {
	day, clock := read(Date, "1984-10-11"), read(LocalTime, "12:00")
	tests := []struct {
		kind   Kind
		unit   string
		v      any
		fields Value
		want   Code
	}{
		{Date, "hour", day, Value{}, TypeError},
		{Date, "DAY", day, Value{}, ArgumentError},
		{Date, "day", clock, Value{}, TypeError},
		{Date, "day", "a text", Value{}, ProcedureFailed},
		{Date, "month", day, record("timezone", "Z"), TypeError},
		{Date, "month", day, record("eon", 1), ArgumentError},
		{LocalTime, "month", clock, Value{}, TypeError},
		{LocalTime, "hour", day, Value{}, TypeError},
		{DateTime, "hour", day, Value{}, TypeError},
	}
	for _, test := range tests {
		_, err := Truncate(test.kind, test.unit, of(test.v), test.fields, noon)
		wantCode(t, test.unit+" of "+Print(of(test.v)), err, test.want)
	}
}

func TestBetween(t *testing.T) {
	day, clock, zoned := read(Date, "1984-10-11"), read(LocalTime, "14:30"), read(DateTime, "2014-07-21T21:40:36.143+0200")
	tests := []struct {
		unit string
		a, b Value
		want string
	}{
		{"", day, read(Date, "2015-06-24"), "P30Y8M13D"},
		{"", day, read(LocalDateTime, "2016-07-21T21:45:22.142"), "P31Y9M10DT21H45M22.142S"},
		{"", day, read(LocalTime, "16:30"), "PT16H30M"},
		{"", clock, read(Date, "2015-06-24"), "PT-14H-30M"},
		{"", clock, read(Time, "16:30+0100"), "PT2H"},
		{"", read(Time, "14:30"), read(Time, "16:30+0100"), "PT1H"},
		{"", read(Time, "14:30"), read(DateTime, "2015-07-21T21:40:32.142+0100"), "PT6H10M32.142S"},
		{"", zoned, read(Date, "2015-06-24"), "P11M2DT2H19M23.857S"},
		{"", zoned, read(DateTime, "2015-07-21T21:40:32.142+0100"), "P1YT59M55.999S"},
		{"", zoned, read(Time, "16:30+0100"), "PT-4H-10M-36.143S"},
		{"", read(Date, "2020-01-31"), read(Date, "2020-02-29"), "P29D"},
		{"", read(Date, "2020-01-31"), read(Date, "2020-03-01"), "P1M1D"},
		{"", read(LocalDateTime, "2020-01-31T12"), read(LocalDateTime, "2020-02-29T11"), "P28DT23H"},
		{"", read(Date, "-999999999-01-01"), read(Date, "+999999999-12-31"), "P1999999998Y11M30D"},
		{"months", day, read(Date, "2015-06-24"), "P30Y8M"},
		{"months", read(Date, "2018-07-21"), read(DateTime, "2016-07-21T21:40:32.142+0100"), "P-1Y-11M"},
		{"months", read(DateTime, "2018-07-21T21:40:36.143+0500"), read(DateTime, "1984-07-21T22:40:36.143+0200"), "P-33Y-11M"},
		{"months", day, clock, "PT0S"},
		{"days", day, read(Date, "2015-06-24"), "P11213D"},
		{"days", read(LocalDateTime, "2015-07-21T21:40:32.142"), read(Date, "2015-06-24"), "P-27D"},
		{"days", clock, day, "PT0S"},
		{"days", read(LocalDateTime, "2020-03-29T02:30"), read(DateTime, "2020-10-25T02:30[Europe/Stockholm]"), "P209D"},
		{"days", read(DateTime, "2020-10-25T02:30[Europe/Stockholm]"), read(LocalDateTime, "2020-03-29T02:30"), "P-209D"},
		{"", read(LocalDateTime, "2020-03-29T02:30"), read(DateTime, "2020-10-25T02:30[Europe/Stockholm]"), "P6M26D"},
		{"", read(LocalDateTime, "2020-03-29T02:30"), read(DateTime, "2020-09-29T02:45[Europe/Stockholm]"), "P5M31DT15M"},
		{"", read(DateTime, "2020-09-29T02:45[Europe/Stockholm]"), read(LocalDateTime, "2020-03-29T02:30"), "P-5M-30DT-23H-15M"},
		{"months", read(LocalDateTime, "2020-03-29T02:30"), read(DateTime, "2020-09-29T02:45[Europe/Stockholm]"), "P5M"},
		{"seconds", day, read(Date, "2015-06-24"), "PT269112H"},
		{"seconds", read(LocalTime, "12:34:54.7"), read(LocalTime, "12:34:54.3"), "PT-0.4S"},
		{"seconds", read(LocalTime, "12:44:54.7"), read(LocalTime, "12:34:55.3"), "PT-9M-59.4S"},
		{"seconds", read(LocalDateTime, "-999999999-01-01"), read(LocalDateTime, "+999999999-12-31T23:59:59"), "PT17531639991215H59M59S"},
		{"seconds", read(DateTime, "2017-10-29T00:00[Europe/Stockholm]"), read(DateTime, "2017-10-29T04:00[Europe/Stockholm]"), "PT5H"},
		{"seconds", read(DateTime, "2017-10-29T00:00[Europe/Stockholm]"), read(LocalTime, "04:00"), "PT5H"},
		{"", read(DateTime, "2017-10-28T23:00[Europe/Stockholm]"), read(DateTime, "2017-10-30T04:00[Europe/Stockholm]"), "P1DT5H"},
	}
	for _, test := range tests {
		got, err := Between(test.unit, test.a, test.b)
		if err != nil || Print(got) != "'"+test.want+"'" {
			t.Errorf("%s from %s to %s is %s (%v), want %s", test.unit, Print(test.a), Print(test.b), Print(got), err, test.want)
		}
	}
	_, err := Between("months", clock, clock)
	wantCode(t, "months between times of day", err, TypeError)
	_, err = Between("", day, of("a"))
	wantCode(t, "from a date to a text", err, ProcedureFailed)
	if v, err := Between("", day, Value{}); err != nil || !v.IsNull() {
		t.Errorf("to null it is %s (%v)", Print(v), err)
	}
}

func TestDurationArithmetic(t *testing.T) {
	plain := read(Duration, "P12Y5M14DT16H13M10.000000001S")
	turned := read(Duration, "P1M-14DT16H-12M70S")
	tests := []struct {
		a    any
		by   string
		b    any
		want string
	}{
		{read(LocalTime, "12:31:14.000000001"), "+", plain, "04:44:24.000000002"},
		{read(LocalTime, "12:31:14.000000001"), "-", plain, "20:18:04"},
		{read(Time, "12:00+01:00"), "-", read(Duration, "PT13H"), "23:00+01:00"},
		{read(LocalDateTime, "1984-10-11T12:31:14"), "+", turned, "1984-10-29T04:20:24"},
		{read(LocalDateTime, "1984-10-11T12:31:14"), "-", turned, "1984-09-24T20:42:04"},
		{read(DateTime, "1984-10-11T12:31:14+01:00"), "+", plain, "1997-03-26T04:44:24.000000001+01:00"},
		{read(DateTime, "2017-10-28T12:00[Europe/Stockholm]"), "+", read(Duration, "P1D"), "2017-10-29T12:00+01:00[Europe/Stockholm]"},
		{read(DateTime, "2017-10-28T12:00[Europe/Stockholm]"), "+", read(Duration, "PT24H"), "2017-10-29T11:00+01:00[Europe/Stockholm]"},
		{read(Date, "2020-01-31"), "+", read(Duration, "P1M"), "2020-02-29"},
		{read(Duration, "PT25H"), "+", read(Date, "2020-01-31"), "2020-02-01"},
		{read(Date, "2020-01-31"), "-", read(Duration, "PT23H0.5S"), "2020-01-31"},
		{read(Date, "2020-01-31"), "-", read(Duration, "PT25H"), "2020-01-30"},
		{plain, "+", plain, "P24Y10M28DT32H26M20.000000002S"},
		{plain, "-", plain, "PT0S"},
		{turned, "-", plain, "P-12Y-4M-28DT-24M-0.000000001S"},
		{plain, "*", 2, "P24Y10M28DT32H26M20.000000002S"},
		{2, "*", plain, "P24Y10M28DT32H26M20.000000002S"},
		{plain, "*", -1, "P-12Y-5M-14DT-16H-13M-10.000000001S"},
		{plain, "*", 0.5, "P6Y2M22DT13H21M8S"},
		{plain, "/", 2, "P6Y2M22DT13H21M8S"},
		{plain, "/", 0.5, "P24Y10M28DT32H26M20.000000002S"},
		{read(Duration, "PT0.9S"), "*", 10_000_000_000, "PT2500000H"},
	}
	operations := operationsByName()
	for _, test := range tests {
		got, err := operations[test.by](of(test.a), of(test.b))
		if err != nil || Print(got) != "'"+test.want+"'" {
			t.Errorf("%s %s %s is %s (%v), want %s", Print(of(test.a)), test.by, Print(of(test.b)), Print(got), err, test.want)
		}
	}
}

// TestFarBeyond gives what no query makes but a client may send.
func TestFarBeyond(t *testing.T) {
	far := OfDuration(1<<62, 1<<62, 1<<62, 1<<62)
	for _, v := range []Value{read(Date, "2020"), read(LocalDateTime, "2020"), read(DateTime, "2020")} {
		if sum, err := Add(v, far); err == nil {
			t.Errorf("%s and an age is %s", Print(v), Print(sum))
		}
	}
	if _, err := Add(far, far); err == nil {
		t.Error("two ages make one")
	}
}

func TestTemporalField(t *testing.T) {
	tests := []struct {
		v      Value
		fields Value
	}{
		{read(Date, "1984-10-11"), record("year", 1984, "quarter", 4, "month", 10, "week", 41, "weekYear", 1984, "day", 11,
			"ordinalDay", 285, "weekDay", 4, "dayOfWeek", 4, "dayOfQuarter", 11, "quarterDay", 11)},
		{read(Date, "1984-01-01"), record("weekYear", 1983, "week", 52, "weekDay", 7)},
		{read(LocalTime, "12:31:14.645876123"), record("hour", 12, "minute", 31, "second", 14, "millisecond", 645, "microsecond", 645876, "nanosecond", 645876123)},
		{read(Time, "12:31+01:00"), record("hour", 12, "timezone", "+01:00", "offset", "+01:00", "offsetMinutes", 60, "offsetSeconds", 3600)},
		{read(DateTime, "1984-11-11T12:31:14.645876123[Europe/Stockholm]"), record("day", 11, "dayOfQuarter", 42, "hour", 12,
			"timezone", "Europe/Stockholm", "offset", "+01:00", "offsetMinutes", 60, "epochSeconds", 469020674, "epochMillis", 469020674645)},
		{read(DateTime, "-0010-07-21T21:40:32.142Z"), record("epochMillis", -62465307567858, "epochSeconds", -62465307567, "timezone", "Z")},
		{read(Duration, "P1Y2M3W4DT5H6M7.008009010S"), record("years", 1, "quarters", 4, "months", 14, "weeks", 3, "days", 25, "hours", 5,
			"minutes", 306, "seconds", 18367, "milliseconds", 18367008, "microseconds", 18367008009, "nanoseconds", 18367008009010,
			"quartersOfYear", 0, "monthsOfYear", 2, "monthsOfQuarter", 2, "daysOfWeek", 4, "minutesOfHour", 6, "secondsOfMinute", 7,
			"millisecondsOfSecond", 8, "microsecondsOfSecond", 8009, "nanosecondsOfSecond", 8009010)},
		{read(Duration, "PT-7.008009010S"), record("seconds", -8, "milliseconds", -7009, "secondsOfMinute", -8, "millisecondsOfSecond", 991)},
	}
	for _, test := range tests {
		wanted := test.fields.Mapping()
		for i := range wanted.Len() {
			name, want := wanted.Entry(i)
			if got, found := TemporalField(test.v, name); !found || !Equivalent(got, want) {
				t.Errorf("%s of %s is %s, want %s", name, Print(test.v), Print(got), Print(want))
			}
		}
	}
	for name, v := range map[string]Value{"hour": read(Date, "2020"), "year": read(LocalTime, "12"), "timezone": read(LocalDateTime, "2020"), "eon": read(Duration, "P1D"), "day": of(1)} {
		if got, found := TemporalField(v, name); found {
			t.Errorf("%s of %s is %s", name, Print(v), Print(got))
		}
	}
}

func TestCalendarGoesBothWays(t *testing.T) {
	for days := int64(-1_000_000); days < 1_000_000; days += 97 {
		c := civilOf(days)
		if got := c.days(); got != days {
			t.Fatalf("day %d is %v, which is day %d", days, c, got)
		}
		if year, week := weekOf(days); firstMonday(year)+(week-1)*7+dayOfWeek(days)-1 != days {
			t.Fatalf("day %d is in week %d of %d, but it is not", days, week, year)
		}
	}
}

func TestZones(t *testing.T) {
	for text, want := range map[string]string{
		"Z": "Z", "z": "Z", "+00:00": "Z", "-0530": "-05:30", "+02:05:59": "+02:05:59", "UTC": "UTC", "utc": "UTC",
		"america/new york": "America/New_York", "Zulu": "Zulu",
	} {
		if zone, err := ParseZone(text); err != nil || zone.String() != want {
			t.Errorf("zone %q is %v (%v), want %s", text, zone, err, want)
		}
	}
	for _, text := range []string{"", "Local", "+1", "+01:60", "+19:00", "../etc/passwd", "Europe/Atlantis"} {
		_, err := ParseZone(text)
		wantCode(t, "zone "+text, err, SyntaxError)
	}
}

func TestEveryZoneReads(t *testing.T) {
	if count := len(namedZones()); count < 400 {
		t.Errorf("there are only %d zones", count)
	}
	for name, zone := range namedZones() {
		if offset := zone().OffsetAt(0); offset < -maxOffset || offset > maxOffset {
			t.Errorf("%s is %d seconds from UTC", name, offset)
		}
	}
}

func TestTemporalAccessors(t *testing.T) {
	zoned := read(DateTime, "2015-07-21T21:40:32.142[Europe/Stockholm]")
	if zoned.EpochSeconds() != 1437507632 || zoned.Nanos() != 142_000_000 || zoned.Offset() != 7200 || zoned.Zone().Name() != "Europe/Stockholm" {
		t.Errorf("%s has other parts", Print(zoned))
	}
	clock := read(Time, "01:00-02:00")
	if clock.NanosOfDay() != 3600*nanosPerSecond || clock.Offset() != -7200 {
		t.Errorf("%s has other parts", Print(clock))
	}
	months, days, seconds, nanos := OfDuration(1, 2, 3, -1).DurationParts()
	if months != 1 || days != 2 || seconds != 2 || nanos != 999_999_999 {
		t.Errorf("a duration has parts %d, %d, %d, %d", months, days, seconds, nanos)
	}
	if read(Date, "1970-01-02").Days() != 1 {
		t.Error("days are counted from another day")
	}
}
