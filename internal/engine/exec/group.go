package exec

import (
	"encoding/binary"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// groupKeys compute the keys of a row into the slots that the groups have them in.
type groupKeys []groupKey

type groupKey struct {
	to   plan.Slot
	from plan.Slot   // where the key is an entity that is only renamed
	expr *ColumnExpr // nil then
}

func (c *compiler) groupKeys(keys []plan.Assignment) (groupKeys, error) {
	made := make(groupKeys, len(keys))
	for i, a := range keys {
		made[i].to = a.To
		if from, ok := entityOf(a.Scalar); ok && from.Kind == a.To.Kind {
			made[i].from = from
			continue
		}
		expr, err := c.column(a.Scalar)
		if err != nil {
			return nil, err
		}
		made[i].expr = &expr
	}
	return made, nil
}

func (k groupKeys) slots() []plan.Slot {
	slots := make([]plan.Slot, len(k))
	for i := range k {
		slots[i] = k[i].to
	}
	return slots
}

// grouper tells rows of different keys apart.
type grouper struct {
	keys    groupKeys
	groups  *Batch // a row of keys for each group
	byKey   map[string]int32
	byInt   map[int64]int32        // where the only key is an integer
	near    nearGroups             // of byInt, where the integers lie close together
	recent  [64]recentGroup        // of byInt, where they do not
	byID    idGroups               // where the only key is an entity
	numbers map[value.Value]uint32 // of lists and maps, each as it stands in memory
	byWhole map[string]uint32      // the same, by all that is in them
	scratch *Batch
	ints    []int64 // the keys of a batch where they are all integers
	bytes   []byte
	held    int
}

// nearGroups are the groups of integers from least on, by their distance from it;
// one more than their numbers, 0 where they are not known here.
type nearGroups struct {
	least  int64
	groups []int32
}

// nearest is how far apart integers may lie to be looked up in a table: so many
// times their number that to make it takes no longer than looking them up without.
const nearest = 4

// around makes room for the numbers, and as much on either side, unless they lie
// too far apart.
func (g *nearGroups) around(numbers []int64) {
	least, greatest := numbers[0], numbers[0]
	for _, n := range numbers {
		least, greatest = min(least, n), max(greatest, n)
	}
	if distance := uint64(greatest - least); distance < nearest*uint64(len(numbers)) {
		room := int64(distance) + 8
		g.least, g.groups = least-room, make([]int32, 3*room)
	}
}

// at is where the group of n stands, nil where there is no place for it. Least may
// have wrapped around below the least integer of all; so does the distance then.
func (g *nearGroups) at(n int64) *int32 {
	if distance := uint64(n) - uint64(g.least); distance < uint64(len(g.groups)) {
		return &g.groups[distance]
	}
	return nil
}

// recentGroup is a group that was found not long ago; one more than its number.
type recentGroup struct {
	key   int64
	group int32
}

func (g *grouper) clear(st *State) {
	st.release(g.held)
	g.held, g.groups.Len = 0, 0
	g.byKey, g.byInt, g.byID = map[string]int32{}, map[int64]int32{}, idGroups{}
	g.near, g.recent = nearGroups{}, [64]recentGroup{}
	g.numbers, g.byWhole = map[value.Value]uint32{}, map[string]uint32{}
	g.scratch = newBatch(len(g.groups.Columns))
}

// assign writes the group of each row of b into of.
func (g *grouper) assign(st *State, b *Batch, of []int32) error {
	switch {
	case len(g.keys) == 0:
		clear(of)
		return nil
	case len(g.keys) == 1 && g.keys[0].expr == nil:
		return g.assignEntity(st, b, of)
	}
	slots := g.keys.slots()
	single := len(slots) == 1 && slots[0].Kind == plan.ValueSlot
	if single {
		g.ints = reach(g.ints, b.Len)[:b.Len]
		if g.keys[0].expr.allIntegers(st, b, g.ints) {
			return g.assignIntegers(st, of)
		}
	}
	if err := g.compute(st, b); err != nil {
		return err
	}
	for row := range b.Len {
		group, err := int32(0), error(nil)
		if n, whole := g.wholeAt(row, slots[0]); whole && single {
			group, err = g.ofInteger(st, n, g.scratch.Value(slots[0], row))
		} else {
			group, err = g.ofKey(st, row, slots)
		}
		if err != nil {
			return err
		}
		of[row] = group
	}
	return nil
}

func (g *grouper) assignIntegers(st *State, of []int32) error {
	if g.near.groups == nil {
		g.near.around(g.ints)
	}
	groups, least, of := g.near.groups, uint64(g.near.least), of[:len(g.ints)]
	for row, n := range g.ints {
		if distance := uint64(n) - least; distance < uint64(len(groups)) && groups[distance] > 0 {
			of[row] = groups[distance] - 1
			continue
		}
		group, err := g.ofInteger(st, n, value.OfInt(n))
		if err != nil {
			return err
		}
		of[row] = group
	}
	return nil
}

// wholeAt is the integer in a row of scratch; a float without a fraction is one
// too, as both are one group.
func (g *grouper) wholeAt(row int, s plan.Slot) (n int64, whole bool) {
	switch v := g.scratch.Value(s, row); v.Kind() {
	case value.Integer:
		return v.Int(), true
	case value.Float:
		n, exact := value.FloatToInteger(v.Float())
		return n, exact && float64(n) == v.Float()
	}
	return 0, false
}

// compute writes the keys of b into scratch.
func (g *grouper) compute(st *State, b *Batch) error {
	for _, k := range g.keys {
		switch {
		case k.expr == nil:
			copy(g.scratch.ids(k.to, b.Len), b.Columns[k.from.Index].ids(b.Len)[:b.Len])
			continue
		case k.to.Kind == plan.ValueSlot:
			column := &g.scratch.Columns[k.to.Index]
			column.Values = reach(column.Values, b.Len)
			if err := k.expr.all(st, b, column.Values[:b.Len]); err != nil {
				return err
			}
			continue
		}
		for row := range b.Len {
			v, err := k.expr.eval(st, b, row)
			if err != nil {
				return err
			}
			g.scratch.SetValue(k.to, row, v)
		}
	}
	return nil
}

// ofKey is the group of a row of scratch.
func (g *grouper) ofKey(st *State, row int, slots []plan.Slot) (int32, error) {
	if err := g.key(st, row, slots); err != nil {
		return 0, err
	}
	if group, known := g.byKey[string(g.bytes)]; known {
		return group, nil
	}
	group := int32(g.groups.Len)
	g.byKey[string(g.bytes)] = group
	return group, g.add(st, row, len(g.bytes), slots)
}

// ofInteger is the group of the key n, which stands as v where it is a new one.
func (g *grouper) ofInteger(st *State, n int64, v value.Value) (int32, error) {
	recent := &g.recent[uint64(n)%uint64(len(g.recent))]
	if recent.key == n && recent.group > 0 {
		return recent.group - 1, nil
	}
	group, known := g.byInt[n]
	if !known {
		group = int32(g.groups.Len)
		g.byInt[n] = group
		g.groups.SetValue(g.keys[0].to, g.groups.Len, v)
		g.groups.Len++
		g.held += entrySize
		if err := st.hold(entrySize); err != nil {
			return 0, err
		}
	}
	if near := g.near.at(n); near != nil {
		*near = group + 1
	}
	*recent = recentGroup{n, group + 1}
	return group, nil
}

// key makes the key of a row of scratch. Many rows may carry the same long list:
// a list or a map has a number, so that one that is met again is not read again.
func (g *grouper) key(st *State, row int, slots []plan.Slot) error {
	const numbered = 0xff // no kind's tag
	g.bytes = g.bytes[:0]
	for i, s := range slots {
		v := g.scratch.Value(s, row)
		if s.Kind != plan.ValueSlot || v.Kind() != value.List && v.Kind() != value.Map {
			g.bytes = appendRowKey(g.bytes, g.scratch, row, slots[i:i+1])
			continue
		}
		n, err := g.numberOf(st, v)
		if err != nil {
			return err
		}
		g.bytes = binary.LittleEndian.AppendUint32(append(g.bytes, numbered), n)
	}
	return nil
}

// numberOf is the number of a list or a map; equal ones have the same.
func (g *grouper) numberOf(st *State, v value.Value) (uint32, error) {
	if n, known := g.numbers[v]; known {
		return n, nil
	}
	whole := string(value.AppendKey(nil, v))
	n, known := g.byWhole[whole]
	held := entrySize
	if !known {
		n = uint32(len(g.byWhole))
		g.byWhole[whole] = n
		held += entrySize + len(whole)
	}
	g.numbers[v] = n
	g.held += held
	return n, st.hold(held)
}

func (g *grouper) add(st *State, row, key int, slots []plan.Slot) error {
	g.groups.appendRow(g.scratch, row, slots)
	n := key + entrySize + g.scratch.size(row, slots)
	g.held += n
	return st.hold(n)
}

func (g *grouper) assignEntity(st *State, b *Batch, of []int32) error {
	k := g.keys[0]
	ids := b.Columns[k.from.Index].ids(b.Len)
	before := g.groups.Len
	for row, id := range ids[:b.Len] {
		group := g.byID.at(id)
		if *group == 0 {
			g.groups.SetID(k.to, g.groups.Len, id)
			g.groups.Len++
			*group = int32(g.groups.Len)
		}
		of[row] = *group - 1
	}
	n := (g.groups.Len - before) * entrySize
	g.held += n
	return st.hold(n)
}

// idGroups holds a number for each id, 0 until another is written. Ids are
// dense, so that neighbours share a page; those of a few rows stand in a map.
type idGroups struct {
	few   map[storage.ID]*int32
	pages [][]int32
	null  int32
}

const (
	fewGroups   = 32
	groupsShift = 8
)

func (g *idGroups) at(id storage.ID) *int32 {
	if id == storage.None {
		return &g.null
	}
	if g.pages == nil {
		if group, known := g.few[id]; known {
			return group
		}
		if len(g.few) < fewGroups {
			if g.few == nil {
				g.few = map[storage.ID]*int32{}
			}
			g.few[id] = new(int32)
			return g.few[id]
		}
		for id, group := range g.few {
			*g.paged(id) = *group
		}
	}
	return g.paged(id)
}

func (g *idGroups) paged(id storage.ID) *int32 {
	page := int(id >> groupsShift)
	if page >= len(g.pages) {
		g.pages = append(g.pages, make([][]int32, page+1-len(g.pages))...)
	}
	if g.pages[page] == nil {
		g.pages[page] = make([]int32, 1<<groupsShift)
	}
	return &g.pages[page][id&(1<<groupsShift-1)]
}
