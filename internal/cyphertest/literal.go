package cyphertest

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ParseCell reads a value as the TCK's tables write it.
func ParseCell(text string) (cell Cell, err error) {
	p := &literal{text: text}
	defer func() {
		switch fault := recover().(type) {
		case nil:
		case literalFault:
			err = fmt.Errorf("value %q: %s at character %d", text, string(fault), p.at+1)
		default:
			panic(fault)
		}
	}()
	cell = p.value()
	p.space()
	if p.at != len(text) {
		p.fail("more than one value")
	}
	return cell, nil
}

// literal reads one value; a fault leaves it by a panic that ParseCell takes.
type literal struct {
	text string
	at   int
}

type literalFault string

func (p *literal) fail(what string) { panic(literalFault(what)) }

func (p *literal) rest() string { return p.text[p.at:] }

func (p *literal) space() {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

// take goes over token, after spaces, if it comes next.
func (p *literal) take(token string) bool {
	p.space()
	if !strings.HasPrefix(p.rest(), token) {
		return false
	}
	p.at += len(token)
	return true
}

func (p *literal) need(token string) {
	if !p.take(token) {
		p.fail("expected " + token)
	}
}

var (
	specialFloat = regexp.MustCompile(`^[+-]?(NaN|Infinity|Inf)\b`)
	number       = regexp.MustCompile(`^[+-]?(\d+\.\d*|\.\d+|\d+)([eE][+-]?\d+)?`)
	relationship = regexp.MustCompile(`^\[\s*:`)
)

// value = string | map | node | path | relationship | list | number | true | false | null
func (p *literal) value() Cell {
	p.space()
	switch rest := p.rest(); {
	case strings.HasPrefix(rest, "'"):
		return p.quoted()
	case strings.HasPrefix(rest, "{"):
		return p.mapping()
	case strings.HasPrefix(rest, "("):
		return p.node()
	case strings.HasPrefix(rest, "<"):
		return p.path()
	case relationship.MatchString(rest):
		return p.relationship()
	case strings.HasPrefix(rest, "["):
		return p.list()
	default:
		return p.word()
	}
}

func (p *literal) word() Cell {
	if found := specialFloat.FindString(p.rest()); found != "" {
		p.at += len(found)
		switch {
		case strings.HasSuffix(found, "NaN"):
			return math.NaN()
		case found[0] == '-':
			return math.Inf(-1)
		}
		return math.Inf(1)
	}
	if found := number.FindString(p.rest()); found != "" {
		p.at += len(found)
		if i, err := strconv.ParseInt(found, 10, 64); err == nil {
			return i
		}
		f, err := strconv.ParseFloat(found, 64)
		if err != nil {
			p.fail(err.Error())
		}
		return f
	}
	for word, cell := range map[string]Cell{"true": true, "false": false, "null": nil} {
		if p.take(word) {
			return cell
		}
	}
	p.fail("no value")
	return nil
}

// quoted reads a string; a backslash stands for itself but before a quote or a backslash.
func (p *literal) quoted() string {
	var out strings.Builder
	for p.at++; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '\'':
			p.at++
			return out.String()
		case c == '\\' && p.at+1 < len(p.text):
			p.at++
			if strings.IndexByte(`'\"`, p.text[p.at]) < 0 {
				out.WriteByte('\\')
			}
			out.WriteByte(p.text[p.at])
		default:
			out.WriteByte(c)
		}
	}
	p.fail("no closing quote")
	return ""
}

func (p *literal) name() string {
	p.space()
	if strings.HasPrefix(p.rest(), "`") {
		name, _, closed := strings.Cut(p.rest()[1:], "`")
		if !closed {
			p.fail("no closing backtick")
		}
		p.at += len(name) + 2
		return name
	}
	start := p.at
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.rest())
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		p.at += size
	}
	if p.at == start {
		p.fail("expected a name")
	}
	return p.text[start:p.at]
}

func (p *literal) list() []Cell {
	p.need("[")
	items := []Cell{}
	for !p.take("]") {
		items = append(items, p.value())
		p.take(",")
	}
	return items
}

func (p *literal) mapping() map[string]Cell {
	p.need("{")
	entries := map[string]Cell{}
	for !p.take("}") {
		var key string
		if p.space(); strings.HasPrefix(p.rest(), "'") {
			key = p.quoted()
		} else {
			key = p.name()
		}
		p.need(":")
		entries[key] = p.value()
		p.take(",")
	}
	return entries
}

func (p *literal) properties() map[string]Cell {
	if p.space(); strings.HasPrefix(p.rest(), "{") {
		return p.mapping()
	}
	return map[string]Cell{}
}

func (p *literal) node() Node {
	p.need("(")
	var n Node
	for p.take(":") {
		n.Labels = append(n.Labels, p.name())
	}
	n.Properties = p.properties()
	p.need(")")
	return n
}

func (p *literal) relationship() Relationship {
	p.need("[")
	p.need(":")
	r := Relationship{Type: p.name()}
	r.Properties = p.properties()
	p.need("]")
	return r
}

// path = < node ( -relationship-> node | <-relationship- node )* >
func (p *literal) path() Path {
	p.need("<")
	path := Path{Nodes: []Node{p.node()}}
	for !p.take(">") {
		forward := !p.take("<-")
		if forward {
			p.need("-")
		}
		path.Relationships = append(path.Relationships, p.relationship())
		if forward {
			p.need("->")
		} else {
			p.need("-")
		}
		path.Forward = append(path.Forward, forward)
		path.Nodes = append(path.Nodes, p.node())
	}
	return path
}
