package main_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

const readToken = "r-0123456789abcdef"

// TestServeWantsTokensWhereOthersReachIt holds that nothing is served to others
// by mistake, and that a list of tokens is refused where it is not a good one.
func TestServeWantsTokensWhereOthersReachIt(t *testing.T) {
	folder := t.TempDir()
	written := func(name, text string, mode os.FileMode) string {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(file, mode); err != nil { // whatever the umask
			t.Fatal(err)
		}
		return file
	}
	line := "ann read " + readToken + "\n"
	for name, c := range map[string]struct {
		variable  string
		arguments []string
		want      string
	}{
		"all addresses":       {"", []string{"--listen", "0.0.0.0:0"}, "can be reached by others: give --tokens FILE"},
		"no address":          {"", []string{"--listen", ":0"}, "can be reached by others"},
		"another's address":   {"", []string{"--listen", "192.0.2.7:0"}, "can be reached by others"},
		"read by others":      {"", []string{"--tokens", written("open", line, 0o644)}, "its mode is 0644): chmod 600 it"},
		"read by the group":   {"", []string{"--tokens", written("group", line, 0o640)}, "others can read"},
		"no file":             {"", []string{"--tokens", filepath.Join(folder, "none")}, "read the tokens"},
		"without a token":     {"", []string{"--tokens", written("empty", "# none\n", 0o600)}, "there is no token"},
		"short":               {"", []string{"--tokens", written("short", "ann read short\n", 0o600)}, "short: line 1: ann: the token has 5 characters"},
		"in the environment":  {"ann read " + readToken + ";bob own " + readToken + "x", nil, "CORRIDOR_TOKENS: line 2: bob: there is no such scope"},
		"twice":               {line, []string{"--tokens", written("good", line, 0o600)}, "leave out one"},
		"open without tokens": {"", []string{"--read-without-token"}, "--read-without-token needs tokens"},
		"a wait of no time":   {"", []string{"--longest-wait", "5s"}, "--longest-wait 5s: want 30s"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("CORRIDOR_TOKENS", c.variable)
			t.Setenv("CORRIDOR_NEO4J_URI", "bolt://127.0.0.1:1") // nothing is asked of a database before
			r := withEnvironment(t, os.Environ(), append([]string{"serve", "--listen", "127.0.0.1:0"}, c.arguments...)...)
			if r.code != 2 || !strings.Contains(r.err, c.want) || strings.Contains(r.err, readToken) {
				t.Errorf("status %d: %s; want %q", r.code, r.err, c.want)
			}
		})
	}
}

// TestServeLetsInByToken holds that tokens of the environment and of a file
// arrive, and that whoever asks for its health needs none.
func TestServeLetsInByToken(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tokens")
	if err := os.WriteFile(file, []byte("ann read "+readToken+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	loaded(t)
	for name, r := range map[string]running{
		"of a file":          start(t, nil, "--listen", "0.0.0.0:0", "--tokens", file),
		"of the environment": start(t, []string{"CORRIDOR_TOKENS=ann read " + readToken + ";bob admin 0123456789abcdef"}),
	} {
		for authority, want := range map[string]int{"": 401, "Bearer " + readToken: 200, "Bearer x" + readToken: 401} {
			if a := get(t, r.address+"api/v1/counts", func(q *http.Request) { q.Header.Set("Authorization", authority) }); a.status != want {
				t.Errorf("%s: %q: %d, want %d", name, authority, a.status, want)
			}
		}
		if h := corridor(t, "health", "--address", r.host()); h.code != 0 {
			t.Errorf("%s: health: %d %s", name, h.code, h.err)
		}
	}
}

// TestServeReadsTokensAgain changes the file of tokens while the service runs: to another,
// and to what is no list, which leaves those that there were.
func TestServeReadsTokensAgain(t *testing.T) {
	const second = "s-0123456789abcdef"
	file := filepath.Join(t.TempDir(), "tokens")
	written := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	written("ann read " + readToken + "\n")
	r := start(t, nil, "--tokens", file)
	holds := func(when string, wanted map[string]int) {
		for token, want := range wanted {
			if a := get(t, r.address+"api/v1/layers", func(q *http.Request) { q.Header.Set("Authorization", "Bearer "+token) }); a.status != want {
				t.Errorf("%s: %s: %d, want %d", when, token[:1], a.status, want)
			}
		}
	}
	holds("at first", map[string]int{readToken: 200, second: 401})
	written("ann read " + second + " \n")
	r.saying(t, "the file of tokens changed and was read again")
	holds("after a change", map[string]int{readToken: 401, second: 200})
	written("ann\n")
	if line := r.saying(t, "the file of tokens changed and cannot be read", "is kept"); !strings.Contains(line, "line 1") {
		t.Errorf("it says %s", line)
	}
	holds("after a fault", map[string]int{readToken: 401, second: 200})
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	r.saying(t, "cannot be read", "no such file")
	written("ann read " + readToken + "\n")
	r.saying(t, "was read again")
	holds("after it was gone", map[string]int{readToken: 200, second: 401})
}

// TestPageAsksForAToken holds that the page asks for a token, again where it was
// a wrong one, and goes on with what it was about.
func TestPageAsksForAToken(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tokens")
	if err := os.WriteFile(file, []byte("ann read "+readToken+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := tab(t, browser(t), serve(t, "--tokens", file), "#/business/show/actor:broker")
	const wanted = "This service wants a token"
	p.says("dialog", wanted, "Whoever runs the service gives you one")
	p.write("textbox", wanted, "x"+readToken)
	p.click("button", "Go on")
	p.says("dialog", wanted, "does not know that token")
	p.write("textbox", wanted, readToken)
	p.press(kb.Enter)
	p.says(details, "Details", "statements about it")
	p.is(`!document.querySelector("dialog")`)
}
