package db

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"corridor/internal/exchange"
)

const (
	// A statement of a script is a transaction: it has so many rows or bytes.
	scriptRows  = 500
	scriptBytes = 128 << 10
	// scriptHeld is how many bytes of statements are held that are not full.
	scriptHeld = 8 << 20
	// mark is the name of the label and the property by which relationships find
	// their ends while the script runs.
	mark = "CorridorImport"
)

// ExportScript writes a graph as statements of Cypher that make it in an empty
// database. With enterprise it has the constraints too that only Neo4j
// Enterprise takes.
func (d *DB) ExportScript(ctx context.Context, w io.Writer, enterprise bool) (Exported, error) {
	name, err := d.unused(ctx, mark)
	if err != nil {
		return Exported{}, err
	}
	s := newScript(w, name, enterprise)
	s.begin()
	e, err := d.export(ctx, s)
	if err != nil {
		return e, fmt.Errorf("export: %w", err)
	}
	return e, nil
}

// WriteScript writes a graph that was read before, or a part of one, as statements of
// Cypher that make it in an empty database. Like the graph it has moments, durations
// and points as texts, and neither constraints nor indexes.
func WriteScript(w io.Writer, g *exchange.Graph) error {
	s := newScript(w, unusedIn(g, mark), false)
	s.begin()
	ids := make(map[string]int64, len(g.Nodes))
	for i, n := range g.Nodes {
		ids[n.ID] = int64(i)
		if err := s.node(int64(i), n.Labels, n.Properties); err != nil {
			return fmt.Errorf("export: node %s: %w", n.ID, err)
		}
	}
	for _, r := range g.Relationships {
		if err := s.relationship(ids[r.Start], ids[r.End], r.Type, r.Properties); err != nil {
			return fmt.Errorf("export: relationship %s: %w", r.ID, err)
		}
	}
	return s.finish(nil)
}

// unusedIn is a name that begins as given and is no label or property of the nodes.
func unusedIn(g *exchange.Graph, name string) string {
	isUsed := func(n exchange.Node) bool {
		_, has := n.Properties[name]
		return has || slices.Contains(n.Labels, name)
	}
	for slices.ContainsFunc(g.Nodes, isUsed) {
		name += "_"
	}
	return name
}

// script is an export as statements of Cypher.
type script struct {
	statements
	enterprise bool
	nodes      int64
	linking    bool // the nodes are all written
}

func newScript(w io.Writer, mark string, enterprise bool) *script {
	return &script{statements: statements{w: bufio.NewWriterSize(w, 1<<16), mark: mark, open: map[string]*statement{}}, enterprise: enterprise}
}

func (s *script) begin() {
	s.write("// A graph, for an empty database: cypher-shell -f THIS.FILE\n// Each statement is a transaction of its own. Until the end, every node bears the label " + s.mark + ".\n")
	s.markConstraint()
}

func (s *script) node(id int64, labels []string, properties map[string]any) error {
	s.nodes++
	names := quoted(s.mark)
	for _, label := range labels {
		names += ":" + quoted(label)
	}
	return s.add("CREATE (n:"+names+" {"+quoted(s.mark)+": row.i}) SET n += row.p", map[string]any{"i": id, "p": properties})
}

func (s *script) relationship(start, end int64, kind string, properties map[string]any) error {
	if !s.linking {
		s.linking = true
		s.flush()
	}
	label, key := quoted(s.mark), quoted(s.mark)
	return s.add("MATCH (a:"+label+" {"+key+": row.a}) MATCH (b:"+label+" {"+key+": row.b}) CREATE (a)-[r:"+quoted(kind)+"]->(b) SET r += row.p",
		map[string]any{"a": start, "b": end, "p": properties})
}

func (s *script) finish(schema []definition) error {
	s.flush()
	s.unmark(s.nodes)
	s.schema(schema, s.enterprise)
	return s.end()
}

// statements writes statements that each carry many rows.
type statements struct {
	w    *bufio.Writer
	mark string
	open map[string]*statement // by what they do with a row
	held int
	err  error
}

type statement struct {
	rows int
	text []byte
}

func (s *statements) write(text string) {
	if s.err == nil {
		_, s.err = s.w.WriteString(text)
	}
}

// add adds a row to the statement that does the same with it.
func (s *statements) add(does string, row map[string]any) error {
	open := s.open[does]
	if open == nil {
		open = &statement{}
		s.open[does] = open
	}
	before := len(open.text)
	if open.rows > 0 {
		open.text = append(open.text, ",\n"...)
	}
	text, err := appendLiteral(open.text, row)
	if err != nil {
		return fmt.Errorf("%s: %w", does, err)
	}
	open.text = text
	open.rows++
	s.held += len(text) - before
	switch {
	case open.rows == scriptRows || len(text) >= scriptBytes:
		s.close(does)
	case s.held > scriptHeld:
		s.flush()
	}
	return s.err
}

func (s *statements) close(does string) {
	open := s.open[does]
	s.write("UNWIND [\n" + string(open.text) + "\n] AS row " + does + ";\n")
	s.held -= len(open.text)
	delete(s.open, does)
}

// flush writes all statements that have rows.
func (s *statements) flush() {
	for _, does := range slices.Sorted(maps.Keys(s.open)) {
		s.close(does)
	}
}

func (s *statements) markConstraint() {
	s.write("CREATE CONSTRAINT " + quoted(s.mark) + " FOR (n:" + quoted(s.mark) + ") REQUIRE n." + quoted(s.mark) + " IS UNIQUE;\nCALL db.awaitIndexes(300);\n")
}

// unmark takes the label and the property away from so many nodes, in steps.
func (s *statements) unmark(nodes int64) {
	const step = 10_000
	label := quoted(s.mark)
	for range (nodes + step - 1) / step {
		s.write(fmt.Sprintf("MATCH (n:%s) WITH n LIMIT %d REMOVE n:%s, n.%s;\n", label, step, label, label))
	}
	s.write("DROP CONSTRAINT " + label + ";\n")
}

func (s *statements) schema(schema []definition, enterprise bool) {
	for _, def := range schema {
		text := def.statement + ";\n"
		if def.enterprise && !enterprise {
			text = "// Only Neo4j Enterprise takes this:\n// " + strings.ReplaceAll(text, "\n", " ") + "\n"
		}
		s.write(text)
	}
	s.write("CALL db.awaitIndexes(300);\n")
}

func (s *statements) end() error {
	if s.err != nil {
		return s.err
	}
	return s.w.Flush()
}
