package bolt

import "corridor/internal/engine/value"

// kinds are the letters by which tables say what fields hold.
func kinds(letter byte) value.Kind {
	switch letter {
	case 'i':
		return value.Integer
	case 'f':
		return value.Float
	case 's':
		return value.String
	case 'l':
		return value.List
	}
	return value.Map // m
}

// fit says whether fields are as many as letters, and of their kinds.
func fit(fields []value.Value, letters string) bool {
	if len(fields) != len(letters) {
		return false
	}
	for i, field := range fields {
		if field.Kind() != kinds(letters[i]) {
			return false
		}
	}
	return true
}

// entry is what m has at key: null where it has nothing, an error where that
// is not of the kind that belongs there.
func entry(m *value.Mapping, key string, kind value.Kind) (value.Value, error) {
	v, _ := m.Get(key)
	if !v.IsNull() && v.Kind() != kind {
		return value.Value{}, invalid("The entry %s is not as it must be.", key)
	}
	return v, nil
}

func textAt(m *value.Mapping, key string) (string, error) {
	v, err := entry(m, key, value.String)
	if v.IsNull() || err != nil {
		return "", err
	}
	return v.Text(), nil
}

// textsAt is the list of texts at key, and whether there is one.
func textsAt(m *value.Mapping, key string) ([]string, bool, error) {
	v, err := entry(m, key, value.List)
	if v.IsNull() || err != nil {
		return nil, false, err
	}
	texts := make([]string, len(v.Items()))
	for i, item := range v.Items() {
		if item.Kind() != value.String {
			return nil, false, invalid("The entry %s is not a list of texts.", key)
		}
		texts[i] = item.Text()
	}
	return texts, true, nil
}

func integerAt(m *value.Mapping, key string, otherwise int64) (int64, error) {
	v, err := entry(m, key, value.Integer)
	if v.IsNull() || err != nil {
		return otherwise, err
	}
	return v.Int(), nil
}
