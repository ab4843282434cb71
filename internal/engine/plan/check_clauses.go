package plan

import "corridor/internal/engine/syntax"

// clause checks one clause but RETURN, and gives the scope that it leaves.
func (k *checker) clause(c syntax.Clause, s *scope) *scope {
	switch c := c.(type) {
	case *syntax.Match:
		k.match(c, s)
	case *syntax.Unwind:
		k.unwind(c, s)
	case *syntax.With:
		return k.projection(&c.Projection, s, c.Where, projecting{with: true})
	case *syntax.CallProcedure:
		k.callProcedure(c, s)
	case *syntax.CallSubquery:
		k.callSubquery(c, s)
	case *syntax.LoadCSV:
		k.loadCSV(c, s)
	default:
		k.update(c, s)
	}
	return s
}

func (k *checker) match(c *syntax.Match, s *scope) {
	k.patterns(c.Patterns, place{scope: s}, sought)
	for _, h := range c.Hints {
		if s.lookup(h.Variable) == nil {
			k.fail(h, "UndefinedVariable", "Variable `%s` not defined", h.Variable)
		}
	}
	k.predicate(c.Where, place{scope: s})
}

// unwind: what is no list is taken for a list of itself.
func (k *checker) unwind(c *syntax.Unwind, s *scope) {
	list := k.expr(c.List, place{scope: s})
	item := list.items()
	if !list.fits(aList) || list.kinds == 0 {
		item = list
	}
	k.declare(s, c.Variable, item)
}

func (k *checker) loadCSV(c *syntax.LoadCSV, s *scope) {
	k.want(c.From, k.expr(c.From, place{scope: s}), aString)
	line := listOf(one(aString))
	if c.Headers {
		line = one(aMap)
	}
	k.declare(s, c.Variable, line)
}

// update checks a clause that changes the graph.
func (k *checker) update(c syntax.Clause, s *scope) {
	switch c := c.(type) {
	case *syntax.Create:
		k.patterns(c.Patterns, place{scope: s}, created)
	case *syntax.Merge:
		k.noSubquery(c)
		k.patterns([]*syntax.Pattern{c.Pattern}, place{scope: s}, merged)
		k.setItems(c.OnCreate, s)
		k.setItems(c.OnMatch, s)
	case *syntax.Set:
		k.setItems(c.Items, s)
	case *syntax.Remove:
		k.setItems(c.Items, s)
	case *syntax.Delete:
		k.delete(c, s)
	case *syntax.Foreach:
		k.foreach(c, s)
	}
}

// noSubquery: Neo4j has no subqueries below MERGE, so that no query counts on them.
func (k *checker) noSubquery(c *syntax.Merge) {
	syntax.Walk(c, func(n syntax.Node) bool {
		if sub, ok := n.(*syntax.Subquery); ok {
			k.fail(sub, "InvalidClauseComposition", "Subquery expressions are not allowed in a MERGE clause.")
		}
		return true
	})
}

func (k *checker) setItems(items []syntax.SetItem, s *scope) {
	in := place{scope: s}
	for _, item := range items {
		switch item := item.(type) {
		case *syntax.SetProperty:
			k.target(item.Target, in)
			k.expr(item.Value, in)
		case *syntax.SetAll:
			k.want(item.Variable, k.variable(item.Variable, in), anEntity)
			k.want(item.Value, k.expr(item.Value, in), aMap|anEntity)
		case *syntax.SetLabels:
			k.want(item.Variable, k.variable(item.Variable, in), aNode)
			for _, l := range item.Labels {
				k.dynamic(l, in)
			}
		}
	}
}

// target is what SET and REMOVE change: a property of a node or a relationship.
func (k *checker) target(e syntax.Expr, in place) {
	switch e := e.(type) {
	case *syntax.Property:
		k.want(e.Of, k.expr(e.Of, in), anEntity|aMap)
	case *syntax.Index:
		k.want(e.Of, k.expr(e.Of, in), anEntity|aMap)
		k.want(e.Index, k.expr(e.Index, in), aString)
	default:
		k.expr(e, in)
	}
}

func (k *checker) delete(c *syntax.Delete, s *scope) {
	for _, e := range c.Exprs {
		if labels, ok := e.(*syntax.HasLabels); ok {
			k.fail(labels, "InvalidDelete", "DELETE doesn't support removing labels from a node. Try REMOVE.")
		}
		k.want(e, k.expr(e, place{scope: s}), anEntity|aPath)
	}
}

// foreach: what the body makes is not seen after it.
func (k *checker) foreach(c *syntax.Foreach, s *scope) {
	item := k.listed(c.List, place{scope: s})
	inner := s.inner(&name{c.Variable.Name, item})
	for _, clause := range c.Body {
		inner = k.clause(clause, inner)
	}
}
