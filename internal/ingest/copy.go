package ingest

import (
	"slices"
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
	passages []Passage        // as Read cuts them
	letters  []rune           // the whole text, normalised
	at       []int            // byte offset of each letter
	opens    []bool           // whether a word begins at the letter, or goes on after a break
	ends     map[uint32][]int // hash of some letters -> where they stand
}

// NewCopy prepares a text file; its name is for messages only.
func NewCopy(name string, source []byte) (Copy, error) {
	doc, err := Read(source)
	if err != nil {
		return Copy{}, err
	}
	c := Copy{Name: name, passages: doc.Passages}
	text, _ := liftNotes(trace(string(source)))
	c.stream(text)
	c.indexEnds()
	return c, nil
}

// stream normalises the text as normalise does, keeping offsets.
func (c *Copy) stream(t traced) {
	fold := cases.Fold()
	between := true
	for _, g := range t {
		if g.r < utf8.RuneSelf {
			between = c.letter(unicode.ToLower(g.r), g.at, between)
			continue
		}
		for _, r := range fold.String(norm.NFKC.String(string(g.r))) {
			between = c.letter(r, g.at, between)
		}
	}
}

// letter adds r where it is a letter or digit, and reports whether the next
// letter begins a word.
func (c *Copy) letter(r rune, at int, between bool) bool {
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return true
	}
	c.letters = append(c.letters, r)
	c.at = append(c.at, at)
	c.opens = append(c.opens, between)
	return false
}

// place is where a passage stands in a copy.
type place struct{ start, end int } // bytes

// exact finds passages whose hash is that of a passage of the copy, and those
// whose letters stand in the copy's stream though it is cut differently.
func (c *Copy) exact(wanted []graph.Passage) map[string]place {
	found := map[string]place{}
	byHash := map[string]place{}
	for _, p := range c.passages {
		byHash[occurrenceOf(p.Mark)] = place{p.Spans[0].Start, p.Spans[len(p.Spans)-1].End}
	}
	rest := map[int][]graph.Passage{} // by length
	for _, p := range wanted {
		if at, ok := byHash[occurrenceOf(p.Mark)]; ok {
			found[p.Key()] = at
			continue
		}
		rest[p.Mark.Length] = append(rest[p.Mark.Length], p)
	}
	for length, passages := range rest {
		c.roll(length, passages, found)
	}
	for _, p := range wanted {
		if _, ok := found[p.Key()]; !ok {
			if at, ok := c.interrupted(p.Mark); ok {
				found[p.Key()] = at
			}
		}
	}
	return found
}

func occurrenceOf(m graph.Mark) string {
	return m.Hash + "#" + string(rune('0'+m.Occurrence))
}

// roll slides a window of length letters over the stream (Karp and Rabin).
func (c *Copy) roll(length int, wanted []graph.Passage, found map[string]place) {
	if length == 0 || length > len(c.letters) {
		return
	}
	byRoll := map[uint64][]graph.Passage{}
	for _, p := range wanted {
		byRoll[p.Mark.Roll] = append(byRoll[p.Mark.Roll], p)
	}
	high := uint64(1)
	for range length - 1 {
		high *= rollBase
	}
	seen := map[string]int{}
	h := rollOf(c.letters[:length])
	for i := 0; ; i++ {
		if candidates := byRoll[h]; candidates != nil && c.opens[i] && c.closes(i+length) {
			hash := hashOf(string(c.letters[i : i+length]))
			seen[hash]++
			for _, p := range candidates {
				if p.Mark.Hash == hash && p.Mark.Occurrence == seen[hash] {
					found[p.Key()] = place{c.at[i], c.at[i+length-1] + 1}
				}
			}
		}
		if i+length == len(c.letters) {
			return
		}
		h = (h-uint64(c.letters[i])*high)*rollBase + uint64(c.letters[i+length])
	}
}

// maxInterruption is how many letters of something else may stand inside a
// sentence: a page head, a side note, the target of a link.
const maxInterruption = 600

// indexEnds notes where each group of letters stands that could begin or end a
// passage.
func (c *Copy) indexEnds() {
	c.ends = map[uint32][]int{}
	for i := 0; i+endLetters <= len(c.letters); i++ {
		h := endOf(c.letters[i : i+endLetters])
		c.ends[h] = append(c.ends[h], i)
	}
}

// interrupted finds a passage that something else cuts in two, as at the foot
// of a page: its first and last letters stand in the copy, and what is between
// them is the passage once one stretch is taken out.
func (c *Copy) interrupted(m graph.Mark) (place, bool) {
	if m.Length < 2*endLetters {
		return place{}, false
	}
	for _, first := range c.ends[m.Head] {
		for _, last := range c.ends[m.Tail] {
			gap := last + endLetters - first - m.Length
			if gap <= 0 || gap > maxInterruption || !c.opens[first] || !c.closes(last+endLetters) {
				continue
			}
			if c.cutMatches(first, gap, endLetters, m.Length-endLetters, m) {
				return place{c.at[first], c.at[last+endLetters-1] + 1}, true
			}
		}
	}
	return c.interruptedEarly(m)
}

// cutMatches tries the cuts from low to high (letters before the gap) of the
// passage that begins at from.
func (c *Copy) cutMatches(from, gap, low, high int, m graph.Mark) bool {
	letters := c.letters[from : from+m.Length+gap]
	kept := make([]rune, 0, m.Length)
	for cut := low; cut <= high; cut++ {
		kept = append(append(kept[:0], letters[:cut]...), letters[cut+gap:]...)
		if rollOf(kept) == m.Roll && hashOf(string(kept)) == m.Hash {
			return true
		}
	}
	return false
}

// interruptedEarly finds a passage that is cut within its first or last few
// letters, so that only its other end stands whole.
func (c *Copy) interruptedEarly(m graph.Mark) (place, bool) {
	for _, last := range c.ends[m.Tail] {
		to := last + endLetters
		for gap := 1; gap <= min(maxInterruption, to-m.Length); gap++ {
			from := to - m.Length - gap
			if c.opens[from] && c.cutMatches(from, gap, 1, endLetters, m) {
				return place{c.at[from], c.at[to-1] + 1}, true
			}
		}
	}
	for _, from := range c.ends[m.Head] {
		for gap := 1; gap <= min(maxInterruption, len(c.letters)-from-m.Length); gap++ {
			to := from + m.Length + gap
			if c.closes(to) && c.cutMatches(from, gap, m.Length-endLetters, m.Length-1, m) {
				return place{c.at[from], c.at[to-1] + 1}, true
			}
		}
	}
	return place{}, false
}

// closes reports whether a word ends before letter i.
func (c *Copy) closes(i int) bool { return i == len(c.letters) || c.opens[i] }

// alike finds the sentence of the copy that is most like a passage, among
// those that are no passage themselves.
func (c *Copy) alike(p graph.Passage, taken map[string]bool) (place, float64) {
	var best place
	most := 0.0
	for _, s := range c.passages {
		if taken[occurrenceOf(s.Mark)] {
			continue
		}
		if likeness := similarity(p.Mark.Print, s.Mark.Print); likeness > most {
			best, most = place{s.Spans[0].Start, s.Spans[len(s.Spans)-1].End}, likeness
		}
	}
	return best, most
}

// inOrder returns the keys of the longest run of passages that stand in the
// copy in the order of the document (longest increasing subsequence).
func inOrder(keys []string, at map[string]place) map[string]bool {
	var tails []int // index into keys of the last of the best run of each length
	before := make([]int, len(keys))
	for i, key := range keys {
		n, _ := slices.BinarySearchFunc(tails, at[key].start, func(t, start int) int { return at[keys[t]].start - start })
		before[i] = -1
		if n > 0 {
			before[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
		} else {
			tails[n] = i
		}
	}
	kept := map[string]bool{}
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = before[i] {
			kept[keys[i]] = true
		}
	}
	return kept
}
