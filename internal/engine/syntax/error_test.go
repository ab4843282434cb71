package syntax

import (
	"errors"
	"strings"
	"testing"
)

// TestErrors holds the detail, the place and the words of errors. The place is
// marked in the text by ▶, which is taken out before parsing.
func TestErrors(t *testing.T) {
	for _, c := range []struct{ text, detail, message string }{
		{"▶RETRUN 1", "UnexpectedSyntax", "Invalid input 'RETRUN': expected a clause such as 'MATCH', 'CREATE', 'WITH', 'CALL' or 'RETURN'"},
		{"RETURN▶", "UnexpectedSyntax", "Invalid input '': expected an expression, '*' or 'DISTINCT'"},
		{"MATCH (n)\nRETURN n.name +▶", "UnexpectedSyntax", "Invalid input '': expected an expression"},
		{"MATCH (n) WHERE ▶RETURN n", "UnexpectedSyntax", "Invalid input 'RETURN': expected an expression"},
		{"MATCH (n ▶RETURN n", "UnexpectedSyntax", "Invalid input 'RETURN': expected a variable, ':', '{', 'WHERE' or ')'"},
		{"MATCH (a)-[r▶-(b) RETURN a", "UnexpectedSyntax", "Invalid input '-': expected a variable, ':', '*', '{', 'WHERE' or ']'"},
		{"MATCH (n) RETURN n ▶ORDER x", "UnexpectedSyntax", "Invalid input 'ORDER': expected an operator, a clause or the end of the query"},
		{"RETURN 1 ▶!= 2", "UnexpectedSyntax", "Unknown operator '!=': inequality is written '<>'"},
		{"RETURN {a ▶1}", "UnexpectedSyntax", "Invalid input '1': expected ':'"},
		{"RETURN f(1 ▶2)", "UnexpectedSyntax", "Invalid input '2': expected ',' or ')'"},
		{"▶", "UnexpectedSyntax", "Unexpected end of input: expected CYPHER, EXPLAIN, PROFILE or a query"},
		{"RETURN 1; ▶RETURN 2", "UnexpectedSyntax", "Expected exactly one statement per query but got more"},
		{"RETURN ▶'abc", "UnexpectedSyntax", "A string begins with a quote and has no end"},
		{"RETURN ▶`abc", "", "A name begins with a backtick and has no end"},
		{"RETURN 1 ▶/* abc", "", "A comment begins with /* and has no end"},
		{"RETURN 'a▶\\x'", "UnexpectedSyntax", "Invalid escape in a string: \\x"},
		{"RETURN 'é▶\\uD800'", "InvalidUnicodeLiteral", "Invalid escape in a string: \\u wants four hexadecimal digits and \\U eight, of a character that exists"},
		{"RETURN 42 ▶— 41", "InvalidUnicodeCharacter", "Invalid input '—': expected an operator, a clause or the end of the query"},
		{"RETURN ▶\xff", "InvalidUnicodeCharacter", "The text is not UTF-8"},
		{"RETURN '\ufffd' + ▶\xff", "InvalidUnicodeCharacter", "The text is not UTF-8"},
		{"RETURN ▶'" + strings.Repeat("𝒳", 40), "UnexpectedSyntax", "A string begins with a quote and has no end"},
		{"RETURN 1 ▶" + strings.Repeat("𝒳", 41), "UnexpectedSyntax", "Invalid input '" + strings.Repeat("𝒳", 40) + "…': expected an operator"},
		{"RETURN 1 ▶# 2", "UnexpectedSyntax", "Invalid input '#': it has no meaning in a query"},
		{"RETURN ▶9223372036854775808", "IntegerOverflow", "integer is too large"},
		{"RETURN -▶0x8000000000000001", "IntegerOverflow", "integer is too large"},
		{"RETURN -▶9223372036854775808[0]", "IntegerOverflow", "integer is too large"},
		{"RETURN ▶1e999", "FloatingPointOverflow", "floating point number is too large"},
		{"RETURN ▶017", "InvalidNumberLiteral", "Invalid number '017': an octal number begins with 0o, others with no 0"},
		{"RETURN ▶1__0", "InvalidNumberLiteral", "Invalid number '1__0'"},
		{"RETURN ▶12abc", "InvalidNumberLiteral", "Invalid number '12abc'"},
		{"MATCH (a)-[*▶-2]->(b) RETURN a", "InvalidRelationshipPattern", "Invalid length of a relationship: it cannot be negative"},
		{"MATCH (a)-[*▶1.5]->(b) RETURN a", "InvalidRelationshipPattern", "Invalid length of a relationship: expected an integer but found '1.5'"},
		{"MATCH (n) RETURN ▶(n)-->()", "UnexpectedSyntax", "A pattern is only a test of existence: it can stand in a WHERE, in exists(…) and below AND, OR, XOR and NOT, but has no value of its own"},
		{"MATCH (n) WHERE size(▶(n)-->()) RETURN n", "UnexpectedSyntax", "A pattern is only a test"},
		{"MATCH (n) WHERE ▶(n)-->() = true RETURN n", "UnexpectedSyntax", "A pattern is only a test"},
		{"RETURN ▶shortestPath((a)--(b)--(c))", "", "shortestPath(…) requires a pattern containing a single relationship"},
		{"CREATE (n) ▶MATCH (m) RETURN m", "InvalidClauseComposition", "WITH is required between CREATE and MATCH"},
		{"▶RETURN 1 MATCH (m)", "InvalidClauseComposition", "RETURN can only stand at the end of a query"},
		{"MATCH (n) ▶RETRUN n", "UnexpectedSyntax", "Invalid input 'RETRUN': expected an operator, a clause or the end of the query"},
		{"▶MATCH (n)", "InvalidClauseComposition", "Query cannot conclude with MATCH"},
		{"▶CALL { RETURN 1 AS x }", "InvalidClauseComposition", "Query cannot conclude with CALL"},
		{"RETURN 1 AS x UNION RETURN 2 AS x ▶UNION ALL RETURN 3 AS x", "InvalidClauseComposition", "UNION and UNION ALL may not stand in one query"},
		{"RETURN EXISTS { MATCH (n) ▶SET n.x = 1 }", "InvalidClauseComposition", "EXISTS, COUNT and COLLECT cannot contain SET: they only read"},
		{"RETURN COLLECT { ▶MATCH (n) }", "InvalidClauseComposition", "COLLECT needs a query that ends with RETURN"},
		{"MATCH (n) ▶CALL a.b RETURN n", "InvalidArgumentPassingMode", "Procedure call inside a query needs its arguments in parentheses: a.b(…)"},
		{"▶CALL a.b() YIELD * RETURN 1", "UnexpectedSyntax", "YIELD * can stand only where the call of the procedure is the whole query"},
		{"MATCH (n ▶$p) RETURN n", "InvalidParameterUse", "Parameter maps cannot be used in MATCH patterns: write {key: $p.key} instead"},
		{"CREATE (a)▶-[:T]-(b)", "RequiresDirectedRelationship", "Only directed relationships can be written by CREATE"},
		{"CREATE (a)▶-[:T|U]->(b)", "NoSingleRelationshipType", "Exactly one relationship type must be given for CREATE"},
		{"MERGE (a)▶-->(b)", "NoSingleRelationshipType", "Exactly one relationship type must be given for MERGE"},
		{"CREATE (a)▶-[:T*2]->(b)", "CreatingVarLength", "Relationships of variable length cannot be written by CREATE"},
		{"CREATE ▶(a:A|B)", "UnexpectedSyntax", "A condition cannot be written by CREATE"},
		{"SHOW ▶NOPE", "UnexpectedSyntax", "Invalid input 'NOPE': expected 'INDEXES'"},
		{"CREATE INDEX i FOR (n:A) ON (▶m.x)", "UnexpectedSyntax", "Invalid input 'm': expected the variable 'n'"},
		{"DROP ▶x", "UnexpectedSyntax", "Invalid input 'x': expected 'INDEX' or 'CONSTRAINT'"},
	} {
		before, after, _ := strings.Cut(c.text, "▶")
		_, err := Parse(before + after)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%q is not refused", c.text)
			continue
		}
		if e.Detail != c.detail || !strings.HasPrefix(e.Message, c.message) {
			t.Errorf("%q:\n got %s: %s\nwant %s: %s", c.text, e.Detail, e.Message, c.detail, c.message)
		}
		if want := len([]rune(before)); e.Position.Offset != want {
			t.Errorf("%q is refused at %d, want %d", c.text, e.Position.Offset, want)
		}
	}
}

// TestUnsupported holds what is said of commands that the engine does not have.
func TestUnsupported(t *testing.T) {
	for _, text := range []string{"ALTER USER a", "CREATE DATABASE x", "DROP ROLE r", "STOP DATABASE x"} {
		_, err := Parse(text)
		var e *Error
		if !errors.As(err, &e) || e.Title != "UnsupportedAdministrationCommand" {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestRender(t *testing.T) {
	text := "MATCH (n)  \r\nRETURN 'é', n.name + \r\n)"
	_, err := Parse(text)
	want := "Invalid input ')': expected an expression (line 3, column 1 (offset: 36))\n\")\"\n ^"
	if got := Render(text, err.(*Error)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	e := &Error{Message: "m", Position: Position{Offset: 23, Line: 2, Column: 11}}
	want = "m (line 2, column 11 (offset: 23))\n\"RETURN 'é', n.name +\"\n           ^"
	if got := Render(text, e); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestWalk holds the order in which nodes are visited, and that a subtree can
// be left out.
func TestWalk(t *testing.T) {
	s, err := Parse("MATCH (a)-[b]->(c) WHERE a.x = CASE d WHEN e THEN [f IN g WHERE h | i] END WITH j AS k SET l.y = m RETURN {n: o}, EXISTS { (p) }")
	if err != nil {
		t.Fatal(err)
	}
	var names, outside string
	Walk(s, func(n Node) bool {
		if v, ok := n.(*Variable); ok {
			names += v.Name
		}
		return true
	})
	Walk(s, func(n Node) bool {
		if v, ok := n.(*Variable); ok {
			outside += v.Name
		}
		_, comprehension := n.(*ListComprehension)
		_, subquery := n.(*Subquery)
		return !comprehension && !subquery
	})
	if names != "abcadefghijklmop" || outside != "abcadejklmo" {
		t.Errorf("visited %q and %q", names, outside)
	}
}
