package graph

import (
	"embed"
	"io/fs"
)

//go:embed dataset
var embedded embed.FS

// Files returns the data files that the program carries.
func Files() fs.FS {
	files, err := fs.Sub(embedded, "dataset")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return files
}

// Dataset is the data files as read: what people wrote, nothing computed.
type Dataset struct {
	Nodes    []Node // domain nodes, voices, documents, statistics, definitions, events
	Claims   []Claim
	Readings []Reading // one a document, in the order of their keys
}

// Node is a node as its data file has it.
type Node struct {
	Key        string
	Label      string
	Name       string
	Aliases    []string
	Note       string
	Properties map[string]any      // of the label; values are string, float64, int64, bool or []string
	Frame      map[string][]string // relationship type -> keys: our frame, without a claim
	Roles      map[string][]string // relationship type -> keys: ends of a statistic, definition or event
	Links      map[string][]string // record relationships: QUANTIFIES, MEASURED_BY, OF, BY_SOURCE, ILLUSTRATES
	Elements   []Element           // of a definition
	Where      Position
}

// Element is a part of a definition.
type Element struct{ Kind, Node string }

// Claim is one statement.
type Claim struct {
	Key, Text, Type, Topic string
	Subject, Object        string   // keys; both empty for a claim of type ABOUT
	About                  []string // keys, for a claim of type ABOUT
	Polarity, Mode         string   // Mode is empty where the type has none
	Roles                  map[string][]string
	Properties             map[string]any
	Contradicts, Supports  []string // keys of claims
	Where                  Position
}

// Reading is a document with all its passages in order.
type Reading struct {
	Document string
	Passages []Passage
	Where    Position
}

// LabelOf returns the label of a key by its prefix.
func LabelOf(key string) (Label, bool) {
	for _, l := range labels {
		if n := len(l.Prefix); len(key) > n+1 && key[:n] == l.Prefix && key[n] == ':' {
			return l, true
		}
	}
	return Label{}, false
}

// TypeNamed returns a relationship type of claims or of our frame.
func TypeNamed(name string) (Type, bool) {
	for _, t := range types {
		if t.Name == name {
			return t, true
		}
	}
	return Type{}, false
}
