package db_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"corridor/graph"
	"corridor/internal/db"
	"corridor/internal/dbtest"
)

func write(t *testing.T, d *db.DB, text string) db.Rows {
	t.Helper()
	rows, err := d.Write(t.Context(), text, nil, db.DefaultLimits)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return rows
}

func one(t *testing.T, d *db.DB, text string) any {
	t.Helper()
	rows, err := d.Read(t.Context(), text, nil, db.DefaultLimits)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if len(rows.Values) != 1 {
		t.Fatalf("%s: %d rows, want one", text, len(rows.Values))
	}
	return rows.Values[0][0]
}

func load(t *testing.T, d *db.DB, value *graph.Value) db.Changes {
	t.Helper()
	changes, err := d.Load(t.Context(), value, nil)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// without is a release that lacks a node and all that hangs on it.
func without(value *graph.Value, key string) *graph.Value {
	less := &graph.Value{Release: "0000000000000000000000000000000000000000000000000000000000000000"}
	for _, n := range value.Nodes {
		if n.Key != key {
			less.Nodes = append(less.Nodes, n)
		}
	}
	for _, r := range value.Relationships {
		if r.From != key && r.To != key {
			less.Relationships = append(less.Relationships, r)
		}
	}
	return less
}

func TestLoadTwiceChangesNothing(t *testing.T) {
	d, value := dbtest.Empty(t), dbtest.Dataset(t)
	first := load(t, d, value)
	if first.NodesCreated != len(value.Nodes)+1 || first.RelationshipsCreated != len(value.Relationships) {
		t.Errorf("created %d nodes and %d relationships, want %d and %d", first.NodesCreated, first.RelationshipsCreated, len(value.Nodes)+1, len(value.Relationships))
	}
	if again := load(t, d, value); again.Any() {
		t.Errorf("a second load changed %+v", again)
	}
}

func TestLoadMendsWhatIsMissingOrAltered(t *testing.T) {
	d, value := dbtest.OnlyLoaded(t), dbtest.Dataset(t)
	write(t, d, "MATCH (n:Claim) WITH n ORDER BY n.key LIMIT 50 DETACH DELETE n")
	write(t, d, "MATCH (n:ActorType {key: 'actor:broker'}) SET n.name = 'altered', n.side = null")
	write(t, d, "MATCH ()-[r:ACTS_ON]->() SET r.standing = 'altered'")
	load(t, d, value)
	if again := load(t, d, value); again.Any() {
		t.Errorf("after mending, a load changed %+v", again)
	}
	if name := one(t, d, "MATCH (n {key: 'actor:broker'}) RETURN n.name"); name != "broker" {
		t.Errorf("the name is %v", name)
	}
}

// TestLoadGoesOnAfterItWasStopped stops loads at points spread over all that
// they do, as a kill would, and holds that one more load makes the graph whole.
func TestLoadGoesOnAfterItWasStopped(t *testing.T) {
	value := dbtest.Dataset(t)
	smaller := without(value, "actor:broker")
	for _, share := range []float64{0.01, 0.2, 0.5, 0.9, 1} {
		t.Run(fmt.Sprint(share), func(t *testing.T) {
			d := dbtest.Empty(t)
			stopped(t, d, value, share)
			load(t, d, value)
			whole(t, d, value)
			stopped(t, d, smaller, share)
			load(t, d, value)
			whole(t, d, value)
		})
	}
}

// stopped runs a load that is stopped once a share of its steps is done.
func stopped(t *testing.T, d *db.DB, value *graph.Value, share float64) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := d.Load(ctx, value, func(done, all int) {
		if float64(done) >= share*float64(all) {
			cancel()
		}
	})
	if err == nil {
		t.Errorf("a load that was stopped at %v of its steps reports no error", share)
	}
}

// whole holds that the database has the graph and nothing else.
func whole(t *testing.T, d *db.DB, value *graph.Value) {
	t.Helper()
	if again := load(t, d, value); again.Any() {
		t.Errorf("after the load that finished, another changed %+v", again)
	}
	if n := one(t, d, "MATCH (n) WHERE NOT n:Release RETURN count(n)"); n != int64(len(value.Nodes)) {
		t.Errorf("%v nodes, want %d", n, len(value.Nodes))
	}
	if n := one(t, d, "MATCH ()-[r]->() RETURN count(r)"); n != int64(len(value.Relationships)) {
		t.Errorf("%v relationships, want %d", n, len(value.Relationships))
	}
}

func TestLoadLeavesAloneWhatUsersAdded(t *testing.T) {
	d, value := dbtest.OnlyLoaded(t), dbtest.Dataset(t)
	write(t, d, "MATCH (b:ActorType {key: 'actor:broker'}), (m:ActorType {key: 'actor:migrant'}) "+
		"CREATE (b)-[:KNOWS]->(m), (b)-[:PAYS]->(m), (:Note {key: 'note:mine', text: 'mine'})-[:ON]->(b) SET b.colour = 'red'")
	smaller := without(value, "actor:broker")
	load(t, d, smaller)
	if retired := one(t, d, "MATCH (n {key: 'actor:broker'}) RETURN n.retired"); retired != true {
		t.Errorf("a dropped node that a user's relationships hang on: retired is %v", retired)
	}
	if n := one(t, d, "MATCH ({key: 'actor:broker'})-[r]-() RETURN count(r)"); n != int64(3) {
		t.Errorf("%v relationships hang on it, want the user's three", n)
	}
	if again := load(t, d, smaller); again.Any() {
		t.Errorf("a second load of the smaller release changed %+v", again)
	}
	load(t, d, value)
	if left := one(t, d, "MATCH (n {key: 'actor:broker'}) RETURN coalesce(n.retired, false) = false AND n.colour = 'red'"); left != true {
		t.Error("the node that came back is still retired, or lost what the user set")
	}
	if n := one(t, d, "MATCH ()-[r]->() WHERE r.release IS NULL RETURN count(r)"); n != int64(3) {
		t.Errorf("%v relationships of the user, want three", n)
	}
}

// TestLoadNeverTakesWhatIsAUsers has what users may do that looks like ours.
func TestLoadNeverTakesWhatIsAUsers(t *testing.T) {
	d, value := dbtest.OnlyLoaded(t), dbtest.Dataset(t)
	write(t, d, "CREATE (:Release {key: 'release:mine', name: 'v1'})-[:OF]->(:Mine)")
	write(t, d, "MATCH ()-[r:PAYS]->() SET r.kind = 'cash', r.basis = 'mine', r.note = 'precious'")
	write(t, d, "MATCH (c:Claim)-[:SUBJECT]->(s), (c)-[:OBJECT]->(o) WITH c, s, o ORDER BY c.key LIMIT 1 CREATE (s)-[:MY_VIEW {claim: c.key}]->(o)")
	payments := one(t, d, "MATCH ()-[r:PAYS {note: 'precious'}]->() RETURN count(r)")
	if changes := load(t, d, value); changes.Any() {
		t.Errorf("a load over a user's additions changed %+v", changes)
	}
	load(t, d, without(value, "lever:good-governance"))
	load(t, d, value)
	for what, text := range map[string]string{
		"a user's node of the label Release": "MATCH (:Release {key: 'release:mine'})-[:OF]->(:Mine) RETURN count(*) = 1",
		"a user's relationship with a claim": "MATCH ()-[r:MY_VIEW]->() RETURN count(r) = 1",
	} {
		if one(t, d, text) != true {
			t.Errorf("%s is gone", what)
		}
	}
	if left := one(t, d, "MATCH ()-[r:PAYS {note: 'precious'}]->() RETURN count(r)"); left != payments {
		t.Errorf("properties that a user set on our relationships: %v left of %v", left, payments)
	}
}

func TestLoadRestoresLabelsAndRemovesSurplus(t *testing.T) {
	d, value := dbtest.OnlyLoaded(t), dbtest.Dataset(t)
	write(t, d, "MATCH (e:Exploitation) REMOVE e:Outcome")
	write(t, d, "MATCH (b:ActorType {key: 'actor:broker'}) REMOVE b:ActorType")
	write(t, d, "MATCH (a)-[r:PAYS]->(b) WITH a, r, b LIMIT 1 CREATE (a)-[s:PAYS]->(b) SET s = properties(r)")
	load(t, d, value)
	whole(t, d, value)
	if n := one(t, d, "MATCH (e:Exploitation) WHERE NOT e:Outcome RETURN count(e)"); n != int64(0) {
		t.Errorf("%v forms of exploitation lack the label Outcome", n)
	}
}

func TestARetiredNodeGoesOnceNothingHangsOnIt(t *testing.T) {
	d, value := dbtest.OnlyLoaded(t), dbtest.Dataset(t)
	write(t, d, "MATCH (b:ActorType {key: 'actor:broker'}) CREATE (:Mine)-[:ON]->(b)")
	smaller := without(value, "actor:broker")
	load(t, d, smaller)
	write(t, d, "MATCH (m:Mine) DETACH DELETE m")
	load(t, d, smaller)
	if n := one(t, d, "MATCH (n {key: 'actor:broker'}) RETURN count(n)"); n != int64(0) {
		t.Errorf("the retired node is still there")
	}
}

func TestLoadDropsWhatTheReleaseNoLongerHas(t *testing.T) {
	d, value := dbtest.OnlyLoaded(t), dbtest.Dataset(t)
	load(t, d, without(value, "actor:broker"))
	if n := one(t, d, "MATCH (n {key: 'actor:broker'}) RETURN count(n)"); n != int64(0) {
		t.Errorf("%v nodes, want none", n)
	}
	if n := one(t, d, "MATCH (n:Release) RETURN count(n)"); n != int64(1) {
		t.Errorf("%v releases are recorded, want one", n)
	}
}

func TestLoadRefusesAKeyThatAUserTook(t *testing.T) {
	d := dbtest.Empty(t)
	write(t, d, "CREATE (:ActorType {key: 'actor:broker', name: 'mine'})")
	write(t, d, "CREATE (:Mine {key: 'actor:migrant', name: 'mine'})")
	if _, err := d.Load(t.Context(), dbtest.Dataset(t), nil); !errors.Is(err, db.ErrStatement) {
		t.Errorf("have %v", err)
	}
	if name := one(t, d, "MATCH (n {key: 'actor:broker'}) RETURN n.name"); name != "mine" {
		t.Errorf("the user's node is now %v", name)
	}
}

// TestCheckRulesFindsEachBreach breaks a rule of evidence at a time.
func TestCheckRulesFindsEachBreach(t *testing.T) {
	d, value := dbtest.OnlyLoaded(t), dbtest.Dataset(t)
	if err := d.CheckRules(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, breach := range map[string]string{
		"a relationship without a claim":  "MATCH (a:ActorType {key: 'actor:broker'}), (b:ActorType {key: 'actor:migrant'}) CREATE (a)-[:CONTROLS {release: 'x'}]->(b)",
		"a claim without evidence":        "MATCH (c:Claim)<-[:BEARS_ON]-(e:Evidence) WITH c, collect(e) AS lines ORDER BY c.key LIMIT 1 UNWIND lines AS e DETACH DELETE e",
		"a count that is not the recount": "MATCH (c:Claim) WITH c ORDER BY c.key LIMIT 1 SET c.for = c.for + 1",
		"an edge that differs":            "MATCH ()-[r:ACTS_ON]->() WITH r LIMIT 1 SET r.for = 99",
		"an edge that is missing":         "MATCH ()-[r:ACTS_ON]->() WITH r LIMIT 1 DELETE r",
	} {
		t.Run(name, func(t *testing.T) {
			write(t, d, breach)
			if err := d.CheckRules(t.Context()); !errors.Is(err, db.ErrInconsistent) {
				t.Errorf("not found: %v", err)
			}
			write(t, d, "MATCH ()-[r {release: 'x'}]->() DELETE r")
			load(t, d, value)
		})
	}
}

func TestReadRefusesToWrite(t *testing.T) {
	d := dbtest.Empty(t)
	if _, err := d.Read(t.Context(), "CREATE (:Mine)", nil, db.DefaultLimits); !errors.Is(err, db.ErrDenied) {
		t.Errorf("have %v", err)
	}
	if n := one(t, d, "MATCH (n:Mine) RETURN count(n)"); n != int64(0) {
		t.Errorf("%v nodes were written", n)
	}
}

func TestLimitsAndFaultsHaveKinds(t *testing.T) {
	d := dbtest.Empty(t)
	rows, err := d.Read(t.Context(), "UNWIND range(1, 100) AS i RETURN i", nil, db.Limits{Time: time.Minute, Rows: 7})
	if err != nil || len(rows.Values) != 7 || !rows.More {
		t.Errorf("the row limit: %d rows, more %v, %v", len(rows.Values), rows.More, err)
	}
	_, err = d.Read(t.Context(), "UNWIND range(1, 1000000000) AS i WITH i WHERE i % 7 = 8 RETURN count(i)", nil, db.Limits{Time: time.Second, Rows: 7})
	if !errors.Is(err, db.ErrLimit) {
		t.Errorf("the time limit: %v", err)
	}
	for _, text := range []string{"MATCH (n", "RETURN $missing", "RETURN unknown()"} {
		if _, err := d.Read(t.Context(), text, nil, db.DefaultLimits); !errors.Is(err, db.ErrStatement) {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := db.Open(t.Context(), db.Target{URI: dbtest.Address(t), Database: "nowhere"}); !errors.Is(err, db.ErrUnreachable) {
		t.Errorf("no such database: %v", err)
	}
	rows, err = d.Read(t.Context(), "RETURN 0.0 / 0.0 AS nan, 1.0 / 0.0 AS infinity", nil, db.DefaultLimits)
	if err != nil || rows.Values[0][0] != "NaN" || rows.Values[0][1] != "+Inf" {
		t.Errorf("numbers that JSON has not: %v, %v", rows.Values, err)
	}
	if _, err := db.Open(t.Context(), db.Target{URI: "bolt://127.0.0.1:1"}); !errors.Is(err, db.ErrUnreachable) {
		t.Errorf("no server: %v", err)
	}
	if _, err := db.Open(t.Context(), db.Target{URI: "http://127.0.0.1"}); !errors.Is(err, db.ErrStatement) {
		t.Errorf("no address: %v", err)
	}
}
