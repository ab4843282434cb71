package httpapi_test

import (
	"encoding/json"
	"encoding/xml"
	"mime"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
)

// TestEveryFormatIsADownload asks for the whole graph, for that of a named query and
// of a statement in each format, by its name and by its media type.
func TestEveryFormatIsADownload(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	document := described(t)
	for _, format := range httpapi.DownloadFormats() {
		for path, name := range map[string]string{
			"/api/v1/export": "corridor", "/api/v1/queries/levers-on-stage/export?stage=stage:movement": "corridor-levers-on-stage",
		} {
			joined := path + "?format=" + format.Name
			if strings.Contains(path, "?") {
				joined = path + "&format=" + format.Name
			}
			a := s.read(http.MethodGet, joined, "Accept", "text/html")
			h := a.Header()
			_, disposition, err := mime.ParseMediaType(h.Get("Content-Disposition"))
			if a.Code != http.StatusOK || h.Get("Content-Type") != format.MediaType || err != nil || disposition["filename"] != name+format.Suffix || len(h.Get("Corridor-Release")) != 64 {
				t.Fatalf("%s: %d, %v, %.300s", joined, a.Code, h, a.Body)
			}
			if !strings.Contains(a.Body.String(), "evidence:") && !strings.HasSuffix(format.Suffix, ".zip") {
				t.Errorf("%s: no evidence", joined)
			}
			operation := document.Paths.Value(strings.Split(path, "?")[0]).Get
			if operation.Responses.Value("200").Value.Content[format.MediaType] == nil {
				t.Errorf("%s: %s is not described", path, format.MediaType)
			}
			if again := s.read(http.MethodGet, joined, "If-None-Match", h.Get("ETag")); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
				t.Errorf("%s is sent again: %d", joined, again.Code)
			}
		}
		wanted := s.read(http.MethodGet, "/api/v1/queries/levers-on-stage/export?stage=stage:movement", "Accept", format.MediaType)
		if wanted.Code != http.StatusOK || wanted.Header().Get("Content-Type") != format.MediaType {
			t.Errorf("%s: %d, %s", format.MediaType, wanted.Code, wanted.Header().Get("Content-Type"))
		}
	}
}

// TestExportOfAStatement holds that it has what the answer has, and that a statement
// that writes is refused.
func TestExportOfAStatement(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	post := func(statement string) *httptest.ResponseRecorder {
		body, err := json.Marshal(map[string]any{"statement": statement, "parameters": map[string]any{"key": "lever:border-checks-trained-guards"}})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodPost, "/api/v1/cypher/export?format=graphml", strings.NewReader(string(body)))
		r.Host = "localhost"
		r.Header.Set("Content-Type", "application/json")
		a := httptest.NewRecorder()
		s.handler.ServeHTTP(a, r)
		return a
	}
	var graph struct {
		Nodes []struct {
			ID string `xml:"id,attr"`
		} `xml:"graph>node"`
		Edges []struct {
			ID string `xml:"id,attr"`
		} `xml:"graph>edge"`
	}
	a := post("MATCH (l {key: $key})-[r:ACTS_ON]->(m:Method) RETURN l, r, m")
	if err := xml.Unmarshal(a.Body.Bytes(), &graph); err != nil || a.Code != http.StatusOK {
		t.Fatalf("%d, %v: %s", a.Code, err, a.Body)
	}
	var ids []string
	for _, n := range graph.Nodes {
		ids = append(ids, n.ID)
	}
	for _, want := range []string{"lever:border-checks-trained-guards", "method:forged-documents", "claim:trained-guards-detect-forged-documents", "doc:001"} {
		if !slices.Contains(ids, want) {
			t.Errorf("no %s in %q", want, ids)
		}
	}
	if len(graph.Edges) == 0 || slices.Contains(ids, "method:luck") {
		t.Errorf("%v", graph)
	}
	for statement, want := range map[string]int{"CREATE (n) RETURN n": http.StatusForbidden, "MATCH": http.StatusBadRequest, "UNWIND range(1, 100000) AS i RETURN i": http.StatusServiceUnavailable} {
		if a := post(statement); a.Code != want {
			t.Errorf("%s: %d %s", statement, a.Code, a.Body)
		}
	}
}

// TestExportOfNothing holds that a key that there is none of is no empty graph.
func TestExportOfNothing(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	if detail := at(t, s.get("/api/v1/queries/levers-on-stage/export?stage=stage:nowhere", http.StatusBadRequest), "detail").(string); !strings.Contains(detail, "nowhere") {
		t.Error(detail)
	}
	if a := s.read(http.MethodGet, "/api/v1/export", "Accept", "image/png"); a.Code != http.StatusNotAcceptable || !strings.Contains(a.Body.String(), "application/gexf+xml") {
		t.Errorf("%d %s", a.Code, a.Body)
	}
}
