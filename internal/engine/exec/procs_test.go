package exec

import (
	"context"
	"testing"

	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// fill makes (:Person {name: 'Ann'})-[:KNOWS {since: 2}]->(:Person:Friend),
// an index, a constraint and a full-text index, and reads them in a transaction.
func (b *bench) fill(t *testing.T) {
	t.Helper()
	graph := storage.OpenMemory(storage.Options{})
	tx, err := graph.Begin(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	ann, friend := tx.CreateNode([]string{"Person"}), tx.CreateNode([]string{"Person", "Friend"})
	knows, err := tx.CreateRelationship(ann, friend, "KNOWS")
	for _, err := range []error{
		err,
		tx.SetNodeProperty(ann, "name", value.OfString("Ann")),
		tx.SetRelationshipProperty(knows, "since", value.OfInt(2)),
		tx.CreateIndex(storage.Index{Name: "by_age", Labels: []string{"Person"}, Properties: []string{"age"}}),
		tx.CreateIndex(storage.Index{Name: "words", Kind: storage.FullText, Labels: []string{"Person"}, Properties: []string{"name"}}),
		tx.CreateConstraint(storage.Constraint{Name: "one_name", Kind: storage.Unique, Label: "Person", Properties: []string{"name"}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	b.state.Tx, b.state.View = tx, tx.View
	t.Cleanup(func() {
		tx.Rollback()
		graph.Close()
	})
}

// call gives a procedure's rows, printed with the data of what is in them.
func (b *bench) call(name string, args ...value.Value) (rows []string, err error) {
	p, _ := b.registry.LookupProcedure(name)
	err = p.Call(b.state, args, func(row []value.Value) error {
		rows = append(rows, value.Print(Hydrate(b.state, value.OfList(row))))
		return nil
	})
	return rows, err
}

func TestProcedures(t *testing.T) {
	b := newBench(t)
	b.fill(t)
	for _, c := range []struct {
		name string
		args []value.Value
		want []string
	}{
		{"db.labels", nil, []string{"['Person']", "['Friend']"}},
		{"db.relationshipTypes", nil, []string{"['KNOWS']"}},
		{"db.ping", nil, []string{"[true]"}},
		{"db.awaitIndexes", nil, nil},
		{"db.index.fulltext.listAvailableAnalyzers", nil, []string{
			"['standard-no-stop-words', 'Words of letters and digits, in lower case; an ideograph is a word.', []]",
			"['simple', 'Words of letters, in lower case.', []]",
			"['whitespace', 'What stands between spaces, as it is written.', []]",
			"['keyword', 'The whole text, as it is written.', []]",
		}},
		{"dbms.components", nil, []string{"['Neo4j Kernel', ['5.26.0'], 'community']"}},
		{"db.schema.nodeTypeProperties", nil, []string{
			"[':`Friend`:`Person`', ['Friend', 'Person'], null, null, false]",
			"[':`Person`', ['Person'], 'name', ['String'], true]",
		}},
		{"db.schema.relTypeProperties", nil, []string{"[':`KNOWS`', 'since', ['Long'], true]"}},
		{"db.index.fulltext.queryNodes", []value.Value{value.OfString("words"), value.OfString("ann OR bob")}, []string{
			"[(:Person {name: 'Ann'}), 0.13076457838717312]",
		}},
		{"db.schema.visualization", nil, []string{
			"[[(:Person {name: 'Person', indexes: ['age', 'name'], constraints: ['Constraint( id=1, name=\\'one_name\\', type=\\'UNIQUENESS\\', schema=(:Person {name}) )']}), " +
				"(:Friend {name: 'Friend', indexes: [], constraints: []})], [[:KNOWS {name: 'KNOWS'}], [:KNOWS {name: 'KNOWS'}]]]",
		}},
	} {
		got, err := b.call(c.name, c.args...)
		if err != nil || value.Print(ofTexts(got)) != value.Print(ofTexts(c.want)) {
			t.Errorf("%s gives %q, want %q (%v)", c.name, got, c.want, err)
		}
	}
	if _, err := b.call("db.index.fulltext.queryRelationships", value.OfString("words"), value.OfString("x")); err == nil {
		t.Error("nodes' index searched for relationships")
	}
}

func TestShow(t *testing.T) {
	b := newBench(t)
	b.state.Server.Terminate = func(string) (bool, error) { return false, nil }
	b.fill(t)
	for _, c := range []struct {
		text, column string
		want         []string
	}{
		{"SHOW INDEXES", "name", []string{"'labels'", "'types'", "'by_age'", "'words'", "'one_name'"}},
		{"SHOW FULLTEXT INDEXES", "createStatement", []string{"'CREATE FULLTEXT INDEX `words` FOR (n:`Person`) ON EACH [n.`name`]'"}},
		{"SHOW CONSTRAINTS", "type", []string{"'UNIQUENESS'"}},
		{"SHOW NODE UNIQUE CONSTRAINTS", "createStatement", []string{"'CREATE CONSTRAINT `one_name` FOR (n:`Person`) REQUIRE (n.`name`) IS UNIQUE'"}},
		{"SHOW KEY CONSTRAINTS", "type", nil},
		{"SHOW USERS", "user", nil},
		{"TERMINATE TRANSACTIONS 'x'", "message", []string{"'Transaction not found.'"}},
	} {
		statement, err := syntax.Parse(c.text)
		if err != nil {
			t.Fatal(err)
		}
		columns, rows, err := showRows(b.state, statement.Body)
		var got []string
		for _, row := range rows {
			for i, column := range columns {
				if column == c.column {
					got = append(got, value.Print(row[i]))
				}
			}
		}
		if err != nil || value.Print(ofTexts(got)) != value.Print(ofTexts(c.want)) {
			t.Errorf("%s gives %q, want %q (%v)", c.text, got, c.want, err)
		}
	}
}

// TestSignatures holds that what SHOW prints of a signature reads back as the same.
func TestSignatures(t *testing.T) {
	registry := NewRegistry()
	for _, p := range registry.allProcedures() {
		s, err := ParseSignature(procedureSignature(p))
		if err != nil || s.Name != p.Name || fieldTexts(s.Args) != fieldTexts(p.Args) || fieldTexts(s.Results) != fieldTexts(p.Results) {
			t.Errorf("%s is read as %v (%v)", procedureSignature(p), s, err)
		}
	}
	for _, f := range registry.allFunctions() {
		if f.Call == nil == (f.Aggregator == nil) {
			t.Errorf("%s has neither a call nor an aggregator, or both", f.Name)
		}
	}
	if _, found := registry.Function("TOUPPER"); !found {
		t.Error("functions' names are told apart by case")
	}
}

// TestGraphFunctions reads a node and a relationship, also after they are gone.
func TestGraphFunctions(t *testing.T) {
	b := newBench(t)
	b.fill(t)
	node, relationship := value.NodeReference(0), value.RelationshipReference(0)
	check := func(name, want string, arg value.Value) {
		t.Helper()
		f, _ := b.registry.LookupFunction(name)
		v, err := f.Call(b.state, []value.Value{arg})
		got := value.Print(v)
		if err != nil {
			got = "!" + title(err)
		}
		if got != want {
			t.Errorf("%s gives %s, want %s", name, got, want)
		}
	}
	check("labels", "['Person']", node)
	check("properties", "{since: 2}", relationship)
	check("keys", "['name']", node)
	check("type", "'KNOWS'", relationship)
	check("endNode", "(#1)", relationship)
	check("elementId", "'5:d:0'", relationship)
	check("labels", "!TypeError", relationship)
	b.state.Tx.DeleteRelationship(0)
	b.state.Tx.DeleteNode(0)
	check("type", "'KNOWS'", relationship)
	check("labels", "!EntityNotFound", node)
	check("properties", "!EntityNotFound", relationship)
	if got := value.Print(Hydrate(b.state, value.OfList([]value.Value{node, relationship}))); got != "[(), [:KNOWS]]" {
		t.Errorf("what was deleted is given as %s", got)
	}
	if id, ok := ParseElementID("d", value.Node, ElementID("d", value.Node, 7)); !ok || id != 7 {
		t.Errorf("an element id is read as %d", id)
	}
	if _, ok := ParseElementID("e", value.Node, ElementID("d", value.Node, 7)); ok {
		t.Error("an element id of another database is read")
	}
}
