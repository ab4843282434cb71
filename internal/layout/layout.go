// Package layout gives the nodes of a picture their places: the business in
// lanes and bands, the answer of a query in columns, ways step by step, a graph
// of any size as discs in discs. It is pure: the same nodes and relationships, in
// any order, get the same places.
package layout

import (
	"cmp"
	"slices"
)

// Node is a node of a picture. Stages holds the orders of the stages that it
// hangs on, with 0 for the business as a whole. X grows to the right, Y upwards.
type Node struct {
	Key    string  `json:"key"`
	Label  string  `json:"label"`
	Name   string  `json:"name"`
	Stages []int   `json:"stages,omitempty"`
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
}

// Relationship joins two nodes by their keys. Claim is nil where it is our own
// arrangement.
type Relationship struct {
	From     string  `json:"from"`
	To       string  `json:"to"`
	Type     string  `json:"type"`
	Standing string  `json:"standing"`
	Claim    *string `json:"claim"`
	Facets
}

// Facets are what a relationship can be filtered by: they are of the statement
// that it comes from or is a tie of, and empty where it comes from none.
type Facets struct {
	Documents []string `json:"documents" doc:"keys of those that the statement stands in"`
	Voices    []string `json:"voices" doc:"keys of all who say something of it, whatever the stance"`
	Hedges    []string `json:"hedges" doc:"how sure the text is, each once"`
	Stances   []string `json:"stances" doc:"what voices do with it, each once"`
	For       int      `json:"for" doc:"known voices for it"`
	Against   int      `json:"against" doc:"known voices against it"`
	Since     *int     `json:"since" doc:"first year that it holds for, as far as it is known; else null"`
	Until     *int     `json:"until" doc:"last such year; else null"`
}

// Lane is a strip from top to bottom that a stage has to itself; its key is the
// stage's, or empty for the business as a whole.
type Lane struct {
	Key   string  `json:"key"`
	Name  string  `json:"name"`
	Left  float64 `json:"left"`
	Right float64 `json:"right"`
}

// Band is a strip from left to right that kinds of nodes have to themselves.
type Band struct {
	Name   string  `json:"name"`
	Top    float64 `json:"top"`
	Bottom float64 `json:"bottom"`
}

// Picture is what is drawn.
type Picture struct {
	Lanes         []Lane         `json:"lanes,omitempty"`
	Bands         []Band         `json:"bands,omitempty"`
	Nodes         []Node         `json:"nodes"`
	Relationships []Relationship `json:"relationships"`
}

// columnWidth is how many rows a column is wide: room for a name beside its node.
const columnWidth = 6.0

// graph is the input in a fixed order, with the neighbours of each node.
type graph struct {
	nodes         []Node
	relationships []Relationship
	ends          [][2]int // of each relationship: indices of its nodes
	near          [][]int
}

// newGraph sorts and copies, drops nodes that are given twice and relationships
// that lack an end.
func newGraph(nodes []Node, relationships []Relationship) *graph {
	g := &graph{}
	g.nodes = append([]Node{}, nodes...)
	slices.SortStableFunc(g.nodes, func(a, b Node) int { return cmp.Compare(a.Key, b.Key) })
	g.nodes = slices.CompactFunc(g.nodes, func(a, b Node) bool { return a.Key == b.Key })
	at := map[string]int{}
	for i, n := range g.nodes {
		at[n.Key] = i
	}
	g.relationships = []Relationship{}
	for _, r := range relationships {
		if _, known := at[r.From]; !known {
			continue
		}
		if _, known := at[r.To]; known {
			g.relationships = append(g.relationships, r)
		}
	}
	slices.SortFunc(g.relationships, compareRelationships)
	g.near = make([][]int, len(g.nodes))
	for _, r := range g.relationships {
		from, to := at[r.From], at[r.To]
		g.ends = append(g.ends, [2]int{from, to})
		if from != to {
			g.near[from] = append(g.near[from], to)
			g.near[to] = append(g.near[to], from)
		}
	}
	return g
}

func compareRelationships(a, b Relationship) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Type, b.Type),
		cmp.Compare(a.Standing, b.Standing), cmp.Compare(claimOf(a), claimOf(b)))
}

func claimOf(r Relationship) string {
	if r.Claim == nil {
		return ""
	}
	return *r.Claim
}

// centre is the mean of a coordinate over a node's neighbours, or the node's
// own where it has none.
func (g *graph) centre(node int, of func(Node) float64) float64 {
	if len(g.near[node]) == 0 {
		return of(g.nodes[node])
	}
	sum := 0.0
	for _, other := range g.near[node] {
		sum += of(g.nodes[other])
	}
	return sum / float64(len(g.near[node]))
}

func (g *graph) picture() Picture {
	return Picture{Nodes: g.nodes, Relationships: g.relationships}
}

func x(n Node) float64 { return n.X }

func y(n Node) float64 { return n.Y }

// sortBy orders nodes by a number, and by key where it is the same.
func (g *graph) sortBy(members []int, number func(node int) float64) {
	numbers := make(map[int]float64, len(members))
	for _, m := range members {
		numbers[m] = number(m)
	}
	slices.SortFunc(members, func(a, b int) int {
		return cmp.Or(cmp.Compare(numbers[a], numbers[b]), cmp.Compare(a, b))
	})
}
