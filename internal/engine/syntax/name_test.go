package syntax

import "testing"

// TestQuotedNamesAreReadAsThemselves has what could be taken for an escape.
func TestQuotedNamesAreReadAsThemselves(t *testing.T) {
	for _, name := range []string{"plain", "a`b", `back\slash`, `\u0041`, `\\u0041`, `\u`, `\u00`, "\u00e9", "`", `\u005Cu0041`, "😀"} {
		if got := nameIn(Quoted(name)[1 : len(Quoted(name))-1]); got != name {
			t.Errorf("%q is written %s and read %q", name, Quoted(name), got)
		}
	}
	for text, want := range map[string]string{`\u0041b`: "Ab", `\uD83D\uDE00`: "😀", `x\u00e9`: "xé", `\uD83D`: `\uD83D`, `a\tb`: `a\tb`} {
		if got := nameIn(text); got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
}
