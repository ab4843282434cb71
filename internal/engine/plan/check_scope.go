package plan

import (
	"slices"
	"strings"
	"unicode/utf8"

	"corridor/internal/engine/syntax"

	"github.com/agnivade/levenshtein" // of letters, not bytes; see cypher/library.go
)

// A scope is the names that stand beside each other. What stands in outer is
// seen too: around a comprehension, a FOREACH or a subquery.
type scope struct {
	outer *scope
	names []*name // in the order in which they were declared
}

// A name is a variable with what is known of its values.
type name struct {
	text  string
	shape shape
}

func nameIn(names []*name, text string) *name {
	for _, n := range names {
		if n.text == text {
			return n
		}
	}
	return nil
}

// lookup finds a name here or outside; nil where there is none.
func (s *scope) lookup(text string) *name {
	for ; s != nil; s = s.outer {
		if n := nameIn(s.names, text); n != nil {
			return n
		}
	}
	return nil
}

// add puts a name in front of what is known: it hides one outside.
func (s *scope) add(text string, as shape) {
	s.names = append(s.names, &name{text, as})
}

// inner is a scope inside s with the names of variables that live in an expression.
func (s *scope) inner(names ...*name) *scope {
	return &scope{outer: s, names: names}
}

// all are the names that s sees, the nearest first, each once.
func (s *scope) all() []*name {
	var names []*name
	for ; s != nil; s = s.outer {
		for _, n := range s.names {
			if nameIn(names, n.text) == nil {
				names = append(names, n)
			}
		}
	}
	return names
}

// declare adds a variable that a clause makes, which must be new.
func (k *checker) declare(s *scope, v *syntax.Variable, as shape) {
	if v == nil {
		return
	}
	switch {
	case nameIn(s.names, v.Name) != nil:
		k.fail(v, "VariableAlreadyBound", "Variable `%s` already declared", v.Name)
	case s.outer.lookup(v.Name) != nil:
		k.fail(v, "VariableAlreadyBound", "Variable `%s` is declared outside this subquery too: it needs another name", v.Name)
	}
	s.add(v.Name, as)
}

// variable gives what is known of a variable's values.
func (k *checker) variable(v *syntax.Variable, in place) shape {
	if n := in.scope.lookup(v.Name); n != nil {
		if slices.Contains(in.making, n) {
			k.fail(v, "UndefinedVariable", "The %s `%s` is made by the path that this stands in: set what depends on it in a later clause", n.shape, v.Name)
		}
		return n.shape
	}
	if in.constant != "" {
		k.fail(v, "NonConstantExpression", "It is not allowed to refer to variables in %s", in.constant)
		return anything
	}
	if in.hidden.lookup(v.Name) != nil {
		k.fail(v, "UndefinedVariable", "Variable `%s` is not seen after DISTINCT or an aggregation that does not return it", v.Name)
		return anything
	}
	var known []string
	for _, n := range in.scope.all() {
		known = append(known, n.text)
	}
	k.fail(v, "UndefinedVariable", "Variable `%s` not defined%s", v.Name, suggestion(v.Name, known, "`"))
	return anything
}

// longest is how many letters a name may have for others to be compared with it.
const longest = 100

// suggestion names the nearest of known, or is empty where none is near: a
// letter may differ in each three, one in a shorter word. Of two as near it is the
// one that begins alike for longer: who leaves a letter out writes the others.
func suggestion(wanted string, known []string, quote string) string {
	letters := utf8.RuneCountInString(wanted)
	if letters > longest {
		return ""
	}
	best, least, alike := "", max(1, letters/3)+1, 0
	for _, candidate := range known {
		if utf8.RuneCountInString(candidate) > letters+least {
			continue
		}
		low, other := strings.ToLower(wanted), strings.ToLower(candidate)
		d, common := levenshtein.ComputeDistance(low, other), beginning(low, other)
		if d < least || d == least && best != "" && common > alike {
			best, least, alike = candidate, d, common
		}
	}
	if best == "" || least >= letters {
		return ""
	}
	return ": did you mean " + quote + best + quote + "?"
}

// beginning is how many bytes a and b begin with alike.
func beginning(a, b string) (n int) {
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
