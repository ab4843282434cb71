package exec

import (
	"strings"
	"testing"
	"unicode/utf8"

	"corridor/internal/engine/value"
)

func TestMessagesShowAPartOfLargeValues(t *testing.T) {
	nested, wide := value.OfList(nil), &value.Mapping{}
	for range 100_000 {
		nested = value.OfList([]value.Value{nested})
	}
	for _, key := range strings.Split("abcdefghijklmnopqrstuvwxyz", "") {
		wide.Set(key, value.OfInt(1))
	}
	long := value.OfString(strings.Repeat("ä", 1_000_000))
	for _, v := range []value.Value{nested, value.OfList(make([]value.Value, 1_000_000)), value.OfMap(wide), long, value.OfList([]value.Value{long, nested})} {
		if text := describe(v); len(text) > 10_000 || !strings.Contains(text, "…") || !utf8.ValidString(text) {
			t.Errorf("%d bytes: %.100s", len(text), text)
		}
	}
	small := value.OfList([]value.Value{value.OfInt(1), value.OfString("a")})
	if text := describe(small); text != `List{Long(1), String("a")}` {
		t.Error(text)
	}
}
