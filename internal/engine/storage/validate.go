package storage

import (
	"fmt"
	"slices"
	"strings"

	"corridor/internal/engine/value"
)

// pending is what Validate has to look at: what changed since it last did.
type pending struct {
	deleted []ID               // for validateEnds: since the transaction began
	touched [2]map[ID]struct{} // by entity: new, or with another label or property
	doubts  []doubt
}

// doubt is an entity that shared its values in a unique index with another.
type doubt struct {
	ix *Index
	id ID
}

func (t *Tx) touch(e entity, id ID) {
	if len(t.schema.rules[e]) == 0 {
		return
	}
	if t.touched[e] == nil {
		t.touched[e] = map[ID]struct{}{}
	}
	t.touched[e][id] = struct{}{}
}

func (t *Tx) doubt(ix *Index, id ID) {
	if ix.Unique() && t.rival(ix, id) != None {
		t.doubts = append(t.doubts, doubt{ix, id})
	}
}

// rival is another entity with the same values in a unique index, or None.
func (v *View) rival(ix *Index, id ID) ID {
	e, ok := v.entry(ix, id)
	if !ok {
		return None
	}
	rival := None
	v.Seek(ix, e.values(), func(other ID) bool {
		if other != id {
			rival = other
		}
		return rival == None
	})
	return rival
}

func (e entry) values() []value.Value {
	if e.rest == nil {
		return []value.Value{e.first}
	}
	return append([]value.Value{e.first}, *e.rest...)
}

// validateEnds holds the transaction's state to every relationship having two
// ends. Only the whole transaction need: a statement may delete a node, and the
// next one its relationships.
func (t *Tx) validateEnds() error {
	for _, id := range t.deleted {
		if c, i := t.linked(id); c.linked(i) {
			return failure(value.ConstraintViolation, fmt.Sprintf("Node %d cannot be deleted while it has relationships; DETACH DELETE deletes them too.", id))
		}
	}
	return nil
}

// Validate holds the transaction's state to the constraints. It is called at
// the end of each statement; after an error the transaction can only be rolled
// back.
func (t *Tx) Validate() error {
	for _, d := range t.doubts {
		if !t.bears(d.ix, d.id) {
			continue
		}
		if rival := t.rival(d.ix, d.id); rival != None {
			return t.notUnique(d.ix, rival, d.id)
		}
	}
	for e := range t.touched {
		for id := range t.touched[e] {
			if err := t.obeys(entity(e), id); err != nil {
				return err
			}
		}
	}
	t.pending = pending{deleted: t.deleted}
	return t.Affordable()
}

func (v *View) notUnique(ix *Index, there, added ID) error {
	e, _ := v.entry(ix, there)
	var parts []string
	for i, x := range e.values() {
		parts = append(parts, ix.Properties[i]+" = "+value.Print(x))
	}
	return failure(value.ConstraintViolation, fmt.Sprintf("Constraint %s: %s %d and %s %d, both %s, have the same %s.",
		ix.Constraint, entityOf(ix.Relationship), there, entityOf(ix.Relationship), added, ix.Labels[0], strings.Join(parts, ", ")))
}

// obeys holds one entity to the constraints that look at it alone.
func (v *View) obeys(e entity, id ID) error {
	if e == relationships {
		if !v.RelationshipExists(id) {
			return nil
		}
		_, _, typ := v.Ends(id)
		return v.obeysAll(v.schema.rules[e][uint32(typ)], e, id)
	}
	for _, l := range v.NodeLabels(id) {
		if err := v.obeysAll(v.schema.rules[e][uint32(l)], e, id); err != nil {
			return err
		}
	}
	return nil
}

func (v *View) obeysAll(rules []*Constraint, e entity, id ID) error {
	for _, c := range rules {
		for i, k := range c.keys {
			x := v.property(e, id, k)
			switch {
			case c.Kind != Typed && x.IsNull():
				return failure(value.ConstraintViolation, fmt.Sprintf("Constraint %s: %s %d, which is %s, must have the property %s.",
					c.Name, e, id, c.Label, c.Properties[i]))
			case c.Kind == Typed && !c.admits(x):
				return failure(value.ConstraintViolation, fmt.Sprintf("Constraint %s: the property %s of %s %d, which is %s, must be %s, not %s.",
					c.Name, c.Properties[i], e, id, c.Label, c.TypeText, value.Print(x)))
			}
		}
	}
	return nil
}

// admits says whether a Typed constraint lets a property have that value.
func (c *Constraint) admits(v value.Value) bool {
	return v.IsNull() || slices.ContainsFunc(c.Types, func(p PropertyType) bool {
		if !p.List {
			return v.Kind() == p.Kind
		}
		return v.Kind() == value.List && !slices.ContainsFunc(v.Items(), func(x value.Value) bool { return x.Kind() != p.Kind })
	})
}

// violated looks for what in the graph is against a constraint that is new.
func (v *View) violated(c *Constraint) (err error) {
	e := entityOf(c.Relationship)
	ix := v.schema.index(c.Name)
	v.eachOf(e, c.label, func(id ID) bool {
		if c.Kind != Unique {
			err = v.obeysAll([]*Constraint{c}, e, id)
		}
		if err == nil && c.indexed() {
			if rival := v.rival(ix, id); rival != None {
				err = v.notUnique(ix, id, rival)
			}
		}
		return err == nil
	})
	return err
}
