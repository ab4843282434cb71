package httpapi

import "reflect"

// Describe makes the components of some types, for tests.
func Describe(types ...reflect.Type) {
	s := newShapes()
	for _, t := range types {
		s.of(t, "")
	}
}
