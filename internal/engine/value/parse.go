package value

import (
	"math"
	"strconv"
	"strings"
)

// ParseInteger reads a text as toInteger() does: a decimal integer, or a decimal
// number, which is cut. Ok is false for anything else, and for what no integer
// holds.
func ParseInteger(text string) (i int64, ok bool) {
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		return i, true
	}
	if strings.ContainsFunc(text, func(r rune) bool { return !strings.ContainsRune("0123456789+-.eE", r) }) {
		return 0, false
	}
	f, ok := ParseFloat(text)
	if !ok {
		return 0, false
	}
	return FloatToInteger(f)
}

// ParseFloat reads a text as toFloat() does: what Java reads as a number, so
// with NaN and Infinity, but no underscores.
func ParseFloat(text string) (float64, bool) {
	text = strings.TrimSpace(text)
	if !isFloatStart(strings.TrimLeft(text, "+-")) {
		return 0, false
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(f, 0) {
		return 0, false
	}
	return f, true
}

// isFloatStart tells numbers, NaN and Infinity from the other spellings that Go knows.
func isFloatStart(digits string) bool {
	if digits == "NaN" || digits == "Infinity" {
		return true
	}
	return digits != "" && strings.IndexByte("0123456789.", digits[0]) >= 0 && !strings.ContainsAny(digits, "_xX")
}

// ParseBoolean reads a text as toBoolean() does, in letters of either case.
func ParseBoolean(text string) (b, ok bool) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	return false, false
}

// FloatToInteger cuts f to an integer; ok is false for what no integer holds.
func FloatToInteger(f float64) (i int64, ok bool) {
	f = math.Trunc(f)
	if f >= -1<<63 && f < 1<<63 {
		return int64(f), true
	}
	return 0, false
}
