// Package statement says of a Cypher statement whether it only reads, and if not,
// what in it does not and where. For what writes it is the first of two walls,
// the one that explains: the second is the database, which runs the statement in
// read access mode. For what reads elsewhere (LOAD CSV, the procedures of the
// server) it is the only wall, as read access mode lets that pass. Where a text
// leaves a doubt it is refused, so it looks at tokens and knows no grammar. It is
// pure and knows no database.
package statement

import (
	"fmt"
	"slices"
	"strings"
)

// Kind says why a statement is refused.
type Kind string

// The kinds of refusals.
const (
	Empty      Kind = "empty"          // there is no statement
	Long       Kind = "is too long"    // longer than Longest
	Deep       Kind = "is too deep"    // more than Deepest within each other
	Unreadable Kind = "cannot be read" // a string, comment or name without an end, an escape out of place
	Several    Kind = "more than one statement"
	Write      Kind = "writes"
	Schema     Kind = "changes the schema"
	Load       Kind = "reads a file or an address"
	Procedure  Kind = "calls a procedure that is not known to read only"
	Admin      Kind = "is a command to the server"
)

// Longest is how many bytes a statement may have. What people write is far
// shorter, and what is longer costs the database its time to plan.
const Longest = 64 << 10

// Deepest is how many brackets, or signs and NOTs before one value, may stand
// within each other. A Neo4j takes minutes over some thousands of them, or
// overflows its stack.
const Deepest = 200

// Refusal is a reason not to run a statement.
type Refusal struct {
	Kind         Kind
	What         string // as it stands in the statement
	Hint         string // what to do; may be empty
	Line, Column int    // where it stands, from 1, in characters
}

// Error says what, where, and what to do.
func (r *Refusal) Error() string {
	message := fmt.Sprintf("line %d, column %d: the statement %s: %s", r.Line, r.Column, r.Kind, r.What)
	if r.Kind == Empty || r.Kind == Several {
		message = fmt.Sprintf("line %d, column %d: %s statement", r.Line, r.Column, map[Kind]string{Empty: "an empty", Several: "a second"}[r.Kind])
	}
	if r.Hint != "" {
		message += "; " + r.Hint
	}
	return message
}

// Procedures are the procedures that a statement may call, sorted.
func Procedures() []string { return slices.Clone(procedures) }

var procedures = []string{
	"db.index.fulltext.queryNodes", "db.index.fulltext.queryRelationships", "db.labels", "db.propertyKeys",
	"db.relationshipTypes", "db.schema.nodeTypeProperties", "db.schema.relTypeProperties", "db.schema.visualization",
}

// writes are the words that begin a clause that changes the graph.
var writes = []string{"CREATE", "DELETE", "DETACH", "FOREACH", "INSERT", "MERGE", "NODETACH", "REMOVE", "SET"}

// commands are the words that begin a command to the server. They may be names
// anywhere else.
var commands = []string{
	"ALTER", "BEGIN", "COMMIT", "CYPHER", "DEALLOCATE", "DENY", "DROP", "DRYRUN", "ENABLE", "GRANT", "REALLOCATE",
	"RENAME", "REVOKE", "ROLLBACK", "SHOW", "START", "STOP", "TERMINATE", "USE",
}

// Rights are what a statement may do beside reading the graph.
type Rights struct{ Write, Schema bool }

// Check returns nil for a statement that only reads, and else the first reason
// to refuse it. EXPLAIN and PROFILE may stand before it.
func Check(statement string) *Refusal { return Rights{}.Check(statement) }

// Check returns nil for a statement that does no more than it has the rights to,
// and else the first reason to refuse it.
func (rights Rights) Check(statement string) *Refusal {
	if n := len(statement); n > Longest {
		return &Refusal{Kind: Long, What: fmt.Sprintf("%d bytes", n), Hint: fmt.Sprintf("at most %d are taken: give values as parameters", Longest), Line: 1, Column: 1}
	}
	list, refusal := tokens(statement)
	if refusal != nil {
		return refusal
	}
	r := &reader{list: list, names: make([]bool, len(list))}
	if r.at(0).is("EXPLAIN") || r.at(0).is("PROFILE") {
		r.first = 1
	}
	if t := r.at(r.first); t.kind == end || t.sign(";") {
		return refuse(Empty, t, "")
	}
	if refusal := r.depth(); refusal != nil {
		return refusal
	}
	for i := range list {
		r.names[i] = r.isName(i)
	}
	for i := r.first; i < len(list); i++ {
		if refusal := r.look(i); refusal != nil && !rights.allow(refusal.Kind) {
			return refusal
		}
	}
	return nil
}

// depth refuses what stands too deep.
func (r *reader) depth() *Refusal {
	brackets, signs := 0, 0
	for _, t := range r.list {
		switch {
		case t.sign("([{"):
			brackets++
		case t.sign(")]}"):
			brackets--
		}
		if signs++; !t.sign("+-~!") && !t.is("NOT") {
			signs = 0
		}
		if brackets > Deepest || signs > Deepest {
			return refuse(Deep, t, fmt.Sprintf("at most %d stand within each other: give values as parameters", Deepest))
		}
	}
	return nil
}

func (rights Rights) allow(k Kind) bool {
	return k == Write && rights.Write || k == Schema && rights.Schema
}

// reader looks at tokens with those around them.
type reader struct {
	list  []token
	names []bool // of each token, whether it can only be a name
	first int    // where the statement itself begins
}

// at gives a token; beyond the ends one of kind end.
func (r *reader) at(i int) token {
	if i < 0 || i >= len(r.list) {
		return token{kind: end}
	}
	return r.list[i]
}

// look gives the reason to refuse the statement that lies in token i.
func (r *reader) look(i int) *Refusal {
	t := r.at(i)
	switch {
	case t.sign(";") && r.at(i+1).kind != end:
		return refuse(Several, r.at(i+1), "send one at a time")
	// These two are asked before what is a name, as no other wall stands behind.
	case t.is("LOAD") && r.at(i+1).is("CSV"):
		return refuse(Load, t, "give values as parameters")
	case t.is("CALL") && (!r.names[i] || r.isPath(i+1)):
		return r.call(i)
	case t.kind != word || r.names[i]:
		return nil
	case oneOf(t, writes):
		return r.write(i)
	case i == r.first && oneOf(t, commands), t.is("USE") && r.beginsPart(i):
		return r.command(i)
	case t.is("IN") && r.transactions(i):
		return refuse(Write, t, "CALL { } alone reads")
	}
	return nil
}

// isName reports whether a word can only be a name: of a property, label, type,
// parameter, column or key of a map. It is asked of the tokens from left to
// right, and rests on what was found of the one before.
func (r *reader) isName(i int) bool {
	before, after := r.at(i-1), r.at(i+1)
	switch {
	case before.sign(".:|&!$"):
		return true
	case after.sign(":") && before.sign("{,"):
		return true
	}
	return before.is("AS") && !r.names[i-1] && r.isValueEnd(i-2) && r.isColumnEnd(i+1)
}

// isValueEnd reports whether a value can end with token i, so that AS may follow.
func (r *reader) isValueEnd(i int) bool {
	t := r.at(i)
	return t.kind == quoted || t.kind == text || t.kind == number || t.sign(")]}") || t.kind == word && !oneOf(t, clauses)
}

// isColumnEnd reports whether token i ends a column, so that what stands before
// it is the column's name and not the beginning of a clause.
func (r *reader) isColumnEnd(i int) bool {
	t := r.at(i)
	return t.kind == end || t.sign(",});") || oneOf(t, clauses)
}

// clauses are words that begin a clause that reads, or a part of one.
var clauses = []string{"CALL", "DISTINCT", "LIMIT", "MATCH", "OPTIONAL", "ORDER", "RETURN", "SKIP", "UNION", "UNWIND", "WHERE", "WITH", "YIELD"}

// beginsPart reports whether a part of a statement that stands in braces or
// after UNION begins with token i.
func (r *reader) beginsPart(i int) bool {
	before := r.at(i - 1)
	return before.sign("{") || before.is("UNION") || before.is("ALL") && r.at(i-2).is("UNION")
}

// write tells changes of the schema and of the server from those of the graph.
func (r *reader) write(i int) *Refusal {
	t := r.at(i)
	if t.is("CREATE") {
		for n := 1; n <= 5 && r.at(i+n).kind == word; n++ {
			switch next := r.at(i + n); {
			case oneOf(next, []string{"INDEX", "CONSTRAINT"}):
				return refuse(Schema, t, readsOnly)
			case oneOf(next, []string{"ALIAS", "DATABASE", "ROLE", "SERVER", "USER"}):
				return refuse(Admin, t, readsOnly)
			}
		}
	}
	return refuse(Write, t, readsOnly+"; a name that is such a word goes into backticks")
}

func (r *reader) command(i int) *Refusal {
	t := r.at(i)
	if t.is("DROP") && oneOf(r.at(i+1), []string{"INDEX", "CONSTRAINT"}) {
		return refuse(Schema, t, readsOnly)
	}
	return refuse(Admin, t, "only statements that read the graph are taken; begin with MATCH, CALL, UNWIND, WITH or RETURN")
}

// readsOnly says what to do with a statement that changes something.
const readsOnly = "only reads are taken here; corridor cypher --write changes the graph"

// call looks at the procedure that is called; a part in braces is looked at as
// it comes.
func (r *reader) call(i int) *Refusal {
	if !r.at(i + 1).isPart() {
		return nil
	}
	var name strings.Builder
	for n := i + 1; ; n++ {
		t := r.at(n)
		isPart := t.isPart()
		if !isPart && !t.sign(".") || isPart && n > i+1 && !r.at(n-1).sign(".") {
			break
		}
		name.WriteString(t.text)
	}
	if slices.Contains(procedures, name.String()) {
		return nil
	}
	t := r.at(i + 1)
	t.text = name.String()
	return refuse(Procedure, t, "it may call "+strings.Join(procedures, ", "))
}

// isPath reports whether names with a point between them begin with token i, as
// that of every procedure does.
func (r *reader) isPath(i int) bool {
	return r.at(i).isPart() && r.at(i+1).sign(".") && r.at(i+2).isPart()
}

// transactions reports whether IN at i begins IN TRANSACTIONS, with or without
// how many at once.
func (r *reader) transactions(i int) bool {
	for n := i + 1; n <= i+5; n++ {
		if t := r.at(n); t.is("TRANSACTIONS") || t.is("TRANSACTION") {
			return r.at(i - 1).sign("}")
		}
	}
	return false
}

func oneOf(t token, words []string) bool { return slices.ContainsFunc(words, t.is) }

func refuse(k Kind, t token, hint string) *Refusal {
	return &Refusal{Kind: k, What: t.text, Hint: hint, Line: t.line, Column: t.column}
}
