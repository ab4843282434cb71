package layout

import (
	"cmp"
	"slices"
)

// across is the order of the labels from left to right: who speaks and acts,
// what is done, how and where, and what comes of it.
var across = []string{
	"Document", "Work", "Person", "Holder", "Organisation", "Instrument", "Programme", "Lever", "ActorType", "Task", "Stage",
	"Process", "Method", "Resource", "Setting", "Route", "Place", "Condition", "Exploitation", "Outcome", "Event", "Statistic", "Definition",
}

// tallest is how many rows a column may have; the rest of a label stands in
// further columns beside it.
const tallest = 18

// Columns lays out the answer of a query: a column for each label, its nodes in
// an order that lets few relationships cross.
func Columns(nodes []Node, relationships []Relationship) Picture {
	g := newGraph(nodes, relationships)
	g.untangle(g.columns())
	return g.picture()
}

// Ways gives the nodes of paths their places, a column for each step: a node
// stands as far to the right as it comes in the paths at the latest. The paths
// are the keys of their nodes.
func Ways(nodes []Node, relationships []Relationship, paths [][]string) []Node {
	latest := map[string]int{}
	for _, path := range paths {
		for step, key := range path {
			latest[key] = max(latest[key], step)
		}
	}
	g := newGraph(nodes, relationships)
	var steps [][]int
	for i, n := range g.nodes {
		for len(steps) <= latest[n.Key] {
			steps = append(steps, nil)
		}
		steps[latest[n.Key]] = append(steps[latest[n.Key]], i)
	}
	var columns [][]int
	for _, members := range steps {
		columns = appendInParts(columns, members)
	}
	g.untangle(columns)
	return g.nodes
}

// untangle stacks the columns in an order that lets few relationships cross.
func (g *graph) untangle(columns [][]int) {
	g.stack(columns)
	best, fewest := slices.Clone(g.nodes), g.crossings()
	for turn := range turns {
		if fewest == 0 {
			break
		}
		for i := range columns {
			if turn%2 == 1 {
				i = len(columns) - 1 - i
			}
			g.sortBy(columns[i], func(node int) float64 { return -g.centre(node, y) })
			g.stack(columns)
		}
		if crossings := g.crossings(); crossings < fewest {
			best, fewest = slices.Clone(g.nodes), crossings
		}
	}
	g.nodes = best
}

// columns groups the nodes by label and cuts what is too tall into columns of
// about one height.
func (g *graph) columns() [][]int {
	order := make([]int, len(g.nodes))
	for i := range order {
		order[i] = i
	}
	byLabel := func(a, b int) int {
		return cmp.Or(cmp.Compare(acrossOf(g.nodes[a].Label), acrossOf(g.nodes[b].Label)), cmp.Compare(g.nodes[a].Label, g.nodes[b].Label))
	}
	slices.SortStableFunc(order, byLabel)
	var columns [][]int
	for len(order) > 0 {
		end := 1
		for end < len(order) && byLabel(order[0], order[end]) == 0 {
			end++
		}
		columns = appendInParts(columns, slices.Clone(order[:end]))
		order = order[end:]
	}
	return columns
}

// appendInParts adds a column, cut where it is too tall into some of about one
// height.
func appendInParts(columns [][]int, members []int) [][]int {
	if len(members) == 0 {
		return columns
	}
	parts := rowsOf(len(members), tallest)
	return slices.AppendSeq(columns, slices.Chunk(members, rowsOf(len(members), parts)))
}

func acrossOf(label string) int {
	if i := slices.Index(across, label); i >= 0 {
		return i
	}
	return len(across)
}

// stack gives the columns their places, each centred on the height 0.
func (g *graph) stack(columns [][]int) {
	for i, members := range columns {
		for turn, node := range members {
			g.nodes[node].X = columnWidth * float64(i)
			g.nodes[node].Y = float64(len(members)-1)/2 - float64(turn)
		}
	}
}

// crossings counts the pairs of relationships that cross between the same two
// columns.
func (g *graph) crossings() int {
	lines := make([]line, len(g.ends))
	for i, ends := range g.ends {
		left, right := g.nodes[ends[0]], g.nodes[ends[1]]
		if left.X > right.X {
			left, right = right, left
		}
		lines[i] = line{left.X, left.Y, right.X, right.Y}
	}
	sum := 0
	for i, a := range lines {
		for _, b := range lines[:i] {
			if a.crosses(b) {
				sum++
			}
		}
	}
	return sum
}

// line is a relationship as drawn, from its left end to its right one.
type line struct{ leftX, leftY, rightX, rightY float64 }

func (a line) crosses(b line) bool {
	between := a.leftX == b.leftX && a.rightX == b.rightX && a.leftX < a.rightX
	return between && (a.leftY-b.leftY)*(a.rightY-b.rightY) < 0
}
