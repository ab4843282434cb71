package exec

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"sync/atomic"

	"corridor/internal/engine/value"
)

// matching is x =~ pattern: whether the whole text matches. The last pattern
// is kept compiled; it is most often the same for all rows.
func matching(x, pattern Expr) Expr {
	var last atomic.Pointer[matcher]
	return func(st *State, b *Batch, row int) (value.Value, error) {
		v, err := x(st, b, row)
		if err != nil {
			return value.Value{}, err
		}
		p, err := pattern(st, b, row)
		if err != nil || v.Kind() != value.String || p.IsNull() {
			return value.Value{}, err
		}
		if p.Kind() != value.String {
			return value.Value{}, typeError("Type mismatch: expected a String as regular expression but was %s", value.TypeName(p))
		}
		m := last.Load()
		if m == nil || m.pattern != p.Text() {
			if m, err = newMatcher(p.Text()); err != nil {
				return value.Value{}, err
			}
			last.Store(m)
		}
		matches, err := m.matches(st, v.Text())
		return value.OfBool(matches), err
	}
}

type matcher struct {
	pattern string
	whole   *regexp.Regexp
	size    int // of the compiled pattern: each rune takes as many steps at most
}

// atOnce is how many steps of matching are done without a look at the clock.
const atOnce = 1 << 20

// matches says whether a text matches. Where that may take long it is read rune
// by rune, so that it ends when the statement is to end.
func (m *matcher) matches(st *State, text string) (bool, error) {
	if len(text)*m.size <= atOnce {
		return m.whole.MatchString(text), nil
	}
	runes := &timedRunes{Reader: strings.NewReader(text), st: st, often: max(1, atOnce/m.size)}
	matches := m.whole.MatchReader(runes)
	return matches && runes.ended == nil, runes.ended
}

// timedRunes is a text that is at its end where the statement is to end.
type timedRunes struct {
	*strings.Reader
	st           *State
	often, count int // runes between two looks at the clock, and since the last
	ended        error
}

// ReadRune gives the next rune.
func (t *timedRunes) ReadRune() (rune, int, error) {
	if t.count++; t.count >= t.often {
		t.count, t.ended = 0, t.st.alive()
	}
	if t.ended != nil {
		return 0, 0, t.ended
	}
	return t.Reader.ReadRune()
}

func newMatcher(pattern string) (*matcher, error) {
	if combinesClasses(pattern) {
		return nil, fail(value.SyntaxError, "Unsupported regular expression '%s': there are no unions and intersections of character classes here", pattern)
	}
	// Looked at by itself first, as its brackets may be closed by those put around it.
	own := inGo(pattern)
	whole, err := regexp.Compile(own)
	if err == nil {
		whole, err = regexp.Compile(`\A(?:` + own + `)\z`)
	}
	if err == nil {
		return &matcher{pattern, whole, sizeOfPattern(own)}, nil
	}
	for _, part := range unsupported {
		if strings.Contains(pattern, part.text) {
			return nil, fail(value.SyntaxError, "Unsupported regular expression '%s': there are no %s here", pattern, part.name)
		}
	}
	reason := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
	return nil, fail(value.SemanticError, "Invalid regular expression '%s': %s", pattern, reason)
}

// sizeOfPattern is how many instructions a pattern has that compiles.
func sizeOfPattern(text string) int {
	parsed, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return atOnce
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		return atOnce
	}
	return len(program.Inst)
}

// unsupported are parts of Java's regular expressions that have no linear-time
// matching, or are not worth it.
var unsupported = [...]struct{ text, name string }{
	{"(?=", "lookaheads"}, {"(?!", "lookaheads"}, {"(?<=", "lookbehinds"}, {"(?<!", "lookbehinds"},
	{"(?>", "atomic groups"}, {"(?x", "patterns with comments"},
	{"++", "possessive quantifiers"}, {"*+", "possessive quantifiers"}, {"?+", "possessive quantifiers"},
	{`\1`, "back references"}, {`\2`, "back references"}, {`\k`, "back references"},
}

// combinesClasses says whether a character class has another inside, or an &&:
// Go would take these for plain characters.
func combinesClasses(pattern string) bool {
	inside := false
	for i := 0; i < len(pattern); i++ {
		switch rest := pattern[i:]; {
		case rest[0] == '\\' && strings.HasPrefix(rest, `\Q`):
			literal, _, _ := strings.Cut(rest, `\E`)
			i += len(literal)
		case rest[0] == '\\':
			i++
		case !inside:
			inside = rest[0] == '['
		case rest[0] == ']':
			inside = false
		case rest[0] == '[' && !strings.HasPrefix(rest, "[:"), strings.HasPrefix(rest, "&&"):
			return true
		}
	}
	return false
}

// javaFlags removes from a group of flags those that Go does not have and that
// say what it does anyhow: u is Unicode case folding, U Unicode classes.
var javaFlags = regexp.MustCompile(`\(\?([imsuUd]+)(-[imsuUd]+)?([:)])`)

// inGo is a pattern of Java's written as Go has it.
func inGo(pattern string) string {
	return javaFlags.ReplaceAllStringFunc(pattern, func(group string) string {
		kept := strings.Map(func(r rune) rune {
			if strings.ContainsRune("uUd", r) {
				return -1
			}
			return r
		}, group)
		if kept == "(?)" {
			return ""
		}
		return kept
	})
}
