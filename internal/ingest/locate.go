package ingest

import (
	"context"
	"strings"

	"corridor/graph"
)

// Text is a passage in a reader's own copy, with the paragraph that it stands
// in. It is for the reader's eyes only: it is never stored, logged or exported.
type Text struct {
	Sentence  string     `json:"sentence" doc:"the passage as it stands in the reader's copy"`
	Paragraph []Sentence `json:"paragraph" doc:"the sentences of its paragraph"`
}

// Sentence is a sentence of a paragraph; the passage itself is cited.
type Sentence struct {
	Text  string `json:"text" doc:"the sentence"`
	Cited bool   `json:"cited" doc:"whether it is the passage"`
}

// Locate finds the passages of the readings in the copies, whose names must
// differ, and gives their texts by the keys of the passages. Paragraphs are those
// of the readings, without what no copy has. A sentence that is only similar is
// not given for the passage.
func Locate(ctx context.Context, readings []graph.Reading, copies []Copy) (map[string]Text, error) {
	verified, err := Verify(ctx, readings, copies)
	if err != nil {
		return nil, err
	}
	byName := map[string]*Copy{}
	for i := range copies {
		byName[copies[i].Name] = &copies[i]
	}
	sentences := map[string]string{}
	for _, v := range verified {
		if v.Status == Found || v.Status == Moved {
			sentences[v.Passage] = byName[v.Copy].sentence(place{v.Start, v.End})
		}
	}
	texts := map[string]Text{}
	for _, r := range readings {
		for _, p := range r.Passages {
			if sentence, found := sentences[p.Key()]; found {
				texts[p.Key()] = Text{sentence, paragraphOf(p, r, sentences)}
			}
		}
	}
	return texts, nil
}

// paragraphOf gives the sentences of the paragraph that a passage stands in.
func paragraphOf(p graph.Passage, r graph.Reading, sentences map[string]string) []Sentence {
	var out []Sentence
	for _, other := range r.Passages {
		if text, found := sentences[other.Key()]; found && other.Paragraph == p.Paragraph {
			out = append(out, Sentence{text, other.Key() == p.Key()})
		}
	}
	return out
}

// sentence gives what stands at a place: a passage of the copy as it was read, or
// else the source itself, with whatever interrupts it.
func (c *Copy) sentence(at place) string {
	for _, p := range c.passages {
		if placeOf(p) == at {
			return p.Text
		}
	}
	from, to := at.start, at.end // of letters: quotes and stops stand around them
	for from > 0 && !isBlank(c.source[from-1]) {
		from--
	}
	for to < len(c.source) && !isBlank(c.source[to]) {
		to++
	}
	return strings.Join(strings.Fields(c.source[from:to]), " ")
}

func isBlank(b byte) bool { return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == '\f' }
