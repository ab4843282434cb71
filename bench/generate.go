package main

import (
	"math"
	"strconv"
	"strings"
)

// nodesOfScale is how many nodes a graph of scale 1 has.
const nodesOfScale = 10000

// shares are the labels, and how many of a hundred nodes have each.
var shares = []struct {
	label   string
	percent int
}{
	{"Actor", 40}, {"Place", 20}, {"Event", 20}, {"Evidence", 10}, {"Route", 3}, {"Lever", 3}, {"Method", 3}, {"Stage", 1},
}

var (
	kinds     = []string{"broker", "carrier", "funder", "recruiter", "facilitator", "operator"}
	countries = []string{"AL", "BA", "BG", "DE", "DZ", "EG", "ER", "ES", "ET", "FR", "GR", "HR", "HU", "IT", "LY", "MA", "ML", "MT", "NE", "NG",
		"RO", "RS", "SD", "SN", "SY", "TD", "TN", "TR", "UA", "YE"}
)

// generator makes a dataset. All its choices come from one sequence of numbers,
// so their order is part of what it makes: a choice more or elsewhere is
// another graph, and no checksum is as it was.
type generator struct {
	*random
	*dataset
	ranked []int     // actors in an order that some come before others in, see skewed
	out    [][]int32 // whom each actor knows
	starts int       // parameters made that are actors to start from
}

// generate makes the graph of a scale, a scale being 10,000 nodes and 60,000
// relationships. The same scale always makes the same.
func generate(scale int) *dataset {
	g := &generator{random: &random{uint64(42 + scale)}, dataset: &dataset{scale: scale, parameters: map[string][]parameters{}}}
	first := 1
	for _, share := range shares {
		count := nodesOfScale * scale * share.percent / 100
		g.nodes = append(g.nodes, nodeTable{label: share.label, first: first, count: count})
		first += count
	}
	g.actors()
	g.places()
	g.events()
	g.evidence()
	for _, label := range []string{"Route", "Lever", "Method", "Stage"} {
		g.titled(label)
	}
	g.relationships()
	g.questions()
	return g.dataset
}

func (g *generator) actors() {
	t := g.label("Actor")
	name, kind, country, score := make([]string, t.count), make([]string, t.count), make([]string, t.count), make([]int32, t.count)
	for i := range t.count {
		name[i] = g.name() + " " + strconv.Itoa(g.below(100))
		kind[i], country[i], score[i] = g.pick(kinds), g.pick(countries), int32(g.below(1000))
	}
	t.columns = []column{{name: "name", texts: name}, {name: "kind", texts: kind}, {name: "country", texts: country}, {name: "score", integers: score}}
}

func (g *generator) places() {
	t := g.label("Place")
	name, country, lat, lon := make([]string, t.count), make([]string, t.count), make([]float64, t.count), make([]float64, t.count)
	for i := range t.count {
		name[i], country[i] = g.name(), g.pick(countries)
		lat[i], lon[i] = rounded(-10+g.part()*65), rounded(-20+g.part()*70)
	}
	t.columns = []column{{name: "name", texts: name}, {name: "country", texts: country}, {name: "lat", floats: lat}, {name: "lon", floats: lon}}
}

// rounded is x with four digits after the point.
func rounded(x float64) float64 { return math.Round(x*10000) / 10000 }

func (g *generator) events() {
	t := g.label("Event")
	name, year, amount := make([]string, t.count), make([]int32, t.count), make([]int32, t.count)
	for i := range t.count {
		name[i], year[i], amount[i] = "event "+g.name(), int32(2000+g.below(26)), int32(g.amount(12))
	}
	t.columns = []column{{name: "name", texts: name}, {name: "year", integers: year}, {name: "amount", integers: amount}}
}

func (g *generator) evidence() {
	t := g.label("Evidence")
	title, grade := make([]string, t.count), make([]int32, t.count)
	for i := range t.count {
		title[i], grade[i] = "report on "+g.name(), int32(1+g.below(5))
	}
	t.columns = []column{{name: "title", texts: title}, {name: "grade", integers: grade}}
}

// titled makes the nodes of a label that have a name and nothing else.
func (g *generator) titled(label string) {
	t := g.label(label)
	name := make([]string, t.count)
	for i := range t.count {
		name[i] = strings.ToLower(label) + " " + g.name()
	}
	t.columns = []column{{name: "name", texts: name}}
}
