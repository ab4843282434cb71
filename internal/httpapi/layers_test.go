package httpapi_test

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"corridor/internal/db"
	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
)

// layered asks a service that knows tokens, with one of them, and holds the
// answer against its schema.
type layered struct {
	t       *testing.T
	handler http.Handler
	audit   *strings.Builder
	held    map[string]bool // answers that were held against their schema
}

func layeredOver(t *testing.T, d *db.DB) layered {
	var audit strings.Builder
	o := httpapi.Options{Address: loopback, Log: logTo(io.Discard), Audit: slog.NewTextHandler(&audit, nil),
		Tokens: tokens(t, "ann read "+readToken+"\nbob write "+writeToken)}
	return layered{t, httpapi.NewServer(d, o).Handler, &audit, map[string]bool{}}
}

func (l layered) ask(method, path, token, body string, status int) string {
	l.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Host = "localhost"
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	a := httptest.NewRecorder()
	l.handler.ServeHTTP(a, r)
	text := a.Body.String()
	if a.Code != status {
		l.t.Fatalf("%s %s: %d, want %d: %s", method, path, a.Code, status, text)
	}
	var answer map[string]any
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		l.t.Fatalf("%s: %v", text, err)
	}
	address, _, _ := strings.Cut(strings.Replace(path, "/notes", "/{layer}", 1), "?")
	if status == http.StatusOK && strings.HasPrefix(path, "/api/v1/layers") && !l.held[method+address] {
		l.held[method+address] = true
		if err := schemaOf(l.t, address, strings.ToLower(method), "200", "application/json").Validate(answer); err != nil {
			l.t.Errorf("%s %s: %v", method, path, err)
		}
	}
	return text
}

func files(t *testing.T, name, text string) string {
	t.Helper()
	body, err := json.Marshal(map[string]any{"files": []map[string]string{{"name": name, "text": text}}})
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// TestLayers adds by HTTP what the document shows as an example, hides it, shows
// it and takes it away; who may not write changes nothing.
func TestLayers(t *testing.T) {
	d := dbtest.Loaded(t)
	defer d.Write(t.Context(), "DROP CONSTRAINT layer_name IF EXISTS", nil, db.DefaultLimits) //nolint:errcheck // a Neo4j is shared
	l := layeredOver(t, d)
	example, err := json.Marshal(described(t).Paths.Value("/api/v1/layers/{layer}/import").Post.RequestBody.Value.Content["application/json"].Example)
	if err != nil {
		t.Fatal(err)
	}
	says := func(words string, method, path, token, body string, status int) {
		t.Helper()
		if text := l.ask(method, path, token, body, status); !strings.Contains(text, words) {
			t.Errorf("%s %s: no %s in %s", method, path, words, text)
		}
	}
	const notes = "/api/v1/layers/notes"
	says("this takes write, and the token ann has read", "POST", notes+"/import", readToken, string(example), 403)
	says("this takes write", "DELETE", notes, readToken, "", 403)
	says("Authorization: Bearer", "POST", notes+"/import", "", string(example), 401)
	says("notes.csv:2:1: side: ", "POST", notes+"/import", writeToken, files(t, "notes.csv", "key:ID,name,side\nactor:boatman,boatman,left\n"), 422)
	says("notes.jsonl:1:1: is not JSON", "POST", notes+"/import", writeToken, files(t, "notes.jsonl", "?"), 422)
	says("there is nothing to add", "POST", notes+"/import", writeToken, `{"files": []}`, 422)
	says("lower-case", "POST", "/api/v1/layers/My%20Notes/import", writeToken, string(example), 422)
	says(`"dry_run":true`, "POST", notes+"/import?dry_run=true", writeToken, string(example), 200)
	says("no-such-layer", "GET", notes, readToken, "", 404)
	says(`"total":0`, "GET", "/api/v1/layers", readToken, "", 200)
	if l.audit.Len() > 0 {
		t.Errorf("nothing was changed, and the audit has %s", l.audit)
	}
	says(`"added":1`, "POST", notes+"/import", writeToken, string(example), 200)
	defer d.RemoveLayer(t.Context(), "notes") //nolint:errcheck // where the test has not come so far
	says(`"same":1`, "POST", notes+"/import", writeToken, string(example), 200)
	if lines := strings.Count(l.audit.String(), "\n"); lines != 1 || !strings.Contains(l.audit.String(), "token=bob") || !strings.Contains(l.audit.String(), "layer=notes") {
		t.Errorf("the audit: %s", l.audit)
	}
	says(`"changed_by":"bob"`, "GET", "/api/v1/layers", readToken, "", 200)
	says(`actor:ferryman`, "GET", notes, readToken, "", 200)
	says(`"hidden":true`, "POST", notes+"/hide", writeToken, "", 200)
	says("actor:ferryman", "GET", "/api/v1/nodes/actor:ferryman", readToken, "", 404)
	says(`"hidden":false`, "POST", notes+"/show", writeToken, "", 200)
	says("ferryman", "GET", "/api/v1/nodes/actor:ferryman", readToken, "", 200)
	says(`"cypher":"MATCH (l:Layer {name: $name})`, "DELETE", notes, writeToken, "", 200)
	says("no-such-layer", "DELETE", notes, writeToken, "", 404)
	if unguarded := askOf(d, httpapi.Options{Address: loopback}, httptest.NewRequest("DELETE", "http://localhost"+notes, nil)); unguarded.Code != 403 {
		t.Errorf("without tokens: %d %s", unguarded.Code, unguarded.Body)
	}
}

// TestLayersComeInPages asks for more layers than a page has, as JSON and as a table.
func TestLayersComeInPages(t *testing.T) {
	d := dbtest.Empty(t)
	defer d.Write(t.Context(), "MATCH (n) DETACH DELETE n", nil, db.DefaultLimits) //nolint:errcheck // a Neo4j is shared
	const made = "UNWIND ['a', 'b', 'c', '=d'] AS name CREATE (:Layer {name: name, text: 'x', by: 'ann', at: '2026', hidden: false, items: 1, nodes: 2, relationships: 3})"
	if _, err := d.Write(t.Context(), made, nil, db.DefaultLimits); err != nil {
		t.Fatal(err)
	}
	s := serving(t, d)
	first := s.get("/api/v1/layers?limit=3", http.StatusOK)
	if len(listAt(t, first, "layers")) != 3 || numberAt(t, first, "total") != 4 || numberAt(t, first, "meta", "left_out", "Layer") != 1 || numberAt(t, first, "layers", 0, "nodes") != 2 {
		t.Errorf("%v", first)
	}
	if text, _ := at(t, first, "meta", "queries", 0, "cypher").(string); !strings.HasPrefix(text, "MATCH (l:Layer)") {
		t.Errorf("its Cypher is %q", text)
	}
	last := "/api/v1/layers?limit=3&cursor=" + at(t, first, "next").(string)
	if body := s.get(last, http.StatusOK); len(listAt(t, body, "layers")) != 1 || at(t, body, "layers", 0, "name") != "c" || at(t, body, "next") != nil {
		t.Errorf("%v", body)
	}
	table := s.read(http.MethodGet, "/api/v1/layers?limit=1", "Accept", "text/csv")
	if text := table.Body.String(); !strings.HasPrefix(text, "name,by,at,") || !strings.Contains(text, "\n'=d,ann,2026,") || table.Header().Get("Corridor-Total") != "4" {
		t.Errorf("%v %s", table.Header(), text)
	}
	if body := s.get("/api/v1/layers/a", http.StatusOK); at(t, body, "text") != "x" || at(t, body, "meta", "queries", 0, "parameters", "name") != "a" {
		t.Errorf("%v", body)
	}
}

// TestAnImportMayBeLong imports more than other bodies may have, and more than that.
func TestAnImportMayBeLong(t *testing.T) {
	o := httpapi.Options{Address: loopback, Log: logTo(io.Discard), Tokens: tokens(t, "bob write "+writeToken), LongestImport: 3 << 20, LongestWait: time.Minute}
	l := layered{t, httpapi.NewServer(dbtest.Loaded(t), o).Handler, new(strings.Builder), map[string]bool{}}
	const item, path = `{"node": {"key": "actor:ferryman", "name": "ferryman", "side": "illegitimate", "note": "%s"}}`, "/api/v1/layers/notes/import?dry_run=true"
	of := func(bytes int) string { return files(t, "notes.jsonl", fmt.Sprintf(item, strings.Repeat("x", bytes))) }
	if text := l.ask("POST", path, writeToken, of(2<<20), 200); !strings.Contains(text, `"added":1`) {
		t.Errorf("%.300s", text)
	}
	if text := l.ask("POST", path, writeToken, of(3<<20), 413); !strings.Contains(text, "3145728 bytes are taken, as corridor serve --longest-import says") {
		t.Errorf("%.300s", text)
	}
	r := httptest.NewRequest(http.MethodPost, "http://localhost"+path, strings.NewReader(of(10)))
	for name, value := range map[string]string{"Content-Type": "application/json", "Authorization": "Bearer " + writeToken, "Prefer": "wait=100"} {
		r.Header.Set(name, value)
	}
	if a := asked(l.handler, r); a.Code != http.StatusOK || a.Header().Get("Preference-Applied") != "wait=60" {
		t.Errorf("%d %v %.300s", a.Code, a.Header(), a.Body)
	}
}

// TestOnlySomeImportsAreTakenInAtOnce begins more of them than may be in memory, none of
// which ends before the last was refused.
func TestOnlySomeImportsAreTakenInAtOnce(t *testing.T) {
	o := httpapi.Options{Address: loopback, Log: logTo(io.Discard), Tokens: tokens(t, "bob write "+writeToken)}
	server := httptest.NewServer(httpapi.NewServer(dbtest.Loaded(t), o).Handler)
	defer server.Close()
	send := func(body io.Reader) (*http.Response, error) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/api/v1/layers/notes/import?dry_run=true", body)
		if err != nil {
			return nil, err
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+writeToken)
		return http.DefaultClient.Do(r)
	}
	var bodies []*io.PipeWriter
	ended := make(chan int, 2)
	for range cap(ended) {
		from, to := io.Pipe()
		bodies = append(bodies, to)
		go func() {
			a, err := send(from)
			if err != nil {
				ended <- 0
				return
			}
			a.Body.Close() //nolint:errcheck // its status is enough
			ended <- a.StatusCode
		}()
		if _, err := io.WriteString(to, `{"files": [`); err != nil { // once it is read there
			t.Fatal(err)
		}
	}
	var a *http.Response
	for status := 0; status != http.StatusTooManyRequests; { // the others may not have come to their places yet
		var err error
		if a, err = send(strings.NewReader(files(t, "notes.jsonl", ""))); err != nil {
			t.Fatal(err)
		}
		a.Body.Close() //nolint:errcheck // its status is enough
		status = a.StatusCode
	}
	if a.Header.Get("Retry-After") == "" {
		t.Errorf("%v", a.Header)
	}
	for _, to := range bodies {
		io.WriteString(to, `{"name": "notes.jsonl", "text": "{\"node\": {\"key\": \"actor:ferryman\", \"name\": \"ferryman\", \"side\": \"illegitimate\"}}"}]}`) //nolint:errcheck // the status tells
		to.Close()                                                                                                                                               //nolint:errcheck // never fails
		if status := <-ended; status != http.StatusOK {
			t.Errorf("an import that had its place: %d", status)
		}
	}
}
