package layout

import (
	"cmp"
	"container/heap"
	"context"
	"slices"
	"strconv"
)

const (
	// mostInDisc is how many nodes lie in a disc directly, without discs between.
	mostInDisc = 40
	// mostParts is how many discs lie in one directly: each is placed by a look at
	// all pairs of others.
	mostParts = 32
	// looseNodes is what a community without ties to the others needs to be one:
	// smaller ones go together with what is of the same label.
	looseNodes = 6
)

// part is what is to become a group: communities of a level, nodes where the
// level is that of nodes, or other parts.
type part struct {
	level int
	items []int32
	parts []part
	nodes []int32
}

// levelOfNodes is below that of the first communities.
const levelOfNodes = -1

// group makes the tree of groups.
func (b *mapping) group(ctx context.Context) error {
	if len(b.markers) == 0 {
		return nil
	}
	for _, of := range b.levels {
		b.members = append(b.members, membersOf(of, int(slices.Max(of))+1))
	}
	top := levelOfNodes
	items := make([]int32, len(b.markers))
	if len(b.levels) > 0 {
		top = len(b.levels) - 1
		items = items[:len(b.members[top].first)-1]
	}
	for i := range items {
		items[i] = int32(i)
	}
	d := &divider{mapping: b, of: make([]int32, len(b.markers))}
	for i := range d.of {
		d.of[i] = -1
	}
	return d.grow(ctx, b.part(top, items), -1, "group:0")
}

// part is one of items of a level, with the nodes in them.
func (b *mapping) part(level int, items []int32) part {
	nodes := items
	for l := level; l > levelOfNodes; l-- {
		var below []int32
		for _, c := range nodes {
			below = append(below, b.members[l].in(c)...)
		}
		nodes = below
	}
	return part{level: level, items: items, nodes: nodes}
}

// divider makes groups of parts.
type divider struct {
	*mapping
	of []int32 // of each node, the part that it is in of those looked at; -1: none
}

// grow adds a part and all in it to the groups, in the group of a number.
func (d *divider) grow(ctx context.Context, p part, parent int32, id string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	number := int32(len(d.groups))
	g := group{id: id, begin: int32(len(d.order)), parent: parent}
	if parent >= 0 {
		g.depth = d.groups[parent].depth + 1
		d.groups[parent].parts = append(d.groups[parent].parts, number)
	}
	d.groups = append(d.groups, g)
	if len(p.nodes) <= mostInDisc {
		d.order = append(d.order, d.inDisc(p.nodes)...)
	} else {
		for i, part := range d.divide(p) {
			if err := d.grow(ctx, part, number, id+"."+strconv.Itoa(i)); err != nil {
				return err
			}
		}
	}
	d.groups[number].end = int32(len(d.order))
	return nil
}

// inDisc orders the nodes of a disc from its middle outwards: those with most
// neighbours first, and with each the others of its label.
func (b *mapping) inDisc(nodes []int32) []int32 {
	most := map[int32]int{}
	for _, n := range nodes {
		most[b.label[n]] = max(most[b.label[n]], b.near.degree(n))
	}
	ordered := slices.Clone(nodes)
	slices.SortFunc(ordered, func(x, y int32) int {
		return cmp.Or(cmp.Compare(most[b.label[y]], most[b.label[x]]), cmp.Compare(b.label[x], b.label[y]),
			cmp.Compare(b.near.degree(y), b.near.degree(x)), cmp.Compare(x, y))
	})
	return ordered
}

// divide gives what lies in a part directly: two at least, mostParts at most.
func (d *divider) divide(p part) []part {
	parts := p.parts
	for parts == nil {
		switch {
		case p.level == levelOfNodes:
			parts = d.byLabel(p.nodes)
		case len(p.items) == 1:
			p = d.part(p.level-1, d.members[p.level].in(p.items[0]))
		default:
			for _, item := range p.items {
				parts = append(parts, d.part(p.level, []int32{item}))
			}
			parts = d.ordered(parts)
		}
	}
	for len(parts) > mostParts {
		parts = bundled(parts)
	}
	return parts
}

// byLabel cuts nodes into parts of one label that fit a disc, those with most
// neighbours first.
func (d *divider) byLabel(nodes []int32) []part {
	ordered := slices.Clone(nodes)
	slices.SortFunc(ordered, func(x, y int32) int {
		return cmp.Or(cmp.Compare(d.label[x], d.label[y]), cmp.Compare(d.near.degree(y), d.near.degree(x)), cmp.Compare(x, y))
	})
	var parts []part
	for begin := 0; begin < len(ordered); {
		end := begin
		for end < len(ordered) && end < begin+mostInDisc && d.label[ordered[end]] == d.label[ordered[begin]] {
			end++
		}
		parts = append(parts, d.part(levelOfNodes, ordered[begin:end]))
		begin = end
	}
	return parts
}

// bundled makes fewer parts, each of some that follow on each other.
func bundled(parts []part) []part {
	each := (len(parts) + mostParts - 1) / mostParts
	each = min(each, mostParts)
	var out []part
	for some := range slices.Chunk(parts, each) {
		if len(some) == 1 {
			out = append(out, some[0])
			continue
		}
		p := part{parts: some}
		for _, one := range some {
			p.nodes = append(p.nodes, one.nodes...)
		}
		out = append(out, p)
	}
	return out
}

// ordered puts communities in an order in which each comes after those that it
// is joined with most, beginning with the largest; small ones without ties go
// together by label, at the end.
func (d *divider) ordered(parts []part) []part {
	slices.SortStableFunc(parts, func(x, y part) int { return cmp.Compare(len(y.nodes), len(x.nodes)) })
	between := d.between(parts)
	var out []part
	var loose []int32
	taken := make([]bool, len(parts))
	for first := range parts {
		if len(between[first]) == 0 && len(parts[first].nodes) < looseNodes {
			loose = append(loose, parts[first].nodes...)
			continue
		}
		next := &reached{{part: int32(first)}}
		for next.Len() > 0 {
			at := heap.Pop(next).(reach).part
			if taken[at] {
				continue
			}
			taken[at] = true
			out = append(out, parts[at])
			for _, r := range between[at] {
				if !taken[r.part] {
					heap.Push(next, r)
				}
			}
		}
	}
	if len(loose) > 0 {
		out = append(out, d.byLabel(loose)...)
	}
	return out
}

// reach is a part that another is joined with, and by how much.
type reach struct {
	part   int32
	weight float64
}

// between says of each part which others it is joined with.
func (d *divider) between(parts []part) [][]reach {
	for i, p := range parts {
		for _, n := range p.nodes {
			d.of[n] = int32(i)
		}
	}
	out := make([][]reach, len(parts))
	near := newSums(len(parts))
	for i, p := range parts {
		for _, n := range p.nodes {
			for j := d.near.first[n]; j < d.near.first[n+1]; j++ {
				if other := d.of[d.near.other[j]]; other >= 0 && other != int32(i) {
					near.add(other, d.near.weight[j])
				}
			}
		}
		slices.Sort(near.touched)
		for _, other := range near.touched {
			out[i] = append(out[i], reach{other, near.of[other]})
		}
		near.clear()
	}
	for _, p := range parts {
		for _, n := range p.nodes {
			d.of[n] = -1
		}
	}
	return out
}

// reached is a heap of parts, the one that is joined most first.
type reached []reach

// Len is how many wait.
func (r reached) Len() int { return len(r) }

// Less reports whether the first comes before the second.
func (r reached) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(r[j].weight, r[i].weight), cmp.Compare(r[i].part, r[j].part)) < 0
}

// Swap changes the places of two.
func (r reached) Swap(i, j int) { r[i], r[j] = r[j], r[i] }

// Push adds a reach.
func (r *reached) Push(x any) { *r = append(*r, x.(reach)) }

// Pop takes the last off.
func (r *reached) Pop() any {
	last := (*r)[len(*r)-1]
	*r = (*r)[:len(*r)-1]
	return last
}
