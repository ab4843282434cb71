package db

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

const (
	// between stands between the labels of a node and the items of a list.
	between = "\x1f"
	// tableBytes is how much of a table is held before it goes to its file, and
	// tablesHeld how much of all of them.
	tableBytes = 64 << 10
	tablesHeld = 8 << 20
)

// ExportTables writes a graph into a folder, which it makes: tables for
// neo4j-admin database import, what these cannot hold and the schema as Cypher,
// and a text that says how to use them.
func (d *DB) ExportTables(ctx context.Context, folder string, enterprise bool) (e Exported, err error) {
	name, err := d.unused(ctx, mark)
	if err != nil {
		return e, err
	}
	if err := os.Mkdir(folder, 0o700); errors.Is(err, fs.ErrExist) {
		return e, fmt.Errorf("%w: export: %w", ErrOccupied, err)
	} else if err != nil {
		return e, fmt.Errorf("export: %w", err)
	}
	after, err := os.OpenFile(filepath.Join(folder, schemaFile), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return e, fmt.Errorf("export: %w", err)
	}
	defer func() { err = errors.Join(err, after.Close()) }()
	t := &tables{folder: folder, all: map[string]*table{}, enterprise: enterprise,
		rest: statements{w: bufio.NewWriter(after), mark: name, open: map[string]*statement{}}}
	if e, err = d.export(ctx, t); err != nil {
		return e, fmt.Errorf("export: %w", err)
	}
	return e, nil
}

// The files beside the tables.
const (
	schemaFile    = "schema.cypher"
	argumentsFile = "import.args"
	readmeFile    = "README.txt"
)

// tables is an export as tables for Neo4j's importer. What a table cannot hold
// goes into statements, which find nodes and relationships by a mark.
type tables struct {
	folder     string
	enterprise bool
	all        map[string]*table // by what is the same in all rows, see tableOf
	order      []*table
	held       int
	longest    int // field
	rest       statements
	marked     int64           // nodes and relationships that statements find by a mark
	types      map[string]bool // of marked relationships
	markedNode bool
}

// table is one file and its header. A property that first turns up late is a
// further column: rows before it end sooner.
type table struct {
	file         string
	relationship bool
	columns      []string       // name:type
	places       map[string]int // of columns, by name
	kinds        map[string]string
	buffer       bytes.Buffer
}

func (t *tables) node(id int64, labels []string, properties map[string]any) error {
	cells, rest, err := cellsOf(properties)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		t.marked++
		if !t.markedNode {
			t.markedNode = true
			t.rest.markConstraint()
		}
		labels = append(slices.Clone(labels), t.rest.mark)
		cells[t.rest.mark] = cell{"long", strconv.FormatInt(t.marked, 10)}
		label := quoted(t.rest.mark)
		if err := t.rest.add("MATCH (n:"+label+" {"+label+": row.i}) SET n += row.p", map[string]any{"i": t.marked, "p": rest}); err != nil {
			return err
		}
	}
	fixed := []string{strconv.FormatInt(id, 10), quotedField(strings.Join(labels, between))}
	return t.row(t.tableOf(false, strings.Join(labels, between), cells), fixed, cells)
}

func (t *tables) relationship(start, end int64, kind string, properties map[string]any) error {
	cells, rest, err := cellsOf(properties)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		t.marked++
		key := quoted(t.rest.mark)
		if !t.types[kind] {
			if t.types == nil {
				t.types = map[string]bool{}
			}
			t.types[kind] = true
			t.rest.write("CREATE INDEX " + quoted(t.rest.mark+strconv.Itoa(len(t.types))) + " FOR ()-[r:" + quoted(kind) + "]-() ON (r." + key + ");\nCALL db.awaitIndexes(300);\n")
		}
		cells[t.rest.mark] = cell{"long", strconv.FormatInt(t.marked, 10)}
		if err := t.rest.add("MATCH ()-[r:"+quoted(kind)+" {"+key+": row.i}]->() SET r += row.p REMOVE r."+key, map[string]any{"i": t.marked, "p": rest}); err != nil {
			return err
		}
	}
	fixed := []string{strconv.FormatInt(start, 10), strconv.FormatInt(end, 10), quotedField(kind)}
	return t.row(t.tableOf(true, kind, cells), fixed, cells)
}

// cell is a value as it stands in a table, with the type of its column.
type cell struct{ kind, text string }

// plainName is a name that a header can have: a colon begins a type there.
var plainName = regexp.MustCompile(`^[\pL_][\pL\pN_ .-]*$`)

// cellsOf divides properties into what a table can hold and what it cannot.
func cellsOf(properties map[string]any) (cells map[string]cell, rest map[string]any, err error) {
	cells, rest = map[string]cell{}, map[string]any{}
	for name, v := range properties {
		c, fits, err := cellOf(v)
		if err != nil {
			return nil, nil, fmt.Errorf("property %s: %w", name, err)
		}
		if fits && plainName.MatchString(name) {
			cells[name] = c
		} else {
			rest[name] = v
		}
	}
	return cells, rest, nil
}

func cellOf(v any) (c cell, fits bool, err error) {
	switch v := v.(type) {
	case bool:
		return cell{"boolean", strconv.FormatBool(v)}, true, nil
	case int64:
		return cell{"long", strconv.FormatInt(v, 10)}, true, nil
	case float64:
		text := strconv.FormatFloat(v, 'g', -1, 64)
		return cell{"double", strings.Replace(strings.Replace(text, "+Inf", "Infinity", 1), "-Inf", "-Infinity", 1)}, true, nil
	case string:
		return cell{"string", quotedField(v)}, true, nil
	case []byte:
		numbers := make([]string, len(v))
		for i, b := range v {
			numbers[i] = strconv.Itoa(int(int8(b)))
		}
		return cell{"byte[]", quotedField(strings.Join(numbers, between))}, len(v) > 0, nil
	case neo4j.Point2D, neo4j.Point3D:
		return cell{"point", quotedField(pointText(v))}, true, nil
	case []any:
		return listCell(v)
	}
	kind, text, err := temporalText(v)
	return cell{kind, quotedField(text)}, true, err
}

// listCell fits where the list can be told from nothing and cut at the right places.
func listCell(list []any) (c cell, fits bool, err error) {
	items := make([]string, len(list))
	fits = len(list) > 0
	for i, item := range list {
		one, _, err := cellOf(item)
		if err != nil {
			return c, false, err
		}
		text, isText := item.(string)
		if !isText {
			text = strings.Trim(one.text, `"`)
		}
		c.kind, items[i] = one.kind+"[]", text
		fits = fits && text != "" && !strings.Contains(text, between)
	}
	c.text = quotedField(strings.Join(items, between))
	return c, fits, nil
}

func quotedField(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }

// tableOf is the table for rows that have the same labels or type, and the
// same types of the properties that they share.
func (t *tables) tableOf(relationship bool, names string, cells map[string]cell) *table {
	for n := 0; ; n++ {
		key := fmt.Sprint(relationship, n, names)
		found := t.all[key]
		if found == nil {
			found = &table{relationship: relationship, places: map[string]int{}, kinds: map[string]string{},
				file: fmt.Sprintf("%s-%04d.csv", map[bool]string{false: "nodes", true: "relationships"}[relationship], len(t.all)+1)}
			t.all[key] = found
			t.order = append(t.order, found)
		}
		if found.takes(cells) {
			return found
		}
	}
}

func (b *table) takes(cells map[string]cell) bool {
	for name, c := range cells {
		if kind, known := b.kinds[name]; known && kind != c.kind {
			return false
		}
	}
	return true
}

func (t *tables) row(b *table, fixed []string, cells map[string]cell) error {
	for _, name := range slices.Sorted(maps.Keys(cells)) {
		if _, known := b.places[name]; !known {
			b.places[name], b.kinds[name] = len(b.columns), cells[name].kind
			b.columns = append(b.columns, name)
		}
	}
	row := fixed
	for _, name := range b.columns {
		c := cells[name]
		row = append(row, c.text)
		t.longest = max(t.longest, len(c.text))
	}
	before := b.buffer.Len()
	b.buffer.WriteString(strings.Join(row, ",") + "\n")
	t.held += b.buffer.Len() - before
	if t.held > tablesHeld {
		return t.flush()
	}
	if b.buffer.Len() > tableBytes {
		return t.save(b)
	}
	return nil
}

func (t *tables) flush() error {
	for _, b := range t.order {
		if err := t.save(b); err != nil {
			return err
		}
	}
	return nil
}

// save appends what is held of a table to its file, which is open for that
// time only: there may be as many tables as there are sets of labels.
func (t *tables) save(b *table) error {
	f, err := os.OpenFile(filepath.Join(t.folder, b.file), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	t.held -= b.buffer.Len()
	_, err = b.buffer.WriteTo(f)
	return errors.Join(err, f.Close())
}

func (b *table) header() string {
	columns := []string{":ID", ":LABEL"}
	if b.relationship {
		columns = []string{":START_ID", ":END_ID", ":TYPE"}
	}
	for _, name := range b.columns {
		columns = append(columns, name+":"+b.kinds[name])
	}
	return strings.Join(columns, ",") + "\n"
}

func (t *tables) finish(schema []definition) error {
	if err := t.flush(); err != nil {
		return err
	}
	t.rest.flush()
	if t.markedNode {
		t.rest.unmark(t.marked)
	}
	for n := 1; n <= len(t.types); n++ {
		t.rest.write("DROP INDEX " + quoted(t.rest.mark+strconv.Itoa(n)) + ";\n")
	}
	t.rest.schema(schema, t.enterprise)
	if err := t.rest.end(); err != nil {
		return err
	}
	return t.describe()
}

// describe writes the headers, the arguments of the importer, and how to use all that.
func (t *tables) describe() error {
	arguments := []string{"--id-type=integer", "--delimiter=,", "--array-delimiter=U+001F", "--multiline-fields=true",
		"--read-buffer-size=" + strconv.Itoa(max(4<<20, 4*t.longest))}
	for _, b := range t.order {
		header := strings.TrimSuffix(b.file, ".csv") + "-header.csv"
		if err := os.WriteFile(filepath.Join(t.folder, header), []byte(b.header()), 0o600); err != nil {
			return err
		}
		option := "--nodes="
		if b.relationship {
			option = "--relationships="
		}
		arguments = append(arguments, option+header+","+b.file)
	}
	if err := os.WriteFile(filepath.Join(t.folder, argumentsFile), []byte(strings.Join(arguments, "\n")+"\n"), 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(t.folder, readmeFile), []byte(tablesReadme), 0o600)
}

const tablesReadme = `A graph as tables for Neo4j 5. Stop the server, or take a database that does not exist yet. In this folder:

    neo4j-admin database import full neo4j @` + argumentsFile + `

With --overwrite-destination before the name it replaces a database of that name. Then start the server, and make what the tables
cannot hold, the constraints and the indexes:

    cypher-shell -d neo4j -f ` + schemaFile + `
`
