package httpapi

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"corridor/internal/db"
)

// errUnwritten means that the client does not take its answer.
var errUnwritten = errors.New("the answer cannot be written")

// flushTime is after how long a client is sent what is there of its answer.
const flushTime = 100 * time.Millisecond

// answerWriter writes an answer of the Query API as its rows come: one object,
// or a line for each event.
type answerWriter struct {
	c        *gin.Context
	form     form
	counters bool // whether they are wanted
	most     int  // rows of an answer that is one object

	begun   bool // something is written
	data    bool // and in it the columns
	rows    int
	buffer  []byte
	flushed time.Time
}

// begin is the status and the headers.
func (w *answerWriter) begin() {
	if w.begun {
		return
	}
	w.begun = true
	w.c.Header("Content-Type", w.form.kind)
	w.c.Header("Cache-Control", "no-store")
	w.c.Status(http.StatusAccepted)
}

// Columns begins the answer.
func (w *answerWriter) Columns(names []string) error {
	w.begin()
	w.data = true
	head, tail := `{"data":{"fields":`, `,"values":[`
	if w.form.lines {
		head, tail = `{"$event":"Header","_body":{"fields":`, "}}\n"
	}
	w.buffer = append(appendJSON(append(w.buffer, head...), some(names)), tail...)
	return w.write()
}

// Row writes a row.
func (w *answerWriter) Row(values []any) error {
	switch {
	case w.form.lines:
		w.buffer = append(w.buffer, `{"$event":"Record","_body":`...)
	case w.rows >= w.most:
		return &db.Fault{Code: codeInvalid, Message: fmt.Sprintf("The answer has more than %d rows, the limit of rows of an answer as one object: ask for fewer with LIMIT, or for %s, which has no such limit.", w.most, plainLines)}
	case w.rows > 0:
		w.buffer = append(w.buffer, ',')
	}
	w.rows++
	w.buffer = append(appendList(append(w.buffer, '['), values, w.form.typed), ']')
	if w.form.lines {
		w.buffer = append(w.buffer, "}\n"...)
	}
	return w.write()
}

// write sends what is in the buffer on its way, and from time to time to the
// client.
func (w *answerWriter) write() error {
	_, err := w.c.Writer.Write(w.buffer)
	w.buffer = w.buffer[:0]
	if err != nil {
		return fmt.Errorf("%w: %w", errUnwritten, err)
	}
	if now := time.Now(); w.form.lines && now.Sub(w.flushed) > flushTime {
		w.flushed = now
		w.c.Writer.Flush()
	}
	return nil
}

// finish writes what comes after the rows; of a transaction that goes on its id.
func (w *answerWriter) finish(outcome db.Outcome, goesOn *db.Transaction) error {
	w.begin()
	if w.form.lines {
		w.buffer = append(w.buffer, `{"$event":"Summary","_body":`...)
	}
	o := object{b: w.buffer}
	switch {
	case w.data && !w.form.lines:
		o.b, o.begun = append(o.b, "]}"...), true
	default:
		o.b = append(o.b, '{')
	}
	if len(outcome.Notifications) > 0 {
		o.field("notifications", appendJSON(nil, outcome.Notifications))
	}
	if w.counters && w.data {
		o.field("counters", appendJSON(nil, outcome.Counters))
	}
	if p := outcome.Plan; p != nil && p.Profile != nil {
		o.field("profiledQueryPlan", appendQueryPlan(nil, *p, w.form.typed))
	} else if p != nil {
		o.field("queryPlan", appendQueryPlan(nil, *p, w.form.typed))
	}
	if goesOn == nil {
		o.field("bookmarks", appendJSON(nil, some(outcome.Bookmarks)))
	} else {
		o.field("transaction", appendJSON(nil, transactionInfo{goesOn.ID, goesOn.Expires().UTC().Format(time.RFC3339)}))
	}
	w.buffer = append(o.b, '}')
	if w.form.lines {
		w.buffer = append(w.buffer, '}')
	}
	return w.end()
}

// fail ends an answer that has begun with an error.
func (w *answerWriter) fail(code, message string) error {
	faults := []queryError{{code, message}}
	switch {
	case w.form.lines:
		w.buffer = append(appendJSON(append(w.buffer, `{"$event":"Error","_body":`...), faults), '}')
	default:
		w.buffer = append(appendJSON(append(w.buffer, `]},"errors":`...), faults), '}')
	}
	return w.end()
}

func (w *answerWriter) end() error {
	if w.form.lines {
		w.buffer = append(w.buffer, '\n')
	}
	if err := w.write(); err != nil {
		w.c.Abort() // nobody reads on
	}
	return nil
}

// object is an object of JSON that is being written.
type object struct {
	b     []byte
	begun bool
}

func (o *object) field(name string, value []byte) {
	if o.begun {
		o.b = append(o.b, ',')
	}
	o.begun = true
	o.b = append(append(appendString(o.b, name), ':'), value...)
}

// appendQueryPlan writes a plan, whose arguments are values as those of rows are.
func appendQueryPlan(b []byte, p db.Plan, typed bool) []byte {
	o := object{b: append(b, '{')}
	if did := p.Profile; did != nil {
		for _, count := range []struct {
			name string
			n    any
		}{
			{"dbHits", did.Hits}, {"records", did.Records}, {"hasPageCacheStats", did.CacheHits != 0 || did.CacheMisses != 0}, {"pageCacheHits", did.CacheHits},
			{"pageCacheMisses", did.CacheMisses}, {"pageCacheHitRatio", did.CacheRatio}, {"time", did.Time},
		} {
			o.field(count.name, appendPlain(nil, count.n))
		}
	}
	o.field("operatorType", appendString(nil, p.Operator))
	o.field("arguments", appendMap(nil, p.Arguments, typed))
	o.field("identifiers", appendJSON(nil, some(p.Identifiers)))
	children := []byte{'['}
	for i, child := range p.Children {
		if i > 0 {
			children = append(children, ',')
		}
		children = appendQueryPlan(children, child, typed)
	}
	o.field("children", append(children, ']'))
	return append(o.b, '}')
}

// queryAPIAnswer is an answer of the Query API as plain JSON; only its data come
// with every one.
type queryAPIAnswer struct {
	Data          *queryData       `json:"data,omitempty" doc:"the rows; not where no statement was sent"`
	Notifications []any            `json:"notifications,omitempty" doc:"what the database remarks on the statement"`
	Counters      map[string]any   `json:"counters,omitempty" doc:"what the statement changed, where includeCounters asked for it"`
	Plan          map[string]any   `json:"queryPlan,omitempty" doc:"of EXPLAIN"`
	Profile       map[string]any   `json:"profiledQueryPlan,omitempty" doc:"of PROFILE"`
	Bookmarks     []string         `json:"bookmarks,omitempty" doc:"of the state after the transaction"`
	Transaction   *transactionInfo `json:"transaction,omitempty" doc:"that goes on"`
	Errors        []queryError     `json:"errors,omitempty" doc:"what ended the answer after it had begun"`
}

type queryData struct {
	Fields []string `json:"fields" doc:"names of the columns"`
	Values [][]any  `json:"values" doc:"rows, each with its values in the order of the columns"`
}

type transactionInfo struct {
	ID      string `json:"id" doc:"of the transaction, for the next request"`
	Expires string `json:"expires" doc:"when it is rolled back, if nobody uses it until then"`
}

// queryErrors is the body of a request to the Query API that failed.
type queryErrors struct {
	Errors []queryError `json:"errors" doc:"one"`
}

type queryError struct {
	Code    string `json:"code" doc:"Neo4j's for it"`
	Message string `json:"message" doc:"what, where, and what to do"`
}
