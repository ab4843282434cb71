package exec

import (
	"cmp"
	"math"
	"slices"

	"corridor/internal/engine/value"
)

func aggregatingFunctions() []row {
	return []row{
		{signature: "avg(input :: INTEGER | FLOAT | DURATION) :: INTEGER | FLOAT | DURATION", doc: "The mean of numbers or of durations.", aggregator: func() Aggregator { return &average{} }},
		{signature: "collect(input :: ANY) :: LIST<ANY>", doc: "The list of the values that are not null.", aggregator: func() Aggregator { return &collection{} }},
		{signature: "count(input :: ANY) :: INTEGER", doc: "How many values are not null; count(*) counts rows.", aggregator: func() Aggregator { return &tally{} }},
		{signature: "max(input :: ANY) :: ANY", doc: "The greatest value.", aggregator: func() Aggregator { return &extreme{sign: 1} }},
		{signature: "min(input :: ANY) :: ANY", doc: "The least value.", aggregator: func() Aggregator { return &extreme{sign: -1} }},
		{signature: "percentileCont(input :: FLOAT, percentile :: FLOAT) :: FLOAT", doc: "The percentile of the values, between two of them where it falls there.", aggregator: func() Aggregator { return &percentile{between: true} }},
		{signature: "percentileDisc(input :: INTEGER | FLOAT, percentile :: FLOAT) :: INTEGER | FLOAT", doc: "The value at or just above a percentile.", aggregator: func() Aggregator { return &percentile{} }},
		{signature: "stDev(input :: FLOAT) :: FLOAT", doc: "The standard deviation of a sample.", aggregator: func() Aggregator { return &deviation{taken: 1} }},
		{signature: "stDevP(input :: FLOAT) :: FLOAT", doc: "The standard deviation of a whole population.", aggregator: func() Aggregator { return &deviation{} }},
		{signature: "sum(input :: INTEGER | FLOAT | DURATION) :: INTEGER | FLOAT | DURATION", doc: "The sum of numbers or of durations.", aggregator: func() Aggregator { return &sum{} }},
	}
}

type tally struct{ n int64 }

// Add implements Aggregator.
func (t *tally) Add(_ *State, args []value.Value) error {
	if len(args) == 0 || !args[0].IsNull() {
		t.n++
	}
	return nil
}

// Result implements Aggregator.
func (t *tally) Result() (value.Value, error) { return value.OfInt(t.n), nil }

type collection struct{ items []value.Value }

// Add implements Aggregator.
func (c *collection) Add(_ *State, args []value.Value) error {
	if !args[0].IsNull() {
		c.items = append(c.items, args[0])
	}
	return nil
}

// Result implements Aggregator.
func (c *collection) Result() (value.Value, error) { return value.OfList(c.items), nil }

// extreme keeps the greatest value, or with sign -1 the least.
type extreme struct {
	sign int
	best value.Value
}

// Add implements Aggregator.
func (e *extreme) Add(_ *State, args []value.Value) error {
	v := args[0]
	if !v.IsNull() && (e.best.IsNull() || value.Order(v, e.best)*e.sign > 0) {
		e.best = v
	}
	return nil
}

// Result implements Aggregator.
func (e *extreme) Result() (value.Value, error) { return e.best, nil }

// sum adds integers exactly as long as there are no others; of floats it also
// keeps what is lost in rounding (Kahan, Neumaier).
type sum struct {
	total    value.Value // null before the first value
	lost     float64
	function string
}

// Add implements Aggregator.
func (s *sum) Add(_ *State, args []value.Value) error {
	v := args[0]
	switch {
	case v.IsNull():
		return nil
	case !fitsNumber(v) && v.Kind() != value.Duration:
		return badInput(cmp.Or(s.function, "sum"), "a number or a Duration", v)
	case s.total.IsNull():
		s.total = v
		return nil
	case (s.total.Kind() == value.Duration) != (v.Kind() == value.Duration):
		return typeError("%s() cannot mix numbers and durations", cmp.Or(s.function, "sum"))
	case s.total.Kind() == value.Float || v.Kind() == value.Float:
		s.addFloat(number(v))
		return nil
	}
	total, err := value.Add(s.total, v)
	s.total = total
	return err
}

// addInteger adds to integers; false where the sum was not or is no longer one.
func (s *sum) addInteger(n int64) bool {
	before := s.total.Int()
	total := before + n
	if s.total.Kind() != value.Integer || (total > before) != (n > 0) && n != 0 {
		return false
	}
	s.total = value.OfInt(total)
	return true
}

func (s *sum) addFloat(x float64) {
	before := number(s.total)
	after := before + x
	if math.IsInf(after, 0) {
		s.lost = 0
	} else if math.Abs(before) >= math.Abs(x) {
		s.lost += before - after + x
	} else {
		s.lost += x - after + before
	}
	s.total = value.OfFloat(after)
}

// Result implements Aggregator.
func (s *sum) Result() (value.Value, error) {
	switch s.total.Kind() {
	case value.Null:
		return value.OfInt(0), nil
	case value.Float:
		return value.OfFloat(s.total.Float() + s.lost), nil
	}
	return s.total, nil
}

// average sums numbers as floats, so that integers cannot overflow.
type average struct {
	sum
	n int64
	// parts are the means of the parts of durations: months, days, seconds and
	// nanoseconds, each by itself.
	parts [4]float64
}

// Add implements Aggregator.
func (a *average) Add(st *State, args []value.Value) error {
	v := args[0]
	if v.IsNull() {
		return nil
	}
	if v.Kind() == value.Integer {
		v = value.OfFloat(float64(v.Int()))
	}
	a.n++
	if v.Kind() == value.Duration {
		months, days, seconds, nanos := v.DurationParts()
		for i, part := range [4]int64{months, days, seconds, nanos} {
			a.parts[i] += (float64(part) - a.parts[i]) / float64(a.n)
		}
	}
	a.function = "avg"
	return a.sum.Add(st, []value.Value{v})
}

// Result implements Aggregator.
func (a *average) Result() (value.Value, error) {
	if a.n == 0 {
		return value.Value{}, nil
	}
	total, err := a.sum.Result()
	if err != nil {
		return value.Value{}, err
	}
	if total.Kind() != value.Duration {
		return value.Divide(total, value.OfInt(a.n))
	}
	mean, err := value.DurationOf(a.parts[0], a.parts[1], a.parts[2], a.parts[3])
	if err != nil {
		return value.Value{}, err
	}
	return wholeDays(mean), nil
}

// wholeDays makes days of a duration's seconds where there are enough of them:
// as in Neo4j only for a mean, and only forwards.
func wholeDays(d value.Value) value.Value {
	const day = 24 * 60 * 60
	months, days, seconds, nanos := d.DurationParts()
	if seconds < day {
		return d
	}
	return value.OfDuration(months, days+seconds/day, seconds%day, nanos)
}

// deviation follows the mean and the squares of distances from it (Welford).
// Taken is what is taken off the number of values to divide by.
type deviation struct {
	taken         float64
	n             float64
	mean, squares float64
}

// Add implements Aggregator.
func (d *deviation) Add(_ *State, args []value.Value) error {
	if args[0].IsNull() {
		return nil
	}
	if !fitsNumber(args[0]) {
		return badInput("stDev", "a number", args[0])
	}
	x := number(args[0])
	d.n++
	before := x - d.mean
	d.mean += before / d.n
	d.squares += before * (x - d.mean)
	return nil
}

// Result implements Aggregator.
func (d *deviation) Result() (value.Value, error) {
	if d.n == 0 {
		return value.Value{}, nil
	}
	if d.n <= d.taken {
		return value.OfFloat(0), nil
	}
	return value.OfFloat(math.Sqrt(d.squares / (d.n - d.taken))), nil
}

// percentile keeps all values; the percentile is that of the first row.
type percentile struct {
	between bool // interpolate
	share   float64
	known   bool
	values  []value.Value
}

// Add implements Aggregator.
func (p *percentile) Add(_ *State, args []value.Value) error {
	if !p.known {
		if !fitsNumber(args[1]) {
			return badInput("percentile", "a number as percentile", args[1])
		}
		p.share, p.known = number(args[1]), true
		if !(p.share >= 0 && p.share <= 1) {
			return fail(value.ArgumentError, "Invalid input '%s' is not a valid argument, must be a number in the range 0.0 to 1.0", value.Print(args[1]))
		}
	}
	if args[0].IsNull() {
		return nil
	}
	if !fitsNumber(args[0]) {
		return badInput("percentile", "a number", args[0])
	}
	p.values = append(p.values, args[0])
	return nil
}

// Result implements Aggregator.
func (p *percentile) Result() (value.Value, error) {
	n := len(p.values)
	if n == 0 {
		return value.Value{}, nil
	}
	slices.SortFunc(p.values, value.Order)
	if !p.between {
		return p.values[max(int(math.Ceil(p.share*float64(n)))-1, 0)], nil
	}
	place := p.share * float64(n-1)
	below := int(place)
	low := number(p.values[below])
	high := number(p.values[min(below+1, n-1)])
	return value.OfFloat(low + (high-low)*(place-float64(below))), nil
}
