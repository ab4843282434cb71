package syntax

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxDepth bounds how deep expressions, patterns and subqueries may be nested.
// A chain of operators (a + b + c) makes a tree as deep as it is long: those
// beyond the first few of each chain are counted, and a clause may have
// maxOperators of them. Whoever walks a tree needs stack for both together.
const (
	maxDepth     = 1000
	fewOperators = 10
	maxOperators = 100_000
)

// Parse reads the text of one statement. The error, where there is one, is an
// *Error. The time it takes grows with the length of the text and no faster.
func Parse(text string) (*Statement, error) {
	tokens := scan(text)
	p := &parser{text: text, tokens: tokens, brackets: pair(tokens)}
	s := p.statement()
	if p.err != nil {
		return nil, p.err
	}
	return s, nil
}

// parser goes through the tokens once. After the first error the current token
// is the end of the text for good, so that every loop and rule comes to its end
// by itself; what they then return is not looked at.
type parser struct {
	text      string
	tokens    []token
	brackets  brackets
	i         int // the current token
	err       *Error
	depth     int
	reading   int // how many EXISTS, COUNT and COLLECT are around
	operators int // in long chains of the outermost clause
	bar       int // index of the | that ends the part of a comprehension being read
}

func (p *parser) tok() *token { return &p.tokens[p.i] }

// ahead is a token further on; behind the end there is only the end.
func (p *parser) ahead(n int) *token { return &p.tokens[min(p.i+n, len(p.tokens)-1)] }

func (p *parser) next() {
	if p.i < len(p.tokens)-1 {
		p.i++
	}
}

// at is where the current token begins.
func (p *parser) at() At { return At{p.tok().position} }

// accept goes over a sign where it stands.
func (p *parser) accept(sign string) bool {
	found := p.tok().is(sign)
	if found {
		p.next()
	}
	return found
}

func (p *parser) expect(sign string) {
	if !p.accept(sign) {
		p.fail("'" + sign + "'")
	}
}

// words goes over keywords where all of them stand one after the other.
func (p *parser) words(upper ...string) bool {
	if !p.atWords(upper...) {
		return false
	}
	for range upper {
		p.next()
	}
	return true
}

func (p *parser) atWords(upper ...string) bool {
	for n, w := range upper {
		if !p.ahead(n).keyword(w) {
			return false
		}
	}
	return true
}

// anyWord goes over the first of the keywords that stands here and returns it, or "".
func (p *parser) anyWord(upper ...string) string {
	for _, w := range upper {
		if p.words(w) {
			return w
		}
	}
	return ""
}

func (p *parser) expectWords(upper ...string) {
	if !p.words(upper...) {
		p.fail("'" + strings.Join(upper, " ") + "'")
	}
}

// name reads a name; what says what it names.
func (p *parser) name(what string) string {
	t := p.tok()
	if !t.name() {
		p.fail(what)
		return ""
	}
	p.next()
	return t.value
}

func (p *parser) variable() *Variable {
	at := p.at()
	return &Variable{At: at, Name: p.name("a variable")}
}

// fail says that the current token is none of what was wanted.
func (p *parser) fail(wanted ...string) {
	t := p.tok()
	if t.kind == bad {
		p.raise(t.problem)
		return
	}
	if t.is("!=") {
		p.failAt(p.at(), "UnexpectedSyntax", "Unknown operator '!=': inequality is written '<>'")
		return
	}
	detail := "UnexpectedSyntax"
	if t.kind == strayDash {
		detail = "InvalidUnicodeCharacter"
	}
	p.failAt(p.at(), detail, fmt.Sprintf("Invalid input '%s': expected %s", p.quote(t), Either(wanted)))
}

func (p *parser) failAt(at At, detail, message string) {
	p.raise(&Error{Position: at.Position, Detail: detail, Message: message})
}

// raise keeps the first error and ends the reading.
func (p *parser) raise(e *Error) {
	if p.err == nil {
		p.err = e
		p.i = len(p.tokens) - 1
	}
}

// quote is the text of a token for a message, cut where it is long.
func (p *parser) quote(t *token) string {
	const limit = 40
	written := []rune(p.text[t.start:min(t.end, t.start+utf8.UTFMax*(limit+1))])
	if len(written) > limit {
		return string(written[:limit]) + "…"
	}
	return string(written)
}

// enter counts a level of nesting; leave must follow.
func (p *parser) enter() {
	p.depth++
	if p.depth > maxDepth {
		p.failAt(p.at(), "", fmt.Sprintf("The query is nested deeper than %d levels", maxDepth))
	}
}

func (p *parser) leave() { p.depth-- }

// chained counts the n-th operator of a chain.
func (p *parser) chained(n int) {
	if n < fewOperators {
		return
	}
	p.operators++
	if p.operators > maxOperators {
		p.failAt(p.at(), "", fmt.Sprintf("A clause joins more than %d operators", maxOperators))
	}
}

// list reads one or more items with commas between.
func list[T any](p *parser, item func() T) []T {
	items := []T{item()}
	for p.accept(",") {
		items = append(items, item())
	}
	return items
}

// Statement = [Prefix] Body {";"} .
func (p *parser) statement() *Statement {
	s := &Statement{At: p.at()}
	p.prefix(s)
	if p.tok().kind == endOfText {
		p.failAt(p.at(), "UnexpectedSyntax", "Unexpected end of input: expected CYPHER, EXPLAIN, PROFILE or a query")
		return s
	}
	s.Body = p.body()
	ended := false
	for p.accept(";") {
		ended = true
	}
	if p.tok().kind != endOfText {
		if ended {
			p.failAt(p.at(), "UnexpectedSyntax", "Expected exactly one statement per query but got more")
		}
		p.fail("an operator", "a clause", "the end of the query")
	}
	return s
}

// Prefix = {"EXPLAIN" | "PROFILE" | "CYPHER" [version] {name "=" value}} .
func (p *parser) prefix(s *Statement) {
	for {
		switch {
		case p.words("EXPLAIN"):
			s.Mode = Explain
		case p.words("PROFILE"):
			s.Mode = Profile
		case p.words("CYPHER"):
			p.options(s)
		default:
			return
		}
	}
}

func (p *parser) options(s *Statement) {
	if t := p.tok(); t.kind == number {
		s.Options = append(s.Options, Option{Value: t.value})
		p.next()
	}
	for p.tok().name() && p.ahead(1).is("=") {
		name := p.name("an option")
		p.next()
		value := p.tok()
		if !value.name() && value.kind != number && value.kind != stringText {
			p.fail("the value of the option")
		}
		s.Options = append(s.Options, Option{name, value.value})
		p.next()
	}
}

// administration lists the first words of commands that the language has and
// this engine has not.
var administration = [...][]string{
	{"ALTER"}, {"GRANT"}, {"DENY"}, {"REVOKE"}, {"RENAME"}, {"ENABLE"}, {"DRYRUN"}, {"DEALLOCATE"}, {"REALLOCATE"},
	{"START", "DATABASE"}, {"STOP", "DATABASE"},
	{"CREATE", "DATABASE"}, {"CREATE", "COMPOSITE"}, {"CREATE", "USER"}, {"CREATE", "ROLE"}, {"CREATE", "ALIAS"},
	{"CREATE", "OR", "REPLACE"},
	{"DROP", "DATABASE"}, {"DROP", "COMPOSITE"}, {"DROP", "USER"}, {"DROP", "ROLE"}, {"DROP", "ALIAS"}, {"DROP", "SERVER"},
}

// Body = Query | CreateIndex | CreateConstraint | Drop | Show | Terminate .
func (p *parser) body() Body {
	for _, words := range administration {
		if p.atWords(words...) && !p.ahead(len(words)).is("=") {
			p.raise(&Error{Position: p.tok().position, Title: "UnsupportedAdministrationCommand",
				Message: "Unsupported administration command: " + strings.Join(words, " ")})
		}
	}
	switch {
	case p.atWords("CREATE") && p.ahead(1).kind == word && !p.ahead(2).is("=") && !p.ahead(2).is("("):
		return p.create()
	case p.atWords("DROP"):
		return p.drop()
	case p.atWords("SHOW"):
		return p.show()
	case p.atWords("TERMINATE"):
		return p.terminate()
	}
	return p.query(wholeQuery)
}
