package httpapi_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"corridor/internal/db"
	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
)

var (
	loadFor = flag.Duration("load", time.Minute, "how long BenchmarkLoad keeps its clients asking")
	clients = flag.Int("clients", 64, "how many clients of BenchmarkLoad ask at once")
)

// mixedReads are what a page and a program ask for: points, neighbourhoods,
// searches, paths and named queries.
var mixedReads = []string{
	"/api/v1/nodes/actor:broker", "/api/v1/nodes/actor:smuggler/neighbours", "/api/v1/claims/claim:agencies-mediate-disputes",
	"/api/v1/search?q=trafficing", "/api/v1/paths?from=actor:broker&to=actor:smuggler", "/api/v1/nodes?label=ActorType", "/api/v1/routes",
	"/api/v1/queries/methods-of-task?task=task:recruit-people", "/api/v1/queries/stages", "/api/v1/queries/lever-coverage",
}

// wired is one of the reads with the statements that its answer came from, which
// are the same read straight over Bolt.
type wired struct {
	address    string
	statements []wiredStatement
}

type wiredStatement struct {
	Cypher     string
	Parameters map[string]any
}

// BenchmarkLoad has many clients ask at once, over HTTP and then straight over
// Bolt, and one client alone for what HTTP adds to a row, to a thousand and to each
// of the reads. It prints tables.
func BenchmarkLoad(b *testing.B) {
	d := dbtest.Loaded(b)
	server := httpapi.NewServer(d, httpapi.Options{Log: logTo(io.Discard), Address: loopback})
	at := "http://" + listening(b, server)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: *clients}}
	var reads []wired
	for _, path := range mixedReads {
		reads = append(reads, wireOf(b, client, at+path))
	}
	for b.Loop() {
		fmt.Printf("\n%d clients for %v\n| way | reads a second | p50, ms | p99, ms | errors |\n| --- | ---: | ---: | ---: | ---: |\n", *clients, *loadFor)
		under("HTTP", reads, func(r wired) error { return get(client, r.address) })
		under("Bolt", reads, func(r wired) error { return r.straight(b, d) })
		fmt.Print("\none client\n| read | HTTP: p50, ms | Bolt: p50, ms |\n| --- | ---: | ---: |\n")
		const one, thousand = "MATCH (n {key: 'actor:broker'}) RETURN n.name AS name", "MATCH (n) RETURN n.key AS key, n.name AS name LIMIT 1000"
		own, theirs := at+"/api/v1/cypher", at+"/db/"+d.Name()+"/query/v2"
		for _, r := range []struct {
			what, address, statement string
		}{
			{"a row by the Query API", theirs, one}, {"a row by /api/v1/cypher", own, one},
			{"1,000 rows by the Query API", theirs, thousand}, {"1,000 rows by /api/v1/cypher", own, thousand},
		} {
			straight := wired{statements: []wiredStatement{{r.statement, nil}}}
			alone(b, r.what, func() error { return post(client, r.address, r.statement) }, func() error { return straight.straight(b, d) })
		}
		for _, r := range reads {
			what := fmt.Sprintf("%s (%d statements)", strings.TrimPrefix(r.address, at), len(r.statements))
			alone(b, what, func() error { return get(client, r.address) }, func() error { return r.straight(b, d) })
		}
	}
}

// wireOf asks once and takes the statements out of what the answer says of itself.
func wireOf(b *testing.B, client *http.Client, address string) wired {
	b.Helper()
	answer, err := client.Get(address) //nolint:noctx // ends with the benchmark
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // it is read
	var body struct {
		Meta struct{ Queries []wiredStatement }
	}
	if err := json.NewDecoder(answer.Body).Decode(&body); err != nil || answer.StatusCode != http.StatusOK || len(body.Meta.Queries) == 0 {
		b.Fatalf("%s: %d, %d statements, %v", address, answer.StatusCode, len(body.Meta.Queries), err)
	}
	for _, s := range body.Meta.Queries {
		for name, v := range s.Parameters {
			if n, isNumber := v.(float64); isNumber {
				s.Parameters[name] = int64(n) // all numbers of the named queries are whole
			}
		}
	}
	return wired{address, body.Meta.Queries}
}

func (r wired) straight(b *testing.B, d *db.DB) error {
	for _, s := range r.statements {
		if _, err := d.Read(b.Context(), s.Cypher, s.Parameters, db.DefaultLimits); err != nil {
			return err
		}
	}
	return nil
}

func get(client *http.Client, address string) error {
	answer, err := client.Get(address) //nolint:noctx // ends with the benchmark
	return drained(answer, err)
}

func post(client *http.Client, address, statement string) error {
	answer, err := client.Post(address, "application/json", strings.NewReader(`{"statement": "`+statement+`"}`)) //nolint:noctx // ends with the benchmark
	return drained(answer, err)
}

func drained(answer *http.Response, err error) error {
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, answer.Body)
	answer.Body.Close() //nolint:errcheck // read to its end
	if err == nil && answer.StatusCode != http.StatusOK && answer.StatusCode != http.StatusAccepted {
		err = fmt.Errorf("%s: %d", answer.Request.URL, answer.StatusCode)
	}
	return err
}

// under lets all clients ask one read after another, each beginning with another
// one, and prints a row.
func under(way string, reads []wired, ask func(wired) error) {
	var all sync.WaitGroup
	var lock sync.Mutex
	var times []time.Duration
	failed := map[string]int{}
	begin := time.Now()
	for n := range *clients {
		all.Go(func() {
			var own []time.Duration
			for i := n; time.Since(begin) < *loadFor; i++ {
				read, asked := reads[i%len(reads)], time.Now()
				if err := ask(read); err != nil {
					lock.Lock()
					failed[err.Error()]++
					lock.Unlock()
				}
				own = append(own, time.Since(asked))
			}
			lock.Lock()
			times = append(times, own...)
			lock.Unlock()
		})
	}
	all.Wait()
	slices.Sort(times)
	errors := 0
	for _, n := range failed {
		errors += n
	}
	fmt.Printf("| %s | %.0f | %s | %s | %d |\n", way, float64(len(times))/time.Since(begin).Seconds(), milliseconds(times, 50), milliseconds(times, 99), errors)
	for what, n := range failed {
		fmt.Printf("%d times %s\n", n, what)
	}
}

// alone times two ways in turn, so that both meet the same machine.
func alone(b *testing.B, what string, ways ...func() error) {
	b.Helper()
	times := make([][]time.Duration, len(ways))
	for range *measured * 5 {
		for i, ask := range ways {
			begin := time.Now()
			if err := ask(); err != nil {
				b.Fatal(what, err)
			}
			times[i] = append(times[i], time.Since(begin))
		}
	}
	row := "| " + what
	for _, t := range times {
		slices.Sort(t)
		row += fmt.Sprintf(" | %.2f", float64(t[len(t)/2].Microseconds())/1000)
	}
	fmt.Println(row + " |")
}
