package plan

import (
	"fmt"
	"strings"

	"corridor/internal/engine/syntax"
)

// Notification is a remark on a query that runs all the same.
type Notification struct {
	Code        string
	Title       string
	Description string
	Severity    string // WARNING or INFORMATION
	Category    string
	Position    syntax.Position
}

// A remark is one kind of notification: the end of its code, its title, how
// severe it is and what it is about.
type remark struct{ code, title, severity, category string }

var (
	unknownLabel = remark{"UnknownLabelWarning", "The provided label is not in the database.", "WARNING", "UNRECOGNIZED"}
	unknownType  = remark{"UnknownRelationshipTypeWarning", "The provided relationship type is not in the database.", "WARNING", "UNRECOGNIZED"}
	unknownKey   = remark{"UnknownPropertyKeyWarning", "The provided property key is not in the database", "WARNING", "UNRECOGNIZED"}
	product      = remark{"CartesianProduct", "This query builds a cartesian product between disconnected patterns.", "INFORMATION", "PERFORMANCE"}
	limitless    = remark{"UnboundedVariableLengthPattern", "The provided pattern is unbounded, consider adding an upper limit to the number of node hops.",
		"INFORMATION", "PERFORMANCE"}
	indexless = remark{"", "The request (directly or indirectly) referred to an index that does not exist.", "WARNING", "HINT"}
	joinless  = remark{"JoinHintUnfulfillableWarning", "The database was unable to plan a hinted join.", "WARNING", "HINT"}
	outdated  = remark{"FeatureDeprecationWarning", "This feature is deprecated and will be removed in future versions.", "WARNING", "DEPRECATION"}
)

// on is the notification that this remark is made on a part of the query.
func (r remark) on(at syntax.Node, description string) Notification {
	code := "Neo.ClientNotification.Statement." + r.code
	if r == indexless {
		code = "Neo.ClientNotification.Schema.HintedIndexNotFound"
	}
	return Notification{
		Code:        code,
		Title:       r.title,
		Description: description,
		Severity:    r.severity,
		Category:    r.category,
		Position:    at.Pos(),
	}
}

// Tokens tells which names a graph has used so far.
type Tokens interface {
	HasLabel(name string) bool
	HasType(name string) bool
	HasKey(name string) bool
}

// Remarks names the labels, types and property keys that a statement reads and
// the graph has never seen: most often they are misspelt.
func Remarks(stmt *syntax.Statement, known Tokens) []Notification {
	r := &remarks{known: known, made: map[string]bool{}, matched: map[string]bool{}}
	syntax.Walk(stmt, r.make)
	syntax.Walk(stmt, r.read)
	return r.found
}

// remarks collects notifications, one for each name.
type remarks struct {
	known Tokens
	made  map[string]bool // by kind and name: what the statement makes itself
	// matched are the variables of patterns, whose properties are the graph's.
	matched map[string]bool
	found   []Notification
}

// A token is one kind of name, with the remark on one that is unknown.
type token struct {
	word    string
	unknown remark
}

var (
	labelToken = token{"label", unknownLabel}
	typeToken  = token{"relationship type", unknownType}
	keyToken   = token{"property name", unknownKey}
)

// make notes the names that the statement brings.
func (r *remarks) make(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.NodePattern:
		r.match(n.Variable)
	case *syntax.RelationshipPattern:
		r.match(n.Variable)
	case *syntax.Create:
		for _, p := range n.Patterns {
			r.makePattern(p)
		}
	case *syntax.Merge:
		r.makePattern(n.Pattern)
	case *syntax.SetProperty:
		if p, ok := n.Target.(*syntax.Property); ok && n.Value != nil {
			r.made[keyToken.word+p.Key] = true
		}
	case *syntax.SetLabels:
		for _, l := range n.Labels {
			r.made[labelToken.word+l.Name] = true
		}
	case *syntax.SetAll:
		r.makeKeys(n.Value)
	}
	return true
}

func (r *remarks) match(v *syntax.Variable) {
	if v != nil {
		r.matched[v.Name] = true
	}
}

func (r *remarks) makePattern(p *syntax.Pattern) {
	for _, n := range p.Nodes {
		eachLabel(n.Labels, func(l *syntax.LabelName) { r.made[labelToken.word+l.Name] = true })
		r.makeKeys(n.Properties)
	}
	for _, s := range p.Steps {
		eachLabel(s.Types, func(l *syntax.LabelName) { r.made[typeToken.word+l.Name] = true })
		r.makeKeys(s.Properties)
	}
}

func (r *remarks) makeKeys(e syntax.Expr) {
	if m, ok := e.(*syntax.MapLiteral); ok {
		for _, entry := range m.Entries {
			r.made[keyToken.word+entry.Key] = true
		}
	}
}

func eachLabel(l syntax.LabelExpr, visit func(*syntax.LabelName)) {
	syntax.Walk(l, func(n syntax.Node) bool {
		if name, ok := n.(*syntax.LabelName); ok && name.Dynamic == nil {
			visit(name)
		}
		return true
	})
}

// read looks up the names that a statement asks for. Property keys are looked
// up in patterns and on their variables: a map's keys are its own.
func (r *remarks) read(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.NodePattern:
		eachLabel(n.Labels, r.label)
		r.keys(n.Properties)
	case *syntax.RelationshipPattern:
		eachLabel(n.Types, func(l *syntax.LabelName) { r.name(typeToken, l, l.Name, r.known.HasType(l.Name)) })
		r.keys(n.Properties)
	case *syntax.HasLabels:
		eachLabel(n.Labels, func(l *syntax.LabelName) {
			if !r.known.HasType(l.Name) {
				r.label(l)
			}
		})
	case *syntax.Property:
		if v, ok := n.Of.(*syntax.Variable); ok && r.matched[v.Name] {
			r.name(keyToken, n, n.Key, r.known.HasKey(n.Key))
		}
	}
	return true
}

func (r *remarks) label(l *syntax.LabelName) {
	r.name(labelToken, l, l.Name, r.known.HasLabel(l.Name))
}

func (r *remarks) keys(e syntax.Expr) {
	if m, ok := e.(*syntax.MapLiteral); ok {
		for i := range m.Entries {
			entry := &m.Entries[i]
			r.name(keyToken, entry, entry.Key, r.known.HasKey(entry.Key))
		}
	}
}

func (r *remarks) name(t token, at syntax.Node, name string, known bool) {
	if known || r.made[t.word+name] {
		return
	}
	r.made[t.word+name] = true // said once
	r.found = append(r.found, t.unknown.on(at,
		fmt.Sprintf("The graph has no %s `%s`. Is it spelt right? (the missing %s is: %s)", t.word, name, t.word, name)))
}

// advise finds what a statement would better not do, whatever the graph holds.
func advise(stmt *syntax.Statement) []Notification {
	var found []Notification
	syntax.Walk(stmt, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Match:
			found = append(found, cartesian(n)...)
		case *syntax.Pattern:
			found = append(found, unbounded(n)...)
		case *syntax.Call:
			found = append(found, deprecated(n)...)
		}
		return true
	})
	return found
}

// cartesian finds patterns of one MATCH that share no variable, neither with
// each other nor through what WHERE compares: every row of one meets every row
// of the other.
func cartesian(m *syntax.Match) []Notification {
	var groups []names
	for _, p := range m.Patterns {
		own := namesOf(p)
		groups = append(apart(groups, own), own)
	}
	syntax.Walk(m.Where, func(n syntax.Node) bool {
		b, ok := n.(*syntax.Binary)
		if ok && b.Op == syntax.Equal {
			compared := namesOf(b)
			if others := apart(groups, compared); len(others) < len(groups) {
				groups = append(others, compared)
			}
		}
		return ok
	})
	if len(groups) < 2 {
		return nil
	}
	return []Notification{product.on(m, "The patterns of this MATCH share no variable, so each match of one is combined with each match of the others. "+
		"Connect them, or match them one after another.")}
}

// apart are the groups that share no name with own, which takes on the names
// of those that do.
func apart(groups []names, own names) []names {
	var others []names
	for _, g := range groups {
		if g.meets(own) {
			own.addAll(g)
		} else {
			others = append(others, g)
		}
	}
	return others
}

// unbounded finds shortest paths that may be of any length.
func unbounded(p *syntax.Pattern) []Notification {
	if p.Shortest == syntax.NotShortest || len(p.Steps) != 1 {
		return nil
	}
	if r := p.Steps[0].Range; r == nil || r.Max != nil {
		return nil
	}
	return []Notification{limitless.on(p.Steps[0],
		"A shortest path without an upper limit may have to search the whole graph: write one, such as *..10.")}
}

// deprecated finds functions that Neo4j 5 still has and is about to drop.
func deprecated(c *syntax.Call) []Notification {
	if !strings.EqualFold(c.Name, "id") {
		return nil
	}
	return []Notification{outdated.on(c, "The query used a deprecated function: `id`. Use `elementId`.")}
}
