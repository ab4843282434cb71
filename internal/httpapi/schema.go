package httpapi

import (
	"fmt"
	"reflect"
	"strings"

	"corridor/cypher"
)

// shape is a JSON Schema (2020-12), as far as answers need it.
type shape struct {
	Ref         string            `json:"$ref,omitempty"`
	Type        any               `json:"type,omitempty"` // a name, or several where null is one
	Description string            `json:"description,omitempty"`
	Properties  map[string]*shape `json:"properties,omitempty"`
	Required    []string          `json:"required,omitempty"`
	// Additional is false, or the shape of what a map holds.
	Additional any      `json:"additionalProperties,omitempty"`
	Items      *shape   `json:"items,omitempty"`
	AnyOf      []*shape `json:"anyOf,omitempty"`
	Enum       []string `json:"enum,omitempty"`
	Default    any      `json:"default,omitempty"`
	Minimum    *int64   `json:"minimum,omitempty"`
	Maximum    *int64   `json:"maximum,omitempty"`
	Pattern    string   `json:"pattern,omitempty"`
}

// shapes makes schemas from the types that answers are encoded from, so that the
// two cannot differ. Structs with a name become components.
type shapes struct {
	components map[string]*shape
	types      map[string]reflect.Type // of the components that have one
}

func newShapes() *shapes {
	return &shapes{components: map[string]*shape{}, types: map[string]reflect.Type{}}
}

// of gives the shape of a type. The columns of a row are those of the query.
func (s *shapes) of(t reflect.Type, query string) *shape {
	switch t.Kind() {
	case reflect.Pointer:
		if t.Elem().Kind() == reflect.Struct && t.Elem() != reflect.TypeFor[meta]() {
			return &shape{AnyOf: []*shape{s.of(t.Elem(), query), {Type: "null"}}}
		}
		inner := s.of(t.Elem(), query)
		if inner.Ref == "" {
			inner.Type = []any{inner.Type, "null"}
		}
		return inner
	case reflect.Slice:
		return &shape{Type: "array", Items: s.of(t.Elem(), query)}
	case reflect.Map:
		if query != "" {
			return s.columns(query)
		}
		return &shape{Type: "object", Additional: s.of(t.Elem(), "")}
	case reflect.Struct:
		return s.component(t)
	case reflect.String:
		return &shape{Type: "string"}
	case reflect.Bool:
		return &shape{Type: "boolean"}
	case reflect.Int, reflect.Int64:
		return &shape{Type: "integer"}
	case reflect.Float64:
		return &shape{Type: "number"}
	}
	return &shape{} // anything
}

// component describes a struct once and refers to it. Two types of one name would
// be described as one.
func (s *shapes) component(t reflect.Type) *shape {
	name := t.Name()
	if _, known := s.components[name]; !known {
		described := &shape{Type: "object", Properties: map[string]*shape{}, Additional: false}
		s.types[name] = t
		s.components[name] = described // before its fields, which may come back to it
		for i := range t.NumField() {
			s.field(described, t.Field(i))
		}
	}
	if s.types[name] != t {
		panic(fmt.Sprintf("%s and %s cannot both be the component %s", s.types[name], t, name))
	}
	return &shape{Ref: "#/components/schemas/" + name}
}

func (s *shapes) field(of *shape, f reflect.StructField) {
	name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	if f.Anonymous && name == "" { // its fields are encoded as those of the struct, also where its type is not exported
		for i := range f.Type.NumField() {
			s.field(of, f.Type.Field(i))
		}
		return
	}
	if name == "-" || !f.IsExported() {
		return
	}
	field := s.of(f.Type, f.Tag.Get("query"))
	field.Description = f.Tag.Get("doc")
	of.Properties[name] = field
	if options != "omitempty" {
		of.Required = append(of.Required, name)
	}
}

// columns is the shape of a row of a named query.
func (s *shapes) columns(query string) *shape {
	name := "row-of-" + query
	if _, known := s.components[name]; !known {
		described := &shape{Type: "object", Properties: map[string]*shape{}, Additional: false}
		for _, c := range mustLookup(query).Columns {
			described.Properties[c.Name] = &shape{Description: c.Doc}
			described.Required = append(described.Required, c.Name)
		}
		s.components[name] = described
	}
	return &shape{Ref: "#/components/schemas/" + name}
}

// parameterShape is the schema of a parameter.
func parameterShape(p parameter) *shape {
	described := &shape{Default: p.Default}
	switch p.Type {
	case cypher.Text:
		described.Type = "string"
		described.Enum = p.Values
		if p.Default == "" && p.Values != nil {
			described.Enum = append([]string{""}, p.Values...)
		}
	case cypher.Integer, cypher.Number:
		described.Type = string(p.Type)
		if p.Max != 0 {
			described.Minimum, described.Maximum = &p.Min, &p.Max
		}
	case cypher.Boolean:
		described.Type = "boolean"
	case cypher.List:
		described.Type, described.Items = "array", &shape{Type: "string", Enum: p.Values}
	}
	return described
}
