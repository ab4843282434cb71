package ingest

import (
	"slices"

	"corridor/graph"
)

// Status says how a passage stands in a reader's copies.
type Status string

// A passage is found where its words stand at their place; moved where they
// stand more than a page away from it; changed where only a similar sentence
// stands; missing where none does.
const (
	Found   Status = "found"
	Moved   Status = "moved"
	Changed Status = "changed"
	Missing Status = "missing"
)

// Verification is the result for one passage.
type Verification struct {
	Document   string  `json:"document"`
	At         string  `json:"at"`
	Passage    string  `json:"passage"`
	Status     Status  `json:"status"`
	Similarity float64 `json:"similarity"`     // 1 where the words are the same
	Copy       string  `json:"copy,omitempty"` // name of the file
	Start      int     `json:"start"`          // bytes, where Copy is given
	End        int     `json:"end"`
}

const (
	pageBytes  = 4000 // a passage this far from its neighbours has moved
	likeEnough = 0.35 // of the fingerprint: below it a sentence is another one
)

// Verify looks for every passage of the readings in the copies, by content:
// names, order and number of the files do not matter.
func Verify(readings []graph.Reading, copies []Copy) []Verification {
	var out []Verification
	for _, r := range readings {
		out = append(out, verifyReading(r, copies)...)
	}
	return out
}

// sighting is what one copy holds of a document.
type sighting struct {
	copy    *Copy
	found   map[string]place
	strayed map[string]bool // found, but moved
}

func verifyReading(r graph.Reading, copies []Copy) []Verification {
	sightings := make([]sighting, len(copies))
	for i := range copies {
		s := sighting{copy: &copies[i], found: copies[i].exact(r.Passages)}
		s.strayed = s.moved(r.Passages)
		sightings[i] = s
	}
	// The fullest copy first: others only fill what it lacks.
	slices.SortStableFunc(sightings, func(a, b sighting) int { return len(b.found) - len(a.found) })
	taken := map[string]bool{}
	for _, p := range r.Passages {
		taken[occurrenceOf(p.Mark)] = true
	}
	out := make([]Verification, 0, len(r.Passages))
	for _, p := range r.Passages {
		out = append(out, verifyPassage(p, sightings, taken))
	}
	return out
}

func verifyPassage(p graph.Passage, sightings []sighting, taken map[string]bool) Verification {
	v := Verification{Document: p.Document, At: p.At(), Passage: p.Key(), Status: Missing}
	for _, s := range sightings {
		if at, ok := s.found[p.Key()]; ok {
			v.Status, v.Similarity, v.Copy, v.Start, v.End = Found, 1, s.copy.Name, at.start, at.end
			if s.strayed[p.Key()] {
				v.Status = Moved
			}
			return v
		}
	}
	for _, s := range sightings {
		if at, likeness := s.copy.alike(p, taken); likeness >= likeEnough && likeness > v.Similarity {
			v.Status, v.Similarity, v.Copy, v.Start, v.End = Changed, likeness, s.copy.Name, at.start, at.end
		}
	}
	return v
}

// moved returns the passages that stand out of order in a copy, more than a
// page from the passage that they should follow.
func (s sighting) moved(passages []graph.Passage) map[string]bool {
	var keys []string
	for _, p := range passages {
		if _, ok := s.found[p.Key()]; ok {
			keys = append(keys, p.Key())
		}
	}
	kept := inOrder(keys, s.found)
	out := map[string]bool{}
	last := 0
	for _, key := range keys {
		at := s.found[key].start
		if kept[key] {
			last = at
		} else if at < last-pageBytes || at > last+pageBytes {
			out[key] = true
		}
	}
	return out
}
