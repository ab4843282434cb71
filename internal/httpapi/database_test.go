package httpapi_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"corridor/internal/db"
	"corridor/internal/httpapi"
)

// service answers requests to a server over a database, without a network.
type service struct {
	t       testing.TB
	handler http.Handler
}

func serving(t testing.TB, d *db.DB) service {
	o := httpapi.Options{Address: loopback, Log: logTo(io.Discard)}
	return service{t, httpapi.NewServer(d, o).Handler}
}

// get asks for a path and reads the answer, which must have the status.
func (s service) get(path string, status int) map[string]any {
	s.t.Helper()
	return s.do(request(http.MethodGet, path), status)
}

// post sends a statement.
func (s service) post(body string, status int) map[string]any {
	s.t.Helper()
	return s.do(statementRequest(body), status)
}

func statementRequest(body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/api/v1/cypher", strings.NewReader(body))
	r.Host = "localhost"
	r.Header.Set("Content-Type", "application/json")
	return r
}

func (s service) do(r *http.Request, status int) map[string]any {
	s.t.Helper()
	a := httptest.NewRecorder()
	s.handler.ServeHTTP(a, r)
	var body map[string]any
	if err := json.Unmarshal(a.Body.Bytes(), &body); err != nil {
		s.t.Fatalf("%s: %d, %s: %v", r.URL, a.Code, a.Body, err)
	}
	if a.Code != status {
		s.t.Fatalf("%s: %d, want %d: %v", r.URL, a.Code, status, body)
	}
	return body
}

// at walks into an answer by names and numbers.
func at(t testing.TB, v any, steps ...any) any {
	t.Helper()
	for _, step := range steps {
		switch step := step.(type) {
		case string:
			m, isMap := v.(map[string]any)
			if _, has := m[step]; !isMap || !has {
				t.Fatalf("no %q in %v", step, v)
			}
			v = m[step]
		case int:
			list, isList := v.([]any)
			if !isList || step >= len(list) {
				t.Fatalf("no %d in %v", step, v)
			}
			v = list[step]
		}
	}
	return v
}

func listAt(t testing.TB, v any, steps ...any) []any {
	t.Helper()
	list, isList := at(t, v, steps...).([]any)
	if !isList {
		t.Fatalf("%v is no list", steps)
	}
	return list
}

func numberAt(t testing.TB, v any, steps ...any) int {
	t.Helper()
	n, isNumber := at(t, v, steps...).(float64)
	if !isNumber {
		t.Fatalf("%v is no number", steps)
	}
	return int(n)
}
