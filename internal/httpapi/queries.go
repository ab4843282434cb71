package httpapi

import (
	"context"
	"slices"

	"corridor/cypher"
	"corridor/graph"
)

type stagesAnswer struct {
	Stages []row `json:"stages" query:"stages" doc:"the tasks of each stage"`
	Meta   *meta `json:"meta"`
}

func stages(ctx context.Context, r *request) (any, error) {
	rows, err := r.ask(ctx, "stages", nil)
	r.rows = rows
	return stagesAnswer{rows, r.meta}, err
}

type countsAnswer struct {
	Counts []row `json:"counts" query:"counts" doc:"a label or a type each"`
	Meta   *meta `json:"meta"`
}

func counts(ctx context.Context, r *request) (any, error) {
	rows, err := r.ask(ctx, "counts", nil)
	r.rows = rows
	return countsAnswer{rows, r.meta}, err
}

type queriesAnswer struct {
	Queries []cypher.Query `json:"queries" doc:"the named queries, by name"`
	Meta    *meta          `json:"meta"`
}

func queries(_ context.Context, r *request) (any, error) {
	all, err := cypher.Queries()
	return queriesAnswer{all, r.meta}, err
}

type queryAnswer struct {
	Rows []row  `json:"rows" doc:"objects by column"`
	Of   *share `json:"of,omitempty" doc:"out of how many the rows are, where they are part of a whole"`
	Meta *meta  `json:"meta"`
}

// share is what the rows of an answer are a part of.
type share struct {
	Count int64  `json:"count" doc:"how many there are in all"`
	What  string `json:"what" doc:"of what"`
}

// query answers a named query.
func (r *request) query(ctx context.Context, q cypher.Query) (any, error) {
	rows, err := r.run(ctx, q.Name, q.Text, r.given, r.api.limits)
	if err != nil {
		return nil, err
	}
	if len(rows.Values) == 0 {
		if err := r.explain(ctx, q.Parameters); err != nil {
			return nil, err
		}
	}
	r.rows = rows.Objects()
	answer := queryAnswer{Rows: r.rows, Meta: r.meta}
	if q.Denominator != "" {
		count, err := r.countOf(ctx, q, r.given)
		if err != nil {
			return nil, err
		}
		answer.Of = &share{count, q.Of}
		r.leaveOutPages(q, count, len(rows.Values))
	}
	return answer, nil
}

// leaveOutPages notes the rows that a query that takes a limit has cut off itself.
func (r *request) leaveOutPages(q cypher.Query, count int64, rows int) {
	if slices.ContainsFunc(q.Parameters, func(p cypher.Parameter) bool { return p.Name == "limit" }) {
		r.leaveOut("rows", int(count)-rows-r.whole("skip"))
	}
}

// noQuery refuses the name of a query that there is none of.
func noQuery(_ context.Context, r *request) (any, error) {
	_, err := cypher.Lookup(r.text("name"))
	return nil, err
}

type schemaAnswer struct {
	Labels            []labelShape `json:"labels" doc:"in the order in which people read the model"`
	RelationshipTypes []typeShape  `json:"relationship_types" doc:"those of statements, then those of the record"`
	Meta              *meta        `json:"meta"`
}

type labelShape struct {
	Name       string          `json:"name" doc:"the label"`
	Prefix     string          `json:"prefix" doc:"of the keys of its nodes"`
	Also       string          `json:"also" doc:"a second label that its nodes carry; empty for none"`
	Doc        string          `json:"doc" doc:"what it is for"`
	Properties []propertyShape `json:"properties" doc:"beside key, name, uuid and release"`
	Count      int64           `json:"count" doc:"how many nodes carry it"`
}

type typeShape struct {
	Name       string          `json:"name" doc:"the type"`
	Question   string          `json:"question" doc:"under which the model lists it; empty for the record"`
	Doc        string          `json:"doc" doc:"what it says"`
	From       []string        `json:"from" doc:"labels that it may leave; empty for any"`
	To         []string        `json:"to" doc:"labels that it may lead to; empty for any"`
	Properties []propertyShape `json:"properties" doc:"of its own"`
	Count      int64           `json:"count" doc:"how many relationships there are"`
}

type propertyShape struct {
	Name     string   `json:"name" doc:"of the property"`
	Kind     string   `json:"kind" doc:"of its values"`
	Choices  []string `json:"choices" doc:"the closed list, where it is one"`
	Required bool     `json:"required" doc:"whether all have it"`
	Doc      string   `json:"doc" doc:"what it says"`
}

func schema(ctx context.Context, r *request) (any, error) {
	rows, err := r.ask(ctx, "counts", nil)
	if err != nil {
		return nil, err
	}
	count := map[string]int64{}
	for _, c := range rows {
		name, _ := c["name"].(string)
		count[name], _ = c["count"].(int64)
	}
	answer := schemaAnswer{Meta: r.meta}
	for _, l := range graph.Labels() {
		answer.Labels = append(answer.Labels, labelShape{l.Name, l.Prefix, l.Also, l.Doc, properties(l.Properties), count[l.Name]})
	}
	for _, types := range [][]graph.Type{graph.Types(), graph.Records()} {
		for _, t := range types {
			answer.RelationshipTypes = append(answer.RelationshipTypes, typeShape{t.Name, t.Question, t.Doc, some(t.From), some(t.To), properties(t.Properties), count[t.Name]})
		}
	}
	return answer, nil
}

func properties(list []graph.Property) []propertyShape {
	out := make([]propertyShape, len(list))
	for i, p := range list {
		out[i] = propertyShape{p.Name, string(p.Kind), some(p.Choices), p.Required, p.Doc}
	}
	return out
}

// some gives an empty list for none, which JSON would call null.
func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
