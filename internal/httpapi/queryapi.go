package httpapi

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/gin-gonic/gin"

	"corridor/internal/db"
	"corridor/internal/statement"
)

// queryAPI begins the paths of what is served as Neo4j has its Query API.
const queryAPI = "/db/"

// Bounds of the transactions that clients hold open.
const (
	transactionsAtOnce = 16
	transactionIdle    = 30 * time.Second // as Neo4j has it
	transactionLife    = 2 * time.Minute
)

// exchange is a request to the Query API and its answer.
type exchange struct {
	api  *api
	c    *gin.Context
	body queryBody
	form form
}

// queryRoute makes a route of the Query API: its answers and errors are Neo4j's.
func queryRoute(method, path, name, doc string, do func(context.Context, *exchange) error) route {
	r := route{method: method, path: "/db/{database}/query/v2" + path, name: name, group: groupOwn, doc: doc, raw: func(a *api, c *gin.Context) { a.exchange(c, do) }}
	for part := range strings.SplitSeq(r.path, "/") {
		if p, isParameter := queryParameters[part]; isParameter {
			r.parameters = append(r.parameters, p)
		}
	}
	if method == http.MethodPost {
		r.body, r.answer, r.example = queryBody{}, queryAPIAnswer{}, exampleQuery
	}
	return r
}

// exchange answers a request to the Query API.
func (a *api) exchange(c *gin.Context, do func(context.Context, *exchange) error) {
	x := &exchange{api: a, c: c}
	err := x.read()
	if err == nil {
		err = do(c.Request.Context(), x)
	}
	if err != nil {
		a.failQuery(c, err)
	}
}

// read decodes what is asked, and in which form the answer is wanted.
func (x *exchange) read() (err error) {
	if x.form, err = formOf(x.c.Request.Header.Values("Accept")); err != nil {
		return err
	}
	if name := x.c.Param("database"); !strings.EqualFold(name, x.api.db.Name()) {
		return &db.Fault{Code: codeNoDatabase, Message: fmt.Sprintf("Database does not exist. Database name: '%s'.", name)}
	}
	if x.c.Request.Method == http.MethodDelete {
		return nil
	}
	x.body, err = decodeQuery(x.c)
	return err
}

// rights are what the request's statements may do.
func (x *exchange) rights() statement.Rights {
	return statement.Rights{Write: wants(x.c, writeScope) == nil, Schema: wants(x.c, adminScope) == nil}
}

// terms are those that a request runs on: what may not write is held to that by
// the database too, whatever its text says.
func (x *exchange) terms(most time.Duration) db.Terms {
	terms := db.Terms{Write: x.rights().Write && !x.body.reads(), Time: most, Bookmarks: x.body.Bookmarks}
	if wanted := time.Duration(x.body.MaxExecutionTime) * time.Second; wanted > 0 && wanted < most {
		terms.Time = wanted
	}
	return terms
}

// statement is the one of the body, where the request may run it.
func (x *exchange) statement() (db.Statement, error) {
	refusal := x.rights().Check(x.body.Statement)
	if refusal != nil {
		return db.Statement{}, x.refused(refusal)
	}
	return db.Statement{Text: x.body.Statement, Parameters: x.body.values}, nil
}

// refused gives a refusal the code that Neo4j would have for it, or says which
// token would let the statement pass.
func (x *exchange) refused(refusal *statement.Refusal) error {
	switch refusal.Kind {
	case statement.Empty:
		return &db.Fault{Code: codeInvalid, Message: noStatement}
	case statement.Long, statement.Deep, statement.Unreadable, statement.Several:
		return &db.Fault{Code: codeSyntax, Message: refusal.Error()}
	case statement.Write:
		return fmt.Errorf("%w; %w", wants(x.c, writeScope), refusal)
	case statement.Schema:
		return fmt.Errorf("%w; %w", wants(x.c, adminScope), refusal)
	}
	return fmt.Errorf("%w: %w", errNoRead, refusal)
}

// runQuery runs a statement in a transaction of its own.
func runQuery(ctx context.Context, x *exchange) error {
	if x.body.Statement == "" {
		return &db.Fault{Code: codeInvalid, Message: noStatement}
	}
	s, err := x.statement()
	if err != nil {
		return err
	}
	leave, err := x.api.statements.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	w := x.writer()
	most := x.api.limits.Time
	if end, isBounded := ctx.Deadline(); isBounded { // later, where the client waits for long
		most = max(most, time.Until(end))
	}
	terms := x.terms(most)
	terms.Write = terms.Write && statement.Check(s.Text) != nil // or it would wait for those who write
	outcome, err := x.api.db.Run(ctx, s, terms, w)
	if err != nil {
		return x.broken(w, err)
	}
	x.wrote(outcome.Changed())
	return w.finish(outcome, nil)
}

// wrote notes in the audit what was changed for good.
func (x *exchange) wrote(changed map[string]int) {
	var counts []slog.Attr
	for _, name := range slices.Sorted(maps.Keys(changed)) {
		counts = append(counts, slog.Int(snakeCase(name), changed[name]))
	}
	x.api.wrote(x.c, counts)
}

// snakeCase is a name as the audit writes it: nodesCreated as nodes_created.
func snakeCase(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// beginTransaction opens a transaction, and runs its first statement where there
// is one.
func beginTransaction(ctx context.Context, x *exchange) error {
	s, err := x.optional()
	if err != nil {
		return err
	}
	t, err := x.api.transactions.Begin(ctx, accessOf(x.c).token, x.terms(transactionLife))
	if err != nil {
		return err
	}
	return x.runIn(ctx, t, s, false)
}

func continueTransaction(ctx context.Context, x *exchange) error { return x.goOn(ctx, false) }

func commitTransaction(ctx context.Context, x *exchange) error { return x.goOn(ctx, true) }

func (x *exchange) goOn(ctx context.Context, commit bool) error {
	s, refused := x.optional()
	t, err := x.api.transactions.Take(x.c.Param("id"), accessOf(x.c).token)
	if err != nil {
		return x.noTransaction(err)
	}
	if refused != nil { // as after every error, the transaction is over
		return errors.Join(refused, t.Rollback(ctx))
	}
	return x.runIn(ctx, t, s, commit)
}

func rollBackTransaction(ctx context.Context, x *exchange) error {
	t, err := x.api.transactions.Take(x.c.Param("id"), accessOf(x.c).token)
	if err != nil {
		return x.noTransaction(err)
	}
	if err := t.Rollback(ctx); err != nil {
		return err
	}
	x.c.Status(http.StatusOK)
	return nil
}

// optional is the statement of a request that needs none.
func (x *exchange) optional() (*db.Statement, error) {
	if x.body.Statement == "" {
		return nil, nil
	}
	s, err := x.statement()
	return &s, err
}

// runIn runs a statement in a transaction that this request has taken, and lets
// go of it: to the next request, or for good.
func (x *exchange) runIn(ctx context.Context, t *db.Transaction, s *db.Statement, commit bool) error {
	leave, err := x.api.statements.enter(ctx)
	if err != nil {
		t.Release()
		return err
	}
	defer leave()
	w := x.writer()
	var outcome db.Outcome
	if s != nil {
		if outcome, err = t.Run(ctx, *s, w); err != nil {
			t.Rollback(ctx) //nolint:errcheck // what failed is gone at the server already
			return x.broken(w, err)
		}
	}
	if commit {
		if outcome.Bookmarks, err = t.Commit(ctx); err != nil {
			return x.broken(w, err)
		}
		x.wrote(t.Changed())
		return w.finish(outcome, nil)
	}
	t.Release() // before the answer ends: the next request may come as soon as it does
	return w.finish(outcome, t)
}

// noTransaction says it as Neo4j does.
func (x *exchange) noTransaction(err error) error {
	if errors.Is(err, db.ErrInUse) {
		return &db.Fault{Code: codeConcurrent, Message: "Another request is currently accessing this transaction."}
	}
	return fmt.Errorf("%w: %w", errNoTransaction, err)
}

// broken ends an answer with an error: within its body, where that has begun.
func (x *exchange) broken(w *answerWriter, err error) error {
	if !w.begun {
		return err
	}
	if errors.Is(err, errUnwritten) {
		x.c.Abort() // nobody reads on
		return nil
	}
	_, code, message := x.api.queryError(x.c, err)
	return w.fail(code, message)
}

func (x *exchange) writer() *answerWriter {
	return &answerWriter{c: x.c, form: x.form, counters: x.body.IncludeCounters, most: cmp.Or(x.api.limits.Rows, db.DefaultLimits.Rows)}
}
