package httpapi_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
)

// TestIdsOfRequestsAreInOrder holds that ids are UUIDs of version 7, which sort
// by time.
func TestIdsOfRequestsAreInOrder(t *testing.T) {
	before := ""
	for range 3 {
		text := ask(loopback, nil, request(http.MethodGet, "/healthz")).Header().Get("X-Request-Id")
		if id, err := uuid.Parse(text); err != nil || id.Version() != 7 || text <= before {
			t.Errorf("%s after %s: %v", text, before, err)
		}
		before = text
	}
}

func TestLongAddressesAndHeadersAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		url, header int
		want        int
		problem     string
	}{
		"as long as may be": {16 << 10, 31 << 10, 200, ""},
		"a long address":    {16<<10 + 1, 0, 414, "address-too-long"},
		"long headers":      {0, 33 << 10, 431, "headers-too-long"},
	} {
		path := "/page/style.css?"
		r := request(http.MethodGet, path+strings.Repeat("x", max(0, c.url-len(path))))
		r.Header.Set("X-Long", strings.Repeat("x", c.header))
		a := ask(loopback, nil, r)
		if a.Code != c.want || !strings.Contains(a.Body.String(), c.problem) {
			t.Errorf("%s: %d %.300s", name, a.Code, a.Body)
		}
	}
}

// listening serves on a port of loopback until the test is over, and says where;
// what is still under way then is waited for, as its database is closed next.
func listening(t testing.TB, server *http.Server) string {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(listener) //nolint:errcheck // until it is shut down
	t.Cleanup(func() {
		if err := server.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return listener.Addr().String()
}

// TestWhoSendsSlowlyIsNotWaitedFor sends half of a body, and half of the headers.
func TestWhoSendsSlowlyIsNotWaitedFor(t *testing.T) {
	server := httpapi.NewServer(nil, httpapi.Options{Address: loopback, Log: logTo(io.Discard)})
	if server.ReadTimeout == 0 || server.ReadHeaderTimeout == 0 || server.WriteTimeout == 0 || server.IdleTimeout == 0 {
		t.Fatalf("a time is not bounded: %+v", server)
	}
	server.ReadTimeout, server.ReadHeaderTimeout = 300*time.Millisecond, 300*time.Millisecond // the test's own patience
	address := listening(t, server)
	const begun = "POST /api/v1/cypher HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
	for sent, want := range map[string]int{begun + "Content-Length: 100\r\n\r\n{": http.StatusRequestTimeout, begun: 0} {
		connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(connection, sent); err != nil {
			t.Fatal(err)
		}
		status := 0
		if answer, err := http.ReadResponse(bufio.NewReader(connection), nil); err == nil {
			status = answer.StatusCode
			answer.Body.Close() //nolint:errcheck // its status is enough
		}
		if status != want {
			t.Errorf("%q: %d, want %d", sent, status, want)
		}
		connection.Close() //nolint:errcheck // the test has its answer
	}
}

// TestAClientSaysHowLongItWaits holds that the time is applied, said, and named
// where it ends a request.
func TestAClientSaysHowLongItWaits(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for _, c := range []struct{ path, prefer, want string }{
		{"/api/v1/counts", "wait=20", "wait=20"},
		{"/api/v1/counts", "respond-async, WAIT = \"7\"; x=y", "wait=7"},
		{"/api/v1/counts", "wait=100", "wait=30"},
		{"/api/v1/counts", "wait=99999999999999999999", ""},
		{"/api/v1/counts", "wait=0", ""},
		{"/api/v1/counts", "wait=-1", ""},
		{"/api/v1/counts", "wait", ""},
		{"/api/v1/counts", "", ""},
		{"/healthz", "wait=1", ""},
	} {
		r := request(http.MethodGet, c.path)
		r.Header.Set("Prefer", c.prefer)
		a := httptest.NewRecorder()
		s.handler.ServeHTTP(a, r)
		if applied := a.Header().Get("Preference-Applied"); a.Code != http.StatusOK || applied != c.want {
			t.Errorf("%s of %q: %d %q, want %q", c.path, c.prefer, a.Code, applied, c.want)
		}
	}
	r := statementRequest(bodyOf(t, "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a < 0 RETURN a", nil, 0))
	r.Header.Set("Prefer", "wait=1")
	answer := s.do(r, http.StatusUnprocessableEntity)
	if detail := fmt.Sprint(at(t, answer, "detail")); !strings.Contains(detail, "time: the request took longer than 1s, by Prefer: wait=1") {
		t.Error(detail)
	}
}
