package db

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"

	"corridor/internal/bolt"
	"corridor/internal/engine"
)

// Engine is a database of the project's own, open in this process.
type Engine struct{ database *engine.Database }

// OpenEngine opens the database in a folder, which is made where there is
// none. An empty folder's name stands for memory: an empty database that is
// gone when it is closed. Of the kind ErrUnreachable where another process
// holds the folder, or where it is damaged, foreign or newer.
func OpenEngine(folder string) (*Engine, error) {
	database, err := openDatabase(folder)
	if err != nil {
		return nil, fmt.Errorf("%w: open %s: %w", ErrUnreachable, cmp.Or(folder, "a database in memory"), err)
	}
	return &Engine{database}, nil
}

func openDatabase(folder string) (*engine.Database, error) {
	if folder == "" {
		return engine.OpenMemory(engine.Options{})
	}
	return engine.Open(folder, engine.Options{})
}

// Close writes what was committed and lets the folder go.
func (e *Engine) Close() error { return e.database.Close() }

// Access says who may do what with an engine that is served.
type Access struct {
	User, Password string // without a password everybody is let in
	Write          bool
}

// Serve answers Neo4j's clients on listener until ctx ends.
func (e *Engine) Serve(ctx context.Context, listener net.Listener, access Access, log *slog.Logger) error {
	server := &bolt.Server{Database: e.database, Writable: access.Write, Log: log}
	if access.Password != "" {
		server.Auth = bolt.NewAuth(access.User, access.Password)
	}
	return server.Serve(ctx, listener)
}

// served is an engine that only this process reaches: through a socket in a
// folder of its own or, where there are none, a port of loopback and a password
// that nobody else knows.
type served struct {
	engine *Engine
	folder string // of the socket
	stop   context.CancelFunc
	ended  chan error
}

const engineUser = "corridor"

// openEmbedded opens the engine and a driver that speaks to it, so that
// everything else is the same as with a server.
func openEmbedded(ctx context.Context, folder string) (*DB, error) {
	e, err := OpenEngine(folder)
	if err != nil {
		return nil, err
	}
	s := &served{engine: e, ended: make(chan error, 1)}
	target, err := s.serve(context.WithoutCancel(ctx))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%w: reach the embedded database: %w", ErrUnreachable, err), e.Close())
	}
	d, err := connect(ctx, target)
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	d.engine = s
	return d, nil
}

// serve begins to answer, and says where.
func (s *served) serve(ctx context.Context) (Target, error) {
	listener, target, err := s.listen()
	if err != nil {
		return Target{}, err
	}
	ctx, s.stop = context.WithCancel(ctx)
	access := Access{User: target.User, Password: target.Password, Write: true}
	go func() { s.ended <- s.engine.Serve(ctx, listener, access, nil) }()
	return target, nil
}

func (s *served) listen() (net.Listener, Target, error) {
	folder, err := os.MkdirTemp("", "corridor-") // of mode 0700
	if err != nil {
		return nil, Target{}, fmt.Errorf("make a folder for the socket: %w", err)
	}
	s.folder = folder
	socket := filepath.Join(folder, "bolt")
	if listener, err := net.Listen("unix", socket); err == nil {
		return listener, Target{URI: "bolt+unix://" + filepath.ToSlash(socket)}, nil
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, Target{}, errors.Join(err, os.RemoveAll(folder))
	}
	return listener, Target{URI: "bolt://" + listener.Addr().String(), User: engineUser, Password: rand.Text()}, nil
}

// close ends what serve began and closes the engine. A nil s is a server's.
func (s *served) close() error {
	if s == nil {
		return nil
	}
	s.stop()
	return errors.Join(<-s.ended, s.engine.Close(), os.RemoveAll(s.folder))
}
