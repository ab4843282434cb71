package exec

import "corridor/internal/engine/storage"

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
