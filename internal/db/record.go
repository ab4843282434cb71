package db

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"corridor/graph"
)

// record is what a release changes against the one loaded before it. It is
// written before the first change, so that a load that was stopped and begun
// again still compares with the release before, not with its own first half.
type record struct {
	wanted   map[string]bool     // keys of this release
	previous string              // the release that was loaded before; empty at the first load
	added    map[string]bool     // keys
	changed  map[string][]string // key -> names of the properties and types of relationships that differ
	retired  map[string]goneNode // by key
}

// goneNode is how a node that may be gone was called.
type goneNode struct{ label, name string }

// begin records what the load is about to change, unless an earlier load of
// the same release has done so.
func (l *loader) begin() error {
	key := stampKey(l.value)
	if _, stands := l.nodes[key]; stands {
		return nil
	}
	r := l.compare()
	for _, unfinished := range l.stamps(false) {
		r.goOn(l.nodes[unfinished].properties)
	}
	parameters := r.properties()
	parameters["release"] = l.value.Release
	parameters["uuid"] = graph.ID(key)
	parameters["name"] = key
	parameters["loaded"] = false
	parameters["edition"] = l.value.Edition
	err := l.write("MERGE (n:Release {key: $key}) SET n += $properties", map[string]any{"key": key, "properties": parameters})
	if err != nil {
		return fmt.Errorf("record what changes: %w", err)
	}
	return nil
}

func stampKey(value *graph.Value) string { return "release:" + value.Release[:graph.ShortRelease] }

// stamps are the keys of other releases' nodes, of finished loads or of
// unfinished ones, sorted.
func (l *loader) stamps(loaded bool) []string {
	var keys []string
	for _, key := range slices.Sorted(maps.Keys(l.nodes)) {
		n := l.nodes[key]
		if strings.HasPrefix(key, "release:") && key != stampKey(l.value) && n.released && (n.properties["loaded"] == true) == loaded {
			keys = append(keys, key)
		}
	}
	return keys
}

// compare tells the release from what stands. A relationship counts as a part
// of the node that it leaves.
func (l *loader) compare() record {
	r := record{wanted: map[string]bool{}, added: map[string]bool{}, changed: map[string][]string{}, retired: map[string]goneNode{}}
	for _, key := range l.stamps(true) {
		r.previous, _ = l.nodes[key].properties["release"].(string)
	}
	for _, n := range l.value.Nodes {
		r.wanted[n.Key] = true
		have, stands := l.nodes[n.Key]
		if !stands || have.properties["retired"] == true {
			r.added[n.Key] = true
			continue
		}
		r.differs(n.Key, slices.Collect(maps.Keys(difference(n.Properties, have.properties, owned(n.Labels[0]))))...)
	}
	for key, have := range l.nodes {
		if have.released && !r.wanted[key] && have.properties["retired"] != true && !strings.HasPrefix(key, "release:") {
			r.retired[key] = nameOf(have)
		}
	}
	l.compareRelationships(&r)
	return r
}

func (l *loader) compareRelationships(r *record) {
	wanted := map[string]bool{}
	for _, relationship := range l.value.Relationships {
		wanted[relationship.String()] = true
		have, stands := l.relationships[relationship.String()]
		properties := maps.Clone(relationship.Properties)
		maps.Copy(properties, relationship.Identity)
		if !stands || len(difference(properties, have.properties, ownedByType(relationship.Type))) > 0 {
			r.differs(relationship.From, relationship.Type)
		}
	}
	for name, have := range l.relationships {
		if !wanted[name] {
			r.differs(have.from, have.kind)
		}
	}
}

// differs notes what differs at a node that is neither new nor gone.
func (r record) differs(key string, names ...string) {
	if _, gone := r.retired[key]; gone || r.added[key] {
		return
	}
	for _, name := range names {
		if !slices.Contains(r.changed[key], name) {
			r.changed[key] = append(r.changed[key], name)
		}
	}
}

// goOn takes in what an unfinished load of another release had set out to do,
// part of which stands now. What it touched and this load has counts as
// changed, even where it is as it was in the release before.
func (r record) goOn(unfinished map[string]any) {
	for _, key := range texts(unfinished["added"]) {
		if _, gone := r.retired[key]; gone {
			delete(r.retired, key)
			continue
		}
		delete(r.changed, key)
		r.added[key] = r.wanted[key]
	}
	for _, key := range texts(unfinished["retired"]) {
		if r.added[key] {
			delete(r.added, key)
			r.differs(key, "written anew")
		}
	}
	what := texts(unfinished["changed_what"])
	for i, key := range texts(unfinished["changed"]) {
		if i < len(what) && r.wanted[key] {
			r.differs(key, strings.Split(what[i], ", ")...)
		}
	}
	maps.DeleteFunc(r.added, func(_ string, added bool) bool { return !added })
}

func nameOf(n standingNode) goneNode {
	name, _ := n.properties["name"].(string)
	label := ""
	for _, l := range n.labels {
		if text, isText := l.(string); isText {
			label = text
		}
	}
	return goneNode{label, name}
}

// properties are those of the release's node: lists that run beside each other.
// A first load has none: it adds every node.
func (r record) properties() map[string]any {
	if r.previous == "" {
		return map[string]any{}
	}
	added, changed, retired := slices.Sorted(maps.Keys(r.added)), slices.Sorted(maps.Keys(r.changed)), slices.Sorted(maps.Keys(r.retired))
	what, names, labels := []string{}, []string{}, []string{}
	for _, key := range changed {
		slices.Sort(r.changed[key])
		what = append(what, strings.Join(r.changed[key], ", "))
	}
	for _, key := range retired {
		names = append(names, r.retired[key].name)
		labels = append(labels, r.retired[key].label)
	}
	return map[string]any{
		"previous": r.previous, "added": added, "changed": changed, "changed_what": what,
		"retired": retired, "retired_names": names, "retired_labels": labels,
	}
}

func texts(list any) []string {
	var out []string
	items, _ := list.([]any)
	for _, item := range items {
		if text, isText := item.(string); isText {
			out = append(out, text)
		}
	}
	return out
}
