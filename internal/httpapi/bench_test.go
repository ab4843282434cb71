package httpapi_test

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"corridor/internal/httpapi"
)

// measured is how often each address is asked where the times are measured.
var measured = flag.Int("requests", 200, "requests per address that BenchmarkReads sends")

// BenchmarkReads starts the service on a port over a loaded database, asks every
// address that can be read with its examples, one request after another over one
// connection, and prints the times as a table for docs/http.md.
func BenchmarkReads(b *testing.B) {
	server := httpapi.NewServer(loaded(b), httpapi.Options{Log: logTo(io.Discard), Address: loopback})
	listener, err := new(net.ListenConfig).Listen(b.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go server.Serve(listener) //nolint:errcheck // closed below
	defer server.Close()      //nolint:errcheck // the measuring is over
	addresses := examples(b, described(b))
	for b.Loop() {
		groups := map[string][]time.Duration{}
		for _, path := range slices.Sorted(maps.Keys(addresses)) {
			group := groupOf(path)
			groups[group] = append(groups[group], timed(b, "http://"+listener.Addr().String()+addresses[path])...)
		}
		fmt.Println("| address | requests | p50, ms | p95, ms |\n| --- | ---: | ---: | ---: |")
		for _, group := range slices.Sorted(maps.Keys(groups)) {
			times := groups[group]
			slices.Sort(times)
			fmt.Printf("| `%s` | %d | %s | %s |\n", group, len(times), milliseconds(times, 50), milliseconds(times, 95))
		}
	}
}

// groupOf counts the named queries as one address.
func groupOf(path string) string {
	name, isQuery := strings.CutPrefix(path, "/api/v1/queries/")
	if !isQuery {
		return path
	}
	if strings.HasSuffix(name, "/picture") {
		return "/api/v1/queries/{name}/picture"
	}
	return "/api/v1/queries/{name}"
}

// timed gives the times of the requests to an address, without the first few,
// for which the database still plans and reads.
func timed(b *testing.B, address string) []time.Duration {
	b.Helper()
	const warming = 5
	var times []time.Duration
	for i := range *measured + warming {
		begin := time.Now()
		response, err := http.Get(address) //nolint:noctx // ends with the benchmark
		if err != nil {
			b.Fatal(err)
		}
		_, err = io.Copy(io.Discard, response.Body)
		response.Body.Close() //nolint:errcheck // read to its end
		if err != nil || response.StatusCode != http.StatusOK {
			b.Fatalf("%s: %d, %v", address, response.StatusCode, err)
		}
		if i >= warming {
			times = append(times, time.Since(begin))
		}
	}
	return times
}

// milliseconds gives the time that so many per cent of the requests did not exceed.
func milliseconds(times []time.Duration, percent int) string {
	at := (len(times)*percent + 99) / 100
	return fmt.Sprintf("%.1f", float64(times[at-1].Microseconds())/1000)
}
