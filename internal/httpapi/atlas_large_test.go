package httpapi_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"testing"
	"time"

	"corridor/graph"
	"corridor/internal/db"
	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
	"corridor/internal/invented"
)

// large gives a database of the engine with a made-up graph, whatever the other
// tests run on: a Neo4j takes long to load it.
func large(t testing.TB, nodes, relationships int) *db.DB {
	t.Helper()
	ds, err := invented.Dataset(1, nodes, relationships)
	if err != nil {
		t.Fatal(err)
	}
	d := dbtest.EmptyEngine(t)
	if _, err := d.Load(t.Context(), graph.Build(ds), nil); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestAtlasOfALargeGraph holds of a graph that is read by more than one page what
// holds of the dataset.
func TestAtlasOfALargeGraph(t *testing.T) {
	const nodes, relationships = 6000, 18_000
	s := serving(t, large(t, nodes, relationships))
	body := s.get("/api/v1/atlas?most=2000", http.StatusOK)
	if numberAt(t, body, "total", "nodes") != nodes || numberAt(t, body, "total", "relationships") != relationships {
		t.Errorf("%v", at(t, body, "total"))
	}
	if left := at(t, body, "meta", "left_out").(map[string]any); left["nodes without a key of their own"] != nil {
		t.Errorf("%v", left)
	}
	all := spots(t, s)
	if len(all) != nodes {
		t.Errorf("%d nodes have a place", len(all))
	}
	for _, most := range []int{1, 300, 2000} {
		for zoom := 400.0; zoom > 5; zoom /= 3 {
			x, y := -zoom/3, zoom/2
			adds(t, s.get(part(x, y, x+zoom, y-zoom, most), http.StatusOK), most, all, func(n spot) bool {
				return n.x >= x && n.x <= x+zoom && n.y <= y && n.y >= y-zoom
			})
		}
	}
}

// TestAtlasOutlivesWhoAskedFirst holds that one who does not wait for the atlas
// does not have it made anew for the next.
func TestAtlasOutlivesWhoAskedFirst(t *testing.T) {
	s := serving(t, large(t, 6000, 18_000))
	ctx, leave := context.WithCancel(t.Context())
	left := make(chan struct{})
	go func() {
		defer close(left)
		s.handler.ServeHTTP(httptest.NewRecorder(), request(http.MethodGet, "/api/v1/atlas").WithContext(ctx))
	}()
	for madeTimes(t, s) == 0 {
		time.Sleep(time.Millisecond)
	}
	leave()
	<-left
	s.get("/api/v1/atlas", http.StatusOK)
	if made := madeTimes(t, s); made != 1 {
		t.Errorf("it was made %d times", made)
	}
}

// BenchmarkAtlas prints how long the service takes for the atlas of a graph of
// 50,000 nodes and 150,000 relationships: to make it, and then for a request, by
// how much of it is in view; and how much memory it keeps.
func BenchmarkAtlas(b *testing.B) {
	const nodes, relationships = 50_000, 150_000
	d := large(b, nodes, relationships)
	server := httpapi.NewServer(d, httpapi.Options{Log: logTo(io.Discard), Address: loopback})
	address := "http://" + listening(b, server)
	for b.Loop() {
		before, begin := inUse(), time.Now()
		first := fetched(b, address+"/api/v1/atlas")
		taken, kept := time.Since(begin), inUse()-before
		var whole map[string]any
		if err := json.Unmarshal(first, &whole); err != nil {
			b.Fatal(err)
		}
		reading := 0
		for _, q := range listAt(b, whole, "meta", "queries") {
			reading += numberAt(b, q, "elapsed_ms")
		}
		fmt.Printf("\n%d nodes and %d relationships, on %d cores: first answer after %.1f s, of which reading took %.1f; %d MiB kept\n\n", nodes, relationships,
			runtime.GOMAXPROCS(0), taken.Seconds(), float64(reading)/1000, kept>>20)
		fmt.Println("| in view | most | p50, ms | p95, ms | KiB | nodes | groups | relationships |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
		size := at(b, whole, "bounds", "right").(float64) - at(b, whole, "bounds", "left").(float64)
		for _, share := range []int{1, 4, 16, 64} {
			for _, most := range []int{300, 2000} {
				showBenchmark(b, address, size, share, most)
			}
		}
	}
}

// showBenchmark asks for parts that are so many times smaller, each elsewhere.
func showBenchmark(b *testing.B, address string, size float64, share, most int) {
	b.Helper()
	var times []time.Duration
	var sizes, nodes, groups, relationships []int
	for i := range *measured {
		width := size / float64(share)
		x, y := (float64(i%10)/10-0.5)*(size-width), 0.5*(size-width)*(0.9-float64(i/10%10)/5)+width/2
		begin := time.Now()
		text := fetched(b, address+part(x, y, x+width, y-width, most))
		times, sizes = append(times, time.Since(begin)), append(sizes, len(text))
		var body map[string]any
		if err := json.Unmarshal(text, &body); err != nil {
			b.Fatal(err)
		}
		nodes, groups = append(nodes, len(listAt(b, body, "nodes"))), append(groups, len(listAt(b, body, "groups")))
		relationships = append(relationships, len(listAt(b, body, "relationships")))
	}
	slices.Sort(times)
	fmt.Printf("| 1/%d by 1/%d | %d | %s | %s | %d | %d | %d | %d |\n", share, share, most, milliseconds(times, 50), milliseconds(times, 95),
		slices.Max(sizes)>>10, slices.Max(nodes), slices.Max(groups), slices.Max(relationships))
}

// fetched gives the answer at an address.
func fetched(b *testing.B, address string) []byte {
	b.Helper()
	response, err := http.Get(address) //nolint:noctx,gosec // ends with the benchmark; the service is our own
	if err != nil {
		b.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		b.Fatalf("%s: %d, %v: %.300s", address, response.StatusCode, err, text)
	}
	return text
}
