package cyphertest_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"os"
	"slices"
	"testing"
	"time"

	"corridor/internal/bolt"
	"corridor/internal/cyphertest"
	"corridor/internal/engine"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"
)

// server is a database behind Bolt: a Neo4j, or the engine in the process.
// Both are asked by the same driver, so that it cannot make a difference.
type server struct{ session neo4j.SessionWithContext }

// Declare implements cyphertest.Target.
func (*server) Declare(cyphertest.Procedure) error { return cyphertest.ErrNoProcedures }

// Run implements cyphertest.Target.
func (s *server) Run(ctx context.Context, query string, parameters map[string]cyphertest.Cell) (*cyphertest.Result, error) {
	ran, err := s.session.Run(ctx, query, toDriver(parameters))
	if err != nil {
		return nil, raised(err)
	}
	result, _, err := read(ctx, ran)
	return result, err
}

// dropSchema takes away the constraints and indexes that other tests have left: by
// them Neo4j counts labels among those in use that no node has.
func (s *server) dropSchema(t *testing.T) {
	t.Helper()
	for _, list := range []string{
		"SHOW CONSTRAINTS YIELD name RETURN 'DROP CONSTRAINT `' + name + '`' AS drop",
		"SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN 'DROP INDEX `' + name + '`' AS drop",
	} {
		listed, err := s.session.Run(t.Context(), list, nil)
		if err != nil {
			t.Fatal(err)
		}
		commands, err := neo4j.CollectTWithContext(t.Context(), listed, func(r *neo4j.Record) (string, error) {
			command, _, err := neo4j.GetRecordValue[string](r, "drop")
			return command, err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, command := range commands {
			if _, err := s.Run(t.Context(), command, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// outcome is what a query did.
type outcome struct {
	result  *cyphertest.Result
	counts  string   // what the server says that it changed
	graph   []string // after a query that writes
	refusal *cyphertest.Refusal
}

// try runs a query in a transaction, which is committed where it writes.
func (s *server) try(ctx context.Context, query string, writes bool) (o outcome, err error) {
	tx, err := s.session.BeginTransaction(ctx, neo4j.WithTxTimeout(2*time.Minute))
	if err != nil {
		return o, err
	}
	defer tx.Close(ctx) //nolint:errcheck // it is over, or rolled back
	defer func() {
		if errors.As(err, &o.refusal) {
			o.result, err = nil, nil
		}
	}()
	ran, err := tx.Run(ctx, query, parameters())
	if err != nil {
		return o, raised(err)
	}
	if o.result, o.counts, err = read(ctx, ran); err != nil || !writes {
		return o, err
	}
	if o.graph, err = graphOf(ctx, tx); err != nil {
		return o, err
	}
	if err = tx.Commit(ctx); err != nil {
		return o, raised(err)
	}
	return o, nil
}

// graphOf is all that there is in the graph, as texts.
func graphOf(ctx context.Context, tx neo4j.ExplicitTransaction) (texts []string, err error) {
	for _, query := range []string{"MATCH (n) RETURN n", "MATCH (a)-[r]->(b) RETURN a, r, b"} {
		ran, err := tx.Run(ctx, query, nil)
		if err != nil {
			return nil, raised(err)
		}
		result, _, err := read(ctx, ran)
		if err != nil {
			return nil, err
		}
		for _, row := range result.Rows {
			texts = append(texts, cyphertest.Text([]cyphertest.Cell(row), false))
		}
	}
	slices.Sort(texts)
	return texts, nil
}

func read(ctx context.Context, ran neo4j.ResultWithContext) (*cyphertest.Result, string, error) {
	columns, err := ran.Keys()
	if err != nil {
		return nil, "", raised(err)
	}
	result := &cyphertest.Result{Columns: columns}
	for ran.Next(ctx) {
		cells := make([]cyphertest.Cell, len(columns))
		for i, v := range ran.Record().Values {
			cells[i] = fromDriver(v)
		}
		result.Rows = append(result.Rows, cells)
	}
	summary, err := ran.Consume(ctx)
	if err != nil {
		return nil, "", raised(err)
	}
	c := summary.Counters()
	return result, fmt.Sprintf("nodes +%d -%d, relationships +%d -%d, properties %d, labels +%d -%d", c.NodesCreated(), c.NodesDeleted(),
		c.RelationshipsCreated(), c.RelationshipsDeleted(), c.PropertiesSet(), c.LabelsAdded(), c.LabelsRemoved()), nil
}

// raised makes what the database raised known as such.
func raised(err error) error {
	var told *neo4j.Neo4jError
	if errors.As(err, &told) {
		return &cyphertest.Refusal{Code: told.Code, Message: told.Msg}
	}
	return err
}

// kept is a value that has no cell of its own: its type and its text.
type kept struct{ kind, text string }

func (k kept) String() string { return k.kind + " " + k.text }

// parameters are those that queries use, with some of the types that have no cell.
func parameters() map[string]any {
	at := time.Date(2021, 3, 28, 1, 2, 3, 456_000_000, time.FixedZone("Offset", 2*3600+1800))
	values := map[string]any{
		"date": dbtype.Date(at), "localtime": dbtype.LocalTime(at), "time": dbtype.Time(at), "localdatetime": dbtype.LocalDateTime(at),
		"datetime": at, "zoned": at.In(rome), "duration": dbtype.Duration{Months: 14, Days: -3, Seconds: 90000, Nanos: 5},
		"point": dbtype.Point3D{SpatialRefId: 4979, X: 12.5, Y: -7, Z: 100},
	}
	var all []any
	for _, name := range slices.Sorted(maps.Keys(values)) {
		all = append(all, values[name])
	}
	maps.Copy(values, toDriver(cyphertest.Parameters()))
	values["values"] = all
	return values
}

var rome = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		panic(err)
	}
	return zone
}()

func toDriver(parameters map[string]cyphertest.Cell) map[string]any {
	values := map[string]any{}
	for name, cell := range parameters {
		switch c := cell.(type) {
		case []cyphertest.Cell:
			var items []any
			for _, item := range c {
				items = append(items, item)
			}
			values[name] = items
		case map[string]cyphertest.Cell:
			values[name] = toDriver(c)
		default:
			values[name] = c
		}
	}
	return values
}

func fromDriver(v any) cyphertest.Cell {
	const clock = "15:04:05.999999999"
	switch v := v.(type) {
	case []any:
		cells := make([]cyphertest.Cell, len(v))
		for i, item := range v {
			cells[i] = fromDriver(item)
		}
		return cells
	case map[string]any:
		return fromDriverMap(v)
	case dbtype.Node:
		return fromDriverNode(v)
	case dbtype.Relationship:
		return fromDriverRelationship(v)
	case dbtype.Path:
		return fromDriverPath(v)
	case dbtype.Date:
		return kept{"date", v.Time().Format(time.DateOnly)}
	case dbtype.LocalTime:
		return kept{"localtime", v.Time().Format(clock)}
	case dbtype.Time:
		return kept{"time", v.Time().Format(clock + "Z07:00:00")}
	case dbtype.LocalDateTime:
		return kept{"localdatetime", v.Time().Format(time.DateOnly + "T" + clock)}
	case time.Time:
		return kept{"datetime", v.Format(time.DateOnly+"T"+clock+"Z07:00:00") + " " + v.Location().String()}
	case dbtype.Duration:
		return kept{"duration", fmt.Sprint(v.Months, v.Days, v.Seconds, v.Nanos)}
	case dbtype.Point2D:
		return kept{"point", fmt.Sprint(v.SpatialRefId, v.X, v.Y)}
	case dbtype.Point3D:
		return kept{"point", fmt.Sprint(v.SpatialRefId, v.X, v.Y, v.Z)}
	}
	return v
}

func fromDriverMap(m map[string]any) map[string]cyphertest.Cell {
	cells := map[string]cyphertest.Cell{}
	for key, v := range m {
		cells[key] = fromDriver(v)
	}
	return cells
}

func fromDriverNode(n dbtype.Node) cyphertest.Node {
	return cyphertest.Node{ID: n.ElementId, Labels: n.Labels, Properties: fromDriverMap(n.Props)}
}

func fromDriverRelationship(r dbtype.Relationship) cyphertest.Relationship {
	return cyphertest.Relationship{ID: r.ElementId, Type: r.Type, Properties: fromDriverMap(r.Props)}
}

// fromDriverPath walks the path, as the driver gives each node of it once.
func fromDriverPath(p dbtype.Path) (path cyphertest.Path) {
	nodes := map[string]dbtype.Node{}
	for _, n := range p.Nodes {
		nodes[n.ElementId] = n
	}
	at := p.Nodes[0].ElementId
	path.Nodes = append(path.Nodes, fromDriverNode(nodes[at]))
	for _, r := range p.Relationships {
		forward := r.StartElementId == at
		if at = r.StartElementId; forward {
			at = r.EndElementId
		}
		path.Nodes = append(path.Nodes, fromDriverNode(nodes[at]))
		path.Relationships = append(path.Relationships, fromDriverRelationship(r))
		path.Forward = append(path.Forward, forward)
	}
	return path
}

// connect opens a session.
func connect(t *testing.T, uri string) *server {
	t.Helper()
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.NoAuth())
	if err != nil {
		t.Fatal(err)
	}
	session := driver.NewSession(t.Context(), neo4j.SessionConfig{})
	t.Cleanup(func() {
		if err := driver.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return &server{session}
}

// serveEmbedded serves an empty database in memory until the test ends.
func serveEmbedded(t *testing.T) *server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	database, err := engine.OpenMemory(engine.Options{Log: slog.New(slog.NewTextHandler(os.Stderr, nil))})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() {
		ended <- (&bolt.Server{Database: database, Writable: true, Log: slog.New(slog.DiscardHandler)}).Serve(ctx, listener)
	}()
	t.Cleanup(func() {
		stop()
		if err := errors.Join(<-ended, database.Close()); err != nil {
			t.Error(err)
		}
	})
	return connect(t, "bolt://"+listener.Addr().String())
}
