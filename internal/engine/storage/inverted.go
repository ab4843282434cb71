package storage

import (
	"math"
	"strings"

	"corridor/internal/engine/value"

	"github.com/tidwall/btree"
)

// inverted is a full-text index: which texts hold a token, and how often.
//
//	("amber", 7, field 0)  2     node 7 has "amber" twice in the first property
//	("",      7, field 0) 31     and 31 tokens there in all
type inverted struct {
	postings *btree.BTreeG[posting]
	count    int // of entities
	fields   []fieldTotals
}

// posting says how often a token stands in one property of one entity. The
// empty token stands for all.
type posting struct {
	token string
	id    ID
	field uint16
	times uint32
}

type fieldTotals struct {
	texts  int
	tokens int64
}

const postingBytes = 70

func newInverted() *inverted {
	less := func(a, b posting) bool {
		if c := strings.Compare(a.token, b.token); c != 0 {
			return c < 0
		}
		return a.id < b.id || a.id == b.id && a.field < b.field
	}
	return &inverted{postings: btree.NewBTreeGOptions(less, btree.Options{NoLocks: true})}
}

func (n *inverted) clone() *inverted {
	return &inverted{n.postings.Copy(), n.count, append([]fieldTotals(nil), n.fields...)}
}

// insert puts the entity in as it is in v. One that stands in it already, as it
// bears two of the index's labels, is left as it is.
func (n *inverted) insert(v *View, ix *Index, id ID) (grown int64) {
	for len(n.fields) < len(ix.keys) {
		n.fields = append(n.fields, fieldTotals{})
	}
	if n.holds(ix, id) {
		return 0
	}
	found := false
	for field := range ix.keys {
		tokens := v.tokens(ix, field, id)
		if len(tokens) == 0 {
			continue
		}
		found = true
		n.fields[field].texts++
		n.fields[field].tokens += int64(len(tokens))
		for token, times := range tally(tokens) {
			n.postings.Set(posting{n.shared(token), id, uint16(field), times})
			grown += postingBytes
		}
		n.postings.Set(posting{"", id, uint16(field), uint32(len(tokens))})
		grown += postingBytes
	}
	if found {
		n.count++
	}
	return grown
}

func (n *inverted) holds(ix *Index, id ID) bool {
	for field := range ix.keys {
		if _, there := n.postings.Get(posting{id: id, field: uint16(field)}); there {
			return true
		}
	}
	return false
}

// shared is token with the bytes that the tree has for it, if it has any.
func (n *inverted) shared(token string) string {
	held := ""
	n.postings.Ascend(posting{token: token}, func(p posting) bool {
		if p.token == token {
			held = p.token
		}
		return false
	})
	if held == "" {
		return strings.Clone(token)
	}
	return held
}

// remove takes the entity out as it is in v.
func (n *inverted) remove(v *View, ix *Index, id ID) (shrunk int64) {
	found := false
	for field := range ix.keys {
		tokens := v.tokens(ix, field, id)
		if _, there := n.postings.Delete(posting{id: id, field: uint16(field)}); !there {
			continue
		}
		found = true
		shrunk += postingBytes
		n.fields[field].texts--
		n.fields[field].tokens -= int64(len(tokens))
		for token := range tally(tokens) {
			n.postings.Delete(posting{token: token, id: id, field: uint16(field)})
			shrunk += postingBytes
		}
	}
	if found {
		n.count--
	}
	return shrunk
}

func tally(tokens []string) map[string]uint32 {
	times := make(map[string]uint32, len(tokens))
	for _, token := range tokens {
		times[token]++
	}
	return times
}

// tokens are those of one property of the entity, in order. A list of texts
// counts as one text.
func (v *View) tokens(ix *Index, field int, id ID) []string {
	a, _ := analyzerNamed(ix.Analyzer)
	switch x := v.property(entityOf(ix.Relationship), id, ix.keys[field]); x.Kind() {
	case value.String:
		return a.split(x.Text())
	case value.List:
		var all []string
		for _, item := range x.Items() {
			if item.Kind() == value.String {
				all = append(all, a.split(item.Text())...)
			}
		}
		return all
	}
	return nil
}

// How much a token that is repeated adds (BM25's k1), and how much a long text
// is held against it (b); the usual values.
const (
	saturation = 1.2
	lengthBias = 0.75
)

// weigh adds up BM25 for a token in one field, as long as goesOn is true.
func (n *inverted) weigh(token string, field int, boost float64, scores map[ID]float64, goesOn func() bool) {
	var found []posting
	n.postings.Ascend(posting{token: token}, func(p posting) bool {
		if p.token == token && int(p.field) == field {
			found = append(found, p)
		}
		return p.token == token && goesOn()
	})
	totals := n.fields[field]
	rarity := math.Log(1 + (float64(totals.texts)-float64(len(found))+0.5)/(float64(len(found))+0.5))
	for _, p := range found {
		if !goesOn() {
			return
		}
		length, _ := n.postings.Get(posting{id: p.id, field: p.field})
		average := float64(totals.tokens) / float64(totals.texts)
		times := float64(p.times)
		norm := saturation * (1 - lengthBias + lengthBias*float64(length.times)/average)
		scores[p.id] += boost * rarity * times / (times + norm)
	}
}

// expand gives the tokens from prefix on, as long as they start with it, that
// match, as far as goesOn is true.
func (n *inverted) expand(prefix string, match func(token string) bool, goesOn func() bool) (tokens []string) {
	last := ""
	n.postings.Ascend(posting{token: prefix}, func(p posting) bool {
		if p.token != last && p.token != "" && match(p.token) {
			tokens = append(tokens, p.token)
		}
		last = p.token
		return strings.HasPrefix(p.token, prefix) && goesOn()
	})
	return tokens
}
