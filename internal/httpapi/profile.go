package httpapi

import (
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"
	"strings"
	"time"
)

// NewProfiles makes a server of the program's profiles, as go tool pprof reads
// them. It belongs on an address of loopback of its own: profiles say much of
// what is done, and making one takes time. A page that points its own name here
// is refused.
func NewProfiles() *http.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	ofLoopback := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isLoopbackName(hostOf(r.Host)) || isOfAnotherSite(r) {
			http.Error(w, fmt.Sprintf("profiles are for this machine: ask by localhost, not by %q, and not from a page", r.Host), http.StatusMisdirectedRequest)
			return
		}
		mux.ServeHTTP(w, r)
	})
	return &http.Server{Handler: ofLoopback, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: 5 * time.Minute}
}

// isLoopbackName reports whether a host is a name that no other machine can have.
func isLoopbackName(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
