package ingest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// glyph is one character together with the bytes of the source that it was
// read from, so that whatever is cut out of a text can be found in it.
type glyph struct {
	r     rune
	width int32 // bytes; an accent set apart from its letter counts in
	at    int
}

func (g glyph) end() int { return g.at + int(g.width) }

// traced is a piece of text whose characters know where they came from.
type traced []glyph

// trace reads UTF-8 text. Letters and their accents are composed, as some
// systems set them apart; nearly all text is composed already.
func trace(source string) traced {
	text := make(traced, 0, len(source))
	for at := 0; at < len(source); {
		composed := source[at : at+norm.NFC.QuickSpanString(source[at:])]
		for i, r := range composed {
			text = text.read(source, r, at+i, utf8.RuneLen(r))
		}
		at += len(composed)
		if at < len(source) {
			width := norm.NFC.NextBoundaryInString(source[at:], true)
			for _, r := range norm.NFC.String(source[at : at+width]) {
				text = text.read(source, r, at, width)
			}
			at += width
		}
	}
	return text
}

// read appends the character that source has at a place, if it is one of text.
func (t traced) read(source string, r rune, at, width int) traced {
	switch r {
	case '\r': // ends a line by itself or before a newline
		if strings.HasPrefix(source[at+width:], "\n") {
			return t
		}
		r = '\n'
	case '\uFEFF', '\u00AD': // byte order mark, soft hyphen
		return t
	case '\u00A0', '\u2007', '\u202F', '\t', '\v': // spaces by another name
		r = ' '
	}
	return append(t, glyph{r, int32(width), at})
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

// trim drops white space at both ends. What is left has no room to grow, so
// that joining something to it copies it and leaves the text around it alone.
func (t traced) trim() traced {
	for len(t) > 0 && unicode.IsSpace(t[0].r) {
		t = t[1:]
	}
	for len(t) > 0 && unicode.IsSpace(t[len(t)-1].r) {
		t = t[:len(t)-1]
	}
	return slices.Clip(t)
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
// It uses up t, as append does: copying it each time makes a text of many short
// lines take hours. So t must be trimmed or be the result of a join.
func (t traced) join(next traced) traced {
	if len(t) == 0 {
		return slices.Clone(next)
	}
	if len(next) == 0 {
		return t
	}
	return append(append(t, glyph{r: ' ', at: next[0].at}), next...)
}

// spans gives the stretches of source bytes that t was cut from, in order of
// the text. Stretches that follow each other with only dropped characters
// between them (line breaks, note marks) are given as one.
func (t traced) spans() []Span {
	const gap = 8 // bytes: a hyphen, a newline, a note mark
	var spans []Span
	for _, g := range t {
		last := len(spans) - 1
		if last >= 0 && g.at >= spans[last].Start && g.at <= spans[last].End+gap {
			spans[last].End = max(spans[last].End, g.end())
			continue
		}
		spans = append(spans, Span{g.at, g.end()})
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
