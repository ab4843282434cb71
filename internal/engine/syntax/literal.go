package syntax

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// escapes are what one letter after a backslash stands for; \u and \U have
// digits besides.
var escapes = map[byte]string{
	'\\': "\\", '\'': "'", '"': `"`, '`': "`", 'b': "\b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t", '/': "/",
}

// quoted takes a text in quotes, which may hold line ends.
func (l *lexer) quoted(quote byte) {
	var value strings.Builder
	for i := l.at + 1; i < len(l.text); {
		end := strings.IndexAny(l.text[i:], string(quote)+`\`)
		if end < 0 {
			break
		}
		value.WriteString(l.text[i : i+end])
		i += end
		if l.text[i] == quote {
			l.put(stringText, i+1, value.String())
			return
		}
		size, ok := unescape(&value, l.text[i:])
		if !ok {
			l.rejectEscape(i, size)
			return
		}
		i += size
	}
	l.reject(len(l.text)-l.at, "UnexpectedSyntax", "A string begins with a quote and has no end")
}

// rejectEscape puts the error where the escape stands, not where the string begins.
func (l *lexer) rejectEscape(i, size int) {
	start := *l
	start.advance(i - l.at)
	problem := &Error{Position: start.place, Detail: "UnexpectedSyntax", Message: "Invalid escape in a string: " + start.text[i:i+size]}
	if size > 1 && (l.text[i+1] == 'u' || l.text[i+1] == 'U') {
		problem.Detail = "InvalidUnicodeLiteral"
		problem.Message = `Invalid escape in a string: \u wants four hexadecimal digits and \U eight, of a character that exists`
	}
	l.out = append(l.out, token{kind: bad, start: l.at, end: len(l.text), position: l.place, problem: problem})
	l.advance(len(l.text) - l.at)
}

// unescape reads one escape and says how long it is.
func unescape(to *strings.Builder, text string) (size int, ok bool) {
	if len(text) < 2 {
		return 1, false
	}
	switch text[1] {
	case 'u':
		return unescapeRune(to, text, 6)
	case 'U':
		return unescapeRune(to, text, 10)
	}
	plain, ok := escapes[text[1]]
	if !ok {
		_, size = utf8.DecodeRuneInString(text[1:])
		return 1 + size, false
	}
	to.WriteString(plain)
	return 2, true
}

// unescapeRune reads \uXXXX or \UXXXXXXXX; a pair of \u surrogates is one character.
func unescapeRune(to *strings.Builder, text string, size int) (int, bool) {
	r, ok := hexRune(text, size)
	if !ok {
		return 2, false
	}
	if size == 6 && r >= 0xd800 && r < 0xdc00 && strings.HasPrefix(text[6:], `\u`) {
		if low, ok := hexRune(text[6:], 6); ok && low >= 0xdc00 && low < 0xe000 {
			to.WriteRune((r-0xd800)<<10 | (low - 0xdc00) + 0x10000)
			return 12, true
		}
	}
	if !utf8.ValidRune(r) {
		return 2, false
	}
	to.WriteRune(r)
	return size, true
}

func hexRune(text string, size int) (rune, bool) {
	if len(text) < size {
		return 0, false
	}
	n, err := strconv.ParseUint(text[2:size], 16, 32)
	return rune(n), err == nil && n <= utf8.MaxRune
}

// numberLiteral makes the value of a number as written, after a minus where
// negative says so: only then 2^63 fits.
func numberLiteral(at At, digits string, negative bool) (Expr, *Error) {
	wrong := func(detail, message string) (Expr, *Error) {
		return nil, &Error{Position: at.Position, Detail: detail, Message: message}
	}
	plain, ok := dropUnderscores(digits)
	if !ok {
		return wrong("InvalidNumberLiteral", "Invalid number '"+digits+"'")
	}
	base, whole := 10, plain
	switch {
	case strings.HasPrefix(plain, "0x"):
		base, whole = 16, plain[2:]
	case strings.HasPrefix(plain, "0o"):
		base, whole = 8, plain[2:]
	case strings.ContainsAny(plain, ".eE"):
		return floatLiteral(at, plain)
	case len(plain) > 1 && plain[0] == '0':
		return wrong("InvalidNumberLiteral", "Invalid number '"+digits+"': an octal number begins with 0o, others with no 0")
	}
	n, err := strconv.ParseUint(whole, base, 64)
	switch {
	case err != nil && !strings.Contains(err.Error(), "range"):
		return wrong("InvalidNumberLiteral", "Invalid number '"+digits+"'")
	case err != nil, n > math.MaxInt64+1, n > math.MaxInt64 && !negative:
		return wrong("IntegerOverflow", "integer is too large")
	case n > math.MaxInt64:
		return &Integer{At: at, Value: math.MinInt64}, nil
	}
	return &Integer{At: at, Value: int64(n)}, nil
}

func floatLiteral(at At, digits string) (Expr, *Error) {
	for i := range len(digits) {
		if !strings.ContainsRune("0123456789.eE+-", rune(digits[i])) {
			return nil, &Error{Position: at.Position, Detail: "InvalidNumberLiteral", Message: "Invalid number '" + digits + "'"}
		}
	}
	f, err := strconv.ParseFloat(digits, 64)
	switch {
	case math.IsInf(f, 0):
		return nil, &Error{Position: at.Position, Detail: "FloatingPointOverflow", Message: "floating point number is too large"}
	case err != nil:
		return nil, &Error{Position: at.Position, Detail: "InvalidNumberLiteral", Message: "Invalid number '" + digits + "'"}
	}
	return &Float{At: at, Value: f}, nil
}

// dropUnderscores removes the underscores between digits; elsewhere none may stand.
func dropUnderscores(digits string) (string, bool) {
	if !strings.Contains(digits, "_") {
		return digits, true
	}
	if strings.HasSuffix(digits, "_") || strings.Contains(digits, "__") {
		return digits, false
	}
	for _, beside := range []string{"._", "_.", "_e", "_E", "e_", "E_", "+_", "-_"} {
		if strings.Contains(digits, beside) && !strings.HasPrefix(digits, "0x") {
			return digits, false
		}
	}
	return strings.ReplaceAll(digits, "_", ""), true
}
