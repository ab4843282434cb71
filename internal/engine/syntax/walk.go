package syntax

// Walk calls visit for a node and then, where visit returned true, for all that
// is below it, in the order in which it was written. Projections, map entries
// and the other parts that are no expression are visited as well, as pointers
// into the tree.
func Walk(node Node, visit func(Node) bool) {
	walker{visit}.node(node)
}

type walker struct{ visit func(Node) bool }

func (w walker) node(n Node) {
	if n == nil || !w.visit(n) {
		return
	}
	switch n := n.(type) {
	case Body:
		w.body(n)
	case Clause:
		w.clause(n)
	case SetItem:
		w.setItem(n)
	case Expr:
		w.expr(n)
	case LabelExpr:
		w.label(n)
	default:
		w.part(n)
	}
}

// each visits nodes of one kind; those that are nil are left out.
func each[T any, P interface {
	*T
	Node
}](w walker, nodes ...P) {
	for _, n := range nodes {
		if n != nil {
			w.node(n)
		}
	}
}

// all visits nodes behind one interface.
func all[N Node](w walker, nodes ...N) {
	for _, n := range nodes {
		w.node(n)
	}
}

func (w walker) body(b Body) {
	switch b := b.(type) {
	case *Query:
		each(w, b.Branches...)
	case *CreateIndex:
		all(w, b.Options)
	case *CreateConstraint:
		each(w, b.Type)
		all(w, b.Options)
	case *Show:
		all(w, b.IDs)
		w.columns(b.Yield, b.Where, b.Return)
	case *Terminate:
		all(w, b.IDs)
		w.columns(b.Yield, b.Where, b.Return)
	}
}

func (w walker) columns(yield *Projection, where Expr, result *Projection) {
	each(w, yield)
	all(w, where)
	each(w, result)
}

func (w walker) clause(c Clause) {
	switch c := c.(type) {
	case *Match:
		each(w, c.Patterns...)
		each(w, c.Hints...)
		all(w, c.Where)
	case *Unwind:
		all(w, c.List)
		each(w, c.Variable)
	case *With:
		w.node(&c.Projection)
		all(w, c.Where)
	case *Return:
		w.node(&c.Projection)
	case *CallProcedure:
		all(w, c.Args...)
		each(w, c.Yield...)
		all(w, c.Where)
	case *CallSubquery:
		each(w, c.Imports...)
		each(w, c.Query)
		each(w, c.Transactions)
	case *LoadCSV:
		all(w, c.From)
		each(w, c.Variable)
	default:
		w.update(c)
	}
}

func (w walker) update(c Clause) {
	switch c := c.(type) {
	case *Create:
		each(w, c.Patterns...)
	case *Merge:
		each(w, c.Pattern)
		all(w, c.OnCreate...)
		all(w, c.OnMatch...)
	case *Set:
		all(w, c.Items...)
	case *Remove:
		all(w, c.Items...)
	case *Delete:
		all(w, c.Exprs...)
	case *Foreach:
		each(w, c.Variable)
		all(w, c.List)
		all(w, c.Body...)
	}
}

func (w walker) setItem(s SetItem) {
	switch s := s.(type) {
	case *SetProperty:
		all(w, s.Target, s.Value)
	case *SetAll:
		each(w, s.Variable)
		all(w, s.Value)
	case *SetLabels:
		each(w, s.Variable)
		each(w, s.Labels...)
	}
}

func (w walker) expr(e Expr) {
	switch e := e.(type) {
	case *Property:
		all(w, e.Of)
	case *Index:
		all(w, e.Of, e.Index)
	case *Slice:
		all(w, e.Of, e.From, e.To)
	case *ListLiteral:
		all(w, e.Items...)
	case *MapLiteral:
		for i := range e.Entries {
			w.node(&e.Entries[i])
		}
	case *MapProjection:
		each(w, e.Of)
		each(w, e.Items...)
	case *Unary:
		all(w, e.X)
	case *Binary:
		all(w, e.X, e.Y)
	case *Chain:
		all(w, e.Operands...)
	case *IsNull:
		all(w, e.X)
	case *IsTyped:
		all(w, e.X)
		each(w, e.Type)
	case *IsNormalized:
		all(w, e.X)
	case *HasLabels:
		all(w, e.X)
		all(w, e.Labels)
	case *Call:
		all(w, e.Args...)
	default:
		w.form(e)
	}
}

// form visits what is below the expressions that bring clauses, names or
// patterns of their own.
func (w walker) form(e Expr) {
	switch e := e.(type) {
	case *Case:
		all(w, e.Subject)
		each(w, e.Whens...)
		all(w, e.Else)
	case *ListComprehension:
		each(w, e.Variable)
		all(w, e.List, e.Where, e.Map)
	case *PatternComprehension:
		each(w, e.Pattern)
		all(w, e.Where, e.Map)
	case *PatternPredicate:
		each(w, e.Pattern)
	case *ShortestPathExpr:
		each(w, e.Pattern)
	case *Quantifier:
		each(w, e.Variable)
		all(w, e.List, e.Where)
	case *Reduce:
		each(w, e.Accumulator)
		all(w, e.Initial)
		each(w, e.Variable)
		all(w, e.List, e.Step)
	case *Subquery:
		each(w, e.Query)
	}
}

func (w walker) label(l LabelExpr) {
	switch l := l.(type) {
	case *LabelName:
		all(w, l.Dynamic)
	case *LabelNot:
		all(w, l.X)
	case *LabelBinary:
		all(w, l.X, l.Y)
	}
}

func (w walker) part(n Node) {
	switch n := n.(type) {
	case *Statement:
		all(w, n.Body)
	case *Branch:
		all(w, n.Clauses...)
	case *InTransactions:
		all(w, n.Workers, n.Rows)
		each(w, n.Status)
	case *YieldItem:
		each(w, n.Variable)
	case *Projection:
		each(w, n.Items...)
		each(w, n.OrderBy...)
		all(w, n.Skip, n.Limit)
	case *ProjectionItem:
		all(w, n.Expr)
		each(w, n.Alias)
	case *SortItem:
		all(w, n.Expr)
	case *Pattern:
		w.pattern(n)
	case *NodePattern:
		each(w, n.Variable)
		all(w, n.Labels)
		all(w, n.Properties, n.Where)
	case *RelationshipPattern:
		each(w, n.Variable)
		all(w, n.Types)
		each(w, n.Range)
		all(w, n.Properties, n.Where)
	case *MapEntry:
		all(w, n.Value)
	case *MapProjectionItem:
		all(w, n.Value)
	case *When:
		all(w, n.Conditions...)
		all(w, n.Tests...)
		all(w, n.Result)
	case *Type:
		each(w, n.Of)
		each(w, n.Union...)
	}
}

func (w walker) pattern(p *Pattern) {
	each(w, p.Variable)
	for i, node := range p.Nodes {
		if i > 0 {
			w.node(p.Steps[i-1])
		}
		w.node(node)
	}
}
