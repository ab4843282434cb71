package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"strings"

	"github.com/gin-gonic/gin"

	"corridor/cypher"
)

// route is a line of the table that the router, the decoding of parameters, the
// OpenAPI document and the page about the API are made from.
type route struct {
	method     string // GET, which takes HEAD as well, POST or DELETE
	path       string // names in braces are parameters
	name       string // the operation's, unique
	group      string
	doc        string
	parameters []parameter
	body       any    // a struct that a JSON body is read into; nil where there is none
	example    any    // of the body
	answer     any    // a value of the answer's type, for its schema
	rowsOf     string // the named query whose columns the rows have, where the type does not say
	columnsOf  string // the named query whose columns the answer has as a table; empty where there is none
	ownColumns bool   // the answer is a table of columns that the request decides on
	download   bool   // the answer is a graph in a format of other tools
	plain      bool   // an answer without meta, for which no database is asked
	writes     bool   // it takes a token that may write
	imports    bool   // its body may be as long as those of imports
	unloaded   bool   // an answer makes sense where nothing is loaded, too
	beside     bool   // the release is asked for beside the answer, which does not need it
	words      bool   // the answer may have words of a document; routes finds that out
	do         func(context.Context, *request) (any, error)
	raw        func(*api, *gin.Context) // instead of do, where another makes the rules of requests and answers
}

// parameter is one of a path or of what stands after the ? of an address.
type parameter struct {
	cypher.Parameter
	in string // path or query
}

const (
	inPath  = "path"
	inQuery = "query"
)

// text makes an optional parameter of an address.
func text(name, example, doc string) parameter {
	return parameter{Parameter: cypher.Parameter{Name: name, Type: cypher.Text, Default: "", Example: example, Doc: doc}, in: inQuery}
}

func whole(name string, otherwise, least, most int64, doc string) parameter {
	p := cypher.Parameter{Name: name, Type: cypher.Integer, Default: otherwise, Example: min(10, most), Doc: doc, Min: least, Max: most}
	return parameter{p, inQuery}
}

// of takes parameters from a named query, so that they are described once.
func of(query string, names ...string) []parameter {
	var out []parameter
	for _, p := range mustLookup(query).Parameters {
		for _, name := range names {
			if p.Name == name {
				out = append(out, parameter{Parameter: p, in: inQuery})
			}
		}
	}
	if len(out) != len(names) {
		panic(fmt.Sprintf("query %s lacks one of the parameters %q", query, names))
	}
	return out
}

// mustLookup finds a query that the program itself names; the library is part of
// the program, so a fault in it is one of ours.
func mustLookup(name string) cypher.Query {
	q, err := cypher.Lookup(name)
	if err != nil {
		panic(err)
	}
	return q
}

// pattern is the path as the router wants it.
func (r route) pattern() string {
	return strings.NewReplacer("{", ":", "}", "").Replace(r.path)
}

func (r route) methods() []string {
	if r.method == http.MethodGet {
		return []string{http.MethodGet, http.MethodHead} // net/http leaves out the body for HEAD
	}
	return []string{r.method}
}

// plainParameters are the parameters without what only an address has.
func (r route) plainParameters() []cypher.Parameter {
	plain := make([]cypher.Parameter, len(r.parameters))
	for i, p := range r.parameters {
		plain[i] = p.Parameter
	}
	return plain
}

// decode reads the parameters and the body of a request as the route declares
// them, and refuses all else.
func (r route) decode(c *gin.Context, longestImport int64) (map[string]any, any, error) {
	given, err := parametersOf(c.Request.URL.RawQuery)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range r.parameters {
		if _, twice := given[p.Name]; p.in == inPath && twice {
			return nil, nil, fmt.Errorf("%w: %s stands in the path, not after the ?", cypher.ErrParameter, p.Name)
		} else if p.in == inPath {
			given[p.Name] = c.Param(p.Name)
		}
	}
	bound, err := cypher.Bind(r.path, r.plainParameters(), given)
	if err != nil {
		return nil, nil, err
	}
	if r.body == nil {
		return bound, nil, nil
	}
	if !r.imports {
		body, err := decodeBody(c, r.body, longestBody)
		return bound, body, err
	}
	body, err := decodeBody(c, r.body, longestImport)
	if errors.Is(err, errTooLong) {
		err = fmt.Errorf("%w, as corridor serve --longest-import says: divide it, or take corridor import on the service's machine", err)
	}
	return bound, body, err
}

// parametersOf reads the parameters of an address. URL.Query would drop what it
// cannot read, and answer another question than was asked.
func parametersOf(rawQuery string) (map[string]any, error) {
	pairs, err := url.ParseQuery(rawQuery)
	if err != nil {
		return nil, fmt.Errorf("%w: the address after its ? cannot be read: %w", cypher.ErrParameter, err)
	}
	given := map[string]any{}
	for name, values := range pairs {
		if len(values) > 1 {
			return nil, fmt.Errorf("%w: %s is given %d times", cypher.ErrParameter, name, len(values))
		}
		given[name] = values[0]
	}
	return given, nil
}

// longestBody is how many bytes a body may have that is no import.
const longestBody = 1 << 20

// decodeBody reads a JSON body into a new value of the type of like. That it must
// be called JSON keeps forms of other sites out: a browser asks before it sends
// such a body, and is not let.
func decodeBody(c *gin.Context, like any, longest int64) (any, error) {
	kind, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil || kind != "application/json" {
		return nil, fmt.Errorf("%w: it is %q; send Content-Type: application/json", errNotJSON, c.GetHeader("Content-Type"))
	}
	body := reflect.New(reflect.TypeOf(like)).Interface()
	decoder := json.NewDecoder(http.MaxBytesReader(c.Writer, c.Request.Body, longest))
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	if err := decoder.Decode(body); err != nil {
		return nil, bodyError(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, bodyError(errors.New("more than one value"))
	}
	return body, nil
}

func bodyError(err error) error {
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &tooLong):
		return fmt.Errorf("%w: at most %d bytes are taken", errTooLong, tooLong.Limit)
	case errors.Is(err, os.ErrDeadlineExceeded):
		return fmt.Errorf("%w: send it at once", errSlow)
	case errors.Is(err, io.EOF):
		err = errors.New("it is empty")
	}
	return fmt.Errorf("%w: %s", errBody, strings.TrimPrefix(err.Error(), "json: "))
}
