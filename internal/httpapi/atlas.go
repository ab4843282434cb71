package httpapi

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight" // one computation for all who wait, BSD-3-Clause, Go's own

	"corridor/cypher"
	"corridor/internal/db"
	"corridor/internal/layout"
)

const (
	// drawnInAtlas is how many nodes and groups an answer has where nothing is said.
	drawnInAtlas = 300
	// mostInAtlas is how many it may have: more cannot be drawn in time.
	mostInAtlas = 2000
	// strandsEach is how many relationships an answer has for each of the nodes and
	// groups that were asked for.
	strandsEach = 3
	// farthest is how far from 0 a part may reach: beyond any place there is.
	farthest = 1_000_000_000
)

// atlasParameters are the borders of a part, and how much is sent of it.
func atlasParameters() []parameter {
	border := func(name string, otherwise, example float64, doc string) parameter {
		return parameter{cypher.Parameter{Name: name, Type: cypher.Number, Default: otherwise, Example: example, Min: -farthest, Max: farthest, Doc: doc}, inQuery}
	}
	return []parameter{
		border("left", -farthest, -20, "least x of the part; without it the part begins where the whole does"),
		border("top", farthest, 20, "greatest y of the part"),
		border("right", farthest, 20, "greatest x of the part"),
		border("bottom", -farthest, -20, "least y of the part"),
		{cypher.Parameter{Name: "most", Type: cypher.Integer, Default: int64(drawnInAtlas), Example: int64(40), Min: 1, Max: mostInAtlas, Doc: "how many nodes and groups at most"}, inQuery},
	}
}

type atlasAnswer struct {
	Bounds        layout.Box       `json:"bounds" doc:"of the whole"`
	Nodes         []layout.Spot    `json:"nodes" doc:"in the part"`
	Groups        []layout.Cluster `json:"groups" doc:"of all other nodes in the part, each in one of them"`
	Relationships []layout.Strand  `json:"relationships" doc:"between these, those of most relationships first"`
	Part          atlasPart        `json:"part" doc:"what lies in the part"`
	Total         atlasTotal       `json:"total" doc:"what there is in all"`
	Meta          *meta            `json:"meta"`
}

type atlasPart struct {
	Nodes         int `json:"nodes" doc:"those sent, and the counts of the groups"`
	Relationships int `json:"relationships" doc:"with both ends in the part: the counts of those sent, those within groups, and what meta.left_out has of them"`
	Leaving       int `json:"leaving" doc:"with one end in the part"`
}

type atlasTotal struct {
	Nodes         int `json:"nodes" doc:"that have a place"`
	Relationships int `json:"relationships" doc:"between them"`
}

// atlas shows a part of the whole graph.
func atlas(ctx context.Context, r *request) (any, error) {
	box, err := r.box()
	if err != nil {
		return nil, err
	}
	made, err := r.api.atlases.get(ctx, r)
	if err != nil {
		return nil, err
	}
	r.meta.Queries = append(r.meta.Queries, made.queries...)
	for kind, n := range made.left {
		r.leaveOut(kind, n)
	}
	most := r.whole("most")
	view := made.View(box, most)
	answer := atlasAnswer{Bounds: made.Bounds(), Nodes: view.Nodes, Groups: view.Groups, Meta: r.meta}
	answer.Total.Nodes, answer.Total.Relationships = made.Size()
	answer.Part = atlasPart{Nodes: len(view.Nodes), Relationships: view.Ties, Leaving: view.Leaving}
	for _, g := range view.Groups {
		answer.Part.Nodes += g.Count
	}
	strands := min(len(view.Strands), strandsEach*most)
	answer.Relationships = view.Strands[:strands]
	for _, s := range view.Strands[strands:] {
		kind := s.Type
		if kind == "" {
			kind = "relationships of groups"
		}
		r.leaveOut(kind, s.Count)
	}
	if b := answer.Bounds; answer.Part.Nodes == 0 && answer.Total.Nodes > 0 {
		r.meta.Note = fmt.Sprintf("no node lies there; all lie from %v to %v and from %v to %v", b.Left, b.Right, b.Bottom, b.Top)
	}
	return answer, nil
}

// box is the part that was asked for.
func (r *request) box() (layout.Box, error) {
	border := func(name string) float64 { x, _ := r.given[name].(float64); return x }
	b := layout.Box{Left: border("left"), Top: border("top"), Right: border("right"), Bottom: border("bottom")}
	switch {
	case b.Left >= b.Right:
		return b, fmt.Errorf("%w: left: %v is not less than right, %v", cypher.ErrParameter, b.Left, b.Right)
	case b.Bottom >= b.Top:
		return b, fmt.Errorf("%w: bottom: %v is not less than top, %v: y grows upwards", cypher.ErrParameter, b.Bottom, b.Top)
	}
	return b, nil
}

// atlases keeps the atlas of the graph as it was when somebody last asked.
type atlases struct {
	life   context.Context //nolint:containedctx // of the service: an atlas is made for more than one request
	making singleflight.Group
	kept   atomic.Pointer[madeAtlas]
}

// madeAtlas is an atlas with where it came from.
type madeAtlas struct {
	*layout.Atlas
	state   string // of the graph that it is of; empty where that changed all the while
	queries []asked
	left    map[string]int // what has no place
}

// get gives the atlas of the graph as it is, which one request at a time makes
// for all who wait. One that was begun before the graph changed is waited for, too,
// but not taken.
func (a *atlases) get(ctx context.Context, r *request) (*madeAtlas, error) {
	var made *madeAtlas
	for range 2 {
		if kept := a.kept.Load(); kept != nil && kept.state == r.state && r.state != "" {
			return kept, nil
		}
		var err error
		if made, err = a.wait(ctx, r.api); err != nil {
			return nil, err
		}
		if made.state == r.state {
			return made, nil
		}
	}
	return made, nil // the graph has changed since the request began
}

// atlasTime is how long an atlas may take to be read and made, longer than any
// request waits: who asks again finds it.
const atlasTime = 2 * time.Minute

func (a *atlases) wait(ctx context.Context, from *api) (*madeAtlas, error) {
	making := a.making.DoChan("atlas", func() (made any, err error) {
		defer func() {
			if fault := recover(); fault != nil { // it runs outside of any request
				err = fmt.Errorf("make an atlas: panic: %v\n%s", fault, debug.Stack())
			}
		}()
		bounded, cancel := context.WithTimeout(a.life, atlasTime)
		defer cancel()
		return a.make(bounded, from)
	})
	select {
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: the map of the graph is still being made: ask again in some seconds", db.ErrLimit)
	case done := <-making:
		if done.Err != nil {
			return nil, done.Err
		}
		return done.Val.(*madeAtlas), nil
	}
}

// make reads the graph and gives each node a place.
func (a *atlases) make(ctx context.Context, from *api) (*madeAtlas, error) {
	var read atlasReading
	for tries := 1; ; tries++ {
		read = atlasReading{api: from, kept: map[string]string{}}
		if err := read.all(ctx); err != nil {
			return nil, err
		}
		const mostTries = 3
		if !read.changed || tries == mostTries {
			break
		}
	}
	drawn, err := layout.NewAtlas(ctx, read.markers, read.ties)
	if err != nil {
		return nil, fmt.Errorf("%w: time: the map of the graph was not made within %v: %w", db.ErrLimit, atlasTime, err)
	}
	made := &madeAtlas{Atlas: drawn, state: read.state, queries: read.queries}
	if read.changed {
		made.state = ""
	}
	nodes, relationships := drawn.Size()
	made.left = map[string]int{"nodes without a key of their own": read.count("nodes") - nodes, "relationships of these": read.count("relationships") - relationships}
	a.kept.Store(made)
	return made, nil
}
