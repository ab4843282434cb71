package main

import (
	"slices"

	"corridor/internal/engine/value"
)

// mergedRows is how many relationships the query merge1k asks for in one batch.
const mergedRows = 1000

// questions makes what the queries are run with, in the order of queries.
func (g *generator) questions() {
	hubs := g.hubs()
	actors, stages, levers, places := g.label("Actor"), g.label("Stage"), g.label("Lever"), g.label("Place")
	names := named(actors.columns, "name").texts
	one := func(key string, n int) parameters { return parameters{key: value.OfInt(int64(n))} }
	nothing := func() parameters { return parameters{} }
	from := func() parameters { return one("id", g.start(hubs)) }

	g.ask("ping", 50, nothing)
	g.ask("point", 50, func() parameters { return one("id", actors.first+g.below(actors.count)) })
	for _, query := range []string{"hop1", "hop2", "hop3"} {
		g.ask(query, 20, from)
	}
	g.ask("var14", 10, from)
	g.ask("spath", 20, func() parameters { return g.twoActors(hubs) })
	g.ask("range", 10, func() parameters {
		year := int64(2000 + g.below(15))
		return parameters{"y0": value.OfInt(year), "y1": value.OfInt(year + 5), "amt": value.OfInt(int64(100 + g.below(5000)))}
	})
	g.ask("group", 3, nothing)
	g.ask("topk", 3, nothing)
	g.ask("twohopagg", 20, func() parameters {
		p := one("id", stages.first+g.below(stages.count))
		p["y"], p["kind"] = value.OfInt(int64(2012+g.below(10))), value.OfString(g.pick(kinds))
		return p
	})
	g.ask("tri", 10, func() parameters { return g.seeds(hubs) })
	g.ask("optcol", 10, func() parameters { return parameters{"ids": integers(g.some(levers, 50))} })
	g.ask("unwind", 20, func() parameters { return parameters{"ids": integers(g.some(actors, 100))} })
	g.ask("legsum", 20, func() parameters { return one("id", places.first+g.below(places.count)) })
	g.ask("prefix", 20, func() parameters { return parameters{"p": value.OfString(names[g.below(len(names))][:4])} })
	g.ask("contains", 10, func() parameters {
		name, at := names[g.below(len(names))], 2+g.below(3)
		return parameters{"s": value.OfString(name[at : at+4])}
	})
	g.ask("merge1k", 1, g.merged)
}

func (g *generator) ask(query string, times int, with func() parameters) {
	for range times {
		g.parameters[query] = append(g.parameters[query], with())
	}
}

// hubs are the actors, counted from zero, that know the most: one in a hundred.
func (g *generator) hubs() []int {
	all := make([]int, len(g.out))
	for i := range all {
		all[i] = i
	}
	slices.SortStableFunc(all, func(a, b int) int { return len(g.out[b]) - len(g.out[a]) })
	return all[:len(all)/100]
}

// start is the id of an actor that knows someone, a hub every other time.
func (g *generator) start(hubs []int) int {
	first := g.label("Actor").first
	if g.starts++; g.starts%2 == 0 {
		return first + hubs[g.below(len(hubs))]
	}
	for {
		if actor := g.below(len(g.out)); len(g.out[actor]) > 0 {
			return first + actor
		}
	}
}

func (g *generator) twoActors(hubs []int) parameters {
	actors := g.label("Actor")
	for {
		a, b := g.start(hubs), actors.first+g.below(actors.count)
		if a != b {
			return parameters{"a": value.OfInt(int64(a)), "b": value.OfInt(int64(b))}
		}
	}
}

// seeds are some fifty actors, ten of them hubs, none twice.
func (g *generator) seeds(hubs []int) parameters {
	actors := g.label("Actor")
	ids := g.some(actors, 40)
	for range 10 {
		if id := actors.first + hubs[g.below(len(hubs))]; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return parameters{"ids": integers(ids)}
}

// some are the ids of k nodes, none twice.
func (g *generator) some(of *nodeTable, k int) (ids []int) {
	for len(ids) < k {
		if id := of.first + g.below(of.count); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// merged are pairs of actors, a quarter of which came before.
func (g *generator) merged() parameters {
	actors := g.label("Actor")
	rows := make([]value.Value, mergedRows)
	for i := range rows {
		if i >= mergedRows/2 && i%2 == 0 {
			rows[i] = rows[i-mergedRows/2]
			continue
		}
		a := actors.first + g.below(actors.count)
		b := actors.first + g.below(actors.count)
		rows[i] = value.OfMap(value.MappingOf([]string{"a", "b"}, []value.Value{value.OfInt(int64(a)), value.OfInt(int64(b))}))
	}
	return parameters{"rows": value.OfList(rows)}
}

func integers(of []int) value.Value {
	items := make([]value.Value, len(of))
	for i, n := range of {
		items[i] = value.OfInt(int64(n))
	}
	return value.OfList(items)
}
