package exec

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"sync"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/value"
)

// loadCSV produces the lines of a file: lists of texts or, with headers, maps.
type loadCSV struct {
	plan   *plan.LoadCSV
	from   Expr
	close  func() error // of the file, which has an effect once
	lines  *csv.Reader
	header []string
}

func (c *compiler) loadCSV(p *plan.LoadCSV) (func(*State) producer, error) {
	from, err := c.expr(p.From)
	return func(*State) producer { return &loadCSV{plan: p, from: from} }, err
}

// begin opens the file. It is closed at its end or, where a LIMIT or an error
// comes before, with the statement.
func (l *loadCSV) begin(st *State, in *Batch, row int) error {
	v, err := l.from(st, in, row)
	if err != nil {
		return err
	}
	if v.Kind() != value.String {
		return typeError("Expected the address of a file as a String but got: %s", describe(v))
	}
	if st.Import == nil {
		return fail(value.ExternalResourceFailed, "LOAD CSV is switched off: this database reads no files and no addresses.")
	}
	file, err := st.Import(st.Context, v.Text())
	if err != nil {
		return fail(value.ExternalResourceFailed, "Cannot load from '%s': %v", v.Text(), err)
	}
	l.close = sync.OnceValue(file.Close)
	stop := l.close
	context.AfterFunc(st.Context, func() { stop() }) //nolint:errcheck // the statement is over
	l.lines = csv.NewReader(file)
	l.lines.FieldsPerRecord, l.lines.LazyQuotes = -1, true
	if l.plan.Terminator != "" {
		l.lines.Comma = []rune(l.plan.Terminator)[0]
	}
	if !l.plan.Headers {
		return nil
	}
	l.header, err = l.line()
	return err
}

// line is the next line, nil at the end.
func (l *loadCSV) line() ([]string, error) {
	fields, err := l.lines.Read()
	if err == nil {
		return fields, nil
	}
	if closing := l.close(); errors.Is(err, io.EOF) {
		return nil, closing
	}
	return nil, fail(value.ExternalResourceFailed, "Cannot read the CSV file: %v", err)
}

func (l *loadCSV) more(st *State, out *expander) (bool, error) {
	for out.room() > 0 {
		if err := st.tick(); err != nil {
			return false, err
		}
		fields, err := l.line()
		if err != nil || fields == nil {
			return true, err
		}
		out.addValue(l.plan.Variable, l.row(fields))
	}
	return false, nil
}

// row is a line as a value. An empty field is null.
func (l *loadCSV) row(fields []string) value.Value {
	items := make([]value.Value, max(len(fields), len(l.header)))
	for i, field := range fields {
		if field != "" {
			items[i] = value.OfString(field)
		}
	}
	if !l.plan.Headers {
		return value.OfList(items)
	}
	m := &value.Mapping{}
	for i, name := range l.header {
		m.Set(name, items[i])
	}
	return value.OfMap(m)
}
