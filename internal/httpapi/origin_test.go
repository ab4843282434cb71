package httpapi_test

import (
	"crypto/tls"
	"net/http"
	"strings"
	"testing"

	"corridor/internal/httpapi"
)

func TestOrigins(t *testing.T) {
	for text, want := range map[string]string{
		"https://graph.example":       "https://graph.example",
		"https://Graph.Example:443/":  "https://graph.example",
		"http://localhost:5173":       "http://localhost:5173",
		"http://[::1]:80":             "http://[::1]",
		"*":                           "",
		"https://*.example":           "",
		"null":                        "",
		"graph.example":               "",
		"file:///x":                   "",
		"https://graph.example/page":  "",
		"https://me@graph.example":    "",
		"https://graph.example?x=1":   "",
		"https://":                    "",
		"https://graph.example:port/": "",
	} {
		if got, err := httpapi.ParseOrigin(text); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
}

// TestPagesOfNamedOriginsMayAsk holds that those that were named may, exactly,
// and that what another asks is refused as if there were none.
func TestPagesOfNamedOriginsMayAsk(t *testing.T) {
	o := httpapi.Options{Address: loopback, Origins: []string{"https://graph.example"}, Tokens: tokens(t, "ann read "+readToken)}
	for origin, isNamed := range map[string]bool{
		"https://graph.example": true, "http://graph.example": false, "https://graph.example:8443": false,
		"https://graph.example.evil.example": false, "https://a.graph.example": false, "null": false,
	} {
		for _, method := range []string{http.MethodGet, http.MethodOptions} {
			r := request(method, "/api/v1/nothing")
			r.Header.Set("Origin", origin)
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			if method == http.MethodOptions { // the browser asks before the page may, without its token
				r.Header.Set("Access-Control-Request-Method", http.MethodPost)
				r.Header.Set("Access-Control-Request-Headers", "authorization")
			} else {
				r.Header.Set("Authorization", "Bearer "+readToken)
			}
			a := askOf(nil, o, r)
			h := a.Header()
			want := http.StatusForbidden
			if isNamed {
				want = map[string]int{http.MethodGet: 404, http.MethodOptions: 204}[method]
			}
			if a.Code != want || (h.Get("Access-Control-Allow-Origin") == origin) != isNamed || h.Get("Vary") != "Origin" || h.Get("Access-Control-Allow-Credentials") != "" {
				t.Errorf("%s of %s: %d %v", method, origin, a.Code, h)
			}
			if isAsked := strings.Contains(h.Get("Access-Control-Allow-Headers"), "Authorization"); isAsked != (isNamed && method == http.MethodOptions) {
				t.Errorf("%s of %s: %v", method, origin, h)
			}
		}
	}
}

// TestByHTTPSAnotherSchemeIsAnotherSite holds that a page that somebody on the
// way put in place of one over plain HTTP is none of ours.
func TestByHTTPSAnotherSchemeIsAnotherSite(t *testing.T) {
	for origin, want := range map[string]int{"https://localhost:8270": 404, "http://localhost:8270": 403, "https://evil.example": 403} {
		r := request(http.MethodGet, "/api/v1/nothing")
		r.TLS = &tls.ConnectionState{}
		r.Header.Set("Origin", origin)
		if a := ask(loopback, nil, r); a.Code != want {
			t.Errorf("%s: %d, want %d", origin, a.Code, want)
		}
	}
}
