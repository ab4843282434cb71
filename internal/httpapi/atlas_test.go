package httpapi_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"corridor/internal/db"
	"corridor/internal/dbtest"
)

// spot is a node of an atlas, as the test knows it.
type spot struct {
	label string
	x, y  float64
}

// spots reads all nodes of an atlas with their places, by going into each part
// that has too many of them.
func spots(t *testing.T, s service) map[string]spot {
	t.Helper()
	all := map[string]spot{}
	bounds := at(t, s.get("/api/v1/atlas", http.StatusOK), "bounds")
	var look func(left, top, right, bottom float64)
	look = func(left, top, right, bottom float64) {
		body := s.get(part(left, top, right, bottom, 2000), http.StatusOK)
		if len(listAt(t, body, "groups")) > 0 {
			x, y := (left+right)/2, (top+bottom)/2
			look(left, top, x, y)
			look(x, top, right, y)
			look(left, y, x, bottom)
			look(x, y, right, bottom)
			return
		}
		for _, n := range listAt(t, body, "nodes") {
			all[at(t, n, "key").(string)] = spot{at(t, n, "label").(string), at(t, n, "x").(float64), at(t, n, "y").(float64)}
		}
	}
	border := func(name string) float64 { return at(t, bounds, name).(float64) }
	look(border("left"), border("top"), border("right"), border("bottom"))
	return all
}

func part(left, top, right, bottom float64, most int) string {
	return fmt.Sprintf("/api/v1/atlas?left=%v&top=%v&right=%v&bottom=%v&most=%d", left, top, right, bottom, most)
}

// TestAtlasHoldsEveryNode holds that each node of the graph has a place, and that
// at every zoom those in the part are sent or counted in one group.
func TestAtlasHoldsEveryNode(t *testing.T) {
	d := dbtest.Loaded(t)
	s := serving(t, d)
	all := spots(t, s)
	body := s.get("/api/v1/atlas?most=2000", http.StatusOK)
	counts := s.get("/api/v1/queries/size", http.StatusOK)
	for i, kind := range []string{"nodes", "relationships"} {
		inAll, have := numberAt(t, body, "total", kind), numberAt(t, counts, "rows", 0, kind)
		if inAll != have || numberAt(t, body, "part", kind) != have || i == 0 && len(all) != have {
			t.Errorf("%s: the atlas has %d, the graph %d, all parts %d", kind, inAll, have, len(all))
		}
	}
	left, top := at(t, body, "bounds", "left").(float64), at(t, body, "bounds", "top").(float64)
	size := at(t, body, "bounds", "right").(float64) - left
	for _, most := range []int{1, 5, 60, 300, 2000} {
		for zoom := 1.0; zoom > 0.01; zoom /= 2 {
			for _, from := range []float64{0, 0.31, 0.47} {
				x, y, width := left+from*size, top-from*size, zoom*size
				adds(t, s.get(part(x, y, x+width, y-width, most), http.StatusOK), most, all, func(n spot) bool {
					return n.x >= x && n.x <= x+width && n.y <= y && n.y >= y-width
				})
			}
		}
	}
}

// adds holds that what an answer sends and counts is what lies in the part.
func adds(t *testing.T, body map[string]any, most int, all map[string]spot, in func(spot) bool) {
	t.Helper()
	want, have, ids := map[string]int{}, map[string]int{}, map[any]bool{}
	for _, n := range all {
		if in(n) {
			want[n.label]++
		}
	}
	for _, n := range listAt(t, body, "nodes") {
		have[at(t, n, "label").(string)]++
		ids[at(t, n, "key")] = true
	}
	related := 0
	for _, g := range listAt(t, body, "groups") {
		for label := range at(t, g, "labels").(map[string]any) {
			have[label] += numberAt(t, g, "labels", label)
		}
		ids[at(t, g, "id")] = true
		related += numberAt(t, g, "within")
	}
	if !maps.Equal(want, have) || len(ids) > most || len(ids) != len(listAt(t, body, "nodes"))+len(listAt(t, body, "groups")) {
		t.Errorf("%d nodes and groups, %v; in the part lie %v", len(ids), have, want)
	}
	for _, r := range listAt(t, body, "relationships") {
		related += numberAt(t, r, "count")
		if !ids[at(t, r, "from")] || !ids[at(t, r, "to")] {
			t.Errorf("an end of %v is not sent", r)
		}
	}
	for kind := range at(t, body, "meta", "left_out").(map[string]any) {
		related += numberAt(t, body, "meta", "left_out", kind)
	}
	if related != numberAt(t, body, "part", "relationships") {
		t.Errorf("%d relationships are sent, within groups or left out, of %v", related, at(t, body, "part"))
	}
}

// TestAtlasIsMadeOnce holds that all who ask first wait for one computation, and
// that it is done again when the graph has changed, and only then.
func TestAtlasIsMadeOnce(t *testing.T) {
	d := dbtest.Loaded(t)
	s := serving(t, d)
	var asking sync.WaitGroup
	tags := make([]string, 8)
	for i := range tags {
		asking.Go(func() {
			a := httptest.NewRecorder()
			s.handler.ServeHTTP(a, request(http.MethodGet, "/api/v1/atlas"))
			tags[i] = fmt.Sprint(a.Code, a.Header().Get("ETag"))
		})
	}
	asking.Wait()
	slices.Sort(tags)
	if len(slices.Compact(tags)) != 1 {
		t.Errorf("different answers: %v", tags)
	}
	times := madeTimes(t, s)
	if times != 1 {
		t.Errorf("8 at once have it made %d times", times)
	}
	before := s.get("/api/v1/atlas", http.StatusOK)
	for i, change := range []string{
		"CREATE (:Task {key: 'task:of-a-user', name: 'a task of a user'})-[:USES]->(:Method {key: 'method:of-a-user', name: 'a method'})",
		"MATCH (t:Task {key: 'task:of-a-user'}) SET t.name = 'a task with another name'",
		"MATCH (n) WHERE n.key IN ['task:of-a-user', 'method:of-a-user'] DETACH DELETE n",
	} {
		if _, err := d.Write(t.Context(), change, nil, db.DefaultLimits); err != nil {
			t.Fatal(err)
		}
		now := s.get("/api/v1/atlas", http.StatusOK)
		if more, want := numberAt(t, now, "total", "nodes")-numberAt(t, before, "total", "nodes"), []int{2, 2, 0}[i]; more != want {
			t.Errorf("%s: %d nodes more than before, want %d", change, more, want)
		}
		s.get("/api/v1/atlas?most=10", http.StatusOK)
		if made := madeTimes(t, s); made != times+1+i {
			t.Errorf("%s: the atlas was made %d times more, want 1", change, made-times-i)
		}
	}
}

// madeTimes is how often an atlas was read, which is what the measures of the
// service say of a query that it asks for nothing else.
func madeTimes(t *testing.T, s service) int {
	t.Helper()
	a := httptest.NewRecorder()
	r := request(http.MethodGet, "/metrics")
	r.RemoteAddr = "127.0.0.1:4711"
	s.handler.ServeHTTP(a, r)
	found := regexp.MustCompile(`_count\{[^}]*query="size"[^}]*\} (\d+)`).FindStringSubmatch(a.Body.String())
	if found == nil {
		return 0
	}
	var n int
	if _, err := fmt.Sscan(found[1], &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestAtlasNamesWhatHasNoPlace holds that a node without a key is counted.
func TestAtlasNamesWhatHasNoPlace(t *testing.T) {
	d := dbtest.Loaded(t)
	if _, err := d.Write(t.Context(), "MATCH (s:Stage) CREATE (:Note)-[:USES]->(s)", nil, db.DefaultLimits); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if _, err := d.Write(t.Context(), "MATCH (n:Note) DETACH DELETE n", nil, db.DefaultLimits); err != nil {
			t.Error(err)
		}
	}()
	left := at(t, serving(t, d).get("/api/v1/atlas", http.StatusOK), "meta", "left_out")
	if numberAt(t, left, "nodes without a key of their own") != 3 || numberAt(t, left, "relationships of these") != 3 {
		t.Errorf("%v", left)
	}
}

// TestAtlasRefusesPartsThatAreNone holds what is said of borders that cannot be.
func TestAtlasRefusesPartsThatAreNone(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for given, want := range map[string]string{
		"left=NaN": "left: NaN is no number", "top=Inf": "is no number", "right=-Infinity": "is no number", "bottom=0x1p4": "is no number",
		"left=1e308": "is not from -1000000000 to 1000000000", "left=-1e308": "is not from", "top=1e999": "is no number", "right=": "is no number", "left=x": "left: x is no number",
		"left=1,5": "is no number", "left=5&right=-5": "left: 5 is not less than right, -5", "left=5&right=5": "is not less than right",
		"bottom=3&top=-3": "bottom: 3 is not less than top, -3", "bottom=0&top=0": "is not less than top",
		"most=0": "most: 0 is not from 1 to 2000", "most=2001": "is not from 1 to 2000", "most=1.5": "is no integer", "most=-1": "is not from",
		"left=1&left=2": "left is given 2 times", "zoom=3": `takes no "zoom"`,
	} {
		if detail := at(t, s.get("/api/v1/atlas?"+given, http.StatusBadRequest), "detail").(string); !strings.Contains(detail, want) {
			t.Errorf("%s: %s", given, detail)
		}
	}
	body := s.get("/api/v1/atlas?left=999999&right="+url.QueryEscape("1e+6"), http.StatusOK)
	if note, _ := at(t, body, "meta", "note").(string); !strings.HasPrefix(note, "no node lies there; all lie from") || len(listAt(t, body, "nodes")) > 0 {
		t.Errorf("%v", body)
	}
}
