package httpapi_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"
	"time"

	"corridor/internal/db"
	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
)

// hostile is a request that no honest client sends, as it goes over the wire.
type hostile struct {
	name string
	text string
	// outside says that the request never comes to a handler: net/http answers it
	// with a text of its own.
	outside bool
}

const hostLine = "Host: localhost\r\nConnection: close\r\n"

func hostileGet(name, target string) hostile {
	return hostile{name: name, text: "GET " + target + " HTTP/1.1\r\n" + hostLine + "\r\n"}
}

func hostilePost(name, target, body string) hostile {
	return hostileBody(name, target, "application/json", body)
}

func hostileBody(name, target, kind, body string) hostile {
	return hostile{name: name, text: fmt.Sprintf("POST %s HTTP/1.1\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", target, hostLine, kind, len(body), body)}
}

// TestHostileRequests sends what breaks services that trust their clients. Each
// is refused in time, the service stays up, gives its memory back, and the graph
// is what it was.
func TestHostileRequests(t *testing.T) {
	d := dbtest.Loaded(t)
	server := httptest.NewUnstartedServer(nil)
	server.Config = httpapi.NewServer(d, httpapi.Options{Address: server.Listener.Addr(), Log: logTo(io.Discard)})
	server.Config.ReadTimeout, server.Config.ReadHeaderTimeout = 500*time.Millisecond, 500*time.Millisecond // who sends slowly is not waited for
	server.Start()
	defer server.Close()
	before, memory := fingerprint(t, d), inUse()
	requests := hostileRequests()
	if dbtest.Embedded() {
		requests = append(requests, greedy()...)
	}
	if len(requests) < 300 {
		t.Errorf("only %d requests", len(requests))
	}
	for _, r := range requests {
		refusedInTime(t, server.Listener.Addr().String(), r)
	}
	if a := ask(loopback, nil, request(http.MethodGet, "/healthz")); a.Code != http.StatusOK {
		t.Errorf("afterwards the service answers %d", a.Code)
	}
	if after := fingerprint(t, d); after != before {
		t.Errorf("the graph was %s, is %s", before, after)
	}
	const slack = 64 << 20
	if now := settled(memory + slack); now > memory+slack {
		t.Errorf("%d MiB are in use, before it were %d", now>>20, memory>>20)
	}
}

// refusedInTime sends a request and judges the answer.
func refusedInTime(t *testing.T, address string, r hostile) {
	t.Helper()
	connection, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close() //nolint:errcheck // nothing more is sent
	if err := connection.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		io.WriteString(connection, r.text) //nolint:errcheck // a server may hang up on the rest
	}()
	answer, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		t.Errorf("%s: no answer: %v", r.name, err)
		return
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	connection.Close() //nolint:errcheck // so that the sender ends
	<-sent
	switch {
	case err != nil:
		t.Errorf("%s: %d, cut: %v", r.name, answer.StatusCode, err)
	case answer.StatusCode < 400 || answer.StatusCode > 499:
		t.Errorf("%s: %d %.300s", r.name, answer.StatusCode, body)
	case r.outside:
	default:
		problemIn(t, r.name, answer, body)
	}
}

func problemIn(t *testing.T, name string, answer *http.Response, body []byte) {
	t.Helper()
	var problem struct {
		Type, Title, Detail string
		Status              int
	}
	if err := json.Unmarshal(body, &problem); err != nil || problem.Status != answer.StatusCode || problem.Type == "" || problem.Detail == "" ||
		answer.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%s: %d without a problem document: %s %.300s", name, answer.StatusCode, answer.Header.Get("Content-Type"), body)
	}
}

// fingerprint tells a graph from one that was changed.
func fingerprint(t *testing.T, d *db.DB) string {
	t.Helper()
	rows, err := d.Read(t.Context(), "MATCH (n) WITH count(n) AS nodes, sum(size(keys(n))) AS properties MATCH ()-[r]->() "+
		"RETURN nodes, properties, count(r), sum(size(keys(r)))", nil, db.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(rows.Values)
}

// settled is how many bytes are in use once they are at most most, or after half a
// minute: a statement whose client is answered already may be about to end.
func settled(most uint64) uint64 {
	end := time.Now().Add(30 * time.Second)
	now := inUse()
	for now > most && time.Now().Before(end) {
		time.Sleep(100 * time.Millisecond)
		now = inUse()
	}
	return now
}

func inUse() uint64 {
	runtime.GC()
	runtime.GC() // what pools have kept goes with the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
