// Package bolt serves a database over Bolt, the protocol of Neo4j's clients:
// versions 4.4 and 5.0 to 5.4. DESIGN.md says why it is made so.
package bolt

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"corridor/internal/engine"
)

// Server says what is served, and to whom.
type Server struct {
	Database *engine.Database
	Auth     *Auth // nil lets everybody in
	Writable bool  // whether clients may write; otherwise every transaction only reads
	// Agent is what the server calls itself; "" for Neo4j/5.26.0. Some clients
	// speak to nothing whose name does not begin with Neo4j/.
	Agent  string
	Limits Limits
	Log    *slog.Logger // nil for the default
}

// serving is one call of Serve.
type serving struct {
	*Server
	limits   Limits
	requests []request
	running  sync.WaitGroup
	open     atomic.Int64 // connections
	count    atomic.Int64 // of connections ever
}

// Serve answers on listener until ctx ends. Then it closes the listener, lets
// what is being carried out finish within Limits.Close, rolls back the rest,
// and returns nil when nothing of it runs any more.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	ctx, stop := context.WithCancel(ctx)
	lasting, kill := context.WithCancel(context.Background())
	defer kill()
	all := &serving{Server: s, limits: s.Limits.orDefaults(), requests: requests()}
	context.AfterFunc(ctx, func() { listener.Close() }) //nolint:errcheck // nothing is lost
	err := all.accept(ctx, lasting, listener)
	stop()
	late := time.AfterFunc(all.limits.Close, kill)
	defer late.Stop()
	all.running.Wait()
	return err
}

// acceptPause is how long a listener that cannot accept is left alone: it may
// lack files, which others give back.
const acceptPause = 100 * time.Millisecond

func (s *serving) accept(ctx, lasting context.Context, listener net.Listener) error {
	for {
		c, err := listener.Accept()
		switch {
		case ctx.Err() != nil:
			if err == nil {
				c.Close() //nolint:errcheck // nothing is lost
			}
			return nil
		case errors.Is(err, net.ErrClosed):
			return fmt.Errorf("bolt: accept: %w", err)
		case err != nil:
			s.logger().Error("no connection can be accepted", "error", err)
			time.Sleep(acceptPause)
		case s.open.Add(1) > int64(s.limits.Connections):
			s.open.Add(-1)
			c.Close() //nolint:errcheck
			s.logger().Warn("a connection was refused: there are too many", "limit", s.limits.Connections)
		default:
			s.running.Go(func() {
				defer s.open.Add(-1)
				s.converse(ctx, lasting, c)
			})
		}
	}
}

// converse speaks with one client, from its first byte on.
func (s *serving) converse(ctx, lasting context.Context, c net.Conn) {
	defer c.Close() //nolint:errcheck // nothing is lost
	conn := newConn(ctx, c, s.limits.Write)
	defer context.AfterFunc(ctx, conn.hurry)()
	defer context.AfterFunc(lasting, func() { c.Close() })() //nolint:errcheck
	defer conn.bye()
	conn.expect(s.limits.Login)
	v, err := conn.handshake(s.Auth != nil)
	if err != nil {
		s.logger().Debug("a connection ended with its handshake", "client", c.RemoteAddr(), "error", err)
		return
	}
	s.session(conn, v).serve(lasting)
}

const writeBuffer = 16 << 10

func (s *serving) session(c *conn, v version) *session {
	id := fmt.Sprint("bolt-", s.count.Add(1))
	return &session{
		serving: s, conn: c, id: id, version: v, state: connected,
		log: s.logger().With("connection", id, "client", c.RemoteAddr()),
		out: chunkWriter{
			packer: packer{shapes: v.shapes, database: s.Database.ID()},
			out:    bufio.NewWriterSize(c, writeBuffer),
		},
	}
}

func (s *serving) logger() *slog.Logger { return cmp.Or(s.Log, slog.Default()) }

func (s *serving) agent() string { return cmp.Or(s.Agent, "Neo4j/5.26.0") }
