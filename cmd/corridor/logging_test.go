package main_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

// TestServeLogsJSON holds that each line is JSON, with the id that the answer
// has, and that the file of the audit is its user's alone.
func TestServeLogsJSON(t *testing.T) {
	audit := filepath.Join(t.TempDir(), "audit")
	for _, arguments := range [][]string{{"--log-format", "xml"}, {"--audit", filepath.Join(audit, "none")}} {
		if r := corridor(t, append([]string{"serve", "--listen", "127.0.0.1:0"}, arguments...)...); r.code != 2 {
			t.Errorf("%v: status %d: %s", arguments, r.code, r.err)
		}
	}
	const writeToken = "w-0123456789abcdef"
	r := start(t, []string{"CORRIDOR_TOKENS=bob write " + writeToken}, "--memory", "--log-format", "json", "--audit", audit)
	a := get(t, r.address+"healthz", nil)
	text := r.saying(t, `"msg":"request"`)
	var line map[string]any
	if err := json.Unmarshal([]byte(text), &line); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	id, err := uuid.Parse(fmt.Sprint(line["id"]))
	if err != nil || id.Version() != 7 || line["id"] != a.header.Get("X-Request-Id") || line["route"] != "/healthz" || line["status"] != 200.0 {
		t.Errorf("%s, %v; %v", text, a.header, err)
	}
	written := get(t, r.address+"db/neo4j/query/v2", func(q *http.Request) {
		q.Method, q.Body = http.MethodPost, io.NopCloser(strings.NewReader(`{"statement": "CREATE (:Audited)"}`))
		q.Header.Set("Content-Type", "application/json")
		q.Header.Set("Authorization", "Bearer "+writeToken)
	})
	lines, err := os.ReadFile(audit)
	if written.status != http.StatusAccepted || err != nil || strings.Count(string(lines), "\n") != 1 || !strings.Contains(string(lines), `"token":"bob"`) || !strings.Contains(string(lines), `"nodes_created":1`) || !strings.Contains(string(lines), written.header.Get("X-Request-Id")) {
		t.Errorf("%d %s: %s, %v", written.status, written.content, lines, err)
	}
	about, err := os.Stat(audit)
	if err != nil || runtime.GOOS != "windows" && about.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", about, err)
	}
}

// TestServeDropsNoRequest asks the service to end while many requests are under
// way: each is answered, as it would have been or with a problem that says why not.
func TestServeDropsNoRequest(t *testing.T) {
	loaded(t)
	r := start(t, nil)
	const many = 8 // as many statements as run at once
	const some = "UNWIND range(1, 2000000) AS i WITH i WHERE i % 7 = 3 RETURN count(i) AS n"
	type given struct {
		status  int
		content string
		err     error
	}
	answers := make(chan given, many)
	for range many {
		go func() {
			response, err := http.Post(r.address+"api/v1/cypher", "application/json", strings.NewReader(`{"statement": "`+some+`"}`)) //nolint:noctx // the service bounds it
			if err != nil {
				answers <- given{err: err}
				return
			}
			defer response.Body.Close() //nolint:errcheck // read to its end
			text, err := io.ReadAll(response.Body)
			answers <- given{response.StatusCode, string(text), err}
		}()
	}
	const underWay = "http_requests_in_flight 9" // with the one that asks
	for late := time.Now().Add(patience); !strings.Contains(get(t, r.address+"metrics", nil).content, underWay); {
		if time.Now().After(late) {
			t.Fatal("they were never all under way at once")
		}
	}
	r.end()
	for range many {
		a := <-answers
		isAnswered := a.status == http.StatusOK && strings.Contains(a.content, "[[285714]]")
		isTold := a.status == http.StatusServiceUnavailable && strings.Contains(a.content, "the service is stopping")
		if a.err != nil || !isAnswered && !isTold {
			t.Errorf("%d %.300s, %v", a.status, a.content, a.err)
		}
	}
	if _, err := http.Get(r.address + "healthz"); err == nil { //nolint:noctx // nobody is there
		t.Error("what comes afterwards is taken")
	}
}
