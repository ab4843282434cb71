package graph_test

import (
	"reflect"
	"slices"
	"testing"

	"corridor/graph"
)

func TestStandings(t *testing.T) {
	const payer = "claim:baker-pays-miller"
	for name, c := range map[string]struct {
		edits [][3]string
		key   string
		want  graph.Standing // Documents and Evidence are looked at apart
	}{
		"the page and its publisher are one voice; critics dispute": {
			key: payer, want: graph.Standing{Standing: "disputed", For: 1, Against: 1, Hedge: "mostly"},
		},
		"hearsay does not assert, unknown voices count apart": {
			key: "claim:mills-feed", want: graph.Standing{Standing: "reported", Unknown: 1},
		},
		"recommending and asserting both count for; the least hedge stays": {
			key: "claim:inspect", want: graph.Standing{Standing: "asserted", For: 2, Hedge: "none"},
		},
		"only others say it: reported": {
			edits: [][3]string{{"readings/x.yaml", `voice: "doc:x", stance: asserts, hedge: mostly`, `voice: holder:critics, stance: asserts, hedge: mostly`}},
			key:   payer, want: graph.Standing{Standing: "reported", For: 2, Against: 1},
		},
		"one who qualifies makes it disputed": {
			edits: [][3]string{{"readings/y.yaml", "stance: disputes", "stance: qualifies"}},
			key:   payer, want: graph.Standing{Standing: "disputed", For: 1, Qualified: 1, Hedge: "mostly"},
		},
		"asking is neither": {
			edits: [][3]string{{"readings/y.yaml", "stance: disputes", "stance: asks"}},
			key:   payer, want: graph.Standing{Standing: "asserted", For: 1, Hedge: "mostly"},
		},
		"figures have a standing too": {
			key: "stat:price", want: graph.Standing{Standing: "asserted", For: 1, Hedge: "none"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			have := graph.Standings(readSmall(t, c.edits...))[c.key]
			have.Documents, have.Evidence = nil, nil
			if !reflect.DeepEqual(have, c.want) {
				t.Errorf("have %+v, want %+v", have, c.want)
			}
		})
	}
}

func TestBuildProjectsOnlyWhatIsFact(t *testing.T) {
	for name, c := range map[string]struct {
		edit     [3]string
		projects bool
	}{
		"asserted or disputed": {[3]string{"claims/money.yaml", "", ""}, true},
		"negative":             {[3]string{"claims/money.yaml", "for: [resource:flour]", "for: [resource:flour], polarity: negative"}, false},
		"a duty":               {[3]string{"claims/money.yaml", "for: [resource:flour]", "for: [resource:flour], mode: ought"}, false},
		"a prediction":         {[3]string{"claims/money.yaml", "for: [resource:flour]", "for: [resource:flour], mode: will"}, false},
		"reported":             {[3]string{"readings/x.yaml", `voice: "doc:x", stance: asserts, hedge: mostly`, `voice: holder:critics, stance: asserts, hedge: mostly`}, false},
	} {
		t.Run(name, func(t *testing.T) {
			value := graph.Build(readSmall(t, c.edit))
			found := slices.ContainsFunc(value.Relationships, func(r graph.ValueRelationship) bool {
				return r.Type == "PAYS" && r.Identity["claim"] == "claim:baker-pays-miller"
			})
			if found != c.projects {
				t.Errorf("projected: %v, want %v", found, c.projects)
			}
		})
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	a, b := graph.Build(readSmall(t)), graph.Build(readSmall(t))
	if a.Release != b.Release || !reflect.DeepEqual(a, b) {
		t.Error("two builds of one dataset differ")
	}
	changed := graph.Build(readSmall(t, [3]string{"nodes/lever.yaml", "inspection of mills", "inspection of all mills"}))
	if changed.Release == a.Release {
		t.Error("another dataset has the same release")
	}
}

func TestIDIsStable(t *testing.T) {
	// Written down once: other people's data refer to it.
	if have, want := graph.ID("actor:broker"), "16d04117-eb7a-53f1-9f60-c26f9bec6eb2"; have != want {
		t.Errorf("ID(actor:broker) is %s, was %s", have, want)
	}
}
