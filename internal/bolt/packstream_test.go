package bolt

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math"
	"strings"
	"testing"

	"corridor/internal/engine/value"
)

var (
	modern = shapes{elementIDs: true, utc: true}
	plain  = shapes{}
)

func pack(s shapes, v value.Value) []byte {
	p := packer{shapes: s, database: "db"}
	p.value(v)
	return p.buf
}

func unpack(s shapes, data []byte) (value.Value, error) {
	u := unpacker{shapes: s, data: data, depth: 100, values: 1 << 20}
	v, err := u.value()
	if err == nil && len(u.data) > 0 {
		err = fmt.Errorf("%d bytes are left", len(u.data))
	}
	return v, err
}

func mapOf(pairs ...any) value.Value {
	m := &value.Mapping{}
	for i := 0; i < len(pairs); i += 2 {
		m.Set(pairs[i].(string), pairs[i+1].(value.Value))
	}
	return value.OfMap(m)
}

func listOf(items ...value.Value) value.Value { return value.OfList(items) }

func repeated(n int) value.Value {
	items := make([]value.Value, n)
	for i := range items {
		items[i] = value.OfInt(1)
	}
	return value.OfList(items)
}

func numbered(n int) value.Value {
	m := &value.Mapping{}
	for i := range n {
		m.Set(fmt.Sprint(i), value.OfInt(int64(i)))
	}
	return value.OfMap(m)
}

func zone(t *testing.T, name string) *value.Zone {
	t.Helper()
	z, err := value.NamedZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// Every value is packed as the bytes beginning so, and read back as packed.
func TestValuesThereAndBack(t *testing.T) {
	stockholm := zone(t, "Europe/Stockholm")
	for _, c := range []struct {
		name  string
		value value.Value
		bytes string // hexadecimal, from the first on
	}{
		{"null", value.Value{}, "c0"},
		{"true", value.OfBool(true), "c3"},
		{"false", value.OfBool(false), "c2"},
		{"0", value.OfInt(0), "00"},
		{"127", value.OfInt(127), "7f"},
		{"128", value.OfInt(128), "c90080"},
		{"-1", value.OfInt(-1), "ff"},
		{"-16", value.OfInt(-16), "f0"},
		{"-17", value.OfInt(-17), "c8ef"},
		{"-128", value.OfInt(-128), "c880"},
		{"-129", value.OfInt(-129), "c9ff7f"},
		{"32767", value.OfInt(32767), "c97fff"},
		{"32768", value.OfInt(32768), "ca00008000"},
		{"-32769", value.OfInt(-32769), "caffff7fff"},
		{"2^31", value.OfInt(1 << 31), "cb0000000080000000"},
		{"most", value.OfInt(math.MaxInt64), "cb7fffffffffffffff"},
		{"least", value.OfInt(math.MinInt64), "cb8000000000000000"},
		{"1.5", value.OfFloat(1.5), "c13ff8000000000000"},
		{"infinity", value.OfFloat(math.Inf(-1)), "c1fff0000000000000"},
		{"no text", value.OfString(""), "80"},
		{"text", value.OfString("å"), "82c3a5"},
		{"text of 16", value.OfString(strings.Repeat("x", 16)), "d01078"},
		{"text of 256", value.OfString(strings.Repeat("x", 256)), "d1010078"},
		{"text of 65536", value.OfString(strings.Repeat("x", 65536)), "d20001000078"},
		{"bytes", value.OfBytes([]byte{0, 255}), "cc0200ff"},
		{"no bytes", value.OfBytes([]byte{}), "cc00"},
		{"many bytes", value.OfBytes(make([]byte, 300)), "cd012c00"},
		{"list", listOf(value.OfInt(1), listOf()), "920190"},
		{"list of 15", repeated(15), "9f01"},
		{"list of 16", repeated(16), "d41001"},
		{"list of 300", repeated(300), "d5012c01"},
		{"list of 70000", repeated(70000), "d60001117001"},
		{"map", mapOf("a", value.OfInt(1)), "a1816101"},
		{"map of 20", numbered(20), "d814"},
		{"map of 300", numbered(300), "d9012c"},
		{"date", value.OfDate(-1), "b144ff"},
		{"local time", value.OfLocalTime(1), "b17401"},
		{"time", value.OfTime(1, -3600), "b25401c9f1f0"},
		{"local date and time", value.OfLocalDateTime(1, 2), "b2640102"},
		{"moment", value.OfDateTime(1591005600, 5, value.OffsetZone(7200)), "b349ca5ed4d1a005c91c20"},
		{"moment in UTC", value.OfDateTime(1, 2, value.UTC), "b349010200"},
		{"moment at a place", value.OfDateTime(1591005600, 0, stockholm), "b369ca5ed4d1a000d0104575726f7065"},
		{"duration", value.OfDuration(1, 2, 3, 4), "b44501020304"},
		{"point", value.OfPoint(value.Cartesian, 1, 2, 0), "b358c91c23c13ff0000000000000c14000000000000000"},
		{"point in space", value.OfPoint(value.WGS84In3D, 1, 2, 3), "b459c91373c1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			packed := pack(modern, c.value)
			if !strings.HasPrefix(hex.EncodeToString(packed), c.bytes) {
				t.Errorf("packed as %x, not %s", packed[:min(len(packed), 24)], c.bytes)
			}
			back, err := unpack(modern, packed)
			if err != nil {
				t.Fatal(err)
			}
			if again := pack(modern, back); !bytes.Equal(again, packed) {
				t.Errorf("read back it packs as %x, not %x", again[:min(len(again), 40)], packed[:min(len(packed), 40)])
			}
		})
	}
}

func TestDateTimesBeforeUTC(t *testing.T) {
	for _, c := range []struct {
		value value.Value
		bytes string
	}{
		{value.OfDateTime(1591005600, 5, value.OffsetZone(7200)), "b346ca5ed4edc005c91c20"},
		{value.OfDateTime(1591005600, 0, zone(t, "Europe/Stockholm")), "b366ca5ed4edc000d0104575726f70652f53746f636b686f6c6d"},
	} {
		packed := pack(plain, c.value)
		if hex.EncodeToString(packed) != c.bytes {
			t.Errorf("packed as %x, not %s", packed, c.bytes)
		}
		back, err := unpack(plain, packed)
		if err != nil {
			t.Fatal(err)
		}
		if back.EpochSeconds() != c.value.EpochSeconds() {
			t.Errorf("%d came back as %d", c.value.EpochSeconds(), back.EpochSeconds())
		}
		if _, err := unpack(modern, packed); err == nil {
			t.Error("a version with UTC took one without")
		}
	}
}

func TestEntities(t *testing.T) {
	property := mapOf("x", value.OfInt(1)).Mapping()
	a := value.OfNode(&value.NodeData{ID: 7, Labels: []string{"A"}, Properties: property})
	b := value.OfNode(&value.NodeData{ID: 8})
	r := value.OfRelationship(&value.RelationshipData{ID: 9, Start: 7, End: 8, Type: "T"})
	there := value.OfPath(&value.PathData{Nodes: []value.Value{a, b}, Relationships: []value.Value{r}})
	back := value.OfPath(&value.PathData{Nodes: []value.Value{b, a, b}, Relationships: []value.Value{r, r}})
	const (
		wireA = "b44e079181" + "41" + "a18178" + "01" + "86343a64623a37"
		wireB = "b44e0890a086343a64623a38"
	)
	for _, c := range []struct {
		name   string
		shapes shapes
		value  value.Value
		bytes  string
	}{
		{"node", modern, a, wireA},
		{"node of 4.4", plain, a, "b34e0791814" + "1a1817801"},
		{"relationship", modern, r, "b85209070" + "88154a0" + "86353a64623a39" + "86343a64623a37" + "86343a64623a38"},
		{"relationship of 4.4", plain, r, "b552090708" + "8154a0"},
		{"path", modern, there, "b350" + "92" + wireA + wireB + "91" + "b472098154a086353a64623a39" + "920101"},
		{"path against the arrow and back", plain, back, "b350" + "92" + "b34e0890a0" + "b34e07918141a1817801" + "91" + "b372098154a0" + "94ff010100"},
		{"path of one node", plain, value.OfPath(&value.PathData{Nodes: []value.Value{b}}), "b350" + "91b34e0890a0" + "90" + "90"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if packed := hex.EncodeToString(pack(c.shapes, c.value)); packed != c.bytes {
				t.Errorf("packed as %s, not %s", packed, c.bytes)
			}
			if _, err := unpack(c.shapes, pack(c.shapes, c.value)); err == nil {
				t.Error("a client may send it")
			}
		})
	}
}

func TestBadValues(t *testing.T) {
	for _, c := range []struct{ name, bytes, says string }{
		{"nothing", "", "ends within"},
		{"half a number", "c900", "ends within"},
		{"marker of nothing", "c4", "no marker"},
		{"another", "df", "no marker"},
		{"text longer than the message", "d2ffffffff61", "more than the message holds"},
		{"tiny text longer than the message", "8261", "ends within"},
		{"list longer than the message", "d67fffffff01", "more than the message holds"},
		{"tiny list longer than the message", "9f01", "more than the message holds"},
		{"map longer than the message", "d8050101", "more than the message holds"},
		{"text that is not UTF-8", "82fffe", "UTF-8"},
		{"key that is no text", "a10101", "not a text"},
		{"key that comes twice", "a2816101816102", "twice"},
		{"depth", strings.Repeat("91", 200) + "c0", "deeply"},
		{"unknown structure", "b17a01", "not taken"},
		{"structure without a tag", "b1", "ends within"},
		{"date without a field", "b044", "must be"},
		{"date of a text", "b1448161", "must be"},
		{"date beyond the years", "b144cb7fffffffffffffff", "lie between"},
		{"time beyond the day", "b174cb7fffffffffffffff", "lie between"},
		{"offset beyond bounds", "b25401ca7fffffff", "lie between"},
		{"nanoseconds beyond the second", "b26401ca7fffffff", "lie between"},
		{"unknown zone", "b369010282" + "7a7a", "TimeZone"},
		{"zone out of its folder", "b3690102862e2e2f2e2e2f", "TimeZone"},
		{"duration beyond seconds", "b4450000cb7fffffffffffffff00", "lie between"},
		{"point of an unknown system", "b35801c10000000000000000c10000000000000000", "reference system"},
		{"point in space of a flat system", "b459c91c23c10000000000000000c10000000000000000c10000000000000000", "reference system"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data, err := hex.DecodeString(c.bytes)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := unpack(modern, data); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("the error is %v, not one that says %q", err, c.says)
			}
		})
	}
}

func TestTooManyValues(t *testing.T) {
	u := unpacker{data: pack(modern, repeated(1000)), depth: 10, values: 1000}
	if _, err := u.value(); err == nil || !strings.Contains(err.Error(), "too many values") {
		t.Errorf("1,001 values where 1,000 are allowed: %v", err)
	}
}

func FuzzPackStream(f *testing.F) {
	for _, v := range []value.Value{
		mapOf("a", listOf(value.OfInt(300), value.OfString("b"), value.OfFloat(2))), value.OfDuration(1, 2, 3, 4),
		value.OfDateTime(1, 2, value.OffsetZone(3600)), value.OfPoint(value.Cartesian, 1, 2, 0), value.OfBytes([]byte("x")),
	} {
		f.Add(pack(modern, v), true)
		f.Add(pack(plain, v), false)
	}
	f.Fuzz(func(t *testing.T, data []byte, utc bool) {
		s := shapes{utc: utc}
		v, err := unpack(s, data)
		if err != nil {
			return
		}
		packed := pack(s, v)
		back, err := unpack(s, packed)
		if err != nil {
			t.Fatalf("%x was read and packed as %x, which is refused: %v", data, packed, err)
		}
		if again := pack(s, back); !bytes.Equal(again, packed) {
			t.Fatalf("packed as %x, then as %x", packed, again)
		}
	})
}
