package bolt

import (
	"encoding/binary"
	"math"

	"corridor/internal/engine/value"
)

// The markers of PackStream. A tiny marker carries a size below 16 in its low
// bits; the others with a size come in a row: 8, 16 and 32 bits of size.
const (
	markNull   = 0xC0
	markFloat  = 0xC1
	markFalse  = 0xC2
	markTrue   = 0xC3
	markInt8   = 0xC8
	markInt16  = 0xC9
	markInt32  = 0xCA
	markInt64  = 0xCB
	markBytes  = 0xCC
	markString = 0xD0
	markList   = 0xD4
	markMap    = 0xD8

	tinyString = 0x80
	tinyList   = 0x90
	tinyMap    = 0xA0
	tinyStruct = 0xB0
	tinyMinus  = 0xF0 // -16
)

// shapes are the ways in which versions write the same structure differently.
type shapes struct {
	elementIDs bool // entities carry ids as text, too
	utc        bool // a date and time carries the seconds of UTC, not those of its own clock
}

// packer appends values to a message as PackStream.
type packer struct {
	shapes
	database string // whose entities are packed, as element ids name it
	buf      []byte
}

func (p *packer) size(n int, mark byte) {
	switch {
	case n <= math.MaxUint8:
		p.buf = append(p.buf, mark, byte(n))
	case n <= math.MaxUint16:
		p.buf = binary.BigEndian.AppendUint16(append(p.buf, mark+1), uint16(n))
	default:
		p.buf = binary.BigEndian.AppendUint32(append(p.buf, mark+2), uint32(n))
	}
}

func (p *packer) tiny(n int, tiny, mark byte) {
	if n < 16 {
		p.buf = append(p.buf, tiny|byte(n))
		return
	}
	p.size(n, mark)
}

func (p *packer) list(n int) { p.tiny(n, tinyList, markList) }

func (p *packer) structure(tag byte, fields int) {
	p.buf = append(p.buf, tinyStruct|byte(fields), tag)
}

func (p *packer) text(s string) {
	p.tiny(len(s), tinyString, markString)
	p.buf = append(p.buf, s...)
}

func (p *packer) texts(all []string) {
	p.list(len(all))
	for _, s := range all {
		p.text(s)
	}
}

func (p *packer) integer(i int64) {
	switch {
	case -16 <= i && i <= math.MaxInt8:
		p.buf = append(p.buf, byte(i))
	case math.MinInt8 <= i && i <= math.MaxInt8:
		p.buf = append(p.buf, markInt8, byte(i))
	case math.MinInt16 <= i && i <= math.MaxInt16:
		p.buf = binary.BigEndian.AppendUint16(append(p.buf, markInt16), uint16(i))
	case math.MinInt32 <= i && i <= math.MaxInt32:
		p.buf = binary.BigEndian.AppendUint32(append(p.buf, markInt32), uint32(i))
	default:
		p.buf = binary.BigEndian.AppendUint64(append(p.buf, markInt64), uint64(i))
	}
}

func (p *packer) integers(all ...int64) {
	for _, i := range all {
		p.integer(i)
	}
}

func (p *packer) float(f float64) {
	p.buf = binary.BigEndian.AppendUint64(append(p.buf, markFloat), math.Float64bits(f))
}

func (p *packer) boolean(b bool) {
	if b {
		p.buf = append(p.buf, markTrue)
		return
	}
	p.buf = append(p.buf, markFalse)
}

func (p *packer) mapping(m *value.Mapping) {
	p.tiny(m.Len(), tinyMap, markMap)
	for i := range m.Len() {
		key, v := m.Entry(i)
		p.text(key)
		p.value(v)
	}
}

func (p *packer) values(all []value.Value) {
	p.list(len(all))
	for _, v := range all {
		p.value(v)
	}
}

// value packs any value; those that are structures are in structure.go.
func (p *packer) value(v value.Value) {
	switch v.Kind() {
	case value.Null:
		p.buf = append(p.buf, markNull)
	case value.Boolean:
		p.boolean(v.Bool())
	case value.Integer:
		p.integer(v.Int())
	case value.Float:
		p.float(v.Float())
	case value.String:
		p.text(v.Text())
	case value.Bytes:
		p.size(len(v.Bytes()), markBytes)
		p.buf = append(p.buf, v.Bytes()...)
	case value.List:
		p.values(v.Items())
	case value.Map:
		p.mapping(v.Mapping())
	default:
		p.structured(v)
	}
}
