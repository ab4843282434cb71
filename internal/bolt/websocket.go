package bolt

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/coder/websocket" // WebSocket, ISC, kept, without dependencies of its own
)

// Programs in a web page can open no plain connection. They speak Bolt in the
// binary messages of a WebSocket, where it is the same stream of bytes:
//
//	client: GET / HTTP/1.1, Connection: Upgrade, Upgrade: websocket, Origin: …
//	server: HTTP/1.1 101 Switching Protocols
//	client: 60 60 B0 17 … as on any connection

// webSocket is the stream of bytes within a WebSocket. Its time is bounded by the
// deadlines of the connection below; a context would close the connection, and
// what reads would end what writes.
type webSocket struct {
	*websocket.Conn
	message io.Reader // what is being read; nil between messages
}

// Read reads on, over the ends of messages.
func (w *webSocket) Read(b []byte) (int, error) {
	for {
		if w.message == nil {
			kind, message, err := w.Conn.Reader(context.Background())
			if err != nil {
				return 0, err
			}
			if kind != websocket.MessageBinary {
				return 0, errNoBolt
			}
			w.message = message
		}
		n, err := w.message.Read(b)
		if errors.Is(err, io.EOF) {
			w.message, err = nil, nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// Write sends b as a message.
func (w *webSocket) Write(b []byte) (int, error) {
	if err := w.Conn.Write(context.Background(), websocket.MessageBinary, b); err != nil {
		return 0, err
	}
	return len(b), nil
}

// longestRequest is how many bytes of an HTTP request are read.
const longestRequest = 8 << 10

var errRefused = errors.New("the client spoke HTTP and was answered")

// upgrade answers an HTTP request, of which GET has been read: it makes the
// connection one within a WebSocket, or is an error.
func (c *conn) upgrade(guarded bool) error {
	in := bufio.NewReader(io.MultiReader(strings.NewReader("GET "), io.LimitReader(c.in, longestRequest)))
	request, err := http.ReadRequest(in)
	if err == nil && in.Buffered()+c.in.Buffered() > 0 {
		err = errors.New("something stands behind the request, whose answer is not there yet")
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errNoBolt, err)
	}
	answer := &httpAnswer{conn: c, header: http.Header{}}
	switch origin := request.Header.Get("Origin"); {
	case !strings.EqualFold(request.Header.Get("Upgrade"), "websocket"):
		answer.introduce(request.Host)
	case origin != "" && !mayAsk(origin, request.Host, guarded):
		http.Error(answer, fmt.Sprintf("Pages of %s may not use this database.", origin), http.StatusForbidden)
	default:
		socket, err := websocket.Accept(answer, request, &websocket.AcceptOptions{InsecureSkipVerify: true}) // mayAsk has verified
		if err == nil {
			socket.SetReadLimit(-1) // messages of Bolt have a limit of their own
			c.socket = &webSocket{Conn: socket}
			c.in = bufio.NewReader(c.socket)
			return nil
		}
	}
	return errors.Join(errRefused, answer.send())
}

// mayAsk says whether a page of an origin may use the database. Programs that
// are no pages send none. A page of this machine may, and where there is a
// password one of the same host. Where there is none, the same host says
// nothing: a foreign page can have its own name lead to this machine.
func mayAsk(origin, host string, guarded bool) bool {
	from, err := url.Parse(origin)
	if err != nil || from.Hostname() == "" {
		return false
	}
	asked := url.URL{Host: host}
	return isLoopback(from.Hostname()) || guarded && strings.EqualFold(from.Hostname(), asked.Hostname())
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback() || strings.EqualFold(strings.TrimSuffix(host, "."), "localhost")
}

// httpAnswer is the answer to the one request that is read.
type httpAnswer struct {
	*conn
	header http.Header
	status int
	body   bytes.Buffer
}

// Header is what goes before the body.
func (a *httpAnswer) Header() http.Header { return a.header }

// WriteHeader keeps the status; one that gives the connection over is sent.
func (a *httpAnswer) WriteHeader(status int) {
	if a.status = status; status == http.StatusSwitchingProtocols {
		a.send() //nolint:errcheck // the connection says so when it is used
	}
}

// Write keeps a part of the body.
func (a *httpAnswer) Write(b []byte) (int, error) { return a.body.Write(b) }

// Hijack gives the connection over.
func (a *httpAnswer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return a.Conn, bufio.NewReadWriter(a.in, bufio.NewWriter(a.Conn)), nil
}

func (a *httpAnswer) send() error {
	answer := http.Response{
		StatusCode: cmp.Or(a.status, http.StatusOK), ProtoMajor: 1, ProtoMinor: 1, Header: a.header,
		Close:         a.status != http.StatusSwitchingProtocols,
		ContentLength: int64(a.body.Len()), Body: io.NopCloser(&a.body),
	}
	w := bufio.NewWriter(a.conn)
	return errors.Join(answer.Write(w), w.Flush())
}

// introduce tells who takes the port for a web server's where the database is.
func (a *httpAnswer) introduce(host string) {
	a.header.Set("Content-Type", "application/json")
	told := map[string]string{"message": "This port speaks Bolt, the protocol of Neo4j's drivers, plain or over WebSocket."}
	if host != "" {
		told["bolt_direct"] = "bolt://" + host
	}
	json.NewEncoder(&a.body).Encode(told) //nolint:errcheck // texts into memory
}
