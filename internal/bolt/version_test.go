package bolt

import (
	"encoding/hex"
	"strings"
	"testing"
)

func TestHandshake(t *testing.T) {
	for _, c := range []struct {
		name, proposals string
		major, minor    byte // 0 where none is spoken
	}{
		{"drivers 5.28 and 6", "000001ff 00080805 00020404 00000003", 5, 4},
		{"Java 5.26 and Browser", "00070705 00020404 00000104 00000003", 5, 4},
		{"one version", "00000005 00000000 00000000 00000000", 5, 0},
		{"5.1", "00000105 00000000 00000000 00000000", 5, 1},
		{"the client's order", "00000404 00080805 00000000 00000000", 4, 4},
		{"range below", "00020405 00000000 00000000 00000000", 5, 4},
		{"range above all", "00010805 00000000 00000000 00000000", 0, 0},
		{"5.5 is no version", "00000505 00000000 00000000 00000000", 0, 0},
		{"4.3 at most", "00030304 00000000 00000000 00000000", 0, 0},
		{"range longer than the minor", "00ff0205 00000000 00000000 00000000", 5, 2},
		{"unknown", "00000009 00000000 00000000 00000000", 0, 0},
		{"nothing", "00000000 00000000 00000000 00000000", 0, 0},
	} {
		raw, err := hex.DecodeString(strings.ReplaceAll(c.proposals, " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		v, spoken := choose([16]byte(raw))
		if v.major != c.major || v.minor != c.minor || spoken != (c.major > 0) {
			t.Errorf("%s: %d.%d, not %d.%d", c.name, v.major, v.minor, c.major, c.minor)
		}
	}
}
