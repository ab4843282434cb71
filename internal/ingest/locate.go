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

// Sentence is a sentence of a paragraph. Cited holds for those that the passage
// stands in: more than one where the copy cuts it otherwise.
type Sentence struct {
	Text  string `json:"text" doc:"the sentence"`
	Cited bool   `json:"cited" doc:"whether the passage stands in it"`
}

// Locate finds the passages of the readings in the copies and gives their texts
// by the keys of the passages. A sentence that is only similar is not given for
// the passage.
func Locate(ctx context.Context, readings []graph.Reading, copies []Copy) (map[string]Text, error) {
	verified, err := Verify(ctx, readings, copies)
	if err != nil {
		return nil, err
	}
	byName := map[string]*Copy{}
	for i := range copies {
		byName[copies[i].Name] = &copies[i]
	}
	texts := map[string]Text{}
	for _, v := range verified {
		if v.Status == Found || v.Status == Moved {
			texts[v.Passage] = byName[v.Copy].text(place{v.Start, v.End})
		}
	}
	return texts, nil
}

// text gives what stands at a place, and the paragraph around it. A place that
// reaches over the end of a paragraph has the paragraphs at both ends.
func (c *Copy) text(at place) Text {
	var cited []Passage
	paragraphs := map[int]bool{}
	for _, p := range c.passages {
		if p.overlaps(at) {
			cited = append(cited, p)
			paragraphs[p.Paragraph] = true
		}
	}
	out := Text{Paragraph: []Sentence{}}
	if len(cited) == 1 && placeOf(cited[0]) == at {
		out.Sentence = cited[0].Text
	} else {
		out.Sentence = strings.Join(strings.Fields(c.source[at.start:at.end]), " ")
	}
	for _, p := range c.passages {
		if paragraphs[p.Paragraph] {
			out.Paragraph = append(out.Paragraph, Sentence{p.Text, p.overlaps(at)})
		}
	}
	return out
}

// overlaps reports whether a part of the passage stands at a place.
func (p Passage) overlaps(at place) bool {
	for _, s := range p.Spans {
		if s.Start < at.end && at.start < s.End {
			return true
		}
	}
	return false
}
