package bolt

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"corridor/internal/engine/value"
)

// dialSocket connects as a page of an origin does, or a program where it is empty.
func dialSocket(t testing.TB, address, origin string) (*client, *http.Response, error) {
	t.Helper()
	header := http.Header{}
	if origin != "" {
		header.Set("Origin", origin)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	socket, answer, err := websocket.Dial(ctx, "ws://"+address, &websocket.DialOptions{HTTPHeader: header})
	if err != nil {
		return nil, answer, err
	}
	return newClient(t, websocket.NetConn(context.Background(), socket, websocket.MessageBinary)), answer, nil
}

// throughSocket is a client of which a page is the origin.
func throughSocket(t testing.TB, address, origin string) *client {
	t.Helper()
	c, _, err := dialSocket(t, address, origin)
	if err != nil {
		t.Fatal(err)
	}
	c.shapes = modern
	return c
}

// TestWebSocket speaks Bolt within one: messages of Bolt and of the socket begin
// and end where they like.
func TestWebSocket(t *testing.T) {
	address := serve(t, &Server{Writable: true})
	c := throughSocket(t, address, "").shake(5, 4)
	c.want("SUCCESS SUCCESS", helloMessage(), logonMessage())
	long := strings.Repeat("long ", 100_000)
	c.want("SUCCESS RECORD['xxx'] SUCCESS", runMessage("RETURN 'xxx' AS x"), pullMessage(-1))
	c.send(message(0x10, "UNWIND range(1, 3) AS i RETURN $x AS x", mapOf("x", value.OfString(long)), mapOf()), pullMessage(-1))
	for _, tag := range []byte{tagSuccess, tagRecord, tagRecord, tagRecord, tagSuccess} {
		a, err := c.receive()
		if err != nil || a.tag != tag || tag == tagRecord && a.content.Items()[0].Text() != long {
			t.Fatalf("%v %v", a.tag, err)
		}
	}
	for _, b := range chunked(runMessage("RETURN 1 AS x"), 3) { // a message of the socket for each byte
		if _, err := c.Write([]byte{b}); err != nil {
			t.Fatal(err)
		}
	}
	c.want("SUCCESS RECORD[1] SUCCESS CLOSED", pullMessage(-1), goodbyeMessage)
}

// TestWebSocketOrigins holds which pages may use a database: where everybody is
// let in, a name that leads to this machine says nothing of whose the page is.
func TestWebSocketOrigins(t *testing.T) {
	open, guarded := serve(t, &Server{Writable: true}), serve(t, &Server{Auth: NewAuth("neo4j", "secret")})
	for _, c := range []struct {
		origin, host  string
		open, guarded bool
	}{
		{"", "", true, true},
		{"http://localhost:7474", "", true, true},
		{"https://127.0.0.1", "", true, true},
		{"http://[::1]:8270", "", true, true},
		{"https://evil.example", "", false, false},
		{"http://127.0.0.1.evil.example", "", false, false},
		{"http://localhost@evil.example", "", false, false},
		{"null", "", false, false},
		{"file://", "", false, false},
		{"http://evil.example:7687", "evil.example:7687", false, true},
		{"http://Graph.Example", "graph.example:7687", false, true},
		{"http://graph.example", "other.example:7687", false, false},
		{"http://graph.example", "", false, false},
	} {
		for address, allowed := range map[string]bool{open: c.open, guarded: c.guarded} {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/", nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Host = c.host
			for name, v := range map[string]string{"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "x3JHMbDL1EzLkh9GBhXDLw==", "Origin": c.origin} {
				request.Header.Set(name, v)
			}
			answer, err := http.DefaultTransport.RoundTrip(request)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close() //nolint:errcheck // only the status was wanted
			if want := map[bool]int{true: 101, false: 403}[allowed]; answer.StatusCode != want {
				t.Errorf("origin %q at host %q: %d, want %d", c.origin, c.host, answer.StatusCode, want)
			}
		}
	}
}

// TestHTTPIsAnswered holds what is said to who speaks HTTP at the port.
func TestHTTPIsAnswered(t *testing.T) {
	address := serve(t, &Server{})
	answer, err := http.Get("http://" + address + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // read to its end
	var told map[string]string
	if err := json.NewDecoder(answer.Body).Decode(&told); err != nil || told["bolt_direct"] != "bolt://"+address || answer.Header.Get("Content-Type") != "application/json" {
		t.Errorf("%v %v %v", answer, told, err)
	}
	for name, sent := range map[string]string{
		"no request":          "GET nonsense\r\n\r\n",
		"endless":             "GET / HTTP/1.1\r\nX: " + strings.Repeat("x", 2*longestRequest),
		"more than a request": "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n",
	} {
		c := dial(t, address)
		if _, err := io.WriteString(c, sent); err != nil {
			t.Fatal(err)
		}
		if heard, _ := io.ReadAll(c); len(heard) > 0 { // the end of the line may come as an error
			t.Errorf("%s: %q", name, heard)
		}
	}
	c := dial(t, address)
	if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if heard, _ := io.ReadAll(c); !strings.HasPrefix(string(heard), "HTTP/1.1 400 ") {
		t.Errorf("a WebSocket without its version: %q", heard)
	}
}

// TestWebSocketLimits holds that they are those of any connection.
func TestWebSocketLimits(t *testing.T) {
	address := serve(t, &Server{Limits: Limits{Login: time.Second, LoginMessage: 300, Message: 2000, Close: 100 * time.Millisecond}})
	throughSocket(t, address, "").want("CLOSED")
	throughSocket(t, address, "").shake(5, 4).want("SUCCESS CLOSED", helloMessage())
	throughSocket(t, address, "").shake(5, 4).want(refusal+" CLOSED", helloMessage("x", value.OfString(strings.Repeat("x", 300))))
	c := throughSocket(t, address, "").shake(5, 4)
	c.want("SUCCESS SUCCESS", helloMessage(), logonMessage())
	c.want("SUCCESS "+refusal, message(0x10, "RETURN 1", mapOf(), mapOf()), message(0x10, strings.Repeat("x", 20_000), mapOf(), mapOf()))
	socket, _, err := websocket.Dial(t.Context(), "ws://"+address, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer socket.CloseNow() //nolint:errcheck // the server has closed it
	if err := socket.Write(t.Context(), websocket.MessageText, magic[:]); err != nil {
		t.Fatal(err)
	}
	if _, _, err := socket.Read(t.Context()); websocket.CloseStatus(err) != websocket.StatusNormalClosure {
		t.Errorf("text in place of bytes: %v", err)
	}
}

// TestWebSocketsLeaveNothingBehind leaves at different moments, with and without
// a word.
func TestWebSocketsLeaveNothingBehind(t *testing.T) {
	address := serve(t, &Server{})
	login(t, address).Close() //nolint:errcheck // it only warms up
	before := runtime.NumGoroutine()
	for i := range 60 {
		c := throughSocket(t, address, "http://localhost")
		switch i % 3 {
		case 1:
			c.shake(5, 4).want("SUCCESS SUCCESS", helloMessage(), logonMessage())
		case 2:
			c.shake(5, 4).send(helloMessage(), logonMessage(), beginMessage(), runMessage(slow), pullMessage(-1))
		}
		c.Close() //nolint:errcheck // that is what is tested
	}
	quiet(t, before)
}

// TestServerEndsWithOpenWebSockets has one that does nothing and one with a
// query: both are told of the end, and neither keeps the server.
func TestServerEndsWithOpenWebSockets(t *testing.T) {
	before := runtime.NumGoroutine()
	address, end := ending(t)
	idle, busy := throughSocket(t, address, "").shake(5, 4), throughSocket(t, address, "").shake(5, 4)
	busy.want("SUCCESS SUCCESS SUCCESS", helloMessage(), logonMessage(), runMessage(slow))
	busy.send(pullMessage(-1))
	if err := end(); err != nil {
		t.Error(err)
	}
	for name, c := range map[string]*client{"idle": idle, "busy": busy} {
		var err error
		for err == nil {
			_, err = c.receive()
		}
		if err != io.EOF {
			t.Errorf("%s: %v", name, err)
		}
		c.Close() //nolint:errcheck // the server has
	}
	quiet(t, before)
}
