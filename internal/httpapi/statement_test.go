package httpapi_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"corridor/internal/dbtest"
	"corridor/internal/statement"
)

// bodyOf writes a statement as it is sent; the limit is left out where it is 0.
func bodyOf(t *testing.T, text string, parameters map[string]any, limit int) string {
	t.Helper()
	sent := map[string]any{"statement": text, "parameters": parameters}
	if limit != 0 {
		sent["limit"] = limit
	}
	body, err := json.Marshal(sent)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestStatementsThatReadAreAnswered(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for text, want := range map[string]string{
		"RETURN 1 AS one":                             `[[1]]`,
		"RETURN $n + 1, $x, $list, $deep.n":           `[[3,1.5,[1,2],9007199254740993]]`,
		"RETURN [] AS none, null, {a: true}, 0.0/0.0": `[[[],null,{"a":true},"NaN"]]`,
		"EXPLAIN MATCH (n) RETURN n":                  `[]`,
		"PROFILE RETURN 'CREATE'":                     `[["CREATE"]]`,
		"CALL db.labels() YIELD label WITH label WHERE label = 'Stage' RETURN label;": `[["Stage"]]`,
		"RETURN date('2013-03-01') AS day":                                            `[["2013-03-01"]]`,
	} {
		body := bodyOf(t, text, map[string]any{"n": 2, "x": 1.5, "list": []int{1, 2}, "deep": map[string]any{"n": int64(9007199254740993)}}, 0)
		answer := s.post(body, http.StatusOK)
		rows, err := json.Marshal(at(t, answer, "rows"))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.ReplaceAll(string(rows), "9007199254740992", "9007199254740993"); got != want { // the test's own reading rounds
			t.Errorf("%s: %s, want %s", text, got, want)
		}
		if at(t, answer, "meta", "queries", 0, "query") != "" || at(t, answer, "meta", "queries", 0, "cypher") != text {
			t.Errorf("%s: %v", text, at(t, answer, "meta"))
		}
	}
}

func TestStatementsThatDoMoreAreRefused(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for text, want := range map[string]struct {
		status       int
		kind, detail string
	}{
		"CREATE (:Task)":                          {403, "statement-refused", "line 1, column 1: the statement writes: CREATE; only reads"},
		"MATCH (n)\nSET n.x = 1":                  {403, "statement-refused", "line 2, column 1"},
		"CREATE INDEX x FOR (n:A) ON (n.b)":       {403, "statement-refused", "changes the schema"},
		"LOAD CSV FROM 'file:///x' AS l RETURN l": {403, "statement-refused", "reads a file or an address"},
		"CALL dbms.listConfig()":                  {403, "statement-refused", "it may call db.index.fulltext.queryNodes"},
		"SHOW USERS":                              {403, "statement-refused", "is a command to the server"},
		"RETURN 1; RETURN 2":                      {400, "statement-at-fault", "a second statement"},
		"":                                        {400, "statement-at-fault", "an empty statement"},
		"RETURN 'a":                               {400, "statement-at-fault", "column 8"},
		"MATCH (n RETURN n":                       {400, "statement-at-fault", "Invalid input"},
		"RETURN $missing":                         {400, "statement-at-fault", "missing"},
		"RETURN 1/0":                              {400, "statement-at-fault", "/ by zero"},
	} {
		answer := s.post(bodyOf(t, text, nil, 0), want.status)
		if kind := at(t, answer, "type"); kind != "/api/v1/#"+want.kind || !strings.Contains(at(t, answer, "detail").(string), want.detail) {
			t.Errorf("%s: %v %v", text, kind, at(t, answer, "detail"))
		}
	}
}

// TestTheDatabaseIsTheSecondWall holds that a statement that writes is refused
// even where its text deceives: names that look like keywords can.
func TestTheDatabaseIsTheSecondWall(t *testing.T) {
	const deceiving = "MATCH (limit:Stage) WITH limit, false AS as WHERE NOT as DELETE limit"
	if refusal := statement.Check(deceiving); refusal != nil {
		t.Fatalf("the text does not deceive: %v", refusal)
	}
	answer := serving(t, dbtest.Loaded(t)).post(bodyOf(t, deceiving, nil, 0), http.StatusForbidden)
	if at(t, answer, "type") != "/api/v1/#statement-refused" || at(t, answer, "title") != "statement refused" || !strings.Contains(at(t, answer, "detail").(string), "reads only") {
		t.Errorf("%v", answer)
	}
}

func TestRowsOverTheLimitAreCounted(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	answer := s.post(bodyOf(t, "UNWIND range(1, 25000) AS i RETURN i", nil, 3), http.StatusOK)
	if len(listAt(t, answer, "rows")) != 3 || numberAt(t, answer, "meta", "left_out", "rows") != 24997 {
		t.Errorf("%v", answer)
	}
	endless := statementRequest(bodyOf(t, "UNWIND range(1, 1000000000) AS i RETURN i", nil, 3))
	endless.Header.Set("Prefer", "wait=2")
	answer = s.do(endless, http.StatusOK)
	if len(listAt(t, answer, "rows")) != 3 || at(t, answer, "meta", "more") != true {
		t.Errorf("%v", answer)
	}
	answer = s.post(bodyOf(t, "UNWIND range(1, 25000) AS i RETURN i", nil, 0), http.StatusOK)
	if len(listAt(t, answer, "rows")) != 10_000 || numberAt(t, answer, "meta", "left_out", "rows") != 15_000 {
		t.Errorf("%v", at(t, answer, "meta"))
	}
	for _, limit := range []string{"-1", "0", "10001"} {
		problem := s.post(`{"statement": "RETURN 1", "limit": `+limit+`}`, http.StatusBadRequest)
		if detail := at(t, problem, "detail").(string); !strings.Contains(detail, "limit: "+limit+" is not from 1 to 10000") {
			t.Error(detail)
		}
	}
}

// TestAPlanComesWithItsStatement holds that a statement behind EXPLAIN is told
// with what its steps expect, and behind PROFILE with what they did.
func TestAPlanComesWithItsStatement(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	const stages = "MATCH (s:Stage) RETURN s.name"
	if plan, comes := s.post(bodyOf(t, stages, nil, 0), http.StatusOK)["plan"]; comes {
		t.Errorf("a plan that nobody asked for: %v", plan)
	}
	answer := s.post(bodyOf(t, "EXPLAIN "+stages, nil, 0), http.StatusOK)
	if _, measured := at(t, answer, "plan").(map[string]any)["measured"]; measured || len(listAt(t, answer, "plan", "children")) != 1 {
		t.Errorf("%v", at(t, answer, "plan"))
	}
	answer = s.post(bodyOf(t, "PROFILE "+stages, nil, 0), http.StatusOK)
	if gave := numberAt(t, answer, "plan", "measured", "rows"); gave != 3 || len(listAt(t, answer, "rows")) != 3 {
		t.Errorf("the last step gave %v rows: %v", gave, answer)
	}
	answer = s.post(bodyOf(t, "MATCH (n:NoSuchLabel) RETURN n", nil, 0), http.StatusOK)
	if said, _ := json.Marshal(answer["notices"]); !strings.Contains(string(said), "NoSuchLabel") {
		t.Errorf("the label is not remarked on: %s", said)
	}
}

// TestAPictureComesWithKeys holds that what an answer names is drawn where that
// is asked for, as far as it can be looked at.
func TestAPictureComesWithKeys(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	const stages = `{"statement": "MATCH p = (:Stage)-[:PRECEDES]->(:Stage) RETURN p"`
	if _, drawn := s.post(stages+"}", http.StatusOK)["picture"]; drawn {
		t.Error("a picture that nobody asked for")
	}
	answer := s.post(stages+`, "picture": true}`, http.StatusOK)
	if nodes := listAt(t, answer, "picture", "nodes"); len(nodes) != 3 {
		t.Errorf("%v", nodes)
	}
	answer = s.post(`{"statement": "MATCH (n:Claim) RETURN n.key", "picture": true}`, http.StatusOK)
	if rows, left := len(listAt(t, answer, "rows")), numberAt(t, answer, "meta", "left_out", "Claim"); rows-left != 300 {
		t.Errorf("%d rows, %d left out", rows, left)
	}
}

// TestOnlySomeStatementsRunAtOnce sends one more than may, none of which would
// end by itself: the first to be answered is the one that was one too many.
func TestOnlySomeStatementsRunAtOnce(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	answers := make(chan *httptest.ResponseRecorder, 9)
	for range cap(answers) {
		r := statementRequest(bodyOf(t, "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a < 0 RETURN a", nil, 0)).WithContext(ctx)
		go func() {
			a := httptest.NewRecorder()
			s.handler.ServeHTTP(a, r)
			answers <- a
		}()
	}
	first := <-answers
	if first.Code != http.StatusTooManyRequests || !strings.Contains(first.Body.String(), "concurrency: 8 statements are under way") || first.Header().Get("Retry-After") == "" {
		t.Errorf("%d %s, %v", first.Code, first.Body, first.Header())
	}
	cancel()
	for range cap(answers) - 1 {
		<-answers
	}
	s.post(bodyOf(t, "RETURN 1", nil, 0), http.StatusOK)
}
