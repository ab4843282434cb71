package httpapi

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"corridor/cypher"
	"corridor/internal/db"
)

// queryBody is what a client sends to the Query API.
type queryBody struct {
	Statement        string         `json:"statement,omitempty" doc:"one statement of Cypher; a transaction may be begun and ended without one"`
	Parameters       map[string]any `json:"parameters,omitempty" doc:"its parameters, by name; each as $type and _value where the body is typed JSON"`
	IncludeCounters  bool           `json:"includeCounters,omitempty" doc:"whether the answer counts what the statement changed"`
	AccessMode       string         `json:"accessMode,omitempty" doc:"READ or WRITE; what may only read is run as READ"`
	MaxExecutionTime int            `json:"maxExecutionTime,omitempty" doc:"seconds that the statement or the transaction may take, where that is less than the service gives"`
	Bookmarks        []string       `json:"bookmarks,omitempty" doc:"of states that must have been reached before"`
	ImpersonatedUser string         `json:"impersonatedUser,omitempty" doc:"not taken: nothing is run in the name of another user"`

	values map[string]any // the parameters, decoded
}

var exampleQuery = queryBody{
	Statement:  "MATCH (a:ActorType {key: $key})-[:PERFORMS]->(t:Task) RETURN t.name AS task",
	Parameters: map[string]any{"key": "actor:smuggler"},
}

// queryParameters are those in the paths of the Query API.
var queryParameters = map[string]parameter{
	"{database}": {Parameter: cypher.Parameter{Name: "database", Type: cypher.Text, Example: "neo4j", Doc: "name of the database, neo4j where no other was given"}, in: inPath},
	"{id}":       {Parameter: cypher.Parameter{Name: "id", Type: cypher.Text, Example: "none", Doc: "of the transaction, as the answer that began it has it"}, in: inPath},
}

// reads reports whether the client wants to be held to reading.
func (b queryBody) reads() bool { return strings.EqualFold(b.AccessMode, "READ") }

// Names of the forms that bodies and answers have.
const (
	plainJSON  = "application/json"
	typedJSON  = "application/vnd.neo4j.query"
	typedJSON1 = "application/vnd.neo4j.query.v1.0"
	plainLines = "application/jsonl"
	typedLines = "application/vnd.neo4j.query.v1.0+jsonl"
)

// form is that of an answer.
type form struct {
	kind         string // the Content-Type
	typed, lines bool
}

var forms = []form{
	{kind: plainJSON}, {kind: typedJSON, typed: true}, {kind: typedJSON1, typed: true},
	{kind: plainLines, lines: true}, {kind: typedLines, typed: true, lines: true},
}

// formOf is the form that a client likes best of those there are.
func formOf(accept []string) (form, error) {
	best, weight := form{}, 0.0
	for wanted := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		kind, parameters, err := mime.ParseMediaType(wanted)
		if err != nil {
			continue
		}
		q := 1.0
		if text, given := parameters["q"]; given {
			if q, err = strconv.ParseFloat(text, 64); err != nil {
				continue
			}
		}
		for _, f := range forms {
			if q > weight && (f.kind == kind || f.kind == plainJSON && (kind == "*/*" || kind == "application/*")) {
				best, weight = f, q
			}
		}
	}
	switch {
	case weight > 0:
		return best, nil
	case strings.TrimSpace(strings.Join(accept, "")) == "":
		return forms[0], nil
	}
	return form{}, fmt.Errorf("%w: the answer can be %s", errForm, strings.Join([]string{plainJSON, typedJSON, plainLines, typedLines}, ", "))
}

// decodeQuery reads the body of a request. One without a body asks for what
// needs no statement.
func decodeQuery(c *gin.Context) (queryBody, error) {
	var body queryBody
	text, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, longestBody))
	if err != nil {
		return body, bodyError(err)
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return body, nil
	}
	kind, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	typed := kind == typedJSON || kind == typedJSON1
	if err != nil || !typed && kind != plainJSON {
		return body, fmt.Errorf("%w: it is %q; send Content-Type: %s or %s", errNotJSON, c.GetHeader("Content-Type"), plainJSON, typedJSON)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	if err := decoder.Decode(&body); err != nil {
		return body, bodyError(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return body, bodyError(errors.New("more than one value"))
	}
	if body.values, err = parametersIn(body.Parameters, typed); err != nil {
		return body, err
	}
	return body, body.check()
}

// check refuses what a field may not be.
func (b queryBody) check() error {
	switch {
	case b.ImpersonatedUser != "":
		return fmt.Errorf("%w: impersonatedUser: nothing is run in the name of another user here: leave it out", errBody)
	case b.AccessMode != "" && !b.reads() && !strings.EqualFold(b.AccessMode, "WRITE"):
		return fmt.Errorf("%w: accessMode: %q is neither READ nor WRITE", errBody, b.AccessMode)
	case b.MaxExecutionTime < 0:
		return fmt.Errorf("%w: maxExecutionTime: %d is no number of seconds", errBody, b.MaxExecutionTime)
	}
	return nil
}

// parametersIn gives parameters the types of Cypher. In plain JSON they are
// values as they stand, in typed JSON objects that name their types.
func parametersIn(raw map[string]any, typed bool) (map[string]any, error) {
	if typed {
		return typedMap(raw)
	}
	return numbers(raw)
}

func typedMap(raw map[string]any) (map[string]any, error) {
	values := make(map[string]any, len(raw))
	for _, name := range slices.Sorted(maps.Keys(raw)) { // so that of several faults always the same is named
		v, err := typedValue(raw[name])
		if err != nil {
			return nil, fmt.Errorf("%w: parameter %s: %w", errBody, name, err)
		}
		values[name] = v
	}
	return values, nil
}

// typedValue reads {"$type": T, "_value": V}; null may stand for itself.
func typedValue(raw any) (any, error) {
	if raw == nil {
		return nil, nil
	}
	object, isObject := raw.(map[string]any)
	kind, hasType := object["$type"].(string)
	value, hasValue := object["_value"]
	if !isObject || !hasType || !hasValue || len(object) != 2 {
		return nil, errors.New(`it is no typed value: write it like {"$type": "Integer", "_value": "1"}`)
	}
	switch v := value.(type) {
	case nil:
		if kind == "Null" {
			return nil, nil
		}
	case bool:
		if kind == "Boolean" {
			return v, nil
		}
	case []any:
		if kind == "List" {
			return typedList(v)
		}
	case map[string]any:
		if kind == "Map" {
			return typedMap(v)
		}
	case json.Number:
		if kind == "Integer" || kind == "Float" {
			return typedScalar(kind, v.String())
		}
	case string:
		return typedScalar(kind, v)
	}
	return nil, fmt.Errorf("a value of $type %q cannot be given like this", kind)
}

func typedList(raw []any) ([]any, error) {
	values := make([]any, len(raw))
	for i, item := range raw {
		v, err := typedValue(item)
		if err != nil {
			return nil, fmt.Errorf("item %d: %w", i, err)
		}
		values[i] = v
	}
	return values, nil
}

// typedScalar reads a value that typed JSON writes as text.
func typedScalar(kind, text string) (any, error) {
	switch kind {
	case "String":
		return text, nil
	case "Integer":
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is no Integer of 64 bits", text)
		}
		return n, nil
	case "Float":
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is no Float of 64 bits", text)
		}
		return f, nil
	case "Base64":
		b, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, fmt.Errorf("%q is no Base64", text)
		}
		return b, nil
	}
	v := db.Typed{Type: db.Type(kind), Text: text}
	return v, v.Check()
}
