package httpapi_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"testing"
	"time"

	"corridor/internal/db"
	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
)

var (
	loopback = &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8270}
	all      = &net.TCPAddr{IP: net.IPv4zero, Port: 8270}
	single   = &net.TCPAddr{IP: net.IPv4(192, 0, 2, 7), Port: 8270}
)

// ask sends a request to a service without a database, which is enough for
// whatever is decided before one is asked.
func ask(address net.Addr, hosts []string, request *http.Request) *httptest.ResponseRecorder {
	return askOf(nil, httpapi.Options{Address: address, Hosts: hosts}, request)
}

func askOf(d *db.DB, o httpapi.Options, request *http.Request) *httptest.ResponseRecorder {
	if o.Log == nil {
		o.Log = logTo(io.Discard)
	}
	answer := httptest.NewRecorder()
	httpapi.NewServer(d, o).Handler.ServeHTTP(answer, request)
	return answer
}

func logTo(w io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(w, nil)) }

func request(method, path string) *http.Request {
	r := httptest.NewRequest(method, path, nil)
	r.Host = "localhost:8270"
	return r
}

func TestHosts(t *testing.T) {
	for name, c := range map[string]struct {
		address net.Addr
		hosts   []string
		host    string
		want    int
	}{
		"localhost":                      {loopback, nil, "localhost:8270", 200},
		"in capitals":                    {loopback, nil, "LOCALHOST:8270", 200},
		"loopback by number":             {loopback, nil, "[::1]:8270", 200},
		"another name":                   {loopback, nil, "evil.example", 421},
		"the address listened on":        {single, nil, "192.0.2.7:8270", 200},
		"all addresses by localhost":     {all, nil, "localhost", 200},
		"all addresses by their number":  {all, nil, "0.0.0.0:8270", 421},
		"all addresses by another":       {all, nil, "192.0.2.7:8270", 421},
		"all addresses by a named host":  {all, []string{"graph.example"}, "Graph.Example:8270", 200},
		"all addresses by one not named": {all, []string{"graph.example"}, "evil.example", 421},
	} {
		t.Run(name, func(t *testing.T) {
			r := request(http.MethodGet, "/healthz")
			r.Host = c.host
			a := ask(c.address, c.hosts, r)
			if a.Code != c.want {
				t.Errorf("%d, want %d: %s", a.Code, c.want, a.Body)
			}
			for _, header := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Cross-Origin-Resource-Policy"} {
				if a.Header().Get(header) == "" {
					t.Errorf("%d without %s", a.Code, header)
				}
			}
		})
	}
}

// TestUnreadableParametersAreRefused holds that a parameter that cannot be read
// is not dropped: the answer would be to another question.
func TestUnreadableParametersAreRefused(t *testing.T) {
	for _, parameters := range []string{"stage=stage:recruitment;x", "stage=%zz"} {
		r := request(http.MethodGet, "/api/v1/queries/stages")
		r.URL.RawQuery = parameters
		if a := ask(loopback, nil, r); a.Code != http.StatusBadRequest || !strings.Contains(a.Body.String(), "cannot be read") {
			t.Errorf("%s: %d %s", parameters, a.Code, a.Body)
		}
	}
}

func TestOtherSitesMayNotAskTheAPI(t *testing.T) {
	for site, want := range map[string]int{"cross-site": 403, "same-origin": 200, "none": 200, "": 200} {
		r := request(http.MethodGet, "/api/v1/openapi.json")
		r.Header.Set("Sec-Fetch-Site", site)
		if a := ask(loopback, nil, r); a.Code != want {
			t.Errorf("%q: %d, want %d", site, a.Code, want)
		}
	}
	for site, want := range map[string]int{"cross-site": 403, "same-site": 403, "same-origin": 415, "none": 415, "": 415} {
		r := request(http.MethodPost, "/api/v1/cypher")
		r.Header.Set("Sec-Fetch-Site", site)
		if a := ask(loopback, nil, r); a.Code != want {
			t.Errorf("POST of %q: %d, want %d", site, a.Code, want)
		}
	}
	for origin, want := range map[string]int{"http://evil.example": 403, "http://localhost:9999": 403, "null": 403, "http://localhost:8270": 415, "http://LOCALHOST:8270": 415} {
		r := request(http.MethodPost, "/api/v1/cypher")
		r.Header.Set("Origin", origin) // without Sec-Fetch-Site, which browsers leave out over plain HTTP
		if a := ask(loopback, nil, r); a.Code != want {
			t.Errorf("POST of the origin %s: %d, want %d", origin, a.Code, want)
		}
	}
	for header, value := range map[string]string{"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"} {
		for _, path := range []string{"/readyz", "/api/v1/counts"} {
			r := request(http.MethodGet, path)
			r.Header.Set(header, value)
			if a := ask(loopback, nil, r); a.Code != http.StatusForbidden {
				t.Errorf("%s of %s %s: %d", path, header, value, a.Code)
			}
		}
	}
	proxied := request(http.MethodPost, "/api/v1/cypher") // the proxy calls the service by another name
	proxied.Header.Set("Sec-Fetch-Site", "same-origin")
	proxied.Header.Set("Origin", "https://graph.example")
	if a := ask(loopback, nil, proxied); a.Code != http.StatusUnsupportedMediaType {
		t.Errorf("by way of a proxy: %d", a.Code)
	}
	r := request(http.MethodGet, "/")
	r.Header.Set("Sec-Fetch-Site", "cross-site") // a link to the page
	if a := ask(loopback, nil, r); a.Code != http.StatusOK {
		t.Errorf("the page: %d", a.Code)
	}
}

// TestNoAddressIsAProblem holds that whatever is not there is refused like the
// rest: with a problem, and only to hosts that are known.
func TestNoAddressIsAProblem(t *testing.T) {
	for _, path := range []string{"/page", "/page/nothing", "/page/../page.js/", "/api/v1/queries/stages/", "/api", "/api/v2"} {
		r := request(http.MethodGet, path)
		a := ask(loopback, nil, r)
		if kind := a.Header().Get("Content-Type"); a.Code != http.StatusNotFound || kind != "application/problem+json" {
			t.Errorf("%s: %d %s", path, a.Code, kind)
		}
		r.Host = "evil.example"
		if a := ask(loopback, nil, r); a.Code != http.StatusMisdirectedRequest {
			t.Errorf("%s of another host: %d", path, a.Code)
		}
	}
	for _, path := range []string{"/", "/page/", "/page/index.html", "/api/v1/"} {
		if a := ask(loopback, nil, request(http.MethodGet, path)); a.Code != http.StatusOK {
			t.Errorf("%s: %d", path, a.Code)
		}
	}
}

func TestAPanicIsLoggedWithItsStack(t *testing.T) {
	var log strings.Builder
	a := askOf(nil, httpapi.Options{Address: loopback, Log: logTo(&log)}, request(http.MethodGet, "/readyz")) // no database to ask
	if a.Code != http.StatusInternalServerError || !strings.Contains(log.String(), "routes.go") {
		t.Errorf("%d, %s", a.Code, &log)
	}
	if strings.Contains(a.Body.String(), "routes.go") {
		t.Errorf("the reader is shown the inside: %s", a.Body)
	}
}

// TestAReaderWhoHangsUpIsNoFault holds that the log calls nothing an error that
// only says that nobody waits any more.
func TestAReaderWhoHangsUpIsNoFault(t *testing.T) {
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	var log strings.Builder
	a := askOf(dbtest.Loaded(t), httpapi.Options{Address: loopback, Log: logTo(&log)}, request(http.MethodGet, "/api/v1/counts").WithContext(gone))
	if strings.Contains(log.String(), "level=ERROR") || !strings.Contains(log.String(), "status=499") || a.Body.Len() > 0 {
		t.Errorf("%s, %s", &log, a.Body)
	}
}

// TestNoAnswerMayBeReadByAnotherSite holds that no header opens the API to what
// another site's page asks.
func TestNoAnswerMayBeReadByAnotherSite(t *testing.T) {
	for _, method := range []string{http.MethodGet, http.MethodOptions, http.MethodPost} {
		r := request(method, "/api/v1/openapi.json")
		r.Header.Set("Origin", "https://evil.example")
		r.Header.Set("Access-Control-Request-Method", "POST")
		a := ask(loopback, nil, r)
		for header := range a.Header() {
			if strings.HasPrefix(header, "Access-Control-") {
				t.Errorf("%s: %s", method, header)
			}
		}
	}
}

func TestHeadIsGetWithoutABody(t *testing.T) {
	server := httptest.NewServer(httpapi.NewServer(nil, httpapi.Options{Address: loopback, Log: logTo(io.Discard)}).Handler)
	defer server.Close()
	for path, want := range map[string]int{"/": 200, "/healthz": 200, "/api/v1/": 200, "/api/v1/openapi.json": 200, "/api/v1/nothing": 404, "/api/v1/queries/nothing": 404} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodHead, server.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close() //nolint:errcheck // read to its end
		if err != nil || response.StatusCode != want || len(body) > 0 {
			t.Errorf("%s: %d, %q, %v", path, response.StatusCode, body, err)
		}
	}
}

// TestProblems holds the shape of what is refused before a database is asked, a
// case for each status.
func TestProblems(t *testing.T) {
	long := `{"statement": "` + strings.Repeat("x", 1<<20) + `"}`
	for name, c := range map[string]struct {
		method, path, kind, body string
		edit                     func(*http.Request)
		status                   int
		name, detail             string
	}{
		"unknown parameter":     {path: "/api/v1/actors?stag=x", status: 400, name: "wrong-parameter", detail: `/api/v1/actors takes no "stag"; it takes side, stage, limit, cursor`},
		"parameter twice":       {path: "/api/v1/actors?limit=1&limit=2", status: 400, name: "wrong-parameter", detail: "limit is given 2 times"},
		"of a wrong type":       {path: "/api/v1/actors?limit=many", status: 400, name: "wrong-parameter", detail: "limit: many is no integer"},
		"under its bounds":      {path: "/api/v1/actors?limit=0", status: 400, name: "wrong-parameter", detail: "limit: 0 is not from 1 to 1000"},
		"over its bounds":       {path: "/api/v1/nodes?limit=1001", status: 400, name: "wrong-parameter", detail: "1001 is not from 1 to 1000"},
		"none of the values":    {path: "/api/v1/actors?side=dark", status: 400, name: "wrong-parameter", detail: `"dark" is none of legitimate`},
		"missing":               {path: "/api/v1/search", status: 400, name: "wrong-parameter", detail: "/api/v1/search needs q"},
		"in the wrong place":    {path: "/api/v1/nodes/a?key=b", status: 400, name: "wrong-parameter", detail: "stands in the path"},
		"none are taken":        {path: "/healthz?x=1", status: 400, name: "wrong-parameter", detail: "it takes none"},
		"of a named query":      {path: "/api/v1/queries/stages?stag=x", status: 400, name: "wrong-parameter", detail: "it takes stage"},
		"no such query":         {path: "/api/v1/queries/stagez", status: 404, name: "no-such-query", detail: "near it: "},
		"no export of it":       {path: "/api/v1/queries/stagez/export", status: 404, name: "no-such-query", detail: "near it: "},
		"no such format":        {path: "/api/v1/export?format=dot", status: 400, name: "wrong-parameter", detail: "graphml"},
		"no picture of it":      {path: "/api/v1/queries/stagez/picture", status: 404, name: "no-such-query", detail: "near it: "},
		"no such address":       {path: "/api/v2/everything", status: 404, name: "no-such-address", detail: "/api/v1/"},
		"another method":        {method: http.MethodDelete, path: "/api/v1/counts", status: 405, name: "method-not-allowed", detail: "takes GET, HEAD, not DELETE"},
		"a read of cypher":      {path: "/api/v1/cypher", status: 405, name: "method-not-allowed", detail: "takes POST, not GET"},
		"another host":          {path: "/api/v1/counts", edit: func(r *http.Request) { r.Host = "evil.example" }, status: 421, name: "unknown-host", detail: "localhost"},
		"another site":          {path: "/api/v1/counts", edit: func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, status: 403, name: "other-site", detail: "a browser"},
		"a form":                {method: http.MethodPost, path: "/api/v1/cypher", kind: "application/x-www-form-urlencoded", body: "statement=x", status: 415, name: "not-json", detail: "send Content-Type: application/json"},
		"no kind":               {method: http.MethodPost, path: "/api/v1/cypher", body: "{}", status: 415, name: "not-json", detail: "application/json"},
		"too long":              {method: http.MethodPost, path: "/api/v1/cypher", kind: "application/json", body: long, status: 413, name: "body-too-long", detail: "1048576 bytes"},
		"an empty body":         {method: http.MethodPost, path: "/api/v1/cypher", kind: "application/json", status: 400, name: "wrong-body", detail: "it is empty"},
		"no JSON":               {method: http.MethodPost, path: "/api/v1/cypher", kind: "application/json", body: "{", status: 400, name: "wrong-body", detail: "unexpected EOF"},
		"an unknown field":      {method: http.MethodPost, path: "/api/v1/cypher", kind: "application/json", body: `{"query": "x"}`, status: 400, name: "wrong-body", detail: `unknown field "query"`},
		"two values":            {method: http.MethodPost, path: "/api/v1/cypher", kind: "application/json", body: `{"statement": "x"} {}`, status: 400, name: "wrong-body", detail: "more than one value"},
		"a field of wrong type": {method: http.MethodPost, path: "/api/v1/cypher", kind: "application/json", body: `{"statement": 1}`, status: 400, name: "wrong-body", detail: "number"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.method == "" {
				c.method = http.MethodGet
			}
			r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
			r.Host = "localhost:8270"
			if c.kind != "" {
				r.Header.Set("Content-Type", c.kind)
			}
			if c.edit != nil {
				c.edit(r)
			}
			a := ask(loopback, nil, r)
			var p struct {
				Type, Title, Detail, Instance string
				Status                        int
				RequestID                     string `json:"request_id"`
			}
			if err := json.Unmarshal(a.Body.Bytes(), &p); err != nil {
				t.Fatalf("%d, %s: %v", a.Code, a.Body, err)
			}
			if a.Code != c.status || p.Status != c.status || p.Type != "/api/v1/#"+c.name || !strings.Contains(p.Detail, c.detail) {
				t.Errorf("%d %s, want %d %s: %q", a.Code, p.Type, c.status, c.name, c.detail)
				t.Log(p.Detail)
			}
			if p.Title == "" || p.Instance != r.URL.Path || p.RequestID == "" || p.RequestID != a.Header().Get("X-Request-Id") || a.Header().Get("Content-Type") != "application/problem+json" || a.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%+v, %v", p, a.Header())
			}
			if c.status == http.StatusMethodNotAllowed && a.Header().Get("Allow") == "" {
				t.Error("the methods that are allowed are not named")
			}
		})
	}
}

// TestARequestUnderWayIsAnswered holds that a service that is asked to end
// answers what it has begun to read.
func TestARequestUnderWayIsAnswered(t *testing.T) {
	server := httpapi.NewServer(nil, httpapi.Options{Address: loopback, Log: logTo(io.Discard)})
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()

	body, fill := io.Pipe()
	begun := make(chan struct{})
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{Got100Continue: func() { close(begun) }})
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+listener.Addr().String()+"/api/v1/cypher", body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Expect", "100-continue") // the service says so once it reads the body
	client := &http.Client{Transport: &http.Transport{ExpectContinueTimeout: time.Minute}}
	answered := make(chan int, 1)
	go func() {
		response, err := client.Do(r)
		if err != nil {
			t.Error(err)
			answered <- 0
			return
		}
		response.Body.Close() //nolint:errcheck // its status is enough
		answered <- response.StatusCode
	}()

	<-begun
	stopped := make(chan error, 1)
	go func() { stopped <- server.Shutdown(context.WithoutCancel(t.Context())) }()
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		t.Error(err)
	}
	if _, err := io.WriteString(fill, `{"statement": 1}`); err != nil {
		t.Error(err)
	}
	fill.Close() //nolint:errcheck // a pipe
	if status := <-answered; status != http.StatusBadRequest {
		t.Errorf("answered with %d", status)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}
