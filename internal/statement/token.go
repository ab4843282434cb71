package statement

import (
	"strings"
	"unicode"
)

// kind is what a token is.
type kind int

const (
	word   kind = iota // a keyword or a name, not in backticks
	quoted             // a name in backticks
	text               // a string
	number
	sign // one character of anything else
	end
)

// token is a stretch of a statement; Line and Column are from 1, in characters.
type token struct {
	kind         kind
	text         string // as written, of a quoted name what stands between the backticks
	line, column int
}

// is reports whether the token is a keyword, in any case.
func (t token) is(keyword string) bool {
	return t.kind == word && strings.EqualFold(t.text, keyword)
}

// isPart reports whether the token can be a part of the name of a procedure.
func (t token) isPart() bool { return t.kind == word || t.kind == quoted }

// sign reports whether the token is one of the given characters.
func (t token) sign(characters string) bool {
	return t.kind == sign && strings.Contains(characters, t.text)
}

// scanner cuts a statement into tokens and drops space and comments.
type scanner struct {
	rest         []rune
	line, column int
}

// tokens gives all tokens of a statement and one of kind end behind them. The
// refusal, if there is one, is of what cannot be read at all.
func tokens(statement string) ([]token, *Refusal) {
	s := &scanner{rest: []rune(statement), line: 1, column: 1}
	var out []token
	for {
		if refusal := s.skip(); refusal != nil {
			return nil, refusal
		}
		t, refusal := s.next()
		if refusal != nil {
			return nil, refusal
		}
		out = append(out, t)
		if t.kind == end {
			return out, nil
		}
	}
}

// take moves n characters on and gives them.
func (s *scanner) take(n int) string {
	taken := s.rest[:n]
	for _, r := range taken {
		s.column++
		if r == '\n' {
			s.line, s.column = s.line+1, 1
		}
	}
	s.rest = s.rest[n:]
	return string(taken)
}

func (s *scanner) begins(with string) bool {
	return len(s.rest) >= len(with) && string(s.rest[:len(with)]) == with
}

// skip passes over space and comments.
func (s *scanner) skip() *Refusal {
	for len(s.rest) > 0 {
		n := 0
		switch {
		case isSpace(s.rest[0]):
			n = 1
		case s.begins("//"):
			n = length(s.rest, func(r rune) bool { return r != '\n' && r != '\r' })
		case s.begins("/*"):
			if n = s.comment(); n < 0 {
				return s.refuse(Unreadable, "/*", "a comment that no */ ends")
			}
		default:
			return nil
		}
		if refusal := s.escaped(n); refusal != nil {
			return refusal
		}
		s.take(n)
	}
	return nil
}

// comment counts the characters of a comment in /* */; -1 where it has no end.
func (s *scanner) comment() int {
	for i := 3; i < len(s.rest); i++ {
		if s.rest[i-1] == '*' && s.rest[i] == '/' {
			return i + 1
		}
	}
	return -1
}

// isSpace holds for what Cypher takes for space, which is more than Go does.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\u180e' || r == '\ufeff' || r >= '\u001c' && r <= '\u001f'
}

// escaped refuses an escape of a character by its number within the next n
// characters: the server may resolve it before it looks for the end of a comment
// or a name.
func (s *scanner) escaped(n int) *Refusal {
	for i := range n - 1 {
		if s.rest[i] == '\\' && (s.rest[i+1] == 'u' || s.rest[i+1] == 'U') {
			s.take(i)
			return s.refuse(Unreadable, `\u`, "write the character itself")
		}
	}
	return nil
}

func (s *scanner) next() (token, *Refusal) {
	t := token{kind: end, line: s.line, column: s.column}
	if len(s.rest) == 0 {
		return t, nil
	}
	switch r := s.rest[0]; {
	case r == '\'' || r == '"':
		return s.string()
	case r == '`':
		return s.name()
	case isWordStart(r):
		t.kind, t.text = word, s.take(length(s.rest, isWordPart))
	case r >= '0' && r <= '9':
		t.kind, t.text = number, s.take(s.digits())
	case r == '\\':
		return t, s.refuse(Unreadable, `\`, "nothing is escaped outside of a string")
	default:
		t.kind, t.text = sign, s.take(1)
	}
	return t, nil
}

// string reads a string, in which a backslash escapes the next character.
func (s *scanner) string() (token, *Refusal) {
	t := token{kind: text, line: s.line, column: s.column}
	for i := 1; i < len(s.rest); i++ {
		switch s.rest[i] {
		case '\\':
			if refusal := s.quoteByNumber(i); refusal != nil {
				return t, refusal
			}
			i++
		case s.rest[0]:
			t.text = s.take(i + 1)
			return t, nil
		}
	}
	return t, s.refuse(Unreadable, string(s.rest[0]), "a string that no quote ends")
}

// quoteByNumber refuses an escape by number of what has a meaning in a string:
// the server may take it for the quote that ends it.
func (s *scanner) quoteByNumber(at int) *Refusal {
	rest := string(s.rest[at:min(at+6, len(s.rest))])
	for _, number := range []string{`\u0022`, `\u0027`, `\u005c`, `\u0060`, `\u000a`, `\u000d`} {
		if strings.EqualFold(rest, number) {
			s.take(at)
			return s.refuse(Unreadable, rest, `write quotes and backslashes as \', \" and \\`)
		}
	}
	return nil
}

// name reads a name in backticks, in which two of them are one.
func (s *scanner) name() (token, *Refusal) {
	t := token{kind: quoted, line: s.line, column: s.column}
	for i := 1; i < len(s.rest); i++ {
		if s.rest[i] != '`' {
			continue
		}
		if i+1 < len(s.rest) && s.rest[i+1] == '`' {
			i++
			continue
		}
		if refusal := s.escaped(i + 1); refusal != nil {
			return t, refusal
		}
		whole := s.take(i + 1)
		t.text = strings.ReplaceAll(whole[1:len(whole)-1], "``", "`")
		return t, nil
	}
	return t, s.refuse(Unreadable, "`", "a name that no backtick ends")
}

// digits counts the characters of a number. A point belongs to it unless a
// second one makes a range of it, so that what follows is no property. Letters
// do not: it is no matter what 1e9 is called, but 1SET is better seen.
func (s *scanner) digits() int {
	digit := func(r rune) bool { return r >= '0' && r <= '9' }
	n := length(s.rest, digit)
	if n < len(s.rest) && s.rest[n] == '.' && (n+1 == len(s.rest) || s.rest[n+1] != '.') {
		n++
		n += length(s.rest[n:], digit)
	}
	return n
}

func (s *scanner) refuse(k Kind, what, hint string) *Refusal {
	return &Refusal{Kind: k, What: what, Hint: hint, Line: s.line, Column: s.column}
}

// length counts the characters at the front that are part of something.
func length(runes []rune, part func(rune) bool) int {
	for i, r := range runes {
		if !part(r) {
			return i
		}
	}
	return len(runes)
}

func isWordStart(r rune) bool {
	return unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Pc, r)
}

func isWordPart(r rune) bool { return isWordStart(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
