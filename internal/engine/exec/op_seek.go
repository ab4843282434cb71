package exec

import (
	"fmt"
	"strings"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// indexSeek produces the nodes that an index holds for what is sought.
type indexSeek struct {
	found
	plan             *plan.NodeIndexSeek
	equal            []Expr
	from, to, prefix Expr
	ix               *storage.Index // of the state that has version
	version          uint64
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
	return func(*State) producer {
		return &indexSeek{found: found{slot: p.Node}, plan: p, equal: equal, from: bounds[0], to: bounds[1], prefix: bounds[2]}
	}, nil
}

func (s *indexSeek) begin(st *State, in *Batch, row int) error {
	s.ids, s.at = s.ids[:0], 0
	ix, err := s.index(st.View)
	if err != nil {
		return err
	}
	st.Hits++
	switch {
	case s.prefix != nil:
		return s.seekPrefix(st, ix, in, row)
	case len(s.equal) > 0:
		return s.seekEqual(st, ix, in, row)
	}
	return s.seekRange(st, ix, in, row)
}

// index finds the index that was planned for: the plan is made anew when the
// schema changes, so it is there.
func (s *indexSeek) index(view *storage.View) (*storage.Index, error) {
	if s.ix != nil && s.version == view.SchemaVersion() {
		return s.ix, nil
	}
	for _, ix := range view.Indexes() {
		if ix.Relationship || len(ix.Labels) != 1 || ix.Labels[0] != s.plan.Label ||
			len(ix.Properties) != len(s.plan.Properties) || ix.Kind != storage.Range && ix.Kind != storage.Text {
			continue
		}
		if strings.Join(ix.Properties, "\x00") == strings.Join(s.plan.Properties, "\x00") {
			s.ix, s.version = ix, view.SchemaVersion()
			return ix, nil
		}
	}
	return nil, &value.Error{Code: value.IndexNotFound, Message: fmt.Sprintf(
		"There is no index on :%s(%s).", s.plan.Label, strings.Join(s.plan.Properties, ", "))}
}

func (s *indexSeek) add(id storage.ID) bool {
	s.ids = append(s.ids, id)
	return true
}

func (s *indexSeek) seekEqual(st *State, ix *storage.Index, in *Batch, row int) error {
	values := make([]value.Value, len(s.equal))
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
		st.View.Seek(ix, values, s.add)
		return nil
	}
	if values[0].Kind() != value.List {
		return &value.Error{Code: value.TypeError, Message: fmt.Sprintf(
			"Expected a LIST after IN but it was %s.", value.Print(values[0]))}
	}
	sought := newKeySet(st)
	for _, item := range values[0].Items() {
		fresh, err := sought.add(item)
		if err != nil {
			return err
		}
		if fresh && !item.IsNull() {
			values[0] = item
			st.View.Seek(ix, values, s.add)
		}
	}
	sought.reset()
	return nil
}

func (s *indexSeek) seekPrefix(st *State, ix *storage.Index, in *Batch, row int) error {
	v, err := s.prefix(st, in, row)
	if err != nil || v.Kind() != value.String {
		return err
	}
	st.View.SeekPrefix(ix, v.Text(), func(id storage.ID, _ value.Value) bool { return s.add(id) })
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
	st.View.SeekRange(ix, low, high, func(id storage.ID, _ value.Value) bool { return s.add(id) })
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
