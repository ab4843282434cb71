package plan

import (
	"strings"
	"testing"
)

func TestSuggestion(t *testing.T) {
	known := []string{"toUpper", "size", "größe", "é"}
	for _, c := range []struct{ wanted, want string }{
		{"toupper", "toUpper"},
		{"toUper", "toUpper"},
		{"sise", "size"},
		{"grösse", "größe"},
		{"seize", "size"},
		{"seizes", "size"},
		{"sizeable", ""},
		{"x", ""}, // anything is one letter away
		{"Q", ""},
		{strings.Repeat("size", 1<<20), ""},
	} {
		want := ""
		if c.want != "" {
			want = ": did you mean '" + c.want + "'?"
		}
		if got := suggestion(c.wanted, known, "'"); got != want {
			t.Errorf("%.40s%s, want %s", c.wanted, got, want)
		}
	}
	if got := suggestion("size", []string{strings.Repeat("size", 1<<20)}, "'"); got != "" {
		t.Errorf("a name of four letters is like %.40s", got)
	}
}
