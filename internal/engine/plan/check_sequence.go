package plan

import "corridor/internal/engine/syntax"

// role is what a clause does to the order in which clauses may stand.
type role uint8

const (
	reading role = iota
	updating
	horizon   // WITH: what is before it is done
	returning // RETURN and FINISH: nothing follows
	choosing  // USE: nothing before it
)

func roleOf(c syntax.Clause) role {
	switch c.(type) {
	case *syntax.Create, *syntax.Merge, *syntax.Set, *syntax.Remove, *syntax.Delete, *syntax.Foreach:
		return updating
	case *syntax.With:
		return horizon
	case *syntax.Return, *syntax.Finish:
		return returning
	case *syntax.Use:
		return choosing
	}
	return reading
}

// clauseName is the word that a clause begins with.
func clauseName(c syntax.Clause) string {
	switch c := c.(type) {
	case *syntax.Match:
		if c.Optional {
			return "OPTIONAL MATCH"
		}
		return "MATCH"
	case *syntax.Unwind:
		return "UNWIND"
	case *syntax.With:
		return "WITH"
	case *syntax.Return:
		return "RETURN"
	case *syntax.Finish:
		return "FINISH"
	case *syntax.CallProcedure, *syntax.CallSubquery:
		return "CALL"
	case *syntax.LoadCSV:
		return "LOAD CSV"
	case *syntax.Use:
		return "USE"
	}
	return updateName(c)
}

func updateName(c syntax.Clause) string {
	switch c := c.(type) {
	case *syntax.Create:
		return "CREATE"
	case *syntax.Merge:
		return "MERGE"
	case *syntax.Set:
		return "SET"
	case *syntax.Remove:
		return "REMOVE"
	case *syntax.Delete:
		if c.Detach {
			return "DETACH DELETE"
		}
		return "DELETE"
	}
	return "FOREACH"
}

// sequence checks the order of a branch's clauses: USE first, RETURN last, a
// WITH between updating and reading, and an end that has a purpose.
func (k *checker) sequence(clauses []syntax.Clause, e ending) {
	var update syntax.Clause
	for i, c := range clauses {
		switch roleOf(c) {
		case choosing:
			if i > 0 {
				k.fail(c, "InvalidClauseComposition", "USE can only be the first clause of a query")
			}
		case returning:
			if i < len(clauses)-1 {
				k.fail(c, "InvalidClauseComposition", "%s can only be used at the end of the query", clauseName(c))
			}
		case updating:
			update = c
		case horizon:
			update = nil
		case reading:
			if update != nil {
				k.fail(c, "InvalidClauseComposition", "WITH is required between %s and %s", clauseName(update), clauseName(c))
			}
		}
	}
	last := clauses[len(clauses)-1]
	if !e.open && !concludes(last) {
		k.fail(last, "InvalidClauseComposition", "Query cannot conclude with %s: it needs a RETURN, FINISH, an update, or a CALL that returns nothing", clauseName(last))
	}
}

// concludes says whether a query may end with the clause.
func concludes(c syntax.Clause) bool {
	switch c := c.(type) {
	case *syntax.CallProcedure:
		return c.Standalone || len(c.Yield) == 0
	case *syntax.CallSubquery:
		return !returns(c.Query)
	}
	role := roleOf(c)
	return role == updating || role == returning
}

// returns says whether a query gives rows.
func returns(q *syntax.Query) bool {
	clauses := q.Branches[0].Clauses
	_, result := clauses[len(clauses)-1].(*syntax.Return)
	return result
}
