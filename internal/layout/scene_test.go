package layout_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"corridor/internal/layout"
)

// opening is a node with what it expands to on either side.
type opening struct {
	of          string
	left, right []string
}

// openings are made at random, of nodes that overlap.
func openings(seed uint64, n int) []opening {
	random := rand.New(rand.NewPCG(seed, 2))
	some := func(most int) (keys []string) {
		for range random.IntN(most) {
			keys = append(keys, fmt.Sprint("task:", random.IntN(40*n)))
		}
		return keys
	}
	all := make([]opening, n)
	for i := range all {
		all[i] = opening{fmt.Sprint("task:", random.IntN(20)), some(60), some(60)}
	}
	return all
}

// sceneOf lays out seeds, openings and a way, and gives the places of all.
func sceneOf(seeds int, opened []opening, way []string) map[string][2]float64 {
	var nodes []layout.Node
	var relationships []layout.Relationship
	for i := range seeds {
		nodes = append(nodes, layout.Node{Key: fmt.Sprint("task:", i), Label: []string{"Task", "ActorType", "Lever"}[i%3]})
		relationships = append(relationships, layout.Relationship{From: fmt.Sprint("task:", i), To: fmt.Sprint("task:", i*i%seeds)})
	}
	s := layout.NewScene(nodes, relationships)
	s.Lead(way)
	keys := slices.Clone(way)
	for _, n := range nodes {
		keys = append(keys, n.Key)
	}
	for _, o := range opened {
		s.Expand(o.of, o.left, o.right)
		keys = slices.Concat(keys, []string{o.of}, o.left, o.right)
	}
	places := map[string][2]float64{}
	for _, key := range keys {
		x, y := s.At(key)
		places[key] = [2]float64{x, y}
	}
	return places
}

// TestWhatIsOpenedLaterMovesNothing holds the places of the first openings against
// those with more after them.
func TestWhatIsOpenedLaterMovesNothing(t *testing.T) {
	for _, seeds := range []int{1, 2, 9, 40, 400} {
		opened := openings(uint64(seeds), 12)
		way := []string{"task:0", "way:1", "way:2", "way:end"}
		whole := sceneOf(seeds, opened, way)
		for n := range opened {
			for key, place := range sceneOf(seeds, opened[:n], way) {
				if whole[key] != place {
					t.Errorf("%d seeds: after %d openings %s stands at %v, after all at %v", seeds, n, key, place, whole[key])
				}
			}
		}
	}
}

// TestNamesHaveRoomInAScene holds that no two nodes are closer than a row, or on
// one row closer than a column.
func TestNamesHaveRoomInAScene(t *testing.T) {
	for _, seeds := range []int{1, 3, 13, 60, 700} {
		places := sceneOf(seeds, openings(uint64(seeds), 30), []string{"task:0", "way:1", "way:2", "task:1"})
		if len(places) < seeds+200 {
			t.Fatalf("only %d nodes", len(places))
		}
		taken := map[[2]float64]string{}
		for key, place := range places {
			if other, has := taken[place]; has {
				t.Errorf("%d seeds: %s stands on %s, at %v", seeds, key, other, place)
			}
			taken[place] = key
			if math.Mod(place[0], 6) != 0 || place[1] != math.Round(place[1]) {
				t.Errorf("%s stands between the cells, at %v", key, place)
			}
		}
	}
}

func TestWhatActsOnANodeStandsToItsLeft(t *testing.T) {
	var left, right []string
	for i := range 20 {
		left, right = append(left, fmt.Sprint("lever:", i)), append(right, fmt.Sprint("outcome:", i))
	}
	places := sceneOf(1, []opening{{"task:0", left, right}}, nil)
	for i := range 20 {
		if places[left[i]][0] >= places["task:0"][0] || places[right[i]][0] <= places["task:0"][0] {
			t.Errorf("%v and %v, of %v", places[left[i]], places[right[i]], places["task:0"])
		}
		for _, place := range [][2]float64{places[left[i]], places[right[i]]} {
			if math.Abs(place[0]-places["task:0"][0]) > 5*6 || math.Abs(place[1]-places["task:0"][1]) > 12 {
				t.Errorf("%v is far from %v", place, places["task:0"])
			}
		}
	}
}

func TestAWayStandsBetweenItsEnds(t *testing.T) {
	way := []string{"actor:a", "task:b", "task:c", "outcome:d"}
	s := layout.NewScene(nil, nil)
	s.Lead(way)
	before := math.Inf(-1)
	for _, key := range way {
		x, y := s.At(key)
		if x <= before || y != 0 {
			t.Errorf("%s stands at %v, %v, after %v", key, x, y, before)
		}
		before = x
	}
	s.Lead([]string{"actor:a", "task:other", "outcome:d"})
	s.Stand("task:alone")
	x, _ := s.At("task:other")
	if _, y := s.At("task:alone"); y >= 0 || x <= 0 || x >= before {
		t.Errorf("the other way passes %v, what is alone stands at height %v", x, y)
	}
}
