package httpapi_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

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
	says(`"after":0`, "DELETE", notes, writeToken, "", 200)
	says("no-such-layer", "DELETE", notes, writeToken, "", 404)
	if unguarded := askOf(d, httpapi.Options{Address: loopback}, httptest.NewRequest("DELETE", "http://localhost"+notes, nil)); unguarded.Code != 403 {
		t.Errorf("without tokens: %d %s", unguarded.Code, unguarded.Body)
	}
}
