package syntax

import (
	"math"
	"strconv"
	"strings"
)

// The levels of expressions, the loosest first: what is looser than its place
// asks for is written in parentheses. A test of a type ranks with comparisons,
// as what follows a type could be read as part of it.
const (
	loosest = iota
	exclusive
	conjunction
	negation
	comparing
	probing
	summing
	multiplying
	raising
	signed
	labelling
	accessing
	atomic
)

// operators are how operators are written and the level of what they make.
var operators = [...]struct {
	sign  string
	level int
}{
	Or: {"OR", loosest}, Xor: {"XOR", exclusive}, And: {"AND", conjunction}, Not: {"NOT", negation},
	Equal: {"=", comparing}, NotEqual: {"<>", comparing}, Less: {"<", comparing}, LessEqual: {"<=", comparing},
	Greater: {">", comparing}, GreaterEqual: {">=", comparing},
	Add: {"+", summing}, Subtract: {"-", summing}, Concatenate: {"||", summing},
	Multiply: {"*", multiplying}, Divide: {"/", multiplying}, Modulo: {"%", multiplying}, Power: {"^", raising},
	In: {"IN", probing}, StartsWith: {"STARTS WITH", probing}, EndsWith: {"ENDS WITH", probing},
	Contains: {"CONTAINS", probing}, Matches: {"=~", probing},
}

// String is the operator as it is written in a query.
func (o Op) String() string { return operators[o].sign }

// levelOf is how tightly an expression as written holds together.
func levelOf(e Expr) int {
	switch e := e.(type) {
	case *Binary:
		return operators[e.Op].level
	case *Unary:
		if e.Op == Not {
			return negation
		}
		return signed
	case *Chain, *IsTyped:
		return comparing
	case *IsNull, *IsNormalized:
		return probing
	case *HasLabels:
		return labelling
	case *Property, *Index, *Slice:
		return accessing
	case *Integer:
		if e.Value < 0 {
			return signed
		}
	}
	return atomic
}

// expr writes an expression where the place asks for at least this level.
func (p *printer) expr(e Expr, level int) {
	if levelOf(e) < level {
		p.write("(")
		defer p.write(")")
	}
	switch e := e.(type) {
	case *Unary:
		p.unary(e)
	case *Binary:
		p.binary(e)
	case *Chain:
		for i, x := range e.Operands {
			if i > 0 {
				p.write(" ", e.Ops[i-1].String(), " ")
			}
			p.expr(x, probing)
		}
	case *IsNull:
		p.is(e.X, e.Not, "NULL")
	case *IsNormalized:
		p.is(e.X, e.Not, strings.TrimSpace(e.Form+" NORMALIZED"))
	case *IsTyped:
		p.is(e.X, e.Not, ":: ")
		p.typed(e.Type)
	case *HasLabels:
		p.expr(e.X, accessing)
		p.write(":")
		p.label(e.Labels, andLabel)
	case *Property:
		p.property(e)
	case *Index:
		p.expr(e.Of, accessing)
		p.after("[", e.Index)
		p.write("]")
	case *Slice:
		p.expr(e.Of, accessing)
		p.write("[")
		p.after("", e.From)
		p.write("..")
		p.after("", e.To)
		p.write("]")
	default:
		p.atom(e)
	}
}

func (p *printer) unary(u *Unary) {
	if u.Op == Not {
		p.write("NOT ")
		p.expr(u.X, negation)
		return
	}
	p.write(u.Op.String())
	p.writeIf(levelOf(u.X) == signed, " ")
	p.expr(u.X, signed)
}

// binary writes operators that lean to the left; comparisons lean to no side.
func (p *printer) binary(b *Binary) {
	own := operators[b.Op].level
	if _, subject := b.X.(*CaseSubject); !subject {
		left := own
		if own == comparing {
			left++
		}
		p.expr(b.X, left)
		p.write(" ")
	}
	p.write(b.Op.String(), " ")
	p.expr(b.Y, own+1)
}

func (p *printer) is(x Expr, not bool, what string) {
	if _, subject := x.(*CaseSubject); !subject {
		p.expr(x, probing)
		p.write(" ")
	}
	p.write("IS ")
	p.writeIf(not, "NOT ")
	p.write(what)
}

// property puts numbers in parentheses: the point would belong to them.
func (p *printer) property(e *Property) {
	level := accessing
	switch e.Of.(type) {
	case *Integer, *Float:
		level = atomic + 1
	}
	p.expr(e.Of, level)
	p.write(".")
	p.key(e.Key)
}

func (p *printer) atom(e Expr) {
	switch e := e.(type) {
	case *Null:
		p.write("null")
	case *Boolean:
		p.write(strconv.FormatBool(e.Value))
	case *Integer:
		p.integer(e.Value)
	case *Float:
		p.float(e.Value)
	case *String:
		p.text(e.Value)
	case *Parameter:
		p.parameter(e.Name)
	case *Variable:
		p.name(e.Name)
	case *ListLiteral:
		p.list(e)
	case *MapLiteral:
		p.write("{")
		for i := range e.Entries {
			p.writeIf(i > 0, ", ")
			p.mapEntry(&e.Entries[i])
		}
		p.write("}")
	case *MapProjection:
		p.mapProjection(e)
	case *CountStar:
		p.write("count(*)")
	case *Call:
		p.call(e)
	default:
		p.form(e)
	}
}

func (p *printer) float(f float64) {
	switch {
	case math.IsNaN(f):
		p.write("NaN")
		return
	case math.IsInf(f, 0):
		p.write("Infinity")
		return
	}
	s := strconv.FormatFloat(f, 'g', -1, 64)
	p.write(s)
	p.writeIf(!strings.ContainsAny(s, ".e"), ".0")
}

func (p *printer) parameter(name string) {
	p.write("$")
	if name != "" && strings.TrimLeftFunc(name, isNamePart) == "" {
		p.write(name)
		return
	}
	p.write(Quoted(name))
}

// list puts a test that stands alone in parentheses: [x IN xs] is a comprehension.
func (p *printer) list(l *ListLiteral) {
	p.write("[")
	if len(l.Items) == 1 {
		p.expr(l.Items[0], summing)
	} else {
		p.exprs(l.Items)
	}
	p.write("]")
}

func (p *printer) mapEntry(m *MapEntry) {
	p.key(m.Key)
	p.after(": ", m.Value)
}

// mapProjection puts in backticks what would begin a subquery: count {.a}.
func (p *printer) mapProjection(m *MapProjection) {
	if t := (&token{kind: word, value: m.Of.Name}); oneOf(t, []string{"EXISTS", "COUNT", "COLLECT"}) {
		p.write("`", m.Of.Name, "`")
	} else {
		p.name(m.Of.Name)
	}
	p.write("{")
	joined(p, m.Items, ", ", p.mapProjectionItem)
	p.write("}")
}

func (p *printer) mapProjectionItem(m *MapProjectionItem) {
	p.writeIf(m.Value == nil, ".")
	if m.All {
		p.write("*")
		return
	}
	p.key(m.Key)
	p.after(": ", m.Value)
}

// formNames are the calls that have a grammar of their own: a function of that
// name is called with its name in backticks.
var formNames = [...]string{"ALL", "ANY", "NONE", "SINGLE", "REDUCE", "SHORTESTPATH", "ALLSHORTESTPATHS"}

func (p *printer) call(c *Call) {
	t := &token{kind: word, value: c.Name}
	if oneOf(t, formNames[:]) || c.Distinct && (t.keyword("EXISTS") || t.keyword("NORMALIZE")) {
		p.write("`", c.Name, "`")
	} else {
		p.dotted(c.Name)
	}
	p.write("(")
	p.writeIf(c.Distinct, "DISTINCT ")
	p.exprs(c.Args)
	p.write(")")
}

func (p *printer) form(e Expr) {
	switch e := e.(type) {
	case *Case:
		p.caseForm(e)
	case *ListComprehension:
		p.listComprehension(e)
	case *PatternComprehension:
		p.write("[")
		p.pattern(e.Pattern)
		p.after(" WHERE ", e.Where)
		p.after(" | ", e.Map)
		p.write("]")
	case *PatternPredicate:
		p.pattern(e.Pattern)
	case *ShortestPathExpr:
		p.pattern(e.Pattern)
	case *Quantifier:
		p.write(e.Kind, "(")
		p.name(e.Variable.Name)
		p.after(" IN ", e.List)
		p.after(" WHERE ", e.Where)
		p.write(")")
	case *Reduce:
		p.write("reduce(")
		p.name(e.Accumulator.Name)
		p.after(" = ", e.Initial)
		p.write(", ")
		p.name(e.Variable.Name)
		p.after(" IN ", e.List)
		p.after(" | ", e.Step)
		p.write(")")
	case *Subquery:
		p.write(e.Kind, " { ")
		p.query(e.Query)
		p.write(" }")
	}
}

// listComprehension writes what stands before a bar and a single name in
// parentheses where it could end with a label: n:A | b asks for two labels.
func (p *printer) listComprehension(c *ListComprehension) {
	level := loosest
	if v, name := c.Map.(*Variable); name && v.Name != c.Variable.Name {
		level = accessing
	}
	p.write("[")
	p.name(c.Variable.Name)
	p.write(" IN ")
	p.expr(c.List, level)
	if c.Where != nil {
		p.write(" WHERE ")
		p.expr(c.Where, level)
	}
	p.after(" | ", c.Map)
	p.write("]")
}

func (p *printer) caseForm(c *Case) {
	p.write("CASE")
	p.after(" ", c.Subject)
	for _, w := range c.Whens {
		p.write(" ")
		p.when(w)
	}
	p.after(" ELSE ", c.Else)
	p.write(" END")
}

func (p *printer) when(w *When) {
	p.write("WHEN ")
	p.exprs(w.Conditions)
	p.writeIf(len(w.Conditions) > 0 && len(w.Tests) > 0, ", ")
	p.exprs(w.Tests)
	p.after(" THEN ", w.Result)
}
