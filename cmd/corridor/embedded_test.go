package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestQueriesNeedNoServer asks in memory, where nothing but the program is there.
func TestQueriesNeedNoServer(t *testing.T) {
	r := corridor(t, "query", "stages", "--memory")
	for _, words := range []string{"finance the journey", "insertion", "27 rows"} {
		if r.code != 0 || !strings.Contains(r.out, words) {
			t.Errorf("no %q, status %d: %s%s", words, r.code, r.out, r.err)
		}
	}
}

// TestFolderKeepsTheGraph walks through the life of a folder: loaded at first,
// kept with what its user added, shared with what holds it.
func TestFolderKeepsTheGraph(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "graph")
	in := func(arguments ...string) result { return corridor(t, append(arguments, "--data", folder)...) }
	says := func(r result, code int, words string) {
		t.Helper()
		if r.code != code || !strings.Contains(r.out+r.err, words) {
			t.Errorf("status %d, %s%s; want %d and %q", r.code, r.out, r.err, code, words)
		}
	}
	says(in("load"), 0, "created 3720 nodes and 8588 relationships")
	says(in("load"), 0, "nothing to change")
	says(in("cypher", "--write", "MATCH (a {key: 'actor:broker'}) CREATE (:Mine {note: 'seen in Trieste'})-[:ON]->(a)"), 0, "created 1 nodes and 1 relationships")
	says(in("cypher", "MATCH (m:Mine)-[:ON]->(a) RETURN m.note, a.name"), 0, "seen in Trieste  broker")

	served := start(t, nil, "--data", folder)
	if a := get(t, served.address+"readyz", nil); a.status != 200 {
		t.Errorf("readyz: %d", a.status)
	}
	says(in("query", "stages"), 0, "27 rows") // through the service
}

// TestBoltServesOtherClients runs just the database and speaks to it as to a server.
func TestBoltServesOtherClients(t *testing.T) {
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte("of-this-test\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	at := startBolt(t, "--memory", "--password-file", password).address
	r := corridor(t, "cypher", "--uri", at, "--password-file", password, "MATCH (n) RETURN count(n)")
	if r.code != 0 || !strings.Contains(r.out, "\n0\n") {
		t.Errorf("an empty database: status %d, %s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "cypher", "--uri", at, "RETURN 1"); r.code != 2 {
		t.Errorf("without the password: status %d, %s%s", r.code, r.out, r.err)
	}
}

func TestEmbeddedUsageIsExplained(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"memory and a folder":   {[]string{"query", "stages", "--memory", "--data", "x"}, "[data memory]"},
		"memory and a server":   {[]string{"query", "stages", "--memory", "--uri", "bolt://x"}, "[memory uri]"},
		"neither":               {[]string{"bolt"}, "[data memory]"},
		"open to others":        {[]string{"bolt", "--memory", "--listen", "0.0.0.0:0"}, "give --password-file"},
		"no address":            {[]string{"bolt", "--memory", "--listen", "nonsense"}, "listen on nonsense"},
		"no such password file": {[]string{"bolt", "--memory", "--password-file", "nowhere"}, "read the password"},
	} {
		t.Run(name, func(t *testing.T) {
			if r := corridor(t, c.args...); r.code != 2 || !strings.Contains(r.err, c.want) {
				t.Errorf("status %d, %s, want %q", r.code, r.err, c.want)
			}
		})
	}
}

func TestFolderOfAnotherKindIsRefused(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "holiday.jpg"), []byte("not a graph"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := corridor(t, "query", "stages", "--data", folder)
	if r.code != 3 || !strings.Contains(r.err, folder) {
		t.Errorf("status %d, %s", r.code, r.err)
	}
}
