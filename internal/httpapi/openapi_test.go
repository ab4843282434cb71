package httpapi_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"   // reads and checks OpenAPI 3.1, MIT, kept; tests only
	"github.com/santhosh-tekuri/jsonschema/v6" // checks values against JSON Schema 2020-12, Apache-2.0, kept; tests only

	"corridor/cypher"
	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
)

// described reads the document as the service gives it.
func described(t testing.TB) *openapi3.T {
	t.Helper()
	a := ask(loopback, nil, request(http.MethodGet, "/api/v1/openapi.json"))
	document, err := openapi3.NewLoader().LoadFromData(a.Body.Bytes())
	if err != nil {
		t.Fatalf("%d: %v", a.Code, err)
	}
	return document
}

func TestTheDocumentIsOpenAPI(t *testing.T) {
	document := described(t)
	if err := document.Validate(t.Context()); err != nil || document.OpenAPI != "3.1.0" {
		t.Errorf("%s: %v", document.OpenAPI, err)
	}
}

// TestTheDocumentHasEveryNamedQuery holds that each has an address of its own,
// with its parameters, their defaults and examples.
func TestTheDocumentHasEveryNamedQuery(t *testing.T) {
	document := described(t)
	all, err := cypher.Queries()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range all {
		for _, address := range []string{"/api/v1/queries/" + q.Name, "/api/v1/queries/" + q.Name + "/picture", "/api/v1/queries/" + q.Name + "/export"} {
			item := document.Paths.Value(address)
			if item == nil || item.Get == nil {
				t.Errorf("%s is not described", address)
				continue
			}
			for _, p := range q.Parameters {
				described := item.Get.Parameters.GetByInAndName("query", p.Name)
				if described == nil || described.Required != (p.Default == nil) || fmt.Sprint(described.Example) != fmt.Sprint(p.Example) {
					t.Errorf("%s: %s is described as %+v", address, p.Name, described)
					continue
				}
				typed := map[cypher.Type]string{cypher.Text: "string", cypher.Integer: "integer", cypher.Boolean: "boolean", cypher.List: "array"}[p.Type]
				if schema := described.Schema.Value; !schema.Type.Is(typed) || fmt.Sprint(schema.Default) != fmt.Sprint(p.Default) {
					t.Errorf("%s: %s has the type %v and the default %v", address, p.Name, schema.Type, schema.Default)
				}
			}
			isPaged := item.Get.Parameters.GetByInAndName("query", "limit") != nil && item.Get.Parameters.GetByInAndName("query", "cursor") != nil
			if isRows := address == "/api/v1/queries/"+q.Name; isRows != isPaged {
				t.Errorf("%s: paged is %v", address, isPaged)
			}
		}
	}
}

// TestTheDocumentSaysWhatElseMayCome holds that each read is described with its
// entity tag, with 304 for who has it and 406 for who wants something else.
func TestTheDocumentSaysWhatElseMayCome(t *testing.T) {
	for path, item := range described(t).Paths.Map() {
		if item.Get == nil {
			continue
		}
		responses := item.Get.Responses
		for _, status := range []string{"200", "304"} {
			if r := responses.Value(status); r == nil || r.Value.Headers["ETag"] == nil {
				t.Errorf("%s: %s has no entity tag", path, status)
			}
		}
		if r := responses.Value("406"); r == nil || r.Value.Content["application/problem+json"] == nil {
			t.Errorf("%s: 406 is no problem", path)
		}
		if held := responses.Value("304"); held != nil && len(held.Value.Content) > 0 {
			t.Errorf("%s: 304 has a body", path)
		}
	}
}

// schemas compiles the schemas in the document, which is read once.
var schemas = sync.OnceValues(func() (*jsonschema.Compiler, error) {
	document, err := jsonschema.UnmarshalJSON(ask(loopback, nil, request(http.MethodGet, "/api/v1/openapi.json")).Body)
	if err != nil {
		return nil, err
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	return compiler, compiler.AddResource("openapi.json", document)
})

// schemaOf compiles the schema of an answer as JSON Schema of 2020-12, with what it
// refers to in the document.
func schemaOf(t testing.TB, path, method, status, kind string) *jsonschema.Schema {
	t.Helper()
	compiler, err := schemas()
	if err != nil {
		t.Fatal(err)
	}
	pointer := strings.NewReplacer("~", "~0", "/", "~1")
	at := "openapi.json#"
	for _, step := range []string{"paths", path, method, "responses", status, "content", kind, "schema"} {
		at += "/" + url.PathEscape(pointer.Replace(step))
	}
	schema, err := compiler.Compile(at)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// examples gives the address of every read, with the examples of its parameters
// as the document has them.
func examples(t testing.TB, document *openapi3.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for path, item := range document.Paths.Map() {
		if item.Get == nil {
			continue
		}
		address, query := path, url.Values{}
		for _, p := range item.Get.Parameters {
			value := fmt.Sprint(p.Value.Example)
			if list, isList := p.Value.Example.([]any); isList {
				value = strings.Trim(strings.ReplaceAll(fmt.Sprint(list), " ", ","), "[]")
			}
			if p.Value.In == "path" {
				address = strings.ReplaceAll(address, "{"+p.Value.Name+"}", value)
			} else if value != "" {
				query.Set(p.Value.Name, value)
			}
		}
		if len(query) > 0 {
			address += "?" + query.Encode()
		}
		out[path] = address
	}
	return out
}

// TestEveryReadAnswersAsDescribed asks every address with its examples and holds
// the answer against its schema. An example must be answered with something.
func TestEveryReadAnswersAsDescribed(t *testing.T) {
	document := described(t)
	s := serving(t, dbtest.Loaded(t))
	addresses := examples(t, document)
	for _, path := range slices.Sorted(maps.Keys(addresses)) {
		if strings.HasPrefix(path, "/api/v1/layers") {
			continue // there is none: TestLayers asks where there is one
		}
		if strings.HasSuffix(path, "/export") {
			continue // a file: TestEveryFormatIsADownload asks for it
		}
		body := s.get(addresses[path], http.StatusOK)
		if err := schemaOf(t, path, "get", "200", "application/json").Validate(body); err != nil {
			t.Errorf("%s: %v", addresses[path], err)
		}
		for name, v := range body {
			if list, isList := v.([]any); isList && len(list) == 0 && name != "evidence" && name != "views" {
				t.Errorf("%s: the example has no %s", addresses[path], name)
			}
		}
		if strings.HasPrefix(path, "/api/") && len(at(t, body, "meta", "release").(string)) != 64 {
			t.Errorf("%s: meta is %v", addresses[path], body["meta"])
		}
	}
}

// TestTheExampleOfAStatementAnswersAsDescribed does the same for the one address
// that takes a body.
func TestTheExampleOfAStatementAnswersAsDescribed(t *testing.T) {
	document := described(t)
	operation := document.Paths.Value("/api/v1/cypher").Post
	example, err := json.Marshal(operation.RequestBody.Value.Content["application/json"].Example)
	if err != nil {
		t.Fatal(err)
	}
	body := serving(t, dbtest.Loaded(t)).post(string(example), http.StatusOK)
	if err := schemaOf(t, "/api/v1/cypher", "post", "200", "application/json").Validate(body); err != nil {
		t.Error(err)
	}
	if len(listAt(t, body, "rows")) == 0 || len(listAt(t, body, "picture", "nodes")) < 2 {
		t.Errorf("%v", body)
	}
}

// TestProblemsAreAsDescribed holds a problem against its schema.
func TestProblemsAreAsDescribed(t *testing.T) {
	a := ask(loopback, nil, request(http.MethodGet, "/api/v1/actors?stag=x"))
	var body map[string]any
	if err := json.Unmarshal(a.Body.Bytes(), &body); err != nil {
		t.Fatal(err)
	}
	if err := schemaOf(t, "/api/v1/actors", "get", "default", "application/problem+json").Validate(body); err != nil {
		t.Error(err)
	}
}

// TestTheReferenceNamesEveryAddress holds that the page about the API shows what
// the document does, needs nothing from elsewhere, and that its links lead
// somewhere.
func TestTheReferenceNamesEveryAddress(t *testing.T) {
	a := ask(loopback, nil, request(http.MethodGet, "/api/v1/"))
	page := a.Body.String()
	for path := range described(t).Paths.Map() {
		if strings.HasPrefix(path, "/api/v1/queries/") {
			path = strings.TrimSuffix(strings.TrimSuffix(path, "/picture"), "/export") // shown beside the rows
		}
		if !strings.Contains(page, "<code>"+path+"</code>") {
			t.Errorf("%s is not shown", path)
		}
	}
	for _, foreign := range []string{"<script", "<style", "http://", "https://", "style="} {
		if strings.Contains(page, foreign) {
			t.Errorf("the page has %s", foreign)
		}
	}
	for _, link := range strings.Split(page, `href="#`)[1:] {
		if anchor, _, _ := strings.Cut(link, `"`); !strings.Contains(page, `id="`+anchor+`"`) {
			t.Errorf("#%s leads nowhere", anchor)
		}
	}
	if style := ask(loopback, nil, request(http.MethodGet, "/api/v1/reference.css")); style.Code != http.StatusOK || !strings.Contains(page, "/api/v1/reference.css") {
		t.Errorf("the style: %d", style.Code)
	}
}

// TestTwoTypesOfOneNameAreRefused holds that a schema never describes another
// type than that of the answer.
func TestTwoTypesOfOneNameAreRefused(t *testing.T) {
	type answer struct{ One int }
	one := reflect.TypeFor[answer]()
	other := func() reflect.Type {
		type answer struct{ Two string }
		return reflect.TypeFor[answer]()
	}()
	httpapi.Describe(one, one)
	defer func() {
		if recover() == nil {
			t.Error("both are described as one")
		}
	}()
	httpapi.Describe(one, other)
}
