// Package invented makes up a dataset as large as is wanted, in the words of the
// model: what is to bear a large graph is tried on it. It says nothing of the
// world, and is the same each time.
package invented

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"corridor/graph"
)

// Least sizes, below which there is not enough of everything.
const (
	LeastNodes = 1000
	// LeastTies and MostTies are how many relationships there are for each node.
	LeastTies = 2.7
	MostTies  = 5.0
)

// Shares of the nodes; what is left are nodes of the domain.
const (
	claimsIn   = 0.36
	evidenceIn = 0.40
	passagesIn = 0.12
)

const (
	membersOfTopic     = 40  // nodes of the domain that are told of together
	passagesOfDocument = 120 // at most
	sentences          = 5   // of a paragraph
)

// Dataset makes up one whose graph has just so many nodes and relationships. It
// keeps every rule of graph.Check. The same numbers give the same dataset.
func Dataset(seed uint64, nodes, relationships int) (*graph.Dataset, error) {
	ties := float64(relationships) / float64(nodes)
	if nodes < LeastNodes || ties < LeastTies || ties > MostTies {
		return nil, fmt.Errorf("%d nodes and %d relationships: want at least %d nodes, and %.1f to %.1f relationships for each", nodes, relationships, LeastNodes, LeastTies, MostTies)
	}
	i := &inventor{Rand: rand.New(rand.NewPCG(seed, uint64(nodes))), dataset: &graph.Dataset{}, said: map[string]bool{}} //nolint:gosec // the same each time
	claims, lines, passages := int(claimsIn*float64(nodes)), int(evidenceIn*float64(nodes)), int(passagesIn*float64(nodes))
	i.sources(passages)
	i.domain(nodes - claims - lines - passages - len(i.dataset.Nodes))
	types := i.told()
	for n := range claims {
		i.claim(n, types)
	}
	// A claim has two ends and becomes a relationship, a line three ends, a passage stands in a document.
	i.roles(relationships - 3*claims - 3*lines - passages - i.framed)
	i.readings(lines, passages)
	return i.dataset, nil
}

// inventor makes a dataset. All its choices come from one sequence of numbers, so
// that a choice more or elsewhere makes another dataset.
type inventor struct {
	*rand.Rand
	dataset   *graph.Dataset
	documents []string
	holders   []string
	topics    []topic
	framed    int             // relationships of our frame
	said      map[string]bool // type, subject and object of claims
}

// topic is a part of the domain by label: keys, those that most is said of first.
type topic struct {
	name    string
	members map[string][]string
}

// below is a number from 0 to n-1, of which small ones come more often.
func (i *inventor) below(n int) int { return i.IntN(1 + i.IntN(n)) }

var syllables = []string{"ba", "lu", "ho", "rek", "mi", "ta", "von", "dal", "ki", "sor", "pen", "ra", "zu", "nim", "gor", "lek", "sha", "tir", "qua", "fel"}

// word is a name that nothing has.
func (i *inventor) word() string {
	var b strings.Builder
	for range 2 + i.IntN(2) {
		b.WriteString(syllables[i.IntN(len(syllables))])
	}
	s := b.String()
	return strings.ToUpper(s[:1]) + s[1:]
}

func labelNamed(name string) graph.Label {
	for _, l := range graph.Labels() {
		if l.Name == name {
			return l
		}
	}
	panic("the model has no label " + name)
}

// add makes a node of a label, with all that the label needs.
func (i *inventor) add(label, name string, number int) graph.Node {
	l := labelNamed(label)
	n := graph.Node{Key: fmt.Sprintf("%s:invented-%05d", l.Prefix, number), Label: label, Name: name, Properties: map[string]any{}, Frame: map[string][]string{}}
	for _, p := range l.Properties {
		if p.Required {
			n.Properties[p.Name] = i.value(p)
		}
	}
	return n
}

// value is one that a property may have.
func (i *inventor) value(p graph.Property) any {
	switch p.Kind {
	case graph.Choice:
		return p.Choices[i.IntN(len(p.Choices))]
	case graph.Whole:
		return int64(1 + i.IntN(9))
	case graph.Flag:
		return true
	case graph.Year:
		return fmt.Sprint(1990 + i.IntN(35))
	}
	return i.word()
}

// sources makes the documents and those whose views they report.
func (i *inventor) sources(passages int) {
	for n := range (passages + passagesOfDocument - 1) / passagesOfDocument {
		d := i.add("Document", "Report on "+i.word(), n+1)
		d.Key = fmt.Sprintf("doc:%d", 10_000+n)
		d.Properties["short"], d.Properties["language"] = fmt.Sprintf("%s %v", i.word(), d.Properties["year"]), "en"
		i.dataset.Nodes = append(i.dataset.Nodes, d)
		i.documents = append(i.documents, d.Key)
		for range 3 {
			h := i.add("Holder", "observers in "+i.word(), len(i.holders)+1)
			i.dataset.Nodes = append(i.dataset.Nodes, h)
			i.holders = append(i.holders, h.Key)
		}
	}
}

// shares are the labels of a topic's nodes, each as often as it stands here.
var shares = strings.Fields("Task Task Task ActorType ActorType ActorType ActorType Organisation Method Method Method Method Resource Resource " +
	"Condition Condition Condition Condition Condition Outcome Outcome Exploitation Lever Lever Lever Programme Instrument Setting Route Place Place Place")

// domain makes so many nodes of the domain: the stages, and topics, each with a
// process of which all else is a part.
func (i *inventor) domain(nodes int) {
	stages := []string{"recruitment", "movement", "insertion"}
	for n, name := range stages {
		s := i.add("Stage", name, n+1)
		s.Key, s.Properties["order"] = "stage:"+name, int64(n+1)
		i.dataset.Nodes = append(i.dataset.Nodes, s)
	}
	i.framed = nodes - len(stages)
	for made := 0; made < i.framed; {
		t := topic{name: i.word(), members: map[string][]string{}}
		process := i.add("Process", strings.ToLower(t.name)+" trade", len(i.topics)+1)
		for n := range min(membersOfTopic, i.framed-made) {
			member, whole := process, "stage:"+stages[len(i.topics)%len(stages)]
			if n > 0 {
				label := shares[i.IntN(len(shares))]
				member, whole = i.add(label, fmt.Sprintf("%s of %s %s", strings.ToLower(label), t.name, i.word()), made+1), process.Key
			}
			member.Frame["PART_OF"] = []string{whole}
			made++
			t.members[member.Label] = append(t.members[member.Label], member.Key)
			i.dataset.Nodes = append(i.dataset.Nodes, member)
		}
		i.topics = append(i.topics, t)
	}
}

// pick finds a node with one of some labels, mostly of a topic, and of that mostly
// one of the first.
func (i *inventor) pick(t topic, labels []string) (key, label string) {
	for {
		const elsewhere = 12 // of a hundred
		if i.IntN(100) < elsewhere {
			t = i.topics[i.IntN(len(i.topics))]
		}
		label = labels[i.IntN(len(labels))]
		if keys := t.members[label]; len(keys) > 0 {
			return keys[i.below(len(keys))], label
		}
		t = i.topics[i.IntN(len(i.topics))]
	}
}

// told are the types that claims are made of: those without roles that they must
// have, between labels that there are.
func (i *inventor) told() (all []graph.Type) {
	for _, t := range graph.Types() {
		t.From, t.To = i.among(t.From), i.among(t.To)
		if len(t.Roles) == 0 && len(t.From) > 0 && len(t.To) > 0 {
			all = append(all, t)
		}
	}
	return all
}

// among are the labels that a node of some topic has.
func (i *inventor) among(labels []string) []string {
	return slices.DeleteFunc(slices.Clone(labels), func(label string) bool {
		return !slices.ContainsFunc(i.topics, func(t topic) bool { return len(t.members[label]) > 0 })
	})
}

func (i *inventor) claim(number int, types []graph.Type) {
	about := i.topics[i.IntN(len(i.topics))]
	for {
		kind := types[i.IntN(len(types))]
		subject, label := i.pick(about, kind.From)
		to := kind.To
		if kind.Same {
			to = []string{label}
		}
		if !slices.Contains(kind.To, to[0]) {
			continue
		}
		object, _ := i.pick(about, to)
		statement := kind.Name + " " + subject + " " + object
		if subject == object || i.said[statement] {
			continue
		}
		i.said[statement] = true
		c := graph.Claim{Key: fmt.Sprintf("claim:invented-%06d", number+1), Type: kind.Name, Topic: strings.ToLower(about.name), Subject: subject, Object: object,
			Text: fmt.Sprintf("%s: %s (%s) %s", about.name, subject, kind.Doc, object), Polarity: "positive", Mode: "is", Roles: map[string][]string{}, Properties: map[string]any{}}
		if kind.NoMode {
			c.Mode = ""
		}
		for _, p := range kind.Properties {
			if slices.Contains(kind.Required, p.Name) {
				c.Properties[p.Name] = i.value(p)
			}
		}
		i.dataset.Claims = append(i.dataset.Claims, c)
		return
	}
}

// roles gives claims so many more ends.
func (i *inventor) roles(ends int) {
	roles := slices.Clone(graph.Roles())
	for n := range roles {
		roles[n].Labels = i.among(roles[n].Labels)
	}
	for ; ends > 0; ends-- {
		for {
			c := &i.dataset.Claims[i.IntN(len(i.dataset.Claims))]
			role := roles[i.IntN(len(roles))]
			if len(role.Labels) == 0 {
				continue
			}
			key, _ := i.pick(i.topics[i.IntN(len(i.topics))], role.Labels)
			if !slices.Contains(c.Roles[role.Name], key) {
				c.Roles[role.Name] = append(c.Roles[role.Name], key)
				break
			}
		}
	}
}

// readings makes passages, and so many lines of evidence: one that asserts each
// claim, then others.
func (i *inventor) readings(lines, passages int) {
	perDocument := (passages + len(i.documents) - 1) / len(i.documents)
	for n := range passages {
		place := n % perDocument
		if place == 0 {
			i.dataset.Readings = append(i.dataset.Readings, graph.Reading{Document: i.documents[n/perDocument]})
		}
		r := &i.dataset.Readings[len(i.dataset.Readings)-1]
		sum := sha256.Sum256(fmt.Append(nil, "passage ", n))
		p := graph.Passage{Document: r.Document, Paragraph: 1 + place/sentences, Sentence: 1 + place%sentences, Mark: graph.Mark{Hash: hex.EncodeToString(sum[:])[:24], Occurrence: 1}}
		for line := lines * n / passages; line < lines*(n+1)/passages; line++ {
			i.line(&p, line, lines, passages)
		}
		r.Passages = append(r.Passages, p)
	}
}

// line adds a line of evidence to a passage, on another claim than its others.
func (i *inventor) line(p *graph.Passage, line, lines, passages int) {
	claims := len(i.dataset.Claims)
	e := graph.Evidence{Voice: p.Document, Stance: "asserts", Hedge: "none", Reading: "explicit"}
	at := line
	if line >= claims { // all are asserted
		at = i.IntN(claims)
		e.Voice, e.Stance = i.holders[i.IntN(len(i.holders))], []string{"asserts", "asserts", "disputes", "qualifies"}[i.IntN(4)]
	}
	e.On = i.dataset.Claims[at].Key
	e.Paraphrase = fmt.Sprintf("%s (line %d of %d in %d passages)", i.dataset.Claims[at].Text, line+1, lines, passages)
	if slices.ContainsFunc(p.Evidence, func(other graph.Evidence) bool { return other.On == e.On && other.Voice == e.Voice }) {
		i.line(p, line, lines, passages) // another choice
		return
	}
	p.Evidence = append(p.Evidence, e)
}
