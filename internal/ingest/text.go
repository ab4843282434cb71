package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// glyph is one character together with the byte offset in the source that it
// was read from, so that whatever is cut out of a text can be found in it.
type glyph struct {
	r  rune
	at int
}

// traced is a piece of text whose characters know where they came from.
type traced []glyph

// trace reads UTF-8 text; a carriage return before a newline is dropped.
func trace(source string) traced {
	text := make(traced, 0, len(source))
	for i, r := range source {
		switch r {
		case '\r', '\uFEFF', '\u00AD': // line ends of other systems, byte order mark, soft hyphen
			continue
		case '\u00A0', '\u2007', '\u202F', '\t', '\v': // spaces by another name
			r = ' '
		}
		text = append(text, glyph{r, i})
	}
	return text
}

// String gives the text without its offsets.
func (t traced) String() string {
	var b strings.Builder
	b.Grow(len(t))
	for _, g := range t {
		b.WriteRune(g.r)
	}
	return b.String()
}

// trim drops white space at both ends.
func (t traced) trim() traced {
	for len(t) > 0 && unicode.IsSpace(t[0].r) {
		t = t[1:]
	}
	for len(t) > 0 && unicode.IsSpace(t[len(t)-1].r) {
		t = t[:len(t)-1]
	}
	return t
}

// lines splits at newlines; the newlines themselves are dropped.
func (t traced) lines() []traced {
	var lines []traced
	start := 0
	for i, g := range t {
		if g.r == '\n' {
			lines = append(lines, t[start:i])
			start = i + 1
		}
	}
	return append(lines, t[start:])
}

// join appends next to t, with one space between them unless either is empty.
func (t traced) join(next traced) traced {
	if len(t) == 0 {
		return append(traced{}, next...)
	}
	if len(next) == 0 {
		return t
	}
	joined := append(traced{}, t...)
	joined = append(joined, glyph{' ', next[0].at})
	return append(joined, next...)
}

// spans gives the stretches of source bytes that t was cut from, in order of
// the text. Stretches that follow each other with only dropped characters
// between them (line breaks, note marks) are given as one.
func (t traced) spans() []Span {
	const gap = 8 // bytes: a hyphen, a newline, a note mark
	var spans []Span
	for _, g := range t {
		end := g.at + utf8.RuneLen(g.r)
		last := len(spans) - 1
		if last >= 0 && g.at >= spans[last].Start && g.at <= spans[last].End+gap {
			spans[last].End = max(spans[last].End, end)
			continue
		}
		spans = append(spans, Span{g.at, end})
	}
	return spans
}

// words counts runs of letters and digits.
func (t traced) words() int {
	n, inside := 0, false
	for _, g := range t {
		letter := unicode.IsLetter(g.r) || unicode.IsDigit(g.r)
		if letter && !inside {
			n++
		}
		inside = letter
	}
	return n
}

// first and last return the outermost characters that are neither space nor
// one of skip; zero when there are none.
func (t traced) first(skip string) rune {
	for _, g := range t {
		if !unicode.IsSpace(g.r) && !strings.ContainsRune(skip, g.r) {
			return g.r
		}
	}
	return 0
}

func (t traced) last(skip string) rune {
	for i := len(t) - 1; i >= 0; i-- {
		if r := t[i].r; !unicode.IsSpace(r) && !strings.ContainsRune(skip, r) {
			return r
		}
	}
	return 0
}
