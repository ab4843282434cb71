package httpapi

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"corridor/cypher"
	"corridor/graph"
	"corridor/internal/layout"
)

// gathering is a scene in the making: what is shown, in the order in which it came.
type gathering struct {
	body       *sceneBody
	keys       []string
	shown      map[string]bool
	left       map[string]bool // had no room
	expansions [][]neighbour   // of each opening
	ways       []waysBetween   // of each pair
}

// neighbour is a node that another expands to.
type neighbour struct {
	key, label, kind string // kind is the type of the relationship
	out              bool
}

// gather asks what the scene has, in few queries however much is opened. Ways come
// before expansions, so that where there is no room no way lacks a node.
func (g *gathering) gather(ctx context.Context, r *request) error {
	for _, key := range g.body.Nodes {
		g.show(key)
	}
	for _, p := range g.body.Paths {
		if err := g.lead(ctx, r, p); err != nil {
			return err
		}
	}
	if err := g.expand(ctx, r); err != nil {
		return err
	}
	for i, o := range g.body.Open {
		g.show(o.Key)
		for _, n := range g.expansions[i] {
			g.show(n.key)
		}
	}
	for key := range g.left {
		label, _ := graph.LabelOf(key)
		r.leaveOut(cmp.Or(label.Name, "nodes"), 1)
	}
	return nil
}

// show has nodes shown, all of them or none, and says whether there is room.
func (g *gathering) show(keys ...string) bool {
	var fresh []string
	for _, key := range keys {
		if !g.shown[key] && !slices.Contains(fresh, key) {
			fresh = append(fresh, key)
		}
	}
	if len(g.keys)+len(fresh) > sceneNodes {
		for _, key := range fresh {
			g.left[key] = true
		}
		return false
	}
	for _, key := range fresh {
		g.keys, g.shown[key] = append(g.keys, key), true
		delete(g.left, key)
	}
	return true
}

// lead finds the ways between two nodes, and has shown those there is room for.
func (g *gathering) lead(ctx context.Context, r *request, p between) error {
	rows, err := r.ask(ctx, "shortest-paths", map[string]any{
		"from": p.From, "to": p.To, "types": []string(p.Types), "max": or(p.Max, longestWay), "limit": or(p.K, usualWays),
	})
	if err != nil {
		return err
	}
	found := waysBetween{From: p.From, To: p.To, Ways: []path{}}
	g.show(p.From, p.To)
	for _, row := range rows {
		way := pathIn(row)
		if g.show(way.keys()...) {
			found.Ways = append(found.Ways, way)
		} else {
			r.leaveOut("ways", 1)
		}
	}
	g.ways = append(g.ways, found)
	return nil
}

// keys are those of the nodes of a path.
func (p path) keys() []string {
	keys := make([]string, len(p.Nodes))
	for i, key := range p.Nodes {
		keys[i], _ = key.(string)
	}
	return keys
}

// asking is what one expansion asks for, beside how many.
type asking struct{ key, kind, direction string }

// expand asks for all expansions at once, each as long as the longest, and cuts
// each to its own length. What is opened twice is asked for once.
func (g *gathering) expand(ctx context.Context, r *request) error {
	g.expansions = make([][]neighbour, len(g.body.Open))
	if len(g.body.Open) == 0 {
		return nil
	}
	var keys, types, directions []string
	places, most := map[asking]int{}, 0
	for _, o := range g.body.Open {
		most = max(most, or(o.Limit, usualExpand))
		a := o.asking()
		if _, has := places[a]; !has {
			places[a] = len(keys)
			keys, types, directions = append(keys, a.key), append(types, a.kind), append(directions, a.direction)
		}
	}
	rows, err := r.ask(ctx, "expansions", map[string]any{"keys": keys, "by": types, "directions": directions, "limit": most})
	if err != nil {
		return err
	}
	found := make([][]neighbour, len(keys))
	for _, one := range rows {
		place := wholeIn(one, "place")
		for _, n := range mapsIn(one["nodes"]) {
			found[place] = append(found[place], neighbour{textIn(n, "key"), textIn(n, "label"), textIn(n, "type"), n["direction"] == "out"})
		}
	}
	for i, o := range g.body.Open {
		all := found[places[o.asking()]]
		g.expansions[i] = all[:min(len(all), or(o.Limit, usualExpand))]
	}
	return nil
}

func (o opening) asking() asking {
	return asking{o.Key, or(o.Type, "ANY"), or(o.Direction, "both")}
}

func or[T any](given *T, usual T) T {
	if given == nil {
		return usual
	}
	return *given
}

// look asks for all that is shown, and refuses keys that name nothing.
func (g *gathering) look(ctx context.Context, r *request) (map[string]row, error) {
	rows, err := r.ask(ctx, "scene", map[string]any{"keys": slices.Sorted(slices.Values(g.keys))})
	if err != nil {
		return nil, err
	}
	found := make(map[string]row, len(rows))
	for _, one := range rows {
		found[textIn(one, "key")] = one
	}
	for _, key := range g.keys {
		if found[key] == nil {
			return nil, g.noNode(ctx, r, key)
		}
	}
	return found, nil
}

// noNode says where a key that names nothing stands in the body, and what is near it.
func (g *gathering) noNode(ctx context.Context, r *request, key string) error {
	at := cypher.Parameter{Name: g.whereIs(key), Type: cypher.Text, Labels: []string{cypher.AnyLabel}}
	_, err := r.api.db.Explain(ctx, []cypher.Parameter{at}, map[string]any{at.Name: key})
	if err != nil {
		return err
	}
	return fmt.Errorf("%w: %s: %s was there when it was looked for, and is gone: ask again", errBody, at.Name, key)
}

func (g *gathering) whereIs(key string) string {
	if i := slices.Index(g.body.Nodes, key); i >= 0 {
		return fmt.Sprintf("nodes[%d]", i)
	}
	for i, p := range g.body.Paths {
		switch key {
		case p.From:
			return fmt.Sprintf("paths[%d].from", i)
		case p.To:
			return fmt.Sprintf("paths[%d].to", i)
		}
	}
	for i, o := range g.body.Open {
		if o.Key == key {
			return fmt.Sprintf("open[%d].key", i)
		}
	}
	return "key"
}

// answer puts together what was found, with places and measures.
func (g *gathering) answer(ctx context.Context, r *request, found map[string]row) (any, error) {
	relationships := []layout.Relationship{}
	for _, key := range slices.Sorted(slices.Values(g.keys)) {
		for _, tie := range mapsIn(found[key]["relationships"]) {
			drawn := layout.Relationship{From: key, To: textIn(tie, "to"), Type: textIn(tie, "type"), Standing: textIn(tie, "standing")}
			if claim := textIn(tie, "claim"); claim != "" {
				drawn.Claim = &claim
			}
			relationships = append(relationships, drawn)
		}
	}
	if err := r.facet(ctx, relationships); err != nil {
		return nil, err
	}
	places, measures := g.places(found, relationships), layout.Between(g.keys, relationships)
	answer := sceneAnswer{Picture: scenePicture{[]sceneNode{}, relationships}, Hidden: map[string][]group{}, Paths: g.ways, Meta: r.meta}
	if answer.Paths == nil {
		answer.Paths = []waysBetween{}
	}
	seen := shownOf(relationships)
	for i, key := range g.keys {
		n := found[key]
		x, y := places.At(key)
		drawn := sceneNode{
			Key: key, Label: textIn(n, "label"), Name: textIn(n, "name"), X: x, Y: y, Documents: textsIn(n, "documents"),
			Between: measures[i], Statements: wholeIn(n, "statements"), Voices: wholeIn(n, "voices"),
		}
		hidden := []group{}
		for _, of := range mapsIn(n["groups"]) {
			part := group{Type: textIn(of, "type"), Direction: textIn(of, "direction"), Total: wholeIn(of, "total")}
			part.Shown = seen[end{key, part.Type, part.Direction}]
			drawn.Degree += part.Total
			if part.Shown < part.Total {
				hidden = append(hidden, part)
			}
		}
		answer.Picture.Nodes, answer.Hidden[key] = append(answer.Picture.Nodes, drawn), hidden
	}
	return answer, nil
}

// end is a node as an end of relationships of one type.
type end struct{ key, kind, direction string }

// shownOf counts the relationships that are shown at each end; one from a node to
// itself leaves it, and does not come in as well.
func shownOf(relationships []layout.Relationship) map[end]int {
	shown := map[end]int{}
	for _, r := range relationships {
		shown[end{r.From, r.Type, "out"}]++
		if r.From != r.To {
			shown[end{r.To, r.Type, "in"}]++
		}
	}
	return shown
}

// places lays the scene out: what it began with, then what was opened, in that
// order, with the ways between that came before.
func (g *gathering) places(found map[string]row, relationships []layout.Relationship) *layout.Scene {
	var seeds []layout.Node
	for _, key := range g.body.Nodes {
		seeds = append(seeds, layout.Node{Key: key, Label: textIn(found[key], "label")})
	}
	s := layout.NewScene(seeds, relationships)
	for i := 0; i <= len(g.body.Open); i++ {
		for j, p := range g.body.Paths {
			if or(p.After, 0) == i {
				g.placeWays(s, g.ways[j])
			}
		}
		if i < len(g.body.Open) && g.shown[g.body.Open[i].Key] {
			left, right := g.sides(i)
			s.Expand(g.body.Open[i].Key, left, right)
		}
	}
	return s
}

// placeWays places the ends as well where no way leads.
func (g *gathering) placeWays(s *layout.Scene, between waysBetween) {
	for _, way := range between.Ways {
		s.Lead(way.keys())
	}
	for _, key := range []string{between.From, between.To} {
		if g.shown[key] {
			s.Stand(key)
		}
	}
}

// sides are the nodes that an opening adds, those of a type and label together.
func (g *gathering) sides(opening int) (left, right []string) {
	sorted := slices.Clone(g.expansions[opening])
	slices.SortFunc(sorted, func(a, b neighbour) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.label, b.label), cmp.Compare(a.key, b.key))
	})
	for _, n := range sorted {
		switch {
		case !g.shown[n.key]:
		case n.out:
			right = append(right, n.key)
		default:
			left = append(left, n.key)
		}
	}
	return left, right
}
