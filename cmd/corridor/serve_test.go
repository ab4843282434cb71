package main_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp" // drives a real Chromium, MIT, kept; tests only

	"corridor/internal/shared"
)

// serve starts the service on a free port, with the dataset loaded, and gives
// its address.
func serve(t *testing.T) string {
	t.Helper()
	shared.Neo4j(t)
	if r := corridor(t, "load"); r.code != 0 {
		t.Fatalf("load: %s", r.err)
	}
	return serveAsItStands(t)
}

// serveAsItStands starts the service on what the database holds.
func serveAsItStands(t *testing.T) string {
	t.Helper()
	shared.Neo4j(t)
	return start(t, nil).address
}

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
	if len(asked) == 0 || !strings.Contains(fmt.Sprint(asked[0]), "[:PART_OF]->(stage:Stage)") {
		t.Errorf("meta has no Cypher: %v", meta)
	}
}

func TestServeRefusesWithProblems(t *testing.T) {
	at := serve(t)
	for name, c := range map[string]struct {
		path   string
		edit   func(*http.Request)
		status int
		want   string
	}{
		"no such node":      {"api/v1/nodes/actor:nobody", nil, 404, "no node has the key actor:nobody"},
		"no such query":     {"api/v1/queries/stagez", nil, 404, "levers-on-stage, stages"},
		"unknown parameter": {"api/v1/queries/stages?stag=x", nil, 400, "it takes stage"},
		"parameter missing": {"api/v1/queries/node", nil, 400, "needs key"},
		"key mistyped":      {"api/v1/queries/levers?target=process:traficking", nil, 400, "process:trafficking"},
		"parameter twice":   {"api/v1/queries/node?key=a&key=b", nil, 400, "given 2 times"},
		"no such address":   {"api/v2/everything", nil, 404, "/api/v1/queries"},
		"another method":    {"api/v1/counts", func(r *http.Request) { r.Method = http.MethodDelete }, 405, "GET"},
		"another site":      {"api/v1/counts", func(r *http.Request) { r.Host = "evil.example" }, 421, "localhost"},
	} {
		t.Run(name, func(t *testing.T) {
			a := get(t, at+c.path, c.edit)
			detail, _ := a.body["detail"].(string)
			if a.status != c.status || !strings.Contains(detail, c.want) {
				t.Errorf("%d %q, want %d %q", a.status, detail, c.status, c.want)
			}
			if kind := a.header.Get("Content-Type"); kind != "application/problem+json" || a.body["request_id"] == "" {
				t.Errorf("%s: %v", kind, a.body)
			}
		})
	}
}

func TestServeSaysWhenThePortIsTaken(t *testing.T) {
	at := serve(t)
	listen := strings.Trim(strings.TrimPrefix(at, "http://"), "/")
	if r := corridor(t, "serve", "--listen", listen); r.code != 2 || !strings.Contains(r.err, "is taken by another program") {
		t.Errorf("status %d: %s", r.code, r.err)
	}
}

// browser starts a real Chromium.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := os.Getenv("CORRIDOR_CHROMIUM")
	if path == "" {
		for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
			if found, err := exec.LookPath(name); err == nil {
				path = found
				break
			}
		}
	}
	if path == "" {
		shared.Missing(t, "no Chromium: the page is not tried in a browser; make test installs one, CORRIDOR_CHROMIUM names one")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1400, 900))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func TestPageDrawsTheStagesAndShowsEvidenceOnAClick(t *testing.T) {
	at, ctx := serve(t), browser(t)
	var columns, chips int
	var heading, facts, address string
	err := chromedp.Run(ctx,
		chromedp.Navigate(at),
		chromedp.WaitVisible(`thead button.chip`, chromedp.ByQuery),
		chromedp.Evaluate(`document.querySelectorAll("thead button.chip").length`, &columns),
		chromedp.Evaluate(`document.querySelectorAll("tbody button.chip").length`, &chips),
		chromedp.Click(`//button[contains(@class, "chip") and text()="trafficker"]`, chromedp.BySearch),
		chromedp.WaitVisible(`#detail .fact`, chromedp.ByQuery),
		chromedp.Text(`#detail h2`, &heading, chromedp.ByQuery),
		chromedp.Text(`#detail`, &facts, chromedp.ByQuery),
		chromedp.Location(&address),
	)
	if err != nil {
		t.Fatal(err)
	}
	if columns != 3 || chips < 50 {
		t.Errorf("%d stages and %d chips are drawn", columns, chips)
	}
	if heading != "trafficker" || !strings.Contains(facts, "asserts") || !strings.Contains(facts, "Waha 2021, p") {
		t.Errorf("%q: %.400s", heading, facts)
	}
	if !strings.HasSuffix(address, "#actor%3Atrafficker") {
		t.Errorf("the address %s does not say what is shown", address)
	}
}

func TestPageFindsAndSaysWhenNothingIsFound(t *testing.T) {
	at, ctx := serve(t), browser(t)
	var found, nothing string
	err := chromedp.Run(ctx,
		chromedp.Navigate(at),
		chromedp.WaitVisible(`thead button.chip`, chromedp.ByQuery),
		chromedp.SendKeys(`#text`, "broker\n", chromedp.ByQuery),
		chromedp.WaitVisible(`#detail .result`, chromedp.ByQuery),
		chromedp.Text(`#detail`, &found, chromedp.ByQuery),
		chromedp.SetValue(`#text`, "zeppelin", chromedp.ByQuery),
		chromedp.Click(`form button`, chromedp.ByQuery),
		chromedp.WaitNotPresent(`#detail .result`, chromedp.ByQuery),
		chromedp.Text(`#detail`, &nothing, chromedp.ByQuery),
	)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(found, "broker") || !strings.Contains(nothing, "Nothing is called “zeppelin”") {
		t.Errorf("found %q, nothing %q", found, nothing)
	}
}

func TestPageSaysThatNothingIsLoaded(t *testing.T) {
	shared.Neo4j(t)
	if r := corridor(t, "cypher", "MATCH (n) DETACH DELETE n", "--write"); r.code != 0 {
		t.Fatal(r.err)
	}
	at, ctx := serveAsItStands(t), browser(t)
	var state string
	err := chromedp.Run(ctx, chromedp.Navigate(at), settled, chromedp.Text(`#state`, &state, chromedp.ByQuery))
	if err != nil || !strings.Contains(state, "corridor load") {
		t.Errorf("%q, %v", state, err)
	}
}

// settled waits until the page has drawn its picture, or has said why not.
var settled = chromedp.Poll(`!document.getElementById("state").textContent.startsWith("Loading")`, nil)

func TestPageTakesAnAddressThatCannotBeDecoded(t *testing.T) {
	at, ctx := serve(t), browser(t)
	var state, detail string
	err := chromedp.Run(ctx, chromedp.Navigate(at+"#100%"), chromedp.WaitVisible(`thead button.chip`, chromedp.ByQuery),
		chromedp.Poll(`document.querySelector("#detail h2")?.textContent === "Not shown"`, nil, chromedp.WithPollingTimeout(10*time.Second)),
		chromedp.Evaluate(`document.getElementById("state").textContent`, &state), chromedp.Text(`#detail`, &detail, chromedp.ByQuery))
	if err != nil || state != "" || !strings.Contains(detail, "no node has the key 100%") {
		t.Errorf("%q, %q, %v", state, detail, err)
	}
}

// late stands before the service and holds back its answer to one path.
func late(t *testing.T, service, path string, until <-chan struct{}) string {
	t.Helper()
	at, err := url.Parse(service)
	if err != nil {
		t.Fatal(err)
	}
	forward := httputil.NewSingleHostReverseProxy(at)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == path {
			<-until
		}
		forward.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// TestPageShowsTheLatestChoice holds that an answer that comes late does not
// overwrite that to a later question.
func TestPageShowsTheLatestChoice(t *testing.T) {
	answered := make(chan struct{})
	at, ctx := late(t, serve(t), "/api/v1/nodes/stage:recruitment", answered), browser(t)
	var heading string
	err := chromedp.Run(ctx, chromedp.Navigate(at), chromedp.WaitVisible(`thead button.chip`, chromedp.ByQuery),
		chromedp.Click(`//thead//button[text()="recruitment"]`, chromedp.BySearch), chromedp.Click(`//thead//button[text()="insertion"]`, chromedp.BySearch),
		chromedp.Poll(`document.querySelector("#detail h2")?.textContent === "insertion"`, nil))
	close(answered)
	if err == nil {
		err = chromedp.Run(ctx, chromedp.Sleep(500*time.Millisecond), chromedp.Text(`#detail h2`, &heading, chromedp.ByQuery))
	}
	if err != nil || heading != "insertion" {
		t.Errorf("%q, %v", heading, err)
	}
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
