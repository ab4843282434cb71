package storage

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"

	"corridor/internal/engine/value"
)

// cellBytes estimates what a value takes in a column.
func cellBytes(v value.Value) int64 {
	switch v.Kind() {
	case value.Null:
		return 0
	case value.Boolean:
		return 1
	case value.Integer, value.Float:
		return 10
	case value.String:
		return 18 + int64(len(v.Text()))
	case value.Bytes:
		return 26 + int64(len(v.Bytes()))
	case value.List:
		n := int64(48)
		for _, x := range v.Items() {
			n += 16 + cellBytes(x)
		}
		return n
	case value.Point, value.Duration:
		return 58
	}
	return 26
}

func cellBytesOf(p *properties, i int) (n int64) {
	p.each(i, func(_ Key, v value.Value) bool {
		n += cellBytes(v)
		return true
	})
	return n
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// appendValue writes a value that can be stored: its kind, and what it is made
// of. Kinds are written by their own numbers here, so that those of package
// value are free to change.
func appendValue(b []byte, v value.Value) []byte {
	b = append(b, kindCodes[v.Kind()])
	switch v.Kind() {
	case value.Boolean:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case value.Integer:
		return binary.AppendVarint(b, v.Int())
	case value.Float:
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Float()))
	case value.String:
		return appendText(b, v.Text())
	case value.Bytes:
		return append(binary.AppendUvarint(b, uint64(len(v.Bytes()))), v.Bytes()...)
	case value.List:
		b = binary.AppendUvarint(b, uint64(len(v.Items())))
		for _, x := range v.Items() {
			b = appendValue(b, x)
		}
		return b
	case value.Null:
		return b
	}
	return appendSpecial(b, v)
}

// appendSpecial writes what a temporal or spatial value is made of.
func appendSpecial(b []byte, v value.Value) []byte {
	switch v.Kind() {
	case value.Date:
		return binary.AppendVarint(b, v.Days())
	case value.LocalTime:
		return binary.AppendVarint(b, v.NanosOfDay())
	case value.Time:
		return binary.AppendVarint(binary.AppendVarint(b, v.NanosOfDay()), int64(v.Offset()))
	case value.LocalDateTime:
		return binary.AppendVarint(binary.AppendVarint(b, v.EpochSeconds()), v.Nanos())
	case value.DateTime:
		b = binary.AppendVarint(binary.AppendVarint(b, v.EpochSeconds()), v.Nanos())
		if b = appendText(b, v.Zone().Name()); v.Zone().Name() == "" {
			b = binary.AppendVarint(b, int64(v.Offset()))
		}
		return b
	case value.Duration:
		months, days, seconds, nanos := v.DurationParts()
		for _, part := range [...]int64{months, days, seconds, nanos} {
			b = binary.AppendVarint(b, part)
		}
		return b
	case value.Point:
		srid, x, y, z := v.PointParts()
		b = binary.AppendVarint(b, int64(srid))
		for _, part := range [...]float64{x, y, z} {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(part))
		}
	}
	return b
}

// kindCodes are the numbers of kinds in files. They stay.
var kindCodes = [...]byte{
	value.Null: 0, value.Boolean: 1, value.Integer: 2, value.Float: 3, value.String: 4, value.Bytes: 5, value.List: 6,
	value.Date: 7, value.LocalTime: 8, value.Time: 9, value.LocalDateTime: 10, value.DateTime: 11, value.Duration: 12, value.Point: 13,
}

// Why a change cannot be read; see Tx.apply for how the sentence begins.
var (
	errCutShort    = errors.New("it ends in the middle of a change")
	errTooLarge    = errors.New("it has a number that is too large")
	errUnknownKind = errors.New("it has a value of a kind that this program does not know")
)

// reader takes apart what redo wrote. After the first error it gives zeros.
type reader struct {
	rest []byte
	err  error
}

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err, r.rest = err, nil
	}
}

func (r *reader) byte() byte {
	if len(r.rest) == 0 {
		r.fail(errCutShort)
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

func (r *reader) uvarint() uint64 { return decoded(r, binary.Uvarint) }

func (r *reader) varint() int64 { return decoded(r, binary.Varint) }

func decoded[T int64 | uint64](r *reader, decode func([]byte) (T, int)) T {
	n, size := decode(r.rest)
	if size <= 0 {
		r.fail(errCutShort)
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

func (r *reader) number() uint32 {
	n := r.uvarint()
	if n >= math.MaxUint32 {
		r.fail(errTooLarge)
		return 0
	}
	return uint32(n)
}

// count is the length of what takes at least one byte each.
func (r *reader) count() int {
	n := r.uvarint()
	if n > uint64(len(r.rest)) {
		r.fail(errCutShort)
		return 0
	}
	return int(n)
}

func (r *reader) bytes(n int) []byte {
	if n > len(r.rest) {
		r.fail(errCutShort)
		return make([]byte, n)
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) text() string { return string(r.bytes(r.count())) }

func (r *reader) kind() value.Kind {
	kind := bytes.IndexByte(kindCodes[:], r.byte())
	if kind <= 0 {
		r.fail(errUnknownKind)
		return value.Null
	}
	return value.Kind(kind)
}

func (r *reader) textList() (list []string) {
	for range r.count() {
		list = append(list, r.text())
	}
	return list
}

func (r *reader) float() float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(r.bytes(8)))
}

// value reads what appendValue wrote; lists do not nest.
func (r *reader) value() value.Value {
	code := r.byte()
	if code != kindCodes[value.List] {
		return r.scalar(code)
	}
	items := make([]value.Value, r.count())
	for i := range items {
		items[i] = r.scalar(r.byte())
	}
	return value.OfList(items)
}

func (r *reader) scalar(code byte) value.Value {
	switch code {
	case 0:
		return value.Value{}
	case 1:
		return value.OfBool(r.byte() != 0)
	case 2:
		return value.OfInt(r.varint())
	case 3:
		return value.OfFloat(r.float())
	case 4:
		return value.OfString(r.text())
	case 5:
		return value.OfBytes([]byte(r.text()))
	}
	return r.special(code)
}

func (r *reader) special(code byte) value.Value {
	switch code {
	case 7:
		return value.OfDate(r.varint())
	case 8:
		return value.OfLocalTime(r.varint())
	case 9:
		nanos := r.varint()
		return value.OfTime(nanos, int(r.varint()))
	case 10:
		seconds := r.varint()
		return value.OfLocalDateTime(seconds, r.varint())
	case 11:
		seconds := r.varint()
		nanos := r.varint()
		return value.OfDateTime(seconds, nanos, r.zone())
	case 12:
		var parts [4]int64
		for i := range parts {
			parts[i] = r.varint()
		}
		return value.OfDuration(parts[0], parts[1], parts[2], parts[3])
	case 13:
		srid := int(r.varint())
		x, y := r.float(), r.float()
		return value.OfPoint(srid, x, y, r.float())
	}
	r.fail(errUnknownKind)
	return value.Value{}
}

func (r *reader) zone() *value.Zone {
	name := r.text()
	if name == "" {
		return value.OffsetZone(int(r.varint()))
	}
	return value.StoredZone(name)
}
