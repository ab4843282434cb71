package exec

import (
	"context"
	"errors"
	"strings"
	"testing"

	"corridor/internal/engine/value"
)

// TestLongTextsMatchAsShortOnes holds that reading rune by rune, which long
// texts are, changes no answer.
func TestLongTextsMatchAsShortOnes(t *testing.T) {
	b := newBench(t)
	for _, pattern := range []string{"a*", "(a|b)*", "a*b?", "[^b]*", "a+x", `(?i)A*`, "(a{1,100}){1,10}.*"} {
		m, err := newMatcher(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{strings.Repeat("a", atOnce), strings.Repeat("a", atOnce) + "b", strings.Repeat("ä", atOnce), "a" + strings.Repeat("a\xff", atOnce)} {
			have, err := m.matches(b.state, text)
			if want := m.whole.MatchString(text); err != nil || have != want {
				t.Errorf("%s on %d bytes: %v, %v; want %v", pattern, len(text), have, err, want)
			}
		}
	}
}

// TestMatchingEndsWithTheStatement has a pattern and a text that would take minutes.
func TestMatchingEndsWithTheStatement(t *testing.T) {
	b := newBench(t)
	m, err := newMatcher("((a?){30}){30}.*b")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	b.state.Context = ctx
	var told *value.Error
	if _, err := m.matches(b.state, strings.Repeat("a", 10<<20)); !errors.As(err, &told) || told.Code != value.Terminated {
		t.Errorf("it ended with %v", err)
	}
}
