package syntax

import "strings"

// kind is what a token is. Operators and brackets are their own text.
type kind uint8

const (
	endOfText  kind = iota
	word            // a name or keyword as written
	quotedName      // `a name`: never a keyword
	number          // not checked yet: 12, 0x1F, 1.5e3, also 12abc
	stringText      // value holds the text without quotes and escapes
	parameter       // $name; value holds the name
	symbol          // an operator, bracket or other sign
	strayDash       // a dash that is not the ASCII one: it may draw a relationship, no more
	bad             // what is no token; problem says why
)

// token is a piece of the text. Its text as written is text[start:end].
type token struct {
	kind       kind
	value      string // the name, the sign, the digits, the string's content
	start, end int    // bytes
	position   Position
	problem    *Error // of a bad token
}

// is tells whether the token is this sign.
func (t *token) is(sign string) bool { return t.kind == symbol && t.value == sign }

// dash tells whether the token may draw the line of a relationship.
func (t *token) dash() bool { return t.kind == strayDash || t.is("-") }

// name tells whether the token can be a name: any word, as Cypher has no
// reserved ones where a name is wanted.
func (t *token) name() bool { return t.kind == word || t.kind == quotedName }

// keyword tells whether the token is this word, in any case and without backticks.
func (t *token) keyword(upper string) bool {
	return t.kind == word && len(t.value) == len(upper) && strings.EqualFold(t.value, upper)
}
