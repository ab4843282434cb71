package layout

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// Scene gives nodes their places one step after the other, and never moves what
// stands: what a reader has opened so far stays where it is when more is opened.
// Each node has a cell to itself, one row high and one column wide, so that
// there is room for its name.
type Scene struct {
	at    map[string]cell
	taken map[cell]bool
	low   int // the lowest row in use
}

// cell is a place in columns, to the right, and rows, upwards.
type cell struct{ column, row int }

const (
	// fewSeeds stand apart, so that there is room for what they expand to: as far
	// below each other as beside.
	fewSeeds                = 12
	columnsApart, rowsApart = 4, 14
	// alone is how many rows below all others a node stands that nothing leads to.
	alone = 5
	// mostUntangled is up to how many seeds are put in an order that lets few
	// relationships cross, which takes the square of their number.
	mostUntangled = 300
	// shape is how many rows a column counts as: a screen is wider than tall.
	shape = 3.6
)

// NewScene begins with seeds, laid out as the answer of a query is; of the
// relationships only those between seeds count.
func NewScene(seeds []Node, relationships []Relationship) *Scene {
	s := &Scene{at: make(map[string]cell, len(seeds)), taken: make(map[cell]bool, len(seeds))}
	if len(seeds) > mostUntangled {
		relationships = nil
	}
	drawn := Columns(seeds, relationships).Nodes
	if len(seeds) <= fewSeeds {
		s.spread(drawn)
		return s
	}
	for _, n := range drawn {
		s.put(n.Key, cell{int(math.Round(n.X / columnWidth)), int(math.Floor(n.Y))})
	}
	return s
}

// spread puts few seeds in rows, far from each other, in the order in which they
// would stand in columns.
func (s *Scene) spread(seeds []Node) {
	slices.SortFunc(seeds, func(a, b Node) int { return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(b.Y, a.Y)) })
	wide := int(math.Ceil(math.Sqrt(1.5 * float64(len(seeds)))))
	for i, n := range seeds {
		s.put(n.Key, cell{columnsApart * (i % wide), -rowsApart * (i / wide)})
	}
}

// At is the place of a node that stands.
func (s *Scene) At(key string) (x, y float64) {
	c := s.at[key]
	return columnWidth * float64(c.column), float64(c.row)
}

// Stand puts a node that nothing leads to below all others.
func (s *Scene) Stand(key string) {
	if s.stands(key) {
		return
	}
	if len(s.at) == 0 {
		s.put(key, cell{})
		return
	}
	s.put(key, s.free(cell{0, s.low - alone}, beside, 1)[0])
}

// Expand puts around a node what acts on it to its left, and what it acts on to
// its right, as far as these do not stand already; where there is no room, as
// near as there is. Nodes that come after each other stand below each other.
func (s *Scene) Expand(of string, left, right []string) {
	s.Stand(of)
	for _, part := range []struct {
		keys []string
		side side
	}{{left, toLeft}, {right, toRight}} {
		s.fill(part.keys, part.side, s.at[of])
	}
}

func (s *Scene) fill(keys []string, to side, centre cell) {
	var fresh []string
	for _, key := range keys {
		if !s.stands(key) && !slices.Contains(fresh, key) {
			fresh = append(fresh, key)
		}
	}
	cells := s.free(centre, to, len(fresh))
	slices.SortFunc(cells, func(a, b cell) int {
		return cmp.Or(cmp.Compare(away(a, centre), away(b, centre)), cmp.Compare(a.column, b.column), cmp.Compare(b.row, a.row))
	})
	for i, key := range fresh {
		s.put(key, cells[i])
	}
}

// away is how many columns a cell is from another.
func away(a, b cell) int { return max(a.column-b.column, b.column-a.column) }

// Lead puts the nodes of a way between its ends, in their order.
func (s *Scene) Lead(way []string) {
	if len(way) == 0 {
		return
	}
	steps := len(way) - 1
	s.Stand(way[0])
	first := s.at[way[0]]
	if end := way[steps]; !s.stands(end) {
		s.put(end, s.free(cell{first.column + max(steps, 2), first.row}, beside, 1)[0])
	}
	last := s.at[way[steps]]
	for i, key := range way {
		if s.stands(key) {
			continue
		}
		part := float64(i) / float64(steps)
		between := cell{first.column + int(math.Round(part*float64(last.column-first.column))), first.row + int(math.Round(part*float64(last.row-first.row)))}
		s.put(key, s.free(between, beside, 1)[0])
	}
}

func (s *Scene) stands(key string) bool {
	_, stands := s.at[key]
	return stands
}

func (s *Scene) put(key string, c cell) {
	if len(s.at) == 0 || c.row < s.low {
		s.low = c.row
	}
	s.at[key], s.taken[c] = c, true
}

// free gives the cells nearest to a place on a side of it that nobody has.
func (s *Scene) free(centre cell, to side, n int) []cell {
	found := make([]cell, 0, n)
	for _, offset := range offsets()[to] {
		if len(found) == n {
			break
		}
		if c := (cell{centre.column + offset.column, centre.row + offset.row}); !s.taken[c] {
			found = append(found, c)
		}
	}
	return found
}

// side is where of a place a node is wanted.
type side int

const (
	beside side = iota
	toLeft
	toRight
)

// Cells this far off are tried: many times more than a scene can have nodes.
const farthestColumn, farthestRow = 50, 80

// offsets has for each side the cells around a place, the nearest first. They are
// the same for every scene.
var offsets = sync.OnceValue(func() [3][]cell {
	var sorted [3][]cell
	for _, to := range []side{beside, toLeft, toRight} {
		for column := -farthestColumn; column <= farthestColumn; column++ {
			for row := -farthestRow; row <= farthestRow; row++ {
				sorted[to] = append(sorted[to], cell{column, row})
			}
		}
		slices.SortStableFunc(sorted[to], func(a, b cell) int {
			return cmp.Or(cmp.Compare(far(a, to), far(b, to)), cmp.Compare(b.row, a.row), cmp.Compare(a.column, b.column))
		})
	}
	return sorted
})

// far is how far off a cell looks, in rows: a column counts as the rows that make
// a picture wider than tall, and what is not on the side wanted is further.
func far(c cell, to side) float64 {
	column := float64(c.column)
	if to == toLeft {
		column = -column
	}
	switch distance := math.Hypot(shape*column, float64(c.row)); {
	case to == beside || column > 0:
		return distance
	case column == 0:
		return distance + 3*shape
	default:
		return 2*distance + 6*shape
	}
}
