package main_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// TestKillLosesNothing kills the database at random moments while several
// clients write, and holds that every acknowledged transaction is there
// afterwards, and no half of one. CORRIDOR_KILLS says how often; make soak
// does it 200 times.
func TestKillLosesNothing(t *testing.T) {
	kills := 10
	if often, err := strconv.Atoi(os.Getenv("CORRIDOR_KILLS")); err == nil {
		kills = often
	}
	folder := filepath.Join(t.TempDir(), "graph")
	var acknowledged [3]atomic.Int64
	for range kills {
		database := startBolt(t, "--data", folder)
		at := database.address
		holdsAll(t, at, acknowledged[:])
		var writers sync.WaitGroup
		for w := range acknowledged {
			writers.Go(func() { writeUntilKilled(at, w, &acknowledged[w]) })
		}
		time.Sleep(time.Duration(20+rand.IntN(200)) * time.Millisecond)
		database.kill()
		writers.Wait()
	}
	holdsAll(t, startBolt(t, "--data", folder).address, acknowledged[:])
	t.Logf("%d kills; acknowledged were %d, %d and %d transactions", kills, acknowledged[0].Load(), acknowledged[1].Load(), acknowledged[2].Load())
}

func dialBolt(at string) (neo4j.DriverWithContext, error) {
	return neo4j.NewDriverWithContext(at, neo4j.NoAuth(), func(c *config.Config) {
		c.MaxTransactionRetryTime = 0
		c.ConnectionAcquisitionTimeout = time.Second
	})
}

// writeUntilKilled writes pairs of nodes, a pair in a transaction of two
// statements, and counts those that the database has said are written.
func writeUntilKilled(at string, writer int, acknowledged *atomic.Int64) {
	ctx := context.Background()
	driver, err := dialBolt(at)
	if err != nil {
		return
	}
	defer driver.Close(ctx) //nolint:errcheck // the other side is gone
	session := driver.NewSession(ctx, neo4j.SessionConfig{})
	defer session.Close(ctx) //nolint:errcheck // the other side is gone
	for {
		next := acknowledged.Load() + 1
		if err := writePair(ctx, session, writer, next); err != nil {
			return
		}
		acknowledged.Store(next)
	}
}

// writePair takes over what a killed database wrote but could not acknowledge.
func writePair(ctx context.Context, session neo4j.SessionWithContext, writer int, n int64) error {
	tx, err := session.BeginTransaction(ctx)
	if err != nil {
		return err
	}
	parameters := map[string]any{"writer": writer, "n": n}
	for _, query := range []string{"MERGE (t:Tick {writer: $writer, n: $n})", "MATCH (t:Tick {writer: $writer, n: $n}) MERGE (t)-[:NEXT]->(:Tock {writer: $writer, n: $n})"} {
		if _, err := tx.Run(ctx, query, parameters); err != nil {
			return err
		}
	}
	return tx.Commit(ctx)
}

// holdsAll compares what is there with what was acknowledged to each writer:
// all of that, each with its other half, and at most one more.
func holdsAll(t *testing.T, at string, acknowledged []atomic.Int64) {
	t.Helper()
	driver, err := dialBolt(at)
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close(t.Context()) //nolint:errcheck // nothing is lost
	for w := range acknowledged {
		result, err := neo4j.ExecuteQuery(t.Context(), driver,
			"OPTIONAL MATCH (t:Tick {writer: $w}) OPTIONAL MATCH (t)-[:NEXT]->(o:Tock {n: t.n}) RETURN count(DISTINCT t.n) AS ticks, count(t) AS all, count(o) AS tocks, coalesce(max(t.n), 0) AS last",
			map[string]any{"w": w}, neo4j.EagerResultTransformer)
		if err != nil {
			t.Fatal(err)
		}
		want := acknowledged[w].Load()
		found := fmt.Sprint(result.Records[0].Values)
		if found != fmt.Sprint([]any{want, want, want, want}) && found != fmt.Sprint([]any{want + 1, want + 1, want + 1, want + 1}) {
			t.Fatalf("writer %d: %s, acknowledged were %d", w, found, want)
		}
	}
}
