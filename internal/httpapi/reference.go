package httpapi

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"html/template"
	"strings"

	"corridor/cypher"
)

//go:embed reference.html
var referenceText string

const referenceStylePath = "/api/v1/reference.css"

//go:embed reference.css
var referenceStyle []byte

// referenceGroup is a part of the page about the API.
type referenceGroup struct {
	ID, Name string
	Routes   []referenceRoute
}

// referenceRoute is a route as the page shows it.
type referenceRoute struct {
	Name, Method, Path, Doc, Example, Picture, Body string
	Parameters                                      []referenceParameter
}

type referenceParameter struct {
	Name, Doc, Kind, Default, Example string
	Required                          bool
}

// reference writes the page about the API: the table of routes for people, with
// links to try. It needs no script and nothing from elsewhere.
func reference(table []route) []byte {
	var groups []referenceGroup
	for _, name := range []string{groupBusiness, groupNodes, groupLook, groupQueries, groupOwn, groupLayers, groupService} {
		group := referenceGroup{ID: strings.ReplaceAll(strings.ToLower(name), " ", "-"), Name: name}
		for _, r := range table {
			if r.group == name && r.isShown() && !strings.HasPrefix(r.name, "picture-of-") && !strings.HasPrefix(r.name, exportOf) {
				group.Routes = append(group.Routes, referenceOf(r))
			}
		}
		groups = append(groups, group)
	}
	page := template.Must(template.New("reference").Parse(referenceText))
	var out bytes.Buffer
	err := page.Execute(&out, map[string]any{"Groups": groups, "Problems": problemKinds, "OpenAPI": openAPIPath})
	if err != nil {
		panic(err) // the template is part of the program
	}
	return out.Bytes()
}

func referenceOf(r route) referenceRoute {
	shown := referenceRoute{Name: r.name, Method: r.method, Path: r.path, Doc: r.doc}
	if r.isRead() {
		shown.Example = r.exampleAddress()
	}
	if r.rowsOf != "" {
		shown.Picture = queryRoutes(mustLookup(r.rowsOf))[1].exampleAddress()
	}
	if r.example != nil {
		body, err := json.MarshalIndent(r.example, "", "  ")
		if err != nil {
			panic(err) // text and numbers
		}
		shown.Body = string(body)
	}
	for _, p := range r.parameters {
		shown.Parameters = append(shown.Parameters, referenceParameter{
			Name: p.Name, Doc: p.Doc, Kind: kindOf(p), Default: exampleText(p.Default), Example: exampleText(p.Example), Required: p.Default == nil,
		})
	}
	return shown
}

func kindOf(p parameter) string {
	switch {
	case p.Type == cypher.List && p.Values != nil:
		return "list, with commas, of " + strings.Join(p.Values, ", ")
	case p.Values != nil:
		return strings.Join(p.Values, ", ")
	case p.AnyKey():
		return "key"
	case p.Labels != nil:
		return "key (" + strings.Join(p.Labels, ", ") + ")"
	case p.Type == cypher.List:
		return "list, with commas"
	case p.Type == cypher.Integer && p.Max != 0:
		return "whole number from " + exampleText(p.Min) + " to " + exampleText(p.Max)
	case p.Type == cypher.Integer:
		return "whole number"
	case p.Max != 0:
		return string(p.Type) + " from " + exampleText(p.Min) + " to " + exampleText(p.Max)
	}
	return string(p.Type)
}
