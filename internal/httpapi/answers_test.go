package httpapi_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"corridor/graph"
	"corridor/internal/db"
	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
)

// TestPagesWalkAListOnce holds that the pages of a list have each of its rows
// once, and that each page says how many it leaves out.
func TestPagesWalkAListOnce(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for path, name := range map[string]string{
		"/api/v1/actors?limit=7":                                                         "actors",
		"/api/v1/routes?limit=5":                                                         "routes",
		"/api/v1/levers?stage=stage:recruitment&limit=3":                                 "levers",
		"/api/v1/documents?limit=2":                                                      "documents",
		"/api/v1/nodes?label=Condition&limit=50":                                         "nodes",
		"/api/v1/nodes?limit=1000":                                                       "nodes",
		"/api/v1/nodes?text=traffick&document=doc:003&limit=3":                           "nodes",
		"/api/v1/claims?standing=reported&limit=40":                                      "claims",
		"/api/v1/evidence?document=doc:003&stance=disputes&limit=3":                      "evidence",
		"/api/v1/statistics?limit=30":                                                    "statistics",
		"/api/v1/stages?limit=20":                                                        "stages",
		"/api/v1/counts?limit=17":                                                        "counts",
		"/api/v1/queries?limit=30":                                                       "queries",
		"/api/v1/search?q=border&limit=40":                                               "results",
		"/api/v1/search?q=lever:border&limit=2":                                          "results",
		"/api/v1/queries/contradictions?limit=4":                                         "rows",
		"/api/v1/queries/nodes?label=Condition&after=condition:f&limit=40":               "rows",
		"/api/v1/queries/actors?side=illegitimate&skip=3&limit=4":                        "rows",
		"/api/v1/nodes/process:smuggling/neighbours?limit=1&type=FURTHERS":               "relationships",
		"/api/v1/paths/simple?from=actor:smuggler&to=process:trafficking&max=3&limit=15": "paths",
		"/api/v1/paths/simple?from=actor:smuggler&to=process:trafficking&max=4&limit=9&types=PERFORMS,FURTHERS": "paths",
		"/api/v1/nodes/process:smuggling/neighbours?limit=12":                                                   "relationships",
	} {
		seen := map[string]bool{}
		next, total, pages := "", -1, 0
		for {
			body := s.get(path+next, http.StatusOK)
			page := listAt(t, body, name)
			if total = numberAt(t, body, "total"); total == 0 {
				t.Fatalf("%s is empty", path)
			}
			for _, r := range page {
				id := fmt.Sprint(r)
				if seen[id] {
					t.Errorf("%s: twice: %s", path, id)
				}
				seen[id] = true
			}
			left := 0
			for label := range at(t, body, "meta", "left_out").(map[string]any) {
				left += numberAt(t, body, "meta", "left_out", label)
			}
			if pages++; left != total-len(page) && name != "relationships" { // of which other types are left out too
				t.Errorf("%s: %d of %d shown, %d said to be left out", path, len(page), total, left)
			}
			cursor, more := at(t, body, "next").(string)
			if !more {
				break
			}
			next = "&cursor=" + url.QueryEscape(cursor)
		}
		if len(seen) != total || pages < 2 && !strings.HasSuffix(path, "1000") {
			t.Errorf("%s: %d rows on all pages, %d in all", path, len(seen), total)
		}
	}
}

// TestAListThatALimitCutsIsRefused holds that no page names a total that is not
// that of the list.
func TestAListThatALimitCutsIsRefused(t *testing.T) {
	d := dbtest.Loaded(t)
	s := service{t, httpapi.NewServer(d, httpapi.Options{Address: loopback, Log: logTo(io.Discard), Rows: 5}).Handler}
	if body := s.get("/api/v1/documents", http.StatusOK); numberAt(t, body, "total") != 5 {
		t.Errorf("%v", body)
	}
	for _, path := range []string{"/api/v1/actors", "/api/v1/nodes?label=Task&limit=2", "/api/v1/levers", "/api/v1/levers?stage=stage:recruitment"} {
		body := s.get(path, http.StatusServiceUnavailable)
		if at(t, body, "type") != "/api/v1/#limit-reached" || !strings.Contains(at(t, body, "detail").(string), "has more than 5") {
			t.Errorf("%s: %v", path, body)
		}
	}
}

func TestCursorsOfOtherListsAreRefused(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	cursor := at(t, s.get("/api/v1/actors?limit=5&side=illegitimate", http.StatusOK), "next").(string)
	for path, want := range map[string]string{
		"/api/v1/actors?side=legitimate&cursor=" + cursor:              "of another list or of other filters",
		"/api/v1/routes?cursor=" + cursor:                              "of another list or of other filters",
		"/api/v1/actors?cursor=nonsense!":                              "cannot be read",
		"/api/v1/actors?cursor=eyJza2lwIjo5MDAwMDAwMDAwMDAwMDAwMDAwfQ": "cannot be read", // beyond any list
		"/api/v1/queries/actors?side=illegitimate&cursor=" + cursor:    "of another list or of other filters",
		"/api/v1/actors?cursor=e30":                                    "cannot be read",
	} {
		if detail := at(t, s.get(path, http.StatusBadRequest), "detail").(string); !strings.Contains(detail, want) {
			t.Errorf("%s: %s", path, detail)
		}
	}
	s.get("/api/v1/actors?limit=3&side=illegitimate&cursor="+cursor, http.StatusOK) // the length of pages may change
}

func TestSearchLetsSlipsPass(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for word, want := range map[string]string{"trafficing": "process:trafficking", "smugling": "process:smuggling", "libia": "place:libya", "brokr": "actor:broker"} {
		body := s.get("/api/v1/search?limit=20&q="+word, http.StatusOK)
		found := listAt(t, body, "results")
		if !slices.ContainsFunc(found, func(r any) bool { return at(t, r, "key") == want }) {
			t.Errorf("%s does not find %s: %v", word, want, found)
		}
		if total := numberAt(t, body, "total"); total < len(found) {
			t.Errorf("%s: %d found, %d shown", word, total, len(found))
		}
	}
	body := s.get("/api/v1/search?q=zeppelin", http.StatusOK)
	if len(listAt(t, body, "results")) != 0 || at(t, body, "meta", "note") != "nothing is called like zeppelin" {
		t.Errorf("%v", body)
	}
}

// TestALabelBeforeTheWordsIsOneToLookFor asks as keys begin, and by labels.
func TestALabelBeforeTheWordsIsOneToLookFor(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for typed, want := range map[string]string{"place:libia": "Place", "PLACE: libya": "Place", "lever:border": "Lever", "actor:smugler": "ActorType", "actortype:smugler": "ActorType"} {
		found := listAt(t, s.get("/api/v1/search?q="+url.QueryEscape(typed), http.StatusOK), "results")
		for _, r := range found {
			if at(t, r, "label") != want {
				t.Errorf("%s finds %v", typed, r)
			}
		}
		if len(found) == 0 {
			t.Errorf("%s finds nothing", typed)
		}
	}
	for _, typed := range []string{"place:", "release:x", "trafficking: a definition"} {
		body := s.get("/api/v1/search?q="+url.QueryEscape(typed), http.StatusOK)
		if parameters := at(t, body, "meta", "queries", 0, "parameters"); at(t, parameters, "label") != "" || at(t, parameters, "text") != typed {
			t.Errorf("%s: %v", typed, parameters)
		}
	}
	if label := at(t, s.get("/api/v1/search?label=Lever&q=place:border", http.StatusOK), "meta", "queries", 0, "parameters", "label"); label != "Lever" {
		t.Errorf("the label that is given is not looked for, but %v", label)
	}
}

// TestPathsGoOn holds that all pages together have as many paths as each says, and none
// twice.
func TestPathsGoOn(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for address, list := range map[string]string{
		"/api/v1/paths?from=actor:smuggling-network&to=process:trafficking&limit=6":       "paths",
		"/api/v1/paths/shortest?from=actor:smuggler&to=process:trafficking&max=3&limit=7": "paths",
		"/api/v1/queries/paths?from=actor:smuggler&to=process:trafficking&limit=30":       "rows",
	} {
		total, seen := -1, map[string]bool{}
		for next := any(""); next != nil; {
			body := s.get(address+"&cursor="+next.(string), http.StatusOK)
			paths := listAt(t, body, list)
			if total < 0 {
				total = numberAt(t, body, "total")
			}
			if numberAt(t, body, "total") != total || isOnlyPart(t, body) || len(paths) == 0 {
				t.Fatalf("%s: %v in all, not %d; %v", address, at(t, body, "total"), total, at(t, body, "meta"))
			}
			if left := numberAt(t, body, "meta", "left_out", "rows"); left != total-len(paths) {
				t.Errorf("%s: %v left out of %d", address, left, total)
			}
			for _, p := range paths {
				if id := fmt.Sprint(p); seen[id] {
					t.Errorf("%s: twice: %s", address, id)
				} else {
					seen[id] = true
				}
			}
			next = at(t, body, "next")
		}
		if len(seen) != total || total < 15 {
			t.Errorf("%s: %d on all pages, %d in all", address, len(seen), total)
		}
	}
	body := s.get("/api/v1/paths/shortest?from=actor:smuggler&to=process:trafficking&limit=7", http.StatusOK)
	if numberAt(t, body, "paths", 0, "length") != 2 || len(listAt(t, body, "paths")) != 7 || numberAt(t, body, "total") < 100 {
		t.Errorf("%v", body)
	}
	body = s.get("/api/v1/paths?from=actor:smuggler&to=exploitation:domestic-servitude&limit=1000", http.StatusOK)
	if total := numberAt(t, body, "total"); total != len(listAt(t, body, "paths")) || at(t, body, "next") != nil {
		t.Errorf("%d paths in all, next is %v", total, at(t, body, "next"))
	}
}

// TestListsOfOneNodeComeInPages walks the pages of what is known of one node, and holds
// that together they have what one long page has.
func TestListsOfOneNodeComeInPages(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for path, lists := range map[string][]string{
		"/api/v1/nodes/process:trafficking":                     {"facts", "evidence", "views"},
		"/api/v1/documents/doc:003":                             {"statements", "nodes", "voices"},
		"/api/v1/claims/claim:border-control-curbs-trafficking": {"evidence"},
	} {
		whole := s.get(path, http.StatusOK)
		if at(t, whole, "next") != nil {
			t.Fatalf("%s: the first page is not all", path)
		}
		parts, pages := map[string][]any{}, 0
		for next := any(""); next != nil; pages++ {
			body := s.get(path+"?limit=7&cursor="+next.(string), http.StatusOK)
			for _, name := range lists {
				parts[name] = append(parts[name], listAt(t, body, name)...)
				total := len(listAt(t, whole, name))
				if left, _ := at(t, body, "meta", "left_out").(map[string]any)[name].(float64); int(left) != total-len(listAt(t, body, name)) {
					t.Errorf("%s: %v %s left out of %d", path, left, name, total)
				}
				if len(lists) > 1 && numberAt(t, body, "totals", name) != total || len(lists) == 1 && numberAt(t, body, "total") != total {
					t.Errorf("%s: %s: not %d in all", path, name, total)
				}
			}
			next = at(t, body, "next")
		}
		for _, name := range lists {
			if have, want := fmt.Sprint(parts[name]), fmt.Sprint(at(t, whole, name)); have != want {
				t.Errorf("%s: %s on %d pages are\n%s\nand at once\n%s", path, name, pages, have, want)
			}
		}
		if pages < 2 {
			t.Errorf("%s is one page", path)
		}
	}
}

// isOnlyPart reports whether an answer says that more is left out than was counted.
func isOnlyPart(t *testing.T, body any) bool {
	more, _ := at(t, body, "meta").(map[string]any)["more"].(bool)
	return more
}

// TestWhatCannotBeCountedInTimeIsAtLeastSoMany asks for paths in a graph where there are
// millions, between nodes which are all joined to each other.
func TestWhatCannotBeCountedInTimeIsAtLeastSoMany(t *testing.T) {
	d := dbtest.Empty(t)
	defer d.Write(t.Context(), "MATCH (n) DETACH DELETE n", nil, db.DefaultLimits) //nolint:errcheck // a Neo4j is shared
	const joined = "CREATE (:Release {key: 'release:1', release: '1', loaded: true}) WITH 1 AS one UNWIND range(1, 60) AS i CREATE (:Thing {key: 'x:' + toString(i), name: toString(i), i: i}) " +
		"WITH count(*) AS all MATCH (a:Thing), (b:Thing) WHERE a.i < b.i CREATE (a)-[:LEADS {claim: 'claim:' + a.key + b.key}]->(b)"
	if _, err := d.Write(t.Context(), joined, nil, db.DefaultLimits); err != nil {
		t.Fatal(err)
	}
	s := serving(t, d)
	asked := request(http.MethodGet, "/api/v1/queries/shortest-paths?from=x:1&to=x:2&limit=5")
	asked.Header.Set("Prefer", "wait=4")
	body := s.do(asked, http.StatusOK)
	if len(listAt(t, body, "rows")) != 5 || numberAt(t, body, "total") != 6 || !isOnlyPart(t, body) {
		t.Errorf("%v of %v, %v", len(listAt(t, body, "rows")), at(t, body, "total"), at(t, body, "meta"))
	}
	if at(t, body, "next") == nil {
		t.Error("it has no next page")
	}
	if body = s.get("/api/v1/queries/shortest-paths?from=x:1&to=x:2&max=2&limit=5", http.StatusOK); numberAt(t, body, "total") != 59 || isOnlyPart(t, body) {
		t.Errorf("%v in all", at(t, body, "total"))
	}
}

// TestNeighboursAddUp holds that what is shown and what is left out are all that
// there is, and that every end of a relationship is among the nodes.
func TestNeighboursAddUp(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for _, given := range []string{"", "?limit=5", "?direction=in&limit=1000", "?type=FURTHERS", "?type=FURTHERS&direction=in&limit=2"} {
		body := s.get("/api/v1/nodes/process:smuggling/neighbours"+given, http.StatusOK)
		total, shown, left := 0, 0, 0
		for _, g := range listAt(t, body, "groups") {
			total += numberAt(t, g, "total")
			shown += numberAt(t, g, "shown")
		}
		for kind := range at(t, body, "meta", "left_out").(map[string]any) {
			left += numberAt(t, body, "meta", "left_out", kind)
		}
		relationships := listAt(t, body, "relationships")
		if shown != len(relationships) || shown == 0 || left != total-shown {
			t.Errorf("%s: %d in all, %d shown, %d relationships, %d left out", given, total, shown, len(relationships), left)
		}
		known := map[any]bool{at(t, body, "node", "key"): true}
		for _, n := range listAt(t, body, "nodes") {
			known[at(t, n, "key")] = true
		}
		for _, r := range relationships {
			if !known[at(t, r, "from")] || !known[at(t, r, "to")] {
				t.Errorf("%s: an end of %v is not among the nodes", given, r)
			}
			if kind := at(t, r, "type"); strings.Contains(given, "FURTHERS") && kind != "FURTHERS" {
				t.Errorf("%s: %v", given, kind)
			}
		}
	}
}

// TestANodeOfTwoLabelsHasTheNarrowerOne asks for those whose key says more than
// the label that they share with others.
func TestANodeOfTwoLabelsHasTheNarrowerOne(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for key, want := range map[string]string{"exploitation:domestic-servitude": "Exploitation", "doc:003": "Document", "place:libya": "Place"} {
		if label := at(t, s.get("/api/v1/nodes/"+key+"/neighbours?limit=1", http.StatusOK), "node", "label"); label != want {
			t.Errorf("%s is a node with the label %v", key, label)
		}
	}
}

func TestPathsLeadFromEndToEnd(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	body := s.get("/api/v1/paths?from=actor:smuggler&to=exploitation:domestic-servitude", http.StatusOK)
	known := map[any]bool{}
	for _, n := range listAt(t, body, "nodes") {
		known[at(t, n, "key")] = true
	}
	for _, p := range listAt(t, body, "paths") {
		keys, ties := listAt(t, p, "nodes"), listAt(t, p, "relationships")
		if keys[0] != "actor:smuggler" || keys[len(keys)-1] != "exploitation:domestic-servitude" || len(ties) != len(keys)-1 || numberAt(t, p, "length") != len(ties) {
			t.Errorf("%v", p)
		}
		for i, tie := range ties {
			from, to := at(t, tie, "from"), at(t, tie, "to")
			if !known[keys[i]] || (from != keys[i] || to != keys[i+1]) && (from != keys[i+1] || to != keys[i]) {
				t.Errorf("%v does not join %v and %v", tie, keys[i], keys[i+1])
			}
		}
	}
	body = s.get("/api/v1/paths?from=actor:smuggler&to=exploitation:domestic-servitude&max=1", http.StatusOK)
	if note, _ := at(t, body, "meta", "note").(string); len(listAt(t, body, "paths")) != 0 || !strings.HasPrefix(note, "nothing for from actor:smuggler (") {
		t.Errorf("%v", body)
	}
}

// TestThePictureOfTheBusinessCountsTheRest holds that what is drawn and what is
// left out add up to what the graph holds of each label.
func TestThePictureOfTheBusinessCountsTheRest(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for _, columns := range []string{"4", "12"} {
		body := s.get("/api/v1/picture?columns="+columns, http.StatusOK)
		sum := map[string]float64{}
		for _, n := range listAt(t, body, "picture", "nodes") {
			sum[at(t, n, "label").(string)]++
		}
		for label, n := range at(t, body, "meta", "left_out").(map[string]any) {
			sum[label] += n.(float64)
		}
		for _, l := range graph.Labels() {
			if l.File == "" {
				if sum[l.Name] > 0 {
					t.Errorf("%v of %s are counted, which is the record", sum[l.Name], l.Name)
				}
				continue
			}
			if all := s.get("/api/v1/queries/nodes?limit=1&label="+l.Name, http.StatusOK); sum[l.Name] == 0 || l.Name != "Outcome" && l.Name != "Work" && at(t, all, "total") != sum[l.Name] {
				t.Errorf("%s: %v are drawn or counted, there are %v", l.Name, sum[l.Name], at(t, all, "total"))
			}
		}
	}
}

// TestPictures holds that every relationship drawn has both ends drawn, and that
// the whole business stays small enough to look at.
func TestPictures(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for _, path := range []string{"/api/v1/picture", "/api/v1/queries/stages/picture", "/api/v1/queries/node/picture?key=process:trafficking"} {
		body := s.get(path, http.StatusOK)
		drawn := map[any]bool{}
		for _, n := range listAt(t, body, "picture", "nodes") {
			drawn[at(t, n, "key")] = true
		}
		if len(drawn) == 0 || len(drawn) >= 300 && path == "/api/v1/picture" {
			t.Errorf("%s: %d nodes", path, len(drawn))
		}
		for _, r := range listAt(t, body, "picture", "relationships") {
			if !drawn[at(t, r, "from")] || !drawn[at(t, r, "to")] {
				t.Errorf("%s: %v", path, r)
			}
		}
	}
}

// TestKeysThatNameNothing holds what is said of a key in a path, and of one in a
// parameter, that names nothing, or something else than is wanted.
func TestKeysThatNameNothing(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for path, want := range map[string]struct {
		status int
		detail string
	}{
		"/api/v1/nodes/actor:nobody":                                             {404, "no node has the key actor:nobody"},
		"/api/v1/nodes/actor:brokr":                                              {404, "near it: actor:broker (broker)"},
		"/api/v1/nodes/100%25":                                                   {404, `"100%" is no key`},
		"/api/v1/nodes/actor:broker/neighbours?type=NOSUCH":                      {400, `"NOSUCH" is none of `},
		"/api/v1/nodes/actor:nobody/neighbours":                                  {404, "no node has the key actor:nobody"},
		"/api/v1/claims/claim:nothing":                                           {404, "no node has the key claim:nothing"},
		"/api/v1/claims/actor:broker":                                            {404, "actor:broker (broker) is a node with the label ActorType, wanted is Claim"},
		"/api/v1/passages/actor:broker":                                          {404, "wanted is Passage"},
		"/api/v1/routes?place=libia":                                             {400, "near it: place:libya (Libya)"},
		"/api/v1/routes?place=actor:broker":                                      {400, "wanted is Place"},
		"/api/v1/actors?stage=stage:recruitmnt":                                  {400, "near it: stage:recruitment (recruitment)"},
		"/api/v1/levers?stage=recruitmnt":                                        {400, "near it: stage:recruitment (recruitment)"},
		"/api/v1/queries/levers?target=process:traficking":                       {400, "near it: process:trafficking"},
		"/api/v1/queries/levers-on-stage/picture?stage=nowhere":                  {400, `"nowhere" is no key`},
		"/api/v1/paths?from=actor:brokr&to=place:libya":                          {400, "near it: actor:broker (broker)"},
		"/api/v1/paths/simple?from=actor:brokr&to=place:libya":                   {400, "near it: actor:broker (broker)"},
		"/api/v1/paths/simple?from=actor:broker&to=place:libya&types=USES,LIKES": {400, `"LIKES" is none of PRECEDES`},
		"/api/v1/paths/shortest?from=actor:broker&to=place:libya&max=6":          {400, "max: 6 is not from 1 to 5"},
	} {
		if detail := at(t, s.get(path, want.status), "detail").(string); !strings.Contains(detail, want.detail) || strings.Contains(detail, "wrong parameter") != (want.status == 400) {
			t.Errorf("%s: %s", path, detail)
		}
	}
}

// TestAnEmptyAnswerSaysForWhat holds that an answer without rows is no error
// where its keys are right, and that it names what was looked for.
func TestAnEmptyAnswerSaysForWhat(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for path, want := range map[string]struct{ list, note string }{
		"/api/v1/queries/routes-through?place=place:australia":                  {"rows", "nothing for place place:australia (Australia); near it: place:waters-around-australia (Waters around Australia), place:austria (Austria)"},
		"/api/v1/nodes?text=zeppelin&label=Place":                               {"nodes", "nothing for label Place, text zeppelin"},
		"/api/v1/nodes?text=event:+x":                                           {"nodes", "nothing for text event: x"},
		"/api/v1/queries/nodes?after=work:zzz":                                  {"rows", "nothing for after work:zzz"},
		"/api/v1/nodes/process:smuggling/neighbours?type=PRECEDES&direction=in": {"relationships", "nothing for key process:smuggling (smuggling of migrants), type PRECEDES, direction in"},
		"/api/v1/nodes?text=libia&label=Place":                                  {"nodes", "nothing for label Place, text libia; near it: place:libya (Libya)"},
	} {
		body := s.get(path, http.StatusOK)
		if note, _ := at(t, body, "meta", "note").(string); len(listAt(t, body, want.list)) != 0 || !strings.HasPrefix(note, want.note) {
			t.Errorf("%s: %q", path, note)
		}
	}
}

// TestReadiness holds the difference between a process that lives and one that
// has something to answer with.
func TestReadiness(t *testing.T) {
	d := dbtest.Empty(t)
	s := serving(t, d)
	s.get("/healthz", http.StatusOK)
	if detail := at(t, s.get("/readyz", http.StatusServiceUnavailable), "detail").(string); detail != "nothing is loaded: corridor load does that" {
		t.Error(detail)
	}
	if detail := at(t, s.get("/api/v1/actors", http.StatusServiceUnavailable), "detail").(string); detail != "nothing is loaded: corridor load does that" {
		t.Error(detail) // an empty list would read as if there were no actors
	}
	if body := s.get("/api/v1/counts", http.StatusOK); at(t, body, "meta", "release") != "" {
		t.Errorf("%v", body)
	}
	begun := func() {
		t.Helper()
		if _, err := d.Write(t.Context(), "MERGE (r:Release {key: 'release:begun'}) SET r.release = 'begun', r.loaded = false", nil, db.DefaultLimits); err != nil {
			t.Fatal(err)
		}
	}
	begun()
	if detail := at(t, s.get("/readyz", http.StatusServiceUnavailable), "detail").(string); !strings.HasPrefix(detail, "nothing is loaded: a load has begun and not ended") {
		t.Error(detail)
	}
	if body := s.get("/api/v1/counts", http.StatusOK); at(t, body, "meta", "release") != "" || at(t, body, "meta", "loading") != true {
		t.Errorf("%v", body)
	}
	d = dbtest.Loaded(t)
	s = serving(t, d)
	if meta := at(t, s.get("/api/v1/counts", http.StatusOK), "meta").(map[string]any); meta["loading"] != nil {
		t.Errorf("%v", meta)
	}
	begun()
	if meta := at(t, s.get("/api/v1/counts", http.StatusOK), "meta").(map[string]any); meta["loading"] != true || meta["release"] == "begun" {
		t.Errorf("%v", meta)
	}
	if _, err := d.Load(t.Context(), dbtest.Dataset(t), nil); err != nil {
		t.Fatal(err)
	}
	if release := at(t, s.get("/readyz", http.StatusOK), "release").(string); release != at(t, s.get("/api/v1/counts", http.StatusOK), "meta", "release") {
		t.Error(release)
	}
}

// TestReadinessOfASilentDatabase holds that a server that takes a connection and
// then says nothing is called unreachable, by the time of readiness and not by
// that of a query.
func TestReadinessOfASilentDatabase(t *testing.T) {
	var silent atomic.Bool
	d, err := db.Open(t.Context(), db.Target{URI: "bolt://" + relay(t, dbtest.Address(t), &silent)})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(context.Background()) //nolint:errcheck // the test is over
	silent.Store(true)
	s := serving(t, d)
	body := s.get("/readyz", http.StatusServiceUnavailable)
	if at(t, body, "type") != "/api/v1/#database-unreachable" || at(t, body, "detail") != "database unreachable: no answer within 3s" {
		t.Errorf("%v", body)
	}
	if a := s.read(http.MethodGet, "/readyz"); a.Header().Get("Retry-After") == "" {
		t.Error("nothing says when to try again")
	}
}

// relay passes a client on to the server at a bolt:// address, and keeps what it
// answers once it is to be silent. It gives the address to ask.
func relay(t *testing.T, server string, silent *atomic.Bool) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() }) //nolint:errcheck // the test is over
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			answering, err := net.Dial("tcp", strings.TrimPrefix(server, "bolt://"))
			if err != nil {
				client.Close() //nolint:errcheck // which the client sees
				continue
			}
			go func() {
				io.Copy(answering, client) //nolint:errcheck // until one of the two ends
				answering.Close()          //nolint:errcheck // for the other direction to end
			}()
			go pass(client, answering, silent)
		}
	}()
	return listener.Addr().String()
}

// pass gives a client what comes from a server, unless it is to be silent.
func pass(client, server net.Conn, silent *atomic.Bool) {
	defer client.Close() //nolint:errcheck // nothing more comes
	buffer := make([]byte, 32<<10)
	for {
		n, err := server.Read(buffer)
		if err != nil {
			return
		}
		if silent.Load() {
			continue
		}
		if _, err := client.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// TestALimitSaysWhatItLeavesOut holds for the limit of a named query what holds
// for the lists.
func TestALimitSaysWhatItLeavesOut(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	body := s.get("/api/v1/queries/actors?limit=3&skip=2", http.StatusOK)
	if left, of := numberAt(t, body, "meta", "left_out", "rows"), numberAt(t, body, "of", "count"); left != of-5 || len(listAt(t, body, "rows")) != 3 {
		t.Errorf("3 rows after 2 of %v leave out %v", of, left)
	}
	for path, want := range map[string]string{
		"/api/v1/queries/actors?limit=-1":              "limit: -1 is not from 1 to",
		"/api/v1/queries/paths?from=a&to=b&max=9":      "max: 9 is not from 1 to 8",
		"/api/v1/queries/levers-on-stage?stage=":       "stage is empty",
		"/api/v1/search?q=":                            "q is empty",
		"/api/v1/nodes?label=Foo":                      `label: "Foo" is none of Stage`,
		"/api/v1/queries/changes?label=X":              `label: "X" is none of Stage`,
		"/api/v1/queries/ways-to-exploitation?steps=4": "steps: 4 is not from 1 to 3",
	} {
		if detail := at(t, s.get(path, http.StatusBadRequest), "detail").(string); !strings.Contains(detail, want) {
			t.Errorf("%s: %s", path, detail)
		}
	}
}
