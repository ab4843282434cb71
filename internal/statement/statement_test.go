package statement_test

import (
	"strings"
	"testing"

	"corridor/internal/statement"
)

func TestReadsAreTaken(t *testing.T) {
	for _, text := range []string{
		"RETURN 1",
		"MATCH (n) RETURN n;",
		"match (n:Task) where n.name starts with 'CREATE' return n // DELETE n",
		"/* MERGE */ MATCH (n) RETURN n.set, n.create, n.delete AS remove",
		"MATCH (n:Set)-[r:CREATE|MERGE]->(m:A&!Delete) RETURN type(r)",
		"MATCH (n) WHERE n.`DELETE` = \"it's SET\" RETURN n",
		"MATCH (`create`) RETURN `create`",
		"RETURN {set: 1, remove: 2} AS merge",
		"RETURN 1 AS set, 2 AS create ORDER BY 1",
		"WITH 1 AS set RETURN 2",
		"RETURN $set, $create",
		"RETURN 'a \\' SET b', \"\\\" SET\", '\\\\' AS x",
		"RETURN '\\u00e9'",
		"RETURN [x IN [1] | x][0..1]",
		"CALL { MATCH (n) RETURN count(n) AS c } RETURN c",
		"MATCH (n) CALL (n) { MATCH (n)-->(m) RETURN count(m) AS c } RETURN c",
		"CALL db.labels() YIELD label RETURN label",
		"CALL db.labels",
		"CALL `db`.`labels`()",
		"MATCH (n) CALL db.index.fulltext.queryNodes('names', $q) YIELD node RETURN node",
		"EXPLAIN MATCH (n) RETURN n",
		"profile MATCH (n) RETURN n",
		"MATCH (n) WHERE EXISTS { (n)-->() } RETURN COUNT { (n)--() }",
		"MATCH p = shortestPath((a)-[*..6]-(b)) RETURN p",
		"MATCH (call) WHERE call.show = 1 RETURN call.use, call.load",
		"MATCH (n) WHERE n.transactions IN [1] RETURN n",
		"MATCH (n) WHERE n.call IS NOT NULL RETURN n.call AS call, n.load AS csv",
		"RETURN " + strings.Repeat("(1) + [", 150) + strings.Repeat("]", 150),
		"UNWIND range(1, 3) AS i RETURN i UNION ALL RETURN 4 AS i",
	} {
		if refusal := statement.Check(text); refusal != nil {
			t.Errorf("%s: %v", text, refusal)
		}
	}
}

func TestTheRestIsRefused(t *testing.T) {
	for text, want := range map[string]struct {
		kind         statement.Kind
		what         string
		line, column int
	}{
		"":                                      {statement.Empty, "", 1, 1},
		" /* nothing */ // here":                {statement.Empty, "", 1, 23},
		";":                                     {statement.Empty, ";", 1, 1},
		"RETURN " + strings.Repeat("(", 300):    {statement.Deep, "(", 1, 208},
		"RETURN " + strings.Repeat("not ", 300): {statement.Deep, "not", 1, 808},
		"RETURN " + strings.Repeat("-", 300):    {statement.Deep, "-", 1, 208},
		"EXPLAIN":                               {statement.Empty, "", 1, 8},
		"MATCH (n)\nSET n.x = 1":                {statement.Write, "SET", 2, 1},
		"MATCH (é) sEt é.x = 1":                 {statement.Write, "sEt", 1, 11},
		"CREATE (n) RETURN n":                   {statement.Write, "CREATE", 1, 1},
		"create(n)":                             {statement.Write, "create", 1, 1},
		"MATCH (n)/**/DELETE/**/n":              {statement.Write, "DELETE", 1, 14},
		"MATCH (n) DETACH DELETE n":             {statement.Write, "DETACH", 1, 11},
		"MATCH (n) REMOVE n:Task":               {statement.Write, "REMOVE", 1, 11},
		"MERGE (n:Task)":                        {statement.Write, "MERGE", 1, 1},
		"INSERT (:Task)":                        {statement.Write, "INSERT", 1, 1},
		"FOREACH (x IN [1] | CREATE (n))":       {statement.Write, "FOREACH", 1, 1},
		"PROFILE MERGE (n)":                     {statement.Write, "MERGE", 1, 9},
		"CALL { CREATE (n) } RETURN 1":          {statement.Write, "CREATE", 1, 8},
		"MATCH (n) WITH n, 1. SET n.x = 1":      {statement.Write, "SET", 1, 22},
		"MATCH (n) WITH n LIMIT 1SET n.x = 1":   {statement.Write, "SET", 1, 25},
		"MATCH (as) WITH as SET as.x = 1":       {statement.Write, "SET", 1, 20},
		"MATCH (n) WHERE n.as SET n.x = 1":      {statement.Write, "SET", 1, 22},
		"MATCH (n) WITH n AS as CREATE (m)":     {statement.Write, "CREATE", 1, 24},
		"MATCH (n:%) WHERE n:% SET n.x = 1":     {statement.Write, "SET", 1, 23},
		"RETURN 'a' // \nCREATE (n)":            {statement.Write, "CREATE", 2, 1},
		"RETURN 'a' //\rCREATE (n)":             {statement.Write, "CREATE", 1, 15},
		"MATCH (n) RETURN n UNION CREATE (n)":   {statement.Write, "CREATE", 1, 26},
		"MATCH (n) CALL { WITH n MATCH (n) RETURN 1 AS x } IN TRANSACTIONS RETURN x": {statement.Write, "IN", 1, 51},
		"MATCH (n) CALL (n) { RETURN 1 AS x } IN 3 CONCURRENT TRANSACTIONS RETURN x": {statement.Write, "IN", 1, 38},
		"CREATE INDEX FOR (n:Task) ON (n.x)":                                         {statement.Schema, "CREATE", 1, 1},
		"CREATE OR REPLACE FULLTEXT INDEX x":                                         {statement.Schema, "CREATE", 1, 1},
		"CREATE CONSTRAINT x IF NOT EXISTS":                                          {statement.Schema, "CREATE", 1, 1},
		"DROP INDEX x":                                                               {statement.Schema, "DROP", 1, 1},
		"CREATE USER x":                                                              {statement.Admin, "CREATE", 1, 1},
		"DROP DATABASE neo4j":                                                        {statement.Admin, "DROP", 1, 1},
		"SHOW TRANSACTIONS":                                                          {statement.Admin, "SHOW", 1, 1},
		"TERMINATE TRANSACTION 'x'":                                                  {statement.Admin, "TERMINATE", 1, 1},
		"USE other MATCH (n) RETURN n":                                               {statement.Admin, "USE", 1, 1},
		"RETURN 1 AS x UNION ALL USE o RETURN 2 AS x":                                {statement.Admin, "USE", 1, 25},
		"CALL { USE other MATCH (n) RETURN n } RETURN n":                             {statement.Admin, "USE", 1, 8},
		"CYPHER 25 MATCH (n) RETURN n":                                               {statement.Admin, "CYPHER", 1, 1},
		"LOAD CSV FROM 'file:///x' AS l RETURN l":                                    {statement.Load, "LOAD", 1, 1},
		"RETURN 0x1.LOAD CSV FROM 'file:///x' AS l RETURN l":                         {statement.Load, "LOAD", 1, 12},
		"MATCH (n:LOAD CSV":                                                          {statement.Load, "LOAD", 1, 10},
		"RETURN 0x1.CALL dbms.listConfig()":                                          {statement.Procedure, "dbms.listConfig", 1, 17},
		"RETURN 0x1.CALL `dbms`.`listConfig`()":                                      {statement.Procedure, "dbms.listConfig", 1, 17},
		"CALL dbms.listConfig()":                                                     {statement.Procedure, "dbms.listConfig", 1, 6},
		"CALL db.labels.more()":                                                      {statement.Procedure, "db.labels.more", 1, 6},
		"CALL DB.LABELS()":                                                           {statement.Procedure, "DB.LABELS", 1, 6},
		"CALL apoc.create.node(['A'], {})":                                           {statement.Procedure, "apoc.create.node", 1, 6},
		"OPTIONAL CALL dbms.killQuery('x')":                                          {statement.Procedure, "dbms.killQuery", 1, 15},
		"CALL `db.labels`.`x`()":                                                     {statement.Procedure, "db.labels.x", 1, 6},
		"MATCH (n) RETURN n; MATCH (m) DELETE m":                                     {statement.Several, "MATCH", 1, 21},
		"RETURN 1;;":                                                                 {statement.Several, ";", 1, 10},
		"RETURN 'a":                                                                  {statement.Unreadable, "'", 1, 8},
		"RETURN /* a":                                                                {statement.Unreadable, "/*", 1, 8},
		"RETURN /*/ CREATE (n)":                                                      {statement.Unreadable, "/*", 1, 8},
		"RETURN `a":                                                                  {statement.Unreadable, "`", 1, 8},
		`\u0043REATE (n)`:                                                            {statement.Unreadable, `\`, 1, 1},
		`RETURN '\u0027 CREATE (n) //'`:                                              {statement.Unreadable, `\u0027`, 1, 9},
		`RETURN '\u005C' CREATE (n) //'`:                                             {statement.Unreadable, `\u005C`, 1, 9},
		`/* \u002a/ CREATE (n) */ RETURN 1`:                                          {statement.Unreadable, `\u`, 1, 4},
		"// \\u000aCREATE (n)\nRETURN 1":                                             {statement.Unreadable, `\u`, 1, 4},
		"RETURN 1 AS `\\u0060 CREATE (n) //`":                                        {statement.Unreadable, `\u`, 1, 14},
	} {
		got := statement.Check(text)
		if got == nil {
			t.Errorf("%q is taken", text)
			continue
		}
		if got.Kind != want.kind || got.What != want.what || got.Line != want.line || got.Column != want.column {
			t.Errorf("%q: %s %q at %d:%d, want %+v", text, got.Kind, got.What, got.Line, got.Column, want)
		}
	}
}

func TestARefusalSaysWhatWhereAndWhatToDo(t *testing.T) {
	for text, want := range map[string]string{
		"MATCH (n)\n  DELETE n": "line 2, column 3: the statement writes: DELETE; only reads are taken here",
		"RETURN 1; RETURN 2":    "line 1, column 11: a second statement; send one at a time",
		"":                      "line 1, column 1: an empty statement",
	} {
		if got := statement.Check(text).Error(); !strings.HasPrefix(got, want) {
			t.Errorf("%q: %s", text, got)
		}
	}
}

// TestALongStatementIsLookedAtOnce gives the longest ones in which every word
// may be a name if the one before is none. Where each was asked anew, from the
// end to the start, one of them took minutes.
func TestALongStatementIsLookedAtOnce(t *testing.T) {
	for _, words := range []string{"AS ", "AS AS, ", "`a` AS "} {
		text := "RETURN 1 " + strings.Repeat(words, (statement.Longest-20)/len(words))
		if refusal := statement.Check(text); refusal != nil {
			t.Errorf("%s: %v", words, refusal)
		}
		if refusal := statement.Check(text + "\nSET n.x = 1"); refusal == nil || refusal.Kind != statement.Write {
			t.Errorf("%s: taken with a SET behind it", words)
		}
	}
}

func TestALongerStatementIsRefused(t *testing.T) {
	text := "RETURN '" + strings.Repeat("x", statement.Longest-9) + "'"
	if refusal := statement.Check(text); refusal != nil {
		t.Errorf("the longest: %v", refusal)
	}
	if refusal := statement.Check(text + " "); refusal == nil || refusal.Error() != "line 1, column 1: the statement is too long: 65537 bytes; at most 65536 are taken: give values as parameters" {
		t.Errorf("a longer one: %v", refusal)
	}
}

// FuzzCheck holds that a comment changes nothing, and that a statement is never
// taken for a read where a clause that writes is put behind it.
func FuzzCheck(f *testing.F) {
	for _, seed := range []string{"RETURN 1", "MATCH (n) RETURN n.x AS set", "RETURN 'a\\'' // b", "RETURN `a``b`", "CALL db.labels()", "RETURN 1.", "RETURN 1 AS as", "RETURN 1 " + strings.Repeat("AS ", 10_000)} {
		f.Add(seed)
	}
	const added = "\nRETURN 1 CREATE (n:Task)"
	f.Fuzz(func(t *testing.T, text string) {
		if len(text)+len(added) > statement.Longest {
			return
		}
		refusal := statement.Check(text)
		if refusal != nil {
			if refusal.Line < 1 || refusal.Column < 1 {
				t.Errorf("%q: refused at %d:%d", text, refusal.Line, refusal.Column)
			}
			return
		}
		if got := statement.Check("/* SET */\n" + text); got != nil {
			t.Errorf("%q: refused behind a comment: %v", text, got)
		}
		if statement.Check(text+added) == nil {
			t.Errorf("%q: taken with a CREATE behind it", text)
		}
	})
}
