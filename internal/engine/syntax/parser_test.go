package syntax

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"corridor/internal/shared"
)

// TestPrinted parses texts and holds their canonical form.
func TestPrinted(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// statements
		{"explain match (n) return n;", "EXPLAIN MATCH (n) RETURN n"},
		{"CYPHER 5 runtime=slotted planner = cost PROFILE RETURN 1", "CYPHER 5 runtime=slotted planner=cost PROFILE RETURN 1"},
		{"RETURN 1 /* one */ AS x // the end", "RETURN 1 AS x"},
		{"RETURN 1 AS x UNION ALL RETURN 2 AS x", "RETURN 1 AS x UNION ALL RETURN 2 AS x"},
		{"RETURN 1 AS x UNION DISTINCT RETURN 2 AS x", "RETURN 1 AS x UNION RETURN 2 AS x"},
		{"USE neo4j MATCH (n) FINISH", "USE neo4j MATCH (n) FINISH"},
		// clauses
		{"MATCH (n) WITH DISTINCT *, n.x AS x ORDER BY x DESCENDING, n ASC OFFSET 1 LIMIT 2 WHERE x RETURN *",
			"MATCH (n) WITH DISTINCT *, n.x AS x ORDER BY x DESC, n SKIP 1 LIMIT 2 WHERE x RETURN *"},
		{"MATCH (n:A) USING INDEX SEEK n:A(x, y) USING SCAN n:A USING JOIN ON n, m USING TEXT INDEX n:A(z) WHERE n.x = 1 RETURN n",
			"MATCH (n:A) USING INDEX SEEK n:A(x, y) USING SCAN n:A USING JOIN ON n USING JOIN ON m USING TEXT INDEX n:A(z) WHERE n.x = 1 RETURN n"},
		{"MERGE (n:A {x: 1}) ON MATCH SET n.y = 2 ON CREATE SET n += $p, n:B:C ON MATCH SET n = {}",
			"MERGE (n:A {x: 1}) ON CREATE SET n += $p, n:B:C ON MATCH SET n.y = 2, n = {}"},
		{"MATCH (n) SET n[$key] = 1, n.a.b = 2, (n).c = 3, n:$(n.x):B, n IS D REMOVE n.x, n[k], n:A:$any([1])",
			"MATCH (n) SET n[$key] = 1, n.a.b = 2, n.c = 3, n:$(n.x):B, n:D REMOVE n.x, n[k], n:A:$any([1])"},
		{"MATCH (n) DETACH DELETE n, n.x NODETACH DELETE n", "MATCH (n) DETACH DELETE n, n.x DELETE n"},
		{"FOREACH (x IN [1] | CREATE (:A) FOREACH (y IN x | MERGE (:B)))", "FOREACH (x IN [1] | CREATE (:A) FOREACH (y IN x | MERGE (:B)))"},
		{"LOAD CSV WITH HEADERS FROM $url AS row FIELDTERMINATOR ';' RETURN row", "LOAD CSV WITH HEADERS FROM $url AS row FIELDTERMINATOR ';' RETURN row"},
		{"UNWIND [1, 2] AS x RETURN x", "UNWIND [1, 2] AS x RETURN x"},
		// calls
		{"CALL db.labels", "CALL db.labels"},
		{"CALL db.labels() YIELD *", "CALL db.labels() YIELD *"},
		{"MATCH (n) OPTIONAL CALL a.b(n, 1) YIELD x AS y, z WHERE y > 1 RETURN y", "MATCH (n) OPTIONAL CALL a.b(n, 1) YIELD x AS y, z WHERE y > 1 RETURN y"},
		{"CALL { RETURN 1 AS x } RETURN x", "CALL { RETURN 1 AS x } RETURN x"},
		{"MATCH (n) OPTIONAL CALL (n, n) { RETURN 1 AS x } RETURN x", "MATCH (n) OPTIONAL CALL (n, n) { RETURN 1 AS x } RETURN x"},
		{"CALL () { CREATE (:A) }", "CALL () { CREATE (:A) }"},
		{"UNWIND [1] AS x CALL (*) { CREATE () } IN 4 CONCURRENT TRANSACTIONS ON ERROR CONTINUE OF 10 ROWS REPORT STATUS AS s RETURN s",
			"UNWIND [1] AS x CALL (*) { CREATE () } IN 4 CONCURRENT TRANSACTIONS OF 10 ROWS ON ERROR CONTINUE REPORT STATUS AS s RETURN s"},
		// patterns
		{"MATCH p = (a)-->(b)<--(c)--(d)<-->(e) RETURN p", "MATCH p = (a)-->(b)<--(c)--(d)--(e) RETURN p"},
		{"MATCH (((a)-[]-(b))) RETURN a", "MATCH (a)--(b) RETURN a"},
		{"MATCH ()-[r:A|:B|C*1..3 {x: 1} WHERE r.y]->() RETURN r", "MATCH ()-[r:A|B|C*1..3 {x: 1} WHERE r.y]->() RETURN r"},
		{"MATCH ()-[*]-()-[*2]-()-[*..3]-()-[*4..]-()-[*5..5]-() FINISH", "MATCH ()-[*]-()-[*2]-()-[*..3]-()-[*4..]-()-[*5]-() FINISH"},
		{"MATCH (n:(A|B)&!C:D), (m IS %), (WHERE n.x), (where), (is), (:!!A), (n:A|B&C) FINISH",
			"MATCH (n:(A|B)&!C:D), (m:%), (WHERE (n.x)), (`where`), (`is`), (:!!A), (n:A|B&C) FINISH"},
		{"MATCH (n:$(x)&$any([1])), ()-[:$all(y)]-() FINISH", "MATCH (n:$(x)&$any([1])), ()-[:$(y)]-() FINISH"},
		{"MATCH shortestPath((a)-[*]-(b)), p = ALLSHORTESTPATHS((a)-[*]-(b)) FINISH", "MATCH shortestPath((a)-[*]-(b)), p = allShortestPaths((a)-[*]-(b)) FINISH"},
		{"MATCH (a)—[:T]—〉(b) FINISH", "MATCH (a)-[:T]->(b) FINISH"},
		{"CREATE (n $props)-[:T {a: 1}]->(:A:B)", "CREATE (n $props)-[:T {a: 1}]->(:A:B)"},
		// schema
		{"CREATE INDEX FOR (n:A) ON (n.x, n.y)", "CREATE RANGE INDEX FOR (x:A) ON (x.x, x.y)"},
		{"CREATE TEXT INDEX i IF NOT EXISTS FOR ()-[r:T]-() ON (r.x) OPTIONS {}", "CREATE TEXT INDEX i IF NOT EXISTS FOR ()-[x:T]-() ON (x.x) OPTIONS {}"},
		{"CREATE FULLTEXT INDEX i FOR (n:A|B) ON EACH [n.x, n.y]", "CREATE FULLTEXT INDEX i FOR (x:A|B) ON EACH [x.x, x.y]"},
		{"CREATE LOOKUP INDEX FOR (n) ON EACH labels(n)", "CREATE LOOKUP INDEX FOR (x) ON EACH labels(x)"},
		{"CREATE LOOKUP INDEX FOR ()-[r]->() ON EACH type(r)", "CREATE LOOKUP INDEX FOR ()-[x]-() ON EACH type(x)"},
		{"CREATE VECTOR INDEX v FOR (n:A) ON (n.x) OPTIONS {indexConfig: {`vector.dimensions`: 3}}",
			"CREATE VECTOR INDEX v FOR (x:A) ON (x.x) OPTIONS {indexConfig: {`vector.dimensions`: 3}}"},
		{"CREATE CONSTRAINT c FOR (n:A) REQUIRE n.x IS UNIQUE", "CREATE CONSTRAINT c FOR (x:A) REQUIRE (x.x) IS UNIQUE"},
		{"CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE (r.x, r.y) IS REL KEY", "CREATE CONSTRAINT FOR ()-[x:T]-() REQUIRE (x.x, x.y) IS RELATIONSHIP KEY"},
		{"CREATE CONSTRAINT FOR (n:A) REQUIRE n.x IS NOT NULL", "CREATE CONSTRAINT FOR (x:A) REQUIRE (x.x) IS NOT NULL"},
		{"CREATE CONSTRAINT FOR (n:A) REQUIRE n.x IS TYPED LIST<STRING NOT NULL> | INT", "CREATE CONSTRAINT FOR (x:A) REQUIRE (x.x) IS :: ANY<LIST<STRING NOT NULL> | INTEGER>"},
		{"DROP INDEX i IF EXISTS", "DROP INDEX i IF EXISTS"},
		{"DROP CONSTRAINT `a b`", "DROP CONSTRAINT `a b`"},
		// show
		{"show indexes yield name, type where name = 'x' return type", "SHOW INDEXES YIELD name, type WHERE name = 'x' RETURN type"},
		{"SHOW ALL CONSTRAINTS WHERE x", "SHOW ALL CONSTRAINTS WHERE x"},
		{"SHOW USER DEFINED FUNCTIONS EXECUTABLE BY CURRENT USER YIELD *", "SHOW USER DEFINED FUNCTIONS EXECUTABLE YIELD *"},
		{"SHOW DEFAULT DATABASE", "SHOW DEFAULT DATABASES"},
		{"SHOW DATABASE neo4j YIELD name ORDER BY name SKIP 1 LIMIT 1", "SHOW DATABASES neo4j YIELD name ORDER BY name SKIP 1 LIMIT 1"},
		{"SHOW CURRENT USER", "SHOW CURRENT USER"},
		{"SHOW TRANSACTIONS 'a', 'b'", "SHOW TRANSACTIONS 'a', 'b'"},
		{"SHOW SETTINGS $names YIELD name", "SHOW SETTINGS $names YIELD name"},
		{"TERMINATE TRANSACTION 'a', 'b' YIELD message", "TERMINATE TRANSACTIONS 'a', 'b' YIELD message"},
	} {
		checkPrinted(t, c.text, c.want)
	}
}

// TestPrintedExpressions does the same for expressions.
func TestPrintedExpressions(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// literals and names
		{"[TRUE, false, NULL, 1_000, 0xFF, 0o17, 1.0, .5, 1e3, 1.5E-3, Infinity, nan]", "[true, false, null, 1000, 255, 15, 1.0, 0.5, 1000.0, 0.0015, Infinity, NaN]"},
		{`["it's", 'a\tb\\\"\'', '\u00e9\U0001F600', '\ud83d\ude00']`, `['it\'s', 'a\u0009b\\"\'', 'é😀', '😀']`},
		{"[-9223372036854775808, -0x8000000000000000, -1, - -1, +1]", "[-9223372036854775808, -9223372036854775808, -1, - -1, +1]"},
		{"[$p, $0, $`a b`, `a``b`, größe, `x`]", "[$p, $0, $`a b`, `a``b`, größe, x]"},
		{"[count, type, order, limit, all, set, on, exists]", "[count, type, `order`, `limit`, all, set, on, exists]"},
		{"{a: 1, `b c`: {}, null: 2, match: 3}", "{a: 1, `b c`: {}, null: 2, match: 3}"},
		// precedence
		{"a OR b XOR c AND NOT d = e", "a OR b XOR c AND NOT d = e"},
		{"((a OR b) XOR c) AND (NOT (d = e))", "((a OR b) XOR c) AND NOT d = e"},
		{"(NOT a) = b", "(NOT a) = b"},
		{"a < b <= c <> d", "a < b <= c <> d"},
		{"(a < b) <= (c = d)", "(a < b) <= (c = d)"},
		{"a = b IS NULL", "a = b IS NULL"},
		{"[1] + 2 IN [3] + 4 IS NOT NULL", "[1] + 2 IN [3] + 4 IS NOT NULL"},
		{"1 - 2 - (3 - 4) * 5 / (6 * 7) % 8 ^ 9 ^ (1 ^ 2)", "1 - 2 - (3 - 4) * 5 / (6 * 7) % 8 ^ 9 ^ (1 ^ 2)"},
		{"-2 ^ 2 + -(2 ^ 2)", "-2 ^ 2 + -(2 ^ 2)"},
		{"a || b + c", "a || b + c"},
		{"x STARTS WITH 'a' AND x ENDS WITH 'b' OR x CONTAINS 'c' AND x =~ 'd'", "x STARTS WITH 'a' AND x ENDS WITH 'b' OR x CONTAINS 'c' AND x =~ 'd'"},
		{"a.b.c[0][1..2][..3][4..][..].d", "a.b.c[0][1..2][..3][4..][..].d"},
		{"(1).x + -(1)[0] + (-1)[0]", "(1).x + -1[0] + (-1)[0]"},
		{"n:A:B AND NOT (n:A).x = n:A|B", "n:A:B AND NOT (n:A).x = n:(A|B)"},
		{"x IS NOT :: INTEGER NOT NULL AND x :: LIST<ANY<INT | STRING>>! AND x IS TYPED TIME WITH TIMEZONE", "x IS NOT :: INTEGER NOT NULL AND x IS :: LIST<ANY<INTEGER | STRING>> NOT NULL AND x IS :: ZONED TIME"},
		{"x IS NFKC NORMALIZED = (y IS NOT NORMALIZED)", "x IS NFKC NORMALIZED = y IS NOT NORMALIZED"},
		// calls and forms
		{"COUNT ( * ) + Count(DISTINCT x) + a.b.c(1, 2) + date()", "count(*) + Count(DISTINCT x) + a.b.c(1, 2) + date()"},
		{"[exists(n.x), exists((n)-->()), all(x), `all`(x)]", "[exists(n.x), exists((n)-->()), `all`(x), `all`(x)]"},
		{"[trim(x), trim(BOTH FROM x), trim(LEADING 'a' FROM x), trim('a' FROM x), normalize(x, NFD)]",
			"[trim(x), btrim(x), ltrim(x, 'a'), btrim(x, 'a'), normalize(x, 'NFD')]"},
		{"`count`{.a}", "`count`{.a}"},
		{"n{.*, .a, b, c: n.d + 1}", "n{.*, .a, b: b, c: n.d + 1}"},
		{"CASE WHEN a THEN 1 WHEN (n)-->() THEN 2 ELSE 3 END", "CASE WHEN a THEN 1 WHEN (n)-->() THEN 2 ELSE 3 END"},
		{"CASE x WHEN 1, 2 THEN 3 WHEN > 4, IS NULL, STARTS WITH 'a', IN [1], -1 THEN 5 END",
			"CASE x WHEN 1, 2 THEN 3 WHEN -1, > 4, IS NULL, STARTS WITH 'a', IN [1] THEN 5 END"},
		{"any(x IN xs WHERE x > 1) OR NONE(x in xs where x) OR single(x IN xs WHERE x)", "any(x IN xs WHERE x > 1) OR none(x IN xs WHERE x) OR single(x IN xs WHERE x)"},
		{"reduce(acc = 0, x IN xs | acc + x)", "reduce(acc = 0, x IN xs | acc + x)"},
		{"EXISTS { (a)-->(b) WHERE a.x } AND count { MATCH (n) RETURN n } > COLLECT { RETURN 1 }[0]",
			"EXISTS { MATCH (a)-->(b) WHERE a.x } AND COUNT { MATCH (n) RETURN n } > COLLECT { RETURN 1 }[0]"},
		{"length(shortestPath((a)-[*]-(b)))", "length(shortestPath((a)-[*]-(b)))"},
		{"NOT (a)-->(b) OR ((a)--(b)--(c))", "NOT (a)-->(b) OR (a)--(b)--(c)"},
		// what brackets may hold
		{"[x IN xs]", "[x IN xs]"},
		{"[(x IN xs)]", "[(x IN xs)]"},
		{"[x IN xs, y]", "[x IN xs, y]"},
		{"[x IN xs WHERE x:A | x.name]", "[x IN xs WHERE x:A | x.name]"},
		{"[x IN xs WHERE x:A | x]", "[x IN xs WHERE x:A | x]"},
		{"[x IN xs WHERE x:A|B]", "[x IN xs WHERE x:(A|B)]"},
		{"[x IN xs WHERE (x:A) | y]", "[x IN xs WHERE (x:A) | y]"},
		{"n IS A|!B AND NOT n IS %", "n:(A|!B) AND NOT n:%"},
		{"[x IN xs WHERE CASE x WHEN 1, 2 THEN true END]", "[x IN xs WHERE CASE x WHEN 1, 2 THEN true END]"},
		{"[x IN xs WHERE x IS :: ANY<INT|STRING>]", "[x IN xs WHERE x IS :: ANY<INTEGER | STRING>]"},
		{"[(a)-->(b) | b]", "[(a)-->(b) | b]"},
		{"[p = (a)-->(b) WHERE b:A | p]", "[p = (a)-->(b) WHERE b:A | p]"},
		{"[(a) - [1] - 2, (a) - -1, (1) - -(2), (a) < -1]", "[a - [1] - 2, a - -1, 1 - -2, a < -1]"},
		{"(((((((((1)))))))))", "1"},
	} {
		checkPrinted(t, "MATCH (n) WHERE "+c.text+" RETURN n", "MATCH (n) WHERE "+c.want+" RETURN n")
	}
}

func checkPrinted(t *testing.T, text, want string) {
	t.Helper()
	s, err := Parse(text)
	if err != nil {
		t.Errorf("%s", Render(text, err.(*Error)))
		return
	}
	if printed := Print(s); printed != want {
		t.Errorf("%q is printed as\n%s\nwant\n%s", text, printed, want)
	}
	checkRoundTrip(t, text, s)
}

// TestNames holds that a column is called as it was written.
func TestNames(t *testing.T) {
	s, err := Parse("MATCH (n) RETURN n . name ,  count( * )/* all */ , (1 + 2) AS sum")
	if err != nil {
		t.Fatal(err)
	}
	clauses := s.Body.(*Query).Branches[0].Clauses
	want := []string{"n . name", "count( * )", "sum"}
	for i, item := range clauses[len(clauses)-1].(*Return).Projection.Items {
		if item.Name != want[i] {
			t.Errorf("column %d is called %q, want %q", i, item.Name, want[i])
		}
	}
}

func TestStandalone(t *testing.T) {
	for text, want := range map[string]bool{
		"CALL a.b": true, "EXPLAIN USE x CALL a.b()": true, "CALL a.b() RETURN 1": false, "MATCH (n) CALL a.b()": false,
	} {
		s, err := Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var found []bool
		Walk(s, func(n Node) bool {
			if c, ok := n.(*CallProcedure); ok {
				found = append(found, c.Standalone)
			}
			return true
		})
		if !slices.Equal(found, []bool{want}) {
			t.Errorf("%s: standalone is %v", text, found)
		}
	}
}

// TestLongAndNestedTexts holds that such texts are read or refused: a parser that
// tried every way to read them would not end.
func TestLongAndNestedTexts(t *testing.T) {
	const n = 20_000
	for _, c := range []struct {
		text   string
		parses bool
	}{
		{"RETURN " + strings.Repeat("(", n) + "1" + strings.Repeat(")", n), false},
		{"RETURN " + strings.Repeat("(", 400) + "1" + strings.Repeat(")", 400), true},
		{"RETURN " + strings.Repeat("(a)-[{x: ", 400) + "1", false},
		{"RETURN " + strings.Repeat("[x IN ", 400) + "1" + strings.Repeat("]", 400), true},
		{"RETURN " + strings.Repeat("[x IN ", 400) + "1" + strings.Repeat(", 2]", 400), true},
		{"RETURN " + strings.Repeat("[p = (a)--(b {c: ", 100) + "1" + strings.Repeat("}) | 1]", 100), true},
		{"RETURN " + strings.Repeat("{a: ", n), false},
		{"RETURN " + strings.Repeat("[", n), false},
		{"RETURN " + strings.Repeat("NOT ", n) + "1", false},
		{"RETURN " + strings.Repeat("- ", n) + "1", false},
		{"RETURN " + strings.Repeat("CASE ", n), false},
		{"MATCH (n:" + strings.Repeat("(!", n), false},
		{"MATCH " + strings.Repeat("(", n), false},
		{strings.Repeat("CALL { ", n), false},
		{strings.Repeat("FOREACH (x IN [1] | ", n), false},
		{"RETURN " + strings.Repeat("EXISTS { ", n), false},
		{"RETURN x IS :: " + strings.Repeat("LIST<", n), false},
		{"RETURN 1" + strings.Repeat(" + 1", n), true},
		{"RETURN 1" + strings.Repeat(" + 1", maxOperators+fewOperators+1), false},
		{"RETURN a" + strings.Repeat(".b", n), true},
		{"MATCH (n)" + strings.Repeat("--(n)", n) + " FINISH", true},
		{"MATCH (n) WHERE (n)" + strings.Repeat("--(n)", n) + " FINISH", true},
		{"RETURN [1" + strings.Repeat(", -1", n) + "] AS x", true},
	} {
		if _, err := Parse(c.text); (err == nil) != c.parses {
			t.Errorf("%.40s…: error %v", c.text, err)
		}
	}
}

// TestOwnQueries parses the project's own Cypher.
func TestOwnQueries(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared.Project(), "cypher", "*", "*.cypher"))
	if err != nil || len(files) < 20 {
		t.Fatal(err, len(files))
	}
	// A file may hold a query for a drawing and one for a denominator besides.
	parts := strings.NewReplacer("\n// denominator\n", ";\n", "\n// graph\n", ";\n")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, statement := range strings.SplitAfter(parts.Replace(string(text)), ";\n") {
			if strings.TrimSpace(statement) == "" {
				continue
			}
			s, err := Parse(statement)
			if err != nil {
				t.Errorf("%s: %s", file, Render(statement, err.(*Error)))
				continue
			}
			checkRoundTrip(t, statement, s)
		}
	}
}

// FuzzParse holds that no text breaks the parser, and that what it takes is
// printed so that it takes it again.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"MATCH (n:A|B {x: 1})-[r:T*1..2]->() WHERE n.x = $p AND NOT (n)--() RETURN DISTINCT n.x AS x ORDER BY x LIMIT 1",
		"CALL (x) { RETURN [y IN x WHERE y:A | y.z] } IN 2 CONCURRENT TRANSACTIONS OF 1 ROWS RETURN CASE x WHEN > 1 THEN 2 END",
		"CREATE FULLTEXT INDEX i IF NOT EXISTS FOR (n:A|B) ON EACH [n.x] OPTIONS {}",
		"SHOW INDEXES YIELD * WHERE x RETURN y", "RETURN reduce(a = 0, x IN [1.5e3, 0xF] | a ^ -x) || '\\u0041' =~ \"b\"",
		"UNWIND [(a)-->(b) | n{.*, .a}] AS x MERGE (n) ON CREATE SET n[x] = 1, n:$(x) REMOVE n.x",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text)
		if err != nil {
			Render(text, err.(*Error))
			return
		}
		checkRoundTrip(t, text, s)
		Walk(s, func(Node) bool { return true })
	})
}
