package bolt

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"corridor/internal/engine/value"
)

// invalid is the failure of a message that breaks the protocol.
func invalid(format string, args ...any) error {
	return &value.Error{Code: value.RequestInvalid, Message: fmt.Sprintf(format, args...)}
}

// unpacker reads the values of one message. What a message claims is compared
// with what is there before anything is made for it.
type unpacker struct {
	shapes
	data   []byte
	depth  int // how many lists, maps and structures may still be opened within each other
	values int // how many values the message may still hold: one byte of it can be a value of 24
}

func (u *unpacker) take(n int) ([]byte, error) {
	if n > len(u.data) {
		return nil, invalid("The message ends within a value.")
	}
	taken := u.data[:n]
	u.data = u.data[n:]
	return taken, nil
}

// number reads an unsigned number of 1, 2, 4 or 8 bytes.
func (u *unpacker) number(bytes int) (uint64, error) {
	b, err := u.take(bytes)
	if err != nil {
		return 0, err
	}
	switch bytes {
	case 1:
		return uint64(b[0]), nil
	case 2:
		return uint64(binary.BigEndian.Uint16(b)), nil
	case 4:
		return uint64(binary.BigEndian.Uint32(b)), nil
	}
	return binary.BigEndian.Uint64(b), nil
}

// size reads the size that follows mark, of whose row of three the first is row.
// Every unit of it takes at least one byte of the message.
func (u *unpacker) size(mark, row byte) (int, error) {
	n, err := u.number(1 << (mark - row))
	if err != nil {
		return 0, err
	}
	if n > uint64(len(u.data)) {
		return 0, invalid("A size of %d is more than the message holds.", n)
	}
	return int(n), nil
}

// value reads one value:
//
//	null | boolean | integer | float | bytes | string | list | map | structure
func (u *unpacker) value() (value.Value, error) {
	if u.values--; u.values < 0 {
		return value.Value{}, invalid("The message holds too many values.")
	}
	b, err := u.take(1)
	if err != nil {
		return value.Value{}, err
	}
	mark := b[0]
	switch {
	case mark < tinyString || mark >= tinyMinus:
		return value.OfInt(int64(int8(mark))), nil
	case mark < markNull:
		return u.tiny(mark&0xF0, int(mark&0x0F))
	case mark < markInt8:
		return u.fixed(mark)
	case mark <= markInt64:
		return u.integer(1 << (mark - markInt8))
	}
	return u.sized(mark)
}

func (u *unpacker) tiny(kind byte, n int) (value.Value, error) {
	switch kind {
	case tinyString:
		return u.text(n)
	case tinyList:
		return u.list(n)
	case tinyMap:
		return u.mapping(n)
	}
	return u.structure(n)
}

func (u *unpacker) fixed(mark byte) (value.Value, error) {
	switch mark {
	case markNull:
		return value.Value{}, nil
	case markFalse, markTrue:
		return value.OfBool(mark == markTrue), nil
	case markFloat:
		bits, err := u.number(8)
		return value.OfFloat(math.Float64frombits(bits)), err
	}
	return value.Value{}, invalid("0x%02X is no marker.", mark)
}

func (u *unpacker) integer(bytes int) (value.Value, error) {
	n, err := u.number(bytes)
	unused := 64 - 8*bytes
	return value.OfInt(int64(n<<unused) >> unused), err
}

func (u *unpacker) sized(mark byte) (value.Value, error) {
	for _, kind := range []struct {
		row  byte
		read func(int) (value.Value, error)
	}{
		{markBytes, u.bytes}, {markString, u.text}, {markList, u.list}, {markMap, u.mapping},
	} {
		if kind.row <= mark && mark <= kind.row+2 {
			n, err := u.size(mark, kind.row)
			if err != nil {
				return value.Value{}, err
			}
			return kind.read(n)
		}
	}
	return value.Value{}, invalid("0x%02X is no marker.", mark)
}

// text and bytes copy, so that a value that is kept does not keep the message.
func (u *unpacker) text(n int) (value.Value, error) {
	s, err := u.string(n)
	return value.OfString(s), err
}

func (u *unpacker) string(n int) (string, error) {
	b, err := u.take(n)
	if err != nil {
		return "", err
	}
	if !utf8.Valid(b) {
		return "", invalid("A text is not UTF-8.")
	}
	return string(b), nil
}

func (u *unpacker) bytes(n int) (value.Value, error) {
	b, err := u.take(n)
	return value.OfBytes(append([]byte{}, b...)), err
}

func (u *unpacker) open(n int) error {
	if n > len(u.data) {
		return invalid("A size of %d is more than the message holds.", n)
	}
	if u.depth--; u.depth < 0 {
		return invalid("The values are nested too deeply.")
	}
	return nil
}

func (u *unpacker) list(n int) (value.Value, error) {
	items, err := u.items(n)
	return value.OfList(items), err
}

func (u *unpacker) items(n int) ([]value.Value, error) {
	if err := u.open(n); err != nil {
		return nil, err
	}
	defer func() { u.depth++ }()
	if n > u.values {
		return nil, invalid("The message holds too many values.")
	}
	items := make([]value.Value, n)
	for i := range items {
		var err error
		if items[i], err = u.value(); err != nil {
			return nil, err
		}
	}
	return items, nil
}

func (u *unpacker) mapping(n int) (value.Value, error) {
	if err := u.open(2 * n); err != nil {
		return value.Value{}, err
	}
	defer func() { u.depth++ }()
	if n > u.values {
		return value.Value{}, invalid("The message holds too many values.")
	}
	keys, values := make([]string, 0, n), make([]value.Value, n)
	known := knownKeys(n)
	for i := range values {
		key, err := u.key()
		if err != nil {
			return value.Value{}, err
		}
		if known(keys, key) {
			return value.Value{}, invalid("A map has the key %.100q twice.", key)
		}
		keys = append(keys, key)
		if values[i], err = u.value(); err != nil {
			return value.Value{}, err
		}
	}
	return value.OfMap(value.MappingOf(keys, values)), nil
}

func (u *unpacker) key() (string, error) {
	v, err := u.value()
	if err == nil && v.Kind() != value.String {
		err = invalid("A key of a map is not a text.")
	}
	if err != nil {
		return "", err
	}
	return v.Text(), nil
}

// knownKeys says of each key of a map of n whether it stands among those
// before it: small maps, of which there are many, by looking through them.
func knownKeys(n int) func(before []string, key string) bool {
	const small = 16
	if n <= small {
		return slices.Contains[[]string]
	}
	all := make(map[string]struct{}, n)
	return func(_ []string, key string) bool {
		_, known := all[key]
		all[key] = struct{}{}
		return known
	}
}

// structure reads a structure with n fields: its tag, and the fields.
func (u *unpacker) structure(n int) (value.Value, error) {
	tag, err := u.number(1)
	if err != nil {
		return value.Value{}, err
	}
	fields, err := u.items(n)
	if err != nil {
		return value.Value{}, err
	}
	return u.structured(byte(tag), fields)
}
