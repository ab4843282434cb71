package exec

import (
	"slices"

	"corridor/internal/engine/plan"
)

// streams says whether a right side gives its rows one for one as its
// argument's rows come, so that a whole batch may be its argument. What groups,
// orders, counts or writes would mix the rows of an argument.
func streams(p plan.Operator) bool {
	for ; p != nil; p = p.Input() {
		switch p := p.(type) {
		case *plan.Argument, *plan.AllNodesScan, *plan.NodeByLabelScan, *plan.NodeByIDSeek, *plan.NodeIndexSeek,
			*plan.RelationshipScan, *plan.Expand, *plan.VarExpand, *plan.ShortestPaths,
			*plan.PathProjection, *plan.Filter, *plan.Project, *plan.Unwind, *plan.Degree, *plan.Semi:
		case *plan.Apply:
			if p.Discard {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// nested is what Apply and its like have in common: an input, and a right side
// that is run on what its argument is set to.
type nested struct {
	in, right operator
	arg       *argument // of the right side
	batch     *Batch    // of the input; nil where the next is to be pulled
	passed    []plan.Slot
}

func (c *compiler) nested(p, right plan.Operator) (func(st *State, arg *argument) nested, error) {
	in, err := c.input(p)
	if err != nil {
		return nil, err
	}
	made, err := c.operator(right)
	slots, passed := len(c.plan.Slots), p.Input().Base().Live
	return func(st *State, outer *argument) nested {
		arg := &argument{batch: newBatch(slots)}
		return nested{in: in(st, outer), right: made(st, arg), arg: arg, passed: passed}
	}, err
}

func (n *nested) reset() {
	n.in.reset()
	n.batch = nil
}

// runOn lets the right side begin on a copy of one row.
func (n *nested) runOn(b *Batch, row int) {
	n.arg.batch.Len = 1
	n.arg.batch.copyRow(0, b, row, n.passed)
	n.right.reset()
}

// runOnAll lets the right side begin on a copy of all rows, which it numbers.
func (n *nested) runOnAll(b *Batch) {
	all := n.arg.batch
	all.origin = reach(all.origin, b.Len)[:b.Len]
	for i := range all.origin {
		all.origin[i] = int32(i)
	}
	all.Len, all.settled = b.Len, nil
	all.gather(b, all.origin, n.passed, 0)
	n.right.reset()
}

// follow makes the last row of b come from the origin of a row of in.
func (b *Batch) follow(in *Batch, row int) {
	b.settled = in.settled
	if in.origin == nil {
		b.origin = nil
		return
	}
	b.origin = append(b.origin[:b.Len-1], in.origin[row])
}

func (c *compiler) apply(p *plan.Apply) (maker, error) {
	made, err := c.nested(p, p.Right)
	slots := len(c.plan.Slots)
	carried := slices.DeleteFunc(slices.Clone(p.Live), func(s plan.Slot) bool { return !contains(p.In.Base().Live, s) })
	stream := !p.Discard && streams(p.Right)
	return func(st *State, arg *argument) operator {
		n := made(st, arg)
		switch {
		case stream && !p.Optional:
			return &pipe{n}
		case stream:
			return &optionalBatches{nested: n, plan: p, out: newBatch(slots)}
		}
		return &applyRows{nested: n, plan: p, carried: carried, fresh: without(p.Live, carried...), out: newBatch(slots)}
	}, err
}

// pipe is an Apply whose right side streams: that just comes after the input.
type pipe struct{ nested }

func (p *pipe) next(st *State) (*Batch, error) {
	for {
		if p.batch == nil {
			var err error
			if p.batch, err = p.in.next(st); err != nil || p.batch == nil {
				return nil, err
			}
			p.arg.batch = p.batch
			p.right.reset()
		}
		b, err := p.right.next(st)
		if err != nil || b != nil {
			return b, err
		}
		p.batch = nil
	}
}

// optionalBatches runs a right side that streams on whole batches, and fills in
// a row of nulls for each row of the input that got none.
type optionalBatches struct {
	nested
	plan   *plan.Apply
	result *Batch // of the right side, being given
	at     int    // row of result
	last   int    // row of batch that was given something last
	out    *Batch
}

func (o *optionalBatches) next(st *State) (*Batch, error) {
	o.out.Len = 0
	for o.out.Len < batchSize {
		if o.batch == nil {
			var err error
			if o.batch, err = o.in.next(st); err != nil || o.batch == nil {
				return o.given(), err
			}
			o.last, o.result = -1, nil
			o.runOnAll(o.batch)
		}
		if o.result == nil {
			var err error
			if o.result, err = o.right.next(st); err != nil {
				return nil, err
			}
			o.at = 0
			if o.whole() {
				return o.result, nil
			}
		}
		o.fill()
	}
	return o.given(), nil
}

func (o *optionalBatches) given() *Batch {
	if o.out.Len == 0 {
		return nil
	}
	return o.out
}

// whole says whether a result can be given as it is: nothing is to be filled
// in before or between its rows.
func (o *optionalBatches) whole() bool {
	if o.out.Len > 0 || o.result == nil {
		return false
	}
	last := o.last
	for _, row := range o.result.origin[:o.result.Len] {
		if int(row) > last+1 {
			return false
		}
		last = int(row)
	}
	o.last, o.at = last, o.result.Len
	o.result.settled = o.batch.settled
	if o.batch.origin == nil {
		o.result.origin = nil
	} else {
		gatherColumn(o.result.origin, o.batch.origin, slices.Clone(o.result.origin))
	}
	return true
}

// fill gives rows until out is full or the result is used up.
func (o *optionalBatches) fill() {
	end := o.batch.Len
	for o.out.Len < batchSize {
		if o.result != nil {
			if o.at >= o.result.Len {
				o.result = nil
				return
			}
			end = int(o.result.origin[o.at])
		}
		if o.last+1 < end {
			o.last++
			o.out.appendRow(o.batch, o.last, o.plan.Live)
			o.out.setNulls(o.out.Len-1, o.plan.Nulls)
		} else if o.result == nil {
			o.batch = nil
			return
		} else {
			o.last = end
			o.out.appendRow(o.result, o.at, o.plan.Live)
			o.at++
		}
		o.out.follow(o.batch, o.last)
	}
}

// applyRows runs its right side for one row after the other.
type applyRows struct {
	nested
	plan    *plan.Apply
	carried []plan.Slot // given from the input's row
	fresh   []plan.Slot // given from the right side's rows
	row     int         // of batch, that the right side runs for
	running bool
	matched bool // whether it gave a row
	out     *Batch
	result  *Batch // of the right side, being given
	at      int
}

func (a *applyRows) reset() {
	a.nested.reset()
	a.running, a.result = false, nil
}

func (a *applyRows) next(st *State) (*Batch, error) {
	a.out.Len = 0
	for a.out.Len < batchSize {
		switch {
		case a.result != nil:
			a.give()
		case a.running:
			if err := a.advance(st); err != nil {
				return nil, err
			}
		case a.batch != nil && a.row < a.batch.Len:
			if err := st.tick(); err != nil {
				return nil, err
			}
			a.runOn(a.batch, a.row)
			a.running, a.matched = true, false
		default:
			if a.out.Len > 0 {
				return a.out, nil
			}
			var err error
			a.row = 0
			if a.batch, err = a.in.next(st); err != nil || a.batch == nil {
				return nil, err
			}
		}
	}
	return a.out, nil
}

// advance pulls from the right side; where that has ended it goes on to the next row.
func (a *applyRows) advance(st *State) error {
	b, err := a.right.next(st)
	if err != nil {
		return err
	}
	if b != nil {
		a.matched = true
		if !a.plan.Discard {
			a.result, a.at = b, 0
		}
		return nil
	}
	if a.plan.Discard || a.plan.Optional && !a.matched {
		a.out.appendRow(a.batch, a.row, a.carried)
		a.out.setNulls(a.out.Len-1, a.plan.Nulls)
		a.out.follow(a.batch, a.row)
	}
	a.running = false
	a.row++
	return nil
}

func (a *applyRows) give() {
	for ; a.at < a.result.Len && a.out.Len < batchSize; a.at++ {
		a.out.copyRow(a.out.Len, a.batch, a.row, a.carried)
		a.out.appendRow(a.result, a.at, a.fresh)
		a.out.follow(a.batch, a.row)
	}
	if a.at == a.result.Len {
		a.result = nil
	}
}

func (c *compiler) semi(p *plan.Semi) (maker, error) {
	made, err := c.nested(p, p.Right)
	stream := streams(p.Right)
	return func(st *State, arg *argument) operator {
		return &semi{nested: made(st, arg), plan: p, stream: stream}
	}, err
}

// semi keeps the rows of its input for which the right side gives a row, or
// those for which it gives none.
type semi struct {
	nested
	plan   *plan.Semi
	stream bool
	found  []bool
	sel    []int32
}

func (s *semi) next(st *State) (*Batch, error) {
	for {
		if err := st.alive(); err != nil {
			return nil, err
		}
		b, err := s.in.next(st)
		if err != nil || b == nil {
			return nil, err
		}
		s.found = reach(s.found, b.Len)
		clear(s.found)
		if s.stream {
			err = s.findAll(st, b)
		} else {
			err = s.findEach(st, b)
		}
		if err != nil {
			return nil, err
		}
		s.sel = s.sel[:0]
		for row := range b.Len {
			if s.found[row] != s.plan.Anti {
				s.sel = append(s.sel, int32(row))
			}
		}
		if b.keep(s.sel, s.plan.Live); b.Len > 0 {
			return b, nil
		}
	}
}

func (s *semi) findAll(st *State, b *Batch) error {
	s.runOnAll(b)
	s.arg.batch.settled = s.found
	for {
		result, err := s.right.next(st)
		if err != nil || result == nil {
			return err
		}
		for _, row := range result.origin[:result.Len] {
			s.found[row] = true
		}
	}
}

func (s *semi) findEach(st *State, b *Batch) error {
	for row := range b.Len {
		s.runOn(b, row)
		result, err := s.right.next(st)
		if err != nil {
			return err
		}
		s.found[row] = result != nil
	}
	return nil
}

// union gives the rows of each branch after those of the one before.
type union struct {
	plan     *plan.Union
	arg      *argument   // of all branches
	args     []*argument // of each, a copy, as a branch may write to it
	branches []operator
	branch   int
	begun    bool        // the branch
	passed   []plan.Slot // of the argument, which the branches hold too
	seen     *keySet     // where rows are given once
	out      *Batch
	sel      []int32
}

func (c *compiler) union(p *plan.Union) (maker, error) {
	made := make([]maker, len(p.Branches))
	for i, b := range p.Branches {
		var err error
		if made[i], err = c.operator(b); err != nil {
			return nil, err
		}
	}
	passed, slots := without(p.Live, p.To...), len(c.plan.Slots)
	return func(st *State, arg *argument) operator {
		u := &union{plan: p, arg: arg, passed: passed, out: newBatch(slots), seen: newKeySet(st)}
		for _, m := range made {
			own := &argument{batch: newBatch(slots)}
			u.args, u.branches = append(u.args, own), append(u.branches, m(st, own))
		}
		return u
	}, nil
}

func (u *union) reset() {
	for _, b := range u.branches {
		b.reset()
	}
	u.branch, u.begun = 0, false
	u.seen.reset()
}

func (u *union) next(st *State) (*Batch, error) {
	for u.branch < len(u.branches) {
		if !u.begun {
			u.args[u.branch].batch.copyAll(u.arg.batch)
			u.begun = true
		}
		b, err := u.branches[u.branch].next(st)
		if err != nil {
			return nil, err
		}
		if b == nil {
			u.branch, u.begun = u.branch+1, false
			continue
		}
		u.rename(b)
		if u.plan.Distinct {
			if err := u.onlyNew(); err != nil {
				return nil, err
			}
		}
		if u.out.Len > 0 {
			return u.out, nil
		}
	}
	return nil, nil
}

// rename copies the columns of the branch to those of the union.
func (u *union) rename(b *Batch) {
	u.out.Len = b.Len
	for j, from := range u.plan.From[u.branch] {
		for row := range b.Len {
			u.out.SetValue(u.plan.To[j], row, b.Value(from, row))
		}
	}
	for row := range b.Len {
		u.out.copyRow(row, b, row, u.passed)
	}
}

func (u *union) onlyNew() error {
	u.sel = u.sel[:0]
	for row := range u.out.Len {
		fresh, err := u.seen.addRow(u.out, row, u.plan.To)
		if err != nil {
			return err
		}
		if fresh {
			u.sel = append(u.sel, int32(row))
		}
	}
	u.out.keep(u.sel, u.plan.Live)
	return nil
}
