package exec

import (
	"math"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/value"
)

// merge runs its right side, the pattern, for each row; where it does not match
// it creates. A row's pattern may match what was created for the row before.
type merge struct {
	nested
	row      int
	found    bool // whether the pattern matched for row
	running  bool
	required []required
	create   []change
	onCreate []change
	onMatch  []change
	live     []plan.Slot
	out      *Batch
}

// required are the properties of one part of the pattern: none may be null or
// NaN, since nothing could be found by it.
type required struct {
	what       string // node or relationship
	properties Expr
}

func (c *compiler) merge(p *plan.Merge) (maker, error) {
	made, err := c.nested(p, p.Right)
	if err != nil {
		return nil, err
	}
	needs, err := c.required(p)
	if err != nil {
		return nil, err
	}
	create, err := c.create(&p.Create)
	if err != nil {
		return nil, err
	}
	onCreate, err := c.sets(p.OnCreate)
	if err != nil {
		return nil, err
	}
	onMatch, err := c.sets(p.OnMatch)
	slots := len(c.plan.Slots)
	return func(st *State, arg *argument) operator {
		return &merge{nested: made(st, arg), required: needs, create: create, onCreate: onCreate,
			onMatch: onMatch, live: p.Live, out: newBatch(slots)}
	}, err
}

func (c *compiler) required(p *plan.Merge) ([]required, error) {
	var all []required
	add := func(what string, properties *plan.Scalar) error {
		e, err := c.optional(properties)
		if e != nil {
			all = append(all, required{what: what, properties: e})
		}
		return err
	}
	for _, n := range p.Create.Nodes {
		if err := add("node", n.Properties); err != nil {
			return nil, err
		}
	}
	for _, r := range p.Create.Relationships {
		if err := add("relationship", r.Properties); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (m *merge) reset() {
	m.nested.reset()
	m.running = false
}

func (m *merge) next(st *State) (*Batch, error) {
	m.out.Len = 0
	for m.out.Len < batchSize {
		if m.batch == nil || m.row >= m.batch.Len {
			if m.out.Len > 0 {
				return m.out, nil
			}
			var err error
			m.row = 0
			if m.batch, err = m.in.next(st); err != nil || m.batch == nil {
				return nil, err
			}
		}
		if err := m.work(st); err != nil {
			return nil, err
		}
	}
	return m.out, nil
}

// work takes the pattern's next rows for the row at hand.
func (m *merge) work(st *State) error {
	if !m.running {
		if err := m.begin(st); err != nil {
			return err
		}
	}
	b, err := m.right.next(st)
	if err != nil {
		return err
	}
	if b != nil {
		return m.match(st, b)
	}
	m.running = false
	if !m.found {
		err = m.make(st)
	}
	m.row++
	return err
}

func (m *merge) begin(st *State) error {
	if err := st.tick(); err != nil {
		return err
	}
	for _, need := range m.required {
		if err := need.check(st, m.batch, m.row); err != nil {
			return err
		}
	}
	m.runOn(m.batch, m.row)
	m.running, m.found = true, false
	return nil
}

func (m *merge) match(st *State, b *Batch) error {
	m.found = true
	for i := range b.Len {
		m.out.appendRow(b, i, m.live)
		if len(m.onMatch) == 0 {
			continue
		}
		if err := apply(st, m.onMatch, b, i); err != nil {
			return err
		}
	}
	return nil
}

func (m *merge) make(st *State) error {
	if err := apply(st, m.create, m.batch, m.row); err != nil {
		return err
	}
	m.out.appendRow(m.batch, m.row, m.live)
	return apply(st, m.onCreate, m.batch, m.row)
}

func (r required) check(st *State, b *Batch, row int) error {
	v, err := r.properties(st, b, row)
	if err != nil || v.Kind() != value.Map {
		return err
	}
	m := v.Mapping()
	for i := range m.Len() {
		key, item := m.Entry(i)
		if nan := item.Kind() == value.Float && math.IsNaN(item.Float()); nan || item.IsNull() {
			return fail(value.SemanticError,
				"Cannot merge the following %s because of %s property value for '%s'", r.what, value.Print(item), key)
		}
	}
	return nil
}
