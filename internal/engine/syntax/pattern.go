package syntax

import (
	"strconv"
	"strings"
)

// Pattern = [variable "="] (Shortest | Path) .
func (p *parser) pattern() *Pattern {
	at := p.at()
	var v *Variable
	if p.tok().name() && p.ahead(1).is("=") {
		v = p.variable()
		p.next()
	}
	p.refuseSelector()
	var found *Pattern
	if p.atShortest() {
		found = p.shortest()
	} else {
		found = &Pattern{}
		p.path(found)
	}
	found.At, found.Variable = at, v
	return found
}

// refuseSelector refuses what chooses among the paths of a pattern.
func (p *parser) refuseSelector() {
	t := p.tok()
	if (t.keyword("SHORTEST") || t.keyword("ANY") || t.keyword("ALL")) && !p.ahead(1).is("=") {
		p.unsupported(p.at(), "A path selector ("+strings.ToUpper(t.value)+")")
	}
}

// refuseQuantifier refuses +, *, {n, m} behind a relationship or a part of a path.
func (p *parser) refuseQuantifier() {
	if t := p.tok(); t.is("+") || t.is("*") || t.is("{") {
		p.unsupported(p.at(), "A quantified path pattern")
	}
}

func (p *parser) atShortest() bool {
	return (p.atWords("SHORTESTPATH") || p.atWords("ALLSHORTESTPATHS")) && p.ahead(1).is("(")
}

// Shortest = ("shortestPath" | "allShortestPaths") "(" Node Relationship Node ")" .
func (p *parser) shortest() *Pattern {
	found := &Pattern{At: p.at(), Shortest: ShortestPath}
	name := p.name("'shortestPath'")
	if strings.EqualFold(name, "allShortestPaths") {
		found.Shortest = AllShortestPaths
	}
	p.expect("(")
	p.path(found)
	if len(found.Steps) != 1 && p.err == nil {
		p.failAt(found.At, "", name+"(…) requires a pattern containing a single relationship")
	}
	p.expect(")")
	return found
}

// Path = Node {Relationship Node} | "(" Path ")" .
func (p *parser) path(into *Pattern) {
	p.enter()
	defer p.leave()
	if p.tok().is("(") && p.ahead(1).is("(") {
		p.next()
		p.path(into)
		p.expect(")")
		p.refuseQuantifier()
		return
	}
	into.Nodes = append(into.Nodes, p.node())
	for p.tok().is("<") || p.tok().dash() {
		into.Steps = append(into.Steps, p.relationship())
		p.refuseQuantifier()
		into.Nodes = append(into.Nodes, p.node())
	}
	if p.tok().is("(") {
		p.unsupported(p.at(), "A quantified path pattern")
	}
}

// Node = "(" [variable] [":" Labels] [Properties] ["WHERE" condition] ")" .
func (p *parser) node() *NodePattern {
	n := &NodePattern{At: p.at()}
	if !p.accept("(") {
		p.fail("a node in parentheses")
	}
	n.Variable = p.elementVariable()
	n.Labels = p.elementLabels()
	n.Properties = p.properties()
	n.Where = p.where()
	if !p.accept(")") {
		p.fail("a variable", "':'", "'{'", "'WHERE'", "')'")
	}
	return n
}

// opens tells whether a keyword begins its part of an element, and is not the
// element's variable.
func (p *parser) opens(keyword string) bool {
	follows := p.ahead(1)
	for _, sign := range [...]string{")", "]", ":", "{", "*"} {
		if follows.is(sign) {
			return false
		}
	}
	return p.atWords(keyword) && !follows.keyword("WHERE") && !follows.keyword("IS")
}

func (p *parser) elementVariable() *Variable {
	if !p.tok().name() || p.opens("WHERE") || p.opens("IS") {
		return nil
	}
	return p.variable()
}

func (p *parser) elementLabels() LabelExpr {
	is := p.words("IS")
	if is && (p.atWords("NULL") || p.atWords("NOT", "NULL")) {
		p.fail("a label")
	}
	if is || p.accept(":") {
		return p.labels()
	}
	return nil
}

// Properties = [map | parameter] .
func (p *parser) properties() Expr {
	switch {
	case p.tok().is("{"):
		return p.mapLiteral()
	case p.tok().kind == parameter:
		return p.atom()
	}
	return nil
}

// Relationship = ["<"] "-" ["[" [variable] [":" Types] [Range] [Properties] ["WHERE" condition] "]"] "-" [">"] .
func (p *parser) relationship() *RelationshipPattern {
	r := &RelationshipPattern{At: p.at()}
	left := p.accept("<")
	p.line()
	if p.accept("[") {
		r.Variable = p.elementVariable()
		r.Types = p.elementLabels()
		r.Range = p.span()
		r.Properties = p.properties()
		r.Where = p.where()
		if !p.accept("]") {
			p.fail("a variable", "':'", "'*'", "'{'", "'WHERE'", "']'")
		}
	}
	p.line()
	switch right := p.accept(">"); {
	case left == right:
		r.Direction = Both
	case left:
		r.Direction = Incoming
	}
	return r
}

// line goes over one dash of a relationship.
func (p *parser) line() {
	if !p.tok().dash() {
		p.fail("'-'")
	}
	p.next()
}

// Range = ["*" [n] [".." [n]]] .
func (p *parser) span() *Range {
	at := p.at()
	if !p.accept("*") {
		return nil
	}
	if p.tok().is("-") {
		p.failAt(p.at(), "InvalidRelationshipPattern", "Invalid length of a relationship: it cannot be negative")
	}
	r := &Range{At: at, Min: p.length()}
	if p.accept("..") {
		r.Max = p.length()
	} else {
		r.Max = r.Min
	}
	return r
}

func (p *parser) length() *int64 {
	t := p.tok()
	if t.kind != number {
		return nil
	}
	n, err := strconv.ParseInt(t.value, 10, 64)
	if err != nil {
		p.failAt(p.at(), "InvalidRelationshipPattern", "Invalid length of a relationship: expected an integer but found '"+p.quote(t)+"'")
		return nil
	}
	p.next()
	return &n
}

// Labels = AndLabels {"|" [":"] AndLabels} .
func (p *parser) labels() LabelExpr {
	p.enter()
	defer p.leave()
	at := p.at()
	x := p.andLabels()
	for n := 0; p.tok().is("|") && p.i != p.bar; n++ {
		p.next()
		p.accept(":")
		p.chained(n)
		x = &LabelBinary{At: at, Or: true, X: x, Y: p.andLabels()}
	}
	return x
}

// AndLabels = NotLabel {("&" | ":") NotLabel} .
func (p *parser) andLabels() LabelExpr {
	at := p.at()
	x := p.notLabel()
	for n := 0; ; n++ {
		colon := p.tok().is(":")
		if !colon && !p.tok().is("&") {
			return x
		}
		p.next()
		p.chained(n)
		x = &LabelBinary{At: at, Colon: colon, X: x, Y: p.notLabel()}
	}
}

// NotLabel = {"!"} Label .
func (p *parser) notLabel() LabelExpr {
	at := p.at()
	if !p.accept("!") {
		return p.labelPrimary()
	}
	p.enter()
	defer p.leave()
	return &LabelNot{At: at, X: p.notLabel()}
}

// Label = "(" Labels ")" | "%" | "$" ["all" | "any"] "(" expression ")" | name .
func (p *parser) labelPrimary() LabelExpr {
	at := p.at()
	dynamic := p.tok()
	switch {
	case p.accept("("):
		x := p.labels()
		p.expect(")")
		return x
	case p.accept("%"):
		return &LabelWildcard{At: at}
	case dynamic.is("$") || dynamic.kind == parameter && p.ahead(1).is("("):
		p.next()
		return p.dynamicLabel(at, strings.ToLower(dynamic.value))
	}
	return &LabelName{At: at, Name: p.name("a label or type")}
}

func (p *parser) dynamicLabel(at At, which string) LabelExpr {
	if which != "$" && which != "all" && which != "any" {
		p.failAt(at, "UnexpectedSyntax", "Invalid label: expected $(…), $all(…) or $any(…)")
	}
	l := &LabelName{At: at, Any: which == "any"}
	p.expect("(")
	l.Dynamic = p.expr()
	p.expect(")")
	return l
}
