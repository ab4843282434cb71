package graph

import (
	"slices"
	"strings"
)

// UnknownVoice is the holder of what nobody named or described says.
const UnknownVoice = "holder:unknown"

// Standing is how a claim, statistic, definition or event stands after all its
// evidence (rule 4). It is computed, never typed in.
type Standing struct {
	Standing  string   // asserted, disputed or reported
	For       int      // distinct known voices that assert or recommend it
	Against   int      // distinct known voices that dispute it
	Qualified int      // distinct known voices that qualify it
	Unknown   int      // lines of evidence whose voice is unknown
	Hedge     string   // the least of the asserting evidence; empty where reported
	Documents []string // keys, sorted
	Evidence  []string // keys, in the order of the readings
}

// Standings computes the standing of everything that evidence bears on.
func Standings(ds *Dataset) map[string]Standing {
	voices := speakers(ds)
	tallies := map[string]*tally{}
	for _, r := range ds.Readings {
		for _, p := range r.Passages {
			for _, e := range p.Evidence {
				t := tallies[e.On]
				if t == nil {
					t = &tally{voices: map[string]map[string]bool{}}
					tallies[e.On] = t
				}
				t.add(p, e, voiceOf(voices, e.Voice))
			}
		}
	}
	out := make(map[string]Standing, len(tallies))
	for key, t := range tallies {
		out[key] = t.standing()
	}
	return out
}

// speakers maps a voice to the one that it speaks for: a page to its
// publisher, a work to its author.
func speakers(ds *Dataset) map[string]string {
	out := map[string]string{}
	for _, n := range ds.Nodes {
		if voice, ok := n.Properties["speaks_for"].(string); ok {
			out[n.Key] = voice
		}
	}
	return out
}

// voiceOf follows one step: Check refuses chains.
func voiceOf(speakers map[string]string, voice string) string {
	if other, ok := speakers[voice]; ok {
		return other
	}
	return voice
}

type tally struct {
	voices    map[string]map[string]bool // stance -> distinct known voices
	unknown   int
	contested bool
	hedge     string // of the asserting evidence
	documents []string
	evidence  []string
}

func (t *tally) add(p Passage, e Evidence, voice string) {
	stance := e.Stance
	if stance == "recommends" {
		stance = "asserts"
	}
	if voice == UnknownVoice {
		t.unknown++
	} else {
		if t.voices[stance] == nil {
			t.voices[stance] = map[string]bool{}
		}
		t.voices[stance][voice] = true
	}
	if stance == "disputes" || stance == "qualifies" {
		t.contested = true
	}
	own := strings.HasPrefix(e.Voice, "doc:")
	if own && stance == "asserts" && e.Hedge != "hearsay" && (t.hedge == "" || slices.Index(Hedges, e.Hedge) < slices.Index(Hedges, t.hedge)) {
		t.hedge = e.Hedge
	}
	if !slices.Contains(t.documents, p.Document) {
		t.documents = append(t.documents, p.Document)
	}
	t.evidence = append(t.evidence, EvidenceKey(p, e))
}

func (t *tally) standing() Standing {
	s := Standing{
		Standing: "asserted", Hedge: t.hedge,
		For: len(t.voices["asserts"]), Against: len(t.voices["disputes"]), Qualified: len(t.voices["qualifies"]),
		Unknown: t.unknown, Documents: t.documents, Evidence: t.evidence,
	}
	switch {
	case t.hedge == "":
		s.Standing = "reported"
	case t.contested:
		s.Standing = "disputed"
	}
	slices.Sort(s.Documents)
	return s
}
