package httpapi_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
)

// queryRequest is one to the Query API; headers come in pairs.
func queryRequest(path, body string, headers ...string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Host = "localhost"
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

// guardedService is one that knows tokens and lets all read.
func guardedService(t testing.TB) http.Handler {
	t.Helper()
	tokens, err := httpapi.ParseTokens("a admin " + queryAdmin + "\nw write " + queryWriter + "\nr read " + queryReader)
	if err != nil {
		t.Fatal(err)
	}
	o := httpapi.Options{Address: loopback, Log: logTo(io.Discard), Tokens: tokens, ReadWithoutToken: true}
	return httpapi.NewServer(dbtest.Empty(t), o).Handler
}

// asked is the answer of a handler.
func asked(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	a := httptest.NewRecorder()
	h.ServeHTTP(a, r)
	return a
}

// queryFault is the only error of a body, or nothing.
func queryFault(t testing.TB, body string) (code, message string) {
	t.Helper()
	var answer struct {
		Errors []struct{ Code, Message string }
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	if len(answer.Errors) != 1 {
		return "", ""
	}
	return answer.Errors[0].Code, answer.Errors[0].Message
}

const queryPath = "/db/neo4j/query/v2"

// TestTheQueryAPIRefusesInNeo4jsForm holds that what is at fault gets a 4xx, a
// code of Neo4j, and never a problem document.
func TestTheQueryAPIRefusesInNeo4jsForm(t *testing.T) {
	h := guardedService(t)
	long := `{"statement": "` + strings.Repeat("x", 1<<20) + `"}`
	integer := func(v string) string {
		return `{"statement": "RETURN $x", "parameters": {"x": {"$type": "Integer", "_value": ` + v + `}}}`
	}
	typed := []string{"Content-Type", "application/vnd.neo4j.query"}
	for name, c := range map[string]struct {
		path, body string
		headers    []string
		status     int
		code, says string
	}{
		"no JSON":                  {queryPath, "{", nil, 400, "Request.InvalidFormat", "unexpected EOF"},
		"an unknown field":         {queryPath, `{"query": "x"}`, nil, 400, "Request.InvalidFormat", `unknown field "query"`},
		"two values":               {queryPath, `{"statement": "RETURN 1"} {}`, nil, 400, "Request.InvalidFormat", "more than one value"},
		"a wrong type":             {queryPath, `{"statement": 1}`, nil, 400, "Request.InvalidFormat", "number"},
		"a list of parameters":     {queryPath, `{"statement": "RETURN 1", "parameters": [1]}`, nil, 400, "Request.InvalidFormat", "parameters"},
		"a number out of bounds":   {queryPath, `{"statement": "RETURN $x", "parameters": {"x": 1e999}}`, nil, 400, "Request.InvalidFormat", "1e999"},
		"a form":                   {queryPath, "statement=x", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, "Request.InvalidFormat", "application/json"},
		"an answer in no form":     {queryPath, `{"statement": "RETURN 1"}`, []string{"Accept", "text/html"}, 406, "Request.InvalidFormat", "application/jsonl"},
		"too long":                 {queryPath, long, nil, 413, "Request.Invalid", "1048576"},
		"another user":             {queryPath, `{"statement": "RETURN 1", "impersonatedUser": "eve"}`, nil, 400, "Request.InvalidFormat", "impersonatedUser"},
		"an unknown mode":          {queryPath, `{"statement": "RETURN 1", "accessMode": "SUDO"}`, nil, 400, "Request.InvalidFormat", `"SUDO" is neither`},
		"a time below zero":        {queryPath, `{"statement": "RETURN 1", "maxExecutionTime": -1}`, nil, 400, "Request.InvalidFormat", "maxExecutionTime"},
		"another database":         {"/db/system/query/v2", `{"statement": "SHOW USERS"}`, nil, 404, "Database.DatabaseNotFound", "system"},
		"no address":               {"/db/neo4j/query/v1", "{}", nil, 404, "Request.Invalid", "/api/v1/"},
		"another site":             {queryPath, `{"statement": "RETURN 1"}`, []string{"Sec-Fetch-Site", "cross-site"}, 403, "Security.Forbidden", "a browser"},
		"an unknown token":         {queryPath, `{"statement": "RETURN 1"}`, []string{"Authorization", "Bearer nobody-knows-this"}, 401, "Security.Unauthorized", "knows none"},
		"a write without a token":  {queryPath, `{"statement": "CREATE (:QueryAPI)"}`, nil, 401, "Security.Unauthorized", "line 1, column 1"},
		"a write by a reader":      {queryPath, `{"statement": "CREATE (:QueryAPI)"}`, []string{"Authorization", "Bearer " + queryReader}, 403, "Security.Forbidden", "has read"},
		"a schema by a writer":     {queryPath, `{"statement": "CREATE INDEX q FOR (n:QueryAPI) ON (n.x)"}`, []string{"Authorization", "Bearer " + queryWriter}, 403, "Security.Forbidden", "has write"},
		"a file":                   {queryPath, `{"statement": "CREATE (:QueryAPI) WITH 1 AS x LOAD CSV FROM 'file:///x' AS l RETURN l"}`, []string{"Authorization", "Bearer " + queryAdmin}, 403, "Security.Forbidden", "reads a file"},
		"a procedure":              {queryPath, `{"statement": "CALL dbms.listConfig()"}`, nil, 403, "Security.Forbidden", "procedure"},
		"a write in a transaction": {queryPath + "/tx", `{"statement": "CREATE (:QueryAPI)"}`, nil, 401, "Security.Unauthorized", "write"},
		"an open text":             {queryPath, `{"statement": "RETURN 'a"}`, nil, 400, "Statement.SyntaxError", "column 8"},
		"no typed value":           {queryPath, `{"statement": "RETURN $x", "parameters": {"x": 1}}`, typed, 400, "Request.InvalidFormat", "parameter x"},
		"a type of no parameter":   {queryPath, `{"statement": "RETURN $x", "parameters": {"x": {"$type": "Node", "_value": "1"}}}`, typed, 400, "Request.InvalidFormat", `"Node"`},
		"an integer that is none":  {queryPath, integer(`"1.5"`), typed, 400, "Request.InvalidFormat", "1.5"},
		"an integer as a list":     {queryPath, integer(`[1]`), typed, 400, "Request.InvalidFormat", "parameter x"},
		"a day that is none":       {queryPath, `{"statement": "RETURN $x", "parameters": {"x": {"$type": "Date", "_value": "2013-02-30"}}}`, typed, 400, "Request.InvalidFormat", "2013-03-01"},
		"no transaction":           {queryPath + "/tx/none", `{"statement": "RETURN 1"}`, nil, 404, "Request.Invalid", `Transaction with Id: "none" was not found`},
	} {
		t.Run(name, func(t *testing.T) {
			a := asked(h, queryRequest(c.path, c.body, c.headers...))
			code, message := queryFault(t, a.Body.String())
			if a.Code != c.status || code != "Neo.ClientError."+c.code || !strings.Contains(message, c.says) || !strings.HasPrefix(a.Header().Get("Content-Type"), "application/json") {
				t.Errorf("%d %s, want %d Neo.ClientError.%s with %q", a.Code, a.Body, c.status, c.code, c.says)
			}
		})
	}
	if a := asked(h, queryRequest(queryPath, `{"statement": "MATCH (n:QueryAPI) RETURN count(n)"}`)); !strings.Contains(a.Body.String(), `"values":[[0]]`) {
		t.Errorf("something was written: %s", a.Body)
	}
}

// TestWhatOnlyReadsIsHeldToItByTheDatabase goes round the look at the text, by a
// transaction that asked to be held to reading.
func TestWhatOnlyReadsIsHeldToItByTheDatabase(t *testing.T) {
	h := guardedService(t)
	for _, path := range []string{queryPath, queryPath + "/tx"} {
		a := asked(h, queryRequest(path, `{"statement": "CREATE (n:QueryAPI) RETURN n", "accessMode": "READ"}`, "Authorization", "Bearer "+queryWriter))
		if code, _ := queryFault(t, a.Body.String()); code != "Neo.ClientError.Statement.AccessMode" {
			t.Errorf("%s: %d %s", path, a.Code, a.Body)
		}
	}
}

// TestATokenWrites holds that a token writes, as a bearer and as a password.
func TestATokenWrites(t *testing.T) {
	h := guardedService(t)
	basic := queryRequest(queryPath, `{"statement": "CREATE (n:QueryAPI) RETURN n.x", "includeCounters": true}`)
	basic.SetBasicAuth("anybody", queryWriter)
	for _, r := range []*http.Request{basic, queryRequest(queryPath, `{"statement": "CREATE (n:QueryAPI) RETURN n.x", "includeCounters": true}`, "Authorization", "Bearer "+queryWriter)} {
		if a := asked(h, r); a.Code != http.StatusAccepted || !strings.Contains(a.Body.String(), `"nodesCreated":1`) {
			t.Errorf("%d %s", a.Code, a.Body)
		}
	}
}

// TestWhatIsWrittenByTheQueryAPIIsAudited holds that a change has its line when it
// is there for good, and one that was rolled back has none.
func TestWhatIsWrittenByTheQueryAPIIsAudited(t *testing.T) {
	var audit strings.Builder
	o := httpapi.Options{Address: loopback, Log: logTo(io.Discard), Tokens: tokens(t, "w write "+queryWriter), Audit: slog.NewJSONHandler(&audit, nil)}
	h := httpapi.NewServer(dbtest.Empty(t), o).Handler
	write := func(path string) string {
		return asked(h, queryRequest(path, `{"statement": "CREATE (n:QueryAPI)-[:QUERY_API]->(m:QueryAPI)"}`, "Authorization", "Bearer "+queryWriter)).Body.String()
	}
	begin := func() string {
		t.Helper()
		var begun struct{ Transaction struct{ ID string } }
		if err := json.Unmarshal([]byte(write(queryPath+"/tx")), &begun); err != nil || begun.Transaction.ID == "" {
			t.Fatal(begun, err)
		}
		return queryPath + "/tx/" + begun.Transaction.ID
	}
	const once = `"token":"w","method":"POST","route":"/db/:database/query/v2","changes":{"labels_added":2,"nodes_created":2,"relationships_created":1}`
	if write(queryPath); strings.Count(audit.String(), "\n") != 1 || !strings.Contains(audit.String(), once) {
		t.Errorf("%s", &audit)
	}
	audit.Reset()
	r := queryRequest(begin(), "", "Authorization", "Bearer "+queryWriter)
	r.Method = http.MethodDelete
	if asked(h, r); audit.Len() > 0 {
		t.Errorf("rolled back: %s", &audit)
	}
	tx := begin()
	if write(tx); audit.Len() > 0 {
		t.Errorf("before it is committed: %s", &audit)
	}
	if write(tx + "/commit"); strings.Count(audit.String(), "\n") != 1 || !strings.Contains(audit.String(), `"nodes_created":6`) {
		t.Errorf("%s", &audit)
	}
}

// TestATransactionIsItsOwners holds that nobody goes on with what another token
// began, and that one request at a time does.
func TestATransactionIsItsOwners(t *testing.T) {
	h := guardedService(t)
	var begun struct{ Transaction struct{ ID string } }
	if err := json.Unmarshal(asked(h, queryRequest(queryPath+"/tx", "{}", "Authorization", "Bearer "+queryWriter)).Body.Bytes(), &begun); err != nil {
		t.Fatal(err)
	}
	tx := queryPath + "/tx/" + begun.Transaction.ID
	for header, want := range map[string]int{"Bearer " + queryReader: 404, "": 404, "Bearer " + queryWriter: 202} {
		r := queryRequest(tx, `{"statement": "RETURN 1"}`)
		if header != "" {
			r.Header.Set("Authorization", header)
		}
		if a := asked(h, r); a.Code != want {
			t.Errorf("%q: %d %s", header, a.Code, a.Body)
		}
	}
	r := queryRequest(tx, "", "Authorization", "Bearer "+queryWriter)
	r.Method = http.MethodDelete
	if a := asked(h, r); a.Code != http.StatusOK || a.Body.Len() > 0 {
		t.Errorf("%d %s", a.Code, a.Body)
	}
}

// TestOnlySoManyTransactionsAreOpen holds that a client who leaves them open
// gets a 429 in the end, and that all end with the service.
func TestOnlySoManyTransactionsAreOpen(t *testing.T) {
	h := guardedService(t)
	for n := range 40 {
		a := asked(h, queryRequest(queryPath+"/tx", "{}"))
		if a.Code == http.StatusTooManyRequests && n > 0 {
			if code, message := queryFault(t, a.Body.String()); code != "Neo.TransientError.Request.ResourceExhaustion" || !strings.Contains(message, fmt.Sprint(n, " are open")) || a.Header().Get("Retry-After") == "" {
				t.Errorf("%v %s", a.Header(), a.Body)
			}
			return
		}
	}
	t.Error("there is no bound")
}

// TestAnAnswerInLines reads each event, and the error that comes after rows.
func TestAnAnswerInLines(t *testing.T) {
	h := guardedService(t)
	lines := []string{"Accept", "application/jsonl"}
	a := asked(h, queryRequest(queryPath, `{"statement": "UNWIND [1, 2] AS x RETURN x, date('2013-03-01') AS d", "includeCounters": true}`, lines...))
	events := strings.Split(strings.TrimSpace(a.Body.String()), "\n")
	if a.Code != http.StatusAccepted || a.Header().Get("Content-Type") != "application/jsonl" || len(events) != 4 ||
		events[0] != `{"$event":"Header","_body":{"fields":["x","d"]}}` || events[2] != `{"$event":"Record","_body":[2,"2013-03-01"]}` ||
		!strings.HasPrefix(events[3], `{"$event":"Summary","_body":{"counters":{`) || !json.Valid([]byte(events[3])) {
		t.Errorf("%d %v %s", a.Code, a.Header(), a.Body)
	}
	a = asked(h, queryRequest(queryPath, `{"statement": "UNWIND range(1, 30000) AS x RETURN 30000 / (30000 - x) AS y"}`, lines...))
	events = strings.Split(strings.TrimSpace(a.Body.String()), "\n")
	if last := events[len(events)-1]; len(events) < 1000 || last != `{"$event":"Error","_body":[{"code":"Neo.ClientError.Statement.ArithmeticError","message":"/ by zero"}]}` {
		t.Errorf("%d lines, the last %s", len(events), last)
	}
	a = asked(h, queryRequest(queryPath, `{"statement": "UNWIND [1, 2, 0, 4] AS x RETURN 10 / x AS y"}`, lines...))
	if events = strings.Split(a.Body.String(), "\n"); len(events) != 5 || events[2] != `{"$event":"Record","_body":[5]}` || !strings.Contains(events[3], `"Error"`) {
		t.Errorf("rows before an error: %s", a.Body)
	}
	a = asked(h, queryRequest(queryPath, `{"statement": "RETURN 1 AS x"}`, "Accept", "application/vnd.neo4j.query.v1.0+jsonl"))
	if !strings.Contains(a.Body.String(), `{"$event":"Record","_body":[{"$type":"Integer","_value":"1"}]}`) {
		t.Errorf("typed: %s", a.Body)
	}
}

// TestALimitOfTheQueryAPIIsNamed holds it for rows and for time.
func TestALimitOfTheQueryAPIIsNamed(t *testing.T) {
	h := guardedService(t)
	a := asked(h, queryRequest(queryPath, `{"statement": "UNWIND range(1, 10001) AS x RETURN x"}`))
	code, message := queryFault(t, a.Body.String())
	if a.Code != http.StatusAccepted || code != "Neo.ClientError.Request.Invalid" || !strings.Contains(message, "more than 10000 rows") || strings.Count(a.Body.String(), "],[") != 9999 {
		t.Errorf("%d %s %s", a.Code, code, message)
	}
	const slow = `{"statement": "UNWIND range(1, 1000000000) AS x WITH x WHERE x % 7 = 8 RETURN count(x)"`
	for kind, r := range map[string]*http.Request{
		"of the client": queryRequest(queryPath, slow+`, "maxExecutionTime": 1}`),
		"by Prefer":     queryRequest(queryPath, slow+`}`, "Prefer", "wait=1"),
	} {
		a := asked(h, r)
		if code, message := queryFault(t, a.Body.String()); !strings.HasPrefix(code, "Neo.ClientError.Transaction.TransactionTimedOut") || a.Code >= 500 || strings.Contains(message, "context deadline") {
			t.Errorf("%s: %d %s %s", kind, a.Code, code, message)
		}
	}
}

// TestAnAnswerInLinesHasTheTimeThatItsClientGivesIt holds that it is the operator's at
// most, and that the connection is not cut before.
func TestAnAnswerInLinesHasTheTimeThatItsClientGivesIt(t *testing.T) {
	server := httpapi.NewServer(dbtest.Empty(t), httpapi.Options{Address: loopback, Log: logTo(io.Discard), LongestWait: time.Minute})
	server.WriteTimeout = 300 * time.Millisecond // what no preference changes
	address := listening(t, server)
	const rows = 300_000
	for _, c := range []struct {
		accept, prefer, applied string
		whole                   bool
	}{
		{"application/jsonl", "wait=90", "wait=60", true},
		{"application/jsonl", "wait=20", "wait=20", false},
		{"application/jsonl", "", "", false},
		{"application/json", "wait=90", "wait=30", false},
	} {
		r := queryRequest("http://"+address+queryPath, fmt.Sprintf(`{"statement": "UNWIND range(1, %d) AS i RETURN i, sin(i) + cos(i)"}`, rows), "Accept", c.accept, "Prefer", c.prefer)
		r.RequestURI = "" // of a client's
		answer, err := http.DefaultClient.Do(r.WithContext(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close() //nolint:errcheck // it is read
		if applied := answer.Header.Get("Preference-Applied"); applied != c.applied {
			t.Errorf("%s, %q: %q, want %q", c.accept, c.prefer, applied, c.applied)
		}
		if c.whole && (err != nil || bytes.Count(text, []byte("\n")) != rows+2) {
			t.Errorf("%s, %q: %d lines, %v", c.accept, c.prefer, bytes.Count(text, []byte("\n")), err)
		}
	}
}

// TestALongAnswerTakesLittleMemory reads a long answer in lines while it is made,
// and looks at what the heap holds all the while.
func TestALongAnswerTakesLittleMemory(t *testing.T) {
	const rows = 200_000
	server := httptest.NewServer(guardedService(t))
	defer server.Close()
	body := fmt.Sprintf(`{"statement": "UNWIND range(1, %d) AS i RETURN i, toString(i) + ' is a text of some length, so that all of them together are many' AS s"}`, rows)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+queryPath, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/jsonl")
	held := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := held()
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	lines, most, last := 0, uint64(0), ""
	for reader := bufio.NewScanner(response.Body); reader.Scan(); lines++ {
		if last = reader.Text(); lines%40_000 == 20_000 {
			most = max(most, held())
		}
	}
	if lines != rows+2 || !strings.Contains(last, "Summary") {
		t.Errorf("%d lines, the last %s", lines, last)
	}
	if most > before+8<<20 {
		t.Errorf("%d MiB are held, %d before", most>>20, before>>20)
	}
}

// TestTheQueryAPIAnswersAsDescribed holds answers and errors against the
// document.
func TestTheQueryAPIAnswersAsDescribed(t *testing.T) {
	h := guardedService(t)
	example, err := json.Marshal(described(t).Paths.Value("/db/{database}/query/v2").Post.RequestBody.Value.Content["application/json"].Example)
	if err != nil {
		t.Fatal(err)
	}
	for body, want := range map[string][2]string{
		string(example): {"", "202"}, `{"statement": "RETURN x"}`: {"", "default"}, `{"statement": "UNWIND [0] AS x RETURN 1/x"}`: {"", "202"},
		`{"statement": "PROFILE RETURN 1 AS x", "includeCounters": true}`: {"", "202"}, `{"statement": "EXPLAIN RETURN 1 AS x"}`: {"", "202"},
		`{"statement": "RETURN 1 AS x"}`: {"/tx", "202"}, `{}`: {"/tx", "202"},
	} {
		path, status := want[0], want[1]
		a := asked(h, queryRequest(queryPath+path, body))
		var answer any
		if err := json.Unmarshal(a.Body.Bytes(), &answer); err != nil {
			t.Fatal(err)
		}
		if err := schemaOf(t, "/db/{database}/query/v2"+path, "post", status, "application/json").Validate(answer); err != nil {
			t.Errorf("%s: %s: %v", body, a.Body, err)
		}
	}
}
