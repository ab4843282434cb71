package exec

import (
	"corridor/internal/engine/plan"
	"corridor/internal/engine/value"
)

// sums is sum(x). As long as all that comes is integers it keeps nothing but
// numbers; from the first batch with anything else on it keeps sums of any kind.
type sums struct {
	to       plan.Slot
	arg      ColumnExpr
	integers []int64 // by group
	met      int     // how many groups, from the first on, have had a row
	mixed    []sum   // by group; nil as long as there are integers only
	column   []int64 // of arg
	values   []value.Value
}

func (s *sums) slot() plan.Slot { return s.to }

func (s *sums) clear(*State) { s.integers, s.met, s.mixed = s.integers[:0], 0, nil }

func (s *sums) grow(groups int) {
	if s.mixed != nil {
		s.mixed = append(s.mixed, make([]sum, groups-len(s.mixed))...)
		return
	}
	n := len(s.integers)
	s.integers = reach(s.integers, groups)
	clear(s.integers[n:])
}

func (s *sums) add(st *State, b *Batch, of []int32) error {
	s.column = reach(s.column, b.Len)[:b.Len]
	all := s.arg.allIntegers(st, b, s.column)
	switch {
	case all && s.mixed == nil:
		return s.addIntegers(of)
	case all:
		return s.addToMixed(st, of)
	}
	s.mix()
	s.values = reach(s.values, b.Len)[:b.Len]
	if err := s.arg.all(st, b, s.values); err != nil {
		return err
	}
	for row, group := range of {
		if err := s.mixed[group].Add(st, s.values[row:row+1]); err != nil {
			return err
		}
	}
	return nil
}

// addIntegers adds the column to the numbers of the groups.
func (s *sums) addIntegers(of []int32) error {
	totals, column := s.integers, s.column[:len(of)]
	for row, group := range of {
		before, n := totals[group], column[row]
		after := before + n
		if (before^after)&(n^after) < 0 { // of another sign than both
			_, err := value.Add(value.OfInt(before), value.OfInt(n))
			return err
		}
		totals[group] = after
	}
	s.met = len(totals)
	return nil
}

// addToMixed adds the column to sums that may be of any kind.
func (s *sums) addToMixed(st *State, of []int32) error {
	for row, group := range of {
		if n := s.column[row]; !s.mixed[group].addInteger(n) {
			if err := s.mixed[group].Add(st, []value.Value{value.OfInt(n)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// mix makes sums of any kind of the numbers. A group without rows has none yet.
func (s *sums) mix() {
	if s.mixed != nil {
		return
	}
	s.mixed = make([]sum, len(s.integers))
	for group, n := range s.integers[:s.met] {
		s.mixed[group].total = value.OfInt(n)
	}
}

func (s *sums) result(group int) (value.Value, error) {
	if s.mixed != nil {
		return s.mixed[group].Result()
	}
	return value.OfInt(s.integers[group]), nil
}
