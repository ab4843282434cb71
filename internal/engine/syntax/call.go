package syntax

// Call = ["OPTIONAL"] "CALL" (Subquery | Procedure) ; OPTIONAL is read already.
func (p *parser) call(at At, optional bool) Clause {
	p.next()
	if p.tok().is("{") || p.tok().is("(") {
		return p.callSubquery(at, optional)
	}
	return p.callProcedure(at, optional)
}

// Subquery = ["(" ["*" | variable {"," variable}] ")"] "{" Query "}" [InTransactions] .
func (p *parser) callSubquery(at At, optional bool) Clause {
	c := &CallSubquery{At: at, Optional: optional, Scoped: p.accept("(")}
	if c.Scoped {
		c.ImportAll = p.accept("*")
		if !c.ImportAll && !p.tok().is(")") {
			c.Imports = list(p, p.variable)
		}
		p.expect(")")
	}
	p.expect("{")
	c.Query = p.query(calledQuery)
	p.expect("}")
	if p.tok().keyword("IN") {
		c.Transactions = p.inTransactions()
	}
	return c
}

// InTransactions = "IN" [[n] "CONCURRENT"] "TRANSACTIONS" {"OF" n ("ROWS" | "ROW")
// | "ON" "ERROR" ("CONTINUE" | "BREAK" | "FAIL") | "REPORT" "STATUS" "AS" variable} .
func (p *parser) inTransactions() *InTransactions {
	t := &InTransactions{At: p.at()}
	p.next()
	if !p.atWords("CONCURRENT") && !p.atWords("TRANSACTIONS") && !p.atWords("TRANSACTION") {
		t.Workers = p.expr()
		p.expectWords("CONCURRENT")
		t.Concurrent = true
	}
	t.Concurrent = p.words("CONCURRENT") || t.Concurrent
	if p.anyWord("TRANSACTIONS", "TRANSACTION") == "" {
		p.fail("'TRANSACTIONS'")
	}
	for {
		switch {
		case p.words("OF"):
			t.Rows = p.expr()
			if p.anyWord("ROWS", "ROW") == "" {
				p.fail("'ROWS'")
			}
		case p.words("ON", "ERROR"):
			if t.OnError = p.anyWord("CONTINUE", "BREAK", "FAIL"); t.OnError == "" {
				p.fail("'CONTINUE'", "'BREAK'", "'FAIL'")
			}
		case p.words("REPORT", "STATUS"):
			p.expectWords("AS")
			t.Status = p.variable()
		default:
			return t
		}
	}
}

// Procedure = name {"." name} ["(" [expression {"," expression}] ")"] ["YIELD" ("*" | Yield {"," Yield}) [Where]] .
func (p *parser) callProcedure(at At, optional bool) Clause {
	c := &CallProcedure{At: at, Optional: optional, Name: p.dotted("the name of a procedure")}
	if p.accept("(") {
		c.Args = p.arguments(")", p.expr)
	} else {
		c.Implicit = true
	}
	if p.words("YIELD") {
		if c.YieldAll = p.accept("*"); !c.YieldAll {
			c.Yield = list(p, p.yieldItem)
		}
		c.Where = p.where()
	}
	return c
}

// arguments reads what stands between brackets up to the closing one, with
// commas between.
func (p *parser) arguments(closer string, item func() Expr) []Expr {
	var items []Expr
	if !p.tok().is(closer) {
		items = list(p, item)
	}
	if !p.accept(closer) {
		p.fail("','", "'"+closer+"'")
	}
	return items
}

// Yield = column ["AS" variable] .
func (p *parser) yieldItem() *YieldItem {
	item := &YieldItem{At: p.at()}
	item.Column = p.name("a column of the procedure")
	item.Variable = &Variable{At: item.At, Name: item.Column}
	if p.words("AS") {
		item.Variable = p.variable()
	}
	return item
}
