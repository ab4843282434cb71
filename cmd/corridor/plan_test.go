package main_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

// What stands in a plan on both backends: the step that gives the rows, and
// what is measured of it.
var (
	explained = regexp.MustCompile(`^operator +estimated rows +details\n\+ProduceResults +[0-9.]+ +n\n(.*\n)*\+Unwind .*\n(\+.*\n)*$`)
	profiled  = regexp.MustCompile(`^n\n1\n2\n2 rows\n\noperator +estimated rows +rows +db hits +details\n\+ProduceResults +[0-9.]+ +2 +0 +n\n`)
)

// TestCypherShowsPlans holds that EXPLAIN runs nothing and gives the plan in
// place of rows, and PROFILE after them.
func TestCypherShowsPlans(t *testing.T) {
	if r := corridor(t, "cypher", "EXPLAIN UNWIND [1, 2] AS n RETURN n"); r.code != 0 || !explained.MatchString(r.out) {
		t.Errorf("EXPLAIN: status %d\n%s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "cypher", "PROFILE UNWIND [1, 2] AS n RETURN n"); r.code != 0 || !profiled.MatchString(r.out) {
		t.Errorf("PROFILE: status %d\n%s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "cypher", "PROFILE UNWIND [1, 2] AS n RETURN n", "--format", "csv"); r.out != "n\n1\n2\n" || !strings.Contains(r.err, "+ProduceResults") {
		t.Errorf("PROFILE as CSV: status %d\n%s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "cypher", "EXPLAIN MATCH (a), (b) RETURN count(*) UNION MATCH (a) RETURN count(*)"); !strings.Contains(r.out, "\n| +") {
		t.Errorf("a plan that branches: status %d\n%s%s", r.code, r.out, r.err)
	}
}

func TestCypherGivesPlansAsJSON(t *testing.T) {
	for text, measured := range map[string]string{"EXPLAIN UNWIND [1, 2] AS n RETURN n": "", "PROFILE UNWIND [1, 2] AS n RETURN n": `{"rows":2,"db_hits":0}`} {
		r := corridor(t, "cypher", text, "--format", "json")
		var answer struct {
			Rows []map[string]int
			Plan struct {
				Operator string
				Children []struct{ Operator string }
				Measured json.RawMessage
			}
		}
		if err := json.Unmarshal([]byte(r.out), &answer); err != nil {
			t.Fatalf("%s: %v\n%s%s", text, err, r.out, r.err)
		}
		var have strings.Builder
		for _, part := range strings.Fields(string(answer.Plan.Measured)) {
			have.WriteString(part)
		}
		if answer.Plan.Operator != "ProduceResults" || len(answer.Plan.Children) != 1 || have.String() != measured || (len(answer.Rows) == 2) != (measured != "") {
			t.Errorf("%s: %s", text, r.out)
		}
	}
}
