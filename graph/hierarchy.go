package graph

// hierarchies are the types of our frame that go up: what goes up from a node
// comes nowhere back to it.
var hierarchies = []string{"SUBTYPE_OF", "PART_OF"}

// hierarchy is what goes up by one type: to which nodes from each.
type hierarchy map[string][]step

type step struct {
	to    string
	where Position
}

// circles finds what goes up and comes back to where it began, by the frame of
// the dataset's nodes and, of a layer, by its relationships. Each circle is one
// problem, at the step that closes it.
func (c *checker) circles(also []Item) {
	for _, kind := range hierarchies {
		up, order := hierarchy{}, []string{}
		add := func(from, to string, where Position) {
			if _, has := up[from]; !has {
				order = append(order, from)
			}
			up[from] = append(up[from], step{to, where})
		}
		for _, n := range c.ds.Nodes {
			for _, key := range n.Frame[kind] {
				add(n.Key, key, n.Where)
			}
		}
		for _, item := range also {
			if r := item.relationship; item.kind == "relationship" && r.kind == kind {
				add(r.subject, r.object, item.Where)
			}
		}
		seen := map[string]climbed{}
		for _, from := range order {
			c.climb(kind, up, seen, from)
		}
	}
}

// climbed is how far a node has come.
type climbed int

const (
	onTheWay climbed = iota + 1
	whole            // all above it has been seen
)

// climb goes up from a node.
func (c *checker) climb(kind string, up hierarchy, seen map[string]climbed, from string) {
	if seen[from] != 0 {
		return
	}
	seen[from] = onTheWay
	for _, s := range up[from] {
		if seen[s.to] == onTheWay {
			c.problem(s.where, "%s leads from %s back to it: what is a kind or a part of something cannot be above it too", kind, s.to)
			continue
		}
		c.climb(kind, up, seen, s.to)
	}
	seen[from] = whole
}
