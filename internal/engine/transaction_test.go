package engine

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"corridor/internal/engine/exec"
	"corridor/internal/engine/value"
)

func codeIs(t *testing.T, err error, want value.Code) {
	t.Helper()
	var told *value.Error
	if !errors.As(err, &told) || told.Code != want {
		t.Errorf("wanted %s, came %v", want, err)
	}
}

func must(t *testing.T, d *Database, query string) []string {
	t.Helper()
	rows, _, err := all(d, query)
	if err != nil {
		t.Fatal(query, err)
	}
	return rows
}

func begin(t *testing.T, d *Database, o TxOptions) *Transaction {
	t.Helper()
	tx, err := d.Begin(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return tx
}

func run(t *testing.T, tx *Transaction, query string) *Result {
	t.Helper()
	r, err := tx.Run(context.Background(), query, nil)
	if err != nil {
		t.Fatal(query, err)
	}
	return r
}

func TestATransactionIsSeenAsAWhole(t *testing.T) {
	d := openTest(t)
	tx := begin(t, d, TxOptions{})
	run(t, tx, "CREATE (:A)")
	if got := rowsOf(run(t, tx, "MATCH (a:A) RETURN count(a)")); !slices.Equal(got, []string{"1"}) {
		t.Error("its own writes", got)
	}
	if got := must(t, d, "MATCH (a:A) RETURN count(a)"); !slices.Equal(got, []string{"0"}) {
		t.Error("before the commit", got)
	}
	first, err := tx.Commit(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if got := must(t, d, "MATCH (a:A) RETURN count(a)"); !slices.Equal(got, []string{"1"}) {
		t.Error("after the commit", got)
	}
	tx = begin(t, d, TxOptions{})
	run(t, tx, "CREATE (:A)")
	tx.Rollback()
	if got := must(t, d, "MATCH (a:A) RETURN count(a)"); !slices.Equal(got, []string{"1"}) {
		t.Error("after a rollback", got)
	}
	if _, err := tx.Run(context.Background(), "RETURN 1", nil); err == nil {
		t.Error("a statement after the end")
	}
	_, summary, err := all(d, "CREATE (:A)")
	if err != nil || summary.Bookmark == first || summary.Bookmark == "" {
		t.Error("bookmark", summary.Bookmark, first, err)
	}
}

// Two results of one transaction are read by turns; the second statement
// writes, and the first does not see it.
func TestSeveralResultsMayBeOpen(t *testing.T) {
	d := openTest(t)
	must(t, d, "UNWIND range(1, 3000) AS x CREATE (:A {x: x})")
	tx := begin(t, d, TxOptions{})
	read := run(t, tx, "MATCH (a:A) RETURN a.x ORDER BY a.x")
	if !read.Next() || read.Row()[0].Int() != 1 {
		t.Fatal("first row")
	}
	row := read.Row()
	written := run(t, tx, "MATCH (a:A) SET a.x = -a.x RETURN count(*)")
	if row[0].Int() != 1 {
		t.Error("the row that was read has changed")
	}
	if got := rowsOf(written); !slices.Equal(got, []string{"3000"}) {
		t.Error(got)
	}
	for want := int64(2); read.Next(); want++ {
		if read.Row()[0].Int() != want {
			t.Fatal("row", read.Row()[0].Int(), "wanted", want)
		}
	}
	if _, err := read.Consume(); err != nil {
		t.Error(err)
	}
	if _, err := tx.Commit(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestAnErrorEndsTheTransaction(t *testing.T) {
	d := openTest(t)
	tx := begin(t, d, TxOptions{})
	run(t, tx, "CREATE (:A)")
	r := run(t, tx, "UNWIND [1, 0] AS x RETURN 1 / x")
	for r.Next() {
	}
	codeIs(t, r.Err(), value.ArithmeticError)
	_, err := tx.Run(context.Background(), "RETURN 1", nil)
	codeIs(t, err, value.Terminated)
	_, err = tx.Commit(context.Background())
	codeIs(t, err, value.Terminated)
	if got := must(t, d, "MATCH (a:A) RETURN count(a)"); !slices.Equal(got, []string{"0"}) {
		t.Error(got)
	}
	// The writer's turn is free again.
	must(t, d, "CREATE (:B)")
}

func TestWhatIsRefused(t *testing.T) {
	d, err := OpenMemory(Options{Limits: Limits{Length: 200, Rows: 100, Transactions: 2, Statement: exec.Limits{Memory: 1 << 20, Depth: 4}}})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	deep := "RETURN " + strings.Repeat("EXISTS { RETURN ", 6) + "1" + strings.Repeat(" }", 6)
	for _, c := range []struct {
		query   string
		options TxOptions
		want    value.Code
	}{
		{"RETURN '" + strings.Repeat("x", 300) + "'", TxOptions{}, value.ArgumentError},
		{"UNWIND range(1, 101) AS x RETURN x", TxOptions{}, value.ArgumentError},
		{"UNWIND range(1, 1000) AS a UNWIND range(1, 1000) AS b WITH a * 1000 + b AS x WITH x ORDER BY -x RETURN count(x)", TxOptions{}, value.OutOfMemory},
		{"UNWIND range(1, 1000) AS a UNWIND range(1, 1000) AS b WITH a * 1000 + b AS x WITH DISTINCT x RETURN count(x)", TxOptions{}, value.OutOfMemory},
		{"UNWIND range(1, 1000) AS a UNWIND range(1, 1000) AS b WITH a * 1000 + b AS x WITH collect(x) AS l RETURN size(l)", TxOptions{}, value.OutOfMemory},
		{"UNWIND range(1, 1000) AS a UNWIND range(1, 1000) AS b WITH a * 1000 + b AS x WITH x, count(*) AS n RETURN sum(n)", TxOptions{}, value.OutOfMemory},
		{"UNWIND range(1, 1000) AS a RETURN COLLECT { UNWIND range(1, 1000) AS b RETURN b } AS l", TxOptions{}, value.OutOfMemory},
		{"UNWIND range(1, 1000) AS a RETURN [b IN range(1, 1000) | b] AS l", TxOptions{}, value.OutOfMemory},
		{"UNWIND range(1, 1000) AS a RETURN range(a, a + 1000) AS l", TxOptions{}, value.OutOfMemory},
		{"UNWIND range(1, 1000) AS a WITH toString(a) + reduce(s = 'x', i IN range(1, 14) | s + s) AS s RETURN size(s)", TxOptions{}, value.OutOfMemory},
		{"RETURN size(split(reduce(s = 'x', i IN range(1, 16) | s + s), ''))", TxOptions{}, value.OutOfMemory},
		{"RETURN reduce(l = [], i IN range(1, 20000) | [l])", TxOptions{}, value.ArgumentError},
		{"RETURN reduce(m = {}, i IN range(1, 20000) | {m: m})", TxOptions{}, value.ArgumentError},
		{"UNWIND range(1, 100000) AS a CALL (a) { CREATE () } IN TRANSACTIONS OF 100000 ROWS RETURN sum(a)", TxOptions{}, value.OutOfMemory},
		{deep, TxOptions{}, value.ArgumentError},
		{"CREATE (:A)", TxOptions{Access: Read}, value.AccessMode},
		{"CREATE INDEX FOR (n:A) ON (n.x)", TxOptions{Access: Read}, value.AccessMode},
		{"RETURN 1", TxOptions{Database: "other"}, value.DatabaseNotFound},
		{"MATCH (n) RETURN n", TxOptions{Database: "system"}, value.UnsupportedCommand},
		{"RETURN", TxOptions{}, value.SyntaxError},
		{"RETURN $x", TxOptions{}, value.ParameterMissing},
	} {
		r, err := d.Run(context.Background(), c.query, nil, c.options)
		if err == nil {
			_, err = r.Consume()
		}
		if err == nil {
			t.Errorf("%.60s: no error", c.query)
			continue
		}
		codeIs(t, err, c.want)
	}
	must(t, d, "UNWIND range(0, 14) AS i CREATE (:J {i: i})")
	must(t, d, "MATCH (a:J) MATCH (b:J {i: a.i + 1}) CREATE (a)-[:R]->()-[:R]->(b), (a)-[:R]->()-[:R]->(b)")
	_, _, err = all(d, "MATCH p = allShortestPaths((a:J {i: 0})-[:R*]->(b:J {i: 14})) RETURN count(p)")
	codeIs(t, err, value.OutOfMemory)
	first, second := begin(t, d, TxOptions{}), begin(t, d, TxOptions{})
	_, err = d.Begin(context.Background(), TxOptions{})
	codeIs(t, err, value.TooManyTransactions)
	first.Rollback()
	second.Rollback()
	tx := begin(t, d, TxOptions{})
	_, err = tx.Run(context.Background(), "UNWIND [1] AS x CALL (x) { CREATE (:A) } IN TRANSACTIONS", nil)
	codeIs(t, err, value.SemanticError)
}

// What is made for the rows of one batch is let go of with the batch.
func TestMemoryIsGivenBack(t *testing.T) {
	d, err := OpenMemory(Options{Limits: Limits{Statement: exec.Limits{Memory: 1 << 20}}})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for _, query := range []string{
		"UNWIND range(1, 100000) AS x WITH [x, x] AS l RETURN sum(size(l)) / 2",
		"UNWIND range(1, 100000) AS x WITH COLLECT { UNWIND [x] AS y RETURN [y] } AS l RETURN sum(size(l))",
		"UNWIND range(1, 100000) AS x WITH x WHERE EXISTS { WITH [x, x] AS l UNWIND l AS y WITH [y] AS p RETURN p } RETURN count(x)",
	} {
		if got := must(t, d, query); !slices.Equal(got, []string{"100000"}) {
			t.Error(query, got)
		}
	}
}

// TestRowsBeforeOneThatFailsAreGiven holds that a reader gets them, whichever column fails
// first, and no more; and that LIMIT stops before.
func TestRowsBeforeOneThatFailsAreGiven(t *testing.T) {
	d := openTest(t)
	for query, want := range map[string][]string{
		"UNWIND [1, 2, 0, 4] AS x RETURN 10 / x":                                {"10", "5"},
		"UNWIND [1, 2, 3, 0, 4] AS x RETURN x, 6 / x, 6 / (x - 3), [x]":         {"1 | 6 | -3 | [1]", "2 | 3 | -6 | [2]"},
		"UNWIND [0, 1] AS x RETURN 1 / x":                                       {},
		"UNWIND [1, 2, 0] AS x WITH x, [1 / x] AS l UNWIND l AS y RETURN x + y": {"2", "2"},
	} {
		r, err := d.Run(context.Background(), query, nil, TxOptions{})
		if err != nil {
			t.Error(query, err)
			continue
		}
		got := rowsOf(r)
		codeIs(t, r.Err(), value.ArithmeticError)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	if got := must(t, d, "UNWIND [2, 1, 0] AS x WITH 2 / x AS y LIMIT 2 RETURN y"); !slices.Equal(got, []string{"1", "2"}) {
		t.Error(got)
	}
}

func TestTheSystemDatabaseAnswersShow(t *testing.T) {
	d := openTest(t)
	for query, want := range map[string]string{
		"SHOW DATABASES YIELD name RETURN count(*)":                     "2",
		"CALL dbms.components() YIELD versions RETURN size(versions)":   "1",
		"SHOW TRANSACTIONS YIELD database RETURN collect(database)":     "['system']",
		"SHOW SETTINGS YIELD name WHERE name = 'transactions' RETURN 1": "1",
	} {
		r, err := d.Run(context.Background(), query, nil, TxOptions{Database: "SYSTEM"})
		if err != nil {
			t.Error(query, err)
			continue
		}
		if got := rowsOf(r); !slices.Equal(got, []string{want}) {
			t.Error(query, got, r.Err())
		}
	}
}

const endless = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y WITH x WHERE x < 0 RETURN x"

func TestTimeIsUp(t *testing.T) {
	d := openTest(t)
	r, err := d.Run(context.Background(), endless, nil, TxOptions{Timeout: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Consume()
	codeIs(t, err, value.TimedOutClient)
	// One that holds the writer's turn and does nothing is rolled back too.
	tx := begin(t, d, TxOptions{Timeout: 20 * time.Millisecond})
	if r, err := tx.Run(context.Background(), "CREATE (:A)", nil); err == nil { // else it is over already
		r.Consume() //nolint:errcheck // as it may be by now
	}
	must(t, d, "CREATE (:B)")
	_, err = tx.Commit(context.Background())
	codeIs(t, err, value.Terminated)
}

func TestTerminate(t *testing.T) {
	d := openTest(t)
	tx := begin(t, d, TxOptions{Metadata: map[string]value.Value{"who": value.OfString("me")}})
	r := run(t, tx, endless)
	done := make(chan error)
	go func() {
		_, err := r.Consume()
		done <- err
	}()
	rows := must(t, d, "SHOW TRANSACTIONS YIELD transactionId, currentQuery, metaData WHERE currentQuery STARTS WITH 'UNWIND' RETURN transactionId, metaData.who")
	if len(rows) != 1 || !strings.HasSuffix(rows[0], "| 'me'") {
		t.Fatal(rows)
	}
	must(t, d, "TERMINATE TRANSACTIONS "+strings.TrimSuffix(rows[0], " | 'me'"))
	codeIs(t, <-done, value.Terminated)
}

func TestTheContextOfAStatementEndsIt(t *testing.T) {
	d := openTest(t)
	ctx, cancel := context.WithCancel(context.Background())
	r, err := d.Run(ctx, endless, nil, TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(10*time.Millisecond, cancel)
	_, err = r.Consume()
	codeIs(t, err, value.Terminated)
}

// Readers are never kept waiting, and writers follow one another.
func TestManyAtOnce(t *testing.T) {
	d := openTest(t)
	must(t, d, "CREATE (:Counter {n: 0})")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 25 {
				r, err := d.Run(context.Background(), "MATCH (c:Counter) SET c.n = c.n + 1 RETURN c.n", nil, TxOptions{})
				if err == nil {
					_, err = r.Consume()
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
		all.Go(func() {
			for range 25 {
				r, err := d.Run(context.Background(), "MATCH (c:Counter) RETURN c.n", nil, TxOptions{Access: Read})
				if err != nil || !r.Next() {
					t.Error(err)
				}
				r.Close()
			}
		})
	}
	all.Wait()
	if got := must(t, d, "MATCH (c:Counter) RETURN c.n"); !slices.Equal(got, []string{"100"}) {
		t.Error(got)
	}
}

func TestClosingAResultDropsWhatItsStatementDid(t *testing.T) {
	d := openTest(t)
	r, err := d.Run(context.Background(), "UNWIND range(1, 5000) AS x CREATE (a:A {x: x}) RETURN a", nil, TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	r.Next()
	r.Close()
	r.Close()
	if got := must(t, d, "MATCH (a:A) RETURN count(a)"); !slices.Equal(got, []string{"0"}) {
		t.Error(got)
	}
}

func TestAPanicIsTheQuerysOwn(t *testing.T) {
	d := openTest(t)
	s, err := exec.ParseSignature("test.panic() :: (x :: INTEGER)")
	if err != nil {
		t.Fatal(err)
	}
	p := &exec.Procedure{Call: func(*exec.State, []value.Value, func([]value.Value) error) error { panic("oh") }}
	p.Name, p.Args, p.Results, p.Mode = s.Name, s.Args, s.Results, "READ"
	d.Registry().RegisterProcedure(p)
	for _, query := range []string{
		"CREATE (:A) WITH 1 AS one CALL test.panic() YIELD x RETURN x",
		"UNWIND [1] AS i CALL (i) { CREATE (:A) WITH 1 AS one CALL test.panic() YIELD x RETURN x } IN TRANSACTIONS RETURN x",
	} {
		_, _, err = all(d, query)
		codeIs(t, err, value.Internal)
		if got := must(t, d, "MATCH (a:A) RETURN count(a)"); !slices.Equal(got, []string{"0"}) {
			t.Error(got)
		}
		must(t, d, "CREATE (:B)") // the writer's turn is free
	}
}

func TestLoadCSV(t *testing.T) {
	files := map[string]string{"x.csv": "name,age\n\"Ann, B.\",3\nBob,\n", "y.csv": "1;2\n3;4\n"}
	d, err := OpenMemory(Options{Import: func(_ context.Context, url string) (io.ReadCloser, error) {
		text, found := files[url]
		if !found {
			return nil, errors.New("no such file")
		}
		return io.NopCloser(strings.NewReader(text)), nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	got := must(t, d, "LOAD CSV WITH HEADERS FROM 'x.csv' AS l RETURN l.name, toInteger(l.age)")
	if want := []string{"'Ann, B.' | 3", "'Bob' | null"}; !slices.Equal(got, want) {
		t.Error(got)
	}
	got = must(t, d, "LOAD CSV FROM 'y.csv' AS l FIELDTERMINATOR ';' RETURN l")
	if want := []string{"['1', '2']", "['3', '4']"}; !slices.Equal(got, want) {
		t.Error(got)
	}
	_, _, err = all(d, "LOAD CSV FROM 'z.csv' AS l RETURN l")
	codeIs(t, err, value.ExternalResourceFailed)
}

// onceClosed is a file that may be closed once, as those of the system.
type onceClosed struct {
	io.Reader
	closed chan struct{}
}

// Close implements io.Closer.
func (c *onceClosed) Close() error {
	select {
	case <-c.closed:
		return errors.New("closed already")
	default:
	}
	close(c.closed)
	return nil
}

func TestFilesOfLoadCSVAreClosed(t *testing.T) {
	for query, text := range map[string]string{
		"LOAD CSV WITH HEADERS FROM 'f' AS l RETURN l":             "",
		"LOAD CSV FROM 'f' AS l RETURN l":                          "1\n2\n",
		"LOAD CSV FROM 'f' AS l RETURN l LIMIT 1":                  strings.Repeat("1\n", 5000),
		"LOAD CSV FROM 'f' AS l WITH l LIMIT 1 RETURN l[0] + l[1]": strings.Repeat("1,2\n", 5000),
	} {
		f := &onceClosed{strings.NewReader(text), make(chan struct{})}
		d, err := OpenMemory(Options{Import: func(context.Context, string) (io.ReadCloser, error) { return f, nil }})
		if err != nil {
			t.Fatal(err)
		}
		must(t, d, query)
		select {
		case <-f.closed:
		case <-time.After(10 * time.Second):
			t.Errorf("%s: the file is open", query)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestAFolderKeepsWhatWasCommitted(t *testing.T) {
	dir := t.TempDir()
	d, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	must(t, d, "CREATE (:A {x: 1})")
	id := d.ID()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Begin(context.Background(), TxOptions{}); err == nil {
		t.Error("begun on a closed database")
	}
	d, err = Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if got := must(t, d, "MATCH (a:A) RETURN a"); !slices.Equal(got, []string{"(:A {x: 1})"}) || d.ID() != id {
		t.Error(got, d.ID(), id)
	}
}

// What a statement remembers of a name must not outlive the transaction that
// brought the name.
func TestNamesOfATransactionThatWasRolledBack(t *testing.T) {
	d := openTest(t)
	must(t, d, "CREATE ({i: 1})")
	const query = "MATCH (n {i: 1}) SET n:$($label) RETURN n:Second"
	for _, c := range []struct{ label, want string }{{"Second", "true"}, {"First", "false"}, {"Second", "true"}} {
		tx := begin(t, d, TxOptions{})
		r, err := tx.Run(context.Background(), query, map[string]value.Value{"label": value.OfString(c.label)})
		if err != nil {
			t.Fatal(err)
		}
		if got := rowsOf(r); !slices.Equal(got, []string{c.want}) {
			t.Error(c.label, got)
		}
		tx.Rollback()
	}
	const walk = "MATCH (n {i: 1})-[:First]->(m) RETURN m.i"
	tx := begin(t, d, TxOptions{})
	inTransaction(t, tx, "MATCH (n {i: 1}) CREATE (n)-[:First]->({i: 2})")
	if got := inTransaction(t, tx, walk); !slices.Equal(got, []string{"2"}) {
		t.Error(got)
	}
	tx.Rollback()
	must(t, d, "MATCH (n {i: 1}) CREATE (n)-[:Other]->({i: 3})")
	if got := must(t, d, walk); len(got) > 0 {
		t.Error("a type that was never committed is followed to", got)
	}
}

func TestResultsThatAreOpenWhileAStatementWrites(t *testing.T) {
	d := openTest(t)
	must(t, d, "UNWIND range(1, 3000) AS x CREATE (:A {x: x})")
	tx := begin(t, d, TxOptions{})
	first, second := run(t, tx, "MATCH (a:A) RETURN a.x"), run(t, tx, "MATCH (a:A) RETURN -a.x")
	run(t, tx, "MATCH (a:A) SET a.x = 0")
	for _, r := range []*Result{first, second} {
		if rows := rowsOf(r); len(rows) != 3000 || slices.Contains(rows, "0") || r.Err() != nil {
			t.Errorf("%d rows: %v", len(rows), r.Err())
		}
	}
	tx.Rollback()
}

// A statement whose transaction was dropped under it must not seem complete.
func TestAResultThatIsCutHasAnError(t *testing.T) {
	d := openTest(t)
	tx := begin(t, d, TxOptions{})
	r := run(t, tx, "UNWIND range(1, 5000) AS x CREATE (a:A {x: x}) RETURN a")
	if !r.Next() {
		t.Fatal(r.Err())
	}
	tx.Rollback()
	if r.Next() {
		t.Error("a row after the rollback")
	}
	codeIs(t, r.Err(), value.Terminated)
	_, err := r.Consume()
	codeIs(t, err, value.Terminated)
}

func TestAStatementThatWritesIsCarriedOutWhole(t *testing.T) {
	d := openTest(t)
	tx := begin(t, d, TxOptions{})
	r := run(t, tx, "UNWIND range(1, 5000) AS x CREATE (a:A {x: x}) RETURN a")
	r.Next()
	r.Close()
	if _, err := tx.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := must(t, d, "MATCH (a:A) RETURN count(a)"); !slices.Equal(got, []string{"5000"}) {
		t.Error(got)
	}
}

// Closing does not wait for what runs, and what runs does not seem complete.
func TestClosingEndsWhatRuns(t *testing.T) {
	d, err := OpenMemory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.Run(context.Background(), endless, nil, TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		_, err := r.Consume()
		done <- err
	}()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	codeIs(t, <-done, value.Terminated)
}

func TestTheContextOfAStatementEndsItsWaitingForTheWritersTurn(t *testing.T) {
	d := openTest(t)
	writes, waits := begin(t, d, TxOptions{}), begin(t, d, TxOptions{})
	run(t, writes, "CREATE (:A)")
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(10*time.Millisecond, cancel)
	_, err := waits.Run(ctx, "CREATE (:B)", nil)
	codeIs(t, err, value.Terminated)
	writes.Rollback()
}

func TestACommitThatIsCancelledSaysSo(t *testing.T) {
	d := openTest(t)
	tx := begin(t, d, TxOptions{})
	run(t, tx, "CREATE (:A)")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := tx.Commit(ctx)
	codeIs(t, err, value.Terminated)
	must(t, d, "CREATE (:B)") // the writer's turn is free
}
