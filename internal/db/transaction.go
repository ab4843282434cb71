package db

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Kinds of errors of transactions that clients hold open.
var (
	// ErrNoTransaction means that no such transaction is open.
	ErrNoTransaction = errors.New("no such transaction")
	// ErrInUse means that another request is using the transaction.
	ErrInUse = errors.New("transaction in use")
	// ErrManyTransactions means that as many are open as may be.
	ErrManyTransactions = errors.New("too many open transactions")
)

// Transactions are those that clients hold open from one request to the next,
// by their ids. One that nobody uses for some time is rolled back, and so is one
// that is open for too long: it keeps old states, and one that writes keeps
// other writers waiting.
type Transactions struct {
	db         *DB
	most       int
	idle, life time.Duration

	mu     sync.Mutex
	open   map[string]*Transaction
	begun  int // of them, and of those that are about to be
	closed bool
}

// NewTransactions keeps so many transactions at most, rolls one back when nobody
// has used it for idle, and lets none be open for longer than life. Close ends it.
func (d *DB) NewTransactions(most int, idle, life time.Duration) *Transactions {
	return &Transactions{db: d, most: most, idle: idle, life: life, open: map[string]*Transaction{}}
}

// Transaction is one that a client holds open. Who has it by Begin or Take is
// the only one to use it, until Release, Commit or Rollback.
type Transaction struct {
	ID string

	owner   string
	failed  error // what ended it
	changed map[string]int
	of      *Transactions
	session neo4j.SessionWithContext
	tx      neo4j.ExplicitTransaction
	late    *time.Timer // runs while nobody uses the transaction
	used    bool
	until   time.Time
}

// Begin opens a transaction of an owner, which is the caller's at once.
// Terms.Time is how long it may be open, where that is less than what all are
// given.
func (all *Transactions) Begin(ctx context.Context, owner string, terms Terms) (*Transaction, error) {
	if err := all.enter(); err != nil {
		return nil, err
	}
	t, err := all.begin(ctx, terms)
	if err != nil {
		all.leave(nil)
		return nil, err
	}
	all.mu.Lock()
	t.owner = owner
	all.open[t.ID] = t
	all.mu.Unlock()
	return t, nil
}

func (all *Transactions) enter() error {
	all.mu.Lock()
	defer all.mu.Unlock()
	switch {
	case all.closed:
		return fmt.Errorf("%w: the service is stopping", ErrLimit)
	case all.begun >= all.most:
		return fmt.Errorf("%w: %d are open: commit or roll back one, or wait until one ends that nobody uses", ErrManyTransactions, all.begun)
	}
	all.begun++
	return nil
}

func (all *Transactions) begin(ctx context.Context, terms Terms) (*Transaction, error) {
	if terms.Time <= 0 || terms.Time > all.life {
		terms.Time = all.life
	}
	session, err := all.db.sessionFor(ctx, terms)
	if err != nil {
		return nil, err
	}
	tx, err := session.BeginTransaction(ctx, neo4j.WithTxTimeout(terms.Time))
	if err != nil {
		return nil, errors.Join(faultOf(err), closed(ctx, session))
	}
	t := &Transaction{ID: rand.Text(), of: all, session: session, tx: tx, used: true, changed: map[string]int{}}
	t.late = time.AfterFunc(all.idle, t.expire)
	t.late.Stop()
	t.until = time.Now().Add(all.idle)
	return t, nil
}

// leave forgets a transaction, or one that was about to be.
func (all *Transactions) leave(t *Transaction) {
	all.mu.Lock()
	defer all.mu.Unlock()
	all.begun--
	if t != nil {
		delete(all.open, t.ID)
	}
}

// Take finds an open transaction of an owner that nobody uses, which is the
// caller's then.
func (all *Transactions) Take(id, owner string) (*Transaction, error) {
	all.mu.Lock()
	defer all.mu.Unlock()
	t, found := all.open[id]
	switch {
	case !found || t.owner != owner:
		return nil, fmt.Errorf("%w: %q", ErrNoTransaction, id)
	case t.used:
		return nil, ErrInUse
	}
	t.used = true
	t.late.Stop()
	return t, nil
}

// Release lets others take the transaction, from now on for as long as one may
// be left alone.
func (t *Transaction) Release() {
	t.of.mu.Lock()
	defer t.of.mu.Unlock()
	t.used = false
	t.until = time.Now().Add(t.of.idle)
	t.late.Reset(t.of.idle)
}

// Expires is when the transaction is rolled back if nobody takes it: the time of
// its last Release and what may pass until the next, or what that would be now.
func (t *Transaction) Expires() time.Time {
	t.of.mu.Lock()
	defer t.of.mu.Unlock()
	if t.used {
		return time.Now().Add(t.of.idle)
	}
	return t.until
}

// expire ends a transaction that nobody has taken in time.
func (t *Transaction) expire() {
	t.of.mu.Lock()
	if t.used || time.Now().Before(t.until) { // taken just now
		t.of.mu.Unlock()
		return
	}
	t.used = true
	t.of.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), connectTime)
	defer cancel()
	t.Rollback(ctx) //nolint:errcheck // nobody waits for it, and the server ends what its client has left
}

// Run runs a statement in the transaction. After an error the transaction can
// only be rolled back.
func (t *Transaction) Run(ctx context.Context, s Statement, to Taker) (Outcome, error) {
	parameters, err := toDriverMap(s.Parameters)
	if err != nil {
		return Outcome{}, err
	}
	result, err := t.tx.Run(ctx, s.Text, parameters)
	if err != nil {
		return Outcome{}, faultOf(err)
	}
	outcome, err := take(ctx, result, to)
	t.failed = err
	for name, n := range outcome.Changed() {
		t.changed[name] += n
	}
	return outcome, err
}

// Changed counts what the transaction has changed so far, by the names of
// Outcome.Counters.
func (t *Transaction) Changed() map[string]int { return t.changed }

// Commit makes the changes of the transaction last, ends it, and gives the
// bookmarks of its state.
func (t *Transaction) Commit(ctx context.Context) (bookmarks []string, err error) {
	defer t.of.leave(t)
	err = t.tx.Commit(ctx)
	bookmarks = t.session.LastBookmarks()
	return bookmarks, errors.Join(faultOf(err), closed(ctx, t.session))
}

// Rollback undoes what the transaction has changed and ends it.
func (t *Transaction) Rollback(ctx context.Context) error {
	defer t.of.leave(t)
	ctx, cancel := ending(ctx, t.failed) // also of a client who is gone
	defer cancel()
	return errors.Join(faultOf(t.tx.Rollback(ctx)), t.session.Close(ctx))
}

// Close rolls back all that nobody is using, and lets none begin any more.
func (all *Transactions) Close(ctx context.Context) (err error) {
	all.mu.Lock()
	all.closed = true
	var left []*Transaction
	for _, t := range all.open {
		if !t.used {
			t.used = true
			t.late.Stop()
			left = append(left, t)
		}
	}
	all.mu.Unlock()
	for _, t := range left {
		err = errors.Join(err, t.Rollback(ctx))
	}
	return err
}
