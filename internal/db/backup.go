package db

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"corridor/internal/engine"
)

var (
	// ErrForeign means that the database is a Neo4j, and what was asked for is
	// in the power of the program's own databases only.
	ErrForeign = errors.New("the database is a Neo4j")
	// ErrOccupied means that a folder holds something already where something is to be made.
	ErrOccupied = errors.New("not empty")
	// ErrThere means that the file that is to be made exists already.
	ErrThere = errors.New("the file exists already")
)

// Contents says what a folder or a backup holds.
type Contents = engine.Contents

// Backup is one that was made.
type Backup struct {
	Contents
	Bytes  int64
	SHA256 string
}

// backupFetch is how many rows of a backup are asked for at a time; each has 32 KiB.
const backupFetch = 100

// Backup writes the latest committed state of one of the program's own
// databases to a file, while that is used, and checks what was written before
// it gets the file's name. Of the kind ErrThere where there is such a file,
// unless replace is true, and ErrForeign for a Neo4j.
func (d *DB) Backup(ctx context.Context, path string, replace bool) (b Backup, err error) {
	sum := sha256.New()
	b.Contents, err = engine.SaveBackup(path, replace, func(w io.Writer) error {
		w = io.MultiWriter(w, sum)
		return d.stream(ctx, "CALL corridor.backup() YIELD bytes", backupFetch, func(row []any) error {
			piece, isBytes := row[0].([]byte)
			if !isBytes {
				return fmt.Errorf("a piece of the backup is %T", row[0])
			}
			b.Bytes += int64(len(piece))
			_, err := w.Write(piece)
			return err
		})
	})
	var there *engine.ThereError
	switch {
	case errors.As(err, &there):
		return Backup{}, fmt.Errorf("%w: %s", ErrThere, there.Path)
	case err != nil:
		return Backup{}, fmt.Errorf("back up to %s: %w", path, err)
	}
	b.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return b, nil
}

// Restore makes the graph of a backup the one that a folder holds. Of the kind
// ErrHeld where a process has the folder open, and ErrOccupied where it holds a
// graph, unless replace is true: that stays until the new one is whole.
func Restore(folder, path string, replace bool) (Contents, error) {
	restored, err := engine.Restore(folder, path, replace)
	var held *engine.HeldError
	var occupied *engine.OccupiedError
	switch {
	case errors.As(err, &held):
		return Contents{}, fmt.Errorf("%w: %w", ErrHeld, err)
	case errors.As(err, &occupied):
		return Contents{}, fmt.Errorf("%w: %w", ErrOccupied, err)
	case err != nil:
		return Contents{}, fmt.Errorf("restore %s into %s: %w", path, folder, err)
	}
	return restored, nil
}

// Check checks the graph and the files of one of the program's own databases
// while it is used, and tells the faults. Of the kind ErrForeign for a Neo4j.
func (d *DB) Check(ctx context.Context) (faults []string, err error) {
	err = d.stream(ctx, "CALL corridor.check() YIELD fault", fetchRows, func(row []any) error {
		faults = append(faults, fmt.Sprint(row[0]))
		return nil
	})
	return faults, err
}

// Look opens what a folder holds as it is, and changes nothing there: what is
// written is gone at the end. Where there are faults there is no database. Of
// the kind ErrHeld where a process has the folder open.
func Look(ctx context.Context, folder string) (d *DB, found Contents, faults []error, err error) {
	database, found, faults, err := engine.Look(folder, engine.Options{})
	var held *engine.HeldError
	switch {
	case errors.As(err, &held):
		return nil, found, nil, fmt.Errorf("%w: %w", ErrHeld, err)
	case err != nil:
		return nil, found, nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	case database == nil:
		return nil, found, faults, nil
	}
	w, err := served(ctx, &Engine{database: database})
	if err != nil {
		return nil, found, nil, err
	}
	d = &DB{target: Target{Embedded: true}}
	d.way.Store(w)
	return d, found, faults, nil
}

// Kept says whether a folder holds a database, sound or not.
func Kept(folder string) bool { return engine.Kept(folder) }

// Release is the release that is loaded to its end; empty where there is none.
func (d *DB) Release(ctx context.Context) (string, error) {
	rows, err := d.Read(ctx, "MATCH (n:Release) WHERE n.loaded AND n.release IS NOT NULL RETURN n.release", nil, DefaultLimits)
	if err != nil || len(rows.Values) == 0 {
		return "", err
	}
	return fmt.Sprint(rows.Values[0][0]), nil
}

// stream runs a query that only reads, without a limit, and gives do its rows
// as the driver has them; it asks for so many at a time.
func (d *DB) stream(ctx context.Context, text string, fetch int, do func(row []any) error) (err error) {
	w := d.way.Load()
	session := w.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, DatabaseName: w.database, FetchSize: fetch})
	defer func() { err = errors.Join(err, closed(ctx, session)) }()
	result, err := session.Run(ctx, text, nil)
	if err != nil {
		return streamKind(err)
	}
	for result.Next(ctx) {
		if err := do(result.Record().Values); err != nil {
			return err
		}
	}
	if err := result.Err(); err != nil {
		return streamKind(err)
	}
	return nil
}

// streamKind is the kind of an error; that of a Neo4j, which lacks our procedures.
func streamKind(err error) error {
	var server *neo4j.Neo4jError
	if errors.As(err, &server) && strings.HasSuffix(server.Code, ".ProcedureNotFound") {
		return ErrForeign
	}
	return kindOf(err)
}
