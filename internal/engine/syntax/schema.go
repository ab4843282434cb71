package syntax

import "strings"

// Create = "CREATE" (Index | Constraint) .
func (p *parser) create() Body {
	at := p.at()
	p.next()
	if p.words("CONSTRAINT") {
		return p.createConstraint(at)
	}
	kind := p.anyWord("RANGE", "TEXT", "POINT", "FULLTEXT", "LOOKUP", "VECTOR")
	if !p.words("INDEX") {
		p.fail("a pattern in parentheses", "'INDEX'", "'CONSTRAINT'")
	}
	if kind == "" {
		kind = "RANGE"
	}
	return p.createIndex(at, kind)
}

// schemaName reads [name] ["IF" "NOT" "EXISTS"] "FOR" of an index or constraint.
func (p *parser) schemaName() (name string, ifNotExists bool) {
	if !p.atWords("IF", "NOT", "EXISTS") && !p.atWords("FOR") || p.atWords("FOR", "FOR") {
		name = p.name("a name, 'IF NOT EXISTS' or 'FOR'")
	}
	ifNotExists = p.words("IF", "NOT", "EXISTS")
	p.expectWords("FOR")
	return name, ifNotExists
}

// Index = [kind] "INDEX" [name] ["IF" "NOT" "EXISTS"] "FOR" Element "ON" Indexed ["OPTIONS" map] .
func (p *parser) createIndex(at At, kind string) Body {
	c := &CreateIndex{At: at, Kind: kind}
	c.Name, c.IfNotExists = p.schemaName()
	var v string
	v, c.Labels, c.Relationship = p.element(kind)
	p.expectWords("ON")
	switch kind {
	case "FULLTEXT":
		p.expectWords("EACH")
		p.expect("[")
		c.Properties = list(p, func() string { return p.propertyOf(v) })
		p.expect("]")
	case "LOOKUP":
		p.words("EACH")
		p.lookupOf(v, c.Relationship)
	default:
		p.expect("(")
		c.Properties = list(p, func() string { return p.propertyOf(v) })
		p.expect(")")
	}
	c.Options = p.schemaOptions()
	return c
}

func (p *parser) schemaOptions() Expr {
	switch {
	case !p.words("OPTIONS"):
		return nil
	case p.tok().kind == parameter:
		return p.atom()
	}
	return p.mapLiteral()
}

// Element = "(" v [":" Label {"|" Label}] ")" | "(" ")" ["<"] "-" "[" v [":" Type {"|" Type}] "]" "-" [">"] "(" ")" .
// Only FULLTEXT takes several labels, and only LOOKUP takes none.
func (p *parser) element(kind string) (v string, labels []string, relationship bool) {
	p.expect("(")
	if relationship = p.accept(")"); relationship {
		p.accept("<")
		p.line()
		p.expect("[")
	}
	v = p.name("a variable")
	if kind != "LOOKUP" {
		p.expect(":")
		labels = []string{p.name("a label or type")}
		for kind == "FULLTEXT" && p.accept("|") {
			labels = append(labels, p.name("a label or type"))
		}
	}
	if relationship {
		p.expect("]")
		p.line()
		p.accept(">")
		p.expect("(")
	}
	p.expect(")")
	return v, labels, relationship
}

// propertyOf reads v "." key.
func (p *parser) propertyOf(v string) string {
	if name := p.tok(); name.name() && name.value != v {
		p.fail("the variable '" + v + "'")
	}
	p.name("a variable")
	p.expect(".")
	return p.name("a property key")
}

// lookupOf reads "labels" "(" v ")" or "type" "(" v ")".
func (p *parser) lookupOf(v string, relationship bool) {
	if relationship {
		p.expectWords("TYPE")
	} else {
		p.expectWords("LABELS")
	}
	p.expect("(")
	if name := p.name("a variable"); name != v && p.err == nil {
		p.failAt(p.at(), "UndefinedVariable", "Variable `"+name+"` not defined")
	}
	p.expect(")")
}

// Constraint = "CONSTRAINT" [name] ["IF" "NOT" "EXISTS"] "FOR" Element "REQUIRE"
// (v "." key | "(" v "." key {"," v "." key} ")") "IS" Kind ["OPTIONS" map] .
func (p *parser) createConstraint(at At) Body {
	c := &CreateConstraint{At: at}
	c.Name, c.IfNotExists = p.schemaName()
	v, labels, relationship := p.element("")
	c.Relationship = relationship
	c.Label = strings.Join(labels, "")
	p.expectWords("REQUIRE")
	if p.accept("(") {
		c.Properties = list(p, func() string { return p.propertyOf(v) })
		p.expect(")")
	} else {
		c.Properties = []string{p.propertyOf(v)}
	}
	if !p.accept("::") {
		p.expectWords("IS")
		p.constraintKind(c)
	} else {
		c.Kind, c.Type = "TYPED", p.typed()
	}
	c.Options = p.schemaOptions()
	return c
}

// Kind = ["NODE" | "RELATIONSHIP" | "REL"] ("UNIQUE" | "KEY") | "NOT" "NULL" | ("::" | "TYPED") Type .
func (p *parser) constraintKind(c *CreateConstraint) {
	at := p.at()
	of := p.anyWord("NODE", "RELATIONSHIP", "REL")
	if of != "" && (of != "NODE") != c.Relationship {
		p.failAt(at, "UnexpectedSyntax", "Invalid constraint: "+of+" does not fit what stands after FOR")
	}
	switch {
	case p.words("UNIQUE"):
		c.Kind = "UNIQUE"
	case p.words("KEY"):
		c.Kind = "KEY"
	case of == "" && p.words("NOT", "NULL"):
		c.Kind = "NOT NULL"
	case of == "" && (p.accept("::") || p.words("TYPED")):
		c.Kind, c.Type = "TYPED", p.typed()
	default:
		p.fail("'UNIQUE'", "'KEY'", "'NOT NULL'", "'::'")
	}
}

// Drop = "DROP" ("INDEX" | "CONSTRAINT") name ["IF" "EXISTS"] .
func (p *parser) drop() Body {
	at := p.at()
	p.next()
	what := p.anyWord("INDEX", "CONSTRAINT")
	if what == "" {
		p.fail("'INDEX'", "'CONSTRAINT'")
	}
	name := p.name("a name")
	ifExists := p.words("IF", "EXISTS")
	if what == "INDEX" {
		return &DropIndex{At: at, Name: name, IfExists: ifExists}
	}
	return &DropConstraint{At: at, Name: name, IfExists: ifExists}
}
