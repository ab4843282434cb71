package graph

import (
	"fmt"
	"strings"
)

// Constraints writes the Cypher of cypher/schema/1-constraints.cypher: a key is
// unique in its label. Neo4j community has no other constraints that would
// serve; what else must hold is checked before and after loading.
func Constraints() string {
	var b strings.Builder
	b.WriteString("// Generated from graph/schema.go by make update; a test holds them together.\n")
	for _, l := range labels {
		fmt.Fprintf(&b, "CREATE CONSTRAINT %s_key IF NOT EXISTS FOR (n:%s) REQUIRE n.key IS UNIQUE;\n", strings.ToLower(l.Name), l.Name)
	}
	return b.String()
}

// Indexes writes the Cypher of cypher/schema/2-indexes.cypher: what people look
// nodes up by.
func Indexes() string {
	var b strings.Builder
	b.WriteString("// Generated from graph/schema.go by make update; a test holds them together.\n")
	for _, l := range labels {
		fmt.Fprintf(&b, "CREATE INDEX %s_name IF NOT EXISTS FOR (n:%s) ON (n.name);\n", strings.ToLower(l.Name), l.Name)
		for _, p := range l.Properties {
			if indexed[l.Name+"."+p.Name] {
				fmt.Fprintf(&b, "CREATE INDEX %s_%s IF NOT EXISTS FOR (n:%s) ON (n.%s);\n", strings.ToLower(l.Name), p.Name, l.Name, p.Name)
			}
		}
	}
	searched := strings.Join(searchedLabels(), "|")
	fmt.Fprintf(&b, "CREATE FULLTEXT INDEX names IF NOT EXISTS FOR (n:%s) ON EACH [n.name];\n", searched)
	fmt.Fprintf(&b, "CREATE FULLTEXT INDEX aliases IF NOT EXISTS FOR (n:%s) ON EACH [n.aliases, n.short];\n", searched)
	b.WriteString("CREATE FULLTEXT INDEX paraphrases IF NOT EXISTS FOR (n:Evidence) ON EACH [n.paraphrase];\n")
	b.WriteString("// A full-text index that is still being filled refuses to answer.\n")
	b.WriteString("CALL db.awaitIndexes(60);\n")
	return b.String()
}

// searchedLabels are those whose names people would type: not the numbers of
// passages, nor releases, nor evidence, whose name is its paraphrase. Names,
// aliases and paraphrases have an index each, so that the query search knows
// which of them a word was found in.
func searchedLabels() []string {
	var names []string
	for _, l := range labels {
		if l.Name != "Passage" && l.Name != "Release" && l.Name != "Evidence" {
			names = append(names, l.Name)
		}
	}
	return names
}

// indexed are the properties that the named queries filter by.
var indexed = map[string]bool{
	"Place.iso": true, "Passage.hash": true, "Claim.type": true, "Claim.standing": true, "Evidence.stance": true,
}
