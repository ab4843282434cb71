package db

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"corridor/graph"
	"corridor/internal/exchange"
	"corridor/internal/shared"
)

// variety makes a graph that has each type of value, names and texts with each
// kind of character, and a schema. Each node has a k of its own.
var variety = []string{
	`CREATE CONSTRAINT one_k FOR (n:Thing) REQUIRE n.k IS UNIQUE`,
	`CREATE INDEX by_pair FOR (n:Thing) ON (n.i, n.s)`,
	`CREATE FULLTEXT INDEX words FOR (n:Thing|Other) ON EACH [n.s]`,
	`CREATE INDEX of_link FOR ()-[r:LINK]-() ON (r.since)`,
	`CREATE (:Thing {k: 1, i: -9223372036854775808, j: 9223372036854775807, f: 0.1, g: -0.0, huge: 1.7976931348623157e308, tiny: 5e-324, whole: 3.0, b: true, c: false})`,
	`CREATE (:Thing:Other {k: 2, nan: 0.0/0.0, inf: 1.0/0.0, minus: -1.0/0.0, infs: [1.5, 1.0/0.0]})`,
	`CREATE (:Thing {k: 3, s: $all, empty: '', quote: 'say "hi", it\'s', back: 'a\\u0041\\n\\', space: '  x  ', lines: 'a\nb\r\nc\td', euro: '€ 😀 中', semi: 'x;\ny'})`,
	`CREATE (:Thing {k: 4, none: [], texts: ['a', '', 'b;c', 'd"e'], one: [''], odd: [$odd], ints: [1, 2], floats: [1.0, 2.5], flags: [true, false]})`,
	`CREATE (:Thing {k: 5, d: date('2024-02-29'), t: localtime('12:30:00.000000001'), o: time('01:02:03+05:30'), dt: localdatetime('1969-12-31T23:59:59.5'),
		z: datetime('2020-10-25T02:30:00+01:00[Europe/Paris]'), y: datetime('2020-01-01T00:00:00.1-08:00'), u: datetime('2020-01-01T00:00:00Z'), far: date('+12345-01-01'), old: date('-0044-03-15'),
		ds: [date('2000-01-01'), date('2001-02-03')], zs: [datetime('2020-07-01T00:00:00[Europe/Paris]')]})`,
	`CREATE (:Thing {k: 6, p: duration('P14M3DT5.000000001S'), q: duration({seconds: -1, nanoseconds: 500000000}), r: duration({months: -1, days: 2, seconds: -7}), ps: [duration('PT1S')],
		here: point({longitude: 13.4, latitude: 52.5}), high: point({longitude: 13.4, latitude: 52.5, height: 34.0}), flat: point({x: 1.5, y: -2}), deep: point({x: 1, y: 2, z: 3e-7}), points: [point({x: 1, y: 2})]})`,
	"CREATE (:`odd``label \\u005Cu0041 é`:`a:b;c` {k: 7, `odd``key`: 1, `a:b`: 2, `ключ`: 'x', `with \"quotes\"`: 3})",
	`CREATE ({k: 8})`,
	`CREATE (:Thing {k: 9, i: 'a text where others have a number'})`,
	`CREATE (:Thing {k: 10, data: $bytes})`,
	"CREATE (:Thing {k: 11, `trailing `: 1, `dotted.name`: 2, `dash-ed`: 3, `sp ace`: 4, `IGNORE`: 5, `ID`: 6, Δ: 7, `x2`: 8})",
	`MATCH (a {k: 1}), (b {k: 2}), (c {k: 8}) CREATE (a)-[:LINK {since: date('2020-01-01'), note: 'x'}]->(b), (a)-[:LINK]->(b), (a)-[:LINK {since: 7, none: []}]->(a), (b)-[:` + "`odd type: ;`" + ` {w: 1.5}]->(c), (c)-[:OTHER]->(a)`,
}

// ownBytes is what only tables can take along.
const ownBytes = "MATCH (n {k: 10}) REMOVE n.data"

func fill(t *testing.T, d *DB) {
	t.Helper()
	var all strings.Builder
	for c := rune(1); c < 0x250; c++ {
		all.WriteRune(c)
	}
	for _, text := range variety {
		parameters := map[string]any{"all": all.String(), "odd": "a" + between + "b", "bytes": []byte{0, 1, 127, 128, 255}}
		if _, err := d.Write(t.Context(), text, parameters, loadLimits); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
}

// inMemory is an empty database of the program's own.
func inMemory(t *testing.T) *DB {
	t.Helper()
	return reached(t, Target{Embedded: true})
}

func reached(t *testing.T, target Target) *DB {
	t.Helper()
	d, err := Open(t.Context(), target)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close(context.Background()) }) //nolint:errcheck // the test is over
	return d
}

// emptyNeo4j is the test's Neo4j without data and without a schema.
func emptyNeo4j(t *testing.T) *DB {
	t.Helper()
	d := reached(t, Target{URI: shared.Neo4j(t)})
	empty(t, d)
	return d
}

func empty(t *testing.T, d *DB) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	if _, err := d.Write(ctx, "MATCH (n) DETACH DELETE n", nil, loadLimits); err != nil {
		t.Fatal(err)
	}
	definitions, err := d.definitions(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, def := range definitions {
		kind := "INDEX "
		if def.constraint {
			kind = "CONSTRAINT "
		}
		if _, err := d.Write(ctx, "DROP "+kind+quoted(def.name), nil, loadLimits); err != nil {
			t.Fatal(err)
		}
	}
}

// portrait is all that is in a database, in lines: each node by its k with its
// labels and properties, each relationship by the k of its ends, the schema.
func portrait(t *testing.T, d *DB) string {
	t.Helper()
	var lines []string
	err := d.stream(t.Context(), "MATCH (n) RETURN n.k AS k, labels(n) AS names, properties(n) AS p, null AS other "+
		"UNION ALL MATCH (a)-[r]->(b) RETURN a.k AS k, [type(r)] AS names, properties(r) AS p, b.k AS other", fetchRows, func(row []any) error {
		labels := texts(row[1])
		slices.Sort(labels)
		properties, _ := row[2].(map[string]any)
		line := fmt.Sprintf("%v %q %v", row[0], labels, row[3])
		var cells []string
		for name, v := range properties {
			if v, isBytes := v.([]byte); isBytes {
				cells = append(cells, fmt.Sprintf("%q: %v", name, v))
				continue
			}
			text, err := appendLiteral(nil, v)
			if err != nil {
				return err
			}
			cells = append(cells, fmt.Sprintf("%q: %s", name, text))
		}
		slices.Sort(cells)
		lines = append(lines, line+" "+strings.Join(cells, ", "))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	definitions, err := d.Read(t.Context(), "SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, owningConstraint WHERE type <> 'LOOKUP' RETURN name, type, entityType, labelsOrTypes, properties, owningConstraint", nil, loadLimits)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range definitions.Values {
		lines = append(lines, fmt.Sprint(row))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// carryOut runs the statements of a script one after another.
func carryOut(t *testing.T, d *DB, script string) {
	t.Helper()
	for _, statement := range strings.Split(script, ";\n") {
		var lines []string
		for line := range strings.Lines(statement) {
			if !strings.HasPrefix(line, "//") {
				lines = append(lines, line)
			}
		}
		if text := strings.TrimSpace(strings.Join(lines, "")); text != "" {
			if _, err := d.Write(t.Context(), text, nil, loadLimits); err != nil {
				t.Fatalf("%.300s: %v", text, err)
			}
		}
	}
}

func alike(t *testing.T, what, want, have string) {
	t.Helper()
	w, h := strings.Split(want, "\n"), strings.Split(have, "\n")
	for _, line := range w {
		if !slices.Contains(h, line) {
			t.Errorf("%s: lost or changed:\n%s", what, line)
		}
	}
	for _, line := range h {
		if !slices.Contains(w, line) {
			t.Errorf("%s: came in:\n%s", what, line)
		}
	}
	if len(w) != len(h) {
		t.Errorf("%s: %d things became %d", what, len(w), len(h))
	}
}

// scriptOf exports a database without its bytes.
func scriptOf(t *testing.T, d *DB) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := d.ExportScript(t.Context(), &b, false); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestNeo4jTakesAScriptAndGivesTheSameGraph goes from the program's own database to another
// of its kind, to Neo4j, and from there back.
func TestNeo4jTakesAScriptAndGivesTheSameGraph(t *testing.T) {
	from := inMemory(t)
	fill(t, from)
	if _, err := from.ExportScript(t.Context(), &bytes.Buffer{}, false); err == nil || !strings.Contains(err.Error(), "property data") || !strings.Contains(err.Error(), "csv") {
		t.Errorf("bytes in a script: %v", err)
	}
	if _, err := from.Write(t.Context(), ownBytes, nil, loadLimits); err != nil {
		t.Fatal(err)
	}
	want, text := portrait(t, from), scriptOf(t, from)
	again := inMemory(t)
	carryOut(t, again, text)
	alike(t, "own to own", want, portrait(t, again))
	server := emptyNeo4j(t)
	t.Cleanup(func() { empty(t, server) })
	carryOut(t, server, text)
	alike(t, "own to Neo4j", want, portrait(t, server))
	back := inMemory(t)
	carryOut(t, back, scriptOf(t, server))
	alike(t, "Neo4j to own", want, portrait(t, back))
}

// TestNeo4jTakesAScriptOfAnAnswer goes from the program's own database to another
// of its kind, and to Neo4j.
func TestNeo4jTakesAScriptOfAnAnswer(t *testing.T) {
	from := inMemory(t)
	const part = "CREATE (c:Claim:" + mark + " {k: 1, key: 'claim:x', `of it`: [1, 2], half: 0.5, say: 'it\\'s \\\\ \u00fc'}), (e:Evidence {k: 2, key: 'evidence:x'}), (n {k: 3}), " +
		"(e)-[:BEARS_ON {stance: 'asserts'}]->(c), (c)-[:SUBJECT]->(n), (c)-[:SUBJECT]->(n), (n)-[:`LEADS TO` {evidence: ['evidence:x'], claim: 'claim:x'}]->(n)"
	if _, err := from.Write(t.Context(), part, nil, loadLimits); err != nil {
		t.Fatal(err)
	}
	want := portrait(t, from)
	for _, text := range []string{"CREATE (:Other {k: 4})", "CREATE CONSTRAINT key FOR (c:Claim) REQUIRE c.key IS UNIQUE"} {
		if _, err := from.Write(t.Context(), text, nil, loadLimits); err != nil {
			t.Fatal(err)
		}
	}
	g, err := from.StatementGraph(t.Context(), "MATCH (n)-[r]->() RETURN n, r", nil, loadLimits)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := WriteScript(&text, g); err != nil {
		t.Fatal(err)
	}
	again := inMemory(t)
	carryOut(t, again, text.String())
	alike(t, "own to own", want, portrait(t, again))
	server := emptyNeo4j(t)
	t.Cleanup(func() { empty(t, server) })
	carryOut(t, server, text.String())
	alike(t, "own to Neo4j", want, portrait(t, server))
}

func TestScriptOfAnEmptyDatabase(t *testing.T) {
	again := inMemory(t)
	carryOut(t, again, scriptOf(t, inMemory(t)))
	if left := portrait(t, again); left != "" {
		t.Error(left)
	}
}

// TestScriptHasTransactionsOfBoundedSize has more nodes than one statement
// takes, and larger ones, and a label that the script would use itself.
func TestScriptHasTransactionsOfBoundedSize(t *testing.T) {
	from := inMemory(t)
	for _, text := range []string{
		"UNWIND range(1, 12000) AS i CREATE (:Many {k: i})",
		"UNWIND range(20001, 20100) AS i CREATE (:" + mark + " {k: i, text: $long})",
		"MATCH (a:" + mark + ") MATCH (b:" + mark + " {k: a.k + 1}) CREATE (a)-[:NEXT]->(b)",
	} {
		if _, err := from.Write(t.Context(), text, map[string]any{"long": strings.Repeat("x", 10_000)}, loadLimits); err != nil {
			t.Fatal(err)
		}
	}
	text := scriptOf(t, from)
	for _, statement := range strings.Split(text, ";\n") {
		if len(statement) > scriptBytes+20_000 || strings.Count(statement, "\n") > scriptRows+10 {
			t.Errorf("a statement of %d bytes and %d lines", len(statement), strings.Count(statement, "\n"))
		}
	}
	again := inMemory(t)
	carryOut(t, again, text)
	alike(t, "many", portrait(t, from), portrait(t, again))
}

// TestEnterpriseConstraintsAreComments holds that a community Neo4j takes what
// is exported of a database with constraints that it does not know.
func TestEnterpriseConstraintsAreComments(t *testing.T) {
	from := inMemory(t)
	for _, text := range []string{"CREATE CONSTRAINT has_name FOR (n:Person) REQUIRE n.name IS NOT NULL", "CREATE (:Person {k: 1, name: 'Ann'})"} {
		if _, err := from.Write(t.Context(), text, nil, loadLimits); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	e, err := from.ExportScript(t.Context(), &b, false)
	if err != nil || e.Commented != 1 || !strings.Contains(b.String(), "// CREATE CONSTRAINT `has_name`") {
		t.Errorf("%+v, %v:\n%s", e, err, b.String())
	}
	b.Reset()
	if _, err := from.ExportScript(t.Context(), &b, true); err != nil || !strings.Contains(b.String(), "\nCREATE CONSTRAINT `has_name`") {
		t.Errorf("%v:\n%s", err, b.String())
	}
}

// TestNeo4jTakesTablesAndGivesTheSameGraph gives the tables to Neo4j's own importer.
func TestNeo4jTakesTablesAndGivesTheSameGraph(t *testing.T) {
	shared.Neo4j(t)
	server := shared.StartNeo4j(t, "tables")
	t.Run("a folder of many", func(t *testing.T) {
		from := inMemory(t)
		fill(t, from)
		folder := filepath.Join(t.TempDir(), "tables")
		if _, err := from.ExportTables(t.Context(), folder, false); err != nil {
			t.Fatal(err)
		}
		server.Import(t, folder, argumentsFile)
		to := reached(t, Target{URI: "bolt://" + server.Address})
		carryOut(t, to, contentOf(t, filepath.Join(folder, schemaFile)))
		alike(t, "tables", portrait(t, from), portrait(t, to))
	})
	t.Run("a pair in an archive", func(t *testing.T) {
		from := inMemory(t)
		fillWithDataset(t, from)
		folder := t.TempDir()
		unpack(t, folder, writtenAs(t, "tables", from))
		server.Import(t, folder, "import.args")
		to := reached(t, Target{URI: "bolt://" + server.Address})
		alike(t, "the pair", writtenAs(t, "node-link", from), writtenAs(t, "node-link", to))
	})
}

// fillWithDataset loads the dataset, and adds texts and lists that tables have to quote and
// divide. Nodes have keys, which are what an export calls them. Of lists that the importer
// takes for none, README.txt in the archive tells.
func fillWithDataset(t *testing.T, d *DB) {
	t.Helper()
	ds, err := graph.Read(graph.Files())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Load(t.Context(), graph.Build(ds), nil); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		`CREATE (:Thing:Other {key: 'x:1', quote: 'say "hi", it\'s', lines: 'a\nb\r\nc\td', back: 'a\\', empty: '', space: '  x  ', euro: '€ 😀 中', semi: 'x;\ny', large: 9223372036854775807, part: 0.1, round: 3.0, tiny: 5e-324, yes: true})`,
		`CREATE ({key: 'x:2', texts: ['a', 'b;c', 'd"e', ' f ', 'g|h', 'i\nj', ''], ints: [1, 2], floats: [1.0, 2.5], flags: [true, false]})`,
		"CREATE ({key: 'x:3', `trailing `: 1, `dotted.name`: 2, `dash-ed`: 3, `sp ace`: 4, `IGNORE`: 5, `ID`: 6, Δ: 7, ` leading`: 8})",
		`MATCH (a {key: 'x:1'}), (b {key: 'x:2'}) CREATE (a)-[:` + "`odd type`" + ` {w: 1.5, note: 'a\nb', of: ['a;b', 'c']}]->(b), (a)-[:LINK]->(a)`,
	} {
		if _, err := d.Write(t.Context(), text, nil, loadLimits); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
}

func writtenAs(t *testing.T, format string, d *DB) string {
	t.Helper()
	f, err := exchange.Lookup(format)
	if err != nil {
		t.Fatal(err)
	}
	g, err := d.WholeGraph(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := f.Write(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func unpack(t *testing.T, folder, archive string) {
	t.Helper()
	files, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(folder, files); err != nil {
		t.Fatal(err)
	}
}

// TestTablesGoIntoAFolderOfTheirOwn tells one that is there from one that cannot be made.
func TestTablesGoIntoAFolderOfTheirOwn(t *testing.T) {
	d, folder := inMemory(t), t.TempDir()
	if _, err := d.ExportTables(t.Context(), folder, false); !errors.Is(err, ErrOccupied) {
		t.Error(err)
	}
	if _, err := d.ExportTables(t.Context(), filepath.Join(folder, "none", "tables"), false); !errors.Is(err, fs.ErrNotExist) || errors.Is(err, ErrOccupied) {
		t.Error(err)
	}
}

func contentOf(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestDurationText(t *testing.T) {
	for want, d := range map[string]neo4j.Duration{
		"P0M0DT0.000000000S":         {},
		"P0M0DT-0.500000000S":        {Seconds: -1, Nanos: 500_000_000},
		"P-1M2DT-7.000000000S":       {Months: -1, Days: 2, Seconds: -7},
		"P0M0DT-1.000000001S":        {Seconds: -2, Nanos: 999_999_999},
		"P14M-3DT5.000000001S":       {Months: 14, Days: -3, Seconds: 5, Nanos: 1},
		"P0M0DT-99999999.250000000S": {Seconds: -100_000_000, Nanos: 750_000_000},
	} {
		if text := durationText(d); text != want {
			t.Errorf("%+v is %s, want %s", d, text, want)
		}
	}
}
