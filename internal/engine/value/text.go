package value

import (
	"math"
	"strconv"
	"strings"
)

// ToString is the text of a scalar as toString() gives it, and whether v is
// one: null, lists, maps and entities have none.
func ToString(v Value) (string, bool) {
	switch v.kind {
	case String:
		return v.Text(), true
	case Boolean:
		return strconv.FormatBool(v.Bool()), true
	case Integer, Float, Point:
		return Print(v), true
	}
	if isTemporal(v) || v.kind == Duration {
		return string(appendTemporal(nil, v, false)), true
	}
	return "", false
}

// Print is v as it could stand in a query, for messages and tests: text in
// quotes, entities as patterns, temporal values as the shortest text that they
// are made from.
func Print(v Value) string { return string(appendValue(nil, v)) }

func appendValue(b []byte, v Value) []byte {
	switch v.kind {
	case Null:
		return append(b, "null"...)
	case Boolean:
		return strconv.AppendBool(b, v.Bool())
	case Integer:
		return strconv.AppendInt(b, v.Int(), 10)
	case Float:
		return appendFloat(b, v.Float())
	case String:
		return appendQuoted(b, v.Text())
	case Bytes:
		return appendBytes(b, v.Bytes())
	case List:
		return appendItems(b, v.Items())
	case Map:
		return appendMap(b, v.Mapping())
	case Node:
		return appendNode(b, v)
	case Relationship:
		return appendRelationship(b, v)
	case Path:
		return appendPath(b, v.PathData())
	case Point:
		return v.point().appendText(b)
	}
	return append(appendTemporal(append(b, '\''), v, true), '\'')
}

// appendFloat writes f as Java does: with a fraction always, with an exponent
// below 0.001 and from ten million on.
func appendFloat(b []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(b, "NaN"...)
	case math.IsInf(f, 1):
		return append(b, "Infinity"...)
	case math.IsInf(f, -1):
		return append(b, "-Infinity"...)
	case f == 0 || math.Abs(f) >= 1e-3 && math.Abs(f) < 1e7:
		return appendFraction(b, strconv.FormatFloat(f, 'f', -1, 64))
	}
	digits, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
	power, _ := strconv.Atoi(exponent)
	return strconv.AppendInt(append(appendFraction(b, digits), 'E'), int64(power), 10)
}

// appendFraction writes a number's digits with .0 where there is no point.
func appendFraction(b []byte, digits string) []byte {
	b = append(b, digits...)
	if !strings.Contains(digits, ".") {
		b = append(b, ".0"...)
	}
	return b
}

var quoting = strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "\b", `\b`, "\f", `\f`)

func appendQuoted(b []byte, s string) []byte {
	return append(append(append(b, '\''), quoting.Replace(s)...), '\'')
}

func appendBytes(b, bytes []byte) []byte {
	b = append(b, "bytes["...)
	for i, one := range bytes {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = strconv.AppendUint(b, uint64(one), 10)
	}
	return append(b, ']')
}

func appendItems(b []byte, items []Value) []byte {
	b = append(b, '[')
	for i, item := range items {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = appendValue(b, item)
	}
	return append(b, ']')
}

func appendMap(b []byte, m *Mapping) []byte {
	b = append(b, '{')
	for i := range m.Len() {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = append(appendName(b, m.keys[i]), ": "...)
		b = appendValue(b, m.values[i])
	}
	return append(b, '}')
}

// appendName writes a key, label or type, in backquotes where it is no plain name.
func appendName(b []byte, name string) []byte {
	if isPlainName(name) {
		return append(b, name...)
	}
	return append(append(append(b, '`'), strings.ReplaceAll(name, "`", "``")...), '`')
}

func isPlainName(name string) bool {
	for i, r := range name {
		letter := r == '_' || 'a' <= r|0x20 && r|0x20 <= 'z' || r >= 0x80
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return name != ""
}

// appendNode writes a node as (:Label {key: value}), a reference by its id.
func appendNode(b []byte, v Value) []byte {
	n := v.NodeData()
	if n == nil {
		return append(strconv.AppendInt(append(b, "(#"...), v.ID(), 10), ')')
	}
	b = append(b, '(')
	for _, label := range n.Labels {
		b = appendName(append(b, ':'), label)
	}
	if n.Properties.Len() > 0 && len(n.Labels) > 0 {
		b = append(b, ' ')
	}
	return append(appendProperties(b, n.Properties), ')')
}

// appendRelationship writes a relationship as [:TYPE {key: value}], a reference by its id.
func appendRelationship(b []byte, v Value) []byte {
	r := v.RelationshipData()
	if r == nil {
		return append(strconv.AppendInt(append(b, "[#"...), v.ID(), 10), ']')
	}
	b = appendName(append(b, "[:"...), r.Type)
	if r.Properties.Len() > 0 {
		b = append(b, ' ')
	}
	return append(appendProperties(b, r.Properties), ']')
}

func appendProperties(b []byte, m *Mapping) []byte {
	if m.Len() == 0 {
		return b
	}
	return appendMap(b, m)
}

// appendPath writes a path as <(a)-[r]->(b)>; a reference among its
// relationships counts as going forward.
func appendPath(b []byte, p *PathData) []byte {
	b = append(b, '<')
	for i, node := range p.Nodes {
		if i > 0 {
			r := p.Relationships[i-1]
			data := r.RelationshipData()
			back := data != nil && data.End == p.Nodes[i-1].ID() && data.Start != data.End
			b = appendStep(b, r, back)
		}
		b = appendValue(b, node)
	}
	return append(b, '>')
}

func appendStep(b []byte, r Value, back bool) []byte {
	if back {
		return append(appendValue(append(b, "<-"...), r), '-')
	}
	return append(appendValue(append(b, '-'), r), "->"...)
}
