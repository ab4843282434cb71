package storage

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"corridor/internal/engine/value"
)

// SearchText gives the entities whose texts match a query in the syntax of
// Lucene, the best first, and by id where they are as good; at most limit, or
// all where limit is 0 or less. It calls work for each thing that it looks at, and
// ends with its error.
func (v *View) SearchText(ix *Index, query string, limit int, work func() error) ([]Hit, error) {
	d := v.data(ix)
	if d == nil || d.words == nil {
		return nil, failure(value.IndexNotFound, "There is no such full-text index.")
	}
	q, err := parseTextQuery(query)
	if err != nil {
		return nil, err
	}
	s := &textSearch{v: v, ix: ix, words: d.words, work: work}
	scores, err := s.run(q, "")
	if err = cmp.Or(err, s.ended); err != nil {
		return nil, err
	}
	hits := make([]Hit, 0, len(scores))
	for id, score := range scores {
		hits = append(hits, Hit{id, score})
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
	if limit > 0 && limit < len(hits) {
		hits = hits[:limit]
	}
	return hits, nil
}

// textSearch is a query being answered. Each part gives what matches, with its score.
type textSearch struct {
	v     *View
	ix    *Index
	words *inverted
	work  func() error
	ended error // why what is found is not all
}

// goesOn is asked in every loop whose length the index decides.
func (s *textSearch) goesOn() bool {
	if s.ended == nil {
		s.ended = s.work()
	}
	return s.ended == nil
}

type scores = map[ID]float64

func (s *textSearch) run(q textQuery, field string) (scores, error) {
	fields, err := s.fields(field)
	if err != nil {
		return nil, err
	}
	switch q := q.(type) {
	case anyOf:
		return s.combine(q, field)
	case word:
		return s.weighAll(s.analyze(q.text), fields), nil
	case phrase:
		return s.phrase(q, fields), nil
	case pattern:
		return s.pattern(q, fields), nil
	case fuzzy:
		return s.fuzzy(q, fields), nil
	case between:
		return s.constant(s.expand("", q.holds), fields), nil
	}
	return s.constant([]string{""}, fields), nil
}

func (s *textSearch) fields(name string) ([]int, error) {
	if at := slices.Index(s.ix.Properties, name); at >= 0 {
		return []int{at}, nil
	}
	if name != "" {
		return nil, failure(value.ArgumentError, fmt.Sprintf("The index %s has no property %s.", s.ix.Name, name))
	}
	all := make([]int, len(s.ix.Properties))
	for i := range all {
		all[i] = i
	}
	return all, nil
}

func (s *textSearch) analyze(text string) []string {
	a, _ := analyzerNamed(s.ix.Analyzer)
	return a.split(text)
}

func (s *textSearch) combine(clauses anyOf, field string) (scores, error) {
	var must, may, not []scores
	for _, c := range clauses {
		found, err := s.run(c.textQuery, cmp.Or(c.field, field))
		if err != nil {
			return nil, err
		}
		for id := range found {
			found[id] *= c.boost
		}
		switch c.occur {
		case required:
			must = append(must, found)
		case prohibited:
			not = append(not, found)
		default:
			may = append(may, found)
		}
	}
	return s.joined(must, may, not), nil
}

// joined gives what is in all of must (in any of may, where there is no must)
// and in none of not, with the scores of must and may added up.
func (s *textSearch) joined(must, may, not []scores) scores {
	sum := scores{}
	for _, found := range slices.Concat(must, may) {
		for id, score := range found {
			if !s.goesOn() {
				return nil
			}
			sum[id] += score
		}
	}
	maps.DeleteFunc(sum, func(id ID, _ float64) bool {
		if !s.goesOn() {
			return false
		}
		in := func(found scores) bool { _, ok := found[id]; return ok }
		out := func(found scores) bool { return !in(found) }
		return slices.ContainsFunc(must, out) || slices.ContainsFunc(not, in)
	})
	return sum
}

func (s *textSearch) weighAll(tokens []string, fields []int) scores {
	sum := scores{}
	for _, token := range tokens {
		for _, field := range fields {
			s.weigh(token, field, 1, sum)
		}
	}
	return sum
}

// constant gives 1 to whatever holds one of the tokens.
func (s *textSearch) constant(tokens []string, fields []int) scores {
	found := scores{}
	for _, token := range tokens {
		s.words.postings.Ascend(posting{token: token}, func(p posting) bool {
			if p.token == token && slices.Contains(fields, int(p.field)) {
				found[p.id] = 1
			}
			return p.token == token && s.goesOn()
		})
	}
	return found
}

func (s *textSearch) weigh(token string, field int, boost float64, sum scores) {
	s.words.weigh(token, field, boost, sum, s.goesOn)
}

func (s *textSearch) expand(prefix string, match func(token string) bool) []string {
	return s.words.expand(prefix, match, s.goesOn)
}

func (s *textSearch) phrase(q phrase, fields []int) scores {
	sought := s.analyze(q.text)
	sum := scores{}
	if len(sought) == 0 {
		return sum
	}
	for _, field := range fields {
		each := make([]scores, len(sought))
		for i, token := range sought {
			each[i] = scores{}
			s.weigh(token, field, 1, each[i])
		}
		for id, score := range s.joined(each, nil, nil) {
			if s.goesOn() && follows(s.v.tokens(s.ix, field, id), sought, q.slop) {
				sum[id] += score
			}
		}
	}
	return sum
}

// follows says whether sought stands in tokens in order, with at most slop
// others in between.
func follows(tokens, sought []string, slop int) bool {
	for start := range tokens {
		i, at := 0, start
		for ; i < len(sought) && at < len(tokens) && at-start-i <= slop; at++ {
			if tokens[at] == sought[i] {
				i++
			} else if i == 0 {
				break
			}
		}
		if i == len(sought) && at-start-i <= slop {
			return true
		}
	}
	return false
}

func (s *textSearch) pattern(q pattern, fields []int) scores {
	text := q.text
	if a, _ := analyzerNamed(s.ix.Analyzer); a.name != "whitespace" && a.name != "keyword" {
		text = strings.ToLower(text)
	}
	prefix := text[:strings.IndexAny(text, `*?\`)]
	return s.constant(s.expand(prefix, func(token string) bool { return matches(text, token) }), fields)
}

// matches says whether a token is as the pattern has it. It goes back to the
// last * only, so that it takes time by the product of the lengths at most.
func matches(pattern, token string) bool {
	star, mark := -1, 0
	p, t := 0, 0
	for t < len(token) {
		_, size := utf8.DecodeRuneInString(token[t:])
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && pattern[p] == '?':
			p, t = p+1, t+size
		case p < len(pattern) && pattern[p] == '\\' && p+1 < len(pattern) && pattern[p+1] == token[t]:
			p, t = p+2, t+1
		case p < len(pattern) && pattern[p] == token[t]:
			p, t = p+1, t+1
		case star >= 0:
			_, size = utf8.DecodeRuneInString(token[mark:])
			mark += size
			p, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

func (s *textSearch) fuzzy(q fuzzy, fields []int) scores {
	sum := scores{}
	for _, sought := range s.analyze(q.text) {
		runes := []rune(sought)
		near := s.expand("", func(token string) bool { return distance(runes, []rune(token), q.edits) <= q.edits })
		for _, token := range near {
			alike := 1 - float64(distance(runes, []rune(token), q.edits))/float64(len(runes)+1)
			for _, field := range fields {
				s.weigh(token, field, alike, sum)
			}
		}
	}
	return sum
}

// distance is how many runes are to be inserted, deleted, changed or swapped
// with the next to make b of a, no place being touched twice; something larger
// than limit where it is larger. The rows are of the usual table, a place of a each.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		before, last, row = last, row, before
		row[0] = i + 1
		for j, y := range b {
			row[j+1] = min(row[j], last[j+1]) + 1
			switch {
			case x == y:
				row[j+1] = min(row[j+1], last[j])
			case i > 0 && j > 0 && x == b[j-1] && a[i-1] == y:
				row[j+1] = min(row[j+1], last[j]+1, before[j-1]+1)
			default:
				row[j+1] = min(row[j+1], last[j]+1)
			}
		}
		if slices.Min(row) > limit {
			return limit + 1
		}
	}
	return row[len(b)]
}

func (q between) holds(token string) bool {
	low, high := strings.Compare(token, q.low), strings.Compare(token, q.high)
	return (low > 0 || low == 0 && q.withLow || q.low == "") && (high < 0 || high == 0 && q.withHigh || q.high == "")
}
