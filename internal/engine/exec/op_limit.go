package exec

import (
	"corridor/internal/engine/plan"
	"corridor/internal/engine/value"
)

// countOf is the number of rows that SKIP, LIMIT and the like are given.
func countOf(st *State, e Expr, b *Batch, row int, what string) (int64, error) {
	v, err := e(st, b, row)
	if err != nil {
		return 0, err
	}
	if v.Kind() != value.Integer || v.Int() < 0 {
		return 0, fail(value.SyntaxError, "Expected a whole number of rows, not negative, after %s but it was %s.", what, value.Print(v))
	}
	return v.Int(), nil
}

// skip drops the first rows.
type skip struct {
	in    operator
	arg   *argument
	count Expr
	live  []plan.Slot
	left  int64 // still to be dropped; negative before the first row
	sel   []int32
}

func (c *compiler) skip(p *plan.Skip) (maker, error) {
	in, err := c.input(p)
	if err != nil {
		return nil, err
	}
	count, err := c.expr(p.Count)
	return func(st *State, arg *argument) operator {
		return &skip{in: in(st, arg), arg: arg, count: count, live: p.Live, left: -1}
	}, err
}

func (s *skip) reset() {
	s.in.reset()
	s.left = -1
}

func (s *skip) next(st *State) (*Batch, error) {
	if s.left < 0 {
		var err error
		if s.left, err = countOf(st, s.count, s.arg.batch, 0, "SKIP"); err != nil {
			return nil, err
		}
	}
	for {
		b, err := s.in.next(st)
		if err != nil || b == nil || s.left == 0 {
			return b, err
		}
		if int64(b.Len) <= s.left {
			s.left -= int64(b.Len)
			continue
		}
		s.sel = s.sel[:0]
		for row := int(s.left); row < b.Len; row++ {
			s.sel = append(s.sel, int32(row))
		}
		s.left = 0
		b.keep(s.sel, s.live)
		return b, nil
	}
}

// limit stops after some rows. Where what comes before changes the graph it is
// run to its end all the same.
type limit struct {
	in       operator
	arg      *argument
	count    Expr
	exhaust  bool
	finished bool  // whether in was run to its end
	left     int64 // still to be given; negative before the first row
}

func (c *compiler) limit(p *plan.Limit) (maker, error) {
	in, err := c.input(p)
	if err != nil {
		return nil, err
	}
	count, err := c.expr(p.Count)
	return func(st *State, arg *argument) operator {
		return &limit{in: in(st, arg), arg: arg, count: count, exhaust: p.Exhaust, left: -1}
	}, err
}

func (l *limit) reset() {
	l.in.reset()
	l.left, l.finished = -1, false
}

func (l *limit) next(st *State) (*Batch, error) {
	if l.left < 0 {
		var err error
		if l.left, err = countOf(st, l.count, l.arg.batch, 0, "LIMIT"); err != nil {
			return nil, err
		}
	}
	if l.left == 0 {
		return nil, l.finish(st)
	}
	b, err := l.in.next(st)
	if err != nil || b == nil {
		return nil, err
	}
	if int64(b.Len) > l.left {
		b.Len = int(l.left)
	}
	l.left -= int64(b.Len)
	return b, nil
}

func (l *limit) finish(st *State) error {
	for l.exhaust && !l.finished {
		b, err := l.in.next(st)
		if err != nil {
			return err
		}
		l.finished = b == nil
	}
	return nil
}
