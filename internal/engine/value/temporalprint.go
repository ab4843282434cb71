package value

import "bytes"

// appendTemporal writes a temporal value or a duration as ISO 8601 has it; with
// short, seconds only where they are not zero.
func appendTemporal(b []byte, v Value, short bool) []byte {
	switch v.kind {
	case Date:
		return appendDate(b, v.Days())
	case LocalTime:
		return appendTimeOfDay(b, v.NanosOfDay(), short)
	case Time:
		return appendOffset(appendTimeOfDay(b, v.NanosOfDay(), short), v.Offset())
	case LocalDateTime:
		return appendLocal(b, v.EpochSeconds(), v.Nanos(), short)
	case DateTime:
		return appendDateTime(b, v, short)
	}
	return v.duration().appendText(b)
}

func appendDateTime(b []byte, v Value, short bool) []byte {
	offset := v.Offset()
	b = appendOffset(appendLocal(b, v.EpochSeconds()+int64(offset), v.Nanos(), short), offset)
	if name := v.Zone().Name(); name != "" {
		b = append(append(append(b, '['), name...), ']')
	}
	return b
}

func appendLocal(b []byte, seconds, nanos int64, short bool) []byte {
	b = append(appendDate(b, floorDiv(seconds, secondsPerDay)), 'T')
	return appendTimeOfDay(b, floorMod(seconds, secondsPerDay)*nanosPerSecond+nanos, short)
}

// appendDate writes YYYY-MM-DD, with a sign for years beyond four digits.
func appendDate(b []byte, days int64) []byte {
	c := civilOf(days)
	switch {
	case c.year < 0:
		b = append(b, '-')
	case c.year > 9999:
		b = append(b, '+')
	}
	b = appendDigits(b, max(c.year, -c.year), 4)
	b = appendDigits(append(b, '-'), c.month, 2)
	return appendDigits(append(b, '-'), c.day, 2)
}

// appendTimeOfDay writes HH:MM:SS, or HH:MM where that is short and exact, and
// of a fraction what is not zero.
func appendTimeOfDay(b []byte, nanos int64, short bool) []byte {
	c := clockOf(nanos)
	b = appendDigits(append(appendDigits(b, c.hour, 2), ':'), c.minute, 2)
	if short && c.second == 0 && c.nano == 0 {
		return b
	}
	b = appendDigits(append(b, ':'), c.second, 2)
	return appendNanos(b, c.nano)
}

// appendNanos writes the fraction of a second without trailing zeros.
func appendNanos(b []byte, nanos int64) []byte {
	if nanos == 0 {
		return b
	}
	return bytes.TrimRight(appendDigits(append(b, '.'), nanos, 9), "0")
}

// appendOffset writes Z or ±HH:MM, with seconds only if there are any.
func appendOffset(b []byte, offset int) []byte {
	if offset == 0 {
		return append(b, 'Z')
	}
	sign := byte('+')
	if offset < 0 {
		sign, offset = '-', -offset
	}
	b = appendDigits(append(b, sign), int64(offset/3600), 2)
	b = appendDigits(append(b, ':'), int64(offset/60%60), 2)
	if offset%60 != 0 {
		b = appendDigits(append(b, ':'), int64(offset%60), 2)
	}
	return b
}

// appendDigits writes n with zeros in front up to width digits.
func appendDigits(b []byte, n int64, width int) []byte {
	var room [20]byte
	i := len(room)
	for n > 0 || len(room)-i < width {
		i--
		room[i] = byte('0' + n%10)
		n /= 10
	}
	return append(b, room[i:]...)
}
