package plan

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// hint is one of USING that the plan must follow: what it names is found in no
// other way. HintRemarks tells of those that are not followed.
type hint struct {
	*syntax.Hint
	done bool
}

// takeHints notes the hints of a MATCH that the plan must follow, and refuses
// those that do not fit what is matched.
func (g *graph) takeHints(hints []*syntax.Hint) {
	for _, h := range hints {
		switch {
		case h.Kind == "JOIN":
			if len(g.steps) == 0 {
				g.fail(h, "Cannot use join hint for single node pattern.")
			}
		case !slices.Contains(g.nodes, h.Variable):
			if h.Kind == "SCAN" {
				g.takeTypeScan(h)
			}
		case !g.labelAsked(h):
			g.fail(h, "Cannot use the hint `%s` in this context: the pattern and its WHERE do not ask for the label `%s` of `%s`.",
				syntax.Print(h), h.Label, h.Variable)
		case h.Kind != "SCAN" && !g.propertiesAsked(h):
			g.fail(h, "Cannot use the hint `%s` in this context: the pattern and its WHERE have no condition on %s of `%s` that an index could answer: "+
				"=, IN, <, <=, >, >=, STARTS WITH, ENDS WITH, CONTAINS, IS NOT NULL, point.distance or point.withinBBox.",
				syntax.Print(h), strings.Join(h.Properties, ", "), h.Variable)
		case !slices.Contains(g.labels[h.Variable], h.Label):
			// One of several labels that will do: no index holds them all.
		case h.Kind == "SCAN" || slices.ContainsFunc(g.stats.Indexes(h.Label), fits(h)):
			g.hints = append(g.hints, &hint{Hint: h})
		}
	}
}

func (g *graph) takeTypeScan(h *syntax.Hint) {
	for _, s := range g.steps {
		if s.name == h.Variable && slices.Contains(s.types.Names, h.Label) {
			g.hints = append(g.hints, &hint{Hint: h})
			return
		}
	}
	g.fail(h, "Cannot use the hint `%s` in this context: the pattern does not ask for the type `%s` of `%s`.", syntax.Print(h), h.Label, h.Variable)
}

// fits says whether an index is one that h names.
func fits(h *syntax.Hint) func(IndexInfo) bool {
	return func(x IndexInfo) bool {
		kind := h.Kind == "INDEX" || h.Kind == cmp.Or(x.Kind, "RANGE")+" INDEX"
		return kind && slices.Equal(x.Properties, h.Properties)
	}
}

// labelAsked says whether a condition names the hint's label.
func (g *graph) labelAsked(h *syntax.Hint) bool {
	return g.asked(func(n syntax.Node) bool {
		has, ok := n.(*syntax.HasLabels)
		named := false
		if ok && isVariable(has.X, h.Variable) {
			eachLabel(has.Labels, func(l *syntax.LabelName) { named = named || l.Name == h.Label })
		}
		return named
	})
}

// propertiesAsked says whether there is a condition on each of the hint's
// properties that could be for an index.
func (g *graph) propertiesAsked(h *syntax.Hint) bool {
	for _, key := range h.Properties {
		is := func(e syntax.Expr) bool {
			k, ok := keyOn(e, h.Variable)
			return ok && k == key
		}
		if !g.asked(func(n syntax.Node) bool { return answerable(n, is) }) {
			return false
		}
	}
	return true
}

// asked says whether some part of a condition is so.
func (g *graph) asked(is func(syntax.Node) bool) bool {
	found := false
	for _, p := range g.predicates {
		syntax.Walk(p.expr, func(n syntax.Node) bool {
			found = found || is(n)
			return !found
		})
	}
	return found
}

// answerable says whether n is a condition on a property that an index could answer.
func answerable(n syntax.Node, property func(syntax.Expr) bool) bool {
	switch n := n.(type) {
	case *syntax.Binary:
		switch n.Op {
		case syntax.Equal, syntax.In, syntax.StartsWith, syntax.EndsWith, syntax.Contains,
			syntax.Less, syntax.LessEqual, syntax.Greater, syntax.GreaterEqual:
			return property(n.X) || property(n.Y)
		}
	case *syntax.Chain:
		return slices.ContainsFunc(n.Operands, property)
	case *syntax.IsNull:
		return n.Not && property(n.X)
	case *syntax.Call:
		return strings.HasPrefix(strings.ToLower(n.Name), "point.") && slices.ContainsFunc(n.Args, property)
	}
	return false
}

// hintOn is the hint on a name that has not been followed yet; nil without.
func (g *graph) hintOn(name string) *hint {
	for _, h := range g.hints {
		if h.Variable == name && !h.done {
			return h
		}
	}
	return nil
}

// awaits says whether a step would bind a node that a hint is to find.
func (g *graph) awaits(s *step) bool {
	return !g.bound[s.from] && g.hintOn(s.from) != nil || !g.bound[s.to] && g.hintOn(s.to) != nil
}

// hinted is the leaf that a hint asks for; nil as long as it cannot be taken.
func (g *graph) hinted(h *hint, rows float64) *candidate {
	if h.Kind == "SCAN" {
		return h.taken(g.scanNodes(h.Variable, h.Label, rows))
	}
	asked := g.conditionsOn(h.Variable)
	if h.Seek {
		asked.compared = slices.DeleteFunc(asked.compared, func(c comparison) bool {
			return c.op == isThere || c.op == syntax.Contains || c.op == syntax.EndsWith
		})
	}
	var best *candidate
	for _, index := range g.stats.Indexes(h.Label) {
		if !fits(h.Hint)(index) {
			continue
		}
		if c := g.seekIndex(h.Variable, h.Label, index, asked, rows); c != nil && (best == nil || c.cost() < best.cost()) {
			best = c
		}
	}
	return h.taken(best)
}

// taken makes c the piece that is taken first.
func (h *hint) taken(c *candidate) *candidate {
	if c == nil {
		return nil
	}
	hinted := *c
	hinted.price = math.SmallestNonzeroFloat64
	hinted.make = func(in Operator) Operator {
		h.done = true
		return c.make(in)
	}
	return &hinted
}

// followed is an error where a hint was not followed. The others are dropped, so
// that planning comes to an end.
func (g *graph) followed() {
	for _, h := range g.hints {
		if !h.done && g.err == nil {
			g.err = &value.Error{Code: value.StatementFailed, Message: fmt.Sprintf(
				"Failed to fulfil the hints of the query. Could not solve these hints: `%s`", syntax.Print(h.Hint))}
		}
	}
	g.hints = nil
}

// HintRemarks tells of hints that a plan does not follow: those that name an
// index which there is not, and those that it has no use for.
func HintRemarks(stmt *syntax.Statement, s Statistics) []Notification {
	var found []Notification
	syntax.Walk(stmt, func(n syntax.Node) bool {
		if m, ok := n.(*syntax.Match); ok {
			for _, h := range m.Hints {
				found = append(found, hintRemarks(m, h, s)...)
			}
		}
		return true
	})
	return found
}

func hintRemarks(m *syntax.Match, h *syntax.Hint, s Statistics) []Notification {
	relationship := false
	for _, p := range m.Patterns {
		for _, r := range p.Steps {
			relationship = relationship || r.Variable != nil && r.Variable.Name == h.Variable
		}
	}
	switch {
	case h.Kind == "JOIN":
		return []Notification{joinless.on(h, fmt.Sprintf("There are no hash joins here: `%s` is reached by expanding. (hinted join key identifier is: %s)",
			h.Variable, h.Variable))}
	case h.Kind == "SCAN":
	case relationship:
		return []Notification{indexless.on(h, fmt.Sprintf("Relationships are not found by an index here: the hint `%s` is left aside.", syntax.Print(h)))}
	case !slices.ContainsFunc(s.Indexes(h.Label), fits(h)):
		return []Notification{indexless.on(h, fmt.Sprintf("The hinted index does not exist: see SHOW INDEXES. (index is: %s FOR (`%s`:`%s`) ON (%s))",
			h.Kind, h.Variable, h.Label, indexedNames(h)))}
	}
	return nil
}

func indexedNames(h *syntax.Hint) string {
	names := make([]string, len(h.Properties))
	for i, key := range h.Properties {
		names[i] = "`" + h.Variable + "`.`" + key + "`"
	}
	return strings.Join(names, ", ")
}
