package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"corridor/internal/db"
	"corridor/internal/dbtest"
)

// scene sends what a reader has gathered, and holds the answer against its schema.
func (s service) scene(body string) map[string]any {
	s.t.Helper()
	answer := s.do(sceneRequest(body), http.StatusOK)
	if err := schemaOf(s.t, "/api/v1/scene", "post", "200", "application/json").Validate(answer); err != nil {
		s.t.Errorf("%s: %v", body, err)
	}
	return answer
}

func sceneRequest(body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/api/v1/scene", strings.NewReader(body))
	r.Host = "localhost"
	r.Header.Set("Content-Type", "application/json")
	return r
}

// places are those of the nodes of a scene, by key.
func places(t *testing.T, scene map[string]any) map[string][2]any {
	t.Helper()
	found := map[string][2]any{}
	for _, n := range listAt(t, scene, "picture", "nodes") {
		found[at(t, n, "key").(string)] = [2]any{at(t, n, "x"), at(t, n, "y")}
	}
	return found
}

// TestTheExampleOfASceneAnswersAsDescribed asks what the document gives as example.
func TestTheExampleOfASceneAnswersAsDescribed(t *testing.T) {
	example, err := json.Marshal(described(t).Paths.Value("/api/v1/scene").Post.RequestBody.Value.Content["application/json"].Example)
	if err != nil {
		t.Fatal(err)
	}
	body := serving(t, dbtest.Loaded(t)).scene(string(example))
	if len(listAt(t, body, "picture", "nodes")) < 8 || len(listAt(t, body, "paths", 0, "ways")) != 3 || len(listAt(t, body, "meta", "queries")) != 4 {
		t.Errorf("%v", body)
	}
}

// TestASceneAddsUp holds the counts of a scene against those of the address for
// neighbours, which counts ties to the record as well: what is shown of each node
// and what is hidden of it are all that it has.
func TestASceneAddsUp(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	body := s.scene(`{"nodes": ["actor:migrant-worker", "definition:un-trafficking"], "open": [{"key": "process:trafficking", "limit": 7}, {"key": "doc:001", "limit": 3}]}`)
	shown := map[string]int{}
	drawn := places(t, body)
	for _, r := range listAt(t, body, "picture", "relationships") {
		for end, other := range map[string]string{"from": "to", "to": "from"} {
			key := at(t, r, end).(string)
			if _, has := drawn[key]; !has {
				t.Errorf("an end of %v is not shown", r)
			}
			if end == "from" || key != at(t, r, other) {
				shown[fmt.Sprint(key, at(t, r, "type"), map[string]string{"from": "out", "to": "in"}[end])]++
			}
		}
	}
	ofRecord := []any{"VOICES", "QUANTIFIES", "ILLUSTRATES", "BEARS_ON", "IN"}
	for key := range drawn {
		hidden := map[string]int{}
		for _, g := range listAt(t, body, "hidden", key) {
			id := fmt.Sprint(key, at(t, g, "type"), at(t, g, "direction"))
			hidden[id] = numberAt(t, g, "total") - numberAt(t, g, "shown")
			if numberAt(t, g, "shown") != shown[id] || hidden[id] <= 0 {
				t.Errorf("%s: %v, shown are %d", key, g, shown[id])
			}
		}
		for _, g := range listAt(t, s.get("/api/v1/nodes/"+key+"/neighbours?limit=1", http.StatusOK), "groups") {
			id := fmt.Sprint(key, at(t, g, "type"), at(t, g, "direction"))
			if !slices.Contains(ofRecord, at(t, g, "type")) && shown[id]+hidden[id] != numberAt(t, g, "total") {
				t.Errorf("%s: %d are shown, %d hidden, of %v", key, shown[id], hidden[id], g)
			}
		}
	}
}

// TestWhatIsOpenedLaterMovesNoNode asks for what was opened one by one.
func TestWhatIsOpenedLaterMovesNoNode(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	opened := []string{
		`{"key": "actor:smuggler"}`, `{"key": "process:trafficking", "limit": 30}`, `{"key": "process:trafficking", "direction": "in", "type": "ACTS_ON"}`,
		`{"key": "resource:profit"}`, `{"key": "actor:smuggler", "limit": 200}`,
	}
	const paths = `"paths": [{"from": "actor:smuggler", "to": "exploitation:domestic-servitude", "k": 4}, {"from": "actor:broker", "to": "process:trafficking", "after": %d}]`
	scene := func(n int) map[string][2]any {
		return places(t, s.scene(fmt.Sprintf(`{"nodes": ["actor:smuggler", "process:smuggling"], "open": [%s], `+paths+`}`, strings.Join(opened[:n], ","), min(n, 2))))
	}
	whole := scene(len(opened))
	before := 0
	for n := 2; n <= len(opened); n++ {
		some := scene(n)
		for key, place := range some {
			if whole[key] != place {
				t.Errorf("after %d openings %s stands at %v, after all at %v", n, key, place, whole[key])
			}
		}
		if len(some) < before {
			t.Errorf("after %d openings there are %d nodes, before %d", n, len(some), before)
		}
		before = len(some)
	}
	taken := map[[2]any]string{}
	for key, place := range whole {
		if other, has := taken[place]; has {
			t.Errorf("%s stands on %s", key, other)
		}
		taken[place] = key
	}
}

// TestAnExpansionIsWhatTheNeighboursSay holds an expansion by type and direction
// against the address for neighbours.
func TestAnExpansionIsWhatTheNeighboursSay(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for _, c := range []struct{ key, kind, direction string }{
		{"process:trafficking", "FURTHERS", "in"}, {"process:trafficking", "YIELDS", "out"}, {"definition:un-trafficking", "HAS_ELEMENT", "out"}, {"actor:migrant-worker", "AMONG", "in"},
	} {
		wanted := map[any]bool{c.key: true}
		for _, n := range listAt(t, s.get("/api/v1/nodes/"+c.key+"/neighbours?limit=1000&type="+c.kind+"&direction="+c.direction, http.StatusOK), "nodes") {
			wanted[at(t, n, "key")] = true
		}
		shown := places(t, s.scene(fmt.Sprintf(`{"open": [{"key": %q, "type": %q, "direction": %q, "limit": 1000}]}`, c.key, c.kind, c.direction)))
		for key := range shown {
			if !wanted[key] {
				t.Errorf("%v expands to %s", c, key)
			}
		}
		if len(shown) != len(wanted) || len(shown) < 2 {
			t.Errorf("%v expands to %d nodes, want %d", c, len(shown)-1, len(wanted)-1)
		}
	}
}

// TestASceneRefusesWhatItCannotDraw holds what is said of it, and that what is near
// a key is named.
func TestASceneRefusesWhatItCannotDraw(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for body, want := range map[string]string{
		`{}`:                               "it names nothing to show",
		`null`:                             "it names nothing to show",
		`{"nodes": null}`:                  "null where a list is wanted",
		`{"nodes": [null]}`:                "nodes[0]: want the key of a node",
		`{"nodes": ["actor:brokr"]}`:       "nodes[0]: no node has the key actor:brokr; near it: actor:broker (broker)",
		`{"nodes": ["actor:broker", "x"]}`: `nodes[1]: "x" is no key`,
		`{"nodes": ["claim:border-control-curbs-trafficking"]}`:                      "with the label Claim, which stands on relationships",
		`{"open": [{"key": "actor:brokr"}]}`:                                         "open[0].key: no node has the key actor:brokr; near it: actor:broker (broker)",
		`{"open": [{"key": "actor:broker", "type": "NOSUCH"}]}`:                      `open[0].type: "NOSUCH" is none of`,
		`{"open": [{"key": "actor:broker", "direction": "up"}]}`:                     `open[0].direction: "up" is none of`,
		`{"open": [{"key": "actor:broker", "limit": 0}]}`:                            "open[0].limit: 0 is not from 1 to 1000",
		`{"open": [{"key": "actor:broker", "depth": 2}]}`:                            `unknown field "depth"`,
		`{"paths": [{"from": "actor:broker", "to": "place:libia"}]}`:                 "paths[0].to: no node has the key place:libia; near it: place:libya (Libya)",
		`{"paths": [{"from": "actor:broker", "to": "place:libya", "k": 51}]}`:        "paths[0].k: 51 is not from 1 to 50",
		`{"paths": [{"from": "actor:broker", "to": "place:libya", "after": 1}]}`:     "paths[0].after: 1 is not from 0 to 0",
		`{"paths": [{"from": "actor:broker", "to": "place:libya", "types": ["X"]}]}`: `paths[0].types[0]: "X" is none of`,
		`{"nodes": [` + strings.Repeat(`"actor:broker",`, 2000) + `"x"]}`:            "nodes: there are 2001, and at most 2000 are shown",
	} {
		if detail := at(t, s.do(sceneRequest(body), http.StatusBadRequest), "detail").(string); !strings.Contains(detail, want) {
			t.Errorf("%.80s: %s", body, detail)
		}
	}
}

// TestASceneOfMoreThanCanBeDrawnSaysWhatItLeavesOut opens what has more neighbours
// than are drawn; ways come before them.
func TestASceneOfMoreThanCanBeDrawnSaysWhatItLeavesOut(t *testing.T) {
	d := dbtest.LoadedEngine(t)
	if _, err := d.Write(t.Context(), "MATCH (b) WHERE b.key IN ['actor:broker', 'actor:smuggler', 'actor:trafficker'] UNWIND range(1, 900) AS i "+
		"CREATE (b)-[:USES {layer: 'many'}]->(:Method {key: 'method:' + split(b.key, ':')[1] + i, name: 'one of many', layer: 'many'})", nil, db.DefaultLimits); err != nil {
		t.Fatal(err)
	}
	body := serving(t, d).scene(`{"open": [{"key": "actor:broker", "type": "USES", "limit": 1000}, {"key": "actor:smuggler", "type": "USES", "limit": 900}, {"key": "actor:trafficker", "type": "USES", "limit": 1000}],
		"paths": [{"from": "actor:broker", "to": "process:smuggling"}]}`)
	nodes := listAt(t, body, "picture", "nodes")
	left := numberAt(t, body, "meta", "left_out", "Method")
	if len(nodes) != 2000 || left < 690 || left > 720 || len(listAt(t, body, "paths", 0, "ways")) != 5 {
		t.Errorf("%d nodes, %d left out", len(nodes), left)
	}
	for _, group := range listAt(t, body, "hidden", "actor:broker") {
		if at(t, group, "type") == "USES" {
			t.Errorf("of what was opened first there is hidden: %v", group)
		}
	}
}

// TestMeasuresOfAScene holds the degree against the address for neighbours.
func TestMeasuresOfAScene(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	body := s.scene(`{"nodes": ["process:trafficking"], "open": [{"key": "process:trafficking", "limit": 1000}]}`)
	nodes := listAt(t, body, "picture", "nodes")
	of := nodes[slices.IndexFunc(nodes, func(n any) bool { return at(t, n, "key") == "process:trafficking" })]
	total := 0
	for _, g := range listAt(t, s.get("/api/v1/nodes/process:trafficking/neighbours?limit=1", http.StatusOK), "groups") {
		total += numberAt(t, g, "total")
	}
	hidden := listAt(t, body, "hidden", "process:trafficking")
	if numberAt(t, of, "degree") != total || len(hidden) > 0 || at(t, of, "between").(float64) < 0.5 {
		t.Errorf("%v, of which %v is hidden, has %d relationships", of, hidden, total)
	}
}
