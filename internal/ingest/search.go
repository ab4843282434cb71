package ingest

import (
	"slices"

	"corridor/graph"
)

// maxInterruption is how many letters of something else may stand inside a
// sentence: a page head, a side note, the target of a link.
const maxInterruption = 600

// search finds passages in one copy by the rolling hashes of their marks (Karp
// and Rabin). Whatever they find is confirmed by the hash of the letters.
type search struct {
	copy  *Copy
	whole map[string][]place // hash -> passages of the copy, in order
	ends  map[uint32][]int   // hash of a wanted head or tail -> letters where it begins, in order
	sums  []uint64           // rolling hash of the first i letters
	power []uint64           // of rollBase
}

func newSearch(c *Copy, readings []graph.Reading) *search {
	s := &search{copy: c, whole: map[string][]place{}, ends: map[uint32][]int{}}
	for _, p := range c.passages {
		s.whole[p.Mark.Hash] = append(s.whole[p.Mark.Hash], placeOf(p))
	}
	for _, places := range s.whole { // side notes stand before text that is read before them
		byStart(places)
	}
	s.sums, s.power = []uint64{0}, []uint64{1}
	for i, r := range c.letters {
		s.sums = append(s.sums, s.sums[i]*rollBase+uint64(r))
		s.power = append(s.power, s.power[i]*rollBase)
	}
	s.indexEnds(readings)
	return s
}

// indexEnds notes where the heads and tails of the passages stand. Those of a
// passage shorter than an end are all of it.
func (s *search) indexEnds(readings []graph.Reading) {
	var wanted [endLetters + 1]map[uint32]bool // by length
	for n := range wanted {
		wanted[n] = map[uint32]bool{}
	}
	for _, r := range readings {
		for _, p := range r.Passages {
			if n := min(p.Mark.Length, endLetters); n > 0 {
				wanted[n][p.Mark.Head], wanted[n][p.Mark.Tail] = true, true
			}
		}
	}
	for n, heads := range wanted {
		for i := 0; len(heads) > 0 && i+n <= len(s.copy.letters); i++ {
			if h := endOfRoll(s.roll(i, n)); heads[h] {
				s.ends[h] = append(s.ends[h], i)
			}
		}
	}
}

// roll is the rolling hash of n letters from letter i on.
func (s *search) roll(i, n int) uint64 { return s.sums[i+n] - s.sums[i]*s.power[n] }

// exact finds the passages that stand in the copy without interruption: as
// passages of it, or cut differently in its stream of letters.
func (s *search) exact(passages []graph.Passage) map[string]place {
	wanted := hashes(passages)
	options := make([][]place, len(passages))
	for i, p := range passages {
		options[i] = s.whole[p.Mark.Hash]
		if len(options[i]) < wanted[p.Mark.Hash] {
			options[i] = s.streamed(p.Mark, options[i])
		}
	}
	return assign(passages, options)
}

// hashes counts the passages of each hash.
func hashes(passages []graph.Passage) map[string]int {
	count := map[string]int{}
	for _, p := range passages {
		count[p.Mark.Hash]++
	}
	return count
}

// streamed adds to the places where a passage is one of the copy those where
// its letters stand in the stream.
func (s *search) streamed(m graph.Mark, whole []place) []place {
	out := slices.Clone(whole)
	for _, from := range s.ends[m.Head] {
		to := from + m.Length
		if m.Length <= 0 || to > len(s.copy.letters) || s.roll(from, m.Length) != m.Roll || !s.copy.opens[from] || !s.copy.closes(to) {
			continue
		}
		at := s.copy.between(from, to)
		if !within(whole, at.start) && hashOf(string(s.copy.letters[from:to])) == m.Hash {
			out = append(out, at)
		}
	}
	byStart(out)
	return out
}

func byStart(places []place) {
	slices.SortFunc(places, func(a, b place) int { return a.start - b.start })
}

// within reports whether one of the places, which are in order, holds a byte.
func within(places []place, at int) bool {
	n, found := slices.BinarySearchFunc(places, at, func(p place, at int) int { return p.start - at })
	return found || n > 0 && at < places[n-1].end
}

// interrupted finds a passage that something else cuts in two, as at the foot
// of a page: its first and last letters stand in the copy, and what is between
// them is the passage once one stretch is taken out.
func (s *search) interrupted(m graph.Mark) (place, bool) {
	if m.Length < 2*endLetters || m.Length > len(s.copy.letters) {
		return place{}, false
	}
	lasts := s.ends[m.Tail]
	for _, first := range s.ends[m.Head] {
		whole := first + m.Length // where it would end uninterrupted
		n, _ := slices.BinarySearch(lasts, whole-endLetters+1)
		for ; n < len(lasts) && lasts[n]+endLetters-whole <= maxInterruption; n++ {
			if s.cut(first, lasts[n]+endLetters-whole, endLetters, m.Length-endLetters, m) {
				return s.copy.between(first, lasts[n]+endLetters), true
			}
		}
	}
	return s.interruptedEarly(m)
}

// interruptedEarly finds a passage that is cut within its first or last few
// letters, so that only its other end stands whole.
func (s *search) interruptedEarly(m graph.Mark) (place, bool) {
	for _, last := range s.ends[m.Tail] {
		to := last + endLetters
		for gap := 1; gap <= min(maxInterruption, to-m.Length); gap++ {
			if from := to - m.Length - gap; s.cut(from, gap, 1, endLetters, m) {
				return s.copy.between(from, to), true
			}
		}
	}
	for _, from := range s.ends[m.Head] {
		for gap := 1; gap <= min(maxInterruption, len(s.copy.letters)-from-m.Length); gap++ {
			if s.cut(from, gap, m.Length-endLetters, m.Length-1, m) {
				return s.copy.between(from, from+m.Length+gap), true
			}
		}
	}
	return place{}, false
}

// cut reports whether the passage stands at from with a gap in it, after low
// to high letters. The rolling hash of what is kept goes from one cut to the
// next in one step: a letter from before the gap for the one behind it.
func (s *search) cut(from, gap, low, high int, m graph.Mark) bool {
	if !s.copy.opens[from] || !s.copy.closes(from+m.Length+gap) {
		return false
	}
	letters := s.copy.letters[from : from+m.Length+gap]
	rest := m.Length - low
	h := s.roll(from, low)*s.power[rest] + s.roll(from+low+gap, rest)
	for at := low; ; at++ {
		if h == m.Roll && hashOf(string(letters[:at])+string(letters[at+gap:])) == m.Hash {
			return true
		}
		if at >= high {
			return false
		}
		h += (uint64(letters[at]) - uint64(letters[at+gap])) * s.power[m.Length-1-at]
	}
}
