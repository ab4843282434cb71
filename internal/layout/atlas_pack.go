package layout

import (
	"cmp"
	"context"
	"math"
	"slices"
)

const (
	// spread is how far apart nodes lie: a disc of n has the radius spread·√n, so
	// that neighbours in it are about 1 apart.
	spread = 0.6
	// rim is the room around what lies in a disc, as a part of its radius.
	rim = 0.04
	// edge is the least room around the nodes of a disc.
	edge = 0.6
)

// goldenAngle turns each node of a disc from the one before so that they fill it
// evenly, like the seeds of a sunflower.
var goldenAngle = math.Pi * (3 - math.Sqrt(5))

// pack gives all groups their radius, and what lies in them places around their
// middle, from the innermost outwards.
func (b *mapping) pack(ctx context.Context) error {
	b.offset, b.shift = make([][2]float64, len(b.markers)), make([][2]float64, len(b.groups))
	pull := b.pulls()
	for i := len(b.groups) - 1; i >= 0; i-- {
		if err := ctx.Err(); err != nil {
			return err
		}
		g := &b.groups[i]
		if len(g.parts) == 0 {
			b.strew(g)
		} else {
			b.packParts(g, pull)
		}
	}
	return nil
}

// strew places the nodes of a disc.
func (b *mapping) strew(g *group) {
	for i, node := range b.order[g.begin:g.end] {
		r, angle := spread*math.Sqrt(float64(i)), goldenAngle*float64(i)
		b.offset[node] = [2]float64{r * math.Cos(angle), r * math.Sin(angle)}
	}
	g.radius = (spread*math.Sqrt(float64(g.end-g.begin-1)) + edge) * (1 + rim)
}

// pair are two groups of one group, the lower number first.
type pair struct{ a, b int32 }

func pairOf(a, b int32) pair { return pair{min(a, b), max(a, b)} }

// pulls says by how much groups that lie in the same one are joined.
func (b *mapping) pulls() map[pair]float64 {
	pulls, in := map[pair]float64{}, b.discs()
	for _, t := range b.ties {
		x, y := in[t.from], in[t.to]
		if x == y {
			continue
		}
		for b.groups[x].parent != b.groups[y].parent {
			if b.groups[x].depth >= b.groups[y].depth {
				x = b.groups[x].parent
			} else {
				y = b.groups[y].parent
			}
		}
		if x != y {
			pulls[pairOf(x, y)] += float64(t.count)
		}
	}
	return pulls
}

// discs says of each node in which group it lies directly.
func (b *mapping) discs() []int32 {
	in := make([]int32, len(b.markers))
	for i, g := range b.groups {
		if len(g.parts) == 0 {
			for _, node := range b.order[g.begin:g.end] {
				in[node] = int32(i)
			}
		}
	}
	return in
}

// disc is a group that is being placed in another.
type disc struct {
	group  int32
	x, y   float64
	radius float64
	share  []float64 // of what joins it with its siblings, what each of those before it has
}

func (d disc) distance(o disc) float64 { return math.Hypot(d.x-o.x, d.y-o.y) }

// packParts places the parts of a group, the largest first, each where it touches
// two others and is nearest to those that it is joined with.
func (b *mapping) packParts(g *group, pulls map[pair]float64) {
	parts := slices.Clone(g.parts)
	slices.SortStableFunc(parts, func(x, y int32) int { return cmp.Compare(b.groups[y].radius, b.groups[x].radius) })
	var placed []disc
	for _, part := range parts {
		d := disc{group: part, radius: b.groups[part].radius, share: make([]float64, len(placed))}
		sum := 0.0
		for i, other := range placed {
			d.share[i] = pulls[pairOf(part, other.group)]
			sum += d.share[i]
		}
		for i := range d.share {
			d.share[i] /= max(sum, 1)
		}
		placed = append(placed, d.placedAmong(placed))
	}
	x, y, radius := enclosing(placed)
	for _, d := range placed {
		b.shift[d.group] = [2]float64{d.x - x, d.y - y}
	}
	g.radius = radius * (1 + rim)
}

// placedAmong is the disc at the best of the places where it touches others and
// lies over none.
func (d disc) placedAmong(placed []disc) disc {
	switch len(placed) {
	case 0:
		return d
	case 1:
		d.x = placed[0].radius + d.radius
		return d
	}
	x, y := middle(placed)
	best, least := d, math.Inf(1)
	for i, a := range placed {
		for _, b := range placed[:i] {
			for _, side := range []float64{1, -1} {
				at, touches := d.touching(a, b, side)
				if !touches {
					continue
				}
				const slight = 1e-9 // what is as good stays where it came first
				if cost := math.Hypot(at.x-x, at.y-y) + at.pulled(placed); cost < least-slight && !at.overlaps(placed) {
					best, least = at, cost
				}
			}
		}
	}
	return best
}

// touching is the disc where it touches two others, on one side of the line
// between them; two that are too far from each other it cannot touch both.
func (d disc) touching(a, b disc, side float64) (disc, bool) {
	apart, toA, toB := a.distance(b), a.radius+d.radius, b.radius+d.radius
	along := (apart*apart + toA*toA - toB*toB) / (2 * apart)
	square := toA*toA - along*along
	if square < 0 {
		return d, false
	}
	dx, dy, across := (b.x-a.x)/apart, (b.y-a.y)/apart, side*math.Sqrt(square)
	d.x, d.y = a.x+along*dx-across*dy, a.y+along*dy+across*dx
	return d, true
}

func (d disc) overlaps(placed []disc) bool {
	for _, other := range placed {
		const touch = 1e-6 // what touches may overlap by what a number lacks in digits
		if d.distance(other) < d.radius+other.radius-touch*(1+d.radius) {
			return true
		}
	}
	return false
}

// middle is the centre of gravity of discs.
func middle(discs []disc) (x, y float64) {
	sum := 0.0
	for _, d := range discs {
		area := d.radius * d.radius
		x, y, sum = x+d.x*area, y+d.y*area, sum+area
	}
	return x / sum, y / sum
}

// pulled is how far a place is from the discs that the disc is joined with: less
// than half as much as how far it is from the middle of all, or discs would lie in
// strings with nothing between.
func (d disc) pulled(placed []disc) float64 {
	sum := 0.0
	for i, other := range placed {
		sum += d.share[i] * d.distance(other)
	}
	const pull = 0.4
	return pull * sum
}

// enclosing is a small circle around discs: its middle begins in theirs and goes
// towards the farthest, by less each time.
func enclosing(discs []disc) (x, y, radius float64) {
	for _, d := range discs {
		x, y = x+d.x/float64(len(discs)), y+d.y/float64(len(discs))
	}
	const turns = 200
	for turn := range turns {
		far, distance := discs[0], -1.0
		for _, d := range discs {
			if reach := math.Hypot(d.x-x, d.y-y) + d.radius; reach > distance {
				far, distance = d, reach
			}
		}
		step := 1 / float64(turn+2)
		x, y = x+(far.x-x)*step, y+(far.y-y)*step
	}
	for _, d := range discs {
		radius = max(radius, math.Hypot(d.x-x, d.y-y)+d.radius)
	}
	return x, y, radius
}

// turn gives all groups and nodes their places, from the outermost inwards, and
// turns each group so that what is in it lies towards what it is joined with
// elsewhere.
func (b *mapping) turn(ctx context.Context) error {
	b.places = make([][2]float64, len(b.markers))
	at := make([]int32, len(b.markers)) // of each node, the group of this depth that it lies in, or the one of its own
	for depth := int32(0); ; depth++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		turned := b.turnsAt(depth, at)
		if turned == nil {
			break
		}
		for i, angle := range turned {
			b.move(i, angle)
		}
		for i, g := range b.groups {
			if g.depth == depth+1 {
				for _, node := range b.order[g.begin:g.end] {
					at[node] = int32(i)
				}
			}
		}
	}
	return nil
}

// turnsAt gives the angles by which groups of a depth turn: those at which the
// squares of the distances along ties are least. Where a node is not known yet,
// its group's middle stands for it.
func (b *mapping) turnsAt(depth int32, at []int32) map[int32]float64 {
	type sum struct{ across, along float64 }
	sums := map[int32]sum{}
	for i, g := range b.groups {
		if g.depth == depth {
			sums[int32(i)] = sum{}
		}
	}
	if len(sums) == 0 {
		return nil
	}
	within := b.within(depth)
	add := func(node, other int32, weight float64) {
		s, turns := sums[at[node]]
		if !turns || at[node] == at[other] {
			return
		}
		from, to, p := b.groups[at[node]], b.groups[at[other]], within[node]
		dx, dy := to.x-from.x, to.y-from.y
		s.across += weight * (p[0]*dy - p[1]*dx)
		s.along += weight * (p[0]*dx + p[1]*dy)
		sums[at[node]] = s
	}
	for _, t := range b.ties {
		add(t.from, t.to, float64(t.count))
		add(t.to, t.from, float64(t.count))
	}
	angles := map[int32]float64{}
	for i, s := range sums {
		angles[i] = 0
		if s.across != 0 || s.along != 0 {
			angles[i] = math.Atan2(s.across, s.along)
		}
	}
	return angles
}

// within says of each node where it lies in its group of a depth, as far as it is
// known: the part that it is in, or itself.
func (b *mapping) within(depth int32) [][2]float64 {
	out := make([][2]float64, len(b.markers))
	for i, g := range b.groups {
		switch {
		case g.depth == depth+1:
			for _, node := range b.order[g.begin:g.end] {
				out[node] = b.shift[i]
			}
		case g.depth == depth && len(g.parts) == 0:
			for _, node := range b.order[g.begin:g.end] {
				out[node] = b.offset[node]
			}
		}
	}
	return out
}

// move puts what lies in a group where it belongs, turned by an angle.
func (b *mapping) move(number int32, angle float64) {
	g := &b.groups[number]
	sin, cos := math.Sincos(angle)
	put := func(p [2]float64) (x, y float64) {
		return g.x + p[0]*cos - p[1]*sin, g.y + p[0]*sin + p[1]*cos
	}
	for _, part := range g.parts {
		b.groups[part].x, b.groups[part].y = put(b.shift[part])
	}
	if len(g.parts) == 0 {
		for _, node := range b.order[g.begin:g.end] {
			x, y := put(b.offset[node])
			b.places[node] = [2]float64{rounded(x), rounded(y)}
		}
	}
}
