package exec

import (
	"slices"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// shortest produces the shortest path, or all of them, between two nodes.
type shortest struct {
	gate
	plan  *plan.ShortestPaths
	where Predicate // over the whole path; nil without
	found []walked
	held  int // by found
	at    int
}

// walked is a path: nodes are one more than relationships.
type walked struct{ nodes, relationships []storage.ID }

func (c *compiler) shortestPaths(p *plan.ShortestPaths) (func(*State) producer, []plan.Slot, error) {
	types, err := c.typeSet(p.Types)
	if err != nil {
		return nil, nil, err
	}
	step, err := c.predicate(p.Step)
	if err != nil {
		return nil, nil, err
	}
	where, err := c.predicate(p.Where)
	fresh := []plan.Slot{p.Relationship, p.Path}
	return func(*State) producer {
		walk := &walker{types: types.fresh(), direction: p.Direction}
		return &shortest{gate: gate{walk: walk, step: step, slot: p.StepSlot}, plan: p, where: where}
	}, fresh, err
}

func (s *shortest) begin(st *State, in *Batch, row int) error {
	st.release(s.held)
	s.found, s.held, s.at = s.found[:0], 0, 0
	if err := s.gate.begin(st, in, row, nil); err != nil {
		return err
	}
	from, to := in.ID(s.plan.From, row), in.ID(s.plan.To, row)
	switch {
	case from == storage.None || to == storage.None:
		return nil
	case from == to && s.plan.Min > 0:
		return &value.Error{Code: value.ArgumentError, Message: "A shortest path of at least one relationship cannot " +
			"begin and end at the same node. Exclude that with a condition before, or search a path of length 0 too."}
	case s.where != nil || s.plan.Min > 1:
		return s.exhaust(st, from, to)
	case from == to:
		s.found = append(s.found, walked{nodes: []storage.ID{from}})
		return nil
	}
	return s.meet(st, from, to)
}

func (s *shortest) more(_ *State, out *expander) (bool, error) {
	for ; s.at < len(s.found) && out.room() > 0; s.at++ {
		s.write(out.out, out.add(), s.found[s.at])
	}
	return s.at == len(s.found), nil
}

func (s *shortest) write(b *Batch, row int, w walked) {
	b.SetValue(s.plan.Relationship, row, listOfRelationships(w.relationships, false))
	b.SetValue(s.plan.Path, row, pathOf(w.nodes, w.relationships))
}

func pathOf(nodes, relationships []storage.ID) value.Value {
	p := &value.PathData{Nodes: make([]value.Value, len(nodes)), Relationships: make([]value.Value, len(relationships))}
	for i, id := range nodes {
		p.Nodes[i] = value.NodeReference(int64(id))
	}
	for i, id := range relationships {
		p.Relationships[i] = value.RelationshipReference(int64(id))
	}
	return value.OfPath(p)
}

// wave is one half of a search from both ends: the nodes at each distance.
type wave struct {
	walk     *walker
	depth    int64
	frontier []storage.ID
	arrivals []arrival
	number   idNumbers // of a node's arrival, counted from 1; 0 where it was not reached
}

// arrival is how a wave reached a node: by relationships from nodes one step nearer.
type arrival struct {
	depth int64
	first storage.Adjacent
	more  []storage.Adjacent // besides the first
}

func newWave(walk *walker, start storage.ID) *wave {
	w := &wave{walk: walk, frontier: []storage.ID{start}, arrivals: []arrival{{}}}
	*w.number.at(start) = 1
	return w
}

// reached is how the wave reached a node; nil where it has not.
func (w *wave) reached(node storage.ID) *arrival {
	if n := w.number.get(node); n > 0 {
		return &w.arrivals[n-1]
	}
	return nil
}

// meet lets a wave run from either end, the smaller one first, until they meet.
// All shortest paths then lead through the nodes where they met, since each
// wave reached those by all its shortest ways.
func (s *shortest) meet(st *State, from, to storage.ID) error {
	forward, backward := newWave(s.walk, from), newWave(s.walk.reversed(), to)
	defer func() { st.release((len(forward.arrivals) + len(backward.arrivals)) * arrivalSize) }()
	for len(forward.frontier) > 0 && len(backward.frontier) > 0 {
		if s.plan.Max >= 0 && forward.depth+backward.depth >= s.plan.Max {
			return nil
		}
		smaller, other := forward, backward
		if len(backward.frontier) < len(forward.frontier) {
			smaller, other = backward, forward
		}
		met, err := s.spread(st, smaller, other)
		if err != nil {
			return err
		}
		if len(met) > 0 {
			return s.join(st, forward, backward, met)
		}
	}
	return nil
}

// arrivalSize is about what an arrival takes with its number.
const arrivalSize = 64

// spread takes a wave one step further, and gives the nodes that another wave
// has reached too: all of them, or one where one path is enough. Without other
// there are none.
func (s *shortest) spread(st *State, w, other *wave) (met []storage.ID, err error) {
	w.depth++
	var next []storage.ID
	var sides []side
	for _, node := range w.frontier {
		sides = w.walk.sides(st, node, sides[:0])
		for _, side := range sides {
			for _, step := range side.adjacent {
				fresh, err := s.arrive(st, w, node, step, side.loops)
				if err != nil {
					return nil, err
				}
				if !fresh {
					continue
				}
				next = append(next, step.Node)
				if other != nil && other.reached(step.Node) != nil {
					if met = append(met, step.Node); !s.plan.All {
						return met, nil
					}
				}
			}
		}
	}
	w.frontier = next
	return met, nil
}

// arrive takes one step from a node, and says whether the wave had not reached
// where it leads.
func (s *shortest) arrive(st *State, w *wave, node storage.ID, step storage.Adjacent, loops bool) (fresh bool, err error) {
	open, err := s.open(st, step.Relationship, loops)
	if err != nil || !open {
		return false, err
	}
	way := storage.Adjacent{Relationship: step.Relationship, Node: node}
	number := w.number.at(step.Node)
	if *number > 0 {
		if a := &w.arrivals[*number-1]; a.depth == w.depth && s.plan.All {
			a.more = append(a.more, way)
		}
		return false, nil
	}
	w.arrivals = append(w.arrivals, arrival{depth: w.depth, first: way})
	*number = int32(len(w.arrivals))
	return true, st.hold(arrivalSize)
}

// join makes the paths through the nodes where the waves met.
func (s *shortest) join(st *State, forward, backward *wave, met []storage.ID) error {
	for _, node := range met {
		for head := range forward.ways(node) {
			head := walked{slices.Clone(head.nodes), slices.Clone(head.relationships)}
			slices.Reverse(head.nodes)
			slices.Reverse(head.relationships)
			for tail := range backward.ways(node) {
				if err := st.tick(); err != nil {
					return err
				}
				w := walked{slices.Concat(head.nodes, tail.nodes[1:]), slices.Concat(head.relationships, tail.relationships)}
				if err := s.keep(st, w); err != nil || !s.plan.All {
					return err
				}
			}
		}
	}
	return nil
}

// keep holds a path until it is given: there may be more than memory has room for.
func (s *shortest) keep(st *State, w walked) error {
	s.found = append(s.found, w)
	n := pathSize + 4*(len(w.nodes)+len(w.relationships))
	s.held += n
	return st.hold(n)
}

// pathSize is what a path takes beside the ids in it.
const pathSize = 48

// ways gives each way back from a node to where the wave began. What is given
// is written over by the next.
func (w *wave) ways(node storage.ID) func(yield func(walked) bool) {
	way := walked{nodes: []storage.ID{node}}
	var back func(yield func(walked) bool) bool
	back = func(yield func(walked) bool) bool {
		last := w.reached(way.nodes[len(way.nodes)-1])
		if last.depth == 0 {
			return yield(way)
		}
		for i := -1; i < len(last.more); i++ {
			step := last.first
			if i >= 0 {
				step = last.more[i]
			}
			way.nodes, way.relationships = append(way.nodes, step.Node), append(way.relationships, step.Relationship)
			more := back(yield)
			way.nodes, way.relationships = way.nodes[:len(way.nodes)-1], way.relationships[:len(way.relationships)-1]
			if !more {
				return false
			}
		}
		return true
	}
	return func(yield func(walked) bool) { back(yield) }
}

// exhaust walks all trails of one length, then all that are longer by one, until
// one satisfies the conditions on the whole path: nothing shorter will do. Each
// walk keeps to nodes from which the end is near enough.
func (s *shortest) exhaust(st *State, from, to storage.ID) error {
	near := newWave(s.walk.reversed(), to)
	for len(near.frontier) > 0 && (s.plan.Max < 0 || near.depth < s.plan.Max) {
		if _, err := s.spread(st, near, nil); err != nil {
			return err
		}
	}
	defer st.release(len(near.arrivals) * arrivalSize)
	if near.reached(from) == nil {
		return nil
	}
	length := max(s.plan.Min, near.reached(from).depth)
	for ; s.plan.Max < 0 || length <= s.plan.Max; length++ {
		cut, err := s.ofLength(st, near, from, to, length)
		if err != nil || len(s.found) > 0 || !cut {
			return err
		}
	}
	return nil
}

// ofLength finds the trails of exactly that length that satisfy the
// conditions; cut says that there may be longer ones.
func (s *shortest) ofLength(st *State, near *wave, from, to storage.ID, length int64) (cut bool, err error) {
	t := trail{gate: s.gate}
	t.start(st, from, length)
	for more := true; more; {
		left := length - int64(len(t.relationships))
		switch rest := near.reached(t.node()); {
		case rest == nil:
			t.prune()
		case rest.depth > left:
			cut = true
			t.prune()
		case left == 0 && t.node() == to:
			if err := s.consider(st, &t); err != nil || len(s.found) > 0 && !s.plan.All {
				return false, err
			}
		}
		if more, err = t.advance(st); err != nil {
			return false, err
		}
	}
	return cut || t.cut, nil
}

// prune gives up on what lies beyond the node where the walk stands.
func (t *trail) prune() {
	last := &t.frames[len(t.frames)-1]
	last.side = len(last.sides)
}

// consider keeps the trail walked where it satisfies the conditions.
func (s *shortest) consider(st *State, t *trail) error {
	w := walked{relationships: slices.Clone(t.relationships)}
	for _, f := range t.frames {
		w.nodes = append(w.nodes, f.node)
	}
	if s.where != nil {
		s.write(s.in, s.row, w)
		if ok, err := s.where(st, s.in, s.row); err != nil || !ok {
			return err
		}
	}
	return s.keep(st, w)
}
