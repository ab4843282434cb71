package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// propertyValues are written into the properties that indexes are on: of many
// types, some equal, some that cannot be compared.
var propertyValues = []string{
	"null", "1", "1.0", "2", "-3", "0.0/0.0", "1e300", "true", "false", "''", "'a'", "'ab'", "'abc'", "'xabcx'", "'b'", "'bcd'", "'é'", "'aaaa'",
	"[1]", "[1, 2]", "['a']", "date('2020-01-01')", "duration('P1D')", "point({x: 1, y: 2})", "point({x: -3.5, y: 2.25})",
	"point({x: 1, y: 2, z: 3})", "point({longitude: 179.5, latitude: 10})", "point({longitude: -179.5, latitude: 10})",
	"point({longitude: 12, latitude: 89.9})", "point({longitude: -100, latitude: 89.8})", "point({longitude: 12, latitude: 55, height: 10})",
}

// seekIndexes are made in one of two databases that hold the same.
var seekIndexes = []string{
	"CREATE INDEX FOR (n:A) ON (n.p)",
	"CREATE TEXT INDEX FOR (n:A) ON (n.p)",
	"CREATE POINT INDEX FOR (n:A) ON (n.p)",
	"CREATE TEXT INDEX FOR (n:A) ON (n.t)",
	"CREATE POINT INDEX FOR (n:A) ON (n.q)",
	"CREATE INDEX FOR (n:A) ON (n.p, n.q)",
	"CREATE INDEX FOR (n:B) ON (n.p)",
}

// seekCondition is a random condition that an index may answer.
func seekCondition(random *rand.Rand) string {
	some := func() string { return propertyValues[random.IntN(len(propertyValues))] }
	property := "n." + []string{"p", "t", "q"}[random.IntN(3)]
	switch random.IntN(9) {
	case 0:
		return fmt.Sprintf("%s = %s", property, some())
	case 1:
		return fmt.Sprintf("%s IN [%s, %s, %s]", property, some(), some(), some())
	case 2:
		return fmt.Sprintf("%s %s %s", property, []string{"CONTAINS", "ENDS WITH", "STARTS WITH"}[random.IntN(3)],
			[]string{"''", "'a'", "'bc'", "'abc'", "'aaa'", "'xabcx'", "'é'", "null", "1"}[random.IntN(9)])
	case 3:
		return fmt.Sprintf("%s %s %s", property, []string{"<", "<=", ">", ">="}[random.IntN(4)], some())
	case 4:
		return fmt.Sprintf("%s < %s <= %s", some(), property, some())
	case 5:
		return property + " IS NOT NULL"
	case 6:
		return fmt.Sprintf("point.distance(%s, %s) %s %s", property, somePoint(random), []string{"<", "<="}[random.IntN(2)],
			[]string{"0", "3", "1e4", "2e5", "1e7", "2.5", "null", "-1"}[random.IntN(8)])
	case 7:
		return fmt.Sprintf("point.withinBBox(%s, %s, %s)", property, somePoint(random), somePoint(random))
	}
	return fmt.Sprintf("n.p = %s AND n.q = %s", some(), some())
}

func somePoint(random *rand.Rand) string {
	points := slices.DeleteFunc(slices.Clone(propertyValues), func(v string) bool { return !strings.HasPrefix(v, "point") && v != "null" })
	return points[random.IntN(len(points))]
}

// TestIndexesChangeNoResult asks two databases that hold the same, one of them
// with indexes, the same at random, also within a transaction that has changed
// and deleted what the indexes hold.
func TestIndexesChangeNoResult(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 4))
	plain, indexed := openTest(t), openTest(t)
	for _, command := range seekIndexes {
		must(t, indexed, command)
	}
	both := []*Database{plain, indexed}
	used := map[string]int{}
	some := func() string { return propertyValues[random.IntN(len(propertyValues))] }
	for i := range 400 {
		label := []string{"A", "B", "A:B", "C"}[random.IntN(4)]
		first := some()
		if i%3 == 0 {
			first = "null" // an index that holds few is gone through as a whole
		}
		create := fmt.Sprintf("CREATE (:%s {i: %d, p: %s, t: %s, q: %s})", label, i, first, some(), some())
		for _, d := range both {
			must(t, d, create)
		}
	}
	for range 60 {
		changes := []string{
			fmt.Sprintf("MATCH (n {i: %d}) SET n.p = %s, n.t = %s, n.q = %s", random.IntN(400), some(), some(), some()),
			fmt.Sprintf("MATCH (n {i: %d}) DELETE n", random.IntN(400)),
			fmt.Sprintf("MATCH (n {i: %d}) REMOVE n:A SET n:B", random.IntN(400)),
			fmt.Sprintf("MATCH (n:B {i: %d}) SET n:A", random.IntN(400)),
		}
		var open []*Transaction
		for _, d := range both {
			tx, err := d.Begin(context.Background(), TxOptions{})
			if err != nil {
				t.Fatal(err)
			}
			open = append(open, tx)
			for _, change := range changes {
				inTransaction(t, tx, change)
			}
		}
		for range 15 {
			query := randomSeek(random)
			sameAnswers(t, open, query)
			for _, line := range strings.Split(planOf(t, open[1], query), "\n") {
				words := strings.Fields(line)
				used[words[0]]++
				if strings.Contains(line, "n:A|B(") {
					used["either label"]++
				}
				if len(words) > 1 && words[0] != "Sort" {
					used[words[0]+" "+words[1]]++
				}
			}
		}
		for _, tx := range open {
			if _, err := tx.Commit(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, operator := range []string{"NodeIndexSeek RANGE", "NodeIndexSeek TEXT", "NodeIndexSeek POINT", "NodeIndexSeekByRange RANGE", "NodeIndexSeekByRange TEXT",
		"NodeIndexSeekByRange POINT", "NodeIndexContainsScan TEXT", "NodeIndexEndsWithScan TEXT", "NodeIndexScan RANGE", "PartialSort", "PartialTop", "either label"} {
		if used[operator] == 0 {
			t.Errorf("no query ran a %s: %v", operator, used)
		}
	}
}

// randomSeek asks for nodes by a condition, sometimes in an order.
func randomSeek(random *rand.Rand) string {
	label := []string{"A", "B", "A|B"}[random.IntN(3)]
	text := fmt.Sprintf("MATCH (n:%s) WHERE %s", label, seekCondition(random))
	if random.IntN(3) == 0 {
		text += " AND " + seekCondition(random)
	}
	switch random.IntN(4) {
	case 0:
		return text + " RETURN n.p AS p, n.i AS i ORDER BY p, i" + []string{"", " LIMIT 5", " SKIP 3 LIMIT 4"}[random.IntN(3)]
	case 1:
		return text + " RETURN n.p, n.i AS i ORDER BY n.p DESC, i DESC" + []string{"", " LIMIT 5", " SKIP 3 LIMIT 4"}[random.IntN(3)]
	case 2:
		return text + " WITH n ORDER BY n.p" + []string{" DESC", ""}[random.IntN(2)] + " UNWIND [CASE WHEN n.p = 1 THEN 1 ELSE n.p END, 0] AS p RETURN p, p AS again" // 1.0 may come before 1 or after
	}
	return text + " WITH n.i AS i ORDER BY i RETURN collect(i)"
}

// sameAnswers asks both, the errors included: what cannot be compared is none,
// a bad point is one with an index too.
func sameAnswers(t *testing.T, open []*Transaction, query string) {
	t.Helper()
	plain, indexed := inTransaction(t, open[0], query), inTransaction(t, open[1], query)
	if !slices.Equal(plain, indexed) {
		t.Fatalf("%s\nhas %d rows, with indexes %d:\n%s\n\n%s\n%s", query, len(plain), len(indexed), strings.Join(plain, "\n"), strings.Join(indexed, "\n"),
			planOf(t, open[1], query))
	}
}

func planOf(t *testing.T, tx *Transaction, query string) string {
	t.Helper()
	r, err := tx.Run(context.Background(), "EXPLAIN "+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	summary, err := r.Consume()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(planText(summary.Plan, ""))
}

func inTransaction(t *testing.T, tx *Transaction, query string) []string {
	t.Helper()
	r, err := tx.Run(context.Background(), query, nil)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	rows := rowsOf(r)
	if _, err := r.Consume(); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return rows
}
