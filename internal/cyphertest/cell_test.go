package cyphertest_test

import (
	"testing"

	"corridor/internal/cyphertest"
)

func TestParseCellReadsWhatTheTablesWrite(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"null", "null"},
		{"true", "true"},
		{"-12", "-12"},
		{"1.50", "1.5"},
		{"-0.0", "0.0"},
		{".5e1", "5.0"},
		{"NaN", "NaN"},
		{"-Inf", "-Inf"},
		{`'it\'s \\ \n'`, `"it's \\ \\n"`},
		{"[1, [2], null]", "[1, [2], null]"},
		{"{b: 1, 'a c': 'x'}", `{a c: "x", b: 1}`},
		{"(:B:A {n: 1})", "(:A:B {n: 1})"},
		{"()", "()"},
		{"[:T {n: 1}]", "[:T {n: 1}]"},
		{"[ :T]", "[:T]"},
		{"<(:A)-[:T]->()<-[:`odd one`]-(:B)>", "<(:A)-[:T]->()<-[:odd one]-(:B)>"},
		{"123456789012345678901", "1.23456789012346e+20"},
	} {
		cell, err := cyphertest.ParseCell(c.text)
		if got := cyphertest.Text(cell, false); err != nil || got != c.want {
			t.Errorf("%s: %s, %v, want %s", c.text, got, err, c.want)
		}
	}
}

func TestParseCellRefusesWhatIsNoValue(t *testing.T) {
	for _, text := range []string{"", "'open", "[1", "{a 1}", "(:A", "<()-[:T]>", "1 2", "nothing", "(:)", "`"} {
		if cell, err := cyphertest.ParseCell(text); err == nil {
			t.Errorf("%q is read as %v", text, cell)
		}
	}
}

func TestTextInAnyOrderSortsLists(t *testing.T) {
	one := []cyphertest.Cell{int64(2), []cyphertest.Cell{int64(1), nil}}
	other := []cyphertest.Cell{[]cyphertest.Cell{nil, int64(1)}, int64(2)}
	if cyphertest.Text(one, true) != cyphertest.Text(other, true) || cyphertest.Text(one, false) == cyphertest.Text(other, false) {
		t.Errorf("%s and %s", cyphertest.Text(one, true), cyphertest.Text(other, true))
	}
}

func FuzzParseCell(f *testing.F) {
	for _, seed := range []string{"[1, {a: 'b'}]", "<(:A)-[:T]->()>", "NaN", "'\\", "(((", "[[[["} {
		f.Add(seed)
	}
	f.Fuzz(func(_ *testing.T, text string) {
		if len(text) < 10_000 { // deeper than any table's
			_, _ = cyphertest.ParseCell(text)
		}
	})
}
