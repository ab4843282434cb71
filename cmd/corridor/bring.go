package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"

	"corridor/graph"
	"corridor/internal/db"
)

// finding is how the program's own database was found, and what was done of it.
type finding struct {
	standing db.Standing // before
	place    db.Place
	release  string // that the program carries
	changes  db.Changes
}

// bring loads the dataset that the program carries where the database has not
// got it. What a newer program loaded is left as it is.
func (c *connection) bring(ctx context.Context, d *db.DB) error {
	ds, err := readSound()
	if err != nil {
		return err
	}
	value := graph.Build(ds)
	found := finding{place: d.Place(), release: value.Release[:graph.ShortRelease]}
	if found.standing, err = d.Standing(ctx, value); err != nil {
		return err
	}
	if found.standing == db.Wanting {
		if found.changes, err = d.Load(ctx, value, progress()); err != nil {
			return err
		}
	}
	if c.tell != nil {
		c.tell(ctx, found)
		return nil
	}
	if found.standing == db.Behind || found.standing == db.Wanting && found.place.Folder != "" {
		fmt.Fprintln(os.Stderr, "corridor:", found)
	}
	return nil
}

// String is a sentence for people.
func (f finding) String() string {
	where := f.place.Folder
	if where == "" {
		where = "memory"
	}
	switch f.standing {
	case db.Behind:
		return fmt.Sprintf("the dataset in %s is newer than this program's and is used as it is; a newer program is due. corridor load would put back release %s", where, f.release)
	case db.Wanting:
		return fmt.Sprintf("loaded the dataset into %s, release %s: %s", where, f.release, describe(f.changes))
	}
	return fmt.Sprintf("the dataset is in %s, release %s", where, f.release)
}

// logTo tells a log.
func logTo(log *slog.Logger) func(context.Context, finding) {
	return func(ctx context.Context, f finding) {
		level := slog.LevelInfo
		if f.standing == db.Behind {
			level = slog.LevelWarn
		}
		log.Log(ctx, level, f.String(), "process", f.place.Process)
	}
}
