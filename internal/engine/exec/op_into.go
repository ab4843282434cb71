package exec

import (
	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
)

// neighbourhood is the neighbours of one node as a set, made where many rows in
// a row ask for the same node's.
type neighbourhood struct {
	walk  *walker
	of    storage.ID
	view  *storage.View // in which; a CALL in transactions goes on in another
	asked int           // by rows that followed one another
	made  bool
	nodes idSet
	sides []side
}

// sift leaves in rows, in place, those whose node may have the other as a
// neighbour: all that do, and where nobody looked, others too.
func (n *neighbourhood) sift(st *State, nodes, others []storage.ID, rows []int32) []int32 {
	kept := rows[:0]
	for from := 0; from < len(rows); {
		node, to := nodes[rows[from]], from+1
		for to < len(rows) && nodes[rows[to]] == node {
			to++
		}
		alike := rows[from:to]
		from = to
		if !n.worth(st, node, len(alike)) {
			kept = append(kept, alike...)
			continue
		}
		for _, row := range alike {
			if n.nodes.has(others[row]) {
				kept = append(kept, row)
			}
		}
	}
	return kept
}

// worth says whether there is the set of the node's neighbours: it is made once
// so many rows have asked for it that making it takes less than they would.
func (n *neighbourhood) worth(st *State, node storage.ID, rows int) bool {
	if n.of != node || n.view != st.View {
		n.of, n.view, n.asked, n.made = node, st.View, 0, false
	}
	n.asked += rows
	if n.made || n.asked == 1 {
		return n.made
	}
	const worth = 8 // neighbours are added in the time of one look
	if n.asked*worth >= n.walk.degree(st, node) {
		n.make(st)
	}
	return n.made
}

// rest keeps memory alone, and none that a state of the graph is held by.
func (n *neighbourhood) rest() {
	n.view = nil
	clear(n.sides)
	n.sides = n.sides[:0]
}

func (n *neighbourhood) make(st *State) {
	n.made = true
	n.nodes.clear()
	n.sides = n.walk.sides(st, n.of, n.sides[:0])
	for _, s := range n.sides {
		st.Hits += int64(len(s.adjacent))
		for _, step := range s.adjacent {
			n.nodes.add(step.Node)
		}
	}
}

// circle is what a step looks at of the later one that closes a circle: what
// lies around the node that it leads back to.
type circle struct {
	back   plan.Slot
	around neighbourhood
}

// circle compiles what the step looks at, nil where none closes a circle.
func (c *compiler) circle(step *plan.Expand) (func() *circle, error) {
	closing := step.Closing
	if closing == nil {
		return nil, nil
	}
	types, err := c.typeSet(closing.Types)
	if err != nil || len(types.dynamic) > 0 {
		return nil, err
	}
	back, direction := closing.From, closing.Direction
	if back.Index == step.To.Index {
		back, direction = closing.To, direction.Reversed()
	}
	return func() *circle {
		walk := &walker{types: types.fresh(), direction: direction}
		return &circle{back: back, around: neighbourhood{walk: walk}}
	}, nil
}

// begin is called for each batch before worth is asked.
func (c *circle) begin(st *State, in *Batch) error {
	if c == nil {
		return nil
	}
	return c.around.walk.types.resolve(st, in, 0)
}

// worth says whether only what lies around the row's node is to be given of the
// sides. In a transaction that writes it may be another for the next row.
func (c *circle) worth(st *State, in *Batch, row int, sides []side) bool {
	if c == nil || st.Tx != nil {
		return false
	}
	steps := 0
	for _, s := range sides {
		steps += len(s.adjacent)
	}
	back := in.ID(c.back, row)
	return steps > 0 && back != storage.None && c.around.worth(st, back, steps)
}

func (c *circle) rest() {
	if c != nil {
		c.around.walk.types.rest()
		c.around.rest()
	}
}
