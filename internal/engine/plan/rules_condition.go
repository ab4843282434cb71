package plan

import (
	"slices"
	"strings"

	"corridor/internal/engine/syntax"
)

// conditionRule rewrites one condition of a WHERE into others that hold
// together exactly where it does; ok says whether it was one for the rule.
type conditionRule struct {
	name    string
	doc     string
	rewrite func(syntax.Expr) (conditions []syntax.Expr, ok bool)
}

// conditionRules make conditions smaller, so that each is tested as early as
// its own names allow, and simpler, so that an index may answer it.
func conditionRules() []conditionRule {
	return []conditionRule{
		{"split and", "x AND y is two conditions.", splitAnd},
		{"split chain", "a < b < c is two conditions, where b may be computed twice.", splitChain},
		{"or to in", "x = 1 OR x = 2 is x IN [1, 2].", orToIn},
	}
}

// conjuncts are the conditions that e stands for, in its order.
func conjuncts(e syntax.Expr, to []syntax.Expr) []syntax.Expr {
	if e == nil {
		return to
	}
	for _, rule := range conditionRules() {
		if conditions, ok := rule.rewrite(e); ok {
			for _, c := range conditions {
				to = conjuncts(c, to)
			}
			return to
		}
	}
	return append(to, e)
}

func splitAnd(e syntax.Expr) ([]syntax.Expr, bool) {
	b, ok := e.(*syntax.Binary)
	if !ok || b.Op != syntax.And {
		return nil, false
	}
	return []syntax.Expr{b.X, b.Y}, true
}

func splitChain(e syntax.Expr) ([]syntax.Expr, bool) {
	c, ok := e.(*syntax.Chain)
	if !ok || !simple(c.Operands[1:len(c.Operands)-1]...) {
		return nil, false
	}
	links := make([]syntax.Expr, len(c.Ops))
	for i, op := range c.Ops {
		links[i] = &syntax.Binary{At: c.At, Op: op, X: c.Operands[i], Y: c.Operands[i+1]}
	}
	return links, true
}

// simple says whether expressions give the same each time and cost little.
func simple(all ...syntax.Expr) bool {
	return !slices.ContainsFunc(all, func(e syntax.Expr) bool {
		switch e := e.(type) {
		case *syntax.Variable, *syntax.Parameter, *syntax.Integer, *syntax.Float, *syntax.String:
			return false
		case *syntax.Property:
			_, variable := e.Of.(*syntax.Variable)
			return !variable
		}
		return true
	})
}

func orToIn(e syntax.Expr) ([]syntax.Expr, bool) {
	b, ok := e.(*syntax.Binary)
	if !ok || b.Op != syntax.Or {
		return nil, false
	}
	property, values := equalAlternatives(b, nil, nil)
	if property == nil {
		return nil, false
	}
	list := &syntax.ListLiteral{At: b.At, Items: values}
	return []syntax.Expr{&syntax.Binary{At: b.At, Op: syntax.In, X: property, Y: list}}, true
}

// equalAlternatives collects the values that one property may have; the
// property is nil where e says anything else.
func equalAlternatives(e syntax.Expr, property *syntax.Property, values []syntax.Expr) (*syntax.Property, []syntax.Expr) {
	b, ok := e.(*syntax.Binary)
	if !ok {
		return nil, nil
	}
	switch b.Op {
	case syntax.Or:
		if property, values = equalAlternatives(b.X, property, values); property != nil {
			return equalAlternatives(b.Y, property, values)
		}
	case syntax.Equal:
		x, ok := b.X.(*syntax.Property)
		if ok && simple(x, b.Y) && (property == nil || sameProperty(x, property)) {
			return x, append(values, b.Y)
		}
	}
	return nil, nil
}

func sameProperty(a, b *syntax.Property) bool {
	return a.Key == b.Key && a.Of.(*syntax.Variable).Name == b.Of.(*syntax.Variable).Name
}

// alongPath takes over conditions on all relationships of a variable length,
// so that a walk ends where one of them fails: all(r IN relationships(p) WHERE
// …), and none with the opposite.
func (g *graph) alongPath() {
	for _, p := range g.predicates {
		q, ok := p.expr.(*syntax.Quantifier)
		if !ok || q.Where == nil || q.Kind != "all" && q.Kind != "none" {
			continue
		}
		for _, s := range g.steps {
			if s.variable() && !s.given && g.listOf(s, q.List) {
				p.done = g.addEach(s, q)
			}
		}
	}
}

// listOf says whether e is the list of the relationships of s.
func (g *graph) listOf(s *step, e syntax.Expr) bool {
	if isVariable(e, s.name) {
		return true
	}
	call, ok := e.(*syntax.Call)
	if !ok || !strings.EqualFold(call.Name, "relationships") || len(call.Args) != 1 {
		return false
	}
	if s.path != "" {
		return isVariable(call.Args[0], s.path)
	}
	return slices.ContainsFunc(g.paths, func(p *path) bool {
		return isVariable(call.Args[0], p.name) && len(p.parts) == 3 && p.parts[1] == s.name
	})
}

// addEach makes a quantifier's condition one of every relationship of s.
func (g *graph) addEach(s *step, q *syntax.Quantifier) bool {
	name := q.Variable.Name
	if _, taken := g.scope.Variables[name]; taken || len(namesIn(q.Where, map[string]Slot{s.name: {}, s.path: {}})) > 0 {
		return false
	}
	condition := q.Where
	if q.Kind == "none" {
		condition = &syntax.Unary{At: q.At, Op: syntax.Not, X: condition}
	}
	scope := g.scope
	if s.each == nil {
		s.eachSlot, s.needs = g.slot(RelationshipSlot, name), names{}
	} else {
		condition = &syntax.Binary{At: q.At, Op: syntax.And, X: s.each.Expr, Y: condition}
		scope = s.each.Scope
	}
	each := g.scalar(condition, scope.with(name, s.eachSlot))
	s.each = &each
	s.needs.addAll(namesIn(q.Where, g.scope.Variables))
	return true
}
