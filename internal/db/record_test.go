package db_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"corridor/graph"
	"corridor/internal/db"
	"corridor/internal/dbtest"
)

// released gives a value with another release's name and some changes.
func released(value *graph.Value, digit string, change func(*graph.Value)) *graph.Value {
	next := &graph.Value{Release: strings.Repeat(digit, len(value.Release)), Nodes: slices.Clone(value.Nodes), Relationships: slices.Clone(value.Relationships)}
	change(next)
	return next
}

func rename(value *graph.Value, key, name string) {
	for i, n := range value.Nodes {
		if n.Key == key {
			value.Nodes[i].Properties = maps.Clone(n.Properties)
			value.Nodes[i].Properties["name"] = name
		}
	}
}

func addMade(value *graph.Value, key string) {
	value.Nodes = append(value.Nodes, graph.ValueNode{Key: key, Labels: []string{"Setting"}, Properties: map[string]any{"name": "made", "kind": "site", "uuid": graph.ID(key)}})
}

func recorded(t *testing.T, d *db.DB) map[string]any {
	t.Helper()
	all, _ := one(t, d, "MATCH (r:Release) RETURN properties(r)").(map[string]any)
	out := map[string]any{}
	for _, name := range []string{"previous", "added", "changed", "changed_what", "retired", "retired_names", "retired_labels"} {
		if v, ok := all[name]; ok {
			out[name] = v
		}
	}
	return out
}

// TestLoadRecordsWhatChangedSinceTheReleaseBefore walks through a first load,
// a second release, a third that was stopped, and one after it.
func TestLoadRecordsWhatChangedSinceTheReleaseBefore(t *testing.T) {
	d, first := dbtest.Empty(t), dbtest.Dataset(t)
	load(t, d, first)
	if have := recorded(t, d); len(have) != 0 {
		t.Errorf("a first load records %v", have)
	}
	second := released(first, "2", func(v *graph.Value) {
		*v = *without(v, "actor:broker")
		v.Release = strings.Repeat("2", len(first.Release))
		rename(v, "stage:movement", "the way")
		addMade(v, "setting:made")
	})
	load(t, d, second)
	have := recorded(t, d)
	if have["previous"] != first.Release || !reflect.DeepEqual(have["added"], []any{"setting:made"}) ||
		!reflect.DeepEqual(have["retired"], []any{"actor:broker"}) || !reflect.DeepEqual(have["retired_names"], []any{"broker"}) || !reflect.DeepEqual(have["retired_labels"], []any{"ActorType"}) {
		t.Errorf("the second records %v", have)
	}
	changed, what := have["changed"].([]any), have["changed_what"].([]any)
	if at := slices.Index(changed, any("stage:movement")); at < 0 || what[at] != "name" {
		t.Errorf("stage:movement is not recorded as renamed: %v", changed)
	}
	if at := slices.Index(changed, any("place:thailand")); at >= 0 {
		t.Errorf("a node that nothing happened to is recorded: %v", what[at])
	}
	if again := load(t, d, second); again.Any() {
		t.Errorf("the second once more changed %+v", again)
	}

	third := released(second, "3", func(v *graph.Value) { addMade(v, "setting:third"); rename(v, "stage:movement", "third") })
	stopped(t, d, third, 1)
	fourth := released(second, "4", func(v *graph.Value) { addMade(v, "setting:fourth") })
	load(t, d, fourth)
	have = recorded(t, d)
	if have["previous"] != second.Release || !reflect.DeepEqual(have["added"], []any{"setting:fourth"}) || len(have["retired"].([]any)) != 0 {
		t.Errorf("after a third that was stopped, the fourth records %v", have)
	}
	if !reflect.DeepEqual(have["changed"], []any{"stage:movement"}) {
		t.Errorf("the fourth records as changed %v", have["changed"])
	}
}

// TestALoadThatWasStoppedKeepsItsRecord holds that going on with a load does
// not compare with its own first half.
func TestALoadThatWasStoppedKeepsItsRecord(t *testing.T) {
	d, first := dbtest.OnlyLoaded(t), dbtest.Dataset(t)
	second := released(first, "2", func(v *graph.Value) { addMade(v, "setting:made"); rename(v, "stage:movement", "the way") })
	stopped(t, d, second, 0.9)
	load(t, d, second)
	have := recorded(t, d)
	if have["previous"] != first.Release || !reflect.DeepEqual(have["added"], []any{"setting:made"}) || !reflect.DeepEqual(have["changed"], []any{"stage:movement"}) {
		t.Errorf("it records %v", have)
	}
}
