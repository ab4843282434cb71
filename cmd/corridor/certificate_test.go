package main_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"corridor/internal/shared"
)

// TestServeByHTTPS holds that the service shows its certificate, takes no TLS
// that is too old, checks hosts as without it, and that its health is asked for.
func TestServeByHTTPS(t *testing.T) {
	folder, other := shared.Certificate(t), shared.Certificate(t)
	shown, key := filepath.Join(folder, "public.crt"), filepath.Join(folder, "private.key")
	for name, arguments := range map[string][]string{
		"go together":             {"--tls-certificate", shown},
		"private key does not":    {"--tls-certificate", shown, "--tls-key", filepath.Join(other, "private.key")},
		"no such file":            {"--tls-certificate", filepath.Join(folder, "none"), "--tls-key", key},
		"there are no patterns":   {"--cors", "*"},
		"--documents shows copyr": {"--cors", "https://graph.example", "--documents", folder},
	} {
		if r := corridor(t, append([]string{"serve", "--listen", "127.0.0.1:0"}, arguments...)...); r.code != 2 || !strings.Contains(r.err, name) {
			t.Errorf("%s: status %d: %s", name, r.code, r.err)
		}
	}
	loaded(t)
	r := start(t, nil, "--tls-certificate", shown, "--tls-key", key, "--cors", "https://graph.example")
	if !strings.HasPrefix(r.address, "https://127.0.0.1:") {
		t.Fatalf("it is at %s", r.address)
	}
	text, err := os.ReadFile(shown)
	if err != nil {
		t.Fatal(err)
	}
	trusted := x509.NewCertPool()
	trusted.AppendCertsFromPEM(text)
	for host, want := range map[string]int{"localhost": 200, "evil.example": 421} {
		client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}, DisableKeepAlives: true}}
		q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.address+"api/v1/counts", nil)
		if err != nil {
			t.Fatal(err)
		}
		q.Host = host
		q.Header.Set("Origin", "https://graph.example")
		a, err := client.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, a.Body) //nolint:errcheck // its status is enough
		a.Body.Close()              //nolint:errcheck // read to its end
		if isShared := a.Header.Get("Access-Control-Allow-Origin") != ""; a.StatusCode != want || isShared != (want == 200) {
			t.Errorf("%s: %d %v", host, a.StatusCode, a.Header)
		}
	}
	old := &tls.Config{RootCAs: trusted, MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10}
	if c, err := (&tls.Dialer{Config: old}).DialContext(t.Context(), "tcp", r.host()); err == nil {
		c.Close() //nolint:errcheck // it should not be
		t.Error("TLS 1.1 is taken")
	}
	if again := corridor(t, "serve", "--listen", r.host()); again.code != 2 || !strings.Contains(again.err, "serves already at "+r.address) {
		t.Errorf("a second time: %d %s", again.code, again.err)
	}
	if h := corridor(t, "health", "--address", r.host(), "--tls-certificate", shown); h.code != 0 {
		t.Errorf("health: %d %s", h.code, h.err)
	}
	if h := corridor(t, "health", "--address", r.host(), "--tls-certificate", filepath.Join(other, "public.crt")); h.code != 3 || !strings.Contains(h.err, "shows another certificate") {
		t.Errorf("health by another certificate: %d %s", h.code, h.err)
	}
}

// TestServeReadsItsCertificateAgain puts others in its place while the service runs: one
// without its key, which is not taken, and then the key as well.
func TestServeReadsItsCertificateAgain(t *testing.T) {
	folder, other := shared.Certificate(t), shared.Certificate(t)
	shown, key := filepath.Join(folder, "public.crt"), filepath.Join(folder, "private.key")
	first, err := os.ReadFile(shown)
	if err != nil {
		t.Fatal(err)
	}
	was := filepath.Join(t.TempDir(), "was.crt")
	if err := os.WriteFile(was, first, 0o600); err != nil {
		t.Fatal(err)
	}
	loaded(t)
	r := start(t, nil, "--tls-certificate", shown, "--tls-key", key)
	shows := func(when, file string, want int) {
		if h := corridor(t, "health", "--address", r.host(), "--tls-certificate", file); h.code != want {
			t.Errorf("%s: health by %s: %d %s", when, file, h.code, h.err)
		}
	}
	put := func(name string) {
		text, err := os.ReadFile(filepath.Join(other, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	shows("at first", was, 0)
	put("public.crt")
	r.saying(t, "the certificate changed and cannot be read", "private key does not match")
	shows("without the key", was, 0)
	put("private.key")
	r.saying(t, "the certificate changed and was read again")
	shows("with the key", shown, 0)
	shows("with the key", was, 3)
}
