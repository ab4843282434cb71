package graph

import (
	"fmt"
	"strconv"
	"strings"
)

// Mark is what is kept of a passage instead of its words: enough to find the
// sentence again in a reader's copy, too little to read it.
type Mark struct {
	Hash       string // first 24 hexadecimal digits of the SHA-256 of the letters and digits
	Occurrence int    // which occurrence of Hash in its document, from 1
	Length     int    // letters and digits that were hashed
	Roll       uint64 // rolling hash of them, to search a copy that is cut differently
	Head, Tail uint32 // hashes of the first and the last ten letters, to find a sentence that a page head cuts in two
	Print      string // 32 minima of hashed character groups, hexadecimal: similarity of a changed sentence
}

// String writes a mark as the readings have it: hash, occurrence where it is
// not the first, length, rolling hash, ends and fingerprint.
func (m Mark) String() string {
	hash := m.Hash
	if m.Occurrence > 1 {
		hash += "#" + strconv.Itoa(m.Occurrence)
	}
	return fmt.Sprintf("%s %d %016x %08x%08x %s", hash, m.Length, m.Roll, m.Head, m.Tail, m.Print)
}

// ParseMark reads what String wrote, and nothing else.
func ParseMark(text string) (Mark, error) {
	fields := strings.Fields(text)
	if len(fields) != 5 {
		return Mark{}, fmt.Errorf("mark has %d fields, want hash, length, rolling hash, ends and fingerprint", len(fields))
	}
	m := Mark{Occurrence: 1, Print: fields[4]}
	hash, occurrence, repeated := strings.Cut(fields[0], "#")
	m.Hash = hash
	var err error
	if repeated {
		if m.Occurrence, err = strconv.Atoi(occurrence); err != nil {
			return Mark{}, fmt.Errorf("occurrence of the mark: %w", err)
		}
	}
	if m.Length, err = strconv.Atoi(fields[1]); err != nil {
		return Mark{}, fmt.Errorf("length of the mark: %w", err)
	}
	if m.Roll, err = strconv.ParseUint(fields[2], 16, 64); err != nil {
		return Mark{}, fmt.Errorf("rolling hash of the mark: %w", err)
	}
	ends, err := strconv.ParseUint(fields[3], 16, 64)
	if err != nil {
		return Mark{}, fmt.Errorf("ends of the mark: %w", err)
	}
	m.Head, m.Tail = uint32(ends>>32), uint32(ends)
	if err := m.check(strings.Join(fields, " ")); err != nil {
		return Mark{}, err
	}
	return m, nil
}

// check finds what reads as a mark but was written otherwise, by hand say.
func (m Mark) check(text string) error {
	switch {
	case !isHex(m.Hash, 24) || !isHex(m.Print, 64):
		return fmt.Errorf("mark has hash %q and fingerprint %q, want 24 and 64 digits of 0-9a-f", m.Hash, m.Print)
	case m.Length < 0:
		return fmt.Errorf("length of the mark is %d", m.Length)
	case m.String() != text:
		return fmt.Errorf("mark %q is not written as marks are: %q", text, m.String())
	}
	return nil
}

func isHex(text string, digits int) bool {
	return len(text) == digits && strings.Trim(text, "0123456789abcdef") == ""
}

// Passage is a sentence of a document as the dataset knows it.
type Passage struct {
	Document            string // key
	Paragraph, Sentence int    // from 1, for people
	Mark                Mark
	Notes               []int  // endnotes of the sentence
	None                string // reason why nothing is drawn from it; empty where it bears on something
	Of                  string // with reason repetition: place of the passage that it repeats
	Work                string // with reason reference entry: key of the work
	Excuses             map[string]string
	Evidence            []Evidence
	Where               Position
}

// At is the passage's place for people: p10s4.
func (p Passage) At() string { return fmt.Sprintf("p%ds%d", p.Paragraph, p.Sentence) }

// Key is the passage's own key: its document, hash and occurrence.
func (p Passage) Key() string { return "passage:" + p.code() }

func (p Passage) code() string {
	code := strings.TrimPrefix(p.Document, "doc:") + "-" + p.Mark.Hash[:min(12, len(p.Mark.Hash))]
	if p.Mark.Occurrence > 1 {
		code += "-" + strconv.Itoa(p.Mark.Occurrence)
	}
	return code
}

// ParseAt reads a place such as p10s4.
func ParseAt(at string) (paragraph, sentence int, err error) {
	if n, scanErr := fmt.Sscanf(at, "p%ds%d", &paragraph, &sentence); scanErr != nil || n != 2 || at != fmt.Sprintf("p%ds%d", paragraph, sentence) {
		return 0, 0, fmt.Errorf("%q is no place: want paragraph and sentence, as p10s4", at)
	}
	return paragraph, sentence, nil
}

// Evidence is what one voice says of one claim, statistic, definition or event
// in one passage.
type Evidence struct {
	On         string // key of what it bears on
	Voice      string // key of the holder
	Stance     string
	Hedge      string
	Reading    string
	Paraphrase string
	Where      Position
}

// EvidenceKey is the key of a line of evidence: passage, target and voice.
func EvidenceKey(p Passage, e Evidence) string {
	return "evidence:" + p.code() + "~" + e.On + "~" + e.Voice
}

// Position is a place in a data file.
type Position struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column,omitempty"` // in bytes, from 1; where it is known
}

// String writes file:line, with :column where that is known.
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	text := p.File + ":" + strconv.Itoa(p.Line)
	if p.Column > 0 {
		text += ":" + strconv.Itoa(p.Column)
	}
	return text
}
