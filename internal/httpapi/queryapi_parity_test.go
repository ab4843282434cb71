package httpapi_test

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"corridor/internal/db"
	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
	"corridor/internal/shared"
)

// queryCase is a request of testdata/queryapi.txt.
type queryCase struct {
	name, method, path, sent, wanted, body string
	words                                  bool // the engine has words of its own for it
}

// queryForms are short names of the forms of bodies and answers.
var queryForms = map[string]string{
	"plain": "application/json", "typed": "application/vnd.neo4j.query", "typed1": "application/vnd.neo4j.query.v1.0",
}

func queryCases(t testing.TB) (cases []queryCase) {
	t.Helper()
	text, err := os.ReadFile("testdata/queryapi.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split(string(text), "\n\n")[1:] {
		lines := strings.SplitN(strings.TrimSpace(block), "\n", 3)
		words := strings.Fields(lines[1])
		if len(words) == 2 {
			words = append(words, "plain", "plain")
		}
		c := queryCase{strings.TrimPrefix(lines[0], "# "), words[0], words[1], queryForms[words[2]], queryForms[words[3]], "", len(words) > 4}
		if len(lines) == 3 {
			c.body = lines[2]
		}
		if c.sent == "" || c.wanted == "" {
			t.Fatalf("%s: %s", c.name, lines[1])
		}
		cases = append(cases, c)
	}
	return cases
}

// queryAnswer is what one service answers to a case.
type queryAnswer struct {
	status int
	kind   string
	body   string // without what differs from one service to another
}

// askAll sends all cases to the Query API at an address, in order.
func askAll(t testing.TB, base, token string, cases []queryCase) []queryAnswer {
	t.Helper()
	out, tx := make([]queryAnswer, len(cases)), "none"
	for i, c := range cases {
		path := strings.ReplaceAll(c.path, "{tx}", tx)
		r, err := http.NewRequestWithContext(t.Context(), c.method, base+"/db/neo4j"+path, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", c.sent)
		r.Header.Set("Accept", c.wanted)
		if token != "" {
			r.SetBasicAuth("neo4j", token)
		}
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		text, err := io.ReadAll(response.Body)
		response.Body.Close() //nolint:errcheck // read to its end
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
		out[i] = queryAnswer{response.StatusCode, kind, ""}
		if len(text) == 0 {
			out[i].kind = ""
			continue
		}
		var body any
		decoder := json.NewDecoder(strings.NewReader(string(text)))
		decoder.UseNumber() // 1.0 is not 1
		if err := decoder.Decode(&body); err != nil {
			t.Fatalf("%s: %d, %s: %v", c.name, response.StatusCode, text, err)
		}
		if named := transactionOf(body); named != "" {
			tx = named
		}
		plain, err := json.Marshal(comparable(body, tx))
		if err != nil {
			t.Fatal(err)
		}
		out[i].body = string(plain)
	}
	return out
}

func transactionOf(body any) string {
	object, _ := body.(map[string]any)
	transaction, _ := object["transaction"].(map[string]any)
	id, _ := transaction["id"].(string)
	return id
}

// own are names of fields whose values each service has of its own.
var own = []string{"bookmarks", "expires", "id", "elementId", "_element_id", "startNodeElementId", "endNodeElementId", "_start_node_element_id", "_end_node_element_id"}

// inNoOrder are names of lists that are sets: a Neo4j gives labels in the order in
// which it met them first, in whatever statement.
var inNoOrder = []string{"labels", "_labels"}

// numberOfNode is how Neo4j's errors name a node.
var numberOfNode = regexp.MustCompile(`node<\d+>`)

// inWords are the parts of an answer that are sentences.
var inWords = regexp.MustCompile(`"(message|description)":"([^"\\]|\\.)*"`)

// comparable takes from an answer what differs from one service to another.
func comparable(v any, tx string) any {
	switch v := v.(type) {
	case map[string]any:
		for name, item := range v {
			list, isList := item.([]any)
			if isList && slices.Contains(own, name) {
				v[name] = len(list)
			} else if isList && slices.Contains(inNoOrder, name) {
				slices.SortFunc(list, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
			} else if slices.Contains(own, name) {
				v[name] = "*"
			} else {
				v[name] = comparable(item, tx)
			}
		}
	case []any:
		for i, item := range v {
			v[i] = comparable(item, tx)
		}
	case string:
		return numberOfNode.ReplaceAllString(strings.ReplaceAll(v, tx, "*"), "node<*>")
	}
	return v
}

// TestNeo4jAnswersTheQueryAPIAlike sends the same requests to the Query API of a
// real Neo4j and to Corridor on both backends: all answers must be the same,
// apart from bookmarks, ids of elements and of transactions, and their expiry.
func TestNeo4jAnswersTheQueryAPIAlike(t *testing.T) {
	address := shared.Neo4jHTTP(t)
	cases := queryCases(t)
	if len(cases) < 60 {
		t.Fatalf("%d cases", len(cases))
	}
	const onEngine = "on the engine"
	want := askAll(t, address, "", cases)
	for name, d := range map[string]*db.DB{onEngine: dbtest.EmptyEngine(t), "on Neo4j": dbtest.At(t, shared.Neo4jURI())} {
		t.Run(name, func(t *testing.T) {
			got := askAll(t, serveQueries(t, d), queryAdmin, cases)
			for i, c := range cases {
				got, want := got[i], want[i]
				if c.words && name == onEngine {
					if got == want {
						t.Errorf("%s: the engine has the same words, so the mark can go", c.name)
					}
					got.body, want.body = inWords.ReplaceAllString(got.body, "$1"), inWords.ReplaceAllString(want.body, "$1")
				}
				if got != want {
					t.Errorf("%s: %s\nCorridor %d %s %s\nNeo4j    %d %s %s", c.name, c.body, got.status, got.kind, got.body, want.status, want.kind, want.body)
				}
			}
		})
	}
}

// Tokens of the services that tests of the Query API ask.
const (
	queryAdmin  = "0123456789abcdef-admin"
	queryWriter = "0123456789abcdef-write"
	queryReader = "0123456789abcdef-read"
)

// serveQueries serves a database by HTTP, to whom has a token for what they do.
func serveQueries(t testing.TB, d *db.DB) string {
	t.Helper()
	tokens, err := httpapi.ParseTokens("a admin " + queryAdmin + "\nw write " + queryWriter + "\nr read " + queryReader)
	if err != nil {
		t.Fatal(err)
	}
	o := httpapi.Options{Address: loopback, Log: logTo(io.Discard), Tokens: tokens, ReadWithoutToken: true}
	server := httptest.NewUnstartedServer(nil)
	server.Config = httpapi.NewServer(d, o)
	server.Start()
	t.Cleanup(server.Close)
	return server.URL
}
