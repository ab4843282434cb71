package ingest

import (
	"regexp"
	"strings"
	"unicode"

	uax29 "github.com/clipperhouse/uax29/v2/sentences" // UAX #29 sentence rules, current Unicode, MIT, no dependencies
)

// sentence is one sentence of a paragraph and the notes that stood in it.
type sentence struct {
	text  traced
	notes []int
}

// sentences cuts a paragraph: note marks out, UAX #29, then the repairs it
// cannot know: a stop after an abbreviation or an initial ends nothing, and a
// source in brackets belongs to the sentence that it follows.
func sentences(p paragraph) []sentence {
	text, notes := p.text, []note(nil)
	if p.entry {
		return []sentence{{text: text.trim()}}
	}
	text, notes = liftNotes(text)
	var out []sentence
	for _, bound := range repair(text, boundaries(text)) {
		s := sentence{text: text[bound.Start:bound.End].trim()}
		for len(notes) > 0 && notes[0].at <= bound.End {
			if notes[0].at > 0 { // a number that opens the paragraph is no sentence's
				s.notes = append(s.notes, notes[0].number)
			}
			notes = notes[1:]
		}
		if len(s.text) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// boundaries gives the UAX #29 sentences of t as index ranges into t.
func boundaries(t traced) []Span {
	var bounds []Span
	start := 0
	for tokens := sentencesOf(t); tokens.Next(); {
		end := start + len([]rune(tokens.Value()))
		bounds = append(bounds, Span{start, end})
		start = end
	}
	return bounds
}

func sentencesOf(t traced) *uax29.Iterator[string] { return uax29.FromString(t.String()) }

var (
	// Abbreviations after whose stop a sentence goes on even before a capital.
	abbreviation = regexp.MustCompile(`(?:^|[\s(“"‘'\[])(?:e\.g|i\.e|cf|vs|viz|al|p|pp|No|no|Vol|vol|eds?|Mr|Mrs|Ms|Dr|Prof|St|Sept|Jan|Feb|Aug|Oct|Nov|Dec|approx|ca|c|Fig|Art|para|U\.S|U\.K|U\.N|B\.C)\.[’”"')\]]*\s*$`)
	// A single capital with a stop, an initial; also a chain of them.
	initial = regexp.MustCompile(`(?:^|[\s(“"‘'.])\p{Lu}\.\s*$`)
	// A piece that is nothing but a source or an aside in brackets.
	bracketed = regexp.MustCompile(`^[’”"']?(?:\s*\([^()]*(?:\([^()]*\)[^()]*)*\)[.’”"']*)+\s*$`)
	// An abbreviation that may also close a sentence: only what follows tells.
	mayClose = regexp.MustCompile(`(?:U\.S|U\.K|U\.N|al)\.[’”"')\]]*\s*$`)
)

// repair joins pieces that a stop alone has cut apart: first at stops that end
// nothing, then, the brackets being whole again, a source with its sentence.
func repair(t traced, bounds []Span) []Span {
	bounds = joinWhere(t, bounds, goesOn)
	return joinWhere(t, bounds, func(_, next string) bool { return bracketed.MatchString(next) })
}

// joinWhere joins each piece that belongs to the one before it. Of what has
// been joined already only the last piece is looked at, and the character
// before it: a chain of initials would be read again for each of them.
func joinWhere(t traced, bounds []Span, belongs func(before, next string) bool) []Span {
	var out []Span
	for i, b := range bounds {
		last := len(out) - 1
		if last >= 0 {
			from := max(out[last].Start, bounds[i-1].Start-1)
			if belongs(t[from:b.Start].String(), t[b.Start:b.End].String()) {
				out[last].End = b.End
				continue
			}
		}
		out = append(out, b)
	}
	return out
}

// goesOn reports whether next belongs to the sentence that before began.
func goesOn(before, next string) bool {
	switch {
	case abbreviation.MatchString(before):
		return !mayClose.MatchString(before) || !opensSentence(next)
	case initial.MatchString(before):
		return true
	}
	return false
}

// opensSentence reports whether text begins with a word that commonly opens a
// sentence rather than going on with a name ("U.S. Marshals").
func opensSentence(text string) bool {
	word := strings.TrimFunc(strings.SplitN(strings.TrimSpace(text), " ", 2)[0], unicode.IsPunct)
	switch word {
	case "The", "This", "That", "These", "Those", "It", "In", "A", "An", "As", "At", "For", "But", "And", "He", "She", "They", "We", "However":
		return true
	}
	return false
}
