package main

import "math"

// How many relationships of a kind there are to each scale.
const (
	knowsOfScale = 20000
	paysOfScale  = 12000
	legsOfScale  = 8000
)

// pair is a relationship's ends.
type pair struct{ from, to int }

func (g *generator) relationships() {
	g.ranked = g.shuffled(g.label("Actor").count)
	g.knows()
	g.pays()
	g.legs()
	actors, places, events, stages := g.label("Actor"), g.label("Place"), g.label("Event"), g.label("Stage")
	skewed := func() int { return actors.first + g.skewed() }
	first := func(t *nodeTable) func() int { return func() int { return t.first + g.below(t.count) } }
	stage := func() int { return stages.first + int(float64(stages.count)*math.Pow(g.part(), 1.5)) }
	evidence, levers := first(g.label("Evidence")), first(g.label("Lever"))
	methods, routes := first(g.label("Method")), first(g.label("Route"))
	for _, kind := range []struct {
		typ, from, to string
		ofScale       int
		source        func() int
		target        func() int
	}{
		{"OPERATES_IN", "Actor", "Stage", 6000, first(actors), stage},
		{"TARGETS", "Lever", "Actor", 1800, levers, skewed},
		{"TARGETS", "Lever", "Method", 750, levers, methods},
		{"TARGETS", "Lever", "Stage", 450, levers, first(stages)},
		{"SUPPORTS", "Evidence", "Lever", 1600, evidence, levers},
		{"SUPPORTS", "Evidence", "Actor", 1200, evidence, skewed},
		{"SUPPORTS", "Evidence", "Event", 800, evidence, first(events)},
		{"SUPPORTS", "Evidence", "Route", 400, evidence, routes},
		{"INVOLVES", "Event", "Actor", 4000, first(events), skewed},
		{"AT", "Event", "Place", 2000, first(events), first(places)},
		{"VIA", "Route", "Place", 1000, routes, first(places)},
	} {
		g.distinct(linkTable{typ: kind.typ, from: kind.from, to: kind.to}, kind.ofScale*g.scale, kind.source, kind.target)
	}
}

// skewed is an actor, counted from zero; the first of the ranked ones come most
// often. All relationships share the ranks, so who has many has them in and out.
func (g *generator) skewed() int {
	return g.ranked[int(float64(len(g.ranked))*math.Pow(g.part(), 1.8))]
}

// knows makes KNOWS: one in five closes a triangle. No two actors know each
// other both ways, so that trails and walks agree over three steps.
func (g *generator) knows() {
	actors, count := g.label("Actor"), knowsOfScale*g.scale
	t := linkTable{typ: "KNOWS", from: "Actor", to: "Actor"}
	g.out = make([][]int32, actors.count)
	seen := make(map[pair]bool, count)
	var pairs []pair
	add := func(p pair) {
		if p.from == p.to || seen[p] || seen[pair{p.to, p.from}] {
			return
		}
		seen[p] = true
		g.out[p.from] = append(g.out[p.from], int32(p.to))
		pairs = append(pairs, p)
	}
	for len(pairs) < count {
		if len(pairs) > 1000 && g.below(5) == 0 {
			p := pairs[g.below(len(pairs))]
			if friends := g.out[p.to]; len(friends) > 0 {
				add(pair{p.from, int(friends[g.below(len(friends))])})
			}
			continue
		}
		from := g.skewed()
		add(pair{from, g.skewed()})
	}
	since := make([]int32, count)
	for i, p := range pairs {
		t.add(actors.first+p.from, actors.first+p.to)
		since[i] = int32(1990 + g.below(36))
	}
	t.columns = []column{{name: "since", integers: since}}
	g.links = append(g.links, t)
}

func (t *linkTable) add(from, to int) {
	t.source, t.target = append(t.source, int32(from)), append(t.target, int32(to))
}

// pays makes PAYS, of which there may be several between two actors.
func (g *generator) pays() {
	t := linkTable{typ: "PAYS", from: "Actor", to: "Actor", columns: []column{{name: "amount"}, {name: "year"}}}
	amount, year := &t.columns[0].integers, &t.columns[1].integers
	first := g.label("Actor").first
	for len(t.source) < paysOfScale*g.scale {
		from, to := g.skewed(), g.skewed()
		if from == to {
			continue
		}
		t.add(first+from, first+to)
		*amount = append(*amount, int32(g.amount(11)))
		*year = append(*year, int32(2010+g.below(16)))
	}
	g.links = append(g.links, t)
}

// legs makes LEG, always forward on a ring of places, which gives no short cycles.
func (g *generator) legs() {
	t := linkTable{typ: "LEG", from: "Place", to: "Place", columns: []column{{name: "year"}, {name: "cost"}, {name: "days"}}}
	places := g.label("Place")
	for range legsOfScale * g.scale {
		from := g.below(places.count)
		to := (from + 1 + g.below(50)) % places.count
		t.add(places.first+from, places.first+to)
		for i, n := range []int{2015 + g.below(11), 50 + g.below(5000), 1 + g.below(30)} {
			t.columns[i].integers = append(t.columns[i].integers, int32(n))
		}
	}
	g.links = append(g.links, t)
}

// distinct fills t with count relationships, no two of which have the same ends.
func (g *generator) distinct(t linkTable, count int, source, target func() int) {
	seen := make(map[pair]bool, count)
	for len(t.source) < count {
		p := pair{from: source(), to: target()}
		if !seen[p] {
			seen[p] = true
			t.add(p.from, p.to)
		}
	}
	g.links = append(g.links, t)
}
