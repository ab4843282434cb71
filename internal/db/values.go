package db

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Node is a node in an answer. ID is the database's own and holds for the
// answer only; the key property is what lasts.
type Node struct {
	ID         string         `json:"id"`
	Labels     []string       `json:"labels"`
	Properties map[string]any `json:"properties"`
}

// Relationship is a relationship in an answer; Start and End are IDs of nodes.
type Relationship struct {
	ID         string         `json:"id"`
	Type       string         `json:"type"`
	Start      string         `json:"start"`
	End        string         `json:"end"`
	Properties map[string]any `json:"properties"`
}

// Path is a path in an answer.
type Path struct {
	Nodes         []Node         `json:"nodes"`
	Relationships []Relationship `json:"relationships"`
}

func plainList(list []any) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = plain(v)
	}
	return out
}

func plainMap(m map[string]any) map[string]any {
	out := make(map[string]any, len(m))
	for k, v := range m {
		out[k] = plain(v)
	}
	return out
}

// plain turns a value of the driver into one that JSON and people can read.
func plain(v any) any {
	switch v := v.(type) {
	case []any:
		return plainList(v)
	case map[string]any:
		return plainMap(v)
	case neo4j.Node:
		return plainNode(v)
	case neo4j.Relationship:
		return plainRelationship(v)
	case neo4j.Path:
		p := Path{Nodes: make([]Node, len(v.Nodes)), Relationships: make([]Relationship, len(v.Relationships))}
		for i, n := range v.Nodes {
			p.Nodes[i] = plainNode(n)
		}
		for i, r := range v.Relationships {
			p.Relationships[i] = plainRelationship(r)
		}
		return p
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return strconv.FormatFloat(v, 'g', -1, 64) // JSON has no number for it
		}
	case time.Time:
		return v.Format(time.RFC3339Nano)
	case fmt.Stringer: // dates, durations, points
		return v.String()
	}
	return v
}

func plainNode(n neo4j.Node) Node {
	return Node{n.ElementId, n.Labels, plainMap(n.Props)}
}

func plainRelationship(r neo4j.Relationship) Relationship {
	return Relationship{r.ElementId, r.Type, r.StartElementId, r.EndElementId, plainMap(r.Props)}
}

// What a value takes in memory beside its letters, about.
const (
	slotBytes  = 16 // of a value in a list, or of a number
	entryBytes = 48 // of a value in a map, with its name
	thingBytes = 96 // of a node or a relationship
)

// weight is what a plain value takes in memory, about: it is for a limit, not
// for an account.
func weight(v any) int {
	sum := slotBytes
	switch v := v.(type) {
	case string:
		sum += len(v)
	case []any:
		for _, item := range v {
			sum += weight(item)
		}
	case map[string]any:
		for name, item := range v {
			sum += entryBytes + len(name) + weight(item)
		}
	case Node:
		sum += thingBytes + len(v.ID) + weight(v.Properties)
	case Relationship:
		sum += thingBytes + len(v.ID) + len(v.Start) + len(v.End) + weight(v.Properties)
	case Path:
		for _, n := range v.Nodes {
			sum += weight(n)
		}
		for _, r := range v.Relationships {
			sum += weight(r)
		}
	}
	return sum
}
