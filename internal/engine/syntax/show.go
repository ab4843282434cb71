package syntax

import "strings"

// showable are the things to show, and how one of them may be written.
var showable = [...]struct{ what, one string }{
	{"INDEXES", "INDEX"}, {"CONSTRAINTS", "CONSTRAINT"}, {"FUNCTIONS", "FUNCTION"}, {"PROCEDURES", "PROCEDURE"},
	{"TRANSACTIONS", "TRANSACTION"}, {"DATABASES", "DATABASE"}, {"SETTINGS", "SETTING"}, {"USERS", "USERS"},
	{"ROLES", "ROLE"}, {"PRIVILEGES", "PRIVILEGE"}, {"ALIASES", "ALIAS"}, {"SERVERS", "SERVER"},
}

// filters are the words that may stand between SHOW and what is shown.
var filters = [...]string{"ALL", "RANGE", "TEXT", "POINT", "FULLTEXT", "LOOKUP", "VECTOR", "BUILT", "IN", "USER", "DEFINED",
	"NODE", "RELATIONSHIP", "REL", "UNIQUE", "UNIQUENESS", "KEY", "EXISTENCE", "EXIST", "PROPERTY", "TYPE",
	"DEFAULT", "HOME", "POPULATED", "SUPPORTED"}

// Show = "SHOW" {filter} what [Names] ["EXECUTABLE" ["BY" ("CURRENT" "USER" | name)]] Columns .
func (p *parser) show() Body {
	s := &Show{At: p.at()}
	p.next()
	var words []string
	for s.What = p.what(); s.What == ""; s.What = p.what() {
		filter := p.anyWord(filters[:]...)
		if filter == "" {
			p.fail("'INDEXES'", "'CONSTRAINTS'", "'FUNCTIONS'", "'PROCEDURES'", "'DATABASES'", "'TRANSACTIONS'", "'SETTINGS'")
			return s
		}
		words = append(words, filter)
	}
	s.Filter = strings.Join(words, " ")
	p.showNames(s)
	if s.Executed = p.words("EXECUTABLE"); s.Executed && p.words("BY") && !p.words("CURRENT", "USER") {
		s.Names = []string{p.name("'CURRENT USER' or the name of a user")}
	}
	s.Yield, s.Where, s.Return = p.columns()
	return s
}

func (p *parser) what() string {
	if p.words("CURRENT", "USER") {
		return "CURRENT USER"
	}
	for _, s := range showable {
		if p.anyWord(s.what, s.one) != "" {
			return s.what
		}
	}
	return ""
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
		if p.tok().kind != stringText {
			s.IDs = p.expr()
			return
		}
		s.Names = list(p, func() string { return p.stringLiteral("a string") })
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
