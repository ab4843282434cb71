package main

import (
	"cmp"
	"slices"
)

// floor answers the queries by hand-written loops over arrays: what the machine
// takes for them when no language, no transaction and no property by name is in
// between. A floor serves one goroutine.
//
// The relationships of a type are one array of target nodes, ordered by their
// source, and where those of each source begin ("compressed sparse rows").
// Nodes are counted from zero within their label.
type floor struct {
	actor, place, lever, stage     int32 // the first id of each label
	name, kind, country            []string
	score                          []int32
	year, amount                   []int32 // of events
	knows, known, pays, leg        adjacency
	operating, targets             adjacency
	byName                         []int32 // actors by name, then id
	seen, met                      []int32 // by actor, the stamp of when it was last marked
	stamp                          int32
	paid, paidIn, legCost, inbound []int32
}

// adjacency is the relationships of a type from one label to another.
type adjacency struct {
	begin  []int32 // by source; one more than there are sources
	target []int32
	order  []int32 // which row of the table each came from
}

func (a *adjacency) of(source int32) []int32 { return a.target[a.begin[source]:a.begin[source+1]] }

// along are the values of a column in the order of the targets.
func (a *adjacency) along(column []int32) []int32 {
	values := make([]int32, len(a.order))
	for i, row := range a.order {
		values[i] = column[row]
	}
	return values
}

// adjacent orders relationships by source: both ends are counted from zero.
func adjacent(sources int, source, target []int32, first, firstTarget int32) adjacency {
	a := adjacency{begin: make([]int32, sources+1), target: make([]int32, len(source)), order: make([]int32, len(source))}
	for _, s := range source {
		a.begin[s-first+1]++
	}
	for i := range sources {
		a.begin[i+1] += a.begin[i]
	}
	next := slices.Clone(a.begin)
	for row, s := range source {
		at := next[s-first]
		next[s-first]++
		a.target[at], a.order[at] = target[row]-firstTarget, int32(row)
	}
	return a
}

func newFloor(d *dataset) *floor {
	actors, events := d.label("Actor"), d.label("Event")
	f := &floor{
		actor: int32(actors.first), place: int32(d.label("Place").first),
		lever: int32(d.label("Lever").first), stage: int32(d.label("Stage").first),
		name: named(actors.columns, "name").texts, kind: named(actors.columns, "kind").texts,
		country: named(actors.columns, "country").texts, score: named(actors.columns, "score").integers,
		year: named(events.columns, "year").integers, amount: named(events.columns, "amount").integers,
		seen: make([]int32, actors.count), met: make([]int32, actors.count), inbound: make([]int32, actors.count),
	}
	forward := func(t *linkTable) adjacency {
		return adjacent(d.label(t.from).count, t.source, t.target, int32(d.label(t.from).first), int32(d.label(t.to).first))
	}
	backward := func(t *linkTable) adjacency {
		return adjacent(d.label(t.to).count, t.target, t.source, int32(d.label(t.to).first), int32(d.label(t.from).first))
	}
	knows, pays, legs := d.between("KNOWS", "Actor", "Actor"), d.between("PAYS", "Actor", "Actor"), d.between("LEG", "Place", "Place")
	f.knows, f.known, f.pays, f.leg = forward(knows), backward(knows), forward(pays), forward(legs)
	f.operating, f.targets = backward(d.between("OPERATES_IN", "Actor", "Stage")), forward(d.between("TARGETS", "Lever", "Actor"))
	f.paid, f.paidIn = f.pays.along(named(pays.columns, "amount").integers), f.pays.along(named(pays.columns, "year").integers)
	f.legCost = f.leg.along(named(legs.columns, "cost").integers)
	for actor := range int32(actors.count) { // a row that is read in order is the faster one, and hop1 asks for the order
		slices.Sort(f.knows.of(actor))
	}
	f.byName = make([]int32, actors.count)
	for i := range f.byName {
		f.byName[i] = int32(i)
	}
	slices.SortFunc(f.byName, func(a, b int32) int { return cmp.Or(cmp.Compare(f.name[a], f.name[b]), cmp.Compare(a, b)) })
	return f
}
