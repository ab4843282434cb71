package cyphertest_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"corridor/internal/cyphertest"
	"corridor/internal/shared"
)

const (
	queriesPerGraph = 25
	differencesTold = 60 // a test that finds more ends
	queriesTold     = 1000
)

// TestDifferential runs CORRIDOR_DIFFERENTIAL random queries (500) on the
// engine and on a Neo4j. The seed of the first graph is CORRIDOR_SEED (1); each
// graph has the seed of the one before plus one. With odd ones the engine has
// indexes.
func TestDifferential(t *testing.T) {
	uri := shared.Neo4j(t)
	count := number(t, "CORRIDOR_DIFFERENTIAL", 500)
	seed := number(t, "CORRIDOR_SEED", 1)
	engines := []*server{serveEmbedded(t), serveEmbedded(t)}
	addIndexes(t, engines[1])
	d := &differential{t: t, real: connect(t, uri), known: readKnown(t)}
	d.real.dropSchema(t)
	told := 0
	for ran := uint64(0); ran < count; seed++ {
		g := cyphertest.NewGenerator(seed)
		d.embedded = engines[seed%2]
		d.build(g.Graph())
		for range queriesPerGraph {
			ran++
			if difference := d.check(g.Query()); difference != "" {
				told++
				t.Errorf("CORRIDOR_SEED=%d\n%s", seed, difference)
			}
		}
		if ran%queriesTold == 0 {
			t.Logf("%d queries so far, %d differ", ran, told)
		}
		if told >= differencesTold {
			t.Fatalf("%d of %d queries differ", told, ran)
		}
	}
	t.Logf("%d queries, %d differ, %d refused by both, %d without rows; the last seed is %d", count, told, d.refused, d.empty, seed-1)
}

// TestDifferentialKnown fails where a known difference is none any more.
func TestDifferentialKnown(t *testing.T) {
	uri := shared.Neo4j(t)
	d := &differential{t: t, embedded: serveEmbedded(t), real: connect(t, uri)}
	for _, k := range readKnown(t) {
		d.build(k.graph)
		if d.compare(asked{text: k.query, writes: true, ordered: true}) == "" {
			t.Errorf("no difference any more: %s\n%s", k.reason, k.query)
		}
	}
}

// addIndexes makes indexes for what the queries ask, so that the engine finds
// in another way what it finds without them.
func addIndexes(t *testing.T, s *server) {
	t.Helper()
	for _, index := range []string{
		"INDEX FOR (n:A) ON (n.i)", "INDEX FOR (n:A) ON (n.x)", "INDEX FOR (n:B) ON (n.s)", "INDEX FOR (n:C) ON (n.i, n.s)",
		"INDEX FOR (n:C) ON (n.f)", "TEXT INDEX FOR (n:A) ON (n.s)", "POINT INDEX FOR (n:B) ON (n.x)",
		"INDEX FOR ()-[r:R]-() ON (r.i)", "INDEX FOR ()-[r:R]-() ON (r.x)",
	} {
		if _, err := s.Run(t.Context(), "CREATE "+index, nil); err != nil {
			t.Fatal(err)
		}
	}
}

func number(t *testing.T, variable string, otherwise uint64) uint64 {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("%s: %v", variable, err)
	}
	return n
}

// differential compares two databases.
type differential struct {
	t              *testing.T
	embedded, real *server
	known          []known
	graph          string
	last           outcome // the engine's
	changed        bool    // the graph, since it was built
	refused, empty int     // queries that told little
}

// build makes the graph anew on both.
func (d *differential) build(graph string) {
	d.t.Helper()
	d.graph, d.changed = graph, false
	for _, s := range []*server{d.embedded, d.real} {
		for _, query := range []string{"MATCH (n) DETACH DELETE n", graph} {
			if query == "" {
				continue
			}
			if _, err := s.Run(d.t.Context(), query, nil); err != nil {
				d.t.Fatalf("%s: %v", query, err)
			}
		}
	}
}

// asked is a query with what is known of its results.
type asked struct {
	text                   string
	ordered, loose, writes bool
}

func askedOf(q *cyphertest.Query) asked {
	return asked{q.Text(), q.Ordered, q.Loose, q.Writes}
}

// check describes the difference that a query makes, made small; "" for none
// or a known one.
func (d *differential) check(q *cyphertest.Query) string {
	first := d.compare(askedOf(q))
	if d.last.refusal != nil {
		d.refused++
	} else if len(d.last.result.Rows) == 0 && !q.Writes {
		d.empty++
	}
	if first == "" || d.isKnown(q.Text(), first) {
		return ""
	}
	original := q.Text()
	q, first = d.shrink(q, first)
	if d.isKnown(q.Text(), first) {
		return ""
	}
	return fmt.Sprintf("graph: %s\nquery: %s\nmade small: %s\n%s", d.graph, original, q.Text(), first)
}

// tries bounds how long a query is made smaller.
const tries = 150

func (d *differential) shrink(q *cyphertest.Query, difference string) (*cyphertest.Query, string) {
	left := tries
	for again := true; again; {
		again = false
		for smaller := range q.Smaller() {
			if left--; left < 0 {
				return q, difference
			}
			now := d.compare(askedOf(smaller))
			if now != "" && class(now) == class(difference) {
				q, difference, again = smaller, now, true
				break
			}
		}
	}
	return q, difference
}

// class is the first line of a difference, which is kept when a query is made smaller.
func class(difference string) string {
	first, _, _ := strings.Cut(difference, "\n")
	return first
}

// compare runs a query on both and describes how they differ.
func (d *differential) compare(q asked) string {
	d.t.Helper()
	ctx := d.t.Context()
	if d.changed {
		d.build(d.graph)
	}
	ours, err := d.embedded.try(ctx, q.text, q.writes)
	if err != nil {
		d.t.Fatalf("the engine: %s: %v", q.text, err)
	}
	if difference := d.again(q, ours); difference != "" {
		return difference
	}
	theirs, err := d.real.try(ctx, q.text, q.writes)
	if err != nil {
		d.t.Fatalf("Neo4j: %s: %v", q.text, err)
	}
	d.last, d.changed = ours, q.writes
	return differing(q, ours, theirs)
}

// again asks the engine once more for what only reads: by the plan that it has
// now, with operators that have run before.
func (d *differential) again(q asked, first outcome) string {
	if q.writes || first.refusal != nil {
		return ""
	}
	second, err := d.embedded.try(d.t.Context(), q.text, false)
	if err != nil {
		d.t.Fatalf("the engine, asked again: %s: %v", q.text, err)
	}
	switch {
	case second.refusal != nil:
		return fmt.Sprintf("refused when asked again\nengine: %s", summary(q, second))
	case !slices.Equal(rows(q, first), rows(q, second)):
		return fmt.Sprintf("rows when asked again\nfirst: %s\nthen: %s", summary(q, first), summary(q, second))
	}
	return ""
}

func differing(q asked, ours, theirs outcome) string {
	switch {
	case ours.refusal != nil || theirs.refusal != nil:
		if codeOf(ours) == codeOf(theirs) {
			return ""
		}
		return fmt.Sprintf("%s, not %s\nengine: %s\nNeo4j: %s", codeOf(ours), codeOf(theirs), summary(q, ours), summary(q, theirs))
	case !slices.Equal(ours.result.Columns, theirs.result.Columns):
		return fmt.Sprintf("columns\nengine: %q\nNeo4j: %q", ours.result.Columns, theirs.result.Columns)
	case !slices.Equal(rows(q, ours), rows(q, theirs)):
		return fmt.Sprintf("rows\nengine: %s\nNeo4j: %s", summary(q, ours), summary(q, theirs))
	case ours.counts != theirs.counts:
		return fmt.Sprintf("counts\nengine: %s\nNeo4j: %s", ours.counts, theirs.counts)
	case !slices.Equal(ours.graph, theirs.graph):
		return fmt.Sprintf("graph after it\nengine: %s\nNeo4j: %s", without(ours.graph, theirs.graph), without(theirs.graph, ours.graph))
	}
	return ""
}

// without is what one graph has and the other has not.
func without(graph, other []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(graph), func(s string) bool { return slices.Contains(other, s) }), "\n\t")
}

func codeOf(o outcome) string {
	if o.refusal == nil {
		return "rows"
	}
	return o.refusal.Code
}

func summary(q asked, o outcome) string {
	if o.refusal != nil {
		return o.refusal.Error()
	}
	return "rows\n\t" + strings.Join(rows(q, o), "\n\t")
}

// either finds what keeps one of several values that are equal, as 1 and 1.0
// are, but leaves open which.
var either = regexp.MustCompile(`DISTINCT|UNION|count\(|sum\(|avg\(|min\(|max\(|collect\(|stDevP?\(|percentile`)

var wholeFloat = regexp.MustCompile(`\b(\d+)\.0\b`)

// longFloat is a number as a text may have it, whose last digits libraries
// compute each in their way; Text itself writes no more than 15 digits.
var longFloat = regexp.MustCompile(`\d\.\d{15,}`)

// summed finds what adds floats up. Neo4j adds one after another, the engine with
// what each addition loses, so that the last digits may be others.
var summed = regexp.MustCompile(`sum\(|avg\(|stDevP?\(`)

var anyFloat = regexp.MustCompile(`\b\d+\.\d+(e[+-]\d+)?\b`)

func twelveDigits(s string) string {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	return strconv.FormatFloat(f, 'g', 12, 64)
}

// rows are the rows as texts, sorted where their order is not known.
func rows(q asked, o outcome) []string {
	texts := make([]string, len(o.result.Rows))
	for i, row := range o.result.Rows {
		cells := make([]string, len(row))
		for j, cell := range row {
			cells[j] = longFloat.ReplaceAllStringFunc(cyphertest.Text(cell, q.loose), func(s string) string { return s[:15] })
		}
		if texts[i] = strings.Join(cells, " | "); either.MatchString(q.text) {
			texts[i] = wholeFloat.ReplaceAllString(texts[i], "$1")
		}
		if summed.MatchString(q.text) {
			texts[i] = anyFloat.ReplaceAllStringFunc(texts[i], twelveDigits)
		}
	}
	if !q.ordered {
		slices.Sort(texts)
	}
	return texts
}

// known is a difference that stays.
type known struct {
	pattern              *regexp.Regexp // of the query and how the two differ
	reason, graph, query string
}

func (d *differential) isKnown(query, difference string) bool {
	return slices.ContainsFunc(d.known, func(k known) bool { return k.pattern.MatchString(query + "\n" + difference) })
}

// readKnown reads the known differences: paragraphs of lines "pattern: ",
// "reason: ", "graph: " (which may be missing) and "query: ".
func readKnown(t *testing.T) (all []known) {
	t.Helper()
	content, err := os.ReadFile("testdata/differential_known.txt")
	if err != nil {
		t.Fatal(err)
	}
	for paragraph := range strings.SplitSeq(string(content), "\n\n") {
		fields := map[string]string{}
		for line := range strings.Lines(paragraph) {
			if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && !strings.HasPrefix(line, "#") {
				fields[name] = value
			}
		}
		if len(fields) == 0 {
			continue
		}
		pattern, err := regexp.Compile("(?s)" + fields["pattern"])
		if err != nil || fields["pattern"] == "" || fields["reason"] == "" || fields["query"] == "" {
			t.Fatalf("a known difference needs a pattern, a reason and a query: %s %v", paragraph, err)
		}
		all = append(all, known{pattern, fields["reason"], fields["graph"], fields["query"]})
	}
	return all
}
