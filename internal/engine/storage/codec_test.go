package storage

import (
	"testing"

	"corridor/internal/engine/value"
)

// TestCodec writes every kind of value and reads it again.
func TestCodec(t *testing.T) {
	values := append(seekable(), value.Value{}, value.OfLocalTime(5), value.OfTime(5, -3600), value.OfDateTime(-1, 999_999_999, value.OffsetZone(7200)),
		value.OfPoint(value.CartesianIn3D, 1, -2, 3.5), value.OfList(nil), value.OfList([]value.Value{value.OfDate(1), value.OfDate(2)}))
	for _, v := range values {
		b := appendValue(nil, v)
		r := &reader{rest: b}
		got := r.value()
		if r.err != nil || len(r.rest) > 0 || got.Kind() != v.Kind() || value.Order(got, v) != 0 {
			t.Errorf("%s comes back as %s (%v, %d bytes left)", value.Print(v), value.Print(got), r.err, len(r.rest))
		}
		for cut := range b {
			r := &reader{rest: b[:cut]}
			if r.value(); r.err == nil {
				t.Errorf("%s, cut after %d bytes, is read without an error", value.Print(v), cut)
			}
		}
	}
}
