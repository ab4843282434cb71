package engine

import (
	"strings"
	"testing"
)

// What is used last stays; long texts, of which a plan may be very large, push
// others out by their length.
func TestPlansKept(t *testing.T) {
	key := func(name string, n int) planKey { return planKey{text: name + strings.Repeat(" ", n)} }
	c := newCache(3)
	for _, name := range []string{"a", "b", "c"} {
		c.put(key(name, 0), &prepared{text: name})
	}
	c.get(key("a", 0))
	c.put(key("d", 0), &prepared{})
	if c.get(key("b", 0)) != nil || c.get(key("a", 0)) == nil || c.get(key("c", 0)) == nil {
		t.Error("another one was pushed out than that used first")
	}
	c.put(key("long", textsKept-100), &prepared{})
	c.put(key("longer", 200), &prepared{})
	if c.get(key("long", textsKept-100)) != nil || c.get(key("longer", 200)) == nil {
		t.Error("texts are kept that are too long together")
	}
	c.put(key("longest", textsKept), &prepared{})
	if c.get(key("longest", textsKept)) != nil || c.get(key("longer", 200)) == nil {
		t.Error("a text is kept that is too long by itself")
	}
	if c.texts != len("longer")+200 {
		t.Error("bytes of texts:", c.texts)
	}
}
