package value

import "testing"

func TestConstructFromMap(t *testing.T) {
	tests := []struct {
		kind   Kind
		fields Value
		want   string
	}{
		{Date, record("year", 1816, "week", 1), "1816-01-01"},
		{Date, record("year", 1817, "week", 1), "1816-12-30"},
		{Date, record("year", 1818, "week", 53), "1818-12-28"},
		{Date, record("year", 1984, "week", 10, "dayOfWeek", 3), "1984-03-07"},
		{Date, record("year", 1984), "1984-01-01"},
		{Date, record("year", 1984, "month", 10), "1984-10-01"},
		{Date, record("year", 1984, "month", 10, "day", 11), "1984-10-11"},
		{Date, record("year", 1984, "month", nil), "1984-01-01"},
		{Date, record("year", 1984, "ordinalDay", 202), "1984-07-20"},
		{Date, record("year", 1984, "quarter", 3), "1984-07-01"},
		{Date, record("year", 1984, "quarter", 3, "dayOfQuarter", 45), "1984-08-14"},
		{Date, record("year", -999999999), "-999999999-01-01"},
		{LocalTime, record("hour", 12), "12:00"},
		{LocalTime, record("hour", 12, "minute", 31, "second", 14, "millisecond", 645), "12:31:14.645"},
		{LocalTime, record("hour", 12, "minute", 31, "second", 14, "nanosecond", 789, "millisecond", 123, "microsecond", 456), "12:31:14.123456789"},
		{Time, record("hour", 12, "minute", 31), "12:31Z"},
		{Time, record("hour", 12, "minute", 31, "second", 14, "nanosecond", 3, "timezone", "+01:00"), "12:31:14.000000003+01:00"},
		{Time, record("hour", 12, "timezone", "-02:05:07"), "12:00-02:05:07"},
		{Time, record("hour", 12, "timezone", "Europe/Stockholm"), "12:00+01:00"},
		{LocalDateTime, record("year", 1984), "1984-01-01T00:00"},
		{LocalDateTime, record("year", 1984, "week", 10, "dayOfWeek", 3, "hour", 12), "1984-03-07T12:00"},
		{DateTime, record("year", 1984, "timezone", "+01:00"), "1984-01-01T00:00+01:00"},
		{DateTime, record("year", 1984, "ordinalDay", 202, "hour", 12, "timezone", "europe/stockholm"), "1984-07-20T12:00+02:00[Europe/Stockholm]"},
		{DateTime, record("epochSeconds", 416779, "nanosecond", 123456789), "1970-01-05T19:46:19.123456789Z"},
		{DateTime, record("epochMillis", 237821673987, "timezone", "Europe/Stockholm"), "1977-07-15T14:34:33.987+01:00[Europe/Stockholm]"},
		{DateTime, record("epochMillis", 37506711189, "timezone", "Asia/Kolkata", "hour", 3), "1971-03-11T03:01:51.189+05:30[Asia/Kolkata]"},
		{Date, record("timezone", "Pacific/Kiritimati"), "2024-03-01"},
		{DateTime, record("timezone", "+01:00"), "2024-02-29T13:00:00.0000005+01:00"},
		{Duration, record("days", 14, "hours", 16, "minutes", 12), "P14DT16H12M"},
		{Duration, record("months", 0.75), "P22DT19H51M49.5S"},
		{Duration, record("weeks", 2.5), "P17DT12H"},
		{Duration, record("minutes", 1.5, "seconds", 1), "PT1M31S"},
		{Duration, record("seconds", -2, "milliseconds", 1), "PT-1.999S"},
		{Duration, record("seconds", -60, "milliseconds", -1), "PT-1M-0.001S"},
		{Duration, record("years", 12, "months", 5, "days", -14, "nanoseconds", 1), "P12Y5M-14DT0.000000001S"},
	}
	for _, test := range tests {
		got, err := Construct(test.kind, test.fields, noon)
		if err != nil || Print(got) != "'"+test.want+"'" {
			t.Errorf("%s is %s (%v), want %s", Print(test.fields), Print(got), err, test.want)
		}
	}
}

func TestSelect(t *testing.T) {
	day, summer := read(Date, "1984-11-11"), read(LocalDateTime, "1984-03-07T12:31:14.645")
	clock, stockholm := read(Time, "12:31:14.645876+01:00"), read(DateTime, "1984-10-11T12:00[Europe/Stockholm]")
	tests := []struct {
		kind Kind
		arg  Value
		want string
	}{
		{Date, day, "1984-11-11"},
		{Date, summer, "1984-03-07"},
		{Date, stockholm, "1984-10-11"},
		{Date, record("date", day, "year", 28), "0028-11-11"},
		{Date, record("date", day, "day", 28), "1984-11-28"},
		{Date, record("date", day, "week", 1), "1984-01-08"},
		{Date, record("date", day, "ordinalDay", 28), "1984-01-28"},
		{Date, record("date", day, "quarter", 3), "1984-08-11"},
		{Date, record("date", day, "dayOfQuarter", 1), "1984-10-01"},
		{Date, record("date", read(Date, "1816-12-30"), "week", 2, "dayOfWeek", 3), "1817-01-08"},
		{Date, record("date", read(Date, "2020-02-29"), "year", 2019), "2019-02-28"},
		{Date, record("date", read(Date, "2020-05-31"), "quarter", 1), "2020-02-29"},
		{LocalTime, clock, "12:31:14.645876"},
		{LocalTime, record("time", stockholm, "second", 42), "12:00:42"},
		{Time, summer, "12:31:14.645Z"},
		{Time, stockholm, "12:00+01:00"},
		{Time, record("time", clock, "timezone", "+05:00"), "16:31:14.645876+05:00"},
		{LocalDateTime, stockholm, "1984-10-11T12:00"},
		{LocalDateTime, record("date", day, "day", 28, "hour", 10), "1984-11-28T10:00"},
		{LocalDateTime, record("year", 1984, "month", 10, "day", 11, "time", clock, "second", 42), "1984-10-11T12:31:42.645876"},
		{LocalDateTime, record("datetime", stockholm, "day", 28, "second", 42), "1984-10-28T12:00:42"},
		{DateTime, summer, "1984-03-07T12:31:14.645Z"},
		{DateTime, stockholm, "1984-10-11T12:00+01:00[Europe/Stockholm]"},
		{DateTime, record("datetime", stockholm, "timezone", "+05:00"), "1984-10-11T16:00+05:00"},
		{DateTime, record("datetime", summer, "timezone", "+05:00"), "1984-03-07T12:31:14.645+05:00"},
		{DateTime, record("date", stockholm, "hour", 10), "1984-10-11T10:00Z"},
		{DateTime, record("date", summer, "time", clock), "1984-03-07T12:31:14.645876+01:00"},
		{DateTime, record("date", summer, "time", stockholm, "day", 28, "second", 42), "1984-03-28T12:00:42+02:00[Europe/Stockholm]"},
		{DateTime, record("date", summer, "time", stockholm, "day", 28, "second", 42, "timezone", "Pacific/Honolulu"), "1984-03-28T00:00:42-10:00[Pacific/Honolulu]"},
	}
	for _, test := range tests {
		got, err := Construct(test.kind, test.arg, noon)
		if err != nil || Print(got) != "'"+test.want+"'" {
			t.Errorf("%s of %s is %s (%v), want %s", kindNames[test.kind], Print(test.arg), Print(got), err, test.want)
		}
	}
}

func TestConstructRefuses(t *testing.T) {
	day, clock := read(Date, "2020-05-31"), read(LocalTime, "12:00")
	tests := []struct {
		kind Kind
		arg  any
		want Code
	}{
		{Date, record(), ArgumentError},
		{Date, record("month", 2), ArgumentError},
		{Date, record("year", 1984, "day", 11), ArgumentError},
		{Date, record("year", 1984, "dayOfWeek", 2), ArgumentError},
		{Date, record("year", 1984, "month", 13), ArgumentError},
		{Date, record("year", 1984, "month", 2, "day", 30), ArgumentError},
		{Date, record("year", 1984, "week", 54), ArgumentError},
		{Date, record("year", 1985, "ordinalDay", 366), ArgumentError},
		{Date, record("year", 1_000_000_000), ArgumentError},
		{Date, record("year", 1984, "month", 10, "week", 2), TypeError},
		{Date, record("year", 1984, "hour", 2), TypeError},
		{Date, record("year", 1984, "timezone", "Z"), TypeError},
		{Date, record("year", "a"), TypeError},
		{Date, record("year", 1984, "eon", 1), ArgumentError},
		{Date, record("date", clock), TypeError},
		{Date, record("date", "a"), ArgumentError},
		{Date, record("date", day, "month", 6, "day", 31), ArgumentError},
		{Date, clock, TypeError},
		{Date, 1, ProcedureFailed},
		{LocalTime, day, TypeError},
		{LocalTime, record("minute", 10), ArgumentError},
		{LocalTime, record("hour", 24), ArgumentError},
		{LocalTime, record("hour", 12, "second", 10), ArgumentError},
		{LocalTime, record("hour", 12, "minute", 1, "second", 1, "millisecond", 1, "microsecond", 1000), ArgumentError},
		{LocalTime, record("hour", 12, "minute", 1, "second", 1, "nanosecond", 1_000_000_000), ArgumentError},
		{Time, record("timezone", "nowhere"), SyntaxError},
		{Time, record("timezone", 1), ArgumentError},
		{DateTime, record("timezone", 1), ArgumentError},
		{Date, record("timezone", 1), TypeError},
		{LocalDateTime, record("year", 2020, "hour", 3), ArgumentError},
		{LocalDateTime, record("time", clock), ArgumentError},
		{LocalDateTime, record("epochSeconds", 1), TypeError},
		{DateTime, record("date", day, "datetime", read(DateTime, "2020")), ArgumentError},
		{DateTime, record("epochSeconds", 1<<62), ArgumentError},
		{Duration, record(), ArgumentError},
		{Duration, record("eons", 1), ArgumentError},
		{Duration, record("years", "a"), TypeError},
		{Duration, record("years", 1<<60), ArgumentError},
		{Duration, record("days", 1e300), ArgumentError},
		{Duration, day, ProcedureFailed},
	}
	for _, test := range tests {
		_, err := Construct(test.kind, of(test.arg), noon)
		wantCode(t, kindNames[test.kind]+" of "+Print(of(test.arg)), err, test.want)
	}
}

func TestNullConstructsNull(t *testing.T) {
	for kind := Date; kind <= Duration; kind++ {
		if v, err := Construct(kind, Value{}, noon); err != nil || !v.IsNull() {
			t.Errorf("%s of null is %s (%v)", kindNames[kind], Print(v), err)
		}
	}
}

// A field that is null is the first of its kind, but is one that is there.
func TestNullFields(t *testing.T) {
	for _, test := range []struct {
		kind Kind
		arg  Value
		want string
	}{
		{Date, record("year", nil), "0000-01-01"},
		{Date, record("year", 2020, "month", nil, "day", 3), "2020-01-03"},
		{Date, record("year", 2020, "week", nil, "dayOfWeek", 3), "2020-01-01"},
		{Time, record("hour", 1, "minute", nil, "second", 2), "01:00:02Z"},
	} {
		if v, err := Construct(test.kind, test.arg, noon); err != nil || Print(v) != "'"+test.want+"'" {
			t.Errorf("%s: %s (%v), not %s", Print(test.arg), Print(v), err, test.want)
		}
	}
	_, err := Construct(DateTime, record("epochSeconds", nil), noon)
	wantCode(t, "epochSeconds", err, ArgumentError)
}

func TestNow(t *testing.T) {
	stockholm, err := NamedZone("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	for kind, want := range map[Kind]string{
		Date: "2024-02-29", LocalTime: "13:00:00.0000005", Time: "13:00:00.0000005+01:00",
		LocalDateTime: "2024-02-29T13:00:00.0000005", DateTime: "2024-02-29T13:00:00.0000005+01:00[Europe/Stockholm]",
	} {
		if got := Print(Now(kind, Clock{noon.Now, stockholm})); got != "'"+want+"'" {
			t.Errorf("now is %s, want %s", got, want)
		}
	}
}

func TestFromEpoch(t *testing.T) {
	if v, err := FromEpochMillis(-1); err != nil || Print(v) != "'1969-12-31T23:59:59.999Z'" {
		t.Errorf("a millisecond before 1970 is %s (%v)", Print(v), err)
	}
	_, err := FromEpoch(0, 1_000_000_000)
	wantCode(t, "a whole second of nanoseconds", err, ArgumentError)
}
