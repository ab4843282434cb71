package db

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"
)

// A logical backup is a graph as lines of JSON, gzipped: a line that says what it
// is, a line for each node, relationship and definition of the schema, and a last
// one with their numbers and the SHA-256 of all lines before it. A file that was
// cut or changed has no such end.

const (
	logicalName    = "logical backup of Corridor"
	logicalVersion = 1
	// longestLine is how long a line may be: properties of a node may be large.
	longestLine = 256 << 20
)

var (
	// ErrDamaged means that a file is no logical backup, or not a whole one.
	ErrDamaged = errors.New("not a whole logical backup")
	// ErrNewer means that a file is one that only a newer program can read.
	ErrNewer = errors.New("made by a newer program")
)

// Logical says what a logical backup holds.
type Logical struct {
	Nodes, Relationships int64
	Definitions          int // constraints and indexes
}

type logicalLine struct {
	Format  string `json:"format,omitempty"`
	Version int    `json:"version,omitempty"`

	Node   *int64   `json:"node,omitempty"` // its number in the backup
	Labels []string `json:"labels,omitempty"`

	Type string `json:"type,omitempty"` // of a relationship
	From int64  `json:"from,omitempty"`
	To   int64  `json:"to,omitempty"`

	Properties map[string]any `json:"properties,omitempty"`

	Definition string `json:"definition,omitempty"` // the statement that makes a constraint or an index
	Name       string `json:"name,omitempty"`
	Enterprise bool   `json:"enterprise,omitempty"`

	End *logicalEnd `json:"end,omitempty"`

	bytes int // of the line
}

type logicalEnd struct {
	Nodes         int64  `json:"nodes"`
	Relationships int64  `json:"relationships"`
	Definitions   int    `json:"definitions"`
	SHA256        string `json:"sha256"`
}

// logicalWriter is an export as a logical backup.
type logicalWriter struct {
	packed *gzip.Writer
	sum    hash.Hash
	end    logicalEnd
}

var _ exportTarget = (*logicalWriter)(nil)

func newLogicalWriter(w io.Writer) (*logicalWriter, error) {
	l := &logicalWriter{packed: gzip.NewWriter(w), sum: sha256.New()}
	return l, l.line(logicalLine{Format: logicalName, Version: logicalVersion})
}

func (l *logicalWriter) line(line logicalLine) error {
	text, err := json.Marshal(line)
	if err != nil {
		return err
	}
	text = append(text, '\n')
	l.sum.Write(text)
	_, err = l.packed.Write(text)
	return err
}

func (l *logicalWriter) node(id int64, labels []string, properties map[string]any) error {
	kept, err := toKept(properties)
	if err != nil {
		return fmt.Errorf("node %d: %w", id, err)
	}
	l.end.Nodes++
	return l.line(logicalLine{Node: &id, Labels: labels, Properties: kept})
}

func (l *logicalWriter) relationship(start, end int64, kind string, properties map[string]any) error {
	kept, err := toKept(properties)
	if err != nil {
		return fmt.Errorf("a relationship %s: %w", kind, err)
	}
	l.end.Relationships++
	return l.line(logicalLine{Type: kind, From: start, To: end, Properties: kept})
}

func (l *logicalWriter) finish(schema []definition) error {
	for _, def := range schema {
		if err := l.line(logicalLine{Definition: def.statement, Name: def.name, Enterprise: def.enterprise}); err != nil {
			return err
		}
	}
	l.end.Definitions = len(schema)
	l.end.SHA256 = hex.EncodeToString(l.sum.Sum(nil))
	if err := l.line(logicalLine{End: &l.end}); err != nil {
		return err
	}
	return l.packed.Close()
}

// toKept gives properties the form that they have in a backup: JSON, in which
// what JSON has no type for is an object of one entry, the type and the text. No
// property is a map, so that nothing else is an object.
func toKept(properties map[string]any) (map[string]any, error) {
	out := make(map[string]any, len(properties))
	for name, v := range properties {
		kept, err := keptValue(exact(v))
		if err != nil {
			return nil, fmt.Errorf("property %s: %w", name, err)
		}
		out[name] = kept
	}
	return out, nil
}

func keptValue(v any) (any, error) {
	switch v := v.(type) {
	case nil, bool, int64, string:
		return v, nil
	case float64:
		return map[string]any{"Float": FloatText(v)}, nil
	case []byte:
		return map[string]any{"Bytes": base64.StdEncoding.EncodeToString(v)}, nil
	case Typed:
		return map[string]any{string(v.Type): v.Text}, nil
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			kept, err := keptValue(item)
			if err != nil {
				return nil, err
			}
			out[i] = kept
		}
		return out, nil
	}
	return nil, fmt.Errorf("a value of type %T cannot be backed up", v)
}

// fromKept is the way back: parameters of a statement.
func fromKept(v any) (any, error) {
	switch v := v.(type) {
	case json.Number:
		return v.Int64()
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			value, err := fromKept(item)
			if err != nil {
				return nil, err
			}
			out[i] = value
		}
		return out, nil
	case map[string]any:
		return typedFromKept(v)
	}
	return v, nil
}

func typedFromKept(object map[string]any) (any, error) {
	for name, value := range object {
		text, isText := value.(string)
		if len(object) != 1 || !isText {
			break
		}
		switch name {
		case "Float":
			return strconv.ParseFloat(text, 64) // which reads NaN and Infinity too
		case "Bytes":
			return base64.StdEncoding.DecodeString(text)
		}
		return Typed{Type(name), text}.toDriver()
	}
	return nil, fmt.Errorf("%v is no value", object)
}

// readLogical reads a backup to its end, checks it, and gives each line between
// its first and its last to do, which may be nil.
func readLogical(r io.Reader, do func(logicalLine) error) (Logical, error) {
	packed, err := gzip.NewReader(r)
	if err != nil {
		return Logical{}, fmt.Errorf("%w: it is not packed as one: %w", ErrDamaged, err)
	}
	lines := bufio.NewReaderSize(packed, 1<<16)
	reading := &logicalReading{sum: sha256.New(), do: do}
	for {
		text, err := readLine(lines)
		switch {
		case errors.Is(err, io.EOF):
			return Logical{}, fmt.Errorf("%w: it ends after line %d, before its last line", ErrDamaged, reading.lines)
		case err != nil:
			return Logical{}, fmt.Errorf("%w: after line %d: %w", ErrDamaged, reading.lines, err)
		}
		ended, err := reading.take(text)
		if err != nil {
			return Logical{}, err
		}
		if ended {
			break
		}
	}
	if _, err := lines.ReadByte(); !errors.Is(err, io.EOF) { // which is where gzip's own sum is checked
		return Logical{}, fmt.Errorf("%w: there is more after its last line", ErrDamaged)
	}
	return Logical{reading.seen.Nodes, reading.seen.Relationships, reading.seen.Definitions}, nil
}

func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case err == nil:
			return line, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			if errors.Is(err, io.EOF) && len(line) > 0 {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		case len(line) > longestLine:
			return nil, fmt.Errorf("a line is longer than %d MiB", longestLine>>20)
		}
	}
}

type logicalReading struct {
	sum   hash.Hash
	lines int
	seen  logicalEnd
	do    func(logicalLine) error
}

// take reads a line; ended is true after the last one.
func (l *logicalReading) take(text []byte) (ended bool, err error) {
	l.lines++
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	var line logicalLine
	if err := decoder.Decode(&line); err != nil {
		return false, fmt.Errorf("%w: line %d: %w", ErrDamaged, l.lines, err)
	}
	switch {
	case l.lines == 1 && line.Format != logicalName:
		return false, fmt.Errorf("%w: its first line does not say that it is one", ErrDamaged)
	case l.lines == 1 && line.Version > logicalVersion:
		return false, fmt.Errorf("%w: it is of version %d, and this one reads up to %d", ErrNewer, line.Version, logicalVersion)
	case l.lines == 1 && line.Version < 1:
		return false, fmt.Errorf("%w: its first line names no version", ErrDamaged)
	case line.End != nil:
		l.seen.SHA256 = hex.EncodeToString(l.sum.Sum(nil))
		if *line.End != l.seen {
			return false, fmt.Errorf("%w: its last line tells of %+v, and there is %+v", ErrDamaged, *line.End, l.seen)
		}
		return true, nil
	}
	l.sum.Write(text)
	switch {
	case line.Node != nil:
		l.seen.Nodes++
	case line.Type != "":
		l.seen.Relationships++
	case line.Definition != "":
		l.seen.Definitions++
	case l.lines > 1:
		return false, fmt.Errorf("%w: line %d is neither a node nor a relationship nor a definition", ErrDamaged, l.lines)
	}
	if l.do == nil || l.lines == 1 {
		return false, nil
	}
	line.bytes = len(text)
	if err := l.do(line); err != nil {
		return false, fmt.Errorf("line %d: %w", l.lines, err)
	}
	return false, nil
}

// isLogical reports whether a file begins as a logical backup does: packed, with
// the line that names it.
func isLogical(r io.Reader) bool {
	packed, err := gzip.NewReader(r)
	if err != nil {
		return false
	}
	first := make([]byte, len(logicalName)+16)
	n, _ := io.ReadFull(packed, first) //nolint:errcheck // what is shorter is none
	return strings.Contains(string(first[:n]), logicalName)
}
