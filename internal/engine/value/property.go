package value

// IsStorable says whether v may be the value of a property: a scalar, or a list
// of scalars of one type. Null is none; it removes a property.
func IsStorable(v Value) bool {
	if v.IsNull() {
		return false
	}
	_, err := ToStorable(v)
	return err == nil
}

// ToStorable is v as a property holds it: a list of integers and floats becomes
// one of floats. It is an error for what no property holds. Null stays null.
func ToStorable(v Value) (Value, error) {
	switch v.kind {
	case Map, Node, Relationship, Path:
		return Value{}, notStorable(v)
	case List:
		return toStorableList(v)
	}
	return v, nil
}

func toStorableList(v Value) (Value, error) {
	items := v.Items()
	mixed := false
	for _, item := range items {
		first := items[0]
		switch {
		case item.kind == Null:
			return Value{}, failure(TypeError, "Collections containing null values can not be stored in properties.")
		case item.kind == List:
			return Value{}, failure(TypeError, "Collections containing collections can not be stored in properties.")
		case item.kind == Map, item.kind == Node, item.kind == Relationship, item.kind == Path:
			return Value{}, notStorable(item)
		case item.kind == Point && first.kind == Point && item.point().srid != first.point().srid:
			return Value{}, failure(TypeError, "Collections containing point values with different CRS can not be stored in properties.")
		case item.kind == first.kind:
		case isNumber(item) && isNumber(first):
			mixed = true
		default:
			return Value{}, failure(TypeError, "Property values can only be lists of one type, but was %s", ValueType(v))
		}
	}
	if !mixed {
		return v, nil
	}
	floats := make([]Value, len(items))
	for i, item := range items {
		floats[i] = OfFloat(toFloat(item))
	}
	return OfList(floats), nil
}

func notStorable(v Value) error {
	return failure(TypeError, "Property values can only be of primitive types or arrays thereof. Encountered: %s.", Print(v))
}
