package syntax

// brackets tells about each opening bracket, by the index of its token, what
// the parser must know before it reads on: where a '(' alone does not say what
// it opens, one look at this table decides, so nothing is read twice and the
// time stays linear however deep the text is nested.
//
//	[ x IN xs WHERE x:A | x.name ]
//	^                   ^        ^
//	|                   bar      close
type brackets struct {
	close []int32 // index of the closing bracket, 0 without
	bar   []int32 // index of the last | directly inside, 0 without
	comma []bool  // a comma stands directly inside, not in a CASE
}

var closers = map[string]string{"(": ")", "[": "]", "{": "}"}

func pair(tokens []token) brackets {
	b := brackets{make([]int32, len(tokens)), make([]int32, len(tokens)), make([]bool, len(tokens))}
	var open, cases []int // brackets, and how many CASE are under way in each
	for i := range tokens {
		if tokens[i].kind != symbol {
			if len(open) > 0 {
				cases[len(open)-1] += caseStep(tokens, i)
			}
			continue
		}
		inside := len(open) > 0
		switch sign := tokens[i].value; {
		case closers[sign] != "":
			open, cases = append(open, i), append(cases, 0)
		case inside && sign == closers[tokens[open[len(open)-1]].value]:
			b.close[open[len(open)-1]] = int32(i)
			open, cases = open[:len(open)-1], cases[:len(open)-1]
		case inside && sign == "|":
			b.bar[open[len(open)-1]] = int32(i)
		case inside && sign == "," && cases[len(open)-1] <= 0:
			b.comma[open[len(open)-1]] = true
		}
	}
	return b
}

// caseStep is 1 for a CASE, -1 for an END, 0 for what is neither, as the name of a property.
func caseStep(tokens []token, i int) int {
	switch {
	case i > 0 && (tokens[i-1].is(".") || tokens[i-1].is(":")):
		return 0
	case tokens[i].keyword("CASE"):
		return 1
	case tokens[i].keyword("END"):
		return -1
	}
	return 0
}

// pathEnd gives the index of the token after the path pattern that begins at i,
// or 0 where there is none: a path has at least one relationship, and brackets
// that look like nodes on both sides of each.
func (p *parser) pathEnd(i int) int {
	end := 0
	for first := true; p.nodeAt(i); first = false {
		after := int(p.brackets.close[i]) + 1
		if !first {
			end = after
		}
		if i = p.stepEnd(after); i == 0 {
			break
		}
	}
	return end
}

// nodeAt tells whether the bracket at i holds what a node pattern begins with.
func (p *parser) nodeAt(i int) bool {
	if !p.tokens[i].is("(") || p.brackets.close[i] == 0 {
		return false
	}
	first, second := &p.tokens[i+1], &p.tokens[i+2]
	switch {
	case first.is(")"), first.is(":"), first.is("{"):
		return true
	case first.keyword("WHERE"), first.keyword("IS"):
		return true
	case first.name():
		return second.is(")") || second.is(":") || second.is("{") || second.kind == parameter ||
			second.keyword("WHERE") || second.keyword("IS")
	}
	return false
}

// stepEnd gives the index of the bracket behind the relationship that is drawn
// from i on, or 0.
func (p *parser) stepEnd(i int) int {
	if p.tokens[i].is("<") {
		i++
	}
	if !p.tokens[i].dash() {
		return 0
	}
	i++
	if p.tokens[i].is("[") {
		if i = int(p.brackets.close[i]) + 1; i == 1 {
			return 0
		}
	}
	if !p.tokens[i].dash() {
		return 0
	}
	i++
	if p.tokens[i].is(">") {
		i++
	}
	if !p.tokens[i].is("(") {
		return 0
	}
	return i
}
