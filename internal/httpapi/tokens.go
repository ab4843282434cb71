package httpapi

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// scope is what a request may do; each includes those before it.
type scope int

const (
	noScope scope = iota
	readScope
	writeScope
	adminScope
)

// scopes are the names of scopes, as a list of tokens has them.
var scopes = []string{readScope: "read", writeScope: "write", adminScope: "admin"}

// String is the name that a list of tokens has for it.
func (s scope) String() string { return scopes[s] }

// shortestToken is how many characters a token has at least: fewer could be
// found by trying.
const shortestToken = 16

// token lets who knows it do what its scope says. Itself it is not kept.
type token struct {
	name  string // for the log
	scope scope
	sum   [sha256.Size]byte
}

// Tokens are those that a service knows.
type Tokens []token

var (
	tokenName = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)
	tokenText = regexp.MustCompile(`^[!-~]+$`) // what a header can carry
)

// ParseTokens reads a list of tokens, NAME SCOPE TOKEN a line; what begins with
// # is a comment. No error has a part of a token.
func ParseTokens(list string) (Tokens, error) {
	var all Tokens
	for number, line := range strings.Split(list, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		read, err := parseToken(line)
		for _, other := range all {
			switch {
			case err != nil:
			case other.name == read.name:
				err = fmt.Errorf("there is another token called %s: each has a name of its own", read.name)
			case other.sum == read.sum:
				err = fmt.Errorf("%s has the token of %s: each has one of its own", read.name, other.name)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number+1, err)
		}
		all = append(all, read)
	}
	if len(all) == 0 {
		return nil, errors.New("there is no token: want lines NAME SCOPE TOKEN")
	}
	return all, nil
}

func parseToken(line string) (token, error) {
	fields := strings.Fields(line)
	if len(fields) != 3 {
		return token{}, fmt.Errorf("it has %d words: want NAME SCOPE TOKEN", len(fields))
	}
	read := token{name: fields[0], sum: sha256.Sum256([]byte(fields[2]))}
	for s := readScope; s <= adminScope; s++ {
		if fields[1] == s.String() {
			read.scope = s
		}
	}
	switch {
	case !tokenName.MatchString(read.name):
		return token{}, errors.New("the name: want 1 to 64 letters, digits, dots, hyphens or underscores")
	case read.scope == noScope:
		return token{}, fmt.Errorf("%s: there is no such scope: want one of %s", read.name, strings.Join(scopes[readScope:], ", "))
	case len(fields[2]) < shortestToken:
		return token{}, fmt.Errorf("%s: the token has %d characters: want at least %d, as openssl rand -hex 24 gives", read.name, len(fields[2]), shortestToken)
	case !tokenText.MatchString(fields[2]):
		return token{}, fmt.Errorf("%s: the token has characters that a header cannot carry: want letters, digits and signs of ASCII", read.name)
	}
	return read, nil
}

// find gives the token with a text. It takes as long whether and wherever there
// is one, and however much of it is right.
func (t Tokens) find(text string) (found token, isKnown bool) {
	sum := sha256.Sum256([]byte(text))
	for _, known := range t {
		if subtle.ConstantTimeCompare(known.sum[:], sum[:]) == 1 {
			found, isKnown = known, true
		}
	}
	return found, isKnown
}
