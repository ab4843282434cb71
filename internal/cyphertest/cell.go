package cyphertest

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Cell is one value of a result or of a parameter: nil, bool, int64, float64,
// string, []Cell, map[string]Cell, Node, Relationship or Path. What has no
// form of its own in the TCK (dates, durations) is the string that toString gives.
type Cell any

type (
	// Node is a node; ID tells nodes apart and is no part of its text.
	Node struct {
		ID         string
		Labels     []string
		Properties map[string]Cell
	}
	// Relationship is a relationship without its ends.
	Relationship struct {
		ID         string
		Type       string
		Properties map[string]Cell
	}
	// Path is a path; Forward[i] says that Relationships[i] leads from Nodes[i] to Nodes[i+1].
	Path struct {
		Nodes         []Node
		Relationships []Relationship
		Forward       []bool
	}
)

// Text writes a cell so that equal cells have equal texts: labels and keys
// sorted, floats to 15 digits as libraries differ in the last bit. With
// anyOrder lists are sorted, too.
func Text(cell Cell, anyOrder bool) string {
	switch v := cell.(type) {
	case nil:
		return "null"
	case float64:
		return floatText(v)
	case string:
		return strconv.Quote(v)
	case []Cell:
		texts := make([]string, len(v))
		for i, item := range v {
			texts[i] = Text(item, anyOrder)
		}
		if anyOrder {
			slices.Sort(texts)
		}
		return "[" + strings.Join(texts, ", ") + "]"
	case map[string]Cell:
		return mapText(v, anyOrder)
	case Node:
		return nodeText(v, anyOrder)
	case Relationship:
		return relationshipText(v, anyOrder)
	case Path:
		return pathText(v)
	default:
		return fmt.Sprint(v)
	}
}

func floatText(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case f == 0:
		return "0.0" // also for -0.0
	}
	text := strconv.FormatFloat(f, 'g', 15, 64)
	if !strings.ContainsAny(text, ".eIN") {
		text += ".0"
	}
	return text
}

func mapText(entries map[string]Cell, anyOrder bool) string {
	texts := make([]string, 0, len(entries))
	for key, value := range entries {
		texts = append(texts, key+": "+Text(value, anyOrder))
	}
	slices.Sort(texts)
	return "{" + strings.Join(texts, ", ") + "}"
}

func propertiesText(properties map[string]Cell, anyOrder bool) string {
	if len(properties) == 0 {
		return ""
	}
	return " " + mapText(properties, anyOrder)
}

func nodeText(n Node, anyOrder bool) string {
	var labels strings.Builder
	for _, label := range slices.Sorted(slices.Values(n.Labels)) {
		labels.WriteString(":" + label)
	}
	return "(" + labels.String() + propertiesText(n.Properties, anyOrder) + ")"
}

func relationshipText(r Relationship, anyOrder bool) string {
	return "[:" + r.Type + propertiesText(r.Properties, anyOrder) + "]"
}

func pathText(p Path) string {
	text := "<" + nodeText(p.Nodes[0], false)
	for i, r := range p.Relationships {
		step := "<-" + relationshipText(r, false) + "-"
		if p.Forward[i] {
			step = "-" + relationshipText(r, false) + "->"
		}
		text += step + nodeText(p.Nodes[i+1], false)
	}
	return text + ">"
}
