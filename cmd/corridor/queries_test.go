package main_test

import (
	"strings"
	"testing"
)

// TestQuerySaysWhyThereIsNothing holds that a query without rows says for what,
// and refuses a key that names nothing, or something else than is wanted.
func TestQuerySaysWhyThereIsNothing(t *testing.T) {
	loaded(t)
	for place, want := range map[string]struct {
		code int
		said string
	}{
		"place:australia": {0, "nothing for place place:australia (Australia); near it: "},
		"libia":           {2, `place: "libia" is no key; near it: place:libya (Libya)`},
		"place:libia":     {2, "place: no node has the key place:libia; near it: place:libya (Libya)"},
		"actor:broker":    {2, "place: actor:broker (broker) is a node with the label ActorType, wanted is Place"},
	} {
		for _, format := range []string{"table", "json", "csv", "graph"} {
			r := corridor(t, "query", "routes-through", "place="+place, "--format", format)
			if r.code != want.code || !strings.Contains(r.err, want.said) || strings.Contains(r.out, want.said) {
				t.Errorf("%s as %s: status %d: %s", place, format, r.code, r.err)
			}
		}
	}
}
