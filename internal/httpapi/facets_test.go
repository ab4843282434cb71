package httpapi_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
)

// TestEveryRelationshipOfAPictureHasFacets holds what pictures can be filtered by
// against the claim itself, and that our frame has nothing to be filtered by.
func TestEveryRelationshipOfAPictureHasFacets(t *testing.T) {
	s := serving(t, dbtest.Loaded(t))
	claims := map[any]any{}
	for _, c := range listAt(t, s.get("/api/v1/claims?limit=1000", http.StatusOK), "claims") {
		claims[at(t, c, "key")] = c
	}
	seen := map[string]int{}
	for _, path := range []string{"/api/v1/picture", "/api/v1/queries/definitions/picture", "/api/v1/queries/change-of-networks/picture"} {
		for _, r := range listAt(t, s.get(path, http.StatusOK), "picture", "relationships") {
			claim, standing, documents := at(t, r, "claim"), at(t, r, "standing"), listAt(t, r, "documents")
			switch {
			case claim != nil:
				seen["claim"]++
				wanted := claims[claim]
				stances := map[any]bool{}
				for _, v := range listAt(t, wanted, "voices") {
					stances[at(t, v, "stance")] = true
				}
				if fmt.Sprint(documents) != fmt.Sprint(at(t, wanted, "documents")) || at(t, r, "for") != at(t, wanted, "for") || at(t, r, "against") != at(t, wanted, "against") ||
					len(listAt(t, r, "stances")) != len(stances) || len(listAt(t, r, "voices")) == 0 || len(listAt(t, r, "hedges")) == 0 {
					t.Errorf("%s: %v, of %v", path, r, wanted)
				}
			case standing == "frame":
				seen["frame"]++
				if len(documents)+len(listAt(t, r, "voices"))+len(listAt(t, r, "hedges"))+len(listAt(t, r, "stances")) > 0 || at(t, r, "since") != nil {
					t.Errorf("%s: %v", path, r)
				}
			default:
				seen["record"]++
				if len(documents) == 0 || !strings.HasPrefix(at(t, r, "from").(string), "definition:") {
					t.Errorf("%s: %v", path, r)
				}
			}
			if at(t, r, "since") != nil {
				seen["dated"]++
			}
		}
	}
	for _, kind := range []string{"claim", "frame", "record", "dated"} {
		if seen[kind] == 0 {
			t.Errorf("no relationship is of the kind %s: %v", kind, seen)
		}
	}
}

func TestYearsOfADateAsFarAsKnown(t *testing.T) {
	for date, want := range map[string]string{
		"2013": "2013 2013", "2002-09": "2002 2002", "2001-09-11": "2001 2001", "1990s": "1990 1999", "late 1980s": "1980 1989", "after 2000": "2000 -",
		"": "- -", "unknown": "- -", "recent years": "- -", "one or two years before 2013": "- -", "25 years before the writing": "- -", "after Second World War": "- -", "20131": "- -",
	} {
		if got := httpapi.YearsOf(date); got != want {
			t.Errorf("%q: %s, want %s", date, got, want)
		}
	}
}
