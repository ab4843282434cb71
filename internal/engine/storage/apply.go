package storage

import (
	"errors"
	"fmt"
	"slices"

	"corridor/internal/engine/value"
)

// apply does again what redo wrote down. It trusts nothing: what does not fit
// the state is an error, which the caller puts after "a record has a good
// checksum and".
func (t *Tx) apply(payload []byte) error {
	r := &reader{rest: payload}
	for len(r.rest) > 0 && r.err == nil {
		if err := t.applyOne(op(r.byte()), r); err != nil {
			r.fail(err)
		}
	}
	t.pending = pending{}
	return r.err
}

func (t *Tx) applyOne(o op, r *reader) error {
	switch o {
	case opName:
		return t.applyName(nameKind(r.byte()), r.text())
	case opNode:
		return t.applyNode(r.number(), r)
	case opRelationship:
		return t.applyRelationship(r.number(), r.number(), r.number(), Type(r.number()))
	case opDeleteNode:
		t.DeleteNode(r.number())
	case opDeleteRelationship:
		t.DeleteRelationship(r.number())
	case opLabels:
		return t.applyLabels(r.number(), r)
	case opNodeProperty:
		return t.applyProperty(nodes, r.number(), Key(r.number()), r.value())
	case opRelProperty:
		return t.applyProperty(relationships, r.number(), Key(r.number()), r.value())
	case opNextIDs:
		t.nextNode, t.nextRelationship = max(t.nextNode, r.number()), max(t.nextRelationship, r.number())
	default:
		return t.applySchema(o, r)
	}
	return nil
}

func (t *Tx) applySchema(o op, r *reader) error {
	switch o {
	case opCreateIndex:
		ix := Index{Kind: IndexKind(r.number()), Relationship: r.byte() != 0, Name: r.text(), Labels: r.textList(), Properties: r.textList(), Analyzer: r.text()}
		if r.err != nil || ix.Kind > Lookup {
			return errors.New("it has an index that this program does not know")
		}
		return t.CreateIndex(ix)
	case opDropIndex:
		return t.DropIndex(r.text())
	case opCreateConstraint:
		c := Constraint{Kind: ConstraintKind(r.number()), Relationship: r.byte() != 0, Name: r.text(), Label: r.text(), Properties: r.textList(), TypeText: r.text()}
		for range r.count() {
			c.Types = append(c.Types, PropertyType{r.kind(), r.byte() != 0})
		}
		if r.err != nil || c.Kind > Typed {
			return errors.New("it has a constraint that this program does not know")
		}
		return t.CreateConstraint(c)
	case opDropConstraint:
		return t.DropConstraint(r.text())
	}
	return fmt.Errorf("it has a change of kind %d, which this program does not know", o)
}

func (t *Tx) applyName(kind nameKind, name string) error {
	switch kind {
	case labelName:
		t.label(name)
	case typeName:
		t.relationshipType(name)
	case keyName:
		t.key(name)
	default:
		return errors.New("it has a name of a kind that this program does not know")
	}
	return nil
}

// labels reads a set of labels.
func (t *Tx) readLabels(r *reader) (set []Label, err error) {
	for range r.count() {
		set = append(set, Label(r.number()))
	}
	ascending := slices.IsSortedFunc(set, func(a, b Label) int { return int(a) - int(b) })
	if !ascending || len(set) > 0 && int(set[len(set)-1]) >= len(t.labels.names) {
		return nil, errors.New("it has labels without a name")
	}
	return slices.Compact(set), r.err
}

func (t *Tx) applyNode(id ID, r *reader) error {
	set, err := t.readLabels(r)
	if err != nil || t.NodeExists(id) {
		return errors.Join(err, errors.New("it makes a node that cannot be made"))
	}
	t.putNode(id, set)
	return nil
}

func (t *Tx) applyLabels(id ID, r *reader) error {
	set, err := t.readLabels(r)
	if err != nil || !t.NodeExists(id) {
		return errors.Join(err, errors.New("it labels a node that is not there"))
	}
	t.changeLabels(id, set)
	return nil
}

func (t *Tx) applyRelationship(id, start, end ID, typ Type) error {
	if t.RelationshipExists(id) || !t.NodeExists(start) || !t.NodeExists(end) || int(typ) >= len(t.types.names) {
		return errors.New("it makes a relationship that cannot be made")
	}
	t.putRelationship(id, start, end, typ)
	return nil
}

func (t *Tx) applyProperty(e entity, id ID, k Key, v value.Value) error {
	there := t.NodeExists(id)
	if e == relationships {
		there = t.RelationshipExists(id)
	}
	if !there || int(k) >= len(t.keys.names) {
		return errors.New("it sets a property of what is not there")
	}
	t.putProperty(e, id, k, t.own(v))
	return nil
}
