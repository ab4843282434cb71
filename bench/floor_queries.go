package main

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// row is an answer's row as it would be given to a caller.
type row = []any

// byHand are the queries that the floor answers.
var byHand = map[string]func(*floor, parameters) []row{
	"ping":      func(*floor, parameters) []row { return []row{{1}} },
	"point":     (*floor).point,
	"hop1":      (*floor).hop1,
	"hop2":      func(f *floor, p parameters) []row { return []row{{f.atDistance(p.integer("id")-f.actor, 2)}} },
	"hop3":      func(f *floor, p parameters) []row { return []row{{f.atDistance(p.integer("id")-f.actor, 3)}} },
	"var14":     (*floor).within4,
	"spath":     (*floor).shortest,
	"range":     (*floor).inRange,
	"group":     (*floor).byYear,
	"topk":      (*floor).mostKnown,
	"twohopagg": (*floor).paidByCountry,
	"tri":       (*floor).triangles,
	"optcol":    (*floor).targeted,
	"unwind":    (*floor).lookedUp,
	"legsum":    (*floor).cheapest,
	"prefix":    (*floor).startingWith,
	"contains":  (*floor).containing,
}

func (p parameters) integer(key string) int32 { return int32(p[key].Int()) }

func (f *floor) point(p parameters) []row {
	i := p.integer("id") - f.actor
	return []row{{int(i + f.actor), f.name[i], f.kind[i], f.country[i]}}
}

func (f *floor) hop1(p parameters) (rows []row) {
	for _, b := range f.knows.of(p.integer("id") - f.actor) {
		rows = append(rows, row{int(b + f.actor), f.name[b]})
	}
	return rows
}

// mark begins a new set of actors.
func (f *floor) mark() int32 {
	f.stamp++
	return f.stamp
}

// next are the actors that those of a frontier lead to and that were not seen.
func (a *adjacency) next(frontier, seen []int32, stamp int32) (found []int32) {
	for _, x := range frontier {
		for _, y := range a.of(x) {
			if seen[y] != stamp {
				seen[y] = stamp
				found = append(found, y)
			}
		}
	}
	return found
}

// atDistance counts who is reached by exactly so many steps.
func (f *floor) atDistance(from int32, steps int) int {
	frontier := []int32{from}
	for range steps {
		frontier = f.knows.next(frontier, f.seen, f.mark())
	}
	return len(frontier)
}

func (f *floor) within4(p parameters) []row {
	stamp, count := f.mark(), 0
	frontier := []int32{p.integer("id") - f.actor}
	for range 4 {
		frontier = f.knows.next(frontier, f.seen, stamp)
		count += len(frontier)
	}
	return []row{{count}}
}

// shortest searches from both ends, always on from the one with less to look at.
func (f *floor) shortest(p parameters) []row {
	stamp := f.mark()
	from, to := []int32{p.integer("a") - f.actor}, []int32{p.integer("b") - f.actor}
	f.seen[from[0]], f.met[to[0]] = stamp, stamp
	for length := 1; length <= 6 && len(from) > 0 && len(to) > 0; length++ {
		met := false
		if len(to) < len(from) {
			to, met = f.known.meet(to, f.met, f.seen, stamp)
		} else {
			from, met = f.knows.meet(from, f.seen, f.met, stamp)
		}
		if met {
			return []row{{length}}
		}
	}
	return nil
}

// meet is next, unless a step leads to what the other side has seen.
func (a *adjacency) meet(frontier, seen, other []int32, stamp int32) (found []int32, met bool) {
	for _, x := range frontier {
		for _, y := range a.of(x) {
			if other[y] == stamp {
				return nil, true
			}
			if seen[y] != stamp {
				seen[y] = stamp
				found = append(found, y)
			}
		}
	}
	return found, false
}

func (f *floor) inRange(p parameters) []row {
	from, to, above := p.integer("y0"), p.integer("y1"), p.integer("amt")
	count, sum := 0, 0
	for i, year := range f.year {
		if year >= from && year <= to && f.amount[i] > above {
			count++
			sum += int(f.amount[i])
		}
	}
	return []row{{count, sum}}
}

func (f *floor) byYear(parameters) (rows []row) {
	const first, years = 2000, 64
	var count, sum [years]int
	for i, year := range f.paidIn {
		count[year-first]++
		sum[year-first] += int(f.paid[i])
	}
	for i := range years {
		if count[i] > 0 {
			rows = append(rows, row{first + i, count[i], sum[i]})
		}
	}
	return rows
}

// mostKnown keeps the best ten in order, and puts each better one in its place.
func (f *floor) mostKnown(parameters) (rows []row) {
	clear(f.inbound)
	for _, actor := range f.knows.target {
		f.inbound[actor]++
	}
	best := make([]int32, 0, 11)
	for actor, degree := range f.inbound {
		if len(best) == 10 && degree <= f.inbound[best[9]] {
			continue
		}
		best = append(best, int32(actor))
		for i := len(best) - 1; i > 0 && f.inbound[best[i-1]] < f.inbound[best[i]]; i-- {
			best[i-1], best[i] = best[i], best[i-1]
		}
		best = best[:min(len(best), 10)]
	}
	for _, actor := range best {
		rows = append(rows, row{int(actor + f.actor), int(f.inbound[actor])})
	}
	return rows
}

func (f *floor) paidByCountry(p parameters) (rows []row) {
	year, kind := p.integer("y"), p["kind"].Text()
	type total struct{ count, sum int }
	totals := map[string]*total{}
	for _, payer := range f.operating.of(p.integer("id") - f.stage) {
		for i := f.pays.begin[payer]; i < f.pays.begin[payer+1]; i++ {
			paid := f.pays.target[i]
			if f.paidIn[i] < year || f.kind[paid] != kind {
				continue
			}
			t := totals[f.country[paid]]
			if t == nil {
				t = &total{}
				totals[f.country[paid]] = t
			}
			t.count++
			t.sum += int(f.paid[i])
		}
	}
	for country, t := range totals {
		rows = append(rows, row{country, t.count, t.sum})
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(b[2].(int), a[2].(int)), cmp.Compare(a[0].(string), b[0].(string)))
	})
	return rows[:min(len(rows), 10)]
}

func (f *floor) triangles(p parameters) []row {
	count := 0
	for _, id := range p["ids"].Items() {
		friends, stamp := f.knows.of(int32(id.Int())-f.actor), f.mark()
		for _, b := range friends {
			f.seen[b] = stamp
		}
		for _, b := range friends {
			for _, c := range f.knows.of(b) {
				if f.seen[c] == stamp {
					count++
				}
			}
		}
	}
	return []row{{count}}
}

func (f *floor) targeted(p parameters) (rows []row) {
	items := p["ids"].Items()
	ids := make([]int32, len(items))
	for i, id := range items {
		ids[i] = int32(id.Int())
	}
	slices.Sort(ids)
	for _, id := range ids {
		targets := []int{}
		for _, actor := range f.targets.of(id - f.lever) {
			targets = append(targets, int(actor+f.actor))
		}
		rows = append(rows, row{int(id), targets})
	}
	return rows
}

func (f *floor) lookedUp(p parameters) (rows []row) {
	for _, id := range p["ids"].Items() {
		i := int32(id.Int()) - f.actor
		rows = append(rows, row{int(id.Int()), f.name[i], int(f.score[i])})
	}
	return rows
}

func (f *floor) cheapest(p parameters) (rows []row) {
	best := map[int32]int32{}
	var travel func(from, cost int32, legs int)
	travel = func(from, cost int32, legs int) {
		for i := f.leg.begin[from]; i < f.leg.begin[from+1]; i++ {
			place, sum := f.leg.target[i], cost+f.legCost[i]
			if known, ok := best[place]; !ok || sum < known {
				best[place] = sum
			}
			if legs < 3 {
				travel(place, sum, legs+1)
			}
		}
	}
	travel(p.integer("id")-f.place, 0, 1)
	for place, cost := range best {
		rows = append(rows, row{int(place + f.place), int(cost)})
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a[1].(int), b[1].(int)), cmp.Compare(a[0].(int), b[0].(int)))
	})
	return rows[:min(len(rows), 10)]
}

func (f *floor) startingWith(p parameters) (rows []row) {
	prefix := p["p"].Text()
	at := sort.Search(len(f.byName), func(i int) bool { return f.name[f.byName[i]] >= prefix })
	for ; at < len(f.byName) && len(rows) < 20 && strings.HasPrefix(f.name[f.byName[at]], prefix); at++ {
		actor := f.byName[at]
		rows = append(rows, row{int(actor + f.actor), f.name[actor]})
	}
	return rows
}

func (f *floor) containing(p parameters) []row {
	part, count := p["s"].Text(), 0
	for _, name := range f.name {
		if strings.Contains(name, part) {
			count++
		}
	}
	return []row{{count}}
}
