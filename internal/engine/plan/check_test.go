package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"corridor/internal/engine/exec"
	"corridor/internal/engine/plan"
	"corridor/internal/engine/syntax"
)

// catalog is what is built in, with procedures that only these cases call.
func catalog(t *testing.T) *exec.Registry {
	t.Helper()
	r := exec.NewRegistry()
	for mode, texts := range map[string][]string{
		"READ":  {"some.rows(of :: INTEGER, scale = 1 :: FLOAT) :: (x :: INTEGER, y :: STRING)", "some.check(of :: STRING) :: VOID"},
		"WRITE": {"some.change(of :: STRING) :: VOID"},
	} {
		for _, text := range texts {
			s, err := exec.ParseSignature(text)
			if err != nil {
				t.Fatal(err)
			}
			r.RegisterProcedure(&exec.Procedure{Procedure: plan.Procedure{Name: s.Name, Args: s.Args, Results: s.Results, Mode: mode}})
		}
	}
	return r
}

// TestCheckRefuses: where is line:column, message a part of what is said.
func TestCheckRefuses(t *testing.T) {
	cases := []struct{ query, where, detail, message string }{
		// Names.
		{"RETURN x", "1:8", "UndefinedVariable", "Variable `x` not defined"},
		{"MATCH (person) RETURN persom", "1:23", "UndefinedVariable", "did you mean `person`?"},
		{"MATCH (a) WITH a.x AS x RETURN a", "1:32", "UndefinedVariable", "`a`"},
		{"MATCH (a) WHERE b.x = 1 RETURN a", "1:17", "UndefinedVariable", "`b`"},
		{"MATCH (a {x: b}) RETURN a", "1:14", "UndefinedVariable", "`b`"},
		{"RETURN [x IN [1] | y]", "1:20", "UndefinedVariable", "`y`"},
		{"RETURN [x IN x | x]", "1:14", "UndefinedVariable", "`x`"},
		{"RETURN reduce(a = b, x IN [1] | a + x)", "1:19", "UndefinedVariable", "`b`"},
		{"RETURN all(x IN [1] WHERE z > x)", "1:27", "UndefinedVariable", "`z`"},
		{"MATCH (n) WHERE (n)-[:A]->(m) RETURN n", "1:28", "UndefinedVariable", "new variables: `m`"},
		{"MATCH (n) WHERE EXISTS { (n)-->(m) } RETURN m", "1:45", "UndefinedVariable", "`m`"},
		{"MATCH (n) RETURN [(n)-->(m) | m], m", "1:35", "UndefinedVariable", "`m`"},
		{"FOREACH (x IN [1] | CREATE (a {v: x})) CREATE (b {v: x})", "1:54", "UndefinedVariable", "`x`"},
		{"FOREACH (x IN [1] | CREATE (a)) WITH a RETURN 1 AS one", "1:38", "UndefinedVariable", "`a`"},
		{"MATCH (n) USING INDEX m:L(x) WHERE n.x = 1 RETURN n", "1:11", "UndefinedVariable", "`m`"},
		{"UNWIND [1] AS x UNWIND [2] AS x RETURN x", "1:31", "VariableAlreadyBound", "`x` already declared"},
		{"MATCH (p) MATCH p = (p)-->() RETURN p", "1:17", "VariableAlreadyBound", "`p`"},
		{"MATCH (a) CREATE (a)", "1:19", "VariableAlreadyBound", "`a`"},
		{"MATCH (a) CREATE (a:L)-[:R]->()", "1:19", "VariableAlreadyBound", "`a`"},
		{"MATCH (a) MERGE (a)", "1:18", "VariableAlreadyBound", "`a`"},
		{"MATCH ()-[r]->() CREATE ()-[r:R]->()", "1:29", "VariableAlreadyBound", "`r`"},
		{"CREATE ()-[r]->()", "1:10", "NoSingleRelationshipType", ""},
		{"CALL some.rows(1) YIELD x AS z, y AS z RETURN z", "1:38", "VariableAlreadyBound", "`z`"},
		{"WITH 1 AS x CALL some.rows(1) YIELD x RETURN x", "1:37", "VariableAlreadyBound", "`x`"},
		{"RETURN reduce(x = 0, x IN [1] | x)", "1:22", "VariableAlreadyBound", "`x`"},
		{"LOAD CSV FROM 'a' AS line LOAD CSV FROM 'b' AS line RETURN line", "1:48", "VariableAlreadyBound", "`line`"},
		{"MATCH (a)-[a]->() RETURN a", "1:12", "VariableTypeConflict", "Node (expected Relationship)"},
		{"MATCH ()-[r]->() MATCH ()-[r*]->() RETURN r", "1:28", "VariableTypeConflict", "expected List<Relationship>"},
		{"WITH 1 AS n MATCH (n) RETURN n", "1:20", "VariableTypeConflict", "Integer"},
		{"WITH [1] AS r MATCH ()-[r*]->() RETURN r", "1:25", "VariableTypeConflict", "List<Integer>"},
		{"MATCH ()-[r]->()-[r]->() RETURN r", "1:19", "RelationshipUniquenessViolation", "'r'"},

		// Functions and procedures.
		{"RETURN toUper('x')", "1:8", "UnknownFunction", "Unknown function 'toUper': did you mean 'toUpper'?"},
		{"RETURN zzz.qqq(1)", "1:8", "UnknownFunction", "Unknown function 'zzz.qqq'"},
		{"RETURN toUpper()", "1:8", "InvalidNumberOfArguments", "'toUpper'"},
		{"RETURN toUpper('a', 'b')", "1:8", "InvalidNumberOfArguments", "'toUpper'"},
		{"RETURN coalesce()", "1:8", "InvalidNumberOfArguments", "'coalesce'"},
		{"RETURN toUpper(DISTINCT 'a')", "1:8", "UnexpectedSyntax", "DISTINCT"},
		{"RETURN toUpper(1)", "1:16", "InvalidArgumentType", "Type mismatch: expected String but was Integer"},
		{"MATCH p = (a)-->(b) RETURN size(p)", "1:33", "InvalidArgumentType", "but was Path"},
		{"MATCH (n) RETURN type(n)", "1:23", "InvalidArgumentType", "expected Relationship but was Node"},
		{"MATCH p = (a)-->() RETURN labels(p)", "1:34", "InvalidArgumentType", "expected Node but was Path"},
		{"MATCH (a)-[r]->() RETURN length(r)", "1:33", "InvalidArgumentType", "but was Relationship"},
		{"RETURN properties(1)", "1:19", "InvalidArgumentType", "but was Integer"},
		{"MATCH (a) RETURN type(head(collect(a)))", "1:23", "InvalidArgumentType", "but was Node"},
		{"CALL some.rowz(1)", "1:1", "ProcedureNotFound", "did you mean `some.rows`?"},
		{"CALL some.rows()", "1:1", "InvalidNumberOfArguments", "'some.rows'"},
		{"CALL some.rows(1, 2, 3)", "1:1", "InvalidNumberOfArguments", "'some.rows'"},
		{"CALL some.rows(true)", "1:16", "InvalidArgumentType", "expected Integer but was Boolean"},
		{"MATCH (n) CALL some.rows(count(n)) YIELD x RETURN x", "1:26", "InvalidAggregation", "count"},
		{"CALL some.rows(1) RETURN x", "1:1", "UndefinedVariable", "YIELD"},
		{"CALL some.rows(1) YIELD w RETURN w", "1:25", "UndefinedVariable", "`w`"},
		{"CALL some.check('a') YIELD w RETURN w", "1:28", "UndefinedVariable", "void"},
		{"CALL some.rows YIELD x RETURN x", "1:1", "InvalidArgumentPassingMode", ""},

		// Types.
		{"RETURN 1 AND true", "1:8", "InvalidArgumentType", "expected Boolean but was Integer"},
		{"RETURN NOT 'x'", "1:12", "InvalidArgumentType", "expected Boolean but was String"},
		{"MATCH (n) WHERE (n) RETURN n", "1:18", "InvalidArgumentType", "expected Boolean but was Node"},
		{"RETURN 1 IN 2", "1:13", "InvalidArgumentType", "expected List<T> but was Integer"},
		{"RETURN true + 1", "1:15", "InvalidArgumentType", "expected String or List<T> but was Integer"},
		{"RETURN {} - 1", "1:8", "InvalidArgumentType", "but was Map"},
		{"RETURN 'a' * 2", "1:8", "InvalidArgumentType", "but was String"},
		{"RETURN any(x IN ['a'] WHERE x % 2 = 0)", "1:29", "InvalidArgumentType", "but was String"},
		{"RETURN 1 STARTS WITH 'a'", "1:8", "InvalidArgumentType", "expected String but was Integer"},
		{"WITH 1 AS x RETURN x.y", "1:20", "InvalidArgumentType", "but was Integer"},
		{"MATCH p = (a)-->() RETURN p.x", "1:27", "InvalidArgumentType", "but was Path"},
		{"RETURN [1]['a']", "1:12", "InvalidArgumentType", "expected Integer but was String"},
		{"RETURN 1[0]", "1:8", "InvalidArgumentType", "but was Integer"},
		{"RETURN [1][true..]", "1:12", "InvalidArgumentType", "but was Boolean"},
		{"RETURN [x IN 1 | x]", "1:14", "InvalidArgumentType", "but was Integer"},
		{"WITH 1 AS x RETURN x:Label", "1:20", "InvalidArgumentType", "expected Node or Relationship but was Integer"},
		{"WITH 1 AS x RETURN x{.a}", "1:20", "InvalidArgumentType", "but was Integer"},
		{"RETURN CASE WHEN 1 THEN 2 END", "1:18", "InvalidArgumentType", "expected Boolean"},
		{"MATCH ()-[r]->() SET r:L", "1:22", "InvalidArgumentType", "expected Node but was Relationship"},
		{"WITH 1 AS x SET x = {}", "1:17", "InvalidArgumentType", "but was Integer"},
		{"MATCH (n) SET n = 1", "1:19", "InvalidArgumentType", "but was Integer"},
		{"WITH 1 AS x SET x.a = 1", "1:17", "InvalidArgumentType", "but was Integer"},
		{"MATCH (n) DELETE n.x, 'a'", "1:23", "InvalidArgumentType", "but was String"},
		{"MATCH (n) DELETE n:L", "1:18", "InvalidDelete", "REMOVE"},
		{"FOREACH (x IN 1 | CREATE ())", "1:15", "InvalidArgumentType", "but was Integer"},

		// Aggregation.
		{"RETURN count(count(*))", "1:14", "NestedAggregation", ""},
		{"RETURN count(rand())", "1:14", "NonConstantExpression", "random"},
		{"MATCH (n) WHERE count(n) > 1 RETURN n", "1:17", "InvalidAggregation", "count"},
		{"RETURN [x IN [1, 2] | count(*)]", "1:23", "InvalidAggregation", "count"},
		{"UNWIND [count(*)] AS x RETURN x", "1:9", "InvalidAggregation", "count"},
		{"MATCH (n) SET n.x = count(*)", "1:21", "InvalidAggregation", "count"},
		{"CREATE ({x: sum(1)})", "1:13", "InvalidAggregation", "sum"},
		{"MATCH (n) RETURN n.x ORDER BY max(n.y)", "1:31", "InvalidAggregation", "max"},
		{"MATCH (n) RETURN DISTINCT n.x AS x ORDER BY max(x)", "1:45", "InvalidAggregation", "max"},
		{"MATCH (n) WITH n.x AS x, count(*) AS c WHERE count(*) > 1 RETURN x", "1:46", "InvalidAggregation", ""},
		{"MATCH (a)--(b) RETURN a.x + count(b)", "1:27", "AmbiguousAggregationExpression", "a.x"},
		{"MATCH (a)--(b) RETURN a.x + b.x, a.x + b.x + count(*)", "1:44", "AmbiguousAggregationExpression", "a.x, b.x"},
		{"MATCH (a) RETURN count(*) AS c ORDER BY a.x", "1:41", "UndefinedVariable", "`a`"},
		{"MATCH (a) RETURN DISTINCT a.x ORDER BY a.y", "1:40", "UndefinedVariable", "`a`"},
		{"MATCH (a) RETURN a.x AS x, count(*) AS c ORDER BY sum(x)", "1:51", "InvalidAggregation", "sum"},

		// Projections.
		{"MATCH () RETURN *", "1:17", "NoVariablesInScope", ""},
		{"RETURN 1 AS a, 2 AS a", "1:21", "ColumnNameConflict", ""},
		{"MATCH (a) RETURN a.x, a.x", "1:23", "ColumnNameConflict", ""},
		{"MATCH (a) RETURN *, 1 AS a", "1:26", "ColumnNameConflict", ""},
		{"MATCH (a) WITH a.x RETURN 1 AS one", "1:16", "NoExpressionAlias", "WITH"},
		{"MATCH (n) RETURN n SKIP n.x", "1:25", "NonConstantExpression", "SKIP"},
		{"MATCH (n) RETURN n LIMIT -1", "1:26", "NegativeIntegerArgument", "LIMIT"},
		{"MATCH (n) RETURN n LIMIT 1.5", "1:26", "InvalidArgumentType", "expected Integer but was Float"},
		{"RETURN 1 AS a UNION RETURN 2 AS b", "1:21", "DifferentColumnsInUnion", ""},
		{"RETURN 1 AS a UNION RETURN 2 AS a, 3 AS b", "1:21", "DifferentColumnsInUnion", ""},

		// Patterns.
		{"MATCH (n:A:B|C) RETURN n", "1:10", "UnexpectedSyntax", "Mixing"},
		{"MATCH ()-[r:A:B]->() RETURN r", "1:13", "UnexpectedSyntax", "Relationship types"},
		{"MATCH (n:$(1)) RETURN n", "1:12", "InvalidArgumentType", "but was Integer"},
		{"MATCH p = shortestPath((a)-[*2..]->(b)) RETURN p", "1:29", "InvalidRelationshipPattern", "minimal length"},
		{"MATCH (a) RETURN shortestPath((a)-[*]->(b))", "1:40", "UndefinedVariable", "bound nodes"},

		// Subqueries.
		{"MATCH (n) CALL { RETURN n.x AS x } RETURN x", "1:25", "UndefinedVariable", "`n`"},
		{"MATCH (n) CALL { WITH n RETURN n } RETURN n", "1:25", "VariableAlreadyBound", "outer scope"},
		{"MATCH (n) CALL (n) { RETURN n.x AS n } RETURN n", "1:36", "VariableAlreadyBound", "`n`"},
		{"MATCH (n) CALL (m) { RETURN 1 AS x } RETURN x", "1:17", "UndefinedVariable", "`m`"},
		{"MATCH (n) CALL (n) { RETURN n.x } RETURN 1 AS one", "1:29", "NoExpressionAlias", "CALL"},
		{"MATCH (n) CALL { WITH n.x AS x RETURN x AS y } RETURN y", "1:18", "InvalidClauseComposition", "Importing WITH"},
		{"MATCH (n) CALL { WITH n WHERE n.x = 1 RETURN 1 AS y } RETURN y", "1:18", "InvalidClauseComposition", "Importing WITH"},
		{"MATCH (n) CALL (n) { UNWIND [1] AS n RETURN 1 AS y } RETURN y", "1:36", "VariableAlreadyBound", "`n`"},
		{"MATCH (n) RETURN COLLECT { MATCH (m) RETURN m, 1 AS x } AS l", "1:18", "InvalidClauseComposition", "single return column"},
		{"MATCH (n) RETURN EXISTS { CALL some.change('a') } AS e", "1:27", "InvalidClauseComposition", "updates"},
		{"CALL { CALL { CREATE () } IN TRANSACTIONS } RETURN 1 AS one", "1:8", "InvalidClauseComposition", "Nested"},
		{"CREATE (a) WITH a CALL { CREATE () } IN TRANSACTIONS", "1:19", "InvalidClauseComposition", "after a write clause"},
		{"CALL { CREATE () } IN TRANSACTIONS OF 0 ROWS", "1:39", "NegativeIntegerArgument", "positive"},
		{"CALL { CREATE () } IN TRANSACTIONS REPORT STATUS AS s RETURN s", "1:53", "InvalidClauseComposition", "ON ERROR"},
		{"CALL { CREATE () } IN TRANSACTIONS RETURN 1 AS x UNION RETURN 2 AS x", "1:1", "InvalidClauseComposition", "UNION"},

		// Commands.
		{"SHOW INDEXES YIELD name WHERE type = 'RANGE' RETURN name", "1:31", "UndefinedVariable", "`type`"},
		{"SHOW INDEXES YIELD nome", "1:20", "UndefinedVariable", "did you mean `name`?"},
		{"SHOW INDEXES WHERE options IS NULL", "1:20", "UndefinedVariable", "`options`"},
		{"CREATE TEXT INDEX i FOR (n:A) ON (n.x, n.y)", "1:1", "UnexpectedSyntax", "one property"},
	}
	known := catalog(t)
	for _, c := range cases {
		got := check(c.query, known)
		if got == nil {
			t.Errorf("%s\nnot refused: want %s", c.query, c.detail)
			continue
		}
		where := fmt.Sprintf("%d:%d", got.Position.Line, got.Position.Column)
		if got.Detail != c.detail || where != c.where || !strings.Contains(got.Message, c.message) {
			t.Errorf("%s\nrefused at %s as %s: %s\nwant at %s as %s: %s", c.query, where, got.Detail, got.Message, c.where, c.detail, c.message)
		}
	}
}

func TestCheckAccepts(t *testing.T) {
	cases := []string{
		// Scopes.
		"MATCH (a) WITH a.x AS x ORDER BY a.y WHERE a.z = 1 RETURN x",
		"MATCH (a) RETURN DISTINCT a.x ORDER BY a.x",
		"MATCH (a) RETURN a.x AS x, count(*) ORDER BY a.x, count(*) DESC",
		"MATCH (a) RETURN a, count(*) + 1 ORDER BY a.x",
		"MATCH (a) RETURN a AS b, count(*) ORDER BY b.x, a.y",
		"MATCH (a)--(b) RETURN a.x AS x, a.x + count(b) AS y",
		"MATCH (a)--(b) RETURN a, [y IN collect(b) | y.x + a.x]",
		"MATCH (a) RETURN {n: count(*), p: $p, q: 1 + 2}",
		"MATCH (a) WITH *, a.x AS x RETURN *",
		"MATCH (a {x: b.y}), (b) RETURN a",
		"CREATE (a {x: 1}), (b {y: a.x})",
		"MATCH (n) RETURN [n IN [1] | n]",
		"FOREACH (x IN [1] | CREATE (a {v: x}) CREATE (a)-[:R]->())",
		"MERGE (a) ON CREATE SET a.x = 1 ON MATCH SET a += {y: 2}, a:L RETURN a",
		"MATCH (a)-[rs:T* {x: 1} WHERE rs.y = 2]->(b) RETURN size(rs)",
		"WITH [1, 2] AS xs UNWIND xs AS x RETURN x + 1",
		"MATCH (a)-[r]->(b) WITH [r] AS rs MATCH (c)-[rs*]->(d) RETURN d",

		// Types that are not certain.
		"RETURN null + 1, null AND true, NOT null, null IN null",
		"WITH [1, 'a'] AS l UNWIND l AS x RETURN x % 2, x STARTS WITH 'a'",
		"MATCH (n) WHERE n.x RETURN n.y + true",
		"RETURN 'a' + 1 + true, [1] + 'a', 1 + [2], date() + duration('P1D')",
		"RETURN CASE WHEN true THEN 1 ELSE 'a' END + 1",
		"RETURN range('a', true)",
		"MATCH (n) WITH properties(n) AS p RETURN p.x, round(1), $p.x.y, keys(p)",
		"MATCH (n) DELETE n.x, head(collect { MATCH (m) RETURN m })",
		"RETURN 1 < 'a', 1 = true, [1] < 2",

		// Subqueries.
		"MATCH (n) CALL { WITH n MATCH (n)-->(m) RETURN m } RETURN m",
		"MATCH (n) CALL (n) { MATCH (n)-->(m) WITH m RETURN m.x + n.x AS s } RETURN s",
		"MATCH (n) CALL (*) { CREATE (:L {x: n.x}) }",
		"MATCH (n) CALL { WITH 1 AS x RETURN x } RETURN x",
		"MATCH (n) CALL (n) { RETURN 1 AS x UNION RETURN n.x AS x } RETURN x",
		"MATCH (n) CALL { WITH n CREATE (m) } IN TRANSACTIONS OF 10 ROWS ON ERROR CONTINUE REPORT STATUS AS s RETURN s.committed",
		"MATCH (n) WHERE EXISTS { MATCH (n)-->(m) WITH m WHERE m.x = n.x RETURN m } RETURN n",
		"MATCH (n) RETURN COUNT { (n)-->() } + 1, COLLECT { MATCH (n)-->(m) RETURN m.x } AS l",
		"MATCH (n) RETURN EXISTS { CALL some.check('a') } AS e",
		"RETURN 1 AS a, 2 AS b UNION ALL RETURN 3 AS b, 4 AS a",

		// Calls.
		"CALL some.rows(1)",
		"CALL some.rows",
		"CALL some.rows(1, 2) YIELD x AS z, y WHERE z > 1 RETURN *",
		"MATCH (n) CALL some.check(n.x) RETURN n",
		"RETURN DateTime.realtime(), TOUPPER('x'), date({year: 1})",

		// Commands.
		"SHOW INDEXES YIELD name, type AS kind WHERE kind = 'RANGE' RETURN name ORDER BY name",
		"SHOW INDEXES WHERE type = 'RANGE'",
		"SHOW FUNCTIONS YIELD * WHERE category = 'List' RETURN name, category",
		"CREATE INDEX i IF NOT EXISTS FOR (n:A) ON (n.x, n.y)",
		"MATCH p = shortestPath((a)-[:T*0..5]->(b)) RETURN length(p)",
		"MATCH (a), (b) RETURN length(shortestPath((a)-[*]->(b)))",
	}
	known := catalog(t)
	for _, query := range cases {
		if got := check(query, known); got != nil {
			t.Errorf("%s\n%s", got.Detail, syntax.Render(query, got))
		}
	}
}

func TestTitlesOtherThanSyntaxError(t *testing.T) {
	cases := map[string]string{
		"WITH true AS x RETURN x.y":             "TypeError",
		"MATCH p = (a)-->() RETURN p.x":         "",
		"MATCH (a)-[rs*]->() RETURN rs.x":       "",
		"WITH [1] AS l, 'a' AS i RETURN l[i]":   "TypeError",
		"CALL nothing.of.the.kind()":            "ProcedureError",
		"MATCH (n) RETURN n SKIP toInteger(-1)": "accepted",
	}
	for query, want := range cases {
		got := "accepted"
		if err := check(query, catalog(t)); err != nil {
			got = err.Title
		}
		if got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}
