package syntax

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Print gives the canonical text of a node, on one line. Parsing it gives the
// same tree again, but for positions and for the names of projected expressions
// without an alias, which are the text as it was written.
func Print(node Node) string {
	var p printer
	p.node(node)
	return p.String()
}

// PrintExpr is Print for an expression alone.
func PrintExpr(e Expr) string { return Print(e) }

type printer struct{ strings.Builder }

func (p *printer) node(n Node) {
	switch n := n.(type) {
	case nil:
	case *Statement:
		p.statement(n)
	case Body:
		p.body(n)
	case *Branch:
		p.branch(n)
	case Clause:
		p.clause(n)
	case SetItem:
		p.setItem(n)
	case Expr:
		p.expr(n, loosest)
	case LabelExpr:
		p.label(n, anyLabel)
	default:
		p.part(n)
	}
}

func (p *printer) part(n Node) {
	switch n := n.(type) {
	case *Hint:
		p.hint(n)
	case *InTransactions:
		p.inTransactions(n)
	case *YieldItem:
		p.yieldItem(n)
	case *Projection:
		p.projection(n)
	case *ProjectionItem:
		p.projectionItem(n)
	case *SortItem:
		p.sortItem(n)
	case *Pattern:
		p.pattern(n)
	case *NodePattern:
		p.nodePattern(n)
	case *RelationshipPattern:
		p.relationship(n)
	case *Range:
		p.span(n)
	case *MapEntry:
		p.mapEntry(n)
	case *MapProjectionItem:
		p.mapProjectionItem(n)
	case *When:
		p.when(n)
	case *Type:
		p.typed(n)
	}
}

func (p *printer) write(parts ...string) {
	for _, s := range parts {
		p.WriteString(s)
	}
}

// writeIf writes a text only where it applies.
func (p *printer) writeIf(applies bool, text string) {
	if applies {
		p.WriteString(text)
	}
}

// joined writes items with something between.
func joined[T any](p *printer, items []T, between string, write func(T)) {
	for i, item := range items {
		p.writeIf(i > 0, between)
		write(item)
	}
}

// quoted words would be read as something else where a variable stands.
var quotedWords = [...]string{"NOT", "CASE", "TRUE", "FALSE", "NULL", "INF", "INFINITY", "NAN", "DISTINCT", "IN", "IS", "CONTAINS",
	"STARTS", "ENDS", "WHEN", "THEN", "ELSE", "END", "YIELD", "IF", "FOR", "BOTH", "LEADING",
	"TRAILING", "NFC", "NFD", "NFKC", "NFKD", "CONCURRENT", "TRANSACTIONS", "TRANSACTION", "FROM"}

// key is a name where every word can be one.
func (p *printer) key(name string) {
	first, _ := utf8.DecodeRuneInString(name)
	if isNameStart(first) && strings.TrimLeftFunc(name, isNamePart) == "" {
		p.write(name)
		return
	}
	p.write(Quoted(name))
}

// name is a name where some words have a meaning of their own.
func (p *printer) name(name string) {
	t := &token{kind: word, value: name}
	if oneOf(t, quotedWords[:]) || oneOf(t, clauseWords[:]) {
		p.write("`", name, "`")
		return
	}
	p.key(name)
}

// dotted is a name with its namespace.
func (p *printer) dotted(name string) {
	first, rest, more := strings.Cut(name, ".")
	p.name(first)
	for more {
		first, rest, more = strings.Cut(rest, ".")
		p.write(".")
		p.key(first)
	}
}

func (p *printer) text(value string) {
	p.write("'")
	for _, r := range value {
		switch {
		case r == '\'' || r == '\\':
			p.write(`\`, string(r))
		case r == '\n':
			p.write(`\n`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(p, `\u%04x`, r)
		default:
			p.WriteRune(r)
		}
	}
	p.write("'")
}

func (p *printer) statement(s *Statement) {
	for i, o := range s.Options {
		p.writeIf(i == 0 || o.Name == "", "CYPHER ")
		if o.Name != "" {
			p.key(o.Name)
			p.write("=")
		}
		if first := scan(o.Value)[0]; first.kind == number && first.end == len(o.Value) {
			p.write(o.Value, " ")
		} else {
			p.key(o.Value)
			p.write(" ")
		}
	}
	p.writeIf(s.Mode == Explain, "EXPLAIN ")
	p.writeIf(s.Mode == Profile, "PROFILE ")
	p.node(s.Body)
}

func (p *printer) body(b Body) {
	switch b := b.(type) {
	case *Query:
		p.query(b)
	case *CreateIndex:
		p.createIndex(b)
	case *CreateConstraint:
		p.createConstraint(b)
	case *DropIndex:
		p.write("DROP INDEX ")
		p.key(b.Name)
		p.writeIf(b.IfExists, " IF EXISTS")
	case *DropConstraint:
		p.write("DROP CONSTRAINT ")
		p.key(b.Name)
		p.writeIf(b.IfExists, " IF EXISTS")
	case *Show:
		p.show(b)
	case *Terminate:
		p.write("TERMINATE TRANSACTIONS ")
		if ids, ok := b.IDs.(*ListLiteral); ok && len(ids.Items) > 1 {
			p.exprs(ids.Items)
		} else {
			p.expr(b.IDs, loosest)
		}
		p.columns(b.Yield, b.Where, b.Return)
	}
}

func (p *printer) schemaName(name string, ifNotExists bool) {
	if name != "" {
		p.write(" ")
		p.name(name)
	}
	p.writeIf(ifNotExists, " IF NOT EXISTS")
	p.write(" FOR ")
}

// element writes the node or relationship that a schema rule is about, called x.
func (p *printer) element(labels []string, relationship bool) {
	p.write("(")
	p.writeIf(relationship, ")-[")
	p.write("x")
	p.writeIf(len(labels) > 0, ":")
	joined(p, labels, "|", p.key)
	p.writeIf(relationship, "]-(")
	p.write(")")
}

func (p *printer) properties(keys []string) {
	joined(p, keys, ", ", func(key string) {
		p.write("x.")
		p.key(key)
	})
}

func (p *printer) createIndex(c *CreateIndex) {
	p.write("CREATE ", c.Kind, " INDEX")
	p.schemaName(c.Name, c.IfNotExists)
	p.element(c.Labels, c.Relationship)
	switch {
	case c.Kind == "LOOKUP" && c.Relationship:
		p.write(" ON EACH type(x)")
	case c.Kind == "LOOKUP":
		p.write(" ON EACH labels(x)")
	case c.Kind == "FULLTEXT":
		p.write(" ON EACH [")
		p.properties(c.Properties)
		p.write("]")
	default:
		p.write(" ON (")
		p.properties(c.Properties)
		p.write(")")
	}
	p.after(" OPTIONS ", c.Options)
}

func (p *printer) createConstraint(c *CreateConstraint) {
	p.write("CREATE CONSTRAINT")
	p.schemaName(c.Name, c.IfNotExists)
	p.element([]string{c.Label}, c.Relationship)
	p.write(" REQUIRE (")
	p.properties(c.Properties)
	p.write(") IS ")
	switch {
	case c.Kind == "TYPED":
		p.write(":: ")
		p.typed(c.Type)
	case c.Kind == "KEY" && c.Relationship:
		p.write("RELATIONSHIP KEY")
	case c.Kind == "KEY":
		p.write("NODE KEY")
	default:
		p.write(c.Kind)
	}
	p.after(" OPTIONS ", c.Options)
}

func (p *printer) show(s *Show) {
	p.write("SHOW ")
	p.writeIf(s.Filter != "", s.Filter+" ")
	p.write(s.What)
	names := s.Names
	switch {
	case s.Executed:
		p.write(" EXECUTABLE")
		for _, name := range names {
			p.write(" BY ")
			p.name(name)
		}
	case s.What == "DATABASES" && len(names) > 0:
		p.write(" ")
		p.dotted(names[0])
	default:
		p.writeIf(len(names) > 0, " ")
		joined(p, names, ", ", p.text)
	}
	p.after(" ", s.IDs)
	p.columns(s.Yield, s.Where, s.Return)
}

func (p *printer) columns(yield *Projection, where Expr, result *Projection) {
	if yield != nil {
		p.write(" YIELD ")
		p.projection(yield)
	}
	p.after(" WHERE ", where)
	if result != nil {
		p.write(" RETURN ")
		p.projection(result)
	}
}

// after writes an expression behind a word, or nothing where there is none.
func (p *printer) after(word string, e Expr) {
	if e != nil {
		p.write(word)
		p.expr(e, loosest)
	}
}

func (p *printer) exprs(items []Expr) {
	joined(p, items, ", ", func(e Expr) { p.expr(e, loosest) })
}

func (p *printer) typed(t *Type) {
	switch {
	case t.Union != nil:
		p.write("ANY<")
		joined(p, t.Union, " | ", p.typed)
		p.write(">")
	case t.Of != nil:
		p.write("LIST<")
		p.typed(t.Of)
		p.write(">")
	default:
		p.write(t.Name)
	}
	p.writeIf(t.NotNull, " NOT NULL")
}

func (p *printer) integer(n int64) { p.write(strconv.FormatInt(n, 10)) }
