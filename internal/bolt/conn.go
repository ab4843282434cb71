package bolt

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/coder/websocket"
)

// conn is a connection whose writes do not wait for ever.
type conn struct {
	net.Conn
	socket   *webSocket // that the client speaks within; nil for a plain connection
	in       *bufio.Reader
	serving  context.Context // after its end nothing new is read
	patience time.Duration   // for a client to take what is written
}

func newConn(serving context.Context, c net.Conn, patience time.Duration) *conn {
	return &conn{Conn: c, in: bufio.NewReader(c), serving: serving, patience: patience}
}

// errGone is the error of writing to a client that has left, or takes nothing.
var errGone = errors.New("the client is gone")

// Write gives up on a client that takes nothing: a transaction may be waiting behind it.
func (c *conn) Write(b []byte) (int, error) {
	err := c.SetWriteDeadline(time.Now().Add(c.patience))
	n := 0
	switch {
	case err != nil:
	case c.socket != nil:
		n, err = c.socket.Write(b)
		c.SetWriteDeadline(time.Time{}) //nolint:errcheck // the socket answers pings between writes, at any time
	default:
		n, err = c.Conn.Write(b)
	}
	if err != nil {
		err = fmt.Errorf("%w: %w", errGone, err)
	}
	return n, err
}

// bye ends a WebSocket in order: a page is told of an end without a word as of a
// broken line.
func (c *conn) bye() {
	if c.socket != nil {
		c.socket.Close(websocket.StatusNormalClosure, "") //nolint:errcheck // the client may be gone
	}
}

// expect bounds how long the client may still be read from; by nothing where d is 0.
func (c *conn) expect(d time.Duration) {
	var until time.Time
	if d > 0 {
		until = time.Now().Add(d)
	}
	c.SetReadDeadline(until) //nolint:errcheck // fails on a closed connection only
	if c.serving.Err() != nil {
		c.hurry()
	}
}

// hurry ends reading: what waits for the client, and what would.
func (c *conn) hurry() {
	c.SetReadDeadline(time.Unix(1, 0)) //nolint:errcheck // fails on a closed connection only
}

var (
	errNoBolt    = errors.New("the client does not speak Bolt")
	errNoVersion = errors.New("the client speaks none of the versions")
)

// handshake agrees on a version:
//
//	client: 60 60 B0 17, four proposals of 4 bytes
//	server: 00 00, minor, major; all 0 where it speaks none of them
//
// Where the client begins with HTTP, all that is said within a WebSocket;
// guarded says whether a password is asked for.
func (c *conn) handshake(guarded bool) (version, error) {
	var first [4]byte
	if _, err := io.ReadFull(c.in, first[:]); err != nil {
		return version{}, err
	}
	if string(first[:]) == "GET " {
		if err := c.upgrade(guarded); err != nil {
			return version{}, err
		}
		if _, err := io.ReadFull(c.in, first[:]); err != nil {
			return version{}, err
		}
	}
	if first != magic {
		return version{}, errNoBolt
	}
	var proposals [16]byte
	if _, err := io.ReadFull(c.in, proposals[:]); err != nil {
		return version{}, err
	}
	v, spoken := choose(proposals)
	if _, err := c.Write([]byte{0, 0, v.minor, v.major}); err != nil {
		return version{}, err
	}
	if !spoken {
		return version{}, errNoVersion
	}
	return v, nil
}
