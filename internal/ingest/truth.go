package ingest

import (
	"bufio"
	"embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"corridor/graph"
)

// Finding is something in a sentence that has no counterpart in what is
// recorded from it.
type Finding struct {
	Document string         `json:"document"`
	At       string         `json:"at"`
	Kind     string         `json:"kind"` // passage, number, currency, name, negation, hedge, reporting, excuse
	Word     string         `json:"word"`
	Want     string         `json:"want"`
	Where    graph.Position `json:"where"`
}

// String writes the finding in one line: passage, what, where to mend it.
func (f Finding) String() string {
	return fmt.Sprintf("%s %s: %s %q: %s (%s)", f.Document, f.At, f.Kind, f.Word, f.Want, f.Where)
}

// ExcuseReasons are the reasons that may excuse a finding; docs/coding.md says what each is for.
var ExcuseReasons = []string{
	"citation", "enumeration", "not a name", "in the type", "negates nothing claimed",
	"not a hedge", "own report", "not reported speech", "at another passage",
}

//go:embed words/*.txt
var wordFiles embed.FS

var (
	negations = wordList("negations")
	hedges    = wordList("hedges")
	reporting = wordList("reporting")
	numbers   = wordList("numbers")
)

// wordList reads a list: a word a line, perhaps with a value, # for comments.
func wordList(name string) map[string]string {
	file, err := wordFiles.Open("words/" + name + ".txt")
	if err != nil {
		panic(err) // embedded above
	}
	defer file.Close()
	words := map[string]string{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if line := strings.TrimSpace(lines.Text()); line != "" && line[0] != '#' {
			word, value, _ := strings.Cut(line, " ")
			words[word] = value
		}
	}
	return words
}

// Truth compares each passage of a document with what its reading records.
// Passages that support nothing are not compared; one that cannot be compared
// is a finding, or else a copy that lacks it would pass for a true one.
func Truth(index *graph.Index, reading graph.Reading, doc Document) []Finding {
	var out []Finding
	text := map[string]string{}
	for _, p := range doc.Passages {
		text[occurrenceOf(p.Mark)] = p.Text
	}
	for _, p := range reading.Passages {
		if len(p.Evidence) == 0 {
			continue
		}
		sentence, ok := text[occurrenceOf(p.Mark)]
		if !ok {
			out = append(out, Finding{p.Document, p.At(), "passage", p.At(), "not in the copy: nothing of it was compared", p.Where})
			continue
		}
		c := comparison{index: index, passage: p, recorded: record(index.Recorded(p)), excused: map[string]bool{}}
		c.compare(sentence)
		out = append(out, c.findings...)
	}
	return out
}

type comparison struct {
	index    *graph.Index
	passage  graph.Passage
	recorded recorded
	excused  map[string]bool // excuses that were needed
	findings []Finding
}

func (c *comparison) find(kind, word, want string) {
	reason, ok := c.passage.Excuses[strings.ToLower(word)]
	if !ok {
		reason, ok = c.passage.Excuses[word]
	}
	if ok && slices.Contains(ExcuseReasons, reason) {
		c.excused[strings.ToLower(word)] = true
		return
	}
	if ok {
		want = fmt.Sprintf("reason %q is none of %s", reason, strings.Join(ExcuseReasons, ", "))
	}
	c.findings = append(c.findings, Finding{c.passage.Document, c.passage.At(), kind, word, want, c.passage.Where})
}

func (c *comparison) compare(text string) {
	tokens := tokensOf(text)
	var denied, hedged, reported bool
	for _, e := range c.passage.Evidence {
		denied = denied || e.Stance == "disputes" || e.Stance == "qualifies" || c.index.Negative(e.On)
		hedged = hedged || e.Hedge != "none" || e.Stance == "qualifies" || e.Stance == "asks" || c.index.Mode(e.On) == "would"
		reported = reported || e.Voice != c.passage.Document
	}
	for i, t := range tokens {
		word := strings.ToLower(t.text)
		c.number(t, word)
		c.name(tokens, i)
		if _, ok := negations[word]; ok && !denied {
			c.find("negation", word, "no claim of negative polarity, no evidence that disputes or qualifies")
		}
		if _, ok := hedges[word]; ok && !hedged {
			c.find("hedge", word, "no evidence with a hedge")
		}
		if _, ok := reporting[word]; ok && !reported && !own(tokens, i) {
			c.find("reporting", word, "no voice but the document's own")
		}
	}
	for _, word := range slices.Sorted(maps.Keys(c.passage.Excuses)) {
		if !c.excused[strings.ToLower(word)] {
			c.findings = append(c.findings, Finding{c.passage.Document, c.passage.At(), "excuse", word, "excuses nothing: remove it", c.passage.Where})
		}
	}
}

// own reports whether the document speaks of itself: "we argue".
func own(tokens []token, i int) bool {
	return i > 0 && slices.Contains([]string{"we", "i", "authors"}, strings.ToLower(tokens[i-1].text))
}

func (c *comparison) number(t token, word string) {
	if value, ok := numbers[word]; ok {
		if !c.recorded.words[word] && (value == "" || !c.recorded.words[value]) {
			c.find("number", word, "in no figure, node or paraphrase")
		}
		return
	}
	for _, sign := range []string{"$", "€", "£"} {
		if strings.Contains(t.raw, sign) && !strings.Contains(c.recorded.text, sign) {
			c.find("currency", sign, "in no figure, node or paraphrase")
		}
	}
	for _, digits := range digitRuns(t.text) {
		if !c.recorded.numbers[digits] {
			c.find("number", digits, "in no figure, node or paraphrase")
		}
	}
}

// name checks a capitalised word inside a sentence, or an acronym anywhere.
func (c *comparison) name(tokens []token, i int) {
	t := tokens[i]
	first, _ := firstRune(t.text)
	if !unicode.IsUpper(first) || len([]rune(t.text)) < 2 {
		return
	}
	if t.opens && !isAcronym(t.text) && !followedByName(tokens, i) {
		return
	}
	if !c.recorded.names(t.text) {
		c.find("name", t.text, "in no node, figure or paraphrase")
	}
}

func followedByName(tokens []token, i int) bool {
	if i+1 >= len(tokens) || tokens[i+1].opens || tokens[i+1].gap {
		return false
	}
	first, _ := firstRune(tokens[i+1].text)
	return unicode.IsUpper(first) && len(tokens[i+1].text) > 1 && !stopWords[strings.ToLower(tokens[i].text)]
}

// stopWords open a sentence before a name without belonging to it.
var stopWords = map[string]bool{"the": true, "in": true, "as": true, "of": true, "at": true, "while": true, "when": true, "for": true, "and": true, "but": true, "because": true, "although": true, "since": true, "both": true, "whereas": true, "what": true, "are": true, "is": true, "if": true, "following": true, "besides": true, "from": true, "like": true, "under": true, "over": true, "amid": true}

func isAcronym(word string) bool {
	upper := 0
	for _, r := range word {
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper > 1
}

// token is a word of a sentence.
type token struct {
	text  string // letters, digits, inner hyphens and apostrophes
	raw   string // with the signs around it
	opens bool   // begins the sentence, or follows a colon, stop or opening quote
	gap   bool   // punctuation stands before it
}

func tokensOf(text string) []token {
	var tokens []token
	opens := true
	gap := false
	for _, field := range strings.Fields(text) {
		for _, raw := range strings.FieldsFunc(field, func(r rune) bool { return r == '–' || r == '—' || r == '/' }) {
			core := strings.TrimFunc(raw, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			if core == "" {
				continue
			}
			quoted := strings.ContainsAny(raw[:strings.Index(raw, core)], "'‘“\"")
			core = strings.TrimSuffix(strings.TrimSuffix(core, "’s"), "'s")
			tokens = append(tokens, token{core, raw, opens || quoted, gap})
			last, _ := lastRune(raw)
			opens = strings.ContainsRune(".:?!", last)
			gap = strings.ContainsRune(".,:;?!)", last)
		}
	}
	return tokens
}

// recorded is what the dataset has of a passage, made to be searched.
type recorded struct {
	text    string
	words   map[string]bool // folded
	numbers map[string]bool
}

func record(texts []string) recorded {
	r := recorded{text: strings.Join(texts, "\n"), words: map[string]bool{}, numbers: map[string]bool{}}
	for _, t := range tokensOf(r.text) {
		r.words[strings.ToLower(t.text)] = true
		for _, part := range strings.Split(strings.ToLower(t.text), "-") {
			r.words[part] = true
		}
		for _, digits := range digitRuns(t.text) {
			r.numbers[digits] = true
			r.words[digits] = true
		}
	}
	return r
}

// names reports whether a name stands in the record, also as an adjective of
// it (Cambodia, Cambodian) or in another number.
func (r recorded) names(name string) bool {
	name = strings.ToLower(name)
	for _, part := range strings.Split(name, "-") {
		if part != "" && !r.words[part] && !r.akin(part) {
			return false
		}
	}
	return true
}

func (r recorded) akin(name string) bool {
	letters := []rune(name)
	stem := max(4, len(letters)-3)
	if len(letters) < stem {
		return false
	}
	for word := range r.words {
		if strings.HasPrefix(word, string(letters[:stem])) {
			return true
		}
	}
	return false
}

// digitRuns gives the numbers in a word; a comma between digits groups them.
func digitRuns(word string) []string {
	var runs []string
	var run []rune
	flush := func() {
		if text := strings.Trim(string(run), "."); text != "" {
			if f, err := strconv.ParseFloat(text, 64); err == nil {
				text = strconv.FormatFloat(f, 'f', -1, 64)
			}
			runs = append(runs, text)
		}
		run = nil
	}
	letters := []rune(word)
	for i, r := range letters {
		switch {
		case unicode.IsDigit(r), r == '.' && len(run) > 0:
			run = append(run, r)
		case r == ',' && len(run) > 0 && i+1 < len(letters) && unicode.IsDigit(letters[i+1]):
		default:
			flush()
		}
	}
	flush()
	return runs
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

func lastRune(s string) (rune, bool) {
	var last rune
	for _, r := range s {
		last = r
	}
	return last, s != ""
}

// CopyOf returns the document among docs that holds most of a reading's
// passages, if any holds at least half of them.
func CopyOf(reading graph.Reading, docs []Document) (Document, bool) {
	var best Document
	most := 0
	for _, doc := range docs {
		hashes := map[string]bool{}
		for _, p := range doc.Passages {
			hashes[occurrenceOf(p.Mark)] = true
		}
		n := 0
		for _, p := range reading.Passages {
			if hashes[occurrenceOf(p.Mark)] {
				n++
			}
		}
		if n > most {
			best, most = doc, n
		}
	}
	return best, 2*most >= len(reading.Passages) && most > 0
}
