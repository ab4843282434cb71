package storage

import (
	"maps"
	"slices"
)

// tokens gives numbers to names. Names are only ever added; names that a
// transaction added and then dropped leave nothing behind, as the published
// table has its own length and its own map.
type tokens struct {
	owner   uint64
	names   []string
	numbers map[string]uint32
}

func (t *tokens) number(name string) (uint32, bool) {
	n, ok := t.numbers[name]
	return n, ok
}

func (t *tokens) name(n uint32) string {
	if int(n) < len(t.names) {
		return t.names[n]
	}
	return ""
}

func (t *tokens) add(owner uint64, name string) uint32 {
	if t.owner != owner {
		t.owner, t.numbers = owner, maps.Clone(t.numbers)
		if t.numbers == nil {
			t.numbers = map[string]uint32{}
		}
	}
	n := uint32(len(t.names))
	t.names = append(t.names, name)
	t.numbers[name] = n
	return n
}

// labelSets gives numbers to sets of labels, as graphs have few different ones.
// Set 0 is the empty one.
type labelSets struct {
	owner   uint64
	sets    [][]Label // each ascending
	numbers map[string]uint32
}

func (s *labelSets) at(n uint32) []Label {
	if n == 0 {
		return nil
	}
	return s.sets[n-1]
}

// number is the number of set, which is ascending.
func (s *labelSets) number(owner uint64, set []Label) uint32 {
	if len(set) == 0 {
		return 0
	}
	key := labelSetKey(set)
	if n, ok := s.numbers[key]; ok {
		return n
	}
	if s.owner != owner {
		s.owner, s.numbers = owner, maps.Clone(s.numbers)
		if s.numbers == nil {
			s.numbers = map[string]uint32{}
		}
	}
	s.sets = append(s.sets, slices.Clone(set))
	s.numbers[key] = uint32(len(s.sets))
	return uint32(len(s.sets))
}

func labelSetKey(set []Label) string {
	key := make([]byte, 0, 4*len(set))
	for _, l := range set {
		key = append(key, byte(l), byte(l>>8), byte(l>>16), byte(l>>24))
	}
	return string(key)
}
