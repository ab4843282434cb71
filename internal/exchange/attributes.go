package exchange

import (
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// kind is the type of an attribute that is declared once for all nodes, or for
// all relationships.
type kind int

const (
	kindNone kind = iota
	kindBool
	kindInt
	kindFloat
	kindTexts
	kindText
)

// exact is how far whole numbers can go and still be told apart as fractions.
const exact = 1 << 53

func kindOf(v any) kind {
	switch v := v.(type) {
	case bool:
		return kindBool
	case int64:
		return kindInt
	case float64:
		return kindFloat
	case []any:
		for _, item := range v {
			if _, isText := item.(string); !isText {
				return kindText
			}
		}
		return kindTexts
	}
	return kindText
}

// attribute is a property as XML formats declare it.
type attribute struct {
	name, shown string // shown avoids names that the format gives a meaning
	kind        kind
	large       bool // some whole number is no exact fraction
}

// attributes finds the properties of many things by name, each with a type that
// all its values have: where they differ, numbers are fractions, all else is text.
func attributes(reserved []string, all ...map[string]any) []attribute {
	found := map[string]*attribute{}
	for _, properties := range all {
		for name, v := range properties {
			a := found[name]
			if a == nil {
				a = &attribute{name: name}
				found[name] = a
			}
			a.take(v)
		}
	}
	names := make(map[string]any, len(found))
	for name := range found {
		names[name] = nil
	}
	out := make([]attribute, 0, len(found))
	for _, name := range slices.Sorted(maps.Keys(found)) {
		a := *found[name]
		a.shown = free(name, func(name string) bool { return slices.Contains(reserved, name) }, names)
		out = append(out, a)
	}
	return out
}

func (a *attribute) take(v any) {
	if n, isInt := v.(int64); isInt && (n > exact || n < -exact) {
		a.large = true
	}
	is := kindOf(v)
	numbers := (a.kind == kindInt || a.kind == kindFloat) && (is == kindInt || is == kindFloat)
	switch {
	case a.kind == kindNone || a.kind == is:
		a.kind = is
	case numbers && !a.large:
		a.kind = kindFloat
	default:
		a.kind = kindText
	}
	if a.kind == kindFloat && a.large {
		a.kind = kindText
	}
}

// valueText is a value as XML has it; lists are JSON.
func (a attribute) valueText(v any) string {
	switch v := v.(type) {
	case bool:
		return strconv.FormatBool(v)
	case int64:
		if a.kind == kindFloat {
			return floatText(float64(v))
		}
		return strconv.FormatInt(v, 10)
	case float64:
		return floatText(v)
	case string:
		return v
	case []byte:
		return base64.StdEncoding.EncodeToString(v)
	case []any:
		return string(jsonOf(v))
	}
	return fmt.Sprint(v)
}

// escaped is a text as it stands in XML, between tags or in quotes. What XML 1.0
// has no way to write becomes U+FFFD.
func escaped(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		panic(err) // into memory
	}
	return b.String()
}

func (g *Graph) nodeProperties() []map[string]any {
	all := make([]map[string]any, len(g.Nodes))
	for i, n := range g.Nodes {
		all[i] = n.Properties
	}
	return all
}

func (g *Graph) relationshipProperties() []map[string]any {
	all := make([]map[string]any, len(g.Relationships))
	for i, r := range g.Relationships {
		all[i] = r.Properties
	}
	return all
}

// labelsText is the labels of a node as a list in JSON.
func labelsText(labels []string) string {
	list := make([]any, len(labels))
	for i, label := range labels {
		list[i] = label
	}
	return string(jsonOf(list))
}
