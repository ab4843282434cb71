package value

import "strings"

// ParseTemporal reads a temporal value or a duration in any of the forms of
// ISO 8601; zone is that of a date and time that names none.
func ParseTemporal(kind Kind, text string, zone *Zone) (Value, error) {
	if kind == Duration {
		return parseDuration(text)
	}
	var m moment
	var err error
	if needsDate(kind) && needsTime(kind) {
		m, err = parseDateTime(kind, text)
	} else if kind == Date {
		m.days, err = parseDate(kind, text, text)
	} else {
		m, err = parseTime(kind, text, strings.TrimPrefix(text, "T"))
	}
	if err != nil {
		return Value{}, err
	}
	if m.zone == nil {
		m = m.withZone(zone)
	}
	return m.value(kind), nil
}

// unreadable is the error for a text that is no value of kind.
func unreadable(kind Kind, text string) error {
	return failure(SyntaxError, "Text cannot be parsed to a %s\n\"%s\"\n ^", kindNames[kind], text)
}

// parseDateTime reads date ["T" time].
func parseDateTime(kind Kind, text string) (moment, error) {
	datePart, timePart := text, ""
	var m moment
	var err error
	if i := strings.IndexAny(text, "Tt"); i >= 0 {
		datePart, timePart = text[:i], text[i+1:]
		if m, err = parseTime(kind, text, timePart); err != nil {
			return m, err
		}
	}
	if m.days, err = parseDate(kind, text, datePart); err != nil {
		return m, err
	}
	if m.zone != nil && m.offset != anyOffset && m.zone.OffsetAt(m.localSeconds()-int64(m.offset)) != m.offset {
		return m, failure(ArgumentError, "Timezone and offset do not match: %s", text)
	}
	return m, nil
}

// parseTime reads a time of day as it stands in text:
//
//	time   = clock [ offset ] [ "[" zone "]" ]
func parseTime(kind Kind, text, part string) (moment, error) {
	m := moment{offset: anyOffset}
	part, name, named := strings.Cut(part, "[")
	if named && kind == Time {
		return m, failure(ArgumentError, "A time of day without a date cannot have a named time zone, only an offset, as in +01:00: %s", text)
	}
	s := scanner{text: part}
	var p parts
	if !s.clock(&p) {
		return m, unreadable(kind, text)
	}
	var err error
	if m.nanos, err = p.atTime(nil); err != nil {
		return m, asSyntax(err)
	}
	if s.rest() != "" {
		if m.zone, m.offset, err = s.zoneOffset(kind, text); err != nil {
			return m, err
		}
	}
	if s.rest() != "" || m.zone != nil && !needsZone(kind) {
		return m, unreadable(kind, text)
	}
	if named {
		if !needsZone(kind) || !strings.HasSuffix(name, "]") {
			return m, unreadable(kind, text)
		}
		m.zone, err = zoneInBrackets(name[:len(name)-1])
	}
	return m, err
}

// zoneInBrackets reads the name of a zone, or Z.
func zoneInBrackets(name string) (*Zone, error) {
	if name == "Z" || name == "z" {
		return UTC, nil
	}
	return NamedZone(name)
}

// zoneOffset reads an offset as it stands in text.
func (s *scanner) zoneOffset(kind Kind, text string) (*Zone, int, error) {
	offset, ok := s.offset()
	switch {
	case !ok:
		return nil, anyOffset, unreadable(kind, text)
	case offset < -maxOffset || offset > maxOffset:
		return nil, anyOffset, failure(ArgumentError, "Zone offset not in valid range: -18:00 to +18:00")
	}
	return OffsetZone(offset), offset, nil
}

// parseDate reads a date as it stands in text.
func parseDate(kind Kind, text, part string) (int64, error) {
	s := scanner{text: part}
	var p parts
	if !s.date(&p) || s.rest() != "" {
		return 0, unreadable(kind, text)
	}
	days, err := p.onDate(nil, false)
	if inYear, inWeek := weekOf(days); err == nil && p.has(week) && (inYear != p.n[year] || inWeek != p.n[week]) {
		return 0, failure(SyntaxError, "Year %d does not contain %d weeks.", p.n[year], p.n[week])
	}
	return days, asSyntax(err)
}

// asSyntax is err as an error in a text.
func asSyntax(err error) error {
	if known, ok := err.(*Error); ok {
		return &Error{Code: SyntaxError, Message: known.Message}
	}
	return err
}

// A scanner reads a text from the left.
type scanner struct {
	text string
	at   int
}

func (s *scanner) rest() string { return s.text[s.at:] }

// take goes past one byte if it is among those.
func (s *scanner) take(among string) (byte, bool) {
	if s.at < len(s.text) && strings.IndexByte(among, s.text[s.at]) >= 0 {
		s.at++
		return s.text[s.at-1], true
	}
	return 0, false
}

// digits counts the digits that come next.
func (s *scanner) digits() int {
	n := 0
	for s.at+n < len(s.text) && s.text[s.at+n] >= '0' && s.text[s.at+n] <= '9' {
		n++
	}
	return n
}

// number reads as many digits as there are, if their count lies between low and high.
func (s *scanner) number(low, high int) (int64, bool) {
	if n := s.digits(); n < low || n > high {
		return 0, false
	}
	return s.exactly(s.digits()), true
}

// exactly reads so many digits, which are there.
func (s *scanner) exactly(count int) int64 {
	var n int64
	for range count {
		n = n*10 + int64(s.text[s.at]-'0')
		s.at++
	}
	return n
}

// put reads a number of low to high digits into a field of p.
func (s *scanner) put(p *parts, f field, low, high int) bool {
	n, ok := s.number(low, high)
	if ok {
		p.put(f, n)
	}
	return ok
}

// date reads
//
//	date     = year [ "-" ] "W" week [ [ "-" ] dayOfWeek ]
//	         | year [ "-" ] "Q" quarter [ [ "-" ] dayOfQuarter ]
//	         | year "-" month [ "-" day ] | year "-" ordinalDay
//	         | year [ month [ day ] ]     | year ordinalDay
//	year     = 4 digits | ( "+" | "-" ) 1 to 9 digits
func (s *scanner) date(p *parts) bool {
	if !s.year(p) {
		return false
	}
	_, dash := s.take("-")
	if _, ok := s.take("W"); ok {
		return s.pair(p, dash, week, 2, dayInWeek, 1)
	}
	if _, ok := s.take("Q"); ok {
		return s.pair(p, dash, quarter, 1, dayInQuarter, 2)
	}
	switch digits := s.digits(); {
	case digits == 3:
		return s.put(p, ordinalDay, 3, 3)
	case dash:
		return s.monthAndDay(p, digits)
	case digits == 0:
		return true
	case digits == 2:
		return s.put(p, month, 2, 2)
	case digits == 4:
		p.put(month, s.exactly(2))
		return s.put(p, day, 2, 2)
	}
	return false
}

func (s *scanner) year(p *parts) bool {
	sign, signed := s.take("+-")
	if !signed {
		if s.digits() < 4 {
			return false
		}
		p.put(year, s.exactly(4))
		return true
	}
	n, ok := s.number(1, 9)
	if sign == '-' {
		n = -n
	}
	p.put(year, n)
	return ok
}

// pair reads a field of a date of so many digits at most, and the one below it
// if more follows: after a dash if there was one before.
func (s *scanner) pair(p *parts, dash bool, f field, width int, below field, belowWidth int) bool {
	if n := s.digits(); n > width && !dash {
		p.put(f, s.exactly(width))
	} else if !s.put(p, f, 1, width) {
		return false
	}
	_, again := s.take("-")
	if s.rest() == "" {
		return !again
	}
	return (again || !dash) && s.put(p, below, 1, belowWidth)
}

// monthAndDay reads "month" or "month-day", where month may have one digit only
// if a day follows.
func (s *scanner) monthAndDay(p *parts, digits int) bool {
	if !s.put(p, month, 1, 2) {
		return false
	}
	if _, ok := s.take("-"); ok {
		return s.put(p, day, 1, 2)
	}
	return digits == 2
}

// clock reads
//
//	clock    = hour [ ":" minute [ ":" second [ fraction ] ] ]
//	         | hour minute [ second [ fraction ] ]
//	fraction = ( "." | "," ) 1 to 9 digits
func (s *scanner) clock(p *parts) bool {
	switch digits := s.digits(); digits {
	case 4, 6:
		p.put(hour, s.exactly(2))
		p.put(minute, s.exactly(2))
		return digits == 4 || s.put(p, second, 2, 2) && s.fraction(p)
	}
	if !s.put(p, hour, 1, 2) {
		return false
	}
	if _, ok := s.take(":"); !ok {
		return true
	}
	if !s.put(p, minute, 1, 2) {
		return false
	}
	if _, ok := s.take(":"); !ok {
		return true
	}
	return s.put(p, second, 1, 2) && s.fraction(p)
}

func (s *scanner) fraction(p *parts) bool {
	if _, ok := s.take(".,"); !ok {
		return true
	}
	nanos, ok := s.billionths()
	p.put(nanosecond, nanos)
	return ok
}

// billionths reads the digits after a point.
func (s *scanner) billionths() (int64, bool) {
	digits := s.digits()
	n, ok := s.number(1, 9)
	for ; digits < 9; digits++ {
		n *= 10
	}
	return n, ok
}

// offset reads, in seconds,
//
//	offset   = "Z" | ( "+" | "-" ) hour [ [ ":" ] minute [ [ ":" ] second ] ]
func (s *scanner) offset() (int, bool) {
	sign, ok := s.take("+-Zz")
	if !ok {
		return 0, false
	}
	if sign == 'Z' || sign == 'z' {
		return 0, true
	}
	seconds, unit := 0, 3600
	for unit > 0 {
		if unit < 3600 {
			if _, colon := s.take(":"); !colon && s.digits() == 0 {
				break
			}
		}
		if s.digits() < 2 {
			return 0, false
		}
		n := int(s.exactly(2))
		if unit < 3600 && n > 59 {
			return 0, false
		}
		seconds, unit = seconds+n*unit, unit/60
	}
	if sign == '-' {
		seconds = -seconds
	}
	return seconds, true
}
