package httpapi_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"corridor/internal/dbtest"
)

// TestClaimsAndEvidenceAreFiltered holds that every row is of what was asked for,
// that something is, and that the filters add up.
func TestClaimsAndEvidenceAreFiltered(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	hasVoice := func(voice string) func(any) bool {
		return func(r any) bool {
			return slices.ContainsFunc(listAt(t, r, "voices"), func(v any) bool { return at(t, v, "voice_key") == voice })
		}
	}
	is := func(column string, want any) func(any) bool {
		return func(r any) bool { return at(t, r, column) == want }
	}
	for path, fits := range map[string]func(any) bool{
		"claims?standing=reported":                           is("standing", "reported"),
		"claims?type=HINDERS":                                is("type", "HINDERS"),
		"claims?voice=org:unodc":                             hasVoice("org:unodc"),
		"claims?document=doc:004&standing=disputed":          func(r any) bool { return slices.Contains(listAt(t, r, "documents"), any("doc:004")) },
		"claims?about=actor:smuggler&type=PERFORMS":          is("subject", "actor:smuggler"),
		"evidence?document=doc:003&stance=asks":              is("document", "doc:003"),
		"evidence?stance=disputes":                           is("stance", "disputes"),
		"evidence?hedge=hearsay":                             is("hedge", "hearsay"),
		"evidence?voice=person:will-kymlicka":                is("voice_key", "person:will-kymlicka"),
		"evidence?on=claim:border-control-curbs-trafficking": is("on", "claim:border-control-curbs-trafficking"),
	} {
		name := path[:6]
		if name != "claims" {
			name = "evidence"
		}
		body := s.get("/api/v1/"+path+"&limit=1000", http.StatusOK)
		rows := listAt(t, body, name)
		if len(rows) == 0 || len(rows) != numberAt(t, body, "total") {
			t.Errorf("%s: %d rows of %v", path, len(rows), at(t, body, "total"))
		}
		for _, r := range rows {
			if !fits(r) {
				t.Errorf("%s: %v", path, r)
			}
		}
	}
	total := func(path string) int { return numberAt(t, s.get("/api/v1/"+path, http.StatusOK), "total") }
	for _, name := range []string{"claims", "evidence"} {
		sum := 0
		filter, values := "standing", []string{"asserted", "disputed", "reported"}
		if name == "evidence" {
			filter, values = "document", []string{"doc:000", "doc:001", "doc:002", "doc:003", "doc:004"}
		}
		for _, v := range values {
			sum += total(name + "?limit=1&" + filter + "=" + v)
		}
		if all := total(name + "?limit=1"); all != sum || all == 0 {
			t.Errorf("%d of %s, by %s %d", all, name, filter, sum)
		}
	}
}

// TestALineOfEvidenceByItsKey walks from a claim to a line of its evidence and back.
func TestALineOfEvidenceByItsKey(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	const claim = "claim:border-control-curbs-trafficking"
	lines := listAt(t, s.get("/api/v1/evidence?on="+claim, http.StatusOK), "evidence")
	for _, line := range lines {
		key := at(t, line, "key").(string)
		found := at(t, s.get("/api/v1/evidence/"+url.PathEscape(key), http.StatusOK), "evidence")
		if at(t, found, "key") != key || at(t, found, "on", "key") != claim || at(t, found, "passage", "key") != at(t, line, "passage") || len(listAt(t, found, "beside")) != len(lines)-1 {
			t.Errorf("%s: %v", key, found)
		}
	}
	if len(lines) < 5 {
		t.Errorf("%d lines", len(lines))
	}
	s.get("/api/v1/evidence/evidence:none", http.StatusNotFound)
	s.get("/api/v1/evidence/actor:broker", http.StatusNotFound)
}

// TestStatisticsAddUp holds the figures by subject against each other and
// against the lists that they count.
func TestStatisticsAddUp(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	rows := listAt(t, s.get("/api/v1/statistics", http.StatusOK), "statistics")
	sums := map[any]int{}
	for _, r := range rows {
		claims := numberAt(t, r, "claims")
		sums[at(t, r, "by")] += claims
		if claims != numberAt(t, r, "asserted")+numberAt(t, r, "disputed")+numberAt(t, r, "reported") || claims == 0 {
			t.Errorf("%v", r)
		}
		filter := map[any]string{"all": "?", "standing": "?standing=", "type": "?type=", "document": "?document="}[at(t, r, "by")]
		value, isText := at(t, r, "key").(string)
		if !isText {
			value = at(t, r, "name").(string)
		}
		if filter == "?" {
			value = ""
		}
		if filter == "" {
			continue
		}
		if total := numberAt(t, s.get("/api/v1/claims"+filter+value, http.StatusOK), "total"); total != claims {
			t.Errorf("%v: %d claims are listed", r, total)
		}
	}
	for _, by := range []any{"standing", "type", "topic"} { // a claim has one of each
		if sums[by] != sums["all"] {
			t.Errorf("by %s there are %d claims of %d", by, sums[by], sums["all"])
		}
	}
	whole := rows[0]
	if evidence := numberAt(t, s.get("/api/v1/evidence", http.StatusOK), "total"); numberAt(t, whole, "evidence") > evidence || at(t, whole, "by") != "all" || numberAt(t, whole, "documents") != 5 {
		t.Errorf("%v; %d lines of evidence", whole, evidence)
	}
	if by := listAt(t, s.get("/api/v1/statistics?by=stage", http.StatusOK), "statistics"); len(by) != 3 {
		t.Errorf("%v", by)
	}
}

// TestADocumentSaysWhatItAdds holds the figures of a document against its lists.
func TestADocumentSaysWhatItAdds(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	for _, d := range listAt(t, s.get("/api/v1/documents", http.StatusOK), "documents") {
		body := s.get("/api/v1/documents/"+at(t, d, "key").(string), http.StatusOK)
		adds := numberAt(t, d, "adds")
		if adds != len(listAt(t, body, "statements")) || adds == 0 || adds > numberAt(t, body, "of_statements", "count") ||
			numberAt(t, body, "of_statements", "count") != numberAt(t, d, "claims") || numberAt(t, d, "voices") != len(listAt(t, body, "voices")) {
			t.Errorf("%v adds %d statements of %v", d, len(listAt(t, body, "statements")), at(t, body, "of_statements"))
		}
	}
	s.get("/api/v1/documents/doc:999", http.StatusNotFound)
	s.get("/api/v1/documents/actor:broker", http.StatusNotFound)
}
