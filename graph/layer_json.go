package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// places finds lines and columns of offsets.
type places struct{ begins []int }

func newPlaces(data []byte) places {
	p := places{[]int{0}}
	for i, b := range data {
		if b == '\n' {
			p.begins = append(p.begins, i+1)
		}
	}
	return p
}

func (p places) at(offset int) (line, column int) {
	line, exact := slices.BinarySearch(p.begins, offset)
	if exact {
		line++
	}
	return line, offset - p.begins[line-1] + 1
}

func (p places) position(file string, offset int) Position {
	line, column := p.at(offset)
	return Position{file, line, column}
}

// deepest is how deep JSON may be nested: an item needs three.
const deepest = 16

// parseJSON reads one value, which begins on a line of its file, as the reader
// of the dataset wants it: with places. What is null is left out.
func parseJSON(file string, data []byte, line int) (*yaml.Node, *Fault) {
	p := &jsonParser{data: data, places: newPlaces(data), file: file, line: line, d: json.NewDecoder(bytes.NewReader(data))}
	p.d.UseNumber()
	n, err := p.value(0)
	if err == nil {
		at := p.next()
		if _, more := p.d.Token(); !errors.Is(more, io.EOF) {
			return nil, &Fault{p.position(at), "something follows the JSON object: one object a line, or one in a .json file"}
		}
		return n, nil
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, &Fault{Position{file, line, 1}, "is empty: want an object"}
	}
	var fault *Fault
	if errors.As(err, &fault) {
		return nil, fault
	}
	where := len(bytes.TrimRight(data, " \t\r\n"))
	if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		where = p.next()
	}
	return nil, &Fault{p.position(where), fmt.Sprintf("is not JSON: %v", err)}
}

type jsonParser struct {
	data   []byte
	places places
	file   string
	line   int
	d      *json.Decoder
}

func (p *jsonParser) fail(at int, format string, args ...any) error {
	return &Fault{p.position(at), fmt.Sprintf(format, args...)}
}

func (p *jsonParser) position(offset int) Position {
	where := p.places.position(p.file, offset)
	where.Line += p.line - 1
	return where
}

// next is where the next token begins.
func (p *jsonParser) next() int {
	at := min(int(p.d.InputOffset()), len(p.data))
	rest := bytes.TrimLeft(p.data[at:], " \t\r\n,:")
	return len(p.data) - len(rest)
}

func (p *jsonParser) value(depth int) (*yaml.Node, error) {
	at := p.next()
	token, err := p.d.Token()
	if err != nil {
		return nil, err
	}
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str"}
	where := p.position(at)
	n.Line, n.Column = where.Line, where.Column
	switch token := token.(type) {
	case string:
		if strings.ContainsFunc(token, isControl) {
			return nil, p.fail(at, "a text has a control character: take it out")
		}
		n.Value = token
	case json.Number:
		n.Tag, n.Value = "!!float", token.String()
	case bool:
		n.Tag, n.Value = "!!bool", strconv.FormatBool(token)
	case nil:
		n.Tag = "!!null"
	case json.Delim:
		if depth == deepest {
			return nil, p.fail(at, "is nested more than %d deep", deepest)
		}
		return n, p.inside(n, token, depth+1)
	}
	return n, nil
}

// inside reads an object or a list up to its end.
func (p *jsonParser) inside(n *yaml.Node, open json.Delim, depth int) error {
	n.Tag, n.Kind = "", yaml.SequenceNode
	if open == '{' {
		n.Kind = yaml.MappingNode
	}
	for p.d.More() {
		var name *yaml.Node
		if open == '{' {
			var err error
			if name, err = p.value(depth); err != nil {
				return err
			}
		}
		v, err := p.value(depth)
		switch {
		case err != nil:
			return err
		case v.Tag == "!!null" && open == '{':
		case name != nil:
			n.Content = append(n.Content, name, v)
		default:
			n.Content = append(n.Content, v)
		}
	}
	_, err := p.d.Token()
	return err
}

// nodeLink reads a graph as networkx writes it: nodes with id, links (or edges)
// with source and target.
func (in *intake) nodeLink(data []byte) {
	n, fault := parseJSON(in.file, data, 1)
	if fault != nil {
		in.faults = append(in.faults, *fault)
		return
	}
	m, ok := in.mapping(in.file, n)
	if !ok {
		return
	}
	if directed := m.take("directed"); directed != nil && directed.Value == "false" {
		in.fault(in.at(in.file, directed), "an undirected graph does not say which end a relationship begins at: write a directed one")
	}
	m.take("multigraph")
	m.take("graph") // of the whole: a layer has a name and who added it
	if m.fields["nodes"] == nil {
		in.fault(m.where, "has no nodes: a graph has nodes, each with id, and links or edges with source and target; items a line belong into a .jsonl file")
	}
	for _, node := range in.listed(m, "nodes") {
		in.rename(node, map[string]string{"id": "key"})
		in.addNode(node, stamp{})
		in.unread(node)
	}
	for _, field := range []string{"links", "edges"} {
		for _, link := range in.listed(m, field) {
			names := map[string]string{"source": "subject", "target": "object"}
			if link.fields["type"] == nil {
				names["key"] = "type" // of a multigraph
			} else {
				delete(link.fields, "key")
			}
			in.rename(link, names)
			in.addRelationship(link, stamp{})
			in.unread(link)
		}
	}
	in.unread(m)
}

// rename calls fields by the names that they have here.
func (in *intake) rename(m mapping, names map[string]string) {
	for _, from := range sortedKeys(names) {
		to, n := names[from], m.fields[from]
		if n == nil {
			continue
		}
		if m.fields[to] != nil {
			in.fault(in.at(in.file, n), "field %s is the same as %s: keep one", from, to)
		}
		m.fields[to] = n
		delete(m.fields, from)
	}
}
