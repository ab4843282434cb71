package httpapi_test

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
	"corridor/internal/ingest"
)

// TestPassagesComeWithTheReadersCopies holds that the words of a passage go to
// this machine's reader only, and nowhere else. The sentences are made up.
func TestPassagesComeWithTheReadersCopies(t *testing.T) {
	const held, lacking = "passage:003-a01944e6e791", "passage:003-b5e7f2a8d9c1"
	const sentence = "The kettle sang on the stove."
	var log strings.Builder
	o := httpapi.Options{Log: logTo(&log), Address: loopback, Hosts: []string{"graph.example"}, Documents: map[string]ingest.Text{
		held: {Sentence: sentence, Paragraph: []ingest.Sentence{{Text: "It was cold."}, {Text: sentence, Cited: true}}},
	}}
	d := dbtest.Loaded(t)
	handler := httpapi.NewServer(d, o).Handler
	read := func(path, host string) *httptest.ResponseRecorder {
		r := request(http.MethodGet, path)
		r.Host = host
		a := httptest.NewRecorder()
		handler.ServeHTTP(a, r)
		return a
	}

	a := read("/api/v1/passages/"+held, "localhost:8270")
	var body map[string]any
	if err := json.Unmarshal(a.Body.Bytes(), &body); err != nil || a.Code != http.StatusOK {
		t.Fatalf("%d %s: %v", a.Code, a.Body, err)
	}
	if at(t, body, "text", "sentence") != sentence || at(t, body, "text", "paragraph", 1, "cited") != true || a.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%v, %s", at(t, body, "text"), a.Header().Get("Cache-Control"))
	}
	if err := schemaOf(t, "/api/v1/passages/{key}", "get", "200", "application/json").Validate(any(body)); err != nil {
		t.Error(err)
	}
	for _, host := range []string{"graph.example", "evil.example"} {
		if a := read("/api/v1/passages/"+held, host); a.Code != http.StatusMisdirectedRequest || strings.Contains(a.Body.String(), sentence) {
			t.Errorf("%s: %d", host, a.Code)
		}
	}
	for _, header := range []string{"Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"} {
		r := request(http.MethodGet, "/api/v1/passages/"+held)
		r.Header.Set(header, "192.0.2.7")
		a := httptest.NewRecorder()
		handler.ServeHTTP(a, r)
		if a.Code != http.StatusForbidden || !strings.Contains(a.Body.String(), "/api/v1/#by-a-proxy") || strings.Contains(a.Body.String(), sentence) {
			t.Errorf("%s: %d %s", header, a.Code, a.Body)
		}
	}
	for _, path := range []string{"/api/v1/openapi.json", "/api/v1/", "/", "/api/v1/passages/" + lacking, "/api/v1/nodes/" + held, "/api/v1/search?q=kettle", "/api/v1/queries/passage?key=" + held} {
		if a := read(path, "localhost"); strings.Contains(a.Body.String(), "kettle sang") {
			t.Errorf("%s has words of a document", path)
		}
	}
	if strings.Contains(log.String(), "kettle") {
		t.Errorf("the log has words of a document: %s", &log)
	}

	without := serving(t, d).get("/api/v1/passages/"+held, http.StatusOK)
	if at(t, without, "text") != nil {
		t.Errorf("%v", without)
	}
}

// TestNoAnswerThatMayHoldTextIsKept asks the addresses of a service with copies,
// one named query for all, and goes by the schema for which of them may have
// words of a document.
func TestNoAnswerThatMayHoldTextIsKept(t *testing.T) {
	o := httpapi.Options{Log: logTo(io.Discard), Address: loopback, Documents: map[string]ingest.Text{}}
	handler := httpapi.NewServer(dbtest.Loaded(t), o).Handler
	document := described(t)
	holding := 0
	for path, address := range examples(t, document) {
		if strings.HasPrefix(path, "/api/v1/queries/") && path != "/api/v1/queries/passage" && path != "/api/v1/queries/passage/picture" {
			continue
		}
		if path == "/api/v1/layers/{layer}" {
			continue // of which the dataset has none
		}
		a := httptest.NewRecorder()
		handler.ServeHTTP(a, request(http.MethodGet, address))
		want := "no-cache"
		if reaches(document.Paths.Value(path).Get.Responses.Value("200").Value.Content["application/json"].Schema, "#/components/schemas/Text") {
			want = "no-store"
			holding++
		}
		if got := a.Header().Get("Cache-Control"); a.Code != http.StatusOK || got != want {
			t.Errorf("%s: %d, %s, want %s", path, a.Code, got, want)
		}
	}
	if holding == 0 {
		t.Error("no answer may hold a text")
	}
}

// reaches reports whether a schema holds what a reference names.
func reaches(schema *openapi3.SchemaRef, reference string) bool {
	if schema == nil {
		return false
	}
	if schema.Ref == reference || reaches(schema.Value.Items, reference) || reaches(schema.Value.AdditionalProperties.Schema, reference) {
		return true
	}
	parts := append(slices.Collect(maps.Values(schema.Value.Properties)), schema.Value.AnyOf...)
	return slices.ContainsFunc(parts, func(part *openapi3.SchemaRef) bool { return reaches(part, reference) })
}
