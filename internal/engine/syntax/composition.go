package syntax

import "fmt"

// role is where a query stands; it says how the query may end.
type role int

const (
	wholeQuery     role = iota
	calledQuery         // in CALL { }
	testedQuery         // in EXISTS { } or COUNT { }: needs no RETURN
	collectedQuery      // in COLLECT { }: needs one
)

// compose checks the order of the clauses, which the grammar leaves open.
func (p *parser) compose(q *Query, r role) {
	for _, b := range q.Branches {
		standalone := r == wholeQuery && len(q.Branches) == 1 && isStandalone(b)
		for i, c := range b.Clauses {
			if call, ok := c.(*CallProcedure); ok {
				p.composeCall(call, standalone)
			}
			if i > 0 {
				p.composePair(b.Clauses[i-1], c)
			}
		}
		p.composeEnd(b, r, standalone)
	}
}

// isStandalone tells whether a branch is one procedure call, but for a USE.
func isStandalone(b *Branch) bool {
	last := len(b.Clauses) - 1
	for _, c := range b.Clauses[:last] {
		if _, ok := c.(*Use); !ok {
			return false
		}
	}
	_, ok := b.Clauses[last].(*CallProcedure)
	return ok
}

func (p *parser) composeCall(c *CallProcedure, standalone bool) {
	c.Standalone = standalone
	switch {
	case standalone:
	case c.YieldAll:
		p.failAt(c.At, "UnexpectedSyntax", "YIELD * can stand only where the call of the procedure is the whole query")
	case c.Implicit:
		p.failAt(c.At, "InvalidArgumentPassingMode", "Procedure call inside a query needs its arguments in parentheses: "+c.Name+"(…)")
	}
}

// composePair checks two clauses that follow each other.
func (p *parser) composePair(before, after Clause) {
	_, use := after.(*Use)
	_, with := after.(*With)
	at := At{after.Pos()}
	switch {
	case ends(before):
		p.failAt(At{before.Pos()}, "InvalidClauseComposition", keyword(before)+" can only stand at the end of a query")
	case use && keyword(before) != "USE":
		p.failAt(at, "InvalidClauseComposition", "USE can only stand at the beginning of a query")
	case Updates(before) && !with && !ends(after) && !Updates(after):
		p.failAt(at, "InvalidClauseComposition", fmt.Sprintf("WITH is required between %s and %s", keyword(before), keyword(after)))
	}
}

func (p *parser) composeEnd(b *Branch, r role, standalone bool) {
	last := b.Clauses[len(b.Clauses)-1]
	at := At{last.Pos()}
	_, returns := last.(*Return)
	switch {
	case r == testedQuery:
	case r == collectedQuery && !returns:
		p.failAt(at, "InvalidClauseComposition", "COLLECT needs a query that ends with RETURN")
	case !standalone && !concludes(last):
		p.failAt(at, "InvalidClauseComposition", "Query cannot conclude with "+keyword(last)+
			": expected RETURN, FINISH, an updating clause or a call that yields nothing at the end")
	}
}

// concludes tells whether a query can end with this clause.
func concludes(c Clause) bool {
	switch c := c.(type) {
	case *CallProcedure:
		return len(c.Yield) == 0
	case *CallSubquery:
		clauses := c.Query.Branches[0].Clauses
		_, returns := clauses[len(clauses)-1].(*Return)
		return !returns
	}
	return ends(c) || Updates(c)
}

func ends(c Clause) bool {
	switch c.(type) {
	case *Return, *Finish:
		return true
	}
	return false
}

// Updates says whether a clause changes the graph by itself; a procedure that is
// called may as well.
func Updates(c Clause) bool {
	switch c.(type) {
	case *Create, *Merge, *Set, *Remove, *Delete, *Foreach:
		return true
	}
	return false
}

// keyword is what a clause is called in a message.
func keyword(c Clause) string {
	switch c := c.(type) {
	case *Match:
		if c.Optional {
			return "OPTIONAL MATCH"
		}
		return "MATCH"
	case *Unwind:
		return "UNWIND"
	case *With:
		return "WITH"
	case *Return:
		return "RETURN"
	case *Finish:
		return "FINISH"
	case *Create:
		return "CREATE"
	case *Merge:
		return "MERGE"
	case *Set:
		return "SET"
	case *Remove:
		return "REMOVE"
	case *Delete:
		if c.Detach {
			return "DETACH DELETE"
		}
		return "DELETE"
	case *Foreach:
		return "FOREACH"
	case *LoadCSV:
		return "LOAD CSV"
	case *Use:
		return "USE"
	}
	if call, ok := c.(*CallSubquery); ok && call.Optional {
		return "OPTIONAL CALL"
	}
	return "CALL"
}

// matched reads a pattern to be looked for. A map of properties must be written
// out: what a parameter holds is not known when the query is planned.
func (p *parser) matched() *Pattern { return p.asked(p.pattern()) }

func (p *parser) asked(found *Pattern) *Pattern {
	p.refuseParameters(found, "MATCH")
	return found
}

// created reads a pattern of CREATE, merged the one of MERGE.
func (p *parser) created() *Pattern {
	found := p.pattern()
	p.refuseUnwritable(found, "CREATE")
	for _, r := range found.Steps {
		if r.Direction == Both {
			p.failAt(r.At, "RequiresDirectedRelationship", "Only directed relationships can be written by CREATE")
		}
	}
	return found
}

func (p *parser) merged() *Pattern {
	found := p.pattern()
	p.refuseUnwritable(found, "MERGE")
	p.refuseParameters(found, "MERGE")
	return found
}

func (p *parser) refuseParameters(found *Pattern, clause string) {
	refuse := func(properties Expr) {
		if parameter, ok := properties.(*Parameter); ok {
			p.failAt(parameter.At, "InvalidParameterUse", "Parameter maps cannot be used in "+clause+
				" patterns: write {key: $"+parameter.Name+".key} instead")
		}
	}
	for _, n := range found.Nodes {
		refuse(n.Properties)
	}
	for _, r := range found.Steps {
		refuse(r.Properties)
	}
}

// refuseUnwritable refuses what a pattern may only ask for. A relationship
// without a type but with a variable is left to those who know the scope.
func (p *parser) refuseUnwritable(found *Pattern, clause string) {
	if found.Shortest != NotShortest {
		p.failAt(found.At, "UnexpectedSyntax", "A shortest path cannot be written by "+clause)
	}
	for _, n := range found.Nodes {
		if n.Where != nil || n.Labels != nil && !writable(n.Labels) {
			p.failAt(n.At, "UnexpectedSyntax", "A condition cannot be written by "+clause+": labels are joined by ':' or '&', without WHERE")
		}
	}
	for _, r := range found.Steps {
		_, single := r.Types.(*LabelName)
		switch {
		case r.Range != nil:
			p.failAt(r.At, "CreatingVarLength", "Relationships of variable length cannot be written by "+clause)
		case r.Where != nil:
			p.failAt(r.At, "UnexpectedSyntax", "A condition cannot be written by "+clause)
		case !single && (r.Types != nil || r.Variable == nil):
			p.failAt(r.At, "NoSingleRelationshipType", "Exactly one relationship type must be given for "+clause)
		}
	}
}

// writable tells whether labels are names that all hold.
func writable(l LabelExpr) bool {
	switch l := l.(type) {
	case *LabelName:
		return true
	case *LabelBinary:
		return !l.Or && writable(l.X) && writable(l.Y)
	}
	return false
}
