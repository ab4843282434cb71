package bolt

import (
	"errors"
	"testing"
	"time"

	"corridor/internal/engine/value"
)

func token(pairs ...string) *value.Mapping {
	m := &value.Mapping{}
	for i := 0; i < len(pairs); i += 2 {
		m.Set(pairs[i], value.OfString(pairs[i+1]))
	}
	return m
}

func basic(user, password string) *value.Mapping {
	return token("scheme", "basic", "principal", user, "credentials", password)
}

func codeOf(err error) value.Code {
	var fault *value.Error
	if errors.As(err, &fault) {
		return fault.Code
	}
	return ""
}

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		name  string
		token *value.Mapping
		code  value.Code
	}{
		{"right", basic("neo4j", "secret"), ""},
		{"wrong password", basic("neo4j", "Secret"), value.Unauthorized},
		{"no password", basic("neo4j", ""), value.Unauthorized},
		{"unknown user", basic("neo", "secret"), value.Unauthorized},
		{"nothing", token(), value.Unauthorized},
		{"scheme none", token("scheme", "none"), value.Unauthorized},
		{"unknown scheme", token("scheme", "zz", "principal", "neo4j", "credentials", "secret"), value.Unauthorized},
		{"no credentials", token("scheme", "basic", "principal", "neo4j"), value.Unauthorized},
	} {
		auth := NewAuth("neo4j", "secret")
		if code := codeOf(auth.check(c.token, time.Now())); code != c.code {
			t.Errorf("%s: %q, not %q", c.name, code, c.code)
		}
		if err := (*Auth)(nil).check(c.token, time.Now()); err != nil {
			t.Errorf("%s, where everybody is let in: %v", c.name, err)
		}
	}
}

func TestWrongPasswordsInARow(t *testing.T) {
	auth, now := NewAuth("neo4j", "secret"), time.Now()
	for range mistakesAllowed {
		if code := codeOf(auth.check(basic("neo4j", "no"), now)); code != value.Unauthorized {
			t.Fatalf("a wrong password: %q", code)
		}
	}
	if code := codeOf(auth.check(basic("neo4j", "secret"), now)); code != rateLimited {
		t.Errorf("the right one after %d wrong ones: %q", mistakesAllowed, code)
	}
	if code := codeOf(auth.check(basic("other", "no"), now)); code != value.Unauthorized {
		t.Errorf("another user: %q", code)
	}
	later := now.Add(mistakesPause)
	if err := auth.check(basic("neo4j", "secret"), later); err != nil {
		t.Errorf("after the pause: %v", err)
	}
	if code := codeOf(auth.check(basic("neo4j", "no"), later)); code != value.Unauthorized {
		t.Errorf("a wrong one after the right one: %q", code)
	}
}
