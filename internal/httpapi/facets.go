package httpapi

import (
	"context"
	"regexp"
	"slices"
	"strconv"

	"corridor/graph"
	"corridor/internal/layout"
)

// facet asks for what relationships can be filtered by, of all of them at once.
func (r *request) facet(ctx context.Context, relationships []layout.Relationship) error {
	var keys []string
	for i, drawn := range relationships {
		relationships[i].Facets = layout.Facets{Documents: []string{}, Voices: []string{}, Hedges: []string{}, Stances: []string{}}
		if key := statementOf(drawn); key != "" {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	slices.Sort(keys)
	rows, err := r.ask(ctx, "facets", map[string]any{"keys": slices.Compact(keys)})
	if err != nil {
		return err
	}
	of := make(map[string]layout.Facets, len(rows))
	for _, found := range rows {
		of[textIn(found, "key")] = facetsIn(found)
	}
	for i, drawn := range relationships {
		if known, has := of[statementOf(drawn)]; has {
			relationships[i].Facets = known
		}
	}
	return nil
}

// statementOf is the key of the statement that a relationship comes from: its
// claim, or the figure, definition or event that it leaves; empty for our frame.
func statementOf(r layout.Relationship) string {
	if r.Claim != nil {
		return *r.Claim
	}
	label, _ := graph.LabelOf(r.From)
	if r.Standing != "frame" && slices.Contains([]string{"Statistic", "Definition", "Event"}, label.Name) {
		return r.From
	}
	return ""
}

// facetsIn reads a row of the query facets.
func facetsIn(found row) layout.Facets {
	f := layout.Facets{
		Documents: textsIn(found, "documents"), Voices: textsIn(found, "voices"),
		Hedges: textsIn(found, "hedges"), Stances: textsIn(found, "stances"),
		For: wholeIn(found, "for"), Against: wholeIn(found, "against"),
	}
	f.Since, _ = yearsOf(textIn(found, "from"))
	_, f.Until = yearsOf(textIn(found, "to"))
	return f
}

func textIn(found row, column string) string {
	text, _ := found[column].(string)
	return text
}

func wholeIn(found row, column string) int {
	n, _ := found[column].(int64)
	return int(n)
}

func textsIn(found row, column string) []string {
	list, _ := found[column].([]any)
	texts := make([]string, 0, len(list))
	for _, item := range list {
		if text, isText := item.(string); isText {
			texts = append(texts, text)
		}
	}
	return texts
}

// What dates say of years where they name one: a day, month or year; a decade or
// a part of one, which are known no closer; a time after a year.
var (
	dayForm    = regexp.MustCompile(`^(\d{4})(-\d{2}){0,2}$`)
	decadeForm = regexp.MustCompile(`^((early|mid|late) )?(\d{3}0)s$`)
	afterForm  = regexp.MustCompile(`^after (\d{4})$`)
)

// yearsOf gives the first and the last year that a date as far as known can be
// of; nil where it does not say, as with "recent years".
func yearsOf(date string) (first, last *int) {
	if m := dayForm.FindStringSubmatch(date); m != nil {
		return year(m[1], 0), year(m[1], 0)
	}
	if m := decadeForm.FindStringSubmatch(date); m != nil {
		return year(m[3], 0), year(m[3], 9)
	}
	if m := afterForm.FindStringSubmatch(date); m != nil {
		return year(m[1], 0), nil
	}
	return nil, nil
}

func year(digits string, more int) *int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return nil
	}
	n += more
	return &n
}
