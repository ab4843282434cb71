package syntax

import "strings"

// typeNames are the ways to write a type and the name that the tree has for
// it; of two that begin alike the longer stands first.
var typeNames = [...]struct{ written, name string }{
	{"BOOLEAN", "BOOLEAN"}, {"BOOL", "BOOLEAN"},
	{"STRING", "STRING"}, {"VARCHAR", "STRING"},
	{"SIGNED INTEGER", "INTEGER"}, {"INTEGER", "INTEGER"}, {"INT", "INTEGER"},
	{"FLOAT", "FLOAT"},
	{"DATE", "DATE"},
	{"LOCAL TIME", "LOCAL TIME"}, {"TIME WITHOUT TIMEZONE", "LOCAL TIME"}, {"TIME WITHOUT TIME ZONE", "LOCAL TIME"},
	{"ZONED TIME", "ZONED TIME"}, {"TIME WITH TIMEZONE", "ZONED TIME"}, {"TIME WITH TIME ZONE", "ZONED TIME"},
	{"LOCAL DATETIME", "LOCAL DATETIME"}, {"TIMESTAMP WITHOUT TIMEZONE", "LOCAL DATETIME"}, {"TIMESTAMP WITHOUT TIME ZONE", "LOCAL DATETIME"},
	{"ZONED DATETIME", "ZONED DATETIME"}, {"TIMESTAMP WITH TIMEZONE", "ZONED DATETIME"}, {"TIMESTAMP WITH TIME ZONE", "ZONED DATETIME"},
	{"DURATION", "DURATION"},
	{"POINT", "POINT"},
	{"ANY NODE", "NODE"}, {"NODE", "NODE"}, {"ANY VERTEX", "NODE"}, {"VERTEX", "NODE"},
	{"ANY RELATIONSHIP", "RELATIONSHIP"}, {"RELATIONSHIP", "RELATIONSHIP"}, {"ANY EDGE", "RELATIONSHIP"}, {"EDGE", "RELATIONSHIP"},
	{"ANY MAP", "MAP"}, {"MAP", "MAP"},
	{"LIST", "LIST"}, {"ARRAY", "LIST"},
	{"PATH", "PATH"},
	{"ANY PROPERTY VALUE", "PROPERTY VALUE"}, {"PROPERTY VALUE", "PROPERTY VALUE"},
	{"ANY VALUE", "ANY"}, {"ANY", "ANY"},
	{"NOTHING", "NOTHING"}, {"NULL", "NULL"},
}

// Type = SingleType {"|" SingleType} .
func (p *parser) typed() *Type { return p.union(false) }

// union reads types with bars between. Inside <…> a bar cannot be that of a
// comprehension around.
func (p *parser) union(inside bool) *Type {
	p.enter()
	defer p.leave()
	first := p.singleType()
	if !p.atUnion(inside) {
		return first
	}
	u := &Type{At: first.At, Union: []*Type{first}}
	for p.atUnion(inside) {
		p.next()
		u.Union = append(u.Union, p.singleType())
	}
	return u
}

func (p *parser) atUnion(inside bool) bool {
	return p.tok().is("|") && (inside || p.i != p.bar)
}

// SingleType = (name ["<" Type ">"] ["NOT" "NULL" | "!"]) {("LIST" | "ARRAY") ["NOT" "NULL" | "!"]} .
func (p *parser) singleType() *Type {
	t := &Type{At: p.at()}
	t.Name = p.typeName()
	if (t.Name == "LIST" || t.Name == "ANY") && p.accept("<") {
		of := p.union(true)
		p.expect(">")
		if t.Name == "LIST" {
			t.Of = of
		} else {
			t = &Type{At: t.At, Union: of.alternatives()}
		}
	}
	t.NotNull = p.notNull()
	for n := 0; p.anyWord("LIST", "ARRAY") != ""; n++ {
		p.chained(n)
		t = &Type{At: t.At, Name: "LIST", Of: t, NotNull: p.notNull()}
	}
	return t
}

// alternatives are the types of a union, or the one type that it is.
func (t *Type) alternatives() []*Type {
	if t.Union != nil && !t.NotNull {
		return t.Union
	}
	return []*Type{t}
}

func (p *parser) notNull() bool { return p.accept("!") || p.words("NOT", "NULL") }

func (p *parser) typeName() string {
	for _, t := range typeNames {
		if p.words(strings.Fields(t.written)...) {
			return t.name
		}
	}
	p.fail("a type such as 'INTEGER'", "'STRING'", "'LIST<STRING>'")
	return ""
}
