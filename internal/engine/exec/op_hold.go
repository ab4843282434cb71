package exec

import (
	"slices"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/value"
)

// held is rows that an operator keeps: a batch of any length.
type held struct {
	rows  *Batch
	slots []plan.Slot
	size  int
	out   *Batch
	given int // how many rows were given back
	sel   []int32
}

func newHeld(frame int, slots []plan.Slot) held {
	return held{rows: newBatch(frame), slots: slots, out: newBatch(frame)}
}

// take keeps a row of b.
func (h *held) take(st *State, b *Batch, row int) error {
	h.rows.appendRow(b, row, h.slots)
	n := b.size(row, h.slots)
	h.size += n
	return st.hold(n)
}

// takeAll keeps everything that an operator gives.
func (h *held) takeAll(st *State, in operator) error {
	for {
		if err := st.alive(); err != nil {
			return err
		}
		b, err := in.next(st)
		if err != nil || b == nil {
			return err
		}
		h.sel = h.sel[:0]
		n := 0
		for row := range b.Len {
			h.sel = append(h.sel, int32(row))
			n += b.size(row, h.slots)
		}
		h.rows.gather(b, h.sel, h.slots, h.rows.Len)
		h.rows.Len += b.Len
		h.size += n
		if err := st.hold(n); err != nil {
			return err
		}
	}
}

// give gives the next rows back, in the given order or, without one, as they
// came; nil at the end, where the memory is given back too.
func (h *held) give(st *State, order []int32) *Batch {
	n := min(batchSize, h.rows.Len-h.given)
	if n == 0 {
		h.clear(st)
		return nil
	}
	h.sel = h.sel[:0]
	for i := h.given; i < h.given+n; i++ {
		row := int32(i)
		if order != nil {
			row = order[i]
		}
		h.sel = append(h.sel, row)
	}
	h.given += n
	h.out.gather(h.rows, h.sel, h.slots, 0)
	h.out.Len = n
	return h.out
}

// clear lets go of all rows; what is held again and again, as in a subquery, is
// held in the same memory as long as it is small.
func (h *held) clear(st *State) {
	st.release(h.size)
	if h.rows.Len > batchSize {
		h.rows = newBatch(len(h.rows.Columns))
	} else {
		h.rows.rest()
	}
	h.size, h.given = 0, 0
}

// eager takes all rows before it gives the first, so that what comes after may
// change what they were read from.
type eager struct {
	held
	in     operator
	filled bool
	st     *State
}

func (c *compiler) eager(p *plan.Eager) (maker, error) {
	in, err := c.input(p)
	frame := len(c.plan.Slots)
	return func(st *State, arg *argument) operator {
		return &eager{held: newHeld(frame, p.Live), in: in(st, arg), st: st}
	}, err
}

func (e *eager) reset() {
	e.in.reset()
	e.clear(e.st)
	e.filled = false
}

func (e *eager) next(st *State) (*Batch, error) {
	if !e.filled {
		e.filled = true
		if err := e.takeAll(st, e.in); err != nil {
			return nil, err
		}
	}
	return e.give(st, nil), nil
}

// sorter orders rows. With a limit it throws away, now and then, what can no
// longer be among the first.
type sorter struct {
	held
	in     operator
	arg    *argument
	st     *State
	keys   []plan.SortKey
	limits []Expr // added up to how many rows are wanted; none without a limit
	wanted int    // negative for all
	last   int    // the row that the last wanted one was; negative while unknown
	filled bool
	order  []int32
}

func (c *compiler) sort(p *plan.Sort) (maker, error) {
	in, err := c.input(p)
	if err != nil {
		return nil, err
	}
	var limits []Expr
	for _, s := range []*plan.Scalar{p.Limit, p.Skip} {
		if s == nil {
			continue
		}
		e, err := c.expr(*s)
		if err != nil {
			return nil, err
		}
		limits = append(limits, e)
	}
	if p.Limit == nil {
		limits = nil
	}
	slots, frame := p.Live, len(c.plan.Slots)
	for _, key := range p.Keys {
		if !contains(slots, key.Slot) {
			slots = append(slices.Clip(slots), key.Slot)
		}
	}
	return func(st *State, arg *argument) operator {
		return &sorter{held: newHeld(frame, slots), in: in(st, arg), arg: arg, st: st, keys: p.Keys, limits: limits}
	}, nil
}

func (s *sorter) reset() {
	s.in.reset()
	s.clear(s.st)
	s.filled = false
}

func (s *sorter) next(st *State) (*Batch, error) {
	if !s.filled {
		s.filled = true
		if err := s.fill(st); err != nil {
			return nil, err
		}
	}
	return s.give(st, s.order), nil
}

func (s *sorter) fill(st *State) error {
	s.wanted, s.last = -1, -1
	if len(s.limits) > 0 {
		s.wanted = 0
	}
	for _, e := range s.limits {
		n, err := countOf(st, e, s.arg.batch, 0, "LIMIT")
		if err != nil {
			return err
		}
		s.wanted = int(min(int64(s.wanted)+min(n, 1<<31), 1<<31))
	}
	var err error
	if s.wanted < 0 {
		err = s.takeAll(st, s.in)
	} else {
		err = s.takeFirst(st)
	}
	if err != nil {
		return err
	}
	s.order, err = s.sorted(st)
	return err
}

// takeFirst keeps at least the wanted first rows, and not many more.
func (s *sorter) takeFirst(st *State) error {
	for {
		if err := st.alive(); err != nil {
			return err
		}
		b, err := s.in.next(st)
		if err != nil || b == nil {
			return err
		}
		if s.wanted == 0 {
			continue
		}
		for _, row := range s.candidates(b) {
			if s.last >= 0 && s.compare(b, int(row), s.rows, s.last) >= 0 {
				continue
			}
			if err := s.take(st, b, int(row)); err != nil {
				return err
			}
		}
		if s.rows.Len >= 2*s.wanted+slack {
			if err := s.trim(st); err != nil {
				return err
			}
		}
	}
}

// slack is how many rows more than twice those wanted are kept: few, so that it is
// known early what the last wanted one has to be beaten by.
const slack = 64

// candidates are the rows of b that by their first key need not come behind the
// last wanted one: most do, and integers tell so without a look at other keys.
func (s *sorter) candidates(b *Batch) []int32 {
	first := s.keys[0]
	s.sel = s.sel[:0]
	if s.last < 0 || first.Slot.Kind != plan.ValueSlot || s.rows.Value(first.Slot, s.last).Kind() != value.Integer {
		s.sel = b.allRows(s.sel)
		return s.sel
	}
	last := s.rows.Value(first.Slot, s.last).Int()
	for row, v := range b.Columns[first.Slot.Index].values(b.Len)[:b.Len] {
		if v.Kind() == value.Integer && (v.Int() < last && first.Descending || v.Int() > last && !first.Descending) {
			continue
		}
		s.sel = append(s.sel, int32(row))
	}
	return s.sel
}

// trim drops all but the wanted first rows. They stay in the order in which
// they came, which decides between equals.
func (s *sorter) trim(st *State) error {
	order, err := s.sorted(st)
	if err != nil {
		return err
	}
	first := order[:s.wanted]
	last := first[s.wanted-1]
	slices.Sort(first)
	rest := s.rows
	st.release(s.size)
	s.rows, s.size = newBatch(len(rest.Columns)), 0
	for _, row := range first {
		if row == last {
			s.last = s.rows.Len
		}
		if err := s.take(st, rest, int(row)); err != nil {
			return err
		}
	}
	return nil
}

// sorted is the order of the rows, equal ones as they came. Once the statement
// is to end no more values are looked at.
func (s *sorter) sorted(st *State) ([]int32, error) {
	var err error
	order := make([]int32, s.rows.Len)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		if err == nil {
			if by := s.compare(s.rows, int(a), s.rows, int(b)); by != 0 {
				return by
			}
			err = st.tick()
		}
		return int(a) - int(b)
	})
	return order, err
}

func (s *sorter) compare(a *Batch, rowA int, b *Batch, rowB int) int {
	for _, key := range s.keys {
		order := value.Order(a.Value(key.Slot, rowA), b.Value(key.Slot, rowB))
		if order == 0 {
			continue
		}
		if key.Descending {
			return -order
		}
		return order
	}
	return 0
}
