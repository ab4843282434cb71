package exec

import (
	"fmt"
	"slices"
	"strings"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// indexSeek produces the nodes that an index holds for what is sought: those
// that are equal at once, those of a range as they are asked for.
type indexSeek struct {
	found
	plan             *plan.NodeIndexSeek
	equal            []Expr
	from, to, prefix Expr
	text             Expr
	near             [4]Expr          // centre, limit, low, high
	indexes          []*storage.Index // of the labels, in the state that has version
	version          uint64
	walks            []*storage.Walk // to be gone through after ids
	values           []value.Value
	met              idNumbers // by an item or a label before, where it is 1
	add              func(storage.ID) bool
}

func (c *compiler) indexSeek(p *plan.NodeIndexSeek) (func(*State) producer, error) {
	equal, err := c.exprs(p.Equal)
	if err != nil {
		return nil, err
	}
	var bounds [3]Expr
	for i, s := range []*plan.Scalar{p.From, p.To, p.Prefix} {
		if bounds[i], err = c.optional(s); err != nil {
			return nil, err
		}
	}
	text, err := c.optional(p.Text)
	if err != nil {
		return nil, err
	}
	var near [4]Expr
	if n := p.Near; n != nil {
		for i, s := range []*plan.Scalar{n.Centre, n.Limit, n.Low, n.High} {
			if near[i], err = c.optional(s); err != nil {
				return nil, err
			}
		}
	}
	return func(*State) producer {
		s := &indexSeek{found: found{slot: p.Node}, plan: p, equal: equal, from: bounds[0], to: bounds[1], prefix: bounds[2], text: text, near: near}
		s.add = func(id storage.ID) bool {
			s.ids = append(s.ids, id)
			return true
		}
		return s
	}, nil
}

func (s *indexSeek) begin(st *State, in *Batch, row int) error {
	s.ids, s.at, s.walks = s.ids[:0], 0, s.walks[:0]
	if err := s.find(st.View); err != nil {
		return err
	}
	ix := s.indexes[0]
	st.Hits++
	switch {
	case s.prefix != nil:
		return s.seekPrefix(st, ix, in, row)
	case len(s.equal) > 0:
		return s.seekEqual(st, in, row)
	case s.text != nil:
		return s.seekText(st, ix, in, row)
	case s.plan.Near != nil:
		return s.seekNear(st, ix, in, row)
	}
	return s.seekRange(st, ix, in, row)
}

func (s *indexSeek) more(st *State, out *expander) (bool, error) {
	if len(s.walks) == 0 {
		return s.found.more(st, out)
	}
	for out.room() > 0 {
		if err := st.alive(); err != nil {
			return false, err
		}
		s.ids = reach(s.ids, out.room())
		n, done := s.walks[0].Next(s.ids[:out.room()])
		out.addIDs(s.slot, s.ids[:n])
		st.Hits += int64(n)
		if !done {
			continue
		}
		if s.walks = s.walks[1:]; len(s.walks) == 0 {
			return true, nil
		}
	}
	return false, nil
}

// rest implements reusable.
func (s *indexSeek) rest() {
	if cap(s.ids) > batchSize {
		s.ids, s.met = nil, idNumbers{}
	}
	clear(s.values)
	s.indexes, s.walks = nil, nil
}

// find finds the indexes that were planned for: the plan is made anew when the
// schema changes, so they are there.
func (s *indexSeek) find(view *storage.View) error {
	if s.indexes != nil && s.version == view.SchemaVersion() {
		return nil
	}
	s.indexes, s.version = nil, view.SchemaVersion()
	for _, label := range append([]string{s.plan.Label}, s.plan.Or...) {
		i := slices.IndexFunc(view.Indexes(), func(ix *storage.Index) bool {
			return !ix.Relationship && len(ix.Labels) == 1 && ix.Labels[0] == label && ix.Kind.String() == s.plan.Kind &&
				slices.Equal(ix.Properties, s.plan.Properties)
		})
		if i < 0 {
			s.indexes = nil
			return &value.Error{Code: value.IndexNotFound, Message: fmt.Sprintf(
				"There is no index on :%s(%s).", label, strings.Join(s.plan.Properties, ", "))}
		}
		s.indexes = append(s.indexes, view.Indexes()[i])
	}
	return nil
}

func (s *indexSeek) seekEqual(st *State, in *Batch, row int) error {
	values := reach(s.values, len(s.equal))[:len(s.equal)]
	s.values = values
	for i, e := range s.equal {
		var err error
		if values[i], err = e(st, in, row); err != nil {
			return err
		}
		if values[i].IsNull() {
			return nil
		}
	}
	if !s.plan.In {
		s.lookUp(st, values)
		s.dropRepeated()
		return nil
	}
	if values[0].Kind() != value.List {
		return &value.Error{Code: value.TypeError, Message: fmt.Sprintf(
			"Expected a LIST after IN but it was %s.", value.Print(values[0]))}
	}
	for _, item := range values[0].Items() {
		if !item.IsNull() {
			values[0] = item
			s.lookUp(st, values)
		}
	}
	s.dropRepeated()
	return nil
}

// dropRepeated leaves of each node that was found by several items or labels its first place.
func (s *indexSeek) dropRepeated() {
	if len(s.ids) < 2 || !s.plan.In && len(s.indexes) == 1 {
		return
	}
	s.met.clear()
	kept := s.ids[:0]
	for _, id := range s.ids {
		if met := s.met.at(id); *met == 0 {
			*met = 1
			kept = append(kept, id)
		}
	}
	s.ids = kept
}

// lookUp adds the nodes whose properties are equal to values. An index of texts
// or points holds no others: those are looked for among all nodes.
func (s *indexSeek) lookUp(st *State, values []value.Value) {
	ix, kind := s.indexes[0], values[0].Kind()
	if ix.Kind != storage.Text && ix.Kind != storage.Point || ix.Kind == storage.Text && kind == value.String || ix.Kind == storage.Point && kind == value.Point {
		for _, ix := range s.indexes {
			st.View.Seek(ix, values, s.add)
		}
		return
	}
	label, known := st.View.Label(s.plan.Label)
	key, used := st.View.Key(s.plan.Properties[0])
	if !known || !used {
		return
	}
	where := []storage.Condition{{Key: key, Is: storage.EqualTo, Value: values[0]}}
	buf := make([]storage.ID, batchSize)
	for cursor, done := uint64(0), false; !done; {
		var n int
		n, cursor, done = st.View.ScanLabelWhere(label, where, cursor, buf)
		s.ids = append(s.ids, buf[:n]...)
	}
}

// seekText looks for what contains a text, or ends with it; there is none where
// that is no text.
func (s *indexSeek) seekText(st *State, ix *storage.Index, in *Batch, row int) error {
	v, err := s.text(st, in, row)
	if err != nil || v.Kind() != value.String {
		return err
	}
	is := siftComparisons[s.plan.TextOp]
	ids, ok := st.View.Texts(ix, is, v.Text())
	if !ok {
		s.walks = append(s.walks, st.View.WalkTexts(ix, is, v.Text(), s.plan.Backwards))
	}
	s.ids = append(s.ids, ids...)
	return nil
}

// seekNear looks for points in the boxes around what is near enough.
func (s *indexSeek) seekNear(st *State, ix *storage.Index, in *Batch, row int) error {
	var sought [4]value.Value
	for i, e := range s.near {
		if e == nil {
			continue
		}
		var err error
		if sought[i], err = e(st, in, row); err != nil {
			return err
		}
	}
	var boxes []value.Box
	switch limit := sought[1]; {
	case s.plan.Near.Centre == nil:
		boxes = value.BoxesBetween(sought[2], sought[3])
	case limit.Kind() == value.Integer:
		boxes = value.BoxesAround(sought[0], float64(limit.Int()))
	case limit.Kind() == value.Float:
		boxes = value.BoxesAround(sought[0], limit.Float())
	}
	for _, box := range boxes {
		s.walks = append(s.walks, st.View.WalkBox(ix, box))
	}
	return nil
}

func (s *indexSeek) seekPrefix(st *State, ix *storage.Index, in *Batch, row int) error {
	v, err := s.prefix(st, in, row)
	if err != nil || v.Kind() != value.String {
		return err
	}
	s.walks = append(s.walks, st.View.WalkPrefix(ix, v.Text(), s.plan.Backwards))
	return nil
}

func (s *indexSeek) seekRange(st *State, ix *storage.Index, in *Batch, row int) error {
	low, ok, err := bound(st, s.from, s.plan.FromExclusive, in, row)
	if err != nil || !ok {
		return err
	}
	high, ok, err := bound(st, s.to, s.plan.ToExclusive, in, row)
	if err != nil || !ok {
		return err
	}
	s.walks = append(s.walks, st.View.WalkRange(ix, low, high, s.plan.Backwards))
	return nil
}

// bound is one end of a range, nil where it is open; nothing lies within a
// range that ends in null (not ok).
func bound(st *State, e Expr, exclusive bool, in *Batch, row int) (b *storage.Bound, ok bool, err error) {
	if e == nil {
		return nil, true, nil
	}
	v, err := e(st, in, row)
	if err != nil || v.IsNull() {
		return nil, false, err
	}
	return &storage.Bound{Value: v, Inclusive: !exclusive}, true, nil
}
