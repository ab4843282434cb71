package cypher_test

import (
	"testing"

	"corridor/cypher"
	"corridor/internal/db"
	"corridor/internal/dbtest"
)

// TestSearchTakesWhatPeopleType asks with slips of the pen, and with the signs
// of the index's own query language, which must be no more than spaces.
func TestSearchTakesWhatPeopleType(t *testing.T) {
	d := dbtest.Loaded(t)
	q, err := cypher.Lookup("search")
	if err != nil {
		t.Fatal(err)
	}
	for typed, first := range map[string]any{
		"broker":                    "actor:broker",
		"Brokre":                    "actor:broker",
		"trafickers":                "actor:trafficker",
		"smuggl":                    "actor:smuggler",
		"UNODC":                     "org:unodc", // by another name, which is the whole of it
		"kimlicka":                  "person:will-kymlicka",
		`forced" AND (labour~ OR *`: nil,
		`forced-labour`:             "exploitation:forced-labour",
		"forced labour":             "exploitation:forced-labour",
		`name:broker`:               nil,
		`+ - && || ! ( ) { } [ ] ^ " ~ * ? : \ /`: nil,
		"who pays the brokers for a passport":     "claim:workers-pay-brokers-for-passports",
		"the":                                     nil,
		"Lybia":                                   "place:libya", // two slips in five letters
		"waha 2021":                               "doc:001",
		"   ":                                     nil,
		"\x00\u202e'; //":                         nil,
		"移民 مهاجر":                                nil,
	} {
		t.Run(typed, func(t *testing.T) {
			bound, err := q.Bind(map[string]any{"text": typed})
			if err != nil {
				t.Fatal(err)
			}
			rows, err := d.Read(t.Context(), q.Text, bound, db.DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			of, err := d.Of(t.Context(), q, bound)
			if err != nil {
				t.Fatal(err)
			}
			if len(rows.Values) != min(20, int(of)) {
				t.Errorf("%d rows of %d", len(rows.Values), of)
			}
			if first != nil && (len(rows.Values) == 0 || rows.Values[0][0] != first) {
				t.Errorf("the first is not %v: %v", first, rows.Values)
			}
		})
	}
}
