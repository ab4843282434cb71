package exec

import (
	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// keySet is a set of rows of values, compared as grouping does.
type keySet struct {
	st    *State
	seen  map[string]struct{}
	bytes []byte
	held  int
}

func newKeySet(st *State) *keySet { return &keySet{st: st, seen: map[string]struct{}{}} }

// entrySize is about what a map's entry takes beside the bytes of its key.
const entrySize = 48

// add adds values as one row, and says whether it is new.
func (k *keySet) add(values ...value.Value) (bool, error) {
	k.bytes = k.bytes[:0]
	for _, v := range values {
		k.bytes = value.AppendKey(k.bytes, v)
	}
	return k.insert()
}

// addRow adds what a row holds in slots.
func (k *keySet) addRow(b *Batch, row int, slots []plan.Slot) (bool, error) {
	k.bytes = appendRowKey(k.bytes[:0], b, row, slots)
	return k.insert()
}

func (k *keySet) insert() (bool, error) {
	if _, found := k.seen[string(k.bytes)]; found {
		return false, nil
	}
	k.seen[string(k.bytes)] = struct{}{}
	n := len(k.bytes) + entrySize
	k.held += n
	return true, k.st.hold(n)
}

// reset empties the set and gives back the memory.
func (k *keySet) reset() {
	k.st.release(k.held)
	clear(k.seen)
	k.held = 0
}

// appendRowKey appends the key of what a row holds in slots. Entities' ids
// stand for themselves: a slot never holds both kinds.
func appendRowKey(bytes []byte, b *Batch, row int, slots []plan.Slot) []byte {
	for _, s := range slots {
		if s.Kind == plan.ValueSlot {
			bytes = value.AppendKey(bytes, b.Value(s, row))
			continue
		}
		id := b.ID(s, row)
		bytes = append(bytes, byte(id), byte(id>>8), byte(id>>16), byte(id>>24))
	}
	return bytes
}

// idSet is a set of entities: bits, and a list of what was set so that it is
// emptied in the time that filling took.
type idSet struct {
	bits []uint64
	set  []storage.ID
}

// add adds id, and says whether it is new.
func (s *idSet) add(id storage.ID) bool {
	word, bit := int(id>>6), uint64(1)<<(id&63)
	if word >= len(s.bits) {
		n := len(s.bits)
		s.bits = reach(s.bits, word+1)
		clear(s.bits[n:])
	}
	if s.bits[word]&bit != 0 {
		return false
	}
	s.bits[word] |= bit
	s.set = append(s.set, id)
	return true
}

func (s *idSet) has(id storage.ID) bool {
	word := int(id >> 6)
	return word < len(s.bits) && s.bits[word]&(1<<(id&63)) != 0
}

func (s *idSet) clear() {
	for _, id := range s.set {
		s.bits[id>>6] = 0
	}
	s.set = s.set[:0]
}
