package main_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"corridor/internal/shared"
)

// driverPage asks with the JavaScript driver, as it is made for pages, and has
// what came of it as its title.
const driverPage = `<!doctype html><title>asking</title><script src="neo4j-web.js"></script><script>
const driver = neo4j.driver("bolt://ADDRESS", neo4j.auth.none(), {disableLosslessIntegers: true, maxTransactionRetryTime: 0})
driver.executeQuery("UNWIND range(1, 5000) AS i CREATE (n:OfAPage {i: i}) RETURN sum(n.i) AS sum")
  .then(answer => "sum " + answer.records[0].get("sum"), wrong => "refused " + wrong.code)
  .then(title => driver.close().then(() => { document.title = title }))
</script>`

// TestPageOfAnotherSiteUsesNoDatabase has a page of this machine use a database
// that lets everybody in, and one of another site whose name leads here.
func TestPageOfAnotherSiteUsesNoDatabase(t *testing.T) {
	bundle := filepath.Join(shared.Clients(t), "javascript", "node_modules", "neo4j-driver", "lib", "browser", "neo4j-web.js")
	database := startBolt(t, "--memory")
	address := strings.TrimPrefix(database.address, "bolt://")
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.ServeFile(w, r, bundle)
			return
		}
		host, _, _ := net.SplitHostPort(r.Host)
		_, port, _ := net.SplitHostPort(address)
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte(strings.Replace(driverPage, "ADDRESS", host+":"+port, 1))) //nolint:errcheck // the page's title says so
	}))
	defer site.Close()
	_, port, _ := net.SplitHostPort(site.Listener.Addr().String())
	ctx := browser(t, "host-resolver-rules=MAP evil.example 127.0.0.1")
	for host, want := range map[string]string{"localhost": "sum 12502500", "127.0.0.1": "sum 12502500", "evil.example": "refused ServiceUnavailable"} {
		p := tab(t, ctx, "http://"+host+":"+port, "/")
		var title string
		p.do(chromedp.Poll(`document.title == "asking" ? "" : document.title`, &title))
		if title != want {
			t.Errorf("a page of %s: %s, want %s", host, title, want)
		}
	}
	if r := corridor(t, "cypher", "--uri", database.address, "MATCH (n:OfAPage) RETURN count(n)", "--format", "csv"); !strings.Contains(r.out, "\n10000\n") {
		t.Errorf("there are %s%s", r.out, r.err)
	}
}
