package main_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
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
	kills := killsOr(10)
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

func killsOr(otherwise int) int {
	if often, err := strconv.Atoi(os.Getenv("CORRIDOR_KILLS")); err == nil {
		return often
	}
	return otherwise
}

// TestKillOfTheServiceLosesNothing does the same to the service, while clients
// write over HTTP.
func TestKillOfTheServiceLosesNothing(t *testing.T) {
	kills := killsOr(4)
	folder := filepath.Join(t.TempDir(), "graph")
	tokens := []string{"CORRIDOR_TOKENS=writer write 0123456789abcdef"}
	var acknowledged [3]int64
	for range kills {
		service := start(t, tokens, "--data", folder)
		holdsTicks(t, service.address, &acknowledged)
		var writers sync.WaitGroup
		for w := range acknowledged {
			writers.Go(func() {
				for n := acknowledged[w] + 1; askQueryAPI(service.address, writeTick, w, n, nil) == nil; n++ {
					acknowledged[w] = n
				}
			})
		}
		time.Sleep(time.Duration(20+rand.IntN(200)) * time.Millisecond)
		service.kill()
		writers.Wait()
	}
	holdsTicks(t, start(t, tokens, "--data", folder).address, &acknowledged)
	t.Logf("%d kills; acknowledged were %v writes", kills, acknowledged)
}

const (
	writeTick = "MERGE (t:Tick {writer: $writer, n: $n}) MERGE (t)-[:NEXT]->(:Tock {writer: $writer, n: $n})"
	readTicks = "OPTIONAL MATCH (t:Tick {writer: $writer})-[:NEXT]->(o:Tock {n: t.n}) WITH count(t) AS all, coalesce(max(t.n), 0) AS last OPTIONAL MATCH (o:Tock {writer: $writer}) RETURN all, last, count(o)"
)

// holdsTicks is holdsAll over HTTP.
func holdsTicks(t *testing.T, at string, acknowledged *[3]int64) {
	t.Helper()
	for w, want := range acknowledged {
		var found [][]int64
		if err := askQueryAPI(at, readTicks, w, 0, &found); err != nil {
			t.Fatal(err)
		}
		more := want + 1 // was written, and the answer was lost
		if !slices.Equal(found[0], []int64{want, want, want}) && !slices.Equal(found[0], []int64{more, more, more}) {
			t.Fatalf("writer %d: %v, acknowledged were %d", w, found, want)
		}
	}
}

// askQueryAPI runs a statement in a transaction of its own, and reads the rows
// where they are wanted.
func askQueryAPI(at, statement string, writer int, n int64, rows *[][]int64) error {
	body, err := json.Marshal(map[string]any{"statement": statement, "parameters": map[string]any{"writer": writer, "n": n}})
	if err != nil {
		return err
	}
	request, err := http.NewRequest(http.MethodPost, at+"db/neo4j/query/v2", bytes.NewReader(body)) //nolint:noctx // ends with the service
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer 0123456789abcdef")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close() //nolint:errcheck // it is read
	var read struct {
		Data   struct{ Values [][]int64 }
		Errors []struct{ Message string }
	}
	switch err := json.NewDecoder(answer.Body).Decode(&read); {
	case err != nil:
		return err
	case len(read.Errors) > 0 || answer.StatusCode != http.StatusAccepted:
		return fmt.Errorf("%d %v", answer.StatusCode, read.Errors)
	}
	if rows != nil {
		*rows = read.Data.Values
	}
	return nil
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
