package httpapi

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
)

// FuzzTypedParameters decodes what a client may send as typed JSON: it is
// refused, or it means values that are written as typed JSON and read again as
// the same.
func FuzzTypedParameters(f *testing.F) {
	for _, seed := range []string{
		`{"a": {"$type": "Integer", "_value": "1"}, "b": {"$type": "Float", "_value": "-0.5"}, "c": {"$type": "String", "_value": "\u00e9"}}`,
		`{"a": {"$type": "List", "_value": [{"$type": "Null", "_value": null}, null]}, "b": {"$type": "Map", "_value": {"x": {"$type": "Boolean", "_value": true}}}}`,
		`{"a": {"$type": "Date", "_value": "2013-03-01"}, "b": {"$type": "ZonedDateTime", "_value": "2013-07-01T10:15:30+02:00[Europe/Paris]"}}`,
		`{"a": {"$type": "Duration", "_value": "P1Y2M3DT4H5M6.7S"}, "b": {"$type": "Point", "_value": "SRID=4979;POINT Z (1 2 3)"}, "c": {"$type": "Base64", "_value": "AQID"}}`,
		`{"a": {"$type": "Node", "_value": {}}}`, `{"a": 1}`, `[]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		values, err := decodeTyped(text)
		if err != nil {
			return
		}
		written := []byte{'{'}
		for name, v := range values {
			if len(written) > 1 {
				written = append(written, ',')
			}
			written = appendValue(append(appendString(written, name), ':'), v, true)
		}
		again, err := decodeTyped(append(written, '}'))
		if err != nil {
			t.Fatalf("%s was written as %s: %v", text, written, err)
		}
		if !reflect.DeepEqual(values, again) && !bytes.Contains(written, []byte(`"NaN"`)) { // which equals nothing
			t.Fatalf("%v was written as %s and read as %v", values, written, again)
		}
	})
}

func decodeTyped(text []byte) (map[string]any, error) {
	var raw map[string]any
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&raw); err != nil {
		return nil, err
	}
	return parametersIn(raw, true)
}
