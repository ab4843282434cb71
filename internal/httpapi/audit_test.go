package httpapi_test

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"corridor/internal/db"
	"corridor/internal/httpapi"
)

// TestChangesAreAudited holds what a line of the audit has, and that a request
// that changes nothing leaves none.
func TestChangesAreAudited(t *testing.T) {
	known := tokens(t, "ann read "+readToken+"\nbob write "+writeToken)
	for name, c := range map[string]struct {
		token   string
		changes db.Changes
		want    map[string]any
	}{
		"a change":       {writeToken, db.Changes{NodesCreated: 2, PropertiesSet: 3}, map[string]any{"nodes_created": 2.0, "properties_set": 3.0}},
		"an end":         {writeToken, db.Changes{NodesDeleted: 1, RelationshipsDeleted: 4}, map[string]any{"nodes_deleted": 1.0, "relationships_deleted": 4.0}},
		"no change":      {writeToken, db.Changes{}, nil},
		"not let do it":  {readToken, db.Changes{NodesCreated: 1}, nil},
		"without tokens": {"", db.Changes{NodesCreated: 1}, nil},
	} {
		var lines strings.Builder
		r := request(http.MethodPost, "/api/v1/written")
		r.Header.Set("Authorization", "Bearer "+c.token)
		answer := httpapi.Writing(httpapi.Options{Address: loopback, Tokens: known, Audit: slog.NewJSONHandler(&lines, nil)}, r, c.changes)
		if c.want == nil {
			if lines.Len() > 0 {
				t.Errorf("%s: %s", name, &lines)
			}
			continue
		}
		var line map[string]any
		if err := json.Unmarshal([]byte(lines.String()), &line); err != nil {
			t.Fatalf("%s: %q: %v", name, &lines, err)
		}
		for key, want := range map[string]any{"msg": "write", "token": "bob", "id": answer.Header().Get("X-Request-Id"), "method": "POST", "route": "/api/v1/written", "changes": c.want} {
			if !reflect.DeepEqual(line[key], want) {
				t.Errorf("%s: %s is %v, want %v", name, key, line[key], want)
			}
		}
		if line["time"] == nil || strings.Contains(lines.String(), writeToken) {
			t.Errorf("%s: %s", name, &lines)
		}
	}
}

// TestAMissingLineOfTheAuditIsLogged holds that a full disk hides no change.
func TestAMissingLineOfTheAuditIsLogged(t *testing.T) {
	var log strings.Builder
	r := request(http.MethodPost, "/api/v1/written")
	r.Header.Set("Authorization", "Bearer "+writeToken)
	o := httpapi.Options{Address: loopback, Tokens: tokens(t, "bob write "+writeToken), Log: logTo(&log), Audit: slog.NewJSONHandler(full{}, nil)}
	httpapi.Writing(o, r, db.Changes{NodesCreated: 2})
	for _, word := range []string{"level=ERROR", "a change is missing in the audit", "token=bob", "changes.nodes_created=2", "no space left"} {
		if !strings.Contains(log.String(), word) {
			t.Errorf("there is no %q in %s", word, &log)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }
