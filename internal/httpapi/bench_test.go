package httpapi_test

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
)

// measured is how often each address is asked where the times are measured.
var measured = flag.Int("requests", 100, "requests per address that BenchmarkReads sends")

// BenchmarkReads starts the service on a port over a loaded database, asks every
// address that can be read with its examples, one request after another over one
// connection, and prints the times; docs/http.md has the first table.
func BenchmarkReads(b *testing.B) {
	server := httpapi.NewServer(dbtest.Loaded(b), httpapi.Options{Log: logTo(io.Discard), Address: loopback})
	at := "http://" + listening(b, server)
	addresses := examples(b, described(b))
	for b.Loop() {
		others, queries := map[string]string{}, map[string]string{}
		for _, path := range slices.Sorted(maps.Keys(addresses)) {
			if strings.HasPrefix(path, "/api/v1/queries/") && strings.HasSuffix(path, "/export") {
				continue // the table has no column for files
			}
			if strings.HasPrefix(path, "/api/v1/layers/") {
				continue // there is none
			}
			times := measure(timed(b, func() (*http.Response, error) { return http.Get(at + addresses[path]) })) //nolint:noctx // ends with the benchmark
			if name, isQuery := strings.CutPrefix(path, "/api/v1/queries/"); isQuery {
				name = strings.TrimSuffix(name, "/picture") // which comes after the query itself
				queries[name] += times
				continue
			}
			others["`"+path+"`"] = times
		}
		others["`POST /api/v1/cypher`"] = measure(timed(b, func() (*http.Response, error) {
			return http.Post(at+"/api/v1/cypher", "application/json", strings.NewReader(`{"statement": "MATCH (s:Stage)<-[:PART_OF]-(t) RETURN s, t"}`)) //nolint:noctx // ends with the benchmark
		}))
		others["`POST /api/v1/scene`"] = measure(timed(b, func() (*http.Response, error) {
			return http.Post(at+"/api/v1/scene", "application/json", strings.NewReader(`{"open": [{"key": "process:trafficking", "limit": 1000}, {"key": "process:smuggling", "limit": 1000}, {"key": "resource:profit"}, {"key": "actor:trafficker"}, {"key": "actor:smuggler"}]}`)) //nolint:noctx // ends with the benchmark
		}))
		printTable("| address | p50, ms | p95, ms |\n| --- | ---: | ---: |", others)
		printTable("| named query | rows: p50, ms | p95, ms | picture: p50, ms | p95, ms |\n| --- | ---: | ---: | ---: | ---: |", queries)
	}
}

func printTable(head string, rows map[string]string) {
	fmt.Println("\n" + head)
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		fmt.Printf("| %s |%s\n", name, rows[name])
	}
}

// timed gives the times of the requests to an address, without the first few,
// for which the database still plans and reads.
func timed(b *testing.B, ask func() (*http.Response, error)) []time.Duration {
	b.Helper()
	const warming = 5
	var times []time.Duration
	for i := range *measured + warming {
		begin := time.Now()
		response, err := ask()
		if err != nil {
			b.Fatal(err)
		}
		_, err = io.Copy(io.Discard, response.Body)
		response.Body.Close() //nolint:errcheck // read to its end
		if err != nil || response.StatusCode != http.StatusOK {
			b.Fatalf("%s: %d, %v", response.Request.URL, response.StatusCode, err)
		}
		if i >= warming {
			times = append(times, time.Since(begin))
		}
	}
	return times
}

// measure gives p50 and p95 as cells of a table.
func measure(times []time.Duration) string {
	slices.Sort(times)
	return " " + milliseconds(times, 50) + " | " + milliseconds(times, 95) + " |"
}

// milliseconds gives the time that so many per cent of the requests did not exceed.
func milliseconds(times []time.Duration, percent int) string {
	at := (len(times)*percent + 99) / 100
	return fmt.Sprintf("%.1f", float64(times[at-1].Microseconds())/1000)
}
