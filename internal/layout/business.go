package layout

import (
	"cmp"
	"maps"
	"slices"
)

// mostNodes is how many nodes the picture of the business may have: more cannot
// be read at once.
const mostNodes = 299

const (
	gap   = 0.9 // rows above a band, for its name, and what is left of a lane
	turns = 12  // of ordering the cells anew; after few of them little changes
)

// bands are the kinds of nodes from top to bottom; what is named nowhere stands
// with the last but one. The stages are the headings of the lanes.
var bands = []struct {
	name   string
	labels []string
}{
	{"Levers", []string{"Lever", "Programme", "Instrument"}},
	{"Stages", []string{"Stage"}},
	{"Tasks", []string{"Task"}},
	{"Actors", []string{"ActorType", "Organisation", "Holder", "Person"}},
	{"Methods", []string{"Method"}},
	{"Resources and settings", []string{"Resource", "Setting", "Route", "Place"}},
	{"Processes and outcomes", []string{"Process", "Outcome", "Exploitation", "Event", "Statistic", "Definition", "Work", "Document"}},
	{"Conditions", []string{"Condition"}},
}

// worth is the order in which labels keep their nodes where there are too many.
var worth = []string{"Stage", "Task", "ActorType", "Process", "Lever", "Method", "Condition", "Resource", "Exploitation", "Outcome", "Setting"}

// Business lays out the picture of the business: a lane for each stage and one
// for the whole, crossed by bands of kinds, levers at the top and conditions at
// the bottom. It is as many columns wide as is said, but one for each lane at
// least, and as tall as it then must be.
func Business(nodes []Node, relationships []Relationship, columns int) Picture {
	g := bounded(newGraph(nodes, relationships))
	s := newSheet(g, columns)
	s.place()
	for range turns {
		s.reorder()
		s.place()
	}
	picture := g.picture()
	picture.Lanes, picture.Bands = s.lanes(), s.bands()
	return picture
}

// bounded leaves out the nodes of least worth, and of one worth those with the
// fewest relationships.
func bounded(g *graph) *graph {
	if len(g.nodes) <= mostNodes {
		return g
	}
	order := make([]int, len(g.nodes))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(worthOf(g.nodes[a].Label), worthOf(g.nodes[b].Label)), cmp.Compare(len(g.near[b]), len(g.near[a])), cmp.Compare(a, b))
	})
	kept := make([]Node, 0, mostNodes)
	for _, node := range order[:mostNodes] {
		kept = append(kept, g.nodes[node])
	}
	return newGraph(kept, g.relationships)
}

func worthOf(label string) int {
	if i := slices.Index(worth, label); i >= 0 {
		return i
	}
	return len(worth)
}

// sheet is the business in cells: one where a lane crosses a band.
type sheet struct {
	*graph
	orders  []int   // of the stages, then whole where something hangs on it
	widths  []int   // columns of each lane
	cells   [][]int // by lane and band: nodes, row by row
	heights []int   // rows of each band
}

// whole is the lane of the business as a whole, as the stages of a node have it.
const whole = 0

func newSheet(g *graph, columns int) *sheet {
	s := &sheet{graph: g}
	members := map[int][]int{}
	for i := range g.nodes {
		order := g.laneOf(i)
		members[order] = append(members[order], i)
	}
	s.orders = slices.Sorted(maps.Keys(members))
	if len(s.orders) > 0 && s.orders[0] == whole {
		s.orders = append(s.orders[1:], whole)
	}
	s.cells = make([][]int, len(s.orders)*len(bands))
	for lane, order := range s.orders {
		for _, node := range members[order] {
			cell := lane*len(bands) + bandOf(g.nodes[node].Label)
			s.cells[cell] = append(s.cells[cell], node)
		}
	}
	s.widen(columns)
	return s
}

// laneOf is the stage that a node is drawn in. One that hangs on several stands
// where most of its neighbours stand that hang on one only, or with the whole if
// it hangs on that too.
func (g *graph) laneOf(node int) int {
	stages := g.nodes[node].Stages
	if len(stages) > 2 && slices.Contains(stages, whole) {
		return whole
	}
	best, most := whole, -1
	for _, stage := range slices.Sorted(slices.Values(stages)) {
		if stage == whole {
			continue
		}
		joined := 0
		for _, other := range g.near[node] {
			if slices.Equal(g.nodes[other].Stages, []int{stage}) {
				joined++
			}
		}
		if joined > most {
			best, most = stage, joined
		}
	}
	return best
}

func bandOf(label string) int {
	for i, b := range bands {
		if slices.Contains(b.labels, label) {
			return i
		}
	}
	return len(bands) - 2
}

// widen gives a column to each lane, and each further one to the lane where it
// saves most rows, or where it saves none to the lane that fills most of them.
func (s *sheet) widen(columns int) {
	s.widths = slices.Repeat([]int{1}, len(s.orders))
	for total := len(s.widths); total < columns && total > 0; total++ {
		best, least := 0, [2]int{}
		for i := range s.widths {
			s.widths[i]++
			s.measure()
			cost := [2]int{s.rows(), -s.filled(i)}
			if i == 0 || slices.Compare(cost[:], least[:]) < 0 {
				best, least = i, cost
			}
			s.widths[i]--
		}
		s.widths[best]++
	}
	s.measure()
}

// filled is how many rows the cells of a lane take.
func (s *sheet) filled(lane int) int {
	sum := 0
	for _, members := range s.cells[lane*len(bands) : (lane+1)*len(bands)] {
		sum += rowsOf(len(members), s.widths[lane])
	}
	return sum
}

func rowsOf(members, columns int) int { return (members + columns - 1) / columns }

// measure sets the heights: a band is as high as its fullest cell.
func (s *sheet) measure() {
	s.heights = make([]int, len(bands))
	for i, members := range s.cells {
		lane, band := i/len(bands), i%len(bands)
		s.heights[band] = max(s.heights[band], rowsOf(len(members), s.widths[lane]))
	}
}

func (s *sheet) rows() int {
	sum := 0
	for _, h := range s.heights {
		sum += h
	}
	return sum
}

// place puts each node where its cell and its turn in the cell say.
func (s *sheet) place() {
	lanes, strips := s.lanes(), s.strips()
	for i, members := range s.cells {
		lane, band := i/len(bands), i%len(bands)
		columns := s.widths[lane]
		if bands[band].name == "Stages" {
			columns = 1 // a heading begins its lane
		}
		for turn, node := range members {
			s.nodes[node].X = lanes[lane].Left + gap + columnWidth*float64(turn%columns)
			s.nodes[node].Y = strips[band].Top - gap - 0.5 - float64(turn/columns)
		}
	}
}

// reorder brings each node of a cell to the row of its neighbours, then within
// the row to their column.
func (s *sheet) reorder() {
	for i, members := range s.cells {
		s.sortBy(members, func(node int) float64 { return -s.centre(node, y) })
		for row := range slices.Chunk(members, s.widths[i/len(bands)]) {
			s.sortBy(row, func(node int) float64 { return s.centre(node, x) })
		}
	}
}

// lanes are the strips of the stages from left to right.
func (s *sheet) lanes() []Lane {
	names := map[int]Node{}
	for _, n := range s.nodes {
		if n.Label == "Stage" && len(n.Stages) > 0 {
			names[n.Stages[0]] = n
		}
	}
	lanes := make([]Lane, len(s.orders))
	left := 0.0
	for i, order := range s.orders {
		lanes[i] = Lane{Key: names[order].Key, Name: names[order].Name, Left: left, Right: left + columnWidth*float64(s.widths[i]) + gap}
		if order == whole {
			lanes[i].Name = "the business as a whole"
		}
		left = lanes[i].Right
	}
	return lanes
}

// bands are the strips that have nodes.
func (s *sheet) bands() []Band {
	return slices.DeleteFunc(s.strips(), func(b Band) bool { return b.Top == b.Bottom })
}

// strips are all bands from top to bottom; the bottom of the last is 0.
func (s *sheet) strips() []Band {
	strips := make([]Band, len(bands))
	bottom := 0.0
	for i := len(bands) - 1; i >= 0; i-- {
		strips[i] = Band{Name: bands[i].name, Top: bottom, Bottom: bottom}
		if s.heights[i] > 0 {
			strips[i].Top += float64(s.heights[i]) + gap
		}
		bottom = strips[i].Top
	}
	return strips
}
