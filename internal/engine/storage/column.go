package storage

import (
	"math"
	"slices"

	"corridor/internal/engine/value"
)

// properties are the columns of a chunk, in the order of their keys.
type properties struct{ columns []*column }

// column holds one property of the ids of a chunk, in the narrowest form that
// holds what is there; it turns to values when kinds are mixed and stays so.
type column struct {
	owner uint64
	key   Key
	cells cells
}

// cells are the values of a column. Every form keeps a presence bitmap; get of
// an absent one is null.
type cells interface {
	get(i int) value.Value
	// set returns false, and changes nothing, where this form cannot hold v.
	set(i int, v value.Value) bool
	remove(i int)
	present() *bitmap
	clone() cells
}

func newCells(k value.Kind) cells {
	switch k {
	case value.Integer:
		return &integers{}
	case value.Float:
		return &floats{}
	case value.Boolean:
		return &truths{}
	case value.String:
		return &texts{}
	}
	return &mixed{}
}

type (
	integers struct{ packed[int64] }
	floats   struct{ packed[uint64] } // bits, so that every NaN comes back as it was
	truths   struct{ all, yes bitmap }
	texts    struct{ packed[string] }
	mixed    struct{ packed[value.Value] }
)

func (c *integers) get(i int) value.Value {
	if n, ok := c.packed.get(i); ok {
		return value.OfInt(n)
	}
	return value.Value{}
}

func (c *integers) set(i int, v value.Value) bool {
	if v.Kind() != value.Integer {
		return false
	}
	c.packed.set(i, v.Int())
	return true
}

func (c *integers) present() *bitmap { return &c.packed.present }
func (c *integers) clone() cells     { return &integers{c.packed.clone()} }

func (c *floats) get(i int) value.Value {
	if f, ok := c.packed.get(i); ok {
		return value.OfFloat(math.Float64frombits(f))
	}
	return value.Value{}
}

func (c *floats) set(i int, v value.Value) bool {
	if v.Kind() != value.Float {
		return false
	}
	c.packed.set(i, math.Float64bits(v.Float()))
	return true
}

func (c *floats) present() *bitmap { return &c.packed.present }
func (c *floats) clone() cells     { return &floats{c.packed.clone()} }

func (c *truths) get(i int) value.Value {
	if !c.all.has(i) {
		return value.Value{}
	}
	return value.OfBool(c.yes.has(i))
}

func (c *truths) set(i int, v value.Value) bool {
	if v.Kind() != value.Boolean {
		return false
	}
	c.all.set(i)
	c.yes.clear(i)
	if v.Bool() {
		c.yes.set(i)
	}
	return true
}

func (c *truths) remove(i int)     { c.all.clear(i) }
func (c *truths) present() *bitmap { return &c.all }
func (c *truths) clone() cells     { twin := *c; return &twin }

func (c *texts) get(i int) value.Value {
	if s, ok := c.packed.get(i); ok {
		return value.OfString(s)
	}
	return value.Value{}
}

func (c *texts) set(i int, v value.Value) bool {
	if v.Kind() != value.String {
		return false
	}
	c.packed.set(i, v.Text())
	return true
}

func (c *texts) present() *bitmap { return &c.packed.present }
func (c *texts) clone() cells     { return &texts{c.packed.clone()} }

func (c *mixed) get(i int) value.Value {
	v, _ := c.packed.get(i)
	return v
}

func (c *mixed) set(i int, v value.Value) bool {
	c.packed.set(i, v)
	return true
}

func (c *mixed) present() *bitmap { return &c.packed.present }
func (c *mixed) clone() cells     { return &mixed{c.packed.clone()} }

// find is where the column of key stands, or would stand.
func (p *properties) find(key Key) (at int, found bool) {
	for at < len(p.columns) && p.columns[at].key < key {
		at++
	}
	return at, at < len(p.columns) && p.columns[at].key == key
}

func (p *properties) get(i int, key Key) value.Value {
	if at, found := p.find(key); found {
		return p.columns[at].cells.get(i)
	}
	return value.Value{}
}

func (p *properties) each(i int, f func(Key, value.Value) bool) {
	for _, c := range p.columns {
		if c.cells.present().has(i) && !f(c.key, c.cells.get(i)) {
			return
		}
	}
}

// set puts v, or takes away what is there where v is null. p belongs to owner.
func (p *properties) set(owner uint64, i int, key Key, v value.Value) {
	at, found := p.find(key)
	switch {
	case !found && v.IsNull():
		return
	case !found:
		p.columns = slices.Insert(p.columns, at, &column{owner, key, newCells(v.Kind())})
	case p.columns[at].owner != owner:
		p.columns[at] = &column{owner, key, p.columns[at].cells.clone()}
	}
	p.columns[at].set(i, v)
	if p.columns[at].cells.present().empty() {
		p.columns = slices.Delete(p.columns, at, at+1)
	}
}

func (c *column) set(i int, v value.Value) {
	if v.IsNull() {
		c.cells.remove(i)
		return
	}
	if c.cells.set(i, v) {
		return
	}
	all := &mixed{}
	for j := c.cells.present().next(0); j < chunkSize; j = c.cells.present().next(j + 1) {
		all.set(j, c.cells.get(j))
	}
	all.set(i, v)
	c.cells = all
}

// clear takes away all properties of i.
func (p *properties) clear(owner uint64, i int) {
	for at := len(p.columns) - 1; at >= 0; at-- {
		if p.columns[at].cells.present().has(i) {
			p.set(owner, i, p.columns[at].key, value.Value{})
		}
	}
}
