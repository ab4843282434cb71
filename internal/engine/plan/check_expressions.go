package plan

import "corridor/internal/engine/syntax"

// A place is where an expression stands.
type place struct {
	scope *scope
	// aggregates says whether an aggregating function may be called here.
	aggregates aggregates
	// computed are the results of a projection with DISTINCT or an
	// aggregation, by their text: what follows may repeat them. hidden is
	// what that projection saw, and what follows does not.
	computed map[string]computed
	hidden   *scope
	// constant names the part of a query that is computed once, before there
	// are rows: only variables of its own may stand in it. "" elsewhere.
	constant string
	// making is what the path of CREATE makes that this stands in: it is not
	// there to be asked for anything yet.
	making []*name
}

// aggregates says how an aggregating call fares.
type aggregates uint8

const (
	forbidden aggregates = 0
	allowed   aggregates = 1
	nested    aggregates = 2 // in the arguments of another
)

// with is the same place seeing other names. What lives in an expression
// (comprehensions) is evaluated for each item, so nothing is aggregated there.
func (p place) with(s *scope) place {
	p.scope, p.aggregates = s, p.aggregates&nested
	return p
}

// expr checks an expression and gives the shape of its values.
func (k *checker) expr(e syntax.Expr, in place) shape {
	if s, ok := k.repeated(e, in); ok {
		return s
	}
	switch e := e.(type) {
	case nil:
		return anything
	case *syntax.Null:
		return ofNull
	case *syntax.Boolean:
		return one(aBoolean)
	case *syntax.Integer:
		return one(anInteger)
	case *syntax.Float:
		return one(aFloat)
	case *syntax.String:
		return one(aString)
	case *syntax.Parameter, *syntax.CaseSubject:
		return anything
	case *syntax.Variable:
		return k.variable(e, in)
	case *syntax.Call:
		return k.call(e, in)
	case *syntax.CountStar:
		k.aggregating(e, "count", in)
		return one(anInteger)
	}
	return k.compound(e, in)
}

// compound checks what is made of other expressions by operators and brackets.
func (k *checker) compound(e syntax.Expr, in place) shape {
	switch e := e.(type) {
	case *syntax.Property:
		return k.property(e, in)
	case *syntax.Index:
		return k.element(e, in)
	case *syntax.Slice:
		return k.slice(e, in)
	case *syntax.ListLiteral:
		return k.list(e, in)
	case *syntax.MapLiteral:
		for _, entry := range e.Entries {
			k.expr(entry.Value, in)
		}
		return one(aMap)
	case *syntax.MapProjection:
		return k.mapProjection(e, in)
	case *syntax.Unary:
		return k.unary(e, in)
	case *syntax.Binary:
		return k.binary(e, in)
	case *syntax.Chain:
		for _, operand := range e.Operands {
			k.expr(operand, in)
		}
		return one(aBoolean)
	}
	return k.test(e, in)
}

// test checks what asks something of a value.
func (k *checker) test(e syntax.Expr, in place) shape {
	switch e := e.(type) {
	case *syntax.IsNull:
		k.expr(e.X, in)
	case *syntax.IsTyped:
		k.expr(e.X, in)
	case *syntax.IsNormalized:
		k.expr(e.X, in)
	case *syntax.HasLabels:
		k.want(e.X, k.expr(e.X, in), anEntity)
		k.labels(e.Labels, in)
	case *syntax.PatternPredicate:
		k.patternPredicate(e, in)
	case *syntax.Quantifier:
		inner := in.with(in.scope.inner(&name{e.Variable.Name, k.listed(e.List, in)}))
		k.predicate(e.Where, inner)
	default:
		return k.form(e, in)
	}
	return one(aBoolean)
}

// form checks the expressions that bring names or clauses of their own.
func (k *checker) form(e syntax.Expr, in place) shape {
	switch e := e.(type) {
	case *syntax.Case:
		return k.cases(e, in)
	case *syntax.ListComprehension:
		return k.listComprehension(e, in)
	case *syntax.PatternComprehension:
		return k.patternComprehension(e, in)
	case *syntax.ShortestPathExpr:
		return k.shortestPath(e, in)
	case *syntax.Reduce:
		return k.reduce(e, in)
	case *syntax.Subquery:
		return k.subquery(e, in)
	}
	return anything
}

// predicate checks a condition; nil is none.
func (k *checker) predicate(e syntax.Expr, in place) {
	if e != nil {
		k.want(e, k.expr(e, in), aBoolean)
	}
}

// property: the TCK wants a TypeError for a value that has no properties, a
// SyntaxError for a path or a list of relationships.
func (k *checker) property(e *syntax.Property, in place) shape {
	of := k.expr(e.Of, in)
	title := "TypeError"
	if of.kinds&aPath != 0 || of.kinds == aList && of.item != nil && of.item.kinds == aRelationship {
		title = ""
	}
	k.wantAs(title, e.Of, of, aKeyed)
	return propertyOf(of)
}

// propertyOf is the shape of a property by its name or by an expression.
func propertyOf(of shape) shape {
	if of.kinds != 0 && of.kinds&^anEntity == 0 {
		return stored
	}
	return anything
}

func (k *checker) element(e *syntax.Index, in place) shape {
	of, index := k.expr(e.Of, in), k.expr(e.Index, in)
	k.wantAs("TypeError", e.Of, of, aList|aMap|anEntity)
	switch {
	case of.kinds == aList:
		k.wantAs("TypeError", e.Index, index, anInteger)
		return of.items()
	case !of.fits(aList):
		k.wantAs("TypeError", e.Index, index, aString)
	case !of.fits(aMap | anEntity):
		return of.items()
	}
	return propertyOf(of)
}

func (k *checker) slice(e *syntax.Slice, in place) shape {
	of := k.expr(e.Of, in)
	k.want(e.Of, of, aList)
	for _, bound := range []syntax.Expr{e.From, e.To} {
		k.want(bound, k.expr(bound, in), anInteger)
	}
	return of
}

func (k *checker) list(e *syntax.ListLiteral, in place) shape {
	items := make([]shape, len(e.Items))
	for i, item := range e.Items {
		items[i] = k.expr(item, in)
	}
	return listOf(either(items))
}

func (k *checker) mapProjection(e *syntax.MapProjection, in place) shape {
	k.want(e.Of, k.expr(e.Of, in), aMap|anEntity)
	for _, item := range e.Items {
		k.expr(item.Value, in)
	}
	return one(aMap)
}

func (k *checker) unary(e *syntax.Unary, in place) shape {
	s := k.expr(e.X, in)
	if e.Op == syntax.Not {
		k.want(e.X, s, aBoolean)
		return one(aBoolean)
	}
	k.want(e.X, s, aNumber|aDuration)
	return s
}

func (k *checker) cases(e *syntax.Case, in place) shape {
	k.expr(e.Subject, in)
	var results []shape
	for _, when := range e.Whens {
		for _, condition := range when.Conditions {
			if e.Subject == nil {
				k.predicate(condition, in)
			} else {
				k.expr(condition, in)
			}
		}
		for _, test := range when.Tests {
			k.predicate(test, in)
		}
		results = append(results, k.expr(when.Result, in))
	}
	if e.Else != nil {
		results = append(results, k.expr(e.Else, in))
	}
	return either(results)
}

// listed checks the list that a comprehension goes over and gives the shape of
// its items.
func (k *checker) listed(list syntax.Expr, in place) shape {
	s := k.expr(list, in)
	k.want(list, s, aList)
	return s.items()
}

func (k *checker) listComprehension(e *syntax.ListComprehension, in place) shape {
	item := k.listed(e.List, in)
	inner := in.with(in.scope.inner(&name{e.Variable.Name, item}))
	k.predicate(e.Where, inner)
	if e.Map != nil {
		item = k.expr(e.Map, inner)
	}
	return listOf(item)
}

// reduce: the accumulator may change its kind from step to step.
func (k *checker) reduce(e *syntax.Reduce, in place) shape {
	k.expr(e.Initial, in)
	item := k.listed(e.List, in)
	if e.Accumulator.Name == e.Variable.Name {
		k.fail(e.Variable, "VariableAlreadyBound", "Variable `%s` already declared", e.Variable.Name)
	}
	inner := in.scope.inner(&name{e.Accumulator.Name, anything}, &name{e.Variable.Name, item})
	k.expr(e.Step, in.with(inner))
	return anything
}
