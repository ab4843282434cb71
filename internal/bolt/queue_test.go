package bolt

import (
	"context"
	"io"
	"os"
	"testing"
	"time"
)

var (
	aRun   = incoming{data: []byte{0xB3, 0x10}}
	aReset = incoming{data: resetMessage}
)

func TestResetOvertakes(t *testing.T) {
	q := newQueue(context.Background(), 1000)
	q.put(aRun)
	_, overtaken, underWay, _ := q.take()
	if overtaken || underWay.Err() != nil {
		t.Fatal("a message with nothing behind it is not carried out")
	}
	for _, message := range []incoming{aRun, aReset, aRun, aReset, aRun} {
		q.put(message)
	}
	if underWay.Err() == nil {
		t.Error("RESET has come, and what is under way is not stopped")
	}
	for i, want := range []bool{true, true, true, false, false} {
		_, overtaken, period, err := q.take()
		if err != nil || overtaken != want || period.Err() == nil != !want {
			t.Errorf("message %d: overtaken %v, its context %v, %v", i, overtaken, period.Err(), err)
		}
	}
}

func TestQueueMakesSendersWait(t *testing.T) {
	q := newQueue(context.Background(), 100)
	q.put(incoming{data: make([]byte, 1000)}) // one is always taken
	put := make(chan bool)
	go func() { put <- q.put(aRun) }()
	select {
	case <-put:
		t.Fatal("a second message found room")
	case <-time.After(20 * time.Millisecond):
	}
	if _, _, _, err := q.take(); err != nil || !<-put {
		t.Error("there is room, and the sender waits")
	}
}

func TestQueueEnds(t *testing.T) {
	for _, c := range []struct {
		name     string
		end      error
		finished bool // what is under way
	}{
		{"client gone", io.EOF, false},
		{"server ends", os.ErrDeadlineExceeded, true},
	} {
		q := newQueue(context.Background(), 1000)
		q.put(aRun)
		_, _, underWay, _ := q.take()
		q.put(aRun)
		q.close(c.end)
		if (underWay.Err() == nil) != c.finished {
			t.Errorf("%s: what is under way: %v", c.name, underWay.Err())
		}
		if _, _, _, err := q.take(); err != c.end {
			t.Errorf("%s: what stood in the queue is given, %v", c.name, err)
		}
		if q.put(aRun) {
			t.Errorf("%s: a message was taken after the end", c.name)
		}
	}
}
