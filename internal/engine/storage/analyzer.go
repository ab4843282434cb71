package storage

import (
	"strings"
	"unicode"
)

// analyzer cuts a text into the tokens that a full-text index knows it by.
type analyzer struct {
	name  string
	doc   string
	split func(text string) []string
}

// analyzers are those that an index may name; the first is meant by no name.
func analyzers() []analyzer {
	return []analyzer{
		{"standard-no-stop-words", "Words of letters and digits, in lower case; an ideograph is a word.", func(text string) []string {
			return cut(text, func(r rune) bool { return unicode.In(r, unicode.L, unicode.M, unicode.N) })
		}},
		{"simple", "Words of letters, in lower case.", func(text string) []string {
			return cut(text, func(r rune) bool { return unicode.In(r, unicode.L, unicode.M) })
		}},
		{"whitespace", "What stands between spaces, as it is written.", strings.Fields},
		{"keyword", "The whole text, as it is written.", func(text string) []string { return []string{text} }},
	}
}

func analyzerNamed(name string) (analyzer, bool) {
	for i, a := range analyzers() {
		if a.name == name || i == 0 && name == "" {
			return a, true
		}
	}
	return analyzer{}, false
}

func knownAnalyzer(name string) bool {
	_, known := analyzerNamed(name)
	return known
}

// Analyzers are the names that Index.Analyzer may have, each with what it does.
func Analyzers() (names, docs []string) {
	for _, a := range analyzers() {
		names, docs = append(names, a.name), append(docs, a.doc)
	}
	return names, docs
}

// cut gives the runs of runes that belong to words, in lower case.
func cut(text string, belongs func(rune) bool) (tokens []string) {
	text = strings.ToLower(text)
	start := -1
	end := func(at int) {
		if start >= 0 {
			tokens = append(tokens, text[start:at])
		}
		start = -1
	}
	for at, r := range text {
		switch {
		case !belongs(r):
			end(at)
		case unicode.In(r, unicode.Han, unicode.Hiragana):
			end(at)
			tokens = append(tokens, string(r))
		case start < 0:
			start = at
		}
	}
	end(len(text))
	return tokens
}
