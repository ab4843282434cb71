package syntax

import (
	"math/rand"
	"strings"
	"testing"
)

// TestSpliced puts pieces of queries into others: most of what comes out is
// refused, and what is not must survive being printed. It finds what FuzzParse
// finds late, as every piece is made of whole tokens.
func TestSpliced(t *testing.T) {
	const rounds, longest = 20_000, 120
	var queries [][]string
	for _, q := range tckQueries(t) {
		if words := cut(q.text); len(words) > 0 && len(words) < longest {
			queries = append(queries, words)
		}
	}
	random := rand.New(rand.NewSource(1))
	read := 0
	for range rounds {
		into, from := queries[random.Intn(len(queries))], queries[random.Intn(len(queries))]
		i, k := random.Intn(len(into)), random.Intn(len(from))
		j := i + random.Intn(min(6, len(into)-i)+1)
		l := k + random.Intn(min(12, len(from)-k)+1)
		words := append(append(append([]string{}, into[:i]...), from[k:l]...), into[j:]...)
		text := strings.Join(words, " ")
		s, err := Parse(text)
		if err != nil {
			continue
		}
		read++
		checkRoundTrip(t, text, s)
		queries[random.Intn(len(queries))] = words[:min(len(words), longest)]
	}
	if read < rounds/50 {
		t.Errorf("only %d of %d queries are taken", read, rounds)
	}
}

// cut gives the tokens of a text as they were written.
func cut(text string) []string {
	var words []string
	for _, t := range scan(text) {
		if t.kind != endOfText {
			words = append(words, text[t.start:t.end])
		}
	}
	return words
}
