package httpapi_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"corridor/internal/db"
	"corridor/internal/httpapi"
	"corridor/internal/shared"
)

var (
	loopback = &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8270}
	all      = &net.TCPAddr{IP: net.IPv4zero, Port: 8270}
	single   = &net.TCPAddr{IP: net.IPv4(192, 0, 2, 7), Port: 8270}
)

// ask sends a request to a service without a database, which is enough for
// whatever is decided before one is asked.
func ask(address net.Addr, hosts []string, request *http.Request) *httptest.ResponseRecorder {
	return askOf(nil, io.Discard, address, hosts, request)
}

func askOf(d *db.DB, log io.Writer, address net.Addr, hosts []string, request *http.Request) *httptest.ResponseRecorder {
	server := httpapi.NewServer(d, slog.New(slog.NewTextHandler(log, nil)), address, hosts)
	answer := httptest.NewRecorder()
	server.Handler.ServeHTTP(answer, request)
	return answer
}

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
			r := request(http.MethodGet, "/api/v1/queries")
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
		r := request(http.MethodGet, "/api/v1/queries")
		r.Header.Set("Sec-Fetch-Site", site)
		if a := ask(loopback, nil, r); a.Code != want {
			t.Errorf("%q: %d, want %d", site, a.Code, want)
		}
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
	for _, path := range []string{"/page", "/page/nothing", "/page/../page.js/", "/api/v1/queries/", "/api"} {
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
	for _, path := range []string{"/", "/page/", "/page/index.html", "/page/page.js", "/page/icon.svg"} {
		if a := ask(loopback, nil, request(http.MethodGet, path)); a.Code != http.StatusOK {
			t.Errorf("%s: %d", path, a.Code)
		}
	}
}

func TestAPanicIsLoggedWithItsStack(t *testing.T) {
	var log strings.Builder
	a := askOf(nil, &log, loopback, nil, request(http.MethodGet, "/healthz")) // no database to ping
	if a.Code != http.StatusInternalServerError || !strings.Contains(log.String(), "routes.go") {
		t.Errorf("%d, %s", a.Code, &log)
	}
}

// TestAReaderWhoHangsUpIsNoFault holds that the log calls nothing an error that
// only says that nobody waits any more.
func TestAReaderWhoHangsUpIsNoFault(t *testing.T) {
	d, err := db.Open(t.Context(), db.Target{URI: shared.Neo4j(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(t.Context()) //nolint:errcheck // the test is over
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	var log strings.Builder
	a := askOf(d, &log, loopback, nil, request(http.MethodGet, "/api/v1/counts").WithContext(gone))
	if strings.Contains(log.String(), "level=ERROR") || !strings.Contains(log.String(), "status=499") || a.Body.Len() > 0 {
		t.Errorf("%s, %s", &log, a.Body)
	}
}
