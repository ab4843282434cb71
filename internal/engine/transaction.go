package engine

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"corridor/internal/engine/exec"
	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// Access says whether a transaction may write.
type Access int

// The kinds of access.
const (
	Write Access = iota
	Read
)

// TxOptions are what a transaction is begun with; the zero TxOptions will do.
type TxOptions struct {
	Access   Access
	Timeout  time.Duration // the limit of the database where it is zero
	Metadata map[string]value.Value
	Database string // the home database where it is empty
	User     string // for SHOW TRANSACTIONS
	Owner    any    // whose it is, compared with ==
	Confined bool   // it may end no transaction of another Owner
}

// Bookmark names a state of the database: that after a commit.
type Bookmark string

// Transaction is some statements that take effect together. Each statement
// reads the latest committed state until one writes: that takes the one
// writer's turn, and keeps it to the transaction's end. After an error nothing
// is left of it. Its methods may be called from several goroutines.
type Transaction struct {
	database string
	options  TxOptions
	d        *Database
	graph    *storage.Graph
	number   int
	id       string
	auto     bool // of one statement, which commits it
	began    time.Time
	query    atomic.Pointer[string] // the last one's text

	ctx    context.Context
	cancel context.CancelCauseFunc
	timer  *time.Timer // that ends ctx; nil without a limit of time
	undo   func() bool // forgets to roll back when ctx ends

	lock    sync.Mutex
	tx      *storage.Tx // nil until a statement writes
	results []*Result   // not exhausted
	failed  error       // why nothing more can be done
	ended   bool
}

// Begin begins a transaction of several statements. It ends when ctx does.
func (d *Database) Begin(ctx context.Context, o TxOptions) (*Transaction, error) {
	return d.begin(ctx, o, false)
}

// Run runs one statement in a transaction of its own, which is committed when
// the result is exhausted or consumed.
func (d *Database) Run(ctx context.Context, text string, params map[string]value.Value, o TxOptions) (*Result, error) {
	t, err := d.begin(ctx, o, true)
	if err != nil {
		return nil, err
	}
	return t.Run(ctx, text, params)
}

func (d *Database) begin(ctx context.Context, o TxOptions, auto bool) (*Transaction, error) {
	name, err := d.Resolve(o.Database)
	if err != nil {
		return nil, err
	}
	t := &Transaction{database: name, options: o, d: d, graph: d.graphs[name], auto: auto, began: time.Now()}
	t.ctx, t.cancel = context.WithCancelCause(ctx)
	t.lock.Lock() // once it is in the list others may end it, and look for undo and timer
	defer t.lock.Unlock()
	if err := d.enter(t); err != nil {
		t.cancel(nil)
		return nil, err
	}
	if limit := cmp.Or(o.Timeout, d.limits.Time); limit > 0 {
		t.timer = time.AfterFunc(limit, func() { t.cancel(d.late(o)) })
	}
	t.undo = context.AfterFunc(t.ctx, t.abandon)
	return t, nil
}

// late is the error of a transaction that took longer than it may.
func (d *Database) late(o TxOptions) error {
	if o.Timeout > 0 {
		return &value.Error{Code: value.TimedOutClient, Message: fmt.Sprintf(
			"The transaction has been terminated: it took longer than the %s that its client allowed.", o.Timeout)}
	}
	return &value.Error{Code: value.TimedOut, Message: fmt.Sprintf(
		"The transaction has been terminated: it took longer than the limit of %s (%s).", d.limits.Time, limitTime)}
}

// Terminate makes what runs in the transaction fail soon, and rolls it back.
func (t *Transaction) Terminate() { t.cancel(exec.Terminated()) }

// abandon rolls back when the transaction's time is over.
func (t *Transaction) abandon() {
	t.lock.Lock()
	defer t.lock.Unlock()
	if !t.ended {
		t.fail(exec.Ended(t.ctx))
	}
}

// Run starts a statement. Its rows are computed as the result is read. What
// was started before and is not read to its end is computed first where one of
// the two writes, so that neither sees half of the other.
func (t *Transaction) Run(ctx context.Context, text string, params map[string]value.Value) (r *Result, err error) {
	t.lock.Lock()
	defer t.lock.Unlock()
	if err := t.usable(); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = t.fail(told(text, err))
		}
	}()
	defer t.d.recovered(text, &err)
	t.query.Store(&text)
	p, err := t.d.prepare(text, t.database, t.view())
	if err != nil {
		return nil, err
	}
	if err := missing(p.implicit, params); err != nil {
		return nil, err
	}
	if p.tree.Mode == syntax.Explain {
		return t.explained(p), nil
	}
	if err := t.permits(p, params); err != nil {
		return nil, err
	}
	if err := t.settle(p.changes()); err != nil {
		return nil, err
	}
	if p.changes() && !p.plan.Periodic {
		if p, err = t.write(ctx, p); err != nil {
			return nil, err
		}
	}
	r = t.start(ctx, p, params)
	t.results = append(t.results, r)
	return r, nil
}

// usable is an error where the transaction has ended.
func (t *Transaction) usable() error {
	switch {
	case t.failed != nil:
		return &value.Error{Code: value.Terminated, Message: "The transaction was rolled back after an error: " + t.failed.Error()}
	case t.ended:
		return &value.Error{Code: value.TransactionNotFound, Message: "The transaction has ended already."}
	case t.ctx.Err() != nil:
		return t.fail(exec.Ended(t.ctx))
	}
	return nil
}

// permits is an error where the statement cannot be run in this transaction.
func (t *Transaction) permits(p *prepared, params map[string]value.Value) error {
	if p.changes() && t.options.Access == Read {
		return &value.Error{Code: value.AccessMode, Message: fmt.Sprintf(
			"The transaction only reads, the statement would write to the database '%s'.", t.database)}
	}
	if p.plan.Periodic && !t.auto {
		return &value.Error{Code: value.SemanticError, Message: "CALL { … } IN TRANSACTIONS is only possible in a statement that is run alone, not within a transaction."}
	}
	return missing(p.parameters, params)
}

// settle computes the rows of open results before a statement starts.
func (t *Transaction) settle(changes bool) error {
	for _, r := range slices.Clone(t.results) { // who is at its end leaves the list
		if changes || r.prepared.changes() {
			if err := r.keepAll(); err != nil {
				return err
			}
		}
	}
	return nil
}

// write takes the writer's turn. The statement is prepared again then: while the
// turn was waited for, the schema may have changed.
func (t *Transaction) write(ctx context.Context, p *prepared) (*prepared, error) {
	if t.tx != nil {
		return p, nil
	}
	ctx, release := joined(t.ctx, ctx)
	defer release()
	tx, err := t.graph.Begin(ctx)
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, exec.Ended(ctx)
	case err != nil:
		return nil, err
	}
	t.tx = tx
	return t.d.prepare(p.text, t.database, t.view())
}

// view is the state that a statement reads.
func (t *Transaction) view() *storage.View {
	if t.tx != nil {
		return t.tx.View
	}
	return t.graph.Snapshot()
}

// start makes the state of an execution, and begins it.
func (t *Transaction) start(ctx context.Context, p *prepared, params map[string]value.Value) *Result {
	r := &Result{tx: t, prepared: p, row: -1, summary: t.summaryOf(p)}
	ctx, r.release = joined(t.ctx, ctx)
	r.st = &exec.State{
		Context: ctx, View: t.view(), Tx: t.tx, Params: params,
		Clock:  exec.Clock{Statement: time.Now(), Transaction: t.began},
		Limits: &t.d.limits.Statement, Counters: &r.summary.Counters,
		Server: t.d.server(t), Import: t.d.options.Import,
	}
	if p.plan.Periodic {
		r.st.Graph = t.graph
	}
	r.cursor = p.program.Start(r.st, p.tree.Mode == syntax.Profile)
	return r
}

// joined is a context that ends when either does.
func joined(first, second context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(first)
	stop := context.AfterFunc(second, func() { cancel(context.Cause(second)) })
	return ctx, func() {
		stop()
		cancel(nil)
	}
}

// explained is the result of a statement that is not run.
func (t *Transaction) explained(p *prepared) *Result {
	r := &Result{tx: t, prepared: p, summary: t.summaryOf(p), release: func() {}}
	r.summary.Plan = describe(plan.Describe(p.plan), nil)
	r.done = true
	if t.auto {
		t.end()
	}
	return r
}

func (t *Transaction) summaryOf(p *prepared) *Summary {
	return &Summary{Type: p.kind(), Database: t.database, Notifications: p.notifications}
}

// fail rolls back, and makes err the reason why nothing more can be done.
func (t *Transaction) fail(err error) error {
	if t.failed == nil {
		t.failed = err
	}
	t.rollback()
	return err
}

// Commit makes what was written durable and visible. Results that are still
// open are computed to their end first.
func (t *Transaction) Commit(ctx context.Context) (mark Bookmark, err error) {
	t.lock.Lock()
	defer t.lock.Unlock()
	if err := t.usable(); err != nil {
		return "", err
	}
	for len(t.results) > 0 {
		if err := t.results[0].drain(); err != nil {
			return "", err
		}
	}
	return t.commit(ctx)
}

func (t *Transaction) commit(ctx context.Context) (mark Bookmark, err error) {
	defer t.d.recovered("", &err)
	defer t.end()
	if ctx.Err() != nil {
		return "", t.fail(exec.Ended(ctx))
	}
	sequence := t.graph.Snapshot().Sequence()
	if tx := t.tx; tx != nil {
		t.tx = nil
		defer tx.Rollback() // gives the writer's turn back where committing panics
		if sequence, err = tx.Commit(ctx); err != nil {
			t.failed = told("", err)
			return "", t.failed
		}
	}
	return Bookmark(t.d.ids[t.database] + ":" + strconv.FormatUint(sequence, 10)), nil
}

// Rollback drops what was written. After the transaction's end it does nothing.
func (t *Transaction) Rollback() {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.rollback()
}

func (t *Transaction) rollback() {
	if t.ended {
		return
	}
	if t.tx != nil {
		t.tx.Rollback()
		t.tx = nil
	}
	t.end()
}

// end takes the transaction from the list of those that are open. A result that
// is still open then has an error: who reads it must not take it for complete.
func (t *Transaction) end() {
	if t.ended {
		return
	}
	t.ended = true
	for _, r := range t.results {
		r.cut(cmp.Or(t.failed, exec.Terminated()))
	}
	t.results = nil
	t.undo()
	if t.timer != nil {
		t.timer.Stop()
	}
	t.cancel(nil)
	t.d.leave(t)
}

func (t *Transaction) info() exec.TransactionInfo {
	info := exec.TransactionInfo{
		ID: t.id, Database: t.database, Status: "Running", User: t.options.User,
		Started: t.began.UnixNano(), Metadata: t.options.Metadata,
	}
	if text := t.query.Load(); text != nil {
		info.Query = *text
	}
	if t.ctx.Err() != nil {
		info.Status = "Terminated"
	}
	return info
}
