package value

import "testing"

func TestParseTemporal(t *testing.T) {
	tests := []struct {
		kind       Kind
		text, want string
	}{
		{Date, "2015-07-21", "2015-07-21"},
		{Date, "20150721", "2015-07-21"},
		{Date, "2015-07", "2015-07-01"},
		{Date, "201507", "2015-07-01"},
		{Date, "2015-W30-2", "2015-07-21"},
		{Date, "2015W302", "2015-07-21"},
		{Date, "2015-W30", "2015-07-20"},
		{Date, "2015W30", "2015-07-20"},
		{Date, "2015-Q2-60", "2015-05-30"},
		{Date, "2015Q2", "2015-04-01"},
		{Date, "2015-202", "2015-07-21"},
		{Date, "2015202", "2015-07-21"},
		{Date, "2015", "2015-01-01"},
		{Date, "2015-1-1", "2015-01-01"},
		{Date, "-0010-01-01", "-0010-01-01"},
		{Date, "+201512", "+201512-01-01"},
		{Date, "-999999999-01-01", "-999999999-01-01"},
		{Date, "+999999999-12-31", "+999999999-12-31"},
		{LocalTime, "21:40:32.142", "21:40:32.142"},
		{LocalTime, "214032.142", "21:40:32.142"},
		{LocalTime, "21:40:32,5", "21:40:32.5"},
		{LocalTime, "T21:40", "21:40"},
		{LocalTime, "2140", "21:40"},
		{LocalTime, "21", "21:00"},
		{LocalTime, "1:2:3", "01:02:03"},
		{Time, "21:40:32.142+0100", "21:40:32.142+01:00"},
		{Time, "214032.142Z", "21:40:32.142Z"},
		{Time, "21:40-01:30", "21:40-01:30"},
		{Time, "2140-00:00", "21:40Z"},
		{Time, "22+18:00", "22:00+18:00"},
		{Time, "22:00+02:05:59", "22:00+02:05:59"},
		{Time, "12:30", "12:30Z"},
		{LocalDateTime, "2015-W30-2T214032.142", "2015-07-21T21:40:32.142"},
		{LocalDateTime, "2015T214032", "2015-01-01T21:40:32"},
		{LocalDateTime, "2015202T21", "2015-07-21T21:00"},
		{LocalDateTime, "2015-07-21", "2015-07-21T00:00"},
		{DateTime, "2015-07-21T21:40:32.142+0100", "2015-07-21T21:40:32.142+01:00"},
		{DateTime, "2015-W30T2140-02", "2015-07-20T21:40-02:00"},
		{DateTime, "2015-07-21T21:40:32.142[Europe/London]", "2015-07-21T21:40:32.142+01:00[Europe/London]"},
		{DateTime, "2015-07-21T21:40-04[America/New York]", "2015-07-21T21:40-04:00[America/New_York]"},
		{DateTime, "2015-07-21T21:40[Z]", "2015-07-21T21:40Z"},
		{DateTime, "1818-07-21T21:40[Europe/Stockholm]", "1818-07-21T21:40+00:53:28[Europe/Stockholm]"},
		{DateTime, "2015-03-29T02:30[Europe/Stockholm]", "2015-03-29T03:30+02:00[Europe/Stockholm]"},
		{DateTime, "2015-10-25T02:30[Europe/Stockholm]", "2015-10-25T02:30+02:00[Europe/Stockholm]"},
		{DateTime, "2015-10-25T02:30+01:00[Europe/Stockholm]", "2015-10-25T02:30+01:00[Europe/Stockholm]"},
	}
	for _, test := range tests {
		got, err := ParseTemporal(test.kind, test.text, UTC)
		if err != nil || Print(got) != "'"+test.want+"'" {
			t.Errorf("%q is %s (%v), want %s", test.text, Print(got), err, test.want)
		}
	}
}

func TestParseDuration(t *testing.T) {
	for text, want := range map[string]string{
		"P14DT16H12M":              "P14DT16H12M",
		"P5M1.5D":                  "P5M1DT12H",
		"P0.75M":                   "P22DT19H51M49.5S",
		"P1.5Y":                    "P1Y6M",
		"PT0.75M":                  "PT45S",
		"P2.5W":                    "P17DT12H",
		"P12Y5M14DT16H12M70S":      "P12Y5M14DT16H13M10S",
		"PT-1.5S":                  "PT-1.5S",
		"-P1Y-2M":                  "P-10M",
		"p1y1w1d":                  "P1Y8D",
		"PT1,000000001S":           "PT1.000000001S",
		"P2012-02-02T14:37:21.545": "P2012Y2M2DT14H37M21.545S",
		"P20120202T1437":           "P2012Y2M2DT14H37M",
		"P2012-02-02":              "P2012Y2M2D",
	} {
		got, err := ParseTemporal(Duration, text, UTC)
		if err != nil || Print(got) != "'"+want+"'" {
			t.Errorf("%q is %s (%v), want %s", text, Print(got), err, want)
		}
	}
}

func TestParseTemporalRefuses(t *testing.T) {
	tests := []struct {
		kind Kind
		text string
		want Code
	}{
		{Date, "", SyntaxError},
		{Date, "foo", SyntaxError},
		{Date, "15", SyntaxError},
		{Date, "20151", SyntaxError},
		{Date, "10000-01-01", SyntaxError},
		{Date, "+1000000000-01-01", SyntaxError},
		{Date, "2015-1", SyntaxError},
		{Date, "2015-0721", SyntaxError},
		{Date, "2015-W302", SyntaxError},
		{Date, "2015-W54", SyntaxError},
		{Date, "1984-W53", SyntaxError},
		{Date, "2015-13-01", SyntaxError},
		{Date, "2015-02-30", SyntaxError},
		{Date, "2015-366", SyntaxError},
		{Date, "2015-Q5", SyntaxError},
		{Date, "2015-07-21T21:40", SyntaxError},
		{LocalTime, "24:00", SyntaxError},
		{LocalTime, "12:60", SyntaxError},
		{LocalTime, "123", SyntaxError},
		{LocalTime, "12:30.5", SyntaxError},
		{LocalTime, "12:30:14.", SyntaxError},
		{LocalTime, "12:30:14.1234567890", SyntaxError},
		{LocalTime, "12:30Z", SyntaxError},
		{LocalTime, "1+", SyntaxError},
		{Time, "12:30+1", SyntaxError},
		{Time, "12:30+18:01", ArgumentError},
		{Time, "12:30[Europe/Stockholm]", ArgumentError},
		{LocalDateTime, "2015-07-21T", SyntaxError},
		{LocalDateTime, "2015-07-21 21:40", SyntaxError},
		{LocalDateTime, "2015-07-21T21:40[UTC]", SyntaxError},
		{DateTime, "2015-07-21Z", SyntaxError},
		{DateTime, "2015-07-21T21:40[Europe/Stockholm", SyntaxError},
		{DateTime, "2015-07-21T21:40[Nowhere/Land]", SyntaxError},
		{DateTime, "2015-07-21T21:40+01:00[Europe/Stockholm]", ArgumentError},
		{Duration, "P", SyntaxError},
		{Duration, "PT", SyntaxError},
		{Duration, "P1YT", SyntaxError},
		{Duration, "1Y", SyntaxError},
		{Duration, "P1S", SyntaxError},
		{Duration, "P1M1Y", SyntaxError},
		{Duration, "P1.5Y2M", SyntaxError},
		{Duration, "P.5D", SyntaxError},
		{Duration, "PT1.1234567891S", SyntaxError},
		{Duration, "P2012-13-02", ArgumentError},
		{Duration, "P2012-12-02T25:37:21", ArgumentError},
		{Duration, "P999999999999999999D", ArgumentError},
	}
	for _, test := range tests {
		_, err := ParseTemporal(test.kind, test.text, UTC)
		wantCode(t, kindNames[test.kind]+" "+test.text, err, test.want)
	}
}

// FuzzParseTemporal holds that no text breaks a parser, and that what a value is
// printed as, short or long, reads as the same value.
func FuzzParseTemporal(f *testing.F) {
	for _, text := range []string{
		"2015-W30-2", "+999999999-12-31", "21:40:32.142+0100", "22+18:00", "2015T214032-0100", "-0044-Q3-12T1:2",
		"2015-10-25T02:30+01:00[Europe/Stockholm]", "1818-07-21T21:40:32,5[Europe/Stockholm]",
		"P12Y5M14DT16H12M70.5S", "-P1.5W", "P2012-02-02T14:37:21.545", "P106751991167300D", "P10000000Y",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for kind := Date; kind <= Duration; kind++ {
			v, err := ParseTemporal(kind, text, UTC)
			if err != nil {
				continue
			}
			for _, short := range [...]bool{true, false} {
				printed := string(appendTemporal(nil, v, short))
				again, err := ParseTemporal(kind, printed, UTC)
				if err != nil || !Equivalent(v, again) {
					t.Errorf("%s %q prints as %q, which reads as %s (%v)", kindNames[kind], text, printed, Print(again), err)
				}
			}
		}
	})
}
