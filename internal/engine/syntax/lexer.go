package syntax

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// signs of more than one character, the longer first.
var signs = [...]string{"<>", "<=", ">=", "=~", "+=", "..", "||", "::", "!="}

// singles are the signs of one character.
const singles = "()[]{}<>=+-*/%^.,:;|&!$"

// Dashes and arrow heads beside ASCII's, with which openCypher lets
// relationships be drawn.
const (
	strayDashes = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
	leftHeads   = "\u27e8\u3008\ufe64\uff1c"
	rightHeads  = "\u27e9\u3009\ufe65\uff1e"
)

// lexer cuts a text into tokens, from its beginning to its end and never back.
type lexer struct {
	text  string
	at    int // byte
	place Position
	out   []token
}

// scan gives all tokens of a text; the last is endOfText.
func scan(text string) []token {
	l := &lexer{text: text, place: Position{Line: 1, Column: 1}, out: make([]token, 0, len(text)/4+1)}
	if !utf8.ValidString(text) {
		l.advance(validLength(text))
		l.reject(len(text)-l.at, "InvalidUnicodeCharacter", "The text is not UTF-8")
	}
	for l.space(); l.at < len(text); l.space() {
		l.token()
	}
	l.out = append(l.out, token{kind: endOfText, start: l.at, end: l.at, position: l.place})
	return l.out
}

// validLength is how many bytes of text come before the first that is not UTF-8.
func validLength(text string) int {
	for i, r := range text {
		if _, size := utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError && size == 1 {
			return i
		}
	}
	return len(text)
}

func (l *lexer) peek() rune {
	r, _ := utf8.DecodeRuneInString(l.text[l.at:])
	return r
}

// advance goes on by some bytes, counting characters and lines.
func (l *lexer) advance(bytes int) {
	for end := l.at + bytes; l.at < end; {
		r, size := utf8.DecodeRuneInString(l.text[l.at:])
		l.at += size
		l.place.Offset++
		l.place.Column++
		if r == '\n' {
			l.place.Line++
			l.place.Column = 1
		}
	}
}

// space skips white space and comments. A comment without an end becomes a bad token.
func (l *lexer) space() {
	for l.at < len(l.text) {
		rest := l.text[l.at:]
		switch {
		case strings.HasPrefix(rest, "//"):
			line, _, _ := strings.Cut(rest, "\n")
			l.advance(len(line))
		case strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest[2:], "*/")
			if end < 0 {
				l.reject(len(rest), "", "A comment begins with /* and has no end")
				return
			}
			l.advance(end + 4)
		case isSpace(l.peek()):
			l.advance(utf8.RuneLen(l.peek()))
		default:
			return
		}
	}
}

// isSpace adds the separators of files, groups, records and units, which
// openCypher counts as white space, and the mark some editors put first.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f || r == '\u180e' || r == '\ufeff'
}

func (l *lexer) token() {
	r := l.peek()
	switch {
	case isNameStart(r):
		l.take(word, l.nameEnd(l.at))
	case r >= '0' && r <= '9', r == '.' && l.digitAt(l.at+1):
		l.take(number, l.numberEnd())
	case r == '\'' || r == '"':
		l.quoted(byte(r))
	case r == '`':
		l.backticked(quotedName, l.at)
	case r == '$':
		l.parameter()
	default:
		l.sign(r)
	}
}

// take appends the text up to end as a token of that kind.
func (l *lexer) take(k kind, end int) { l.put(k, end, l.text[l.at:end]) }

func (l *lexer) put(k kind, end int, value string) {
	l.out = append(l.out, token{kind: k, value: value, start: l.at, end: end, position: l.place})
	l.advance(end - l.at)
}

// reject appends a bad token of some bytes.
func (l *lexer) reject(bytes int, detail, message string) {
	problem := &Error{Position: l.place, Detail: detail, Message: message}
	l.out = append(l.out, token{kind: bad, start: l.at, end: l.at + bytes, position: l.place, problem: problem})
	l.advance(bytes)
}

func isNameStart(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Pc)
}

func isNamePart(r rune) bool {
	if r < utf8.RuneSelf {
		return isNameStart(r) || r >= '0' && r <= '9'
	}
	return isNameStart(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Sc)
}

func (l *lexer) nameEnd(from int) int {
	rest := strings.TrimLeftFunc(l.text[from:], isNamePart)
	return len(l.text) - len(rest)
}

func (l *lexer) digitAt(i int) bool {
	return i < len(l.text) && l.text[i] >= '0' && l.text[i] <= '9'
}

// numberEnd finds the end of digits [. digits] [E [sign] digits], with all
// letters that hang on it, so that 12abc is one wrong number. The points of
// 1..2 and of 1.name belong to no number.
func (l *lexer) numberEnd() int {
	i := l.digitsEnd(l.at)
	if i < len(l.text) && l.text[i] == '.' && !strings.ContainsAny(l.text[l.at:i], "eExX") {
		if l.digitAt(i + 1) {
			i = l.digitsEnd(i + 1)
		}
	}
	return i
}

// digitsEnd goes on over digits and letters, and over the sign of an exponent.
func (l *lexer) digitsEnd(i int) int {
	hexadecimal := strings.HasPrefix(l.text[i:], "0x")
	for i < len(l.text) {
		if !hexadecimal && (l.text[i] == 'e' || l.text[i] == 'E') && l.exponentAt(i) {
			i += 2
			continue
		}
		r, size := utf8.DecodeRuneInString(l.text[i:])
		if !isNamePart(r) {
			break
		}
		i += size
	}
	return i
}

// exponentAt tells whether digits follow the letter at i, with a sign or without.
func (l *lexer) exponentAt(i int) bool {
	if l.digitAt(i + 1) {
		return true
	}
	return i+1 < len(l.text) && (l.text[i+1] == '-' || l.text[i+1] == '+') && l.digitAt(i+2)
}

// backticked takes the name in backticks at from, where two stand for one.
func (l *lexer) backticked(k kind, from int) {
	for i := from + 1; ; i += 2 {
		end := strings.IndexByte(l.text[min(i, len(l.text)):], '`')
		if end < 0 {
			l.reject(len(l.text)-l.at, "", "A name begins with a backtick and has no end")
			return
		}
		i += end
		if strings.HasPrefix(l.text[i+1:], "`") {
			continue
		}
		l.put(k, i+1, nameIn(l.text[from+1:i]))
		return
	}
}

// nameIn is the name that stands between backticks. As in Neo4j \uXXXX is a
// character there too; another backslash is itself.
func nameIn(text string) string {
	text = strings.ReplaceAll(text, "``", "`")
	var name strings.Builder
	for {
		before, after, found := strings.Cut(text, `\u`)
		name.WriteString(before)
		if !found {
			return name.String()
		}
		size, ok := unescapeRune(&name, text[len(before):], 6)
		if !ok {
			name.WriteString(`\u`)
			text = after
			continue
		}
		text = text[len(before)+size:]
	}
}

// Quoted is a name between backticks, so that it is read as itself.
func Quoted(name string) string { return "`" + quoting.Replace(name) + "`" }

var quoting = strings.NewReplacer("`", "``", `\u`, `\u005Cu`)

// parameter takes $name, $`name` or $0; a $ before anything else is a sign.
func (l *lexer) parameter() {
	rest := l.text[l.at+1:]
	r, _ := utf8.DecodeRuneInString(rest)
	switch {
	case r == '`':
		l.backticked(parameter, l.at+1)
	case isNamePart(r):
		end := l.nameEnd(l.at + 1)
		l.put(parameter, end, l.text[l.at+1:end])
	default:
		l.take(symbol, l.at+1)
	}
}

func (l *lexer) sign(r rune) {
	rest := l.text[l.at:]
	for _, s := range signs {
		if strings.HasPrefix(rest, s) {
			l.take(symbol, l.at+len(s))
			return
		}
	}
	size := utf8.RuneLen(r)
	switch {
	case strings.ContainsRune(singles, r):
		l.take(symbol, l.at+size)
	case strings.ContainsRune(strayDashes, r):
		l.take(strayDash, l.at+size)
	case strings.ContainsRune(leftHeads, r):
		l.put(symbol, l.at+size, "<")
	case strings.ContainsRune(rightHeads, r):
		l.put(symbol, l.at+size, ">")
	case r < utf8.RuneSelf:
		l.reject(size, "UnexpectedSyntax", fmt.Sprintf("Invalid input '%c': it has no meaning in a query", r))
	default:
		l.reject(size, "InvalidUnicodeCharacter", fmt.Sprintf("Invalid input '%c': it has no meaning in a query", r))
	}
}
