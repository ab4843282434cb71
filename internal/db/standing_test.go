package db_test

import (
	"path/filepath"
	"testing"

	"corridor/graph"
	"corridor/internal/db"
	"corridor/internal/dbtest"
)

// TestANewerDatasetKeepsWhatUsersAdded walks a kept folder from an older
// release to the one that the program carries.
func TestANewerDatasetKeepsWhatUsersAdded(t *testing.T) {
	folder, value := filepath.Join(t.TempDir(), "graph"), dbtest.Dataset(t)
	older := without(value, "actor:broker")
	older.Edition = value.Edition - 1
	d := inFolder(t, folder)
	stands(t, d, older, db.Wanting)
	load(t, d, older)
	stands(t, d, older, db.Held)
	write(t, d, "MATCH (a {key: 'actor:migrant'}), (b {key: 'actor:smuggler'}) SET a.seen = 'in Trieste' "+
		"CREATE (:Mine {note: 'kept'})-[:ON]->(a), (a)-[:KNOWS {since: 2015}]->(b)")
	shut(t, d)

	d = inFolder(t, folder)
	stands(t, d, value, db.Wanting)
	load(t, d, value)
	shut(t, d)

	d = inFolder(t, folder)
	defer shut(t, d)
	stands(t, d, value, db.Held)
	stands(t, d, older, db.Behind)
	for text, want := range map[string]any{
		"MATCH (:Mine {note: 'kept'})-[:ON]->(a {seen: 'in Trieste'}) RETURN a.key":                     "actor:migrant",
		"MATCH ({key: 'actor:migrant'})-[k:KNOWS]->({key: 'actor:smuggler'}) RETURN k.since":            int64(2015),
		"MATCH (n {key: 'actor:broker'}) RETURN count(n)":                                               int64(1),
		"MATCH (r:Release) RETURN r.edition":                                                            int64(value.Edition),
		"MATCH (r:Release) WHERE r.previous = '" + older.Release + "' RETURN 'actor:broker' IN r.added": true,
	} {
		if have := one(t, d, text); have != want {
			t.Errorf("%s: %v, want %v", text, have, want)
		}
	}
}

// TestHalfAReleaseIsFinished holds that what a stopped load left counts as
// wanting for its own program, and as newer for an older one.
func TestHalfAReleaseIsFinished(t *testing.T) {
	d, value := inFolder(t, ""), dbtest.Dataset(t)
	defer shut(t, d)
	older := without(value, "actor:broker")
	load(t, d, older)
	stopped(t, d, value, 0.5)
	stands(t, d, value, db.Wanting)
	stands(t, d, older, db.Behind)
}

func stands(t *testing.T, d *db.DB, value *graph.Value, want db.Standing) {
	t.Helper()
	if have, err := d.Standing(t.Context(), value); err != nil || have != want {
		t.Errorf("release %s stands %v, %v; want %v", value.Release[:graph.ShortRelease], have, err, want)
	}
}
