package httpapi

import (
	"context"

	"corridor/internal/ingest"
)

// passageList is a document from its beginning to its end.
var passageList = list{query: "passages", label: "Passage", filter: []string{"document"}}

type readingAnswer struct {
	Passages []row                  `json:"passages" query:"passages" doc:"as they stand in the document, each with what was drawn from it; their words are not kept"`
	Texts    map[string]ingest.Text `json:"texts,omitempty" doc:"the passages' words by their keys, where the service was started with the reader's own copies"`
	Total    int                    `json:"total" doc:"how many there are, on all pages"`
	Next     *string                `json:"next" doc:"cursor of the next page; null on the last"`
	Meta     *meta                  `json:"meta"`
}

// passagesKey is the document of the path.
func passagesKey() []parameter {
	p := of("passages", "document")
	p[0].Name, p[0].in = "key", inPath
	return p
}

// passages reads a document in its order.
func passages(ctx context.Context, r *request) (any, error) {
	r.given["document"] = r.text("key")
	p, err := passageList.read(ctx, r)
	if err != nil {
		return nil, err
	}
	if p.total == 0 {
		return nil, r.noNode(ctx)
	}
	answer := readingAnswer{Passages: p.rows, Total: p.total, Next: p.next, Meta: r.meta, Texts: map[string]ingest.Text{}}
	for _, found := range p.rows {
		key, _ := found["key"].(string)
		if text, held := r.api.documents[key]; held {
			answer.Texts[key] = text
		}
	}
	return answer, nil
}
