package bolt

import (
	"math"
	"strings"
	"time"

	"corridor/internal/engine"
	"corridor/internal/engine/value"
)

// run opens the result of a query; nothing of it is computed before it is asked for.
func (s *session) run(fields []value.Value) (*value.Mapping, error) {
	began := time.Now()
	if len(s.streams.open) >= s.limits.Streams {
		return nil, invalid("The transaction has %d open results, more are not allowed.", s.limits.Streams)
	}
	result, wanted, err := s.start(fields[0].Text(), parameters(fields[1].Mapping()), fields[2].Mapping())
	if err != nil {
		return nil, err
	}
	if s.tx == nil {
		s.streams = streams{}
	}
	qid := s.streams.add(&stream{result: result, wanted: wanted})
	answer := &value.Mapping{}
	answer.Set("fields", texts(result.Columns()))
	answer.Set("t_first", milliseconds(began))
	s.state = streaming
	if s.tx != nil {
		answer.Set("qid", value.OfInt(qid))
		s.state = insideOpen
	}
	return answer, nil
}

// start runs a query in the transaction that was begun, or in one of its own.
func (s *session) start(text string, params map[string]value.Value, extra *value.Mapping) (*engine.Result, remarks, error) {
	if s.tx != nil {
		result, err := s.tx.Run(s.period, text, params)
		return result, s.inTx, err
	}
	options, wanted, err := s.options(extra)
	if err != nil {
		return nil, remarks{}, err
	}
	result, err := s.Database.Run(s.period, text, params, options)
	return result, wanted, err
}

func (s *session) begin(fields []value.Value) (*value.Mapping, error) {
	options, wanted, err := s.options(fields[0].Mapping())
	if err != nil {
		return nil, err
	}
	if s.tx, err = s.Database.Begin(s.period, options); err != nil {
		return nil, err
	}
	s.inTx, s.streams, s.state = wanted, streams{}, inside
	return &value.Mapping{}, nil
}

// commit also carries out what of the open results nobody asked for.
func (s *session) commit([]value.Value) (*value.Mapping, error) {
	bookmark, err := s.tx.Commit(s.period)
	if err != nil {
		return nil, err
	}
	s.tx, s.streams, s.state = nil, streams{}, ready
	answer := &value.Mapping{}
	answer.Set("bookmark", value.OfString(string(bookmark)))
	return answer, nil
}

func (s *session) rollback([]value.Value) (*value.Mapping, error) {
	s.undo()
	s.state = ready
	return &value.Mapping{}, nil
}

// reset has stopped what was under way when it came; see queue.
func (s *session) reset([]value.Value) (*value.Mapping, error) {
	return s.rollback(nil)
}

// pull gives rows of an open result.
func (s *session) pull(fields []value.Value) (*value.Mapping, error) {
	return s.take(fields[0].Mapping(), s.out.record)
}

// discard passes over rows of an open result; what they would have changed is changed.
func (s *session) discard(fields []value.Value) (*value.Mapping, error) {
	return s.take(fields[0].Mapping(), func([]value.Value) error { return nil })
}

// take takes n rows of a result, all where n is -1.
func (s *session) take(m *value.Mapping, each func([]value.Value) error) (*value.Mapping, error) {
	began := time.Now()
	qid, st, err := s.streams.at(m)
	if err != nil {
		return nil, err
	}
	n, err := integerAt(m, "n", 0)
	if err == nil && n < 1 && n != -1 {
		err = invalid("The entry n must be a number of rows, or -1 for all.")
	}
	if err != nil {
		return nil, err
	}
	if err := st.take(n, each); err != nil {
		return nil, err
	}
	if st.more {
		answer := &value.Mapping{}
		answer.Set("has_more", value.OfBool(true))
		return answer, nil
	}
	return s.end(qid, st, began)
}

// end closes a result that has given all its rows.
func (s *session) end(qid int64, st *stream, began time.Time) (*value.Mapping, error) {
	summary, err := st.result.Consume()
	if err != nil {
		return nil, err
	}
	delete(s.streams.open, qid)
	switch {
	case s.tx == nil:
		s.state = ready
	case len(s.streams.open) == 0:
		s.state = inside
	}
	return summarize(summary, st.wanted, began), nil
}

// options reads how a transaction is to be run:
//
//	{bookmarks, tx_timeout, tx_metadata, mode, db, imp_user, notifications_...}
func (s *session) options(m *value.Mapping) (engine.TxOptions, remarks, error) {
	options := engine.TxOptions{User: s.user, Owner: s.owner(), Confined: !s.Writable}
	wanted, err := s.wanted.with(m)
	if err != nil {
		return options, wanted, err
	}
	if options.Database, err = textAt(m, "db"); err != nil {
		return options, wanted, err
	}
	if options.Timeout, err = timeout(m); err != nil {
		return options, wanted, err
	}
	if options.Access, err = s.access(m); err != nil {
		return options, wanted, err
	}
	about, err := entry(m, "tx_metadata", value.Map)
	if !about.IsNull() && err == nil {
		options.Metadata = parameters(about.Mapping())
	}
	return options, wanted, err
}

// access is what a transaction may do: write where both sides allow it. Nobody
// here acts for another user, and bookmarks are of commits that are all seen.
func (s *session) access(m *value.Mapping) (engine.Access, error) {
	if _, _, err := textsAt(m, "bookmarks"); err != nil {
		return engine.Read, err
	}
	user, err := textAt(m, "imp_user")
	if err != nil {
		return engine.Read, err
	}
	if user != "" {
		return engine.Read, &value.Error{Code: value.ArgumentError, Message: "This database runs no query in the name of another user (imp_user)."}
	}
	mode, err := textAt(m, "mode")
	if strings.EqualFold(mode, "r") || !s.Writable {
		return engine.Read, err
	}
	return engine.Write, err
}

// owner is whose the session's transactions are: the user's, who is one here,
// and the session's where everybody is let in, under whatever name they give.
func (s *session) owner() any {
	if s.Auth != nil {
		return s.Auth
	}
	return s
}

func timeout(m *value.Mapping) (time.Duration, error) {
	ms, err := integerAt(m, "tx_timeout", 0)
	if err == nil {
		err = within(ms, 0, math.MaxInt64/int64(time.Millisecond))
	}
	return time.Duration(ms) * time.Millisecond, err
}

func parameters(m *value.Mapping) map[string]value.Value {
	all := make(map[string]value.Value, m.Len())
	for i := range m.Len() {
		key, v := m.Entry(i)
		all[key] = v
	}
	return all
}

func texts(all []string) value.Value {
	items := make([]value.Value, len(all))
	for i, s := range all {
		items[i] = value.OfString(s)
	}
	return value.OfList(items)
}

func milliseconds(since time.Time) value.Value {
	return value.OfInt(time.Since(since).Milliseconds())
}

// stream is an open result.
type stream struct {
	result *engine.Result
	wanted remarks
	begun  bool
	more   bool // a row stands ready
}

// take hands over n rows, all where n is negative, and looks whether there are more.
func (st *stream) take(n int64, each func([]value.Value) error) error {
	if !st.begun {
		st.begun, st.more = true, st.result.Next()
	}
	for ; st.more && n != 0; n-- {
		if err := each(st.result.Row()); err != nil {
			return err
		}
		st.more = st.result.Next()
	}
	return st.result.Err()
}

// streams are the open results of a transaction, by the numbers by which
// clients call them: 0 for the first in each transaction.
type streams struct {
	open map[int64]*stream
	next int64
}

func (all *streams) add(st *stream) int64 {
	if all.open == nil {
		all.open = map[int64]*stream{}
	}
	qid := all.next
	all.open[qid] = st
	all.next++
	return qid
}

// at finds the result that a message is about: the last where it names none.
func (all *streams) at(m *value.Mapping) (int64, *stream, error) {
	qid, err := integerAt(m, "qid", -1)
	if err != nil {
		return 0, nil, err
	}
	if qid == -1 {
		qid = all.next - 1
	}
	st, open := all.open[qid]
	if !open {
		return 0, nil, invalid("There is no open result %d.", qid)
	}
	return qid, st, nil
}
