package main_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"corridor/internal/dbtest"
)

type answer struct {
	status  int
	header  http.Header
	body    map[string]any
	content string
}

func get(t *testing.T, address string, edit func(*http.Request)) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if edit != nil {
		edit(request)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{status: response.StatusCode, header: response.Header, content: string(text)}
	json.Unmarshal(text, &a.body) //nolint:errcheck // a page is no JSON
	return a
}

func TestServeAnswers(t *testing.T) {
	at := serve(t)
	for path, want := range map[string]string{
		"healthz":                 `"status":"ok"`,
		"api/v1/counts":           `"name":"Claim"`,
		"api/v1/queries":          `"name":"levers-on-stage"`,
		"api/v1/queries/stages":   `"stage":"recruitment"`,
		"api/v1/queries/disputes": `"standing":"disputed"`,
		"api/v1/queries/routes-through?place=place:libya": `"route:libya"`,
		"api/v1/nodes/actor:broker":                       `"paraphrase"`,
		"":                                                "<title>Corridor",
	} {
		if a := get(t, at+path, nil); a.status != http.StatusOK || !strings.Contains(a.content, want) {
			t.Errorf("%s: %d, %.300s; want %s", path, a.status, a.content, want)
		}
	}
	a := get(t, at+"api/v1/queries/stages", nil)
	meta, _ := a.body["meta"].(map[string]any)
	asked, _ := meta["queries"].([]any)
	if len(asked) == 0 || !strings.Contains(fmt.Sprint(asked[0]), "[:PART_OF]->(stage)") {
		t.Errorf("meta has no Cypher: %v", meta)
	}
}

// TestServeRefusesWithProblems holds that what the API refuses comes through;
// what it refuses is tried there.
func TestServeRefusesWithProblems(t *testing.T) {
	a := get(t, serve(t)+"api/v1/queries/levers?target=process:traficking", nil)
	detail, _ := a.body["detail"].(string)
	if a.status != http.StatusBadRequest || a.header.Get("Content-Type") != "application/problem+json" || !strings.Contains(detail, "process:trafficking") {
		t.Errorf("%d %s", a.status, a.content)
	}
}

func TestServeSaysWhenThePortIsTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go http.Serve(taken, http.NotFoundHandler()) //nolint:errcheck // until it is closed
	defer taken.Close()                          //nolint:errcheck // the test is over
	if r := corridor(t, "serve", "--listen", taken.Addr().String()); r.code != 2 || !strings.Contains(r.err, "is taken by another program") {
		t.Errorf("status %d: %s", r.code, r.err)
	}
}

// TestServeSaysWhereItServesAlready starts the service a second time: on the
// same database, and on another.
func TestServeSaysWhereItServesAlready(t *testing.T) {
	at := serve(t)
	listen := strings.Trim(strings.TrimPrefix(at, "http://"), "/")
	says := func(r result, words string) {
		t.Helper()
		if r.code != 2 || !strings.Contains(r.err, "Corridor serves already at "+at+": use that one") || !strings.Contains(r.err, "--listen\n"+words) {
			t.Errorf("status %d: %s; want %q", r.code, r.err, words)
		}
	}
	same := "The database in "
	if !dbtest.Embedded() {
		same = "The Neo4j that is named here is at "
	}
	says(corridor(t, "serve", "--listen", listen), same)
	says(asCalled(t, "serve", "--listen", listen, "--memory"), "It serves another database than the one in memory")
	other := t.TempDir()
	says(asCalled(t, "serve", "--listen", listen, "--data", other), "It serves another database than the one in "+other)
}

// TestServeAnswersHeadWithoutABody holds that monitors, which ask with HEAD, see
// what GET would give.
func TestServeAnswersHeadWithoutABody(t *testing.T) {
	at := serve(t)
	for path, want := range map[string]int{"": 200, "healthz": 200, "api/v1/queries/stages": 200, "api/v1/nodes/actor:nobody": 404} {
		a := get(t, at+path, func(r *http.Request) { r.Method = http.MethodHead })
		if a.status != want || a.content != "" {
			t.Errorf("%s: %d %q, want %d", path, a.status, a.content, want)
		}
	}
}
