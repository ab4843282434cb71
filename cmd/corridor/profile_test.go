package main_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestServeShowsProfilesAndMetrics holds that profiles are served only where they
// are asked for, at an address of loopback of their own.
func TestServeShowsProfilesAndMetrics(t *testing.T) {
	if r := corridor(t, "serve", "--listen", "127.0.0.1:0", "--pprof", "0.0.0.0:0"); r.code != 2 || !strings.Contains(r.err, "--pprof 0.0.0.0:0 can be reached by others") {
		t.Errorf("status %d: %s", r.code, r.err)
	}
	loaded(t)
	r := start(t, nil, "--pprof", "127.0.0.1:0")
	_, at, _ := strings.Cut(r.saying(t, "Profiles are at "), "Profiles are at ")
	if a := get(t, at+"heap?debug=1", nil); a.status != http.StatusOK || !strings.Contains(a.content, "heap profile:") {
		t.Errorf("%s: %d %.200s", at, a.status, a.content)
	}
	if a := get(t, r.address+"debug/pprof/", nil); a.status != http.StatusNotFound {
		t.Errorf("profiles at the service's own address: %d", a.status)
	}
	get(t, r.address+"api/v1/counts", nil)
	if a := get(t, r.address+"metrics", nil); a.status != http.StatusOK || !strings.Contains(a.content, `http_requests_total{method="GET",route="/api/v1/counts",status="200"} 1`) || !strings.Contains(a.content, "process_resident_memory_bytes") {
		t.Errorf("metrics: %d %.300s", a.status, a.content)
	}
}
