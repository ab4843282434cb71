package ingest

import (
	"context"
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
// names, order and number of the files do not matter. It ends early, with the
// error of the context, when that is done: large copies take their time.
func Verify(ctx context.Context, readings []graph.Reading, copies []Copy) ([]Verification, error) {
	var searches []*search
	for i := range copies {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		searches = append(searches, newSearch(&copies[i], readings))
	}
	var out []Verification
	for _, r := range readings {
		verified, err := verifyReading(ctx, r, searches)
		if err != nil {
			return nil, err
		}
		out = append(out, verified...)
	}
	return out, nil
}

// sighting is what one copy holds of a document.
type sighting struct {
	*search
	found   map[string]place
	strayed map[string]bool // found, but moved
}

func verifyReading(ctx context.Context, r graph.Reading, searches []*search) ([]Verification, error) {
	sightings, err := sight(ctx, r.Passages, searches)
	if err != nil {
		return nil, err
	}
	taken := hashes(r.Passages)
	out := make([]Verification, 0, len(r.Passages))
	for _, p := range r.Passages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		out = append(out, verifyPassage(p, sightings, taken))
	}
	return out, nil
}

// sight finds the passages in the copies. What no copy holds as it is, is
// looked for with an interruption, which takes far longer.
func sight(ctx context.Context, passages []graph.Passage, searches []*search) ([]sighting, error) {
	var sightings []sighting
	for _, s := range searches {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		sightings = append(sightings, sighting{search: s, found: s.exact(passages)})
	}
	// The fullest copy first: others only fill what it lacks.
	slices.SortStableFunc(sightings, func(a, b sighting) int { return len(b.found) - len(a.found) })
	for _, p := range passages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if !seen(p, sightings) {
			bridge(p, sightings)
		}
	}
	for i, s := range sightings {
		sightings[i].strayed = s.moved(passages)
	}
	return sightings, nil
}

func seen(p graph.Passage, sightings []sighting) bool {
	return slices.ContainsFunc(sightings, func(s sighting) bool { _, ok := s.found[p.Key()]; return ok })
}

// bridge looks for an interrupted passage, in one copy after another.
func bridge(p graph.Passage, sightings []sighting) {
	for _, s := range sightings {
		if at, ok := s.interrupted(p.Mark); ok {
			s.found[p.Key()] = at
			return
		}
	}
}

func verifyPassage(p graph.Passage, sightings []sighting, taken map[string]int) Verification {
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
	var options [][]place
	for _, p := range passages {
		if at, ok := s.found[p.Key()]; ok {
			keys = append(keys, p.Key())
			options = append(options, []place{at})
		}
	}
	run := inOrder(options)
	out := map[string]bool{}
	for i, key := range keys {
		if len(run) > 1 && run[1].passage <= i {
			run = run[1:]
		}
		if distance(options[i][0].start, run[0].at.start) > pageBytes {
			out[key] = true
		}
	}
	return out
}
