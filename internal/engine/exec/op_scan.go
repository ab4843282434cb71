package exec

import (
	"fmt"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// nodeScan produces every node.
type nodeScan struct {
	node   plan.Slot
	sieve  sieve
	cursor uint64
	buffer []storage.ID
}

func (s *nodeScan) begin(st *State, in *Batch, row int) error {
	s.cursor = 0
	return s.sieve.begin(st, in, row)
}

func (s *nodeScan) more(st *State, out *expander) (done bool, err error) {
	return s.fill(st, out, func(buffer []storage.ID) (int, uint64, bool) {
		return st.View.ScanNodesWhere(s.sieve.where, s.cursor, buffer)
	})
}

// fill produces what a scan gives from the cursor on, as far as there is room.
func (s *nodeScan) fill(st *State, out *expander, scan func(buffer []storage.ID) (n int, next uint64, done bool)) (done bool, err error) {
	done = s.sieve.shut
	for !done && out.room() > 0 {
		s.buffer = reach(s.buffer, out.room())
		var n int
		n, s.cursor, done = scan(s.buffer[:out.room()])
		out.addIDs(s.node, s.buffer[:n])
		st.Hits += int64(n)
		if err := st.alive(); err != nil {
			return false, err
		}
	}
	return done, nil
}

// labelScan produces every node of a label.
type labelScan struct {
	nodeScan
	name  string
	label storage.Label
	known bool // whether the label has its number
}

func (s *labelScan) begin(st *State, in *Batch, row int) error {
	if !s.known || st.Tx != nil { // a transaction's own numbers go with it
		s.label, s.known = st.View.Label(s.name)
	}
	return s.nodeScan.begin(st, in, row)
}

func (s *labelScan) more(st *State, out *expander) (done bool, err error) {
	if !s.known {
		return true, nil
	}
	return s.fill(st, out, func(buffer []storage.ID) (int, uint64, bool) {
		return st.View.ScanLabelWhere(s.label, s.sieve.where, s.cursor, buffer)
	})
}

// sieve is the conditions that a scan tests itself.
type sieve struct {
	conditions []siftCondition
	where      []storage.Condition
	shut       bool // nothing can meet them
}

type siftCondition struct {
	key   *keyOf
	is    storage.Comparison
	value Expr
}

// siftComparisons are what storage calls the operators that it tests.
var siftComparisons = map[syntax.Op]storage.Comparison{
	syntax.Equal: storage.EqualTo, syntax.Less: storage.LessThan, syntax.LessEqual: storage.AtMost,
	syntax.Greater: storage.GreaterThan, syntax.GreaterEqual: storage.AtLeast,
	syntax.StartsWith: storage.StartsWith, syntax.EndsWith: storage.EndsWith, syntax.Contains: storage.Contains,
}

func (c *compiler) sieve(where []plan.SiftCondition) ([]siftCondition, error) {
	conditions := make([]siftCondition, len(where))
	for i, w := range where {
		is, known := siftComparisons[w.Op]
		if !known {
			return nil, fmt.Errorf("exec: a scan cannot test %s", w.Key)
		}
		sought, err := c.expr(w.Value)
		if err != nil {
			return nil, err
		}
		conditions[i] = siftCondition{&keyOf{name: w.Key}, is, sought}
	}
	return conditions, nil
}

// begin computes what properties are compared with. A key without a number is
// on no node.
func (s *sieve) begin(st *State, in *Batch, row int) error {
	s.where, s.shut = s.where[:0], false
	for _, c := range s.conditions {
		v, err := c.value(st, in, row)
		if err != nil {
			return err
		}
		key, known := c.key.in(st)
		s.shut = s.shut || !known || v.IsNull()
		s.where = append(s.where, storage.Condition{Key: key, Is: c.is, Value: v})
	}
	return nil
}

// found produces entities that were looked up when the row began.
type found struct {
	slot plan.Slot
	ids  []storage.ID
	at   int
}

func (f *found) more(st *State, out *expander) (bool, error) {
	n := min(out.room(), len(f.ids)-f.at)
	out.addIDs(f.slot, f.ids[f.at:f.at+n])
	f.at += n
	st.Hits += int64(n)
	return f.at == len(f.ids), nil
}

// idSeek produces the nodes with the ids sought.
type idSeek struct {
	found
	sought idsSought
}

func (c *compiler) idSeek(p *plan.NodeByIDSeek) (func(*State) producer, error) {
	ids, err := c.expr(p.IDs)
	return func(*State) producer {
		return &idSeek{found: found{slot: p.Node}, sought: idsSought{value.Node, ids, p.Many, p.Element}}
	}, err
}

func (s *idSeek) begin(st *State, in *Batch, row int) (err error) {
	s.at = 0
	s.ids, err = s.sought.read(st, in, row, s.ids[:0])
	return err
}

// idsSought are the ids of nodes or of relationships that a query asks for.
type idsSought struct {
	kind          value.Kind
	ids           Expr
	many, element bool
}

// read adds those that are there to into, each once.
func (s *idsSought) read(st *State, in *Batch, row int, into []storage.ID) ([]storage.ID, error) {
	v, err := s.ids(st, in, row)
	if err != nil {
		return into, err
	}
	if !s.many || v.Kind() != value.List {
		if id, ok := s.parse(st, v); ok && s.exists(st, id) {
			into = append(into, id)
		}
		return into, nil
	}
	seen := map[storage.ID]bool{}
	for _, item := range v.Items() {
		if id, ok := s.parse(st, item); ok && !seen[id] && s.exists(st, id) {
			seen[id] = true
			into = append(into, id)
		}
	}
	return into, nil
}

func (s *idsSought) exists(st *State, id storage.ID) bool {
	if s.kind == value.Relationship {
		return st.View.RelationshipExists(id)
	}
	return st.View.NodeExists(id)
}

// parse reads an id as the functions id and elementId print it.
func (s *idsSought) parse(st *State, v value.Value) (storage.ID, bool) {
	if s.element {
		if v.Kind() != value.String {
			return storage.None, false
		}
		return ParseElementID(st.Server.ID, s.kind, v.Text())
	}
	n := int64(-1)
	switch v.Kind() {
	case value.Integer:
		n = v.Int()
	case value.Float:
		if whole, exact := value.FloatToInteger(v.Float()); exact && float64(whole) == v.Float() {
			n = whole
		}
	}
	if n < 0 || n >= int64(storage.None) {
		return storage.None, false
	}
	return storage.ID(n), true
}

// relationshipScan produces every relationship of some types; without a
// direction each twice, from either end, but loops once.
type relationshipScan struct {
	plan   *plan.RelationshipScan
	types  *typeSet
	dense  []storage.Type // still to be scanned; nil while all are scanned
	all    bool
	cursor uint64
	buffer []storage.ID
	labels []endLabel // that are to be tested
	read   bool       // whether anything asks for the ends
	starts []storage.ID
	ends   []storage.ID
	sel    []int32
}

// endLabel is a label of an end, and the way that may imply it.
type endLabel struct {
	*labelOf
	to     bool // of To, not of From
	way    *way
	number storage.Label
}

func endLabels(p *plan.RelationshipScan) []endLabel {
	labels := make([]endLabel, len(p.Labels))
	for i, l := range p.Labels {
		labels[i] = endLabel{labelOf: &labelOf{name: l.Label}, to: l.Node.Index == p.To.Index, way: wayTo(p, l.Node)}
	}
	return labels
}

func (c *compiler) relationshipScan(p *plan.RelationshipScan) (func(*State) producer, error) {
	types, err := c.typeSet(p.Types)
	if err != nil {
		return nil, err
	}
	var ids Expr
	if p.Sought != nil {
		if ids, err = c.expr(*p.Sought); err != nil {
			return nil, err
		}
	}
	labels, read := endLabels(p), contains(p.Live, p.From) || contains(p.Live, p.To)
	return func(st *State) producer {
		scan := relationshipScan{plan: p, types: types.fresh(), read: read}
		for _, l := range labels {
			if !l.way.surely(st, l.name) {
				scan.labels = append(scan.labels, l)
			}
		}
		switch {
		case p.Bound:
			return &relationshipEnds{relationshipScan: scan}
		case p.Sought != nil:
			return &relationshipSeek{relationshipEnds{relationshipScan: scan}, idsSought{value.Relationship, ids, p.Many, p.Element}}
		}
		return &scan
	}, nil
}

func (s *relationshipScan) begin(st *State, in *Batch, row int) error {
	s.cursor, s.all = 0, s.types.any()
	s.dense = s.dense[:0]
	for i := range s.labels {
		var known bool
		if s.labels[i].number, known = s.labels[i].labelOf.number(st); !known {
			s.all = false
			return nil
		}
	}
	if s.all {
		return nil
	}
	if err := s.types.resolve(st, in, row); err != nil {
		return err
	}
	s.dense = s.types.list(st, s.dense)
	return nil
}

func (s *relationshipScan) more(st *State, out *expander) (bool, error) {
	perRow := 1
	if s.plan.Direction == syntax.Both {
		perRow = 2
	}
	for s.all || len(s.dense) > 0 {
		room := out.room() / perRow
		if room == 0 {
			return false, nil
		}
		if err := st.alive(); err != nil {
			return false, err
		}
		if s.scan(st, out, room) {
			if s.all {
				return true, nil
			}
			s.dense, s.cursor = s.dense[1:], 0
		}
	}
	return true, nil
}

// scan gives the next relationships, and whether they were the last.
func (s *relationshipScan) scan(st *State, out *expander, room int) (done bool) {
	s.buffer = reach(s.buffer, room)
	var n int
	if s.all {
		n, s.cursor, done = st.View.ScanRelationships(s.cursor, s.buffer[:room])
	} else {
		n, s.cursor, done = st.View.ScanType(s.dense[0], s.cursor, s.buffer[:room])
	}
	st.Hits += int64(n)
	if s.plan.Direction != syntax.Both {
		s.giveAll(st, s.buffer[:n], out)
		return done
	}
	for _, id := range s.buffer[:n] {
		s.give(st, id, out)
	}
	return done
}

// giveAll gives relationships in their one direction.
func (s *relationshipScan) giveAll(st *State, ids []storage.ID, out *expander) {
	if s.read || len(s.labels) > 0 {
		s.starts, s.ends = reach(s.starts, len(ids)), reach(s.ends, len(ids))
		st.View.EndsOf(ids, s.starts, s.ends)
		ids = s.labelled(st, ids)
	}
	at := out.addRows(len(ids))
	n := at + len(ids)
	copy(out.out.ids(s.plan.Relationship, n)[at:], ids)
	if s.read {
		from, to := s.plan.From, s.plan.To
		if s.plan.Direction == syntax.Incoming {
			from, to = to, from
		}
		copy(out.out.ids(from, n)[at:], s.starts[:len(ids)])
		copy(out.out.ids(to, n)[at:], s.ends[:len(ids)])
	}
}

// labelled leaves of ids, starts and ends those whose ends have the labels.
func (s *relationshipScan) labelled(st *State, ids []storage.ID) []storage.ID {
	if len(s.labels) == 0 {
		return ids
	}
	s.sel = s.sel[:0]
	for i := range ids {
		s.sel = append(s.sel, int32(i))
	}
	for _, l := range s.labels {
		st.Hits += int64(len(s.sel))
		at := s.starts
		if l.to == (s.plan.Direction == syntax.Outgoing) {
			at = s.ends
		}
		s.sel = st.View.KeepLabelled(l.number, at, s.sel)
	}
	for _, column := range [][]storage.ID{ids, s.starts, s.ends} {
		gatherColumn(column, column, s.sel)
	}
	return ids[:len(s.sel)]
}

func (s *relationshipScan) give(st *State, id storage.ID, out *expander) {
	start, end, _ := st.View.Ends(id)
	if s.plan.Direction != syntax.Incoming && s.fits(st, start, end) {
		s.add(out, id, start, end)
	}
	both := s.plan.Direction == syntax.Both && start != end
	if (s.plan.Direction == syntax.Incoming || both) && s.fits(st, end, start) {
		s.add(out, id, end, start)
	}
}

// fits says whether the ends have the labels.
func (s *relationshipScan) fits(st *State, from, to storage.ID) bool {
	for _, l := range s.labels {
		st.Hits++
		if l.to && !st.View.HasLabel(to, l.number) || !l.to && !st.View.HasLabel(from, l.number) {
			return false
		}
	}
	return true
}

func (s *relationshipScan) add(out *expander, id, from, to storage.ID) {
	row := out.add()
	out.out.SetID(s.plan.Relationship, row, id)
	out.out.SetID(s.plan.From, row, from)
	out.out.SetID(s.plan.To, row, to)
}

// relationshipEnds produces the ends of a relationship that is known already.
type relationshipEnds struct {
	relationshipScan
	ids []storage.ID
	at  int // what is given next
}

func (s *relationshipEnds) begin(st *State, in *Batch, row int) error {
	s.ids, s.at = s.ids[:0], 0
	if id := in.ID(s.plan.Relationship, row); id != storage.None && st.View.RelationshipExists(id) {
		s.ids = append(s.ids, id)
	}
	return s.types.resolve(st, in, row)
}

func (s *relationshipEnds) more(st *State, out *expander) (bool, error) {
	for ; s.at < len(s.ids); s.at++ {
		if out.room() < 2 {
			return false, nil
		}
		id := s.ids[s.at]
		if _, _, t := st.View.Ends(id); s.types.has(st, t) {
			s.give(st, id, out)
		}
		st.Hits++
	}
	return true, nil
}

// relationshipSeek produces the relationships with the ids sought.
type relationshipSeek struct {
	relationshipEnds
	sought idsSought
}

func (s *relationshipSeek) begin(st *State, in *Batch, row int) (err error) {
	s.at = 0
	if s.ids, err = s.sought.read(st, in, row, s.ids[:0]); err != nil {
		return err
	}
	return s.types.resolve(st, in, row)
}
