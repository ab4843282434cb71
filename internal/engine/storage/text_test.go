package storage

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"corridor/internal/engine/value"
)

// documents are a title and a text each.
var documents = [...][2]string{
	0: {"Amber Road", "Traders carried amber from the Baltic to the Adriatic."},
	1: {"Salt", "The old salt road; salt was traded for amber. Salt, salt!"},
	2: {"Silk", "Silk went west, and silver went east."},
	3: {"Größe und Maß", "Ein Händler maß das Salz."},
	4: {"Resumé", "It's a trade-off: 2 roads, 10 traders."},
}

func textGraph(t *testing.T) (*View, *Index) {
	g := OpenMemory(Options{})
	tx := begin(t, g)
	if err := tx.CreateIndex(Index{Name: "t", Kind: FullText, Labels: []string{"D", "E"}, Properties: []string{"title", "text"}}); err != nil {
		t.Fatal(err)
	}
	for i, d := range documents {
		id := tx.CreateNode([]string{[]string{"D", "E"}[i%2]})
		set(t, tx, id, "title", value.OfString(d[0]))
		set(t, tx, id, "text", value.OfString(d[1]))
	}
	tx.AddLabel(0, "E")
	person(t, tx, "D", "text", value.OfInt(4))
	commit(t, tx)
	checkView(t, g.Snapshot())
	return g.Snapshot(), g.Snapshot().schema.index("t")
}

func TestSearchText(t *testing.T) {
	v, ix := textGraph(t)
	tests := []struct{ query, want string }{
		{"amber", "0 1"},
		{"AMBER", "0 1"},
		{"salt", "1"},
		{"amber salt", "1 0"},
		{"amber AND salt", "1"},
		{"+amber +salt", "1"},
		{"amber && salt", "1"},
		{"amber OR silk", "2 0 1"},
		{"amber || silk", "2 0 1"},
		{"amber NOT salt", "0"},
		{"amber -salt", "0"},
		{"amber !salt", "0"},
		{"-salt", ""},
		{"(amber OR silk) AND went", "2"},
		{"title:amber", "0"},
		{"text:amber", "0 1"},
		{"title:(salt OR silk)", "1 2"},
		{`"salt road"`, "1"},
		{`"road salt"`, "1"},
		{`"salt amber"`, ""},
		{`"traded amber"~1`, "1"},
		{`"amber road"`, "0"},
		{"trade*", "0 1 4"},
		{"tr?ders", "0 4"},
		{"*ilk", "2"},
		{"s*t", "1"},
		{"tradrs~", "4 1 0"},
		{"tradrs~1", "0 4"},
		{"händler", "3"},
		{"HÄNDLER", "3"},
		{"maß", "3"},
		{"silk^3 amber", "2 0 1"},
		{"silk^0.01 amber", "0 1 2"},
		{"[salt TO silk]", "1 2 3"},
		{"{salt TO silk}", "3"},
		{"[silver TO *]", "0 1 2 3 4"},
		{"*:*", "0 1 2 3 4"},
		{"*:* -amber", "2 3 4"},
		{`trade\-off`, "4"},
		{"2", "4"},
		{"", ""},
		{"nothing", ""},
		{"and", "2"},
	}
	for _, test := range tests {
		hits, err := v.SearchText(ix, test.query, 0, noWork)
		if err != nil {
			t.Errorf("%s: %v", test.query, err)
			continue
		}
		var have []string
		for _, hit := range hits {
			have = append(have, fmt.Sprint(hit.ID))
			if hit.Score <= 0 {
				t.Errorf("%s: %d has the score %v", test.query, hit.ID, hit.Score)
			}
		}
		if strings.Join(have, " ") != test.want {
			t.Errorf("%s: have %v, want %s", test.query, hits, test.want)
		}
	}
	if hits, _ := v.SearchText(ix, "*:*", 2, noWork); len(hits) != 2 {
		t.Errorf("limited to 2: %v", hits)
	}
}

// noWork lets a search take as long as it takes.
func noWork() error { return nil }

// TestSearchTextEndsAtOnce ends each kind of search at each thing it looks at.
func TestSearchTextEndsAtOnce(t *testing.T) {
	v, ix := textGraph(t)
	ended := errors.New("ended")
	for _, query := range []string{"amber", "amber AND salt", "silk -amber", `"salt road"`, "s*", "ambre~", "[a TO z]", "*:*"} {
		steps := 0
		if _, err := v.SearchText(ix, query, 0, func() error { steps++; return nil }); err != nil || steps == 0 {
			t.Fatalf("%s: %d steps, %v", query, steps, err)
		}
		for last := range steps {
			after := 0
			hits, err := v.SearchText(ix, query, 0, func() error {
				if after++; after > last {
					return ended
				}
				return nil
			})
			if err != ended || hits != nil || after != last+1 {
				t.Errorf("%s, ended at step %d: %v, %v, asked %d times", query, last+1, hits, err, after)
			}
		}
	}
}

func TestSearchTextErrors(t *testing.T) {
	v, ix := textGraph(t)
	tests := []struct{ query, want string }{
		{`"open`, "a quotation without an end at character 1"},
		{"(amber", "an open parenthesis"},
		{"amber)", "a closing parenthesis that nothing opened at character 6"},
		{"amber AND", "nothing after AND"},
		{"amber^x", "no number at character 7"},
		{"[a b]", "a range without TO"},
		{"[a", "a range without an end"},
		{"+", "nothing where a word should be"},
		{"nofield:amber", "has no property nofield"},
		{strings.Repeat("(", 200), "too many parentheses"},
	}
	for _, test := range tests {
		if _, err := v.SearchText(ix, test.query, 0, noWork); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.query, err)
		}
	}
}

func TestAnalyzers(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"", "It's 3 Cafés, e-mail_me", []string{"it", "s", "3", "cafés", "e", "mail", "me"}},
		{"", "東京 tower", []string{"東", "京", "tower"}},
		{"simple", "Room 101b", []string{"room", "b"}},
		{"whitespace", "As It-is ", []string{"As", "It-is"}},
		{"keyword", "All of it", []string{"All of it"}},
	}
	for _, test := range tests {
		a, known := analyzerNamed(test.name)
		if have := a.split(test.text); !known || !slices.Equal(have, test.want) {
			t.Errorf("%s: %q gives %q", test.name, test.text, have)
		}
	}
}

func FuzzTextQuery(f *testing.F) {
	f.Add(`+a -"b c"~2 AND (d* OR e~1^2) f:[x TO y} \( *:*`)
	tx := begin(f, OpenMemory(Options{}))
	if err := tx.CreateIndex(Index{Name: "t", Kind: FullText, Labels: []string{"D"}, Properties: []string{"f"}}); err != nil {
		f.Fatal(err)
	}
	set(f, tx, tx.CreateNode([]string{"D"}), "f", value.OfString("a b c d e f"))
	v, ix := tx.View, tx.schema.index("t")
	f.Fuzz(func(t *testing.T, query string) {
		v.SearchText(ix, query, 3, noWork)
	})
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		edits int
	}{
		{"", "", 0},
		{"broker", "broker", 0},
		{"brokre", "broker", 1},
		{"borker", "broker", 1},
		{"rbokre", "broker", 2},
		{"brker", "broker", 1},
		{"ca", "abc", 3},
		{"über", "uber", 1},
		{"kitten", "sitting", 3},
	} {
		for limit := range 5 {
			want := c.edits
			if limit < want {
				want = limit + 1
			}
			if got := distance([]rune(c.a), []rune(c.b), limit); min(got, limit+1) != want {
				t.Errorf("%s to %s within %d: %d, want %d", c.a, c.b, limit, got, want)
			}
		}
	}
}
