package graph

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// column is one of a table: what neo4j-admin calls it, and what it holds.
type column struct {
	name string // field; empty: it is passed over
	list bool
}

// tableTypes are the types of columns whose values the model has.
var tableTypes = []string{"", "string", "int", "long", "short", "byte", "float", "double", "boolean", "char"}

// between stands between items of a list and between labels, as neo4j-admin has it
// where nothing else is said.
const between = ";"

// heading is one field of a header: name:TYPE, with a group of ids or options behind it.
var heading = regexp.MustCompile(`^([^:]*)(?::([A-Za-z_]+)(\[\])?(?:\(.*\))?(?:\{.*\})?)?$`)

// table reads a table of nodes, which has a column :ID, or of relationships,
// which has :START_ID, :END_ID and :TYPE.
func (in *intake) table(data []byte) {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	header, err := r.Read()
	if err != nil {
		in.rowFault(r, err)
		return
	}
	columns, nodes, sound := in.header(r, header)
	for sound && len(in.faults) <= mostFaults {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			in.rowFault(r, err)
			return
		}
		in.row(r, row, columns, nodes)
	}
}

func (in *intake) rowFault(r *csv.Reader, err error) {
	var parse *csv.ParseError
	switch {
	case errors.As(err, &parse):
		in.fault(Position{in.file, parse.Line, parse.Column}, "is no row of a table: %v", parse.Err)
	case errors.Is(err, io.EOF):
		in.fault(Position{File: in.file, Line: 1, Column: 1}, "is empty: want a header such as key:ID,:LABEL,name")
	default:
		in.fault(Position{File: in.file}, "cannot be read: %v", err)
	}
}

func (in *intake) header(r *csv.Reader, header []string) (columns []column, nodes, sound bool) {
	before := len(in.faults)
	for i, text := range header {
		line, at := r.FieldPos(i)
		c, fault := columnOf(strings.TrimSpace(text))
		if fault == "" && c.name != "" && slices.ContainsFunc(columns, func(other column) bool { return other.name == c.name }) {
			fault = "the field " + c.name + " has a column already"
		}
		if fault != "" {
			in.fault(Position{in.file, line, at}, "column %q: %s", text, fault)
		}
		columns = append(columns, c)
	}
	has := func(name string) bool {
		return slices.ContainsFunc(columns, func(c column) bool { return c.name == name })
	}
	nodes = has("key")
	if !nodes && !(has("subject") && has("object")) {
		in.fault(Position{in.file, 1, 1}, "want a table of nodes, with the column key:ID, or of relationships, with :START_ID, :END_ID and :TYPE")
	}
	return columns, nodes, len(in.faults) == before
}

// columnOf reads a field of a header, and says what is wrong with it.
func columnOf(text string) (c column, fault string) {
	parts := heading.FindStringSubmatch(text)
	if parts == nil {
		return c, "want name:TYPE"
	}
	c.name, c.list = parts[1], parts[3] != ""
	switch kind := parts[2]; kind {
	case "IGNORE":
		return column{}, ""
	case "ID":
		c.name = "key"
	case "LABEL":
		return column{"labels", true}, ""
	case "START_ID":
		c.name = "subject"
	case "END_ID":
		c.name = "object"
	case "TYPE":
		c.name = "type"
	default:
		if !slices.Contains(tableTypes, strings.ToLower(kind)) {
			return c, fmt.Sprintf("the model has no values of the type %s; it takes%s", kind, strings.Join(tableTypes, " "))
		}
		if c.name == "" {
			return c, "it has no name"
		}
	}
	return c, ""
}

// row makes of a row what an object would be; an empty cell is none.
func (in *intake) row(r *csv.Reader, row []string, columns []column, nodes bool) {
	line, at := r.FieldPos(0)
	m := mapping{Position{in.file, line, at}, map[string]*yaml.Node{}, map[string]bool{}}
	if len(row) > len(columns) {
		line, at := r.FieldPos(len(columns))
		in.fault(Position{in.file, line, at}, "the row has %d fields, the header %d", len(row), len(columns))
		return
	}
	for i, text := range row {
		c := columns[i]
		if c.name == "" || text == "" {
			continue
		}
		line, at := r.FieldPos(i)
		n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Line: line, Column: at}
		if c.list {
			n = &yaml.Node{Kind: yaml.SequenceNode, Line: line, Column: at}
			for _, item := range strings.Split(text, between) {
				n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: item, Line: line, Column: at})
			}
		}
		m.fields[c.name] = n
	}
	if nodes {
		in.addNode(m, stamp{})
	} else {
		in.addRelationship(m, stamp{})
	}
	in.unread(m)
}
