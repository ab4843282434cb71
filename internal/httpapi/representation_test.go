package httpapi_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"corridor/internal/db"
	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
)

// read asks for a path with headers: names and values in turn.
func (s service) read(method, path string, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := request(method, path)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	a := httptest.NewRecorder()
	s.handler.ServeHTTP(a, r)
	return a
}

// TestWhatIsHeldIsNotSentAgain holds that an answer has the same tag however long
// it took, and is not sent to those who name it.
func TestWhatIsHeldIsNotSentAgain(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	tags := map[string]string{}
	for _, kind := range []string{"application/json", "text/csv"} {
		for _, path := range []string{"/api/v1/actors?limit=5", "/api/v1/actors?limit=6", "/api/v1/queries/stages"} {
			tag := s.read(http.MethodGet, path, "Accept", kind).Header().Get("ETag")
			if isWeak := strings.HasPrefix(tag, "W/"); isWeak != (kind == "application/json") || len(tag) < 64 {
				t.Errorf("%s as %s: %s", path, kind, tag)
			}
			if other, twice := tags[tag]; twice {
				t.Errorf("%s and %s have the tag %s", other, path, tag)
			}
			tags[tag] = path
			for given, want := range map[string]int{tag: 304, `"x", ` + tag: 304, strings.TrimPrefix(tag, "W/"): 304, "*": 304, `"x"`: 200, "": 200} {
				for _, method := range []string{http.MethodGet, http.MethodHead} {
					a := s.read(method, path, "Accept", kind, "If-None-Match", given)
					if a.Code != want || a.Header().Get("ETag") != tag || want == 304 && a.Body.Len() > 0 || a.Header().Get("Vary") != "Accept" || a.Header().Get("Cache-Control") != "no-cache" {
						t.Errorf("%s of %s with %s: %d, %v", method, path, given, a.Code, a.Header())
					}
				}
			}
		}
	}
	for _, path := range []string{"/api/v1/openapi.json", "/api/v1/", "/api/v1/reference.css"} {
		tag := s.read(http.MethodGet, path).Header().Get("ETag")
		if a := s.read(http.MethodGet, path, "If-None-Match", tag); a.Code != http.StatusNotModified || a.Body.Len() > 0 || tag == "" {
			t.Errorf("%s: %d, %s", path, a.Code, tag)
		}
	}
	if a := s.read(http.MethodGet, "/healthz"); a.Header().Get("ETag") == "" || a.Body.String() != `{"status":"ok"}` {
		t.Errorf("%s, %v", a.Body, a.Header())
	}
}

// TestTheKindThatIsWantedMost asks with Accept as readers send it.
func TestTheKindThatIsWantedMost(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	const inJSON, inCSV = "application/json; charset=utf-8", "text/csv; charset=utf-8; header=present"
	for accept, want := range map[string]string{
		"":                                 inJSON,
		"*/*":                              inJSON,
		"application/json":                 inJSON,
		"application/JSON; charset=utf-8":  inJSON,
		"text/csv":                         inCSV,
		"text/*":                           inCSV,
		"text/csv, application/json":       inJSON,
		"text/csv, application/json;q=0.9": inCSV,
		"application/json;q=0, */*;q=0.1":  inCSV,
		"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": inJSON,
	} {
		a := s.read(http.MethodGet, "/api/v1/documents", "Accept", accept)
		if a.Code != http.StatusOK || a.Header().Get("Content-Type") != want {
			t.Errorf("%q: %d, %s", accept, a.Code, a.Header().Get("Content-Type"))
		}
	}
	for _, accept := range []string{"text/html", "text/csv;q=0", "text/csv;q=2", "nonsense", "text/csv;q", "*/*;q=0"} {
		a := s.read(http.MethodGet, "/api/v1/documents", "Accept", accept)
		if a.Code != http.StatusNotAcceptable || a.Header().Get("Content-Type") != "application/problem+json" || !strings.Contains(a.Body.String(), "there is application/json and text/csv") {
			t.Errorf("%q: %d, %s", accept, a.Code, a.Body)
		}
	}
	if a := s.read(http.MethodGet, "/api/v1/picture", "Accept", "text/csv"); a.Code != http.StatusNotAcceptable || !strings.Contains(a.Body.String(), "there is application/json") {
		t.Errorf("a picture as a table: %d, %s", a.Code, a.Body)
	}
	if a := s.read(http.MethodGet, "/api/v1/queries/nothing", "Accept", "text/csv"); a.Code != http.StatusNotFound {
		t.Errorf("a query that there is none of: %d", a.Code)
	}
}

// TestTablesHaveWhatListsHave compares every address that gives tables with its
// JSON, and holds that a table names what it is of.
func TestTablesHaveWhatListsHave(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	document := described(t)
	tables := 0
	for path, address := range examples(t, document) {
		if strings.HasSuffix(path, "/export") {
			continue
		}
		content := document.Paths.Value(path).Get.Responses.Value("200").Value.Content
		a := s.read(http.MethodGet, address, "Accept", "text/csv")
		if content["text/csv"] == nil {
			if a.Code != http.StatusNotAcceptable {
				t.Errorf("%s is not described as a table: %d", address, a.Code)
			}
			continue
		}
		tables++
		lines, err := csv.NewReader(a.Body).ReadAll()
		if err != nil || a.Code != http.StatusOK {
			t.Errorf("%s: %d, %v", address, a.Code, err)
			continue
		}
		body := s.get(address, http.StatusOK)
		rows := listAt(t, body, listName(t, body))
		if len(lines) != len(rows)+1 {
			t.Errorf("%s: %d rows, as a table %d lines", address, len(rows), len(lines))
		}
		h := a.Header()
		isNamed := at(t, body, "meta", "queries", 0, "query") != ""
		if h.Get("Corridor-Release") != at(t, body, "meta", "release") || (h.Get("Corridor-Queries") != "") != isNamed || !strings.Contains(h.Get("Link"), `>; rel="alternate"; type="application/json"`) {
			t.Errorf("%s: %v", address, h)
		}
		if total, has := body["total"]; has && total != nil && h.Get("Corridor-Total") != fmt.Sprint(total) {
			t.Errorf("%s: %s rows in all, want %v", address, h.Get("Corridor-Total"), total)
		}
	}
	if tables < 75 {
		t.Errorf("%d addresses give tables", tables)
	}
}

// listName is what the rows of a table are called in JSON.
func listName(t *testing.T, body map[string]any) string {
	t.Helper()
	for _, name := range []string{"rows", "results", "relationships", "actors", "routes", "levers", "documents", "stages", "counts", "claims", "evidence", "statistics", "paths", "passages", "nodes", "layers"} {
		if _, has := body[name]; has {
			return name
		}
	}
	t.Fatalf("no list in %v", body)
	return ""
}

// TestTheNextPageOfATable walks a table by the header Link.
func TestTheNextPageOfATable(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	next, seen := "/api/v1/actors?side=illegitimate&limit=7", 0
	for pages := 0; next != ""; pages++ {
		a := s.read(http.MethodGet, next, "Accept", "text/csv")
		lines, err := csv.NewReader(a.Body).ReadAll()
		if err != nil || a.Code != http.StatusOK || pages > 20 {
			t.Fatalf("page %d: %d, %v", pages, a.Code, err)
		}
		seen += len(lines) - 1
		next = ""
		for _, link := range a.Header().Values("Link") {
			if address, isNext := strings.CutSuffix(link, `>; rel="next"`); isNext {
				next = strings.TrimPrefix(address, "<")
			}
		}
	}
	if total := numberAt(t, s.get("/api/v1/actors?side=illegitimate", http.StatusOK), "total"); seen != total || total <= 7 {
		t.Errorf("%d of %d rows on all pages", seen, total)
	}
}

// TestAStatementIsATableToo sends statements for CSV.
func TestAStatementIsATableToo(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for text, want := range map[string]string{
		"RETURN 1 AS one, 'a,b' AS text, [1, 'x'] AS list, null AS nothing, -1.5 AS low, '-1' AS dash": "one,text,list,nothing,low,dash\n1,\"a,b\",\"[1,\"\"x\"\"]\",,-1.5,'-1\n",
		"MATCH (s:Stage) RETURN s.order AS n ORDER BY n":                                               "n\n1\n2\n3\n",
		"RETURN 'x' AS `=1+1`":                            "'=1+1\nx\n",
		"MATCH (s:Stage) WHERE false RETURN s.order AS n": "n\n",
	} {
		r := statementRequest(bodyOf(t, text, nil, 0))
		r.Header.Set("Accept", "text/csv")
		a := httptest.NewRecorder()
		s.handler.ServeHTTP(a, r)
		if a.Code != http.StatusOK || a.Body.String() != want || a.Header().Get("Content-Type") != "text/csv; charset=utf-8; header=present" || a.Header().Get("ETag") != "" {
			t.Errorf("%s: %d, %q, %v", text, a.Code, a.Body, a.Header())
		}
	}
	r := statementRequest(bodyOf(t, "UNWIND range(1, 9) AS n RETURN n", nil, 4))
	r.Header.Set("Accept", "text/csv")
	a := httptest.NewRecorder()
	s.handler.ServeHTTP(a, r)
	if left := a.Header().Get("Corridor-Left-Out"); left != "rows=5" {
		t.Errorf("%q is left out", left)
	}
}

// TestTablesRunNothing holds that no text of the graph is a formula to a
// spreadsheet, and that quotes, lists and lines come through.
func TestTablesRunNothing(t *testing.T) {
	d := dbtest.Loaded(t)
	name := "=HYPERLINK(\"http://x\"), a\nb"
	write := func(text string) {
		t.Helper()
		if _, err := d.Write(t.Context(), text, map[string]any{"name": name}, db.DefaultLimits); err != nil {
			t.Fatal(err)
		}
	}
	write("MERGE (n:Task {key: 'task:zz-formula'}) SET n.name = $name, n.uuid = 'zz'")
	defer write("MATCH (n:Task {key: 'task:zz-formula'}) DELETE n")
	a := serving(t, d).read(http.MethodGet, "/api/v1/nodes?label=Task&limit=1000", "Accept", "text/csv")
	lines, err := csv.NewReader(a.Body).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if last := lines[len(lines)-1]; strings.Join(lines[0], " ") != "key label name claims standing" || last[0] != "task:zz-formula" || last[2] != "'"+name || last[3] != "0" || last[4] != "" {
		t.Errorf("%q, %q", lines[0], last)
	}
	for text, want := range map[string]string{"+1": "'+1", "-x": "'-x", "@a": "'@a", "\tx": "'\tx", "a=b": "a=b", "": ""} {
		if got := httpapi.Inert(text); got != want {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
