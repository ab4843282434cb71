package syntax

func (p *printer) query(q *Query) {
	for i, b := range q.Branches {
		if i > 0 {
			p.write(" UNION ")
			p.writeIf(q.All[i-1], "ALL ")
		}
		p.branch(b)
	}
}

func (p *printer) branch(b *Branch) { p.clauses(b.Clauses) }

func (p *printer) clauses(clauses []Clause) { joined(p, clauses, " ", p.clause) }

func (p *printer) clause(c Clause) {
	if _, call := c.(*CallProcedure); !call {
		p.write(keyword(c))
	}
	switch c := c.(type) {
	case *Match:
		p.match(c)
	case *Unwind:
		p.after(" ", c.List)
		p.as(c.Variable)
	case *With:
		p.write(" ")
		p.projection(&c.Projection)
		p.after(" WHERE ", c.Where)
	case *Return:
		p.write(" ")
		p.projection(&c.Projection)
	case *CallProcedure:
		p.callProcedure(c)
	case *CallSubquery:
		p.callSubquery(c)
	case *LoadCSV:
		p.loadCSV(c)
	case *Use:
		p.write(" ")
		p.dotted(c.Graph)
	default:
		p.update(c)
	}
}

func (p *printer) update(c Clause) {
	switch c := c.(type) {
	case *Create:
		p.write(" ")
		joined(p, c.Patterns, ", ", p.pattern)
	case *Merge:
		p.write(" ")
		p.pattern(c.Pattern)
		p.onMerge(" ON CREATE SET ", c.OnCreate)
		p.onMerge(" ON MATCH SET ", c.OnMatch)
	case *Set:
		p.write(" ")
		joined(p, c.Items, ", ", p.setItem)
	case *Remove:
		p.write(" ")
		joined(p, c.Items, ", ", p.setItem)
	case *Delete:
		p.write(" ")
		p.exprs(c.Exprs)
	case *Foreach:
		p.write(" (")
		p.name(c.Variable.Name)
		p.after(" IN ", c.List)
		p.write(" | ")
		p.clauses(c.Body)
		p.write(")")
	}
}

func (p *printer) as(v *Variable) {
	p.write(" AS ")
	p.name(v.Name)
}

func (p *printer) match(m *Match) {
	p.write(" ")
	joined(p, m.Patterns, ", ", p.pattern)
	for _, h := range m.Hints {
		p.write(" ")
		p.hint(h)
	}
	p.after(" WHERE ", m.Where)
}

func (p *printer) hint(h *Hint) {
	p.write("USING ", h.Kind, " ")
	p.writeIf(h.Seek, "SEEK ")
	p.writeIf(h.Kind == "JOIN", "ON ")
	p.name(h.Variable)
	if h.Kind == "JOIN" {
		return
	}
	p.write(":")
	p.key(h.Label)
	if h.Kind != "SCAN" {
		p.write("(")
		joined(p, h.Properties, ", ", p.key)
		p.write(")")
	}
}

func (p *printer) projection(j *Projection) {
	p.writeIf(j.Distinct, "DISTINCT ")
	p.writeIf(j.Star, "*")
	p.writeIf(j.Star && len(j.Items) > 0, ", ")
	joined(p, j.Items, ", ", p.projectionItem)
	if len(j.OrderBy) > 0 {
		p.write(" ORDER BY ")
		joined(p, j.OrderBy, ", ", p.sortItem)
	}
	p.after(" SKIP ", j.Skip)
	p.after(" LIMIT ", j.Limit)
}

func (p *printer) projectionItem(i *ProjectionItem) {
	p.expr(i.Expr, loosest)
	if i.Alias != nil {
		p.as(i.Alias)
	}
}

func (p *printer) sortItem(s *SortItem) {
	p.expr(s.Expr, loosest)
	p.writeIf(s.Descending, " DESC")
}

func (p *printer) onMerge(words string, items []SetItem) {
	if len(items) > 0 {
		p.write(words)
		joined(p, items, ", ", p.setItem)
	}
}

func (p *printer) setItem(s SetItem) {
	switch s := s.(type) {
	case *SetProperty:
		p.expr(s.Target, loosest)
		p.after(" = ", s.Value)
	case *SetAll:
		p.name(s.Variable.Name)
		p.writeIf(s.Add, " +")
		p.writeIf(!s.Add, " ")
		p.after("= ", s.Value)
	case *SetLabels:
		p.name(s.Variable.Name)
		for _, l := range s.Labels {
			p.write(":")
			p.label(l, anyLabel)
		}
	}
}

func (p *printer) callProcedure(c *CallProcedure) {
	p.writeIf(c.Optional, "OPTIONAL ")
	p.write("CALL ")
	p.dotted(c.Name)
	if !c.Implicit {
		p.write("(")
		p.exprs(c.Args)
		p.write(")")
	}
	p.writeIf(c.YieldAll || len(c.Yield) > 0, " YIELD ")
	p.writeIf(c.YieldAll, "*")
	joined(p, c.Yield, ", ", p.yieldItem)
	p.after(" WHERE ", c.Where)
}

func (p *printer) yieldItem(y *YieldItem) {
	p.name(y.Column)
	if y.Variable.Name != y.Column {
		p.as(y.Variable)
	}
}

func (p *printer) callSubquery(c *CallSubquery) {
	if c.Scoped {
		p.write(" (")
		p.writeIf(c.ImportAll, "*")
		joined(p, c.Imports, ", ", func(v *Variable) { p.name(v.Name) })
		p.write(")")
	}
	p.write(" { ")
	p.query(c.Query)
	p.write(" }")
	if c.Transactions != nil {
		p.write(" ")
		p.inTransactions(c.Transactions)
	}
}

func (p *printer) inTransactions(t *InTransactions) {
	p.write("IN")
	p.after(" ", t.Workers)
	p.writeIf(t.Concurrent, " CONCURRENT")
	p.write(" TRANSACTIONS")
	if t.Rows != nil {
		p.after(" OF ", t.Rows)
		p.write(" ROWS")
	}
	p.writeIf(t.OnError != "", " ON ERROR "+t.OnError)
	if t.Status != nil {
		p.write(" REPORT STATUS")
		p.as(t.Status)
	}
}

func (p *printer) loadCSV(l *LoadCSV) {
	p.writeIf(l.Headers, " WITH HEADERS")
	p.after(" FROM ", l.From)
	p.as(l.Variable)
	if l.Terminator != "" {
		p.write(" FIELDTERMINATOR ")
		p.text(l.Terminator)
	}
}

func (p *printer) pattern(found *Pattern) {
	if found.Variable != nil {
		p.name(found.Variable.Name)
		p.write(" = ")
	}
	p.write([...]string{"", "shortestPath(", "allShortestPaths("}[found.Shortest])
	for i, n := range found.Nodes {
		if i > 0 {
			p.relationship(found.Steps[i-1])
		}
		p.nodePattern(n)
	}
	p.writeIf(found.Shortest != NotShortest, ")")
}

func (p *printer) nodePattern(n *NodePattern) {
	p.write("(")
	p.elementBody(n.Variable, n.Labels, nil, n.Properties, n.Where)
	p.write(")")
}

func (p *printer) relationship(r *RelationshipPattern) {
	p.writeIf(r.Direction == Incoming, "<")
	p.write("-")
	if r.Variable != nil || r.Types != nil || r.Range != nil || r.Properties != nil || r.Where != nil {
		p.write("[")
		p.elementBody(r.Variable, r.Types, r.Range, r.Properties, r.Where)
		p.write("]")
	}
	p.write("-")
	p.writeIf(r.Direction == Outgoing, ">")
}

// elementBody writes what stands in the brackets of a node or relationship.
func (p *printer) elementBody(v *Variable, labels LabelExpr, span *Range, properties, where Expr) {
	before := p.Len()
	if v != nil {
		p.name(v.Name)
	}
	if labels != nil {
		p.write(":")
		p.label(labels, anyLabel)
	}
	if span != nil {
		p.span(span)
	}
	if properties != nil {
		p.writeIf(p.Len() > before, " ")
		p.expr(properties, loosest)
	}
	if where != nil && p.Len() > before {
		p.after(" WHERE ", where)
	} else if where != nil {
		p.write("WHERE (") // (WHERE {…}) would be a node called WHERE
		p.expr(where, loosest)
		p.write(")")
	}
}

func (p *printer) span(r *Range) {
	p.write("*")
	if r.Min != nil {
		p.integer(*r.Min)
	}
	if r.Min != nil && r.Max != nil && *r.Min == *r.Max || r.Min == nil && r.Max == nil {
		return
	}
	p.write("..")
	if r.Max != nil {
		p.integer(*r.Max)
	}
}

// The levels of label expressions, the loosest first.
const (
	anyLabel = iota
	andLabel
	oneLabel
)

// label writes labels, in parentheses where they hold together less than the
// place asks for.
func (p *printer) label(l LabelExpr, level int) {
	switch l := l.(type) {
	case *LabelName:
		p.labelName(l)
	case *LabelWildcard:
		p.write("%")
	case *LabelNot:
		p.write("!")
		p.label(l.X, oneLabel)
	case *LabelBinary:
		sign, own := "&", andLabel
		switch {
		case l.Or:
			sign, own = "|", anyLabel
		case l.Colon:
			sign = ":"
		}
		p.writeIf(own < level, "(")
		p.label(l.X, own)
		p.write(sign)
		p.label(l.Y, own+1)
		p.writeIf(own < level, ")")
	}
}

func (p *printer) labelName(l *LabelName) {
	if l.Dynamic == nil {
		p.key(l.Name)
		return
	}
	p.write("$")
	p.writeIf(l.Any, "any")
	p.write("(")
	p.expr(l.Dynamic, loosest)
	p.write(")")
}
