package bolt

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"corridor/internal/engine"
	"corridor/internal/engine/value"
)

// open opens a database in memory.
func open(t testing.TB) *engine.Database {
	t.Helper()
	d, err := engine.OpenMemory(engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// serve serves on a port of loopback until the test is over, and gives its address.
func serve(t testing.TB, s *Server) string {
	t.Helper()
	return serveOn(t, s, "tcp", "127.0.0.1:0")
}

func serveOn(t testing.TB, s *Server, network, address string) string {
	t.Helper()
	listener, err := net.Listen(network, address)
	if err != nil {
		t.Fatal(err)
	}
	if s.Database == nil {
		s.Database = open(t)
	}
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- s.Serve(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return listener.Addr().String()
}

// client speaks Bolt by hand.
type client struct {
	t testing.TB
	net.Conn
	in     chunkReader
	shapes shapes
}

// dial connects without a word. Where nothing is heard for long, a test fails.
func dial(t testing.TB, address string) *client {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	return newClient(t, c)
}

func newClient(t testing.TB, c net.Conn) *client {
	t.Helper()
	t.Cleanup(func() { c.Close() }) //nolint:errcheck // mostly closed already
	if err := c.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return &client{t: t, Conn: c, in: chunkReader{bufio.NewReader(c)}}
}

// shake agrees on one version.
func (c *client) shake(major, minor byte) *client {
	c.t.Helper()
	proposal := append(magic[:], 0, 0, minor, major, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	answer := make([]byte, 4)
	if _, err := c.Write(proposal); err != nil {
		c.t.Fatal(err)
	}
	if _, err := io.ReadFull(c.in.in, answer); err != nil || answer[3] != major || answer[2] != minor {
		c.t.Fatalf("the server chose %x: %v", answer, err)
	}
	return c
}

// login connects in version 5.4 and logs in.
func login(t testing.TB, address string) *client {
	t.Helper()
	c := dial(t, address).shake(5, 4)
	c.shapes = modern
	c.want("SUCCESS SUCCESS", helloMessage(), logonMessage())
	return c
}

// message makes one, of texts, numbers, nil and values.
func message(tag byte, fields ...any) []byte {
	p := packer{shapes: modern}
	p.structure(tag, len(fields))
	for _, field := range fields {
		switch field := field.(type) {
		case string:
			p.text(field)
		case int:
			p.integer(int64(field))
		case value.Value:
			p.value(field)
		default:
			p.value(value.Value{})
		}
	}
	return p.buf
}

func helloMessage(pairs ...any) []byte {
	return message(0x01, mapOf(append([]any{"user_agent", value.OfString("test/1")}, pairs...)...))
}

func logonMessage() []byte { return message(0x6A, mapOf("scheme", value.OfString("none"))) }

func runMessage(text string, extra ...any) []byte {
	return message(0x10, text, mapOf(), mapOf(extra...))
}

func pullMessage(n int) []byte { return message(0x3F, mapOf("n", value.OfInt(int64(n)))) }

func pullOf(n, qid int) []byte {
	return message(0x3F, mapOf("n", value.OfInt(int64(n)), "qid", value.OfInt(int64(qid))))
}

func discardMessage(n int) []byte { return message(0x2F, mapOf("n", value.OfInt(int64(n)))) }

func beginMessage(extra ...any) []byte { return message(0x11, mapOf(extra...)) }

var (
	commitMessage   = message(0x12)
	rollbackMessage = message(0x13)
	resetMessage    = message(tagReset)
	goodbyeMessage  = message(0x02)
	logoffMessage   = message(0x6B)
)

func (c *client) send(messages ...[]byte) {
	c.t.Helper()
	var all []byte
	for _, m := range messages {
		all = append(all, chunked(m, 65535)...)
	}
	if _, err := c.Write(all); err != nil {
		c.t.Fatal(err)
	}
}

// answer is what the server sent: its tag, and its only field.
type answer struct {
	tag     byte
	content value.Value
}

// receive gives the next answer; io.EOF where the server has hung up.
func (c *client) receive() (answer, error) {
	data, err := c.in.message(1 << 26)
	var broken net.Error
	if err != nil && !(errors.As(err, &broken) && broken.Timeout()) {
		return answer{}, io.EOF
	}
	if err != nil {
		return answer{}, err
	}
	a := answer{tag: data[1]}
	if data[0]&0x0F == 1 {
		a.content, err = unpack(c.shapes, data[2:])
	}
	return a, err
}

// String is how tests write an answer: SUCCESS, RECORD[1 "a"], IGNORED,
// Neo.ClientError.Statement.SyntaxError.
func (a answer) String() string {
	switch a.tag {
	case tagSuccess:
		return "SUCCESS"
	case tagIgnored:
		return "IGNORED"
	case tagRecord:
		var row []string
		for _, v := range a.content.Items() {
			row = append(row, value.Print(v))
		}
		return "RECORD[" + strings.Join(row, ",") + "]"
	case tagFailure:
		return a.text("code")
	}
	return fmt.Sprintf("0x%02X", a.tag)
}

func (a answer) text(key string) string {
	if v, _ := a.content.Mapping().Get(key); v.Kind() == value.String {
		return v.Text()
	}
	return ""
}

func (a answer) get(key string) value.Value {
	v, _ := a.content.Mapping().Get(key)
	return v
}

// want sends messages and compares the answers, as String has them; CLOSED at
// the end for a server that hangs up. It gives the last answer.
func (c *client) want(answers string, messages ...[]byte) answer {
	c.t.Helper()
	c.send(messages...)
	var got []string
	var last answer
	wanted := strings.Fields(answers)
	for range wanted {
		a, err := c.receive()
		if err == io.EOF {
			got = append(got, "CLOSED")
			break
		}
		if err != nil {
			c.t.Fatalf("after %v: %v", got, err)
		}
		got, last = append(got, a.String()), a
	}
	if strings.Join(got, " ") != answers {
		c.t.Fatalf("the answers are %v, not %v; the last is %v", got, wanted, last.content)
	}
	return last
}
