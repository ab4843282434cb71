package layout_test

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"corridor/graph"
	"corridor/internal/layout"
)

// business makes a business of three stages with nodes of every kind, more of
// them in some cells than in others.
func business(tasks int) ([]layout.Node, []layout.Relationship) {
	var nodes []layout.Node
	var relationships []layout.Relationship
	add := func(label, name string, stages ...int) string {
		key := label + ":" + name
		nodes = append(nodes, layout.Node{Key: key, Label: label, Name: name, Stages: stages})
		return key
	}
	join := func(from, to string) {
		claim := "claim:" + strconv.Itoa(len(relationships))
		relationships = append(relationships, layout.Relationship{From: from, To: to, Type: "PERFORMS", Standing: "asserted", Claim: &claim})
	}
	for stage := 1; stage <= 3; stage++ {
		centre := add("Stage", fmt.Sprint("stage-", stage), stage)
		for i := range tasks * stage {
			task := add("Task", fmt.Sprint("task-", stage, "-", i), stage)
			join(task, centre)
			join(add("ActorType", fmt.Sprint("actor-", stage, "-", i%4), stage), task)
			join(add("Lever", fmt.Sprint("lever-", i), 1, 3), task)
			join(add("Condition", fmt.Sprint("condition-", i), 0), task)
			join(add("Novelty", fmt.Sprint("novelty-", i%3), 0, 1, 2), task)
		}
	}
	return nodes, relationships
}

func shuffled(seed uint64, nodes []layout.Node, relationships []layout.Relationship) ([]layout.Node, []layout.Relationship) {
	random := rand.New(rand.NewPCG(seed, 1))
	nodes, relationships = slices.Clone(nodes), slices.Clone(relationships)
	random.Shuffle(len(nodes), func(i, j int) { nodes[i], nodes[j] = nodes[j], nodes[i] })
	random.Shuffle(len(relationships), func(i, j int) { relationships[i], relationships[j] = relationships[j], relationships[i] })
	return nodes, relationships
}

// TestTheOrderOfTheInputDoesNotMatter holds for both pictures.
func TestTheOrderOfTheInputDoesNotMatter(t *testing.T) {
	nodes, relationships := business(7)
	whole := layout.Business(nodes, relationships, 10)
	columns := layout.Columns(nodes, relationships)
	for seed := range uint64(5) {
		n, r := shuffled(seed, nodes, relationships)
		if again := layout.Business(n, r, 10); !reflect.DeepEqual(again, whole) {
			t.Errorf("seed %d: another business", seed)
		}
		if again := layout.Columns(n, r); !reflect.DeepEqual(again, columns) {
			t.Errorf("seed %d: other columns", seed)
		}
	}
}

func TestNoTwoNodesStandInOnePlace(t *testing.T) {
	for _, tasks := range []int{1, 3, 9, 40} {
		nodes, relationships := business(tasks)
		pictures := map[string]layout.Picture{"wide": layout.Business(nodes, relationships, 16), "narrow": layout.Business(nodes, relationships, 1), "columns": layout.Columns(nodes, relationships)}
		for name, picture := range pictures {
			for i, a := range picture.Nodes {
				for _, b := range picture.Nodes[:i] {
					if dx, dy := a.X-b.X, a.Y-b.Y; max(dx, -dx) < 4 && max(dy, -dy) < 0.99 {
						t.Errorf("%s of %d: %s (%v, %v) covers %s (%v, %v)", name, tasks, a.Key, a.X, a.Y, b.Key, b.X, b.Y)
					}
				}
			}
		}
	}
}

func TestStagesAreLanesFromLeftToRight(t *testing.T) {
	nodes, relationships := business(4)
	picture := layout.Business(nodes, relationships, 10)
	var names []string
	for i, lane := range picture.Lanes {
		names = append(names, lane.Name)
		if lane.Right <= lane.Left || i > 0 && lane.Left != picture.Lanes[i-1].Right {
			t.Errorf("lane %q from %v to %v", lane.Name, lane.Left, lane.Right)
		}
	}
	if want := []string{"stage-1", "stage-2", "stage-3", "the business as a whole"}; !slices.Equal(names, want) {
		t.Errorf("lanes %q, want %q", names, want)
	}
	for _, n := range picture.Nodes {
		lane := slices.IndexFunc(picture.Lanes, func(l layout.Lane) bool { return l.Left <= n.X && n.X < l.Right })
		switch {
		case len(n.Stages) == 1 && n.Stages[0] > 0 && lane != n.Stages[0]-1:
			t.Errorf("%s of stage %d stands in lane %d", n.Key, n.Stages[0], lane)
		case n.Stages[0] == 0 && lane != 3:
			t.Errorf("%s of the whole stands in lane %d", n.Key, lane)
		case n.Label == "Lever" && lane != 0 && lane != 2:
			t.Errorf("%s of stages 1 and 3 stands in lane %d", n.Key, lane)
		}
	}
}

// TestAWiderPictureIsNoTaller holds that columns are where they save rows, and as
// many as was said.
func TestAWiderPictureIsNoTaller(t *testing.T) {
	nodes, relationships := business(9)
	tall, narrow := math.Inf(1), 0.0
	for columns := 1; columns <= 16; columns++ {
		picture := layout.Business(nodes, relationships, columns)
		width, height := picture.Lanes[len(picture.Lanes)-1].Right, picture.Bands[0].Top
		if want := 6*float64(max(columns, 4)) + 4*0.9; math.Abs(width-want) > 1e-6 {
			t.Errorf("%d columns are %v wide, want %v", columns, width, want)
		}
		if height > tall {
			t.Errorf("with %d columns it is %v rows tall, with one less %v", columns, height, tall)
		}
		tall, narrow = height, max(narrow, height)
	}
	if tall > narrow/2 {
		t.Errorf("the widest is %v rows tall, the narrowest %v", tall, narrow)
	}
}

func TestBandsLieFromLeversToConditions(t *testing.T) {
	nodes, relationships := business(4)
	picture := layout.Business(nodes, relationships, 10)
	bandOf := func(n layout.Node) string {
		for _, b := range picture.Bands {
			if b.Bottom < n.Y && n.Y < b.Top {
				return b.Name
			}
		}
		return ""
	}
	want := map[string]string{"Lever": "Levers", "Stage": "Stages", "Task": "Tasks", "ActorType": "Actors", "Condition": "Conditions", "Novelty": "Processes and outcomes"}
	for _, n := range picture.Nodes {
		if got := bandOf(n); got != want[n.Label] {
			t.Errorf("%s stands in the band %q, want %q", n.Key, got, want[n.Label])
		}
	}
	for i, b := range picture.Bands {
		if b.Top <= b.Bottom || i > 0 && b.Top != picture.Bands[i-1].Bottom {
			t.Errorf("band %q from %v to %v", b.Name, b.Top, b.Bottom)
		}
	}
	if first, last := picture.Bands[0].Name, picture.Bands[len(picture.Bands)-1].Name; first != "Levers" || last != "Conditions" {
		t.Errorf("bands from %q to %q", first, last)
	}
}

func TestMoreThanCanBeReadIsLeftOut(t *testing.T) {
	nodes, relationships := business(40)
	picture := layout.Business(nodes, relationships, 10)
	drawn := map[string]int{}
	for _, n := range picture.Nodes {
		drawn[n.Label]++
	}
	if len(picture.Nodes) != 299 || drawn["Stage"] != 3 || drawn["Task"] != 240 || drawn["Novelty"] > 0 {
		t.Errorf("of %d nodes are drawn %d: %v", len(nodes), len(picture.Nodes), drawn)
	}
	for _, r := range picture.Relationships {
		for _, end := range []string{r.From, r.To} {
			if !slices.ContainsFunc(picture.Nodes, func(n layout.Node) bool { return n.Key == end }) {
				t.Fatalf("%v has an end that is not drawn", r)
			}
		}
	}
}

func TestAnEmptyPictureIsOne(t *testing.T) {
	picture := layout.Business(nil, nil, 10)
	for _, p := range []layout.Picture{picture, layout.Columns(nil, nil)} {
		if p.Nodes == nil || p.Relationships == nil || len(p.Nodes)+len(p.Relationships)+len(p.Lanes)+len(p.Bands) > 0 {
			t.Errorf("%+v", p)
		}
	}
}

// TestColumnsUntangle gives two columns whose keys are in opposite order: drawn
// by key, every relationship would cross every other.
func TestColumnsUntangle(t *testing.T) {
	var nodes []layout.Node
	var relationships []layout.Relationship
	for i := range 8 {
		actor, task := fmt.Sprint("actor:", i), fmt.Sprint("task:", 9-i)
		nodes = append(nodes, layout.Node{Key: actor, Label: "ActorType"}, layout.Node{Key: task, Label: "Task"})
		relationships = append(relationships, layout.Relationship{From: actor, To: task, Type: "PERFORMS"})
	}
	at := map[string]layout.Node{}
	for _, n := range layout.Columns(nodes, relationships).Nodes {
		at[n.Key] = n
	}
	for _, r := range relationships {
		if from, to := at[r.From], at[r.To]; from.Y != to.Y || from.X >= to.X {
			t.Errorf("%s at %v, %v; %s at %v, %v", r.From, from.X, from.Y, r.To, to.X, to.Y)
		}
	}
}

// TestWaysLeadFromLeftToRight holds that each step leads on, and that a node of
// several paths stands where it comes at the latest.
func TestWaysLeadFromLeftToRight(t *testing.T) {
	paths := [][]string{{"actor:a", "task:b", "task:z"}, {"actor:a", "task:c", "task:d", "task:b", "task:z"}}
	var nodes []layout.Node
	var relationships []layout.Relationship
	for _, path := range paths {
		for i, key := range path {
			nodes = append(nodes, layout.Node{Key: key, Name: key})
			if i > 0 {
				relationships = append(relationships, layout.Relationship{From: path[i-1], To: key})
			}
		}
	}
	at := map[string]float64{}
	for _, n := range layout.Ways(nodes, relationships, paths) {
		if _, again := at[n.Key]; again {
			t.Errorf("%s is placed twice", n.Key)
		}
		at[n.Key] = n.X
	}
	if want := map[string]float64{"actor:a": 0, "task:c": 6, "task:d": 12, "task:b": 18, "task:z": 24}; !maps.Equal(at, want) {
		t.Errorf("%v, want %v", at, want)
	}
	for seed := range uint64(5) {
		n, r := shuffled(seed, nodes, relationships)
		if !reflect.DeepEqual(layout.Ways(n, r, paths), layout.Ways(nodes, relationships, paths)) {
			t.Errorf("seed %d: other places", seed)
		}
	}
}

func TestARelationshipWithoutAnEndIsNotDrawn(t *testing.T) {
	nodes := []layout.Node{{Key: "task:a", Label: "Task"}}
	picture := layout.Columns(nodes, []layout.Relationship{{From: "task:a", To: "task:gone"}, {From: "task:a", To: "task:a"}})
	if len(picture.Relationships) != 1 || picture.Relationships[0].To != "task:a" {
		t.Errorf("%+v", picture.Relationships)
	}
}

// TestTheLabelsAreThoseOfTheModel holds that no list names a label that the model
// lacks, or one twice, and that those which give each label its place have all
// that a picture of the business can show.
func TestTheLabelsAreThoseOfTheModel(t *testing.T) {
	var all, shown []string
	for _, l := range graph.Labels() {
		all = append(all, l.Name)
		if l.File != "" { // the rest is the record, which stands on relationships
			shown = append(shown, l.Name)
		}
	}
	for name, list := range layout.Lists() {
		for i, label := range list {
			if !slices.Contains(all, label) || slices.Contains(list[:i], label) {
				t.Errorf("%s: %s is no label of the model, or stands twice", name, label)
			}
		}
		if name == "worth" {
			continue // the labels that it lacks are worth least
		}
		for _, label := range shown {
			if !slices.Contains(list, label) {
				t.Errorf("%s lacks %s", name, label)
			}
		}
	}
}
