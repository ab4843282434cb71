package exec

import (
	"slices"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
)

// typeSet is the relationship types that an operator follows.
type typeSet struct {
	names   []string // a|b; nil where all types are, or expr says which
	expr    syntax.LabelExpr
	dynamic map[*syntax.LabelName]names // types in expr that are computed

	types   []storage.Type // of the names that have a number
	unknown []string       // the names that have none yet
	given   map[*syntax.LabelName][]string
	verdict []int8 // of expr by type: 0 not asked, 1 follows, -1 does not
	buffer  []storage.Type
}

func (c *compiler) typeSet(t plan.Types) (*typeSet, error) {
	s := &typeSet{names: t.Names, expr: t.Expr}
	err := eachLabelName(t.Expr, func(name *syntax.LabelName) error {
		if name.Dynamic == nil {
			return nil
		}
		if s.dynamic == nil {
			s.dynamic = map[*syntax.LabelName]names{}
		}
		var err error
		s.dynamic[name], err = c.names(t.Scope, name)
		return err
	})
	return s, err
}

// names gives the names that a label or type of a query stands for.
type names func(st *State, b *Batch, row int) ([]string, error)

func (c *compiler) names(scope *plan.Scope, l *syntax.LabelName) (names, error) {
	return CompileNames(c.plan, c.registry, scope, l)
}

// eachLabelName calls f for each name in a label expression.
func eachLabelName(e syntax.LabelExpr, f func(*syntax.LabelName) error) error {
	switch e := e.(type) {
	case *syntax.LabelName:
		return f(e)
	case *syntax.LabelNot:
		return eachLabelName(e.X, f)
	case *syntax.LabelBinary:
		if err := eachLabelName(e.X, f); err != nil {
			return err
		}
		return eachLabelName(e.Y, f)
	}
	return nil
}

// fresh is s for one execution.
func (s *typeSet) fresh() *typeSet {
	return &typeSet{names: s.names, expr: s.expr, dynamic: s.dynamic, unknown: s.names}
}

// rest makes s as fresh does.
func (s *typeSet) rest() {
	s.types, s.unknown, s.given, s.verdict = s.types[:0], s.names, nil, s.verdict[:0]
}

// any says whether every type is followed.
func (s *typeSet) any() bool { return s.names == nil && s.expr == nil }

// resolve is called for each row before the types are asked for: a name may
// have got its number since, and a computed type depends on the row.
func (s *typeSet) resolve(st *State, in *Batch, row int) error {
	if st.Tx != nil { // a transaction's own numbers go with it
		s.types, s.unknown, s.verdict = s.types[:0], s.names, s.verdict[:0]
	}
	if len(s.unknown) > 0 {
		s.number(st.View)
	}
	if len(s.dynamic) == 0 {
		return nil
	}
	s.given, s.verdict = map[*syntax.LabelName][]string{}, s.verdict[:0]
	for name, compute := range s.dynamic {
		var err error
		if s.given[name], err = compute(st, in, row); err != nil {
			return err
		}
	}
	return nil
}

func (s *typeSet) number(view *storage.View) {
	var unknown []string
	for _, name := range s.unknown {
		if t, known := view.Type(name); known {
			s.types = append(s.types, t)
		} else {
			unknown = append(unknown, name)
		}
	}
	s.unknown = unknown
}

// of are the types to follow from a node on one side.
func (s *typeSet) of(st *State, node storage.ID, d storage.Direction) []storage.Type {
	if s.names != nil {
		return s.types
	}
	s.buffer = st.View.TypesOf(node, d, s.buffer[:0])
	if s.expr != nil {
		s.buffer = s.followed(st, s.buffer)
	}
	return s.buffer
}

// list are all types to follow; any has been excluded.
func (s *typeSet) list(st *State, to []storage.Type) []storage.Type {
	if s.names != nil {
		return append(to, s.types...)
	}
	for _, name := range st.View.Types() {
		if t, known := st.View.Type(name); known {
			to = append(to, t)
		}
	}
	return s.followed(st, to)
}

// followed keeps of types, in place, those that are followed.
func (s *typeSet) followed(st *State, types []storage.Type) []storage.Type {
	kept := types[:0]
	for _, t := range types {
		if s.has(st, t) {
			kept = append(kept, t)
		}
	}
	return kept
}

// has says whether relationships of type t are followed.
func (s *typeSet) has(st *State, t storage.Type) bool {
	switch {
	case s.any():
		return true
	case s.names != nil:
		for _, known := range s.types {
			if known == t {
				return true
			}
		}
		return false
	}
	if n := len(s.verdict); int(t) >= n {
		s.verdict = reach(s.verdict, int(t)+1)
		clear(s.verdict[n:])
	}
	if s.verdict[t] == 0 {
		s.verdict[t] = -1
		if s.holds(s.expr, st.View.TypeName(t)) {
			s.verdict[t] = 1
		}
	}
	return s.verdict[t] > 0
}

// holds says whether a type of that name satisfies a label expression.
func (s *typeSet) holds(e syntax.LabelExpr, name string) bool {
	switch e := e.(type) {
	case *syntax.LabelName:
		if e.Dynamic == nil {
			return e.Name == name
		}
		return s.computed(e, name)
	case *syntax.LabelNot:
		return !s.holds(e.X, name)
	case *syntax.LabelBinary:
		if e.Or {
			return s.holds(e.X, name) || s.holds(e.Y, name)
		}
		return s.holds(e.X, name) && s.holds(e.Y, name)
	}
	return true // a wildcard
}

// computed says whether a type is what $(…), $all(…) or $any(…) gave for the row.
func (s *typeSet) computed(e *syntax.LabelName, name string) bool {
	for _, given := range s.given[e] {
		if (given == name) == e.Any {
			return e.Any
		}
	}
	return !e.Any
}

// side is what lies on one side of a node: relationships of one type.
type side struct {
	adjacent []storage.Adjacent
	loops    bool // whether loops are given; they stand on both sides
}

// walker lists what lies next to a node.
type walker struct {
	types     *typeSet
	direction syntax.Direction
}

// single is the one list that sides would give, where it is one for every node;
// the types are resolved.
func (w *walker) single() (storage.Direction, storage.Type, bool) {
	if w.direction == syntax.Both || len(w.types.names) != 1 || len(w.types.types) != 1 {
		return 0, 0, false
	}
	if w.direction == syntax.Incoming {
		return storage.Incoming, w.types.types[0], true
	}
	return storage.Outgoing, w.types.types[0], true
}

// few relationships are compared one by one in less time than a look at where they start takes.
const few = 4

// sides appends what lies next to a node to buffer: nothing where the node was
// deleted, though its relationships may still be there.
func (w *walker) sides(st *State, node storage.ID, buffer []side) []side {
	if node == storage.None || st.Tx != nil && !st.View.NodeExists(node) {
		return buffer
	}
	return w.left(st, node, buffer)
}

// left is sides for a node that may be deleted: what leads from one node to
// another is found from the other end too.
func (w *walker) left(st *State, node storage.ID, buffer []side) []side {
	if w.direction != syntax.Incoming {
		for _, t := range w.types.of(st, node, storage.Outgoing) {
			buffer = append(buffer, side{st.View.Neighbours(node, storage.Outgoing, t), true})
		}
	}
	if w.direction != syntax.Outgoing {
		for _, t := range w.types.of(st, node, storage.Incoming) {
			buffer = append(buffer, side{st.View.Neighbours(node, storage.Incoming, t), w.direction == syntax.Incoming})
		}
	}
	return buffer
}

// degree is how many relationships sides would give, loops counted twice.
func (w *walker) degree(st *State, node storage.ID) int {
	n := 0
	for _, d := range w.directions() {
		if w.types.any() {
			n += st.View.Degree(node, d, 0, true)
			continue
		}
		for _, t := range w.types.of(st, node, d) {
			n += st.View.Degree(node, d, t, false)
		}
	}
	return n
}

func (w *walker) directions() []storage.Direction {
	switch w.direction {
	case syntax.Outgoing:
		return []storage.Direction{storage.Outgoing}
	case syntax.Incoming:
		return []storage.Direction{storage.Incoming}
	}
	return []storage.Direction{storage.Outgoing, storage.Incoming}
}

// reversed walks the other way.
func (w *walker) reversed() *walker {
	return &walker{types: w.types, direction: w.direction.Reversed()}
}

// startingAt leaves of many relationships those that a step from a node may take.
func (w *walker) startingAt(st *State, node storage.ID, relationships []storage.ID) []storage.ID {
	if w.direction == syntax.Both || len(relationships) <= few {
		return relationships
	}
	return slices.DeleteFunc(relationships, func(id storage.ID) bool {
		start, end, _ := st.View.Ends(id)
		if w.direction == syntax.Incoming {
			start = end
		}
		return start != node
	})
}

// other is the end of a relationship that a walk from a node arrives at, where
// direction and type allow it.
func (w *walker) other(st *State, relationship, from storage.ID) (storage.ID, bool) {
	if !st.View.RelationshipExists(relationship) {
		return storage.None, false
	}
	start, end, t := st.View.Ends(relationship)
	switch {
	case !w.types.has(st, t):
		return storage.None, false
	case start == from && w.direction != syntax.Incoming:
		return end, true
	case end == from && w.direction != syntax.Outgoing:
		return start, true
	}
	return storage.None, false
}
