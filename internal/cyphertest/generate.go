package cyphertest

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
)

// Generator makes small graphs and queries over them at random; the same seed
// makes the same ones. Expressions are made by the lines of
// generate_grammar.txt, clauses and patterns by functions.
//
// What Neo4j leaves open is not made, or is marked: rows are only skipped where
// an order is total, lists of unknown order are only used as wholes.
type Generator struct {
	random  *rand.Rand
	grammar grammar
	scope   []variable
	names   int  // of variables so far
	risky   bool // whether expressions may fail
	depth   int  // of what may still be nested
	loose   bool // whether lists of unknown order are made
	nested  int  // of subqueries
	style   int  // of label expressions
}

type variable struct{ name, kind string }

// NewGenerator makes a generator.
func NewGenerator(seed uint64) *Generator {
	return &Generator{random: rand.New(rand.NewPCG(seed, 5)), grammar: readGrammar()}
}

// Query is a query that was made.
type Query struct {
	// Ordered says that its rows have but one order.
	Ordered bool
	// Loose says that there are lists whose order is not known.
	Loose bool
	// Writes says that the query may change the graph.
	Writes bool
	piece  *fragment
}

// Text is the query.
func (q *Query) Text() string { return strings.Join(strings.Fields(q.piece.String()), " ") }

// Smaller are queries with less in them, most of which are valid.
func (q *Query) Smaller() iter.Seq[*Query] {
	return func(yield func(*Query) bool) {
		for piece := range q.piece.smaller() {
			smaller := *q
			smaller.piece = piece
			smaller.Ordered = q.Ordered && len(piece.ofKind(extra)) == len(q.piece.ofKind(extra))
			if !yield(&smaller) {
				return
			}
		}
	}
}

// Parameters are those that the queries use.
func Parameters() map[string]Cell {
	return map[string]Cell{
		"i": int64(2), "f": 2.5, "s": "ab", "b": true, "none": nil,
		"ints": []Cell{int64(3), int64(1), int64(2)}, "mixed": []Cell{int64(1), "a", nil, 2.5},
		"map": map[string]Cell{"i": int64(1), "s": "x", "none": nil},
		"big": int64(1) << 40, "text": "a,b Åß𝒳\n'\"", "label": "B", "type": "S", "empty": []Cell{},
		"maps":   []Cell{map[string]Cell{"i": int64(3), "s": "b"}, map[string]Cell{"i": nil}, map[string]Cell{}},
		"nested": []Cell{[]Cell{int64(1), []Cell{}}, map[string]Cell{"a b": []Cell{nil}}, "z"},
	}
}

// one picks one of several.
func one[T any](g *Generator, of ...T) T { return of[g.random.IntN(len(of))] }

// chance is true so many times out of a hundred.
func (g *Generator) chance(percent int) bool { return g.random.IntN(100) < percent }

func (g *Generator) newName() string {
	g.names++
	return fmt.Sprintf("v%d", g.names)
}

// Graph is a CREATE that makes a graph of a few nodes, or "" for none. All
// have a number k of their own, by which they can be told apart.
func (g *Generator) Graph() string {
	var parts []string
	nodes := g.random.IntN(8)
	for i := range nodes {
		parts = append(parts, fmt.Sprintf("(n%d%s %s)", i, g.labels(), g.properties(i)))
	}
	for i := range g.random.IntN(2*nodes + 1) {
		parts = append(parts, fmt.Sprintf("(n%d)-[:%s %s]->(n%d)",
			g.random.IntN(nodes), one(g, "R", "R", "S", "T"), g.properties(100+i), g.random.IntN(nodes)))
	}
	if len(parts) == 0 {
		return ""
	}
	return "CREATE " + strings.Join(parts, ", ")
}

func (g *Generator) labels() (labels string) {
	for _, label := range []string{"A", "B", "C"} {
		if g.chance(50) {
			labels += ":" + label
		}
	}
	return labels
}

// keyKinds are the types of properties, by key.
var keyKinds = map[string]string{
	"k": "int", "i": "int", "f": "float", "s": "string", "b": "bool", "d": "date", "l": "ints", "x": "any",
}

// stored are values that properties have, by key.
var stored = map[string][]string{
	"k": {"0", "1", "2", "101"},
	"i": {"0", "1", "2", "3", "-1", "7"},
	"f": {"0.0", "1.0", "1.5", "-2.5", "1e10"},
	"s": {"''", "'a'", "'ab'", "'B'", "'a b,c'", "'Åß𝒳'"},
	"b": {"true", "false"},
	"d": {"date('2020-02-29')", "date('1999-12-31')", "date('2020-03-01')"},
	"l": {"[]", "[1]", "[3, 1, 2]", "[2, 2]"},
	"x": {"1", "1.0", "2", "'a'", "'1'", "true", "[1, 2]", "['a']", "date('2020-02-29')", "duration('P1M2DT3S')", "[1.0, 2.0]",
		"point({x: 1, y: 2})", "localtime('12:30')", "datetime('2020-01-01T00:00+01:00')", "0.0/0.0", "''", "9007199254740993", "[true]",
		"localdatetime('2020-02-29T01:02:03.5')", "time('12:30+02:00')", "[date('2020-02-29')]", "['b', 'a']", "-1.5", "point({longitude: 12, latitude: 5})",
		"datetime('2020-01-01T00:00[Europe/Rome]')", "[duration('P1D')]", "[point({x: 1, y: 2})]", "[time('12:30Z')]"},
}

func (g *Generator) properties(k int) string {
	parts := []string{fmt.Sprintf("k: %d", k)}
	for _, key := range []string{"i", "f", "s", "b", "d", "l", "x"} {
		if g.chance(50) {
			parts = append(parts, key+": "+one(g, stored[key]...))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
