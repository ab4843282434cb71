package exec

import (
	"fmt"
	"strings"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// change does to the graph what one row asks for, and may write slots of the row.
type change func(st *State, b *Batch, row int) error

// updater applies changes to each row that passes.
type updater struct {
	in      operator
	changes []change
}

func (u *updater) reset() { u.in.reset() }

func (u *updater) next(st *State) (*Batch, error) {
	b, err := u.in.next(st)
	if err != nil || b == nil {
		return nil, err
	}
	for row := range b.Len {
		if err := st.tick(); err != nil {
			return nil, err
		}
		if err := apply(st, u.changes, b, row); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func apply(st *State, changes []change, b *Batch, row int) error {
	if st.Tx == nil {
		return fail(value.AccessMode, "Writing is not possible here: the statement has no transaction that writes.")
	}
	for _, do := range changes {
		if err := do(st, b, row); err != nil {
			return err
		}
	}
	return st.Tx.Affordable()
}

// update compiles the operators that change the graph.
func (c *compiler) update(p plan.Operator) (maker, error) {
	switch p := p.(type) {
	case *plan.Create:
		changes, err := c.create(p)
		return c.updater(p, changes, err)
	case *plan.Set:
		changes, err := c.sets(p.Items)
		return c.updater(p, changes, err)
	case *plan.Delete:
		changes, err := c.deletes(p)
		return c.updater(p, changes, err)
	case *plan.Foreach:
		return c.foreach(p)
	case *plan.Merge:
		return c.merge(p)
	case *plan.SubqueryInTransactions:
		return c.transactions(p)
	case *plan.SchemaCommand:
		return c.schemaCommand(p)
	}
	return nil, fmt.Errorf("exec: no way to run a %T", p)
}

func (c *compiler) updater(p plan.Operator, changes []change, err error) (maker, error) {
	if err != nil {
		return nil, err
	}
	in, err := c.input(p)
	return func(st *State, arg *argument) operator { return &updater{in: in(st, arg), changes: changes} }, err
}

// setProperty sets a property of a node or relationship; null takes it away.
func (st *State) setProperty(entity value.Value, key string, v value.Value) error {
	id := storage.ID(entity.ID())
	if v.IsNull() && st.property(entity, key).IsNull() {
		return nil
	}
	if err := validName(key); err != nil {
		return err
	}
	st.Counters.PropertiesSet++
	if entity.Kind() == value.Node {
		return st.Tx.SetNodeProperty(id, key, v)
	}
	return st.Tx.SetRelationshipProperty(id, key, v)
}

// validName refuses what cannot name a label, a type or a property. The text of
// a query has no such names, but expressions and maps may.
func validName(name string) error {
	if name == "" || strings.IndexByte(name, 0) >= 0 {
		return fail(value.TokenName, "%q is no name for a label, a type or a property: a name is not empty and has no null byte", name)
	}
	return nil
}

func (st *State) property(entity value.Value, key string) value.Value {
	number, known := st.View.Key(key)
	switch {
	case !known:
		return value.Value{}
	case entity.Kind() == value.Node:
		return st.View.NodeProperty(storage.ID(entity.ID()), number)
	}
	return st.View.RelationshipProperty(storage.ID(entity.ID()), number)
}

// target is the node or relationship that a row says is to be changed; ok is
// false for null, of which nothing is changed.
type target func(st *State, b *Batch, row int) (entity value.Value, ok bool, err error)

func (c *compiler) target(s *plan.Scalar) (target, error) {
	x, err := c.expr(*s)
	return func(st *State, b *Batch, row int) (value.Value, bool, error) {
		v, err := x(st, b, row)
		switch {
		case err != nil || v.IsNull():
			return v, false, err
		case v.Kind() == value.Node || v.Kind() == value.Relationship:
			return v, true, st.present(v)
		}
		return v, false, typeError("Expected a Node or a Relationship to change but got: %s", describe(v))
	}, err
}
