package storage

import (
	"encoding/binary"

	"corridor/internal/engine/value"
)

// redo writes down what a transaction does, so that it can be done again: the
// payload of the log and of snapshots. Each change is a byte that says which,
// and its operands; numbers have variable length, texts and lists their length
// before them. Names are numbered by their order, so a name comes before its use.
type redo struct {
	on      bool // whether there is a log to write to
	changes int
	ops     []byte
}

// op says what a change is. The numbers are the format of files: they stay.
type op uint8

const (
	opName               op = 1  // kind, text
	opNode               op = 2  // id, labels
	opRelationship       op = 3  // id, start, end, type
	opDeleteNode         op = 4  // id
	opDeleteRelationship op = 5  // id
	opLabels             op = 6  // node, labels
	opNodeProperty       op = 7  // node, key, value
	opRelProperty        op = 8  // relationship, key, value
	opCreateIndex        op = 9  // definition
	opDropIndex          op = 10 // name
	opCreateConstraint   op = 11 // definition
	opDropConstraint     op = 12 // name
	opNextIDs            op = 13 // node, relationship; only in snapshots
)

// nameKind says in which table a name is.
type nameKind uint8

const (
	labelName nameKind = iota
	typeName
	keyName
)

func (r *redo) add(o op, numbers ...uint32) bool {
	r.changes++
	if !r.on {
		return false
	}
	r.ops = append(r.ops, byte(o))
	r.numbers(numbers...)
	return true
}

func (r *redo) numbers(numbers ...uint32) {
	for _, n := range numbers {
		r.ops = binary.AppendUvarint(r.ops, uint64(n))
	}
}

func (r *redo) text(s string) { r.ops = appendText(r.ops, s) }

func (r *redo) textList(list []string) {
	r.numbers(uint32(len(list)))
	for _, s := range list {
		r.text(s)
	}
}

func (r *redo) flag(b bool) {
	r.ops = append(r.ops, 0)
	if b {
		r.ops[len(r.ops)-1] = 1
	}
}

func (r *redo) name(kind nameKind, name string) {
	if r.add(opName, uint32(kind)) {
		r.text(name)
	}
}

func (r *redo) labelSet(set []Label) {
	r.numbers(uint32(len(set)))
	for _, l := range set {
		r.numbers(uint32(l))
	}
}

func (r *redo) node(id ID, set []Label) {
	if r.add(opNode, id) {
		r.labelSet(set)
	}
}

func (r *redo) labels(id ID, set []Label) {
	if r.add(opLabels, id) {
		r.labelSet(set)
	}
}

func (r *redo) relationship(id, start, end ID, typ Type) {
	r.add(opRelationship, id, start, end, uint32(typ))
}

func (r *redo) deleteNode(id ID) { r.add(opDeleteNode, id) }

func (r *redo) deleteRelationship(id ID) { r.add(opDeleteRelationship, id) }

func (r *redo) property(e entity, id ID, k Key, v value.Value) {
	o := opNodeProperty
	if e == relationships {
		o = opRelProperty
	}
	if r.add(o, id, uint32(k)) {
		r.ops = appendValue(r.ops, v)
	}
}

func (r *redo) createIndex(ix *Index) {
	if r.add(opCreateIndex, uint32(ix.Kind)) {
		r.flag(ix.Relationship)
		r.text(ix.Name)
		r.textList(ix.Labels)
		r.textList(ix.Properties)
		r.text(ix.Analyzer)
	}
}

func (r *redo) createConstraint(c *Constraint) {
	if !r.add(opCreateConstraint, uint32(c.Kind)) {
		return
	}
	r.flag(c.Relationship)
	r.text(c.Name)
	r.text(c.Label)
	r.textList(c.Properties)
	r.text(c.TypeText)
	r.numbers(uint32(len(c.Types)))
	for _, p := range c.Types {
		r.ops = append(r.ops, kindCodes[p.Kind])
		r.flag(p.List)
	}
}

func (r *redo) dropIndex(name string) {
	if r.add(opDropIndex) {
		r.text(name)
	}
}

func (r *redo) dropConstraint(name string) {
	if r.add(opDropConstraint) {
		r.text(name)
	}
}
