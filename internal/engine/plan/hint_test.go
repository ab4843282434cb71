package plan

import (
	"strings"
	"testing"

	"corridor/internal/engine/syntax"
)

// TestHintsRefused: what a hint names must be there in the pattern, and what it
// asks for must be a way to find it.
func TestHintsRefused(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"MATCH (n:Person) USING INDEX n:Person(name) RETURN n", "no condition on name"},
		{"MATCH (n:Person) USING INDEX n:Person(name) WHERE n.name <> 'A' RETURN n", "no condition on name"},
		{"MATCH (n:Person) USING INDEX n:Town(name) WHERE n.name = 'A' RETURN n", "label `Town`"},
		{"MATCH (n) USING SCAN n:Person RETURN n", "label `Person`"},
		{"MATCH ()-[r:KNOWS]->() USING SCAN r:LIVES_IN RETURN r", "type `LIVES_IN`"},
		{"MATCH (n:Person) USING JOIN ON n RETURN n", "single node"},
		{"MATCH (n:Person) USING INDEX SEEK n:Person(name) WHERE n.name IS NOT NULL RETURN n", "Could not solve"},
		{"MATCH (n:Person) USING TEXT INDEX n:Person(motto) WHERE n.motto > 'A' RETURN n", "Could not solve"},
		{"MATCH (n:Person) USING INDEX n:Person(id) USING SCAN n:Person WHERE n.id = 1 RETURN n", "Could not solve these hints: `USING SCAN"},
		{"MATCH (m:Person) WITH m AS n MATCH (n:Person) USING INDEX n:Person(id) WHERE n.id = 1 RETURN n", "Could not solve"},
		{"MATCH (a:Person)-[:KNOWS*]->(b:Person) USING INDEX a:Person(name) WHERE a.name = b.name RETURN a", ""},
	} {
		stmt, err := syntax.Parse(c.query)
		if err != nil {
			t.Fatal(c.query, err)
		}
		_, err = Build(stmt, towns{}, towns{})
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.query, err)
		}
	}
}

// TestHintRemarks tells of the hints that are not followed.
func TestHintRemarks(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"MATCH (n:Person) USING INDEX n:Person(name) WHERE n.name = 'A' RETURN n", ""},
		{"MATCH (n:Person) USING POINT INDEX n:Person(name) WHERE n.name = 'A' RETURN n",
			"Neo.ClientNotification.Schema.HintedIndexNotFound POINT INDEX FOR (`n`:`Person`) ON (`n`.`name`)"},
		{"MATCH (n:Person) USING INDEX n:Person(a, b) WHERE n.a = 'A' AND n.b = 1 RETURN n",
			"Neo.ClientNotification.Schema.HintedIndexNotFound INDEX FOR (`n`:`Person`) ON (`n`.`a`, `n`.`b`)"},
		{"MATCH ()-[r:KNOWS]->() USING INDEX r:KNOWS(since) WHERE r.since = 1 RETURN r",
			"Neo.ClientNotification.Schema.HintedIndexNotFound USING INDEX r:KNOWS(since)"},
		{"MATCH ()-[r:KNOWS]->() USING SCAN r:KNOWS RETURN r", ""},
		{"MATCH (n:Person)-[:KNOWS]->(m) USING JOIN ON m RETURN n", "Neo.ClientNotification.Statement.JoinHintUnfulfillableWarning identifier is: m"},
	} {
		stmt, err := syntax.Parse(c.query)
		if err != nil {
			t.Fatal(c.query, err)
		}
		found := HintRemarks(stmt, towns{})
		if c.want == "" && len(found) == 0 {
			continue
		}
		code, part, _ := strings.Cut(c.want, " ")
		if len(found) != 1 || found[0].Code != code || !strings.Contains(found[0].Description, part) {
			t.Errorf("%s: %v", c.query, found)
		}
	}
}
