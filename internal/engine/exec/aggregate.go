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
	args := make([]ColumnExpr, len(e.Args))
	for i, arg := range e.Args {
		var err error
		if args[i], err = c.column(plan.Scalar{Expr: arg, Scope: a.Scope}); err != nil {
			return nil, err
		}
	}
	if function.Name == "count" {
		entity, is := entityOf(plan.Scalar{Expr: e.Args[0], Scope: a.Scope})
		switch {
		case is && e.Distinct:
			return func() call { return &entityCounts{rowCounts: rowCounts{to: a.To}, entity: entity} }, nil
		case is:
			return func() call { return &presentCounts{rowCounts{to: a.To}, entity} }, nil
		case !e.Distinct:
			return func() call { return &valueCounts{rowCounts{to: a.To}, args[0], nil} }, nil
		}
	}
	switch {
	case function.Name == "sum" && !e.Distinct:
		return func() call { return &sums{to: a.To, arg: args[0]} }, nil
	case function.Name == "collect" && !e.Distinct:
		return func() call { return &lists{to: a.To, arg: args[0]} }, nil
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
	counts := c.counts
	for _, group := range of {
		counts[group]++
	}
	return nil
}

func (c *rowCounts) result(group int) (value.Value, error) { return value.OfInt(c.counts[group]), nil }

// valueCounts is count(x): of what is not null.
type valueCounts struct {
	rowCounts
	arg    ColumnExpr
	values []value.Value
}

func (c *valueCounts) add(st *State, b *Batch, of []int32) error {
	c.values = reach(c.values, len(of))[:len(of)]
	if err := c.arg.all(st, b, c.values); err != nil {
		return err
	}
	for row, group := range of {
		if !c.values[row].IsNull() {
			c.counts[group]++
		}
	}
	return nil
}

// presentCounts is count(x) of an entity.
type presentCounts struct {
	rowCounts
	entity plan.Slot
}

func (c *presentCounts) add(_ *State, b *Batch, of []int32) error {
	ids := b.Columns[c.entity.Index].ids(b.Len)
	for row, group := range of {
		if ids[row] != storage.None {
			c.counts[group]++
		}
	}
	return nil
}

// entityCounts is count(DISTINCT x) of an entity.
type entityCounts struct {
	rowCounts
	entity plan.Slot
	first  idSet               // of the first group, which often is the only one
	others map[uint64]struct{} // group and id
	held   int
}

func (c *entityCounts) clear(st *State) {
	c.rowCounts.clear(st)
	st.release(c.held)
	c.held, c.others = 0, map[uint64]struct{}{}
	c.first.clear()
}

func (c *entityCounts) add(st *State, b *Batch, of []int32) error {
	ids := b.Columns[c.entity.Index].ids(b.Len)
	fresh := 0
	for row, group := range of {
		if id := ids[row]; id != storage.None && c.isNew(group, id) {
			c.counts[group]++
			fresh++
		}
	}
	c.held += fresh * entrySize
	return st.hold(fresh * entrySize)
}

func (c *entityCounts) isNew(group int32, id storage.ID) bool {
	if group == 0 {
		return c.first.add(id)
	}
	before := len(c.others)
	c.others[uint64(group)<<32|uint64(id)] = struct{}{}
	return len(c.others) > before
}

// collector is any other aggregating call.
type collector struct {
	to       plan.Slot
	args     []ColumnExpr
	make     func() Aggregator
	distinct bool
	groups   []Aggregator
	seen     *keySet         // of a group's number and its arguments
	columns  [][]value.Value // of the arguments
	values   []value.Value   // of a row; an aggregator does not keep the slice
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
	if err := c.compute(st, b); err != nil {
		return err
	}
	for row, group := range of {
		for i, column := range c.columns {
			c.values[i] = column[row]
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

// compute fills the columns of the arguments.
func (c *collector) compute(st *State, b *Batch) error {
	if c.columns == nil {
		c.columns, c.values = make([][]value.Value, len(c.args)), make([]value.Value, len(c.args))
	}
	for i, arg := range c.args {
		c.columns[i] = reach(c.columns[i], b.Len)[:b.Len]
		if err := arg.all(st, b, c.columns[i]); err != nil {
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
	case *average, *extreme, *deviation, *tally:
		return nil
	}
	n := sizeOfAll(values)
	c.held += n
	return st.hold(n)
}

func (c *collector) result(group int) (value.Value, error) { return c.groups[group].Result() }
