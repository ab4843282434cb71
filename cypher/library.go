// Package cypher is the library of named queries: every question that the
// program asks a database stands here as a file, queries/<name>.cypher, with a
// header that says what it answers, what it takes and what it gives.
package cypher

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/agnivade/levenshtein" // small, kept up, counts letters and not bytes
	"go.yaml.in/yaml/v3"              // the headers; see graph/read.go
)

//go:embed queries/*.cypher checks/*.cypher schema/*.cypher
var files embed.FS

// Errors that callers decide on.
var (
	// ErrNoQuery is wrapped when no query has the name asked for.
	ErrNoQuery = errors.New("no such query")
	// ErrParameter is wrapped when a parameter is unknown, missing or of the wrong type.
	ErrParameter = errors.New("wrong parameter")
)

// Query is a named query. All of its texts take its parameters.
type Query struct {
	Name       string      `yaml:"-" json:"name"` // the file's
	Title      string      `yaml:"title" json:"title"`
	Question   string      `yaml:"question" json:"question"` // in plain words
	Category   string      `yaml:"category" json:"category"`
	Parameters []Parameter `yaml:"parameters" json:"parameters"`
	Columns    []Column    `yaml:"columns" json:"columns"`
	BreaksWhen Break       `yaml:"breaks when" json:"breaks_when"`
	Of         string      `yaml:"of" json:"of,omitempty"` // what Denominator counts
	Text       string      `yaml:"-" json:"cypher"`
	// Graph gives the keys of the nodes and claims to draw, in any of its
	// columns; where it is empty, those that stand in the rows are drawn.
	Graph string `yaml:"-" json:"graph,omitempty"`
	// Denominator gives one row with one column, count: out of how many the rows
	// are, as Of says. Empty where the rows are no part of a whole.
	Denominator string `yaml:"-" json:"denominator,omitempty"`
}

// Break is what a query rests on: without the relationships of that type, or
// without that property anywhere, its examples give no rows; or other rows,
// where it asks for what is missing.
type Break struct {
	Relationship string `yaml:"relationship" json:"relationship,omitempty"`
	Property     string `yaml:"property" json:"property,omitempty"`
	Rows         string `yaml:"rows" json:"rows"` // empty (the default) or change
}

// What becomes of the rows of a query that breaks.
const (
	RowsEmpty  = "empty"
	RowsChange = "change"
)

// Parameter is an input of a query. One without a default must be given.
type Parameter struct {
	Name    string   `yaml:"name" json:"name"`
	Type    Type     `yaml:"type" json:"type"`
	Default any      `yaml:"default" json:"default,omitempty"`
	Example any      `yaml:"example" json:"example"`
	Doc     string   `yaml:"doc" json:"doc"`
	Labels  []string `yaml:"labels" json:"labels,omitempty"` // where it is a key: of a node with one of these; [Any] for any
	Values  []string `yaml:"values" json:"values,omitempty"` // where it is a word: one of these, or the default; of a list, each of its items
	// Bounds of a number, where Max is not 0.
	Min int64 `yaml:"min" json:"min,omitempty"`
	Max int64 `yaml:"max" json:"max,omitempty"`
}

// AnyLabel stands in Labels for a key of any node.
const AnyLabel = "Any"

// AnyKey reports whether the parameter is a key, and of whatever node.
func (p Parameter) AnyKey() bool { return slices.Contains(p.Labels, AnyLabel) }

// Categories are what the questions are of, in the order to show them.
func Categories() []string {
	return []string{"business", "actors", "routes", "conditions", "change", "levers", "disagreement", "figures and events", "terms", "evidence", "sources", "graph"}
}

// Column is an output of a query.
type Column struct {
	Name string `yaml:"name" json:"name"`
	Doc  string `yaml:"doc" json:"doc"`
}

// Type is the type of a parameter.
type Type string

// The types of parameters.
const (
	Text    Type = "text"
	Integer Type = "integer"
	Number  Type = "number" // with a fraction, never infinite
	Boolean Type = "boolean"
	List    Type = "list" // of text; as text, keys with commas between them
)

var types = []Type{Text, Integer, Number, Boolean, List}

// library is read once: the files are part of the program.
var library = sync.OnceValues(func() ([]Query, error) { return read("queries") })

// Queries returns the whole library, sorted by name.
func Queries() ([]Query, error) {
	all, err := library()
	return slices.Clone(all), err
}

// Checks returns the queries that find what may not be in a loaded graph; each
// of their rows is a fault.
func Checks() ([]Query, error) { return read("checks") }

// Lookup returns the query of a name; the error wraps ErrNoQuery and names
// those that come near.
func Lookup(name string) (Query, error) {
	all, err := library()
	if err != nil {
		return Query{}, err
	}
	var near []string
	for _, q := range all {
		if q.Name == name {
			return q, nil
		}
		if alike(q.Name, name) {
			near = append(near, q.Name)
		}
	}
	hint := "corridor queries lists them"
	if len(near) > 0 {
		hint = "near it: " + strings.Join(near, ", ")
	}
	return Query{}, fmt.Errorf("%w: %q; %s", ErrNoQuery, name, hint)
}

// alike reports whether two names share a word of some length, or differ by slips.
func alike(a, b string) bool {
	if levenshtein.ComputeDistance(a, b) <= 1+len(b)/5 {
		return true
	}
	for _, word := range strings.FieldsFunc(strings.ToLower(b), func(r rune) bool { return r == '-' || r == '_' || r == ' ' }) {
		if len(word) > 3 && strings.Contains(a, word[:len(word)-1]) {
			return true
		}
	}
	return false
}

// Schema returns the statements that create constraints and indexes, in order.
func Schema() ([]string, error) {
	names, err := fs.Glob(files, "schema/*.cypher")
	if err != nil {
		return nil, fmt.Errorf("list the schema: %w", err)
	}
	var statements []string
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read the schema: %w", err)
		}
		for _, statement := range strings.Split(string(text), ";\n") {
			if statement = withoutComments(statement); statement != "" {
				statements = append(statements, statement)
			}
		}
	}
	return statements, nil
}

func withoutComments(statement string) string {
	var lines []string
	for _, line := range strings.Split(statement, "\n") {
		if !strings.HasPrefix(line, "//") {
			lines = append(lines, line)
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

func read(folder string) ([]Query, error) {
	names, err := fs.Glob(files, folder+"/*.cypher")
	if err != nil {
		return nil, fmt.Errorf("list the queries: %w", err)
	}
	slices.Sort(names)
	queries := make([]Query, 0, len(names))
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read a query: %w", err)
		}
		q, err := Parse(strings.TrimSuffix(path.Base(name), ".cypher"), string(text))
		if err != nil {
			return nil, err
		}
		queries = append(queries, q)
	}
	return queries, nil
}

// Parse reads a query file: a comment /* ... */ that holds the header in YAML,
// then the text of the rows; a line "// graph" and a line "// denominator"
// begin the other texts.
func Parse(name, file string) (Query, error) {
	header, text, ok := strings.Cut(strings.TrimPrefix(file, "/*"), "*/")
	if !ok || !strings.HasPrefix(file, "/*") {
		return Query{}, fmt.Errorf("query %s: want a header in /* */ before the text", name)
	}
	q := Query{Name: name, Parameters: []Parameter{}}
	if err := q.texts(text); err != nil {
		return Query{}, fmt.Errorf("query %s: %w", name, err)
	}
	decoder := yaml.NewDecoder(strings.NewReader(header))
	decoder.KnownFields(true)
	if err := decoder.Decode(&q); err != nil {
		return Query{}, fmt.Errorf("query %s: header: %w", name, err)
	}
	if q.Title == "" || q.Question == "" || q.Category == "" || len(q.Columns) == 0 || q.Text == "" {
		return Query{}, fmt.Errorf("query %s: want title, question, category, columns and a text", name)
	}
	if err := q.checkHeader(); err != nil {
		return Query{}, fmt.Errorf("query %s: header: %w", name, err)
	}
	return q, nil
}

// texts cuts what stands under the header into its texts.
func (q *Query) texts(file string) error {
	into := &q.Text
	for line := range strings.Lines(file) {
		next := map[string]*string{"// graph": &q.Graph, "// denominator": &q.Denominator}[strings.TrimSpace(line)]
		switch {
		case next == nil:
			*into += line
		case *next != "":
			return fmt.Errorf("%q stands twice", strings.TrimSpace(line))
		default:
			into = next
		}
	}
	for _, text := range []*string{&q.Text, &q.Graph, &q.Denominator} {
		*text = strings.TrimSpace(*text)
	}
	return nil
}

// categoryCheck is that of the queries in checks, which nobody asks by name.
const categoryCheck = "check"

func (q *Query) checkHeader() error {
	if q.Category == categoryCheck {
		return q.typeParameters()
	}
	if !slices.Contains(Categories(), q.Category) {
		return fmt.Errorf("%q is no category: want one of %q", q.Category, Categories())
	}
	if (q.Of == "") != (q.Denominator == "") {
		return errors.New("a denominator and what it is of go together")
	}
	if q.BreaksWhen.Rows == "" {
		q.BreaksWhen.Rows = RowsEmpty
	}
	b := q.BreaksWhen
	if (b.Relationship == "") == (b.Property == "") || b.Rows != RowsEmpty && b.Rows != RowsChange {
		return errors.New("breaks when: want a relationship or a property, and rows empty or change")
	}
	return q.typeParameters()
}

// typeParameters gives defaults and examples the types that their parameters
// declare, and refuses parameters that Bind could not serve.
func (q Query) typeParameters() error {
	seen := map[string]bool{}
	for i, p := range q.Parameters {
		if !slices.Contains(types, p.Type) {
			return fmt.Errorf("%s: %q is no type of a parameter: want one of %q", p.Name, p.Type, types)
		}
		if seen[p.Name] {
			return fmt.Errorf("parameter %s stands twice", p.Name)
		}
		if p.Values != nil && p.Type != Text && p.Type != List || p.Labels != nil && p.Type != Text {
			return fmt.Errorf("%s: values and labels are for text, values for lists as well", p.Name)
		}
		seen[p.Name] = true
		for _, v := range []*any{&q.Parameters[i].Default, &q.Parameters[i].Example} {
			if *v == nil {
				continue
			}
			typed, err := p.convert(*v)
			if err != nil {
				return err
			}
			*v = typed
		}
	}
	return nil
}

// Bind types the given values (text, or values of JSON) and fills in defaults.
// Its errors wrap ErrParameter.
func (q Query) Bind(given map[string]any) (map[string]any, error) {
	return Bind("query "+q.Name, q.Parameters, given)
}

// Bind types the values that are given to something that takes parameters, and
// fills in defaults. Its errors wrap ErrParameter and name that thing.
func Bind(to string, parameters []Parameter, given map[string]any) (map[string]any, error) {
	bound := map[string]any{}
	for _, p := range parameters {
		v, ok := given[p.Name]
		switch {
		case !ok && p.Default == nil:
			return nil, fmt.Errorf("%w: %s needs %s: %s, for example %s=%v", ErrParameter, to, p.Name, p.Doc, p.Name, p.Example)
		case !ok:
			bound[p.Name] = p.Default
			continue
		}
		typed, err := p.convert(v)
		if err == nil {
			err = p.check(typed)
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrParameter, to, err)
		}
		bound[p.Name] = typed
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if _, known := bound[name]; !known {
			return nil, fmt.Errorf("%w: %s takes no %q; it takes %s", ErrParameter, to, name, takes(parameters))
		}
	}
	return bound, nil
}

// Examples are the example values of all parameters.
func (q Query) Examples() map[string]any {
	out := map[string]any{}
	for _, p := range q.Parameters {
		out[p.Name] = p.Example
	}
	return out
}

func takes(parameters []Parameter) string {
	if len(parameters) == 0 {
		return "none"
	}
	names := make([]string, len(parameters))
	for i, p := range parameters {
		names[i] = p.Name
	}
	return strings.Join(names, ", ")
}

// check refuses numbers out of bounds, and nothing where something must be given.
func (p Parameter) check(typed any) error {
	n, isWhole := typed.(int64)
	x, isNumber := typed.(float64)
	list, isList := typed.([]any)
	switch {
	case isWhole && p.Max != 0 && (n < p.Min || n > p.Max):
		return fmt.Errorf("%s: %d is not from %d to %d", p.Name, n, p.Min, p.Max)
	case isNumber && p.Max != 0 && (x < float64(p.Min) || x > float64(p.Max)):
		return fmt.Errorf("%s: %v is not from %d to %d", p.Name, x, p.Min, p.Max)
	case p.Default == nil && (typed == "" || isList && len(list) == 0):
		return fmt.Errorf("%s is empty: want %s", p.Name, p.Doc)
	}
	return nil
}

// longestText is how many bytes a text may have: names and keys are short, and
// what is longer is no honest question.
const longestText = 4_000

func (p Parameter) convert(v any) (any, error) {
	text, isText := v.(string)
	if isText && p.Type != List && len(text) > longestText {
		return nil, fmt.Errorf("%s: it has %d bytes, %d are taken", p.Name, len(text), longestText)
	}
	switch p.Type {
	case Text:
		if isText && p.Values != nil && text != p.Default && !slices.Contains(p.Values, text) {
			return nil, fmt.Errorf("%s: %q is none of %s", p.Name, text, strings.Join(p.Values, ", "))
		}
		if isText {
			return text, nil
		}
	case Integer:
		switch n := v.(type) {
		case int:
			return int64(n), nil
		case int64:
			return n, nil
		case float64:
			if n == float64(int64(n)) {
				return int64(n), nil
			}
		case string:
			if i, err := strconv.ParseInt(n, 10, 64); err == nil {
				return i, nil
			}
		}
	case Number:
		if x, isNumber := number(v); isNumber {
			return x, nil
		}
	case Boolean:
		if b, ok := v.(bool); ok {
			return b, nil
		}
		if b, err := strconv.ParseBool(text); isText && err == nil {
			return b, nil
		}
	}
	if p.Type == List {
		items, err := p.list(v)
		if err != nil {
			return nil, err
		}
		return items, p.checkItems(items)
	}
	return nil, p.mismatch(v)
}

// number reads a number as JSON has it: neither infinite nor none, and decimal.
func number(v any) (float64, bool) {
	switch x := v.(type) {
	case int:
		return float64(x), true
	case int64:
		return float64(x), true
	case float64:
		return x, !math.IsNaN(x) && !math.IsInf(x, 0)
	case string:
		parsed, err := strconv.ParseFloat(x, 64)
		return parsed, err == nil && !math.IsNaN(parsed) && !math.IsInf(parsed, 0) && !strings.ContainsAny(x, "xX")
	}
	return 0, false
}

// checkItems refuses an item that is none of the values of a list.
func (p Parameter) checkItems(items []any) error {
	for _, item := range items {
		text, isText := item.(string)
		if p.Values != nil && (!isText || !slices.Contains(p.Values, text)) {
			return fmt.Errorf("%s: %q is none of %s", p.Name, text, strings.Join(p.Values, ", "))
		}
	}
	return nil
}

func (p Parameter) list(v any) ([]any, error) {
	switch list := v.(type) {
	case string:
		items := []any{}
		for _, item := range strings.Split(list, ",") {
			if item = strings.TrimSpace(item); item != "" {
				items = append(items, item)
			}
		}
		return items, nil
	case []string:
		items := make([]any, len(list))
		for i, item := range list {
			items[i] = item
		}
		return items, nil
	case []any:
		for _, item := range list {
			if _, isText := item.(string); !isText {
				return nil, p.mismatch(v)
			}
		}
		return list, nil
	}
	return nil, p.mismatch(v)
}

func (p Parameter) mismatch(v any) error {
	return fmt.Errorf("%s: %v is no %s", p.Name, v, p.Type)
}
