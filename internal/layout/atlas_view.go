package layout

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Box is a part of the plane; Y grows upwards, so Top is above Bottom.
type Box struct {
	Left   float64 `json:"left"`
	Top    float64 `json:"top" doc:"y grows upwards, so it is more than bottom"`
	Right  float64 `json:"right"`
	Bottom float64 `json:"bottom"`
}

func (b Box) has(x, y float64) bool {
	return b.Left <= x && x <= b.Right && b.Bottom <= y && y <= b.Top
}

// Spot is a node of an atlas with its place.
type Spot struct {
	Key    string  `json:"key"`
	Label  string  `json:"label" doc:"of two, the narrower; empty where it has none"`
	Name   string  `json:"name"`
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Degree int     `json:"degree" doc:"how many other nodes it is joined with, wherever they are"`
}

// Cluster stands for nodes that lie in one disc. Its middle may lie outside of
// the part that was asked for, of which it counts the nodes.
type Cluster struct {
	ID     string         `json:"id" doc:"the same as long as the graph is; that of a group in it begins with it"`
	Label  string         `json:"label,omitempty" doc:"that more than half of its nodes have; absent where none has"`
	Name   string         `json:"name" doc:"of its nodes with most neighbours, up to three"`
	Count  int            `json:"count" doc:"of its nodes in the part"`
	Of     int            `json:"of" doc:"of all its nodes, with those outside of the part"`
	Labels map[string]int `json:"labels" doc:"count by label"`
	Within int            `json:"within" doc:"how many relationships there are between its nodes in the part"`
	X      float64        `json:"x" doc:"of the middle of its disc, which may lie outside of the part"`
	Y      float64        `json:"y"`
	Radius float64        `json:"radius" doc:"of the disc that all its nodes lie in"`
}

// Strand is what joins two of what a view has.
type Strand struct {
	From  string `json:"from" doc:"key of a node or id of a group"`
	To    string `json:"to" doc:"the same; with a group it says nothing of the direction"`
	Type  string `json:"type,omitempty" doc:"of relationships between two nodes; those with a group are of whatever type"`
	Count int    `json:"count" doc:"how many relationships"`
}

// View is a part of an atlas. Each node in the part is in Nodes, or counted in
// one of Groups.
type View struct {
	Nodes   []Spot
	Groups  []Cluster
	Strands []Strand // the ones of most relationships first
	Ties    int      // relationships between nodes in the part: those of Strands, those within groups
	Leaving int      // relationships with one end in the part
}

// View shows what lies in a box by no more than so many nodes and groups: the
// largest groups give way to what is in them as long as there is room.
func (a *Atlas) View(box Box, most int) View {
	v := &viewing{Atlas: a, box: box, partial: map[int32]int32{}}
	v.choose(most)
	return v.view()
}

// viewing is a view in the making.
type viewing struct {
	*Atlas
	box     Box
	partial map[int32]int32 // nodes in the box of groups on its border
	nodes   []int32         // shown
	shown   []int32         // groups
}

// countIn is how many nodes of a group lie in the box.
func (v *viewing) countIn(number int32) int32 {
	g := &v.groups[number]
	switch g.lies(v.box) {
	case inside:
		return g.end - g.begin
	case outside:
		return 0
	}
	if n, known := v.partial[number]; known {
		return n
	}
	n := int32(0)
	for _, part := range g.parts {
		n += v.countIn(part)
	}
	if len(g.parts) == 0 {
		for node := g.begin; node < g.end; node++ {
			if v.box.has(v.places[node][0], v.places[node][1]) {
				n++
			}
		}
	}
	v.partial[number] = n
	return n
}

// How a disc lies to a box.
const (
	outside = iota
	astride
	inside
)

func (g *group) lies(box Box) int {
	nearestX, nearestY := min(max(g.x, box.Left), box.Right), min(max(g.y, box.Bottom), box.Top)
	switch {
	case math.Hypot(g.x-nearestX, g.y-nearestY) > g.radius:
		return outside
	case g.x-g.radius >= box.Left && g.x+g.radius <= box.Right && g.y-g.radius >= box.Bottom && g.y+g.radius <= box.Top:
		return inside
	}
	return astride
}

// eachIn does something for each node of a group that lies in the box.
func (v *viewing) eachIn(number int32, do func(node int32)) {
	g := &v.groups[number]
	where := g.lies(v.box)
	switch {
	case where == outside:
	case where == inside || len(g.parts) == 0:
		for node := g.begin; node < g.end; node++ {
			if where == inside || v.box.has(v.places[node][0], v.places[node][1]) {
				do(node)
			}
		}
	default:
		for _, part := range g.parts {
			v.eachIn(part, do)
		}
	}
}

// choose finds which nodes and groups to show.
func (v *viewing) choose(most int) {
	if len(v.groups) == 0 || v.countIn(0) == 0 {
		return
	}
	open := &waiting{viewing: v, groups: []int32{0}}
	for items := 1; open.Len() > 0; {
		number := heap.Pop(open).(int32)
		g := &v.groups[number]
		in := v.countIn(number)
		switch {
		case len(g.parts) == 0 && items-1+int(in) <= most:
			items += int(in) - 1
			v.eachIn(number, func(node int32) { v.nodes = append(v.nodes, node) })
		case len(g.parts) == 0:
			v.shown = append(v.shown, number)
		default:
			parts := slices.DeleteFunc(slices.Clone(g.parts), func(part int32) bool { return v.countIn(part) == 0 })
			if items-1+len(parts) > most {
				v.shown = append(v.shown, number)
				continue
			}
			items += len(parts) - 1
			for _, part := range parts {
				heap.Push(open, part)
			}
		}
	}
	v.single()
}

// single shows the one node of a group that has no more in the box.
func (v *viewing) single() {
	v.shown = slices.DeleteFunc(v.shown, func(number int32) bool {
		if v.countIn(number) != 1 {
			return false
		}
		v.eachIn(number, func(node int32) { v.nodes = append(v.nodes, node) })
		return true
	})
	slices.Sort(v.nodes)
	slices.Sort(v.shown)
}

// waiting is a heap of groups, the one with most nodes in the box first.
type waiting struct {
	*viewing
	groups []int32
}

// Len is how many wait.
func (w *waiting) Len() int { return len(w.groups) }

// Less reports whether the first comes before the second.
func (w *waiting) Less(i, j int) bool {
	x, y := w.groups[i], w.groups[j]
	return cmp.Or(cmp.Compare(w.countIn(y), w.countIn(x)), cmp.Compare(x, y)) < 0
}

// Swap changes the places of two.
func (w *waiting) Swap(i, j int) { w.groups[i], w.groups[j] = w.groups[j], w.groups[i] }

// Push adds a group.
func (w *waiting) Push(x any) { w.groups = append(w.groups, x.(int32)) }

// Pop takes the last off.
func (w *waiting) Pop() any {
	last := w.groups[len(w.groups)-1]
	w.groups = w.groups[:len(w.groups)-1]
	return last
}

func (v *viewing) view() View {
	out := View{Nodes: []Spot{}, Groups: []Cluster{}, Strands: []Strand{}}
	for _, node := range v.nodes {
		m, place := v.Atlas.nodes[node], v.places[node]
		out.Nodes = append(out.Nodes, Spot{m.Key, m.Label, m.Name, place[0], place[1], int(v.degree[node])})
	}
	for _, number := range v.shown {
		out.Groups = append(out.Groups, v.cluster(number))
	}
	v.join(&out)
	return out
}

// cluster describes a group as far as it lies in the box.
func (v *viewing) cluster(number int32) Cluster {
	g := &v.groups[number]
	labels := g.labels
	count := int(g.end - g.begin)
	if g.lies(v.box) != inside {
		labels = make([]int32, len(v.labels))
		v.eachIn(number, func(node int32) { labels[v.label[node]]++ })
		count = int(v.countIn(number))
	}
	c := Cluster{ID: g.id, Name: v.nameOf(g), Count: count, Of: int(g.end - g.begin), Labels: map[string]int{},
		X: rounded(g.x), Y: rounded(g.y), Radius: rounded(g.radius)}
	for i, n := range labels {
		if n > 0 {
			c.Labels[v.labels[i]] = int(n)
		}
		if 2*int(n) > count {
			c.Label = v.labels[i]
		}
	}
	return c
}

// longestName is how many letters of a name a group has in its own.
const longestName = 40

func (v *viewing) nameOf(g *group) string {
	var names []string
	for _, node := range g.best {
		name := v.Atlas.nodes[node].Name
		if utf8.RuneCountInString(name) > longestName {
			name = strings.TrimSpace(string([]rune(name)[:longestName-1])) + "…"
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// item is a node or a group in a view, by its place in the list of both: nodes
// come first.
type item = int32

const nowhere item = -1

// joint is two items that are joined. A kind below 0 is more than one.
type joint struct {
	from, to item
	kind     int32
}

// join counts what joins the nodes in the box, by what is shown of them.
func (v *viewing) join(out *View) {
	owner := v.owners()
	first := item(len(v.nodes)) // of the groups
	counts := map[joint]int{}
	each := func(node int32) {
		from := owner[node]
		for i := v.out.first[node]; i < v.out.first[node+1]; i++ {
			to, n := owner[v.out.other[i]], int(v.out.count[i])
			switch {
			case to == nowhere:
				out.Leaving += n
				continue
			case from == to && from >= first:
				out.Groups[from-first].Within += n
			case from < first && to < first:
				counts[joint{from, to, v.out.kind[i]}] += n
			default:
				counts[joint{min(from, to), max(from, to), -1}] += n
			}
			out.Ties += n
		}
		for i := v.in.first[node]; i < v.in.first[node+1]; i++ {
			if owner[v.in.other[i]] == nowhere {
				out.Leaving += int(v.in.count[i])
			}
		}
	}
	if len(v.groups) > 0 {
		v.eachIn(0, each)
	}
	for j, n := range counts {
		s := Strand{From: v.itemID(j.from), To: v.itemID(j.to), Count: n}
		if j.kind >= 0 {
			s.Type = v.types[j.kind]
		}
		out.Strands = append(out.Strands, s)
	}
	slices.SortFunc(out.Strands, func(x, y Strand) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To), cmp.Compare(x.Type, y.Type))
	})
}

// owners says of each node of the graph by which item it is shown.
func (v *viewing) owners() []item {
	owner := make([]item, len(v.Atlas.nodes))
	for i := range owner {
		owner[i] = nowhere
	}
	for i, node := range v.nodes {
		owner[node] = item(i)
	}
	for i, number := range v.shown {
		v.eachIn(number, func(node int32) { owner[node] = item(len(v.nodes) + i) })
	}
	return owner
}

func (v *viewing) itemID(i item) string {
	if int(i) < len(v.nodes) {
		return v.Atlas.nodes[v.nodes[i]].Key
	}
	return v.groups[v.shown[int(i)-len(v.nodes)]].id
}
