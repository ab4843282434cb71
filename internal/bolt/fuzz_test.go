package bolt

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net"
	"testing"
	"time"
)

// letters are the messages of which FuzzSession makes conversations.
func letters() [][]byte {
	return [][]byte{
		helloMessage(), logonMessage(), logoffMessage, goodbyeMessage, message(0x54, 1), message(0x66, mapOf(), listOf(), mapOf()),
		resetMessage, runMessage("UNWIND [1, 2] AS x RETURN x"), runMessage("UNWIND [1, 0] AS x RETURN 1 / x"), runMessage("NONSENSE"),
		runMessage("CREATE (:Fuzz)"), pullMessage(1), pullMessage(-1), pullOf(1, 0), discardMessage(1), discardMessage(-1),
		beginMessage(), commitMessage, rollbackMessage,
	}
}

// FuzzSession sends any messages in any order: what the bytes name among
// letters, or the bytes themselves. The session must end, and whoever comes
// next must find the database as usable as before.
func FuzzSession(f *testing.F) {
	f.Add([]byte{0, 1, 7, 11, 12, 6})
	f.Add([]byte{0, 1, 16, 10, 12, 17, 16, 10, 7, 13, 18})
	f.Add([]byte{0, 1, 9, 12, 6, 6, 7, 15, 200, 3, 0xB1, 0x3F, 0xA0})
	s := &Server{Database: open(f), Writable: true, Log: slog.New(slog.DiscardHandler), Limits: Limits{Login: time.Second}}
	all := &serving{Server: s, limits: s.Limits.orDefaults(), requests: requests()}
	f.Fuzz(func(t *testing.T, script []byte) {
		converse(t, all, script)
		c := newClient(t, listen(t, all)).shake(5, 4)
		c.want("SUCCESS SUCCESS SUCCESS SUCCESS SUCCESS", helloMessage(), logonMessage(),
			beginMessage(), runMessage("CREATE (:Fuzz)"), rollbackMessage)
	})
}

// listen starts a session at the other end of a pipe.
func listen(t *testing.T, all *serving) net.Conn {
	ours, theirs := net.Pipe()
	ctx := context.Background()
	all.running.Go(func() { all.converse(ctx, ctx, theirs) })
	return ours
}

func converse(t *testing.T, all *serving, script []byte) {
	conn := listen(t, all)
	c := newClient(t, conn).shake(5, 4)
	heard := make(chan struct{})
	go func() {
		io.Copy(io.Discard, bufio.NewReader(conn)) //nolint:errcheck // until it ends
		close(heard)
	}()
	for _, m := range letter(script) {
		if _, err := c.Write(chunked(m, 65535)); err != nil {
			break // the session is over
		}
	}
	c.Close() //nolint:errcheck // that ends it at the latest
	ended := make(chan struct{})
	go func() { all.running.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Fatal("the session goes on")
	}
	<-heard
}

// letter reads a script: a byte below 200 is a message of letters; 200 and
// above is the length, plus 200, of a message that stands there itself.
func letter(script []byte) [][]byte {
	known := letters()
	var all [][]byte
	for len(script) > 0 {
		first := int(script[0])
		script = script[1:]
		if first < 200 {
			all = append(all, known[first%len(known)])
			continue
		}
		n := min(len(script), first-200)
		if n > 0 {
			all = append(all, script[:n])
		}
		script = script[n:]
	}
	return all
}
