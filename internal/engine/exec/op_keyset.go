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

// addRow adds what a row holds in slots, and says whether it is new.
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

// idNumbers holds a number above 0 for each of some ids from anywhere in the
// graph. It takes room for them alone, as a table with open addressing: pages
// by id would be made, and swept up, for one id each.
type idNumbers struct {
	slots []idNumber // a power of two, at least half of them with number 0
	count int
}

type idNumber struct {
	id     storage.ID
	number int32
}

// at is where the number of id stands or, at 0, is to be written at once.
func (n *idNumbers) at(id storage.ID) *int32 {
	if 2*n.count >= len(n.slots) {
		before := n.slots
		n.slots = make([]idNumber, max(16, 4*len(before)))
		for _, s := range before {
			if s.number > 0 {
				*n.find(s.id) = s
			}
		}
	}
	slot := n.find(id)
	if slot.number == 0 {
		slot.id = id
		n.count++
	}
	return &slot.number
}

func (n *idNumbers) clear() {
	clear(n.slots)
	n.count = 0
}

// get is the number of id, 0 where it has none.
func (n *idNumbers) get(id storage.ID) int32 {
	if n.count == 0 {
		return 0
	}
	return n.find(id).number
}

// find is the slot of id, or the empty one that it belongs into.
func (n *idNumbers) find(id storage.ID) *idNumber {
	mask := uint32(len(n.slots) - 1)
	scattered := uint32(id) * 0x9E3779B1
	for i := (scattered ^ scattered>>16) & mask; ; i = (i + 1) & mask {
		if s := &n.slots[i]; s.number == 0 || s.id == id {
			return s
		}
	}
}
