package httpapi_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
	"corridor/internal/ingest"
)

// TestADocumentIsReadInItsOrder walks all pages of a document, and holds that
// each passage comes once, after the one before it, with what was drawn from it
// or why nothing was.
func TestADocumentIsReadInItsOrder(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	paragraph, sentence, passages, drawn := 0.0, 0.0, 0, 0
	for next := "/api/v1/documents/doc:001/passages?limit=50"; next != ""; {
		body := s.get(next, http.StatusOK)
		for _, p := range listAt(t, body, "passages") {
			passage := p.(map[string]any)
			at, nth := passage["paragraph"].(float64), passage["sentence"].(float64)
			if at < paragraph || at == paragraph && nth <= sentence {
				t.Errorf("%v comes after paragraph %v, sentence %v", passage["at"], paragraph, sentence)
			}
			paragraph, sentence, passages = at, nth, passages+1
			lines := len(passage["drawn"].([]any))
			drawn += lines
			if (lines == 0) != (passage["none"] != nil) {
				t.Errorf("%v: %d lines, none is %v", passage["at"], lines, passage["none"])
			}
		}
		if next, _ = body["next"].(string); next != "" {
			next = "/api/v1/documents/doc:001/passages?limit=50&cursor=" + next
		}
	}
	about := s.get("/api/v1/documents/doc:001", http.StatusOK)
	if passages != numberAt(t, about, "document", "passages") || drawn != numberAt(t, about, "document", "evidence") {
		t.Errorf("%d passages and %d lines; the document says %v", passages, drawn, at(t, about, "document"))
	}
	s.get("/api/v1/documents/actor:broker/passages", http.StatusNotFound)
}

// TestADocumentIsReadWithTheReadersCopies holds that its words come where the
// reader has them, and are not kept on the way.
func TestADocumentIsReadWithTheReadersCopies(t *testing.T) {
	const held, sentence = "passage:003-a01944e6e791", "The kettle sang on the stove."
	texts := map[string]ingest.Text{held: {Sentence: sentence, Paragraph: []ingest.Sentence{{Text: sentence, Cited: true}}}}
	handler := httpapi.NewServer(dbtest.Loaded(t), httpapi.Options{Log: logTo(t.Output()), Address: loopback, Documents: texts}).Handler
	r := request(http.MethodGet, "/api/v1/documents/doc:003/passages?limit=1000")
	r.Host = "localhost:8270"
	a := httptest.NewRecorder()
	handler.ServeHTTP(a, r)
	var body map[string]any
	if err := json.Unmarshal(a.Body.Bytes(), &body); err != nil || a.Code != http.StatusOK {
		t.Fatalf("%d %s: %v", a.Code, a.Body, err)
	}
	if at(t, body, "texts", held, "sentence") != sentence || a.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%v, %s", at(t, body, "texts"), a.Header().Get("Cache-Control"))
	}
	if err := schemaOf(t, "/api/v1/documents/{key}/passages", "get", "200", "application/json").Validate(any(body)); err != nil {
		t.Error(err)
	}
}
