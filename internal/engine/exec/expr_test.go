package exec

import (
	"context"
	"errors"
	"testing"
	"time"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// bench evaluates expressions over an empty graph.
type bench struct {
	state    *State
	registry *Registry
}

func newBench(t *testing.T) *bench {
	t.Helper()
	graph := storage.OpenMemory(storage.Options{})
	t.Cleanup(func() { graph.Close() })
	registry := NewRegistry()
	moment := time.Date(2024, 2, 29, 12, 30, 0, 0, time.UTC)
	return &bench{registry: registry, state: &State{
		Context: context.Background(), View: graph.Snapshot(), Limits: Limits{}.WithDefaults(),
		Clock:  Clock{Statement: moment, Transaction: moment},
		Params: map[string]value.Value{"one": value.OfInt(1), "list": value.OfList([]value.Value{value.OfInt(1), {}})},
		Server: &Server{Registry: registry, ID: "d", Database: "neo4j"},
	}}
}

// eval is the value of an expression's text. The expression's own variables
// stand in slots, as plan would give them.
func (b *bench) eval(text string) (value.Value, error) {
	statement, err := syntax.Parse("RETURN " + text)
	if err != nil {
		return value.Value{}, err
	}
	e := statement.Body.(*syntax.Query).Branches[0].Clauses[0].(*syntax.Return).Projection.Items[0].Expr
	p := &plan.Plan{Locals: map[syntax.Expr][]plan.Slot{}}
	syntax.Walk(e, func(n syntax.Node) bool {
		names := 0
		switch n.(type) {
		case *syntax.ListComprehension, *syntax.Quantifier, *syntax.Case:
			names = 1
		case *syntax.Reduce:
			names = 2
		}
		for range names {
			slot := plan.Slot{Index: len(p.Slots)}
			p.Slots = append(p.Slots, slot)
			p.Locals[n.(syntax.Expr)] = append(p.Locals[n.(syntax.Expr)], slot)
		}
		return true
	})
	x, err := Compile(p, b.registry, &plan.Scope{}, e)
	if err != nil {
		return value.Value{}, err
	}
	return x(b.state, newBatch(len(p.Slots)), 0)
}

var valueCases = []struct{ text, want string }{
	{"1 + 2 * 3 ^ 2", "19.0"},
	{"7 / 2 + 7 % 4", "6"},
	{"'a' + 1 + 2.5", "'a12.5'"},
	{"[1] + 2 + [3]", "[1, 2, 3]"},
	{"'a' || 'b'", "'ab'"},
	{"-$one", "-1"},
	{"+'1' IS NULL OR true", "!TypeError"},
	{"1 < 2 < 3", "true"},
	{"1 < 3 < 2", "false"},
	{"1 < null < 3", "null"},
	{"3 < 2 < null", "false"},
	{"1 = 1.0", "true"},
	{"null = null", "null"},
	{"[1, null] = [1, 2]", "null"},
	{"'a' < 1", "null"},
	{"null AND false", "false"},
	{"null OR true", "true"},
	{"null XOR true", "null"},
	{"NOT null", "null"},
	{"false AND 1 / 0 = 1", "false"},
	{"$one AND true", "!TypeError"},
	{"1 IN [2, null]", "null"},
	{"1 IN [1, null]", "true"},
	{"null IN []", "false"},
	{"1 IN null", "null"},
	{"3 IN [1, 2, 3, 4, 5, 6, 7, 8, 9]", "true"},
	{"3.0 IN [1, 2, 3, 4, 5, 6, 7, 8, 9]", "true"},
	{"'3' IN [1, 2, 3, 4, 5, 6, 7, 8, 9]", "false"},
	{"2 IN $list", "null"},
	{"'abc' STARTS WITH 'ab' AND 'abc' ENDS WITH 'bc' AND 'abc' CONTAINS 'b'", "true"},
	{"'abc' CONTAINS 1", "null"},
	{"'abc' =~ 'a.*'", "true"},
	{"'abc' =~ 'b'", "false"},
	{"'ABC' =~ '(?iu)abc'", "true"},
	{"'abc' =~ '(?=a).*'", "!SyntaxError"},
	{"'a' =~ null", "null"},
	{"'b' =~ '[a-c&&[^b]]'", "!SyntaxError"},
	{"'[&&]' =~ '\\\\Q[&&]\\\\E'", "true"},
	{"'a' =~ 'a++'", "!SyntaxError"},
	{"'a' =~ '('", "!SemanticError"},
	{"'ab' =~ 'a)|(?:b'", "!SemanticError"},
	{"1 =~ 'a'", "null"},
	{"null IS NULL", "true"},
	{"1 IS NOT NULL", "true"},
	{"1 IS :: INTEGER", "true"},
	{"null IS :: INTEGER NOT NULL", "false"},
	{"[1, 'a'] IS :: LIST<INTEGER | STRING>", "true"},
	{"[1, 'a'] IS NOT :: LIST<INTEGER>", "true"},
	{"'a' IS NORMALIZED", "true"},
	{"[1, 2, 3][-1]", "3"},
	{"[1, 2, 3][5]", "null"},
	{"[1, 2, 3][null]", "null"},
	{"[1, 2, 3]['a']", "!TypeError"},
	{"{a: 1}['a']", "1"},
	{"{a: 1}[1]", "!TypeError"},
	{"{a: {b: 2}}.a.b", "2"},
	{"{a: 1}.b", "null"},
	{"[1, 2, 3, 4][1..-1]", "[2, 3]"},
	{"[1, 2, 3][..10]", "[1, 2, 3]"},
	{"[1, 2, 3][2..1]", "[]"},
	{"[1, 2, 3][null..1]", "null"},
	{"CASE 2 WHEN 1 THEN 'a' WHEN 2, 3 THEN 'b' END", "'b'"},
	{"CASE null WHEN null THEN 1 ELSE 2 END", "2"},
	{"CASE 5 WHEN > 3 THEN 'more' ELSE 'less' END", "'more'"},
	{"CASE WHEN null THEN 1 WHEN true THEN 2 END", "2"},
	{"[x IN range(1, 5) WHERE x % 2 = 1 | x * x]", "[1, 9, 25]"},
	{"[x IN [1, 2] | [y IN [x] | x + y]]", "[[2], [4]]"},
	{"[x IN null | x]", "null"},
	{"all(x IN [1, null] WHERE x = 1)", "null"},
	{"all(x IN [2, null] WHERE x = 1)", "false"},
	{"any(x IN [1, null] WHERE x = 1)", "true"},
	{"any(x IN [2, null] WHERE x = 1)", "null"},
	{"none(x IN [] WHERE x = 1)", "true"},
	{"single(x IN [1, 2, 1] WHERE x = 1)", "false"},
	{"single(x IN [1, null] WHERE x = 1)", "null"},
	{"reduce(a = 0, x IN [1, 2, 3] | a + x)", "6"},
	{"reduce(a = 0, x IN [1, null] | a + x)", "null"},
	{"reduce(a = 1, x IN {i: 2}.i | a + x)", "3"},
	{"[x IN {i: 2}.i | x]", "[2]"},
	{"any(x IN {s: 'a'}.s WHERE x = 'a')", "true"},
	{"1 / 0", "!ArithmeticError"},
	{"$none", "!ParameterMissing"},
	{"1[0]", "!TypeError"},
	{"1.a", "!TypeError"},
	{"date('2024-02-29').month", "2"},
	{"date('2024-02-29') + duration('P1Y')", "'2025-02-28'"},
}

func TestValues(t *testing.T) {
	b := newBench(t)
	for _, c := range valueCases {
		b.check(t, c.text, c.want)
	}
}

var functionCases = []struct{ text, want string }{
	{"COALESCE(null, 1, 1 / 0)", "1"},
	{"size('héllo') + size([1, 2])", "7"},
	{"size(null)", "null"},
	{"head([])", "null"},
	{"last([1, 2])", "2"},
	{"tail([1, 2, 3])", "[2, 3]"},
	{"reverse('añb')", "'bña'"},
	{"reverse([1, 2])", "[2, 1]"},
	{"range(0, 10, 4)", "[0, 4, 8]"},
	{"range(3, 1)", "[]"},
	{"range(3, 1, -1)", "[3, 2, 1]"},
	{"range(9223372036854775806, 9223372036854775807)", "[9223372036854775806, 9223372036854775807]"},
	{"range(0, 1, 0)", "!ArgumentError"},
	{"range(-9223372036854775808, 9223372036854775807)", "!ArgumentError"},
	{"range(0, 1.5)", "!ArgumentError"},
	{"range(0, null)", "!TypeError"},
	{"range(0, null, 0)", "!ArgumentError"},
	{"keys({a: 1, b: 2})", "['a', 'b']"},
	{"properties({a: 1})", "{a: 1}"},
	{"toInteger('12.7') + toInteger(3.9)", "15"},
	{"toInteger('x')", "null"},
	{"toInteger([1])", "!TypeError"},
	{"toIntegerOrNull([1])", "null"},
	{"toIntegerList(['1', [2], null])", "[1, null, null]"},
	{"toFloat('1e2')", "100.0"},
	{"toBoolean('TRUE')", "true"},
	{"toBoolean(1.5)", "!TypeError"},
	{"toString(1.0) + toString(true)", "'1.0true'"},
	{"toString([])", "!TypeError"},
	{"toStringList([1, [2]])", "['1', null]"},
	{"abs(-3) + sign(-2.5)", "2"},
	{"round(2.5) + round(-2.5)", "1.0"},
	{"round(2.675, 2)", "2.68"},
	{"round(-1.55, 1)", "-1.6"},
	{"round(-1.5, 0)", "-1.0"},
	{"round(-1.5, 0, 'HALF_UP')", "-2.0"},
	{"point({x: 1, y: 2}).z", "!ArgumentError"},
	{"point({x: 1, y: 2}).colour", "!ArgumentError"},
	{"round(1.249, 1, 'UP') + round(1.25, 1, 'HALF_EVEN')", "2.5"},
	{"round(-1.21, 1, 'CEILING')", "-1.2"},
	{"round(1.0, 1, 'SIDEWAYS')", "!ArgumentError"},
	{"ceil(1.1) + floor(1.9) + sqrt(16)", "7.0"},
	{"log10(100) + exp(0) + atan2(0, 1)", "3.0"},
	{"isNaN(0.0 / 0.0)", "true"},
	{"degrees(pi())", "180.0"},
	{"rand() < 1", "true"},
	{"left('hello', 2) + right('hello', 2)", "'helo'"},
	{"left('a', -1)", "!ArgumentError"},
	{"substring('hello', 1, 3) + substring('hello', 4)", "'ello'"},
	{"toUpper('a') + lower('B') + trim('  c ')", "'Abc'"},
	{"toUpper('Straße') + toLower('ΑΣ ΑΣΑ')", "'STRASSEας ασα'"},
	{"toUpper(1)", "!TypeError"},
	{"trim(LEADING 'x' FROM 'xxaxx') + btrim('xbx', 'x')", "'axxb'"},
	{"replace('aaa', 'a', 'b')", "'bbb'"},
	{"split('a,b;c', [',', ';'])", "['a', 'b', 'c']"},
	{"split('abc', '')", "['a', 'b', 'c']"},
	{"normalize('a', NFD)", "'a'"},
	{"nullIf(1, 1) IS NULL AND nullIf(1, 2) = 1", "true"},
	{"isEmpty('') AND isEmpty([]) AND isEmpty({})", "true"},
	{"valueType([1, 'a'])", "'LIST<STRING NOT NULL | INTEGER NOT NULL> NOT NULL'"},
	{"valueType(null)", "'NULL'"},
	{"exists({a: 1}.a)", "true"},
	{"size(randomUUID())", "36"},
	{"timestamp()", "1709209800000"},
	{"date()", "'2024-02-29'"},
	{"date.statement('Pacific/Auckland')", "'2024-03-01'"},
	{"[toInteger(1e19), toInteger(-1.0 / 0), toInteger(0.0 / 0)]", "[9223372036854775807, -9223372036854775808, 0]"},
	{"point({x: 1, y: 2, other: null})", "null"},
	{"duration('P1M') * 0.1", "'P3DT1H2M54.599999999S'"},
	{"date.truncate('year', date('2024-02-29'))", "'2024-01-01'"},
	{"date.truncate('year', null)", "!ProcedureCallFailed"},
	{"date.truncate('year', 1)", "!ProcedureCallFailed"},
	{"date(1)", "!ProcedureCallFailed"},
	{"duration(1.5)", "!ProcedureCallFailed"},
	{"duration.between(1, 2)", "!ProcedureCallFailed"},
	{"datetime.fromEpoch(0, null)", "!ProcedureCallFailed"},
	{"datetime.fromepoch(1, 2).nanosecond", "2"},
	{"datetime.fromepochmillis(1500).millisecond", "500"},
	{"duration.between(date('2024-01-01'), date('2024-03-02'))", "'P2M1D'"},
	{"duration.inDays(date('2024-01-01'), date('2024-03-01')).days", "60"},
	{"localtime({hour: 12})", "'12:00'"},
	{"point({x: 1, y: 2}).x", "1.0"},
	{"point.distance(point({x: 0, y: 0}), point({x: 3, y: 4}))", "5.0"},
	{"point.distance(point({x: 0, y: 0}), {a: 'b'}.a)", "null"},
	{"point.withinBBox({a: 1}.a, point({x: 0, y: 0}), point({x: 3, y: 4}))", "null"},
	{"vector.similarity.euclidean([1, 2], [1, 2])", "1.0"},
	{"time.truncate('day', datetime('2020-10-25T02:30:00[Europe/Stockholm]'), {hour: 3})", "'03:00+02:00'"},
	{"time.truncate('day', datetime('2020-10-25T05:30:00[Europe/Stockholm]'), {hour: 1})", "'01:00+01:00'"},
	{"nope(1)", "!SyntaxError"},
	{"size()", "!SyntaxError"},
	{"count(1)", "!SyntaxError"},
}

func TestFunctions(t *testing.T) {
	b := newBench(t)
	for _, c := range functionCases {
		b.check(t, c.text, c.want)
	}
}

// check wants a printed value or, after a !, the title of an error.
func (b *bench) check(t *testing.T, text, want string) {
	t.Helper()
	v, err := b.eval(text)
	got := value.Print(v)
	if err != nil {
		got = "!" + title(err)
	}
	if got != want {
		t.Errorf("%s is %s, want %s (%v)", text, got, want, err)
	}
}

// TestGrowth holds that a short query cannot ask for more memory than there is.
func TestGrowth(t *testing.T) {
	b := newBench(t)
	b.state.Limits = Limits{Memory: 1 << 20}.WithDefaults()
	for _, text := range []string{
		"reduce(s = 'x', i IN range(1, 100) | s + s)",
		"reduce(s = 'x', i IN range(1, 100) | s || s)",
		"reduce(l = [1], i IN range(1, 100) | [l, l])",
		"reduce(l = [1], i IN range(1, 100) | l + [l])",
		"reduce(m = {a: 1}, i IN range(1, 100) | {a: m, b: m})",
		"reduce(l = [1], i IN range(1, 100) | [x IN [1, 2] | l])",
		"replace(reduce(s = 'x', i IN range(1, 18) | s + s), 'x', '0123456789')",
		"range(1, 100000)",
	} {
		v, err := b.eval(text)
		var raised *value.Error
		if !errors.As(err, &raised) {
			t.Errorf("%s gives a %s (%v)", text, value.TypeName(v), err)
		}
	}
}

// TestLongWorkEnds holds that what goes through many values at once looks whether
// the statement is to end.
func TestLongWorkEnds(t *testing.T) {
	b := newBench(t)
	ctx, cancel := context.WithCancel(context.Background())
	b.state.Context = ctx
	b.state.Params["many"] = value.OfList(make([]value.Value, 5000))
	cancel()
	for _, text := range []string{
		"range(1, 5000)", "split(reduce(s = 'x', i IN range(1, 12) | s + s), '')", "1 IN $many", "$many + 1", "toIntegerList($many)",
		"[x IN $many | x]", "any(x IN $many WHERE x)", "reduce(a = 0, x IN $many | a)",
	} {
		_, err := b.eval(text)
		var raised *value.Error
		if !errors.As(err, &raised) || raised.Code != value.Terminated {
			t.Errorf("%s ends with %v", text, err)
		}
	}
	s := &sorter{held: newHeld(2, both), keys: []plan.SortKey{{Slot: valueSlot}}}
	b.state.Context = context.Background()
	if err := s.takeAll(b.state, &countdown{left: 5000}); err != nil {
		t.Fatal(err)
	}
	b.state.Context = ctx
	if _, err := s.sorted(b.state); err == nil {
		t.Error("a sort goes on")
	}
}

func title(err error) string {
	var raised *value.Error
	var refused *syntax.Error
	switch {
	case errors.As(err, &raised):
		return string(raised.Code[len("Neo.ClientError.Statement."):])
	case errors.As(err, &refused):
		return "SyntaxError"
	}
	return err.Error()
}

func TestAggregates(t *testing.T) {
	b := newBench(t)
	for _, c := range []struct{ call, values, want string }{
		{"count", "[1, null, 2]", "2"},
		{"collect", "[1, null, 2]", "[1, 2]"},
		{"sum", "[]", "0"},
		{"sum", "[1, 2]", "3"},
		{"sum", "[1, 2.5]", "3.5"},
		{"sum", "[0.1, 0.2, 0.3, 1e20, -1e20]", "0.6"},
		{"sum", "[duration('P1D'), duration('PT1H')]", "'P1DT1H'"},
		{"sum", "[1, 'a']", "!TypeError"},
		{"sum", "[1, duration('P1D')]", "!TypeError"},
		{"sum", "[9223372036854775807, 1]", "!ArithmeticError"},
		{"avg", "[1, 2]", "1.5"},
		{"avg", "[]", "null"},
		{"avg", "[duration('P2D'), duration('P4D')]", "'P3D'"},
		{"min", "[2, 1, 'a', [1]]", "[1]"},
		{"max", "[2, 1, 'a', [1]]", "2"},
		{"max", "[null]", "null"},
		{"stDev", "[1, 2, 3]", "1.0"},
		{"stDev", "[null]", "null"},
		{"stDevP", "[1, 1]", "0.0"},
		{"percentileCont", "[10, 20, 30]", "20.0"},
		{"percentileDisc", "[10, 20, 30]", "20"},
	} {
		got, err := b.aggregate(c.call, c.values)
		if err != nil {
			got = "!" + title(err)
		}
		if got != c.want {
			t.Errorf("%s of %s is %s, want %s", c.call, c.values, got, c.want)
		}
	}
}

// aggregate is an aggregating function's value over a list, at the middle for percentiles.
func (b *bench) aggregate(call, values string) (string, error) {
	list, err := b.eval(values)
	if err != nil {
		return "", err
	}
	f, _ := b.registry.LookupFunction(call)
	aggregator := f.Aggregator()
	for _, v := range list.Items() {
		args := []value.Value{v, value.OfFloat(0.5)}
		if err := aggregator.Add(b.state, args[:len(f.Args)]); err != nil {
			return "", err
		}
	}
	v, err := aggregator.Result()
	return value.Print(v), err
}

// TestArguments calls every function with values of every kind in each place:
// it may refuse them, but not break.
func TestArguments(t *testing.T) {
	b := newBench(t)
	b.fill(t)
	samples := []value.Value{{}, value.NodeReference(0), value.RelationshipReference(0),
		value.OfPath(&value.PathData{Nodes: []value.Value{value.NodeReference(0)}})}
	for _, text := range []string{"true", "1", "-1", "1.5", "0.0 / 0", "''", "'abc'", "'year'", "[]", "[1, 'a', null]", "{}", "{x: 1, y: 2}",
		"date()", "localtime()", "time()", "localdatetime()", "datetime()", "duration('P1D')", "point({x: 1, y: 2})"} {
		v, err := b.eval(text)
		if err != nil {
			t.Fatal(err)
		}
		samples = append(samples, v)
	}
	for _, f := range b.registry.allFunctions() {
		for n := range len(f.Args) + 1 {
			if checkCount(f.Name, f.Args, f.Variadic, n) == nil {
				b.combine(t, f, samples, make([]operand, n), 0)
			}
		}
	}
}

// combine puts every sample into the place i of the arguments and those after.
func (b *bench) combine(t *testing.T, f *Function, samples []value.Value, args []operand, i int) {
	if i < len(args) {
		for _, v := range samples {
			args[i] = fixed(v)
			b.combine(t, f, samples, args, i+1)
		}
		return
	}
	defer func() {
		if broken := recover(); broken != nil {
			t.Errorf("%s of %v: %v", f.Name, args, broken)
		}
	}()
	if f.Aggregator == nil {
		called(f, args)(b.state, nil, 0)
		return
	}
	values := make([]value.Value, len(args))
	for i, arg := range args {
		values[i] = arg.value
	}
	aggregator := f.Aggregator()
	if aggregator.Add(b.state, values) == nil {
		aggregator.Result()
	}
}
