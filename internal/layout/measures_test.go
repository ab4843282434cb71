package layout_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"corridor/internal/layout"
)

// TestBetweenIsWhatCountingAllWaysGives compares with a count of every shortest way
// between every two nodes.
func TestBetweenIsWhatCountingAllWaysGives(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 3))
		n := 3 + random.IntN(8)
		var keys []string
		for i := range n {
			keys = append(keys, fmt.Sprint("task:", i))
		}
		var relationships []layout.Relationship
		joined := make([][]bool, n)
		for i := range joined {
			joined[i] = make([]bool, n)
		}
		for range random.IntN(3 * n) {
			a, b := random.IntN(n), random.IntN(n)
			joined[a][b], joined[b][a] = true, true
			relationships = append(relationships, layout.Relationship{From: keys[a], To: keys[b]}, layout.Relationship{From: keys[b], To: "gone"})
		}
		want := make([]float64, n)
		for a := range n {
			for b := range a {
				for node, share := range shares(joined, a, b) {
					want[node] += share * 2 / float64((n-1)*(n-2))
				}
			}
		}
		for i, got := range layout.Between(keys, relationships) {
			if math.Abs(got-want[i]) > 1e-6 {
				t.Errorf("seed %d: node %d has %v, want %v", seed, i, got, want[i])
			}
		}
	}
}

// shares walks all ways between two nodes, keeps the shortest, and gives which
// part of them passes each node between.
func shares(joined [][]bool, from, to int) map[int]float64 {
	var shortest [][]int
	var walk func(passed []int)
	walk = func(passed []int) {
		last := passed[len(passed)-1]
		if len(shortest) > 0 && len(passed) > len(shortest[0]) {
			return
		}
		if last == to {
			if len(shortest) > 0 && len(passed) < len(shortest[0]) {
				shortest = nil
			}
			shortest = append(shortest, append([]int{}, passed...))
			return
		}
		for next, isJoined := range joined[last] {
			seen := false
			for _, p := range passed {
				seen = seen || p == next
			}
			if isJoined && !seen {
				walk(append(append([]int{}, passed...), next))
			}
		}
	}
	walk([]int{from})
	part := map[int]float64{}
	for _, way := range shortest {
		for _, node := range way[1 : len(way)-1] {
			part[node] += 1 / float64(len(shortest))
		}
	}
	return part
}

func TestBetweenOfFew(t *testing.T) {
	for _, keys := range [][]string{nil, {"a"}, {"a", "b"}} {
		for _, got := range layout.Between(keys, []layout.Relationship{{From: "a", To: "b"}}) {
			if got != 0 {
				t.Errorf("%v: %v", keys, got)
			}
		}
	}
	if got := layout.Between([]string{"a", "b", "c"}, []layout.Relationship{{From: "b", To: "a"}, {From: "b", To: "c"}}); got[1] != 1 || got[0]+got[2] != 0 {
		t.Errorf("the middle of three has %v", got)
	}
}
