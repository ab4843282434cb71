package plan

import (
	"slices"
	"strings"

	"corridor/internal/engine/syntax"
)

// graph is what one MATCH asks for: nodes and steps between them, and the
// conditions on them. The order in which it is written means nothing here;
// order.go chooses one.
type graph struct {
	*builder
	// scope has the names from before and all that the patterns bind.
	scope *Scope
	// outer are the names from before.
	outer *Scope
	// declared are the slots of what the patterns bind.
	declared   []Slot
	hidden     map[syntax.Node]string // of the parts that have no name
	nodes      []string               // in the order written, each once
	steps      []*step
	paths      []*path
	predicates []*predicate
	labels     map[string][]string // that a node must have
	bound      names               // as far as the plan has come
	hints      []*hint
}

// step is one relationship pattern.
type step struct {
	pattern  *syntax.RelationshipPattern
	name     string // of the relationship, or of their list
	from, to string
	types    Types
	shortest syntax.Shortest
	path     string // of a shortest path
	min, max int64  // of a variable length
	// each holds for every relationship of a variable length; eachSlot is
	// where it stands meanwhile.
	each     *Scalar
	eachSlot Slot
	needs    names // what each mentions besides
	given    bool  // bound before the pattern
	done     bool
}

// variable says whether the step is a list of relationships.
func (s *step) variable() bool { return s.pattern.Range != nil }

// path is a named path.
type path struct {
	name  string
	parts []string
	done  bool
}

// predicate is a condition, or a conjunct of one.
type predicate struct {
	expr  syntax.Expr
	needs names
	done  bool
}

// graph takes patterns and their conditions apart.
func (b *builder) graph(scope *Scope, patterns []*syntax.Pattern, where syntax.Expr) *graph {
	g := &graph{builder: b, scope: scope.clone(), outer: scope, hidden: map[syntax.Node]string{},
		labels: map[string][]string{}, bound: names{}}
	for _, p := range patterns {
		g.declare(p)
	}
	for _, p := range patterns {
		g.conditions(p)
	}
	g.where(where)
	g.alongPath()
	for name := range scope.Variables {
		g.bound[name] = true
	}
	for _, p := range g.predicates {
		g.noteLabels(p)
	}
	g.isolated()
	return g
}

// declare gives a pattern's parts names and slots.
func (g *graph) declare(p *syntax.Pattern) {
	parts := []string{g.declareNode(p.Nodes[0])}
	for i, r := range p.Steps {
		to := g.declareNode(p.Nodes[i+1])
		s := g.declareStep(p, r, parts[len(parts)-1], to)
		parts = append(parts, s.name, to)
	}
	switch {
	case p.Shortest != syntax.NotShortest:
		g.paths = append(g.paths, &path{name: g.steps[len(g.steps)-1].path, done: true})
	case p.Variable != nil:
		g.declareName(p.Variable.Name, ValueSlot)
		g.paths = append(g.paths, &path{name: p.Variable.Name, parts: parts})
	}
}

func (g *graph) declareNode(n *syntax.NodePattern) string {
	name := g.nameOf(n, n.Variable)
	g.declareName(name, NodeSlot)
	if !slices.Contains(g.nodes, name) {
		g.nodes = append(g.nodes, name)
	}
	return name
}

func (g *graph) nameOf(part syntax.Node, v *syntax.Variable) string {
	if v != nil {
		return v.Name
	}
	g.hidden[part] = g.anon()
	return g.hidden[part]
}

// declareName gives a name a slot where it has none; it says whether it had.
func (g *graph) declareName(name string, kind SlotKind) bool {
	if _, ok := g.scope.Variables[name]; ok {
		return true
	}
	slot := g.slot(kind, name)
	g.scope.bind(name, slot)
	g.declared = append(g.declared, slot)
	return false
}

func (g *graph) declareStep(p *syntax.Pattern, r *syntax.RelationshipPattern, from, to string) *step {
	s := &step{pattern: r, name: g.nameOf(r, r.Variable), from: from, to: to, shortest: p.Shortest, min: 1, max: -1}
	kind := RelationshipSlot
	if r.Range != nil || s.shortest != syntax.NotShortest {
		kind = ValueSlot
	}
	s.given = g.declareName(s.name, kind)
	switch {
	case r.Range == nil:
		s.max = 1
	default:
		if r.Range.Min != nil {
			s.min = *r.Range.Min
		}
		if r.Range.Max != nil {
			s.max = *r.Range.Max
		}
	}
	if s.shortest != syntax.NotShortest {
		s.path = g.pathName(p)
		g.declareName(s.path, ValueSlot)
	}
	g.steps = append(g.steps, s)
	return s
}

func (g *graph) pathName(p *syntax.Pattern) string {
	if p.Variable != nil {
		return p.Variable.Name
	}
	return g.anon()
}

// conditions turns what stands inside a pattern into predicates.
func (g *graph) conditions(p *syntax.Pattern) {
	first := len(g.steps)
	for i, s := range g.steps {
		if len(p.Steps) > 0 && s.pattern == p.Steps[0] {
			first = i
		}
	}
	for _, n := range p.Nodes {
		name := g.hidden[n]
		if n.Variable != nil {
			name = n.Variable.Name
		}
		variable := &syntax.Variable{At: n.At, Name: name}
		g.labelled(variable, n.Labels)
		for _, e := range propertyConditions(variable, n.Properties) {
			g.where(e)
		}
		g.where(n.Where)
	}
	for i, r := range p.Steps {
		s := g.steps[first+i]
		later := g.readsOwn(r.Types)
		if !later {
			s.types = g.typesOf(r.Types)
		}
		if s.variable() || s.shortest != syntax.NotShortest {
			g.eachCondition(s, later)
			continue
		}
		if later {
			g.where(typeCondition(s))
		}
		for _, e := range propertyConditions(&syntax.Variable{At: r.At, Name: s.name}, r.Properties) {
			g.where(e)
		}
		g.where(r.Where)
	}
}

// propertyConditions are {a: x} as conditions.
func propertyConditions(of *syntax.Variable, properties syntax.Expr) []syntax.Expr {
	m, ok := properties.(*syntax.MapLiteral)
	if !ok {
		return nil
	}
	conditions := make([]syntax.Expr, len(m.Entries))
	for i, entry := range m.Entries {
		property := &syntax.Property{At: entry.At, Of: of, Key: entry.Key}
		conditions[i] = &syntax.Binary{At: entry.At, Op: syntax.Equal, X: property, Y: entry.Value}
	}
	return conditions
}

// labelled makes a label expression predicates, one for each label that must be.
func (g *graph) labelled(of *syntax.Variable, e syntax.LabelExpr) {
	if e == nil {
		return
	}
	if both, ok := e.(*syntax.LabelBinary); ok && !both.Or {
		g.labelled(of, both.X)
		g.labelled(of, both.Y)
		return
	}
	g.where(&syntax.HasLabels{At: of.At, X: of, Labels: e})
}

// readsOwn says whether a type is computed from what the same MATCH binds. Then
// it is a condition like others, which waits for it.
func (g *graph) readsOwn(e syntax.LabelExpr) bool {
	if e == nil {
		return false
	}
	for name := range namesIn(e, g.scope.Variables) {
		if _, before := g.outer.Variables[name]; !before {
			return true
		}
	}
	return false
}

// typeCondition is a step's type as a condition.
func typeCondition(s *step) syntax.Expr {
	return &syntax.HasLabels{At: s.pattern.At, X: &syntax.Variable{At: s.pattern.At, Name: s.name}, Labels: s.pattern.Types}
}

// typesOf tells a|b from expressions that need more than names.
func (g *graph) typesOf(e syntax.LabelExpr) Types {
	if e == nil {
		return Types{}
	}
	if plain, ok := typeAlternatives(e, nil); ok {
		return Types{Names: plain}
	}
	g.prepareBelow(e, g.outer)
	return Types{Expr: e, Scope: g.outer}
}

func typeAlternatives(e syntax.LabelExpr, to []string) ([]string, bool) {
	switch e := e.(type) {
	case *syntax.LabelName:
		if e.Dynamic == nil {
			if !slices.Contains(to, e.Name) {
				to = append(to, e.Name)
			}
			return to, true
		}
	case *syntax.LabelBinary:
		if e.Or {
			if left, ok := typeAlternatives(e.X, to); ok {
				return typeAlternatives(e.Y, left)
			}
		}
	}
	return nil, false
}

// eachCondition is what holds for every relationship of a variable length.
// In a WHERE inside the brackets the name stands for each of them.
func (g *graph) eachCondition(s *step, typed bool) {
	r := s.pattern
	all := propertyConditions(&syntax.Variable{At: r.At, Name: s.name}, r.Properties)
	if typed {
		all = append(all, typeCondition(s))
	}
	if r.Where != nil {
		all = append(all, r.Where)
	}
	if len(all) == 0 {
		return
	}
	s.eachSlot = g.slot(RelationshipSlot, s.name)
	each := g.scalar(conjunction(all), g.scope.with(s.name, s.eachSlot))
	s.each = &each
	s.needs = namesIn(each.Expr, g.scope.Variables)
	delete(s.needs, s.name)
}

func conjunction(all []syntax.Expr) syntax.Expr {
	e := all[0]
	for _, next := range all[1:] {
		e = &syntax.Binary{At: syntax.At{Position: e.Pos()}, Op: syntax.And, X: e, Y: next}
	}
	return e
}

// where adds a condition's conjuncts to the predicates.
func (g *graph) where(e syntax.Expr) {
	for _, e := range conjuncts(e, nil) {
		p := &predicate{expr: e, needs: namesIn(e, g.scope.Variables)}
		if changing(e) {
			for _, name := range g.nodes {
				p.needs[name] = true
			}
			for _, s := range g.steps {
				p.needs[s.name] = true
			}
		}
		g.predicates = append(g.predicates, p)
	}
}

// changing says whether e gives another value each time, so that it matters
// for which rows it is evaluated.
func changing(e syntax.Expr) bool {
	found := false
	syntax.Walk(e, func(n syntax.Node) bool {
		if call, ok := n.(*syntax.Call); ok {
			found = found || strings.EqualFold(call.Name, "rand") || strings.EqualFold(call.Name, "randomUUID")
		}
		return !found
	})
	return found
}

// noteLabels remembers a label that a node of the pattern must have.
func (g *graph) noteLabels(p *predicate) {
	if name, label, ok := labelTest(p.expr); ok {
		g.labels[name] = append(g.labels[name], label)
	}
}

// labelTest is e as variable:Label.
func labelTest(e syntax.Expr) (name, label string, ok bool) {
	has, ok := e.(*syntax.HasLabels)
	if !ok {
		return "", "", false
	}
	v, ok := has.X.(*syntax.Variable)
	if !ok {
		return "", "", false
	}
	l, ok := has.Labels.(*syntax.LabelName)
	if !ok || l.Dynamic != nil {
		return "", "", false
	}
	return v.Name, l.Name, true
}

// anyOf are the labels of e where that is variable:A|B; nil where it is not.
func anyOf(e syntax.Expr, name string) []string {
	has, ok := e.(*syntax.HasLabels)
	if !ok || !isVariable(has.X, name) {
		return nil
	}
	if either, ok := has.Labels.(*syntax.LabelBinary); !ok || !either.Or {
		return nil
	}
	return eitherLabel(has.Labels)
}

// eitherLabel are the names that | joins, each once; nil where there is anything else.
func eitherLabel(e syntax.LabelExpr) []string {
	switch e := e.(type) {
	case *syntax.LabelName:
		if e.Dynamic == nil {
			return []string{e.Name}
		}
	case *syntax.LabelBinary:
		if x, y := eitherLabel(e.X), eitherLabel(e.Y); e.Or && x != nil && y != nil {
			return append(x, slices.DeleteFunc(y, func(name string) bool { return slices.Contains(x, name) })...)
		}
	}
	return nil
}

// isolated asks of nodes that are bound before and have no step that they are
// there: OPTIONAL MATCH may have left them null.
func (g *graph) isolated() {
	for _, name := range g.nodes {
		if _, before := g.outer.Variables[name]; !before {
			continue
		}
		connected := slices.ContainsFunc(g.steps, func(s *step) bool { return s.from == name || s.to == name })
		if !connected {
			g.where(&syntax.IsNull{X: &syntax.Variable{Name: name}, Not: true})
		}
	}
}
