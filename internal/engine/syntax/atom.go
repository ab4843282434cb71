package syntax

import (
	"math"
	"strings"
)

// Atom = literal | parameter | list | map | "(" condition ")" | pattern | form | call | variable .
func (p *parser) atom() Expr {
	t := p.tok()
	at := p.at()
	switch t.kind {
	case number:
		return p.number(false)
	case stringText:
		p.next()
		return &String{At: at, Value: t.value}
	case parameter:
		p.next()
		return &Parameter{At: at, Name: t.value}
	case word:
		return p.worded(at)
	case quotedName:
		return p.named(at)
	}
	switch {
	case t.is("["):
		return p.bracketed(at)
	case t.is("{"):
		return p.mapLiteral()
	case t.is("("):
		return p.parenthesised(at)
	}
	p.fail("an expression")
	return &Null{At: at}
}

func (p *parser) parenthesised(at At) Expr {
	if p.pathEnd(p.i) > 0 {
		return &PatternPredicate{At: at, Pattern: p.asked(p.pattern())}
	}
	p.next()
	x := p.condition()
	if !p.accept(")") {
		p.fail("an operator", "')'")
	}
	return x
}

// worded reads what begins with an unquoted word: a literal, a form with a
// grammar of its own, or something named.
func (p *parser) worded(at At) Expr {
	switch upper := strings.ToUpper(p.tok().value); upper {
	case "TRUE", "FALSE":
		p.next()
		return &Boolean{At: at, Value: upper == "TRUE"}
	case "NULL":
		p.next()
		return &Null{At: at}
	case "INF", "INFINITY":
		p.next()
		return &Float{At: at, Value: math.Inf(1)}
	case "NAN":
		p.next()
		return &Float{At: at, Value: math.NaN()}
	case "CASE":
		return p.caseForm(at)
	case "EXISTS", "COUNT", "COLLECT":
		if p.ahead(1).is("{") {
			return p.subquery(at, upper)
		}
	}
	if p.ahead(1).is("(") {
		return p.called(at)
	}
	if p.opensClause() || p.atWords("NOT") {
		p.fail("an expression")
		return &Null{At: at}
	}
	return p.named(at)
}

// called reads a word and what is in the brackets behind it: one of the forms
// that look like calls, or a call.
func (p *parser) called(at At) Expr {
	second, third := p.ahead(2), p.ahead(3)
	switch upper := strings.ToUpper(p.tok().value); upper {
	case "ALL", "ANY", "NONE", "SINGLE":
		if second.name() && third.keyword("IN") {
			return p.quantifier(at, strings.ToLower(upper))
		}
	case "REDUCE":
		if second.name() && third.is("=") {
			return p.reduce(at)
		}
	case "SHORTESTPATH", "ALLSHORTESTPATHS":
		return &ShortestPathExpr{At: at, Pattern: p.asked(p.shortest())}
	case "COUNT":
		if second.is("*") {
			p.i += 3
			p.expect(")")
			return &CountStar{At: at}
		}
	case "EXISTS":
		return p.existsCall(at)
	case "TRIM":
		if p.trimsFrom() {
			return p.trim(at)
		}
	case "NORMALIZE":
		return p.normalize(at)
	}
	return p.named(at)
}

// Named = name {"." name} "(" ["DISTINCT"] arguments ")" | variable [projection of a map] .
func (p *parser) named(at At) Expr {
	names := 1
	for p.ahead(2*names-1).is(".") && p.ahead(2*names).name() {
		names++
	}
	if p.ahead(2*names - 1).is("(") {
		c := &Call{At: at, Name: p.dotted("the name of a function")}
		p.expect("(")
		c.Distinct = p.words("DISTINCT")
		c.Args = p.arguments(")", p.expr)
		return c
	}
	v := p.variable()
	if p.tok().is("{") {
		return p.mapProjection(v)
	}
	return v
}

// existsCall reads exists(condition), where a pattern may stand.
func (p *parser) existsCall(at At) Expr {
	c := &Call{At: at, Name: p.name("exists")}
	p.expect("(")
	c.Args = p.arguments(")", p.condition)
	return c
}

// normalize reads normalize(text [, form]); the form may be a bare word.
func (p *parser) normalize(at At) Expr {
	c := &Call{At: at, Name: p.name("normalize")}
	p.expect("(")
	c.Args = p.arguments(")", func() Expr {
		at := p.at()
		if form := p.anyWord("NFC", "NFD", "NFKC", "NFKD"); form != "" {
			return &String{At: at, Value: form}
		}
		return p.expr()
	})
	return c
}

// trimsFrom tells whether a trim( at this place has a FROM, or a side to trim.
func (p *parser) trimsFrom() bool {
	side, follows := p.ahead(2), p.ahead(3)
	if oneOf(side, []string{"BOTH", "LEADING", "TRAILING"}) && !follows.is(")") && !follows.is(",") && !follows.is(".") {
		return true
	}
	return follows.keyword("FROM")
}

// Trim = "trim" "(" ["BOTH" | "LEADING" | "TRAILING"] [characters] "FROM" text ")" ;
// it is the call of btrim, ltrim or rtrim that does the same.
func (p *parser) trim(at At) Expr {
	c := &Call{At: at}
	p.i += 2
	switch p.anyWord("BOTH", "LEADING", "TRAILING") {
	case "LEADING":
		c.Name = "ltrim"
	case "TRAILING":
		c.Name = "rtrim"
	default:
		c.Name = "btrim"
	}
	var characters []Expr
	if !p.words("FROM") {
		characters = []Expr{p.expr()}
		p.expectWords("FROM")
	}
	c.Args = append([]Expr{p.expr()}, characters...)
	p.expect(")")
	return c
}

// bracketed reads a list, or a comprehension of a list or of a pattern.
func (p *parser) bracketed(at At) Expr {
	open := p.i
	path := open + 1
	if p.ahead(1).name() && p.ahead(2).is("=") {
		path += 2
	}
	if end := p.pathEnd(path); end > 0 && (p.tokens[end].is("|") || p.tokens[end].keyword("WHERE")) {
		return p.patternComprehension(at)
	}
	if p.ahead(1).name() && p.ahead(2).keyword("IN") && !p.brackets.comma[open] {
		return p.listComprehension(at)
	}
	p.next()
	return &ListLiteral{At: at, Items: p.arguments("]", p.expr)}
}

// ListComprehension = "[" variable "IN" expression ["WHERE" condition] ["|" expression] "]" .
func (p *parser) listComprehension(at At) Expr {
	bar := int(p.brackets.bar[p.i])
	if p.joinsLabels(bar) && p.tokens[bar+1].value != p.ahead(1).value {
		bar = 0 // [n IN ns WHERE n:A|B] asks for either label
	}
	p.next()
	c := &ListComprehension{At: at, Variable: p.variable()}
	p.expectWords("IN")
	p.upToBar(bar, func() {
		c.List = p.expr()
		c.Where = p.where()
	})
	if p.accept("|") {
		c.Map = p.expr()
	}
	if !p.accept("]") {
		p.fail("'WHERE'", "'|'", "']'")
	}
	return c
}

// joinsLabels tells whether a bar that is the last of its list stands between a
// label and a single name.
func (p *parser) joinsLabels(bar int) bool {
	if bar == 0 || !p.tokens[bar+1].name() || !p.tokens[bar+2].is("]") {
		return false
	}
	before := &p.tokens[bar-2]
	return before.is(":") || before.is("|") || before.is("&") || before.is("!")
}

// PatternComprehension = "[" [variable "="] Path ["WHERE" condition] "|" expression "]" .
func (p *parser) patternComprehension(at At) Expr {
	bar := int(p.brackets.bar[p.i])
	p.next()
	c := &PatternComprehension{At: at, Pattern: p.asked(p.pattern())}
	p.upToBar(bar, func() { c.Where = p.where() })
	p.expect("|")
	c.Map = p.expr()
	p.expect("]")
	return c
}

// Map = "{" [key ":" expression {"," key ":" expression}] "}" .
func (p *parser) mapLiteral() *MapLiteral {
	m := &MapLiteral{At: p.at()}
	p.expect("{")
	if p.accept("}") {
		return m
	}
	m.Entries = list(p, func() MapEntry {
		e := MapEntry{At: p.at(), Key: p.name("a property key")}
		p.expect(":")
		e.Value = p.expr()
		return e
	})
	if !p.accept("}") {
		p.fail("','", "'}'")
	}
	return m
}

// MapProjection = variable "{" [Item {"," Item}] "}" .
func (p *parser) mapProjection(v *Variable) Expr {
	m := &MapProjection{At: v.At, Of: v}
	p.expect("{")
	if p.accept("}") {
		return m
	}
	m.Items = list(p, p.mapProjectionItem)
	if !p.accept("}") {
		p.fail("','", "'}'")
	}
	return m
}

// Item = "." "*" | "." key | key ":" expression | variable .
func (p *parser) mapProjectionItem() *MapProjectionItem {
	item := &MapProjectionItem{At: p.at()}
	switch {
	case p.accept("."):
		if item.All = p.accept("*"); !item.All {
			item.Key = p.name("a property key")
		}
	default:
		item.Key = p.name("a property key")
		item.Value = &Variable{At: item.At, Name: item.Key}
		if p.accept(":") {
			item.Value = p.expr()
		}
	}
	return item
}

// Quantifier = ("all" | "any" | "none" | "single") "(" variable "IN" expression "WHERE" condition ")" .
func (p *parser) quantifier(at At, kind string) Expr {
	p.i += 2
	q := &Quantifier{At: at, Kind: kind, Variable: p.variable()}
	p.expectWords("IN")
	q.List = p.expr()
	q.Where = p.where()
	if q.Where == nil {
		p.fail("'WHERE'")
	}
	p.expect(")")
	return q
}

// Reduce = "reduce" "(" variable "=" expression "," variable "IN" expression "|" expression ")" .
func (p *parser) reduce(at At) Expr {
	p.next()
	bar := int(p.brackets.bar[p.i])
	p.next()
	r := &Reduce{At: at, Accumulator: p.variable()}
	p.expect("=")
	r.Initial = p.expr()
	p.expect(",")
	r.Variable = p.variable()
	p.expectWords("IN")
	p.upToBar(bar, func() { r.List = p.expr() })
	p.expect("|")
	r.Step = p.expr()
	p.expect(")")
	return r
}

// Case = "CASE" [expression] When {When} ["ELSE" expression] "END" .
func (p *parser) caseForm(at At) Expr {
	p.next()
	c := &Case{At: at}
	if !p.tok().keyword("WHEN") {
		c.Subject = p.expr()
	}
	for p.tok().keyword("WHEN") {
		c.Whens = append(c.Whens, p.when(c.Subject != nil))
	}
	if len(c.Whens) == 0 {
		p.fail("'WHEN'")
	}
	if p.words("ELSE") {
		c.Else = p.expr()
	}
	if !p.words("END") {
		p.fail("'WHEN'", "'ELSE'", "'END'")
	}
	return c
}

// When = "WHEN" (condition | Operand {"," Operand}) "THEN" expression ; operands where the CASE has a subject.
func (p *parser) when(subject bool) *When {
	w := &When{At: p.at()}
	p.next()
	if subject {
		p.operand(w)
		for p.accept(",") {
			p.operand(w)
		}
	} else {
		w.Conditions = []Expr{p.condition()}
	}
	p.expectWords("THEN")
	w.Result = p.expr()
	return w
}

// Operand = expression | comparison operator Predicate | Test .
func (p *parser) operand(w *When) {
	at := p.at()
	if op, found := p.comparisonOp(); found {
		w.Tests = append(w.Tests, &Binary{At: at, Op: op, X: &CaseSubject{At: at}, Y: p.valued(p.predicate())})
		return
	}
	if !p.atTest() || p.tok().kind == word && p.testless() {
		w.Conditions = append(w.Conditions, p.expr())
		return
	}
	w.Tests = append(w.Tests, p.test(at, &CaseSubject{At: at}))
}

// testless tells whether a word that could begin a test is a variable: nothing
// that it could test with follows.
func (p *parser) testless() bool {
	follows := p.ahead(1)
	return follows.keyword("THEN") || follows.is(",") || follows.is(".")
}

// Subquery = ("EXISTS" | "COUNT" | "COLLECT") "{" (Query | Pattern {"," Pattern} [Where]) "}" .
func (p *parser) subquery(at At, kind string) Expr {
	p.i += 2
	p.reading++
	defer func() { p.reading-- }()
	s := &Subquery{At: at, Kind: kind}
	switch {
	case kind == "COLLECT":
		s.Query = p.query(collectedQuery)
	case p.tok().is("("), p.tok().name() && p.ahead(1).is("="), p.atShortest():
		s.Query = p.patternQuery()
	default:
		s.Query = p.query(testedQuery)
	}
	p.expect("}")
	return s
}

func (p *parser) patternQuery() *Query {
	p.enter()
	defer p.leave()
	at := p.at()
	m := &Match{At: at, Patterns: list(p, p.matched), Where: p.where()}
	return &Query{At: at, Branches: []*Branch{{At: at, Clauses: []Clause{m}}}}
}
