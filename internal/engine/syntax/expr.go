package syntax

// expr reads an expression that is no bare pattern: a pattern is no value, only
// a condition.
func (p *parser) expr() Expr { return p.valued(p.condition()) }

// valued refuses a pattern where a value is wanted.
func (p *parser) valued(x Expr) Expr {
	if predicate, ok := x.(*PatternPredicate); ok {
		p.failAt(predicate.At, "UnexpectedSyntax", "A pattern is only a test of existence: it can stand in a WHERE, in exists(…) "+
			"and below AND, OR, XOR and NOT, but has no value of its own")
	}
	return x
}

// startsExpr tells whether an expression can begin here.
func (p *parser) startsExpr() bool {
	switch t := p.tok(); t.kind {
	case word:
		return !p.opensClause()
	case quotedName, number, stringText, parameter, bad:
		return true
	default:
		return t.is("(") || t.is("[") || t.is("{") || t.is("-") || t.is("+")
	}
}

// clauseWords begin clauses. They can be variables as well, so they are taken
// for a forgotten expression only where what they open follows.
var clauseWords = [...]string{"MATCH", "RETURN", "WITH", "WHERE", "UNWIND", "CREATE", "MERGE", "DELETE", "REMOVE", "UNION", "ORDER", "SKIP", "LIMIT"}

// followers are the words that may come behind a variable.
var followers = [...]string{"AS", "AND", "OR", "XOR", "IN", "IS", "STARTS", "ENDS", "CONTAINS", "ASC", "ASCENDING", "DESC", "DESCENDING",
	"WHEN", "THEN", "ELSE", "END", "FROM", "YIELD", "ON", "SET", "DETACH", "OPTIONAL", "CALL", "FOREACH", "USING", "FINISH", "CONCURRENT", "ROWS", "ROW"}

func (p *parser) opensClause() bool {
	if !oneOf(p.tok(), clauseWords[:]) {
		return false
	}
	switch t := p.ahead(1); t.kind {
	case word:
		return !oneOf(t, followers[:]) && (!oneOf(t, clauseWords[:]) || p.atWords("WITH"))
	case quotedName, number, stringText, parameter:
		return true
	default:
		return t.is("(") || t.is("*") && p.atWords("RETURN")
	}
}

func oneOf(t *token, upper []string) bool {
	for _, w := range upper {
		if t.keyword(w) {
			return true
		}
	}
	return false
}

// condition reads an expression that may also be a pattern.
func (p *parser) condition() Expr {
	p.enter()
	defer p.leave()
	return p.logical(0)
}

// connectives join conditions, the loosest first.
var connectives = [...]struct {
	word string
	op   Op
}{{"OR", Or}, {"XOR", Xor}, {"AND", And}}

// Condition = Xor {"OR" Xor} ; Xor = And {"XOR" And} ; And = Not {"AND" Not} .
func (p *parser) logical(level int) Expr {
	if level == len(connectives) {
		return p.not()
	}
	at := p.at()
	x := p.logical(level + 1)
	for n := 0; p.words(connectives[level].word); n++ {
		p.chained(n)
		x = &Binary{At: at, Op: connectives[level].op, X: x, Y: p.logical(level + 1)}
	}
	return x
}

// Not = {"NOT"} Comparison .
func (p *parser) not() Expr {
	at := p.at()
	if !p.words("NOT") {
		return p.comparison()
	}
	p.enter()
	defer p.leave()
	return &Unary{At: at, Op: Not, X: p.not()}
}

var comparisons = map[string]Op{
	"=": Equal, "<>": NotEqual, "<": Less, "<=": LessEqual, ">": Greater, ">=": GreaterEqual,
}

// comparisonOp goes over an operator of comparison where one stands.
func (p *parser) comparisonOp() (Op, bool) {
	if p.tok().kind != symbol {
		return 0, false
	}
	op, found := comparisons[p.tok().value]
	if found {
		p.next()
	}
	return op, found
}

// Comparison = Predicate {("=" | "<>" | "<" | "<=" | ">" | ">=") Predicate} .
func (p *parser) comparison() Expr {
	at := p.at()
	x := p.predicate()
	op, found := p.comparisonOp()
	if !found {
		return x
	}
	y := p.valued(p.predicate())
	second, more := p.comparisonOp()
	if !more {
		return &Binary{At: at, Op: op, X: p.valued(x), Y: y}
	}
	c := &Chain{At: at, Operands: []Expr{p.valued(x), y}, Ops: []Op{op}}
	for more {
		c.Ops = append(c.Ops, second)
		c.Operands = append(c.Operands, p.valued(p.predicate()))
		second, more = p.comparisonOp()
	}
	return c
}

// Predicate = Sum {Test} .
func (p *parser) predicate() Expr {
	at := p.at()
	x := p.arithmetic(0)
	for n := 0; p.atTest(); n++ {
		p.chained(n)
		x = p.test(at, p.valued(x))
	}
	return x
}

// atTest tells whether a test of what stands before begins here.
func (p *parser) atTest() bool {
	switch t := p.tok(); t.kind {
	case word:
		return t.keyword("IN") || t.keyword("IS") || t.keyword("CONTAINS") ||
			p.atWords("STARTS", "WITH") || p.atWords("ENDS", "WITH")
	case symbol:
		return t.is("=~") || t.is("::")
	}
	return false
}

// Test = ("=~" | "IN" | "STARTS" "WITH" | "ENDS" "WITH" | "CONTAINS") Sum | "::" Type | Is .
func (p *parser) test(at At, x Expr) Expr {
	var op Op
	switch {
	case p.accept("=~"):
		op = Matches
	case p.words("IN"):
		op = In
	case p.words("STARTS", "WITH"):
		op = StartsWith
	case p.words("ENDS", "WITH"):
		op = EndsWith
	case p.words("CONTAINS"):
		op = Contains
	case p.accept("::"):
		return &IsTyped{At: at, X: x, Type: p.typed()}
	default:
		return p.is(at, x)
	}
	return &Binary{At: at, Op: op, X: x, Y: p.valued(p.arithmetic(0))}
}

// Is = "IS" (["NOT"] ("NULL" | ("::" | "TYPED") Type | ["NFC" | "NFD" | "NFKC" | "NFKD"] "NORMALIZED") | Labels) .
func (p *parser) is(at At, x Expr) Expr {
	p.next()
	not := p.words("NOT")
	switch {
	case p.words("NULL"):
		return &IsNull{At: at, X: x, Not: not}
	case p.accept("::"), p.words("TYPED"):
		return &IsTyped{At: at, X: x, Not: not, Type: p.typed()}
	}
	form := p.anyWord("NFC", "NFD", "NFKC", "NFKD")
	if t := p.tok(); form == "" && !not && !t.keyword("NORMALIZED") && (t.name() || t.is("!") || t.is("%") || t.is("(") || t.is("$")) {
		return &HasLabels{At: at, X: p.valued(x), Labels: p.labels()}
	}
	if !p.words("NORMALIZED") {
		p.fail("'NULL'", "'NOT NULL'", "'::'", "'TYPED'", "'NORMALIZED'")
	}
	return &IsNormalized{At: at, X: x, Not: not, Form: form}
}

// sums are the arithmetic operators by level, the loosest first; all of them
// lean to the left.
var sums = [...]map[string]Op{
	{"+": Add, "-": Subtract, "||": Concatenate},
	{"*": Multiply, "/": Divide, "%": Modulo},
	{"^": Power},
}

// Sum = Product {("+" | "-" | "||") Product} ; Product = Power {("*" | "/" | "%") Power} ; Power = Sign {"^" Sign} .
func (p *parser) arithmetic(level int) Expr {
	if level == len(sums) {
		return p.sign()
	}
	x := p.arithmetic(level + 1)
	for n := 0; p.tok().kind == symbol; n++ {
		op, found := sums[level][p.tok().value]
		if !found {
			break
		}
		p.chained(n)
		at := p.at()
		p.next()
		x = &Binary{At: at, Op: op, X: p.valued(x), Y: p.valued(p.arithmetic(level + 1))}
	}
	return x
}

// Sign = {"+" | "-"} Access ; the minus of the least integer belongs to the number.
func (p *parser) sign() Expr {
	at := p.at()
	op := Add
	switch {
	case p.accept("-"):
		op = Subtract
	case !p.accept("+"):
		return p.postfix()
	}
	if follows := p.ahead(1); op == Subtract && p.tok().kind == number && !follows.is(".") && !follows.is("[") && !follows.is(":") {
		return p.negative(at)
	}
	p.enter()
	defer p.leave()
	return &Unary{At: at, Op: op, X: p.valued(p.sign())}
}

// negative reads a number after its minus.
func (p *parser) negative(at At) Expr {
	x := p.number(true)
	if n, ok := x.(*Integer); ok && n.Value < 0 {
		n.At = at
		return n
	}
	return &Unary{At: at, Op: Subtract, X: x}
}

func (p *parser) number(negative bool) Expr {
	x, problem := numberLiteral(p.at(), p.tok().value, negative)
	if problem != nil {
		p.raise(problem)
		return &Null{}
	}
	p.next()
	return x
}

// Access = atom {"." key | "[" … "]" | ":" Labels} .
func (p *parser) postfix() Expr {
	at := p.at()
	x := p.atom()
	for n := 0; p.tok().is(".") || p.tok().is("[") || p.tok().is(":"); n++ {
		p.chained(n)
		if p.accept(":") {
			x = &HasLabels{At: at, X: p.valued(x), Labels: p.labels()}
		} else {
			x = p.access(x)
		}
	}
	return x
}

// access reads one "." key, "[" index "]" or "[" [from] ".." [to] "]".
func (p *parser) access(x Expr) Expr {
	at := At{p.valued(x).Pos()}
	if p.accept(".") {
		return &Property{At: at, Of: x, Key: p.name("a property key")}
	}
	p.expect("[")
	var from, to Expr
	if !p.tok().is("..") {
		from = p.expr()
	}
	if !p.accept("..") {
		p.expect("]")
		return &Index{At: at, Of: x, Index: from}
	}
	if !p.tok().is("]") {
		to = p.expr()
	}
	p.expect("]")
	return &Slice{At: at, Of: x, From: from, To: to}
}
