package db_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"corridor/internal/db"
	"corridor/internal/dbtest"
)

// taken keeps an answer.
type taken struct {
	columns []string
	rows    [][]any
	stop    error // that Row gives
}

func (t *taken) Columns(names []string) error { t.columns = names; return nil }

func (t *taken) Row(values []any) error { t.rows = append(t.rows, values); return t.stop }

func exactly(t *testing.T, d *db.DB, text string, parameters map[string]any) *taken {
	t.Helper()
	var answer taken
	if _, err := d.Run(t.Context(), db.Statement{Text: text, Parameters: parameters}, db.Terms{Time: time.Minute}, &answer); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return &answer
}

// TestValuesKeepTheirTypes sends values of each type to the database and reads
// them back, and has the database say what it takes them for.
func TestValuesKeepTheirTypes(t *testing.T) {
	d := dbtest.Empty(t)
	for _, c := range []struct {
		value any
		kind  string
	}{
		{nil, "NULL"}, {true, "BOOLEAN NOT NULL"}, {int64(1) << 62, "INTEGER NOT NULL"}, {1.0, "FLOAT NOT NULL"}, {"é", "STRING NOT NULL"},
		{db.Typed{Type: db.Date, Text: "2013-03-01"}, "DATE NOT NULL"}, {db.Typed{Type: db.Date, Text: "-0044-03-15"}, "DATE NOT NULL"},
		{db.Typed{Type: db.Date, Text: "+12013-03-01"}, "DATE NOT NULL"}, {db.Typed{Type: db.Date, Text: "1815-12-10"}, "DATE NOT NULL"},
		{db.Typed{Type: db.LocalTime, Text: "10:15:00"}, "LOCAL TIME NOT NULL"}, {db.Typed{Type: db.LocalTime, Text: "10:15:30.000000001"}, "LOCAL TIME NOT NULL"},
		{db.Typed{Type: db.Time, Text: "10:15:30.5+01:30"}, "ZONED TIME NOT NULL"}, {db.Typed{Type: db.Time, Text: "10:15:30Z"}, "ZONED TIME NOT NULL"},
		{db.Typed{Type: db.LocalDateTime, Text: "2013-03-01T10:15:30.5"}, "LOCAL DATETIME NOT NULL"},
		{db.Typed{Type: db.OffsetDateTime, Text: "2013-03-01T10:15:30-08:00"}, "ZONED DATETIME NOT NULL"}, {db.Typed{Type: db.OffsetDateTime, Text: "1913-03-01T10:15:30Z"}, "ZONED DATETIME NOT NULL"},
		{db.Typed{Type: db.ZonedDateTime, Text: "2013-07-01T10:15:30+02:00[Europe/Paris]"}, "ZONED DATETIME NOT NULL"},
		{db.Typed{Type: db.Duration, Text: "P1Y2M3DT4H5M6.7S"}, "DURATION NOT NULL"}, {db.Typed{Type: db.Duration, Text: "PT-0.5S"}, "DURATION NOT NULL"},
		{db.Typed{Type: db.Duration, Text: "PT0S"}, "DURATION NOT NULL"}, {db.Typed{Type: db.Duration, Text: "P-1Y-2M"}, "DURATION NOT NULL"},
		{db.Typed{Type: db.Point, Text: "SRID=7203;POINT (1.0 2.5)"}, "POINT NOT NULL"}, {db.Typed{Type: db.Point, Text: "SRID=4979;POINT Z (12.5 41.9 -20.0)"}, "POINT NOT NULL"},
		{[]any{int64(1), db.Typed{Type: db.Date, Text: "2013-03-01"}}, ""}, {map[string]any{"a": db.Typed{Type: db.Date, Text: "2013-03-01"}}, "MAP NOT NULL"},
	} {
		row := exactly(t, d, "RETURN $v AS v, valueType($v) AS t", map[string]any{"v": c.value}).rows[0]
		if !reflect.DeepEqual(row[0], c.value) || c.kind != "" && row[1] != c.kind {
			t.Errorf("%v came back as %v, which is %v", c.value, row[0], row[1])
		}
	}
}

// TestTextsOfNoValueAreRefused holds that what the calendar, the clock or a type
// lacks never reaches the database as something else.
func TestTextsOfNoValueAreRefused(t *testing.T) {
	for kind, texts := range map[db.Type][]string{
		db.Date: {"", "2013", "2013-02-30", "2013-13-01", "13-01-01", "2013-03-01T00:00:00"}, db.LocalTime: {"24:00", "10:60", "10", "10:15:30.1234567890", "10:15Z"},
		db.Time: {"10:15", "10:15+19:00", "10:15+01"}, db.LocalDateTime: {"2013-03-01", "2013-03-01 10:15"},
		db.OffsetDateTime: {"2013-03-01T10:15", "2013-03-01T25:15Z"}, db.ZonedDateTime: {"2013-07-01T10:15:30+05:00[Europe/Paris]", "2013-07-01T10:15Z[Mars/Base]", "2013-07-01T10:15Z[../etc]"},
		db.Duration: {"", "P", "PT", "P1H", "1D", "P1.5Y", "P1YT"}, db.Point: {"POINT (1 2)", "SRID=7203;POINT (1)", "SRID=7203;POINT (a b)", "SRID=7203;POINT (1 2"},
		"Node": {"1"},
	} {
		for _, text := range texts {
			if err := (db.Typed{Type: kind, Text: text}).Check(); !errors.Is(err, db.ErrStatement) {
				t.Errorf("%s %q: %v", kind, text, err)
			}
		}
	}
}

// TestAnAnswerIsTakenAsItComes holds that the taker ends the reading, and that a
// fault has the database's own code.
func TestAnAnswerIsTakenAsItComes(t *testing.T) {
	d := dbtest.Empty(t)
	enough := errors.New("enough")
	answer := taken{stop: enough}
	_, err := d.Run(t.Context(), db.Statement{Text: "UNWIND range(1, 1000000000) AS x RETURN x"}, db.Terms{Time: time.Minute}, &answer)
	if !errors.Is(err, enough) || len(answer.rows) != 1 || answer.columns[0] != "x" {
		t.Errorf("%d rows, %v", len(answer.rows), err)
	}
	var fault *db.Fault
	_, err = d.Run(t.Context(), db.Statement{Text: "RETURN x"}, db.Terms{Time: time.Minute}, &taken{})
	if !errors.As(err, &fault) || fault.Code != "Neo.ClientError.Statement.SyntaxError" || !errors.Is(err, db.ErrStatement) {
		t.Errorf("%v", err)
	}
	_, err = d.Run(t.Context(), db.Statement{Text: "CREATE (n:OfATaker)"}, db.Terms{Time: time.Minute}, &taken{})
	if !errors.Is(err, db.ErrReadOnly) {
		t.Errorf("a write in terms of reading: %v", err)
	}
}

// TestTransactionsAreHeldOpen writes in one, looks from outside, and ends it.
func TestTransactionsAreHeldOpen(t *testing.T) {
	d := dbtest.Empty(t)
	all := d.NewTransactions(2, time.Minute, time.Minute)
	begin := func() *db.Transaction {
		t.Helper()
		tx, err := all.Begin(t.Context(), "ann", db.Terms{Write: true})
		if err != nil {
			t.Fatal(err)
		}
		return tx
	}
	tx := begin()
	if _, err := tx.Run(t.Context(), db.Statement{Text: "CREATE (n:HeldOpen)"}, &taken{}); err != nil {
		t.Fatal(err)
	}
	if _, err := all.Take(tx.ID, "ann"); !errors.Is(err, db.ErrInUse) {
		t.Errorf("taken while it is used: %v", err)
	}
	tx.Release()
	if _, err := all.Take(tx.ID, "bob"); !errors.Is(err, db.ErrNoTransaction) {
		t.Errorf("taken by another: %v", err)
	}
	count := func() string {
		return fmt.Sprint(exactly(t, d, "MATCH (n:HeldOpen) RETURN count(n)", nil).rows)
	}
	if n := count(); n != "[[0]]" {
		t.Errorf("others see %s", n)
	}
	again, err := all.Take(tx.ID, "ann")
	if err != nil {
		t.Fatal(err)
	}
	if bookmarks, err := again.Commit(t.Context()); err != nil || len(bookmarks) == 0 || count() != "[[1]]" {
		t.Errorf("%v, %v, %s", bookmarks, err, count())
	}
	begin().Release()
	if _, err := all.Begin(t.Context(), "ann", db.Terms{}); err != nil {
		t.Error(err)
	}
	if _, err := all.Begin(t.Context(), "ann", db.Terms{}); !errors.Is(err, db.ErrManyTransactions) {
		t.Errorf("a third: %v", err)
	}
	if err := all.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := all.Begin(t.Context(), "ann", db.Terms{}); err == nil {
		t.Error("one begins after the end")
	}
}

// TestATransactionThatNobodyUsesIsRolledBack waits until one is gone.
func TestATransactionThatNobodyUsesIsRolledBack(t *testing.T) {
	d := dbtest.Empty(t)
	all := d.NewTransactions(1, 50*time.Millisecond, time.Minute)
	tx, err := all.Begin(t.Context(), "", db.Terms{Write: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Run(t.Context(), db.Statement{Text: "CREATE (n:LeftAlone)"}, &taken{}); err != nil {
		t.Fatal(err)
	}
	tx.Release()
	for ctx := t.Context(); ; {
		next, err := all.Begin(ctx, "", db.Terms{Write: true}) // there is room for one only
		if err == nil {
			next.Release()
			break
		}
		if !errors.Is(err, db.ErrManyTransactions) {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Millisecond)
	}
	if n := fmt.Sprint(exactly(t, d, "MATCH (n:LeftAlone) RETURN count(n)", nil).rows); n != "[[0]]" {
		t.Errorf("%s are there", n)
	}
}
