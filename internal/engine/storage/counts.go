package storage

import "slices"

// counts are the statistics of a state, kept exact by every change.
type counts struct {
	labels grid    // [0][label]: nodes
	types  grid    // [0][type]: relationships
	ends   [2]grid // by direction, [label][type]: relationships that lie so at a node with the label
}

// grid is a table of counts that grows as it is written, row by row copied on
// the first write of a transaction.
type grid struct {
	owner uint64
	rows  []gridRow
}

type gridRow struct {
	owner uint64
	cells []int
}

func (g *grid) at(row, cell uint32) int {
	if int(row) >= len(g.rows) || int(cell) >= len(g.rows[row].cells) {
		return 0
	}
	return g.rows[row].cells[cell]
}

func (g *grid) add(owner uint64, row, cell uint32, n int) {
	if g.owner != owner {
		g.owner, g.rows = owner, slices.Clone(g.rows)
	}
	for int(row) >= len(g.rows) {
		g.rows = append(g.rows, gridRow{})
	}
	r := &g.rows[row]
	if r.owner != owner {
		r.owner, r.cells = owner, slices.Clone(r.cells)
	}
	for int(cell) >= len(r.cells) {
		r.cells = append(r.cells, 0)
	}
	r.cells[cell] += n
}
