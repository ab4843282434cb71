package db

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net"

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
