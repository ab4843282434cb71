package plan

import (
	"fmt"

	"corridor/internal/engine/syntax"
)

// Check finds what is wrong with a statement beyond its grammar: names, types,
// the order of clauses, aggregation. The error, where there is one, is a
// *syntax.Error, the first in the order in which the query is read.
func Check(stmt *syntax.Statement, c Catalog) ([]Notification, error) {
	k := &checker{catalog: c}
	k.body(stmt.Body)
	if k.err != nil {
		return nil, k.err
	}
	return advise(stmt), nil
}

// checker walks a statement and keeps the first error. It goes on after an
// error: what it finds then is dropped, and no function need return early.
type checker struct {
	catalog Catalog
	err     *syntax.Error
	// nested says that the clauses stand in a subquery, union that they stand
	// in a branch of a UNION: CALL IN TRANSACTIONS may stand in neither.
	nested, union bool
}

// fail refuses the statement. Detail is what the TCK calls the mistake.
func (k *checker) fail(at syntax.Node, detail, format string, args ...any) {
	k.failAs("", at, detail, format, args...)
}

// failAs is fail with a status other than SyntaxError.
func (k *checker) failAs(title string, at syntax.Node, detail, format string, args ...any) {
	if k.err == nil {
		k.err = &syntax.Error{
			Position: at.Pos(), Title: title, Detail: detail, Message: fmt.Sprintf(format, args...),
		}
	}
}

func (k *checker) body(b syntax.Body) {
	switch b := b.(type) {
	case *syntax.Query:
		k.query(b, nil, false)
	case *syntax.CreateIndex:
		k.index(b)
	case *syntax.CreateConstraint:
		k.constant("OPTIONS", b.Options)
	case *syntax.Show:
		k.constant("SHOW", b.IDs)
		k.table(b, b.Yield, b.Where, b.Return)
	case *syntax.Terminate:
		k.constant("TERMINATE", b.IDs)
		k.table(b, b.Yield, b.Where, b.Return)
	}
}

// index: of the kinds only RANGE and FULLTEXT take more than one property.
func (k *checker) index(b *syntax.CreateIndex) {
	k.constant("OPTIONS", b.Options)
	single := b.Kind == "TEXT" || b.Kind == "POINT" || b.Kind == "VECTOR"
	if single && len(b.Properties) > 1 {
		k.fail(b, "UnexpectedSyntax", "A %s index takes one property, not %d", b.Kind, len(b.Properties))
	}
}

// table checks what follows a SHOW command. WHERE and RETURN see what YIELD
// names, or the table's own columns where there is none. Where the table is
// unknown, running the command says so.
func (k *checker) table(b syntax.Body, yield *syntax.Projection, where syntax.Expr, result *syntax.Projection) {
	s := &scope{}
	for _, column := range ShowColumns(b, yield != nil) {
		s.add(column, anything)
	}
	if len(s.names) == 0 {
		return
	}
	if yield != nil {
		s = k.projection(yield, s, nil, projecting{})
	}
	k.predicate(where, place{scope: s})
	if result != nil {
		k.projection(result, s, nil, projecting{result: true})
	}
}

// query checks the branches and gives the columns of the result, nil where
// nothing is returned. All clauses see outer. In a query that is called the
// columns are variables outside.
func (k *checker) query(q *syntax.Query, outer *scope, called bool) []*name {
	return k.branches(q, func(b *syntax.Branch) []*name {
		return k.clauses(b.Clauses, &scope{outer: outer}, called)
	})
}

// branches joins the columns of branches, which must be called the same.
func (k *checker) branches(q *syntax.Query, branch func(*syntax.Branch) []*name) []*name {
	outer := k.union
	defer func() { k.union = outer }()
	k.union = outer || len(q.Branches) > 1
	columns := branch(q.Branches[0])
	for _, b := range q.Branches[1:] {
		columns = k.sameColumns(b, columns, branch(b))
	}
	return columns
}

func (k *checker) sameColumns(at syntax.Node, first, second []*name) []*name {
	same := len(first) == len(second)
	joined := make([]*name, 0, len(first))
	for _, column := range first {
		other := nameIn(second, column.text)
		if other == nil {
			same = false
			continue
		}
		joined = append(joined, &name{column.text, column.shape.join(other.shape)})
	}
	if !same {
		k.fail(at, "DifferentColumnsInUnion", "All sub queries in an UNION must have the same return column names")
	}
	return joined
}

// clauses checks clauses one after another, each in the scope that the one
// before leaves, and gives the columns of RETURN.
func (k *checker) clauses(clauses []syntax.Clause, s *scope, called bool) []*name {
	written := false
	for _, c := range clauses {
		if r, ok := c.(*syntax.Return); ok {
			return k.projection(&r.Projection, s, nil, projecting{result: true, called: called}).names
		}
		if call, ok := c.(*syntax.CallSubquery); ok && call.Transactions != nil && written {
			k.fail(c, "InvalidClauseComposition", "CALL { ... } IN TRANSACTIONS after a write clause is not supported")
		}
		written = written || k.writes(c)
		s = k.clause(c, s)
	}
	return nil
}
