package graph

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Problem is something in the dataset that may not stand, and what to do.
type Problem struct {
	Where Position
	What  string
}

// String writes the problem after its file and line.
func (p Problem) String() string { return p.Where.String() + ": " + p.What }

// MaxClaims is how many claims one passage may support before it is listed.
const MaxClaims = 10

// Check judges a dataset against the model. No problems means that it may be
// loaded. Problems come in the order of the files.
func Check(ds *Dataset) []Problem {
	c := &checker{ds: ds, label: map[string]string{}, used: map[string]bool{}, borne: map[string]bool{}, speakers: map[string]bool{}, readings: map[string]bool{}, statements: map[string]Claim{}}
	c.keys()
	for _, n := range ds.Nodes {
		c.node(n)
	}
	c.circles(nil)
	c.claims()
	for _, r := range ds.Readings {
		c.reading(r)
	}
	c.evidenceOfAll()
	c.unused()
	return c.problems
}

type checker struct {
	ds         *Dataset
	label      map[string]string // key -> label
	used       map[string]bool   // keys that something hangs on
	borne      map[string]bool   // keys that evidence bears on
	speakers   map[string]bool   // keys of voices that speak for another
	readings   map[string]bool   // keys of documents that have a reading
	statements map[string]Claim
	problems   []Problem
}

func (c *checker) problem(where Position, format string, args ...any) {
	c.problems = append(c.problems, Problem{where, fmt.Sprintf(format, args...)})
}

func (c *checker) keys() {
	first := map[string]Position{}
	add := func(key, label string, where Position) {
		if at, twice := first[key]; twice {
			c.problem(where, "key %s stands already at %s: one thing is one node", key, at)
			return
		}
		first[key] = where
		c.label[key] = label
	}
	for _, n := range c.ds.Nodes {
		add(n.Key, n.Label, n.Where)
		_, speaks := n.Properties["speaks_for"]
		c.speakers[n.Key] = speaks
	}
	for _, claim := range c.ds.Claims {
		add(claim.Key, "Claim", claim.Where)
		c.statements[claim.Key] = claim
	}
}

// ends checks that keys exist and carry one of the allowed labels (nil: any).
func (c *checker) ends(where Position, field string, keys, allowed []string) {
	for _, key := range keys {
		label, known := c.label[key]
		switch {
		case !known:
			c.problem(where, "%s: no node has the key %s%s", field, key, c.nearest(key))
		case allowed != nil && !slices.Contains(allowed, label):
			c.problem(where, "%s: %s is a %s, want %s", field, key, label, strings.Join(allowed, ", "))
		}
		c.used[key] = true
	}
}

// nearest suggests a key that shares the most with one that does not exist.
func (c *checker) nearest(key string) string {
	best, most := "", 2
	prefix, slug, _ := strings.Cut(key, ":")
	for other := range c.label {
		otherPrefix, otherSlug, _ := strings.Cut(other, ":")
		if otherPrefix != prefix {
			continue
		}
		n := 0
		for _, word := range strings.Split(slug, "-") {
			if stem := word[:max(min(3, len(word)), len(word)-2)]; len(word) > 2 && strings.Contains(otherSlug, stem) {
				n += len(stem)
			}
		}
		if n > most || n == most && other < best {
			best, most = other, n
		}
	}
	if best == "" {
		return ": add it or correct the key"
	}
	return fmt.Sprintf("; did you mean %s?", best)
}

func (c *checker) key(where Position, key, prefix string) {
	slug, ok := strings.CutPrefix(key, prefix+":")
	if !ok || slug == "" || strings.Trim(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		c.problem(where, "key %q: want %s: and lower-case letters, digits and hyphens", key, prefix)
	}
}

func (c *checker) properties(where Position, have map[string]any, want []Property) {
	for _, p := range want {
		v, ok := have[p.Name]
		if !ok || v == "" {
			if p.Required {
				c.problem(where, "%s is missing: %s", p.Name, p.Doc)
			}
			continue
		}
		if p.Kind == Choice && !slices.Contains(p.Choices, fmt.Sprint(v)) {
			c.problem(where, "%s: %q is none of %s", p.Name, v, strings.Join(p.Choices, ", "))
		}
		if degrees, isNumber := v.(float64); isNumber && p.Kind == Degrees && math.Abs(degrees) > 180 {
			c.problem(where, "%s: %v is no place on the globe", p.Name, v)
		}
	}
}

func (c *checker) node(n Node) {
	label, _ := LabelOf(n.Key)
	if label.Name != n.Label {
		for _, l := range labels {
			if l.Name == n.Label {
				label = l
			}
		}
	}
	c.key(n.Where, n.Key, label.Prefix)
	if n.Name == "" {
		c.problem(n.Where, "%s has no name: give one in our words, or the proper name", n.Key)
	}
	for i, alias := range n.Aliases {
		if alias == n.Name || slices.Contains(n.Aliases[:i], alias) {
			c.problem(n.Where, "alias %q stands twice: remove one", alias)
		}
	}
	c.properties(n.Where, n.Properties, label.Properties)
	for _, name := range sortedKeys(n.Frame) {
		t, _ := TypeNamed(name)
		c.ends(n.Where, strings.ToLower(name), n.Frame[name], t.To)
		if !slices.Contains(t.From, n.Label) {
			c.problem(n.Where, "%s: a %s has none, only %s", strings.ToLower(name), n.Label, strings.Join(t.From, ", "))
		}
		c.used[n.Key] = true
	}
	c.roles(n.Where, n.Roles)
	switch n.Label {
	case "Statistic":
		c.statistic(n)
	case "Definition":
		c.definition(n)
	case "Event":
		c.ends(n.Where, "illustrates", n.Links["ILLUSTRATES"], []string{"Claim"})
	}
	c.speaksFor(n)
}

// speaksFor holds that a voice speaks for another one directly: chains would
// be counted differently by who follows them how far.
func (c *checker) speaksFor(n Node) {
	voice, ok := n.Properties["speaks_for"].(string)
	if !ok {
		return
	}
	c.ends(n.Where, "speaks_for", []string{voice}, nil)
	if label, known := LabelOf(voice); known && !slices.Contains(label.Families, Voice) {
		c.problem(n.Where, "speaks_for: a %s has no voice", label.Name)
	}
	if c.speakers[voice] {
		c.problem(n.Where, "speaks_for: %s speaks for another itself: name that one", voice)
	}
}

func (c *checker) roles(where Position, have map[string][]string) {
	for _, role := range roles {
		c.ends(where, role.Field, have[role.Name], role.Labels)
	}
}

func (c *checker) statistic(n Node) {
	_, low := n.Properties["low"]
	_, high := n.Properties["high"]
	_, words := n.Properties["words"]
	_, currency := n.Properties["currency"]
	_, asOf := n.Properties["as_of"]
	_, from := n.Properties["from"]
	switch {
	case !low && !high && !words:
		c.problem(n.Where, "no amount: give low and high (equal where there is one figure, one of them where it is open), or words")
	case n.Properties["unit"] == "money" && !currency:
		c.problem(n.Where, "unit is money: give the currency as written, or unknown")
	case !asOf && !from:
		c.problem(n.Where, "no date: give as_of or from, or as_of: unknown")
	}
	if len(n.Links["QUANTIFIES"]) == 0 {
		c.problem(n.Where, "quantifies nothing: name the claim or node that the figure belongs to")
	}
	c.ends(n.Where, "quantifies", n.Links["QUANTIFIES"], nil)
	c.ends(n.Where, "measured_by", n.Links["MEASURED_BY"], nil)
}

func (c *checker) definition(n Node) {
	if len(n.Links["OF"]) == 0 || len(n.Links["BY_SOURCE"]) == 0 {
		c.problem(n.Where, "a definition needs of (what it defines) and source (whose it is)")
	}
	c.ends(n.Where, "of", n.Links["OF"], typeOf(records, "OF").To)
	c.ends(n.Where, "source", n.Links["BY_SOURCE"], nil)
	for _, e := range n.Elements {
		if !slices.Contains(ElementKinds, e.Kind) {
			c.problem(n.Where, "element %s: kind %q is none of %s", e.Node, e.Kind, strings.Join(ElementKinds, ", "))
		}
		c.ends(n.Where, "element", []string{e.Node}, nil)
	}
}

func typeOf(list []Type, name string) Type {
	for _, t := range list {
		if t.Name == name {
			return t
		}
	}
	panic("graph: no relationship type " + name) // a constant of this package
}

func (c *checker) claims() {
	same, opposite := map[string]string{}, map[string]string{}
	for _, claim := range c.ds.Claims {
		c.claim(claim)
		if other, twice := same[statement(claim)]; twice {
			c.problem(claim.Where, "%s says the same as %s: one statement, one claim", claim.Key, other)
		}
		same[statement(claim)] = claim.Key
		if claim.Type == About {
			continue
		}
		turned := claim
		turned.Polarity = map[string]string{"positive": "negative", "negative": "positive"}[claim.Polarity]
		if other, both := opposite[statement(turned)]; both {
			c.problem(claim.Where, "%s is the opposite of %s: keep one, the other's evidence disputes it", claim.Key, other)
		}
		opposite[statement(claim)] = claim.Key
	}
}

// statement is what makes a claim the one it is.
func statement(c Claim) string {
	var b strings.Builder
	fmt.Fprint(&b, c.Type, "|", c.Subject, "|", c.Object, "|", c.Polarity, "|", c.Mode)
	for _, name := range sortedKeys(c.Roles) {
		keys := slices.Clone(c.Roles[name])
		slices.Sort(keys)
		fmt.Fprint(&b, "|", name, keys)
	}
	for _, name := range sortedKeys(c.Properties) {
		if name != "mechanism" {
			fmt.Fprint(&b, "|", name, "=", c.Properties[name])
		}
	}
	if c.Type == About {
		fmt.Fprint(&b, c.About, c.Text)
	}
	return b.String()
}

func (c *checker) claim(claim Claim) {
	c.key(claim.Where, claim.Key, "claim")
	if claim.Text == "" {
		c.problem(claim.Where, "%s has no text: say the statement in one plain sentence", claim.Key)
	}
	c.roles(claim.Where, claim.Roles)
	c.ends(claim.Where, "contradicts", claim.Contradicts, []string{"Claim"})
	c.ends(claim.Where, "supports", claim.Supports, []string{"Claim"})
	if !slices.Contains(Polarities, claim.Polarity) {
		c.problem(claim.Where, "polarity: %q is none of %s", claim.Polarity, strings.Join(Polarities, ", "))
	}
	if claim.Type == About {
		c.ends(claim.Where, "about", claim.About, nil)
		if len(claim.About) == 0 || claim.Subject+claim.Object != "" {
			c.problem(claim.Where, "a claim of type ABOUT has about, and neither subject nor object")
		}
		return
	}
	t, ok := TypeNamed(claim.Type)
	if !ok {
		c.problem(claim.Where, "type %q is no relationship type: see docs/model.md", claim.Type)
		return
	}
	c.binary(claim, t)
}

func (c *checker) binary(claim Claim, t Type) {
	c.ends(claim.Where, t.Name+" from", []string{claim.Subject}, t.From)
	c.ends(claim.Where, t.Name+" to", []string{claim.Object}, t.To)
	if t.Same && c.label[claim.Subject] != c.label[claim.Object] {
		c.problem(claim.Where, "%s joins two of one label, not %s and %s", t.Name, c.label[claim.Subject], c.label[claim.Object])
	}
	if len(claim.About) > 0 {
		c.problem(claim.Where, "about is for claims without subject and object: use roles")
	}
	c.properties(claim.Where, claim.Properties, t.Properties)
	for _, name := range t.Required {
		if _, ok := claim.Properties[name]; !ok {
			c.problem(claim.Where, "%s needs %s", t.Name, name)
		}
	}
	for _, name := range t.Roles {
		if len(claim.Roles[name]) == 0 {
			c.problem(claim.Where, "%s needs the role %s", t.Name, strings.ToLower(name))
		}
	}
	switch {
	case t.NoMode && (claim.Mode != "" || claim.Polarity != "positive"):
		c.problem(claim.Where, "%s has neither mode nor polarity: stance says what a voice does with it", t.Name)
	case !t.NoMode && !slices.Contains(Modes, claim.Mode):
		c.problem(claim.Where, "mode: %q is none of %s", claim.Mode, strings.Join(Modes, ", "))
	}
}

func (c *checker) reading(r Reading) {
	c.ends(r.Where, "document", []string{r.Document}, []string{"Document"})
	if c.readings[r.Document] {
		c.problem(r.Where, "%s has a reading already: join the two", r.Document)
	}
	c.readings[r.Document] = true
	at := map[string]bool{}
	keys := map[string]bool{}
	paragraph, sentence := 1, 0
	for _, p := range r.Passages {
		next := p.Paragraph == paragraph && p.Sentence == sentence+1 || p.Paragraph == paragraph+1 && p.Sentence == 1
		if !next {
			c.problem(p.Where, "%s follows p%ds%d: every passage stands in order, none left out", p.At(), paragraph, sentence)
		}
		paragraph, sentence = p.Paragraph, p.Sentence
		c.passage(p, at)
		at[p.At()] = true
		if p.Mark.Hash == "" {
			c.problem(p.Where, "%s has no mark: run corridor passages", p.At())
		} else if keys[p.Key()] {
			c.problem(p.Where, "%s has the mark of another passage: run corridor passages", p.At())
		}
		keys[p.Key()] = true
	}
}

func (c *checker) passage(p Passage, before map[string]bool) {
	switch {
	case p.None == "" && len(p.Evidence) == 0:
		c.problem(p.Where, "%s: neither none nor bears: say why it supports nothing, or what it bears on", p.At())
	case p.None != "" && len(p.Evidence) > 0:
		c.problem(p.Where, "%s: none and bears exclude each other", p.At())
	case p.None != "" && !slices.Contains(Reasons, p.None):
		c.problem(p.Where, "%s: %q is no reason; want one of %s", p.At(), p.None, strings.Join(Reasons, ", "))
	case p.None == "repetition" && !before[p.Of]:
		c.problem(p.Where, "%s: of must name the earlier passage that it repeats", p.At())
	case p.None == "reference entry" && p.Work == "":
		c.problem(p.Where, "%s: work must name the work of the entry", p.At())
	}
	if p.Work != "" {
		c.ends(p.Where, "work", []string{p.Work}, typeOf(records, "REFERS_TO").To)
	}
	targets, lines := map[string]bool{}, map[string]bool{}
	for _, e := range p.Evidence {
		c.evidence(p, e)
		if c.label[e.On] == "Claim" {
			targets[e.On] = true
		}
		if line := e.On + "~" + e.Voice; lines[line] {
			c.problem(e.Where, "%s: a second line of %s on %s: join them", p.At(), e.Voice, e.On)
		} else {
			lines[line] = true
		}
	}
	if len(targets) > MaxClaims {
		c.problem(p.Where, "%s supports %d claims, more than %d: is it padded?", p.At(), len(targets), MaxClaims)
	}
}

func (c *checker) evidence(p Passage, e Evidence) {
	c.ends(e.Where, "on", []string{e.On}, typeOf(records, "BEARS_ON").To)
	c.borne[e.On] = true
	c.ends(e.Where, "voice", []string{e.Voice}, nil)
	if label, ok := LabelOf(e.Voice); ok && !slices.Contains(label.Families, Voice) {
		c.problem(e.Where, "voice: a %s has no voice; name the holder", label.Name)
	}
	if doc, ok := strings.CutPrefix(e.Voice, "doc:"); ok && "doc:"+doc != p.Document {
		c.problem(e.Where, "voice: %s speaks in its own passages only", e.Voice)
	}
	for _, field := range []struct {
		name, value string
		list        []string
	}{{"stance", e.Stance, Stances}, {"hedge", e.Hedge, Hedges}, {"reading", e.Reading, Readings}} {
		if !slices.Contains(field.list, field.value) {
			c.problem(e.Where, "%s: %q is none of %s", field.name, field.value, strings.Join(field.list, ", "))
		}
	}
	if (e.Voice == UnknownVoice) != (e.Hedge == "hearsay") {
		c.problem(e.Where, "an unknown holder and the hedge hearsay go together")
	}
	if e.Stance == "recommends" && !c.recommendable(e.On) {
		c.problem(e.Where, "recommends: %s is no lever's claim (ACTS_ON, IMPLEMENTS) and has not the mode ought", e.On)
	}
	if e.Paraphrase == "" {
		c.problem(e.Where, "says is missing: put the passage in our own words")
	}
}

func (c *checker) recommendable(key string) bool {
	claim := c.statements[key]
	return claim.Type == "ACTS_ON" || claim.Mode == "ought" || claim.Mode == "would"
}

func (c *checker) evidenceOfAll() {
	paraphrases := map[string]Position{}
	for _, r := range c.ds.Readings {
		for _, p := range r.Passages {
			for _, e := range p.Evidence {
				if at, twice := paraphrases[e.Paraphrase]; twice && e.Paraphrase != "" {
					c.problem(e.Where, "says stands already at %s: each line says what its own passage says", at)
				}
				paraphrases[e.Paraphrase] = e.Where
			}
		}
	}
	for _, n := range c.ds.Nodes {
		if slices.Contains(typeOf(records, "BEARS_ON").To, n.Label) && !c.borne[n.Key] {
			c.problem(n.Where, "%s has no evidence: cite a passage or remove it", n.Key)
		}
	}
	for _, claim := range c.ds.Claims {
		if !c.borne[claim.Key] {
			c.problem(claim.Where, "%s has no evidence: cite a passage or remove it", claim.Key)
		}
	}
}

// unused finds nodes that nothing hangs on: padding.
func (c *checker) unused() {
	for _, n := range c.ds.Nodes {
		record := slices.Contains(typeOf(records, "BEARS_ON").To, n.Label) || n.Label == "Document"
		if !record && !c.used[n.Key] {
			c.problem(n.Where, "%s: nothing hangs on it; remove it", n.Key)
		}
	}
}
