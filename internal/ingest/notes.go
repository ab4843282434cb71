package ingest

import (
	"unicode"
)

// A note mark is a number of one or two digits glued to the end of a word or
// to the punctuation after it, where white space, a closing quote or other
// punctuation follows: "was moved.3 Then", "the data3 show", "goods”4.".
// A decimal (3.5), a page (p.3), a year and a code (G7) are none.
const (
	noteDigits    = 2
	noteWordRunes = 4 // a shorter word with a number glued to it is a code
)

// liftNotes takes the note marks out of t and returns their numbers with the
// index in the remaining text at which each stood.
func liftNotes(t traced) (rest traced, notes []note) {
	for i := 0; i < len(t); {
		n := noteAt(t, i)
		if n == 0 {
			rest = append(rest, t[i])
			i++
			continue
		}
		number := 0
		for _, g := range t[i : i+n] {
			number = 10*number + int(g.r-'0')
		}
		notes = append(notes, note{number, len(rest)})
		i += n
	}
	return rest, notes
}

// note is an endnote's number and the index in the text at which it stood.
type note struct{ number, at int }

// noteAt returns how many digits of a note mark start at t[i]; 0 for none.
func noteAt(t traced, i int) int {
	n := 0
	for n <= noteDigits && i+n < len(t) && isNoteDigit(t[i+n].r) {
		n++
	}
	if n == 0 || n > noteDigits || t[i].r == '0' || !noteMayEnd(t, i+n) || !noteMayStand(t, i) {
		return 0
	}
	return n
}

// isNoteDigit keeps to the digits that notes are numbered with; those of other
// scripts are text.
func isNoteDigit(r rune) bool { return r >= '0' && r <= '9' }

func noteMayEnd(t traced, i int) bool {
	if i == len(t) {
		return true
	}
	switch r := t[i].r; {
	case unicode.IsSpace(r), isClosing(r):
		return true
	case r == '.' || r == ',' || r == ';' || r == ':':
		return i+1 == len(t) || unicode.IsSpace(t[i+1].r) || isClosing(t[i+1].r)
	}
	return false
}

// noteMayStand looks at what the number is glued to.
func noteMayStand(t traced, i int) bool {
	j := i - 1
	for j >= 0 && isClosing(t[j].r) {
		j--
	}
	quoted := j < i-1
	if j >= 0 && isStop(t[j].r) {
		for j--; j >= 0 && isClosing(t[j].r); j-- {
			quoted = true
		}
		return wordBefore(t, j) >= 3 || quoted && wordBefore(t, j) > 0
	}
	if quoted {
		return wordBefore(t, j) > 0
	}
	return wordBefore(t, j) >= noteWordRunes
}

// wordBefore counts the letters of the word that ends at t[j]; a code, letters
// after a digit, counts for none.
func wordBefore(t traced, j int) int {
	n := 0
	for j >= 0 && unicode.IsLetter(t[j].r) {
		n++
		j--
	}
	if j >= 0 && unicode.IsDigit(t[j].r) {
		if n == 1 && t[j+1].r == 's' {
			return noteWordRunes // a decade, "the 1990s", is a word
		}
		return 0
	}
	return n
}

func isStop(r rune) bool { return r == '.' || r == ',' || r == ';' || r == ':' || r == '?' || r == '!' }

func isClosing(r rune) bool {
	switch r {
	case '’', '”', '"', '\'', '»', ')', ']':
		return true
	}
	return false
}
