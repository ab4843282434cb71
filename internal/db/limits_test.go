package db_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"corridor/internal/db"
	"corridor/internal/dbtest"
)

// TestAnAnswerMayNotTakeTooMuchMemory asks for few rows that are large, in each
// form that a value may have.
func TestAnAnswerMayNotTakeTooMuchMemory(t *testing.T) {
	d := dbtest.Empty(t)
	write(t, d, "CREATE (a:Large {text: reduce(s = '0123456789', i IN range(1, 10) | s + s)}) CREATE (a)-[:LARGE {text: a.text}]->(a)")
	limits := db.Limits{Time: time.Minute, Rows: 1000, Bytes: 1 << 20}
	for _, text := range []string{
		"UNWIND range(1, 900) AS i RETURN range(1, 1000)",
		"UNWIND range(1, 900) AS i RETURN [n IN range(1, 300) | {a: n}]",
		"UNWIND range(1, 900) AS i MATCH (n:Large) RETURN n.text",
		"UNWIND range(1, 900) AS i MATCH (n:Large) RETURN n",
		"UNWIND range(1, 900) AS i MATCH ()-[r:LARGE]->() RETURN r",
		"UNWIND range(1, 900) AS i MATCH p = (:Large)-[:LARGE]->() RETURN p",
	} {
		if rows, err := d.Read(t.Context(), text, nil, limits); !errors.Is(err, db.ErrLimit) || !strings.Contains(err.Error(), "more than 1 MiB by row ") || len(rows.Values) > 0 {
			t.Errorf("%s: %d rows, %v", text, len(rows.Values), err)
		}
	}
	if rows, err := d.Read(t.Context(), "UNWIND range(1, 900) AS i RETURN range(1, 10)", nil, limits); err != nil || len(rows.Values) != 900 {
		t.Errorf("what is within the limit: %d rows, %v", len(rows.Values), err)
	}
	if _, err := d.Read(t.Context(), "UNWIND range(1, 10000) AS i RETURN range(1, 20000)", nil, db.DefaultLimits); !errors.Is(err, db.ErrLimit) || !strings.Contains(err.Error(), "more than 32 MiB") {
		t.Errorf("by default: %v", err)
	}
}

// TestAWriteWithALargeAnswerIsCarriedOut holds that the limit leaves no doubt
// about what was written.
func TestAWriteWithALargeAnswerIsCarriedOut(t *testing.T) {
	d := dbtest.Empty(t)
	const text = "UNWIND range(1, 3000) AS i CREATE (:OfALargeAnswer) RETURN range(1, 1000)"
	_, err := d.Write(t.Context(), text, nil, db.Limits{Time: time.Minute, Rows: 3000, Bytes: 1 << 20})
	if !errors.Is(err, db.ErrLimit) || !strings.HasSuffix(err.Error(), "the statement was carried out") {
		t.Errorf("have %v", err)
	}
	if n := one(t, d, "MATCH (n:OfALargeAnswer) RETURN count(n)"); n != int64(3000) {
		t.Errorf("%v nodes were written", n)
	}
}

// TestAFaultBeyondTheLimitOfRowsIsAFault has a statement that fails after more
// rows than are wanted, while the rest is counted.
func TestAFaultBeyondTheLimitOfRowsIsAFault(t *testing.T) {
	d := dbtest.Empty(t)
	limits := db.Limits{Time: time.Minute, Rows: 100}
	rows, err := d.Read(t.Context(), "UNWIND range(0, 20000) AS x RETURN 1 / (15000 - x)", nil, limits)
	if !errors.Is(err, db.ErrStatement) || rows.More {
		t.Errorf("%d rows, more %v, %v", len(rows.Values), rows.More, err)
	}
}

// TestTimeThatRunsOutWhileTheRestIsCountedIsNoFault gives what was asked for.
func TestTimeThatRunsOutWhileTheRestIsCountedIsNoFault(t *testing.T) {
	d := dbtest.Empty(t)
	const slow = "UNWIND range(1, 1000000000) AS x WITH x WHERE x <= 1500 OR x % 7 = 8 RETURN x"
	rows, err := d.Read(t.Context(), slow, nil, db.Limits{Time: 2 * time.Second, Rows: 100})
	if err != nil || len(rows.Values) != 100 || !rows.More || rows.Left != db.Uncounted {
		t.Errorf("%d rows, more %v, %d left, %v", len(rows.Values), rows.More, rows.Left, err)
	}
}
