package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"corridor/graph"
	"corridor/internal/layout"
)

// Bounds of a scene.
const (
	sceneNodes  = 2_000 // more cannot be drawn at once
	sceneOpen   = 500
	scenePaths  = 10
	sceneWays   = 50
	usualExpand = 50
	usualWays   = 5
	longestWay  = 5
	longestKey  = 1_000 // bytes: looking for what is near a longer one takes long
)

// sceneBody is what a reader has gathered: nodes, what was opened of which, and
// the ways between some.
type sceneBody struct {
	Nodes many[string]  `json:"nodes,omitempty" doc:"keys of the nodes to begin with, at most 2000; claims, evidence and passages stand on relationships and are none"`
	Open  many[opening] `json:"open,omitempty" doc:"which nodes are expanded, in the order in which they were, at most 500: what is expanded later never moves what stands"`
	Paths many[between] `json:"paths,omitempty" doc:"between which nodes the shortest ways are wanted, at most 10"`
}

// opening expands a node.
type opening struct {
	Key       string  `json:"key" doc:"of the node, which is shown as well"`
	Type      *string `json:"type,omitempty" doc:"of the relationships; all where it is left out"`
	Direction *string `json:"direction,omitempty" doc:"out: from the node; in: to it; both where it is left out"`
	Limit     *int    `json:"limit,omitempty" doc:"how many nodes at most, the best borne out first: from 1 to 1000; 50 where it is left out"`
}

// between asks for the ways from one node to another.
type between struct {
	From  string       `json:"from" doc:"key of a node"`
	To    string       `json:"to" doc:"key of another node"`
	K     *int         `json:"k,omitempty" doc:"how many ways at most, the shortest first: from 1 to 50; 5 where it is left out"`
	Types many[string] `json:"types,omitempty" doc:"types of relationships that a way may go by, whichever way they lead; all but DIFFERS where none is named"`
	Max   *int         `json:"max,omitempty" doc:"how many relationships a way has at most, from 1 to 5; 5 where it is left out"`
	After *int         `json:"after,omitempty" doc:"how many of what is in open was expanded before, and so stands already; 0 where it is left out"`
}

type sceneAnswer struct {
	Picture scenePicture       `json:"picture" doc:"what is shown"`
	Hidden  map[string][]group `json:"hidden" doc:"of each node shown, by its key: the relationships of which not all are shown, by type and direction"`
	Paths   []waysBetween      `json:"paths" doc:"the ways asked for, in the same order"`
	Meta    *meta              `json:"meta"`
}

type scenePicture struct {
	Nodes         []sceneNode           `json:"nodes" doc:"those to begin with, those of ways, and those that were expanded to, each once"`
	Relationships []layout.Relationship `json:"relationships" doc:"all between nodes that are shown"`
}

// sceneNode is a node with its place and what its size can tell.
type sceneNode struct {
	Key        string   `json:"key" doc:"of the node"`
	Label      string   `json:"label" doc:"of the node; of two, the narrower"`
	Name       string   `json:"name" doc:"of the node"`
	X          float64  `json:"x" doc:"grows to the right; a column is 6 wide"`
	Y          float64  `json:"y" doc:"grows upwards; a row is 1 high"`
	Documents  []string `json:"documents" doc:"keys of the documents that statements on it stand in"`
	Degree     int      `json:"degree" doc:"how many relationships it has in the whole graph, with nodes that can be drawn"`
	Between    float64  `json:"between" doc:"how much of what passes between other nodes shown by the shortest ways passes it: betweenness, from 0 to 1"`
	Statements int      `json:"statements" doc:"how many claims have it as an end"`
	Voices     int      `json:"voices" doc:"how many voices say something of it"`
}

type waysBetween struct {
	From string `json:"from" doc:"key of a node"`
	To   string `json:"to" doc:"key of another node"`
	Ways []path `json:"ways" doc:"the shortest first"`
}

var exampleScene = sceneBody{
	Nodes: []string{"actor:broker", "process:smuggling"},
	Open:  []opening{{Key: "actor:broker"}, {Key: "process:smuggling", Type: new("FURTHERS"), Direction: new("in"), Limit: new(5)}},
	Paths: []between{{From: "actor:broker", To: "process:smuggling", K: new(3)}},
}

// scene draws what a reader has gathered.
func scene(ctx context.Context, r *request) (any, error) {
	body := r.body.(*sceneBody)
	if err := body.check(); err != nil {
		return nil, err
	}
	leave, err := r.api.reads.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	g := &gathering{body: body, shown: map[string]bool{}, left: map[string]bool{}}
	if err := g.gather(ctx, r); err != nil {
		return nil, err
	}
	rows, err := g.look(ctx, r)
	if err != nil {
		return nil, err
	}
	return g.answer(ctx, r, rows)
}

// check refuses what the schema of a body does not.
func (b *sceneBody) check() error {
	switch {
	case len(b.Nodes)+len(b.Open)+len(b.Paths) == 0:
		return fmt.Errorf("%w: it names nothing to show: want nodes, open or paths", errBody)
	case len(b.Nodes) > sceneNodes:
		return fmt.Errorf("%w: nodes: there are %d, and at most %d are shown", errBody, len(b.Nodes), sceneNodes)
	case len(b.Open) > sceneOpen:
		return fmt.Errorf("%w: open: there are %d, and at most %d are taken", errBody, len(b.Open), sceneOpen)
	case len(b.Paths) > scenePaths:
		return fmt.Errorf("%w: paths: there are %d, and at most %d are taken", errBody, len(b.Paths), scenePaths)
	}
	for i, key := range b.Nodes {
		if err := drawable(fmt.Sprintf("nodes[%d]", i), key); err != nil {
			return err
		}
	}
	for i, o := range b.Open {
		if err := o.check(fmt.Sprintf("open[%d]", i)); err != nil {
			return err
		}
	}
	for i, p := range b.Paths {
		if err := p.check(fmt.Sprintf("paths[%d]", i), len(b.Open)); err != nil {
			return err
		}
	}
	return nil
}

func (o opening) check(at string) error {
	return errors.Join(
		drawable(at+".key", o.Key), inBounds(at+".limit", o.Limit, 1, longestPage),
		oneOf(at+".type", o.Type, relationshipTypes()), oneOf(at+".direction", o.Direction, []string{"out", "in", "both"}))
}

func (p between) check(at string, opened int) error {
	err := errors.Join(
		drawable(at+".from", p.From), drawable(at+".to", p.To), inBounds(at+".k", p.K, 1, sceneWays),
		inBounds(at+".max", p.Max, 1, longestWay), inBounds(at+".after", p.After, 0, opened))
	for i, name := range p.Types {
		err = errors.Join(err, oneOf(fmt.Sprintf("%s.types[%d]", at, i), &name, of("shortest-paths", "types")[0].Values))
	}
	return err
}

// drawable refuses keys of what stands on relationships.
func drawable(at, key string) error {
	label, _ := graph.LabelOf(key)
	switch {
	case key == "":
		return fmt.Errorf("%w: %s: want the key of a node", errBody, at)
	case len(key) > longestKey:
		return fmt.Errorf("%w: %s: it has %d bytes, and no key has more than %d", errBody, at, len(key), longestKey)
	case slices.Contains([]string{"Claim", "Evidence", "Passage", "Release"}, label.Name):
		return fmt.Errorf("%w: %s: %s is a node with the label %s, which stands on relationships and is not drawn: name what it is of", errBody, at, key, label.Name)
	}
	return nil
}

func inBounds(at string, given *int, least, most int) error {
	if given != nil && (*given < least || *given > most) {
		return fmt.Errorf("%w: %s: %d is not from %d to %d", errBody, at, *given, least, most)
	}
	return nil
}

func oneOf(at string, given *string, known []string) error {
	if given != nil && !slices.Contains(known, *given) {
		return fmt.Errorf("%w: %s: %.100q is none of %v", errBody, at, *given, known)
	}
	return nil
}

// many is a list of a body. Left out it is empty; null is refused, as the schema says.
type many[T any] []T

// UnmarshalJSON reads a list as strictly as the body around it is read.
func (m *many[T]) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		return errors.New("null where a list is wanted: leave it out")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return decoder.Decode((*[]T)(m))
}
