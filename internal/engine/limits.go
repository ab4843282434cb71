package engine

import (
	"cmp"
	"strconv"
	"time"

	"corridor/internal/engine/exec"
)

// Limits bound what one client can take from the others. Zero fields stand for
// the defaults.
type Limits struct {
	// Statement bounds the memory and the depth of one statement.
	Statement exec.Limits
	// Length is how many bytes the text of a statement may have.
	Length int
	// Rows is how many rows a result may have; none bounds it by default.
	Rows int64
	// Time is how long a transaction may take that does not say so itself;
	// none bounds it by default.
	Time time.Duration
	// Transactions is how many may be open at once.
	Transactions int
	// Graph is how many bytes the graph may take in memory, about.
	Graph int64
}

// The names of the limits, in errors and in SHOW SETTINGS.
const (
	limitLength       = "statement_length"
	limitRows         = "statement_rows"
	limitTime         = "transaction_time"
	limitTransactions = "transactions"
	limitGraph        = "graph_memory"
)

func (l Limits) withDefaults() Limits {
	l.Statement = *l.Statement.WithDefaults()
	l.Length = cmp.Or(l.Length, 4<<20)
	l.Transactions = cmp.Or(l.Transactions, 1000)
	l.Graph = cmp.Or(l.Graph, 4<<30)
	return l
}

func (l *Limits) settings() []exec.Setting {
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	return []exec.Setting{
		{Name: limitGraph, Value: number(l.Graph), Description: "Bytes that the graph may take in memory, about."},
		{Name: "statement_depth", Value: number(int64(l.Statement.Depth)), Description: "How deep subqueries in expressions may be nested."},
		{Name: limitLength, Value: number(int64(l.Length)), Description: "Bytes that the text of a statement may have."},
		{Name: "statement_list", Value: number(l.Statement.List), Description: "Items that a list may have that a function makes."},
		{Name: "statement_memory", Value: number(l.Statement.Memory), Description: "Bytes that a statement may hold at once."},
		{Name: limitRows, Value: number(l.Rows), Description: "Rows that a result may have; 0 for any number."},
		{Name: limitTime, Value: l.Time.String(), Description: "How long a transaction may take; 0s for any time."},
		{Name: limitTransactions, Value: number(int64(l.Transactions)), Description: "Transactions that may be open at once."},
	}
}
