package bolt

import (
	"bytes"
	"context"
	"errors"
	"os"
	"sync"
)

// queue holds what a client has sent and its session has not come to. It is
// where RESET overtakes: that it has come ends the context of what is under
// way, and whatever stands before it is passed over.
type queue struct {
	mu       sync.Mutex
	changed  *sync.Cond
	messages []incoming
	bytes    int
	limit    int   // of bytes; who sends more waits
	resets   int   // that stand in messages
	end      error // after which nothing is put in

	connection context.Context // ends with the connection
	period     context.Context // from one RESET to the next
	interrupt  context.CancelFunc
}

// incoming is a message, or why what came in its place could not be kept.
type incoming struct {
	data  []byte
	fault error
}

// weight is what a message takes in the queue: something beside its bytes.
func (in incoming) weight() int { return len(in.data) + 64 }

// isReset says whether it is RESET, which has no fields.
func (in incoming) isReset() bool { return bytes.Equal(in.data, []byte{tinyStruct, tagReset}) }

func newQueue(connection context.Context, limit int) *queue {
	q := &queue{limit: limit, connection: connection}
	q.changed = sync.NewCond(&q.mu)
	q.period, q.interrupt = context.WithCancel(connection)
	return q
}

// put adds a message, and waits for room before. It is false when the queue
// has ended.
func (q *queue) put(in incoming) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.end == nil && q.bytes > 0 && q.bytes+in.weight() > q.limit {
		q.changed.Wait()
	}
	if q.end != nil {
		return false
	}
	q.messages, q.bytes = append(q.messages, in), q.bytes+in.weight()
	if in.isReset() {
		q.resets++
		q.interrupt()
	}
	q.changed.Broadcast()
	return true
}

// close ends the queue; what stands in it is not carried out. Where the server
// ends, what is under way may finish. Where the client is gone nobody wants it.
func (q *queue) close(err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.end == nil {
		q.end = err
	}
	q.messages = nil
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		q.interrupt()
	}
	q.changed.Broadcast()
}

func (q *queue) empty() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.messages) == 0
}

// take waits for the next message. overtaken says that a RESET stands after
// it; the context is that in which the message is carried out.
func (q *queue) take() (in incoming, overtaken bool, period context.Context, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.messages) == 0 && q.end == nil {
		q.changed.Wait()
	}
	if q.end != nil {
		return incoming{}, false, nil, q.end
	}
	in, q.messages[0] = q.messages[0], incoming{}
	q.messages, q.bytes = q.messages[1:], q.bytes-in.weight()
	if in.isReset() {
		q.resets--
	}
	overtaken = q.resets > 0
	if in.isReset() && !overtaken {
		q.interrupt()
		q.period, q.interrupt = context.WithCancel(q.connection)
	}
	q.changed.Broadcast()
	return in, overtaken, q.period, nil
}
