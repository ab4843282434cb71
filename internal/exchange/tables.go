package exchange

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// errNoDelimiter means that each character that could stand between the items of a
// list is part of one.
var errNoDelimiter = errors.New("lists have items with all of the delimiters that there are: choose another format")

// delimiters are what may stand between the items of a list, the usual one first.
var delimiters = []string{";", "|", "\x1f", "\x1e", "\x1d", "\x1c"}

// tableFiles are the two tables that neo4j-admin database import takes, and its
// arguments. Columns have their types in the first line; where values of several
// types stand in one, it is text.
func tableFiles(g *Graph) ([]file, error) {
	delimiter, err := delimiterOf(g)
	if err != nil {
		return nil, err
	}
	nodes, relationships := columns(g.nodeProperties()), columns(g.relationshipProperties())
	var n, r bytes.Buffer
	longest := 0
	put := func(b *bytes.Buffer, row string) {
		longest = max(longest, len(row))
		b.WriteString(row)
	}
	n.WriteString(header([]string{":ID", ":LABEL"}, nodes))
	for _, node := range g.Nodes {
		put(&n, line([]string{quoted(node.ID), quoted(strings.Join(node.Labels, delimiter))}, nodes, node.Properties, delimiter))
	}
	r.WriteString(header([]string{":START_ID", ":END_ID", ":TYPE"}, relationships))
	for _, relationship := range g.Relationships {
		put(&r, line([]string{quoted(relationship.Start), quoted(relationship.End), quoted(relationship.Type)}, relationships, relationship.Properties, delimiter))
	}
	// The importer refuses a field that does not fit into what it reads at once.
	arguments := fmt.Sprintf("--id-type=string\n--array-delimiter=%s\n--multiline-fields=true\n--read-buffer-size=%d\n--nodes=nodes.csv\n--relationships=relationships.csv\n",
		delimiterName(delimiter), max(4<<20, 4*longest))
	return []file{{"nodes.csv", n.Bytes()}, {"relationships.csv", r.Bytes()}, {"import.args", []byte(arguments)}, {"README.txt", []byte(tablesReadme)}}, nil
}

const tablesReadme = `A graph as two tables. In this folder, for a database of Neo4j 5 that does not exist yet:

    neo4j-admin database import full neo4j @import.args

import.args names the character between the items of lists. A field without quotes and letters is absent, "" is an empty text. Lists
without items are absent, and to neo4j-admin one of nothing but an empty text is as well. Names of columns have the type behind a colon; what a name may not have became _.
`

// delimiterOf is the first delimiter that no item of a list and no label has.
func delimiterOf(g *Graph) (string, error) {
	taken := func(delimiter string) bool {
		for _, n := range g.Nodes {
			if slices.ContainsFunc(n.Labels, func(l string) bool { return strings.Contains(l, delimiter) }) || within(n.Properties, delimiter) {
				return true
			}
		}
		return slices.ContainsFunc(g.Relationships, func(r Relationship) bool { return within(r.Properties, delimiter) })
	}
	for _, delimiter := range delimiters {
		if !taken(delimiter) {
			return delimiter, nil
		}
	}
	return "", errNoDelimiter
}

func within(properties map[string]any, delimiter string) bool {
	for _, v := range properties {
		items, _ := v.([]any)
		for _, item := range items {
			if t, isText := item.(string); isText && strings.Contains(t, delimiter) {
				return true
			}
		}
	}
	return false
}

// delimiterName is a delimiter as the importer wants it.
func delimiterName(delimiter string) string {
	if delimiter < " " {
		return fmt.Sprintf("U+%04X", delimiter[0])
	}
	return delimiter
}

// column is a property with the type that the importer gives it.
type column struct {
	attribute
	kind string
}

// unnamed is what the name of a column cannot have: a colon begins its type.
var unnamed = regexp.MustCompile(`[^\pL\pN_ .-]`)

func columns(all []map[string]any) []column {
	var out []column
	names := map[string]any{} // that are taken: a name that can stay does
	found := attributes(nil, all...)
	for _, a := range found {
		if !unnamed.MatchString(a.name) {
			names[a.name] = nil
		}
	}
	for _, a := range found {
		if unnamed.MatchString(a.name) {
			a.shown = free(unnamed.ReplaceAllString(a.name, "_"), func(name string) bool { return has(names, name) }, nil)
			names[a.shown] = nil
		}
		out = append(out, column{a, columnType(a, all)})
	}
	return out
}

func columnType(a attribute, all []map[string]any) string {
	switch a.kind {
	case kindBool:
		return "boolean"
	case kindInt:
		return "long"
	case kindFloat:
		return "double"
	case kindText:
		return listType(a.name, all)
	}
	return "string[]"
}

// listType is that of lists of one type other than text; all else is text.
func listType(name string, all []map[string]any) string {
	item := kindNone
	for _, properties := range all {
		v, there := properties[name]
		if !there {
			continue
		}
		items, isList := v.([]any)
		if !isList {
			return "string"
		}
		for _, one := range items {
			if is := kindOf(one); item == kindNone {
				item = is
			} else if item != is {
				return "string"
			}
		}
	}
	return map[kind]string{kindBool: "boolean[]", kindInt: "long[]", kindFloat: "double[]"}[item]
}

func header(fixed []string, all []column) string {
	for _, c := range all {
		fixed = append(fixed, quoted(c.shown+":"+c.kind))
	}
	return strings.Join(fixed, ",") + "\n"
}

func line(fixed []string, all []column, properties map[string]any, delimiter string) string {
	for _, c := range all {
		v, there := properties[c.name]
		cell := ""
		if items, isList := v.([]any); there && isList && c.kind != "string" {
			texts := make([]string, len(items))
			for i, item := range items {
				texts[i] = c.valueText(item)
			}
			if len(items) > 0 {
				cell = quoted(strings.Join(texts, delimiter))
			}
		} else if b, isBytes := v.([]byte); isBytes {
			cell = quoted(base64.StdEncoding.EncodeToString(b))
		} else if there {
			cell = quoted(c.valueText(v))
		}
		fixed = append(fixed, cell)
	}
	return strings.Join(fixed, ",") + "\n"
}

func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }
