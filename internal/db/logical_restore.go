package db

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// BackupLogical writes the graph of a Neo4j to a file: nodes, relationships and
// schema, read by Cypher while the server is used. A Neo4j gives what is committed
// at each moment: where a relationship has lost an end meanwhile it is an error.
// The file gets its name once it was read again as a whole. Of the kind ErrThere
// where there is such a file, unless replace is true.
func (d *DB) BackupLogical(ctx context.Context, path string, replace bool) (l Logical, err error) {
	if _, err := os.Lstat(path); err == nil && !replace {
		return Logical{}, fmt.Errorf("%w: %s", ErrThere, path)
	}
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.unfinished")
	if err != nil {
		return Logical{}, fmt.Errorf("back up to %s: %w", path, err)
	}
	defer os.Remove(file.Name()) //nolint:errcheck // it has its name by then, or is not wanted
	err = d.writeLogical(ctx, file)
	if err == nil {
		err = file.Sync()
	}
	if _, seek := file.Seek(0, io.SeekStart); err == nil {
		err = seek
	}
	if err == nil {
		l, err = readLogical(file, nil)
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = named(file.Name(), path, replace)
	}
	if err != nil {
		return Logical{}, fmt.Errorf("back up to %s: %w", path, err)
	}
	return l, nil
}

// named gives a file its name. Where it may not take the place of another, a file
// that was made meanwhile stays.
func named(temporary, path string, replace bool) error {
	if replace {
		return os.Rename(temporary, path)
	}
	err := os.Link(temporary, path)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%w: %s", ErrThere, path)
	case err != nil: // not every file system has links
		return os.Rename(temporary, path)
	}
	return nil
}

func (d *DB) writeLogical(ctx context.Context, w io.Writer) error {
	to, err := newLogicalWriter(w)
	if err != nil {
		return err
	}
	_, err = d.export(ctx, to)
	return err
}

// Restored says what a logical backup brought back.
type Restored struct {
	Logical
	// Refused are constraints that only Neo4j Enterprise takes, by their names:
	// they were left out.
	Refused []string
}

const (
	// A transaction of a restore has so many nodes or relationships, or bytes.
	restoreRows  = 1_000
	restoreBytes = 1 << 20
	// restoreHeld is how many bytes wait for a transaction in all.
	restoreHeld = 16 << 20
)

// RestoreLogical writes a logical backup into an empty database. The file is read
// to its end before anything is written. While it is written every node bears a
// mark; after an error, or where ctx ends, all that bears it is taken away again.
// Of the kind ErrDamaged where the file is not a whole backup, ErrNewer where a
// newer program made it, and ErrOccupied where the database holds something.
func (d *DB) RestoreLogical(ctx context.Context, path string) (r Restored, err error) {
	file, err := os.Open(path)
	if err != nil {
		return Restored{}, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	w := &restoring{d: d, ctx: ctx, mark: mark, rows: map[string]*batch{}}
	if r.Logical, err = readLogical(file, w.look); err != nil {
		return Restored{}, fmt.Errorf("%s: %w", path, err)
	}
	for slices.Contains(w.used, w.mark) {
		w.mark += "_"
	}
	if err := d.isEmpty(ctx); err != nil {
		return Restored{}, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return Restored{}, err
	}
	err = w.begin()
	if err == nil {
		_, err = readLogical(file, w.line)
	}
	if err == nil {
		err = w.complete()
	}
	if err != nil {
		return Restored{}, errors.Join(fmt.Errorf("restore %s: %w", path, err), w.undo())
	}
	if err := w.unmark(); err != nil {
		return Restored{}, fmt.Errorf("the graph of %s is there as a whole, but for the label and the property %s that some nodes still bear: take them away, and drop the constraint %s: %w", path, w.mark, w.mark, err)
	}
	r.Refused = w.refused
	return r, nil
}

// isEmpty refuses a database that holds nodes, constraints or indexes.
func (d *DB) isEmpty(ctx context.Context) error {
	nodes, err := d.Read(ctx, "MATCH (n) RETURN count(n)", nil, loadLimits)
	if err != nil {
		return fmt.Errorf("count the nodes: %w", err)
	}
	schema, err := d.definitions(ctx)
	if err != nil {
		return err
	}
	if n := nodes.Values[0][0].(int64); n > 0 || len(schema) > 0 {
		return fmt.Errorf("%w: the database holds %d nodes and %d constraints and indexes, and a logical backup wants an empty one", ErrOccupied, n, len(schema))
	}
	return nil
}

// restoring writes the lines of a backup, many at a time.
type restoring struct {
	d       *DB
	ctx     context.Context //nolint:containedctx // of the one restoring that the value is for
	mark    string          // a label and a property that the graph has not
	used    []string        // names in the graph that begin as the mark does
	rows    map[string]*batch
	held    int           // bytes in rows
	linking bool          // the nodes are all written
	schema  []logicalLine // wanted
	made    []logicalLine
	refused []string
}

// batch is what one statement is to write.
type batch struct {
	rows  []any
	bytes int
}

// schemaForm is what alone is run of what a file says: the statements that make
// constraints and indexes.
var schemaForm = regexp.MustCompile(`^CREATE ([A-Z]+ )?(CONSTRAINT|INDEX) [^;]+$`)

// look reads a line before anything is written.
func (w *restoring) look(line logicalLine) error {
	if line.Definition != "" && !schemaForm.MatchString(line.Definition) {
		return fmt.Errorf("%w: %q makes no constraint and no index", ErrDamaged, line.Definition)
	}
	isLike := func(name string) bool { return strings.HasPrefix(name, mark) }
	for _, label := range line.Labels {
		if isLike(label) {
			w.used = append(w.used, label)
		}
	}
	for name := range line.Properties {
		if isLike(name) {
			w.used = append(w.used, name)
		}
	}
	return nil
}

func (w *restoring) run(text string, parameters map[string]any) error {
	_, err := w.d.Write(w.ctx, text, parameters, loadLimits)
	return err
}

func (w *restoring) begin() error {
	label := quoted(w.mark)
	if err := w.run("CREATE CONSTRAINT "+label+" FOR (n:"+label+") REQUIRE n."+label+" IS UNIQUE", nil); err != nil {
		return err
	}
	return w.run("CALL db.awaitIndexes(300)", nil)
}

func (w *restoring) line(line logicalLine) error {
	if line.Definition != "" {
		w.schema = append(w.schema, line)
		return nil
	}
	properties := map[string]any{}
	for name, kept := range line.Properties {
		value, err := fromKept(kept)
		if err != nil {
			return fmt.Errorf("property %s: %w", name, err)
		}
		properties[name] = value
	}
	label := quoted(w.mark)
	if line.Node != nil {
		names := label
		for _, name := range line.Labels {
			names += ":" + quoted(name)
		}
		return w.add("UNWIND $rows AS row CREATE (n:"+names+" {"+label+": row.id}) SET n += row.properties",
			map[string]any{"id": *line.Node, "properties": properties}, line.bytes)
	}
	if !w.linking {
		if err := w.flush(); err != nil {
			return err
		}
		w.linking = true
	}
	return w.add("UNWIND $rows AS row MATCH (a:"+label+" {"+label+": row.from}) MATCH (b:"+label+" {"+label+": row.to}) CREATE (a)-[r:"+quoted(line.Type)+"]->(b) SET r += row.properties",
		map[string]any{"from": line.From, "to": line.To, "properties": properties}, line.bytes)
}

func (w *restoring) add(statement string, row map[string]any, bytes int) error {
	b := w.rows[statement]
	if b == nil {
		b = &batch{}
		w.rows[statement] = b
	}
	b.rows = append(b.rows, row)
	b.bytes += bytes
	w.held += bytes
	switch {
	case len(b.rows) == restoreRows || b.bytes >= restoreBytes:
		return w.send(statement)
	case w.held > restoreHeld:
		return w.flush()
	}
	return nil
}

func (w *restoring) send(statement string) error {
	b := w.rows[statement]
	delete(w.rows, statement)
	w.held -= b.bytes
	return w.run(statement, map[string]any{"rows": b.rows})
}

func (w *restoring) flush() error {
	for statement := range w.rows {
		if err := w.send(statement); err != nil {
			return err
		}
	}
	return nil
}

// complete writes what is left, and makes the schema.
func (w *restoring) complete() error {
	if err := w.flush(); err != nil {
		return err
	}
	for _, def := range w.schema {
		err := w.run(def.Definition, nil)
		isAway := errors.Is(err, ErrUnreachable) || errors.Is(err, ErrLimit) || w.ctx.Err() != nil
		if err != nil && def.Enterprise && !isAway {
			w.refused = append(w.refused, def.Name)
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", def.Definition, err)
		}
		w.made = append(w.made, def)
	}
	return w.run("CALL db.awaitIndexes(300)", nil)
}

// unmark takes the marks away, some thousands in a transaction.
func (w *restoring) unmark() error {
	label := quoted(w.mark)
	if err := w.run("MATCH (n:"+label+") CALL (n) { REMOVE n:"+label+", n."+label+" } IN TRANSACTIONS OF 10000 ROWS", nil); err != nil {
		return err
	}
	return w.run("DROP CONSTRAINT "+label, nil)
}

// undo takes away all that bears the mark, and the schema that was made. It does
// so even where the context is over.
func (w *restoring) undo() error {
	w.ctx = context.WithoutCancel(w.ctx)
	label := quoted(w.mark)
	err := w.run("MATCH (n:"+label+") CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS", nil)
	for _, def := range w.made {
		kind := "INDEX "
		if strings.Contains(def.Definition, "CONSTRAINT ") {
			kind = "CONSTRAINT "
		}
		err = errors.Join(err, w.run("DROP "+kind+quoted(def.Name), nil))
	}
	if err = errors.Join(err, w.run("DROP CONSTRAINT "+label+" IF EXISTS", nil)); err != nil {
		return fmt.Errorf("take away what was written: %w", err)
	}
	return nil
}

// LogicalFile reports whether a file is a logical backup, by how it begins.
func LogicalFile(path string) (bool, error) {
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	return isLogical(file), nil
}
