package db_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"corridor/cypher"
	"corridor/internal/db"
	"corridor/internal/dbtest"
	"corridor/internal/exchange"
)

// TestWholeGraphIsTheDataset holds that all of it is read, under its keys.
func TestWholeGraphIsTheDataset(t *testing.T) {
	value := dbtest.Dataset(t)
	g, err := dbtest.OnlyLoaded(t).WholeGraph(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if g.Release != value.Release || g.Edition != int64(value.Edition) {
		t.Errorf("release %s, edition %d", g.Release, g.Edition)
	}
	have := map[string]exchange.Node{}
	for _, n := range g.Nodes {
		have[n.ID] = n
	}
	for _, n := range value.Nodes {
		if !slices.Equal(slices.Sorted(slices.Values(have[n.Key].Labels)), slices.Sorted(slices.Values(n.Labels))) || len(have[n.Key].Labels) > 0 && have[n.Key].Labels[0] != n.Labels[0] {
			t.Errorf("%s: %v", n.Key, have[n.Key].Labels)
		}
		for name := range n.Properties {
			if _, there := have[n.Key].Properties[name]; !there {
				t.Errorf("%s lacks %s", n.Key, name)
			}
		}
	}
	if len(g.Nodes) != len(value.Nodes)+1 || len(g.Relationships) != len(value.Relationships) { // and the release
		t.Errorf("%d nodes for %d, %d relationships for %d", len(g.Nodes), len(value.Nodes), len(g.Relationships), len(value.Relationships))
	}
}

// TestGraphOfAnAnswer holds what of the graph goes along with an answer.
func TestGraphOfAnAnswer(t *testing.T) {
	d := dbtest.Loaded(t)
	const cut = "MATCH (l:Lever)-[r:ACTS_ON]->(m:Method) "
	for name, c := range map[string]struct {
		statement string
		has, not  []string // labels, or types
	}{
		"relationships":          {cut + "RETURN r", []string{"Lever", "Method", "ACTS_ON", "Claim", "SUBJECT", "Evidence", "CITES", "Passage", "IN", "Document", "VOICES"}, []string{"Task", "USES"}},
		"keys":                   {cut + "RETURN l.key, collect({of: m.key})", []string{"Lever", "Method", "ACTS_ON", "Evidence"}, []string{"Task"}},
		"a path":                 {"MATCH p = (:Method)<-[:USES]-(:Task)-[:PART_OF]->(:Stage) RETURN p", []string{"Method", "Task", "Stage", "USES", "PART_OF", "Evidence"}, []string{"Lever"}},
		"claims":                 {"MATCH (c:Claim {type: 'ACTS_ON'}) RETURN c.key", []string{"Claim", "Evidence", "BEARS_ON", "Passage"}, []string{"Lever", "SUBJECT"}},
		"evidence":               {"MATCH (e:Evidence) WITH e LIMIT 3 RETURN e", []string{"Evidence", "Passage", "Document"}, []string{"Claim"}},
		"neither nodes nor keys": {"RETURN 1, 'no key', 'actor:nobody'", nil, []string{"Lever"}},
	} {
		g, err := d.StatementGraph(t.Context(), c.statement, nil, db.DefaultLimits)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		there := map[string]int{}
		keys := map[string]bool{}
		for _, n := range g.Nodes {
			keys[n.Key()] = true
			for _, label := range n.Labels {
				there[label]++
			}
		}
		evidence := map[string]bool{}
		for _, r := range g.Relationships {
			there[r.Type]++
			items, _ := r.Properties["evidence"].([]any)
			for _, item := range items {
				evidence[item.(string)] = true
			}
		}
		for _, want := range c.has {
			if there[want] == 0 {
				t.Errorf("%s: no %s in %v", name, want, there)
			}
		}
		for _, no := range c.not {
			if there[no] > 0 {
				t.Errorf("%s: %s in %v", name, no, there)
			}
		}
		for key := range maps.Keys(evidence) {
			if !keys[key] {
				t.Errorf("%s: %s is not there", name, key)
			}
		}
	}
}

// TestGraphOfANamedQuery takes one that draws by a text of its own, and one that gives keys.
func TestGraphOfANamedQuery(t *testing.T) {
	d := dbtest.Loaded(t)
	for _, name := range []string{"overview", "levers-on-stage"} {
		q, err := cypher.Lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		given := map[string]any{}
		for _, p := range q.Parameters {
			given[p.Name] = p.Example
		}
		bound, err := q.Bind(given)
		if err != nil {
			t.Fatal(err)
		}
		g, err := d.QueryGraph(t.Context(), q, bound, db.DefaultLimits)
		if err != nil || len(g.Nodes) == 0 || len(g.Relationships) == 0 {
			t.Errorf("%s: %+v, %v", name, g, err)
		}
	}
}

// TestACutAnswerIsNotExported holds that a part is not taken for the whole, and
// that a statement that writes is refused.
func TestACutAnswerIsNotExported(t *testing.T) {
	d := dbtest.Loaded(t)
	few := db.DefaultLimits
	few.Rows = 5
	if _, err := d.StatementGraph(t.Context(), "MATCH (c:Claim) RETURN c", nil, few); !errors.Is(err, db.ErrLimit) || !strings.Contains(err.Error(), "more than 5") {
		t.Error(err)
	}
	if _, err := d.StatementGraph(t.Context(), "CREATE (n) RETURN n", nil, db.DefaultLimits); !errors.Is(err, db.ErrReadOnly) {
		t.Error(err)
	}
}

// TestOthersGetNoHiddenLayer holds that an export for other tools has nothing of a
// layer that was hidden, whose text is in the database.
func TestOthersGetNoHiddenLayer(t *testing.T) {
	d := withLayers(t, "notes")
	addTo(t, d, "notes", knowledge)
	if _, err := d.HideLayer(t.Context(), "notes"); err != nil {
		t.Fatal(err)
	}
	whole, err := d.WholeGraph(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	part, err := d.StatementGraph(t.Context(), "MATCH (l:Layer) RETURN l", nil, db.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	for what, g := range map[string]*exchange.Graph{"the whole": whole, "an answer": part} {
		layers := 0
		for _, n := range g.Nodes {
			if n.Properties["name"] == "notes" && n.Properties["hidden"] == true {
				layers++
			}
			if text := fmt.Sprint(n.Properties); strings.Contains(text, "ferryman") && strings.Contains(text, "Field notes") {
				t.Errorf("%s has %s", what, text)
			}
		}
		if layers != 1 {
			t.Errorf("%s has %d layers", what, layers)
		}
	}
}
