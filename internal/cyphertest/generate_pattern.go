package cyphertest

import (
	"fmt"
	"slices"
)

// pattern makes a path of nodes and relationships, between so many of these.
// Its variables are added to own.
func (g *Generator) pattern(own *[]variable, least, most int) *fragment {
	steps := least + g.random.IntN(most-least+1)
	parts := []*fragment{g.nodePattern(own)}
	for range steps {
		parts = append(parts, g.relationshipPattern(own), g.nodePattern(own))
	}
	return &fragment{parts: parts}
}

// bind gives a name for a pattern's part, or "" for none.
func (g *Generator) bind(own *[]variable, kind string, percent int) string {
	if !g.chance(percent) {
		return ""
	}
	v := variable{g.newName(), kind}
	*own = append(*own, v)
	return v.name
}

// nodePattern is a new node, or now and then one that is known.
func (g *Generator) nodePattern(own *[]variable) *fragment {
	known := g.known("node")
	for _, v := range *own {
		if v.kind == "node" {
			known = append(known, v.name)
		}
	}
	if len(known) > 0 && g.chance(20) {
		return text("(" + one(g, known...) + ")")
	}
	name := g.bind(own, "node", 75)
	return whole("", text("("+name), whole(extra, text(g.labelExpression())), g.maybe(7, " ", g.matchedProperties), g.condition(name, "node"), text(")"))
}

func (g *Generator) maybe(percent int, before string, make func() *fragment) *fragment {
	if !g.chance(percent) {
		return text("")
	}
	made := make()
	if made == nil {
		return text("")
	}
	return whole(extra, text(before), made)
}

// condition is a WHERE within a pattern's part.
func (g *Generator) condition(name, kind string) *fragment {
	if name == "" || !g.chance(8) {
		return text("")
	}
	if g.chance(50) {
		return whole(extra, text(" WHERE "+name+"."+one(g, "i > 0", "k < 4", "s IS NOT NULL", "b", "l <> []", "x = 1")))
	}
	outer := g.scope
	defer func() { g.scope = outer }()
	g.scope = append(outer[:len(outer):len(outer)], variable{name, kind})
	return whole(extra, text(" WHERE "), g.shallow("bool"))
}

// labelExpressions are those that may stand in one query, as there are two
// ways to write them that may not be mixed.
var labelExpressions = [][]string{
	slices.Concat(plainLabels[0], []string{":A:$('B')"}),
	slices.Concat(plainLabels[1], []string{":$($label)", ":$any(['A', 'D'])", ":A&!$('B')", ":$all(['A', $label])"}),
}

// plainLabels are those without names that are computed.
var plainLabels = [][]string{
	{":A", ":B", ":C", ":A:B", ":C:A", ":D"},
	{":A", ":B", ":A|B", ":!A", ":A&!B", ":%", ":(A|B)&C", ":!%", ":A&B&C", ":D", ":!(A&B)|C"},
}

func (g *Generator) labelExpression() string {
	if g.chance(50) {
		return ""
	}
	return one(g, labelExpressions[g.style]...)
}

func (g *Generator) matchedProperties() *fragment {
	key := one(g, "i", "s", "f", "b", "x", "k", "d", "l")
	if g.chance(60) {
		return text("{" + key + ": " + one(g, stored[key]...) + "}")
	}
	if g.chance(20) {
		return text("{b: " + one(g, stored["b"]...) + ", " + one(g, "i: $i", "s: $s", "i: $ints[1]", "f: $f") + "}")
	}
	value := g.shallow(keyKinds[key])
	if value == nil {
		return nil
	}
	return whole("", text("{"+key+": "), value, text("}"))
}

// shallow is a short expression.
func (g *Generator) shallow(kind string) *fragment {
	depth := g.depth
	g.depth = min(g.depth, 1)
	defer func() { g.depth = depth }()
	return g.expression(kind)
}

// relationshipPattern is one relationship, or a chain of them of which the
// variable is a list.
func (g *Generator) relationshipPattern(own *[]variable) *fragment {
	left, right := one(g, "-", "-", "<-"), one(g, "-", "->", "->")
	if left == "<-" && right == "->" {
		right = "-"
	}
	length, kind := "", "rel"
	if g.chance(20) {
		length, kind = one(g, "*", "*1..2", "*0..1", "*2", "*..2", "*0..", "*2..3", "*0", "*1"), "rels"
	}
	name := g.bind(own, kind, 60)
	types := one(g, "", "", "", ":R", ":R", ":S", ":R|S", ":T")
	if length == "" && g.style == 1 && g.chance(12) {
		types = one(g, ":!R", ":%", ":!(R|S)", ":R|!S", ":$($type)", ":$any(['R', 'T'])", ":!$('R')")
	}
	properties, condition := g.maybe(5, " ", g.matchedProperties), text("")
	if length == "" {
		condition = g.condition(name, "rel")
	}
	if name == "" && types == "" && length == "" && properties.String() == "" {
		return text(left + one(g, "", "[]") + right)
	}
	return whole("", text(left+"["+name), whole(extra, text(types)), whole(extra, text(length)), properties, condition, text("]"+right))
}

// chain is a pattern of known nodes only, as a predicate.
func (g *Generator) chain() *fragment {
	known := g.known("node")
	if len(known) == 0 {
		return nil
	}
	end := one(g, "", one(g, known...), g.labelExpression())
	return text(fmt.Sprintf("(%s)%s[%s]%s(%s)", one(g, known...), one(g, "-", "<-"), one(g, "", ":R", ":S|T", ":R*1..2", "*0..1", ":R*"), "-", end))
}
