package storage

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"corridor/internal/engine/value"
)

// textQuery is a parsed query of a full-text index: one of the types below.
type textQuery interface{ textQuery() }

type (
	// anyOf holds clauses, at least one of which must match; required ones must
	// all, prohibited ones must not.
	anyOf []clause
	// word is a text as it is to be analyzed: one token or several.
	word struct{ text string }
	// phrase is words in this order with at most slop others in between.
	phrase struct {
		text string
		slop int
	}
	// pattern has * for any runes and ? for one.
	pattern struct{ text string }
	// fuzzy is a token that differs by at most edits insertions, deletions and changes.
	fuzzy struct {
		text  string
		edits int
	}
	// between is a range of tokens; an empty end is open.
	between struct {
		low, high         string
		withLow, withHigh bool
	}
	// everything is *:*.
	everything struct{}
)

func (anyOf) textQuery()      {}
func (word) textQuery()       {}
func (phrase) textQuery()     {}
func (pattern) textQuery()    {}
func (fuzzy) textQuery()      {}
func (between) textQuery()    {}
func (everything) textQuery() {}

type clause struct {
	textQuery
	occur occur
	field string // empty for all
	boost float64
}

// occur says what a clause is to the query that it stands in.
type occur uint8

const (
	optional occur = iota
	required
	prohibited
)

const deepestTextQuery = 100

type textParser struct {
	text  string
	at    int
	depth int
}

func parseTextQuery(text string) (textQuery, error) {
	p := &textParser{text: text}
	q, err := p.clauses()
	if err == nil && p.at < len(p.text) {
		err = p.fail("a closing parenthesis that nothing opened")
	}
	return q, err
}

func (p *textParser) fail(what string) error {
	return failure(value.ArgumentError, fmt.Sprintf("The full-text query %q has %s at character %d.",
		p.text, what, utf8.RuneCountInString(p.text[:p.at])+1))
}

// clauses = { clause [ "AND" | "&&" | "OR" | "||" ] }
//
// AND makes what stands on both sides required, unless it is prohibited.
func (p *textParser) clauses() (anyOf, error) {
	if p.depth++; p.depth > deepestTextQuery {
		return nil, p.fail("too many parentheses")
	}
	defer func() { p.depth-- }()
	var all anyOf
	and := false
	for p.space(); p.at < len(p.text) && p.text[p.at] != ')'; p.space() {
		if len(all) > 0 && (p.keyword("AND") || p.skip("&&")) {
			if last := &all[len(all)-1]; last.occur == optional {
				last.occur = required
			}
			and = true
			continue
		}
		if len(all) > 0 && (p.keyword("OR") || p.skip("||")) {
			continue
		}
		c, err := p.clause()
		if err != nil {
			return nil, err
		}
		if and && c.occur == optional {
			c.occur = required
		}
		and = false
		all = append(all, c)
	}
	if and {
		return nil, p.fail("nothing after AND")
	}
	return all, nil
}

// clause = [ "+" | "-" | "!" | "NOT" ] [ field ":" ] ( "(" clauses ")" | term ) [ "^" number ]
func (p *textParser) clause() (c clause, err error) {
	c.boost = 1
	switch {
	case p.skip("+"):
		c.occur = required
	case p.skip("-"), p.skip("!"), p.keyword("NOT"):
		c.occur = prohibited
	}
	p.space()
	if p.skip("*:*") {
		c.textQuery = everything{}
	} else {
		c.field = p.field()
		if c.textQuery, err = p.group(); err != nil {
			return c, err
		}
	}
	if p.skip("^") {
		if c.boost, err = p.number(); err != nil {
			return c, err
		}
	}
	return c, nil
}

// group = "(" clauses ")" | term
func (p *textParser) group() (textQuery, error) {
	if !p.skip("(") {
		return p.term()
	}
	q, err := p.clauses()
	if err == nil && !p.skip(")") {
		err = p.fail("an open parenthesis, and its end")
	}
	return q, err
}

// field = name ":", taken only where it is all there
func (p *textParser) field() string {
	start := p.at
	name := p.run()
	if name != "" && p.skip(":") {
		return name
	}
	p.at = start
	return ""
}

// term = '"' text '"' [ "~" number ] | ( "[" | "{" ) text "TO" text ( "]" | "}" ) | word [ "~" [ number ] ]
func (p *textParser) term() (textQuery, error) {
	switch {
	case p.at == len(p.text):
		return nil, p.fail("nothing where a word should be, its end")
	case p.text[p.at] == '"':
		return p.phrase()
	case p.text[p.at] == '[' || p.text[p.at] == '{':
		return p.between()
	}
	start := p.at
	text := p.run()
	switch raw := p.text[start:p.at]; {
	case text == "":
		return nil, p.fail(fmt.Sprintf("%q where a word should be", p.text[p.at:p.at+1]))
	case hasWildcard(raw):
		return pattern{raw}, nil
	case p.skip("~"):
		return p.fuzzy(text)
	}
	return word{text}, nil
}

func (p *textParser) fuzzy(text string) (textQuery, error) {
	if p.at == len(p.text) || p.text[p.at] != '.' && !isDigit(p.text[p.at]) {
		return fuzzy{text, 2}, nil
	}
	n, err := p.number()
	if n > 0 && n < 1 { // a similarity, as old queries have it
		n = (1 - n) * float64(utf8.RuneCountInString(text))
	}
	return fuzzy{text, min(2, int(n))}, err
}

func (p *textParser) phrase() (textQuery, error) {
	start := p.at
	p.at++
	var text strings.Builder
	for p.at < len(p.text) && p.text[p.at] != '"' {
		if p.text[p.at] == '\\' && p.at+1 < len(p.text) {
			p.at++
		}
		text.WriteByte(p.text[p.at])
		p.at++
	}
	if !p.skip(`"`) {
		p.at = start
		return nil, p.fail("a quotation without an end")
	}
	if !p.skip("~") {
		return phrase{text: text.String()}, nil
	}
	n, err := p.number()
	return phrase{text.String(), int(n)}, err
}

func (p *textParser) between() (textQuery, error) {
	start := p.at
	end := strings.IndexAny(p.text[p.at:], "]}")
	if end < 0 {
		return nil, p.fail("a range without an end")
	}
	p.at += end + 1
	low, high, ok := strings.Cut(p.text[start+1:p.at-1], " TO ")
	if !ok {
		p.at = start
		return nil, p.fail("a range without TO")
	}
	return between{openEnd(low), openEnd(high), p.text[start] == '[', p.text[p.at-1] == ']'}, nil
}

func openEnd(text string) string {
	if text = strings.Trim(text, ` "`); text == "*" {
		return ""
	}
	return text
}

// run takes what belongs to a word; a backslash takes the next rune as it is.
func (p *textParser) run() string {
	var text strings.Builder
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.at:])
		if r == '\\' && p.at+1 < len(p.text) {
			p.at++
			r, size = utf8.DecodeRuneInString(p.text[p.at:])
		} else if unicode.IsSpace(r) || strings.ContainsRune(`()[]{}":^~`, r) {
			break
		}
		text.WriteRune(r)
		p.at += size
	}
	return text.String()
}

// hasWildcard says whether a * or ? stands in raw without a backslash before it.
func hasWildcard(raw string) bool {
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '\\':
			i++
		case '*', '?':
			return true
		}
	}
	return false
}

func (p *textParser) number() (float64, error) {
	start := p.at
	for p.at < len(p.text) && (p.text[p.at] == '.' || isDigit(p.text[p.at])) {
		p.at++
	}
	n, err := strconv.ParseFloat(p.text[start:p.at], 64)
	if err != nil {
		p.at = start
		return 0, p.fail("no number")
	}
	return n, nil
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func (p *textParser) space() {
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.at:])
		if !unicode.IsSpace(r) {
			return
		}
		p.at += size
	}
}

func (p *textParser) skip(s string) bool {
	if strings.HasPrefix(p.text[p.at:], s) {
		p.at += len(s)
		return true
	}
	return false
}

// keyword takes an operator that is written as a word of its own.
func (p *textParser) keyword(s string) bool {
	rest, ok := strings.CutPrefix(p.text[p.at:], s)
	if !ok || rest != "" && !strings.ContainsRune(" \t\n\r(", rune(rest[0])) {
		return false
	}
	p.at += len(s)
	return true
}
