package engine

import (
	"cmp"
	"fmt"
	"slices"

	"corridor/internal/engine/exec"
	"corridor/internal/engine/plan"
	"corridor/internal/engine/value"
)

// Result is the rows of a statement. They are computed as they are read.
type Result struct {
	tx       *Transaction
	prepared *prepared
	st       *exec.State
	cursor   *exec.Cursor
	release  func() // of the context
	batch    *exec.Batch
	row      int // of batch, given last
	rows     int64
	kept     [][]value.Value // computed ahead, not given yet
	values   []value.Value   // the row given last
	done     bool            // no more is to be computed
	err      error
	summary  *Summary
}

// Summary is what is known of a statement when it has run.
type Summary struct {
	Type          string // r, rw, w or s, as clients know it
	Counters      exec.Counters
	Plan          *PlanDescription // of EXPLAIN and PROFILE; nil otherwise
	Notifications []plan.Notification
	Bookmark      Bookmark // of a statement that was a transaction of its own
	Database      string
}

// Columns are the names of the result's columns.
func (r *Result) Columns() []string { return r.prepared.plan.Columns }

// Next goes to the next row. It is false at the end, and where Err is not nil.
func (r *Result) Next() bool {
	r.tx.lock.Lock()
	defer r.tx.lock.Unlock()
	if len(r.kept) > 0 {
		r.values, r.kept = r.kept[0], r.kept[1:]
		return true
	}
	if r.done {
		return false
	}
	more, err := r.next()
	if err != nil {
		return false
	}
	return more
}

// Row is the row that Next went to. It is valid until the next call.
func (r *Result) Row() []value.Value { return r.values }

// Err is why there are no more rows, nil where they just ended.
func (r *Result) Err() error {
	r.tx.lock.Lock() // the end of the transaction's time writes it from elsewhere
	defer r.tx.lock.Unlock()
	return r.err
}

// Consume computes what is left without giving it, and tells what the
// statement did. A statement that is a transaction of its own is committed.
func (r *Result) Consume() (*Summary, error) {
	r.tx.lock.Lock()
	defer r.tx.lock.Unlock()
	r.kept = nil
	if err := r.drain(); err != nil {
		return nil, err
	}
	return r.summary, nil
}

// Close lets go of a result. One that was not read to its end is rolled back
// where the statement was a transaction of its own. In a longer one a statement
// that writes is carried out: half of it must not be committed.
func (r *Result) Close() {
	r.tx.lock.Lock()
	defer r.tx.lock.Unlock()
	if !r.tx.auto && r.prepared.changes() {
		r.drain() //nolint:errcheck // the transaction fails with it, and says so
	}
	if r.done {
		return
	}
	r.finish()
	r.release()
	if r.tx.auto {
		r.tx.rollback()
	}
}

// drain computes all rows and gives none.
func (r *Result) drain() error {
	for !r.done {
		if _, err := r.next(); err != nil {
			return err
		}
	}
	return r.err
}

// keepAll computes all rows, to give them later.
func (r *Result) keepAll() error {
	current := r.values
	r.values = nil
	defer func() { r.values = current }()
	for !r.done {
		more, err := r.next()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		if err := r.st.Hold(r.values); err != nil {
			return err
		}
		r.kept = append(r.kept, slices.Clone(r.values))
	}
	return nil
}

// next computes a row. After the last one the statement is complete.
func (r *Result) next() (more bool, err error) {
	more, err = r.advance()
	if err == nil && !more {
		err = r.complete()
	}
	if err != nil {
		err = told(r.prepared.text, err)
		r.err = err
		r.tx.fail(err)
	}
	return more && err == nil, err
}

func (r *Result) advance() (more bool, err error) {
	defer r.tx.d.recovered(r.prepared.text, &err)
	columns := r.prepared.program.Columns()
	for r.row++; r.batch == nil || len(columns) == 0 || r.row >= r.batch.Len; r.row = 0 {
		if r.batch, err = r.cursor.Next(); err != nil || r.batch == nil {
			return false, err
		}
	}
	if r.rows++; r.tx.d.limits.Rows > 0 && r.rows > r.tx.d.limits.Rows {
		return false, &value.Error{Code: value.ArgumentError, Message: fmt.Sprintf(
			"The result has more rows than the limit of %d (%s).", r.tx.d.limits.Rows, limitRows)}
	}
	if r.values == nil {
		r.values = make([]value.Value, len(columns))
	}
	for i, slot := range columns {
		r.values[i] = exec.Hydrate(r.st, r.batch.Value(slot, r.row))
	}
	return true, nil
}

// complete ends the statement, and commits one that is a transaction of its own.
func (r *Result) complete() (err error) {
	defer r.tx.d.recovered(r.prepared.text, &err)
	if r.prepared.changes() && r.tx.tx != nil {
		if err := r.tx.tx.Validate(); err != nil {
			return err
		}
	}
	if measures := r.cursor.Measures(); measures != nil {
		r.summary.Plan = describe(plan.Describe(r.prepared.plan), measures)
	}
	r.finish()
	defer r.release()
	if r.tx.auto {
		r.summary.Bookmark, err = r.tx.commit(r.st.Context)
	}
	return err
}

// finish ends the computing.
func (r *Result) finish() {
	r.done, r.batch, r.cursor = true, nil, nil
	r.tx.results = slices.DeleteFunc(r.tx.results, func(other *Result) bool { return other == r })
}

// cut ends a result whose transaction has ended before it was complete.
func (r *Result) cut(err error) {
	r.done, r.batch, r.cursor = true, nil, nil
	r.err = cmp.Or(r.err, err)
	r.release()
}
