package db

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// errNoLiteral is for a value that Cypher has no way to write.
var errNoLiteral = errors.New("Cypher has no literal for bytes: --format csv, or tables for a part of a graph, takes them along")

// appendLiteral writes a value of the driver as an expression of Cypher. It has
// letters of ASCII only, as what reads it may take it for any encoding.
func appendLiteral(b []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case bool:
		return strconv.AppendBool(b, v), nil
	case int64:
		return strconv.AppendInt(b, v, 10), nil
	case float64:
		return append(b, floatLiteral(v)...), nil
	case string:
		return appendText(b, v, '\''), nil
	case []byte:
		return nil, errNoLiteral
	case []any:
		return appendList(b, v)
	case map[string]any:
		return appendMap(b, v)
	case neo4j.Point2D, neo4j.Point3D:
		return append(append(append(b, "point("...), pointText(v)...), ')'), nil
	}
	kind, text, err := temporalText(v)
	return append(append(append(append(b, kind...), "('"...), text...), "')"...), err
}

func appendList(b []byte, list []any) (_ []byte, err error) {
	b = append(b, '[')
	for i, item := range list {
		if i > 0 {
			b = append(b, ", "...)
		}
		if b, err = appendLiteral(b, item); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

func appendMap(b []byte, m map[string]any) (_ []byte, err error) {
	b = append(b, '{')
	for i, name := range slices.Sorted(maps.Keys(m)) {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = append(appendText(b, name, '`'), ": "...)
		if b, err = appendLiteral(b, m[name]); err != nil {
			return nil, fmt.Errorf("property %s: %w", name, err)
		}
	}
	return append(b, '}'), nil
}

// appendText writes a text, or with a backtick a name, between quotes.
func appendText(b []byte, text string, quote byte) []byte {
	b = append(b, quote)
	for _, r := range text {
		switch {
		case r == rune(quote) && quote == '`':
			b = append(b, "``"...)
		case r == rune(quote):
			b = append(b, '\\', quote)
		case r == '\\' && quote == '\'':
			b = append(b, `\\`...)
		case r >= ' ' && r < 0x7f && r != '\\':
			b = append(b, byte(r))
		default:
			for _, unit := range utf16.AppendRune(nil, r) {
				b = fmt.Appendf(b, `\u%04X`, unit)
			}
		}
	}
	return append(b, quote)
}

// quoted is a name between backticks.
func quoted(name string) string { return string(appendText(nil, name, '`')) }

func floatLiteral(f float64) string {
	switch {
	case math.IsNaN(f):
		return "0.0/0.0"
	case math.IsInf(f, 1):
		return "1.0/0.0"
	case math.IsInf(f, -1):
		return "-1.0/0.0"
	}
	text := strings.Replace(strconv.FormatFloat(f, 'g', -1, 64), "e+", "e", 1)
	if !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return text
}

// pointText is a point as a map, which both Cypher and CSV read.
func pointText(v any) string {
	if p, flat := v.(neo4j.Point2D); flat {
		return fmt.Sprintf("{srid: %d, x: %s, y: %s}", p.SpatialRefId, floatLiteral(p.X), floatLiteral(p.Y))
	}
	p, _ := v.(neo4j.Point3D)
	return fmt.Sprintf("{srid: %d, x: %s, y: %s, z: %s}", p.SpatialRefId, floatLiteral(p.X), floatLiteral(p.Y), floatLiteral(p.Z))
}

// temporalText gives a moment or a duration: the name of its type, which is
// that of the function too that makes one, and its text.
func temporalText(v any) (kind, text string, err error) {
	const clock = "15:04:05.999999999"
	switch v := v.(type) {
	case neo4j.Date:
		return "date", dateText(v.Time()), nil
	case neo4j.LocalTime:
		return "localtime", v.Time().Format(clock), nil
	case neo4j.OffsetTime:
		return "time", v.Time().Format(clock) + offsetText(v.Time()), nil
	case neo4j.LocalDateTime:
		return "localdatetime", dateText(v.Time()) + "T" + v.Time().Format(clock), nil
	case time.Time:
		text = dateText(v) + "T" + v.Format(clock) + offsetText(v)
		if zone := v.Location().String(); zone != "Offset" {
			text += "[" + zone + "]"
		}
		return "datetime", text, nil
	case neo4j.Duration:
		return "duration", durationText(v), nil
	}
	return "", "", fmt.Errorf("a value of type %T cannot be exported", v)
}

// dateText has a sign where the year has not four digits.
func dateText(t time.Time) string {
	year := fmt.Sprintf("%04d", t.Year())
	if t.Year() > 9999 {
		year = "+" + year
	} else if t.Year() < 0 {
		year = fmt.Sprintf("-%04d", -t.Year())
	}
	return year + t.Format("-01-02")
}

func offsetText(t time.Time) string {
	_, seconds := t.Zone()
	if seconds%60 != 0 {
		return t.Format("-07:00:00")
	}
	return t.Format("-07:00")
}

func durationText(d neo4j.Duration) string {
	seconds, nanos, sign := d.Seconds, int64(d.Nanos), ""
	if seconds < 0 && nanos > 0 {
		seconds, nanos = seconds+1, 1e9-nanos
		if seconds == 0 {
			sign = "-"
		}
	}
	return fmt.Sprintf("P%dM%dDT%s%d.%09dS", d.Months, d.Days, sign, seconds, nanos)
}
