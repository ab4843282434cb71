package layout

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Marker is a node that an atlas gives a place.
type Marker struct{ Key, Label, Name string }

// Tie joins two markers by their keys.
type Tie struct{ From, To, Type string }

// Atlas is a graph of any size as a map: each node has a place in a disc of
// those that it is joined with, discs lie in larger discs, and the outermost has
// all. It is never changed, so any number of readers may ask it at once.
type Atlas struct {
	nodes  []Marker // in the order of the groups: those of a group follow on each other
	places [][2]float64
	degree []int32
	labels []string // of all nodes, in order
	label  []int32  // of each node, in labels
	types  []string
	out    links // by the node that ties leave
	in     links
	groups []group // the first has all; a group comes before those in it
	ties   int
}

// links are the ties of each node: those of node n are from first[n] to first[n+1].
type links struct {
	first []int32
	other []int32
	kind  []int32 // in types
	count []int32 // how many of that type there are between the two
}

// group is a disc. One without parts has its nodes in it directly.
type group struct {
	id         string
	begin, end int32 // its nodes
	parts      []int32
	parent     int32
	depth      int32
	x, y       float64
	radius     float64
	labels     []int32 // how many of each
	best       []int32 // nodes that it is called by
}

// Size is how many nodes and ties the atlas has.
func (a *Atlas) Size() (nodes, ties int) { return len(a.nodes), a.ties }

// Bounds are those of the places of all nodes, with room around them.
func (a *Atlas) Bounds() Box {
	if len(a.groups) == 0 {
		return Box{}
	}
	g := a.groups[0]
	return Box{Left: rounded(g.x - g.radius), Top: rounded(g.y + g.radius), Right: rounded(g.x + g.radius), Bottom: rounded(g.y - g.radius)}
}

// rounded keeps what can be seen: more digits would make answers longer, and
// differ from one kind of processor to another.
func rounded(x float64) float64 { return math.Round(x*1000) / 1000 }

// NewAtlas gives each node a place. The same nodes and ties in any order get the
// same. A key that comes twice counts once, a tie without one of its ends not at
// all. It takes seconds for a hundred thousand nodes, and ends with the context.
func NewAtlas(ctx context.Context, markers []Marker, ties []Tie) (*Atlas, error) {
	b := newMapping(markers, ties)
	steps := []func(context.Context) error{b.gather, b.group, b.pack, b.turn}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return b.atlas(), nil
}

// mapping is an atlas in the making. Nodes are numbered by their keys until the
// groups are known.
type mapping struct {
	markers []Marker
	labels  []string
	label   []int32
	types   []string
	ties    []tie
	all     int       // ties, with those that are of one type between the same two
	near    weighted  // both ways
	levels  [][]int32 // communities: of nodes, then of the communities of the level before
	members []links   // of each community of a level
	groups  []group
	order   []int32      // of the nodes, by groups
	offset  [][2]float64 // of each node from the middle of its group
	shift   [][2]float64 // of each group from the middle of the one it is in
	places  [][2]float64
}

// tie is a Tie with numbers for its ends and type.
type tie struct{ from, to, kind, count int32 }

func newMapping(markers []Marker, ties []Tie) *mapping {
	b := &mapping{markers: slices.Clone(markers)}
	slices.SortFunc(b.markers, func(a, b Marker) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Name, b.Name))
	})
	b.markers = slices.CompactFunc(b.markers, func(a, b Marker) bool { return a.Key == b.Key })
	at := make(map[string]int32, len(b.markers))
	names := make([]string, len(b.markers))
	for i, m := range b.markers {
		at[m.Key], names[i] = int32(i), m.Label
	}
	b.labels, b.label = numbered(names)
	kinds := make([]string, len(ties))
	for i, t := range ties {
		kinds[i] = t.Type
	}
	types, kind := numbered(kinds)
	b.types = types
	for i, t := range ties {
		from, known := at[t.From]
		if !known {
			continue
		}
		if to, known := at[t.To]; known {
			b.ties = append(b.ties, tie{from, to, kind[i], 1})
		}
	}
	b.all = len(b.ties)
	slices.SortFunc(b.ties, func(a, b tie) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.kind, b.kind))
	})
	b.ties = merged(b.ties)
	b.near = newWeighted(len(b.markers), b.ties)
	return b
}

// numbered gives the different texts in order, and for each text its number.
func numbered(texts []string) (different []string, numbers []int32) {
	different = slices.Clone(texts)
	slices.Sort(different)
	different = slices.Clip(slices.Compact(different))
	numbers = make([]int32, len(texts))
	for i, text := range texts {
		n, _ := slices.BinarySearch(different, text)
		numbers[i] = int32(n)
	}
	return different, numbers
}

// merged counts ties in order that are the same as one.
func merged(ties []tie) []tie {
	kept := ties[:0]
	for _, t := range ties {
		if last := len(kept) - 1; last >= 0 && kept[last].from == t.from && kept[last].to == t.to && kept[last].kind == t.kind {
			kept[last].count++
			continue
		}
		kept = append(kept, t)
	}
	return kept
}

// atlas is what has been made, with the nodes in the order of the groups.
func (b *mapping) atlas() *Atlas {
	a := &Atlas{labels: b.labels, types: b.types, groups: b.groups, ties: b.all}
	now := make([]int32, len(b.order)) // the new number of each node
	for i, node := range b.order {
		now[node] = int32(i)
		a.nodes = append(a.nodes, b.markers[node])
		a.label = append(a.label, b.label[node])
		a.degree = append(a.degree, int32(b.near.degree(node)))
		a.places = append(a.places, b.places[node])
	}
	a.out = newLinks(len(now), b.ties, func(t tie) (int32, int32) { return now[t.from], now[t.to] })
	a.in = newLinks(len(now), b.ties, func(t tie) (int32, int32) { return now[t.to], now[t.from] })
	b.describe(a, now)
	return a
}

// newLinks puts ties in the order of one of their ends, of which ends gives first.
func newLinks(nodes int, ties []tie, ends func(tie) (at, other int32)) links {
	l := links{first: make([]int32, nodes+1), other: make([]int32, len(ties)), kind: make([]int32, len(ties)), count: make([]int32, len(ties))}
	for _, t := range ties {
		at, _ := ends(t)
		l.first[at+1]++
	}
	for i := range nodes {
		l.first[i+1] += l.first[i]
	}
	next := slices.Clone(l.first)
	for _, t := range ties {
		at, other := ends(t)
		i := next[at]
		next[at]++
		l.other[i], l.kind[i], l.count[i] = other, t.kind, t.count
	}
	return l
}

// called is how many nodes a group is called by.
const called = 3

// describe counts the labels of each group and finds the nodes to call it by:
// those of labels that people know, and of these the ones with most ties.
func (b *mapping) describe(a *Atlas, now []int32) {
	better := func(x, y int32) int {
		return cmp.Or(cmp.Compare(worthOf(a.nodes[x].Label)/len(worth), worthOf(a.nodes[y].Label)/len(worth)),
			cmp.Compare(a.degree[y], a.degree[x]), cmp.Compare(a.nodes[x].Key, a.nodes[y].Key))
	}
	for i := len(a.groups) - 1; i >= 0; i-- { // those within come first
		g := &a.groups[i]
		g.labels = make([]int32, len(a.labels))
		var best []int32
		for _, part := range g.parts {
			for label, n := range a.groups[part].labels {
				g.labels[label] += n
			}
			best = append(best, a.groups[part].best...)
		}
		if len(g.parts) == 0 {
			for node := g.begin; node < g.end; node++ {
				g.labels[a.label[node]]++
				best = append(best, node)
			}
		}
		slices.SortFunc(best, better)
		g.best = slices.Clone(best[:min(called, len(best))])
	}
}
