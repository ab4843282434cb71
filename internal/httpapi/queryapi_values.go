package httpapi

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"corridor/internal/db"
)

// entityNames are what the fields of nodes and relationships are called.
type entityNames struct{ id, labels, start, end, kind, properties string }

var (
	plainNames = entityNames{"elementId", "labels", "startNodeElementId", "endNodeElementId", "type", "properties"}
	typedNames = entityNames{"_element_id", "_labels", "_start_node_element_id", "_end_node_element_id", "_type", "_properties"}
)

// appendValue writes an exact value as Neo4j's Query API does: as JSON, or as
// JSON that names the type of each value.
func appendValue(b []byte, v any, typed bool) []byte {
	if !typed {
		return appendPlain(b, v)
	}
	kind := typeName(v)
	b = append(appendString(append(b, `{"$type":`...), kind), `,"_value":`...)
	switch v := v.(type) {
	case int64:
		b = append(strconv.AppendInt(append(b, '"'), v, 10), '"')
	case float64:
		b = appendString(b, db.FloatText(v))
	case db.Typed:
		b = appendString(b, v.Text)
	default:
		b = appendBody(b, v, true)
	}
	return append(b, '}')
}

func typeName(v any) string {
	switch v := v.(type) {
	case bool:
		return "Boolean"
	case int64:
		return "Integer"
	case float64:
		return "Float"
	case string:
		return "String"
	case []byte:
		return "Base64"
	case []any:
		return "List"
	case map[string]any:
		return "Map"
	case db.Typed:
		return string(v.Type)
	case db.Node:
		return "Node"
	case db.Relationship:
		return "Relationship"
	case db.Path:
		return "Path"
	}
	return "Null"
}

func appendPlain(b []byte, v any) []byte {
	switch v := v.(type) {
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float64:
		text := db.FloatText(v)
		if math.IsNaN(v) || math.IsInf(v, 0) { // JSON has no number for them
			return appendString(b, text)
		}
		return append(b, text...)
	case db.Typed:
		text := v.Text
		if v.Type == db.ZonedDateTime { // the name of the zone is told in typed JSON only
			text, _, _ = strings.Cut(text, "[")
		}
		return appendString(b, text)
	}
	return appendBody(b, v, false)
}

// appendBody writes what both forms write alike, but for what is within.
func appendBody(b []byte, v any, typed bool) []byte {
	switch v := v.(type) {
	case bool:
		return strconv.AppendBool(b, v)
	case string:
		return appendString(b, v)
	case []byte:
		return append(base64.StdEncoding.AppendEncode(append(b, '"'), v), '"')
	case []any:
		return append(appendList(append(b, '['), v, typed), ']')
	case map[string]any:
		return appendMap(b, v, typed)
	case db.Node:
		return appendNode(b, v, typed)
	case db.Relationship:
		return appendRelationship(b, v, typed)
	case db.Path:
		b = append(b, '[')
		for i, n := range v.Nodes {
			if i > 0 {
				b = append(appendValue(append(b, ','), v.Relationships[i-1], typed), ',')
			}
			b = appendValue(b, n, typed)
		}
		return append(b, ']')
	}
	return append(b, "null"...)
}

// appendList writes values with commas between them.
func appendList(b []byte, list []any, typed bool) []byte {
	for i, v := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(b, v, typed)
	}
	return b
}

func appendMap(b []byte, m map[string]any, typed bool) []byte {
	b = append(b, '{')
	for i, name := range slices.Sorted(maps.Keys(m)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(append(appendString(b, name), ':'), m[name], typed)
	}
	return append(b, '}')
}

func namesOf(typed bool) entityNames {
	if typed {
		return typedNames
	}
	return plainNames
}

func appendNode(b []byte, n db.Node, typed bool) []byte {
	names := namesOf(typed)
	b = appendField(append(b, '{'), names.id, n.ID)
	b = append(appendString(append(b, ','), names.labels), ":["...)
	for i, label := range n.Labels {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, label)
	}
	return append(appendProperties(append(b, ']'), names, n.Properties, typed), '}')
}

func appendRelationship(b []byte, r db.Relationship, typed bool) []byte {
	names := namesOf(typed)
	b = appendField(append(b, '{'), names.id, r.ID)
	b = appendField(append(b, ','), names.start, r.Start)
	b = appendField(append(b, ','), names.end, r.End)
	b = appendField(append(b, ','), names.kind, r.Type)
	return append(appendProperties(b, names, r.Properties, typed), '}')
}

func appendProperties(b []byte, names entityNames, properties map[string]any, typed bool) []byte {
	b = append(appendString(append(b, ','), names.properties), ':')
	return appendMap(b, properties, typed)
}

func appendField(b []byte, name, text string) []byte {
	return appendString(append(appendString(b, name), ':'), text)
}

// appendString writes a text; what needs no escape is most of it.
func appendString(b []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return appendJSON(b, text)
		}
	}
	return append(append(append(b, '"'), text...), '"')
}

// appendJSON writes what encoding/json can write.
func appendJSON(b []byte, v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts and structs of ours, which have nothing that JSON lacks
	}
	return append(b, text...)
}
