package plan

import "corridor/internal/engine/syntax"

// usage says what patterns are for.
type usage uint8

// A pattern is looked for, or made by MERGE or CREATE: what is bound can then
// only be the end of a relationship. The parser refuses what can never be made.
const (
	sought usage = iota
	merged
	created
)

// patterns declares the variables of a clause's patterns and then checks what
// is asked of them: it may name variables of any of the patterns.
func (k *checker) patterns(patterns []*syntax.Pattern, in place, u usage) {
	var walked []string
	making := make([][]*name, len(patterns))
	for i, p := range patterns {
		before := len(in.scope.names)
		k.shortest(p)
		for j, n := range p.Nodes {
			k.node(n, p, in.scope, u)
			if j < len(p.Steps) {
				k.relationship(p.Steps[j], in.scope, u, &walked)
			}
		}
		k.path(p, in.scope)
		making[i] = in.scope.names[before:]
	}
	for i, p := range patterns {
		if u == created {
			in.making = making[i]
		}
		k.conditions(p, in)
	}
}

// path declares the name of a path, which must be new wherever it stands.
func (k *checker) path(p *syntax.Pattern, s *scope) {
	if p.Variable == nil {
		return
	}
	if s.lookup(p.Variable.Name) != nil {
		k.fail(p.Variable, "VariableAlreadyBound", "Variable `%s` already declared", p.Variable.Name)
	}
	s.add(p.Variable.Name, one(aPath))
}

// bind declares a variable, or checks that a known one may stand for as. It
// says whether the variable was known.
func (k *checker) bind(v *syntax.Variable, s *scope, as shape) bool {
	known := s.lookup(v.Name)
	if known == nil {
		s.add(v.Name, as)
		return false
	}
	if !known.shape.within(as) {
		k.fail(v, "VariableTypeConflict", "Type mismatch: %s already defined with conflicting type %s (expected %s)",
			v.Name, known.shape, as)
	}
	return true
}

// node declares a node's variable. CREATE and MERGE take one that is bound
// only as the bare end of a relationship.
func (k *checker) node(n *syntax.NodePattern, p *syntax.Pattern, s *scope, u usage) {
	if n.Variable == nil || !k.bind(n.Variable, s, one(aNode)) || u == sought {
		return
	}
	if len(p.Steps) == 0 || n.Labels != nil || n.Properties != nil {
		k.fail(n.Variable, "VariableAlreadyBound", "Variable `%s` already declared: here it can only be the end of a relationship, without labels or properties", n.Variable.Name)
	}
}

// relationship declares a relationship's variable; walked are those of the
// same clause, each of which stands for one relationship.
func (k *checker) relationship(r *syntax.RelationshipPattern, s *scope, u usage, walked *[]string) {
	if r.Variable == nil {
		return
	}
	as := one(aRelationship)
	if r.Range != nil {
		as = listOf(as)
	}
	bound := k.bind(r.Variable, s, as)
	switch {
	case u == sought:
	case bound:
		k.fail(r.Variable, "VariableAlreadyBound", "Variable `%s` already declared", r.Variable.Name)
	case r.Types == nil:
		k.fail(r, "NoSingleRelationshipType", "Exactly one relationship type must be given. Did you forget to prefix it with a ':'?")
	}
	for _, other := range *walked {
		if other == r.Variable.Name {
			k.fail(r.Variable, "RelationshipUniquenessViolation", "Cannot use the same relationship variable '%s' for multiple relationships", other)
		}
	}
	*walked = append(*walked, r.Variable.Name)
}

// shortest checks what shortestPath can search.
func (k *checker) shortest(p *syntax.Pattern) {
	if p.Shortest == syntax.NotShortest || len(p.Steps) == 0 {
		return
	}
	if r := p.Steps[0].Range; r != nil && r.Min != nil && *r.Min > 1 {
		k.fail(r, "InvalidRelationshipPattern", "shortestPath(...) does not support a minimal length different from 0 or 1")
	}
}

// conditions checks labels, types, properties and WHERE inside a pattern.
func (k *checker) conditions(p *syntax.Pattern, in place) {
	for i, n := range p.Nodes {
		k.labels(n.Labels, in)
		k.expr(n.Properties, in)
		k.predicate(n.Where, in)
		if i < len(p.Steps) {
			k.step(p.Steps[i], in)
		}
	}
}

// step: in a pattern of variable length the WHERE is asked of each
// relationship, so there the variable is one of them.
func (k *checker) step(r *syntax.RelationshipPattern, in place) {
	k.types(r.Types, in)
	k.expr(r.Properties, in)
	if r.Range != nil && r.Variable != nil {
		in.scope = in.scope.inner(&name{r.Variable.Name, one(aRelationship)})
	}
	k.predicate(r.Where, in)
}

// patternPredicate: a pattern that is a condition makes no variables.
func (k *checker) patternPredicate(e *syntax.PatternPredicate, in place) {
	inner := in.with(in.scope.inner())
	k.patterns([]*syntax.Pattern{e.Pattern}, inner, sought)
	k.noNew(e.Pattern, inner.scope)
}

func (k *checker) noNew(p *syntax.Pattern, inner *scope) {
	for _, n := range inner.names {
		at := syntax.Node(p)
		syntax.Walk(p, func(node syntax.Node) bool {
			if v, ok := node.(*syntax.Variable); ok && v.Name == n.text {
				at = v
			}
			return true
		})
		k.fail(at, "UndefinedVariable", "PatternExpressions are not allowed to introduce new variables: `%s`", n.text)
	}
}

func (k *checker) patternComprehension(e *syntax.PatternComprehension, in place) shape {
	inner := in.with(in.scope.inner())
	k.patterns([]*syntax.Pattern{e.Pattern}, inner, sought)
	k.predicate(e.Where, inner)
	return listOf(k.expr(e.Map, inner))
}

// shortestPath as an expression searches between two nodes that are bound.
func (k *checker) shortestPath(e *syntax.ShortestPathExpr, in place) shape {
	for _, n := range e.Pattern.Nodes {
		if n.Variable == nil || in.scope.lookup(n.Variable.Name) == nil {
			k.fail(n, "UndefinedVariable", "A shortestPath(...) requires bound nodes when not part of a MATCH clause")
		}
	}
	k.patterns([]*syntax.Pattern{e.Pattern}, in.with(in.scope.inner()), sought)
	if e.Pattern.Shortest == syntax.AllShortestPaths {
		return listOf(one(aPath))
	}
	return one(aPath)
}
