package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"corridor/internal/shared"
)

func ask(p Page, name string, headers ...string) (*httptest.ResponseRecorder, bool) {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	return w, p.Serve(w, r, name)
}

func TestPageIsServedByName(t *testing.T) {
	p := newPage(fstest.MapFS{"index.html": {Data: []byte("<p>whole")}, "page.js": {Data: []byte("let a")}, "unbuilt.html": {Data: []byte("not built")}})
	for name, want := range map[string]string{"": "<p>whole", "index.html": "<p>whole", "page.js": "let a"} {
		if w, served := ask(p, name); !served || w.Body.String() != want || w.Header().Get("Content-Type") == "" {
			t.Errorf("%q: %v %q %v", name, served, w.Body, w.Header())
		}
	}
	for _, name := range []string{"nothing.js", "../web.go", "page"} {
		if w, served := ask(p, name); served || w.Body.Len() > 0 {
			t.Errorf("%q is served: %q", name, w.Body)
		}
	}
}

func TestPageIsSentPackedToThoseWhoUnpack(t *testing.T) {
	text := strings.Repeat("let a = 1;", 100)
	p := newPage(fstest.MapFS{"page.js": {Data: []byte(text)}})
	w, _ := ask(p, "page.js", "Accept-Encoding", "gzip, br")
	if w.Header().Get("Content-Encoding") != "gzip" || w.Body.Len() > 100 {
		t.Errorf("%d bytes, %v", w.Body.Len(), w.Header())
	}
	r, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || string(got) != text {
		t.Errorf("%v: %.50q", err, got)
	}
}

func TestPageIsSentOnce(t *testing.T) {
	p := newPage(fstest.MapFS{"page.js": {Data: []byte("let a")}})
	changed := newPage(fstest.MapFS{"page.js": {Data: []byte("let b")}})
	for _, encoding := range []string{"", "gzip"} {
		first, _ := ask(p, "page.js", "Accept-Encoding", encoding)
		tag := first.Header().Get("ETag")
		if again, _ := ask(p, "page.js", "Accept-Encoding", encoding, "If-None-Match", tag); tag == "" || again.Code != http.StatusNotModified || again.Body.Len() > 0 {
			t.Errorf("%s: %q: %d %q", encoding, tag, again.Code, again.Body)
		}
		if other, _ := ask(changed, "page.js", "Accept-Encoding", encoding, "If-None-Match", tag); other.Code != http.StatusOK {
			t.Errorf("%s: another file: %d", encoding, other.Code)
		}
	}
}

func TestAPageThatIsNotBuiltSaysSo(t *testing.T) {
	p := Embedded()
	bare := newPage(fstest.MapFS{"unbuilt.html": {Data: p.files[unbuilt].plain}})
	w, served := ask(bare, "")
	if body := w.Body.String(); !served || !strings.Contains(body, "make web") || !strings.Contains(body, `href="/api/v1/queries"`) {
		t.Errorf("%v: %s", served, body)
	}
}

// firstLoad is how many bytes a reader may have to wait for, packed.
const firstLoad = 120 << 10

// static are the scripts that a script cannot run without; what it fetches
// later stands in import("…").
var static = regexp.MustCompile(`(?:from|import)"\./([^"]+\.js)"`)

// TestTheFirstLoadIsLight counts what is sent before the first view stands
// there: the views that are fetched once they are wanted are not of it.
func TestTheFirstLoadIsLight(t *testing.T) {
	p := Embedded()
	if _, built := p.files["page.js"]; !built {
		shared.Missing(t, "the page is not built, so that nobody knows how much its first load is: make web builds it")
	}
	sum, seen := 0, map[string]bool{}
	for wanted := []string{"index.html", "dress.js", "style.css", "icon.svg", "page.js"}; len(wanted) > 0; {
		name := wanted[0]
		wanted = wanted[1:]
		if seen[name] {
			continue
		}
		seen[name] = true
		f, known := p.files[name]
		if !known {
			t.Fatalf("the first load wants %s, which was not built", name)
		}
		sum += len(f.packed())
		for _, m := range static.FindAllSubmatch(f.plain, -1) {
			wanted = append(wanted, string(m[1]))
		}
	}
	if sum > firstLoad {
		t.Errorf("%d bytes, more than %d: fetch what few want by import() in web/src/main.ts", sum, firstLoad)
	}
	t.Logf("%d files, %d bytes", len(seen), sum)
}
