package exec

import (
	"encoding/binary"
	"fmt"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// aggregate gives one row for each group of its input's rows, in the order in
// which the groups were met.
type aggregate struct {
	in      operator
	arg     *argument
	st      *State
	grouper grouper
	calls   []call
	outer   []plan.Slot // of the argument, passed on
	filled  bool
	given   int
	out     *Batch
	sel     []int32
}

func (c *compiler) aggregate(p *plan.Aggregate) (maker, error) {
	in, err := c.input(p)
	if err != nil {
		return nil, err
	}
	keys, err := c.groupKeys(p.Keys)
	if err != nil {
		return nil, err
	}
	calls := make([]func() call, len(p.Aggs))
	fresh := keys.slots()
	for i, a := range p.Aggs {
		if calls[i], err = c.call(a); err != nil {
			return nil, err
		}
		fresh = append(fresh, a.To)
	}
	outer, frame := without(p.Live, fresh...), len(c.plan.Slots)
	return func(st *State, arg *argument) operator {
		a := &aggregate{in: in(st, arg), arg: arg, st: st, outer: outer, out: newBatch(frame)}
		a.grouper = grouper{keys: keys, groups: newBatch(frame)}
		for _, make := range calls {
			a.calls = append(a.calls, make())
		}
		a.clear()
		return a
	}, nil
}

func (a *aggregate) reset() {
	a.in.reset()
	a.clear()
}

func (a *aggregate) clear() {
	a.filled, a.given = false, 0
	a.grouper.clear(a.st)
	for _, c := range a.calls {
		c.clear(a.st)
	}
}

func (a *aggregate) next(st *State) (*Batch, error) {
	if !a.filled {
		a.filled = true
		if err := a.fill(st); err != nil {
			return nil, err
		}
	}
	groups := a.grouper.groups
	n := min(batchSize, groups.Len-a.given)
	if n <= 0 {
		return nil, nil
	}
	a.sel = a.sel[:0]
	for i := range n {
		a.sel = append(a.sel, int32(a.given+i))
	}
	a.out.gather(groups, a.sel, a.grouper.keys.slots(), 0)
	a.out.Len = n
	for i := range n {
		for _, c := range a.calls {
			v, err := c.result(a.given + i)
			if err != nil {
				return nil, err
			}
			a.out.SetValue(c.slot(), i, v)
		}
		a.out.copyRow(i, a.arg.batch, 0, a.outer)
	}
	a.given += n
	return a.out, nil
}

func (a *aggregate) fill(st *State) error {
	if len(a.grouper.keys) == 0 {
		a.grouper.groups.Len = 1
		a.grow()
	}
	var of []int32 // the group of each row
	for {
		if err := st.alive(); err != nil {
			return err
		}
		b, err := a.in.next(st)
		if err != nil || b == nil {
			return err
		}
		of = reach(of, b.Len)[:b.Len]
		if err := a.grouper.assign(st, b, of); err != nil {
			return err
		}
		a.grow()
		for _, c := range a.calls {
			if err := c.add(st, b, of); err != nil {
				return err
			}
		}
	}
}

func (a *aggregate) grow() {
	for _, c := range a.calls {
		c.grow(a.grouper.groups.Len)
	}
}

// groupKeys compute the keys of a row into the slots that the groups have them in.
type groupKeys []groupKey

type groupKey struct {
	to   plan.Slot
	from plan.Slot // where the key is an entity that is only renamed
	expr Expr      // nil then
}

func (c *compiler) groupKeys(keys []plan.Assignment) (groupKeys, error) {
	made := make(groupKeys, len(keys))
	for i, a := range keys {
		made[i].to = a.To
		if from, ok := entityOf(a.Scalar); ok && from.Kind == a.To.Kind {
			made[i].from = from
			continue
		}
		var err error
		if made[i].expr, err = c.expr(a.Scalar); err != nil {
			return nil, err
		}
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
	byID    map[storage.ID]int32 // where the only key is an entity
	scratch *Batch
	bytes   []byte
	held    int
}

func (g *grouper) clear(st *State) {
	st.release(g.held)
	g.held, g.groups.Len = 0, 0
	g.byKey, g.byID = map[string]int32{}, map[storage.ID]int32{}
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
	for row := range b.Len {
		for _, k := range g.keys {
			if k.expr == nil {
				g.scratch.SetID(k.to, row, b.ID(k.from, row))
				continue
			}
			v, err := k.expr(st, b, row)
			if err != nil {
				return err
			}
			g.scratch.SetValue(k.to, row, v)
		}
		g.bytes = appendRowKey(g.bytes[:0], g.scratch, row, slots)
		group, known := g.byKey[string(g.bytes)]
		if !known {
			group = int32(g.groups.Len)
			g.byKey[string(g.bytes)] = group
			if err := g.add(st, row, len(g.bytes), slots); err != nil {
				return err
			}
		}
		of[row] = group
	}
	return nil
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
	for row, id := range ids[:b.Len] {
		group, known := g.byID[id]
		if !known {
			group = int32(g.groups.Len)
			g.byID[id] = group
			g.groups.SetID(k.to, g.groups.Len, id)
			g.groups.Len++
			g.held += entrySize
			if err := st.hold(entrySize); err != nil {
				return err
			}
		}
		of[row] = group
	}
	return nil
}

// call is one aggregating call, with what it collected for each group.
type call interface {
	slot() plan.Slot
	clear(st *State)
	grow(groups int)
	add(st *State, b *Batch, of []int32) error
	result(group int) (value.Value, error)
}

// call compiles an aggregating call.
func (c *compiler) call(a plan.Aggregation) (func() call, error) {
	if _, ok := a.Expr.(*syntax.CountStar); ok {
		return func() call { return &rowCounts{to: a.To} }, nil
	}
	e, ok := a.Expr.(*syntax.Call)
	if !ok {
		return nil, fmt.Errorf("exec: a %T does not aggregate", a.Expr)
	}
	function, found := c.registry.LookupFunction(e.Name)
	if !found || function.Aggregator == nil {
		return nil, fmt.Errorf("exec: %s does not aggregate", e.Name)
	}
	args := make([]Expr, len(e.Args))
	for i, arg := range e.Args {
		var err error
		if args[i], err = c.expr(plan.Scalar{Expr: arg, Scope: a.Scope}); err != nil {
			return nil, err
		}
	}
	if function.Name == "count" && !e.Distinct {
		return func() call { return &valueCounts{rowCounts{to: a.To}, args[0]} }, nil
	}
	return func() call {
		return &collector{to: a.To, args: args, make: function.Aggregator, distinct: e.Distinct}
	}, nil
}

// rowCounts is count(*).
type rowCounts struct {
	to     plan.Slot
	counts []int64
}

func (c *rowCounts) slot() plan.Slot { return c.to }

func (c *rowCounts) clear(*State) { c.counts = c.counts[:0] }

func (c *rowCounts) grow(groups int) {
	n := len(c.counts)
	c.counts = reach(c.counts, groups)
	clear(c.counts[n:])
}

func (c *rowCounts) add(_ *State, _ *Batch, of []int32) error {
	for _, group := range of {
		c.counts[group]++
	}
	return nil
}

func (c *rowCounts) result(group int) (value.Value, error) { return value.OfInt(c.counts[group]), nil }

// valueCounts is count(x): of what is not null.
type valueCounts struct {
	rowCounts
	arg Expr
}

func (c *valueCounts) add(st *State, b *Batch, of []int32) error {
	for row, group := range of {
		v, err := c.arg(st, b, row)
		if err != nil {
			return err
		}
		if !v.IsNull() {
			c.counts[group]++
		}
	}
	return nil
}

// collector is any other aggregating call.
type collector struct {
	to       plan.Slot
	args     []Expr
	make     func() Aggregator
	distinct bool
	groups   []Aggregator
	seen     *keySet       // of a group's number and its arguments
	values   []value.Value // of a row; an aggregator does not keep the slice
	held     int
}

func (c *collector) slot() plan.Slot { return c.to }

func (c *collector) clear(st *State) {
	st.release(c.held)
	c.groups, c.held = nil, 0
	if c.seen != nil {
		c.seen.reset()
	} else {
		c.seen = newKeySet(st)
	}
}

func (c *collector) grow(groups int) {
	for len(c.groups) < groups {
		c.groups = append(c.groups, c.make())
	}
}

func (c *collector) add(st *State, b *Batch, of []int32) error {
	for row, group := range of {
		c.values = c.values[:0]
		for _, arg := range c.args {
			v, err := arg(st, b, row)
			if err != nil {
				return err
			}
			c.values = append(c.values, v)
		}
		fresh, err := !c.distinct, error(nil)
		if c.distinct {
			fresh, err = c.isNew(group, c.values)
		}
		if fresh && err == nil {
			err = c.collect(st, c.groups[group], c.values)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *collector) isNew(group int32, values []value.Value) (bool, error) {
	c.seen.bytes = binary.LittleEndian.AppendUint32(c.seen.bytes[:0], uint32(group))
	for _, v := range values {
		c.seen.bytes = value.AppendKey(c.seen.bytes, v)
	}
	return c.seen.insert()
}

// collect adds to a group, and accounts for what is kept of it.
func (c *collector) collect(st *State, to Aggregator, values []value.Value) error {
	if err := to.Add(st, values); err != nil {
		return err
	}
	switch to.(type) {
	case *sum, *average, *extreme, *deviation, *tally:
		return nil
	}
	n := sizeOfAll(values)
	c.held += n
	return st.hold(n)
}

func (c *collector) result(group int) (value.Value, error) { return c.groups[group].Result() }
