package cyphertest

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
)

//go:embed generate_grammar.txt
var grammarText string

// grammar has the productions of each type.
type grammar map[string][]production

// production is a line of the grammar: text and, between braces, what is put there.
type production struct {
	parts []string // text at even places, what is put there at odd ones
	risky bool
	loose bool
	leaf  bool // nothing of the grammar is put there
}

var hole = regexp.MustCompile(`\{\{(.*?)\}\}`)

// readGrammar reads lines of the form: type = production.
func readGrammar() grammar {
	g := grammar{}
	for line := range strings.Lines(grammarText) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		head, body, _ := strings.Cut(line, " = ")
		names := strings.Fields(head)
		p := production{risky: slices.Contains(names, "!"), loose: slices.Contains(names, "~"), leaf: true}
		end := 0
		for _, at := range hole.FindAllStringSubmatchIndex(body, -1) {
			p.parts = append(p.parts, body[end:at[0]], body[at[2]:at[3]])
			p.leaf = p.leaf && strings.HasPrefix(body[at[2]:at[3]], "var ")
			end = at[1]
		}
		p.parts = append(p.parts, body[end:])
		g[names[0]] = append(g[names[0]], p)
	}
	return g
}

// attempts is how many productions are tried before a leaf is taken.
const attempts = 8

// expression makes one of a type; nil where there is none, as for a node
// where no variable is one.
func (g *Generator) expression(kind string) *fragment {
	if known := g.known(kind); len(known) > 0 && g.chance(45) {
		return &fragment{kind: kind, text: one(g, known...)}
	}
	all := g.grammar[kind]
	for range attempts {
		if len(all) == 0 {
			break
		}
		if p := one(g, all...); g.allows(p) {
			if piece := g.expand(kind, p); piece != nil {
				return piece
			}
		}
	}
	return g.leaf(kind)
}

func (g *Generator) allows(p production) bool {
	return (g.risky || !p.risky) && (g.loose || !p.loose) && (p.leaf || g.depth > 0)
}

func (g *Generator) leaf(kind string) *fragment {
	var leaves []production
	for _, p := range g.grammar[kind] {
		if p.leaf && !p.risky {
			leaves = append(leaves, p)
		}
	}
	for range attempts {
		if len(leaves) == 0 {
			break
		}
		if piece := g.expand(kind, one(g, leaves...)); piece != nil {
			return piece
		}
	}
	if known := g.known(kind); len(known) > 0 {
		return &fragment{kind: kind, text: one(g, known...)}
	}
	for _, p := range leaves { // chance may have met none but those that want a variable
		if piece := g.expand(kind, p); piece != nil {
			return piece
		}
	}
	return nil
}

// known are the variables of a type.
func (g *Generator) known(kind string) (names []string) {
	for _, v := range g.scope {
		if v.kind == kind {
			names = append(names, v.name)
		}
	}
	return names
}

// expand fills the holes of a production. Its own variables are known from
// {{in}} on, and only in it.
func (g *Generator) expand(kind string, p production) *fragment {
	outer, depth := g.scope, g.depth
	defer func() { g.scope, g.depth = outer, depth }()
	g.depth--
	g.scope = slices.Clone(outer)
	piece := &fragment{kind: kind}
	var own []variable
	for i, part := range p.parts {
		if i%2 == 0 {
			piece.parts = append(piece.parts, text(part))
			continue
		}
		if part == "in" {
			g.scope, own = append(g.scope, own...), nil
			continue
		}
		filled := g.fill(part, &own)
		if filled == nil {
			return nil
		}
		piece.parts = append(piece.parts, filled)
	}
	return piece
}

// fill makes what stands in a hole: "new TYPE" a variable, "var TYPE" one that
// there is, "pattern", "steps" and "chain" patterns, "labels" a label
// expression, else an expression.
func (g *Generator) fill(part string, own *[]variable) *fragment {
	word, kind, _ := strings.Cut(part, " ")
	switch word {
	case "new":
		v := variable{g.newName(), kind}
		*own = append(*own, v)
		return text(v.name)
	case "var":
		known := g.known(kind)
		if len(known) == 0 {
			return nil
		}
		return text(one(g, known...))
	case "pattern":
		return g.pattern(own, 0, 2)
	case "steps":
		return g.pattern(own, 1, 2)
	case "chain":
		return g.chain()
	case "labels":
		return text(one(g, plainLabels[g.style]...))
	}
	return g.expression(part)
}
