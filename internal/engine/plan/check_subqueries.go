package plan

import "corridor/internal/engine/syntax"

// subquery checks EXISTS, COUNT and COLLECT. All of their clauses see the
// names around them.
func (k *checker) subquery(e *syntax.Subquery, in place) shape {
	k.readOnly(e)
	columns := k.inside(func() []*name { return k.query(e.Query, in.scope, false) })
	switch e.Kind {
	case "EXISTS":
		return one(aBoolean)
	case "COUNT":
		return one(anInteger)
	}
	if len(columns) != 1 {
		k.fail(e, "InvalidClauseComposition", "A Collect Expression must end with a single return column")
	}
	return listOf(anything) // as Neo4j has it: what is done with an item is looked at when it runs
}

// readOnly refuses procedures that write in a subquery that is an expression;
// clauses that write are refused by the parser.
func (k *checker) readOnly(e *syntax.Subquery) {
	syntax.Walk(e.Query, func(n syntax.Node) bool {
		if c, ok := n.(syntax.Clause); ok && k.writes(c) {
			k.fail(c, "InvalidClauseComposition", "A subquery in %s { } cannot contain any updates", e.Kind)
		}
		return true
	})
}

func (k *checker) writes(c syntax.Clause) bool {
	if call, ok := c.(*syntax.CallProcedure); ok {
		p, known := k.catalog.Procedure(call.Name)
		return known && p.writes()
	}
	return syntax.Updates(c)
}

// inside runs a check of what stands in a subquery.
func (k *checker) inside(check func() []*name) []*name {
	outer := k.nested
	defer func() { k.nested = outer }()
	k.nested = true
	return check()
}

// callSubquery checks CALL { }, whose columns become variables.
func (k *checker) callSubquery(c *syntax.CallSubquery, s *scope) {
	if c.Transactions != nil {
		k.inTransactions(c)
	}
	columns := k.inside(func() []*name {
		if c.Scoped {
			return k.query(c.Query, k.imports(c, s), true)
		}
		return k.unscoped(c.Query, s)
	})
	for _, column := range columns {
		if s.lookup(column.text) != nil {
			k.fail(returnOf(c.Query), "VariableAlreadyBound", "Variable `%s` already declared in outer scope", column.text)
		}
		s.add(column.text, column.shape)
	}
	if c.Transactions != nil {
		k.declare(s, c.Transactions.Status, one(aMap))
	}
}

// returnOf is where a query says what it returns.
func returnOf(q *syntax.Query) syntax.Node {
	clauses := q.Branches[0].Clauses
	return clauses[len(clauses)-1]
}

// imports are the names that CALL (…) { } lets its clauses see.
func (k *checker) imports(c *syntax.CallSubquery, s *scope) *scope {
	if c.ImportAll {
		return &scope{names: s.all()}
	}
	seen := &scope{}
	for _, v := range c.Imports {
		as := k.variable(v, place{scope: s})
		k.declare(seen, v, as)
	}
	return seen
}

// unscoped checks CALL { } that imports by a first WITH of each branch.
func (k *checker) unscoped(q *syntax.Query, s *scope) []*name {
	return k.branches(q, func(b *syntax.Branch) []*name {
		start, clauses := &scope{}, afterUse(b)
		if with, ok := importClause(clauses, s); ok {
			start.names = k.imported(with, s)
			clauses = clauses[1:]
		}
		return k.clauses(clauses, start, true)
	})
}

// afterUse are the clauses of a branch without the USE that may stand first; the
// parser lets none end with one.
func afterUse(b *syntax.Branch) []syntax.Clause {
	if _, use := b.Clauses[0].(*syntax.Use); use {
		return b.Clauses[1:]
	}
	return b.Clauses
}

// importClause gives the first clause if it is a WITH that names anything outside.
func importClause(clauses []syntax.Clause, s *scope) (*syntax.With, bool) {
	if len(clauses) == 0 {
		return nil, false
	}
	with, ok := clauses[0].(*syntax.With)
	if !ok || with.Projection.Star {
		return with, ok
	}
	for _, item := range with.Projection.Items {
		if readsFrom(item.Expr, s) {
			return with, true
		}
	}
	return nil, false
}

func readsFrom(e syntax.Expr, s *scope) bool {
	reads := false
	syntax.Walk(e, func(n syntax.Node) bool {
		v, ok := n.(*syntax.Variable)
		reads = reads || ok && s.lookup(v.Name) != nil
		return !reads
	})
	return reads
}

// imported are the names of an importing WITH, which may do nothing else.
func (k *checker) imported(with *syntax.With, s *scope) []*name {
	p := &with.Projection
	if p.Star {
		return append([]*name(nil), s.all()...)
	}
	plain := !p.Distinct && p.OrderBy == nil && p.Skip == nil && p.Limit == nil && with.Where == nil
	seen := &scope{}
	for _, item := range p.Items {
		v, ok := item.Expr.(*syntax.Variable)
		if !ok || v.Name != item.Name {
			plain = false
			continue
		}
		as := k.variable(v, place{scope: s})
		k.declare(seen, v, as)
	}
	if !plain {
		k.fail(with, "InvalidClauseComposition", "Importing WITH should consist only of simple references to outside variables, without aliases, DISTINCT, WHERE, ORDER BY, SKIP or LIMIT")
	}
	return seen.names
}

// inTransactions: the transactions are the query's own, so nothing may be
// written before, nor be around.
func (k *checker) inTransactions(c *syntax.CallSubquery) {
	t := c.Transactions
	switch {
	case k.nested:
		k.fail(c, "InvalidClauseComposition", "Nested CALL { ... } IN TRANSACTIONS is not supported")
	case k.union:
		k.fail(c, "InvalidClauseComposition", "CALL { ... } IN TRANSACTIONS in a UNION is not supported")
	}
	k.amount("OF ... ROWS", t.Rows)
	k.amount("CONCURRENT", t.Workers)
	if n, ok := t.Rows.(*syntax.Integer); ok && n.Value == 0 {
		k.fail(n, "NegativeIntegerArgument", "Invalid input. 0 is not a valid value for OF ... ROWS: must be a positive integer")
	}
	if t.Status != nil && t.OnError != "CONTINUE" && t.OnError != "BREAK" {
		k.fail(t.Status, "InvalidClauseComposition", "REPORT STATUS can only be used with ON ERROR CONTINUE or ON ERROR BREAK")
	}
}
