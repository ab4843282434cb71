package value

import (
	"cmp"
	"strings"
	"time"
	_ "time/tzdata" // zones are known on machines that have no zone database
)

// Zone says how far clocks are ahead of UTC: always by the same, or by the
// rules of a place that has a name.
type Zone struct {
	name   string
	rules  *time.Location // nil for a fixed offset
	offset int
}

// UTC is the zone of offset zero.
var UTC = &Zone{}

// maxOffset is the largest offset that a zone may have, in seconds.
const maxOffset = 18 * 3600

// OffsetZone is the zone where clocks are always so many seconds ahead of UTC.
func OffsetZone(seconds int) *Zone {
	if seconds == 0 {
		return UTC
	}
	return &Zone{offset: seconds}
}

// NamedZone is the zone of that name in the IANA database, as Europe/Stockholm.
func NamedZone(name string) (*Zone, error) {
	name = strings.ReplaceAll(name, " ", "_")
	if name == "" || name == "Local" {
		return nil, unknownZone(name)
	}
	rules, err := time.LoadLocation(name)
	if err != nil {
		return nil, unknownZone(name)
	}
	return &Zone{name: name, rules: rules}, nil
}

func unknownZone(name string) error {
	return failure(SyntaxError, "Invalid value for TimeZone: '%s'", name)
}

// Name is the zone's name, "" if it is a fixed offset.
func (z *Zone) Name() string { return z.name }

// OffsetAt is how many seconds clocks are ahead of UTC at that second since 1970.
func (z *Zone) OffsetAt(seconds int64) int {
	if z.rules == nil {
		return z.offset
	}
	_, offset := time.Unix(seconds, 0).In(z.rules).Zone()
	return offset
}

// toUTC is the second at which clocks show local. Where they show it twice it
// is the one at the given offset, else the first; where they skip it, the moment
// as much later as they skip.
func (z *Zone) toUTC(local int64, offset int) int64 {
	if z.rules == nil {
		return local - int64(z.offset)
	}
	const day = 86_400 // no zone changes twice within two days
	before, after := z.OffsetAt(local-day), z.OffsetAt(local+day)
	for _, candidate := range [...]int{offset, before, after} {
		if utc := local - int64(candidate); z.OffsetAt(utc) == candidate {
			return utc
		}
	}
	return local - int64(before)
}

// same says whether z and other are one zone; a name is not an offset, even
// where clocks agree.
func (z *Zone) same(other *Zone) bool { return z.name == other.name && z.offset == other.offset }

// order has offsets before names.
func (z *Zone) order(other *Zone) int {
	return cmp.Or(cmp.Compare(z.offset, other.offset), strings.Compare(z.name, other.name))
}

func (z *Zone) appendKey(b []byte) []byte {
	return AppendKey(AppendKey(b, OfInt(int64(z.offset))), OfString(z.name))
}

// ParseZone reads a zone's name, or an offset as +01:00 or Z.
func ParseZone(text string) (*Zone, error) {
	if text == "" || !strings.ContainsRune("Zz+-", rune(text[0])) || len(text) > 1 && text[0]|0x20 == 'z' {
		return NamedZone(text)
	}
	s := scanner{text: text}
	offset, ok := s.offset()
	if !ok || s.rest() != "" {
		return nil, unknownZone(text)
	}
	return OffsetZone(offset), nil
}

// String is the zone's name or its offset, as +01:00.
func (z *Zone) String() string {
	if z.name != "" {
		return z.name
	}
	return string(appendOffset(nil, z.offset))
}
