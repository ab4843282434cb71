package exec_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"corridor/internal/engine"
	"corridor/internal/engine/value"
)

const people = `CREATE (a:Person {name: 'Ann', age: 30})-[:KNOWS {since: 2010}]->(b:Person {name: 'Bob', age: 40}),
	(b)-[:KNOWS]->(c:Person:Admin {name: 'Cy'}), (a)-[:LIKES]->(c)`

// run gives the rows of a query, printed and one a line, or ! and an error's title.
func run(d *engine.Database, query string) string {
	many := []value.Value{value.OfString("a")}
	for i := range int64(9) {
		many = append(many, value.OfInt(i))
	}
	params := map[string]value.Value{
		"three": value.OfInt(3), "labels": value.OfList([]value.Value{value.OfString("Admin")}), "many": value.OfList(many),
	}
	result, err := d.Run(context.Background(), query, params, engine.TxOptions{})
	if err != nil {
		return raised(err)
	}
	defer result.Close()
	var rows []string
	for result.Next() {
		rows = append(rows, value.Print(value.OfList(result.Row())))
	}
	if result.Err() != nil {
		return raised(result.Err())
	}
	if _, err := result.Consume(); err != nil {
		return raised(err)
	}
	return strings.Join(rows, "\n")
}

func raised(err error) string {
	var told *value.Error
	if !errors.As(err, &told) {
		return "!" + err.Error()
	}
	return "!" + string(told.Code[strings.LastIndexByte(string(told.Code), '.')+1:])
}

// TestExpressionsOverAGraph runs what needs a graph to have a value.
func TestExpressionsOverAGraph(t *testing.T) {
	d, err := engine.OpenMemory(engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if made := run(d, people); made != "" {
		t.Fatal(made)
	}
	for _, c := range []struct{ query, want string }{
		{"MATCH (n:Admin) RETURN n{.name, .*, years: n.age, labels: labels(n)}", "[{name: 'Cy', years: null, labels: ['Person', 'Admin']}]"},
		{"MATCH (n) WHERE n:Person&!Admin RETURN count(*)", "[2]"},
		{"MATCH (n) WHERE n:$('Admin') OR n:$any(['Admin', 'None']) RETURN n.name", "['Cy']"},
		{"MATCH (n) WHERE n:$($labels) RETURN n.name", "['Cy']"},
		{"MATCH (n) WHERE n:% RETURN count(*)", "[3]"},
		{"MATCH ()-[r]->() WHERE r:LIKES|NONE RETURN type(r)", "['LIKES']"},
		{"MATCH (n:Admin) RETURN n['na' + 'me'], n.none, n[null]", "['Cy', null, null]"},
		{"MATCH (n:Admin) RETURN COUNT { (n)--() }, EXISTS { (n)-[:LIKES]->() }, COLLECT { MATCH (n)<--(m) RETURN m.name ORDER BY m.name }", "[2, false, ['Ann', 'Bob']]"},
		{"MATCH (n {name: 'Ann'}) RETURN [(n)-->(m) WHERE m.age > 1 | m.name], size([(n)-->() | 1])", "[['Bob'], 2]"},
		{"RETURN size([x IN [1, 2, 3] WHERE EXISTS { MATCH (n) WHERE n.age > x * 15 }])", "[2]"},
		{"MATCH (a {name: 'Ann'}), (c:Admin) RETURN length(shortestPath((a)-[:KNOWS*]->(c))), [n IN nodes(shortestPath((a)-[*]->(c))) | n.name]", "[2, ['Ann', 'Cy']]"},
		{"MATCH (n) WHERE exists((n)-[:LIKES]->()) RETURN n.name", "['Ann']"},
		{"MATCH ()-[r:KNOWS {since: 2010}]->() RETURN startNode(r).name, endNode(r).name, properties(r), keys(r)", "['Ann', 'Bob', {since: 2010}, ['since']]"},
		{"MATCH (n) WITH n ORDER BY n.name WITH collect(n) AS ns RETURN ns[0].name, [n IN ns | n.age], ns[-1]", "['Ann', [30, 40, null], (:Person:Admin {name: 'Cy'})]"},
		{"MATCH p = (:Person {name: 'Ann'})-[:KNOWS*2]->() RETURN length(p), [r IN relationships(p) | r.since]", "[2, [2010, null]]"},
		{"MATCH (n) WHERE n.age >= $three RETURN count(*)", "[2]"},
		{"MATCH (n) WHERE n.age <> 30 RETURN n.name", "['Bob']"},
		{"MATCH (n) RETURN avg(n.age), stDevP(n.age), percentileDisc(n.age, 0.5), count(DISTINCT n:Admin)", "[35.0, 5.0, 30, 2]"},
		{"MATCH (n:Admin) RETURN elementId(n) = '4:' + split(elementId(n), ':')[1] + ':' + toString(id(n))", "[true]"},
		{"UNWIND ['a', 'c', 7, 7.0, null] AS x RETURN x IN $many, x IN $many + [null]", "[true, true]\n[false, null]\n[true, true]\n[true, true]\n[null, null]"},
		{"MATCH (n:Admin) RETURN n.name.x", "!TypeError"},
		{"MATCH (n:Admin) DETACH DELETE n RETURN n.name", "!EntityNotFound"},
		{"MATCH (:Admin)<-[r:LIKES]-() DELETE r RETURN type(r)", "['LIKES']"},
		{"SHOW INDEXES YIELD name, type WHERE type = 'LOOKUP' RETURN count(*)", "[2]"},
		{"SHOW FUNCTIONS YIELD name WHERE name = 'toUpper'", "['toUpper']"},
		{"SHOW DATABASES YIELD name, home", "['neo4j', true]\n['system', false]"},
		{"CALL dbms.components() YIELD versions", "[['5.26.0']]"},
		{"CALL db.index.fulltext.queryNodes($three, 'x')", "!TypeError"},
		{"CALL db.index.fulltext.queryNodes('none', 'x')", "!ProcedureCallFailed"},
	} {
		if got := run(d, c.query); got != c.want {
			t.Errorf("%s\ngives %s\nwant  %s", c.query, got, c.want)
		}
	}
}
