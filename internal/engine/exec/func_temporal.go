package exec

import (
	"slices"
	"strings"
	"time"

	"corridor/internal/engine/value"
)

// temporalKinds are the types of moments, and the names of their functions.
var temporalKinds = [...]struct {
	name, result string
	kind         value.Kind
}{
	{"date", "DATE", value.Date},
	{"datetime", "ZONED DATETIME", value.DateTime},
	{"localdatetime", "LOCAL DATETIME", value.LocalDateTime},
	{"localtime", "LOCAL TIME", value.LocalTime},
	{"time", "ZONED TIME", value.Time},
}

func temporalFunctions() []row {
	rows := []row{
		{signature: "datetime.fromepoch(seconds :: INTEGER | FLOAT, nanoseconds :: INTEGER | FLOAT) :: ZONED DATETIME", doc: "The moment so long after 1970-01-01T00:00Z.", call: fromEpoch, nulls: true},
		{signature: "datetime.fromepochmillis(milliseconds :: INTEGER | FLOAT) :: ZONED DATETIME", doc: "The moment so many milliseconds after 1970-01-01T00:00Z.", call: fromEpochMillis, nulls: true},
		{signature: "duration(input :: ANY) :: DURATION", doc: "A duration from a text or a map.", call: construct(value.Duration)},
		{signature: "duration.between(from :: ANY, to :: ANY) :: DURATION", doc: "The duration from one moment to another in months, days and seconds.", call: between("")},
		{signature: "duration.inDays(from :: ANY, to :: ANY) :: DURATION", doc: "The duration from one moment to another in whole days.", call: between("days")},
		{signature: "duration.inMonths(from :: ANY, to :: ANY) :: DURATION", doc: "The duration from one moment to another in whole months.", call: between("months")},
		{signature: "duration.inSeconds(from :: ANY, to :: ANY) :: DURATION", doc: "The duration from one moment to another in seconds.", call: between("seconds")},
	}
	for _, k := range temporalKinds {
		result, what := ") :: "+k.result, "a "+strings.ToLower(k.result)
		rows = append(rows,
			row{signature: k.name + "(input = DEFAULT_TEMPORAL_ARGUMENT :: ANY" + result, doc: "Now, or what a text, a map or another moment says, as " + what + ".", call: construct(k.kind), impure: true, textual: true},
			row{signature: k.name + ".realtime(timezone = DEFAULT_TEMPORAL_ARGUMENT :: ANY" + result, doc: "The moment at which it is called, as " + what + ".", call: now(k.kind, realTime), impure: true},
			row{signature: k.name + ".statement(timezone = DEFAULT_TEMPORAL_ARGUMENT :: ANY" + result, doc: "The moment at which the statement began, as " + what + ".", call: now(k.kind, statementTime), impure: true},
			row{signature: k.name + ".transaction(timezone = DEFAULT_TEMPORAL_ARGUMENT :: ANY" + result, doc: "The moment at which the transaction began, as " + what + ".", call: now(k.kind, transactionTime), impure: true},
			row{signature: k.name + ".truncate(unit :: STRING, input = DEFAULT_TEMPORAL_ARGUMENT :: ANY, fields = null :: MAP" + result, doc: "A moment cut to a unit, as " + what + ".", call: truncate(k.kind), nulls: true, impure: true},
		)
	}
	return rows
}

func statementTime(st *State) time.Time   { return st.Clock.Statement }
func transactionTime(st *State) time.Time { return st.Clock.Transaction }
func realTime(*State) time.Time           { return time.Now() }

// clock is what a temporal function takes for now: the statement's moment, in UTC.
func (st *State) clock() value.Clock {
	return value.Clock{Now: st.Clock.Statement, Zone: value.UTC}
}

func construct(kind value.Kind) func(*State, []value.Value) (value.Value, error) {
	return func(st *State, args []value.Value) (value.Value, error) {
		if len(args) == 0 {
			return value.Now(kind, st.clock()), nil
		}
		return value.Construct(kind, args[0], st.clock())
	}
}

func now(kind value.Kind, at func(*State) time.Time) func(*State, []value.Value) (value.Value, error) {
	return func(st *State, args []value.Value) (value.Value, error) {
		clock := value.Clock{Now: at(st), Zone: value.UTC}
		if len(args) == 0 {
			return value.Now(kind, clock), nil
		}
		if args[0].Kind() != value.String {
			return value.Value{}, typeError("Invalid input for a time zone: Expected a String, got: %s", describe(args[0]))
		}
		zone := &value.Mapping{}
		zone.Set("timezone", args[0])
		return value.Construct(kind, value.OfMap(zone), clock)
	}
}

func truncate(kind value.Kind) func(*State, []value.Value) (value.Value, error) {
	return func(st *State, args []value.Value) (value.Value, error) {
		if err := given("truncate", args[:min(len(args), 2)]); err != nil {
			return value.Value{}, err
		}
		moment, fields := value.Now(kind, st.clock()), value.Value{}
		if len(args) > 1 {
			moment = args[1]
		}
		if len(args) > 2 {
			fields = args[2]
		}
		return value.Truncate(kind, args[0].Text(), moment, fields, st.clock())
	}
}

func between(unit string) func(*State, []value.Value) (value.Value, error) {
	return func(_ *State, args []value.Value) (value.Value, error) {
		return value.Between(unit, args[0], args[1])
	}
}

// given refuses null where Neo4j does, too.
func given(name string, args []value.Value) error {
	if slices.ContainsFunc(args, value.Value.IsNull) {
		return fail(value.ProcedureFailed, "Invalid call of %s(): it was given null", name)
	}
	return nil
}

func fromEpoch(_ *State, args []value.Value) (value.Value, error) {
	if err := given("fromEpoch", args); err != nil {
		return value.Value{}, err
	}
	return value.FromEpoch(whole(args[0]), whole(args[1]))
}

func fromEpochMillis(_ *State, args []value.Value) (value.Value, error) {
	if err := given("fromEpochMillis", args); err != nil {
		return value.Value{}, err
	}
	return value.FromEpochMillis(whole(args[0]))
}

// whole is a number without its fraction.
func whole(v value.Value) int64 {
	if v.Kind() == value.Integer {
		return v.Int()
	}
	return int64(v.Float())
}
