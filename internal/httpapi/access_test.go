package httpapi_test

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"corridor/internal/db"
	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
)

const (
	readToken  = "r-0123456789abcdef"
	writeToken = "w-0123456789abcdef"
)

func tokens(t testing.TB, list string) httpapi.Tokens {
	t.Helper()
	read, err := httpapi.ParseTokens(list)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func TestListsOfTokens(t *testing.T) {
	if got := tokens(t, "# who may what\n\nann read "+readToken+"\r\n  bob\tadmin   "+writeToken); len(got) != 2 {
		t.Errorf("%d tokens", len(got))
	}
	for list, want := range map[string]string{
		"":                               "there is no token",
		"# nobody":                       "there is no token",
		"ann read":                       "line 1: it has 2 words: want NAME SCOPE TOKEN",
		"\nann read " + readToken + " x": "line 2: it has 4 words",
		"ann own " + readToken:           "there is no such scope: want one of read, write, admin",
		"ann  " + readToken + " read":    "there is no such scope",
		"ann read 0123456789abcde":       "ann: the token has 15 characters: want at least 16",
		"ann read 0123456789abcdéf":      "characters that a header cannot carry",
		"a/b read " + readToken:          "line 1: the name",
		"ann read " + readToken + "\nann write " + writeToken: "line 2: there is another token called ann",
		"ann read " + readToken + "\nbob write " + readToken:  "line 2: bob has the token of ann",
	} {
		_, err := httpapi.ParseTokens(list)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), readToken) || strings.Contains(err.Error(), "0123456789abcd") {
			t.Errorf("%q: %v; want %q", list, err, want)
		}
	}
}

func basic(user, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password))
}

// TestWhoIsLetIn holds what each kind of address answers to each kind of
// request, by how the service was started.
func TestWhoIsLetIn(t *testing.T) {
	known := tokens(t, "ann read "+readToken+"\nbob write "+writeToken)
	const answered = "/api/v1/queries" // an address under /api/v1 that needs a database
	d := dbtest.Loaded(t)
	for name, c := range map[string]struct {
		tokens    httpapi.Tokens
		open      bool
		path      string
		authority string
		want      int
	}{
		"no tokens":                        {nil, false, answered, "", 200},
		"no tokens, one sent":              {nil, false, answered, "Bearer whatever", 200},
		"none sent":                        {known, false, answered, "", 401},
		"none sent, reading is open":       {known, true, answered, "", 200},
		"a wrong one, reading is open":     {known, true, answered, "Bearer x-0123456789abcdef", 401},
		"a right one":                      {known, false, answered, "Bearer " + readToken, 200},
		"a right one, of a wider scope":    {known, false, answered, "bearer  " + writeToken, 200},
		"as a password":                    {known, false, answered, basic("neo4j", readToken), 200},
		"as a password of nobody":          {known, false, answered, basic("", readToken), 200},
		"as a user":                        {known, false, answered, basic(readToken, ""), 401},
		"a part of one":                    {known, false, answered, "Bearer " + readToken[:17], 401},
		"one and more":                     {known, false, answered, "Bearer " + readToken + "0", 401},
		"an empty one":                     {known, false, answered, "Bearer ", 401},
		"of another kind":                  {known, false, answered, "Digest " + readToken, 401},
		"alone":                            {known, false, answered, readToken, 401},
		"no such address, none sent":       {known, false, "/db/neo4j/query/v2", "", 401},
		"another writing of an address":    {known, false, "/api/v1/%71ueries", "", 401},
		"an address with dots":             {known, false, "/page/../api/v1/queries", "", 404},
		"health":                           {known, false, "/healthz", "", 200},
		"readiness":                        {known, false, "/readyz", "", 200},
		"the page":                         {known, false, "/", "", 200},
		"its files":                        {known, false, "/page/style.css", "", 200},
		"the page about the API":           {known, false, "/api/v1/", "", 200},
		"the document about it":            {known, false, "/api/v1/openapi.json", "", 200},
		"another name comes before tokens": {known, false, "/api/v1/queries?other", "Host", 421},
	} {
		r := request(http.MethodGet, c.path)
		r.Header.Set("Authorization", c.authority)
		if c.authority == "Host" {
			r.Host = "evil.example"
		}
		a := askOf(d, httpapi.Options{Address: loopback, Tokens: c.tokens, ReadWithoutToken: c.open}, r)
		if a.Code != c.want {
			t.Errorf("%s: %d, want %d: %.300s", name, a.Code, c.want, a.Body)
		}
		if challenge := a.Header().Get("WWW-Authenticate"); (c.want == 401) != strings.HasPrefix(challenge, "Bearer") || strings.Contains(challenge, "Basic") {
			t.Errorf("%s: %d with the challenge %q", name, a.Code, challenge)
		}
	}
}

// TestWhatATokenMayDo holds which scope is enough for which, and that each
// refusal says what to do.
func TestWhatATokenMayDo(t *testing.T) {
	known := tokens(t, "ann read "+readToken+"\nbob write "+writeToken)
	for _, c := range []struct {
		tokens                httpapi.Tokens
		authority, want, kind string
	}{
		{nil, "", "start it with --tokens FILE", "not-without-tokens"},
		{known, "", "send the header Authorization: Bearer TOKEN", "no-token"},
		{known, "Bearer " + readToken, "this takes write, and the token ann has read", "scope-too-small"},
		{known, "Bearer " + writeToken, "", ""},
	} {
		r := request(http.MethodPost, "/api/v1/written")
		r.Header.Set("Authorization", c.authority)
		a := httpapi.Writing(httpapi.Options{Address: loopback, Tokens: c.tokens, ReadWithoutToken: true}, r, db.Changes{})
		status, body := a.Code, a.Body.String()
		if isDone := status == http.StatusNoContent; isDone != (c.want == "") || !strings.Contains(body, c.want) || !strings.Contains(body, c.kind) {
			t.Errorf("%q: %d %s", c.authority, status, body)
		}
	}
}

// TestTokensAreNotLogged holds that the log has the name of a token, and no
// token, whether right or wrong.
func TestTokensAreNotLogged(t *testing.T) {
	known := tokens(t, "ann read "+readToken)
	for _, authority := range []string{"Bearer " + readToken, "Bearer wrong-0123456789", basic("neo4j", readToken)} {
		var log strings.Builder
		r := request(http.MethodGet, "/api/v1/nothing")
		r.Header.Set("Authorization", authority)
		a := askOf(nil, httpapi.Options{Address: loopback, Tokens: known, Log: logTo(&log)}, r)
		_, encoded, _ := strings.Cut(authority, " ")
		for _, text := range []string{readToken, encoded} {
			if strings.Contains(log.String()+a.Body.String(), text) {
				t.Errorf("%s is told: %s %s", text, &log, a.Body)
			}
		}
		if a.Code == http.StatusNotFound && !strings.Contains(log.String(), "token=ann") {
			t.Errorf("who asked is not told: %s", &log)
		}
	}
}
