package value

import (
	"encoding/binary"
	"hash/maphash"
	"math"
)

// AppendKey appends to b bytes that stand for v: two values have the same bytes
// exactly if they are equivalent. No value's bytes are the beginning of
// another's, so keys of several values may follow each other. The bytes are for
// grouping within one process; they have no order and are not kept.
func AppendKey(b []byte, v Value) []byte {
	switch v.kind {
	case Null:
		return append(b, byte(Null))
	case Float:
		return appendFloatKey(b, v.Float())
	case String, Bytes:
		b = binary.AppendUvarint(append(b, byte(v.kind)), v.word)
		return append(b, v.Text()...)
	case List:
		return appendItemKeys(append(b, byte(List)), v.Items())
	case Map:
		return appendMapKey(b, v.Mapping())
	case Path:
		p := v.PathData()
		return appendItemKeys(appendItemKeys(append(b, byte(Path)), p.Nodes), p.Relationships)
	case Time, LocalDateTime:
		b = binary.BigEndian.AppendUint64(append(b, byte(v.kind)), v.word)
		return binary.BigEndian.AppendUint32(b, v.part)
	case DateTime:
		b = binary.BigEndian.AppendUint64(append(b, byte(v.kind)), v.word)
		return v.Zone().appendKey(binary.BigEndian.AppendUint32(b, v.part))
	case Duration:
		return v.duration().appendKey(append(b, byte(Duration)))
	case Point:
		return v.point().appendKey(append(b, byte(Point)))
	}
	return binary.BigEndian.AppendUint64(append(b, byte(v.kind)), v.word)
}

func appendItemKeys(b []byte, items []Value) []byte {
	b = binary.AppendUvarint(b, uint64(len(items)))
	for _, item := range items {
		b = AppendKey(b, item)
	}
	return b
}

func appendMapKey(b []byte, m *Mapping) []byte {
	b = binary.AppendUvarint(append(b, byte(Map)), uint64(m.Len()))
	for _, i := range m.sorted() {
		b = AppendKey(AppendKey(b, OfString(m.keys[i])), m.values[i])
	}
	return b
}

// appendFloatKey writes a whole number as the integer that it equals, and every
// NaN as one.
func appendFloatKey(b []byte, f float64) []byte {
	if i, whole := wholeNumber(f); whole {
		return AppendKey(b, OfInt(i))
	}
	if math.IsNaN(f) {
		f = math.NaN()
	}
	return binary.BigEndian.AppendUint64(append(b, byte(Float)), math.Float64bits(f))
}

// wholeNumber is the integer of exactly f's size, if there is one.
func wholeNumber(f float64) (int64, bool) {
	if f >= -1<<63 && f < 1<<63 && f == math.Trunc(f) {
		return int64(f), true
	}
	return 0, false
}

var seed = maphash.MakeSeed()

// Hash is the same for equivalent values; it differs from process to process.
func Hash(v Value) uint64 {
	switch v.kind {
	case Integer, Node, Relationship:
		return mix(v.word + uint64(v.kind))
	case Float:
		if i, whole := wholeNumber(v.Float()); whole {
			return Hash(OfInt(i))
		}
	case String:
		return maphash.String(seed, v.Text())
	}
	var room [64]byte
	return maphash.Bytes(seed, AppendKey(room[:0], v))
}

// mix spreads the bits of x (the last step of MurmurHash3).
func mix(x uint64) uint64 {
	x = (x ^ x>>33) * 0xff51afd7ed558ccd
	x = (x ^ x>>33) * 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}
