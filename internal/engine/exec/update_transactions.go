package exec

import (
	"cmp"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/value"
)

// transactions runs its right side for some rows of the input in a transaction
// of its own, then for the next ones in another. What it gives of a
// transaction is held until that one is committed.
type transactions struct {
	nested
	plan    *plan.SubqueryInTransactions
	size    Expr        // how many rows go into a transaction; nil for the default
	carried []plan.Slot // given from the input's row
	fresh   []plan.Slot // given from the right side's rows
	taken   int         // how many rows of batch were taken
	rows    *Batch      // of the input, for one transaction
	held    int         // by rows
	results held
	broken  bool // a transaction failed, and no more are to be tried
}

// rowsPerTransaction is what a query gets that does not say how many.
const rowsPerTransaction = 1000

func (c *compiler) transactions(p *plan.SubqueryInTransactions) (maker, error) {
	made, err := c.nested(p, p.Right)
	if err != nil {
		return nil, err
	}
	size, err := c.optional(p.Rows)
	var carried []plan.Slot
	for _, s := range p.Live {
		if contains(p.In.Base().Live, s) {
			carried = append(carried, s)
		}
	}
	frame := len(c.plan.Slots)
	return func(st *State, arg *argument) operator {
		return &transactions{nested: made(st, arg), plan: p, size: size, carried: carried,
			fresh: without(p.Live, carried...), rows: newBatch(frame), results: newHeld(frame, p.Live)}
	}, err
}

func (t *transactions) next(st *State) (*Batch, error) {
	for {
		if b := t.results.give(st, nil); b != nil {
			return b, nil
		}
		if err := t.take(st); err != nil || t.rows.Len == 0 {
			return nil, err
		}
		if err := t.run(st); err != nil {
			return nil, err
		}
	}
}

// take takes the rows of the input for one transaction.
func (t *transactions) take(st *State) error {
	size := int64(rowsPerTransaction)
	if t.size != nil {
		var err error
		if size, err = countOf(st, t.size, t.arg.batch, 0, "OF"); err != nil {
			return err
		}
	}
	if size == 0 {
		return fail(value.ArgumentError, "A transaction of CALL IN TRANSACTIONS needs at least one row.")
	}
	st.release(t.held)
	t.held = 0
	for t.rows.Len = 0; int64(t.rows.Len) < size; t.taken++ {
		if t.batch == nil || t.taken >= t.batch.Len {
			var err error
			if t.batch, err = t.in.next(st); err != nil || t.batch == nil {
				return err
			}
			t.taken = 0
		}
		t.rows.appendRow(t.batch, t.taken, t.passed)
		n := t.batch.size(t.taken, t.passed)
		t.held += n
		if err := st.hold(n); err != nil {
			return err
		}
	}
	return nil
}

// run runs the right side for the rows taken, and commits what it did.
func (t *transactions) run(st *State) error {
	if t.broken {
		return t.refill(st, statusOf(false, false, ""))
	}
	err := t.commit(st)
	if err == nil {
		return nil
	}
	if t.plan.OnError == "" || t.plan.OnError == "FAIL" || st.alive() != nil {
		return err
	}
	t.broken = t.plan.OnError == "BREAK"
	return t.refill(st, statusOf(true, false, err.Error()))
}

func (t *transactions) commit(st *State) error {
	if st.Graph == nil || st.Tx != nil {
		return fail(value.SemanticError, "CALL { … } IN TRANSACTIONS is only possible where nothing else writes and no transaction is open.")
	}
	tx, err := st.Graph.Begin(st.Context)
	if err != nil {
		return cmp.Or(st.alive(), err)
	}
	defer tx.Rollback() // after an error, also one of the program; else it does nothing
	before, counters := st.View, *st.Counters
	st.Tx, st.View = tx, tx.View
	err = t.work(st)
	if err == nil {
		err = tx.Validate()
	}
	if err == nil {
		_, err = tx.Commit(st.Context)
	}
	st.Tx, st.View = nil, before
	if err != nil {
		*st.Counters = counters
		return err
	}
	st.View = st.Graph.Snapshot()
	st.Counters.Transactions++
	return nil
}

// work runs the right side for each row.
func (t *transactions) work(st *State) error {
	status := statusOf(true, true, "")
	for row := range t.rows.Len {
		t.runOn(t.rows, row)
		if t.plan.Discard {
			if err := t.drain(st); err != nil {
				return err
			}
			if err := t.keep(st, row, nil, 0, status); err != nil {
				return err
			}
			continue
		}
		for {
			b, err := t.right.next(st)
			if err != nil {
				return err
			}
			if b == nil {
				break
			}
			for i := range b.Len {
				if err := t.keep(st, row, b, i, status); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// keep holds a row of the result: of the input's row and the right side's.
func (t *transactions) keep(st *State, row int, b *Batch, i int, status value.Value) error {
	result := t.rows
	if b != nil {
		b.copyRow(i, t.rows, row, t.carried)
		result, row = b, i
	}
	if t.plan.Status != nil {
		result.SetValue(*t.plan.Status, row, status)
	}
	return t.results.take(st, result, row)
}

// refill gives the rows of a transaction that failed, or was not tried: once
// each, with nulls for what the right side would have given.
func (t *transactions) refill(st *State, status value.Value) error {
	t.results.clear(st)
	for row := range t.rows.Len {
		t.rows.setNulls(row, t.fresh)
		if err := t.keep(st, row, nil, 0, status); err != nil {
			return err
		}
	}
	return nil
}

// statusOf is what REPORT STATUS gives.
func statusOf(started, committed bool, message string) value.Value {
	text := value.Value{}
	if message != "" {
		text = value.OfString(message)
	}
	return value.OfMap(value.MappingOf(
		[]string{"started", "committed", "transactionId", "errorMessage"},
		[]value.Value{value.OfBool(started), value.OfBool(committed), {}, text}))
}
