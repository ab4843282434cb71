package plan

import "corridor/internal/engine/syntax"

// usage is what patterns are for.
type usage struct {
	clause string // in messages
	makes  bool   // CREATE and MERGE: what is bound may only be an end
	merge  bool
}

var (
	matched = usage{clause: "MATCH"}
	created = usage{clause: "CREATE", makes: true}
	merged  = usage{clause: "MERGE", makes: true, merge: true}
)

// patterns declares the variables of a clause's patterns and then checks what
// is asked of them: it may name variables of any of the patterns.
func (k *checker) patterns(patterns []*syntax.Pattern, in place, u usage) {
	var walked []string
	for _, p := range patterns {
		k.shape(p, u)
		for i, n := range p.Nodes {
			k.node(n, p, in.scope, u)
			if i < len(p.Steps) {
				k.relationship(p.Steps[i], in.scope, u, &walked)
			}
		}
		k.path(p, in.scope)
	}
	for _, p := range patterns {
		k.conditions(p, in, u)
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
	if n.Variable == nil || !k.bind(n.Variable, s, one(aNode)) || !u.makes {
		return
	}
	if len(p.Steps) == 0 || n.Labels != nil || n.Properties != nil {
		k.fail(n.Variable, "VariableAlreadyBound", "Can't create node `%s` with labels or properties here. The variable is already declared in this context", n.Variable.Name)
	}
}

// relationship declares a relationship's variable; walked are those of the
// same clause, each of which stands for one relationship.
func (k *checker) relationship(r *syntax.RelationshipPattern, s *scope, u usage, walked *[]string) {
	if u.makes {
		k.made(r, u)
	}
	if r.Variable == nil {
		return
	}
	as := one(aRelationship)
	if r.Range != nil {
		as = listOf(as)
	}
	bound := k.bind(r.Variable, s, as)
	if bound && u.makes {
		k.fail(r.Variable, "VariableAlreadyBound", "Variable `%s` already declared", r.Variable.Name)
	}
	for _, other := range *walked {
		if other == r.Variable.Name {
			k.fail(r.Variable, "RelationshipUniquenessViolation", "Cannot use the same relationship variable '%s' for multiple relationships", other)
		}
	}
	*walked = append(*walked, r.Variable.Name)
}

// made checks a relationship that is to be made: one type, one direction (MERGE
// chooses one), one relationship.
func (k *checker) made(r *syntax.RelationshipPattern, u usage) {
	if r.Range != nil {
		k.fail(r, "CreatingVarLength", "Variable length relationships cannot be used in %s", u.clause)
	}
	if _, single := r.Types.(*syntax.LabelName); !single {
		k.fail(r, "NoSingleRelationshipType", "Exactly one relationship type must be specified for %s. Did you forget to prefix your relationship type with a ':'?", u.clause)
	}
	if r.Direction == syntax.Both && !u.merge {
		k.fail(r, "RequiresDirectedRelationship", "Only directed relationships are supported in %s", u.clause)
	}
}

// shape checks what shortestPath can search.
func (k *checker) shape(p *syntax.Pattern, u usage) {
	if p.Shortest == syntax.NotShortest {
		return
	}
	call := "shortestPath"
	if p.Shortest == syntax.AllShortestPaths {
		call = "allShortestPaths"
	}
	switch {
	case u.makes:
		k.fail(p, "UnexpectedSyntax", "%s(...) cannot be used to %s", call, u.clause)
	case len(p.Steps) != 1:
		k.fail(p, "InvalidRelationshipPattern", "%s(...) requires a pattern containing a single relationship", call)
	default:
		if r := p.Steps[0].Range; r != nil && r.Min != nil && *r.Min > 1 {
			k.fail(r, "InvalidRelationshipPattern", "%s(...) does not support a minimal length different from 0 or 1", call)
		}
	}
}

// conditions checks labels, types, properties and WHERE inside a pattern.
func (k *checker) conditions(p *syntax.Pattern, in place, u usage) {
	for i, n := range p.Nodes {
		if u.makes {
			k.plainLabels(n.Labels, in, u.clause)
		} else {
			k.labels(n.Labels, in)
		}
		k.properties(n.Properties, in, u)
		k.inlineWhere(n.Where, in, u)
		if i < len(p.Steps) {
			k.step(p.Steps[i], in, u)
		}
	}
}

// step: in a pattern of variable length the WHERE is asked of each
// relationship, so there the variable is one of them.
func (k *checker) step(r *syntax.RelationshipPattern, in place, u usage) {
	k.types(r.Types, in)
	k.properties(r.Properties, in, u)
	if r.Range != nil && r.Variable != nil {
		in.scope = in.scope.inner(&name{r.Variable.Name, one(aRelationship)})
	}
	k.inlineWhere(r.Where, in, u)
}

func (k *checker) inlineWhere(where syntax.Expr, in place, u usage) {
	if where != nil && u.makes {
		k.fail(where, "UnexpectedSyntax", "Pattern predicates are not allowed in %s, only in MATCH", u.clause)
	}
	k.predicate(where, in)
}

// properties: a parameter may stand for all properties only where they are
// made, for what is matched must be known when the query is planned.
func (k *checker) properties(e syntax.Expr, in place, u usage) {
	if parameter, ok := e.(*syntax.Parameter); ok && (!u.makes || u.merge) {
		k.fail(parameter, "InvalidParameterUse", "Parameter maps cannot be used in %s patterns (use a literal map instead, e.g. `{id: $%s.id}`)", u.clause, parameter.Name)
	}
	k.expr(e, in)
}

// patternPredicate: a pattern that is a condition makes no variables.
func (k *checker) patternPredicate(e *syntax.PatternPredicate, in place) {
	inner := in.with(in.scope.inner())
	k.patterns([]*syntax.Pattern{e.Pattern}, inner, matched)
	k.noNew(e.Pattern, inner.scope)
}

func (k *checker) noNew(p *syntax.Pattern, made *scope) {
	for _, n := range made.names {
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
	k.patterns([]*syntax.Pattern{e.Pattern}, inner, matched)
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
	k.patterns([]*syntax.Pattern{e.Pattern}, in.with(in.scope.inner()), matched)
	if e.Pattern.Shortest == syntax.AllShortestPaths {
		return listOf(one(aPath))
	}
	return one(aPath)
}
