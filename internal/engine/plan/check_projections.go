package plan

import (
	"strings"

	"corridor/internal/engine/syntax"
)

// projecting says which projection is checked.
type projecting struct {
	with   bool // WITH: expressions need an alias
	result bool // RETURN: * needs a variable
	called bool // RETURN of CALL { }: expressions need an alias
}

// computed is a result of a projection that stands for its expression after it.
type computed struct {
	shape shape
	// whole says that it is a grouping key of several parts, which may not
	// stand beside an aggregation: AmbiguousAggregationExpression.
	whole bool
}

// projection checks WITH or RETURN, with WITH's WHERE, and gives the scope
// that it leaves.
func (k *checker) projection(p *syntax.Projection, s *scope, where syntax.Expr, as projecting) *scope {
	next := &scope{outer: s.outer}
	k.star(p, s, next, as)
	aggregated := false
	shapes := make([]shape, len(p.Items))
	for i, item := range p.Items {
		shapes[i] = k.expr(item.Expr, place{scope: s, aggregates: allowed})
		aggregated = aggregated || k.aggregated(item.Expr)
	}
	for i, item := range p.Items {
		k.column(item, next, shapes[i])
	}
	if aggregated {
		k.grouping(p, s)
	}
	in := place{scope: &scope{outer: s, names: next.names}}
	if aggregated || p.Distinct {
		in = place{scope: next, computed: k.results(p.Items, shapes), hidden: s}
	}
	k.afterwards(p, in, where, aggregated)
	k.aliases(p, as)
	return next
}

// star adds the names that * stands for; an item of the same name takes its place.
func (k *checker) star(p *syntax.Projection, s, next *scope, as projecting) {
	if !p.Star {
		return
	}
	if as.result && len(s.all()) == 0 {
		k.fail(p, "NoVariablesInScope", "RETURN * is not allowed when there are no variables in scope")
	}
	for _, n := range s.names {
		if !p.Names(n.text) {
			next.names = append(next.names, n)
		}
	}
}

// column adds the name of an item to the scope that the projection leaves.
func (k *checker) column(item *syntax.ProjectionItem, next *scope, as shape) {
	at := syntax.Node(item)
	if item.Alias != nil {
		at = item.Alias
	}
	if nameIn(next.names, item.Name) != nil {
		k.fail(at, "ColumnNameConflict", "Multiple result columns with the same name are not supported")
	}
	if v, ok := item.Expr.(*syntax.Variable); item.Alias != nil && !(ok && v.Name == item.Name) && next.outer.lookup(item.Name) != nil {
		k.fail(at, "VariableAlreadyBound", "Variable `%s` is declared outside this subquery too: it needs another name", item.Name)
	}
	next.add(item.Name, as)
}

// aliases comes last: where an expression is wrong in itself, that counts.
func (k *checker) aliases(p *syntax.Projection, as projecting) {
	for _, item := range p.Items {
		if item.Alias != nil || named(item.Expr) {
			continue
		}
		switch {
		case as.with:
			k.fail(item, "NoExpressionAlias", "Expression in WITH must be aliased (use AS)")
		case as.called:
			k.fail(item, "NoExpressionAlias", "Expression in CALL { RETURN ... } must be aliased (use AS)")
		}
	}
}

// named says whether an expression needs no alias: a variable, a map projection.
func named(e syntax.Expr) bool {
	switch e.(type) {
	case *syntax.Variable, *syntax.MapProjection:
		return true
	}
	return false
}

// afterwards checks ORDER BY, WHERE, SKIP and LIMIT. The place sees what the
// projection gives and, where it neither aggregates nor drops duplicates,
// what it saw.
func (k *checker) afterwards(p *syntax.Projection, in place, where syntax.Expr, aggregated bool) {
	for _, sort := range p.OrderBy {
		if aggregated && k.aggregated(sort.Expr) {
			k.unambiguous(sort.Expr, in)
		}
		k.expr(sort.Expr, in)
	}
	if where != nil && k.aggregated(where) {
		k.fail(where, "InvalidAggregation", "Invalid use of an aggregating function in WHERE")
	}
	k.predicate(where, in)
	k.amount("SKIP", p.Skip)
	k.amount("LIMIT", p.Limit)
}

// results are the items of a projection by their text.
func (k *checker) results(items []*syntax.ProjectionItem, shapes []shape) map[string]computed {
	results := map[string]computed{}
	for i, item := range items {
		whole := !simpleKey(item.Expr) && !k.aggregated(item.Expr) && !readsNothing(item.Expr)
		results[syntax.PrintExpr(item.Expr)] = computed{shapes[i], whole}
	}
	return results
}

// repeated says whether an expression repeats a result of the projection that
// it stands behind.
func (k *checker) repeated(e syntax.Expr, in place) (shape, bool) {
	if e == nil || len(in.computed) == 0 {
		return shape{}, false
	}
	result, ok := in.computed[syntax.PrintExpr(e)]
	return result.shape, ok
}

// unambiguous refuses a key of several parts in an ORDER BY that aggregates.
func (k *checker) unambiguous(e syntax.Expr, in place) {
	syntax.Walk(e, func(n syntax.Node) bool {
		part, ok := n.(syntax.Expr)
		if !ok || k.aggregate(part) {
			return !ok
		}
		if in.computed[syntax.PrintExpr(part)].whole {
			k.ambiguous(e, syntax.PrintExpr(part))
		}
		return true
	})
}

func (k *checker) ambiguous(at syntax.Expr, parts ...string) {
	k.fail(at, "AmbiguousAggregationExpression",
		"Aggregation column contains implicit grouping expressions: %s", strings.Join(parts, ", "))
}

// grouping refuses, beside an aggregation in one expression, variables and
// properties that are no grouping key by themselves.
func (k *checker) grouping(p *syntax.Projection, s *scope) {
	keys := map[string]bool{}
	if p.Star {
		for _, n := range s.names {
			keys[n.text] = !p.Names(n.text)
		}
	}
	for _, item := range p.Items {
		if simpleKey(item.Expr) {
			keys[syntax.PrintExpr(item.Expr)] = true
		}
	}
	for _, item := range p.Items {
		if !k.aggregated(item.Expr) {
			continue
		}
		if parts := k.ungrouped(item.Expr, keys, s); len(parts) > 0 {
			k.ambiguous(item.Expr, parts...)
		}
	}
}

// ungrouped are the parts of an expression outside its aggregations that are
// no grouping key.
func (k *checker) ungrouped(e syntax.Expr, keys map[string]bool, s *scope) []string {
	locals := localNames(e)
	var parts []string
	syntax.Walk(e, func(n syntax.Node) bool {
		part, ok := n.(syntax.Expr)
		if !ok {
			return true
		}
		if k.aggregate(part) || keys[syntax.PrintExpr(part)] {
			return false
		}
		v := root(part)
		if v == nil {
			return true
		}
		if !keys[syntax.PrintExpr(v)] && !locals[v.Name] && s.lookup(v.Name) != nil {
			parts = append(parts, syntax.PrintExpr(part))
		}
		return false
	})
	return parts
}

// localNames are the variables that live inside an expression.
func localNames(e syntax.Expr) map[string]bool {
	names := map[string]bool{}
	syntax.Walk(e, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.ListComprehension:
			names[n.Variable.Name] = true
		case *syntax.Quantifier:
			names[n.Variable.Name] = true
		case *syntax.Reduce:
			names[n.Accumulator.Name], names[n.Variable.Name] = true, true
		}
		return true
	})
	return names
}

// simpleKey: a variable, or a property of one, stands for itself beside an
// aggregation when it is a grouping key.
func simpleKey(e syntax.Expr) bool { return root(e) != nil }

// root is the variable of variable.key.key, nil for another expression.
func root(e syntax.Expr) *syntax.Variable {
	for {
		switch x := e.(type) {
		case *syntax.Variable:
			return x
		case *syntax.Property:
			e = x.Of
		default:
			return nil
		}
	}
}

// readsNothing says whether an expression reads no variable.
func readsNothing(e syntax.Expr) bool {
	reads := false
	syntax.Walk(e, func(n syntax.Node) bool {
		_, variable := n.(*syntax.Variable)
		reads = reads || variable
		return !reads
	})
	return !reads
}

// constant refuses an expression that reads the graph, or variables but those
// that it brings itself, where it is computed before there are rows.
func (k *checker) constant(what string, e syntax.Expr) shape {
	if e == nil {
		return anything
	}
	syntax.Walk(e, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.Subquery, *syntax.PatternComprehension, *syntax.PatternPredicate, *syntax.ShortestPathExpr:
			k.fail(n, "NonConstantExpression", "It is not allowed to use patterns or subqueries in %s", what)
		}
		return true
	})
	return k.expr(e, place{scope: &scope{}, constant: what})
}

// amount checks SKIP, LIMIT and the rows of a transaction: no variable, and
// where it is a literal, a whole number that is not negative.
func (k *checker) amount(what string, e syntax.Expr) {
	k.want(e, k.constant(what, e), anInteger)
	switch e := e.(type) {
	case *syntax.Integer:
		if e.Value < 0 {
			k.negative(e, what)
		}
	case *syntax.Unary:
		if _, number := e.X.(*syntax.Integer); number && e.Op == syntax.Subtract {
			k.negative(e, what)
		}
	}
}

func (k *checker) negative(e syntax.Expr, what string) {
	k.fail(e, "NegativeIntegerArgument", "Invalid input. %s is not a valid value for %s: must be a non-negative integer",
		syntax.PrintExpr(e), what)
}
