package value

import (
	"archive/zip"
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// zoneFiles are the compiled files of the IANA time zone database 2026f, which is
// in the public domain, as Python's package tzdata has them. They are embedded,
// in place of time/tzdata, for its main data: with the "backzone" that Go and some
// systems add, zones tell other times before 1970 than they do in Java.
//
//go:embed zones.zip
var zoneFiles []byte

// namedZones has, by name in small letters, what reads a zone when it is first
// asked for.
var namedZones = sync.OnceValue(func() map[string]func() *Zone {
	archive, err := zip.NewReader(bytes.NewReader(zoneFiles), int64(len(zoneFiles)))
	if err != nil {
		panic(fmt.Sprintf("zones.zip: %v", err))
	}
	zones := make(map[string]func() *Zone, len(archive.File))
	for _, file := range archive.File {
		zones[strings.ToLower(file.Name)] = sync.OnceValue(func() *Zone { return readZone(file) })
	}
	return zones
})

// readZone panics on what is no zone: the archive is a part of the program.
func readZone(file *zip.File) *Zone {
	reader, err := file.Open()
	if err != nil {
		panic(fmt.Sprintf("zones.zip: %s: %v", file.Name, err))
	}
	defer reader.Close()
	data, err := io.ReadAll(reader)
	if err != nil {
		panic(fmt.Sprintf("zones.zip: %s: %v", file.Name, err))
	}
	rules, err := time.LoadLocationFromTZData(file.Name, data)
	if err != nil {
		panic(fmt.Sprintf("zones.zip: %s: %v", file.Name, err))
	}
	return &Zone{name: file.Name, rules: rules}
}

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

// NamedZone is the zone of that name in the IANA database, as Europe/Stockholm,
// in letters of either case.
func NamedZone(name string) (*Zone, error) {
	if read, known := namedZones()[strings.ToLower(strings.ReplaceAll(name, " ", "_"))]; known {
		return read(), nil
	}
	return nil, unknownZone(name)
}

// StoredZone is the zone of that name as a file has it. The table of another day
// may have known one that this one lacks: it keeps its name and has the clocks of
// UTC, so that the moment is still the same.
func StoredZone(name string) *Zone {
	zone, err := NamedZone(name)
	if err != nil {
		return &Zone{name: name}
	}
	return zone
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
	// No zone changes twice within two days.
	before, after := z.OffsetAt(local-secondsPerDay), z.OffsetAt(local+secondsPerDay)
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
	return cmp.Or(strings.Compare(z.name, other.name), cmp.Compare(z.offset, other.offset))
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
	if !ok || s.rest() != "" || offset < -maxOffset || offset > maxOffset {
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
