package syntax

import "strings"

// Query = Branch {"UNION" ["ALL" | "DISTINCT"] Branch} .
func (p *parser) query(r role) *Query {
	p.enter()
	defer p.leave()
	q := &Query{At: p.at(), Branches: []*Branch{p.branch()}}
	for p.tok().keyword("UNION") {
		at := p.at()
		p.next()
		all := p.words("ALL")
		if !all {
			p.words("DISTINCT")
		}
		if len(q.All) > 0 && q.All[0] != all {
			p.failAt(at, "InvalidClauseComposition", "UNION and UNION ALL may not stand in one query")
		}
		q.All = append(q.All, all)
		q.Branches = append(q.Branches, p.branch())
	}
	// First what does not belong here: that a clause is missing behind follows from it.
	if t := p.tok(); t.kind != endOfText && !t.is("}") && !t.is(";") {
		p.fail("an operator", "a clause", "the end of the query")
	}
	if p.err == nil {
		p.compose(q, r)
	}
	return q
}

// Branch = Clause {Clause} .
func (p *parser) branch() *Branch {
	b := &Branch{At: p.at()}
	for c := p.clause(); c != nil; c = p.clause() {
		b.Clauses = append(b.Clauses, c)
	}
	if len(b.Clauses) == 0 {
		p.fail("a clause such as 'MATCH'", "'CREATE'", "'WITH'", "'CALL'", "'RETURN'")
	}
	return b
}

// clause reads the clause that begins here; nil where none does.
func (p *parser) clause() Clause {
	if p.tok().kind != word {
		return nil
	}
	if p.depth == 1 {
		p.operators = 0
	}
	at := p.at()
	switch strings.ToUpper(p.tok().value) {
	case "MATCH", "OPTIONAL":
		return p.match(at)
	case "UNWIND":
		return p.unwind(at)
	case "WITH":
		return p.with(at)
	case "RETURN":
		p.next()
		return &Return{At: at, Projection: p.projection()}
	case "FINISH":
		p.next()
		return &Finish{At: at}
	case "CALL":
		return p.call(at, false)
	case "LOAD":
		return p.loadCSV(at)
	case "USE":
		return p.use(at)
	case "ORDER", "SKIP", "OFFSET", "LIMIT":
		w := &With{At: at, Projection: Projection{At: at, Star: true}}
		if p.order(&w.Projection); w.Projection.ordered() {
			return w
		}
		return nil
	}
	return p.updating(at)
}

// Use = "USE" name .
func (p *parser) use(at At) Clause {
	p.next()
	u := &Use{At: at, Graph: p.dotted("the name of a graph")}
	if p.tok().is("(") {
		p.unsupported(at, "USE with a function")
	}
	return u
}

// unsupported refuses by its name what Cypher has and is not here.
func (p *parser) unsupported(at At, what string) {
	p.failAt(at, "Unsupported", what+": this is not supported here")
}

// updating reads the clause that begins here where it writes; nil otherwise.
func (p *parser) updating(at At) Clause {
	c := p.update(at)
	if c != nil && p.reading > 0 {
		p.failAt(at, "InvalidClauseComposition", "EXISTS, COUNT and COLLECT cannot contain "+keyword(c)+": they only read")
	}
	return c
}

func (p *parser) update(at At) Clause {
	if p.tok().kind != word {
		return nil
	}
	switch strings.ToUpper(p.tok().value) {
	case "CREATE", "INSERT":
		p.next()
		return &Create{At: at, Patterns: list(p, p.created)}
	case "MERGE":
		return p.merge(at)
	case "SET":
		p.next()
		return &Set{At: at, Items: list(p, p.setItem)}
	case "REMOVE":
		p.next()
		return &Remove{At: at, Items: list(p, p.removeItem)}
	case "DELETE", "DETACH", "NODETACH":
		return p.delete(at)
	case "FOREACH":
		return p.foreach(at)
	}
	return nil
}

// Match = ["OPTIONAL"] "MATCH" Pattern {"," Pattern} {Hint} [Where] .
func (p *parser) match(at At) Clause {
	optional := p.words("OPTIONAL")
	if optional && p.tok().keyword("CALL") {
		return p.call(at, true)
	}
	if !p.words("MATCH") {
		p.fail("'MATCH'", "'CALL'")
	}
	m := &Match{At: at, Optional: optional, Patterns: list(p, p.matched)}
	for p.tok().keyword("USING") {
		m.Hints = append(m.Hints, p.hint()...)
	}
	m.Where = p.where()
	return m
}

// Where = ["WHERE" condition] .
func (p *parser) where() Expr {
	if p.words("WHERE") {
		return p.condition()
	}
	return nil
}

// Hint = "USING" ([kind] "INDEX" ["SEEK"] v ":" Label "(" key {"," key} ")"
// | "SCAN" v ":" Label | "JOIN" "ON" v {"," v}) ; a join on several is several hints.
func (p *parser) hint() []*Hint {
	h := Hint{At: p.at()}
	p.next()
	switch kind := p.anyWord("SCAN", "JOIN", "INDEX", "RANGE", "TEXT", "POINT"); kind {
	case "JOIN":
		p.expectWords("ON")
		return list(p, func() *Hint { return &Hint{At: h.At, Kind: kind, Variable: p.name("a variable")} })
	case "SCAN":
		h.Kind = kind
	case "INDEX":
		h.Kind, h.Seek = kind, p.words("SEEK")
	case "":
		p.fail("'INDEX'", "'SCAN'", "'JOIN ON'")
	default:
		h.Kind = kind + " INDEX"
		p.expectWords("INDEX")
		h.Seek = p.words("SEEK")
	}
	h.Variable = p.name("a variable")
	p.expect(":")
	h.Label = p.name("a label or type")
	if h.Kind != "SCAN" {
		p.expect("(")
		h.Properties = list(p, func() string { return p.name("a property key") })
		p.expect(")")
	}
	return []*Hint{&h}
}

// Unwind = "UNWIND" expression "AS" variable .
func (p *parser) unwind(at At) Clause {
	p.next()
	u := &Unwind{At: at, List: p.expr()}
	p.expectWords("AS")
	u.Variable = p.variable()
	return u
}

// With = "WITH" Projection [Where] .
func (p *parser) with(at At) Clause {
	p.next()
	return &With{At: at, Projection: p.projection(), Where: p.where()}
}

// Projection = ["DISTINCT"] ("*" | Item) {"," Item} [Order] ["SKIP" expression] ["LIMIT" expression] .
func (p *parser) projection() Projection {
	j := Projection{At: p.at(), Distinct: p.words("DISTINCT")}
	j.Star = p.accept("*")
	switch {
	case j.Star && p.accept(","), !j.Star && p.startsExpr():
		j.Items = list(p, p.projectionItem)
	case !j.Star && j.Distinct:
		p.fail("an expression", "'*'")
	case !j.Star:
		p.fail("an expression", "'*'", "'DISTINCT'")
	}
	p.order(&j)
	return j
}

// Order = ["ORDER" "BY" Sort {"," Sort}] [("SKIP" | "OFFSET") expression] ["LIMIT" expression] .
func (p *parser) order(j *Projection) {
	if p.words("ORDER", "BY") {
		j.OrderBy = list(p, p.sortItem)
	}
	if p.anyWord("SKIP", "OFFSET") != "" {
		j.Skip = p.expr()
	}
	if p.words("LIMIT") {
		j.Limit = p.expr()
	}
}

// Item = expression ["AS" name] . Without a name it has its text for one, a
// map projection that of its variable.
func (p *parser) projectionItem() *ProjectionItem {
	item := &ProjectionItem{At: p.at()}
	start := p.tok().start
	item.Expr = p.expr()
	if p.err == nil {
		item.Name = p.text[start:p.tokens[p.i-1].end]
	}
	if m, ok := item.Expr.(*MapProjection); ok {
		item.Name = m.Of.Name
	}
	if p.words("AS") {
		item.Alias = p.variable()
		item.Name = item.Alias.Name
	}
	return item
}

// Sort = expression ["ASC" | "ASCENDING" | "DESC" | "DESCENDING"] .
func (p *parser) sortItem() *SortItem {
	s := &SortItem{At: p.at(), Expr: p.expr()}
	direction := p.anyWord("ASC", "ASCENDING", "DESC", "DESCENDING")
	s.Descending = strings.HasPrefix(direction, "DESC")
	return s
}

// Merge = "MERGE" Pattern {"ON" ("CREATE" | "MATCH") "SET" SetItem {"," SetItem}} .
func (p *parser) merge(at At) Clause {
	p.next()
	m := &Merge{At: at, Pattern: p.merged()}
	for p.words("ON") {
		var items *[]SetItem
		switch p.anyWord("CREATE", "MATCH") {
		case "CREATE":
			items = &m.OnCreate
		case "MATCH":
			items = &m.OnMatch
		default:
			p.fail("'CREATE'", "'MATCH'")
			return m
		}
		p.expectWords("SET")
		*items = append(*items, list(p, p.setItem)...)
	}
	return m
}

// SetItem = variable ("=" | "+=") expression | variable (":" | "IS") Labels | Target "=" expression .
func (p *parser) setItem() SetItem {
	at := p.at()
	if p.tok().name() {
		switch operator := p.ahead(1); {
		case operator.is("="), operator.is("+="):
			v := p.variable()
			p.next()
			return &SetAll{At: at, Variable: v, Add: operator.is("+="), Value: p.expr()}
		case operator.is(":"), operator.keyword("IS"):
			return p.setLabels(at)
		}
	}
	s := &SetProperty{At: at, Target: p.target()}
	p.expect("=")
	s.Value = p.expr()
	return s
}

// removeItem = variable (":" | "IS") Labels | Target .
func (p *parser) removeItem() SetItem {
	at := p.at()
	if p.tok().name() && (p.ahead(1).is(":") || p.ahead(1).keyword("IS")) {
		return p.setLabels(at)
	}
	return &SetProperty{At: at, Target: p.target()}
}

// Labels = label {":" label} .
func (p *parser) setLabels(at At) SetItem {
	s := &SetLabels{At: at, Variable: p.variable()}
	for p.accept(":") || p.words("IS") {
		at := p.at()
		l, ok := p.labelPrimary().(*LabelName)
		if !ok {
			p.failAt(at, "UnexpectedSyntax", "Invalid label: only names and $(…) can be set or removed")
			break
		}
		s.Labels = append(s.Labels, l)
	}
	return s
}

// Target = atom {"." key | "[" expression "]"}, at least once.
func (p *parser) target() Expr {
	at := p.at()
	x := p.atom()
	for p.tok().is(".") || p.tok().is("[") {
		x = p.access(x)
	}
	switch x.(type) {
	case *Property, *Index:
	default:
		p.failAt(at, "UnexpectedSyntax", "Invalid input: expected a property, or a variable with labels")
	}
	return x
}

// Delete = ["DETACH" | "NODETACH"] "DELETE" expression {"," expression} .
func (p *parser) delete(at At) Clause {
	d := &Delete{At: at, Detach: p.words("DETACH")}
	if !d.Detach {
		p.words("NODETACH")
	}
	p.expectWords("DELETE")
	d.Exprs = list(p, p.expr)
	return d
}

// Foreach = "FOREACH" "(" variable "IN" expression "|" Updating {Updating} ")" .
func (p *parser) foreach(at At) Clause {
	p.enter()
	defer p.leave()
	p.next()
	open := p.i
	p.expect("(")
	f := &Foreach{At: at, Variable: p.variable()}
	p.expectWords("IN")
	p.upToBar(int(p.brackets.bar[open]), func() { f.List = p.expr() })
	p.expect("|")
	for c := p.updating(p.at()); c != nil; c = p.updating(p.at()) {
		f.Body = append(f.Body, c)
	}
	if len(f.Body) == 0 {
		p.fail("an updating clause such as 'SET'", "'CREATE'", "'MERGE'", "'DELETE'")
	}
	p.expect(")")
	return f
}

// upToBar reads something that the bar with this index ends.
func (p *parser) upToBar(bar int, read func()) {
	outer := p.bar
	p.bar = bar
	read()
	p.bar = outer
}

// LoadCSV = "LOAD" "CSV" ["WITH" "HEADERS"] "FROM" expression "AS" variable ["FIELDTERMINATOR" string] .
func (p *parser) loadCSV(at At) Clause {
	p.next()
	p.expectWords("CSV")
	l := &LoadCSV{At: at, Headers: p.words("WITH", "HEADERS")}
	p.expectWords("FROM")
	l.From = p.expr()
	p.expectWords("AS")
	l.Variable = p.variable()
	if p.words("FIELDTERMINATOR") {
		l.Terminator = p.stringLiteral("the terminator as a string")
	}
	return l
}

func (p *parser) stringLiteral(what string) string {
	t := p.tok()
	if t.kind != stringText {
		p.fail(what)
		return ""
	}
	p.next()
	return t.value
}

// dotted reads name {"." name}.
func (p *parser) dotted(what string) string {
	name := p.name(what)
	for p.accept(".") {
		name += "." + p.name(what)
	}
	return name
}
