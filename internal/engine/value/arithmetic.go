package value

import (
	"math"
	"slices"
)

// Add is a + b: of numbers, texts (also with a number), lists (also with an
// item), durations, and of a temporal value and a duration. Null with anything
// is null.
func Add(a, b Value) (Value, error) {
	if a.kind == Integer && b.kind == Integer {
		if sum, fits := addExact(a.Int(), b.Int()); fits {
			return OfInt(sum), nil
		}
		return Value{}, overflow()
	}
	if isNumber(a) && isNumber(b) {
		return OfFloat(toFloat(a) + toFloat(b)), nil
	}
	if a.kind == Null || b.kind == Null {
		return Value{}, nil
	}
	if a.kind == List || b.kind == List {
		return concatenate(a, b), nil
	}
	if a.kind == String || b.kind == String {
		return joinTexts(a, b)
	}
	return addDuration(a, b)
}

// longestCopy is how many items are copied at once: while memory is moved the
// garbage collector waits, and everybody with it.
const longestCopy = 1 << 15

// concatenate joins two lists, or puts an item before or after one.
func concatenate(a, b Value) Value {
	items := make([]Value, 0, length(a)+length(b))
	for _, v := range [...]Value{a, b} {
		if v.kind == List {
			for part := range slices.Chunk(v.Items(), longestCopy) {
				items = append(items, part...)
			}
		} else {
			items = append(items, v)
		}
	}
	return OfList(items)
}

// length is how many items v brings to a list it is joined with.
func length(v Value) int {
	if v.kind == List {
		return len(v.Items())
	}
	return 1
}

// joinTexts puts the texts of two scalars together.
func joinTexts(a, b Value) (Value, error) {
	left, ok := ToString(a)
	right, also := ToString(b)
	if !ok || !also {
		return nullOr(a, b, "add", "and")
	}
	return OfString(left + right), nil
}

// Subtract is a - b, of numbers, durations, and a duration from a temporal value.
func Subtract(a, b Value) (Value, error) {
	if a.kind == Integer && b.kind == Integer {
		difference := a.Int() - b.Int()
		if (difference < a.Int()) == (b.Int() > 0) {
			return OfInt(difference), nil
		}
		return Value{}, overflow()
	}
	if isNumber(a) && isNumber(b) {
		return OfFloat(toFloat(a) - toFloat(b)), nil
	}
	return subtractDuration(a, b)
}

// Multiply is a * b, of numbers, and of a duration and a number.
func Multiply(a, b Value) (Value, error) {
	if a.kind == Integer && b.kind == Integer {
		if product, fits := multiplyExact(a.Int(), b.Int()); fits {
			return OfInt(product), nil
		}
		return Value{}, overflow()
	}
	if isNumber(a) && isNumber(b) {
		return OfFloat(toFloat(a) * toFloat(b)), nil
	}
	return multiplyDuration(a, b)
}

// Divide is a / b: rounded towards zero between integers, of a duration by a number.
func Divide(a, b Value) (Value, error) {
	if a.kind == Integer && b.kind == Integer {
		switch b.Int() {
		case 0:
			return Value{}, failure(ArithmeticError, "/ by zero")
		case -1:
			return Negate(a)
		}
		return OfInt(a.Int() / b.Int()), nil
	}
	if isNumber(a) && isNumber(b) {
		return OfFloat(toFloat(a) / toFloat(b)), nil
	}
	return divideDuration(a, b)
}

// Modulo is what a / b leaves, with the sign of a.
func Modulo(a, b Value) (Value, error) {
	if a.kind == Integer && b.kind == Integer {
		switch b.Int() {
		case 0:
			return Value{}, failure(ArithmeticError, "/ by zero")
		case -1:
			return OfInt(0), nil
		}
		return OfInt(a.Int() % b.Int()), nil
	}
	if isNumber(a) && isNumber(b) {
		return OfFloat(math.Mod(toFloat(a), toFloat(b))), nil
	}
	return nullOr(a, b, "calculate modulus of", "and")
}

// Power is a ^ b, always a float.
func Power(a, b Value) (Value, error) {
	if isNumber(a) && isNumber(b) {
		return OfFloat(power(toFloat(a), toFloat(b))), nil
	}
	return nullOr(a, b, "raise", "to the power of")
}

// power differs from math.Pow where one is NaN or infinity: as in Java, 1 to
// such a power is no number.
func power(base, exponent float64) float64 {
	if math.Abs(base) == 1 && (math.IsNaN(exponent) || math.IsInf(exponent, 0)) {
		return math.NaN()
	}
	return math.Pow(base, exponent)
}

// Negate is -v, of a number or a duration.
func Negate(v Value) (Value, error) {
	switch v.kind {
	case Null:
		return v, nil
	case Integer:
		if v.Int() == math.MinInt64 {
			return Value{}, overflow()
		}
		return OfInt(-v.Int()), nil
	case Float:
		return OfFloat(-v.Float()), nil
	case Duration:
		return Multiply(v, OfInt(-1))
	}
	return Value{}, failure(TypeError, "Cannot negate `%s`", TypeName(v))
}

// nullOr is null if an operand is, else the error that these two do not go together.
func nullOr(a, b Value, verb, link string) (Value, error) {
	if a.kind == Null || b.kind == Null {
		return Value{}, nil
	}
	return Value{}, failure(TypeError, "Cannot %s `%s` %s `%s`", verb, TypeName(a), link, TypeName(b))
}

func overflow() error { return failure(ArithmeticError, "long overflow") }

// toFloat is the size of the number v.
func toFloat(v Value) float64 {
	if v.kind == Integer {
		return float64(v.Int())
	}
	return v.Float()
}
