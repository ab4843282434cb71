package bolt

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"corridor/internal/engine/value"
	"corridor/internal/shared"
)

// quiet waits until there are no more goroutines than before.
func quiet(t *testing.T, before int) {
	t.Helper()
	for range 200 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, before there were %d:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}

func TestConnectionsLeaveNothingBehind(t *testing.T) {
	address := serve(t, &Server{Limits: Limits{Connections: 5000}})
	login(t, address).Close() //nolint:errcheck
	before := runtime.NumGoroutine()
	for i := range 1000 {
		c := dial(t, address)
		switch i % 4 { // dropped at different moments
		case 1:
			c.shake(5, 4)
		case 2:
			c.shake(5, 4).want("SUCCESS SUCCESS", helloMessage(), logonMessage())
		case 3:
			c.shake(5, 4).send(helloMessage(), logonMessage(), beginMessage(), runMessage("RETURN 1"))
		}
		c.Close() //nolint:errcheck
	}
	quiet(t, before)
}

// ending is a server that can be told to end; end waits until it has.
func ending(t *testing.T) (address string, end func() error) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Database: open(t), Limits: Limits{Close: 100 * time.Millisecond}}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- s.Serve(ctx, listener) }()
	return listener.Addr().String(), func() error {
		stop()
		return <-ended
	}
}

func TestEndOfTheServer(t *testing.T) {
	before := runtime.NumGoroutine()
	address, end := ending(t)
	idle, busy, stranger := login(t, address), login(t, address), dial(t, address)
	busy.want("SUCCESS", runMessage(slow))
	busy.send(pullMessage(-1))
	time.Sleep(50 * time.Millisecond)
	if err := end(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	for name, c := range map[string]*client{"idle": idle, "stranger": stranger} {
		if _, err := c.receive(); err != io.EOF {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := net.Dial("tcp", address); err == nil {
		t.Error("it can still be dialled")
	}
	quiet(t, before)
}

func TestQueryUnderWayIsFinishedWhenTheServerEnds(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	s := &Server{Database: open(t), Limits: Limits{Close: 15 * time.Second}}
	go func() { ended <- s.Serve(ctx, listener) }()
	c := login(t, listener.Addr().String())
	c.want("SUCCESS", runMessage("UNWIND range(1, 2000) AS a UNWIND range(1, 2000) AS b RETURN count(*) AS n"))
	c.send(pullMessage(-1))
	time.Sleep(10 * time.Millisecond)
	stop()
	c.want("RECORD[4000000] SUCCESS CLOSED")
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestLimits(t *testing.T) {
	address := serve(t, &Server{Limits: Limits{LoginMessage: 300, Message: 2000, Depth: 20, Values: 100, Streams: 2}})
	long := func(n int) []byte {
		return message(0x10, "RETURN 1", mapOf("x", value.OfString(strings.Repeat("x", n))), mapOf())
	}
	run := func(v value.Value) []byte { return message(0x10, "RETURN 1", mapOf("x", v), mapOf()) }
	nested := value.OfInt(1)
	for range 30 {
		nested = listOf(nested)
	}
	t.Run("message before the login", func(t *testing.T) {
		dial(t, address).shake(5, 4).want(refusal+" CLOSED", helloMessage("x", value.OfString(strings.Repeat("x", 300))))
	})
	t.Run("depth before the login", func(t *testing.T) {
		dial(t, address).shake(5, 4).want(refusal+" CLOSED", helloMessage("x", nested))
	})
	t.Run("message", func(t *testing.T) {
		c := login(t, address)
		c.want("SUCCESS "+refusal+" IGNORED", long(1000), long(20000), pullMessage(1))
		c.want("SUCCESS", resetMessage)
	})
	t.Run("depth", func(t *testing.T) { login(t, address).want(refusal+" IGNORED", run(nested), pullMessage(1)) })
	t.Run("values", func(t *testing.T) { login(t, address).want(refusal+" IGNORED", run(repeated(101)), pullMessage(1)) })
	t.Run("open results", func(t *testing.T) {
		one := runMessage("RETURN 1")
		login(t, address).want("SUCCESS SUCCESS SUCCESS "+refusal, beginMessage(), one, one, one)
	})
}

func TestTimeToLogIn(t *testing.T) {
	const short = time.Second
	address := serve(t, &Server{Limits: Limits{Login: short}})
	c := login(t, address)
	dial(t, address).want("CLOSED")
	dial(t, address).shake(5, 4).want("SUCCESS CLOSED", helloMessage())
	c.want("SUCCESS SUCCESS", resetMessage, logoffMessage) // it has had more than the time by now
	c.want("CLOSED")
}

func TestTooManyConnections(t *testing.T) {
	address := serve(t, &Server{Limits: Limits{Connections: 3}})
	few := []*client{login(t, address), login(t, address), login(t, address)}
	if _, err := dial(t, address).receive(); err != io.EOF {
		t.Errorf("a fourth one: %v", err)
	}
	for _, c := range few {
		c.want("SUCCESS", resetMessage)
	}
}

func TestWhoDoesNotSpeakBolt(t *testing.T) {
	address := serve(t, &Server{})
	for _, c := range []struct{ name, sends, hears string }{
		{"browser", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200 OK\r\n"},
		{"TLS", "\x16\x03\x01\x00\xa5\x01\x00\x00\xa1", ""},
		{"another version", "\x60\x60\xB0\x17\x00\x00\x00\x09" + strings.Repeat("\x00", 12), "\x00\x00\x00\x00"},
	} {
		conn := dial(t, address)
		if _, err := io.WriteString(conn, c.sends); err != nil {
			t.Fatal(err)
		}
		var broken net.Error
		heard, err := io.ReadAll(conn)
		if errors.As(err, &broken) && broken.Timeout() || !bytes.HasPrefix(heard, []byte(c.hears)) || c.hears == "" && len(heard) > 0 {
			t.Errorf("%s hears %q, %v", c.name, heard, err)
		}
	}
}

// The checks that Neo4j itself passes.
func TestChecksOfTheProtocol(t *testing.T) {
	script := filepath.Join(shared.Folder(t, "bolt", "the checks of Bolt that Neo4j passes are not run"), "bolt_check.py")
	python, err := exec.LookPath("python3")
	if err != nil {
		shared.Missing(t, "there is no python3: the checks of Bolt that Neo4j passes are not run")
	}
	for name, c := range map[string]struct {
		auth      *Auth
		arguments []string
	}{
		"without a login": {},
		"with a login":    {NewAuth("neo4j", "secret"), []string{"--user", "neo4j", "--password", "secret"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, port, err := net.SplitHostPort(serve(t, &Server{Writable: true, Auth: c.auth}))
			if err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command(python, append([]string{script, "--port", port}, c.arguments...)...).CombinedOutput()
			if err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
