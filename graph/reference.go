package graph

import (
	"fmt"
	"strings"
)

// Reference writes docs/model.md, the reference of the model.
func Reference() string {
	var b strings.Builder
	b.WriteString("<!-- Generated from graph/schema.go by make update; a test holds them together. -->\n" +
		"# The model\n\nLabels, relationship types and closed lists of the graph. How they are applied to sentences is in [coding.md](coding.md).\n" +
		"Every node has a `key` (unique in its label), a `name` and a `uuid` (version 5, from the key); what the dataset loaded carries `release`.\n")
	referenceLabels(&b)
	referenceTypes(&b)
	referenceRecord(&b)
	referenceLists(&b)
	return b.String()
}

func referenceLabels(b *strings.Builder) {
	b.WriteString("\n## Labels\n")
	for _, l := range labels {
		fmt.Fprintf(b, "\n### %s\n\n%s Keys begin with `%s:`.", l.Name, l.Doc, l.Prefix)
		if l.File != "" {
			fmt.Fprintf(b, " Data: `nodes/%s.yaml`.", l.File)
		}
		if l.Also != "" {
			fmt.Fprintf(b, " Nodes carry the label `%s` too.", l.Also)
		}
		b.WriteString("\n")
		referenceProperties(b, l.Properties)
	}
}

func referenceProperties(b *strings.Builder, properties []Property) {
	if len(properties) == 0 {
		return
	}
	b.WriteString("\n| property | kind | required | what |\n| --- | --- | --- | --- |\n")
	for _, p := range properties {
		kind := string(p.Kind)
		if p.Kind == Choice {
			kind = strings.Join(p.Choices, ", ")
		}
		required := ""
		if p.Required {
			required = "yes"
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", p.Name, kind, required, p.Doc)
	}
}

func referenceTypes(b *strings.Builder) {
	b.WriteString("\n## Relationship types of claims\n\nA claim of a type joins a node of a label on the left to one on the right. In the plain graph it is a relationship that carries\n" +
		"`claim`, `standing`, `for`, `against`, `documents`, `evidence`, `hedge` and the type's own properties; our frame carries `basis: frame`.\n" +
		"All may carry `from` and `to`, the period the claim holds for.\n")
	question := ""
	for _, t := range types {
		if t.Question != question {
			question = t.Question
			fmt.Fprintf(b, "\n### %s\n", question)
		}
		fmt.Fprintf(b, "\n**%s**: %s. ", t.Name, t.Doc)
		if t.Same {
			fmt.Fprintf(b, "Between two of one label: %s.", strings.Join(t.From, ", "))
		} else {
			fmt.Fprintf(b, "From %s; to %s.", strings.Join(t.From, ", "), strings.Join(t.To, ", "))
		}
		if len(t.Roles) > 0 {
			fmt.Fprintf(b, " Needs the role %s.", strings.Join(t.Roles, ", "))
		}
		if len(t.Required) > 0 {
			fmt.Fprintf(b, " Needs %s.", strings.Join(t.Required, ", "))
		}
		if t.Frame {
			b.WriteString(" May be our frame.")
		}
		if t.NoMode {
			b.WriteString(" Has neither mode nor polarity.")
		}
		b.WriteString("\n")
		referenceProperties(b, t.Properties)
	}
}

func referenceRecord(b *strings.Builder) {
	b.WriteString("\n## Roles\n\nEnds of a claim beside subject and object; statistics, definitions and events have them too.\n\n| role | field | may be | what |\n| --- | --- | --- | --- |\n")
	for _, r := range roles {
		fmt.Fprintf(b, "| %s | `%s` | %s | %s |\n", r.Name, r.Field, strings.Join(r.Labels, ", "), r.Doc)
	}
	b.WriteString("\n## Relationships of the record\n\n| type | from | to | what |\n| --- | --- | --- | --- |\n")
	for _, t := range records {
		to := "any domain node"
		if len(t.To) > 0 {
			to = strings.Join(t.To, ", ")
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", t.Name, strings.Join(t.From, ", "), to, t.Doc)
	}
}

func referenceLists(b *strings.Builder) {
	b.WriteString("\n## Closed lists\n\n| list | values |\n| --- | --- |\n")
	for _, l := range []struct {
		name   string
		values []string
	}{
		{"polarity", Polarities}, {"mode", Modes}, {"stance", Stances}, {"hedge, from sure to unsure", Hedges}, {"reading", Readings},
		{"standing", standingValues}, {"kinds of a definition's elements", ElementKinds}, {"reasons why a passage supports nothing", Reasons},
	} {
		fmt.Fprintf(b, "| %s | %s |\n", l.name, strings.Join(l.values, ", "))
	}
}
