package db

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"time"

	"corridor/internal/bolt"
	"corridor/internal/engine"
)

// Engine is a database of the project's own, open in this process.
type Engine struct {
	database *engine.Database
	folder   string // absolute; empty in memory
	door     *door  // nil until there is one
}

const (
	// heldPatience is how long a folder is waited for that another process
	// holds without letting anybody in: it loads the dataset, or is ending.
	heldPatience = 30 * time.Second
	// endingPatience is the same where nobody wants in, but the folder itself.
	endingPatience = 2 * time.Second
	heldPause      = 50 * time.Millisecond
)

// OpenEngine opens the database in a folder, which is made where there is
// none, and lets the commands of its user in that find it open. An empty
// folder's name stands for memory: an empty database that is gone when it is
// closed. Of the kind ErrUnreachable where the folder is damaged, foreign or
// newer, and of ErrHeld too where another process holds it. The graph may take
// about so many bytes of memory as limit says, or what is usual where it is 0.
func OpenEngine(ctx context.Context, folder string, limit int64) (*Engine, error) {
	late := time.Now().Add(endingPatience)
	e, err := openEngine(folder, limit)
	for errors.Is(err, ErrHeld) && time.Now().Before(late) && pause(ctx, heldPause) {
		e, err = openEngine(folder, limit)
	}
	if err != nil || folder == "" {
		return e, err
	}
	if err := e.openDoor(ctx); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	if err := e.door.show(e.folder); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

func openEngine(folder string, limit int64) (*Engine, error) {
	var err error
	e, options := &Engine{}, engine.Options{Limits: engine.Limits{Graph: limit}}
	if folder == "" {
		e.database, err = engine.OpenMemory(options)
	} else if e.folder, err = filepath.Abs(folder); err == nil {
		e.database, err = engine.Open(e.folder, options)
	}
	var held *engine.HeldError
	switch {
	case errors.As(err, &held):
		return nil, fmt.Errorf("%w: open %s: %w", ErrHeld, e.folder, err)
	case err != nil:
		return nil, fmt.Errorf("%w: open %s: %w", ErrUnreachable, cmp.Or(e.folder, "a database in memory"), err)
	}
	return e, nil
}

// pause waits, and says whether ctx goes on.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// Close writes what was committed and lets the folder go.
func (e *Engine) Close() error {
	if e == nil {
		return nil
	}
	return errors.Join(e.door.close(), e.database.Close())
}

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
