// Package ingest turns a document into passages and finds passages again in a
// reader's own copies. It is pure: the same bytes give the same passages, and
// nothing here knows a database.
//
// The steps, in the order of Read: characters (text.go), paragraphs
// (layout.go), note marks (notes.go), sentences (sentence.go), and what is
// kept of a sentence instead of its words (mark.go). docs/segmentation.md writes
// the rules down for people; testdata has a case, on made-up text, for each.
package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"unicode/utf8"

	"corridor/graph"
)

// ErrNotText is returned for bytes that are not UTF-8 text.
var ErrNotText = errors.New("not UTF-8 text: save the copy as plain text in UTF-8")

// Span is a stretch of a document's source, in bytes, end excluded.
type Span struct{ Start, End int }

// Passage is one sentence, heading, side note or reference entry of a
// document. Text is for use in the process only; it is never stored.
type Passage struct {
	Paragraph, Sentence int // both from 1
	Text                string
	Notes               []int  // numbers of the notes that stood in it
	Spans               []Span // where it stands in the source
	Mark                graph.Mark
}

// At is the passage's place for people: p10s4.
func (p Passage) At() string { return fmt.Sprintf("p%ds%d", p.Paragraph, p.Sentence) }

// Document is a source text cut into passages.
type Document struct {
	Hash     string // SHA-256 of the bytes, hexadecimal
	Passages []Passage
}

// Read cuts the bytes of a document into passages, in reading order.
func Read(source []byte) (Document, error) {
	if !utf8.Valid(source) {
		return Document{}, ErrNotText
	}
	sum := sha256.Sum256(source)
	doc := Document{Hash: hex.EncodeToString(sum[:])}
	occurrences := map[string]int{}
	paragraph := 0
	for _, p := range paragraphs(trace(string(source))) {
		passages := passagesOf(p)
		if len(passages) > 0 {
			paragraph++
		}
		for i, passage := range passages {
			occurrences[passage.Mark.Hash]++
			passage.Mark.Occurrence = occurrences[passage.Mark.Hash]
			passage.Paragraph, passage.Sentence = paragraph, i+1
			doc.Passages = append(doc.Passages, passage)
		}
	}
	return doc, nil
}

// passagesOf gives the sentences of a paragraph. One without a letter, such as
// a line of stars, is none: nothing of it could be found again.
func passagesOf(p paragraph) []Passage {
	var out []Passage
	for _, s := range sentences(p) {
		text := s.text.String()
		if mark := MarkOf(text); mark.Length > 0 {
			out = append(out, Passage{Text: text, Notes: s.notes, Spans: s.text.spans(), Mark: mark})
		}
	}
	return out
}
