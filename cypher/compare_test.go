package cypher_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"corridor/cypher"
	"corridor/internal/db"
	"corridor/internal/dbtest"
	"corridor/internal/shared"
)

// asked is how often each text is asked on each backend; the median is told.
const asked = 5

// TestNeo4jGivesTheSameRows asks every text of every named query, with its
// examples, on the engine and on a Neo4j that both hold just the dataset. The
// rows must be the same, in the same order where the text asks for one. With -v
// it prints each beside the other, as make compare does.
func TestNeo4jGivesTheSameRows(t *testing.T) {
	server := dbtest.At(t, shared.Neo4j(t))
	if _, err := server.Write(t.Context(), "MATCH (n) DETACH DELETE n", nil, db.DefaultLimits); err != nil {
		t.Fatal(err)
	}
	if _, err := server.Load(t.Context(), dbtest.Dataset(t), nil); err != nil {
		t.Fatal(err)
	}
	c := &comparison{engine: dbtest.LoadedEngine(t), server: server}
	c.table = tabwriter.NewWriter(t.Output(), 0, 0, 2, ' ', tabwriter.AlignRight)
	c.tell("query", "text", "rows", "the rows", "engine ms", "Neo4j ms", "Neo4j/engine")
	for _, q := range queries(t) {
		for _, text := range []struct{ name, cypher string }{{"rows", q.Text}, {"graph", q.Graph}, {"denominator", q.Denominator}} {
			if text.cypher != "" {
				c.compare(t, q, text.name, text.cypher)
			}
		}
	}
	c.summarise(t)
}

type comparison struct {
	engine, server *db.DB
	table          *tabwriter.Writer
	differ         int
	ratios         []float64
	times          [2]time.Duration // of all texts, on the engine and on Neo4j
}

func (c *comparison) tell(cells ...string) { fmt.Fprintln(c.table, strings.Join(cells, "\t")+"\t") }

func (c *comparison) compare(t *testing.T, q cypher.Query, name, text string) {
	t.Helper()
	bound, err := q.Bind(q.Examples())
	if err != nil {
		t.Fatal(err)
	}
	ours, times := c.ask(t, text, bound)
	verdict := "same"
	if !slices.Equal(ours[0], ours[1]) {
		verdict = "different"
		c.differ++
		t.Errorf("%s, %s:\nthe engine gives\n%s\nNeo4j gives\n%s", q.Name, name, strings.Join(ours[0], "\n"), strings.Join(ours[1], "\n"))
	}
	ratio := float64(times[1]) / float64(times[0])
	c.ratios = append(c.ratios, ratio)
	c.times[0] += times[0]
	c.times[1] += times[1]
	c.tell(q.Name, name, fmt.Sprint(len(ours[0])-1), verdict, milliseconds(times[0]), milliseconds(times[1]), fmt.Sprintf("%.1f", ratio))
}

// ask gives what each backend answers, and the median of its times. They take
// turns, so that what slows this machine slows both.
func (c *comparison) ask(t *testing.T, text string, bound map[string]any) (lines [2][]string, medians [2]time.Duration) {
	t.Helper()
	var times [2][]time.Duration
	for range asked {
		for i, d := range []*db.DB{c.engine, c.server} {
			rows, err := d.Read(t.Context(), text, bound, db.DefaultLimits)
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			times[i] = append(times[i], rows.Elapsed)
			lines[i] = linesOf(t, rows, ordered.MatchString(text))
		}
	}
	for i := range times {
		slices.Sort(times[i])
		medians[i] = times[i][asked/2]
	}
	return lines, medians
}

// ordered is a text whose rows have an order at its end.
var ordered = regexp.MustCompile(`(?s)\bRETURN\b[^}]*\bORDER BY\b[^}]*$`)

// linesOf writes the columns and each row as a line, sorted where the rows have
// no order.
func linesOf(t *testing.T, rows db.Rows, ordered bool) []string {
	t.Helper()
	var lines []string
	for _, values := range rows.Values {
		line, err := json.Marshal(values)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(line))
	}
	if !ordered {
		slices.Sort(lines)
	}
	return append([]string{strings.Join(rows.Columns, ", ")}, lines...)
}

func (c *comparison) summarise(t *testing.T) {
	t.Helper()
	if err := c.table.Flush(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(c.ratios)
	ahead, _ := slices.BinarySearch(c.ratios, 1)
	fmt.Fprintf(t.Output(), "%d texts, %d differ; all together %s ms on the engine, %s ms on Neo4j; the engine is quicker in %d, by a factor of %.1f in the median\n",
		len(c.ratios), c.differ, milliseconds(c.times[0]), milliseconds(c.times[1]), len(c.ratios)-ahead, c.ratios[len(c.ratios)/2])
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }
