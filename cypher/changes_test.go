package cypher_test

import (
	"reflect"
	"strings"
	"testing"

	"corridor/cypher"
	"corridor/graph"
	"corridor/internal/db"
	"corridor/internal/dbtest"
)

// TestChangesAgainstTheReleaseBefore loads two small releases, one after the
// other, and asks what the second did.
func TestChangesAgainstTheReleaseBefore(t *testing.T) {
	d := dbtest.Empty(t)
	q, err := cypher.Lookup("changes")
	if err != nil {
		t.Fatal(err)
	}
	ask := func(given map[string]any) [][]any {
		bound, err := q.Bind(given)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := d.Read(t.Context(), q.Text, bound, db.DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		return rows.Values
	}
	first := smallRelease("1", "setting:farm", "farm", "setting:mine", "mine")
	second := smallRelease("2", "setting:farm", "farmstead", "setting:sea", "fishing at sea")
	for _, c := range []struct {
		release *graph.Value
		given   map[string]any
		want    [][]any
	}{
		{first, nil, [][]any{
			{"added", "Setting", "setting:farm", "farm", nil, first.Release, nil},
			{"added", "Setting", "setting:mine", "mine", nil, first.Release, nil},
		}},
		{second, nil, [][]any{
			{"added", "Setting", "setting:sea", "fishing at sea", nil, second.Release, first.Release},
			{"changed", "Setting", "setting:farm", "farmstead", "name", second.Release, first.Release},
			{"retired", "Setting", "setting:mine", "mine", nil, second.Release, first.Release},
		}},
		{second, map[string]any{"change": "retired"}, [][]any{
			{"retired", "Setting", "setting:mine", "mine", nil, second.Release, first.Release},
		}},
		{second, map[string]any{"label": "Task"}, nil},
	} {
		if _, err := d.Load(t.Context(), c.release, nil); err != nil {
			t.Fatal(err)
		}
		if have := ask(c.given); len(have)+len(c.want) > 0 && !reflect.DeepEqual(have, c.want) {
			t.Errorf("release %.1s, %v: have %v, want %v", c.release.Release, c.given, have, c.want)
		}
	}
}

// smallRelease has nothing but settings.
func smallRelease(digit string, keysAndNames ...string) *graph.Value {
	value := &graph.Value{Release: strings.Repeat(digit, 64)}
	for i := 0; i < len(keysAndNames); i += 2 {
		properties := map[string]any{"name": keysAndNames[i+1], "kind": "site", "uuid": graph.ID(keysAndNames[i])}
		value.Nodes = append(value.Nodes, graph.ValueNode{Key: keysAndNames[i], Labels: []string{"Setting"}, Properties: properties})
	}
	return value
}
