package syntax

import (
	"math"
	"reflect"
	"testing"
)

// checkRoundTrip holds that the printed tree is parsed to the same tree, and
// that printing it again changes nothing.
func checkRoundTrip(t *testing.T, text string, s *Statement) {
	t.Helper()
	printed := Print(s)
	again, err := Parse(printed)
	if err != nil {
		t.Errorf("%q is printed as %q, which is refused: %s", text, printed, Render(printed, err.(*Error)))
		return
	}
	if !same(reflect.ValueOf(s), reflect.ValueOf(again)) {
		t.Errorf("%q is printed as %q, which is another tree", text, printed)
	}
	if twice := Print(again); twice != printed {
		t.Errorf("%q is printed as %q and then as %q", text, printed, twice)
	}
}

// same compares trees but for positions and the names of columns without an alias.
func same(a, b reflect.Value) bool {
	if a.Kind() != b.Kind() || a.Type() != b.Type() {
		return false
	}
	switch a.Kind() {
	case reflect.Pointer, reflect.Interface:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() && b.IsNil()
		}
		return same(a.Elem(), b.Elem())
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !same(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Struct:
		return sameFields(a, b)
	case reflect.Float64:
		return a.Float() == b.Float() || math.IsNaN(a.Float()) && math.IsNaN(b.Float())
	}
	return a.Interface() == b.Interface()
}

func sameFields(a, b reflect.Value) bool {
	if a.Type() == reflect.TypeFor[At]() {
		return true
	}
	item, isItem := a.Interface().(ProjectionItem)
	for i := range a.NumField() {
		unnamed := isItem && item.Alias == nil && a.Type().Field(i).Name == "Name"
		if !unnamed && !same(a.Field(i), b.Field(i)) {
			return false
		}
	}
	return true
}
