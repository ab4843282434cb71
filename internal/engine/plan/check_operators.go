package plan

import "corridor/internal/engine/syntax"

func (k *checker) binary(e *syntax.Binary, in place) shape {
	x, y := k.expr(e.X, in), k.expr(e.Y, in)
	switch e.Op {
	case syntax.Or, syntax.Xor, syntax.And:
		k.want(e.X, x, aBoolean)
		k.want(e.Y, y, aBoolean)
	case syntax.In:
		k.want(e.Y, y, aList)
	case syntax.StartsWith, syntax.EndsWith, syntax.Contains: // null for what is no text
	case syntax.Matches:
		k.want(e.X, x, aString)
		k.want(e.Y, y, aString)
	default:
		if rows := arithmetic(e.Op); rows != nil {
			return k.combine(e, x, y, rows)
		}
	}
	return one(aBoolean)
}

// An operation says what an operator makes of operands of some kinds.
type operation struct{ x, y, result kinds }

// onNumbers are the operations of - * / %: whole numbers stay whole.
var onNumbers = [...]operation{
	{anInteger, anInteger, anInteger},
	{aFloat, aNumber, aFloat},
	{anInteger, aFloat, aFloat},
}

// joined are what a text takes on by +.
const joined = aString | aNumber | aBoolean | aTemporal | aDuration | aPoint

// arithmetic gives an operator's operations, nil for one that compares.
func arithmetic(op syntax.Op) []operation {
	switch op {
	case syntax.Add:
		return append(onNumbers[:len(onNumbers):len(onNumbers)],
			operation{aString, joined, aString}, operation{joined, aString, aString},
			operation{aList, anyKind, aList}, operation{anyKind, aList, aList},
			operation{aTemporal, aDuration, aTemporal}, operation{aDuration, aTemporal, aTemporal},
			operation{aDuration, aDuration, aDuration})
	case syntax.Subtract:
		return append(onNumbers[:len(onNumbers):len(onNumbers)],
			operation{aTemporal, aDuration, aTemporal}, operation{aDuration, aDuration, aDuration})
	case syntax.Multiply:
		return append(onNumbers[:len(onNumbers):len(onNumbers)],
			operation{aDuration, aNumber, aDuration}, operation{aNumber, aDuration, aDuration})
	case syntax.Divide:
		return append(onNumbers[:len(onNumbers):len(onNumbers)], operation{aDuration, aNumber, aDuration})
	case syntax.Modulo:
		return onNumbers[:]
	case syntax.Power:
		return []operation{{aNumber, aNumber, aFloat}}
	case syntax.Concatenate:
		return []operation{{aString, aString, aString}, {aList, aList, aList}}
	}
	return nil
}

// combine finds the operations that the operands may stand for, and refuses
// the operand that leaves none.
func (k *checker) combine(e *syntax.Binary, x, y shape, rows []operation) shape {
	var left, right, result kinds
	for _, row := range rows {
		left |= row.x
		if !x.fits(row.x) {
			continue
		}
		right |= row.y
		if y.fits(row.y) {
			result |= row.result
		}
	}
	k.want(e.X, x, left)
	k.want(e.Y, y, right)
	if (x.kinds == 0 || y.kinds == 0) && (e.Op == syntax.Add || e.Op == syntax.Concatenate) {
		return anything
	}
	if result == aList && x.kinds == aList && y.kinds == aList {
		return x.join(y)
	}
	return one(result)
}
