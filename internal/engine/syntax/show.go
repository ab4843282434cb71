package syntax

import "strings"

// showable are the things to show, how one of them may be written, and which
// words may stand between SHOW and them.
var showable = [...]struct{ what, one, filters string }{
	{"INDEXES", "INDEX", "ALL RANGE TEXT POINT FULLTEXT LOOKUP VECTOR"},
	{"CONSTRAINTS", "CONSTRAINT", "ALL NODE RELATIONSHIP REL UNIQUE UNIQUENESS KEY EXISTENCE EXIST PROPERTY TYPE"},
	{"FUNCTIONS", "FUNCTION", "ALL BUILT IN USER DEFINED"},
	{"PROCEDURES", "PROCEDURE", ""},
	{"TRANSACTIONS", "TRANSACTION", ""},
	{"DATABASES", "DATABASE", "DEFAULT HOME"},
	{"SETTINGS", "SETTING", ""},
	{"USERS", "USERS", ""},
	{"ROLES", "ROLE", "ALL POPULATED"},
	{"PRIVILEGES", "PRIVILEGE", "ALL SUPPORTED"},
	{"ALIASES", "ALIAS", ""},
	{"SERVERS", "SERVER", ""},
}

// Show = "SHOW" {filter} what [Names] ["EXECUTABLE" ["BY" ("CURRENT" "USER" | name)]] Columns .
func (p *parser) show() Body {
	s := &Show{At: p.at()}
	p.next()
	if s.What, s.Filter = p.what(); s.What == "ALIASES" {
		p.words("FOR", "DATABASE")
	}
	p.showNames(s)
	executes := s.What == "FUNCTIONS" || s.What == "PROCEDURES"
	if s.Executed = executes && p.words("EXECUTABLE"); s.Executed && p.words("BY") && !p.words("CURRENT", "USER") {
		s.Names = []string{p.name("'CURRENT USER' or the name of a user")}
	}
	s.Yield, s.Where, s.Return = p.columns()
	return s
}

// what finds the thing to show whose filters fit the words before it.
func (p *parser) what() (what, filter string) {
	for _, s := range showable {
		filters := strings.Fields(s.filters)
		n := 0
		for oneOf(p.ahead(n), filters) {
			n++
		}
		if thing := p.ahead(n); thing.keyword(s.what) || thing.keyword(s.one) {
			words := make([]string, n)
			for i := range words {
				words[i] = p.anyWord(filters...)
			}
			p.next()
			return s.what, strings.Join(words, " ")
		}
	}
	if p.words("CURRENT", "USER") {
		return "CURRENT USER", ""
	}
	p.fail("'INDEXES'", "'CONSTRAINTS'", "'FUNCTIONS'", "'PROCEDURES'", "'DATABASES'", "'TRANSACTIONS'", "'SETTINGS'")
	return "", ""
}

// Names = [string {"," string} | expression] of transactions and settings | [name {"." name}] of a database .
func (p *parser) showNames(s *Show) {
	if t := p.tok(); t.keyword("YIELD") || t.keyword("WHERE") || !p.startsExpr() {
		return
	}
	switch s.What {
	case "DATABASES":
		s.Names = []string{p.dotted("the name of a database")}
	case "TRANSACTIONS", "SETTINGS":
		if p.tok().kind == stringText {
			s.Names = list(p, func() string { return p.stringLiteral("a string") })
			return
		}
		s.IDs = p.expr()
		if single, ok := s.IDs.(*String); ok {
			s.IDs, s.Names = nil, []string{single.Value}
		}
	}
}

// Columns = ["YIELD" Projection] ["WHERE" condition] ["RETURN" Projection] .
func (p *parser) columns() (yield *Projection, where Expr, result *Projection) {
	if p.words("YIELD") {
		yield = p.projectionNode()
	}
	where = p.where()
	if yield != nil && p.words("RETURN") {
		result = p.projectionNode()
	}
	return yield, where, result
}

func (p *parser) projectionNode() *Projection {
	j := p.projection()
	return &j
}

// Terminate = "TERMINATE" ("TRANSACTIONS" | "TRANSACTION") (string {"," string} | expression) Columns .
func (p *parser) terminate() Body {
	t := &Terminate{At: p.at()}
	p.next()
	if p.anyWord("TRANSACTIONS", "TRANSACTION") == "" {
		p.fail("'TRANSACTIONS'")
	}
	at := p.at()
	ids := list(p, p.expr)
	if t.IDs = ids[0]; len(ids) > 1 {
		t.IDs = &ListLiteral{At: at, Items: ids}
	}
	t.Yield, t.Where, t.Return = p.columns()
	return t
}
