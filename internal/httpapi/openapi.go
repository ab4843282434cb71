package httpapi

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"corridor/cypher"
)

const openAPIPath = "/api/v1/openapi.json"

// openAPI writes the OpenAPI 3.1 document of a table of routes.
func openAPI(table []route) []byte {
	s := newShapes()
	s.component(reflect.TypeFor[problem]())
	paths := map[string]map[string]any{}
	for _, r := range table {
		if !r.isShown() {
			continue
		}
		if paths[r.path] == nil {
			paths[r.path] = map[string]any{}
		}
		paths[r.path][strings.ToLower(r.method)] = s.operation(r)
	}
	var tags []map[string]string
	for _, group := range []string{groupBusiness, groupNodes, groupLook, groupQueries, groupOwn, groupLayers, groupService} {
		tags = append(tags, map[string]string{"name": group})
	}
	document := map[string]any{
		"openapi": "3.1.0",
		"info": map[string]any{
			"title": "Corridor", "version": "1",
			"description": "A graph database of migration as a business. Every answer under /api/v1/ says in meta by which Cypher it was found, in which release, and what it leaves out.",
			"license":     map[string]string{"name": "Apache-2.0", "identifier": "Apache-2.0"},
		},
		"servers":    []map[string]string{{"url": "/"}},
		"tags":       tags,
		"paths":      paths,
		"components": map[string]any{"schemas": s.components, "securitySchemes": securitySchemes},
		"security":   security,
	}
	text, err := json.MarshalIndent(document, "", " ")
	if err != nil {
		panic(err) // nothing in it that JSON lacks
	}
	return text
}

// securitySchemes are the ways to send a token.
var securitySchemes = map[string]any{
	"token":    map[string]string{"type": "http", "scheme": "bearer", "description": "a token of the service's list"},
	"password": map[string]string{"type": "http", "scheme": "basic", "description": "the same token as the password of whatever user"},
}

// security says that a service may let in requests without a token, too.
var security = []map[string][]string{{}, {"token": {}}, {"password": {}}}

// isShown reports whether the route does more than refuse.
func (r route) isShown() bool { return r.answer != nil || r.raw != nil }

func (s *shapes) operation(r route) map[string]any {
	if r.raw != nil {
		return s.queryOperation(r)
	}
	problem := map[string]any{"description": "a problem", "content": content("application/problem+json", &shape{Ref: "#/components/schemas/problem"}, nil)}
	answer := map[string]any{"description": "the answer"}
	if !r.download {
		answer["content"] = content(jsonType, s.answer(r), nil)
	}
	responses := map[string]any{"200": answer, "default": problem, "406": problem}
	if r.isRead() {
		answer["headers"] = headers("ETag")
		responses["304"] = map[string]any{"description": "the reader has the answer already, as If-None-Match says", "headers": headers("ETag")}
	}
	if !r.download && len(r.offers()) > 1 {
		answer["content"].(map[string]any)[csvType] = map[string]any{"schema": &shape{Type: "string", Description: tableDoc}}
		answer["headers"] = headers("Corridor-Release", "Corridor-Left-Out")
		if r.isRead() {
			answer["headers"] = headers("ETag", "Link", "Corridor-Release", "Corridor-Total", "Corridor-Left-Out", "Corridor-Queries")
		}
	}
	if r.download {
		answer["content"] = s.downloads()
		answer["headers"] = headers("ETag", "Content-Disposition", "Corridor-Release")
	}
	operation := map[string]any{
		"operationId": r.name, "summary": r.doc, "tags": []string{r.group},
		"parameters": s.parameters(r), "responses": responses,
	}
	if r.body != nil {
		operation["requestBody"] = map[string]any{"required": true, "content": content("application/json", s.of(reflect.TypeOf(r.body), ""), r.example)}
	}
	return operation
}

const tableDoc = "a line of the names of the columns, then a line for each row; lists and maps as JSON, nothing for null, an apostrophe before what a spreadsheet would take for a formula"

// headerDocs say what the headers of answers are.
var headerDocs = map[string]string{
	"ETag":                "hash of the answer without the times that it took",
	"Link":                "of a table: the same as JSON, and the next page",
	"Corridor-Release":    "of a table: meta.release; of a file: the same",
	"Corridor-Total":      "of a table: how many rows there are on all pages",
	"Corridor-Left-Out":   "of a table: meta.left_out, and more where not all could be counted",
	"Content-Disposition": "a name for the file",
	"Corridor-Queries":    "of a table: names of the queries that were asked",
}

func headers(names ...string) map[string]any {
	out := map[string]any{}
	for _, name := range names {
		out[name] = map[string]any{"description": headerDocs[name], "schema": &shape{Type: "string"}}
	}
	return out
}

func content(kind string, schema *shape, example any) map[string]any {
	body := map[string]any{"schema": schema}
	if example != nil {
		body["example"] = example
	}
	return map[string]any{kind: body}
}

// answer is the shape of what a route answers. The rows of a named query are of
// its columns.
func (s *shapes) answer(r route) *shape {
	plain := s.of(reflect.TypeOf(r.answer), "")
	if r.rowsOf == "" {
		return plain
	}
	of := *s.components[reflect.TypeOf(r.answer).Name()]
	properties := map[string]*shape{}
	for name, p := range of.Properties {
		properties[name] = p
	}
	properties["rows"] = &shape{Type: "array", Description: of.Properties["rows"].Description, Items: s.columns(r.rowsOf)}
	of.Properties = properties
	return &of
}

func (s *shapes) parameters(r route) []map[string]any {
	out := []map[string]any{}
	for _, p := range r.parameters {
		described := map[string]any{
			"name": p.Name, "in": p.in, "description": p.description(), "schema": parameterShape(p),
			"required": p.Default == nil, "example": p.Example,
		}
		if p.Type == cypher.List {
			described["style"], described["explode"] = "form", false // with commas
		}
		out = append(out, described)
	}
	return out
}

// description says of a key what it may be a key of.
func (p parameter) description() string {
	if len(p.Labels) == 0 || p.AnyKey() {
		return p.Doc
	}
	return p.Doc + " (" + strings.Join(p.Labels, " or ") + ")"
}

// exampleAddress is the address of a route with the examples of its parameters.
func (r route) exampleAddress() string {
	path := r.path
	var pairs []string
	for _, p := range r.parameters {
		value := exampleText(p.Example)
		switch {
		case p.in == inPath:
			path = strings.ReplaceAll(path, "{"+p.Name+"}", value)
		case value != "":
			pairs = append(pairs, p.Name+"="+escaped(value))
		}
	}
	if len(pairs) == 0 {
		return path
	}
	return path + "?" + strings.Join(pairs, "&")
}

// escaped writes a value as it stands after the ? of an address; what may stand
// there is left readable.
func escaped(value string) string {
	var b strings.Builder
	for _, c := range []byte(value) {
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~:,/", c) >= 0:
			b.WriteByte(c)
		case c == ' ':
			b.WriteByte('+')
		default:
			b.WriteString("%" + strings.ToUpper(strconv.FormatInt(int64(c)+0x100, 16)[1:]))
		}
	}
	return b.String()
}

func exampleText(example any) string {
	switch v := example.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case []any:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = exampleText(item)
		}
		return strings.Join(items, ",")
	}
	return ""
}

// isRead reports whether a browser can follow a link to the route.
func (r route) isRead() bool { return r.method == http.MethodGet }
