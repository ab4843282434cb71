package exec

import (
	"corridor/internal/engine/plan"
	"corridor/internal/engine/value"
)

// partialSorter orders rows that come in the order of the first keys: it has to
// hold only those that are equal in them, and gives the first rows before the
// last have come.
//
//	rows: | a 2 | a 1 | b 3 | b 1 |     given: a 1, a 2, while b may go on
//	                  whole
type partialSorter struct {
	sorter
	ordered []plan.SortKey
	whole   int // how many rows held are of runs that have ended
	ended   bool
}

func (c *compiler) partialSort(p *plan.Sort) (maker, error) {
	in, err := c.input(p)
	if err != nil {
		return nil, err
	}
	slots, frame := p.Live, len(c.plan.Slots)
	for _, key := range p.Keys {
		if !contains(slots, key.Slot) {
			slots = append(slots[:len(slots):len(slots)], key.Slot)
		}
	}
	return func(st *State, arg *argument) operator {
		return &partialSorter{ordered: p.Keys[:p.Ordered],
			sorter: sorter{held: newHeld(frame, slots), in: in(st, arg), arg: arg, st: st, keys: p.Keys}}
	}, nil
}

func (s *partialSorter) reset() {
	s.in.reset()
	s.clear(s.st)
	s.whole, s.ended = 0, false
}

func (s *partialSorter) next(st *State) (*Batch, error) {
	for s.given == s.whole {
		if s.ended {
			s.clear(st)
			s.whole = 0
			return nil, nil
		}
		if err := s.fill(st); err != nil {
			return nil, err
		}
	}
	n := min(batchSize, s.whole-s.given)
	s.out.gather(s.rows, s.order[s.given:s.given+n], s.slots, 0)
	s.out.Len = n
	s.given += n
	return s.out, nil
}

// fill takes rows until a run of equal ones has ended.
func (s *partialSorter) fill(st *State) error {
	if err := s.dropGiven(st); err != nil {
		return err
	}
	for s.whole == 0 && !s.ended {
		if err := st.alive(); err != nil {
			return err
		}
		b, err := s.in.next(st)
		if err != nil {
			return err
		}
		if b == nil {
			s.ended, s.whole = true, s.rows.Len
			break
		}
		for row := range b.Len {
			if s.rows.Len > 0 && s.differs(b, row) {
				s.whole = s.rows.Len
			}
			if err := s.take(st, b, row); err != nil {
				return err
			}
		}
	}
	var err error
	s.order, err = s.sorted(st)
	return err
}

// dropGiven keeps only the run that may go on.
func (s *partialSorter) dropGiven(st *State) error {
	rest, from := s.rows, s.whole
	s.rows = newBatch(len(rest.Columns))
	s.clear(st)
	s.whole = 0
	for row := from; row < rest.Len; row++ {
		if err := s.take(st, rest, row); err != nil {
			return err
		}
	}
	return nil
}

// differs says whether a row of b begins another run than the last one held.
func (s *partialSorter) differs(b *Batch, row int) bool {
	for _, key := range s.ordered {
		if value.Order(b.Value(key.Slot, row), s.rows.Value(key.Slot, s.rows.Len-1)) != 0 {
			return true
		}
	}
	return false
}
