package plan

import (
	"maps"
	"slices"
	"strings"

	"corridor/internal/engine/syntax"
)

// hidden begins the names that the planner gives to what has none in the
// query. No query can write it but by an escape, and none has reason to.
const hidden = "\x00"

func newScope() *Scope {
	return &Scope{Variables: map[string]Slot{}, Computed: map[string]Slot{}}
}

// with is the scope with one more name, or with another meaning of a name.
// Scopes are shared by expressions, so none is changed once it is in use.
func (s *Scope) with(name string, slot Slot) *Scope {
	next := s.clone()
	next.bind(name, slot)
	return next
}

func (s *Scope) clone() *Scope {
	return &Scope{Variables: maps.Clone(s.Variables), Computed: maps.Clone(s.Computed)}
}

// bind is for a scope that is still being made.
func (s *Scope) bind(name string, slot Slot) {
	slot.Name = strings.TrimPrefix(name, hidden)
	s.Variables[name] = slot
}

// named is the scope without the names that the planner gave.
func (s *Scope) named() *Scope {
	next := s.clone()
	maps.DeleteFunc(next.Variables, func(name string, _ Slot) bool { return strings.HasPrefix(name, hidden) })
	return next
}

// names are the scope's names that are not in outer, in order.
func (s *Scope) names(outer *Scope) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(s.Variables)) {
		if _, ok := outer.Variables[name]; !ok && !strings.HasPrefix(name, hidden) {
			names = append(names, name)
		}
	}
	return names
}

// computed is the slot in which e stands already.
func (s *Scope) computed(e syntax.Expr) (Slot, bool) {
	if len(s.Computed) == 0 {
		return Slot{}, false
	}
	slot, ok := s.Computed[syntax.PrintExpr(e)]
	return slot, ok
}

// names is a set of names.
type names map[string]bool

func (n names) addAll(other names) { maps.Copy(n, other) }

func (n names) within(other names) bool {
	for name := range n {
		if !other[name] {
			return false
		}
	}
	return true
}

// meets says whether a name is in both.
func (n names) meets(other names) bool {
	for name := range n {
		if other[name] {
			return true
		}
	}
	return false
}

// namesOf are the names that e mentions, those that it binds itself included.
func namesOf(e syntax.Node) names {
	found := names{}
	syntax.Walk(e, func(n syntax.Node) bool {
		if v, ok := n.(*syntax.Variable); ok {
			found[v.Name] = true
		}
		return true
	})
	return found
}

// namesIn are the names that e mentions and among knows. A name that is bound
// inside e counts as well: that can only delay what waits for it.
func namesIn(e syntax.Node, among map[string]Slot) names {
	found := namesOf(e)
	maps.DeleteFunc(found, func(name string, _ bool) bool {
		_, known := among[name]
		return !known
	})
	return found
}
