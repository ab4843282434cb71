package exec

import (
	"math"
	"math/big"
	"math/rand/v2"

	"corridor/internal/engine/value"
)

func numericFunctions() []row {
	return []row{
		{signature: "abs(input :: INTEGER | FLOAT) :: INTEGER | FLOAT", doc: "The number without its sign.", call: absolute},
		{signature: "ceil(input :: FLOAT) :: FLOAT", doc: "The smallest whole number that is not below the number.", call: float(math.Ceil)},
		{signature: "floor(input :: FLOAT) :: FLOAT", doc: "The largest whole number that is not above the number.", call: float(math.Floor)},
		{signature: "isNaN(input :: INTEGER | FLOAT) :: BOOLEAN", doc: "Whether the number is not a number.", call: isNaN},
		{signature: "rand() :: FLOAT", doc: "A random number from 0, below 1.", call: random, impure: true},
		{signature: "round(value :: FLOAT, precision = 0 :: INTEGER | FLOAT, mode = HALF_UP :: STRING) :: FLOAT", doc: "The number rounded to so many digits after the point; mode is UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN or HALF_EVEN.", call: round},
		{signature: "sign(input :: INTEGER | FLOAT) :: INTEGER", doc: "-1, 0 or 1, for a number below, equal to or above zero.", call: sign},
	}
}

func logarithmicFunctions() []row {
	return []row{
		{signature: "e() :: FLOAT", doc: "The base of the natural logarithm.", call: constant(math.E)},
		{signature: "exp(input :: FLOAT) :: FLOAT", doc: "e to the power of the number.", call: float(math.Exp)},
		{signature: "log(input :: FLOAT) :: FLOAT", doc: "The natural logarithm of the number.", call: float(math.Log)},
		{signature: "log10(input :: FLOAT) :: FLOAT", doc: "The logarithm of the number to base 10.", call: float(math.Log10)},
		{signature: "sqrt(input :: FLOAT) :: FLOAT", doc: "The square root of the number.", call: float(math.Sqrt)},
	}
}

func trigonometricFunctions() []row {
	return []row{
		{signature: "acos(input :: FLOAT) :: FLOAT", doc: "The arc cosine of the number, in radians.", call: float(math.Acos)},
		{signature: "asin(input :: FLOAT) :: FLOAT", doc: "The arc sine of the number, in radians.", call: float(math.Asin)},
		{signature: "atan(input :: FLOAT) :: FLOAT", doc: "The arc tangent of the number, in radians.", call: float(math.Atan)},
		{signature: "atan2(y :: FLOAT, x :: FLOAT) :: FLOAT", doc: "The angle of the point with these coordinates, in radians.", call: arcTangent},
		{signature: "cos(input :: FLOAT) :: FLOAT", doc: "The cosine of an angle in radians.", call: float(math.Cos)},
		{signature: "cosh(input :: FLOAT) :: FLOAT", doc: "The hyperbolic cosine of the number.", call: float(math.Cosh)},
		{signature: "cot(input :: FLOAT) :: FLOAT", doc: "The cotangent of an angle in radians.", call: float(func(x float64) float64 { return 1 / math.Tan(x) })},
		{signature: "coth(input :: FLOAT) :: FLOAT", doc: "The hyperbolic cotangent of the number.", call: float(hyperbolicCotangent)},
		{signature: "degrees(input :: FLOAT) :: FLOAT", doc: "An angle in radians as degrees.", call: float(func(x float64) float64 { return x * (180 / math.Pi) })},
		{signature: "haversin(input :: FLOAT) :: FLOAT", doc: "Half of the versed sine of an angle in radians.", call: float(func(x float64) float64 { return (1 - math.Cos(x)) / 2 })},
		{signature: "pi() :: FLOAT", doc: "The ratio of a circle's circumference to its diameter.", call: constant(math.Pi)},
		{signature: "radians(input :: FLOAT) :: FLOAT", doc: "An angle in degrees as radians.", call: float(func(x float64) float64 { return x * (math.Pi / 180) })},
		{signature: "sin(input :: FLOAT) :: FLOAT", doc: "The sine of an angle in radians.", call: float(math.Sin)},
		{signature: "sinh(input :: FLOAT) :: FLOAT", doc: "The hyperbolic sine of the number.", call: float(math.Sinh)},
		{signature: "tan(input :: FLOAT) :: FLOAT", doc: "The tangent of an angle in radians.", call: float(math.Tan)},
		{signature: "tanh(input :: FLOAT) :: FLOAT", doc: "The hyperbolic tangent of the number.", call: float(math.Tanh)},
	}
}

// number is the size of v, of kind Integer or Float.
func number(v value.Value) float64 {
	if v.Kind() == value.Integer {
		return float64(v.Int())
	}
	return v.Float()
}

// float makes a call of a function of one real number.
func float(f func(float64) float64) func(*State, []value.Value) (value.Value, error) {
	return func(_ *State, args []value.Value) (value.Value, error) {
		return value.OfFloat(f(number(args[0]))), nil
	}
}

func constant(f float64) func(*State, []value.Value) (value.Value, error) {
	return func(*State, []value.Value) (value.Value, error) { return value.OfFloat(f), nil }
}

func absolute(_ *State, args []value.Value) (value.Value, error) {
	v := args[0]
	if v.Kind() == value.Float {
		return value.OfFloat(math.Abs(v.Float())), nil
	}
	if v.Int() < 0 {
		return value.Negate(v)
	}
	return v, nil
}

func isNaN(_ *State, args []value.Value) (value.Value, error) {
	return value.OfBool(math.IsNaN(number(args[0]))), nil
}

func random(*State, []value.Value) (value.Value, error) { return value.OfFloat(rand.Float64()), nil }

func sign(_ *State, args []value.Value) (value.Value, error) {
	switch x := number(args[0]); {
	case x > 0:
		return value.OfInt(1), nil
	case x < 0:
		return value.OfInt(-1), nil
	}
	return value.OfInt(0), nil
}

func arcTangent(_ *State, args []value.Value) (value.Value, error) {
	return value.OfFloat(math.Atan2(number(args[0]), number(args[1]))), nil
}

// hyperbolicCotangent has no value at 0.
func hyperbolicCotangent(x float64) float64 {
	if x == 0 {
		return math.NaN()
	}
	return 1 / math.Tanh(x)
}

// round rounds what the number's decimal digits say, so that 2.675 to two
// digits is 2.68 though the float is a little less.
func round(_ *State, args []value.Value) (value.Value, error) {
	x, precision, mode := number(args[0]), 0.0, "HALF_UP"
	if len(args) > 1 {
		precision = number(args[1])
	}
	if len(args) > 2 {
		mode = args[2].Text()
	}
	if precision < 0 {
		return value.Value{}, fail(value.ArgumentError, "Precision argument to 'round()' cannot be negative")
	}
	away, known := roundings[mode]
	if !known {
		return value.Value{}, fail(value.ArgumentError, "Unknown rounding mode '%s'. Valid values are: CEILING, FLOOR, UP, DOWN, HALF_EVEN, HALF_UP, HALF_DOWN.", mode)
	}
	if len(args) == 1 || len(args) == 2 && precision == 0 {
		return value.OfFloat(roundUp(x)), nil
	}
	if math.IsNaN(x) || math.IsInf(x, 0) || precision > 308 {
		return value.OfFloat(x), nil
	}
	return value.OfFloat(roundDecimal(x, int64(precision), away)), nil
}

// roundUp rounds to a whole number, halves upwards, also below zero.
func roundUp(x float64) float64 {
	if floor := math.Floor(x); x-floor < 0.5 {
		return floor
	}
	return math.Ceil(x)
}

// A rounding says whether the digits before the cut, a whole number without its
// sign, go up by one: half is how what is cut off stands to one half.
type rounding func(negative, odd bool, half int) bool

// roundings has the modes of round() by name.
var roundings = map[string]rounding{
	"UP":        func(bool, bool, int) bool { return true },
	"DOWN":      func(bool, bool, int) bool { return false },
	"CEILING":   func(negative, _ bool, _ int) bool { return !negative },
	"FLOOR":     func(negative, _ bool, _ int) bool { return negative },
	"HALF_UP":   func(_, _ bool, half int) bool { return half >= 0 },
	"HALF_DOWN": func(_, _ bool, half int) bool { return half > 0 },
	"HALF_EVEN": func(_, odd bool, half int) bool { return half > 0 || half == 0 && odd },
}

func roundDecimal(x float64, precision int64, away rounding) float64 {
	exact, _ := new(big.Rat).SetString(big.NewFloat(math.Abs(x)).Text('g', -1))
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(precision), nil)
	scaled := new(big.Rat).Mul(exact, new(big.Rat).SetInt(scale))
	whole, rest := new(big.Int).QuoRem(scaled.Num(), scaled.Denom(), new(big.Int))
	if rest.Sign() != 0 {
		half := new(big.Int).Lsh(rest, 1).Cmp(scaled.Denom())
		if away(x < 0, whole.Bit(0) == 1, half) {
			whole.Add(whole, big.NewInt(1))
		}
	}
	result, _ := new(big.Rat).SetFrac(whole, scale).Float64()
	return math.Copysign(result, x)
}

// vectors are the numbers of two lists of one length, in single precision.
func vectors(function string, args []value.Value) (a, b []float32, err error) {
	var both [2][]float32
	for i, list := range args {
		for _, item := range list.Items() {
			if item.Kind() != value.Integer && item.Kind() != value.Float {
				return nil, nil, fail(value.ArgumentError, "Invalid input for function '%s()': %s is not a list of numbers", function, value.Print(list))
			}
			both[i] = append(both[i], float32(number(item)))
		}
	}
	if len(both[0]) != len(both[1]) || len(both[0]) == 0 {
		return nil, nil, fail(value.ArgumentError, "Invalid input for function '%s()': the vectors must have the same number of dimensions", function)
	}
	return both[0], both[1], nil
}

// cosineSimilarity counts in single precision with vectors of length 1, as
// Neo4j does: a threshold that was found there holds here.
func cosineSimilarity(_ *State, args []value.Value) (value.Value, error) {
	a, b, err := vectors("vector.similarity.cosine", args)
	if err != nil {
		return value.Value{}, err
	}
	lengthA, lengthB := euclideanLength(a), euclideanLength(b)
	if lengthA == 0 || lengthB == 0 {
		return value.Value{}, fail(value.ArgumentError, "Invalid input for function 'vector.similarity.cosine()': a vector of length 0 has no direction")
	}
	var dot float32
	for i := range a {
		dot += float32(float64(a[i])/lengthA) * float32(float64(b[i])/lengthB)
	}
	return value.OfFloat(float64((1 + dot) / 2)), nil
}

func euclideanLength(v []float32) float64 {
	squares := 0.0
	for _, x := range v {
		squares += float64(x) * float64(x)
	}
	return math.Sqrt(squares)
}

func euclideanSimilarity(_ *State, args []value.Value) (value.Value, error) {
	a, b, err := vectors("vector.similarity.euclidean", args)
	if err != nil {
		return value.Value{}, err
	}
	var distance float32
	for i := range a {
		distance += (a[i] - b[i]) * (a[i] - b[i])
	}
	return value.OfFloat(float64(1 / (1 + distance))), nil
}
