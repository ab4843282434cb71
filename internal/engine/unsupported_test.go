package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"corridor/internal/engine/value"
)

// unsupported is what Neo4j 5 has and this engine refuses by its name, sorted,
// each with an example. Docs/engine.md lists it with what the refusal says.
var unsupported = []refusal{
	{"Administration: aliases", "SHOW ALIASES FOR DATABASE"},
	{"Administration: creating databases", "CREATE DATABASE films"},
	{"Administration: other settings of a database", "ALTER DATABASE neo4j SET ACCESS READ ONLY"},
	{"Administration: privileges", "GRANT ROLE reader TO ann"},
	{"Administration: roles", "SHOW ROLES"},
	{"Administration: servers", "SHOW SERVERS"},
	{"Administration: stopping databases", "STOP DATABASE neo4j"},
	{"Administration: users", "CREATE USER ann SET PASSWORD 'secret'"},
	{"Functions of LOAD CSV: file, linenumber", "RETURN linenumber()"},
	{"Index: vector", "CREATE VECTOR INDEX v FOR (n:A) ON (n.e) OPTIONS {indexConfig: {`vector.dimensions`: 3}}"},
	{"Path selectors: ALL SHORTEST", "MATCH p = ALL SHORTEST (a)-[:R*]->(b) RETURN p"},
	{"Path selectors: ANY", "MATCH p = ANY (a)-[:R*]->(b) RETURN p"},
	{"Path selectors: SHORTEST k", "MATCH p = SHORTEST 2 (a)-[:R*]->(b) RETURN p"},
	{"Procedures: APOC and Graph Data Science", "CALL apoc.help('text')"},
	{"Procedures: connections", "CALL dbms.listConnections()"},
	{"Procedures: metadata of a transaction", "CALL tx.setMetaData({app: 'x'})"},
	{"Procedures: new names without data", "CALL db.createLabel('A')"},
	{"Procedures: statistics of queries", "CALL db.stats.retrieve('GRAPH COUNTS')"},
	{"Procedures: vectors", "CALL db.index.vector.queryNodes('v', 1, [1.0])"},
	{"Quantified path patterns: a part of a path", "MATCH (a)((x)-[:R]->(y)){1,3}(b) RETURN a"},
	{"Quantified path patterns: a relationship", "MATCH (a)-[:R]->+(b) RETURN a"},
	{"Reading files: LOAD CSV", "LOAD CSV FROM 'file:///a.csv' AS line RETURN line"},
	{"Regular expressions: back references", `RETURN 'aa' =~ '(a)\\1'`},
	{"Regular expressions: looking ahead or back", "RETURN 'ab' =~ '(?=a).*'"},
	{"USE with a function", "USE graph.byName('neo4j') RETURN 1"},
}

type refusal struct{ name, example string }

// TestUnsupported runs each example, and holds the list in the docs to what
// came.
func TestUnsupported(t *testing.T) {
	const begin, end = "<!-- begin: what is refused by name -->\n", "<!-- end -->\n"
	file := filepath.Join("..", "..", "docs", "engine.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("%s has no place for the list", file)
	}
	wanted := before + begin + refusals(t) + end + after
	if *update {
		if err := os.WriteFile(file, []byte(wanted), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if line, came, want := firstDifference(string(text), wanted); line > 0 {
		t.Errorf("%s:%d: go test ./internal/engine -run Unsupported -update\nhas\n%s\nwants\n%s", file, line, came, want)
	}
}

// refusals is a table of the examples and their errors.
func refusals(t *testing.T) string {
	d := openTest(t)
	var table strings.Builder
	table.WriteString("| what | example | refused with |\n| --- | --- | --- |\n")
	if !slices.IsSortedFunc(unsupported, func(a, b refusal) int { return strings.Compare(a.name, b.name) }) {
		t.Error("the table is not sorted by name")
	}
	for _, u := range unsupported {
		_, _, err := all(d, u.example)
		refused, ok := err.(*value.Error)
		if !ok {
			t.Errorf("%s: %s: not refused: %v", u.name, u.example, err)
			continue
		}
		code := string(refused.Code)
		message, _, _ := strings.Cut(refused.Message, "\n")
		message, _, _ = strings.Cut(message, " (line ")
		cell := strings.NewReplacer("|", `\|`)
		fmt.Fprintf(&table, "| %s | `` %s `` | %s: %s |\n", u.name, cell.Replace(u.example), code[strings.LastIndex(code, ".")+1:], cell.Replace(message))
	}
	return table.String()
}
