package httpapi

import (
	"context"

	"corridor/cypher"
	"corridor/graph"
)

type stagesAnswer struct {
	Stages []row   `json:"stages" query:"stages" doc:"the tasks of each stage"`
	Total  int     `json:"total" doc:"how many there are on all pages"`
	Next   *string `json:"next" doc:"cursor of the next page; null on the last"`
	Meta   *meta   `json:"meta"`
}

func stages(ctx context.Context, r *request) (any, error) {
	p, err := stageList.read(ctx, r)
	if err != nil {
		return nil, err
	}
	return stagesAnswer{p.rows, p.total, p.next, r.meta}, nil
}

type countsAnswer struct {
	Counts []row   `json:"counts" query:"counts" doc:"a label or a type each"`
	Total  int     `json:"total" doc:"how many labels and types there are on all pages"`
	Next   *string `json:"next" doc:"cursor of the next page; null on the last"`
	Meta   *meta   `json:"meta"`
}

func counts(ctx context.Context, r *request) (any, error) {
	p, err := countList.read(ctx, r)
	if err != nil {
		return nil, err
	}
	return countsAnswer{p.rows, p.total, p.next, r.meta}, nil
}

type queriesAnswer struct {
	Queries []cypher.Query `json:"queries" doc:"the named queries, by name"`
	Total   int            `json:"total" doc:"how many there are on all pages"`
	Next    *string        `json:"next" doc:"cursor of the next page; null on the last"`
	Meta    *meta          `json:"meta"`
}

func queries(_ context.Context, r *request) (any, error) {
	all, err := cypher.Queries()
	if err != nil {
		return nil, err
	}
	var l list
	skip, err := l.skip(r)
	if err != nil {
		return nil, err
	}
	from := min(skip, len(all))
	to := min(from+r.whole("limit"), len(all))
	answer := queriesAnswer{Queries: all[from:to], Total: len(all), Meta: r.meta}
	if to < len(all) {
		answer.Next = l.nextFrom(r, to)
	}
	r.leaveOut("rows", len(all)-(to-from))
	return answer, nil
}

type queryAnswer struct {
	Rows  []row   `json:"rows" doc:"objects by column"`
	Total int     `json:"total" doc:"how many there are on all pages; at least so many where meta.more is true"`
	Next  *string `json:"next" doc:"cursor of the next page; null on the last"`
	Of    *share  `json:"of,omitempty" doc:"out of how many the rows are, where they are part of a whole"`
	Meta  *meta   `json:"meta"`
}

// share is what the rows of an answer are a part of.
type share struct {
	Count int64  `json:"count" doc:"how many there are in all"`
	What  string `json:"what" doc:"of what"`
}

// query answers a named query.
func (r *request) query(ctx context.Context, q cypher.Query) (any, error) {
	p, err := listOf(q).readTo(ctx, r, r.boundTo(q))
	if err != nil {
		return nil, err
	}
	if len(p.rows) == 0 {
		if err := r.explain(ctx, q.Parameters); err != nil {
			return nil, err
		}
	}
	r.leaveOutOf(p)
	answer := queryAnswer{Rows: p.rows, Total: p.total, Next: p.next, Meta: r.meta}
	if p.of != nil {
		answer.Of = &share{*p.of, q.Of}
	}
	return answer, nil
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
