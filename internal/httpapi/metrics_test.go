package httpapi_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
)

// TestMetricsCount holds that requests are counted by their routes and not their
// paths, and queries by their names.
func TestMetricsCount(t *testing.T) {
	handler := httpapi.NewServer(dbtest.Loaded(t), httpapi.Options{Address: loopback, Log: logTo(io.Discard)}).Handler
	send := func(method, path string) string {
		a := httptest.NewRecorder()
		r := request(method, path)
		r.RemoteAddr = "127.0.0.1:4711"
		handler.ServeHTTP(a, r)
		return a.Body.String()
	}
	send(http.MethodGet, "/api/v1/queries/stages")
	send(http.MethodGet, "/api/v1/nodes/actor:broker")
	send(http.MethodGet, "/api/v1/nodes/actor:nobody")
	send("PROPFIND", "/api/v1/nowhere")
	text := send(http.MethodGet, "/metrics")
	for _, line := range []string{
		`http_requests_total{method="GET",route="/api/v1/queries/stages",status="200"} 1`,
		`http_requests_total{method="GET",route="/api/v1/nodes/:key",status="200"} 1`,
		`http_requests_total{method="GET",route="/api/v1/nodes/:key",status="404"} 1`,
		`http_requests_total{method="other",route="",status="404"} 1`,
		`http_request_duration_seconds_count{method="GET",route="/api/v1/queries/stages",status="200"} 1`,
		`http_requests_in_flight 1`,                               // this one
		`corridor_query_duration_seconds_count{query="stages"} 2`, // the rows, and out of how many they are
		`corridor_query_duration_seconds_count{query="release"} 3`,
		"go_goroutines ",
	} {
		if !strings.Contains(text, "\n"+line) {
			t.Errorf("there is no %s", line)
		}
	}
	if strings.Contains(text, "nobody") || strings.Contains(text, "PROPFIND") {
		t.Error("what a request says becomes a name")
	}
}

// TestWhoSeesMetrics holds that with tokens it takes one of scope admin, and
// without any a connection from this machine.
func TestWhoSeesMetrics(t *testing.T) {
	const adminToken = "a-0123456789abcdef"
	known := tokens(t, "ann read "+readToken+"\nbob write "+writeToken+"\neve admin "+adminToken)
	for name, c := range map[string]struct {
		tokens        httpapi.Tokens
		from, token   string
		want          int
		forwardedFrom string
	}{
		"this machine":                  {nil, "127.0.0.1:4711", "", 200, ""},
		"this machine, by IPv6":         {nil, "[::1]:4711", "", 200, ""},
		"another machine":               {nil, "192.0.2.7:4711", "", 403, ""},
		"another that says it is here":  {nil, "192.0.2.7:4711", "", 403, "127.0.0.1"},
		"this machine, with tokens":     {known, "127.0.0.1:4711", "", 401, ""},
		"a token that reads":            {known, "127.0.0.1:4711", readToken, 403, ""},
		"one that writes":               {known, "127.0.0.1:4711", writeToken, 403, ""},
		"one of scope admin, elsewhere": {known, "192.0.2.7:4711", adminToken, 200, ""},
	} {
		r := request(http.MethodGet, "/metrics")
		r.RemoteAddr = c.from
		if c.token != "" {
			r.Header.Set("Authorization", "Bearer "+c.token)
		}
		if c.forwardedFrom != "" {
			r.Header.Set("X-Forwarded-For", c.forwardedFrom)
		}
		if a := askOf(nil, httpapi.Options{Address: loopback, Tokens: c.tokens, ReadWithoutToken: true}, r); a.Code != c.want {
			t.Errorf("%s: %d, want %d: %.200s", name, a.Code, c.want, a.Body)
		}
	}
}

// TestProfilesAreForThisMachine holds that no page can ask for them by a name of
// its own, nor across sites.
func TestProfilesAreForThisMachine(t *testing.T) {
	for host, want := range map[string]int{"localhost:6060": 200, "127.0.0.1:6060": 200, "evil.example": 421} {
		a, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/debug/pprof/goroutine?debug=1", nil)
		r.Host = host
		httpapi.NewProfiles().Handler.ServeHTTP(a, r)
		if a.Code != want || (want == 200) != strings.Contains(a.Body.String(), "goroutine profile:") {
			t.Errorf("%s: %d %.100s", host, a.Code, a.Body)
		}
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		other := httptest.NewRecorder()
		if httpapi.NewProfiles().Handler.ServeHTTP(other, r); other.Code != http.StatusMisdirectedRequest {
			t.Errorf("%s of a page: %d", host, other.Code)
		}
	}
}
