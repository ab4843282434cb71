package bolt

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"runtime/debug"

	"corridor/internal/engine"
	"corridor/internal/engine/value"
)

// session is one client's conversation. One goroutine carries out what the
// client sends, one message after the other; another reads ahead.
type session struct {
	*serving
	conn    *conn
	id      string
	log     *slog.Logger
	version version
	state   state
	user    string // as it logged in
	out     chunkWriter

	wanted  remarks         // which of the database's remarks on queries the client is told
	period  context.Context // of what is under way: until RESET, or the end
	tx      *engine.Transaction
	inTx    remarks // wanted in tx
	streams streams
}

// serve carries out what the client asks until one of the two ends it. Before
// the login, messages are read when the one before is answered: a stranger
// fills no queue, and what it may send is known when it is read.
func (s *session) serve(ctx context.Context) {
	defer s.out.flush() //nolint:errcheck // the session is over
	in := chunkReader{s.conn.in}
	for s.state == connected || s.state == loggedOut {
		message, err := in.next(s.limits.LoginMessage)
		if err != nil {
			return
		}
		if s.handle(message); s.out.flush() != nil {
			return
		}
	}
	q := newQueue(ctx, s.limits.Message)
	defer q.close(net.ErrClosed)
	s.running.Go(func() { fill(q, in, s.limits.Message) })
	s.work(q)
}

// fill reads ahead.
func fill(q *queue, in chunkReader, limit int) {
	for {
		message, err := in.next(limit)
		if err != nil {
			q.close(err)
			return
		}
		if !q.put(message) {
			return
		}
	}
}

// work carries out what stands in the queue.
func (s *session) work(q *queue) {
	defer s.undo()
	for s.state != done {
		if q.empty() && s.out.flush() != nil {
			return
		}
		message, overtaken, period, err := q.take()
		switch s.period = period; {
		case err != nil:
			return
		case overtaken:
			s.send(s.out.ignored())
		default:
			s.handle(message)
		}
	}
}

// send ends the session where an answer cannot be sent.
func (s *session) send(err error) {
	if err != nil {
		s.state = done
	}
}

// handle carries out a message. A panic below it is a fault of ours, which
// ends this session and no other.
func (s *session) handle(in incoming) {
	defer func() {
		if fault := recover(); fault != nil {
			s.state = done
			s.fail(fmt.Errorf("panic: %v\n%s", fault, debug.Stack()))
		}
	}()
	r, fields, err := s.parse(in)
	switch {
	case err != nil:
		s.fail(err)
	case s.state == failed && r.skipped:
		s.send(s.out.ignored())
	case s.state&r.states == 0:
		s.fail(invalid("%s cannot be handled in the state %s.", r.name, s.state))
		s.state = done
	default:
		s.answer(r, fields)
	}
}

func (s *session) answer(r request, fields []value.Value) {
	metadata, err := r.do(s, fields)
	switch {
	case err != nil:
		s.fail(err)
	case s.state != done:
		s.send(s.out.success(metadata))
	}
}

// fail answers with a failure and undoes what is under way; who has not logged
// in is not heard again.
func (s *session) fail(err error) {
	s.undo()
	if errors.Is(err, errGone) { // which clients do: no fault of anybody's
		s.log.Debug("a client left before it had its answer", "error", err)
		s.state = done
		return
	}
	s.out.buf = s.out.buf[:0] // where packing panicked, half an answer
	s.send(s.out.failure(failure(s.known(err))))
	if s.state&(connected|loggedOut|done) != 0 {
		s.state = done
		return
	}
	s.state = failed
}

// known is err as the client may read it. What is no error of the database's
// words is a fault of ours: it is logged, and no more is said.
func (s *session) known(err error) *value.Error {
	var told *value.Error
	if errors.As(err, &told) {
		return told
	}
	if errors.Is(err, context.Canceled) {
		return &value.Error{Code: value.Terminated, Message: "The transaction has been terminated."}
	}
	s.log.Error("a request failed", "error", err)
	return &value.Error{Code: value.Internal, Message: "The request failed for a reason that is in the server's log."}
}

func failure(err *value.Error) *value.Mapping {
	m := &value.Mapping{}
	m.Set("code", value.OfString(string(err.Code)))
	m.Set("message", value.OfString(err.Message))
	return m
}

// undo rolls back what is under way.
func (s *session) undo() {
	if s.tx != nil {
		s.tx.Rollback() // with all results in it
		s.tx = nil
	}
	for _, st := range s.streams.open {
		st.result.Close()
	}
	s.streams = streams{}
}
