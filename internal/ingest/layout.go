package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// paragraph is a run of text that belongs together; entry marks an entry of a
// reference list, which is one passage however many stops stand in it.
type paragraph struct {
	text  traced
	entry bool
}

// paragraphs lays a document out. Wrapped text (a page as printed) has its
// lines joined, its side notes taken out of the column and its pages put
// together again; in other text each line is a paragraph.
func paragraphs(t traced) []paragraph {
	lines := t.lines()
	var texts []traced
	if wrapped(lines) {
		texts = unwrap(lines)
	} else {
		texts = mendPageBreaks(blocksOf(lines))
	}
	for i := range texts {
		texts[i] = plain(texts[i])
	}
	return reunite(references(texts))
}

const (
	wrapWidth   = 120 // characters: no printed line is longer
	columnShare = 0.4 // of the usual width: a narrower block at a page's foot is a side note
)

// wrapped reports whether the lines are those of a printed page: many, with
// none longer than a page is wide.
func wrapped(lines []traced) bool {
	full, all := 0, 0
	for _, line := range lines {
		if len(line) > wrapWidth {
			return false
		}
		if len(line.trim()) == 0 {
			continue
		}
		all++
		if len(line) > wrapWidth/2 {
			full++
		}
	}
	return full >= all/3 && full > 1
}

// blocksOf gives each line that is not blank; text that is not wrapped has a
// paragraph a line.
func blocksOf(lines []traced) []traced {
	var blocks []traced
	for _, line := range lines {
		if line = line.trim(); len(line) > 0 {
			blocks = append(blocks, line)
		}
	}
	return blocks
}

const (
	openers = "‘“\"'([*"
	closers = "’”\"')]*"
	bullets = "›•-–▪"
)

// mendPageBreaks joins a paragraph that a page break cut: it ends without a
// stop and the next begins in lower case, whatever quote it begins with.
func mendPageBreaks(blocks []traced) []traced {
	var out []traced
	for _, b := range blocks {
		if last := len(out) - 1; last >= 0 && unfinished(out[last]) && unicode.IsLower(b.first(openers)) {
			out[last] = out[last].join(b)
			continue
		}
		out = append(out, b)
	}
	return out
}

func unfinished(t traced) bool {
	r := t.last(closers)
	return r != 0 && !strings.ContainsRune(".?!:…", r)
}

// ---- printed pages ----

// block is a run of lines without a blank one between them.
type block struct{ lines []traced }

// unwrap puts printed pages together again. A page begins at a line that is
// indented by one space straight after another line.
func unwrap(lines []traced) []traced {
	var out []traced
	body := column{last: -1}
	width := usualWidth(lines)
	for _, page := range pages(lines) {
		blocks, notes := splitFoot(page, width)
		for i, b := range blocks {
			out = body.add(out, joinLines(b.lines), i == 0)
		}
		out = append(out, sideNotes(notes)...)
	}
	return out
}

// column is what unwrap knows of the body while side notes stand between its
// paragraphs.
type column struct {
	last int  // index of its last paragraph, -1 before the first
	long bool // that one is known to be prose: a long one is not counted anew for each page it runs over
}

// add gives a block to the paragraph that the page cut, or opens a new one.
func (c *column) add(out []traced, text traced, opensPage bool) []traced {
	if opensPage && c.last >= 0 && c.runsOn(out[c.last], text) {
		c.long = true
		out[c.last] = hyphenJoin(out[c.last], text)
		return out
	}
	*c = column{last: len(out)}
	return append(out, text)
}

// runsOn reports whether next goes on with a paragraph that the page cut.
func (c *column) runsOn(before, next traced) bool {
	return unfinished(before) && unicode.IsLower(next.first(openers)) && (c.long || before.words() > 8)
}

func usualWidth(lines []traced) int {
	var widths []int
	for _, line := range lines {
		if n := len(line.trim()); n > 0 {
			widths = append(widths, n)
		}
	}
	slices.Sort(widths)
	return widths[len(widths)*3/4]
}

// pages splits the lines at page breaks and each page at blank lines and at
// bullets.
func pages(lines []traced) [][]block {
	var all [][]block
	var page []block
	var current []traced
	closeBlock := func() {
		if len(current) > 0 {
			page = append(page, block{lines: current})
			current = nil
		}
	}
	for i, line := range lines {
		switch {
		case startsPage(lines, i):
			closeBlock()
			all = append(all, page)
			page = nil
		case strings.ContainsRune("›•▪", line.first("")):
			closeBlock()
		}
		if len(line.trim()) == 0 {
			closeBlock()
			continue
		}
		current = append(current, line.trim())
	}
	closeBlock()
	return append(all, page)
}

func startsPage(lines []traced, i int) bool {
	line := lines[i]
	return i > 0 && len(lines[i-1].trim()) > 0 && len(line) > 0 && line[0].r == ' '
}

// splitFoot takes the narrow blocks at the foot of a page, its side notes,
// away from its body. A page of narrow blocks only is a title, not notes.
func splitFoot(page []block, width int) (body, notes []block) {
	n := len(page)
	for n > 0 && narrow(page[n-1], width) {
		n--
	}
	if n == 0 {
		return page, nil
	}
	return page[:n], page[n:]
}

func narrow(b block, width int) bool {
	for _, line := range b.lines {
		if float64(len(line)) > columnShare*float64(width) {
			return false
		}
	}
	return true
}

// sideNotes joins the narrow blocks of a page's foot into notes: a note goes
// on over a gap until a stop, or until a block that begins with a capital.
func sideNotes(blocks []block) []traced {
	var notes []traced
	for _, b := range blocks {
		text := joinLines(b.lines)
		if last := len(notes) - 1; last >= 0 && unfinished(notes[last]) && unicode.IsLower(text.first(openers)) {
			notes[last] = notes[last].join(text)
			continue
		}
		notes = append(notes, text)
	}
	return notes
}

// joinLines puts lines together in a text of their own.
func joinLines(lines []traced) traced {
	var text traced
	for _, line := range lines {
		text = hyphenJoin(text, line)
	}
	return text
}

// hyphenJoin joins two lines, as join does; before is what joinLines made. A
// hyphen at the break before a lower-case letter is taken for one that the
// break put there.
func hyphenJoin(before, next traced) traced {
	n := len(before)
	if n > 1 && before[n-1].r == '-' && unicode.IsLetter(before[n-2].r) && len(next) > 0 && unicode.IsLower(next[0].r) {
		return append(before[:n-1], next...)
	}
	return before.join(next)
}

// ---- marks of other formats ----

var (
	link     = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	emphasis = regexp.MustCompile(`(^|[\s(“‘'"\[,.])\*([^*\n]+)\*`)
)

// emphasisPasses is how often emphasis is looked for: one mark straight after
// another is seen only once the first is gone, and more than a few such are
// not set by anybody.
const emphasisPasses = 3

// plain takes bullets, emphasis marks and link targets out of a paragraph.
func plain(t traced) traced {
	for len(t) > 0 && strings.ContainsRune(bullets, t[0].r) && (len(t) == 1 || unicode.IsSpace(t[1].r)) {
		t = t[1:].trim()
	}
	t = keepGroup(t, link, 1)
	for range emphasisPasses {
		t = keepGroup(t, emphasis, 1, 2)
	}
	return t.trim()
}

// keepGroup replaces each match of pattern by the named groups of it.
func keepGroup(t traced, pattern *regexp.Regexp, groups ...int) traced {
	text := t.String()
	index := runeIndex(text)
	var out traced
	end := 0
	for _, m := range pattern.FindAllStringSubmatchIndex(text, -1) {
		out = append(out, t[end:index[m[0]]]...)
		for _, g := range groups {
			out = append(out, t[index[m[2*g]]:index[m[2*g+1]]]...)
		}
		end = index[m[1]]
	}
	return append(out, t[end:]...)
}

// runeIndex maps the byte offsets of text to rune indexes.
func runeIndex(text string) []int {
	index := make([]int, len(text)+1)
	n := 0
	for i := range text {
		index[i] = n
		n++
	}
	index[len(text)] = n
	return index
}

// ---- reference lists ----

var (
	referenceHead = regexp.MustCompile(`(?i)^(references|bibliography|works cited|literature)\s*:?$`)
	// "Surname, A.", "BODY (2010)", "BODY: Full Name (2010a)", "Surname, A. B. (2010)".
	entryHead = regexp.MustCompile(`^(?:[\p{Lu}][\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*)*, (?:\p{Lu}\.)|[^.()]{2,70}\((?:\d{4}[a-z]?|Undated|n\.d\.)\))`)
)

// references marks the entries of a reference list: from its heading on, each
// paragraph that begins like an entry is one, what is too short to be prose
// goes on with the entry before it, and prose stays prose (closing paragraphs
// can stand inside the list where a layout was flattened).
func references(texts []traced) []paragraph {
	var out []paragraph
	inside := false
	for _, t := range texts {
		s := t.String()
		last := len(out) - 1
		switch {
		case referenceHead.MatchString(s):
			inside = true
			out = append(out, paragraph{text: t})
		case !inside:
			out = append(out, paragraph{text: t})
		case entryHead.MatchString(s):
			out = append(out, paragraph{text: t, entry: true})
		case isProse(t):
			out = append(out, paragraph{text: t})
		case last >= 0 && out[last].entry:
			out[last].text = out[last].text.join(t)
		default:
			out = append(out, paragraph{text: t, entry: true})
		}
	}
	return out
}

const proseWords = 18

func isProse(t traced) bool {
	return t.words() >= proseWords && !unfinished(t) && !strings.Contains(t.String(), "http")
}

// reunite gives a paragraph that is only a source in brackets to the one
// before it.
func reunite(in []paragraph) []paragraph {
	var out []paragraph
	for _, p := range in {
		if last := len(out) - 1; last >= 0 && !p.entry && bracketed.MatchString(p.text.String()) {
			out[last].text = out[last].text.join(p.text)
			continue
		}
		out = append(out, p)
	}
	return out
}
