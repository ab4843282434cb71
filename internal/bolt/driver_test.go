package bolt

import (
	"context"
	"errors"
	"math"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"
)

func driver(t *testing.T, uri string, auth neo4j.AuthToken) neo4j.DriverWithContext {
	t.Helper()
	d, err := neo4j.NewDriverWithContext(uri, auth)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return d
}

func TestDriverConnects(t *testing.T) {
	ctx := context.Background()
	address := serve(t, &Server{Auth: NewAuth("neo4j", "secret")})
	for _, scheme := range []string{"bolt://", "neo4j://"} {
		d := driver(t, scheme+address, neo4j.BasicAuth("neo4j", "secret", ""))
		if err := d.VerifyConnectivity(ctx); err != nil {
			t.Errorf("%s: %v", scheme, err)
		}
		info, err := d.GetServerInfo(ctx)
		if err != nil || info.Agent() != "Neo4j/5.26.0" || info.ProtocolVersion().Minor != 4 {
			t.Errorf("%s: %v %v", scheme, info, err)
		}
		var told *neo4j.Neo4jError
		err = driver(t, scheme+address, neo4j.BasicAuth("neo4j", "no"+scheme, "")).VerifyConnectivity(ctx)
		if !errors.As(err, &told) || told.Code != "Neo.ClientError.Security.Unauthorized" {
			t.Errorf("%s, a wrong password: %v", scheme, err)
		}
	}
}

func TestDriverOnASocketOfUnix(t *testing.T) {
	path := serveOn(t, &Server{}, "unix", filepath.Join(t.TempDir(), "s"))
	d := driver(t, "bolt+unix://"+path, neo4j.NoAuth())
	result, err := neo4j.ExecuteQuery(context.Background(), d, "RETURN 1 AS x", nil, neo4j.EagerResultTransformer)
	if err != nil || len(result.Records) != 1 {
		t.Errorf("%v, %v", result, err)
	}
}

// Every value that a client may send comes back as it was.
func TestDriverValues(t *testing.T) {
	ctx := context.Background()
	d := driver(t, "bolt://"+serve(t, &Server{}), neo4j.NoAuth())
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	moment := time.Date(2024, 5, 6, 7, 8, 9, 10, time.UTC)
	for name, v := range map[string]any{
		"null": nil, "true": true, "integer": int64(math.MinInt64), "float": 1.5, "infinity": math.Inf(1),
		"text": "åäö 中\U0001f600", "bytes": []byte{0, 1, 255}, "list": []any{int64(1), "a", []any{nil}},
		"map":             map[string]any{"a": int64(1), "b": map[string]any{}},
		"date":            dbtype.Date(time.Date(1815, 12, 10, 0, 0, 0, 0, time.UTC)),
		"local time":      dbtype.LocalTime(time.Date(0, 0, 0, 1, 2, 3, 4, time.Local)),
		"time":            dbtype.Time(time.Date(0, 0, 0, 1, 2, 3, 4, time.FixedZone("Offset", -3600))),
		"local date time": dbtype.LocalDateTime(time.Date(2024, 5, 6, 7, 8, 9, 10, time.Local)),
		"moment":          moment.In(time.FixedZone("Offset", 7200)),
		"place":           moment.In(stockholm),
		"duration":        dbtype.Duration{Months: 1, Days: -2, Seconds: 3, Nanos: 4},
		"point":           dbtype.Point2D{X: 1, Y: 2, SpatialRefId: 7203},
		"point in space":  dbtype.Point3D{X: 1, Y: 2, Z: 3, SpatialRefId: 4979},
	} {
		result, err := neo4j.ExecuteQuery(ctx, d, "RETURN $v AS v", map[string]any{"v": v}, neo4j.EagerResultTransformer)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		back := result.Records[0].Values[0]
		if when, ok := v.(time.Time); ok {
			if back, ok := back.(time.Time); !ok || !back.Equal(when) || back.Format(time.RFC3339Nano) != when.Format(time.RFC3339Nano) {
				t.Errorf("%s: %v came back as %v", name, v, back)
			}
			continue
		}
		if !reflect.DeepEqual(back, v) {
			t.Errorf("%s: %#v came back as %#v", name, v, back)
		}
	}
}

func TestDriverEntities(t *testing.T) {
	ctx := context.Background()
	d := driver(t, "bolt://"+serve(t, &Server{Writable: true}), neo4j.NoAuth())
	result, err := neo4j.ExecuteQuery(ctx, d,
		"CREATE p = (a:Person:Old {name: 'Ada'})-[r:KNOWS {since: date('1833-06-05')}]->(b:Person)<-[:KNOWS]-(c) RETURN a, r, p, elementId(a) AS id, elementId(r) AS rid",
		nil, neo4j.EagerResultTransformer)
	if err != nil {
		t.Fatal(err)
	}
	values := result.Records[0].AsMap()
	a, r, p := values["a"].(dbtype.Node), values["r"].(dbtype.Relationship), values["p"].(dbtype.Path)
	if a.Props["name"] != "Ada" || len(a.Labels) != 2 || a.ElementId != values["id"] {
		t.Errorf("the node is %#v, its id %v", a, values["id"])
	}
	if r.Type != "KNOWS" || r.StartElementId != a.ElementId || r.ElementId != values["rid"] || len(r.Props) != 1 {
		t.Errorf("the relationship is %#v", r)
	}
	if len(p.Nodes) != 3 || len(p.Relationships) != 2 || p.Relationships[1].EndElementId != p.Nodes[1].ElementId {
		t.Errorf("the path is %#v", p)
	}
	counters := result.Summary.Counters()
	if counters.NodesCreated() != 3 || counters.RelationshipsCreated() != 2 || !counters.ContainsUpdates() {
		t.Errorf("the counters are %#v", counters)
	}
}

func TestDriverTransactions(t *testing.T) {
	ctx := context.Background()
	d := driver(t, "neo4j://"+serve(t, &Server{Writable: true}), neo4j.NoAuth())
	session := d.NewSession(ctx, neo4j.SessionConfig{})
	defer session.Close(ctx) //nolint:errcheck // its errors are those of the queries
	count := func(tx neo4j.ManagedTransaction) (any, error) {
		result, err := tx.Run(ctx, "MATCH (n:N) RETURN count(n) AS n", nil)
		if err != nil {
			return nil, err
		}
		record, err := result.Single(ctx)
		if err != nil {
			return nil, err
		}
		return record.Values[0], nil
	}
	create := func(tx neo4j.ManagedTransaction) (any, error) {
		if _, err := tx.Run(ctx, "CREATE (:N)", nil); err != nil {
			return nil, err
		}
		return count(tx)
	}
	if n, err := session.ExecuteWrite(ctx, create); err != nil || n != int64(1) {
		t.Fatalf("a transaction sees %v nodes of its own: %v", n, err)
	}
	regret := errors.New("regret")
	if _, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		_, err := create(tx)
		return nil, errors.Join(err, regret)
	}); !errors.Is(err, regret) {
		t.Errorf("a transaction that was regretted: %v", err)
	}
	if n, err := session.ExecuteRead(ctx, count); err != nil || n != int64(1) {
		t.Errorf("after one commit and one rollback there are %v: %v", n, err)
	}
	if _, err := session.ExecuteRead(ctx, create); err == nil {
		t.Error("a transaction that reads wrote")
	}
	if len(session.LastBookmarks()) == 0 {
		t.Error("there is no bookmark")
	}
}

func TestDriverManyRows(t *testing.T) {
	ctx := context.Background()
	d := driver(t, "bolt://"+serve(t, &Server{}), neo4j.NoAuth())
	session := d.NewSession(ctx, neo4j.SessionConfig{FetchSize: 100})
	defer session.Close(ctx) //nolint:errcheck
	result, err := session.Run(ctx, "UNWIND range(1, 12345) AS x RETURN x, toString(x) AS s", nil)
	if err != nil {
		t.Fatal(err)
	}
	var sum int64
	for result.Next(ctx) {
		sum += result.Record().Values[0].(int64)
	}
	if err := result.Err(); err != nil || sum != 12345*12346/2 {
		t.Errorf("the sum of what came is %d: %v", sum, err)
	}
	few, err := session.Run(ctx, "UNWIND range(1, 12345) AS x RETURN x", nil)
	if err != nil || !few.Next(ctx) {
		t.Fatal(err)
	}
	if summary, err := few.Consume(ctx); err != nil || summary.StatementType() != neo4j.StatementTypeReadOnly { //nolint:staticcheck
		t.Errorf("a result that is left early: %v", err)
	}
}

func TestDriverErrors(t *testing.T) {
	ctx := context.Background()
	d := driver(t, "bolt://"+serve(t, &Server{Writable: true}), neo4j.NoAuth())
	for query, code := range map[string]string{
		"RETURN foo":                    "Neo.ClientError.Statement.SyntaxError",
		"UNWIND [1, 0] AS x RETURN 1/x": "Neo.ClientError.Statement.ArithmeticError",
		"RETURN $nothing":               "Neo.ClientError.Statement.ParameterMissing",
		"CALL nothing.such()":           "Neo.ClientError.Procedure.ProcedureNotFound",
		"CREATE (a)-[:T]->() DELETE a":  "Neo.ClientError.Schema.ConstraintValidationFailed",
	} {
		_, err := neo4j.ExecuteQuery(ctx, d, query, nil, neo4j.EagerResultTransformer)
		var told *neo4j.Neo4jError
		if !errors.As(err, &told) || told.Code != code {
			t.Errorf("%s: %v, not %s", query, err, code)
		}
	}
	_, err := neo4j.ExecuteQuery(ctx, d, "RETURN 1", nil, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase("nosuch"))
	var told *neo4j.Neo4jError
	if !errors.As(err, &told) || told.Code != "Neo.ClientError.Database.DatabaseNotFound" {
		t.Errorf("an unknown database: %v", err)
	}
}

func TestDriverLeavesAQuery(t *testing.T) {
	d := driver(t, "bolt://"+serve(t, &Server{}), neo4j.NoAuth())
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	if _, err := neo4j.ExecuteQuery(ctx, d, slow, nil, neo4j.EagerResultTransformer); err == nil {
		t.Error("a query ended that would take a quarter of an hour")
	}
	session := d.NewSession(context.Background(), neo4j.SessionConfig{})
	defer session.Close(context.Background()) //nolint:errcheck
	result, err := session.Run(context.Background(), slow, nil, neo4j.WithTxTimeout(100*time.Millisecond))
	if err == nil {
		_, err = result.Consume(context.Background())
	}
	var told *neo4j.Neo4jError
	if !errors.As(err, &told) || told.Code != "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration" {
		t.Errorf("a timeout: %v", err)
	}
	if _, err := neo4j.ExecuteQuery(context.Background(), d, "RETURN 1", nil, neo4j.EagerResultTransformer); err != nil {
		t.Error(err)
	}
}

func TestDriverExplainsAndProfiles(t *testing.T) {
	ctx := context.Background()
	d := driver(t, "bolt://"+serve(t, &Server{}), neo4j.NoAuth())
	explained, err := neo4j.ExecuteQuery(ctx, d, "EXPLAIN MATCH (n:Nope) RETURN n", nil, neo4j.EagerResultTransformer)
	if err != nil {
		t.Fatal(err)
	}
	if plan := explained.Summary.Plan(); plan == nil || plan.Operator() == "" || len(explained.Records) > 0 {
		t.Errorf("EXPLAIN gives the plan %v", plan)
	}
	if remarks := explained.Summary.Notifications(); len(remarks) == 0 || remarks[0].Code() == "" { //nolint:staticcheck
		t.Errorf("it remarks %v", remarks)
	}
	profiled, err := neo4j.ExecuteQuery(ctx, d, "PROFILE UNWIND [1, 2] AS x RETURN x", nil, neo4j.EagerResultTransformer)
	if err != nil {
		t.Fatal(err)
	}
	if profile := profiled.Summary.Profile(); profile == nil || profile.Records() != 2 || len(profiled.Records) != 2 {
		t.Errorf("PROFILE gives %v", profile)
	}
}
