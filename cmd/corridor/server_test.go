package main_test

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"corridor/internal/shared"
)

// TestAllAddressesAnswerToNamesOfLoopback is how the service runs in a
// container: it listens on all addresses, and is reached through a port of the
// host by a name of loopback.
func TestAllAddressesAnswerToNamesOfLoopback(t *testing.T) {
	r := start(t, nil, "--listen", "0.0.0.0:0", "--open-to-anyone")
	r.saying(t, "listening on all addresses", "--host NAME")
	if !strings.HasPrefix(r.address, "http://127.0.0.1:") {
		t.Errorf("the page is said to be at %s", r.address)
	}
	for host, want := range map[string]int{"localhost:8270": 200, "127.0.0.1:8270": 200, "localhost": 200, "[::1]:8270": 200, "graph.example": 421} {
		if a := get(t, r.address, func(q *http.Request) { q.Host = host }); a.status != want {
			t.Errorf("%s: %d, want %d", host, a.status, want)
		}
	}
}

func TestServiceAnswersToFurtherNames(t *testing.T) {
	r := start(t, nil, "--host", "graph.example", "--host", "xn--bcher-kva.example", "--host", "2001:db8::1")
	for host, want := range map[string]int{"graph.example:8270": 200, "xn--bcher-kva.example": 200, "[2001:db8::1]:8270": 200, "other.example": 421} {
		if a := get(t, r.address, func(q *http.Request) { q.Host = host }); a.status != want {
			t.Errorf("%s: %d, want %d", host, a.status, want)
		}
	}
}

// TestHealthAsksTheService holds the statuses that a container's check goes by.
func TestHealthAsksTheService(t *testing.T) {
	if h := corridor(t, "health", "--address", "127.0.0.1:1"); h.code != 3 || !strings.Contains(h.err, "no service answers") {
		t.Errorf("nobody there: status %d: %s%s", h.code, h.out, h.err)
	}
	r := start(t, nil)
	_, port, _ := strings.Cut(r.host(), ":")
	for _, address := range []string{r.host(), "0.0.0.0:" + port, ":" + port} {
		if h := corridor(t, "health", "--address", address); h.code != 0 || h.out != "ready\n" {
			t.Errorf("%s: status %d: %s%s", address, h.code, h.out, h.err)
		}
	}
}

// browserNamed puts a program of a browser's name first where programs are
// looked for.
func browserNamed(t *testing.T, script string) []string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"xdg-open", "open"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return []string{"PATH=" + folder + string(os.PathListSeparator) + os.Getenv("PATH")}
}

// TestServeEndsInOrder asks the service to end while a statement runs that would
// take longer than it may: its reader gets a problem.
func TestServeEndsInOrder(t *testing.T) {
	r := start(t, nil)
	const endless = "UNWIND range(1, 1000000000000) AS i WITH i WHERE i % 7 = 11 RETURN count(i)"
	answered := make(chan answer, 1)
	go func() {
		defer close(answered) // also where there is no answer
		answered <- get(t, r.address+"api/v1/cypher", func(q *http.Request) {
			q.Method, q.Body = http.MethodPost, io.NopCloser(strings.NewReader(`{"statement": "`+endless+`"}`))
			q.Header.Set("Content-Type", "application/json")
		})
	}()
	const running = "SHOW TRANSACTIONS YIELD currentQuery AS text WHERE text STARTS WITH 'UNWIND' AND text CONTAINS 'i % 7 = 11' RETURN text"
	for late := time.Now().Add(patience); !strings.Contains(corridor(t, "cypher", running).out, "1 rows"); {
		if time.Now().After(late) {
			t.Fatal("the statement never ran")
		}
	}
	r.end()
	a := <-answered // the service's own time bounds it; that it ended with status 0 is held by start
	detail, _ := a.body["detail"].(string)
	if a.status != http.StatusServiceUnavailable || a.header.Get("Content-Type") != "application/problem+json" || !strings.Contains(detail, "the service is stopping") {
		t.Errorf("%d %s", a.status, a.content)
	}
}

func TestServeGoesOnWithoutABrowser(t *testing.T) {
	for name, environment := range map[string][]string{"it fails": browserNamed(t, "exit 3"), "there is none": {"PATH=" + t.TempDir()}} {
		r := start(t, environment, "--open")
		r.saying(t, "could not be opened in a browser", r.address)
		if a := get(t, r.address, nil); a.status != http.StatusOK {
			t.Errorf("%s: %d", name, a.status)
		}
	}
}

// small is a graph that the service takes for a release: a server that has just
// started loads the dataset ten times slower than one that has run for a while.
const small = "CREATE (:Release {key: 'release:small', release: 'small', loaded: true}), (:Task {key: 'task:small'})-[:PART_OF]->(:Stage {key: 'stage:small'})"

// TestNeo4jOfItsOwn has what needs a Neo4j with a password, which may be
// stopped.
func TestNeo4jOfItsOwn(t *testing.T) {
	folder, certificate := t.TempDir(), shared.Certificate(t)
	right, wrong := filepath.Join(folder, "right"), filepath.Join(folder, "wrong")
	for file, text := range map[string]string{right: "s3cret pass\r\nnot of it\n", wrong: "another pass\n"} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	server := shared.StartNeo4j(t, "auth", "CORRIDOR_NEO4J_PASSWORD_FILE="+right, "CORRIDOR_NEO4J_TLS_FOLDER="+certificate)
	uri := "bolt://" + server.Address
	t.Run("passwords", func(t *testing.T) { passwords(t, uri, right, wrong) })
	t.Run("encryption", func(t *testing.T) {
		secure := []string{"cypher", "RETURN 1 AS one", "--password-file", right, "--uri", "bolt+s://" + server.Address}
		if r := corridor(t, secure...); r.code != 3 || !strings.Contains(r.err, "want a certificate that this machine trusts") {
			t.Errorf("a certificate that nobody trusts: status %d: %s%s", r.code, r.out, r.err)
		}
		t.Setenv("SSL_CERT_FILE", filepath.Join(certificate, "public.crt"))
		if r := corridor(t, secure...); r.code != 0 {
			t.Errorf("a certificate that is trusted: status %d: %s%s", r.code, r.out, r.err)
		}
	})
	t.Run("restart", func(t *testing.T) {
		at := []string{"CORRIDOR_NEO4J_URI=" + uri, "CORRIDOR_NEO4J_PASSWORD_FILE=" + right}
		fill := exec.CommandContext(t.Context(), program, "cypher", small, "--write")
		fill.Env = append(ownEnvironment(), at...)
		if out, err := fill.CombinedOutput(); err != nil {
			t.Fatalf("fill: %v %s", err, out)
		}
		servedThroughARestart(t, server, start(t, at))
		servedThroughAKill(t, server, start(t, append(at, "CORRIDOR_TOKENS=writer write 0123456789abcdef")))
	})
	t.Run("backup", func(t *testing.T) { backedUpLogically(t, "--uri", uri, "--password-file", right) })
}

func passwords(t *testing.T, uri, right, wrong string) {
	for name, c := range map[string]struct {
		args []string
		code int
		want string
	}{
		"right":         {[]string{"--user", "neo4j", "--password-file", right}, 0, ""},
		"right, routed": {[]string{"--uri", strings.Replace(uri, "bolt", "neo4j", 1), "--password-file", right}, 0, ""},
		"wrong":         {[]string{"--user", "neo4j", "--password-file", wrong}, 2, "--password-file"},
		"no user":       {nil, 2, "--user"},
		"only a file":   {[]string{"--password-file", right}, 0, ""},
		"serve, wrong":  {[]string{"serve", "--user", "nobody", "--password-file", wrong}, 2, "denied"},
	} {
		args := append([]string{"cypher", "RETURN 1 AS one", "--uri", uri}, c.args...)
		if len(c.args) > 0 && c.args[0] == "serve" {
			args = append(c.args, "--uri", uri)
		}
		r := corridor(t, args...)
		if r.code != c.code || !strings.Contains(r.err, c.want) || strings.Contains(r.err, "Is Neo4j running") || strings.Contains(r.out+r.err, "another pass") {
			t.Errorf("%s: status %d: %s%s", name, r.code, r.out, r.err)
		}
	}
}

// servedThroughARestart holds that the service answers rightly or with a
// problem of status 503 while its database is stopped and started, is not ready
// meanwhile, and is afterwards what it was before.
func servedThroughARestart(t *testing.T, server *shared.Server, r running) {
	t.Helper()
	question := r.address + "api/v1/counts"
	first := get(t, question, nil)
	want, _ := first.body["counts"].([]any)
	if first.status != http.StatusOK || len(want) == 0 {
		t.Fatalf("before: %d %.300s", first.status, first.content)
	}
	isRight := func(a answer) bool {
		counts, _ := a.body["counts"].([]any)
		return a.status == http.StatusOK && len(counts) == len(want)
	}
	isProblem := func(a answer) bool {
		return a.status == http.StatusServiceUnavailable && a.header.Get("Content-Type") == "application/problem+json" && a.header.Get("Retry-After") != ""
	}
	var readers sync.WaitGroup
	back := make(chan struct{})
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-back:
					return
				default:
					if a := get(t, question, nil); !isRight(a) && !isProblem(a) {
						t.Errorf("meanwhile: %d %.300s", a.status, a.content)
					}
				}
			}
		})
	}
	server.Stop(t)
	if a := get(t, question, nil); !isProblem(a) || a.body["title"] != "database unreachable" {
		t.Errorf("stopped: %d %.300s", a.status, a.content)
	}
	if h := corridor(t, "health", "--address", r.host()); h.code != 3 || !strings.Contains(h.err, "not ready: 503") || !strings.Contains(h.err, "database unreachable") {
		t.Errorf("stopped: health: status %d: %s%s", h.code, h.out, h.err)
	}
	server.Start(t)
	close(back)
	readers.Wait()
	if a := get(t, question, nil); !isRight(a) {
		t.Errorf("afterwards: %d %.300s", a.status, a.content)
	}
	if h := corridor(t, "health", "--address", r.host()); h.code != 0 {
		t.Errorf("afterwards: health: status %d: %s%s", h.code, h.out, h.err)
	}
}

// servedThroughAKill kills the database while clients write through the service,
// and starts it again: each request is answered in time, the service comes back
// by itself, and every write that was acknowledged is there and no other.
func servedThroughAKill(t *testing.T, server *shared.Server, r running) {
	t.Helper()
	const inTime = 45 * time.Second // the 30 of a request, and what a busy machine takes
	var acknowledged [3]int64
	var written, failed, slow atomic.Int64
	var writers sync.WaitGroup
	over := make(chan struct{})
	for w := range acknowledged {
		writers.Go(func() {
			for {
				asked := time.Now()
				if askQueryAPI(r.address, writeTick, w, acknowledged[w]+1, nil) == nil {
					acknowledged[w]++
					written.Add(1)
				} else {
					failed.Add(1)
					time.Sleep(20 * time.Millisecond)
				}
				if time.Since(asked) > inTime {
					slow.Add(1)
				}
				select {
				case <-over:
					return
				default:
				}
			}
		})
	}
	more := func(counter *atomic.Int64, n int64, what string) {
		t.Helper()
		enough := counter.Load() + n
		for end := time.Now().Add(2 * inTime); counter.Load() < enough; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("no more %s", what)
			}
		}
	}
	more(&written, 30, "writes before the kill")
	server.Kill(t)
	more(&failed, 30, "failures while the database is away")
	server.Start(t)
	more(&written, 30, "writes after the database is back")
	close(over)
	writers.Wait()
	holdsTicks(t, r.address, &acknowledged)
	if slow.Load() > 0 {
		t.Errorf("%d requests took longer than %v", slow.Load(), inTime)
	}
	t.Logf("%d writes failed meanwhile; acknowledged were %v", failed.Load(), acknowledged)
}

// backedUpLogically takes the graph of a Neo4j out to a file and brings it back,
// and holds that a backup of the one kind is not taken for one of the other.
func backedUpLogically(t *testing.T, at ...string) {
	folder := t.TempDir()
	file, own, data := filepath.Join(folder, "logical.backup"), filepath.Join(folder, "own.backup"), filepath.Join(folder, "graph")
	says := func(code int, words string, args ...string) {
		t.Helper()
		if r := corridor(t, args...); r.code != code || !strings.Contains(r.out+r.err, words) {
			t.Errorf("%v: status %d, %s%s; want %d and %q", args, r.code, r.out, r.err, code, words)
		}
	}
	says(0, "", "cypher", "CREATE (:Mine)", "--write", "--data", data)
	says(0, "checked", "backup", own, "--data", data)
	says(0, "a logical backup", append([]string{"backup", file}, at...)...)
	says(2, "the file exists already", append([]string{"backup", file}, at...)...)
	says(2, "with --uri", "restore", file, "--data", filepath.Join(folder, "other"))
	says(2, "restored with --data", append([]string{"restore", own}, at...)...)
	says(2, "wants an empty one", append([]string{"restore", file}, at...)...)
	const counts = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS relationships"
	before := corridor(t, append([]string{"cypher", counts}, at...)...).out
	says(0, "", append([]string{"cypher", "MATCH (n) DETACH DELETE n", "--write"}, at...)...)
	says(0, " holds ", append([]string{"restore", file}, at...)...)
	if after := corridor(t, append([]string{"cypher", counts}, at...)...).out; after != before || !strings.Contains(before, "relationships") {
		t.Errorf("before %s, afterwards %s", before, after)
	}
}
