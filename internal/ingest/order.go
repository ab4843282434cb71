package ingest

import (
	"slices"

	"corridor/graph"
)

// step is a passage at one of its places.
type step struct {
	passage int
	at      place
	before  int // index of the step that the best run to here comes from, -1 for none
}

// inOrder chooses places so that as many passages as can be stand in the order
// of the document (longest increasing run, with a choice at each step). The
// places of each passage are in order.
func inOrder(options [][]place) []step {
	var steps []step
	var tails []int // the step that ends the best run of each length, earliest first
	for i, places := range options {
		for _, at := range slices.Backward(places) { // backward: no passage follows itself
			n, same := slices.BinarySearchFunc(tails, at.start, func(t, start int) int { return steps[t].at.start - start })
			if same {
				continue
			}
			before := -1
			if n > 0 {
				before = tails[n-1]
			}
			if n == len(tails) {
				tails = append(tails, 0)
			}
			tails[n] = len(steps)
			steps = append(steps, step{i, at, before})
		}
	}
	var run []step
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = steps[i].before {
			run = append(run, steps[i])
		}
	}
	slices.Reverse(run)
	return run
}

// assign gives each passage one of its places, by key. A file may hold several
// documents that share headings: the place is the one that fits the passages
// around it.
func assign(passages []graph.Passage, options [][]place) map[string]place {
	run := inOrder(options)
	tighten(run, options)
	found := map[string]place{}
	type taken struct {
		hash  string
		start int
	}
	used := map[taken]bool{}
	for _, s := range run {
		p := passages[s.passage]
		found[p.Key()] = s.at
		used[taken{p.Mark.Hash, s.at.start}] = true
	}
	near := 0
	for i, p := range passages {
		if at, ok := found[p.Key()]; ok {
			near = at.start
			continue
		}
		free := slices.DeleteFunc(slices.Clone(options[i]), func(at place) bool { return used[taken{p.Mark.Hash, at.start}] })
		if len(free) > 0 {
			at := nearest(free, near)
			found[p.Key()] = at
			used[taken{p.Mark.Hash, at.start}] = true
		}
	}
	return found
}

// tighten moves each passage of a run to the last of its places before the
// next passage: of two equal headings the one that stands over the text.
func tighten(run []step, options [][]place) {
	for i := len(run) - 2; i >= 0; i-- {
		places := options[run[i].passage]
		n, _ := slices.BinarySearchFunc(places, run[i+1].at.start, func(p place, start int) int { return p.start - start })
		run[i].at = places[n-1] // its present place is one of them
	}
}

func nearest(places []place, to int) place {
	return slices.MinFunc(places, func(a, b place) int { return distance(a.start, to) - distance(b.start, to) })
}

func distance(a, b int) int { return max(a-b, b-a) }
