package ingest

import (
	"encoding/hex"
	"strconv"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"corridor/graph"
)

// Copy is a reader's own text file, made ready to find passages in. It may be
// wrapped, hyphenated or cased in any way and hold several documents.
type Copy struct {
	Name     string
	source   string
	passages []Passage // as Read cuts them
	prints   [][]byte  // of each passage
	letters  []rune    // the whole text, normalised
	at       []place   // of each letter
	opens    []bool    // whether a word begins at the letter, or goes on after a break
}

// place is where a passage stands in a copy, in bytes, end excluded.
type place struct{ start, end int }

// NewCopy prepares a text file; its name is for messages only.
func NewCopy(name string, source []byte) (Copy, error) {
	doc, err := Read(source)
	if err != nil {
		return Copy{}, err
	}
	c := Copy{Name: name, source: string(source), passages: doc.Passages}
	for _, p := range doc.Passages {
		print, err := hex.DecodeString(p.Mark.Print)
		if err != nil {
			panic(err) // MarkOf wrote it
		}
		c.prints = append(c.prints, print)
	}
	text, _ := liftNotes(trace(c.source))
	c.stream(text)
	return c, nil
}

// stream normalises the text as normalise does, keeping offsets.
func (c *Copy) stream(t traced) {
	fold := cases.Fold()
	between := true
	for _, g := range t {
		if g.r < utf8.RuneSelf {
			between = c.letter(unicode.ToLower(g.r), g, between)
			continue
		}
		for _, r := range fold.String(norm.NFKC.String(string(g.r))) {
			between = c.letter(r, g, between)
		}
	}
}

// letter adds r where it is a letter or digit, and reports whether the next
// letter begins a word. An accent that no letter has been composed with ends
// none.
func (c *Copy) letter(r rune, g glyph, between bool) bool {
	switch {
	case unicode.IsMark(r):
		return between
	case !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return true
	}
	c.letters = append(c.letters, r)
	c.at = append(c.at, place{g.at, g.end()})
	c.opens = append(c.opens, between)
	return false
}

// closes reports whether a word ends before letter i.
func (c *Copy) closes(i int) bool { return i == len(c.letters) || c.opens[i] }

// between is the place of the letters from one up to another.
func (c *Copy) between(from, to int) place { return place{c.at[from].start, c.at[to-1].end} }

func occurrenceOf(m graph.Mark) string { return m.Hash + "#" + strconv.Itoa(m.Occurrence) }

// placeOf is the place of a passage of the copy.
func placeOf(p Passage) place { return place{p.Spans[0].Start, p.Spans[len(p.Spans)-1].End} }

// alike finds the sentence of the copy that is most like a passage, among
// those whose hash is not taken by a passage itself.
func (c *Copy) alike(p graph.Passage, taken map[string]int) (place, float64) {
	var best place
	most := 0.0
	print, err := hex.DecodeString(p.Mark.Print)
	if err != nil {
		return best, most
	}
	for i, s := range c.passages {
		if likeness := similarity(print, c.prints[i]); likeness > most && taken[s.Mark.Hash] == 0 {
			best, most = placeOf(s), likeness
		}
	}
	return best, most
}
