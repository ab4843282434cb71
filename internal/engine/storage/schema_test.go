package storage

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"corridor/internal/engine/value"
)

// person makes a node with a label and one property.
func person(t *testing.T, tx *Tx, label, key string, v value.Value) ID {
	t.Helper()
	id := tx.CreateNode([]string{label})
	set(t, tx, id, key, v)
	return id
}

func codeOf(err error) value.Code {
	var told *value.Error
	if errors.As(err, &told) {
		return told.Code
	}
	return ""
}

func TestConstraints(t *testing.T) {
	unique := Constraint{Name: "c", Label: "P", Properties: []string{"k"}}
	pair := Constraint{Name: "c", Kind: NodeKey, Label: "P", Properties: []string{"k", "l"}}
	exists := Constraint{Name: "c", Kind: Exists, Label: "P", Properties: []string{"k"}}
	typed := Constraint{Name: "c", Kind: Typed, Label: "P", Properties: []string{"k"}, TypeText: "INTEGER | LIST<STRING>",
		Types: []PropertyType{{Kind: value.Integer}, {Kind: value.String, List: true}}}
	one, two := value.OfInt(1), value.OfInt(2)
	tests := []struct {
		name string
		rule Constraint
		do   func(tx *Tx)
		want string // in the error; none where empty
	}{
		{"two with one value", unique, func(tx *Tx) { person(t, tx, "P", "k", one); person(t, tx, "P", "k", one) }, "k = 1"},
		{"numbers of two types", unique, func(tx *Tx) { person(t, tx, "P", "k", one); person(t, tx, "P", "k", value.OfFloat(1)) }, "Constraint c"},
		{"two values", unique, func(tx *Tx) { person(t, tx, "P", "k", one); person(t, tx, "P", "k", two) }, ""},
		{"no value", unique, func(tx *Tx) { tx.CreateNode([]string{"P"}); tx.CreateNode([]string{"P"}) }, ""},
		{"not a number", unique, func(tx *Tx) {
			person(t, tx, "P", "k", value.OfFloat(math.NaN()))
			person(t, tx, "P", "k", value.OfFloat(math.NaN()))
		}, ""},
		{"another label", unique, func(tx *Tx) { person(t, tx, "P", "k", one); person(t, tx, "Q", "k", one) }, ""},
		{"label added", unique, func(tx *Tx) { person(t, tx, "P", "k", one); tx.AddLabel(person(t, tx, "Q", "k", one), "P") }, "k = 1"},
		{"label removed again", unique, func(tx *Tx) {
			person(t, tx, "P", "k", one)
			id := person(t, tx, "Q", "k", one)
			tx.AddLabel(id, "P")
			tx.RemoveLabel(id, "P")
		}, ""},
		{"values swapped", unique, func(tx *Tx) {
			a, b := person(t, tx, "P", "k", one), person(t, tx, "P", "k", two)
			set(t, tx, a, "k", two)
			set(t, tx, b, "k", one)
		}, ""},
		{"deleted and made anew", unique, func(tx *Tx) { tx.DeleteNode(person(t, tx, "P", "k", one)); person(t, tx, "P", "k", one) }, ""},
		{"key without a part", pair, func(tx *Tx) { person(t, tx, "P", "k", one) }, "must have the property l"},
		{"key twice", pair, func(tx *Tx) {
			set(t, tx, person(t, tx, "P", "k", one), "l", two)
			set(t, tx, person(t, tx, "P", "k", one), "l", two)
		}, "k = 1, l = 2"},
		{"keys that differ", pair, func(tx *Tx) {
			set(t, tx, person(t, tx, "P", "k", one), "l", two)
			set(t, tx, person(t, tx, "P", "k", one), "l", one)
		}, ""},
		{"missing", exists, func(tx *Tx) { tx.CreateNode([]string{"P"}) }, "must have the property k"},
		{"taken away", exists, func(tx *Tx) { set(t, tx, person(t, tx, "P", "k", one), "k", value.Value{}) }, "must have the property k"},
		{"missing on a deleted node", exists, func(tx *Tx) { tx.DeleteNode(tx.CreateNode([]string{"P"})) }, ""},
		{"right type", typed, func(tx *Tx) { person(t, tx, "P", "k", one) }, ""},
		{"right list", typed, func(tx *Tx) { person(t, tx, "P", "k", value.OfList([]value.Value{value.OfString("a")})) }, ""},
		{"wrong type", typed, func(tx *Tx) { person(t, tx, "P", "k", value.OfBool(true)) }, "INTEGER | LIST<STRING>, not true"},
		{"wrong list", typed, func(tx *Tx) { person(t, tx, "P", "k", value.OfList([]value.Value{one})) }, "must be INTEGER"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { constrain(t, test.rule, test.do, test.want) })
	}
}

// constrain does something under a constraint, and then the other way round.
func constrain(t *testing.T, rule Constraint, do func(*Tx), want string) {
	g := OpenMemory(Options{})
	tx := begin(t, g)
	if err := tx.CreateConstraint(rule); err != nil {
		t.Fatal(err)
	}
	do(tx)
	_, err := tx.Commit(context.Background())
	if (err == nil) != (want == "") || err != nil && (!strings.Contains(err.Error(), want) || codeOf(err) != value.ConstraintViolation) {
		t.Errorf("committed under the constraint: %v", err)
	}
	checkView(t, g.Snapshot())
	tx = begin(t, OpenMemory(Options{}))
	do(tx)
	err = tx.CreateConstraint(rule)
	if (err == nil) != (want == "") || err != nil && codeOf(err) != value.ConstraintCreationFailed {
		t.Errorf("constraint made afterwards: %v", err)
	}
	if err != nil && len(tx.Constraints()) > 0 {
		t.Error("a constraint that was refused is there")
	}
	commit(t, tx)
	checkView(t, tx.g.Snapshot())
}

func TestRelationshipConstraint(t *testing.T) {
	tx := begin(t, OpenMemory(Options{}))
	for _, c := range []Constraint{
		{Relationship: true, Label: "T", Properties: []string{"k"}},
		{Relationship: true, Label: "T", Kind: Exists, Properties: []string{"k"}},
	} {
		if err := tx.CreateConstraint(c); err != nil {
			t.Fatal(err)
		}
	}
	id := tx.CreateNode(nil)
	for range 2 {
		rel, err := tx.CreateRelationship(id, id, "T")
		if err != nil {
			t.Fatal(err)
		}
		if err := tx.SetRelationshipProperty(rel, "k", value.OfInt(1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Validate(); err == nil || !strings.Contains(err.Error(), "relationship 0 and relationship 1") {
		t.Fatal(err)
	}
}

// A node may go before its relationships do, if they go in the same transaction.
func TestDeleteWhatIsConnected(t *testing.T) {
	g := OpenMemory(Options{})
	for _, whole := range []bool{false, true} {
		tx := begin(t, g)
		a, b := tx.CreateNode(nil), tx.CreateNode(nil)
		rel, err := tx.CreateRelationship(a, b, "T")
		if err != nil {
			t.Fatal(err)
		}
		tx.DeleteNode(a)
		if err := tx.Validate(); err != nil {
			t.Fatal(err)
		}
		if whole {
			tx.DeleteRelationship(rel)
			commit(t, tx)
		} else if _, err := tx.Commit(t.Context()); codeOf(err) != value.ConstraintViolation {
			t.Fatalf("a node with a relationship is deleted: %v", err)
		}
		checkView(t, g.Snapshot())
	}
}

func TestDefinitions(t *testing.T) {
	ix := Index{Name: "i", Labels: []string{"P"}, Properties: []string{"k"}}
	unique := Constraint{Name: "c", Label: "P", Properties: []string{"u"}}
	tests := []struct {
		name string
		do   func(tx *Tx) error
		want value.Code
	}{
		{"the same", func(tx *Tx) error { return tx.CreateIndex(ix) }, value.EquivalentSchemaRule},
		{"the same under another name", func(tx *Tx) error {
			return tx.CreateIndex(Index{Name: "j", Labels: []string{"P"}, Properties: []string{"k"}})
		}, value.IndexAlreadyExists},
		{"another under the same name", func(tx *Tx) error {
			return tx.CreateIndex(Index{Name: "i", Labels: []string{"Q"}, Properties: []string{"k"}})
		}, value.IndexAlreadyExists},
		{"another kind", func(tx *Tx) error {
			return tx.CreateIndex(Index{Kind: Text, Labels: []string{"P"}, Properties: []string{"k"}})
		}, ""},
		{"index of a constraint", func(tx *Tx) error { return tx.CreateIndex(Index{Labels: []string{"P"}, Properties: []string{"u"}}) }, value.ConstraintAlreadyExists},
		{"text on two properties", func(tx *Tx) error {
			return tx.CreateIndex(Index{Kind: Text, Labels: []string{"P"}, Properties: []string{"a", "b"}})
		}, value.ArgumentError},
		{"unknown analyzer", func(tx *Tx) error {
			return tx.CreateIndex(Index{Kind: FullText, Labels: []string{"P"}, Properties: []string{"a"}, Analyzer: "klingon"})
		}, value.ArgumentError},
		{"the same constraint", func(tx *Tx) error { return tx.CreateConstraint(unique) }, value.EquivalentSchemaRule},
		{"a key where values are unique", func(tx *Tx) error {
			return tx.CreateConstraint(Constraint{Kind: NodeKey, Label: "P", Properties: []string{"u"}})
		}, value.ConstraintAlreadyExists},
		{"a constraint where an index is", func(tx *Tx) error { return tx.CreateConstraint(Constraint{Label: "P", Properties: []string{"k"}}) }, value.IndexAlreadyExists},
		{"dropping the index of a constraint", func(tx *Tx) error { return tx.DropIndex("c") }, value.IndexDropFailed},
		{"dropping no index", func(tx *Tx) error { return tx.DropIndex("x") }, value.IndexNotFound},
		{"dropping no constraint", func(tx *Tx) error { return tx.DropConstraint("i") }, value.ConstraintDropFailed},
		{"dropping both", func(tx *Tx) error { return errors.Join(tx.DropIndex("i"), tx.DropConstraint("c")) }, ""},
	}
	for _, test := range tests {
		tx := begin(t, OpenMemory(Options{}))
		if err := errors.Join(tx.CreateIndex(ix), tx.CreateConstraint(unique)); err != nil {
			t.Fatal(err)
		}
		version := tx.SchemaVersion()
		err := test.do(tx)
		if codeOf(err) != test.want || err != nil && test.want == "" {
			t.Errorf("%s: %v", test.name, err)
		}
		if err == nil && tx.SchemaVersion() == version {
			t.Errorf("%s: the version of the schema stays", test.name)
		}
		commit(t, tx)
		checkView(t, tx.g.Snapshot())
	}
}

// seekable are values of many kinds, some of them equal.
func seekable() []value.Value {
	nan := value.OfFloat(math.NaN())
	stockholm, _ := value.NamedZone("Europe/Stockholm")
	return []value.Value{
		value.OfInt(-3), value.OfInt(1), value.OfFloat(1), value.OfFloat(1.5), value.OfInt(2), value.OfFloat(math.Inf(1)), nan,
		value.OfInt(1 << 60), value.OfInt(1<<60 + 1), value.OfFloat(1 << 60),
		value.OfString(""), value.OfString("a"), value.OfString("ab"), value.OfString("b"), value.OfBool(false), value.OfBool(true),
		value.OfDate(5), value.OfDate(-5), value.OfDateTime(10, 0, value.UTC), value.OfDateTime(10, 0, stockholm), value.OfLocalDateTime(10, 1),
		value.OfDuration(1, 2, 3, 4), value.OfPoint(value.WGS84, 1, 2, 0), value.OfBytes([]byte("ab")),
		value.OfList([]value.Value{value.OfInt(1)}), value.OfList([]value.Value{value.OfInt(1), value.OfInt(2)}),
		value.OfList([]value.Value{nan}), value.OfList([]value.Value{value.OfString("a")}),
	}
}

// TestSeeks holds what an index gives against what comparing every value gives.
func TestSeeks(t *testing.T) {
	g := OpenMemory(Options{})
	tx := begin(t, g)
	if err := tx.CreateIndex(Index{Name: "i", Labels: []string{"P"}, Properties: []string{"k"}}); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 3))
	all := seekable()
	for range 300 {
		person(t, tx, "P", "k", all[r.IntN(len(all))])
	}
	commit(t, tx)
	v := g.Snapshot()
	ix := v.schema.index("i")
	for _, sought := range all {
		what := value.Print(sought)
		var equal []ID
		v.Seek(ix, []value.Value{sought}, func(id ID) bool { equal = append(equal, id); return true })
		same(t, what+" =", v, equal, func(x value.Value) bool { return value.Equal(x, sought) == value.True })
		for _, inclusive := range []bool{false, true} {
			b, top := &Bound{sought, inclusive}, &Bound{all[r.IntN(len(all))], inclusive}
			for _, backwards := range []bool{false, true} {
				between := func(low, high *Bound) []ID { return ordered(t, v, v.WalkRange(ix, low, high, backwards), backwards) }
				same(t, fmt.Sprint(what, " below, ", inclusive), v, between(nil, b), func(x value.Value) bool { return below(x, sought, inclusive) })
				same(t, fmt.Sprint(what, " above, ", inclusive), v, between(b, nil), func(x value.Value) bool { return below(sought, x, inclusive) })
				same(t, fmt.Sprint(what, " to ", value.Print(top.Value), inclusive), v, between(b, top),
					func(x value.Value) bool { return below(sought, x, inclusive) && below(x, top.Value, inclusive) })
			}
		}
	}
	for _, backwards := range []bool{false, true} {
		same(t, "all", v, ordered(t, v, v.WalkRange(ix, nil, nil, backwards), backwards), func(value.Value) bool { return true })
		for _, prefix := range []string{"", "a", "ab", "b\xff"} {
			same(t, "prefix "+prefix, v, ordered(t, v, v.WalkPrefix(ix, prefix, backwards), backwards),
				func(x value.Value) bool { return x.Kind() == value.String && strings.HasPrefix(x.Text(), prefix) })
		}
	}
}

// walked is all that a walk gives, a few at a time.
func walked(w *Walk) (all []ID) {
	buf := make([]ID, 3)
	for done := false; !done; {
		var n int
		n, done = w.Next(buf)
		all = append(all, buf[:n]...)
	}
	return all
}

// ordered is what a walk gives, by id, once it was seen that it came by value.
func ordered(t *testing.T, v *View, w *Walk, backwards bool) []ID {
	t.Helper()
	ids := walked(w)
	key, _ := v.Key("k")
	for i := range max(len(ids), 1) - 1 {
		a, b := v.NodeProperty(ids[i], key), v.NodeProperty(ids[i+1], key)
		if c := value.Order(a, b); c > 0 && !backwards || c < 0 && backwards {
			t.Errorf("%s comes before %s, backwards: %v", value.Print(a), value.Print(b), backwards)
		}
	}
	slices.Sort(ids)
	return ids
}

// TestTexts holds what an index of texts finds against the texts themselves.
func TestTexts(t *testing.T) {
	g := OpenMemory(Options{})
	tx := begin(t, g)
	for _, kind := range []IndexKind{Text, Range} {
		if err := tx.CreateIndex(Index{Name: kind.String(), Kind: kind, Labels: []string{"P"}, Properties: []string{"k"}}); err != nil {
			t.Fatal(err)
		}
	}
	r := rand.New(rand.NewPCG(3, 9))
	text := func(most int) string {
		letters := make([]byte, r.IntN(most))
		for i := range letters {
			letters[i] = "aabcé"[r.IntN(6)]
		}
		return string(letters)
	}
	for i := range 3000 {
		id := person(t, tx, "P", "k", value.OfString(text(30)))
		if i%7 == 0 {
			set(t, tx, id, "k", []value.Value{value.OfInt(1), value.OfString(text(9)), {}}[r.IntN(3)])
		}
		if i%11 == 0 {
			tx.DeleteNode(id)
		}
	}
	commit(t, tx)
	v := g.Snapshot()
	checkView(t, v)
	for range 200 {
		sought := text(9)
		for is, holds := range map[Comparison]func(string, string) bool{Contains: strings.Contains, EndsWith: strings.HasSuffix} {
			meets := func(x value.Value) bool { return x.Kind() == value.String && holds(x.Text(), sought) }
			for _, backwards := range []bool{false, true} {
				same(t, sought+" walked", v, ordered(t, v, v.WalkTexts(v.schema.index("RANGE"), is, sought, backwards), backwards), meets)
				same(t, sought+" walked in texts", v, ordered(t, v, v.WalkTexts(v.schema.index("TEXT"), is, sought, backwards), backwards), meets)
			}
			ids, ok := v.Texts(v.schema.index("TEXT"), is, sought)
			if ok != (len(sought) >= gramLength) {
				t.Errorf("%q: answered is %v", sought, ok)
			}
			if ok {
				same(t, sought, v, ids, meets)
			}
		}
	}
}

// TestWalkBesideWrites changes what an index holds while it is walked: each
// entity that stays comes once.
func TestWalkBesideWrites(t *testing.T) {
	for _, backwards := range []bool{false, true} {
		tx := begin(t, OpenMemory(Options{}))
		if err := tx.CreateIndex(Index{Name: "i", Labels: []string{"P"}, Properties: []string{"k"}}); err != nil {
			t.Fatal(err)
		}
		var ids []ID
		for i := range 200 {
			ids = append(ids, person(t, tx, "P", "k", value.OfInt(int64(i%50))))
		}
		seen := map[ID]int{}
		buf := make([]ID, 7)
		for w, done := tx.WalkRange(tx.schema.index("i"), nil, nil, backwards), false; !done; {
			var n int
			n, done = w.Next(buf)
			for _, id := range buf[:n] {
				seen[id]++
				if id%3 == 0 {
					tx.DeleteNode(id)
				}
			}
			person(t, tx, "P", "k", value.OfInt(int64(len(seen)%50)))
		}
		for _, id := range ids {
			if seen[id] != 1 {
				t.Errorf("node %d came %d times, backwards: %v", id, seen[id], backwards)
			}
		}
		checkView(t, tx.View)
	}
}

func below(a, b value.Value, inclusive bool) bool {
	if inclusive {
		return value.LessOrEqual(a, b) == value.True
	}
	return value.Less(a, b) == value.True
}

func same(t *testing.T, what string, v *View, have []ID, holds func(value.Value) bool) {
	t.Helper()
	key, _ := v.Key("k")
	var want []ID
	for _, id := range scanAll(v.ScanNodes) {
		if holds(v.NodeProperty(id, key)) {
			want = append(want, id)
		}
	}
	if !slices.Equal(have, want) {
		t.Errorf("%s: have %v, want %v", what, have, want)
	}
}

// TestUniqueAtRandom holds Validate against a count of what is there.
func TestUniqueAtRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for round := range 300 {
		tx := begin(t, OpenMemory(Options{}))
		if err := tx.CreateConstraint(Constraint{Label: "P", Properties: []string{"k"}}); err != nil {
			t.Fatal(err)
		}
		for range 8 {
			tx.CreateNode([]string{"P"})
		}
		for range r.IntN(12) {
			id := ID(r.IntN(8))
			switch r.IntN(5) {
			case 0:
				tx.RemoveLabel(id, "P")
			case 1:
				tx.AddLabel(id, "P")
			default:
				set(t, tx, id, "k", value.OfInt(int64(r.IntN(12))))
			}
		}
		holders, twice := map[int64]bool{}, false
		key, _ := tx.Key("k")
		label, _ := tx.Label("P")
		for id := range ID(8) {
			if x := tx.NodeProperty(id, key); !x.IsNull() && tx.HasLabel(id, label) {
				twice = twice || holders[x.Int()]
				holders[x.Int()] = true
			}
		}
		if err := tx.Validate(); (err != nil) != twice {
			t.Fatalf("round %d: %v, and a value is there twice: %v", round, err, twice)
		}
	}
}
