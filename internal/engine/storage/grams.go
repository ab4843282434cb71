package storage

import (
	"slices"
	"strings"

	"corridor/internal/engine/value"

	"github.com/tidwall/btree"
)

// grams tells which texts hold three given bytes in a row. A text has one number
// for each such three, in the upper half of which they stand:
//
//	"amber" of node 7:  amb|7  mbe|7  ber|7
type grams struct{ tree *btree.BTreeG[uint64] }

const (
	gramLength = 3
	gramBytes  = 12
)

func newGrams() *grams {
	return &grams{btree.NewBTreeGOptions(func(a, b uint64) bool { return a < b }, btree.Options{NoLocks: true})}
}

func (g *grams) clone() *grams { return &grams{g.tree.Copy()} }

// gramsOf are the numbers of a text without an entity, each once.
func gramsOf(text string) []uint64 {
	all := make([]uint64, 0, max(len(text)-gramLength+1, 0))
	for i := range len(text) - gramLength + 1 {
		all = append(all, (uint64(text[i])<<16|uint64(text[i+1])<<8|uint64(text[i+2]))<<32)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// insert adds a text, and says how many bytes that took; remove takes it out.
func (g *grams) insert(text string, id ID) int64 {
	all := gramsOf(text)
	for _, gram := range all {
		g.tree.Set(gram | uint64(id))
	}
	return gramBytes * int64(len(all))
}

func (g *grams) remove(text string, id ID) int64 {
	all := gramsOf(text)
	for _, gram := range all {
		g.tree.Delete(gram | uint64(id))
	}
	return gramBytes * int64(len(all))
}

// candidates are the entities that have the rarest gram of a text of at least
// gramLength bytes, ascending. Which one that is is found by reading the lists
// of all a part at a time, each time a longer one.
func (g *grams) candidates(text string) []ID {
	all := gramsOf(text)
	if len(all) > mostGrams {
		step := len(all) / mostGrams
		for i := range mostGrams {
			all[i] = all[i*step]
		}
		all = all[:mostGrams]
	}
	for longest := 256; ; longest *= 8 {
		var ids []ID
		for _, gram := range all {
			ids = ids[:0]
			whole := true
			g.tree.Ascend(gram, func(n uint64) bool {
				if n>>32 != gram>>32 {
					return false
				}
				ids = append(ids, ID(n))
				whole = len(ids) < longest
				return whole
			})
			if whole {
				return ids
			}
		}
	}
}

// mostGrams is how many grams of what is sought are looked at.
const mostGrams = 8

// Texts gives the entities whose first property is a text that contains, or
// ends with, what is sought, of a Text index; ok is false where that is too
// short for the index to help, and WalkTexts is to be asked.
func (v *View) Texts(ix *Index, is Comparison, sought string) (ids []ID, ok bool) {
	d := v.data(ix)
	if d == nil || d.grams == nil || len(sought) < gramLength {
		return nil, false
	}
	meets := (&Condition{Is: is, Value: value.OfString(sought)}).textTest()
	ids = slices.DeleteFunc(d.grams.candidates(sought), func(id ID) bool {
		return !meets(v.property(entityOf(ix.Relationship), id, ix.keys[0]).Text())
	})
	return ids, true
}

// WalkTexts goes through the entities whose first property is a text that
// contains, or ends with, what is sought.
func (v *View) WalkTexts(ix *Index, is Comparison, sought string, backwards bool) *Walk {
	meets := (&Condition{Is: is, Value: value.OfString(sought)}).textTest()
	empty := value.OfString("")
	return v.walk(ix, entry{first: empty, edge: before}, entry{first: empty, edge: afterKind}, backwards,
		func(x value.Value) bool { return meets(x.Text()) })
}

// WalkBox goes through the entities whose property is a point in a box. The
// index is in the order of x: all points between the sides of the box are
// looked at.
func (v *View) WalkBox(ix *Index, box value.Box) *Walk {
	low, high := value.OfPoint(box.SRID, box.Low[0], box.Low[1], box.Low[2]), value.OfPoint(box.SRID, box.High[0], box.High[1], box.High[2])
	return v.walk(ix, entry{first: low, edge: before}, entry{first: high, edge: after}, false, box.Holds)
}

// Entries is how many entities an index holds; 0 for one of words.
func (v *View) Entries(ix *Index) int {
	if d := v.data(ix); d != nil && d.entries != nil {
		return d.entries.Len()
	}
	return 0
}

// hasPrefix says whether v is a text that starts with prefix.
func hasPrefix(v value.Value, prefix string) bool {
	return v.Kind() == value.String && strings.HasPrefix(v.Text(), prefix)
}
