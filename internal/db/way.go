package db

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// way is how a database is reached: always by the driver, whoever answers.
type way struct {
	driver   neo4j.DriverWithContext
	database string
	uri      string
	engine   *Engine // that answers, where it is in this process
	folder   string  // absolute, where an engine has one
	holder   int     // number of the process that holds the folder
}

// reach finds a way to a target.
func (t Target) reach(ctx context.Context) (*way, error) {
	if !t.Embedded {
		return connect(ctx, t, retryTime)
	}
	late := time.Now().Add(heldPatience)
	for {
		w, err := hold(ctx, t.Folder, t.Limit)
		if !errors.Is(err, ErrHeld) {
			return w, err
		}
		w, shut := enter(ctx, t.Folder)
		if shut == nil {
			return w, nil
		}
		if time.Now().After(late) || !pause(ctx, heldPause) {
			return nil, fmt.Errorf("%w\n%w", err, shut)
		}
	}
}

// hold opens the engine in this process. Nobody else is let in yet.
func hold(ctx context.Context, folder string, limit int64) (*way, error) {
	e, err := openEngine(folder, limit)
	if err != nil {
		return nil, err
	}
	return served(ctx, e)
}

// served is the way to an engine that this process has open. After an error
// the engine is closed.
func served(ctx context.Context, e *Engine) (*way, error) {
	if err := e.openDoor(ctx); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	w, err := connect(ctx, e.door.target, retryTime)
	if err != nil {
		return nil, errors.Join(err, e.Close())
	}
	w.engine, w.folder, w.holder = e, e.folder, os.Getpid()
	return w, nil
}

// enter goes through the door of the process that holds a folder. Nothing is
// tried again there: once that process has ended, there is another way.
func enter(ctx context.Context, folder string) (*way, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	file, err := readDoor(folder)
	if err != nil {
		return nil, err
	}
	w, err := connect(ctx, Target{URI: file.URI, User: file.User, Password: file.Password}, 0)
	if err != nil {
		return nil, fmt.Errorf("it does not answer: %w", err)
	}
	w.folder, w.holder = folder, file.Process
	return w, nil
}

// connect opens a driver on a target's address and waits until it answers.
func connect(ctx context.Context, target Target, retry time.Duration) (*way, error) {
	auth := neo4j.NoAuth()
	if target.User != "" {
		auth = neo4j.BasicAuth(target.User, target.Password, "")
	}
	driver, err := neo4j.NewDriverWithContext(target.URI, auth, func(c *config.Config) {
		c.SocketConnectTimeout = connectTime
		c.MaxTransactionRetryTime = retry
		c.TelemetryDisabled = true
	})
	if err != nil {
		return nil, fmt.Errorf("%w: address %q: %w", ErrStatement, target.URI, err)
	}
	bounded, cancel := context.WithTimeout(ctx, connectTime+pingTime)
	defer cancel()
	w := &way{driver: driver, database: target.Database, uri: target.URI}
	if err := w.ping(bounded); err != nil {
		driver.Close(ctx) //nolint:errcheck // the first error is the one to report
		return nil, err
	}
	return w, nil
}

func (w *way) ping(ctx context.Context) error {
	if err := w.driver.VerifyConnectivity(ctx); err != nil {
		return fmt.Errorf("connect to %s: %w", w.uri, kindOf(err))
	}
	if _, err := w.read(ctx, "RETURN 1", nil, Limits{Time: pingTime, Rows: 1}); err != nil {
		return fmt.Errorf("ask %s: %w", w.uri, err)
	}
	return nil
}

// shared says whether the way leads through another process of this folder.
func (w *way) shared() bool { return w.folder != "" && w.engine == nil }

// show lets other processes in, where this one holds a folder.
func (w *way) show() error {
	if w.engine == nil || w.folder == "" {
		return nil
	}
	return w.engine.door.show(w.folder)
}

func (w *way) close(ctx context.Context) error {
	return errors.Join(w.driver.Close(ctx), w.engine.Close())
}

// through does what may be done twice. Where the process that this one was let
// in by has ended, it is done again by another way: this process holds the
// folder then, or the next that does lets it in, and may end as well.
func (d *DB) through(ctx context.Context, do func(*way) error) error {
	late := time.Now().Add(heldPatience)
	for {
		w := d.way.Load()
		err := do(w)
		lost := errors.Is(err, ErrUnreachable) || err != nil && d.way.Load() != w // another goroutine has moved
		if !w.shared() || !lost || ctx.Err() != nil || time.Now().After(late) {
			return err
		}
		if err := d.move(ctx, w); err != nil {
			return err
		}
	}
}

// move replaces a way that leads nowhere any more, unless another goroutine has.
func (d *DB) move(ctx context.Context, from *way) error {
	d.moving.Lock()
	defer d.moving.Unlock()
	if d.way.Load() != from {
		return nil
	}
	to, err := d.target.reach(ctx)
	if err != nil {
		return fmt.Errorf("process %d, which had the folder open, has ended: %w", from.holder, err)
	}
	if err := to.show(); err != nil {
		return errors.Join(err, to.close(ctx))
	}
	d.way.Store(to)
	from.close(ctx) //nolint:errcheck // nobody is at its other end
	return nil
}

// Place says where a database is and who has it open.
type Place struct {
	URI     string // of a server
	Folder  string // of an embedded database; empty in memory
	Process int    // that holds the database; 0 for a server
	Own     bool   // it is this process
}

// Place says where the database is at the moment.
func (d *DB) Place() Place {
	w := d.way.Load()
	p := Place{Folder: w.folder, Process: w.holder, Own: w.engine != nil}
	if !d.target.Embedded {
		p.URI = w.uri
	}
	return p
}

// Serve answers Neo4j's clients on listener until ctx ends, where this process
// holds the database; else it is an error, of the kind ErrHeld where another does.
func (d *DB) Serve(ctx context.Context, listener net.Listener, access Access, log *slog.Logger) error {
	w := d.way.Load()
	switch {
	case w.shared():
		return fmt.Errorf("%w by process %d, which alone can open it to other clients", ErrHeld, w.holder)
	case w.engine == nil:
		return fmt.Errorf("%w: %s is a server of its own: its clients go there", ErrStatement, w.uri)
	}
	return w.engine.Serve(ctx, listener, access, cmp.Or(log, slog.Default()))
}
