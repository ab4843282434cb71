package layout_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"corridor/internal/layout"
)

// towns makes nodes of several labels in towns of about a hundred, most ties
// within a town, and some nodes without any.
func towns(nodes, ties int) ([]layout.Marker, []layout.Tie) {
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same each time
	labels := []string{"Task", "ActorType", "Method", "Claim", "Evidence"}
	markers := make([]layout.Marker, nodes)
	for i := range markers {
		markers[i] = layout.Marker{Key: fmt.Sprintf("node:%05d", i), Label: labels[r.IntN(len(labels))], Name: fmt.Sprint("node ", i)}
	}
	const town = 100
	joined := nodes - nodes/50
	out := make([]layout.Tie, ties)
	for i := range out {
		from := r.IntN(joined)
		to := min(from/town*town+r.IntN(town), joined-1)
		if r.IntN(10) == 0 {
			to = r.IntN(joined)
		}
		out[i] = layout.Tie{From: markers[from].Key, To: markers[to].Key, Type: []string{"USES", "REQUIRES"}[r.IntN(2)]}
	}
	return markers, out
}

func newAtlas(t testing.TB, markers []layout.Marker, ties []layout.Tie) *layout.Atlas {
	t.Helper()
	a, err := layout.NewAtlas(t.Context(), markers, ties)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// everything is all nodes of an atlas with their places, one by one.
func everything(a *layout.Atlas) layout.View {
	nodes, _ := a.Size()
	return a.View(a.Bounds(), max(nodes, 1))
}

// TestAtlasIsOfTheGraphOnly holds that the order in which a graph is given makes
// no difference.
func TestAtlasIsOfTheGraphOnly(t *testing.T) {
	markers, ties := towns(3000, 9000)
	first := everything(newAtlas(t, markers, ties))
	r := rand.New(rand.NewPCG(3, 4)) //nolint:gosec // the same each time
	r.Shuffle(len(markers), func(i, j int) { markers[i], markers[j] = markers[j], markers[i] })
	r.Shuffle(len(ties), func(i, j int) { ties[i], ties[j] = ties[j], ties[i] })
	if second := everything(newAtlas(t, markers, ties)); !reflect.DeepEqual(first, second) {
		t.Error("in another order the graph has another atlas")
	}
}

// TestAtlasGivesEachNodeAPlaceOfItsOwn holds that nodes do not lie on each other.
func TestAtlasGivesEachNodeAPlaceOfItsOwn(t *testing.T) {
	markers, ties := towns(3000, 9000)
	nodes := everything(newAtlas(t, markers, ties)).Nodes
	if len(nodes) != len(markers) {
		t.Fatalf("%d of %d nodes have a place", len(nodes), len(markers))
	}
	slices.SortFunc(nodes, func(a, b layout.Spot) int { return int(math.Copysign(1, a.X-b.X)) })
	const least = 0.55 // half of what neighbours have
	for i, a := range nodes {
		for _, b := range nodes[i+1:] {
			if b.X-a.X > least {
				break
			}
			if math.Hypot(a.X-b.X, a.Y-b.Y) < least {
				t.Fatalf("%v lies on %v", a, b)
			}
		}
	}
}

// TestAtlasPutsJoinedNear holds that ties are much shorter than the way between
// any two nodes.
func TestAtlasPutsJoinedNear(t *testing.T) {
	markers, ties := towns(3000, 9000)
	at := map[string]layout.Spot{}
	nodes := everything(newAtlas(t, markers, ties)).Nodes
	for _, n := range nodes {
		at[n.Key] = n
	}
	joined, any := 0.0, 0.0
	for i, tie := range ties {
		a, b := at[tie.From], at[tie.To]
		joined += math.Hypot(a.X-b.X, a.Y-b.Y)
		c := nodes[i*7919%len(nodes)]
		any += math.Hypot(a.X-c.X, a.Y-c.Y)
	}
	if joined > any/3 {
		t.Errorf("joined are on average %.1f apart, any two %.1f", joined/float64(len(ties)), any/float64(len(ties)))
	}
}

// boxes are parts of an atlas at each zoom: all of it, halves of halves down to a
// corner, and strips that cut through groups.
func boxes(whole layout.Box) []layout.Box {
	r := rand.New(rand.NewPCG(5, 6)) //nolint:gosec // the same each time
	out := []layout.Box{whole, {Left: whole.Left - 1e6, Top: whole.Top + 1e6, Right: whole.Right + 1e6, Bottom: whole.Bottom - 1e6}}
	width, height := whole.Right-whole.Left, whole.Top-whole.Bottom
	for zoom := 1.0; zoom > 0.002; zoom /= 1.7 {
		for range 3 {
			x, y := whole.Left+r.Float64()*width, whole.Bottom+r.Float64()*height
			out = append(out, layout.Box{Left: x, Bottom: y, Right: x + zoom*width, Top: y + zoom*height/2})
		}
	}
	return out
}

// TestAtlasCountsAddUp holds at every zoom and for every number of things drawn
// that each node in the part is shown or in one group, and each relationship too.
func TestAtlasCountsAddUp(t *testing.T) {
	markers, ties := towns(3000, 9000)
	a := newAtlas(t, markers, ties)
	all := everything(a)
	for _, box := range boxes(a.Bounds()) {
		in := map[string]string{}
		for _, n := range all.Nodes {
			if n.X >= box.Left && n.X <= box.Right && n.Y >= box.Bottom && n.Y <= box.Top {
				in[n.Key] = n.Label
			}
		}
		between, leaving := 0, 0
		for _, tie := range ties {
			_, from := in[tie.From]
			_, to := in[tie.To]
			if from && to {
				between++
			} else if from || to {
				leaving++
			}
		}
		for _, most := range []int{1, 2, 17, 300, 2000} {
			v := a.View(box, most)
			if v.Ties != between || v.Leaving != leaving {
				t.Errorf("%v, %d: %d relationships within and %d leaving, want %d and %d", box, most, v.Ties, v.Leaving, between, leaving)
			}
			addsUp(t, v, in, most)
			if len(in) <= most && len(v.Groups) > 0 {
				t.Errorf("%v, %d: %d groups, though there is room for all %d nodes", box, most, len(v.Groups), len(in))
			}
		}
	}
}

// addsUp holds that a view shows just these nodes, each once.
func addsUp(t *testing.T, v layout.View, in map[string]string, most int) {
	t.Helper()
	if len(v.Nodes)+len(v.Groups) > most {
		t.Errorf("%d nodes and %d groups, want %d at most", len(v.Nodes), len(v.Groups), most)
	}
	ids, labels := map[string]bool{}, map[string]int{}
	ties, nodes := 0, len(v.Nodes)
	for _, n := range v.Nodes {
		if _, is := in[n.Key]; !is || ids[n.Key] {
			t.Errorf("%s is not in the part, or is there twice", n.Key)
		}
		ids[n.Key] = true
		labels[n.Label]++
	}
	for _, g := range v.Groups {
		sum := 0
		for label, n := range g.Labels {
			sum += n
			labels[label] += n
		}
		if sum != g.Count || g.Count < 2 || g.Count > g.Of || ids[g.ID] || g.Name == "" {
			t.Errorf("a group is %+v", g)
		}
		ids[g.ID] = true
		nodes += g.Count
		ties += g.Within
	}
	want := map[string]int{}
	for _, label := range in {
		want[label]++
	}
	if nodes != len(in) || !reflect.DeepEqual(labels, want) {
		t.Errorf("%d nodes are shown or counted, %v; %d are in the part, %v", nodes, labels, len(in), want)
	}
	for _, s := range v.Strands {
		ties += s.Count
		if !ids[s.From] || !ids[s.To] {
			t.Errorf("an end of %v is not shown", s)
		}
	}
	if ties != v.Ties {
		t.Errorf("%d relationships are shown or counted of %d", ties, v.Ties)
	}
}

// TestAtlasOfOddGraphs holds that there is an atlas of whatever graph.
func TestAtlasOfOddGraphs(t *testing.T) {
	star, chain := []layout.Tie{}, []layout.Tie{}
	many, _ := towns(500, 0)
	for i := range many[1:] {
		star = append(star, layout.Tie{From: many[0].Key, To: many[i+1].Key, Type: "USES"})
		chain = append(chain, layout.Tie{From: many[i].Key, To: many[i+1].Key, Type: "USES"})
	}
	one := layout.Marker{Key: "a:a", Label: "Task", Name: "a"}
	for name, c := range map[string]struct {
		markers []layout.Marker
		ties    []layout.Tie
		nodes   int
		counted int // ties
	}{
		"nothing":             {nil, nil, 0, 0},
		"one":                 {[]layout.Marker{one}, nil, 1, 0},
		"twice the same":      {[]layout.Marker{one, one}, nil, 1, 0},
		"a tie to itself":     {[]layout.Marker{one}, []layout.Tie{{From: "a:a", To: "a:a", Type: "USES"}}, 1, 1},
		"a tie to nowhere":    {[]layout.Marker{one}, []layout.Tie{{From: "a:a", To: "b:b", Type: "USES"}}, 1, 0},
		"many without a tie":  {many, nil, len(many), 0},
		"all joined with one": {many, star, len(many), len(star)},
		"a chain":             {many, chain, len(many), len(chain)},
		"a tie many times":    {many[:2], slices.Repeat(chain[:1], 50), 2, 50},
	} {
		t.Run(name, func(t *testing.T) {
			v := everything(newAtlas(t, c.markers, c.ties))
			if len(v.Nodes) != c.nodes || v.Ties != c.counted {
				t.Errorf("%d nodes and %d ties, want %d and %d", len(v.Nodes), v.Ties, c.nodes, c.counted)
			}
			for _, n := range v.Nodes {
				if math.IsNaN(n.X) || math.IsNaN(n.Y) || math.IsInf(n.X, 0) || math.IsInf(n.Y, 0) {
					t.Errorf("%v", n)
				}
			}
		})
	}
}

// TestAtlasEndsWithItsContext holds that nobody computes what nobody waits for.
func TestAtlasEndsWithItsContext(t *testing.T) {
	markers, ties := towns(3000, 9000)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if a, err := layout.NewAtlas(ctx, markers, ties); !errors.Is(err, context.Canceled) || a != nil {
		t.Errorf("%v, %v", a, err)
	}
}

func BenchmarkAtlas(b *testing.B) {
	markers, ties := towns(50_000, 150_000)
	for b.Loop() {
		newAtlas(b, markers, ties)
	}
}

func BenchmarkAtlasView(b *testing.B) {
	markers, ties := towns(50_000, 150_000)
	a := newAtlas(b, markers, ties)
	for b.Loop() {
		a.View(a.Bounds(), 300)
	}
}
