package plan

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the plans in testdata anew")

// TestPlans plans the queries in testdata/*.txt. A case is a query, a line of
// dashes and its plan, one operator a line, indented below what reads from it;
// cases are parted by a line of equals signs.
func TestPlans(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no plans in testdata:", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { planFile(t, file) })
	}
}

func planFile(t *testing.T, file string) {
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var written []string
	for _, each := range strings.Split(string(content), "\n====\n") {
		query, want, _ := strings.Cut(strings.Trim(each, "\n")+"\n", "\n----\n")
		got := planText(t, query)
		if !*update && got != strings.TrimSpace(want) {
			t.Errorf("%s\n got:\n%s\nwant:\n%s", query, got, want)
		}
		written = append(written, query+"\n----\n"+got)
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(written, "\n\n====\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func planText(t *testing.T, query string) string {
	t.Helper()
	p := built(t, query)
	checkSlots(t, query, p)
	return Outline(p)
}

// Outline is a plan as text, one operator a line, indented below what reads from it.
func Outline(p *Plan) string {
	var text strings.Builder
	draw(&text, Describe(p), 0)
	return strings.TrimSpace(text.String())
}

func draw(to *strings.Builder, d *Description, depth int) {
	fmt.Fprintln(to, strings.Repeat("  ", depth)+strings.TrimSpace(d.Operator+" "+d.Details))
	for _, child := range d.Children {
		draw(to, child, depth+1)
	}
}

// checkSlots looks after what operators rely on: a slot that is kept was
// filled by an operator before, or came with the argument.
func checkSlots(t *testing.T, query string, p *Plan) {
	t.Helper()
	for i, slot := range p.Slots {
		if slot.Index != i {
			t.Errorf("%s: slot %d has index %d", query, i, slot.Index)
		}
	}
	if live := fromLeaf(p.Root)[0].Base().Live; len(live) > 0 {
		t.Errorf("%s: nothing fills %v", query, live)
	}
}

// towns is a graph of 1000 people in 100 towns, for the planner to count.
type towns struct{}

func (towns) Nodes() float64 { return 1100 }

func (towns) NodesWithLabel(label string) float64 {
	return map[string]float64{"Person": 1000, "Town": 100, "Mayor": 10}[label]
}

func (towns) RelationshipsBetween(from, typ, to string) float64 {
	counts := map[string]float64{"Person LIVES_IN Town": 1000, "Person KNOWS Person": 5000}
	total := 0.0
	for key, count := range counts {
		part := strings.Fields(key)
		if (from == "" || from == part[0]) && (typ == "" || typ == part[1]) && (to == "" || to == part[2]) {
			total += count
		}
	}
	return total
}

func (towns) Indexes(label string) []IndexInfo {
	switch label {
	case "Person":
		return []IndexInfo{{Properties: []string{"id"}, Unique: true, Kind: "RANGE"},
			{Properties: []string{"name"}, Kind: "RANGE"},
			{Properties: []string{"born", "died"}, Kind: "RANGE"},
			{Properties: []string{"motto"}, Kind: "TEXT"},
			{Properties: []string{"name"}, Kind: "TEXT"},
			{Properties: []string{"nick"}, Kind: "RANGE", Entries: 20},
			{Properties: []string{"home"}, Kind: "POINT"}}
	case "Town":
		return []IndexInfo{{Properties: []string{"id"}, Unique: true, Kind: "RANGE"}}
	}
	return nil
}

func (towns) Function(name string) (*Function, bool) {
	switch strings.ToLower(name) {
	case "count", "sum", "collect", "min", "max", "avg":
		return &Function{Name: name, Aggregate: true}, true
	}
	return &Function{Name: name}, true
}

func (towns) Procedure(name string) (*Procedure, bool) {
	return &Procedure{Name: name, Args: []Field{{Name: "first"}}, Results: []Field{{Name: "label"}}, Mode: "READ"}, true
}

func (towns) FunctionNames() []string  { return nil }
func (towns) ProcedureNames() []string { return nil }
