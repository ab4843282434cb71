package exec

import (
	"slices"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// gate says which relationships a walk may take.
type gate struct {
	walk  *walker
	step  Predicate // must hold for each; nil without
	slot  plan.Slot // where step reads the relationship
	avoid []storage.ID
	in    *Batch // the row that the walk is for
	row   int
}

func (g *gate) begin(st *State, in *Batch, row int, distinct []plan.Slot) error {
	g.in, g.row = in, row
	g.avoid = collectRelationships(g.avoid[:0], in, row, distinct)
	return g.walk.types.resolve(st, in, row)
}

// open says whether the walk may go through a relationship of a side.
func (g *gate) open(st *State, relationship storage.ID, loops bool) (bool, error) {
	st.Hits++
	if err := st.tick(); err != nil {
		return false, err
	}
	if !loops && isLoop(st, relationship) || slices.Contains(g.avoid, relationship) {
		return false, nil
	}
	if g.step == nil {
		return true, nil
	}
	g.in.SetID(g.slot, g.row, relationship)
	return g.step(st, g.in, g.row)
}

// unconditional says whether the walk may go through every relationship but loops.
func (g *gate) unconditional() bool { return g.step == nil && len(g.avoid) == 0 }

// trail walks depth first, over no relationship twice. What was walked is one
// relationship less than there are frames.
type trail struct {
	gate
	frames        []frame
	relationships []storage.ID
	most          int64 // how many relationships a trail may have; negative for any number
	cut           bool  // whether a trail got that long
}

// frame is a node on the trail and what is still to be tried from there.
type frame struct {
	node  storage.ID
	sides []side
	side  int
	at    int
}

// start puts the walk at a node.
func (t *trail) start(st *State, node storage.ID, most int64) {
	t.frames, t.relationships = t.frames[:0], t.relationships[:0]
	t.most, t.cut = most, false
	if node != storage.None {
		t.push(st, node)
	}
}

func (t *trail) push(st *State, node storage.ID) {
	n := len(t.frames)
	t.frames = reach(t.frames, n+1)[:n+1]
	f := &t.frames[n]
	f.node, f.side, f.at = node, 0, 0
	f.sides = f.sides[:0]
	if t.most >= 0 && int64(len(t.relationships)) >= t.most {
		t.cut = true
		return
	}
	f.sides = t.walk.sides(st, node, f.sides)
}

// node is where the walk stands.
func (t *trail) node() storage.ID { return t.frames[len(t.frames)-1].node }

// advance goes to the next trail: one relationship further where there is one
// and the trail may be longer, else back and on. It is false when all were
// walked.
func (t *trail) advance(st *State) (bool, error) {
	for len(t.frames) > 0 {
		step, found, err := t.untried(st)
		if err != nil {
			return false, err
		}
		if found {
			t.relationships = append(t.relationships, step.Relationship)
			t.push(st, step.Node)
			return true, nil
		}
		t.frames = t.frames[:len(t.frames)-1]
		t.relationships = t.relationships[:max(0, len(t.relationships)-1)]
	}
	return false, nil
}

func (t *trail) untried(st *State) (storage.Adjacent, bool, error) {
	f := &t.frames[len(t.frames)-1]
	for ; f.side < len(f.sides); f.side, f.at = f.side+1, 0 {
		s := f.sides[f.side]
		for f.at < len(s.adjacent) {
			step := s.adjacent[f.at]
			f.at++
			if slices.Contains(t.relationships, step.Relationship) {
				continue
			}
			if open, err := t.open(st, step.Relationship, s.loops); err != nil || open {
				return step, open, err
			}
		}
	}
	return storage.Adjacent{}, false, nil
}

// listOfRelationships is a walk as the value of its variable.
func listOfRelationships(walked []storage.ID, reversed bool) value.Value {
	items := make([]value.Value, len(walked))
	for i, id := range walked {
		items[i] = value.RelationshipReference(int64(id))
	}
	if reversed {
		slices.Reverse(items)
	}
	return value.OfList(items)
}

// ends finds the nodes that trails of at least one relationship lead to, each
// once, breadth first.
type ends struct {
	gate
	seen     idSet
	frontier []storage.ID
	next     []storage.ID
	sides    []side
	nodes    []storage.ID // found, in the order of their distance
	branches map[storage.ID]lineage
	closed   bool // a trail leads back to the start, of those that go either way
}

// lineage is the first relationship of the walk to a node, and its length.
type lineage struct {
	first storage.ID
	depth int64
}

// search fills nodes from start on, over most relationships (no bound where
// negative). Where the walk goes either way, to come back to the start by the
// same relationship is no trail, so the start is found by two branches that meet.
func (e *ends) search(st *State, start storage.ID, most int64) error {
	either := e.walk.direction == syntax.Both
	e.seen.clear()
	e.nodes, e.closed = e.nodes[:0], false
	e.frontier = append(e.frontier[:0], start)
	if either {
		e.seen.add(start)
		e.branches = map[storage.ID]lineage{}
	}
	for depth := int64(1); len(e.frontier) > 0 && (most < 0 || depth <= most); depth++ {
		e.next = e.next[:0]
		for _, node := range e.frontier {
			if err := e.expand(st, start, node, depth, most); err != nil {
				return err
			}
		}
		e.frontier, e.next = e.next, e.frontier
	}
	if e.closed {
		e.nodes = append(e.nodes, start)
	}
	return nil
}

func (e *ends) expand(st *State, start, node storage.ID, depth, most int64) error {
	e.sides = e.walk.sides(st, node, e.sides[:0])
	for _, s := range e.sides {
		if s.loops && e.branches == nil && e.unconditional() {
			if err := e.expandAll(st, s.adjacent); err != nil {
				return err
			}
			continue
		}
		for _, step := range s.adjacent {
			open, err := e.open(st, step.Relationship, s.loops)
			if err != nil {
				return err
			}
			if !open {
				continue
			}
			fresh := e.seen.add(step.Node)
			if e.branches != nil {
				e.meet(start, node, step, fresh, depth, most)
			}
			if fresh {
				e.nodes, e.next = append(e.nodes, step.Node), append(e.next, step.Node)
			}
		}
	}
	return nil
}

// expandAll is expand where every relationship may be taken.
func (e *ends) expandAll(st *State, adjacent []storage.Adjacent) error {
	st.Hits += int64(len(adjacent))
	for _, step := range adjacent {
		if e.seen.add(step.Node) {
			e.nodes, e.next = append(e.nodes, step.Node), append(e.next, step.Node)
		}
	}
	return st.worked(len(adjacent))
}

func (e *ends) meet(start, node storage.ID, step storage.Adjacent, fresh bool, depth, most int64) {
	from := lineage{first: step.Relationship, depth: depth - 1}
	if node != start {
		from = e.branches[node]
	}
	if fresh {
		e.branches[step.Node] = lineage{first: from.first, depth: depth}
		return
	}
	to := e.branches[step.Node]
	if step.Node == start {
		to = lineage{first: step.Relationship}
		if node == start {
			e.closed = true
			return
		}
	}
	if from.first != to.first && (most < 0 || from.depth+to.depth+1 <= most) {
		e.closed = true
	}
}
